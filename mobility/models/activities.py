"""What schools, training offices, the county and networks do internationally."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from mobility.anchor_querysets import ActivityAnchorQuerySet
from mobility.choices import ActivityKind, ActivityStatus, EducationProgramme, TargetGroup
from mobility.querysets import (
    ActivityDialogueQuerySet,
    ActivityQuerySet,
)
from network.choices import Language, any_of, label_of, labels_of, one_of
from network.fields import ResponsibleField
from network.history import tracked
from network.models import Organisation
from network.sorting import sort_key
from network.texts import Text
from plans.models import AnchorBase, DialogueBase, Theme
from plans.models.anchors import TARGETS, contested_index

# Signs of a title where there is little room.
BRIEF = 48


@tracked(exclude=("sort_key", "submission"))
class Activity(models.Model):
    """One project, exchange, stay or application, in its owner's own words."""

    Kind = ActivityKind

    Status = ActivityStatus

    slug = models.SlugField(_("adresse"), max_length=120, unique=True)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="activities", verbose_name=_("hvem")
    )
    title = models.CharField(_("tittel"), max_length=300)
    summary = models.TextField(_("kort om"), blank=True)
    lang = models.CharField(
        _("tekstens språk"), max_length=2, choices=Language, default=Language.BOKMAL
    )
    kind = models.CharField(_("slag"), max_length=20, choices=Kind, blank=True)
    status = models.CharField(_("status"), max_length=12, choices=Status, default=Status.IDEA)
    target_groups = ArrayField(
        models.CharField(max_length=20, choices=TargetGroup),
        verbose_name=_("målgrupper"),
        default=list,
        blank=True,
    )
    education_programmes = ArrayField(
        models.CharField(max_length=20, choices=EducationProgramme),
        verbose_name=_("utdanningsprogrammer"),
        default=list,
        blank=True,
    )
    starts_on = models.DateField(_("fra"), null=True, blank=True)
    ends_on = models.DateField(_("til"), null=True, blank=True)
    funding = models.CharField(_("program"), max_length=100, blank=True)
    partner = models.CharField(_("partner"), max_length=200, blank=True)
    place = models.CharField(_("sted"), max_length=100, blank=True)
    country = models.CharField(_("land"), max_length=2, blank=True, help_text="ISO 3166-1")
    themes = models.ManyToManyField(
        Theme, through="ActivityTheme", related_name="activities", verbose_name=_("temaer")
    )
    former = models.ForeignKey(
        "self",
        models.SET_NULL,
        related_name="next_rounds",
        verbose_name=_("forrige runde"),
        null=True,
        blank=True,
    )
    assessment = models.TextField(_("hva de som vurderte søknaden, skrev"), blank=True)
    responsible = ResponsibleField(ends="ends_on")
    is_demo = models.BooleanField(_("eksempel"), default=False)
    published_at = models.DateTimeField(_("publisert"), null=True, blank=True)
    updated_at = models.DateTimeField(_("sist oppdatert"), auto_now=True)
    version = models.PositiveIntegerField(_("versjon"), default=1)
    submission = models.UUIDField(
        _("innsending"), unique=True, null=True, blank=True, editable=False
    )
    sort_key = sort_key("title", "lang")

    objects = ActivityQuerySet.as_manager()

    get_kind_display = label_of("kind", ActivityKind)
    get_status_display = label_of("status", ActivityStatus)
    get_target_groups_display = labels_of("target_groups", TargetGroup)
    get_education_programmes_display = labels_of("education_programmes", EducationProgramme)

    class Meta:
        ordering = ["sort_key", "pk"]
        verbose_name = _("aktivitet")
        verbose_name_plural = _("aktiviteter")
        indexes = [
            models.Index(fields=["-published_at", "-id"], name="activity_latest_first"),
        ]
        constraints = [
            one_of("activity_kind_known", "kind", ActivityKind, blank=True),
            models.CheckConstraint(
                condition=Q(published_at=None) | ~Q(kind=""),
                name="activity_published_with_a_kind",
                violation_error_message=_("Velg hva slags aktivitet det er, før du publiserer."),
            ),
            one_of("activity_status_known", "status", ActivityStatus),
            any_of("activity_groups_known", "target_groups", TargetGroup),
            any_of("activity_programmes_known", "education_programmes", EducationProgramme),
            models.CheckConstraint(
                condition=~Q(title=""),
                name="activity_has_a_title",
                violation_error_message=_("Aktiviteten må ha en tittel."),
            ),
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="activity_ends_after_it_begins",
                violation_error_message=_("Aktiviteten kan ikke slutte før den begynner."),
            ),
            models.CheckConstraint(
                condition=Q(country="") | Q(country__regex=r"^[A-Z]{2}$"),
                name="activity_country_is_iso",
                violation_error_message=_("Landet skrives med to bokstaver, som FI."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("activity", args=[self.slug])

    @property
    def heading(self) -> Text:
        """The title with its language."""
        return Text(self.title, self.lang)

    @property
    def brief(self) -> Text:
        """A title for narrow places."""
        return Text(Truncator(self.title).chars(BRIEF), self.lang)


@tracked()
class ActivityTheme(models.Model):
    """A theme that an activity works with."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="theme_rows")
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="activity_rows")

    class Meta:
        ordering = ["activity", "theme"]
        verbose_name = _("aktivitetens tema")
        verbose_name_plural = _("aktivitetens temaer")
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "theme"],
                name="activity_theme_once",
                violation_error_message=_("Temaet står her alt."),
            )
        ]

    def __str__(self) -> str:
        return str(self.theme)

    def get_absolute_url(self) -> str:
        return self.activity.get_absolute_url()


@tracked()
class ActivityAnchor(AnchorBase):
    """An activity rests on something; an activity is never a target, so no cycle can arise."""

    activity = models.ForeignKey(
        Activity, models.CASCADE, related_name="anchors", verbose_name=_("aktivitet")
    )

    objects = ActivityAnchorQuerySet.as_manager()

    class Meta(AnchorBase.Meta):
        verbose_name = _("aktivitetens forankring")
        verbose_name_plural = _("aktivitetens forankringer")
        indexes = [contested_index("activityanchor_contested")]
        constraints = [
            *AnchorBase.Meta.constraints,
            models.UniqueConstraint(
                fields=["activity", *TARGETS],
                nulls_distinct=False,
                name="activityanchor_once",
                violation_error_message=_("Aktiviteten er alt forankret her."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.activity} → {self.target}"

    @property
    def source(self) -> Activity:
        """What rests on the target."""
        return self.activity

    def get_absolute_url(self) -> str:
        return self.activity.get_absolute_url()


@tracked(shown=False)
class ActivityDialogue(DialogueBase):
    """A talk with the leaders about an activity."""

    activity = models.ForeignKey(
        Activity, models.CASCADE, related_name="dialogues", verbose_name=_("aktivitet")
    )

    objects = ActivityDialogueQuerySet.as_manager()

    class Meta(DialogueBase.Meta):
        ordering = ["activity", "-held_on", "-pk"]
        verbose_name = _("dialog med ledelsen")
        verbose_name_plural = _("dialog med ledelsen")

    def get_absolute_url(self) -> str:
        return reverse("activity_dialogue", args=[self.activity.slug])

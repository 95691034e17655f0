"""What came of activities."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mobility.models.activities import Activity
from mobility.result_querysets import ActivityResultQuerySet
from network.history import tracked
from network.texts import Text
from plans.models import Aim


@tracked(exclude=("submission",))
class ActivityResult(models.Model):
    """What an activity changed, for whom, how that is known, and which aim of a plan it moved.

    It is written in the activity's language, and public with it once it is to be shown.
    """

    activity = models.ForeignKey(
        Activity, models.CASCADE, related_name="results", verbose_name=_("aktivitet")
    )
    changed = models.TextField(_("hva som ble annerledes"))
    for_whom = models.CharField(_("for hvem"), max_length=200)
    evidence = models.TextField(_("hvordan dere vet det"), blank=True)
    aim = models.ForeignKey(
        Aim,
        models.PROTECT,
        related_name="results",
        verbose_name=_("mål i egen plan"),
        null=True,
        blank=True,
    )
    is_shown = models.BooleanField(_("vises for alle"), default=False)
    names_nobody = models.BooleanField(
        _("nevner ingen, eller de som er nevnt, har samtykket"), default=False
    )
    created_at = models.DateTimeField(_("lagt inn"), auto_now_add=True)
    updated_at = models.DateTimeField(_("sist oppdatert"), auto_now=True)
    version = models.PositiveIntegerField(_("versjon"), default=1)
    submission = models.UUIDField(_("innsending"), unique=True, editable=False)

    objects = ActivityResultQuerySet.as_manager()

    class Meta:
        ordering = ["activity", "pk"]
        verbose_name = _("resultat")
        verbose_name_plural = _("resultater")
        constraints = [
            models.CheckConstraint(
                condition=~Q(changed="") & ~Q(for_whom=""),
                name="result_says_what_and_for_whom",
                violation_error_message=_("Skriv hva som ble annerledes, og for hvem."),
            ),
            models.CheckConstraint(
                condition=Q(is_shown=False) | Q(names_nobody=True),
                name="result_is_shown_with_consent",
                violation_error_message=_(
                    "Bare det som ikke nevner noen uten samtykke, kan vises for alle."
                ),
            ),
        ]
        indexes = [models.Index(fields=["-created_at", "-id"], name="result_latest_first")]

    def __str__(self) -> str:
        return self.changed

    def get_absolute_url(self) -> str:
        return f"{reverse('activity', args=[self.activity.slug])}#resultat-{self.pk}"

    @property
    def heading(self) -> Text:
        """What changed, in the activity's language."""
        return Text(self.changed, self.activity.lang)

"""Schools, training offices and the other bodies that the portal knows by name."""

import re

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Case, F, Q, When
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from stdnum.no import orgnr

from network.choices import Confidence, Language, OrganisationKind, one_of
from network.history import tracked
from network.querysets import LIST_ORDER, OrganisationQuerySet
from network.sorting import Folded, sort_key
from network.texts import Text
from network.triggers import Refuse

HOME_COUNTY = "Trøndelag"

# The words that nearly every school's or office's name has, and that people shorten.
SECONDARY_SCHOOL = re.compile(r"videregående skole|vidaregåande skule")
TRAINING_OFFICE = re.compile(r"\bopplæringskontoret\b|\bopplæringskontor\b", re.IGNORECASE)


def name_in(language: str | None, name: str, lang: str, english: str) -> Text:
    """An organisation's name for who reads a language."""
    if english and language == Language.ENGLISH:
        return Text(english, language)
    return Text(name, lang)


def validate_organisation_number(value: str) -> None:
    """Refuse what is not a Norwegian organisation number (nine digits with a checksum)."""
    if not orgnr.is_valid(value):
        raise ValidationError(
            _(
                "%(value)s er ikke et gyldig organisasjonsnummer. "
                "Det har ni sifre, og det siste er et kontrollsiffer."
            ),
            code="orgnr",
            params={"value": value},
        )


@tracked(exclude=("sort_key", "municipality_key", "seated_elsewhere"))
class Organisation(models.Model):
    """A school, training office, public body or network that the portal knows by name."""

    Kind = OrganisationKind

    MEMBER_KINDS = (Kind.UPPER_SECONDARY_SCHOOL, Kind.TRAINING_OFFICE)

    slug = models.SlugField(_("adresse"), max_length=120, unique=True)
    name = models.CharField(_("navn"), max_length=200)
    name_lang = models.CharField(
        _("navnets språk"), max_length=2, choices=Language, default=Language.BOKMAL
    )
    name_en = models.CharField(_("navn på engelsk"), max_length=200, blank=True)
    short_name = models.CharField(_("kortnavn"), max_length=60, blank=True)
    former_names = ArrayField(
        models.CharField(max_length=200), verbose_name=_("tidligere navn"), default=list, blank=True
    )
    kind = models.CharField(_("slag"), max_length=30, choices=Kind)
    org_number = models.CharField(
        _("organisasjonsnummer"),
        max_length=9,
        blank=True,
        validators=[validate_organisation_number],
    )
    municipality = models.CharField(_("kommune"), max_length=60, blank=True)
    municipality_number = models.CharField(_("kommunenummer"), max_length=4, blank=True)
    county = models.CharField(_("fylke"), max_length=60, blank=True)
    country = models.CharField(_("land"), max_length=2, default="NO", help_text="ISO 3166-1")
    website = models.URLField(_("nettsted"), blank=True)
    latitude = models.DecimalField(
        _("breddegrad"),
        max_digits=8,
        decimal_places=5,
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
    )
    longitude = models.DecimalField(
        _("lengdegrad"),
        max_digits=8,
        decimal_places=5,
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )
    oid = models.CharField("OID", max_length=20, blank=True)
    pic = models.CharField("PIC", max_length=9, blank=True)
    private = models.BooleanField(_("privat"), default=False)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="departments",
        verbose_name=_("del av"),
        null=True,
        blank=True,
    )
    owner = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="owned",
        verbose_name=_("eier"),
        null=True,
        blank=True,
    )
    successor = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="predecessors",
        verbose_name=_("videreført av"),
        null=True,
        blank=True,
    )
    active = models.BooleanField(_("i drift"), default=True)
    listed = models.BooleanField(_("vises i listene"), default=True)
    confidence = models.CharField(
        _("sikkerhet"), max_length=6, choices=Confidence, default=Confidence.HIGH
    )
    source = models.TextField(_("kilde"), blank=True)
    note = models.TextField(_("merknad for fylket"), blank=True)
    is_demo = models.BooleanField(_("eksempel"), default=False)
    published_at = models.DateTimeField(_("publisert"), null=True, blank=True)
    updated_at = models.DateTimeField(_("sist oppdatert"), auto_now=True)
    version = models.PositiveIntegerField(_("versjon"), default=1)
    sort_key = sort_key("name", "name_lang")
    municipality_key = models.GeneratedField(
        expression=Folded(F("municipality")),
        output_field=models.TextField(db_collation="C"),
        db_persist=True,
    )
    seated_elsewhere = models.GeneratedField(
        expression=Case(
            When(county__in=["", HOME_COUNTY], then=False),
            default=True,
            output_field=models.BooleanField(),
        ),
        output_field=models.BooleanField(),
        db_persist=True,
    )

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key", "pk"]
        verbose_name = _("organisasjon")
        verbose_name_plural = _("organisasjoner")
        constraints = [
            one_of("organisation_kind_known", "kind", OrganisationKind),
            one_of("organisation_confidence_known", "confidence", Confidence),
            models.CheckConstraint(
                condition=Q(org_number="") | Q(org_number__regex=r"^[0-9]{9}$"),
                name="organisation_number_has_nine_digits",
                violation_error_message=_("Et organisasjonsnummer har ni sifre."),
            ),
            models.UniqueConstraint(
                fields=["org_number"],
                condition=Q(active=True) & ~Q(org_number=""),
                name="organisation_number_once_among_active",
                violation_error_message=_(
                    "En annen organisasjon i drift har dette organisasjonsnummeret."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(parent=F("pk")) & ~Q(owner=F("pk")) & ~Q(successor=F("pk")),
                name="organisation_not_its_own_relative",
                violation_error_message=_(
                    "En organisasjon kan ikke eie, høre til under eller videreføre seg selv."
                ),
            ),
            models.CheckConstraint(
                condition=Q(country__regex=r"^[A-Z]{2}$"),
                name="organisation_country_is_iso",
                violation_error_message=_("Landet skrives med to bokstaver, som NO."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["kind", *LIST_ORDER],
                include=["municipality", "published_at", "is_demo"],
                condition=Q(active=True, listed=True),
                name="organisation_list",
            ),
            models.Index(fields=["municipality"], name="organisation_municipality"),
        ]
        triggers = [
            Refuse(
                name="organisation_keeps_its_kind",
                message="plans and roles hang on what kind of member an organisation is",
                operation=pgtrigger.UpdateOf("kind"),
                condition=pgtrigger.Q(
                    old__kind__in=["upper_secondary_school", "training_office", "county"]
                )
                & pgtrigger.Q(old__kind__df=pgtrigger.F("new__kind")),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        if not self.is_member:
            return reverse("library")
        page = "training_office" if self.kind == self.Kind.TRAINING_OFFICE else "school"
        return reverse(page, args=[self.slug])

    @property
    def heading(self) -> Text:
        """The name with its language; the English one for who reads English, where it has one."""
        return name_in(get_language(), self.name, self.name_lang, self.name_en)

    @property
    def brief(self) -> str:
        """A name for narrow places."""
        name = self.short_name or SECONDARY_SCHOOL.sub("vgs.", self.name)
        return TRAINING_OFFICE.sub("OK", name)

    @property
    def is_checked(self) -> bool:
        """Whether number and website are sure enough to be public."""
        return self.confidence == Confidence.HIGH

    @property
    def is_member(self) -> bool:
        """Whether it has a page of its own among schools or training offices."""
        return self.kind in self.MEMBER_KINDS

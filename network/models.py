"""People, organisations and what a person is in one."""

from functools import cached_property

import pgtrigger
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import PermissionsMixin
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from stdnum.no import orgnr
from translated_fields import TranslatedField

from network.choices import Confidence, Language, OrganisationKind, RoleKind, one_of
from network.history import tracked
from network.querysets import (
    ContactPointQuerySet,
    FeedbackQuerySet,
    OrganisationQuerySet,
    UserManager,
)
from network.sorting import sort_key
from network.triggers import ROLE_GUARD, Refuse


class User(AbstractBaseUser, PermissionsMixin):
    """A person who can log in, known by e-mail."""

    email = models.EmailField(_("e-post"), unique=True)
    name = models.CharField(_("navn"), max_length=200)
    language = models.CharField(_("språk"), max_length=2, choices=Language, default=Language.BOKMAL)
    is_staff = models.BooleanField(_("drifter portalen"), default=False)
    is_active = models.BooleanField(_("aktiv"), default=True)
    is_demo = models.BooleanField(_("eksempel"), default=False)
    joined_at = models.DateTimeField(_("ble med"), auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("bruker")
        verbose_name_plural = _("brukere")
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_unique_in_any_case",
                violation_error_message=_("Det finnes alt en bruker med denne e-postadressen."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("front")

    @cached_property
    def role_kinds(self) -> dict[int, set[str]]:
        """Kinds of role by organisation id, fetched once a request."""
        kinds: dict[int, set[str]] = {}
        for organisation, kind in self.roles.values_list("organisation_id", "kind").order_by("pk"):
            kinds.setdefault(organisation, set()).add(kind)
        return kinds


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


@tracked(exclude=("sort_key",))
class Organisation(models.Model):
    """A school, training office, public body or network that the portal knows by name."""

    Kind = OrganisationKind

    MEMBER_KINDS = (Kind.UPPER_SECONDARY_SCHOOL, Kind.TRAINING_OFFICE)

    slug = models.SlugField(_("adresse"), max_length=120, unique=True)
    name = models.CharField(_("navn"), max_length=200)
    name_lang = models.CharField(
        _("navnets språk"), max_length=2, choices=Language, default=Language.BOKMAL
    )
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
    def is_checked(self) -> bool:
        """Whether number and website are sure enough to be public."""
        return self.confidence == Confidence.HIGH

    @property
    def is_member(self) -> bool:
        """Whether it has a page of its own among schools or training offices."""
        return self.kind in self.MEMBER_KINDS


@tracked()
class Role(models.Model):
    """What a user is in one organisation."""

    Kind = RoleKind

    user = models.ForeignKey(User, models.CASCADE, related_name="roles", verbose_name=_("bruker"))
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="roles", verbose_name=_("organisasjon")
    )
    kind = models.CharField(_("rolle"), max_length=20, choices=Kind)

    class Meta:
        ordering = ["user", "pk"]
        verbose_name = _("rolle")
        verbose_name_plural = _("roller")
        triggers = [
            pgtrigger.Trigger(
                name="role_suits_organisation",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=ROLE_GUARD,
            )
        ]
        constraints = [
            one_of("role_kind_known", "kind", RoleKind),
            models.UniqueConstraint(
                fields=["user", "organisation", "kind"],
                name="role_once",
                violation_error_message=_("Personen har alt denne rollen her."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.organisation}"

    def get_absolute_url(self) -> str:
        return self.organisation.get_absolute_url()


@tracked()
class ContactPoint(models.Model):
    """Whom to ask at the county: one record that every page's contact block reads."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="contact_points", verbose_name=_("hvem")
    )
    role = TranslatedField(models.CharField(_("rolle"), max_length=200, blank=True))
    email = models.EmailField(_("e-post"), blank=True)
    phone = models.CharField(_("telefon"), max_length=30, blank=True)
    url = models.URLField(_("nettside"), max_length=500, blank=True)
    source = models.TextField(_("kilde"), blank=True)

    objects = ContactPointQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("kontaktpunkt")
        verbose_name_plural = _("kontaktpunkter")
        constraints = [
            models.CheckConstraint(
                condition=~Q(email="", phone="", url=""),
                name="contact_has_a_way",
                violation_error_message=_(
                    "Skriv en e-postadresse, et telefonnummer eller en side."
                ),
            )
        ]

    def __str__(self) -> str:
        return str(self.organisation)

    def get_absolute_url(self) -> str:
        return reverse("contact")


class Feedback(models.Model):
    """What someone says about the portal's accessibility; answered within the stated deadline."""

    submission = models.UUIDField(_("innsending"), unique=True)
    page = models.CharField(_("hvilken side"), max_length=500, blank=True)
    message = models.TextField(_("hva som er vanskelig"))
    email = models.EmailField(_("e-post, om du vil ha svar"), blank=True)
    created_at = models.DateTimeField(_("mottatt"), auto_now_add=True)
    answered_at = models.DateTimeField(_("besvart"), null=True, blank=True)

    objects = FeedbackQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("tilbakemelding")
        verbose_name_plural = _("tilbakemeldinger")
        constraints = [
            models.CheckConstraint(
                condition=~Q(message=""),
                name="feedback_has_a_message",
                violation_error_message=_("Skriv hva som er vanskelig."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.created_at:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        return reverse("accessibility")

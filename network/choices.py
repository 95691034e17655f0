"""Closed vocabularies that every app shares."""

from django.db.models import CheckConstraint, Q, TextChoices
from django.utils.translation import gettext_lazy as _


class Language(TextChoices):
    """Languages a text can be written in; the first three are also those of the user interface."""

    BOKMAL = "nb", _("Bokmål")
    NYNORSK = "nn", _("Nynorsk")
    ENGLISH = "en", _("Engelsk")


class Confidence(TextChoices):
    """How sure a fact is. Only the sure ones are public; the others stand with a note for staff."""

    HIGH = "high", _("sikkert")
    MEDIUM = "medium", _("nokså sikkert")
    LOW = "low", _("usikkert")


class OrganisationKind(TextChoices):
    """What sort of organisation it is."""

    UPPER_SECONDARY_SCHOOL = "upper_secondary_school", _("videregående skole")
    TRAINING_OFFICE = "training_office", _("opplæringskontor")
    VOCATIONAL_COLLEGE = "vocational_college", _("fagskole")
    UNIVERSITY = "university", _("universitet eller høyskole")
    TRAINING_COMPANY = "training_company", _("lærebedrift")
    COUNTY = "county", _("fylkeskommune")
    MUNICIPALITY = "municipality", _("kommune")
    STATE_BODY = "state_body", _("statlig organ")
    EU_BODY = "eu_body", _("EU-organ")
    NORDIC_BODY = "nordic_body", _("nordisk organ")
    ASSOCIATION = "association", _("forening eller nettverk")
    PARTNER_ABROAD = "partner_abroad", _("partner i utlandet")


class RoleKind(TextChoices):
    """What somebody is in an organisation."""

    COORDINATOR = "coordinator", _("internasjonal koordinator")
    OFFICE_STAFF = "office_staff", _("ansatt ved opplæringskontoret")
    COUNTY_EDITOR = "county_editor", _("redaktør i fylkeskommunen")


def one_of(
    name: str, field: str, choices: type[TextChoices], *, blank: bool = False
) -> CheckConstraint:
    """The vocabulary is closed in the database too: code that reads the column relies on it."""
    known = [*choices.values, ""] if blank else choices.values
    return CheckConstraint(
        condition=Q(**{f"{field}__in": known}),
        name=name,
        violation_error_message=_("Velg en av verdiene i listen."),
    )

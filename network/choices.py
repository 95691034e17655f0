"""Closed vocabularies that every app shares."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from django.db.models import CheckConstraint, Model, Q, TextChoices
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


class Language(TextChoices):
    """Languages a text can be written in; the first three are also those of the user interface."""

    BOKMAL = "nb", _("Bokmål")
    NYNORSK = "nn", _("Nynorsk")
    ENGLISH = "en", _("Engelsk")


class Pace(TextChoices):
    """How often somebody wants to be told by e-mail of what waits."""

    AT_ONCE = "at_once", _("med en gang")
    DAILY = "daily", _("samlet, hver dag")
    WEEKLY = "weekly", _("samlet, hver mandag")
    OFF = "off", _("ikke på e-post")


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
    WORLD_BODY = "world_body", _("internasjonalt organ")
    ASSOCIATION = "association", _("forening eller nettverk")
    PARTNER_ABROAD = "partner_abroad", _("partner i utlandet")

    @property
    def needs_second_factor(self) -> bool:
        """Whether a password alone is too little for what any role there opens."""
        return self in {self.COUNTY, self.TRAINING_OFFICE}


class RoleKind(TextChoices):
    """What somebody is in an organisation."""

    COORDINATOR = "coordinator", _("internasjonal koordinator")
    COLLEAGUE = "colleague", _("kollega")
    OFFICE_LEADER = "office_leader", _("leder ved opplæringskontoret")
    OFFICE_STAFF = "office_staff", _("ansatt ved opplæringskontoret")
    COUNTY_ADMINISTRATOR = "county_administrator", _("administrator i fylkeskommunen")
    COUNTY_EDITOR = "county_editor", _("redaktør i fylkeskommunen")
    COUNTY_READER = "county_reader", _("leser i fylkeskommunen")
    READER = "reader", _("leser")

    @property
    def description(self) -> StrPromise:
        """What the role lets a person do, as the people page prints it."""
        return ROLE_DESCRIPTIONS[self]

    @property
    def suits(self) -> tuple[OrganisationKind, ...]:
        """The kinds of organisation where somebody can be this."""
        return ROLE_SUITS[self]

    @classmethod
    def at(cls, kind: str) -> list[RoleKind]:
        """The roles that an organisation of this kind has, in order."""
        return [role for role in cls if kind in role.suits]


ROLE_DESCRIPTIONS = {
    RoleKind.COORDINATOR: _(
        "Fører skolens planer og aktiviteter, bekrefter skolens forankringer og inviterer kolleger."
    ),
    RoleKind.COLLEAGUE: _("Leser skolens utkast og kommenterer aktivitetene."),
    RoleKind.OFFICE_LEADER: _(
        "Kan alt det de ansatte kan. Inviterer og fjerner ansatte, og hjelper den som har mistet "
        "innloggingen sin."
    ),
    RoleKind.OFFICE_STAFF: _("Fører kontorets aktiviteter og utenlandsopphold."),
    RoleKind.COUNTY_ADMINISTRATOR: _(
        "Kan alt det redaktørene kan. Styrer hvem i fylkeskommunen som har tilgang, og ser "
        "sikkerhetsloggen."
    ),
    RoleKind.COUNTY_EDITOR: _(
        "Fører tiltakene og planverket, bekrefter forankringer og gir skoler og "
        "opplæringskontor tilgang."
    ),
    RoleKind.COUNTY_READER: _(
        "Leser alt som fylkeskommunen kan lese, og kommenterer aktiviteter. Endrer ingenting."
    ),
    RoleKind.READER: _(
        "Leser det organisasjonen ikke har publisert ennå, og kommenterer aktiviteter. "
        "Endrer ingenting."
    ),
}
ROLE_SUITS = {
    RoleKind.COORDINATOR: (OrganisationKind.UPPER_SECONDARY_SCHOOL,),
    RoleKind.COLLEAGUE: (OrganisationKind.UPPER_SECONDARY_SCHOOL,),
    RoleKind.OFFICE_LEADER: (OrganisationKind.TRAINING_OFFICE,),
    RoleKind.OFFICE_STAFF: (OrganisationKind.TRAINING_OFFICE,),
    RoleKind.COUNTY_ADMINISTRATOR: (OrganisationKind.COUNTY,),
    RoleKind.COUNTY_EDITOR: (OrganisationKind.COUNTY,),
    RoleKind.COUNTY_READER: (OrganisationKind.COUNTY,),
    RoleKind.READER: (OrganisationKind.UPPER_SECONDARY_SCHOOL, OrganisationKind.TRAINING_OFFICE),
}


class SecurityEventKind(TextChoices):
    """What the security log tells."""

    LOGGED_IN = "logged_in", _("innlogging")
    LOGIN_FAILED = "login_failed", _("mislykket innlogging")
    CODE_FAILED = "code_failed", _("feil engangskode")
    LOGGED_OUT = "logged_out", _("utlogging")
    PASSWORD_SET = "password_set", _("passord valgt")
    PASSWORD_CHANGED = "password_changed", _("passord byttet")
    PASSWORD_RESET = "password_reset", _("passord byttet med lenke")
    FACTOR_ADDED = "factor_added", _("engangskode slått på")
    FACTOR_REMOVED = "factor_removed", _("engangskode slått av")
    FACTOR_RESET = "factor_reset", _("engangskode fjernet for en annen")
    CODES_RENEWED = "codes_renewed", _("nye reservekoder")
    SESSIONS_ENDED = "sessions_ended", _("logget ut alle andre steder")
    FEIDE_ADDED = "feide_added", _("Feide koblet til")
    FEIDE_REMOVED = "feide_removed", _("Feide koblet fra")
    FEIDE_REFUSED = "feide_refused", _("avvist innlogging med Feide")
    ROLE_GIVEN = "role_given", _("rolle gitt")
    ROLE_REMOVED = "role_removed", _("rolle fjernet")
    HANDED_OVER = "handed_over", _("rolle overlatt")
    EXPORTED = "exported", _("personopplysninger lastet ned")


def capital(choices: type[TextChoices]) -> list[tuple[str, str]]:
    """A vocabulary as a list of its own, not words in a sentence."""
    return [(value, capfirst(label)) for value, label in choices.choices]


def label_of(field: str, choices: type[TextChoices]) -> Callable[[Model], str]:
    """A model's `get_…_display`: Django's own translates every label to find one."""

    def display(self: Model) -> str:
        value = getattr(self, field)
        return str(choices(value).label) if value else ""

    return display


def named(values: Collection[str], choices: type[TextChoices]) -> list[str]:
    """Labels of some values, in the vocabulary's order."""
    return [str(choice.label) for choice in choices if choice in values]


def labels_of(field: str, choices: type[TextChoices]) -> Callable[[Model], str]:
    """The same as `label_of` for a column of several: each on a line, as some have commas."""

    def display(self: Model) -> str:
        return "\n".join(capfirst(label) for label in named(getattr(self, field), choices))

    return display


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


def any_of(name: str, field: str, choices: type[TextChoices]) -> CheckConstraint:
    """The same of a column that holds several, or none."""
    return CheckConstraint(
        condition=Q(**{f"{field}__contained_by": choices.values}),
        name=name,
        violation_error_message=_("Velg blant verdiene i listen."),
    )

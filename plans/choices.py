"""Closed vocabularies of plans and anchors."""

from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Level(TextChoices):
    """The five levels, from the school up to Europe; an anchor never points down."""

    SCHOOL = "school", _("Skolens egne planverk")
    PROGRAMME = "programme", _("Internasjonalt handlingsprogram")
    REGIONAL = "regional", _("Regionale planverk")
    NATIONAL = "national", _("Sentrale nasjonale føringer")
    EUROPEAN = "european", _("Internasjonale/europeiske planverk")

    @property
    def short(self) -> Any:
        """One word, for narrow places."""
        return {
            "school": _("Egne planer"),
            "programme": _("IHP"),
            "regional": _("Region"),
            "national": _("Nasjon"),
            "european": _("Europa"),
        }[self.value]

    @property
    def in_deck(self) -> str:
        """The county's presentation's own heading, in Bokmål."""
        return {
            "school": "Forankring i skolens egne planverk",
            "programme": "Forankring i internasjonalt handlingsprogram for region Trøndelag",
            "regional": "Forankring i regionale planverk",
            "national": "Sentrale nasjonale føringer",
            "european": "Internasjonale/europeiske planverk",
        }[self.value]

    @classmethod
    def from_the_top(cls) -> list["Level"]:
        """European first, as the deck lists them."""
        return list(reversed(cls))


class Status(TextChoices):
    """Where a document is in its life."""

    DRAFT = "draft", _("Utkast")
    IN_PROCESS = "in_process", _("Til politisk behandling")
    PROPOSAL = "proposal", _("Forslag")
    IN_FORCE = "in_force", _("Gjeldende")
    STANDING = "standing", _("Står ved lag")
    CARRIED_ON = "carried_on", _("Videreført")
    REPLACED = "replaced", _("Erstattet")
    EXPIRED = "expired", _("Utløpt")
    UNCONFIRMED = "unconfirmed", _("Ikke bekreftet")

    @property
    def tone(self) -> str:
        """How the status looks beside its word: valid, ended or open."""
        if self in (Status.IN_FORCE, Status.STANDING):
            return "valid"
        if self in (Status.CARRIED_ON, Status.REPLACED, Status.EXPIRED):
            return "ended"
        return "open"


class Kind(TextChoices):
    """What sort of document it is, in its issuer's own word."""

    ACT = "act", _("Lov")
    REGULATION = "regulation", _("Forskrift")
    EU_REGULATION = "eu_regulation", _("EU-forordning")
    DECISION = "decision", _("EU-beslutning")
    PROPOSAL = "proposal", _("Forslag")
    RECOMMENDATION = "recommendation", _("Rådsrekommandasjon")
    DECLARATION = "declaration", _("Erklæring")
    COMMUNIQUE = "communique", _("Kommuniké")
    ACTION_PLAN = "action_plan", _("Handlingsplan")
    STRATEGY = "strategy", _("Strategi")
    WHITE_PAPER = "white_paper", _("Stortingsmelding")
    BILL = "bill", _("Proposisjon")
    REPORT = "report", _("Rapport")
    GOALS = "goals", _("Mål")
    PLAN = "plan", _("Plan")
    INTERNATIONAL_STRATEGY = "international_strategy", _("Internasjonal strategi")
    COMPETENCE_PLAN = "competence_plan", _("Kompetanseplan")
    DEVELOPMENT_PLAN = "development_plan", _("Utviklingsplan")


class Precision(TextChoices):
    """How much of a date is known; the rest is filled in so that dates can be compared."""

    DAY = "day", _("dag")
    MONTH = "month", _("måned")
    YEAR = "year", _("år")


class UrlConfidence(TextChoices):
    """Whether somebody has seen the document at its address."""

    SEEN = "seen", _("kontrollert")
    LIKELY = "likely", _("trolig")
    UNKNOWN = "unknown", _("ukjent")


class AnchorStatus(TextChoices):
    """Whether somebody who may has said yes to an anchor."""

    PROPOSED = "proposed", _("foreslått")
    CONFIRMED = "confirmed", _("bekreftet")
    REJECTED = "rejected", _("avvist")


class SuccessionKind(TextChoices):
    """How something new takes over from something old."""

    REPLACED = "replaced", _("erstattet av")
    CARRIED_ON = "carried_on", _("videreført i")


class TreatmentRole(TextChoices):
    """What a political body did with a case; what is only planned is said to be."""

    PLANNED = "planned", _("planlagt behandling")
    RECOMMENDATION = "recommendation", _("innstilling")
    DECISION = "decision", _("vedtak")
    ORIENTATION = "orientation", _("orientering")


class PartyKind(TextChoices):
    """Part of an organisation in a point."""

    RESPONSIBLE = "responsible", _("ansvarlig")
    PARTNER = "partner", _("samarbeidspart")


class ProgressStatus(TextChoices):
    """Where a point of the programme stands."""

    NOT_STARTED = "not_started", _("ikke startet")
    UNDER_WAY = "under_way", _("i gang")
    DELAYED = "delayed", _("forsinket")
    DONE = "done", _("gjennomført")
    DROPPED = "dropped", _("utgår")


class LinkState(TextChoices):
    """What the last look at a document's address found."""

    UNCHECKED = "unchecked", _("ikke kontrollert")
    WORKS = "works", _("virker")
    MOVED = "moved", _("flyttet")
    BROKEN = "broken", _("virker ikke")

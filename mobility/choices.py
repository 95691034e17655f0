"""Closed vocabularies of activities."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ActivityKind(TextChoices):
    """What sort of activity it is."""

    PROJECT = "project", _("prosjekt")
    EXCHANGE = "exchange", _("utveksling")
    HOSPITATION = "hospitation", _("hospitering")
    JOB_SHADOWING = "job_shadowing", _("jobbskygging")
    COURSE = "course", _("kurs")
    STUDY_VISIT = "study_visit", _("studiebesøk")
    PREPARATORY_VISIT = "preparatory_visit", _("forberedende besøk")
    HOSTING = "hosting", _("vertskap")
    APPLICATION = "application", _("søknad")


class ActivityStatus(TextChoices):
    """Where an activity is, from idea to result."""

    IDEA = "idea", _("idé")
    PLANNED = "planned", _("planlagt")
    APPLIED = "applied", _("søkt")
    GRANTED = "granted", _("innvilget")
    ONGOING = "ongoing", _("pågår")
    COMPLETED = "completed", _("gjennomført")
    NOT_GRANTED = "not_granted", _("ikke innvilget")
    POSTPONED = "postponed", _("utsatt")
    CANCELLED = "cancelled", _("avlyst")

    @property
    def tone(self) -> str:
        """How the status looks beside its word: valid, ended or open."""
        if self in (ActivityStatus.GRANTED, ActivityStatus.ONGOING):
            return "valid"
        if self in (
            ActivityStatus.COMPLETED,
            ActivityStatus.NOT_GRANTED,
            ActivityStatus.CANCELLED,
        ):
            return "ended"
        return "open"


class TargetGroup(TextChoices):
    """Whom an activity is for."""

    PUPILS = "pupils", _("elever")
    APPRENTICES = "apprentices", _("lærlinger og lærekandidater")
    TEACHERS = "teachers", _("lærere")
    INSTRUCTORS = "instructors", _("instruktører")
    LEADERS = "leaders", _("ledere")
    STAFF = "staff", _("andre ansatte")


class EducationProgramme(TextChoices):
    """The education programmes of upper secondary, the vocational ones first."""

    CONSTRUCTION = "construction", _("bygg- og anleggsteknikk")
    ELECTRICAL = "electrical", _("elektro og datateknologi")
    HAIR_AND_FLOWERS = (
        "hair_and_flowers",
        _("frisør, blomster, interiør og eksponeringsdesign"),
    )
    HEALTH = "health", _("helse- og oppvekstfag")
    CRAFTS = "crafts", _("håndverk, design og produktutvikling")
    IT_AND_MEDIA = "it_and_media", _("informasjonsteknologi og medieproduksjon")
    NATURE = "nature", _("naturbruk")
    FOOD = "food", _("restaurant- og matfag")
    SALES_AND_TRAVEL = "sales_and_travel", _("salg, service og reiseliv")
    INDUSTRY = "industry", _("teknologi- og industrifag")
    SPORTS = "sports", _("idrettsfag")
    ARTS = "arts", _("kunst, design og arkitektur")
    MEDIA = "media", _("medier og kommunikasjon")
    STAGE = "stage", _("musikk, dans og drama")
    GENERAL = "general", _("studiespesialisering")


class PartnershipKind(TextChoices):
    """What sort of agreement it is."""

    COOPERATION = "cooperation", _("samarbeidsavtale")
    CONSORTIUM = "consortium", _("mobilitetskonsortium")
    REGIONAL = "regional", _("regionalt partnerskap")
    EXCHANGE = "exchange", _("utvekslingssamarbeid på Vg2")


class Approval(TextChoices):
    """Where the directorate's approval of an exchange cooperation stands."""

    APPLIED = "applied", _("søkt")
    APPROVED = "approved", _("godkjent")
    REFUSED = "refused", _("ikke godkjent")


class AccreditationField(TextChoices):
    """The field that an accreditation is in."""

    VET = "vet", _("fag- og yrkesopplæring")
    SCHOOL = "school", _("skole")
    ADULT = "adult", _("voksenopplæring")


class SectionContent(TextChoices):
    """What the portal knows that answers a section of an application form."""

    APPLICANT = "applicant", _("hvem som søker")
    NEEDS = "needs", _("hvorfor, og hva det svarer på i egne planer")
    ANCHORING = "anchoring", _("hva det er forankret i, fra egne planer til Europa")
    OBJECTIVES = "objectives", _("målene det arbeides mot")
    ACTIVITIES = "activities", _("hva, med hvem og når")
    PRINCIPLES = "principles", _("inkludering, miljø, digitalisering og deltakelse")
    LEADERSHIP = "leadership", _("hva ledelsen har sagt")
    SUMMARY = "summary", _("kort om det hele")

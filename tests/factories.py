"""Rows with sensible defaults; each test names only what it is about."""

import datetime
import uuid

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from mobility.models import (
    Activity,
    ActivityAnchor,
    ActivityResult,
    ApplicationForm,
    ApplicationSection,
    FundingProgramme,
    WrittenSection,
)
from network.models import AccessRequest, HandOver, Invitation, Organisation, Role, User
from plans.models import (
    Action,
    ActionParty,
    Aim,
    Anchor,
    Indicator,
    IndicatorValue,
    Measure,
    PlanFile,
    PolicyDocument,
    PoliticalTreatment,
    Programme,
    ProgressReport,
    Succession,
    Theme,
)

NOW = datetime.datetime(2026, 11, 2, 12, tzinfo=timezone.get_default_timezone())


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User

    email = factory.Sequence(lambda number: f"person{number}@example.org")
    name = factory.Sequence(lambda number: f"Person {number}")


class OrganisationFactory(DjangoModelFactory):
    """A school, unless told otherwise."""

    class Meta:
        model = Organisation

    slug = factory.Sequence(lambda number: f"skole-{number}")
    name = factory.Sequence(lambda number: f"Skole {number}")
    kind = Organisation.Kind.UPPER_SECONDARY_SCHOOL
    published_at = NOW

    class Params:
        office = factory.Trait(kind=Organisation.Kind.TRAINING_OFFICE)
        county_council = factory.Trait(kind=Organisation.Kind.COUNTY)


class RoleFactory(DjangoModelFactory):
    class Meta:
        model = Role

    user = factory.SubFactory(UserFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    kind = Role.Kind.COORDINATOR

    class Params:
        county = factory.Trait(
            kind=Role.Kind.COUNTY_EDITOR,
            organisation=factory.SubFactory(OrganisationFactory, county_council=True),
        )


class InvitationFactory(DjangoModelFactory):
    """To be a colleague at a school, for two weeks from now."""

    class Meta:
        model = Invitation

    organisation = factory.SubFactory(OrganisationFactory)
    kind = Invitation.Kind.COLLEAGUE
    email = factory.Sequence(lambda number: f"invitert{number}@example.org")
    token_digest = factory.Sequence(lambda number: f"{number:064}")
    invited_by = factory.SubFactory(UserFactory)
    expires_at = factory.LazyFunction(lambda: timezone.now() + datetime.timedelta(days=14))


class AccessRequestFactory(DjangoModelFactory):
    """To be a coordinator at a school, waiting."""

    class Meta:
        model = AccessRequest

    organisation = factory.SubFactory(OrganisationFactory)
    kind = AccessRequest.Kind.COORDINATOR
    asker = factory.Sequence(lambda number: f"{number:064}")
    name = factory.Sequence(lambda number: f"Spør {number}")
    home = "trondelagfylke.example"
    email = factory.Sequence(lambda number: f"spor{number}@example.org")


class HandOverFactory(DjangoModelFactory):
    """Of a coordinator's role."""

    class Meta:
        model = HandOver

    organisation = factory.SubFactory(OrganisationFactory)
    kind = HandOver.Kind.COORDINATOR
    from_user = factory.SubFactory(UserFactory)
    to_user = factory.SubFactory(UserFactory)
    by = factory.SelfAttribute("from_user")


class ThemeFactory(DjangoModelFactory):
    class Meta:
        model = Theme

    key = factory.Sequence(lambda number: f"tema-{number}")
    name_nb = factory.Sequence(lambda number: f"Tema {number}")
    position = factory.Sequence(lambda number: number)


class DocumentFactory(DjangoModelFactory):
    """A published European strategy, unless told otherwise."""

    class Meta:
        model = PolicyDocument

    slug = factory.Sequence(lambda number: f"dokument-{number}")
    title = factory.Sequence(lambda number: f"Dokument {number}")
    level = "european"
    kind = "strategy"
    status = "in_force"
    published_at = NOW

    class Params:
        plan = factory.Trait(
            level="school",
            kind="development_plan",
            organisation=factory.SubFactory(OrganisationFactory),
        )


class PlanFileFactory(DjangoModelFactory):
    """A plan's file; its bytes are there where a test lays them."""

    class Meta:
        model = PlanFile

    document = factory.SubFactory(DocumentFactory, plan=True)
    name = "strategi.pdf"
    size = 1_258_291
    sha256 = "0" * 64
    uploaded_by = factory.SubFactory(UserFactory)


class AimFactory(DjangoModelFactory):
    class Meta:
        model = Aim

    document = factory.SubFactory(DocumentFactory)
    # Beyond the numbers that tests give.
    key = factory.Sequence(lambda number: str(1000 + number))
    text_nb = factory.Sequence(lambda number: f"Mål {number}")


class ProgrammeFactory(DjangoModelFactory):
    class Meta:
        model = Programme

    document = factory.SubFactory(DocumentFactory, level="programme", kind="action_plan")


class MeasureFactory(DjangoModelFactory):
    class Meta:
        model = Measure

    programme = factory.SubFactory(ProgrammeFactory)
    number = factory.Sequence(lambda number: number + 1)
    title_nb = factory.Sequence(lambda number: f"Tiltak {number}")


class ActionFactory(DjangoModelFactory):
    class Meta:
        model = Action

    measure = factory.SubFactory(MeasureFactory)
    number = factory.Sequence(lambda number: number + 1)
    text_nb = factory.Sequence(lambda number: f"Punkt {number}")


class TreatmentFactory(DjangoModelFactory):
    """Planned, as the deck knows it, unless told otherwise."""

    class Meta:
        model = PoliticalTreatment

    programme = factory.SubFactory(ProgrammeFactory)
    body = "Fylkestinget"
    date_on = datetime.date(2020, 2, 29)
    date_precision = "month"
    role = "planned"


class PartyFactory(DjangoModelFactory):
    class Meta:
        model = ActionParty

    action = factory.SubFactory(ActionFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    kind = "partner"


class ReportFactory(DjangoModelFactory):
    class Meta:
        model = ProgressReport

    action = factory.SubFactory(ActionFactory)
    reported_on = NOW.date()
    status = "under_way"
    text_nb = "Arbeidet er i gang."


class IndicatorFactory(DjangoModelFactory):
    """Of a measure of its own, unless told of an action."""

    class Meta:
        model = Indicator

    measure = factory.Maybe("action", None, factory.SubFactory(MeasureFactory))
    action = None
    key = factory.Sequence(lambda number: f"indikator-{number}")
    name_nb = factory.Sequence(lambda number: f"Indikator {number}")


class IndicatorValueFactory(DjangoModelFactory):
    class Meta:
        model = IndicatorValue

    indicator = factory.SubFactory(IndicatorFactory)
    year = factory.Sequence(lambda number: 2021 + number)
    value = 10


class SuccessionFactory(DjangoModelFactory):
    class Meta:
        model = Succession

    kind = "replaced"


class AnchorBaseFactory(DjangoModelFactory):
    """Proposed; `confirmed`, `contested`, `answered` and `rejected` give all that belongs to it."""

    class Meta:
        abstract = True

    rationale_nb = "Planen svarer på målet."

    class Params:
        confirmed = factory.Trait(
            status="confirmed", confirmed_at=NOW, confirmed_by=factory.SubFactory(UserFactory)
        )
        contested = factory.Trait(
            contested_at=NOW,
            contested_by=factory.SubFactory(UserFactory),
            contest_reason="Målet handler om noe annet.",
        )
        answered = factory.Trait(
            contested=True,
            answered_at=NOW,
            answered_by=factory.SubFactory(UserFactory),
            contest_answer="Målet nevner også dette.",
        )
        rejected = factory.Trait(
            status="rejected",
            rejected_at=NOW,
            rejected_by=factory.SubFactory(UserFactory),
            rejection_reason="Planen er endret.",
        )


class AnchorFactory(AnchorBaseFactory):
    class Meta:
        model = Anchor


class ActivityFactory(DjangoModelFactory):
    class Meta:
        model = Activity

    slug = factory.Sequence(lambda number: f"aktivitet-{number}")
    title = factory.Sequence(lambda number: f"Aktivitet {number}")
    organisation = factory.SubFactory(OrganisationFactory)
    kind = Activity.Kind.PROJECT
    published_at = NOW


class ActivityAnchorFactory(AnchorBaseFactory):
    class Meta:
        model = ActivityAnchor

    activity = factory.SubFactory(ActivityFactory)


class ActivityResultFactory(DjangoModelFactory):
    class Meta:
        model = ActivityResult

    activity = factory.SubFactory(ActivityFactory)
    changed = "Elevene snakker mer"
    for_whom = "elevene på Vg2"
    is_shown = True
    names_nobody = True
    submission = factory.LazyFunction(uuid.uuid4)


class FundingProgrammeFactory(DjangoModelFactory):
    class Meta:
        model = FundingProgramme

    slug = factory.Sequence(lambda number: f"program-{number}")
    name_nb = factory.Sequence(lambda number: f"Program {number}")
    funds_nb = "Reiser og opphold."
    published_at = NOW


class ApplicationFormFactory(DjangoModelFactory):
    class Meta:
        model = ApplicationForm

    slug = factory.Sequence(lambda number: f"skjema-{number}")
    name_nb = factory.Sequence(lambda number: f"Skjema {number}")
    name_en = factory.Sequence(lambda number: f"Form {number}")


class ApplicationSectionFactory(DjangoModelFactory):
    class Meta:
        model = ApplicationSection

    form = factory.SubFactory(ApplicationFormFactory)
    slug = factory.Sequence(lambda number: f"del-{number}")
    position = factory.Sequence(lambda number: number)
    heading_nb = factory.Sequence(lambda number: f"Del {number}")
    heading_en = factory.Sequence(lambda number: f"Section {number}")
    question_nb = "Hvorfor?"


class WrittenSectionFactory(DjangoModelFactory):
    class Meta:
        model = WrittenSection

    activity = factory.SubFactory(ActivityFactory)
    section = factory.SubFactory(ApplicationSectionFactory)
    lang = "nb"
    words = "Våre egne ord."


def anchor(
    source: PolicyDocument | Action, target: PolicyDocument | Aim | Action, **more
) -> Anchor:
    """An anchor between any two ends."""
    return AnchorFactory(**ends(source, target), **more)


def ends(source: PolicyDocument | Action, target: PolicyDocument | Aim | Action) -> dict:
    """The two columns that an anchor between these rows fills."""
    return {f"source_{column(source)}": source, **towards(target)}


def towards(target: PolicyDocument | Aim | Action) -> dict:
    """The one column that an anchor in this row fills."""
    return {f"target_{column(target)}": target}


def column(row: PolicyDocument | Aim | Action) -> str:
    return {PolicyDocument: "document", Aim: "aim", Action: "action"}[type(row)]


def point_of(programme: Programme) -> Action:
    """A point of a programme."""
    return ActionFactory(measure=MeasureFactory(programme=programme))

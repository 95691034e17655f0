"""A page asks the database as often for many rows as for few."""

import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from network.choices import RoleKind
from tests.agreement_factories import (
    AccreditationFactory,
    AccreditationMemberFactory,
    AgreementPartyFactory,
    PartnershipFactory,
)
from tests.comment_factories import ActivityCommentFactory
from tests.dialogue_factories import ActivityDialogueFactory, LeaderDialogueFactory
from tests.factories import (
    ActivityAnchorFactory,
    ActivityFactory,
    ActivityResultFactory,
    AimFactory,
    ApplicationSectionFactory,
    DocumentFactory,
    MeasureFactory,
    OrganisationFactory,
    ProgrammeFactory,
    RoleFactory,
    SuccessionFactory,
    ThemeFactory,
    WrittenSectionFactory,
    anchor,
    point_of,
    towards,
)

pytestmark = pytest.mark.django_db


class World:
    """A school, a document and a point that everything else hangs on."""

    def __init__(self) -> None:
        self.school = OrganisationFactory(slug="skole", municipality="Verdal")
        self.office = OrganisationFactory(slug="kontor", office=True)
        self.document = DocumentFactory(slug="dokument")
        self.plan = DocumentFactory(plan=True, slug="plan", organisation=self.school)
        self.programme = ProgrammeFactory()
        self.measure = MeasureFactory(programme=self.programme, number=1)
        self.point = self.measure.actions.create(number=1, text_nb="Punkt")
        self.activity = ActivityFactory(slug="aktivitet", organisation=self.school)
        section = ApplicationSectionFactory(
            form__slug="skjema", slug="forankring", content="anchoring"
        )
        self.form = section.form
        AimFactory(document=self.plan, key="1")
        self.partnership = PartnershipFactory(slug="avtale", organisation=self.school)
        self.accreditation = AccreditationFactory(
            slug="akkreditering", organisation=self.school, is_consortium=True
        )
        self.grow(1)

    def grow(self, times: int) -> None:
        for _ in range(times):
            self.add_members()
            self.add_documents()
            self.add_activities()
            self.add_to_the_activity()
            self.add_agreements()

    def add_agreements(self) -> None:
        soon = timezone.localdate() + datetime.timedelta(days=30)
        for agreement in (
            self.partnership,
            PartnershipFactory(organisation=self.school, ends_on=soon),
            PartnershipFactory(),
        ):
            AgreementPartyFactory(agreement=agreement)
            AgreementPartyFactory(agreement=agreement, organisation=OrganisationFactory(), name="")
        for accreditation in (self.accreditation, AccreditationFactory()):
            AccreditationMemberFactory(
                agreement=accreditation, organisation=OrganisationFactory(), name=""
            )

    def add_members(self) -> None:
        for office in (False, True):
            OrganisationFactory(office=office, municipality="Levanger")
        OrganisationFactory(parent=self.school, owner=OrganisationFactory(county_council=True))
        OrganisationFactory(successor=self.school, active=False)

    def add_documents(self) -> None:
        row = DocumentFactory(level="national", status="replaced")
        row.themes.add(ThemeFactory())
        row.issuers.add(OrganisationFactory(county_council=True))
        self.document.themes.add(ThemeFactory())
        AimFactory(document=self.document)
        SuccessionFactory(predecessor_document=row, successor_document=DocumentFactory())
        SuccessionFactory(predecessor_document=DocumentFactory(), successor_document=self.document)
        SuccessionFactory(
            predecessor_document=DocumentFactory(), successor_document=self.programme.document
        )
        anchor(row, AimFactory(document=self.document))
        anchor(self.document, DocumentFactory())
        anchor(self.point, row)
        anchor(self.plan, row)
        anchor(self.plan, point_of(self.programme))
        theme = ThemeFactory()
        self.plan.themes.add(theme)
        DocumentFactory().themes.add(theme)
        for state in ("contested", "answered"):
            anchor(self.plan, DocumentFactory(), **{state: True})
        anchor(self.plan, DocumentFactory(), contested=True).delete()
        anchor(DocumentFactory(plan=True), self.document)
        anchor(self.programme.document, DocumentFactory(level="regional"))
        MeasureFactory(programme=self.programme).actions.create(number=1, text_nb="Punkt")

    def add_activities(self) -> None:
        for owner in (self.school, self.office, OrganisationFactory()):
            plan = DocumentFactory(plan=True, organisation=owner)
            aim = AimFactory(document=plan)
            anchor(plan, self.point)
            anchor(plan, AimFactory(document=self.document))
            activity = ActivityFactory(organisation=owner)
            activity.themes.add(ThemeFactory())
            LeaderDialogueFactory(plan=plan)
            for started in (activity, self.activity):
                ActivityAnchorFactory(activity=started, **towards(aim))
                ActivityAnchorFactory(activity=started, **towards(DocumentFactory()))

    def add_to_the_activity(self) -> None:
        """What its own people see of it, and what could be suggested."""
        theme = ThemeFactory()
        self.activity.themes.add(theme)
        DocumentFactory().themes.add(theme)
        DocumentFactory(plan=True, organisation=self.school).themes.add(theme)
        ActivityAnchorFactory(activity=self.activity, target_action=point_of(self.programme))
        for state in ("contested", "answered"):
            document = DocumentFactory()
            ActivityAnchorFactory(activity=self.activity, **{state: True}, **towards(document))
        gone = ActivityAnchorFactory(
            activity=self.activity, contested=True, **towards(DocumentFactory())
        )
        gone.delete()
        ActivityDialogueFactory(activity=self.activity)
        ActivityCommentFactory(activity=self.activity)
        LeaderDialogueFactory(plan=self.plan)
        ActivityResultFactory(activity=self.activity, aim=AimFactory(document=self.plan))
        for content in ("needs", "objectives", "principles", "leadership", "summary", ""):
            section = ApplicationSectionFactory(form=self.form, content=content)
        WrittenSectionFactory(activity=self.activity, section=section)


PAGES = [
    "/",
    "/planverk/",
    "/planverk/?niva=european",
    "/planverk/kart/?niva=programme",
    "/planverk/kart/?fra=dokument",
    "/planverk/dokument/",
    "/planverk/dokument/grunnlag/",
    "/planverk/plan/",
    "/tiltak/",
    "/tiltak/1/",
    "/tiltak/1/1/",
    "/tiltak/1/1/grunnlag/",
    "/tiltak/1/1/svar/",
    "/skoler/",
    "/skoler/skole/",
    "/skoler/skole/forankring/",
    "/skoler/skole/forankring/last-ned.xlsx",
    "/opplaringskontor/",
    "/opplaringskontor/kontor/",
    "/aktiviteter/",
    "/aktiviteter/last-ned.csv",
    "/aktiviteter/?ar=2026&hos=skole",
    "/aktiviteter/aktivitet/",
    "/aktiviteter/aktivitet/grunnlag/",
    "/aktiviteter/?dokument=dokument&hos=skole&styrke=bekreftet",
    "/aktiviteter/?punkt=1.1&styrke=foreslatt",
    "/erfaringer/",
    "/samarbeid/",
    "/samarbeid/last-ned.csv",
    "/samarbeid/avtale/",
    "/samarbeid/akkrediteringer/",
    "/samarbeid/akkrediteringer/akkreditering/",
    "/forankring/",
    "/forankring/?niva=national&gjelder=nei",
    "/forankring/?dokument=dokument",
    "/forankring/tiltak/",
    "/forankring/mangler/",
    "/forankring/mangler/planverk/?niva=national",
    "/forankring/mangler/tiltakspunkter/",
    "/forankring/mangler/skoler/",
    "/forankring/mangler/avlost/",
    "/aktiviteter/?mangler=regional",
    "/forankring/last-ned.xlsx",
    "/forankring/planer/?dokument=dokument&hos=skole",
]

THEIR_OWN = [
    "/min-side/",
    "/skoler/skole/forankring/",
    "/aktiviteter/aktivitet/",
    "/aktiviteter/aktivitet/rediger/hva-og-hvorfor/",
    "/aktiviteter/aktivitet/forankring/",
    "/aktiviteter/aktivitet/forankring/plan/",
    "/aktiviteter/aktivitet/ledelsen/",
    "/aktiviteter/aktivitet/kommentarer/",
    "/aktiviteter/aktivitet/se-over/",
    "/aktiviteter/aktivitet/soknadstekst/",
    "/aktiviteter/aktivitet/soknadstekst/skjema/nb/",
    "/aktiviteter/aktivitet/soknadstekst/skjema/en/forankring/",
    "/aktiviteter/aktivitet/soknadstekst/skjema/nn/soknad.docx",
    "/aktiviteter/aktivitet/resultater/",
    "/samarbeid/avtale/rediger/",
    "/samarbeid/avtale/parter/",
    "/samarbeid/akkrediteringer/akkreditering/rediger/",
    "/min-side/avtaler/",
    "/min-side/bestridt/",
    "/min-side/kommentert/",
    "/planverk/ny/",
    "/planverk/plan/rediger/",
    "/planverk/plan/rediger/mal/",
    "/planverk/plan/rediger/mal/1/",
    "/planverk/plan/",
    "/planverk/plan/ledelsen/",
    "/planverk/plan/bygger-pa/",
    "/planverk/plan/bygger-pa/dokument/",
    "/min-side/plan-bestridt/",
]

# With more rows its first page holds documents alone, and nothing is asked of points.
FEWER_WHEN_FULL = "/skoler/skole/forankring/"

DESK = [
    "/fylket/",
    "/fylket/forslag/",
    "/fylket/bestridt/",
    "/fylket/bestridt/?vis=ubesvart",
    "/fylket/bestridt/?vis=fjernet",
    "/fylket/bestridt/?hva=planer",
    "/fylket/bestridt/?hva=planer&vis=ubesvart",
    "/fylket/bestridt/?hva=planer&vis=fjernet",
    "/fylket/uten-kontakt/",
]


def queries(client: Client, page: str) -> list[str]:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(page).status_code == 200
    return [query["sql"] for query in captured.captured_queries]


def assert_as_many(page: str, few: list[str], many: list[str]) -> None:
    if page == FEWER_WHEN_FULL:
        assert len(many) <= len(few)
    else:
        assert len(many) == len(few)


@pytest.fixture(params=["visitor", "county"])
def client(request: pytest.FixtureRequest) -> Client:
    client = Client()
    if request.param == "county":
        client.force_login(RoleFactory(county=True, user__is_demo=True).user)
    return client


@pytest.mark.parametrize("page", PAGES)
def test_number_of_queries_does_not_grow_with_the_rows(client: Client, page: str) -> None:
    world = World()
    few = queries(client, page)
    world.grow(3)
    assert_as_many(page, few, queries(client, page))


@pytest.mark.parametrize("page", DESK)
def test_number_of_queries_at_the_countys_desk_does_not_grow(page: str) -> None:
    client, world = Client(), World()
    client.force_login(RoleFactory(county=True, user__is_demo=True).user)
    few = queries(client, page)
    world.grow(3)
    assert_as_many(page, few, queries(client, page))


@pytest.mark.parametrize("page", THEIR_OWN)
def test_number_of_queries_on_a_coordinators_pages_does_not_grow(page: str) -> None:
    client, world = Client(), World()
    client.force_login(RoleFactory(organisation=world.school, kind=RoleKind.COORDINATOR).user)
    few = queries(client, page)
    world.grow(3)
    assert_as_many(page, few, queries(client, page))

"""A school says what its own plan rests on, with a reason, and confirms it with its leaders."""

import pytest
from bs4 import BeautifulSoup
from django.db import IntegrityError
from django.test import Client
from django.utils import timezone

from network.models import Organisation, Role, User
from plans import resting
from plans.anchor_forms import RestOnForm
from plans.models import Anchor, PolicyDocument
from tests.dialogue_factories import LeaderDialogueFactory
from tests.factories import (
    ActionFactory,
    AimFactory,
    DocumentFactory,
    OrganisationFactory,
    SuccessionFactory,
    ThemeFactory,
    anchor,
)
from tests.network.test_people_page import browser, error_at, person, text_of
from tests.plans.test_plan_dialogue import talk

pytestmark = pytest.mark.django_db

KIND = Role.Kind
PLAN = "/planverk/strategi/"
HERE = f"{PLAN}bygger-pa/"
WHY = "Elevene skal kunne samarbeide med andre i Europa."


@pytest.fixture
def school() -> Organisation:
    return OrganisationFactory(slug="nes-skole", name="Nes skole")


@pytest.fixture
def kari(school: Organisation) -> User:
    return person(KIND.COORDINATOR, school, name="Kari")


@pytest.fixture
def hers(kari: User) -> Client:
    return browser(kari)


@pytest.fixture
def plan(school: Organisation) -> PolicyDocument:
    return DocumentFactory(
        plan=True, slug="strategi", title="Strategien", organisation=school, published_at=None
    )


@pytest.fixture
def document() -> PolicyDocument:
    return DocumentFactory(slug="erklaering", title="Erklæringen om mat")


def soup_of(response: object) -> BeautifulSoup:
    return BeautifulSoup(response.content, "lxml")


def targets() -> list[str]:
    return [str(row.target) for row in Anchor.objects.order_by("pk")]


def given(*names: str, why: str = WHY) -> dict[str, object]:
    return {"targets": list(names) or ["dokument"], "rationale": why}


def test_plan_leads_to_the_step_and_the_step_to_the_next(
    hers: Client, plan: PolicyDocument
) -> None:
    for page in (PLAN, f"{PLAN}rediger/", f"{PLAN}rediger/mal/", f"{PLAN}ledelsen/"):
        link = soup_of(hers.get(page)).main.find("a", href=HERE)
        assert link.get_text(strip=True) == "Hva planen bygger på"
    step = soup_of(hers.get(HERE)).main
    assert step.find(attrs={"aria-current": "step"})["href"] == HERE
    assert step.find("a", href=f"{PLAN}ledelsen/", string="Gå videre")


def test_aims_of_a_document_are_taken_with_one_reason_in_the_plans_language(
    hers: Client, plan: PolicyDocument, document: PolicyDocument
) -> None:
    PolicyDocument.objects.filter(pk=plan.pk).update(title_lang="nn")
    for key in ("1", "2", "3"):
        AimFactory(document=document, key=key)
    page = text_of(hers.post(f"{HERE}erklaering/", given("mal-1", "mal-3"), follow=True))
    assert "Forankringen er lagt til som foreslått." in page
    assert WHY in page
    assert targets() == ["Erklæringen om mat, 1", "Erklæringen om mat, 3"]
    for row in Anchor.objects.all():
        assert (row.source, row.status, row.rationale_nn, row.rationale_nb) == (
            plan,
            "proposed",
            WHY,
            "",
        )
    plan.refresh_from_db()
    assert plan.version == 2


def test_points_of_the_programme_can_be_chosen(hers: Client, plan: PolicyDocument) -> None:
    point = ActionFactory()
    programme = point.measure.programme.document
    hers.post(f"{HERE}{programme.slug}/", given(f"punkt-{point.dotted}"))
    assert Anchor.objects.get().target == point


def test_what_was_added_stands_on_the_published_plan_as_proposed(
    hers: Client, plan: PolicyDocument, document: PolicyDocument
) -> None:
    hers.post(f"{HERE}erklaering/", given())
    PolicyDocument.objects.filter(pk=plan.pk).update(published_at=timezone.now())
    page = text_of(Client().get(PLAN))
    assert WHY in page
    assert "Foreslått, ikke bekreftet ennå" in page


def test_same_form_sent_twice_makes_one_anchor(
    hers: Client, plan: PolicyDocument, document: PolicyDocument
) -> None:
    assert [hers.post(f"{HERE}erklaering/", given()).status_code for _ in range(2)] == [302, 302]
    assert targets() == ["Erklæringen om mat"]


def test_second_reason_for_the_same_is_shown_beside_the_first_and_not_lost(
    hers: Client, plan: PolicyDocument, document: PolicyDocument
) -> None:
    hers.post(f"{HERE}erklaering/", given())
    said = text_of(hers.post(f"{HERE}erklaering/", given(why="En annen grunn.")))
    for part in ("Noen andre lagret mens du skrev", "Dette bygger planen alt på", WHY):
        assert part in said
    assert "En annen grunn." in said
    assert Anchor.objects.get().rationale_nb == WHY


@pytest.mark.parametrize(
    ("field", "form"),
    [
        ("rationale", given("mal-1", why="  ")),
        ("rationale", given("mal-1", why="Elev 01010750160")),
        ("targets", {"rationale": WHY}),
        ("targets", given("mal-9")),
        ("targets", given("mal-old")),
    ],
)
def test_what_cannot_be_is_told_and_what_was_typed_stays(
    hers: Client, plan: PolicyDocument, document: PolicyDocument, field: str, form: dict
) -> None:
    AimFactory(document=document, key="1")
    AimFactory(document=document, key="old", retired_at=timezone.now())
    response = hers.post(f"{HERE}erklaering/", form)
    page = soup_of(response)
    assert page.title.get_text().startswith("Feil:")
    if field == "rationale":
        assert error_at(response, field)
        assert page.select_one("input[value=mal-1][checked]")
    else:
        assert page.main.textarea.get_text().strip() == WHY
    assert not Anchor.objects.exists()


def test_plans_that_would_rest_on_each_other_are_explained_and_the_words_stay(
    hers: Client, school: Organisation, plan: PolicyDocument
) -> None:
    middle, other = (
        DocumentFactory(plan=True, organisation=school, slug=slug) for slug in ("midt", "annen")
    )
    anchor(other, middle)
    anchor(middle, plan)
    AimFactory(document=other, key="1")
    page = soup_of(hers.post(f"{HERE}annen/", given("mal-1"))).main
    assert "Dette bygger alt på planen, direkte eller gjennom noe annet." in page.get_text()
    assert page.textarea.get_text().strip() == WHY
    assert page.select_one("input[value=mal-1][checked]")
    assert Anchor.objects.count() == 2
    hers.post("/planverk/annen/bygger-pa/strategi/", given())
    assert Anchor.objects.count() == 3


def test_plan_is_not_offered_to_itself(hers: Client, plan: PolicyDocument) -> None:
    assert hers.get(f"{HERE}strategi/").status_code == 404
    assert hers.post(f"{HERE}strategi/", given()).status_code == 404
    page = soup_of(hers.get(HERE, {"q": "strategien"})).main
    assert not page.find("a", href=f"{HERE}strategi/")


def test_what_points_down_a_level_is_explained(document: PolicyDocument) -> None:
    lower = DocumentFactory(level="national")
    form = RestOnForm(given(), source=document, document=lower, points=[], earlier=[])
    assert form.is_valid()
    assert not form.keep()
    assert "på et lavere nivå" in str(form.errors["targets"])
    assert not Anchor.objects.exists()


def test_other_refusals_of_the_database_are_not_taken_for_these(
    plan: PolicyDocument, document: PolicyDocument
) -> None:
    with pytest.raises(IntegrityError):
        resting.rest_on(plan, [document], rationale=" ")


def test_another_schools_plan_can_not_be_chosen(
    hers: Client, plan: PolicyDocument, school: Organisation
) -> None:
    DocumentFactory(plan=True, slug="annens", title="Annens strategi")
    DocumentFactory(plan=True, slug="egen", title="Egen strategi", organisation=school)
    assert hers.get(f"{HERE}annens/").status_code == 404
    assert hers.post(f"{HERE}annens/", given()).status_code == 404
    assert hers.get(f"{HERE}egen/").status_code == 200
    found = soup_of(hers.get(HERE, {"q": "strategi"})).main
    assert [link["href"] for link in found.select(".resting a")] == [f"{HERE}egen/"]


def test_what_was_replaced_is_warned_of_with_what_came_after(
    hers: Client, plan: PolicyDocument
) -> None:
    old = DocumentFactory(slug="gammel", status="replaced")
    new = DocumentFactory(slug="ny-plan", title="Den nye planen")
    SuccessionFactory(predecessor_document=old, successor_document=new)
    page = soup_of(hers.get(f"{HERE}gammel/")).main
    assert page.find("a", href=f"{HERE}ny-plan/").get_text(strip=True) == "Den nye planen"


def test_suggestions_share_themes_or_words_with_the_plan_and_say_which(
    hers: Client, plan: PolicyDocument
) -> None:
    food = ThemeFactory(name_nb="Mat")
    plan.themes.set([food])
    AimFactory(document=plan, text_nb="Fiskevelferd og slakting på hvert trinn.")
    DocumentFactory(title="Av tema").themes.set([food])
    DocumentFactory(title="Av ord", reference="Slakting og fiskevelferd")
    DocumentFactory(title="Ingen")
    taken = DocumentFactory(title="Valgt")
    taken.themes.set([food])
    anchor(plan, taken)
    page = soup_of(hers.get(HERE)).find("section", attrs={"aria-labelledby": "forslag"})
    said = [" ".join(row.get_text().split()) for row in page.select("li")]
    assert len(said) == 2
    assert "Av tema" in said[0]
    assert "Samme tema: Mat" in said[0]
    assert "Av ord" in said[1]
    assert "Samme ord: fiskevelferd, slakting" in said[1]


def test_without_themes_one_is_led_to_choose_them(hers: Client, plan: PolicyDocument) -> None:
    page = soup_of(hers.get(HERE)).main
    assert page.find("a", href=f"{PLAN}rediger/", string="Velg temaer")


def test_reason_of_another_plan_is_put_after_what_was_typed(
    hers: Client, plan: PolicyDocument, document: PolicyDocument
) -> None:
    earlier = anchor(DocumentFactory(plan=True), document, rationale_nb="Fordi alle spiser.")
    hidden = DocumentFactory(plan=True, published_at=None)
    anchor(hidden, document, rationale_nb="Hemmelig.")
    anchor(DocumentFactory(level="regional"), document, rationale_nb="Regionens grunn.")
    offered = text_of(hers.get(f"{HERE}erklaering/"))
    assert "Fordi alle spiser." in offered
    assert "Hemmelig." not in offered
    assert "Regionens grunn." not in offered
    page = soup_of(hers.post(f"{HERE}erklaering/", given() | {"reuse": earlier.pk})).main
    assert page.textarea.get_text().strip() == f"{WHY}\n\nFordi alle spiser."
    assert Anchor.objects.of(plan).count() == 0


def test_new_reason_for_a_confirmed_anchor_is_proposed_again_and_history_keeps_the_old(
    hers: Client, plan: PolicyDocument, document: PolicyDocument
) -> None:
    link = anchor(plan, document, confirmed=True, rationale_nb="Før")
    path = f"{HERE}{link.pk}/endre/"
    assert "står den som foreslått" in text_of(hers.get(path))
    hers.post(path, {"read": 1, "rationale": WHY})
    link.refresh_from_db()
    assert (link.rationale_nb, link.status, link.confirmed_by) == (WHY, "proposed", None)
    assert [row.rationale_nb for row in link.events.order_by("pgh_id")] == ["Før", WHY]


def test_of_two_new_reasons_the_second_is_shown_the_first(
    hers: Client, plan: PolicyDocument, document: PolicyDocument
) -> None:
    link = anchor(plan, document)
    path = f"{HERE}{link.pk}/endre/"
    hers.post(path, {"read": 1, "rationale": "Den første"})
    page = soup_of(hers.post(path, {"read": 1, "rationale": "Den andre"}))
    assert "Den første" in page.find(role="alert").get_text()
    assert page.main.textarea.get_text().strip() == "Den andre"
    read = page.find("input", {"name": "read"})["value"]
    hers.post(path, {"read": read, "rationale": "Den andre"})
    link.refresh_from_db()
    assert link.rationale_nb == "Den andre"


def test_anchor_is_removed_unless_somebody_changed_it(
    hers: Client, plan: PolicyDocument, document: PolicyDocument
) -> None:
    link = anchor(plan, document)
    path = f"{HERE}{link.pk}/endre/"
    hers.post(path, {"read": 1, "rationale": WHY})
    hers.post(path, {"read": 1, "remove": "1"})
    assert Anchor.objects.exists()
    hers.post(path, {"read": 2, "remove": "1"})
    assert not Anchor.objects.exists()
    assert hers.get(path).status_code == 404


def test_anchor_is_confirmed_once_the_leaders_have_said_yes(
    hers: Client, kari: User, plan: PolicyDocument, document: PolicyDocument
) -> None:
    link = anchor(plan, document)
    page = soup_of(hers.get(HERE)).main
    assert "kan bekreftes når ledelsen har sagt ja" in page.get_text()
    assert not page.find("input", {"name": "picked"})
    picked = {"picked": [f"{link.pk}-1"]}
    assert "Ledelsen må ha sagt ja først." in text_of(
        hers.post(f"{HERE}bekreft/", picked, follow=True)
    )
    hers.post(f"{PLAN}ledelsen/", talk())
    box = soup_of(hers.get(HERE)).main.find("input", {"name": "picked"})
    assert box["value"] == f"{link.pk}-1"
    told = text_of(hers.post(f"{HERE}bekreft/", picked, follow=True))
    assert "1 forankring er bekreftet." in told
    link.refresh_from_db()
    assert (link.is_confirmed, link.confirmed_by, link.version) == (True, kari, 2)


def test_confirmation_falls_when_the_leaders_no_longer_say_yes(
    hers: Client, plan: PolicyDocument, document: PolicyDocument
) -> None:
    LeaderDialogueFactory(plan=plan, held_on="2026-01-01")
    link = anchor(plan, document, confirmed=True)
    other = anchor(DocumentFactory(plan=True), document, confirmed=True)
    no = talk()
    del no["says_yes"]
    told = text_of(hers.post(f"{PLAN}ledelsen/", no, follow=True))
    assert "1 forankring står som foreslått igjen" in told
    link.refresh_from_db()
    other.refresh_from_db()
    assert (link.status, other.status) == ("proposed", "confirmed")
    plan.refresh_from_db()
    assert plan.version == 2


def test_what_was_changed_in_another_tab_is_not_confirmed(
    hers: Client, plan: PolicyDocument, document: PolicyDocument
) -> None:
    LeaderDialogueFactory(plan=plan)
    link = anchor(plan, document)
    hers.post(f"{HERE}{link.pk}/endre/", {"read": 1, "rationale": WHY})
    told = text_of(hers.post(f"{HERE}bekreft/", {"picked": [f"{link.pk}-1"]}, follow=True))
    assert "1 forankring var endret siden du åpnet siden" in told
    link.refresh_from_db()
    assert not link.is_confirmed

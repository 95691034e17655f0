"""Chains on pages: drawn alike wherever they begin, and cut with the true number and a link."""

import re

import pytest

from mobility.models import Activity
from plans.drawing import MOST_STEPS
from plans.models import PolicyDocument
from tests.factories import (
    ActivityAnchorFactory,
    ActivityFactory,
    AimFactory,
    DocumentFactory,
    ProgrammeFactory,
    SuccessionFactory,
    anchor,
    point_of,
    towards,
)
from tests.portal.reading import listed, page, words

pytestmark = pytest.mark.django_db

MANY = 30


def rest(target: object, activity: Activity, **more: object) -> None:
    ActivityAnchorFactory(activity=activity, **towards(target), **more)


@pytest.fixture
def activity() -> Activity:
    return ActivityFactory(title="Reisen")


@pytest.fixture
def plan() -> PolicyDocument:
    return DocumentFactory(plan=True, title="Planen")


def test_plan_and_point_and_activity_are_drawn_alike(
    activity: Activity, plan: PolicyDocument
) -> None:
    point = point_of(ProgrammeFactory())
    europe = DocumentFactory(title="Europa")
    rest(plan, activity)
    anchor(plan, point, rationale_nb="Planen svarer på punktet.")
    anchor(point, europe)
    for start in (activity, plan, point):
        drawn = page(start.get_absolute_url())
        chain = drawn.select_one(".strand .chain")
        stops = [words(stop) for stop in chain.select(".start, .stop-title")]
        assert stops[-1] == "Europa"
        assert stops[0] in (str(start), str(plan))
        assert chain.select(".state[data-state=proposed]")
        assert drawn.select(".side .meter > li")


@pytest.mark.parametrize(
    ("kind", "missing"),
    [
        ("activity", ["regional", "national"]),
        ("plan", ["regional", "national"]),
        ("point", ["regional", "national"]),
    ],
)
def test_only_levels_above_the_start_are_missed(
    activity: Activity, plan: PolicyDocument, kind: str, missing: list[str]
) -> None:
    point = point_of(ProgrammeFactory())
    rest(plan, activity)
    anchor(plan, point)
    anchor(point, DocumentFactory())
    start = {"activity": activity, "plan": plan, "point": point}[kind]
    side = page(start.get_absolute_url()).select_one(".side")
    links = [link["href"] for link in side.select('a[href*="niva="]')]
    assert links == [f"/planverk/?niva={level}" for level in missing]


def test_what_holds_today_stands_beside_what_has_ended(plan: PolicyDocument) -> None:
    old, new = (
        DocumentFactory(status="replaced", title="Den gamle"),
        DocumentFactory(title="Den nye"),
    )
    SuccessionFactory(predecessor_document=old, successor_document=new)
    anchor(plan, old)
    drawn = page(plan.get_absolute_url())
    assert re.search("Den gamle .*Gjelder nå: Den nye", words(drawn.select_one(".side")))
    assert drawn.select_one(".strand .caution")


def test_long_drawing_says_of_how_many_and_leads_to_all(activity: Activity) -> None:
    for document in DocumentFactory.create_batch(MOST_STEPS + MANY, level="national"):
        rest(document, activity)
    drawn = page(activity.get_absolute_url())
    assert len(drawn.select(".chain > [id^=ledd-]")) == MOST_STEPS
    section = drawn.find("section", attrs={"aria-labelledby": "bygger-pa"})
    assert f"de {MOST_STEPS} første av {MOST_STEPS + MANY} ledd" in words(section)
    link = section.find("a", string=re.compile(f"alle {MOST_STEPS + MANY} "))
    assert listed(link["href"]) == MOST_STEPS + MANY


def test_long_list_of_european_aims_says_of_how_many_and_leads_to_all(activity: Activity) -> None:
    europe = DocumentFactory()
    for confirmed, count in ((True, MANY), (False, MANY + 1)):
        for _ in range(count):
            rest(AimFactory(document=europe), activity, confirmed=confirmed)
    section = page(activity.get_absolute_url()).find(
        "section", attrs={"aria-labelledby": "europeisk"}
    )
    for count, part in zip((MANY, MANY + 1), section.select(".reached"), strict=True):
        assert len(part.find_all("li")) == 25
        cut = part.find_next("p", class_="meta")
        assert f"25 første av {count}." in words(cut)
        assert listed(cut.a["href"]) == count


def test_long_list_of_what_has_ended_says_of_how_many_and_leads_to_all(
    plan: PolicyDocument,
) -> None:
    for old in DocumentFactory.create_batch(MANY, status="expired"):
        anchor(plan, AimFactory(document=old))
        anchor(plan, AimFactory(document=old))
    cut = page(plan.get_absolute_url()).select_one(".side .meta")
    assert f"25 første av {MANY}." in words(cut)
    assert listed(cut.a["href"]) == MANY


def test_document_with_many_anchors_up_leads_to_all() -> None:
    document, further = DocumentFactory(level="national"), DocumentFactory(level="national")
    for above in DocumentFactory.create_batch(MANY - 1):
        anchor(document, above)
    anchor(document, further)
    anchor(further, DocumentFactory())
    section = page(document.get_absolute_url()).find("section", attrs={"aria-labelledby": "opp"})
    assert len(section.select(".anchors > li")) == 25
    cut = next(part for part in section.find_all("p", class_="meta") if "første av" in words(part))
    assert f"25 første av {MANY}." in words(cut)
    assert listed(cut.a["href"]) == MANY


def test_point_that_many_plans_answer_to_leads_to_all(plan: PolicyDocument) -> None:
    point = point_of(ProgrammeFactory())
    for _ in range(MANY):
        anchor(DocumentFactory(plan=True, organisation=plan.organisation), point)
    section = page(point.get_absolute_url()).find("section", attrs={"aria-labelledby": "ned"})
    assert len(section.select(".anchors > li")) == 25
    cut = next(part for part in section.find_all("p", class_="meta") if "første av" in words(part))
    assert f"25 første av {MANY}." in words(cut)
    assert listed(cut.a["href"]) == MANY


def test_list_says_by_which_way_and_how_firmly(activity: Activity, plan: PolicyDocument) -> None:
    rest(plan, activity, confirmed=True)
    anchor(plan, DocumentFactory(level="national", title="Fast"), confirmed=True)
    anchor(plan, DocumentFactory(title="Løst"))
    rows = page(f"{activity.get_absolute_url()}grunnlag/").select(".anchors > li")
    assert [row["data-state"] for row in rows] == ["confirmed", "confirmed", "proposed"]
    assert "Direkte" in words(rows[0])
    assert all("Gjennom Planen" in words(row) for row in rows[1:])


def test_list_leaves_out_what_the_address_asks_for_in_vain(activity: Activity) -> None:
    rest(DocumentFactory(), activity)
    found = page(f"{activity.get_absolute_url()}grunnlag/?niva=himmel")
    assert found.select_one(".ds-alert")
    assert len(found.select(".anchors > li")) == 1

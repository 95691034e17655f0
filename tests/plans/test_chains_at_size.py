"""Chains of any depth and size: the right answer, and the same few queries."""

from collections.abc import Callable, Iterable, Iterator

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from mobility.chains import with_chains
from mobility.models import Activity
from plans.anchoring import DOWN, UP, Node, Sql, all_below, reached_from, seeds_of
from plans.chains import Chains
from plans.choices import Level
from plans.drawing import MOST_STEPS
from plans.models import Anchor, PolicyDocument
from tests.factories import (
    NOW,
    ActivityAnchorFactory,
    ActivityFactory,
    DocumentFactory,
    UserFactory,
    anchor,
    towards,
)
from tests.raw import run, without_triggers

pytestmark = pytest.mark.django_db

VISITOR = AnonymousUser()
HEIGHT = 50
FLOORS = 2010


def documents(count: int, level: str = "national") -> list[PolicyDocument]:
    """Published documents; their history is not what is looked at."""
    return PolicyDocument.objects.bulk_create(
        PolicyDocument(
            slug=f"{level}-{place}", title=f"Dokument {place}", level=level, kind="strategy",
            status="in_force", published_at=NOW,
        )
        for place in range(count)
    )  # fmt: skip


def link(rows: list[PolicyDocument], pairs: Iterable[tuple[int, int]]) -> None:
    """Anchors between the rows at these places, upward, so that no guard is needed."""
    with without_triggers("plans_anchor"):
        Anchor.objects.bulk_create(
            Anchor(source_document=rows[low], target_document=rows[high], rationale_nb="Fordi.")
            for low, high in pairs
        )


@pytest.fixture
def activity() -> Activity:
    """Rests on one document, which rests on another, which rests on a European one."""
    activity = ActivityFactory()
    first, second = DocumentFactory.create_batch(2, level="national")
    ActivityAnchorFactory(activity=activity, **towards(first))
    anchor(first, second)
    anchor(second, DocumentFactory())
    return activity


@pytest.fixture
def tower(activity: Activity) -> list[PolicyDocument]:
    """Each floor rests on the next five, and all of it stands above the activity."""
    floors = documents(FLOORS)
    anchor(activity.anchors.get().target, floors[0])
    ways = ((low, low + step) for low in range(FLOORS) for step in range(1, 6))
    link(floors, ((low, high) for low, high in ways if high < FLOORS))
    anchor(floors[-1], DocumentFactory(slug="toppen", title="Toppen"))
    return floors


def chains_of(activity: Activity) -> Chains:
    [(_activity, chains)] = with_chains([activity], VISITOR)
    return chains


def test_ten_thousand_anchors_are_all_counted(
    activity: Activity, tower: list[PolicyDocument]
) -> None:
    chains = chains_of(activity)
    assert len(chains.steps) == Anchor.objects.count() + 1 > 10_000
    assert len(chains.reached(Level.NATIONAL)) == FLOORS + 2
    assert len(chains.reached(Level.EUROPEAN)) == 2
    assert sum(len(strand.steps) for strand in chains.strands()) == len(chains.steps)


def test_everything_under_the_top_is_found(activity: Activity, tower: list[PolicyDocument]) -> None:
    top = Node(document=PolicyDocument.objects.get(slug="toppen").pk)
    assert len(all_below(top, VISITOR)) == FLOORS + 2
    assert list(Activity.objects.resting_on(top, VISITOR)) == [activity]


@pytest.fixture
def asked() -> Callable[[str], int]:
    """How often a page asks the database."""

    def ask(address: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert Client().get(address).status_code == 200
        return len(captured)

    return ask


@pytest.mark.parametrize("page", ["{}", "{}grunnlag/", "/aktiviteter/"])
def test_page_asks_no_more_of_ten_thousand_anchors_than_of_three(
    activity: Activity, asked: Callable[[str], int], page: str, request: pytest.FixtureRequest
) -> None:
    address = page.format(activity.get_absolute_url())
    few = asked(address)
    request.getfixturevalue("tower")
    assert asked(address) == few


def test_page_of_ten_thousand_anchors_draws_the_first_steps(
    activity: Activity, tower: list[PolicyDocument]
) -> None:
    response = Client().get(activity.get_absolute_url())
    assert response.content.count(b'id="ledd-') == MOST_STEPS
    assert len(response.content) < 400_000


@pytest.fixture
def diamonds(activity: Activity) -> list[PolicyDocument]:
    """Two documents on each of fifty floors, both resting on both above: 2 ** 50 paths.

    Only what leads to the first of each floor is confirmed, and the activity's own first step.
    """
    user = UserFactory()
    floors = documents(2 * HEIGHT)
    ActivityAnchorFactory(activity=activity, confirmed=True, **towards(floors[0]))
    ActivityAnchorFactory(activity=activity, **towards(floors[1]))
    signed = {"status": "confirmed", "confirmed_by": user, "confirmed_at": NOW}
    Anchor.objects.bulk_create(
        Anchor(
            source_document=floors[low],
            target_document=floors[high],
            rationale_nb="Fordi.",
            **(signed if high % 2 == 0 else {}),
        )
        for low in range(2 * HEIGHT)
        for high in range(2 * HEIGHT)
        if high // 2 == low // 2 + 1
    )
    return floors


def test_diamonds_fifty_high_are_walked_once(
    activity: Activity, diamonds: list[PolicyDocument]
) -> None:
    with CaptureQueriesContext(connection) as captured:
        chains = chains_of(activity)
        found = {item.link.node.document: item.is_confirmed for item in chains.all_reached}
        levels = chains.levels
    assert len(captured) == 3
    assert {pk: firm for pk, firm in found.items() if pk in {row.pk for row in diamonds}} == {
        row.pk: place % 2 == 0 for place, row in enumerate(diamonds)
    }
    assert levels[Level.NATIONAL] == "confirmed"
    assert len(chains.steps) == 3 + 2 + 4 * (HEIGHT - 1)


def test_diamonds_fifty_high_are_found_from_the_top(
    activity: Activity, diamonds: list[PolicyDocument]
) -> None:
    below = all_below(Node(document=diamonds[-2].pk), VISITOR)
    assert below == {
        Node(document=row.pk): place == 2 * HEIGHT - 2 or place // 2 < HEIGHT - 1
        for place, row in enumerate(diamonds)
        if place != 2 * HEIGHT - 1
    }
    [found] = Activity.objects.resting_on(Node(document=diamonds[-1].pk), VISITOR)
    assert found == activity


@pytest.fixture
def crowd(activity: Activity) -> Iterator[None]:
    """Thousands of anchors that have nothing to do with the activity."""
    others = documents(FLOORS)
    link(others, ((low, low + 1 + step) for low in range(FLOORS - 5) for step in range(5)))
    run("ANALYZE plans_anchor, plans_policydocument")
    yield
    run("ANALYZE plans_anchor, plans_policydocument")


@pytest.mark.parametrize("way", [UP, DOWN])
def test_no_step_reads_all_anchors_or_all_documents(
    activity: Activity, crowd: None, way: str
) -> None:
    start = Node(document=activity.anchors.get().target.pk)
    reached = reached_from(seeds_of([start]), way, VISITOR, firmly=True)
    plan = Sql("EXPLAIN " + reached.text, reached.values).asked("SELECT * FROM reached")
    read = "\n".join(line for (line,) in plan)
    assert "Seq Scan on plans_anchor" not in read
    assert "Seq Scan on plans_policydocument" not in read

"""On the real content and the demo, pages say of chains what the naive model finds."""

import re
from collections.abc import Callable

import pytest

from mobility.models import Activity, ActivityAnchor
from network.models import User
from plans.choices import Level, Status
from plans.models import Action, Anchor, PolicyDocument, Programme, Succession
from tests.plans.naive import Naive, Name, Step
from tests.portal.reading import listed, page, words

pytestmark = pytest.mark.usefixtures("content")

# Activities and points have numbers of their own: they are told apart from documents by a letter.
OF_ACTIVITY, OF_POINT = "activity {}", "point {}"


def target(anchor: Anchor | ActivityAnchor) -> tuple[Name, str | None]:
    if anchor.target_action_id:
        return OF_POINT.format(anchor.target_action_id), None
    if anchor.target_aim:
        return anchor.target_aim.document_id, anchor.target_aim.key
    return anchor.target_document_id, None


def naive_of(viewer: User) -> Naive:
    """All rows, as one person may see them."""
    standing = [*Anchor.objects.all(), *ActivityAnchor.objects.all()]
    steps = [
        Step(
            OF_ACTIVITY.format(anchor.activity_id)
            if isinstance(anchor, ActivityAnchor)
            else anchor.source_document_id or OF_POINT.format(anchor.source_action_id),
            *target(anchor),
            anchor.is_confirmed,
        )
        for anchor in standing
        if anchor.status != "rejected"
    ]
    levels: dict[Name, str] = {row.pk: row.level for row in PolicyDocument.objects.all()}
    for action in Action.objects.select_related("measure__programme"):
        point = OF_POINT.format(action.pk)
        levels[point] = "programme"
        steps.append(Step(point, action.measure.programme.document_id, None, True, False))
    seen = set(PolicyDocument.objects.visible_to(viewer).values_list("pk", flat=True))
    return Naive(
        levels,
        steps,
        {row.pk for row in PolicyDocument.objects.all()} - seen,
        {row.pk for row in PolicyDocument.objects.all() if Status(row.status).tone == "ended"},
        list(
            Succession.objects.exclude(predecessor_document=None).values_list(
                "predecessor_document", "successor_document"
            )
        ),
    )


def starts(viewer: User) -> list[tuple[str, Name, object]]:
    """Every activity, school plan and point with its address."""
    plans = PolicyDocument.objects.visible_to(viewer).filter(level=Level.SCHOOL)
    return [
        *(
            (row.get_absolute_url(), OF_ACTIVITY.format(row.pk), row)
            for row in Activity.objects.visible_to(viewer)
        ),
        *((row.get_absolute_url(), row.pk, row) for row in plans),
        *(
            (row.get_absolute_url(), OF_POINT.format(row.pk), row)
            for row in Action.objects.of(Programme.objects.current())
        ),
    ]


@pytest.mark.parametrize("who", ["visitor", "fjordvik", "county"])
def test_pages_say_what_the_model_finds(who: str, client_of: Callable, cast: dict) -> None:
    naive, client = naive_of(cast[who]), client_of(who)
    documents = {row.pk: row for row in PolicyDocument.objects.all()}
    for address, start, _row in starts(cast[who]):
        drawn = page(address, client)
        side = drawn.select_one(".side")
        levels = {item["data-color"]: item["data-state"] for item in side.select(".meter > li")}
        assert levels == naive.states(start)
        missing = [link["href"].rpartition("=")[2] for link in side.select('a[href*="niva="]')]
        assert missing == [level for level, state in levels.items() if state == "missing"]
        steps = drawn.select(".chain > [id^=ledd-]")
        taken = naive.taken(start)
        assert len(steps) == len(taken)
        assert sum(step["data-state"] == "confirmed" for step in steps) == sum(
            step.is_confirmed for step in taken
        )
        ended = {
            link["href"]
            for item in side.select(".box li:has(> a)")
            if "?niva=" not in item.a["href"] and "?tema=" not in item.a["href"]
            for link in item.find_all("a")
        }
        expected = naive.ended_above(start)
        later = {pk for old in expected for pk in naive.today(old)}
        assert ended == {documents[pk].get_absolute_url() for pk in expected | later}
        if whole := drawn.find("a", string=re.compile("i en liste")):
            said = int((re.search(r"\d+", words(whole)) or ["1"])[0])
            assert said == len(naive.reached(start))


@pytest.mark.parametrize("who", ["visitor", "county"])
def test_numbers_of_those_that_answer_are_what_the_model_finds(
    who: str, client_of: Callable, cast: dict
) -> None:
    naive, client = naive_of(cast[who]), client_of(who)
    activities = {
        OF_ACTIVITY.format(row.pk): row.get_absolute_url()
        for row in Activity.objects.visible_to(cast[who])
    }
    for row in [
        *PolicyDocument.objects.visible_to(cast[who]),
        *Action.objects.of(Programme.objects.current()),
    ]:
        name = row.pk if isinstance(row, PolicyDocument) else OF_POINT.format(row.pk)
        section = page(row.get_absolute_url(), client).find(
            "section", attrs={"aria-labelledby": "aktiviteter"}
        )
        found = {link["href"] for link in section.select(".activities > li h3 a")}
        assert found == {activities[other] for other in naive.below(name) if other in activities}


def test_each_choice_in_the_list_gives_as_many_as_it_says() -> None:
    address = "/aktiviteter/helsefagelever-i-praksis-i-braga/grunnlag/"
    choices = page(address).select(".one-of a")
    assert len(choices) > 10
    for choice in choices:
        assert listed(address + choice["href"]) == int(re.search(r"\((\d+)\)", words(choice))[1])

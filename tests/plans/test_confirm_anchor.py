"""What the county decides on proposed anchors: confirmed, rejected with a reason, taken back."""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client

from network.choices import RoleKind
from network.models import User
from plans import deciding
from plans.choices import AnchorStatus
from plans.deciding_forms import pick_of
from plans.models import Anchor
from tests.factories import (
    ActionFactory,
    DocumentFactory,
    RoleFactory,
    UserFactory,
    anchor,
)

pytestmark = pytest.mark.django_db

PAGE = "/fylket/forslag/"


def county_person(kind: str = RoleKind.COUNTY_EDITOR) -> User:
    return RoleFactory(county=True, kind=kind, user__is_demo=True, user__name="Frida").user


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def editor() -> User:
    return county_person()


@pytest.fixture
def client(editor: User) -> Client:
    return browser(editor)


def proposed(**more: object) -> Anchor:
    return anchor(ActionFactory(), DocumentFactory(), **more)


def now(found: Anchor) -> Anchor:
    return Anchor.objects.get(pk=found.pk)


def soup_of(client: Client, query: str = "") -> BeautifulSoup:
    return BeautifulSoup(client.get(PAGE + query).content, "lxml")


def send(client: Client, *anchors: Anchor, query: str = "", **more: str) -> BeautifulSoup:
    data = {"picked": [pick_of(found) for found in anchors], **more}
    return BeautifulSoup(client.post(PAGE + query, data, follow=True).content, "lxml")


def listed(soup: BeautifulSoup) -> int:
    return len(soup.select(".decide > li"))


def test_ticked_anchors_are_confirmed_by_whom_and_when(client: Client, editor: User) -> None:
    one, two, left = proposed(), proposed(), proposed()
    soup = send(client, one, two, decision="confirm")
    assert "2 forankringer er bekreftet." in soup.get_text()
    for found in map(now, (one, two)):
        assert found.is_confirmed
        assert found.confirmed_by == editor
        assert found.confirmed_at is not None
    assert now(left).status == AnchorStatus.PROPOSED
    assert listed(soup) == 1


def test_rejected_anchor_keeps_the_reason_and_leaves_every_chain(
    client: Client, editor: User
) -> None:
    found = proposed()
    send(client, found, decision="reject", reason="Målet handler om noe annet.")
    rejected = now(found)
    assert (rejected.rejected_by, rejected.rejection_reason) == (
        editor,
        "Målet handler om noe annet.",
    )
    assert not Anchor.objects.standing().exists()
    assert "Målet handler om noe annet." in soup_of(client, "?vis=rejected").get_text()


def test_decision_is_kept_in_the_history(client: Client) -> None:
    found = proposed()
    send(client, found, decision="confirm")
    assert list(found.events.order_by("pgh_id").values_list("status", flat=True)) == [
        "proposed",
        "confirmed",
    ]


def test_rejecting_asks_for_a_reason_and_keeps_what_is_ticked(client: Client) -> None:
    found, other = proposed(), proposed()
    soup = send(client, found, decision="reject", reason="  ")
    assert "Skriv hvorfor forankringen avvises." in soup.select_one("#id_reason_error").get_text()
    assert soup.title.get_text().startswith("Feil:")
    assert soup.find("input", value=pick_of(found)).has_attr("checked")
    assert not soup.find("input", value=pick_of(other)).has_attr("checked")
    assert soup.select_one("input[name=decision][value=reject]").has_attr("checked")
    assert now(found).status == AnchorStatus.PROPOSED


@pytest.mark.parametrize(
    ("data", "where", "told"),
    [
        ({"decision": "confirm"}, "#id_picked_error", "Kryss av for minst én forankring."),
        ({"picked": "x"}, "#id_picked_error", "Åpne siden på nytt."),
        ({"picked": "9" * 30 + "-1"}, "#id_picked_error", "Åpne siden på nytt."),
        ({}, "#id_decision_error", "Velg om de skal bekreftes eller avvises."),
    ],
)
def test_what_is_missing_is_told_where_it_is_missing(
    client: Client, data: dict[str, str], where: str, told: str
) -> None:
    proposed()
    soup = BeautifulSoup(client.post(PAGE, data).content, "lxml")
    assert told in soup.select_one(where).get_text()
    targets = [link["href"] for link in soup.select(".ds-error-summary a")]
    assert all(soup.select_one(target) for target in targets)


def test_reason_with_an_identity_number_is_refused(client: Client) -> None:
    found = proposed()
    soup = send(client, found, decision="reject", reason="Meldt av 17054026641.")
    assert "fødselsnummer" in soup.select_one("#id_reason_error").get_text()


def test_anchor_that_was_changed_meanwhile_is_left_alone_and_told_of(client: Client) -> None:
    found, other = proposed(), proposed()
    send(browser(county_person()), found, decision="reject", reason="Feil mål.")
    soup = send(client, found, other, decision="confirm")
    assert "1 forankring er bekreftet." in soup.get_text()
    assert "1 forankring var endret siden du åpnet siden" in soup.get_text()
    assert now(found).status == AnchorStatus.REJECTED


def test_text_that_was_changed_since_it_was_read_is_not_confirmed(client: Client) -> None:
    found = proposed()
    Anchor.objects.filter(pk=found.pk).update(rationale_nb="Noe annet.", version=2)
    send(client, found, decision="confirm")
    assert now(found).status == AnchorStatus.PROPOSED


def test_same_form_sent_twice_changes_nothing_more(client: Client) -> None:
    found = proposed()
    send(client, found, decision="confirm")
    first = now(found)
    send(client, found, decision="confirm")
    assert now(found).confirmed_at == first.confirmed_at
    assert now(found).version == first.version


@pytest.mark.parametrize("decision", ["confirmed", "rejected"])
def test_what_was_decided_can_be_taken_back(client: Client, decision: str) -> None:
    found = proposed(**{decision: True})
    soup = send(client, found, query=f"?vis={decision}")
    assert "1 forankring er satt tilbake til foreslått." in soup.get_text()
    back = now(found)
    assert back.status == AnchorStatus.PROPOSED
    assert (back.confirmed_by, back.rejected_by, back.rejection_reason) == (None, None, "")


def test_rejected_anchor_that_would_now_form_a_cycle_stays_rejected(client: Client) -> None:
    below, above = DocumentFactory(), DocumentFactory()
    found = anchor(below, above, rejected=True)
    anchor(above, below)
    soup = send(client, found, query="?vis=rejected")
    assert "gått i ring" in soup.select_one("#id_picked_error").get_text()
    assert now(found).status == AnchorStatus.REJECTED


def test_schools_own_anchors_are_not_the_countys_to_decide_on(client: Client) -> None:
    own = anchor(DocumentFactory(plan=True), DocumentFactory())
    assert listed(soup_of(client)) == 0
    soup = send(client, own, decision="confirm")
    assert now(own).status == AnchorStatus.PROPOSED
    assert "1 forankring var endret" in soup.get_text()


def test_filters_narrow_the_list(client: Client) -> None:
    point = proposed(confidence="high")
    national = anchor(DocumentFactory(level="national"), DocumentFactory(), confidence="low")

    def picks(query: str) -> list[str]:
        return [box["value"] for box in soup_of(client, query).select(".decide input")]

    assert picks("?niva=programme") == [pick_of(point)]
    assert picks("?niva=national") == [pick_of(national)]
    assert picks("?sikkerhet=low") == [pick_of(national)]
    assert picks("?niva=x") == [pick_of(point), pick_of(national)]


def test_all_on_the_page_can_be_ticked_without_a_script(client: Client) -> None:
    proposed(), proposed()
    soup = soup_of(client)
    assert not soup.select(".decide input[checked]")
    link = soup.find("a", string="Kryss av for alle på siden")
    ticked = BeautifulSoup(client.get(PAGE + link["href"]).content, "lxml")
    assert len(ticked.select(".decide input[checked]")) == 2


def test_sending_leads_back_to_the_same_filters_and_page(client: Client) -> None:
    found = proposed()
    action = soup_of(client, "?niva=programme&side=1&kryss=alle").select_one(".deciding")["action"]
    assert action == f"{PAGE}?niva=programme&side=1"
    response = client.post(action, {"picked": pick_of(found), "decision": "confirm"})
    assert response["Location"] == action


def test_reader_at_the_county_reads_and_cannot_decide() -> None:
    found = proposed()
    client = browser(county_person(RoleKind.COUNTY_READER))
    soup = soup_of(client)
    assert listed(soup) == 1
    assert not soup.select("main input[type=checkbox], main form[method=post]")
    answer = client.post(PAGE, {"picked": pick_of(found), "decision": "confirm"})
    assert answer.status_code == 403
    assert now(found).status == AnchorStatus.PROPOSED


@pytest.mark.parametrize("kind", [RoleKind.COORDINATOR, RoleKind.COLLEAGUE])
def test_for_schools_the_list_does_not_exist(kind: str) -> None:
    client = browser(RoleFactory(kind=kind).user)
    assert client.get(PAGE).status_code == 404
    assert client.post(PAGE, {"decision": "confirm"}).status_code == 404


def test_deciding_on_many_asks_as_often_as_on_one(
    editor: User, django_assert_num_queries: Callable
) -> None:
    for anchors in ([proposed()], [proposed() for _ in range(5)]):
        read = {found.pk: found.version for found in anchors}
        with django_assert_num_queries(4, connection=connection):
            assert deciding.confirm(read, by=editor) == len(anchors)


def test_name_of_whoever_decided_is_shown_to_the_county(client: Client) -> None:
    proposed(confirmed=True, confirmed_by=UserFactory(name="Astrid"))
    assert "av Astrid" in soup_of(client, "?vis=confirmed").get_text(" ", strip=True)

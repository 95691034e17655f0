"""What rests on a document that has ended is moved on in one step, anchor by anchor."""

from typing import Any
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup
from django.http import QueryDict
from django.test import Client

from mobility.models import Activity, ActivityAnchor
from mobility.moving import targets_in
from mobility.moving_forms import MoveManyForm
from network.models import Organisation, Role
from network.versions import ChangedError
from plans.models import PolicyDocument
from tests.factories import (
    ActivityAnchorFactory,
    ActivityFactory,
    AimFactory,
    DocumentFactory,
    OrganisationFactory,
    SuccessionFactory,
    towards,
)
from tests.network.test_people_page import browser, person, text_of

pytestmark = pytest.mark.django_db

HERE = "/planverk/den-gamle/flytt/"


@pytest.fixture
def school() -> Organisation:
    return OrganisationFactory(slug="nes-skole", name="Nes skole")


@pytest.fixture
def hers(school: Organisation) -> Client:
    return browser(person(Role.Kind.COORDINATOR, school))


@pytest.fixture
def old() -> PolicyDocument:
    return DocumentFactory(slug="den-gamle", title="Den gamle", status="replaced")


@pytest.fixture
def new(old: PolicyDocument) -> PolicyDocument:
    new = DocumentFactory(title="Den nye", status="in_force")
    SuccessionFactory(predecessor_document=old, successor_document=new)
    return new


def resting(school: Organisation, target: Any, **more: Any) -> ActivityAnchor:
    activity = ActivityFactory(organisation=school, **more)
    return ActivityAnchorFactory(activity=activity, rationale_nb="Fordi.", **towards(target))


def filled(anchors: dict[ActivityAnchor, str], *, picked: bool = True) -> dict[str, Any]:
    form: dict[str, Any] = {}
    for anchor, target in anchors.items():
        form |= {f"read-{anchor.pk}": anchor.version, f"target-{anchor.pk}": target}
        if picked:
            form[f"picked-{anchor.pk}"] = "on"
    return form


def page_of(client: Client) -> BeautifulSoup:
    return BeautifulSoup(client.get(HERE).content, "lxml")


def chosen(page: BeautifulSoup, anchor: ActivityAnchor) -> str:
    return page.select_one(f"#id_target-{anchor.pk} option[selected]").get_text()


def test_several_are_moved_at_once_with_their_reasons_and_are_proposed_anew(
    hers: Client, school: Organisation, old: PolicyDocument, new: PolicyDocument
) -> None:
    aim = AimFactory(document=new, key="1", text_nb="Alle får reise.")
    whole, stays = resting(school, old), resting(school, old)
    part = resting(school, AimFactory(document=old), title="Tur")
    ActivityAnchor.objects.filter(pk=part.pk).update(rationale_en="Because.")
    form = filled({whole: f"{new.pk}", part: f"{new.pk}-{aim.pk}"})
    form |= filled({stays: f"{new.pk}"}, picked=False)
    said = text_of(hers.post(HERE, form, follow=True))
    assert "2 forankringer er flyttet. De står som foreslått." in said
    for anchor in (whole, part, stays):
        anchor.refresh_from_db()
    assert (whole.target, part.target, stays.target) == (new, aim, old)
    assert (part.rationale_nb, part.rationale_en, part.status) == ("Fordi.", "Because.", "proposed")


def test_aim_that_is_worded_most_alike_is_proposed_else_the_document(
    hers: Client, school: Organisation, old: PolicyDocument, new: PolicyDocument
) -> None:
    AimFactory(document=new, key="1", text_nb="Alle elever får mulighet til å reise ut.")
    AimFactory(document=new, key="2", text_nb="Skolen samarbeider med næringslivet.")
    AimFactory(document=new, text_nb="Alle elever kan reise ut.", retired_at="2026-01-01T12:00Z")
    alike = resting(school, AimFactory(document=old, text_nb="Alle elever skal kunne reise ut."))
    other = resting(school, AimFactory(document=old, text_nb="Mat og helse."))
    page = page_of(hers)
    assert chosen(page, alike).startswith("Den nye – Mål 1:")
    assert chosen(page, other) == "Den nye – Dokumentet som helhet"


def test_what_the_activity_rests_on_already_is_proposed_for_none_of_its_anchors(
    hers: Client, school: Organisation, old: PolicyDocument, new: PolicyDocument
) -> None:
    whole = resting(school, old, title="Tur")
    part = ActivityAnchorFactory(
        activity=whole.activity, **towards(AimFactory(document=old, key="1"))
    )
    page = page_of(hers)
    assert chosen(page, whole) == "Den nye – Dokumentet som helhet"
    assert chosen(page, part) == "Velg"
    labels = {" ".join(row.get_text().split()) for row in page.select("main label")}
    assert {"Flytt for «Tur» (hele dokumentet)", "Flytt for «Tur» (mål 1)"} <= labels
    ActivityAnchorFactory(activity=whole.activity, target_document=new)
    assert chosen(page_of(hers), whole) == "Velg"


def test_only_ones_own_activities_under_way_are_moved(
    hers: Client, school: Organisation, old: PolicyDocument, new: PolicyDocument
) -> None:
    foreign = resting(OrganisationFactory(), old)
    done = resting(school, old, status="completed")
    page = text_of(hers.get(HERE))
    assert "Ingen av aktivitetene deres bygger på dette dokumentet." in page
    hers.post(HERE, filled({foreign: f"{new.pk}", done: f"{new.pk}"}))
    assert {row.target for row in ActivityAnchor.objects.all()} == {old}


def test_what_somebody_has_changed_meanwhile_is_left_and_the_others_are_moved(
    hers: Client, school: Organisation, old: PolicyDocument, new: PolicyDocument
) -> None:
    fine, changed = resting(school, old), resting(school, old, title="Endret")
    form = filled({fine: f"{new.pk}", changed: f"{new.pk}"})
    ActivityAnchor.objects.filter(pk=changed.pk).update(version=5)
    answer = hers.post(HERE, form)
    assert "Noen har endret forankringen siden." in text_of(answer)
    page = BeautifulSoup(answer.content, "lxml")
    assert page.select_one(f".ds-error-summary a[href='#id_picked-{changed.pk}']")
    fine.refresh_from_db()
    changed.refresh_from_db()
    assert (fine.target, changed.target) == (new, old)


def sent_again(answer: object) -> dict[str, str]:
    """What the page would send, pressed once more."""
    page = BeautifulSoup(answer.content, "lxml")  # type: ignore[attr-defined]
    form = {row["name"]: row.get("value", "") for row in page.select("main input[type=hidden]")}
    form |= {row["name"]: "on" for row in page.select("main input[type=checkbox][checked]")}
    chosen_ones = page.select("main select option[selected]")
    return form | {option.find_parent("select")["name"]: option["value"] for option in chosen_ones}


def test_after_a_partly_refused_move_only_what_is_left_shows_and_is_moved_by_the_next_press(
    hers: Client, school: Organisation, old: PolicyDocument, new: PolicyDocument
) -> None:
    fine, changed = resting(school, old, title="Flyttet"), resting(school, old, title="Endret")
    form = filled({fine: f"{new.pk}", changed: f"{new.pk}"})
    ActivityAnchor.objects.filter(pk=changed.pk).update(version=5, rationale_nb="Ny grunn.")
    answer = hers.post(HERE, form)
    shown = text_of(answer)
    assert "Flytt for «Flyttet»" not in shown
    assert "Flytt for «Endret»" in shown
    assert "Ny grunn." in shown
    assert "1 forankring er flyttet." in shown
    assert hers.post(HERE, sent_again(answer)).status_code == 302
    changed.refresh_from_db()
    assert changed.target == new


def test_row_that_comes_up_from_the_next_page_has_its_proposal(
    hers: Client, school: Organisation, old: PolicyDocument, new: PolicyDocument
) -> None:
    first, changed = resting(school, old, title="Aa"), resting(school, old, title="Ab")
    form = filled({first: f"{new.pk}", changed: f"{new.pk}"})
    for number in range(24):
        resting(school, old, title=f"B{number:02}")
    ActivityAnchor.objects.filter(pk=changed.pk).update(version=5)
    page = BeautifulSoup(hers.post(HERE, form).content, "lxml")
    last = ActivityAnchor.objects.get(activity__title="B23")
    assert chosen(page, last) == "Den nye – Dokumentet som helhet"
    assert not page.select_one(f"#id_picked-{last.pk}").has_attr("checked")


def test_activity_that_rests_on_the_new_one_already_is_told_of(
    hers: Client, school: Organisation, old: PolicyDocument, new: PolicyDocument
) -> None:
    anchor = resting(school, old)
    ActivityAnchorFactory(activity=anchor.activity, target_document=new)
    answer = hers.post(HERE, filled({anchor: f"{new.pk}"}))
    assert "Aktiviteten bygger allerede på dette." in text_of(answer)


def test_nothing_ticked_and_what_cannot_be_chosen_is_told_of(
    hers: Client, school: Organisation, old: PolicyDocument, new: PolicyDocument
) -> None:
    anchor = resting(school, old)
    answer = hers.post(HERE, filled({anchor: f"{new.pk}"}, picked=False))
    assert "Kryss av for minst én forankring." in text_of(answer)
    answer = hers.post(HERE, filled({anchor: f"{old.pk}"}))
    assert "Utvalget kunne ikke leses." in text_of(answer)
    anchor.refresh_from_db()
    assert anchor.target == old


def test_row_that_nobody_ticked_is_in_nobodys_way(
    hers: Client, school: Organisation, old: PolicyDocument, new: PolicyDocument
) -> None:
    anchor = resting(school, old)
    resting(school, old, title="Kommet til siden")
    assert hers.post(HERE, filled({anchor: f"{new.pk}"})).status_code == 302
    anchor.refresh_from_db()
    assert anchor.target == new


def test_framework_is_never_followed_by_somebodys_own_plan(
    hers: Client, school: Organisation, old: PolicyDocument
) -> None:
    anchor = resting(school, old)
    plan = DocumentFactory(plan=True, organisation=school, status="in_force")
    SuccessionFactory(predecessor_document=old, successor_document=plan)
    hers.post(HERE, filled({anchor: f"{plan.pk}"}))
    anchor.refresh_from_db()
    assert anchor.target == old


def test_same_press_twice_moves_once(
    hers: Client, school: Organisation, old: PolicyDocument, new: PolicyDocument
) -> None:
    anchor = resting(school, old)
    form = filled({anchor: f"{new.pk}"})
    resting(school, old)
    assert hers.post(HERE, form).status_code == 302
    assert "allerede flyttet eller fjernet" in text_of(hers.post(HERE, form))
    anchor.refresh_from_db()
    assert (anchor.target, anchor.version) == (new, 2)


def test_without_a_successor_one_is_led_to_each_anchor(
    hers: Client, school: Organisation, old: PolicyDocument
) -> None:
    anchor = resting(school, old)
    page = page_of(hers)
    assert "ikke noe er lagt inn som gjelder i stedet" in page.main.get_text()
    where = f"/aktiviteter/{anchor.activity.slug}/forankring/{anchor.pk}/endre/"
    assert page.main.find("a", href=where)


def test_document_that_holds_has_no_such_page(hers: Client) -> None:
    DocumentFactory(slug="gjelder", status="in_force")
    assert hers.get("/planverk/gjelder/flytt/").status_code == 404


def test_min_side_tells_what_no_longer_holds_and_leads_to_moving_it(
    hers: Client, school: Organisation, old: PolicyDocument
) -> None:
    resting(school, DocumentFactory(title="Gjelder", status="in_force"))
    resting(school, DocumentFactory(title="Ferdig med", status="expired"), status="completed")
    resting(OrganisationFactory(), DocumentFactory(title="Andres", status="expired"))
    address = "/min-side/ikke-lenger/"
    assert "Den gamle" not in text_of(hers.get(address))
    resting(school, AimFactory(document=old))
    page = BeautifulSoup(hers.get(address).content, "lxml").main
    assert [title.get_text(strip=True) for title in page.select("h2.title, h3.title, .title")] == [
        "Den gamle"
    ]
    assert page.find("a", href=HERE)


def test_schools_own_anchoring_page_leads_its_people_there_and_nobody_else(
    hers: Client, school: Organisation, old: PolicyDocument
) -> None:
    resting(school, old)
    address = "/skoler/nes-skole/forankring/"
    assert BeautifulSoup(hers.get(address).content, "lxml").find("a", href=HERE)
    assert not BeautifulSoup(Client().get(address).content, "lxml").find("a", href=HERE)


def test_each_move_is_in_the_history(
    hers: Client, school: Organisation, old: PolicyDocument, new: PolicyDocument
) -> None:
    anchor = resting(school, old)
    hers.post(HERE, filled({anchor: f"{new.pk}"}))
    events = anchor.events.order_by("pgh_id")
    assert [event.target_document_id for event in events] == [old.pk, new.pk]
    assert Activity.objects.get(pk=anchor.activity_id).version == 2


def test_what_somebody_else_removes_in_the_same_moment_is_told_of(
    school: Organisation, old: PolicyDocument, new: PolicyDocument
) -> None:
    left, gone = resting(school, old), resting(school, old)
    data = QueryDict(urlencode(filled({left: f"{new.pk}", gone: f"{new.pk}"})))
    form = MoveManyForm(data, anchors=[left], targets=targets_in([new]), proposed={})
    form.say_refused({left.pk: ChangedError(left), gone.pk: ChangedError(None)})
    assert form.errors.keys() == {"__all__", f"picked-{left.pk}"}
    assert "allerede flyttet eller fjernet" in form.errors.as_text()

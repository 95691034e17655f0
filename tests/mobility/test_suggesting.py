"""What an activity could rest on is suggested by its themes, its words and by what others chose."""

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client

from mobility.models import Activity, ActivityAnchor
from network.models import Organisation, Role
from plans.models import PolicyDocument
from tests.factories import (
    ActionFactory,
    ActivityAnchorFactory,
    ActivityFactory,
    AimFactory,
    DocumentFactory,
    OrganisationFactory,
    ThemeFactory,
)
from tests.network.test_people_page import browser, person, text_of

pytestmark = pytest.mark.django_db

HERE = "/aktiviteter/tur/forankring/"
WHY = "Elevene lager mat sammen."


@pytest.fixture
def school() -> Organisation:
    return OrganisationFactory(slug="nes-skole", name="Nes skole")


@pytest.fixture
def hers(school: Organisation) -> Client:
    return browser(person(Role.Kind.COORDINATOR, school))


@pytest.fixture
def activity(school: Organisation) -> Activity:
    return ActivityFactory(
        slug="tur",
        lang="nb",
        title="Havbruk i Bergen",
        summary="Lærlingene lærer fiskevelferd og slakting.",
        kind="exchange",
        organisation=school,
        published_at=None,
    )


@pytest.fixture
def document() -> PolicyDocument:
    return DocumentFactory(slug="havet", title="Havet")


def suggested(client: Client) -> dict[str, Tag]:
    """What is suggested, by its title."""
    section = BeautifulSoup(client.get(HERE).content, "lxml").find(
        "section", attrs={"aria-labelledby": "forslag"}
    )
    return {row.select_one(".stop-title").get_text(strip=True): row for row in section.select("li")}


def said(row: Tag) -> str:
    return " ".join(row.get_text().split())


def test_document_with_several_telling_words_of_the_activity_is_suggested(
    hers: Client, activity: Activity, document: PolicyDocument
) -> None:
    AimFactory(document=document, text_nb="Fiskevelferden skal bli bedre i alt havbruk.")
    assert "Samme ord: fiskevelferd, havbruk" in said(suggested(hers)["Havet"])


def test_one_word_in_common_is_chance(
    hers: Client, activity: Activity, document: PolicyDocument
) -> None:
    AimFactory(document=document, text_nb="Alt havbruk skal bli bedre.")
    assert suggested(hers) == {}


def test_words_that_many_documents_have_tell_nothing(
    hers: Client, activity: Activity, document: PolicyDocument
) -> None:
    for number in range(8):
        DocumentFactory(title=f"Havbruk og slakting {number}")
    assert len(suggested(hers)) == 3
    DocumentFactory(title="Mer om havbruk og slakting")
    assert suggested(hers) == {}


def test_what_is_public_only_where_it_is_sure_is_no_word_in_common(
    hers: Client, activity: Activity
) -> None:
    DocumentFactory(title="Sikker", reference="Havbruk og slakting", confidence="high")
    DocumentFactory(title="Usikker", reference="Havbruk og slakting", confidence="low")
    assert list(suggested(hers)) == ["Sikker"]


def test_words_of_the_programmes_points_suggest_the_programme(
    hers: Client, activity: Activity
) -> None:
    point = ActionFactory(text_nb="Fiskevelferd og slakting på timeplanen")
    programme = point.measure.programme.document
    assert list(suggested(hers)) == [programme.heading.value]


def test_what_others_of_the_same_kind_chose_is_suggested_and_said(
    hers: Client, activity: Activity, document: PolicyDocument
) -> None:
    other = ActivityFactory(kind="exchange")
    ActivityAnchorFactory(activity=other, target_document=None, target_aim=aim_of(document))
    row = suggested(hers)["Havet"]
    assert "Andre aktiviteter av samme slag bygger på dette." in said(row)


def test_what_has_ended_takes_no_place_among_what_others_chose_most(
    hers: Client, activity: Activity, document: PolicyDocument, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mobility.suggesting.CANDIDATES", 1)
    ended = DocumentFactory(status="expired")
    for target in (ended, ended, document):
        other = ActivityFactory(kind="exchange")
        ActivityAnchorFactory(activity=other, target_document=target)
    assert list(suggested(hers)) == ["Havet"]


def aim_of(document: PolicyDocument) -> object:
    return AimFactory(document=document, key="1")


@pytest.mark.parametrize(
    "other",
    [
        {"kind": "exchange", "published_at": None},
        {"kind": "job_shadowing"},
    ],
)
def test_drafts_and_other_kinds_suggest_nothing(
    hers: Client, activity: Activity, document: PolicyDocument, other: dict[str, object]
) -> None:
    ActivityAnchorFactory(activity=ActivityFactory(**other), target_document=document)
    assert suggested(hers) == {}


def test_rejected_anchors_of_others_suggest_nothing(
    hers: Client, activity: Activity, document: PolicyDocument
) -> None:
    other = ActivityFactory(kind="exchange")
    ActivityAnchorFactory(activity=other, target_document=document, rejected=True)
    assert suggested(hers) == {}


def test_several_reasons_come_before_one(hers: Client, activity: Activity) -> None:
    sea, food = ThemeFactory(name_nb="Hav"), ThemeFactory(name_nb="Mat")
    activity.themes.set([sea, food])
    themes_only = DocumentFactory(title="Bare temaer")
    themes_only.themes.set([sea, food])
    both = DocumentFactory(title="Tema og ord: havbruk og slakting")
    both.themes.set([sea])
    assert list(suggested(hers)) == ["Tema og ord: havbruk og slakting", "Bare temaer"]


def test_others_plans_are_never_suggested(hers: Client, activity: Activity) -> None:
    title = "Havbruk og slakting"
    DocumentFactory(plan=True, title=title, organisation=OrganisationFactory())
    DocumentFactory(title=f"Utkast: {title}", published_at=None)
    assert suggested(hers) == {}


def reasons(client: Client) -> list[str]:
    """Reasons from before that can be used again, and whose they are."""
    section = BeautifulSoup(client.get(f"{HERE}havet/").content, "lxml").find(
        "section", attrs={"aria-labelledby": "for"}
    )
    return [said(row) for row in section.select("li")] if section else []


def reasoned(document: PolicyDocument, **of: object) -> ActivityAnchor:
    return ActivityAnchorFactory(
        activity=ActivityFactory(**of), target_document=document, rationale_nb=WHY
    )


def test_earlier_reasons_for_the_same_document_are_shown_the_schools_own_first(
    hers: Client, activity: Activity, document: PolicyDocument
) -> None:
    own = reasoned(document, title="I fjor", organisation=activity.organisation, published_at=None)
    reasoned(document, title="Hos andre")
    reasoned(DocumentFactory(), title="Om noe annet")
    shown = reasons(hers)
    assert [row.split(WHY)[0].strip() for row in shown] == ["I fjor", "Hos andre"]
    own.activity.delete()
    assert len(reasons(hers)) == 1


def test_reasons_of_others_drafts_and_in_other_languages_are_not_shown(
    hers: Client, activity: Activity, document: PolicyDocument
) -> None:
    reasoned(document, title="Andres utkast", published_at=None)
    ActivityAnchorFactory(
        activity=ActivityFactory(), target_document=document, rationale_nb="", rationale_nn="Fordi."
    )
    assert reasons(hers) == []


def form_of(answer: object) -> tuple[list[str], str]:
    """What is ticked, and the reason in the field."""
    page = BeautifulSoup(answer.content, "lxml")  # type: ignore[attr-defined]
    ticked = [box["value"] for box in page.select("input[type=checkbox][checked]")]
    return ticked, page.select_one("textarea[name=rationale]").text.strip()


def test_earlier_reason_is_put_into_the_field_and_nothing_is_stored_yet(
    hers: Client, activity: Activity, document: PolicyDocument
) -> None:
    aim_of(document)
    before = reasoned(document)
    answer = hers.post(f"{HERE}havet/", {"targets": ["mal-1"], "reuse": before.pk})
    assert form_of(answer) == (["mal-1"], WHY)
    assert not activity.anchors.exists()


def test_earlier_reason_comes_after_what_was_typed_and_only_once(
    hers: Client, activity: Activity, document: PolicyDocument
) -> None:
    before = reasoned(document)
    answer = hers.post(f"{HERE}havet/", {"rationale": "Først dette.", "reuse": before.pk})
    _ticked, text = form_of(answer)
    assert text == f"Først dette.\n\n{WHY}"
    again = hers.post(f"{HERE}havet/", {"rationale": text, "reuse": before.pk})
    assert form_of(again)[1].split() == text.split()


def test_reason_that_one_may_not_read_cannot_be_fetched_by_its_number(
    hers: Client, activity: Activity, document: PolicyDocument
) -> None:
    hidden = reasoned(document, published_at=None)
    answer = hers.post(f"{HERE}havet/", {"rationale": "Mitt.", "reuse": hidden.pk})
    assert WHY not in text_of(answer)
    assert form_of(answer)[1] == "Mitt."


def test_reason_that_is_gone_meanwhile_stores_nothing(
    hers: Client, activity: Activity, document: PolicyDocument
) -> None:
    given = {"targets": ["dokument"], "rationale": "Mitt.", "reuse": 0}
    assert form_of(hers.post(f"{HERE}havet/", given)) == (["dokument"], "Mitt.")
    assert not activity.anchors.exists()

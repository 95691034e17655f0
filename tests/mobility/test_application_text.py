"""The text of an application is made from what is known, names what lacks, and is edited apart."""

from __future__ import annotations

import datetime
import re

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from mobility.models import Activity, ActivityDialogue, ApplicationForm, WrittenSection
from network.models import Organisation, Role, User
from plans.models import PolicyDocument
from tests.dialogue_factories import ActivityDialogueFactory
from tests.factories import (
    ActivityAnchorFactory,
    ActivityFactory,
    AimFactory,
    ApplicationFormFactory,
    ApplicationSectionFactory,
    DocumentFactory,
    OrganisationFactory,
    ThemeFactory,
    WrittenSectionFactory,
    anchor,
)
from tests.network.test_people_page import browser, error_at, person, text_of

pytestmark = pytest.mark.django_db

BASE = "/aktiviteter/tur/soknadstekst/"
PAGE, ENGLISH = f"{BASE}skjema/nb/", f"{BASE}skjema/en/"
NEEDS = f"{PAGE}needs/"


@pytest.fixture
def school() -> Organisation:
    return OrganisationFactory(slug="nes-skole", name="Nes skole", municipality="Nes")


@pytest.fixture
def kari(school: Organisation) -> User:
    return person(Role.Kind.COORDINATOR, school, name="Kari")


@pytest.fixture
def hers(kari: User) -> Client:
    return browser(kari)


@pytest.fixture
def activity(school: Organisation) -> Activity:
    return ActivityFactory(
        slug="tur",
        title="Tur til Tartu",
        kind="exchange",
        summary="Vi drar til Tartu.",
        partner="Tartu VOCO",
        place="Tartu",
        country="EE",
        starts_on=datetime.date(2027, 3, 1),
        ends_on=datetime.date(2027, 3, 9),
        organisation=school,
        published_at=None,
    )


@pytest.fixture
def form() -> ApplicationForm:
    """A form that asks for each kind of content once, and for something nobody knows."""
    form = ApplicationFormFactory(slug="skjema")
    for content in (
        "applicant", "needs", "objectives", "activities", "anchoring", "principles", "leadership",
        "summary",
    ):  # fmt: skip
        ApplicationSectionFactory(form=form, slug=content, content=content)
    ApplicationSectionFactory(form=form, slug="eget", heading_nb="Skriv selv", content="")
    return form


@pytest.fixture
def plan(school: Organisation) -> PolicyDocument:
    return DocumentFactory(plan=True, organisation=school, title="Nes sin strategi")


@pytest.fixture
def in_plan(activity: Activity, form: ApplicationForm, plan: PolicyDocument) -> PolicyDocument:
    """The activity rests on an aim of the school's plan, and through that on Europe."""
    europe = DocumentFactory(level="european", title="Herning-erklæringen")
    anchor(plan, europe, rationale_nb="Planen vil det samme som Europa.")
    aim = AimFactory(document=plan, key="2", text_nb="Alle elever får reise.")
    ActivityAnchorFactory(
        activity=activity, target_aim=aim, rationale_nb="Elevene øver på å klare seg ute."
    )
    return plan


def section(page: BeautifulSoup, slug: str) -> str:
    return page.select_one(f"section[aria-labelledby={slug}]").get_text(" ", strip=True)


def answer(page: BeautifulSoup, slug: str) -> str:
    found = page.select_one(f"section[aria-labelledby={slug}] .answer")
    return " ".join(found.get_text().split()) if found else ""


def read(client: Client, path: str = PAGE) -> BeautifulSoup:
    return BeautifulSoup(client.get(path).content, "lxml")


def fields(client: Client, path: str = NEEDS) -> dict[str, str]:
    """The form as it is read, ready to be sent."""
    page = read(client, path)
    inputs = {each["name"]: each.get("value", "") for each in page.select("main form input")}
    return {
        **{name: inputs[name] for name in ("read", "numbers", "seal", "max_length")},
        "words": page.select_one("textarea").text.removeprefix("\n"),
    }


def test_every_section_is_answered_with_what_the_portal_knows(
    hers: Client, in_plan: PolicyDocument
) -> None:
    page = read(hers)
    assert "Nes skole (videregående skole, Nes)" in answer(page, "applicant")
    assert "Vi drar til Tartu." in answer(page, "needs")
    assert (
        "Nes sin strategi, mål 2: Alle elever får reise. Elevene øver på å klare seg ute. [1]"
        in answer(page, "needs")
    )
    assert "Mål 1: Alle elever får reise. [1]" in answer(page, "objectives")
    assert "Begrunnelse: Elevene øver på å klare seg ute." in answer(page, "objectives")
    assert "Med hvem: Tartu VOCO Hvor: Tartu, Estland" in answer(page, "activities")
    assert "Når: 1.–9. mars 2027" in answer(page, "activities")
    assert "Forankret i: Nes sin strategi [1]." in answer(page, "summary")


def test_what_the_plan_rests_on_comes_along_with_its_own_reason(
    hers: Client, in_plan: PolicyDocument
) -> None:
    said = answer(read(hers), "anchoring")
    assert (
        "Gjennom dette bygger aktiviteten også på Herning-erklæringen. "
        "Planen vil det samme som Europa. [2]" in said
    )


def test_what_has_ended_further_up_is_not_argued_with(
    hers: Client, in_plan: PolicyDocument
) -> None:
    ended = DocumentFactory(level="european", title="Gammel erklæring", status="expired")
    anchor(in_plan, ended)
    assert "Gammel erklæring" not in text_of(hers.get(PAGE))


def test_anchor_in_what_has_ended_is_told_of(
    hers: Client, activity: Activity, form: object
) -> None:
    ended = DocumentFactory(title="Gammel strategi", status="replaced")
    ActivityAnchorFactory(activity=activity, target_document=ended)
    assert "noe som ikke gjelder lenger: Gammel strategi" in text_of(hers.get(PAGE))


def test_principle_is_answered_by_an_anchor_in_what_is_about_it(
    hers: Client, activity: Activity, in_plan: PolicyDocument
) -> None:
    in_plan.themes.add(ThemeFactory(key="inclusion"))
    page = read(hers)
    assert (
        answer(page, "principles")
        == "Inkludering og mangfold: Elevene øver på å klare seg ute. [1]"
    )
    assert "Ingen forankring sier noe om dette: Digitalisering" in section(page, "principles")


def test_leaders_words_are_told_and_their_silence_is_named(
    hers: Client, activity: Activity, form: object
) -> None:
    silence = "Ingen samtale med ledelsen om aktiviteten er skrevet inn."
    assert silence in section(read(hers), "leadership")
    ActivityDialogueFactory(activity=activity, agreed="Vikar i to uker.", says_yes=True)
    said = answer(read(hers), "leadership")
    assert said == "1. oktober 2026, Ledermøtet (rektor), ledelsen sier ja: Vikar i to uker."


def test_what_is_missing_leads_to_where_it_is_added_and_is_not_invented(
    hers: Client, activity: Activity, form: object
) -> None:
    Activity.objects.filter(pk=activity.pk).update(summary="", partner="", starts_on=None)
    page = read(hers)
    assert answer(page, "needs") == ""
    links = {link["href"]: link.text for link in page.select(".lacking a")}
    step = "/aktiviteter/tur/rediger/med-hvem-og-nar/#id_partner"
    assert links[step] == "Dette er ikke skrevet ennå: Med hvem."
    assert "/aktiviteter/tur/rediger/hva-og-hvorfor/#id_summary" in links
    assert "/aktiviteter/tur/forankring/" in links
    assert "/aktiviteter/tur/ledelsen/" in links
    assert "Dette må dere skrive selv." in section(page, "eget")


def test_every_source_is_listed_once_by_the_number_it_has_in_the_text(
    hers: Client, in_plan: PolicyDocument
) -> None:
    page = read(hers)
    sources = [each.get_text(" ", strip=True) for each in page.select(".sources li")]
    assert len(sources) == 2
    assert sources[0].startswith("Nes skole (")
    assert "Herning-erklæringen" in sources[1]
    assert {link["href"] for link in page.select(".answer a")} == {"#kilde-1", "#kilde-2"}


def test_source_says_the_pages_of_the_aims_that_are_rested_on(
    hers: Client, activity: Activity, in_plan: PolicyDocument
) -> None:
    in_plan.aims.update(page=14)
    for page in (4, None):
        aim = AimFactory(document=in_plan, page=page)
        ActivityAnchorFactory(activity=activity, target_aim=aim)
    AimFactory(document=in_plan, page=30)
    for path, said in ((PAGE, "strategi, s. 4, 14."), (ENGLISH, "strategi, pp. 4, 14.")):
        (first, second) = read(hers, path).select(".sources li")
        assert said in " ".join(first.get_text().split())
        assert not re.search(r", pp?\. \d|, s\. \d", second.get_text())


def test_application_is_in_its_own_language_and_says_what_is_not(
    hers: Client, activity: Activity, in_plan: PolicyDocument
) -> None:
    page = read(hers, ENGLISH)
    assert "When: 1–9 Mar 2027" in answer(page, "activities")
    assert page.select_one("h2[id=applicant]")["lang"] == "en"
    assert page.select_one("[aria-labelledby=needs] .answer [lang=nb]").text == "Vi drar til Tartu."
    assert "skrevet på et annet språk" in section(page, "needs")
    assert "skrevet på et annet språk" not in section(page, "applicant")
    PolicyDocument.objects.update(title_lang="en")
    assert "skrevet på et annet språk" not in section(read(hers), "needs")


def test_own_words_stand_in_the_proposals_place(hers: Client, in_plan: PolicyDocument) -> None:
    sent = fields(hers) | {"words": "Vi trenger dette [1], sier planen."}
    assert hers.post(NEEDS, sent)["Location"] == f"{PAGE}#needs"
    page = read(hers)
    assert answer(page, "needs") == "Vi trenger dette [1], sier planen."
    assert "Vi drar til Tartu." in answer(read(hers, ENGLISH), "needs")


def test_own_words_refer_to_the_same_source_when_others_come_before_it(
    hers: Client, activity: Activity, in_plan: PolicyDocument
) -> None:
    sent = fields(hers, f"{PAGE}eget/") | {"words": "Planen [1] og Europa [2]."}
    hers.post(f"{PAGE}eget/", sent)
    earlier = DocumentFactory(plan=True, organisation=activity.organisation, title="Enda en plan")
    ActivityAnchorFactory(activity=activity, target_document=earlier)
    ActivityDialogue.objects.all().delete()
    page = read(hers)
    numbers = {
        each["id"].removeprefix("kilde-"): each.get_text(" ", strip=True)
        for each in page.select(".sources li")
    }
    plan, europe = answer(page, "eget").removesuffix("].").split("[")[1:]
    assert "Nes sin strategi" in numbers[plan.split("]")[0]]
    assert "Herning" in numbers[europe]


def test_own_words_survive_news_about_the_activity_which_are_told_of(
    hers: Client, activity: Activity, in_plan: PolicyDocument
) -> None:
    hers.post(NEEDS, fields(hers) | {"words": "Våre ord."})
    assert "kommet noe nytt" not in section(read(hers), "needs")
    Activity.objects.filter(pk=activity.pk).update(summary="Vi drar til Riga.")
    page = read(hers)
    assert answer(page, "needs") == "Våre ord."
    assert "Det er kommet noe nytt" in section(page, "needs")
    assert "Vi drar til Riga." in text_of(hers.get(NEEDS))


def test_own_words_are_pasted_with_the_line_breaks_they_were_written_with(
    hers: Client, activity: Activity, form: object
) -> None:
    words = "En linje.\nEn til.\n\nEt avsnitt."
    hers.post(NEEDS, fields(hers) | {"words": words})
    again = fields(hers)
    assert again["words"].replace("\r\n", "\n") == words
    assert f"{len(words)} tegn" in section(read(hers), "needs")
    hers.post(NEEDS, again)
    assert WrittenSection.objects.get().words == words


def test_words_written_beside_an_older_proposal_are_told_of_as_such(
    hers: Client, activity: Activity, form: object
) -> None:
    sent = fields(hers)
    Activity.objects.filter(pk=activity.pk).update(summary="Vi drar til Riga.")
    hers.post(NEEDS, sent)
    page = read(hers)
    assert answer(page, "needs") == "Vi drar til Tartu."
    assert "Det er kommet noe nytt" in section(page, "needs")


@pytest.mark.parametrize("numbers", ["x", "1,", "1 2", "1,x", "\u0661"])
def test_made_up_numbers_are_no_form(
    hers: Client, activity: Activity, form: object, numbers: str
) -> None:
    answered = hers.post(NEEDS, fields(hers) | {"numbers": numbers, "words": "Mine ord."})
    assert answered.status_code == 200
    assert "Mine ord." in answered.content.decode()
    assert not WrittenSection.objects.exists()


@pytest.mark.parametrize("emptied", [True, False])
def test_proposal_that_is_saved_as_it_is_or_emptied_goes_on_following_the_activity(
    hers: Client, activity: Activity, in_plan: PolicyDocument, emptied: bool
) -> None:
    hers.post(NEEDS, fields(hers) | ({"words": " "} if emptied else {}))
    Activity.objects.filter(pk=activity.pk).update(summary="Vi drar til Riga.")
    assert "Vi drar til Riga." in answer(read(hers), "needs")


def test_length_is_counted_against_the_forms_limit_or_the_writers_own(
    hers: Client, activity: Activity, form: ApplicationForm
) -> None:
    form.sections.filter(slug="needs").update(max_length=10)
    said = section(read(hers), "needs")
    assert "18 av høyst 10 tegn" in said
    assert "lengre enn grensen" in said
    hers.post(NEEDS, fields(hers) | {"max_length": "500"})
    said = section(read(hers), "needs")
    assert "18 av høyst 500 tegn" in said
    assert "lengre enn" not in said
    assert "ikke kontrollert" not in said


def test_limit_that_is_no_length_is_told_of_and_the_words_stay(
    hers: Client, activity: Activity, form: object
) -> None:
    answered = hers.post(NEEDS, fields(hers) | {"words": "Mine ord.", "max_length": "mange"})
    assert error_at(answered, "max_length")
    assert "Mine ord." in answered.content.decode()
    assert not WrittenSection.objects.exists()


def test_identity_number_is_refused(hers: Client, activity: Activity, form: object) -> None:
    answered = hers.post(NEEDS, fields(hers) | {"words": "Ola, 01010750160, skal være med."})
    assert error_at(answered, "words")


def test_who_saves_second_sees_the_others_words_and_loses_none(
    hers: Client, school: Organisation, activity: Activity, form: object
) -> None:
    colleague = browser(person(Role.Kind.COORDINATOR, school, name="Nils"))
    first, second = fields(hers), fields(colleague)
    hers.post(NEEDS, first | {"words": "Karis ord."})
    met = colleague.post(NEEDS, second | {"words": "Nils sine ord."})
    shown = text_of(met)
    assert "Noen andre lagret mens du skrev" in shown
    assert "Karis ord." in shown
    page = BeautifulSoup(met.content, "lxml")
    assert page.select_one("textarea").text.strip() == "Nils sine ord."
    again = {
        each["name"]: each.get("value", "") for each in page.select("main form input[type=hidden]")
    }
    colleague.post(NEEDS, again | {"words": "Nils sine ord.", "max_length": ""})
    assert answer(read(hers), "needs") == "Nils sine ord."


def test_earlier_versions_are_there_to_be_read(
    hers: Client, activity: Activity, form: object
) -> None:
    for words in ("Første.", "Andre.", "Tredje."):
        hers.post(NEEDS, fields(hers) | {"words": words})
    page = read(hers, NEEDS)
    earlier = page.select_one("section[aria-labelledby=for]")
    assert [each.text.strip() for each in earlier.select("p")] == ["Andre.", "Første."]


def test_next_round_begins_with_what_was_written(
    hers: Client, activity: Activity, form: ApplicationForm, kari: User
) -> None:
    WrittenSectionFactory(
        activity=activity, section=form.sections.get(slug="needs"), words="Fra i fjor."
    )
    page = read(hers, "/aktiviteter/tur/neste-runde/")
    submission = page.select_one("input[name=submission]")["value"]
    hers.post("/aktiviteter/tur/neste-runde/", {"title": "Tur 2028", "submission": submission})
    assert answer(read(hers, "/aktiviteter/tur-2028/soknadstekst/skjema/nb/"), "needs") == (
        "Fra i fjor."
    )


def test_form_without_sections_says_so_and_has_nothing_to_download(
    hers: Client, activity: Activity
) -> None:
    ApplicationFormFactory(slug="skjema", about_nb="Skjemaet har ingen lang begrunnelse.")
    page = read(hers)
    assert "Skjemaet har ingen lang begrunnelse." in page.get_text()
    assert not page.select("a[href$=docx]")
    assert hers.get(f"{PAGE}soknad.docx").status_code == 404
    assert not read(hers, BASE).select(f"a[href='{PAGE}']")

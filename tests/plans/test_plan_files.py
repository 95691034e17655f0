"""A school lays its plan here as a PDF: what is taken, who gets it, and when it is gone."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from network.models import Organisation, Role, User
from plans import plan_files
from plans.models import PlanFile, PolicyDocument
from tests.factories import NOW, DocumentFactory, OrganisationFactory, PlanFileFactory
from tests.network.test_people_page import browser, error_at, person, text_of

pytestmark = pytest.mark.django_db

KIND = Role.Kind
PLAN = "/planverk/strategi/"
EDIT, SHOW, FILE = f"{PLAN}rediger/", f"{PLAN}rediger/vis/", f"{PLAN}plan.pdf"
PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"
OTHER = PDF.replace(b"1.7", b"1.4")
Settled = Callable[..., object]


@pytest.fixture(autouse=True)
def uploads(settings: LazySettings, tmp_path: Path) -> Path:
    settings.UPLOADS_DIR = tmp_path / "uploads"
    return settings.UPLOADS_DIR


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
        plan=True,
        slug="strategi",
        title="Strategien",
        kind="international_strategy",
        organisation=school,
        published_at=None,
    )


def upload(content: bytes = PDF, name: str = "vår plan.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="application/pdf")


def about(read: int = 1, **more: object) -> dict[str, object]:
    return {
        "title": "Strategien",
        "kind": "international_strategy",
        "status": "in_force",
        "title_lang": "nb",
        "read": read,
        **more,
    }


def sent_as_it_stands(client: Client, **more: object) -> dict[str, object]:
    """What a browser sends of the page it has open."""
    form = BeautifulSoup(client.get(EDIT).content, "lxml").select_one("form.form")
    hidden = {each["name"]: each.get("value", "") for each in form.select("input[type=hidden]")}
    return about(hidden["read"], read_pdf=hidden["read_pdf"], **more)


def lay(client: Client, content: bytes = PDF, **more: object) -> object:
    return client.post(EDIT, sent_as_it_stands(client, pdf=upload(content), **more))


def on_disk(uploads: Path) -> list[bytes]:
    return [path.read_bytes() for path in uploads.glob("*-*")]


def test_plan_is_laid_here_under_a_name_that_says_nothing(
    hers: Client, kari: User, plan: PolicyDocument, uploads: Path
) -> None:
    assert lay(hers).status_code == 302
    row = PlanFile.objects.get()
    assert (row.document, row.uploaded_by, row.name) == (plan, kari, "vår plan.pdf")
    assert (row.size, row.sha256) == (len(PDF), sha256(PDF).hexdigest())
    assert [path.name for path in uploads.glob("*-*")] == [str(row.key)]
    assert hers.get(FILE).getvalue() == PDF


def test_plan_without_link_and_file_is_as_good_as_before(
    hers: Client, plan: PolicyDocument
) -> None:
    assert hers.post(EDIT, about()).status_code == 302
    assert "adressen er ikke kjent" in text_of(hers.get(PLAN))
    assert hers.get(FILE).status_code == 404


def page_and_text(size: int) -> bytes:
    return PDF + b"\n" * (size - len(PDF) - 6) + b"%%EOF\n"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"Dette er en plan.", "ikke en PDF"),
        (b"<html>%PDF-1.7 %%EOF", "ikke en PDF"),
        (PDF[:30], "ikke hel"),
        (PDF.replace(b"/Root", b"/Encrypt 5 0 R /Root"), "låst med passord"),
        (page_and_text(plan_files.MOST + 1), "høyst 10 MB"),
        (b"", "Filen er tom"),
    ],
)
def test_what_is_no_pdf_to_read_is_refused_and_what_was_typed_stays(
    hers: Client, plan: PolicyDocument, uploads: Path, content: bytes, said: str
) -> None:
    answer = lay(hers, content, reference="Kapittel 3")
    assert said in error_at(answer, "pdf")
    assert "Kapittel 3" in answer.content.decode()
    assert not PlanFile.objects.exists()
    assert on_disk(uploads) == []


def test_largest_that_is_taken_is_taken(hers: Client, plan: PolicyDocument) -> None:
    assert lay(hers, page_and_text(plan_files.MOST)).status_code == 302


def test_number_of_a_person_in_the_files_name_is_refused(
    hers: Client, plan: PolicyDocument
) -> None:
    sent = sent_as_it_stands(hers, pdf=upload(name="01010750160.pdf"))
    assert "fødselsnummer" in error_at(hers.post(EDIT, sent), "pdf")


def test_error_elsewhere_says_that_the_file_is_chosen_anew(
    hers: Client, plan: PolicyDocument
) -> None:
    answer = lay(hers, title="", reference="Kapittel 3")
    assert "Velg den en gang til" in error_at(answer, "pdf")
    assert error_at(answer, "title")
    assert "Kapittel 3" in answer.content.decode()
    assert not PlanFile.objects.exists()


def test_file_that_cannot_be_stored_is_told_of_and_nothing_is_written(
    hers: Client, plan: PolicyDocument, uploads: Path
) -> None:
    uploads.write_text("ingen mappe")
    answer = lay(hers, reference="Kapittel 3")
    assert "kunne ikke lagres" in error_at(answer, "pdf")
    plan.refresh_from_db()
    assert (plan.reference, plan.version) == ("", 1)
    assert not PlanFile.objects.exists()


def test_new_file_takes_the_place_of_the_old_one(
    hers: Client,
    plan: PolicyDocument,
    uploads: Path,
    django_capture_on_commit_callbacks: Settled,
) -> None:
    lay(hers)
    with django_capture_on_commit_callbacks(execute=True):
        lay(hers, OTHER)
        assert sorted(on_disk(uploads)) == sorted([PDF, OTHER])
    assert on_disk(uploads) == [OTHER]
    assert hers.get(FILE).getvalue() == OTHER


def test_file_that_is_removed_is_gone_from_page_and_disk(
    hers: Client,
    plan: PolicyDocument,
    uploads: Path,
    django_capture_on_commit_callbacks: Settled,
) -> None:
    lay(hers)
    assert "Fjern «vår plan.pdf»" in text_of(hers.get(EDIT))
    with django_capture_on_commit_callbacks(execute=True):
        hers.post(EDIT, sent_as_it_stands(hers, remove_pdf="on"))
    assert on_disk(uploads) == []
    assert hers.get(FILE).status_code == 404
    assert "Åpne planen" not in text_of(hers.get(PLAN))


def test_same_form_sent_twice_lays_one_file(
    hers: Client, plan: PolicyDocument, uploads: Path
) -> None:
    form = sent_as_it_stands(hers)
    for _ in range(2):
        assert hers.post(EDIT, {**form, "pdf": upload()}).status_code == 302
    assert on_disk(uploads) == [PDF]


def test_same_removal_sent_twice_is_done_once(hers: Client, plan: PolicyDocument) -> None:
    lay(hers)
    form = sent_as_it_stands(hers, remove_pdf="on")
    assert [hers.post(EDIT, form).status_code for _ in range(2)] == [302, 302]
    assert not PlanFile.objects.exists()


@pytest.mark.parametrize("wish", [{"remove_pdf": "on"}, {"pdf": upload(OTHER)}])
def test_of_two_tabs_the_second_is_told_of_the_file_of_the_first(
    hers: Client, plan: PolicyDocument, wish: dict[str, object]
) -> None:
    lay(hers, b"%PDF-1.3 %%EOF")
    form = sent_as_it_stands(hers, reference="Kapittel 3")
    lay(hers)
    answer = hers.post(EDIT, {**form, **wish})
    assert "Noen andre har endret filen" in error_at(answer, "pdf")
    assert "Kapittel 3" in answer.content.decode()
    assert hers.get(FILE).getvalue() == PDF
    shown = BeautifulSoup(answer.content, "lxml").select_one("input[name=read_pdf]")
    if file := wish.get("pdf"):
        file.seek(0)
    answer = hers.post(EDIT, {**form, **wish, "read_pdf": shown["value"]})
    assert answer.status_code == 302
    assert [row.sha256 for row in PlanFile.objects.all()] == (
        [sha256(OTHER).hexdigest()] if "pdf" in wish else []
    )


def test_text_of_one_tab_and_file_of_the_other_are_both_kept(
    hers: Client, plan: PolicyDocument
) -> None:
    form = sent_as_it_stands(hers, reference="Kapittel 3")
    lay(hers)
    assert hers.post(EDIT, form).status_code == 302
    plan.refresh_from_db()
    assert plan.reference == "Kapittel 3"
    assert hers.get(FILE).getvalue() == PDF


def test_plan_whose_file_was_changed_since_it_was_read_is_not_published(
    hers: Client, plan: PolicyDocument
) -> None:
    lay(hers)
    hers.post(SHOW, {"read": 1, "publish": "on"})
    assert Client().get(FILE).status_code == 404


READERS = {
    "stranger": Client,
    "elsewhere": lambda: browser(person(KIND.COORDINATOR, OrganisationFactory())),
    "county": lambda: browser(person(KIND.COUNTY_EDITOR, OrganisationFactory(county_council=True))),
}


@pytest.mark.parametrize(
    ("who", "status"), [("stranger", 404), ("elsewhere", 404), ("county", 200)]
)
def test_drafts_file_is_for_its_own_and_the_county(
    hers: Client, plan: PolicyDocument, who: str, status: int
) -> None:
    lay(hers)
    answer = READERS[who]().get(FILE)
    answer.close()
    assert answer.status_code == status


def test_file_of_a_published_plan_is_everybodys_until_it_is_taken_back(
    hers: Client, plan: PolicyDocument, kept_pages: object
) -> None:
    lay(hers)
    anybody = Client()
    PolicyDocument.objects.filter(pk=plan.pk).update(published_at=NOW)
    assert "Åpne planen (PDF, 1 kB)" in text_of(anybody.get(PLAN))
    assert anybody.get(FILE).getvalue() == PDF
    PolicyDocument.objects.filter(pk=plan.pk).update(published_at=None)
    assert anybody.get(FILE).status_code == 404


@pytest.mark.parametrize("kind", [KIND.COLLEAGUE, KIND.READER])
def test_who_does_not_edit_plans_lays_and_removes_none(
    plan: PolicyDocument, school: Organisation, kind: Role.Kind
) -> None:
    PlanFileFactory(document=plan)
    client = browser(person(kind, school))
    for wish in ({"pdf": upload()}, {"remove_pdf": "on"}):
        assert client.post(EDIT, about(**wish)).status_code == 403
    assert PlanFile.objects.get().sha256 == "0" * 64


@pytest.mark.parametrize(
    ("prefix", "said"),
    [
        ("", "Åpne planen (PDF, 1,2 MB)"),
        ("/nn", "Opne planen (PDF, 1,2 MB)"),
        ("/en", "Open the plan (PDF, 1.2 MB)"),
    ],
)
def test_size_is_written_as_the_page_writes_numbers(prefix: str, said: str) -> None:
    document = DocumentFactory(plan=True, slug="strategi")
    PlanFileFactory(document=document)
    assert said in text_of(Client().get(f"{prefix}{PLAN}"))


def test_download_of_the_library_leads_to_the_file(settings: LazySettings) -> None:
    settings.PORTAL_URL = "https://portal.example"
    PlanFileFactory(document__slug="strategi")
    assert "https://portal.example/planverk/strategi/plan.pdf" in (
        Client().get("/planverk/last-ned.json").content.decode()
    )

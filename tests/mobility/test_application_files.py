"""An application's text to take away is whole: headings, languages, and every source once."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from django.test import Client
from docx import Document
from docx.oxml.ns import qn

from tests.plans.test_map_files import opened

PATH = "/aktiviteter/helsefagelever-i-praksis-i-braga/soknadstekst/ka122/"
TAGS = {"nb": "nb-NO", "nn": "nn-NO", "en": "en-GB"}
SOURCES = {"nb": "Kilder", "nn": "Kjelder", "en": "Sources"}
TITLE = "Helsefagelever i praksis på sykehjem i Braga"
LANGUAGES = pytest.mark.parametrize("lang", ["nb", "nn", "en"])


@pytest.fixture
def hers(client_of: object) -> Client:
    client: Client = client_of("fjordvik")  # type: ignore[operator]
    return client


def docx_in(client: Client, lang: str) -> Document:
    return Document(BytesIO(client.get(f"{PATH}{lang}/soknad.docx").content))


@LANGUAGES
def test_docx_has_real_headings_title_and_language(hers: Client, lang: str) -> None:
    paper = docx_in(hers, lang)
    assert paper.core_properties.title == TITLE
    assert paper.core_properties.language == TAGS[lang]
    normal = paper.styles["Normal"].element.rPr.find(qn("w:lang"))
    assert normal.get(qn("w:val")) == TAGS[lang]
    assert [each.text for each in paper.paragraphs if each.style.name == "Title"] == [TITLE]
    headings = [each.text for each in paper.paragraphs if each.style.name == "Heading 1"]
    assert headings[-1] == SOURCES[lang]
    assert len(headings) > 5


def test_docx_is_on_the_paper_that_lies_in_the_printer(hers: Client) -> None:
    [section] = docx_in(hers, "nb").sections
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)


@LANGUAGES
def test_docx_has_every_source_once_and_every_reference_a_source(hers: Client, lang: str) -> None:
    texts = [each.text for each in docx_in(hers, lang).paragraphs]
    at = texts.index(SOURCES[lang])
    sources = texts[at + 1 :]
    assert [text.split(" ")[0] for text in sources] == [
        f"[{number}]" for number in range(1, len(sources) + 1)
    ]
    assert len(set(sources)) == len(sources) > 3
    referred = set(re.findall(r"\[\d+\]", "\n".join(texts[:at])))
    assert referred == {text.split(" ")[0] for text in sources}


@pytest.mark.parametrize(("lang", "page"), [("nb", "s. 4"), ("nn", "s. 4"), ("en", "p. 4")])
def test_docx_has_the_page_that_a_source_is_cited_for(hers: Client, lang: str, page: str) -> None:
    cited = f"Internasjonal strategi for Fjordvik 2025–2028, {page}."
    assert any(cited in each.text for each in docx_in(hers, lang).paragraphs)


def test_docx_says_what_is_in_another_language(hers: Client) -> None:
    runs = [run for each in docx_in(hers, "en").paragraphs for run in each.runs]
    summary = next(run for run in runs if run.text.startswith("Tolv elever"))
    assert summary._r.rPr.find(qn("w:lang")).get(qn("w:val")) == "nb-NO"


@LANGUAGES
def test_pdf_is_tagged_titled_and_in_its_language(hers: Client, lang: str) -> None:
    answer = hers.get(f"{PATH}{lang}/soknad.pdf")
    assert answer["Content-Type"] == "application/pdf"
    pdf = opened(answer.content)
    assert b"<pdfuaid:part>1<" in pdf
    assert b"/StructTreeRoot" in pdf
    assert re.search(rf"/Lang ?\({lang}".encode(), pdf)
    assert "Helsefagelever i praksis" in pdf.decode("utf-8", "ignore")


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_file_is_named_for_what_it_is(hers: Client, kind: str) -> None:
    answer = hers.get(f"{PATH}en/soknad.{kind}")
    name = f"helsefagelever-i-praksis-i-braga-ka122-en.{kind}"
    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'

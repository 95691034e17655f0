"""The map as files: what the page shows, whole in themselves, and readable by machines."""

import re
import zlib

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from lxml import etree

from plans.mapping.wrapping import width_of
from tests.factories import DocumentFactory, anchor
from tests.plans.test_map import SELECTIONS, lines_in, soup_of

SVG = "{http://www.w3.org/2000/svg}"


def get(form: str, query: str = "", prefix: str = "") -> HttpResponse:
    return Client().get(f"{prefix}/planverk/kart.{form}?{query}")


def opened(pdf: bytes) -> bytes:
    """A PDF with its compressed parts unpacked."""
    parts = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL)
    unpacked = [zlib.decompressobj().decompress(part) for part in parts if part[:1] == b"x"]
    return b"\n".join([pdf, *unpacked])


@pytest.mark.parametrize("query", SELECTIONS)
def test_svg_has_the_lines_of_the_page(content: None, query: str) -> None:
    root = etree.fromstring(get("svg", query).content)
    titles = [line.findtext(f"{SVG}title") for line in root.iter(f"{SVG}path")]
    named = {title.rsplit(": ", 1)[0] for title in titles if title and " → " in title}
    assert named == {" → ".join(ends) for ends in lines_in(soup_of(query))}


def test_svg_stands_alone_and_says_what_it_is_and_where_from(content: None) -> None:
    drawn = get("svg", "niva=european", "/nn").content
    root, text = etree.fromstring(drawn), drawn.decode()
    assert root.get("lang") == "nn"
    assert root.findtext(f"{SVG}title") == (
        "Kart over forankringa – Nivå: Internasjonale/europeiske planverk"
    )
    assert "Kjelde: http://testserver/nn/planverk/kart/?niva=european" in text
    assert not re.search(r"<style|<script|<image|href=|class=|url\(", text)


@pytest.mark.django_db
def test_the_key_has_room_under_the_narrowest_map() -> None:
    DocumentFactory(level="national")
    root = etree.fromstring(get("svg", "niva=national").content)
    texts = {text.text: text for text in root.iter(f"{SVG}text")}
    last = texts["avkuttet hjørne: gjelder ikke lenger"]
    assert int(last.get("x", 0)) + width_of(last.text or "") <= int(root.get("width", 0))
    assert int(last.get("y", 0)) < int(root.get("height", 0))
    assert len({texts[word].get("y") for word in ("bekreftet", "foreslått", last.text)}) > 1


@pytest.mark.parametrize(("prefix", "language"), [("", "nb"), ("/en", "en")])
def test_pdf_is_tagged_titled_in_its_language_and_holds_no_picture(
    content: None, prefix: str, language: str
) -> None:
    pdf = opened(get("pdf", prefix=prefix).content)
    assert b"<pdfuaid:part>1<" in pdf
    assert re.search(rf"/Lang ?\({language}".encode(), pdf)
    assert not re.search(rb"/Subtype ?/Image", pdf)
    assert re.search(rb"/S ?/TH\b", pdf)


def test_pdf_leads_to_the_pages_of_what_it_shows(content: None) -> None:
    pdf = opened(get("pdf").content)
    addresses = {link["href"] for link in soup_of().select("svg.map a")}
    assert addresses
    for address in addresses:
        assert f"http://testserver{address}".encode() in pdf


@pytest.mark.parametrize("form", ["svg", "pdf"])
def test_file_is_named_and_dated(content: None, form: str) -> None:
    name = f'attachment; filename="kart-{timezone.localdate():%Y-%m-%d}.{form}"'
    assert get(form).headers["Content-Disposition"] == name


def test_page_links_to_the_files_of_its_own_selection(content: None) -> None:
    hrefs = {link["href"] for link in soup_of("niva=national&side=2").select(".downloads a")}
    assert hrefs == {f"/planverk/kart.{form}?niva=national" for form in ("svg", "pdf")}


@pytest.mark.django_db
@pytest.mark.parametrize("form", ["svg", "pdf"])
@pytest.mark.parametrize("title", ['<b>&</b> #link "x" \\ $a$ @b', "Plan\x0bA", "字 ✓"])
def test_no_title_breaks_a_file(form: str, title: str) -> None:
    anchor(DocumentFactory(level="national", title=title), DocumentFactory())
    response = get(form)
    assert response.status_code == 200
    if form == "svg":
        etree.fromstring(response.content)


@pytest.mark.django_db
@pytest.mark.parametrize("form", ["svg", "pdf"])
def test_what_cannot_be_drawn_leads_to_the_page_that_says_so(
    monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    monkeypatch.setattr("plans.mapping.layout.COMMAND", ["false"])
    DocumentFactory()
    assert get(form, "niva=european")["Location"] == "/planverk/kart/?niva=european"


@pytest.mark.django_db
def test_drafts_are_in_no_file() -> None:
    anchor(DocumentFactory(level="national"), DocumentFactory(title="Hemmelig", published_at=None))
    assert "Hemmelig" not in get("svg").content.decode()

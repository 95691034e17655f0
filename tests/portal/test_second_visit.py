"""A browser that has a page asks whether it still holds, and is told so in a few bytes."""

import gzip

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portal.pages import Key, PageStore
from portal.pages import Page as KeptPage
from tests.factories import DocumentFactory

pytestmark = pytest.mark.usefixtures("kept_pages")

PAGE = "/planverk/"
TAKES = [{}, {"accept-encoding": "gzip, deflate, br"}]


@pytest.mark.parametrize("first", TAKES, ids=str)
@pytest.mark.parametrize("second", TAKES, ids=str)
def test_second_visit_costs_one_query_and_no_page(
    content: None, first: dict[str, str], second: dict[str, str]
) -> None:
    tag = Client().get(PAGE, headers=first).headers["ETag"]
    with CaptureQueriesContext(connection) as captured:
        answer = Client().get(PAGE, headers={**second, "if-none-match": tag})
    assert len(captured) == 1
    assert answer.status_code == 304
    assert answer.content == b""
    assert answer.headers["ETag"] == tag
    assert answer.headers["Cache-Control"] == "no-cache"


def test_compressed_page_is_the_page(content: None) -> None:
    plain = Client().get(PAGE)
    for _ in range(2):
        packed = Client().get(PAGE, headers={"accept-encoding": "gzip"})
        assert packed.headers["Content-Encoding"] == "gzip"
        assert int(packed.headers["Content-Length"]) == len(packed.content)
        assert gzip.decompress(packed.content) == plain.content
        assert packed.headers["ETag"] == plain.headers["ETag"]
    assert "Content-Encoding" not in Client().get(PAGE).headers
    assert "Accept-Encoding" in plain.headers["Vary"]


def test_page_that_has_changed_is_sent_anew(own_database: str) -> None:
    document = DocumentFactory()
    tag = Client().get(PAGE).headers["ETag"]
    document.title = "Ny tittel"
    document.save()
    answer = Client().get(PAGE, headers={"if-none-match": tag})
    assert answer.status_code == 200
    assert "Ny tittel" in answer.text


def test_change_elsewhere_leaves_the_browsers_copy_good(own_database: str) -> None:
    tag = Client().get("/personvern/").headers["ETag"]
    DocumentFactory()
    assert Client().get("/personvern/", headers={"if-none-match": tag}).status_code == 304


def test_head_says_what_get_says(content: None, kept_pages: PageStore) -> None:
    before = Client().head(PAGE)
    assert not kept_pages
    page, after = Client().get(PAGE), Client().head(PAGE)
    assert dict(before.headers) == dict(page.headers) == dict(after.headers)
    assert after.content == b""


def test_download_is_kept_too(content: None) -> None:
    address = "/planverk/last-ned.xlsx"
    first = Client().get(address)
    answer = Client().get(address, headers={"if-none-match": first.headers["ETag"]})
    assert answer.status_code == 304


def test_pages_take_no_more_than_their_room() -> None:
    store = PageStore(100_000)
    keys = [Key(1, None, False, "", f"/{number}/", "", "", ()) for number in range(100)]
    for key in keys:
        store.keep(key, KeptPage((), b"x" * 7_000, False))
        store.get(keys[0])
    assert store.taken <= store.room
    assert len(store) == 10
    assert store.get(keys[0])
    assert store.get(keys[-1])
    assert not store.get(keys[1])


def test_page_as_large_as_the_room_is_not_kept() -> None:
    store = PageStore(100_000)
    store.keep(Key(1, None, False, "", "/", "", "", ()), KeptPage((), b"x" * 50_000, False))
    assert not store

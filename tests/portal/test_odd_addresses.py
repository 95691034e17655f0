"""Whatever stands in the address, there is a page or a 400, never a fault and never a circle."""

from urllib.parse import quote, urlencode

import pytest
from django.test import Client
from hypothesis import example, given
from hypothesis import strategies as st

from tests.portal.pages import SHOWN

ADDRESSES = sorted({page.url(language) for page in SHOWN for language in ("nb", "en")})
LISTS = [
    "/planverk/",
    "/skoler/",
    "/opplaringskontor/",
    "/aktiviteter/",
    "/forankring/",
    "/nn/planverk/",
]
NAMES = ["side", "niva", "tema", "kommune", "dokument", "punkt", "hos", "kolonner", "next", "lang"]
SLUGS = ["planverk", "skoler", "opplaringskontor", "aktiviteter"]

odd = st.one_of(
    st.text(max_size=20),
    st.integers().map(str),
    st.sampled_from(
        ["\0", "school", "vet", "last", "0", "-1", "1e9", "9" * 30, "' OR 1=1 --", "²"]
    ),
)
queries = st.lists(st.tuples(st.sampled_from(NAMES) | st.text(max_size=8), odd), max_size=6)


@pytest.fixture
def visitor(content: None) -> Client:
    return Client(raise_request_exception=False)


def is_answered(client: Client, address: str) -> bool:
    """Itself, or by the one address that says the same."""
    response = client.get(address, follow=True)
    return len(response.redirect_chain) <= 1 and response.status_code in (200, 400)


@given(address=st.sampled_from(ADDRESSES), query=queries)
@example("/planverk/", [("niva", "\0")])
@example("/planverk/", [("tema", "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"))])
def test_any_query_is_answered(visitor: Client, address: str, query: list) -> None:
    pairs = [
        (name.encode("utf-8", "replace"), value.encode("utf-8", "replace")) for name, value in query
    ]
    assert is_answered(visitor, f"{address}?{urlencode(pairs)}")


@pytest.mark.parametrize("address", LISTS)
@pytest.mark.parametrize(
    "query",
    [
        "side=%ff", "side=%00", "niva=%ff%fe", "tema=%ff", "kommune=%ff", "kommune=%00", "%ff=%ff",
        "side=1&side=2&side=x", "niva=school&niva=x", "tema=vet&tema=vet&tema=finnes-ikke",
        "side=99999999999999999999999", "side=-1", "side=last", "side=1.5", "&&&", "=", "side", "%",
        "kommune=" + "a" * 3000,
    ],
)  # fmt: skip
def test_broken_query_is_answered(visitor: Client, address: str, query: str) -> None:
    assert is_answered(visitor, f"{address}?{query}")


@given(part=st.sampled_from(SLUGS), slug=st.text(min_size=1, max_size=20))
def test_any_slug_is_unknown(visitor: Client, part: str, slug: str) -> None:
    path = quote(slug.encode("utf-8", "replace"), safe="")
    response = visitor.get(f"/{part}/{path}/")
    assert response.status_code in (400, 404)


@pytest.mark.parametrize(
    "path",
    ["/tiltak/0/", "/tiltak/99999999999999999999/", "/tiltak/1/" + "9" * 40 + "/", "/tiltak/²/"],
)
def test_numbers_beyond_all_measures_are_unknown(visitor: Client, path: str) -> None:
    assert visitor.get(path).status_code == 404


@pytest.mark.parametrize("address", ADDRESSES)
def test_address_without_its_last_slash_leads_there_at_once(visitor: Client, address: str) -> None:
    if address == "/":
        return
    response = visitor.get(address.rstrip("/"), follow=True)
    assert [status for _, status in response.redirect_chain] == [301]
    assert response.status_code == 200


@pytest.mark.parametrize("page", ["0", "-5", "nonsense", "1"])
def test_nonsense_gives_the_first_page(visitor: Client, page: str) -> None:
    assert visitor.get(f"/planverk/?side={page}").context["page"].number == 1


def test_a_page_beyond_the_last_gives_the_last(visitor: Client) -> None:
    page = visitor.get("/planverk/?side=1000").context["page"]
    assert page.number == page.paginator.num_pages > 1


def test_page_links_keep_the_filter(visitor: Client) -> None:
    text = visitor.get("/planverk/?tema=vet&tema=mobility&ukjent=x").content.decode()
    assert 'href="?tema=vet&amp;tema=mobility&amp;side=2"' in text

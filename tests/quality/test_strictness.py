"""What the suite promises to refuse, it does refuse."""

import logging
import socket
import warnings

import pytest
from django.core.paginator import Paginator, UnorderedObjectListWarning
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template import Context, engines
from django.test import Client, override_settings
from django.urls import path
from zeal import NPlusOneError

from plans.models import PolicyDocument
from tests.factories import DocumentFactory
from tests.strictness import UnknownVariables

FORM = '<form method="post"><input name="x"></form>'


def repeats(request: HttpRequest) -> HttpResponse:
    rows = PolicyDocument.objects.order_by("pk")
    return HttpResponse(",".join(str(list(row.themes.all())) for row in rows))


def forgets_its_token(request: HttpRequest) -> HttpResponse:
    return HttpResponse(FORM)


urlpatterns = [
    path("n/", repeats),
    path("form/", forgets_its_token),
    path("", forgets_its_token, name="front"),
]


@pytest.mark.parametrize(
    "source",
    [
        "{{ unknown }}",
        "{{ known.unknown }}",
        "{{ unknown|default:1 }}",
        "{% if unknown %}x{% endif %}",
    ],
)
def test_unknown_variable_is_seen(source: str) -> None:
    logger, watcher = logging.getLogger("django.template"), UnknownVariables()
    logger.filters.insert(0, watcher)
    template = engines["django"].from_string(source).template
    template.name = "base.html"
    template.render(Context({"known": object()}))
    logger.filters.remove(watcher)
    assert len(watcher.found) == 1


@pytest.mark.django_db
@override_settings(ROOT_URLCONF="tests.quality.test_strictness")
def test_query_repeated_for_each_row_is_refused() -> None:
    DocumentFactory.create_batch(3)
    with pytest.raises(NPlusOneError):
        Client().get("/n/")


@pytest.mark.django_db
@override_settings(ROOT_URLCONF="tests.quality.test_strictness")
def test_form_without_its_token_is_refused() -> None:
    with pytest.raises(AssertionError, match="no token"):
        Client().get("/form/")


@pytest.mark.django_db
def test_rows_without_an_order_come_shuffled() -> None:
    rows = DocumentFactory.create_batch(30)
    assert list(PolicyDocument.objects.order_by()) != rows
    assert list(PolicyDocument.objects.order_by("pk")) == rows


@pytest.mark.django_db
def test_pages_of_unordered_rows_are_refused() -> None:
    with pytest.raises(UnorderedObjectListWarning):
        Paginator(PolicyDocument.objects.order_by(), 25).page(1)


def test_warnings_are_errors() -> None:
    with pytest.raises(DeprecationWarning):
        warnings.warn("old", DeprecationWarning, stacklevel=1)


@pytest.mark.parametrize("address", [("192.0.2.1", 80), ("example.org", 443)])
def test_network_is_closed(address: tuple[str, int]) -> None:
    with socket.socket() as outside, pytest.raises(AssertionError, match="the network"):
        outside.connect(address)


@pytest.mark.django_db
def test_tests_have_a_database_of_their_own() -> None:
    assert connection.settings_dict["NAME"].startswith("forankring_test_")

"""Operators see whether the portal lives and whether it can serve."""

import pytest
from django.db import OperationalError, connection
from django.test import Client


def test_living_portal_says_so_without_its_database() -> None:
    response = Client().get("/helse/lever")
    assert (response.status_code, response.content) == (200, b"lever\n")


@pytest.mark.django_db
def test_ready_portal_says_so() -> None:
    response = Client().get("/helse/klar")
    assert (response.status_code, response.content) == (200, b"klar\n")


@pytest.mark.django_db
def test_portal_without_its_database_is_not_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object) -> None:
        raise OperationalError("closed")

    monkeypatch.setattr(connection, "cursor", refuse)
    response = Client().get("/helse/klar")
    assert (response.status_code, response.content) == (503, b"database\n")

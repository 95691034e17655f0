"""What all tests share: databases, strictness and the cast."""

import os
from collections.abc import Iterator

import hypothesis
import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from network import kept
from network.models import User
from portal.pages import PAGES, PageStore
from tests.cast import CAST

pytest_plugins = ["tests.databases", "tests.sessions", "tests.strictness", "tests.feide"]

for profile, examples in (("dev", 20), ("ci", 100), ("fuzz", 2000)):
    hypothesis.settings.register_profile(
        profile,
        max_examples=examples,
        deadline=None,
        suppress_health_check=[hypothesis.HealthCheck.function_scoped_fixture],
    )
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "dev"))


@pytest.fixture(scope="session", autouse=True)
def _uploads_lie_apart(tmp_path_factory: pytest.TempPathFactory) -> None:
    settings.UPLOADS_DIR = tmp_path_factory.mktemp("uploads")


@pytest.fixture(autouse=True)
def _each_test_reads_its_own_content() -> None:
    kept.forget()


@pytest.fixture
def cast(content: None) -> dict[str, User | AnonymousUser]:
    """Coordinators, offices' staff and leader, a colleague, the county's people and a visitor."""
    people = {person.email: person for person in User.objects.demo_people()}
    return {name: people.get(email, AnonymousUser()) for name, email in CAST.items()}


@pytest.fixture(params=CAST)
def person(request: pytest.FixtureRequest, cast: dict[str, User | AnonymousUser]) -> str:
    """Each of the cast in turn, by name."""
    return request.param


@pytest.fixture
def client_of(cast: dict[str, User | AnonymousUser]) -> object:
    """A browser, logged in as one of the cast."""

    def log_in(name: str, **options: object) -> Client:
        client = Client(**options)
        if cast[name].is_authenticated:
            client.force_login(cast[name])
        return client

    return log_in


@pytest.fixture(autouse=True)
def _pages_are_drawn_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """What tests count and change is the page itself; `kept_pages` is for those about keeping."""
    monkeypatch.setattr(PAGES, "room", 0)


@pytest.fixture
def kept_pages(monkeypatch: pytest.MonkeyPatch, _pages_are_drawn_anew: None) -> Iterator[PageStore]:
    """Visitors' pages are kept, as in production."""
    monkeypatch.setattr(PAGES, "room", 2**24)
    yield PAGES
    PAGES.clear()

"""Every letter is whole in the receiver's language, as text and as HTML."""

from typing import NamedTuple

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.translation import override

from network.account_letters import CHANGES
from network.choices import RoleKind
from network.mail import queue_mail
from tests.factories import NOW, OrganisationFactory
from tests.letters import LINK, deliver

pytestmark = pytest.mark.django_db

LANGUAGES = ("nb", "nn", "en")
PLACE = "Nes skole (eksempel)"
URL = "http://localhost:8000/noe/"
SETTINGS = "http://localhost:8000/valg/"


class Line(NamedTuple):
    title: str
    count: int


def contexts() -> dict[str, dict[str, object]]:
    """What each letter is given, by its template's name."""
    place = {"organisation": OrganisationFactory(name=PLACE)}
    role = {"role": RoleKind.READER, **place}
    return {
        "access_asked": place,
        "access_refused": place,
        "account_changed": {"change": CHANGES["account/email/password_changed"]},
        "factor_reset": place,
        "handed_over": role,
        "invitation": {**role, "expires_at": NOW},
        "login_code": {"code": "K3B9-XQ"},
        "password_reset": {},
        "waiting": {"lines": [Line("Forankringer", 3)], "settings_url": SETTINGS},
    }


LETTERS = sorted(
    path.name.removesuffix("_subject.txt")
    for path in (settings.BASE_DIR / "templates" / "mail").glob("*_subject.txt")
)


def letter(template: str, language: str) -> EmailMessage:
    context = contexts()[template]
    queue_mail(template, to="nora@example.org", language=language, url=URL, **context)
    (sent,) = deliver()
    return sent


def facts_of(template: str, language: str) -> list[str]:
    """What the letter is about, as it is written in the language."""
    context = contexts()[template]
    lines = context.pop("lines", [])
    told = [context[name] for name in ("organisation", "role", "change", "code") if name in context]
    with override(language):
        facts = [getattr(fact, "label", fact) for fact in told]
        return [str(fact) for fact in (*facts, *(line.title for line in lines))]


@pytest.mark.parametrize("template", LETTERS)
def test_letter_is_another_in_each_language(template: str) -> None:
    sent = [letter(template, language) for language in LANGUAGES]
    assert len({each.body for each in sent}) == len(LANGUAGES)
    assert all(each.subject and "\n" not in each.subject for each in sent)
    english = sent[-1]
    assert english.subject != sent[0].subject


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("template", LETTERS)
def test_text_and_html_tell_the_same_and_lead_to_the_same(template: str, language: str) -> None:
    sent = letter(template, language)
    page = BeautifulSoup(sent.alternatives[0][0], "lxml")
    assert page.html["lang"] == language
    assert set(LINK.findall(sent.body)) == {link["href"] for link in page.find_all("a")}
    for fact in facts_of(template, language):
        assert fact in sent.body
        assert fact in page.body.get_text()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("template", LETTERS)
def test_letter_names_nobody(template: str, language: str) -> None:
    sent = letter(template, language)
    assert "nora" not in (sent.subject + sent.body + sent.alternatives[0][0]).lower()

"""Our own log of how the portal meets WCAG 2.2, as `fixtures/accessibility.yaml` says it."""

import datetime
from functools import cache
from typing import Any, NamedTuple

from django.db.models import TextChoices
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from portal.reference.reading import FIXTURES, read_yaml


class Result(TextChoices):
    """What the log says of a requirement."""

    MET = "met", _("oppfylt")
    FAULT = "fault", _("ikke oppfylt")
    UNTESTED = "untested", _("ikke prøvd")
    NONE = "none", _("gjelder ikke")


class How(TextChoices):
    """How a requirement was tried."""

    AXE = "axe", _("automatisk med axe")
    KEYBOARD = "keyboard", _("med tastatur alene")
    WIDTH = "width", _("i et vindu på 320 piksler")
    SPACING = "spacing", _("med økt tekstavstand")
    FORM = "form", _("med feil i skjemaet")
    CODE = "code", _("gjennomgang av sidene")


class Requirement(NamedTuple):
    """One success criterion."""

    number: str
    level: str
    name: str
    result: Result
    how: list[How]


class Fault(NamedTuple):
    """What is known not to be good enough, and which requirement it concerns."""

    number: str
    text: str


@cache
def log() -> dict[str, Any]:
    """The file, read once a process."""
    return dict(read_yaml(FIXTURES / "accessibility.yaml"))


def in_page_language(texts: dict[str, str]) -> str:
    return texts[get_language() or "nb"]


def checked_on() -> datetime.date:
    """When the log was last gone through."""
    return log()["checked"]


def requirements() -> list[Requirement]:
    """Every requirement in the standard's order."""
    return [
        Requirement(
            number=row["number"],
            level=row["level"],
            name=in_page_language(row["name"]),
            result=Result(row["result"]),
            how=[How(method) for method in row["how"]],
        )
        for row in log()["requirements"]
    ]


def by_result() -> list[tuple[Result, list[Requirement]]]:
    """The requirements that share a result, for each result that some have."""
    rows = requirements()
    groups = [(result, [row for row in rows if row.result == result]) for result in Result]
    return [(result, found) for result, found in groups if found]


def faults() -> list[Fault]:
    return [Fault(row["number"], in_page_language(row["text"])) for row in log()["faults"]]

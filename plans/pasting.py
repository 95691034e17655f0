"""Aims as they are pasted from a plan: one a line, or with numbers and bullets, and their pages."""

from __future__ import annotations

import re
from typing import NamedTuple

from plans.pages import Pages

# «1.», «1.2», «2)», «a)», «-», «•» and their like, with a space after; a bare number is a word.
MARK = re.compile(
    r"^\s*(?:(?:\d{1,2}\.)+\d{0,2}\)?|\d{1,2}[.)]|[a-zæøå][.)]|[-–—•·*▪◦‣\uf0b7\uf0a7]|o(?=\t))(?:\s+|$)",
    re.IGNORECASE,
)
# «s. 12», «side 12», «s. 14–15», «pp. 14-15»; four figures are rather a year.
LABEL = (
    r"(?:(?:s|p|pp)\.\s*|(?:side|sidene|sider|page|pages)\s+)"
    r"(?P<{0}>[1-9]\d{{0,2}})(?:\s*[-–—]\s*(?P<{0}_to>[1-9]\d{{0,2}}))?"
)
PAGE = re.compile(
    rf"(?:\(\s*{LABEL.format('inside')}\s*\)|(?<![\w(]){LABEL.format('bare')})\s*(?P<stop>\.?)$",
    re.IGNORECASE,
)
# After these the page is part of what is said: «se s. 12», «s. 4 og s. 12».
SAID = re.compile(
    r"\b(?:se|sjå|jf|jfr|see|cf|og|and|eller|or|fra|frå|til|to|på|on)\.?$", re.IGNORECASE
)


class Passage(NamedTuple):
    """An aim in the plan's words, and the pages it stands on where that was told."""

    text: str
    pages: Pages | None = None


def aims_in(text: str) -> list[Passage]:
    """The aims of a pasted text, without their marks and pages, in order and each once.

    Where lines have marks, a line without one goes on with the aim before it, as lines from a PDF
    do; an empty line ends an aim. Without marks every line is an aim. A page alone on its line is
    that of the aim before it.
    """
    lines = text.split("\n")
    has_marks = any(is_marked(line) for line in lines)
    found: list[str] = []
    goes_on = False
    for line in lines:
        words = " ".join((MARK.sub("", line) if is_marked(line) else line).split())
        is_more = goes_on and has_marks and not is_marked(line)
        if found and words and (is_more or PAGE.match(words)):
            found[-1] += f" {words}"
        elif words:
            found.append(words)
        goes_on = bool(words)
    once: dict[str, Passage] = {}
    for words in found:
        aim = without_page(words)
        once.setdefault(aim.text, aim)
    return list(once.values())


def is_marked(line: str) -> bool:
    """Whether an aim begins here; «s. 12» is a page and no mark."""
    return bool(MARK.match(line)) and not PAGE.match(line.strip())


def without_page(words: str) -> Passage:
    """An aim apart from the page that stands at its end."""
    page = PAGE.search(words)
    if not page:
        return Passage(words)
    text = words[: page.start()].rstrip(" ,;–—-")
    first, last = pages_in(page)
    if not text or SAID.search(text) or (last and last < first):
        return Passage(words)
    stop = page["stop"] if text[-1] not in ".!?" else ""
    return Passage(text + stop, Pages(first, last if last != first else None))


def pages_in(found: re.Match[str]) -> tuple[int, int | None]:
    """The first page that is told, and the last where there is one."""
    last = found["inside_to"] or found["bare_to"]
    return int(found["inside"] or found["bare"]), int(last) if last else None

"""Aims as they are pasted from a plan: one a line, or with numbers and bullets."""

from __future__ import annotations

import re

# «1.», «1.2», «2)», «a)», «-», «•» and their like, with a space after; a bare number is a word.
MARK = re.compile(
    r"^\s*(?:(?:\d{1,2}\.)+\d{0,2}\)?|\d{1,2}[.)]|[a-zæøå][.)]|[-–—•·*▪◦‣\uf0b7\uf0a7]|o(?=\t))\s+",
    re.IGNORECASE,
)


def aims_in(text: str) -> list[str]:
    """The aims of a pasted text, without their marks, in order and each once.

    Where lines have marks, a line without one goes on with the aim before it, as lines from a PDF
    do; an empty line ends an aim. Without marks every line is an aim.
    """
    lines = text.split("\n")
    has_marks = any(MARK.match(line) for line in lines)
    found: list[str] = []
    goes_on = False
    for line in lines:
        words = " ".join(MARK.sub("", line).split())
        if words and goes_on and has_marks and not MARK.match(line):
            found[-1] += f" {words}"
        elif words:
            found.append(words)
        goes_on = bool(words)
    return list(dict.fromkeys(found))

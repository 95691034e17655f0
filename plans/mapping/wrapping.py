"""Text in lines of a given width, counted without a font: every sign is as wide as it mostly is."""

from __future__ import annotations

USUAL, BOLDER = 7.8, 1.1
GROUPS = {
    0.5: "ijlI.,:;'|!()[]-/ ",
    0.7: "rtfJ1«»",
    1.2: "ABCDGHKNOPQRSUVXYZØÅ&",
    1.5: "mwMWÆ%—…@",
}
SIZES = {sign: size for size, signs in GROUPS.items() for sign in signs}


def width_of(text: str) -> float:
    """About how wide a text is at 13 units in a wide sans-serif."""
    return USUAL * sum(SIZES.get(sign, 1) for sign in text)


def wrapped(text: str, width: int, most: int, *, bold: bool = False) -> list[str]:
    """At most so many lines; what has no room is cut with an ellipsis, never without."""
    room = width / BOLDER if bold else width
    words = text.split()
    lines: list[str] = []
    while words and len(lines) < most:
        line = words.pop(0)
        while words and width_of(f"{line} {words[0]}") <= room:
            line = f"{line} {words.pop(0)}"
        lines.append(line)
    is_cut = bool(words)
    return [
        fitted(line, room, is_cut and number == len(lines)) for number, line in enumerate(lines, 1)
    ]


def fitted(line: str, room: float, goes_on: bool) -> str:
    """A line that is no wider than there is room for, with what follows hinted at."""
    if not goes_on and width_of(line) <= room:
        return line
    while width_of(f"{line}…") > room:
        line = line[:-1]
    return f"{line.rstrip(' ,.;:–-')}…"

"""Text is readable on every ground our styles lay under it: WCAG AA, counted from the tokens."""

import functools
import re
from collections.abc import Iterator

import pytest
from django.conf import settings

STATIC = settings.BASE_DIR / "static"
THEME = settings.VAR_DIR / "frontend" / "theme.css"
SCHEMES = ("light", "dark")
LEVELS = ("school", "programme", "regional", "national", "european")
TEXT, GRAPHIC = 4.5, 3.0
MARK, MARKED = ("programme", "surface-active"), ("neutral", "text-default")
USED = r"(?<![-\w]){}:\s*var\(--ds-color-([a-z-]+)\)"
ROLE = re.compile(r"(?:(?P<family>[a-z]+)-)?(?P<role>(?:background|surface|text|base|border)-.+)")


def used(properties: str) -> set[tuple[str, str]]:
    """Family and role of the tokens our styles use so; all levels where the element decides."""
    return {
        (family, found["role"])
        for path in STATIC.glob("*.css")
        for token in re.findall(USED.format(properties), path.read_text(encoding="utf-8"))
        if (found := ROLE.fullmatch(token))
        for family in ([found["family"]] if found["family"] else LEVELS)
    }


@functools.cache
def tokens(scheme: str) -> dict[str, str]:
    """The colours of a scheme, by token."""
    theme = THEME.read_text(encoding="utf-8")
    block = re.search(rf'\[data-color-scheme="{scheme}"\] \{{(.*?)\}}', theme, re.DOTALL)
    return dict(re.findall(r"--ds-color-([a-z-]+): (#[0-9a-f]{6})", block[1]))


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def pairs() -> Iterator[tuple[str, str, float]]:
    """Neutral text on every ground, other text on neutral ones and its own, drawings on the page's.

    Marked words have a colour of their own, so no other text lies on their ground.
    """
    grounds = {pair for pair in used("background") if pair[1].startswith(("background", "surface"))}
    for family, role in used("color"):
        if role.startswith("text"):
            for ground in grounds:
                if ground == MARK and (family, role) != MARKED:
                    continue
                if "neutral" in (family, ground[0]) or family == ground[0]:
                    yield f"{family}-{role}", "-".join(ground), TEXT
        elif role.startswith("base-contrast"):
            yield f"{family}-{role}", f"{family}-base-default", TEXT
        elif role.startswith("base"):
            yield f"{family}-{role}", "neutral-background-default", GRAPHIC


def test_black_on_white_is_21_to_1() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.478, abs=0.001)


def test_both_schemes_and_our_pairs_are_found() -> None:
    named = {token for text, ground, _least in pairs() for token in (text, ground)}
    assert named <= tokens("light").keys() & tokens("dark").keys()
    assert tokens("light") != tokens("dark")
    assert len(set(pairs())) > 30


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_pair_of_text_and_ground_is_readable(scheme: str) -> None:
    colours = tokens(scheme)
    too_faint = {
        f"{text} on {ground}: {found:.2f}"
        for text, ground, least in pairs()
        if (found := contrast(colours[text], colours[ground])) < least
    }
    assert too_faint == set()

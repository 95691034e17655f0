"""A text is shown in the page's language, or in one it has, with its name."""

import pytest
from django.utils.translation import override

from network.texts import Text, text_in
from plans.models import Theme
from portal.templatetags.portal import in_lang, say, with_lang


def theme(**names: str) -> Theme:
    return Theme(**{f"name_{code}": names.get(code, "") for code in ("nb", "nn", "en")})


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_text_in_the_pages_language_comes_first(language: str) -> None:
    with override(language):
        found = text_in(theme(nb="Språk", nn="Språk (nn)", en="Language"), "name")
    assert found.lang == language


@pytest.mark.parametrize(
    ("names", "language", "expected"),
    [
        ({"nb": "Språk", "en": "Language"}, "nn", Text("Språk", "nb")),
        ({"nn": "Språk", "en": "Language"}, "nb", Text("Språk", "nn")),
        ({"en": "Language"}, "nb", Text("Language", "en")),
        ({"nb": "Språk"}, "en", Text("Språk", "nb")),
        ({}, "nb", Text("", "")),
    ],
)
def test_missing_text_falls_back_to_bokmal_then_to_what_there_is(
    names: dict, language: str, expected: Text
) -> None:
    assert text_in(theme(**names), "name", language) == expected


def test_text_of_another_language_is_marked_and_escaped() -> None:
    with override("nb"):
        assert with_lang(Text("A & B", "en")) == '<span lang="en">A &amp; B</span>'
        assert with_lang(Text("Språk", "nb")) == "Språk"
        assert in_lang("", "en") == ""
        assert (
            say(theme(nn="<i>Mål</i>"), "name") == '<span lang="nn">&lt;i&gt;Mål&lt;/i&gt;</span>'
        )


def test_page_without_a_language_is_bokmal() -> None:
    with override(None):
        assert text_in(theme(nb="Språk", en="Language"), "name").lang == "nb"

"""No text is in the wrong written Norwegian, and none in the language of offices."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings

from portal import messages
from portal.reference.reading import read_yaml

FIXTURES = settings.BASE_DIR / "fixtures"
# Lists of words to search with: they hold what people type, in any language.
SEARCHES = {"search_pairs.yaml", "search_questions.yaml"}
# Written for county staff, in Bokmål.
STAFF = {"note", "basis"}

# Only words and endings that the other written Norwegian does not have at all.
BOKMAL = (
    r"ikke|jeg|hvordan|hva|hvem|hvor|hvorfor|hvilke[nt]?|noe|noen|fra|bare|en|et|være|gjøre|dem"
    r"|flere|mer|selv|kilde\w*|uke\w*|skole\w*|\w*skole[nr]|forskning\w*|mulighet\w*|virksomhet\w*"
    r"|norge|norges|statsforvalteren|\w+ingene|\w+heten|\w+heter|\w+ansene|(?!\w*helse\b)\w+else(n|r|ne)?"
)
NYNORSK = (
    r"ikkje|eg|korleis|kva|kven|kvifor|noko|nokon|frå|berre|ein|eit|vere|gjere|dei|fleire|meir"
    r"|sjølv|kjelde\w*|veke\w*|skul(e|en|ar|ane)|\w*skular|forsking\w*|moglegheit\w*|verksemd\w*"
    r"|noreg|statsforvaltaren|\w+ingar|\w+ingane|\w+heit|\w+heiter|\w+arane"
)
OFFICES = r"implementer\w*|fasiliter\w*|adressere[rn]?|vedrørende|vedrørande|i henhold til"
UNFIT = {"nb": f"{NYNORSK}|{OFFICES}", "nn": f"{BOKMAL}|{OFFICES}"}
# What is quoted stands as it was written; a name's language is its own.
ASIDE = re.compile(r"«[^»]*»|<[^>]*>|%\(\w+\)s|https?:\S+|Innovasjon Norge")


def written(value: Any, language: str) -> Iterator[str]:
    """Texts that a fixture says are in a language."""
    if isinstance(value, list):
        for item in value:
            yield from written(item, language)
    elif isinstance(value, dict):
        for key, item in value.items():
            if isinstance(item, str):
                if key == language or (language == "nb" and key in STAFF):
                    yield item
            else:
                yield from written(item, language)


def texts(language: str) -> Iterator[str]:
    for path in sorted(FIXTURES.rglob("*.yaml")):
        if path.name not in SEARCHES:
            yield from written(read_yaml(path), language)
    # The sources are in Bokmål, so its texts are the ids of the other's catalogue.
    catalogue = messages.read(settings.BASE_DIR / "locale" / "nn" / messages.CATALOGUE, "nn")
    for message in messages.texts(catalogue):
        yield from messages.strings(message.id if language == "nb" else message.string)


@pytest.mark.parametrize("language", UNFIT)
def test_no_word_is_of_another_norwegian_or_of_offices(language: str) -> None:
    unfit = re.compile(rf"\b({UNFIT[language]})\b", re.IGNORECASE)
    found = [
        f"{hit[0]}: {text}"
        for text in texts(language)
        for hit in unfit.finditer(ASIDE.sub("", text))
    ]
    assert found == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nn", "Når fylkeskommunen og statsforvalteren informerer saman"),
        ("nn", "Måla er henta fra strategien"),
        ("nb", "Skolen skal få vere med"),
        ("nb", "Fylkeskommunen skal implementere planen"),
    ],
)
def test_unfit_words_are_seen(language: str, text: str) -> None:
    assert re.search(rf"\b({UNFIT[language]})\b", text, re.IGNORECASE)


def test_the_council_in_english_is_fylkestinget() -> None:
    catalogue = messages.read(settings.BASE_DIR / "locale" / "en" / messages.CATALOGUE, "en")
    told = (
        (" ".join(messages.strings(message.id)), " ".join(messages.strings(message.string)))
        for message in messages.texts(catalogue)
    )
    council = [nb for nb, en in told if "county council" in en.lower()]
    assert [nb for nb in council if "fylkesting" not in nb.lower()] == []

"""The translations' tool: what it collects, keeps, compiles and complains of."""

import gettext
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from portal import messages

PYTHON = """
from django.utils.translation import gettext as _, ngettext_lazy, pgettext
name = _("navn")
days = ngettext_lazy("%(n)s dag", "%(n)s dager")
course = pgettext("undervisning", "kurs")
"""
TEMPLATE = """{% load i18n %}
<h1 title="{% translate "Tittel" %}">{{ heading|default:_("Uten navn") }}</h1>
  {% include "row.html" with label=_("Vis") %}
    {% blocktranslate trimmed count number=rows|length %}
      {{ number }} rad
    {% plural %}
      {{ number }} rader
    {% endblocktranslate %}
{% translate "Mål" context "fotball" %}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for folder in messages.FOLDERS:
        (tmp_path / folder).mkdir()
    (tmp_path / "plans" / "models.py").write_text(PYTHON, encoding="utf-8")
    (tmp_path / "templates" / "page.html").write_text(TEMPLATE, encoding="utf-8")
    return tmp_path


def catalogue(root: Path, locale: str = "nn") -> Path:
    return root / "locale" / locale / messages.CATALOGUE


def translate(root: Path, before: str, after: str) -> None:
    path = catalogue(root)
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")


def faults(root: Path) -> list[str]:
    found = messages.collect(root / folder for folder in messages.FOLDERS)
    return list(messages.own_problems(found, root, "nn"))


def collected(root: Path) -> set[tuple[str | None, object]]:
    found = messages.collect(root / folder for folder in messages.FOLDERS)
    return {(text.context, text.id) for text in messages.texts(found)}


def test_texts_in_code_and_templates_are_collected(root: Path) -> None:
    assert collected(root) == {
        (None, "navn"),
        (None, ("%(n)s dag", "%(n)s dager")),
        ("undervisning", "kurs"),
        (None, "Tittel"),
        (None, "Uten navn"),
        (None, "Vis"),
        (None, ("%(number)s rad", "%(number)s rader")),
        ("fotball", "Mål"),
    }


def test_texts_of_tests_and_migrations_are_left_out(root: Path) -> None:
    (root / "plans" / "migrations").mkdir()
    (root / "plans" / "migrations" / "0001.py").write_text('_("gammelt")', encoding="utf-8")
    assert (None, "gammelt") not in collected(root)


def test_a_second_extraction_changes_nothing(root: Path) -> None:
    assert messages.extract(root) == [catalogue(root), catalogue(root, "en")]
    assert messages.extract(root) == []


def test_extraction_keeps_translations_and_drops_what_vanished(root: Path) -> None:
    messages.extract(root)
    translate(root, 'msgid "navn"\nmsgstr ""', 'msgid "navn"\nmsgstr "namn"')
    (root / "templates" / "page.html").unlink()
    messages.extract(root)
    text = catalogue(root).read_text(encoding="utf-8")
    assert 'msgstr "namn"' in text
    assert "Tittel" not in text


def test_catalogues_name_neither_dates_nor_places(root: Path) -> None:
    messages.extract(root)
    text = catalogue(root).read_text(encoding="utf-8")
    assert "Date" not in text
    assert "page.html" not in text


def test_a_text_that_gets_a_plural_is_translated_anew(root: Path) -> None:
    messages.extract(root)
    translate(root, 'msgid "navn"\nmsgstr ""', 'msgid "navn"\nmsgstr "namn"')
    (root / "plans" / "models.py").write_text('ngettext("navn", "navnene", 2)', encoding="utf-8")
    messages.extract(root)
    assert "namn" not in catalogue(root).read_text(encoding="utf-8")


def test_compiled_translations_are_what_gettext_reads(root: Path) -> None:
    messages.extract(root)
    translate(root, 'msgid "navn"\nmsgstr ""', 'msgid "navn"\nmsgstr "namn"')
    translate(root, 'msgid "Mål"\nmsgstr ""', 'msgid "Mål"\nmsgstr "Skåring"')
    messages.compile_catalogues(root)
    nynorsk = gettext.translation("django", root / "locale", ["nn"])
    assert nynorsk.gettext("navn") == "namn"
    assert nynorsk.pgettext("fotball", "Mål") == "Skåring"


def test_every_catalogue_is_compiled_whatever_the_clock_said(root: Path) -> None:
    messages.extract(root)
    compiled = [catalogue(root, locale).with_suffix(".mo") for locale in ("en", "nn")]
    assert messages.compile_catalogues(root) == compiled
    translate(root, 'msgid "navn"\nmsgstr ""', 'msgid "navn"\nmsgstr "namn"')
    os.utime(catalogue(root), (0, 0))
    assert messages.compile_catalogues(root) == compiled
    assert gettext.translation("django", root / "locale", ["nn"]).gettext("navn") == "namn"


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ('msgid "Vis"\nmsgstr ""', 'msgid "Vis"\nmsgstr ""', "not translated: «Vis»"),
        ('msgid "Vis"\nmsgstr ""', '#, fuzzy\nmsgid "Vis"\nmsgstr "Syn"', "unsure: «Vis»"),
        ('msgid "Vis"\nmsgstr ""', 'msgid "Vist"\nmsgstr "Synt"', "not in the catalogue: «Vis»"),
        ('msgid "Vis"\nmsgstr ""', 'msgid "Vist"\nmsgstr "Synt"', "in the sources: «Vist»"),
        (
            'msgid_plural "%(n)s dager"\nmsgstr[0] ""\nmsgstr[1] ""',
            'msgid_plural "%(n)s dager"\nmsgstr[0] "%(n)s dag"\nmsgstr[1] "%(m)s dagar"',
            "than the source has: «%(n)s dag»",
        ),
    ],
)
def test_the_check_names_the_text_and_its_fault(
    root: Path, before: str, after: str, fault: str
) -> None:
    messages.extract(root)
    translate(root, before, after)
    assert any(fault in problem for problem in faults(root))


def test_a_translation_keeps_the_tags_of_its_source(root: Path) -> None:
    (root / "templates" / "page.html").write_text(
        '{% load i18n %}{% translate "<b>Ja</b>" %}', encoding="utf-8"
    )
    messages.extract(root)
    translate(root, 'msgid "<b>Ja</b>"\nmsgstr ""', 'msgid "<b>Ja</b>"\nmsgstr "<i>Ja</i>"')
    assert any("than the source has: «<b>Ja</b>»" in problem for problem in faults(root))


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    source = tmp_path / "package"
    source.mkdir()
    (source / "views.py").write_text('_("Yes")\n_("No")\n', encoding="utf-8")

    def only_this() -> Iterator[tuple[Path, Path]]:
        yield source, source / "locale"

    monkeypatch.setattr(messages, "third_party", only_this)
    return source


def say(path: Path, text: str, translation: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f'msgid "{text}"\nmsgstr "{translation}"\n', encoding="utf-8")


def test_a_packages_text_may_be_translated_there_or_here(root: Path, package: Path) -> None:
    say(package / "locale" / "nn" / messages.CATALOGUE, "Yes", "Ja")
    theirs = messages.third_party_texts()
    assert [problem.split(": ")[-1] for problem in messages.their_problems(theirs, root, "nn")] == [
        "«No»"
    ]
    say(root / "locale" / "thirdparty" / "nn" / messages.CATALOGUE, "No", "Nei")
    assert list(messages.their_problems(theirs, root, "nn")) == []


def test_bokmal_does_not_stand_in_for_nynorsk(root: Path, package: Path) -> None:
    say(package / "locale" / "nb" / messages.CATALOGUE, "Yes", "Ja")
    theirs = messages.third_party_texts()
    assert len(list(messages.their_problems(theirs, root, "nn"))) == 2


def test_a_text_that_a_package_has_too_is_refused(root: Path, package: Path) -> None:
    (root / "plans" / "models.py").write_text('_("Yes")', encoding="utf-8")
    assert any("also a text of a package" in problem for problem in messages.problems(root))


def test_every_app_with_translations_of_its_own_is_checked() -> None:
    checked = {source.name for source, _ in messages.third_party()}
    assert checked >= {"django", "auth", "postgres", "allauth", "django_filters"}
    assert not checked & {*messages.OWN}

"""The portal's texts in its languages: collected, compiled and checked with Babel alone.

Bokmål stands in code and templates; `locale/nn` and `locale/en` translate it. What other packages
say in English is Norwegian in their own catalogues or in `locale/thirdparty`.
"""

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from pathlib import Path

import django
from babel.messages import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_python
from babel.messages.extract import extract as extract_messages
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.apps import apps
from django.utils.translation.template import templatize

OWN = ("network", "plans", "mobility", "portal")
FOLDERS = (*OWN, "templates")
TRANSLATED = ("nn", "en")
NORWEGIAN = ("nb", "nn")
CATALOGUE = Path("LC_MESSAGES", "django.po")

KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
SUFFIXES = {".py", ".html", ".txt"}
NOT_SERVED = {"tests", "migrations", "locale"}
# What a translation must carry over untouched: named values and HTML tags.
FIXED = re.compile(r"%\(\w+\)[a-z]|<[^<>]+>")
HEADER = """msgid ""
msgstr ""
"Language: {locale}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""


def collect(folders: Iterable[Path], leave_out: frozenset[str] = frozenset()) -> Catalog:
    """Every text marked for translation in the folders' code and templates."""
    found = Catalog()
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            parts = path.relative_to(folder).parts
            if path.suffix in SUFFIXES and not (NOT_SERVED | leave_out) & {*parts[:-1]}:
                add_texts(found, path)
    return found


def add_texts(found: Catalog, path: Path) -> None:
    source = path.read_bytes()
    if path.suffix != ".py":
        source = as_python(source.decode(), path)
    for line, text, _comments, context in extract_messages(
        extract_python, BytesIO(source), KEYWORDS
    ):
        found.add(text, locations=[(str(path), line)], context=context)


def as_python(template: str, path: Path) -> bytes:
    """Django's rendering of a template as calls of gettext; indents would be a syntax error."""
    calls = templatize(template, origin=str(path))
    return "\n".join(line.lstrip() for line in calls.splitlines()).encode()


def read(path: Path, locale: str) -> Catalog:
    if not path.exists():
        return Catalog(locale)
    with path.open("rb") as file:
        return read_po(file, locale=locale, abort_invalid=True)


def extract(root: Path) -> list[Path]:
    """Bring the catalogues in step with the sources; new texts come in untranslated."""
    found = collect(root / folder for folder in FOLDERS)
    changed = []
    for locale in TRANSLATED:
        path = root / "locale" / locale / CATALOGUE
        text = written(merged(found, read(path, locale), locale), locale)
        if not path.exists() or path.read_bytes() != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text)
            changed.append(path)
    return changed


def merged(found: Catalog, known: Catalog, locale: str) -> Catalog:
    new = Catalog(locale)
    for message in texts(found):
        old = known.get(message.id, message.context)
        if old is None or old.pluralizable != message.pluralizable:
            new.add(message.id, context=message.context)
        else:
            kept = {"fuzzy"} if old.fuzzy else set()
            new.add(
                message.id,
                old.string,
                flags=kept,
                user_comments=old.user_comments,
                context=message.context,
            )
    return new


def written(catalogue: Catalog, locale: str) -> bytes:
    """A file that changes only where a text does: by text, without dates and places."""
    body = BytesIO()
    write_po(body, catalogue, width=0, no_location=True, omit_header=True, sort_output=True)
    return HEADER.format(locale=locale).encode() + body.getvalue().strip(b"\n") + b"\n"


def compile_catalogues(root: Path) -> list[Path]:
    """Write what Django reads."""
    done = []
    for path in sorted((root / "locale").rglob("*.po")):
        compiled = path.with_suffix(".mo")
        # Another process may be reading or writing the same file.
        draft = path.with_name(f"{path.stem}.{os.getpid()}.mo")
        with draft.open("wb") as file:
            write_mo(file, read(path, path.parent.parent.name))
        draft.replace(compiled)
        done.append(compiled)
    return done


def problems(root: Path) -> list[str]:
    """What keeps the portal from being whole in a language."""
    found = collect(root / folder for folder in FOLDERS)
    theirs = third_party_texts()
    return [
        *(problem for locale in TRANSLATED for problem in own_problems(found, root, locale)),
        *clashes(found, theirs),
        *(problem for locale in NORWEGIAN for problem in their_problems(theirs, root, locale)),
    ]


def own_problems(found: Catalog, root: Path, locale: str) -> Iterator[str]:
    known = read(root / "locale" / locale / CATALOGUE, locale)
    for message in texts(found):
        fault = fault_in(message, known.get(message.id, message.context))
        if fault:
            place = Path(message.locations[0][0]).relative_to(root)
            yield f"{locale}: {fault}: {named(message)} ({place})"
    for message in texts(known):
        if found.get(message.id, message.context) is None:
            yield f"{locale}: no longer in the sources: {named(message)}"


def fault_in(message: Message, translation: Message | None) -> str:
    if translation is None or translation.pluralizable != message.pluralizable:
        return "not in the catalogue"
    if not all(strings(translation.string)):
        return "not translated"
    if translation.fuzzy:
        return "marked as unsure"
    allowed = [sorted(FIXED.findall(text)) for text in strings(message.id)]
    if any(sorted(FIXED.findall(text)) not in allowed for text in strings(translation.string)):
        return "other values or tags than the source has"
    return ""


def clashes(found: Catalog, theirs: Catalog) -> Iterator[str]:
    """One catalogue serves all, so a text that a package has too would get its translation."""
    for message in texts(found):
        if theirs.get(message.id, message.context) is not None:
            yield f"also a text of a package, give it a context: {named(message)}"


def third_party() -> Iterator[tuple[Path, Path]]:
    """Source and catalogues of Django and of every installed app that comes with translations."""
    core = Path(django.__file__).parent
    yield core, core / "conf" / "locale"
    for app in apps.get_app_configs():
        locale = Path(app.path, "locale")
        if app.name not in OWN and locale.is_dir():
            yield Path(app.path), locale


def third_party_texts() -> Catalog:
    theirs = Catalog()
    for source, locale in third_party():
        for message in texts(read(locale / "en" / CATALOGUE, "en")):
            theirs.add(message.id, context=message.context)
        # Some packages have no English catalogue, or one that is behind their code.
        for message in texts(collect([source], leave_out=frozenset({"contrib"}))):
            theirs.add(message.id, context=message.context)
    return theirs


def their_problems(theirs: Catalog, root: Path, locale: str) -> Iterator[str]:
    """Read catalogue by catalogue, since Django's own look-up would fall back to another one."""
    paths = [folder / locale / CATALOGUE for _, folder in third_party()]
    paths.append(root / "locale" / "thirdparty" / locale / CATALOGUE)
    known = [read(path, locale) for path in paths]
    for message in texts(theirs):
        found = [catalogue.get(message.id, message.context) for catalogue in known]
        if not any(text and all(strings(text.string)) and not text.fuzzy for text in found):
            yield f"{locale}: a package's text, for locale/thirdparty: {named(message)}"


def texts(catalogue: Catalog) -> Iterator[Message]:
    return (message for message in catalogue if message.id)


def strings(text: str | Sequence[str]) -> Sequence[str]:
    return [text] if isinstance(text, str) else text


def named(message: Message) -> str:
    context = f" [{message.context}]" if message.context else ""
    return f"«{strings(message.id)[0]}»{context}"

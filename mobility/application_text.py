"""The text of an application, section by section: proposed from what the portal knows, or written.

Nothing is invented: what a section lacks is named, with the page where it is added.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.utils import translation

from mobility.application_material import Material, Missing
from mobility.application_parts import (
    Name,
    Paragraph,
    Piece,
    Source,
    cited,
    from_stored,
    numbered,
    plain,
    shown,
    stored,
)
from mobility.application_proposals import PROPOSALS
from mobility.models import Activity, ApplicationForm, ApplicationSection, WrittenSection
from network.texts import Text, text_in
from plans.citing import Citation
from plans.models import PolicyDocument

if TYPE_CHECKING:
    from network.models import User


class Cited(NamedTuple):
    """A source in its place in the list; its reference in the application's language."""

    number: int
    document: PolicyDocument
    pieces: list[Piece]


@dataclass
class SectionText:
    """What one section is answered with."""

    section: ApplicationSection
    lang: str
    proposal: list[Paragraph]
    missing: list[Missing]
    written: WrittenSection | None
    numbers: dict[int, int] = field(default_factory=dict)

    @property
    def heading(self) -> Text:
        """As the form has it in the application's language."""
        return text_in(self.section, "heading", self.lang)

    @property
    def own(self) -> WrittenSection | None:
        """What somebody has written in the proposal's place; not a limit without words."""
        return self.written if self.written and self.written.words else None

    @property
    def is_written(self) -> bool:
        """Whether somebody's own words stand in the proposal's place."""
        return self.own is not None

    @property
    def is_outdated(self) -> bool:
        """Whether the portal would propose something else than when the words were written."""
        return self.own is not None and self.own.proposal != stored(self.proposal)

    @property
    def seal(self) -> str:
        """What tells one proposal from another, whatever its sources' numbers are."""
        return sha256(stored(self.proposal).encode()).hexdigest()

    @property
    def paragraphs(self) -> list[Paragraph]:
        return from_stored(self.own.words, self.lang) if self.own else self.proposal

    @property
    def shown(self) -> list[list[Piece]]:
        """Paragraphs as they are read, with the sources' numbers."""
        return [shown(each, self.numbers, self.lang) for each in self.paragraphs]

    @property
    def text(self) -> str:
        """The answer as it is pasted into the form; own words with their own line breaks."""
        return numbered(self.own.words, self.numbers) if self.own else self.proposed_text

    @property
    def proposed_text(self) -> str:
        return plain(self.proposal, self.numbers)

    @property
    def length(self) -> int:
        """Signs, a line break counted as one."""
        return len(self.text)

    @property
    def has_own_limit(self) -> bool:
        """Whether the writer has told what her own form takes."""
        return self.written is not None and self.written.max_length is not None

    @property
    def max_length(self) -> int | None:
        """The most signs: the writer's own figure where she has given one."""
        own = self.written.max_length if self.written else None
        return own or self.section.max_length

    @property
    def is_too_long(self) -> bool:
        return self.max_length is not None and self.length > self.max_length

    @property
    def is_to_be_translated(self) -> bool:
        """Whether some of it, but for names, was written in another language."""
        parts = (part for each in self.paragraphs for part in each)
        written = (part for part in parts if not isinstance(part, Source | Name))
        return any(part.lang not in ("", self.lang) for part in written if part.value.strip())


class ApplicationText:
    """One activity's application in one form and language.

    A number of queries that does not grow with what the activity rests on. `absolute` makes a
    whole address of the portal's own.
    """

    def __init__(
        self,
        activity: Activity,
        form: ApplicationForm,
        lang: str,
        viewer: User | AnonymousUser,
        absolute: Callable[[str], str],
    ) -> None:
        self.activity = activity
        self.form = form
        self.lang = lang
        written = WrittenSection.objects.of(activity, form, lang)
        with translation.override(lang):
            self.material = Material(activity, viewer, lang)
            self.sections = [
                self._section(section, written.get(section.pk)) for section in form.sections.all()
            ]
            numbers = self._numbers()
            self.every_source = [
                self._cited(number, self.material.documents[pk], absolute)
                for pk, number in numbers.items()
            ]
        for each in self.sections:
            each.numbers = numbers

    def _section(self, section: ApplicationSection, written: WrittenSection | None) -> SectionText:
        paragraphs, missing = PROPOSALS[section.content](self.material)
        found = SectionText(section, self.lang, paragraphs, missing, written)
        if found.is_written:
            found.missing = []
        return found

    def _numbers(self) -> dict[int, int]:
        """Number of each source by its document, in the order they are met; the uncited last."""
        known = self.material.documents
        met = self._met(self.sections)
        order = dict.fromkeys([*(pk for pk in met if pk in known), *known])
        return {pk: number for number, pk in enumerate(order, start=1)}

    @staticmethod
    def _met(sections: Iterable[SectionText]) -> list[int]:
        return cited(paragraph for each in sections for paragraph in each.paragraphs)

    def _cited(
        self, number: int, document: PolicyDocument, absolute: Callable[[str], str]
    ) -> Cited:
        page = absolute(document.get_absolute_url())
        citation = Citation(document, page, self.material.passages(document))
        pieces = [Piece(each.value, each.lang) for each in citation.pieces]
        return Cited(number, document, pieces)

    @property
    def sources(self) -> list[Cited]:
        """What the text refers to, each once."""
        met = set(self._met(self.sections))
        return [source for source in self.every_source if source.document.pk in met]

    def section_at(self, slug: str) -> SectionText | None:
        return next((each for each in self.sections if each.section.slug == slug), None)

    @property
    def missing(self) -> list[Missing]:
        """What weakens the whole of it, each with where it is mended."""
        return self.material.missing

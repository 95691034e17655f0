"""How to refer to a document, in the page's language; only what is sure is said."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from network.choices import Language
from network.texts import Text, noted, reads, text_in
from plans.choices import UrlConfidence
from plans.models import PolicyDocument
from plans.pages import Pages, paged, with_page


@dataclass(frozen=True)
class Citation:
    """One document's reference; `page` is the portal's own address of it.

    `passages` are the pages in the document that it is about, where it is not the whole.
    """

    document: PolicyDocument
    page: str
    passages: frozenset[Pages] = frozenset()

    @property
    def translation(self) -> str:
        """The title that the page's readers know, where the official one is foreign to them."""
        translated = text_in(self.document, "translated_title")
        here = get_language() or Language.BOKMAL
        is_foreign = not reads(here, self.document.title_lang)
        is_another = translated.value != self.document.title
        is_read_here = reads(here, translated.lang)
        return translated.value if is_foreign and is_read_here and is_another else ""

    @property
    def issuer(self) -> str:
        """Who issued it, as the source says it; a school's plan is the school's own."""
        if self.document.organisation:
            return self.document.organisation.name
        return noted(self.document, "issuer_text").value if self.document.is_checked else ""

    @property
    def year(self) -> str:
        """When it was adopted or began to hold, or that the year is not known."""
        known = self.document.known_from if self.document.is_checked else None
        return str(known.date.year) if known else _("u.å.")

    @property
    def reference(self) -> str:
        return self.document.reference if self.document.is_checked else ""

    @property
    def address(self) -> str:
        """The document's own where somebody has seen it there or it lies here, else its page."""
        if self.document.url and self.document.url_confidence == UrlConfidence.SEEN:
            return self.document.url
        if self.document.pdf:
            return f"{self.page}plan.pdf"
        return _("Omtalt på %(address)s") % {"address": self.page}

    @property
    def pieces(self) -> list[Text]:
        """The whole reference; the official title alone is in another language than the page."""
        here = get_language() or Language.BOKMAL
        before = f"{self.issuer} ({self.year}). " if self.issuer else ""
        after = f" [{self.translation}]" if self.translation else ""
        after += "" if self.issuer else f" ({self.year})"
        official = self.document.title if after else self.document.title.rstrip(".")
        after += f", {paged(self.passages)}" if self.passages else ""
        reference = f" {self.reference.rstrip('.')}." if self.reference else ""
        return [
            Text(before, here),
            Text(official, self.document.title_lang),
            Text(f"{after}.{reference} {self.address}", here),
        ]

    @property
    def text(self) -> str:
        """The same in one line."""
        return "".join(piece.value for piece in self.pieces)

    @property
    def sentence(self) -> str:
        """What an application rests on, by the name people know it by."""
        return _("Søknaden er forankret i %(title)s.") % {"title": self.document.heading}

    @property
    def for_application(self) -> str:
        """The sentence, every aim in use and the reference, ready to be cut down."""
        aims = [
            with_page(
                _("Mål %(number)s: %(text)s") % {"number": aim.key, "text": text_in(aim, "text")},
                aim.pages,
            )
            for aim in self.document.aims.all()
            if not aim.retired_at
        ]
        source = _("Kilde: %(reference)s") % {"reference": self.text}
        return "\n\n".join(part for part in (self.sentence, "\n".join(aims), source) if part)

    @property
    def rows(self) -> int:
        """Lines that the text fills in a field, about; long aims wrap."""
        return sum(1 + len(line) // 70 for line in self.for_application.split("\n"))

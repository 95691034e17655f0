"""Documents for word processors, with real headings and the language of every run."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from io import BytesIO
from typing import Any

from django.utils import timezone
from docx import Document
from docx.document import Document as Paper
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.text.paragraph import Paragraph

from network.locales import LOCALES
from network.texts import CONTROL, Text

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
A4 = Mm(210), Mm(297)
# As word processors name the languages.
TAGS = {"nb": "nb-NO", "nn": "nn-NO", "en": LOCALES["en"].replace("_", "-")}


def paper(title: str, author: str, lang: str) -> Paper:
    """An empty document in a language; the same bytes all day."""
    made: Paper = Document()
    made.sections[0].page_width, made.sections[0].page_height = A4
    speak(made.styles["Normal"].element.get_or_add_rPr(), lang)
    properties = made.core_properties
    properties.title = clean(title)[:255]
    properties.author = clean(author)[:255]
    properties.language = TAGS[lang]
    properties.comments = ""
    today = datetime.datetime.combine(timezone.localdate(), datetime.time())
    properties.created = properties.modified = today
    return made


def clean(text: str) -> str:
    """Without what no document can hold."""
    return CONTROL.sub("", text)


def write(paragraph: Paragraph, pieces: Iterable[Text], lang: str) -> None:
    """Add runs; what is in another language than the paper says so."""
    for piece in pieces:
        run = paragraph.add_run(clean(piece.value))
        if piece.lang != lang:
            speak(run._r.get_or_add_rPr(), piece.lang)


def speak(properties: Any, lang: str) -> None:
    """Mark what has these properties as written in a language."""
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    mark = OxmlElement("w:lang")
    mark.set(qn("w:val"), TAGS[lang])
    properties.append(mark)


def saved(made: Paper) -> bytes:
    file = BytesIO()
    made.save(file)
    return file.getvalue()

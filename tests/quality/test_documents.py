"""What the documents point at exists."""

import re

import pytest
from django.conf import settings

DOCUMENTS = [settings.BASE_DIR / "README.md", *sorted((settings.BASE_DIR / "docs").rglob("*.md"))]
TREES = "docs|fixtures|locale|mobility|network|plans|portal|start|static|templates|tests"
PLACE = re.compile(rf"`((?:{TREES})/[\w./-]+)`")
LINK = re.compile(r"\]\((?!https?:)([^)#\s]+)[^)]*\)")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_place_and_link_of_a_document_exists(document: object) -> None:
    text = document.read_text(encoding="utf-8")
    missing = [place for place in PLACE.findall(text) if not (settings.BASE_DIR / place).exists()]
    missing += [link for link in LINK.findall(text) if not (document.parent / link).exists()]
    assert missing == []

"""Papers to take away: tagged PDFs that screen readers can read, set by typst."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import typst
from django.utils import timezone
from django.utils.translation import gettext as _

from network.locales import whole_date
from network.texts import CONTROL


def source_line(address: str) -> str:
    """Where what is on a paper comes from, and when."""
    today = whole_date(timezone.localdate())
    return _("Kilde: %(address)s, %(date)s") % {"address": address, "date": today}


def pdf(layout: Path, said: Mapping[str, Any], **more: str) -> bytes:
    """What is said, set by the layout; the same bytes all day.

    It keeps to PDF/UA-1 unless a text has characters that the fonts lack: then it is tagged alone.
    """
    given = {"said": CONTROL.sub("", json.dumps(said, ensure_ascii=False)), **more}
    try:
        return compiled(layout, given, strictly=True)
    except typst.TypstError:
        return compiled(layout, given, strictly=False)


def compiled(layout: Path, given: dict[str, str], *, strictly: bool) -> bytes:
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    return typst.compile(
        layout,
        root=layout.parent,
        ignore_system_fonts=True,
        pdf_standards="ua-1" if strictly else None,
        sys_inputs=given,
        timestamp=int(today.timestamp()),
    )

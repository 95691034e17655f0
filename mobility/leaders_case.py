"""The leaders' case: one page with what, why and what it asks of them, to decide on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from mobility.application_material import Material
from mobility.application_proposals import activities
from mobility.models import Activity, ActivityAnchor
from network.choices import Language
from network.locales import whole_date
from network.models import User
from network.papers import pdf
from network.texts import Text, text_in

LAYOUT = Path(__file__).with_name("leaders_case.typ")
REASONS = 3
# Characters, so that all of it has room on one page.
SUMMARY, REASON, NAMED, FACT = 450, 240, 110, 80


def leaders_case(activity: Activity, viewer: User | AnonymousUser) -> bytes:
    """A tagged PDF in the page's language; what is not known is a line to write on."""
    lang = get_language() or Language.BOKMAL
    return pdf(LAYOUT, said(Material(activity, viewer, lang)))


def said(material: Material) -> dict[str, Any]:
    """All that the page says, for its layout."""
    activity = material.activity
    facts, _missing = activities(material)
    return {
        "lang": material.lang,
        "title": run(cut(material.own(activity.title), NAMED)),
        "author": activity.organisation.name,
        "about": f"{activity.organisation.name} – {whole_date(timezone.localdate())}",
        "heading": _("Sak til ledelsen"),
        "what": _("Hva"),
        "summary": run(cut(in_one_paragraph(material.own(activity.summary)), SUMMARY)),
        "facts": [
            [run(cut(part, FACT)) for part in fact if isinstance(part, Text)] for fact in facts
        ],
        "why": _("Hvorfor"),
        "reasons": [reason(material, anchor) for anchor in strongest(material.anchors)],
        "no_reasons": _("Aktiviteten er ikke forankret i noe ennå."),
        "asks": _("Hva vi trenger fra dere"),
        "lines": [
            _("Tid i planen for dem som gjør arbeidet"),
            _("Vikarer"),
            _("Penger ut over det programmet dekker"),
            _("Hvem som skriver under"),
        ],
        "risk": _("Hva som kan gå galt, og hva dere gjør da"),
        "deadline": _("Svar trengs innen"),
        "decision": _("Ledelsen sier: ja / nei / ja, om"),
        "signed": _("Dato og rolle"),
    }


def run(text: Text) -> dict[str, str]:
    return {"text": text.value, "lang": text.lang}


def cut(text: Text, most: int) -> Text:
    """No more of a text than there is room for, in whole words where it has any."""
    if len(text.value) <= most:
        return text
    whole, _space, _rest = text.value[:most].rpartition(" ")
    return text._replace(value=(whole or text.value[: most - 1]).rstrip(" ,;:.–-") + "…")


def in_one_paragraph(text: Text) -> Text:
    return Text(" ".join(text.value.split()), text.lang)


def strongest(anchors: list[ActivityAnchor]) -> list[ActivityAnchor]:
    """Confirmed ones first, and of different levels before a second of the same."""
    firm_first = sorted(anchors, key=lambda anchor: not anchor.is_confirmed)
    of_each = {anchor.target_level: anchor for anchor in reversed(firm_first)}
    spread = [anchor for anchor in firm_first if of_each[anchor.target_level] is anchor]
    rest = [anchor for anchor in firm_first if anchor not in spread]
    return [*spread, *rest][:REASONS]


def reason(material: Material, anchor: ActivityAnchor) -> dict[str, Any]:
    """What an anchor leads to, and why."""
    why = text_in(anchor, "rationale", material.lang)
    named = [run(cut(part, NAMED)) for part in material.named(anchor)]
    if not named[-1]["text"].endswith("…"):
        named.append(run(material.here(".")))
    return {
        "named": named,
        "why": run(cut(in_one_paragraph(why), REASON)),
    }

"""Columns that the map shows of documents, points and anchors; it fetches no others."""

from network.choices import Language


def translations(field: str) -> list[str]:
    """The columns of a translated field."""
    return [f"{field}_{language}" for language in Language.values]


DOCUMENT = ["slug", "level", "status", "title", "title_lang", "short_title", "short_title_lang"]
POINT = ["number", "retired_at", "measure__number", *translations("text")]
DOCUMENT_TARGETS, POINT_TARGETS = ["target_document", "target_aim__document"], ["target_action"]
DOCUMENT_ENDS = ["source_document", *DOCUMENT_TARGETS]
POINT_ENDS = ["source_action", *POINT_TARGETS]


def of_anchor(documents: list[str], points: list[str]) -> list[str]:
    """What an anchor's row tells of itself and of some of its ends."""
    return [
        *("status", "confirmed_at", "contested_at", "target_aim__key", *translations("rationale")),
        *(f"{end}__{column}" for end in documents for column in DOCUMENT),
        *(f"{end}__{column}" for end in points for column in POINT),
    ]


ANCHOR = of_anchor(DOCUMENT_ENDS, POINT_ENDS)
UPWARD = of_anchor(DOCUMENT_TARGETS, POINT_TARGETS)

"""Columns that the map shows of documents, points and anchors; it fetches no others."""

from network.choices import Language


def translations(field: str) -> list[str]:
    """The columns of a translated field."""
    return [f"{field}_{language}" for language in Language.values]


DOCUMENT = ["slug", "level", "status", "title", "title_lang", "short_title", "short_title_lang"]
POINT = ["number", "retired_at", "measure__number", *translations("text")]
DOCUMENT_ENDS = ["source_document", "target_document", "target_aim__document"]
POINT_ENDS = ["source_action", "target_action"]
# What an anchor's row tells of itself and of both its ends.
ANCHOR = [
    *("status", "confirmed_at", "contested_at", "target_aim__key", *translations("rationale")),
    *(f"{end}__{column}" for end in DOCUMENT_ENDS for column in DOCUMENT),
    *(f"{end}__{column}" for end in POINT_ENDS for column in POINT),
]

"""A record: what a file says of one row, before any row is known."""

from dataclasses import dataclass, field
from typing import Any

from django.db import models


@dataclass(frozen=True)
class Ref:
    """Points at another record by its model and key."""

    model: type[models.Model]
    key: str


@dataclass(frozen=True)
class Record:
    """Values of one row by field name; a foreign key is a `Ref`.

    `defaults` are written once, when the row is made, and never compared.
    """

    model: type[models.Model]
    key: str
    values: dict[str, Any]
    defaults: dict[str, Any] = field(default_factory=dict)

    @property
    def refs(self) -> set[Ref]:
        """The records it points at."""
        return {value for value in self.values.values() if isinstance(value, Ref)}

    @property
    def own_refs(self) -> set[str]:
        """Keys of records of the same model that must be there first."""
        return {ref.key for ref in self.refs if ref.model is self.model}


def translated(name: str, texts: dict[str, str] | None) -> dict[str, str]:
    """Spread a text in three languages over its columns; a missing one is empty."""
    return {f"{name}_{code}": (texts or {}).get(code) or "" for code in ("nb", "nn", "en")}

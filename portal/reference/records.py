"""A record: what a file says of one row, before any row is known."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import models


@dataclass(frozen=True)
class Ref:
    """Points at another record by its model and key."""

    model: type[models.Model]
    key: str

    def __str__(self) -> str:
        return f"{self.model._meta.label} {self.key}"


@dataclass(frozen=True)
class Record:
    """Values of one row by field name; a foreign key is a `Ref`.

    `defaults` are written once, when the row is made, and never compared.
    """

    model: type[models.Model]
    key: str
    values: dict[str, Any]
    defaults: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.label} {self.key}"

    @property
    def label(self) -> str:
        """The model's name as reports give it."""
        return self.model._meta.label

    @property
    def refs(self) -> dict[str, Ref]:
        """The records it points at, by field name."""
        return {name: value for name, value in self.values.items() if isinstance(value, Ref)}

    @property
    def own_refs(self) -> set[str]:
        """Keys of records of the same model that must be there first."""
        return {ref.key for ref in self.refs.values() if ref.model is self.model}

    def without(self, names: Collection[str]) -> "Record":
        """The same record, silent about some fields."""
        values = {name: value for name, value in self.values.items() if name not in names}
        return replace(self, values=values)


def translated(name: str, texts: dict[str, str] | None) -> dict[str, str]:
    """Spread a text in three languages over its columns; a missing one is empty."""
    return {f"{name}_{code}": (texts or {}).get(code) or "" for code in ("nb", "nn", "en")}

"""Loading records without ever overwriting what staff has changed."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from graphlib import TopologicalSorter
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from portal.models import LoadedRecord
from portal.reference.records import Record, Ref


@dataclass
class Report:
    """What a load did: counts by model, and what it left alone."""

    added: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    unchanged: Counter[str] = field(default_factory=Counter)
    conflicts: list[str] = field(default_factory=list)
    gone_from_database: list[str] = field(default_factory=list)
    gone_from_files: list[str] = field(default_factory=list)
    dangling: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        """The report as an operator reads it."""
        models_met = sorted({*self.added, *self.changed, *self.unchanged})
        return [
            *(
                f"{name}: {self.added[name]} added, {self.changed[name]} changed,"
                f" {self.unchanged[name]} unchanged"
                for name in models_met
            ),
            *(f"kept, changed here and in the files: {name}" for name in self.conflicts),
            *(f"not made again, removed here: {name}" for name in self.gone_from_database),
            *(f"kept, no longer in the files: {name}" for name in self.gone_from_files),
            *(f"left out, points at what was removed here: {name}" for name in self.dangling),
        ]


def plain(value: Any) -> Any:
    """A value as JSON would give it back, so that yesterday's can be compared with today's."""
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return json.loads(json.dumps(value, cls=DjangoJSONEncoder))


def in_order(records: Iterable[Record]) -> list[Record]:
    """Records of one model, what is pointed at before what points."""
    by_key = {record.key: record for record in records}
    order = TopologicalSorter({key: record.own_refs for key, record in by_key.items()})
    return [by_key[key] for key in order.static_order() if key in by_key]


class Loader:
    """Loads one model after another; earlier ones can be pointed at by later ones.

    `source` names the set of files, so that one set is not missed in another.
    """

    def __init__(self, source: str) -> None:
        self.source = source
        self.report = Report()
        self.pks: dict[type[models.Model], dict[str, int]] = {}
        self.gone: set[Ref] = set()

    def know_what_was_loaded(self) -> None:
        """Let the records to come point at everything loaded earlier."""
        for row in LoadedRecord.objects.order_by("model", "key"):
            self.pks.setdefault(apps.get_model(row.model), {})[row.key] = row.object_id

    def load(self, records: Iterable[Record]) -> None:
        """Load records of one model."""
        ordered = in_order(records)
        if not ordered:
            return
        model = ordered[0].model
        label = model._meta.label
        before = LoadedRecord.objects.filter(source=self.source, model=label).order_by("key")
        loaded = {row.key: row for row in before}
        rows = model._base_manager.in_bulk([row.object_id for row in loaded.values()])
        known = self.pks.setdefault(model, {})
        remembered: list[LoadedRecord] = []
        for record in ordered:
            name = f"{label} {record.key}"
            last = loaded.get(record.key)
            if last is not None and last.object_id not in rows:
                self.gone.add(Ref(model, record.key))
                self.report.gone_from_database.append(name)
            elif not self.gone.isdisjoint(record.refs):
                self.report.dangling.append(name)
                if last is None:
                    self.gone.add(Ref(model, record.key))
                else:
                    known[record.key] = last.object_id
            elif last is None:
                row = self._add(record)
                known[record.key] = row.pk
                remembered.append(self._remember(label, record, row.pk))
                self.report.added[label] += 1
            else:
                known[record.key] = last.object_id
                self._compare(record, rows[last.object_id], last, name)
        LoadedRecord.objects.bulk_create(remembered)
        self.report.gone_from_files += [
            f"{label} {key}" for key in loaded if key not in {record.key for record in ordered}
        ]

    def _values(self, record: Record) -> dict[str, Any]:
        """Column values by attribute name, with keys turned into primary keys."""
        values = {}
        for name, value in record.values.items():
            column: Any = record.model._meta.get_field(name)
            if isinstance(value, Ref):
                values[f"{name}_id"] = self.pks[value.model][value.key]
            elif column.is_relation:
                values[f"{name}_id"] = value
            else:
                values[name] = column.to_python(value)
        return values

    def _add(self, record: Record) -> models.Model:
        row = record.model(**self._values(record), **record.defaults)
        checked = {name for name, value in record.values.items() if not isinstance(value, Ref)}
        row.full_clean(
            exclude={column.name for column in record.model._meta.fields} - checked,
            validate_unique=False,
            validate_constraints=False,
        )
        row.save(force_insert=True)
        return row

    def _remember(self, label: str, record: Record, pk: int) -> LoadedRecord:
        values = {name: plain(value) for name, value in self._values(record).items()}
        return LoadedRecord(
            source=self.source, model=label, key=record.key, object_id=pk, values=values
        )

    def _compare(self, record: Record, row: models.Model, last: LoadedRecord, name: str) -> None:
        label = record.model._meta.label
        changed = []
        for attribute, value in self._values(record).items():
            wanted, before = plain(value), last.values.get(attribute)
            current = plain(getattr(row, attribute))
            if wanted == before or settings.REFERENCE_DATA_NEW_RECORDS_ONLY:
                continue
            if current not in (before, wanted):
                self.report.conflicts.append(f"{name}, {attribute}")
                continue
            setattr(row, attribute, value)
            last.values[attribute] = wanted
            changed.append(attribute)
        if not changed:
            self.report.unchanged[label] += 1
            return
        row.save()
        last.save(update_fields=["values"])
        self.report.changed[label] += 1

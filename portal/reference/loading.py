"""Loading records without ever overwriting what staff has changed."""

import contextlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from graphlib import CycleError, TopologicalSorter
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import CommandError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import DataError, IntegrityError, models
from psycopg.errors import UniqueViolation

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
    by_key: dict[str, Record] = {}
    for record in records:
        if record.key in by_key:
            raise CommandError(f"{record} stands twice in the files. Remove or rename one of them.")
        by_key[record.key] = record
    order = TopologicalSorter({key: record.own_refs for key, record in by_key.items()})
    try:
        return [by_key[key] for key in order.static_order() if key in by_key]
    except CycleError as error:
        circle = ", ".join(error.args[1][1:])
        label = next(iter(by_key.values())).label
        raise CommandError(
            f"{label}: the files let these point at each other in a circle: {circle}."
            " Take one of the references out."
        ) from error


@contextlib.contextmanager
def told(record: Record, name: str = "") -> Iterator[None]:
    """Say which record is wrong, and what to do about it."""
    try:
        yield
    except ValidationError as error:
        wrong = error.message_dict if hasattr(error, "error_dict") else {name: error.messages}
        words = "; ".join(f"{field}: {' '.join(said)}" for field, said in wrong.items())
        raise CommandError(f"{record}, {words} Correct it in the files.") from error
    except (IntegrityError, DataError) as error:
        cause: Any = error.__cause__
        if isinstance(cause, UniqueViolation):
            raise CommandError(
                f"{record}: another row is there already. {cause.diag.message_detail}"
                " Rename or remove that row in the portal, or rename the record in the files."
            ) from error
        raise CommandError(
            f"{record}: the database refuses it ({cause.diag.constraint_name or 'no constraint'}:"
            f" {cause.diag.message_primary}). Correct it in the files."
        ) from error


class Loader:
    """Loads one model after another; earlier ones can be pointed at by later ones.

    `source` names the set of files, so that one set is not missed in another. The caller holds
    one transaction around all of it.
    """

    def __init__(self, source: str) -> None:
        self.source = source
        self.report = Report()
        self.pks: dict[type[models.Model], dict[str, int]] = {}
        self.gone: set[Ref] = set()

    def know_what_was_loaded(self) -> None:
        """Let the records to come point at everything loaded earlier and still there."""
        for row in LoadedRecord.objects.order_by("model", "key"):
            self.pks.setdefault(apps.get_model(row.model), {})[row.key] = row.object_id
        for model, pks in self.pks.items():
            there = set(model._base_manager.order_by("pk").values_list("pk", flat=True))
            self.gone |= {Ref(model, key) for key, pk in pks.items() if pk not in there}

    def load(self, records: Iterable[Record]) -> None:
        """Load records of one model."""
        ordered = in_order(records)
        if not ordered:
            return
        model, label = ordered[0].model, ordered[0].label
        before = LoadedRecord.objects.filter(source=self.source, model=label).order_by("key")
        loaded = {row.key: row for row in before}
        # Staff who save meanwhile wait, and then meet the new version of the row.
        locked = model._base_manager.select_for_update(no_key=True).order_by("pk")
        rows = locked.in_bulk([row.object_id for row in loaded.values()])
        known = self.pks.setdefault(model, {})
        remembered: list[LoadedRecord] = []
        for record in ordered:
            last = loaded.get(record.key)
            dangling = [name for name, ref in record.refs.items() if ref in self.gone]
            if last is not None and last.object_id not in rows:
                self.gone.add(Ref(model, record.key))
                self.report.gone_from_database.append(str(record))
            elif last is not None:
                known[record.key] = last.object_id
                self.report.dangling += [f"{record}, {name}" for name in dangling]
                self._compare(record.without(dangling), rows[last.object_id], last)
            elif dangling:
                self.gone.add(Ref(model, record.key))
                self.report.dangling.append(str(record))
            else:
                row = self._add(record)
                known[record.key] = row.pk
                remembered.append(self._remember(record, row.pk))
                self.report.added[label] += 1
        LoadedRecord.objects.bulk_create(remembered)
        keys = {record.key for record in ordered}
        self.report.gone_from_files += [f"{label} {key}" for key in loaded if key not in keys]

    def _values(self, record: Record) -> dict[str, Any]:
        """Column values by attribute name, with keys turned into primary keys."""
        values = {}
        for name, value in record.values.items():
            column: Any = record.model._meta.get_field(name)
            if isinstance(value, Ref):
                values[column.attname] = self._pk(record, name, value)
            elif column.is_relation:
                values[column.attname] = value
            else:
                with told(record, name):
                    values[name] = column.to_python(value)
        return values

    def _pk(self, record: Record, name: str, ref: Ref) -> int:
        try:
            return self.pks[ref.model][ref.key]
        except KeyError:
            raise CommandError(
                f"{record}, {name}: there is no {ref}."
                " Correct the key in the files, or add what it names."
            ) from None

    def _add(self, record: Record) -> models.Model:
        row = record.model(**self._values(record), **record.defaults)
        with told(record):
            clean(row, {name for name in record.values if name not in record.refs})
            row.save(force_insert=True)
        return row

    def _remember(self, record: Record, pk: int) -> LoadedRecord:
        values = {name: plain(value) for name, value in self._values(record).items()}
        return LoadedRecord(
            source=self.source, model=record.label, key=record.key, object_id=pk, values=values
        )

    def _compare(self, record: Record, row: models.Model, last: LoadedRecord) -> None:
        remembered, changed = {}, []
        for attribute, value in self._values(record).items():
            wanted, before = plain(value), last_said(last, row, attribute)
            current = plain(getattr(row, attribute))
            if wanted == before or settings.REFERENCE_DATA_NEW_RECORDS_ONLY:
                continue
            if current not in (before, wanted):
                self.report.conflicts.append(f"{record}, {attribute}")
                continue
            remembered[attribute] = wanted
            if current != wanted:
                setattr(row, attribute, value)
                changed.append(attribute)
        if remembered:
            last.values |= remembered
            last.save(update_fields=["values"])
        if not changed:
            self.report.unchanged[record.label] += 1
            return
        with told(record):
            clean(row, {name for name in changed if name in record.values})
            save(row, changed)
        self.report.changed[record.label] += 1


def last_said(last: LoadedRecord, row: models.Model, attribute: str) -> Any:
    """What the files last said of a column; of a column new to them, what a new row has there."""
    if attribute in last.values:
        return last.values[attribute]
    column: Any = row._meta.get_field(attribute)
    return plain(column.get_default())


def clean(row: models.Model, names: set[str]) -> None:
    """Refuse what a form would refuse in these columns; the database looks at the rest."""
    row.full_clean(
        exclude={column.name for column in row._meta.fields} - names,
        validate_unique=False,
        validate_constraints=False,
    )


def save(row: Any, changed: list[str]) -> None:
    """Write these columns and no other, so that a form opened earlier notices."""
    kept = {"updated_at", "version"} & {column.name for column in row._meta.fields}
    if "version" in kept:
        row.version += 1
    row.save(update_fields=[*changed, *kept])

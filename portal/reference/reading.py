"""Reading the reference files in fixtures/ into records, in the order they must be loaded."""

import csv
import datetime
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.core.management.base import CommandError
from django.utils import timezone

from network.models import ContactPoint, Organisation
from plans.choices import Level, PartyKind, UrlConfidence
from plans.dates import FactDate
from plans.models import (
    Action,
    ActionParty,
    Aim,
    Anchor,
    DocumentIssuer,
    DocumentTheme,
    Measure,
    PolicyDocument,
    PoliticalTreatment,
    Programme,
    Succession,
    Theme,
)
from portal.reference.records import Record, Ref, translated

FIXTURES = Path(settings.BASE_DIR) / "fixtures"
YES = "yes"


def read_yaml(path: Path) -> Any:
    """What a YAML file holds; shared by all who read it, so nobody changes it."""
    try:
        return parsed(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise CommandError(f"{path}: {error}\nCorrect the file.") from error


@lru_cache(maxsize=16)
def parsed(text: str) -> Any:
    return yaml.load(text, Loader=StrictLoader)  # noqa: S506  (a safe loader)


class StrictLoader(yaml.CSafeLoader):
    """Refuses a field that stands twice, where YAML would keep the last."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        met = set()
        for key, _value in node.value:
            if key.value in met:
                raise yaml.constructor.ConstructorError(
                    problem=f"the field {key.value} stands twice", problem_mark=key.start_mark
                )
            met.add(key.value)
        return super().construct_mapping(node, deep)


def with_notes(field: str, text: str) -> dict[str, str]:
    """A note's three columns; its translations stand in a file of their own."""
    known = {row["nb"]: row for row in read_yaml(FIXTURES / "notes.yaml")}.get(text, {})
    return {field: text, **{f"{field}_{code}": known.get(code, "") for code in ("nn", "en")}}


def published() -> dict[str, Any]:
    """Reference data is public from the moment it is loaded."""
    return {"published_at": timezone.now()}


def dates(row: dict[str, Any]) -> dict[str, Any]:
    """The three dates of a document with their precision."""
    values: dict[str, Any] = {}
    for name in ("adopted", "valid_from", "valid_to"):
        fact = row.get(name)
        date = (
            FactDate.parse(fact["date"], fact["precision"], end=name == "valid_to")
            if fact
            else None
        )
        values[f"{name}_on"] = date.date if date else None
        values[f"{name}_precision"] = date.precision.value if date else ""
    return values


def organisations() -> Iterator[Record]:
    """Rows of organisations.csv; empty means unknown."""
    with (FIXTURES / "organisations.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            relatives = {
                name: Ref(Organisation, row.pop(name)) if row[name] else row.pop(name) or None
                for name in ("owner", "parent", "successor")
            }
            numbers = {name: row.pop(name) or None for name in ("latitude", "longitude")}
            flags = {name: row.pop(name) == YES for name in ("private", "active", "listed")}
            former = [name.strip() for name in row.pop("former_names").split(";") if name.strip()]
            values = {**row, **relatives, **numbers, **flags, "former_names": former}
            yield Record(Organisation, row["slug"], values, published())


def themes() -> Iterator[Record]:
    """The controlled vocabulary, in the file's order."""
    for position, row in enumerate(read_yaml(FIXTURES / "themes.yaml")):
        values = {"key": row["key"], "position": position, **translated("name", row["name"])}
        yield Record(Theme, row["key"], values)


def document_rows() -> Iterator[tuple[Level, dict[str, Any]]]:
    """Level and row of every document file."""
    for level in Level:
        path = FIXTURES / "documents" / f"{level}.yaml"
        for row in read_yaml(path) if path.exists() else []:
            yield level, row


def documents() -> Iterator[Record]:
    """The documents with their facts; the deck's words stand beside the official ones."""
    for level, row in document_rows():
        deck = row.get("deck") or {}
        values = {
            "slug": row["slug"],
            "level": level.value,
            "kind": row["kind"],
            "status": row["status"],
            "title": row["title"],
            "title_lang": row["title_lang"],
            "short_title": row["short_title"],
            "short_title_lang": row["short_title_lang"],
            **translated("translated_title", row["translated_title"]),
            "deck_number": deck.get("number"),
            "level_in_deck": deck.get("level") or "",
            "title_in_deck": deck.get("title") or "",
            "title_in_deck_lang": deck.get("title_lang") or "",
            "url_in_deck": deck.get("url") or "",
            "statement_in_deck": deck.get("statement") or "",
            "statement_in_deck_lang": deck.get("statement_lang") or "",
            **with_notes("issuer_text", row["issuer_text"]),
            **dates(row),
            "reference": row["reference"] or "",
            "url": row["url"] or "",
            "url_confidence": row["url_confidence"] if row["url"] else UrlConfidence.UNKNOWN.value,
            "confidence": row["confidence"],
            "note": row["note"] or "",
            "sources": row["sources"],
        }
        yield Record(PolicyDocument, row["slug"], values, published())


def issuers() -> Iterator[Record]:
    for _level, row in document_rows():
        for position, slug in enumerate(row["issuers"]):
            values = {
                "document": Ref(PolicyDocument, row["slug"]),
                "organisation": Ref(Organisation, slug),
                "position": position,
            }
            yield Record(DocumentIssuer, f"{row['slug']}, {slug}", values)


def document_themes() -> Iterator[Record]:
    for _level, row in document_rows():
        for key in row["themes"]:
            values = {"document": Ref(PolicyDocument, row["slug"]), "theme": Ref(Theme, key)}
            yield Record(DocumentTheme, f"{row['slug']}, {key}", values)


def aims() -> Iterator[Record]:
    for _level, row in document_rows():
        for position, aim in enumerate(row.get("aims", [])):
            values = {
                "document": Ref(PolicyDocument, row["slug"]),
                "key": str(aim["key"]),
                "position": position,
                **translated("text", aim),
            }
            yield Record(Aim, aim_key(row["slug"], aim["key"]), values)


def successions() -> Iterator[Record]:
    for _level, row in document_rows():
        for successor in row.get("succeeded_by", []):
            values = {
                "predecessor_document": Ref(PolicyDocument, row["slug"]),
                "successor_document": Ref(PolicyDocument, successor["slug"]),
                "kind": successor["how"],
            }
            yield Record(Succession, f"{row['slug']} → {successor['slug']}", values)


def programme_rows() -> list[dict[str, Any]]:
    """The versions of the programme; one alone may stand without a list."""
    rows = read_yaml(FIXTURES / "programme.yaml")
    return rows if isinstance(rows, list) else [rows]


def newest_programme() -> str:
    """The version that began to hold last; the later in the file where no date tells."""
    began = {
        row["slug"]: dates(row)["valid_from_on"]
        for row in read_yaml(FIXTURES / "documents" / f"{Level.PROGRAMME}.yaml")
    }
    slugs = reversed([row["document"] for row in programme_rows()])
    return max(slugs, key=lambda slug: began.get(slug) or datetime.date.min)


def programmes() -> Iterator[Record]:
    for row in programme_rows():
        values = {
            "document": Ref(PolicyDocument, row["document"]),
            **translated("area", row["area"]),
            **translated("status_note", row["status_note"]),
        }
        yield Record(Programme, row["document"], values)


def measures() -> Iterator[Record]:
    for row in programme_rows():
        for measure in row["measures"]:
            values = {
                "programme": Ref(Programme, row["document"]),
                "number": measure["number"],
                **translated("title", measure["title"]),
            }
            yield Record(Measure, f"{row['document']}/{measure['number']}", values)


def actions() -> Iterator[Record]:
    for row in programme_rows():
        for measure in row["measures"]:
            above = f"{row['document']}/{measure['number']}"
            for action in measure["actions"]:
                values = {
                    "measure": Ref(Measure, above),
                    "number": action["number"],
                    **translated("text", action["text"]),
                }
                yield Record(Action, f"{above}.{action['number']}", values)


def action_key(written: str) -> str:
    """`1.2` is a point of the newest programme, `<slug>/1.2` one of another."""
    number = str(written)
    return number if "/" in number else f"{newest_programme()}/{number}"


def measure_key(number: int) -> str:
    """A measure of the newest programme."""
    return f"{newest_programme()}/{number}"


def treatments() -> Iterator[Record]:
    """What political bodies did, or were to do, with each version of the programme."""
    for row in programme_rows():
        for treatment in row["political_treatment"]:
            day = treatment["date"]
            date = FactDate.parse(day["date"], day["precision"], end=True)
            values = {
                "programme": Ref(Programme, row["document"]),
                "body": treatment["body"],
                "date_on": date.date,
                "date_precision": date.precision.value,
                **{name: treatment[name] for name in ("role", "source", "confidence")},
            }
            key = f"{row['document']}, {treatment['body']}, {date.iso}"
            yield Record(PoliticalTreatment, key, values)


def parties() -> Iterator[Record]:
    """The county for every point; others where the point's own words name them."""
    for row in programme_rows():
        responsible = {**row["responsible"], "kind": PartyKind.RESPONSIBLE.value}
        for measure in row["measures"]:
            for action in measure["actions"]:
                point = f"{row['document']}/{measure['number']}.{action['number']}"
                for party in [responsible, *action.get("partners", [])]:
                    values = {
                        "action": Ref(Action, point),
                        "organisation": Ref(Organisation, party["organisation"]),
                        "kind": party.get("kind", PartyKind.PARTNER.value),
                        "name_in_programme": party.get("name_in_programme", ""),
                        "source": party["source"],
                    }
                    yield Record(ActionParty, f"{point}, {party['organisation']}", values)


def aim_key(document: str, key: str) -> str:
    return f"{document}#{key}"


def target(row: dict[str, str]) -> dict[str, Ref | None]:
    """The three target columns of an anchor, one of them set."""
    document = aim = action = None
    if "action" in row:
        action = Ref(Action, action_key(row["action"]))
    elif "aim" in row:
        aim = Ref(Aim, aim_key(row["document"], row["aim"]))
    else:
        document = Ref(PolicyDocument, row["document"])
    return {"target_document": document, "target_aim": aim, "target_action": action}


def end_key(row: dict[str, str]) -> str:
    """One end of an anchor in a record's key."""
    if "action" in row:
        return action_key(row["action"])
    return aim_key(row["document"], row["aim"]) if "aim" in row else row["document"]


def anchors() -> Iterator[Record]:
    """Proposed anchors between documents and from points, each with its reason."""
    for row in read_yaml(FIXTURES / "anchors.yaml"):
        source = row["source"]
        values = {
            "source_document": (
                Ref(PolicyDocument, source["document"]) if "document" in source else None
            ),
            "source_action": (
                Ref(Action, action_key(source["action"])) if "action" in source else None
            ),
            **target(row["target"]),
            **translated("rationale", row["rationale"]),
            **with_notes("basis", row["basis"]),
            "confidence": row["confidence"],
        }
        yield Record(Anchor, f"{end_key(source)} → {end_key(row['target'])}", values)


def contact_points() -> Iterator[Record]:
    for row in read_yaml(FIXTURES / "contact.yaml"):
        values = {
            "organisation": Ref(Organisation, row["organisation"]),
            **translated("role", row["role"]),
            **{name: row[name] for name in ("email", "phone", "url", "source")},
        }
        yield Record(ContactPoint, row["organisation"], values)


REFERENCE = (
    organisations,
    themes,
    documents,
    issuers,
    document_themes,
    aims,
    successions,
    programmes,
    measures,
    actions,
    treatments,
    parties,
    anchors,
    contact_points,
)

"""Reading the demo data: invented organisations, people, plans and activities."""

import datetime
import uuid
from collections.abc import Iterator
from typing import Any

from django.db.models import Model
from django.utils import timezone

from mobility.models import (
    Accreditation,
    AccreditationMember,
    Activity,
    ActivityAnchor,
    ActivityComment,
    ActivityDialogue,
    ActivityTheme,
    Agreement,
    Membership,
    Partnership,
    Party,
)
from network.models import Organisation, Role, User
from plans.choices import Level
from plans.models import (
    Action,
    Aim,
    Anchor,
    DialogueBase,
    DocumentTheme,
    Indicator,
    IndicatorValue,
    LeaderDialogue,
    Measure,
    PolicyDocument,
    ProgressReport,
    Theme,
)
from portal.reference.reading import (
    FIXTURES,
    action_key,
    aim_key,
    dates,
    end_key,
    measure_key,
    published,
    read_yaml,
    target,
)
from portal.reference.records import Record, Ref, translated

DEMO_PASSWORD = "forankring-for-alle"  # noqa: S105  (printed by `make run`, for invented people)


def read(name: str) -> list[dict[str, Any]]:
    return list(read_yaml(FIXTURES / "demo" / f"{name}.yaml"))


def demo() -> dict[str, Any]:
    return {**published(), "is_demo": True}


def organisations() -> Iterator[Record]:
    for row in read("organisations"):
        yield Record(Organisation, row["slug"], row, demo())


def people() -> Iterator[Record]:
    for row in read("people"):
        values = {name: row[name] for name in ("email", "name", "language")}
        yield Record(User, row["email"], values, {"is_demo": True})


def roles() -> Iterator[Record]:
    for row in read("people"):
        for role in row["roles"]:
            values = {
                "user": Ref(User, row["email"]),
                "organisation": Ref(Organisation, role["organisation"]),
                "kind": role["kind"],
            }
            yield Record(Role, f"{row['email']}, {role['organisation']}, {role['kind']}", values)


def plans() -> Iterator[Record]:
    for row in read("plans"):
        values = {
            "slug": row["slug"],
            "level": Level.SCHOOL.value,
            "organisation": Ref(Organisation, row["organisation"]),
            "kind": row["kind"],
            "status": row["status"],
            "title": row["title"],
            "title_lang": row["title_lang"],
            "responsible": Ref(User, row["responsible"]),
            **dates(row),
        }
        yield Record(PolicyDocument, row["slug"], values, demo())


def plan_themes() -> Iterator[Record]:
    for row in read("plans"):
        for key in row["themes"]:
            values = {"document": Ref(PolicyDocument, row["slug"]), "theme": Ref(Theme, key)}
            yield Record(DocumentTheme, f"{row['slug']}, {key}", values)


def plan_aims() -> Iterator[Record]:
    for row in read("plans"):
        for position, aim in enumerate(row["aims"]):
            values = {
                "document": Ref(PolicyDocument, row["slug"]),
                "key": str(aim["key"]),
                "position": position,
                "page": aim.get("page"),
                **translated("text", aim),
            }
            yield Record(Aim, aim_key(row["slug"], aim["key"]), values)


def anchor_values(row: dict[str, Any]) -> dict[str, Any]:
    """Columns that anchors of plans and of activities share."""
    confirmed = row["status"] == "confirmed"
    return {
        **target(row["target"]),
        **translated("rationale", row["rationale"]),
        "status": row["status"],
        "confidence": "high",
        "confirmed_by": Ref(User, row["by"]) if confirmed else None,
        "confirmed_at": noon_of(row["on"]) if confirmed else None,
    }


def noon_of(day: datetime.date) -> datetime.datetime:
    noon = datetime.time(12, tzinfo=timezone.get_default_timezone())
    return datetime.datetime.combine(day, noon)


def contest_values(row: dict[str, Any]) -> dict[str, Any]:
    """Why the county contests an anchor, where it does, and what was answered."""
    if "contest" not in row:
        return {}
    contest = row["contest"]
    return {
        "contested_by": Ref(User, contest["by"]),
        "contested_at": noon_of(contest["on"]),
        "contest_reason": contest["reason"],
        "answered_by": Ref(User, contest["answered_by"]),
        "answered_at": noon_of(contest["answered_on"]),
        "contest_answer": contest["answer"],
    }


def plan_anchors() -> Iterator[Record]:
    for plan in read("plans"):
        for row in plan["anchors"]:
            values = {
                "source_document": Ref(PolicyDocument, plan["slug"]),
                **anchor_values(row),
                **contest_values(row),
            }
            yield Record(Anchor, f"{plan['slug']} → {end_key(row['target'])}", values)


def activities() -> Iterator[Record]:
    for row in read("activities"):
        values = {name: value for name, value in row.items() if name not in ("themes", "anchors")}
        values["organisation"] = Ref(Organisation, row["organisation"])
        values["responsible"] = Ref(User, row["responsible"])
        yield Record(Activity, row["slug"], values, demo())


def activity_themes() -> Iterator[Record]:
    for row in read("activities"):
        for key in row["themes"]:
            values = {"activity": Ref(Activity, row["slug"]), "theme": Ref(Theme, key)}
            yield Record(ActivityTheme, f"{row['slug']}, {key}", values)


def activity_anchors() -> Iterator[Record]:
    for activity in read("activities"):
        for row in activity["anchors"]:
            values = {
                "activity": Ref(Activity, activity["slug"]),
                **anchor_values(row),
                **contest_values(row),
            }
            key = f"{activity['slug']} → {end_key(row['target'])}"
            yield Record(ActivityAnchor, key, values)


SAID = ("held_on", "forum", "with_role", "agreed", "says_yes")


def talks(model: type[DialogueBase], about: str, subject: type[Model]) -> Iterator[Record]:
    """Talks with the leaders about one sort of thing."""
    for row in read("dialogues"):
        if about not in row:
            continue
        key = f"{row[about]}, {row['held_on']}"
        values = {
            about: Ref(subject, row[about]),
            "noted_by": Ref(User, row["by"]),
            **{name: row[name] for name in SAID},
        }
        submission = uuid.uuid5(uuid.NAMESPACE_URL, key)
        yield Record(model, key, values, {"submission": submission})


def plan_dialogues() -> Iterator[Record]:
    return talks(LeaderDialogue, "plan", PolicyDocument)


def dialogues() -> Iterator[Record]:
    """What the confirmed anchors of activities stand on."""
    return talks(ActivityDialogue, "activity", Activity)


def comments() -> Iterator[Record]:
    """What the invented people say about the invented activities."""
    for row in read("comments"):
        key = f"{row['activity']}, {row['key']}"
        values = {
            "activity": Ref(Activity, row["activity"]),
            "written_by": Ref(User, row["by"]),
            "text": row["text"],
        }
        submission = uuid.uuid5(uuid.NAMESPACE_URL, f"comment {key}")
        yield Record(ActivityComment, key, values, {"submission": submission})


def agreements(sort: str) -> list[dict[str, Any]]:
    """The rows of partnerships or of accreditations."""
    return list(read_yaml(FIXTURES / "demo" / "agreements.yaml")[sort])


def agreement_records(sort: str, model: type[Agreement]) -> Iterator[Record]:
    for row in agreements(sort):
        values = {name: value for name, value in row.items() if name != "parties"}
        values["organisation"] = Ref(Organisation, row["organisation"])
        values["responsible"] = Ref(User, row["responsible"])
        if "plan" in row:
            values["plan"] = Ref(PolicyDocument, row["plan"])
        yield Record(model, row["slug"], values, demo())


def party_records(sort: str, model: type[Agreement], party: type[Membership]) -> Iterator[Record]:
    """Who each of them is with."""
    for row in agreements(sort):
        for each in row["parties"]:
            known = each.get("organisation")
            values = {
                "agreement": Ref(model, row["slug"]),
                "organisation": Ref(Organisation, known) if known else None,
                "name": each.get("name", ""),
                "place": each.get("place", ""),
                "country": each.get("country", "NO"),
                "joined_on": each.get("joined_on"),
            }
            key = f"{row['slug']}, {known or each['name']}"
            submission = uuid.uuid5(uuid.NAMESPACE_URL, key)
            yield Record(party, key, values, {"submission": submission})


def partnerships() -> Iterator[Record]:
    return agreement_records("partnerships", Partnership)


def parties() -> Iterator[Record]:
    return party_records("partnerships", Partnership, Party)


def accreditations() -> Iterator[Record]:
    return agreement_records("accreditations", Accreditation)


def accreditation_members() -> Iterator[Record]:
    return party_records("accreditations", Accreditation, AccreditationMember)


def followup() -> dict[str, list[dict[str, Any]]]:
    return dict(read_yaml(FIXTURES / "demo" / "followup.yaml"))


def reports() -> Iterator[Record]:
    for row in followup()["reports"]:
        values = {
            "action": Ref(Action, action_key(row["action"])),
            "reported_on": row["on"],
            "status": row["status"],
            **translated("text", row["text"]),
        }
        yield Record(ProgressReport, f"{row['action']}, {row['on']}", values, {"is_demo": True})


def figure(row: dict[str, Any], name: str) -> dict[str, Any]:
    """The baseline or the target of an indicator: a number and its year, or neither."""
    known = row.get(name) or {"value": None, "year": None}
    return {name: known["value"], f"{name}_year": known["year"]}


def indicators() -> Iterator[Record]:
    for position, row in enumerate(followup()["indicators"]):
        values = {
            "key": row["key"],
            "measure": Ref(Measure, measure_key(row["measure"])) if "measure" in row else None,
            "action": Ref(Action, action_key(row["action"])) if "action" in row else None,
            **translated("name", row["name"]),
            **translated("unit", row["unit"]),
            **figure(row, "baseline"),
            **figure(row, "target"),
            "position": position,
        }
        yield Record(Indicator, row["key"], values, {"is_demo": True})


def indicator_values() -> Iterator[Record]:
    for row in followup()["indicators"]:
        for value in row["values"]:
            values = {
                "indicator": Ref(Indicator, row["key"]),
                "year": value["year"],
                "value": value["value"],
                "note": value.get("note", ""),
            }
            yield Record(IndicatorValue, f"{row['key']}, {value['year']}", values)


DEMO = (
    organisations,
    people,
    roles,
    plans,
    plan_themes,
    plan_aims,
    plan_anchors,
    plan_dialogues,
    activities,
    activity_themes,
    activity_anchors,
    dialogues,
    comments,
    partnerships,
    parties,
    accreditations,
    accreditation_members,
    reports,
    indicators,
    indicator_values,
)

"""The reference files are loaded again and again, and never overwrite what staff has changed."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from django.conf import settings as site
from django.core.management import CommandError, call_command
from django.test import override_settings

from network.models import Organisation, Role, User
from plans.models import (
    Action,
    Aim,
    Anchor,
    DocumentIssuer,
    DocumentTheme,
    Measure,
    PolicyDocument,
    Programme,
    Theme,
)
from portal.models import LoadedRecord
from portal.reference import demo, reading
from portal.reference.loading import Loader
from portal.reference.records import Record, Ref

pytestmark = pytest.mark.usefixtures("content")

UNUSED = "steinerskolen-pa-rotvoll"
SLUG = "herning-declaration-2025"


def load(command: str = "load_reference_data") -> str:
    output = io.StringIO()
    call_command(command, stdout=output)
    return output.getvalue()


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, Callable], None]:
    """Edits a copy of one of the fixtures, which is then read instead."""
    copied = tmp_path / "fixtures"
    for path in (site.BASE_DIR / "fixtures").rglob("*"):
        if path.is_file():
            target = copied / path.relative_to(site.BASE_DIR / "fixtures")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    for module in (reading, demo):
        monkeypatch.setattr(module, "FIXTURES", copied)

    def edit(name: str, change: Callable[[list | dict], None]) -> None:
        path = copied / name
        rows = yaml.safe_load(path.read_text(encoding="utf-8"))
        change(rows)
        path.write_text(yaml.safe_dump(rows, allow_unicode=True), encoding="utf-8")

    return edit


def row_of(rows: list[dict], slug: str = SLUG) -> dict:
    return next(row for row in rows if row["slug"] == slug)


def retitle(rows: list[dict]) -> None:
    row_of(rows)["title"] = "A title from the files"


def document() -> PolicyDocument:
    return PolicyDocument.objects.get(slug=SLUG)


@pytest.mark.parametrize("command", ["load_reference_data", "load_demo_data"])
def test_second_load_changes_nothing(command: str) -> None:
    before = LoadedRecord.objects.count()
    versions = list(PolicyDocument.objects.order_by("pk").values_list("pk", "updated_at"))
    report = load(command)
    lines = report.splitlines()
    assert lines
    assert all(" 0 added, 0 changed, " in line for line in lines)
    assert LoadedRecord.objects.count() == before
    assert list(PolicyDocument.objects.order_by("pk").values_list("pk", "updated_at")) == versions


def test_everything_of_the_files_is_there() -> None:
    assert PolicyDocument.objects.filter(is_demo=False).count() == 58
    assert PolicyDocument.objects.exclude(deck_number=None).count() == 24
    assert (Measure.objects.count(), Action.objects.count()) == (3, 13)
    assert User.objects.filter(is_demo=True).count() == 8


def test_change_in_a_file_is_written_where_nobody_changed_the_row(files: Callable) -> None:
    files("documents/european.yaml", retitle)
    assert "plans.PolicyDocument: 0 added, 1 changed" in load()
    assert document().title == "A title from the files"
    assert " 1 changed" not in load()


def test_change_by_staff_is_kept(files: Callable) -> None:
    PolicyDocument.objects.filter(slug=SLUG).update(title="A title from staff")
    report = load()
    assert "changed here and in the files" not in report
    assert document().title == "A title from staff"


def test_change_by_both_is_reported_and_staffs_is_kept(files: Callable) -> None:
    PolicyDocument.objects.filter(slug=SLUG).update(title="A title from staff")
    files("documents/european.yaml", retitle)
    assert f"kept, changed here and in the files: plans.PolicyDocument {SLUG}, title" in load()
    assert document().title == "A title from staff"


def test_conflict_in_one_column_does_not_stop_the_others(files: Callable) -> None:
    PolicyDocument.objects.filter(slug=SLUG).update(title="A title from staff")
    files("documents/european.yaml", lambda rows: row_of(rows).update(title="x", note="Ny merknad"))
    load()
    assert (document().title, document().note) == ("A title from staff", "Ny merknad")


def test_same_change_by_both_is_no_conflict(files: Callable) -> None:
    PolicyDocument.objects.filter(slug=SLUG).update(title="A title from the files")
    files("documents/european.yaml", retitle)
    assert "kept, changed here and in the files" not in load()


def test_row_that_staff_removed_is_not_made_again() -> None:
    row = DocumentTheme.objects.filter(document__slug=SLUG).first()
    key = f"{SLUG}, {row.theme.key}"
    row.delete()
    assert f"not made again, removed here: plans.DocumentTheme {key}" in load()
    assert not DocumentTheme.objects.filter(pk=row.pk).exists()


def test_row_that_left_the_files_is_kept_and_reported(files: Callable) -> None:
    files("anchors.yaml", lambda rows: rows.pop())
    before = Anchor.objects.count()
    assert "kept, no longer in the files: plans.Anchor " in load()
    assert Anchor.objects.count() == before


def test_new_row_is_added_with_what_it_points_at(files: Callable) -> None:
    def add(rows: list[dict]) -> None:
        rows.append({**row_of(rows), "slug": "nytt-dokument", "deck": None, "succeeded_by": []})

    files("documents/european.yaml", add)
    load()
    new = PolicyDocument.objects.get(slug="nytt-dokument")
    assert new.published_at is not None
    assert new.aims.count() == document().aims.count() > 0
    assert set(new.themes.all()) == set(document().themes.all())


def test_department_may_stand_before_its_school() -> None:
    kind = {"kind": "upper_secondary_school", "name": "Skole"}
    school = Record(Organisation, "skole", {"slug": "skole", **kind, "parent": None})
    above = Ref(Organisation, "skole")
    department = Record(Organisation, "avdeling", {"slug": "avdeling", **kind, "parent": above})
    Loader("test").load([department, school])
    assert Organisation.objects.get(slug="avdeling").parent.slug == "skole"


def test_after_launch_only_new_records_are_taken(files: Callable) -> None:
    files("documents/european.yaml", retitle)
    files(
        "themes.yaml",
        lambda rows: rows.append({"key": "ny", "name": dict.fromkeys(("nb", "nn", "en"), "Ny")}),
    )
    title = document().title
    with override_settings(REFERENCE_DATA_NEW_RECORDS_ONLY=True):
        load()
    assert document().title == title
    assert Theme.objects.filter(key="ny").exists()


def test_wrong_value_stops_the_load_and_leaves_nothing_behind(files: Callable) -> None:
    def add(rows: list[dict]) -> None:
        wrong = {**row_of(rows), "slug": "galt", "status": "finnes-ikke", "deck": None}
        rows.append({**wrong, "succeeded_by": []})

    files("documents/european.yaml", add)
    before = Aim.objects.count(), PolicyDocument.objects.count()
    with pytest.raises(Exception, match="finnes-ikke"):
        load()
    assert (Aim.objects.count(), PolicyDocument.objects.count()) == before


def test_changes_of_a_load_say_so_in_history(files: Callable) -> None:
    files("documents/european.yaml", retitle)
    load()
    last = document().events.order_by("pgh_id").last()
    assert last.pgh_context.metadata == {"command": "load_reference_data"}


@override_settings(LOCAL=False)
def test_demo_data_is_refused_when_not_local() -> None:
    with pytest.raises(CommandError, match="PORTAL_ENV=local"):
        load("load_demo_data")


def test_demo_people_can_be_told_before_the_door() -> None:
    output = io.StringIO()
    call_command("demo_people", stdout=output)
    lines = output.getvalue().splitlines()
    assert len(lines) == User.objects.filter(is_demo=True).count() + 1
    assert all("@example.org" in line for line in lines[:-1])


def test_every_demo_person_has_a_role_and_every_demo_name_says_so() -> None:
    assert Role.objects.filter(user__is_demo=True).values("user").distinct().count() == 8
    for name in Organisation.objects.filter(is_demo=True).values_list("name", flat=True):
        assert name.endswith("(eksempel)")


def test_what_points_at_a_removed_row_is_left_out_too() -> None:
    issuer = DocumentIssuer.objects.filter(document__slug=SLUG).first()
    gone = issuer.organisation
    DocumentIssuer.objects.filter(organisation=gone).delete()
    gone.delete()
    report = load()
    assert f"not made again, removed here: network.Organisation {gone.slug}" in report
    assert f"not made again, removed here: plans.DocumentIssuer {SLUG}, {gone.slug}" in report


def test_row_that_lost_its_removed_successor_is_still_known() -> None:
    gone = Organisation.objects.exclude(predecessors=None).filter(issuer_rows=None).first()
    row = gone.predecessors.get()
    gone.predecessors.update(successor=None)
    gone.delete()
    report = load()
    assert f"left out, points at what was removed here: network.Organisation {row.slug}" in report
    assert report.count("left out") == 1


def test_new_row_that_points_at_a_removed_one_is_told_of(files: Callable) -> None:
    Organisation.objects.get(slug=UNUSED).delete()
    files("documents/european.yaml", lambda rows: row_of(rows)["issuers"].append(UNUSED))
    report = load()
    left_out = f"left out, points at what was removed here: plans.DocumentIssuer {SLUG}, {UNUSED}"
    assert left_out in report.splitlines()


PROGRAMME = "internasjonalt-handlingsprogram-trondelag"
NEW = "handlingsprogram-2"


@pytest.fixture
def second_programme(files: Callable) -> Callable[..., None]:
    """Puts another version beside the programme, first or last in its file."""

    def put(began: str | None = None, place: int = 1) -> None:
        def document(rows: list[dict]) -> None:
            start = {"date": began, "precision": "year"} if began else None
            rows.append({**rows[0], "slug": NEW, "deck": None, "valid_from": start})

        files("documents/programme.yaml", document)
        path = reading.FIXTURES / "programme.yaml"
        rows = [yaml.safe_load(path.read_text(encoding="utf-8"))]
        rows.insert(place, {**rows[0], "document": NEW})
        path.write_text(yaml.safe_dump(rows, allow_unicode=True), encoding="utf-8")

    return put


def rest_on(point: str) -> Callable[[list[dict]], None]:
    """One more anchor, between a point and a document that no point rests on yet."""
    words = dict.fromkeys(("nb", "nn", "en"), "Grunn")
    ends = {"source": {"action": point}, "target": {"document": SLUG}}
    row = {**ends, "rationale": words, "basis": "", "confidence": "low"}
    return lambda rows: rows.append(row)


def version_of(point: Action) -> str:
    return point.measure.programme.document.slug


def test_second_programme_stands_beside_the_first(second_programme: Callable) -> None:
    second_programme("2027")
    report = load()
    assert "plans.Measure: 3 added, 0 changed, 3 unchanged" in report
    assert "plans.Action: 13 added, 0 changed, 13 unchanged" in report
    assert Programme.objects.current().document.slug == NEW
    assert set(LoadedRecord.objects.filter(model="plans.Measure").values_list("key", flat=True)) > {
        f"{PROGRAMME}/1",
        f"{NEW}/1",
    }
    assert " 1 added" not in load()
    load("load_demo_data")


@pytest.mark.parametrize(
    ("began", "place", "written", "meant"),
    [
        (None, 1, "1.2", NEW),
        (None, 0, "1.2", PROGRAMME),
        ("2027", 0, "1.2", NEW),
        ("2027", 1, f"{PROGRAMME}/1.2", PROGRAMME),
        (None, 0, f"{NEW}/1.2", NEW),
    ],
)
def test_point_of_an_anchor_is_the_newest_programmes_unless_written_out(
    second_programme: Callable, files: Callable, began: str, place: int, written: str, meant: str
) -> None:
    before = set(Anchor.objects.values_list("pk", flat=True))
    second_programme(began, place)
    files("anchors.yaml", rest_on(written))
    load()
    new = Anchor.objects.exclude(pk__in=before).get(target_document__slug=SLUG)
    assert version_of(new.source_action) == meant


def test_one_programme_may_stand_in_a_list(files: Callable) -> None:
    path = reading.FIXTURES / "programme.yaml"
    rows = [yaml.safe_load(path.read_text(encoding="utf-8"))]
    path.write_text(yaml.safe_dump(rows, allow_unicode=True), encoding="utf-8")
    assert all(" 0 added, 0 changed, " in line for line in load().splitlines())


@pytest.mark.parametrize(
    ("name", "change", "words"),
    [
        ("anchors.yaml", rest_on("9.9"), f"source_action: there is no .*{PROGRAMME}/9.9"),
        ("themes.yaml", lambda rows: rows.append(rows[0]), "plans.Theme .* stands twice"),
    ],
)
def test_mistake_in_a_file_leaves_nothing_behind(
    files: Callable, name: str, change: Callable, words: str
) -> None:
    files("documents/european.yaml", retitle)
    files(name, change)
    title, remembered = document().title, LoadedRecord.objects.count()
    with pytest.raises(CommandError, match=words):
        load()
    assert (document().title, LoadedRecord.objects.count()) == (title, remembered)


@pytest.mark.parametrize("text", ["- key: a\n  name: {nb: A}\n  key: b\n", "- key: [\n"])
def test_file_that_is_no_yaml_or_says_a_field_twice_is_named(files: Callable, text: str) -> None:
    (reading.FIXTURES / "themes.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(CommandError, match=r"themes\.yaml: [^$]*line \d.*\n*Correct the file"):
        load()

"""What the loader does with one record: writes what the files changed, and says what is wrong."""

from collections.abc import Callable

import psycopg
import pytest
from django.core.management import CommandError
from django.db import transaction

from network.models import Organisation
from plans.models import PolicyDocument, Theme
from portal.models import LoadedRecord
from portal.reference.loading import Loader, Report
from portal.reference.records import Record, Ref
from tests.factories import OrganisationFactory

COUNTY = "county"


def school(slug: str = "skole", **values: object) -> Record:
    kind = {"kind": "upper_secondary_school", "name": "Skole"}
    return Record(Organisation, slug, {"slug": slug, **kind, **values})


def theme(**values: object) -> Record:
    return Record(Theme, "tema", {"key": "tema", "name_nb": "Tema", **values})


def load(*records: Record) -> Report:
    loader = Loader("test")
    loader.load(records)
    return loader.report


def stored(slug: str = "skole") -> Organisation:
    return Organisation.objects.get(slug=slug)


@pytest.mark.django_db
class TestNewColumn:
    """A column that the files did not speak of when the row was loaded."""

    @pytest.mark.parametrize(
        ("column", "value"),
        [
            ("note", "En merknad"),
            ("listed", False),
            ("former_names", ["Gamle skole"]),
            ("latitude", "63.43050"),
        ],
    )
    def test_is_written_where_the_row_has_the_default(self, column: str, value: object) -> None:
        load(school())
        report = load(school(**{column: value}))
        assert report.conflicts == []
        assert report.changed == {"network.Organisation": 1}
        assert str(getattr(stored(), column)) == str(value)

    def test_may_point_at_another_row(self) -> None:
        load(school(), school("annen"))
        assert load(school(), school("annen", parent=Ref(Organisation, "skole"))).conflicts == []
        assert stored("annen").parent == stored()

    def test_that_staff_filled_in_is_kept_and_reported(self) -> None:
        load(school())
        Organisation.objects.update(note="Fylkets merknad")
        report = load(school(note="Filenes merknad"))
        assert report.conflicts == ["network.Organisation skole, note"]
        assert stored().note == "Fylkets merknad"

    def test_that_says_the_default_changes_nothing(self) -> None:
        load(school())
        assert load(school(note="", parent=None)).unchanged == {"network.Organisation": 1}


@pytest.mark.django_db
class TestChange:
    """A change of the files beside an edit by staff."""

    def test_leaves_the_columns_it_does_not_name(self, monkeypatch: pytest.MonkeyPatch) -> None:
        load(school())
        compare = Loader._compare

        def after_an_edit(self: Loader, *given: object) -> None:
            Organisation.objects.update(note="Fylkets merknad")
            compare(self, *given)

        monkeypatch.setattr(Loader, "_compare", after_an_edit)
        load(school(name="Ny skole"))
        assert (stored().name, stored().note) == ("Ny skole", "Fylkets merknad")

    def test_raises_the_version_and_the_time(self) -> None:
        load(school())
        before = stored()
        load(school(name="Ny skole", note="Ny merknad"))
        assert stored().version == before.version + 1
        assert stored().updated_at > before.updated_at

    def test_without_a_change_the_version_stands(self) -> None:
        load(school())
        before = stored()
        Organisation.objects.update(name="Ny skole")
        load(school(name="Ny skole"))
        assert (stored().version, stored().updated_at) == (before.version, before.updated_at)
        assert load(school(name="Nyeste skole")).conflicts == []

    def test_model_without_a_version_is_written_too(self) -> None:
        load(theme())
        load(theme(name_nb="Nytt tema"))
        assert Theme.objects.get().name_nb == "Nytt tema"

    def test_value_that_a_form_would_refuse_stops_the_load(self) -> None:
        load(school())
        with pytest.raises(CommandError, match=r"Organisation skole, kind: .*tull.*Correct"):
            load(school(kind="tull"))
        assert stored().kind == "upper_secondary_school"


def test_nobody_edits_a_row_while_it_is_compared(own_database: str) -> None:
    load(school())
    with psycopg.connect(own_database) as staff, transaction.atomic():
        staff.execute("SET lock_timeout = '50ms'")
        load(school())
        with pytest.raises(psycopg.errors.LockNotAvailable):
            staff.execute("UPDATE network_organisation SET note = 'Fylkets merknad'")


@pytest.mark.django_db
class TestMistake:
    """What is wrong in the files is told with its record and its cure."""

    @pytest.mark.parametrize(
        ("records", "words"),
        [
            (lambda: [school(), school(name="Annen")], r"Organisation skole stands twice.*Remove"),
            (
                lambda: [school(parent=Ref(Organisation, "skloe"))],
                r"Organisation skole, parent: .*Organisation skloe.*Correct",
            ),
            (
                lambda: [school(owner=Ref(Theme, "tema"))],
                r"Organisation skole, owner: .*Theme tema.*Correct",
            ),
            (
                lambda: [
                    school("a", parent=Ref(Organisation, "b")),
                    school("b", parent=Ref(Organisation, "a")),
                ],
                r"Organisation: .*circle.*(a, b|b, a)",
            ),
            (lambda: [school(latitude="nord")], r"Organisation skole, latitude: .*nord.*Correct"),
            (lambda: [school(name="")], r"Organisation skole, name: .*Correct"),
        ],
        ids=["twice", "misspelt", "unknown model", "circle", "no number", "empty"],
    )
    def test_stops_the_load(self, records: Callable[[], list[Record]], words: str) -> None:
        with pytest.raises(CommandError, match=words):
            load(*records())
        assert not LoadedRecord.objects.exists()

    def test_slug_that_staff_took_first(self) -> None:
        OrganisationFactory(slug="skole")
        with (
            pytest.raises(CommandError, match=r"Organisation skole: .*\(slug\)=\(skole\).*Rename"),
            transaction.atomic(),
        ):
            load(school())
        assert stored().name != "Skole"

    def test_change_to_a_slug_that_staff_took(self) -> None:
        load(school())
        OrganisationFactory(slug="opptatt")
        with (
            pytest.raises(CommandError, match=r"Organisation skole: .*opptatt.*Rename"),
            transaction.atomic(),
        ):
            load(Record(Organisation, "skole", {**school().values, "slug": "opptatt"}))

    def test_row_that_the_database_refuses(self) -> None:
        plan = {"slug": "plan", "level": "school", "kind": "strategy", "status": "in_force"}
        with (
            pytest.raises(CommandError, match="document_owned_at_school_level_only"),
            transaction.atomic(),
        ):
            load(Record(PolicyDocument, "plan", {**plan, "title": "Plan", "organisation": None}))


@pytest.mark.django_db
class TestRemovedByStaff:
    """Rows that point at what staff has removed."""

    @staticmethod
    def schools(name: str = "Skole") -> list[Record]:
        owner = Ref(Organisation, COUNTY)
        return [school(COUNTY), school("a", name=name, owner=owner, parent=None), school("b")]

    @pytest.fixture
    def _removed(self) -> None:
        load(*self.schools())
        Organisation.objects.update(owner=None)
        stored(COUNTY).delete()

    @pytest.mark.usefixtures("_removed")
    def test_only_that_column_is_left_out(self) -> None:
        report = load(*self.schools(name="Ny skole"))
        assert report.dangling == ["network.Organisation a, owner"]
        assert report.changed == {"network.Organisation": 1}
        assert (stored("a").name, stored("a").owner) == ("Ny skole", None)

    @pytest.mark.usefixtures("_removed")
    def test_new_row_is_left_out_and_so_is_what_points_at_it(self) -> None:
        new = school("ny", owner=Ref(Organisation, COUNTY))
        newer = school("nyere", parent=Ref(Organisation, "ny"))
        report = load(*self.schools(), new, newer)
        assert report.dangling[1:] == ["network.Organisation ny", "network.Organisation nyere"]
        assert not Organisation.objects.filter(slug__in=["ny", "nyere"]).exists()

    @pytest.mark.usefixtures("_removed")
    def test_other_files_may_point_at_it_too(self) -> None:
        loader = Loader("other")
        loader.know_what_was_loaded()
        loader.load([school("min", owner=Ref(Organisation, COUNTY)), school("min-b")])
        assert loader.report.dangling == ["network.Organisation min"]
        assert stored("min-b").owner is None

"""Reading who pays, and the forms that are applied on, into records."""

from collections.abc import Iterator

from mobility.models import ApplicationForm, ApplicationSection, FundingProgramme
from network.models import Organisation
from portal.reference.reading import FIXTURES, published, read_yaml, with_notes
from portal.reference.records import Record, Ref, translated


def funding_programmes() -> Iterator[Record]:
    """The programmes that pay, in the file's order."""
    for position, row in enumerate(read_yaml(FIXTURES / "funding_programmes.yaml")):
        administrator = row["administered_by"]
        values = {
            **{name: row[name] for name in ("slug", "url", "confidence", "note")},
            **with_notes("source", row["source"]),
            **translated("name", row["name"]),
            **translated("funds", row["funds"]),
            **translated("for_whom", row["for_whom"]),
            **translated("deadlines", row["deadlines"]),
            "administered_by": Ref(Organisation, administrator) if administrator else None,
            "position": position,
        }
        yield Record(FundingProgramme, row["slug"], values, published())


def application_forms() -> Iterator[Record]:
    """The forms that are applied on, in the file's order."""
    for position, row in enumerate(read_yaml(FIXTURES / "application_forms.yaml")):
        values = {
            **{name: row[name] for name in ("slug", "confidence")},
            **with_notes("source", row["source"]),
            **translated("name", row["name"]),
            **translated("about", row["about"]),
            "position": position,
        }
        yield Record(ApplicationForm, row["slug"], values)


def application_sections() -> Iterator[Record]:
    """The parts of each form that are answered with text, in the form's order."""
    for form in read_yaml(FIXTURES / "application_forms.yaml"):
        for position, row in enumerate(form["sections"]):
            values = {
                "form": Ref(ApplicationForm, form["slug"]),
                "slug": row["slug"],
                **translated("heading", row["heading"]),
                **translated("question", row["question"]),
                "content": row.get("content", ""),
                "max_length": row.get("max_length"),
                "position": position,
            }
            yield Record(ApplicationSection, f"{form['slug']}/{row['slug']}", values)


FUNDING = (funding_programmes, application_forms, application_sections)

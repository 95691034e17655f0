"""Invented schools with plans, activities and agreements, beside the reference and the demo data.

Together they are the content at its usual size. Everything is drawn from a seed and written
through the guards, and every name says that it is generated.
"""

import datetime
import random
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from mobility.choices import AccreditationField, ActivityKind, ActivityStatus, PartnershipKind
from mobility.models import (
    Accreditation,
    AccreditationMember,
    Activity,
    ActivityAnchor,
    ActivityTheme,
    FundingProgramme,
    Partnership,
    Party,
)
from network.models import Organisation, User
from network.paging import PAGE_SIZE
from plans.choices import AnchorStatus, Kind, Level, Precision, Status
from plans.models import Action, Aim, Anchor, DocumentTheme, PolicyDocument, Programme, Theme

SEED = 2020
MEMBERS = 40
OFFICES = 10
AIMS = 4
SENTENCES = (
    "Elever og lærlinger skal få erfaring fra skole og arbeidsliv i et annet land.",
    "Opplæringa skal gje kompetanse som held også utanfor Noreg.",
    "Lærere og instruktører tar med seg det de har lært, hjem til avdelingen sin.",
    "Samarbeidet bygger på en avtale som ledelsen har gått god for.",
    "Bærekraft og demokrati er gjennomgående tema i alt internasjonalt arbeid.",
    "Students report back to their own class and to the board of the school.",
    "Skulen deler erfaringane sine med resten av nettverket kvart halvår.",
    "Språk, kultur og yrkesfag hører sammen i forberedelsene før avreise.",
)


@dataclass(frozen=True)
class Frameworks:
    """What plans and activities are anchored in, and who confirms."""

    hub: PolicyDocument
    hub_point: Action
    points: Sequence[Action]
    middle: Sequence[PolicyDocument]
    aims: Sequence[Aim]
    themes: Sequence[Theme]
    confirmer: User

    @classmethod
    def read(cls) -> "Frameworks":
        points = list(Action.objects.filter(retired_at=None).order_by("measure__number", "number"))
        documents = PolicyDocument.objects.filter(published_at__isnull=False).order_by("pk")
        above = documents.exclude(level__in=[Level.SCHOOL, Level.PROGRAMME])
        return cls(
            hub=above.filter(level=Level.EUROPEAN)[0],
            hub_point=points[0],
            points=points[1:],
            middle=list(above.exclude(level=Level.EUROPEAN)),
            aims=list(Aim.objects.filter(retired_at=None, document__in=above).order_by("pk")),
            themes=list(Theme.objects.order_by("pk")),
            confirmer=User.objects.order_by("pk")[0],
        )


class Writer:
    """Draws one member after the other."""

    def __init__(self, frameworks: Frameworks) -> None:
        self.above = frameworks
        self.dice = random.Random(SEED)  # noqa: S311  (nothing here is secret)
        self.now = timezone.now()

    def text(self, sentences: int) -> str:
        return " ".join(self.dice.choices(SENTENCES, k=sentences))

    def published(self) -> Any:
        """Now, or for one in twenty not at all."""
        return self.now if self.dice.random() < 0.95 else None

    def anchor(self, target: PolicyDocument | Aim | Action) -> dict[str, Any]:
        """The columns that all anchors have; every other one is confirmed."""
        column = {PolicyDocument: "document", Aim: "aim", Action: "action"}[type(target)]
        confirmed = self.dice.random() < 0.5
        return {
            f"target_{column}": target,
            "rationale_nb": self.text(2),
            "rationale_nn": self.text(2),
            "status": AnchorStatus.CONFIRMED if confirmed else AnchorStatus.PROPOSED,
            "confirmed_by": self.above.confirmer if confirmed else None,
            "confirmed_at": self.now if confirmed else None,
        }

    def member(self, number: int) -> Organisation:
        is_office = number % (MEMBERS // OFFICES) == 0
        kinds = Organisation.Kind
        name = "opplæringskontor" if is_office else "videregående skole"
        return Organisation.objects.create(
            slug=f"generert-{number}",
            name=f"Generert {name} nr. {number}",
            kind=kinds.TRAINING_OFFICE if is_office else kinds.UPPER_SECONDARY_SCHOOL,
            municipality="Levanger" if number % 2 else "Orkland",
            county="Trøndelag",
            is_demo=True,
            published_at=self.now,
        )

    def plan(self, member: Organisation, number: int) -> PolicyDocument:
        return PolicyDocument.objects.create(
            slug=f"generert-plan-{number}",
            level=Level.SCHOOL,
            kind=self.dice.choice((Kind.INTERNATIONAL_STRATEGY, Kind.DEVELOPMENT_PLAN)),
            status=self.dice.choice((Status.IN_FORCE, Status.IN_FORCE, Status.EXPIRED)),
            organisation=member,
            title=f"Generert plan for internasjonalt arbeid nr. {number}",
            is_demo=True,
            published_at=self.published(),
        )

    def plan_rows(self, plan: PolicyDocument, number: int) -> Iterator[Any]:
        for theme in self.dice.sample(self.above.themes, 3):
            yield DocumentTheme(document=plan, theme=theme)
        targets: list[PolicyDocument | Aim | Action] = [
            self.above.hub,
            *self.dice.sample(self.above.points, 2),
            self.dice.choice(self.above.middle),
        ]
        if number % 4 == 0:
            targets.append(self.above.hub_point)
        for target in targets:
            yield Anchor(source_document=plan, **self.anchor(target))

    def aims(self, plan: PolicyDocument) -> list[Aim]:
        return [
            Aim.objects.create(
                document=plan,
                key=str(position),
                position=position,
                text_nb=self.text(2),
                text_nn=self.text(2) if position % 2 else "",
            )
            for position in range(1, AIMS + 1)
        ]

    def activity(self, member: Organisation, number: int) -> Activity:
        return Activity.objects.create(
            slug=f"generert-aktivitet-{number}",
            organisation=member,
            title=f"Generert aktivitet nr. {number}",
            summary=self.text(8),
            kind=self.dice.choice(ActivityKind.values),
            status=self.dice.choice(ActivityStatus.values),
            is_demo=True,
            published_at=self.published(),
        )

    def activity_rows(self, activity: Activity, aims: Sequence[Aim]) -> Iterator[Any]:
        for theme in self.dice.sample(self.above.themes, 2):
            yield ActivityTheme(activity=activity, theme=theme)
        above = self.above
        targets: list[Aim | Action] = [
            self.dice.choice(aims),
            self.dice.choice(above.points),
            self.dice.choice(above.aims),
        ]
        for target in targets:
            yield ActivityAnchor(activity=activity, **self.anchor(target))

    def funding(self, number: int) -> FundingProgramme:
        """A programme that pays, as long as the real ones."""
        return FundingProgramme(
            slug=f"generert-program-{number}",
            name_nb=f"Generert program nr. {number}",
            funds_nb=self.text(3),
            for_whom_nb=self.text(1),
            deadlines_nb=self.text(1),
            position=number,
            published_at=self.published(),
        )

    def agreements(self, member: Organisation, number: int) -> Iterator[Any]:
        """A partnership and an accreditation, each with its parties."""
        said: dict[str, Any] = {
            "organisation": member,
            "starts_on": datetime.date(2024, 8, 1),
            "ends_on": datetime.date(2027, 7, 31),
            "is_demo": True,
            "published_at": self.published(),
        }
        partnership = Partnership(
            slug=f"generert-avtale-{number}",
            title=f"Generert avtale nr. {number}",
            kind=PartnershipKind.COOPERATION,
            about=self.text(3),
            **said,
        )
        accreditation = Accreditation(
            slug=f"generert-akkreditering-{number}",
            field=AccreditationField.VET,
            is_consortium=True,
            **said,
        )
        yield partnership
        yield accreditation
        for model, agreement in ((Party, partnership), (AccreditationMember, accreditation)):
            for place in ("FI", "DK"):
                name = f"Generert partner nr. {number} i {place}"
                yield model(agreement=agreement, name=name, country=place, submission=uuid.uuid4())


def date_programme() -> None:
    """Say since when the programme holds, so that copies of it can be older ones."""
    programme = Programme.objects.current()
    if programme and programme.document.valid_from_on is None:
        programme.document.valid_from_on = datetime.date(2020, 1, 1)
        programme.document.valid_from_precision = Precision.YEAR
        programme.document.save()


def write_content() -> None:
    """Fill a database that holds reference and demo data."""
    writer = Writer(Frameworks.read())
    with transaction.atomic():
        date_programme()
        for number in range(1, MEMBERS + 1):
            member = writer.member(number)
            plan = writer.plan(member, number)
            rows = list(writer.plan_rows(plan, number))
            activity = writer.activity(member, number)
            rows += writer.activity_rows(activity, writer.aims(plan))
            rows += writer.agreements(member, number)
            for row in rows:
                row.save()
        for number in range(1, PAGE_SIZE + 1):
            writer.funding(number).save()

"""What pages ask of activities."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Q, Subquery
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce
from django.utils import timezone

from mobility.anchor_querysets import ACTIVITY
from network.begun import BegunQuerySet
from network.keyed import KeyedQuerySet
from network.permissions import HANDS, is_county, published_or_own, roles_of
from plans.anchoring import DOWN, Node, Sql, reached_from, seeds_of
from plans.dialogue_querysets import DialogueQuerySet
from plans.graph import IS_CONFIRMED, anchors_onto

if TYPE_CHECKING:
    from mobility.models import (  # noqa: F401  (named below)
        Activity,
        ActivityAnchor,
        ActivityDialogue,
        FundingProgramme,
    )
    from network.models import Organisation, User

ONTO_REACHED = anchors_onto(
    "reached", "mobility_activityanchor", f"anchor.activity_id, {IS_CONFIRMED} AS is_confirmed"
)
# After the clause of `reached`: a row for each standing anchor of an activity in one of them.
STARTED = f"""
    , started (origin, activity_id, is_firm) AS (
        SELECT reached.origin, start.activity_id, reached.is_firm AND start.is_confirmed
        FROM reached, LATERAL ({ONTO_REACHED}) AS start
    )
"""  # noqa: S608  (our constants)


def started_under(node: Node, viewer: User | AnonymousUser, *, firmly: bool) -> Func:
    """Condition that an activity rests on the node, directly or through what is seen."""
    below = reached_from(seeds_of([node]), DOWN, viewer, firmly=firmly)
    which = "WHERE is_firm" if firmly else ""
    # An array, so that PostgreSQL finds these few by their keys instead of reading all.
    found = f"ARRAY({below.text} {STARTED} SELECT activity_id FROM started {which})"  # noqa: S608  (the same)
    return Func(
        F("pk"),
        RawSQL(found, below.values),  # noqa: S611
        template="%(expressions)s",
        arg_joiner=" = ANY ",
        output_field=models.BooleanField(),
    )


class Offers(NamedTuple):
    """What there is to choose among: keys of owners, codes of countries, programmes and years."""

    owners: frozenset[int]
    countries: frozenset[str]
    funding: list[str]
    years: list[int]


class ActivityQuerySet(BegunQuerySet["Activity"]):
    """Activities, as pages ask for them."""

    def visible_to(self, user: User | AnonymousUser) -> ActivityQuerySet:
        """Published ones; those of the user's own organisations; all for the county."""
        return self.filter(published_or_own(user, owner="organisation"))

    def with_owner(self) -> ActivityQuerySet:
        return self.select_related("organisation")

    def for_download(self) -> ActivityQuerySet:
        return self.with_owner().prefetch_related("themes")

    def for_page(self) -> ActivityQuerySet:
        """With what an activity's own page says of it."""
        return self.select_related("organisation", "former").prefetch_related("themes")

    def locked(self, pk: int) -> Activity:
        """One of them while a transaction changes it."""
        return self.select_for_update(of=("self",)).select_related("organisation").get(pk=pk)

    def locked_ones(self, pks: Collection[int]) -> ActivityQuerySet:
        """Some of them while a transaction changes them, locked in the order of their keys."""
        list(self.among(pks).order_by("pk").select_for_update(of=("self",)).values_list("pk"))
        return self.among(pks)

    def touch(self, *activities: Activity) -> None:
        """Note that something of them has changed: who looked them over before looks again."""
        rows = self.among([activity.pk for activity in activities])
        rows.update(version=F("version") + 1, updated_at=timezone.now())

    def of(self, organisation: Organisation) -> ActivityQuerySet:
        return self.filter(organisation=organisation).select_related("organisation")

    def resting_on(
        self, node: Node, viewer: User | AnonymousUser, *, firmly: bool = False
    ) -> ActivityQuerySet:
        """Those with a standing anchor in the node or in what rests on it, as far as it is seen.

        With `firmly` those from which confirmed steps alone lead there.
        """
        return self.filter(started_under(node, viewer, firmly=firmly))

    def not_resting_on(
        self, node: Node, viewer: User | AnonymousUser, *, firmly: bool = False
    ) -> ActivityQuerySet:
        """Those from which nothing leads to the node, or not firmly."""
        return self.exclude(started_under(node, viewer, firmly=firmly))

    def owned_by(self, organisation: OuterRef) -> ActivityQuerySet:
        """Those of the organisation of an outer query."""
        return self.filter(organisation=organisation).order_by()

    def owned_by_any(self, organisations: Collection[int]) -> ActivityQuerySet:
        return self.filter(organisation__in=organisations).select_related("organisation")

    def of_kind(self, kind: str) -> ActivityQuerySet:
        return self.filter(kind=kind)

    def with_status(self, status: str) -> ActivityQuerySet:
        return self.filter(status=status)

    def meant_for(self, group: str) -> ActivityQuerySet:
        return self.filter(target_groups__contains=[group])

    def in_programme(self, programme: str) -> ActivityQuerySet:
        return self.filter(education_programmes__contains=[programme])

    def on_theme(self, key: str) -> ActivityQuerySet:
        return self.filter(theme_rows__theme__key=key)

    def in_country(self, code: str) -> ActivityQuerySet:
        return self.filter(country=code)

    def paid_by(self, funding: str) -> ActivityQuerySet:
        return self.filter(funding=funding)

    def going_on_in(self, year: int) -> ActivityQuerySet:
        """Those with any day in the year; one without an end is over the day it begins."""
        last = Coalesce("ends_on", "starts_on")
        begun = self.annotate(last_day=last).filter(last_day__year__gte=year)
        return begun.filter(starts_on__year__lte=year)

    def offers(self) -> Offers:
        """What their owners, countries, programmes and years are; two queries."""
        rows = list(self.order_by().values_list("country", "funding", "starts_on", "ends_on"))
        years = {
            year
            for _country, _funding, first, last in rows
            if first
            for year in range(first.year, (last or first).year + 1)
        }
        return Offers(
            owners=frozenset(self.owners()),
            countries=frozenset(row[0] for row in rows if row[0]),
            funding=sorted({row[1] for row in rows if row[1]}),
            years=sorted(years, reverse=True),
        )

    def published(self) -> ActivityQuerySet:
        return self.exclude(published_at=None)

    def drafts(self) -> ActivityQuerySet:
        return self.filter(published_at=None)

    def under_way(self) -> ActivityQuerySet:
        """Neither done nor given up."""
        ended = [status for status in self.model.Status if status.tone == "ended"]
        return self.exclude(status__in=ended)

    def with_proposed_anchors(self) -> ActivityQuerySet:
        """Those with an anchor that stands and is not confirmed."""
        anchors = self.model._meta.apps.get_model("mobility", "ActivityAnchor").objects
        return self.filter(Exists(anchors.unconfirmed().filter(activity=OuterRef("pk"))))

    def with_unanswered_contests(self) -> ActivityQuerySet:
        """Those with an anchor that the county contests and nobody has answered for."""
        anchors = self.model._meta.apps.get_model("mobility", "ActivityAnchor").objects
        contested = anchors.contested(answered=False)
        return self.filter(Exists(contested.filter(activity=OuterRef("pk"))))

    def commented_for(self, user: User) -> ActivityQuerySet:
        """Those with comments new to the user: of what she runs, and where she said something.

        Only where she may still read them; the latest comment first.
        """
        comments = self.model._meta.apps.get_model("mobility", "ActivityComment").objects
        here = comments.filter(activity=OuterRef("pk")).order_by("-pk")
        roles = roles_of(user)
        run = [pk for pk, kinds in roles.items() if not HANDS.isdisjoint(kinds)]
        readable = Q() if is_county(user) else Q(organisation__in=list(roles))
        rows = self.filter(readable, Exists(here.new_to(user)))
        rows = rows.filter(Q(organisation__in=run) | Exists(here.filter(written_by=user)))
        return rows.order_by(Subquery(here.values("pk")[:1]).desc()).with_owner()

    def latest_change_first(self) -> ActivityQuerySet:
        return self.order_by("-updated_at", "-pk")

    def among(self, pks: Collection[int]) -> ActivityQuerySet:
        return self.filter(pk__in=pks)

    def owners(self) -> set[int]:
        """Keys of the organisations that own any of them."""
        return set(self.order_by().values_list("organisation", flat=True))

    def counts_by_point(
        self, points: Collection[int], viewer: User | AnonymousUser
    ) -> dict[int, int]:
        """How many that the viewer may see rest on each of the points; one query."""
        each = Sql(
            "SELECT point, NULL::bigint, point, TRUE FROM unnest(%s::bigint[]) AS point",
            [list(points)],
        )
        below = reached_from(each, DOWN, viewer)
        visible, values = (
            self.visible_to(viewer)
            .order_by()
            .extra(where=["mobility_activity.id = started.activity_id"])
            .values("pk")
            .query.sql_with_params()
        )
        counted = Sql(below.text + STARTED, [*below.values, *values]).asked(
            f"""
            SELECT origin, count(DISTINCT activity_id) FROM started
            WHERE ({visible}) IS NOT NULL GROUP BY origin
            """  # noqa: S608  (the same)
        )
        return dict(counted)

    def for_map(self) -> ActivityQuerySet:
        """With what a box on the map says."""
        return self.only(*ACTIVITY)

    def at(self, slug: str) -> Activity | None:
        """The activity of this address, if it is in the set."""
        return self.filter(slug=slug).first() if slug else None

    def latest_first(self) -> ActivityQuerySet:
        return self.order_by("-published_at", "-pk")


class ActivityDialogueQuerySet(DialogueQuerySet["ActivityDialogue"]):
    """Talks with the leaders about activities."""

    about = "activity"


class FundingProgrammeQuerySet(KeyedQuerySet["FundingProgramme"]):
    """Programmes that pay."""

    def published(self) -> FundingProgrammeQuerySet:
        """In the county's order, with who administers each."""
        return (
            self.filter(published_at__isnull=False)
            .select_related("administered_by")
            .order_by("position", "name_nb")
        )

"""What is a person's own to do, by her roles: each list's number is its length."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mobility.gaps import levels_missed
from mobility.models import Accreditation, Activity, ActivityAnchor, Partnership
from network.choices import RoleKind
from network.keyed import KeyedQuerySet, Listed
from network.models import Organisation, Role, User
from network.ownership import SOON
from network.paging import Rows
from network.permissions import MANAGE_PEOPLE, kinds_of, may, roles_of
from plans.choices import Level
from plans.models import PolicyDocument

FIRST = 5
# Whoever runs activities; others of a school or an office only read along.
DOERS = frozenset({RoleKind.COORDINATOR, RoleKind.OFFICE_LEADER, RoleKind.OFFICE_STAFF})
READERS = DOERS | {RoleKind.COLLEAGUE, RoleKind.READER}


@dataclass(frozen=True)
class Listing:
    """A list of what waits: for whom it is, and how its rows are found in the viewer's places."""

    key: str
    title: str | Promise
    explanation: str | Promise
    readers: frozenset[RoleKind]
    find: Callable[[User, list[int]], Rows]
    of_plans: bool = False
    of_gaps: bool = False
    of_ended: bool = False
    of_agreements: bool = False
    of_comments: bool = False
    of_contests: bool = False
    is_told: bool = False  # also by letter: it is worth one only where somebody can act on it

    @property
    def url(self) -> str:
        return reverse("my_list", args=[self.key])

    def places(self, user: User) -> list[int]:
        """Keys of the organisations where the user has a role that the list is for."""
        return [pk for pk, kinds in roles_of(user).items() if not self.readers.isdisjoint(kinds)]

    def rows(self, user: User) -> Rows:
        return self.find(user, self.places(user))

    def beginning(self, user: User) -> Paginator[Any]:
        """How many rows there are, and on its first page those that Min side shows."""
        return Paginator(self.rows(user), FIRST)


class ShortOfLevels(Listed[Activity]):
    """Activities, each with the levels it does not reach as `missed_levels`."""

    def __init__(self, missed: dict[int, list[Level]], rows: KeyedQuerySet[Activity]) -> None:
        super().__init__(list(missed), rows)
        self.missed = missed

    def __getitem__(self, wanted: Any) -> Any:
        found = super().__getitem__(wanted)
        for activity in found if isinstance(found, list) else [found]:
            activity.missed_levels = self.missed[activity.pk]
        return found


def drafts(user: User, places: list[int]) -> Rows:
    return Activity.objects.visible_to(user).owned_by_any(places).drafts().latest_change_first()


def plan_drafts(user: User, places: list[int]) -> Rows:
    return PolicyDocument.objects.visible_to(user).owned_by_any(places).drafts().for_library()


def unconfirmed(user: User, places: list[int]) -> Rows:
    open_ones = Activity.objects.visible_to(user).owned_by_any(places).under_way()
    return open_ones.with_proposed_anchors().latest_change_first()


def contested(user: User, places: list[int]) -> Rows:
    activities = Activity.objects.visible_to(user).owned_by_any(places)
    return activities.with_unanswered_contests().latest_change_first()


def contested_plans(user: User, places: list[int]) -> Rows:
    plans = PolicyDocument.objects.visible_to(user).owned_by_any(places)
    return plans.with_unanswered_contests().for_library().by_title()


def commented(user: User, _places: list[int]) -> Rows:
    return Activity.objects.visible_to(user).commented_for(user)


def short_of_levels(user: User, places: list[int]) -> Rows:
    return ShortOfLevels(
        levels_missed(user, places), Activity.objects.visible_to(user).with_owner()
    )


def running_out(user: User, places: list[int]) -> Rows:
    today = timezone.localdate()
    plans = PolicyDocument.objects.visible_to(user).owned_by_any(places)
    return plans.running_out(before=today + SOON).for_library()


def ended_below(user: User, places: list[int]) -> Rows:
    """What no longer holds, and activities under way rest on."""
    activities = Activity.objects.visible_to(user).owned_by_any(places).under_way()
    seen = PolicyDocument.objects.visible_to(user).of_tone("ended")
    return seen.led_to_by(ActivityAnchor.objects.of_any(activities)).for_library().by_title()


def agreements_running_out(user: User, places: list[int]) -> Rows:
    today = timezone.localdate()
    found = [
        row
        for rows in agreements_of(user, places)
        for row in rows.running_out(after=today - SOON, before=today + SOON)
    ]
    return sorted(found, key=lambda row: row.nearest)


def agreement_drafts(user: User, places: list[int]) -> Rows:
    return [row for rows in agreements_of(user, places) for row in rows.drafts()]


def agreements_of(user: User, places: list[int]) -> list[Any]:
    """Partnerships and accreditations of some organisations, with their parties."""
    return [
        rows.visible_to(user).owned_by_any(places).for_list(user)
        for rows in (Partnership.objects, Accreditation.objects)
    ]


LISTINGS = {
    listing.key: listing
    for listing in (
        Listing(
            "bestridt",
            _("Bestridt av fylkeskommunen"),
            _(
                "Aktiviteter med forankringer som fylkeskommunen bestrider, og som venter på svar "
                "fra dere. Svar under Forankring."
            ),
            DOERS,
            contested,
            is_told=True,
        ),
        Listing(
            "plan-bestridt",
            _("Planer bestridt av fylkeskommunen"),
            _(
                "Egne planer med forankringer som fylkeskommunen bestrider, og som venter på svar "
                "fra dere. Svar under Hva planen bygger på."
            ),
            DOERS,
            contested_plans,
            of_plans=True,
            of_contests=True,
            is_told=True,
        ),
        Listing(
            "kommentert",
            _("Nye kommentarer"),
            _(
                "Noen har kommentert disse aktivitetene siden du leste sist. "
                "Du får vite det når du har ansvar for aktiviteten eller har kommentert den selv."
            ),
            frozenset(RoleKind),
            commented,
            of_comments=True,
            is_told=True,
        ),
        Listing(
            "hull",
            _("Når ikke alle nivåene"),
            _("Aktiviteter under arbeid som mangler forankring på ett eller flere nivåer."),
            DOERS,
            short_of_levels,
            of_gaps=True,
        ),
        Listing(
            "foreslatt",
            _("Ikke bekreftet"),
            _(
                "Aktiviteter med forankringer som bare er foreslått. "
                "Den som har ansvaret hos dere, bekrefter dem under Forankring "
                "når ledelsen har sagt ja."
            ),
            DOERS,
            unconfirmed,
        ),
        Listing(
            "utkast",
            _("Utkast til aktiviteter"),
            _("Bare dere og fylkeskommunen ser dem."),
            READERS,
            drafts,
        ),
        Listing(
            "planutkast",
            _("Utkast til planer"),
            _("Bare dere og fylkeskommunen ser dem."),
            READERS,
            plan_drafts,
            of_plans=True,
        ),
        Listing(
            "gar-ut",
            _("Planer som går ut"),
            _("Egne planer som er gått ut, eller som går ut innen et halvt år."),
            DOERS,
            running_out,
            of_plans=True,
            is_told=True,
        ),
        Listing(
            "ikke-lenger",
            _("Bygger på noe som ikke lenger gjelder"),
            _("Aktiviteter under arbeid er forankret i disse. Flytt dem til det som gjelder nå."),
            DOERS,
            ended_below,
            of_plans=True,
            of_ended=True,
            is_told=True,
        ),
        Listing(
            "avtaler",
            _("Avtaler å se til"),
            _(
                "Avtaler, akkrediteringer og godkjenninger som er gått ut det siste halve året "
                "eller går ut innen et halvt år, og rapporter som skal leveres."
            ),
            DOERS,
            agreements_running_out,
            of_agreements=True,
            is_told=True,
        ),
        Listing(
            "avtaleutkast",
            _("Utkast til avtaler"),
            _("Bare dere og fylkeskommunen ser dem."),
            READERS,
            agreement_drafts,
            of_agreements=True,
        ),
    )
}


def listings_for(user: User) -> list[Listing]:
    """Those that some role of the user has."""
    kinds = kinds_of(user)
    return [listing for listing in LISTINGS.values() if not listing.readers.isdisjoint(kinds)]


@dataclass(frozen=True)
class Section:
    """A list as Min side begins it."""

    listing: Listing
    count: int
    rows: list[Any]


def sections_for(user: User) -> list[Section]:
    """Every list with something in it, and its first rows."""
    begun = [(listing, listing.beginning(user)) for listing in listings_for(user)]
    return [
        Section(listing, rows.count, list(rows.page(1).object_list))
        for listing, rows in begun
        if rows.count
    ]


@dataclass(frozen=True)
class Place:
    """What a person is in one organisation, and what waits there for those in charge."""

    organisation: Organisation
    roles: list[Role]
    waiting: int | None


def places_of(user: User) -> list[Place]:
    """Where the user has roles; the invitations that wait, where she sees to them. Two queries."""
    roles: dict[Organisation, list[Role]] = {}
    for role in Role.objects.held_by(user):
        roles.setdefault(role.organisation, []).append(role)
    counts = Organisation.objects.waiting_invitations(list(roles))
    return [
        Place(place, held, counts.get(place.pk, 0) if may(user, MANAGE_PEOPLE, place) else None)
        for place, held in roles.items()
    ]

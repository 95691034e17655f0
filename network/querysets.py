"""What pages ask of people and organisations."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Collection
from typing import TYPE_CHECKING, NamedTuple

from django.contrib.auth.base_user import BaseUserManager
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Case, Count, Exists, OuterRef, Prefetch, Q, When
from django.db.models.expressions import Combinable

from network.choices import Pace, RoleKind
from network.keyed import KeyedQuerySet
from network.permissions import (
    COUNTY_HANDS,
    HANDS,
    IN_CHARGE,
    is_county,
    published_or_own,
    roles_of,
)

if TYPE_CHECKING:
    from network.models import (
        AccessRequest,
        ContactPoint,
        Feedback,
        Invitation,
        Organisation,
        User,
    )

LIST_ORDER = ("seated_elsewhere", "municipality_key", "sort_key", "id")


class UserQuerySet(KeyedQuerySet["User"]):
    """People."""


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    """Makes users by e-mail."""

    def create_user(self, email: str, password: str | None = None, **fields: object) -> User:
        # Log-in looks addresses up in small letters.
        user = self.model(email=email.lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str, **fields: object) -> User:
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def has_account(self, email: str) -> bool:
        return self.filter(email__iexact=email).exists()

    def with_email(self, email: str) -> User | None:
        """Whose address it is, in whatever case it was typed."""
        return self.filter(email__iexact=email).first()

    def locked(self, pk: int) -> User | None:
        """One of them while a transaction decides on her."""
        return self.select_for_update(of=("self",)).filter(pk=pk).first()

    def with_pace(self, paces: Collection[str]) -> UserQuerySet:
        """Those with an open account who want letters so often."""
        return self.get_queryset().filter(notices__in=paces, is_active=True).order_by("pk")

    def told_at_once_of_requests(self) -> models.QuerySet[User]:
        """The county's own people who decide on access and want to know at once."""
        held = self.model._meta.apps.get_model("network", "Role").objects.of_kinds(COUNTY_HANDS)
        found = self.filter(notices=Pace.AT_ONCE, is_active=True)
        return found.filter(Exists(held.filter(user=OuterRef("pk")))).order_by("pk")

    def demo_people(self) -> models.QuerySet[User]:
        """The invented people of a local run, with their roles, for the log-in page."""
        return self.filter(is_demo=True).prefetch_related("roles__organisation").order_by("email")

    def demo_people_without_password(self) -> models.QuerySet[User]:
        return self.filter(is_demo=True, password="").order_by("pk")


class Standing(NamedTuple):
    """An organisation's key and kind, whether the lists show it, and whether it has anything."""

    pk: int
    kind: str
    is_listed: bool
    has_activity: bool
    has_plan: bool


class OrganisationQuerySet(KeyedQuerySet["Organisation"]):
    """Organisations, as pages ask for them."""

    def visible_to(self, user: User | AnonymousUser) -> OrganisationQuerySet:
        """Published ones; those of the user; all for the county."""
        return self.filter(published_or_own(user, owner="pk"))

    def published(self) -> OrganisationQuerySet:
        """What a visitor sees."""
        return self.visible_to(AnonymousUser())

    def listed(self) -> OrganisationQuerySet:
        """Those in operation that the lists show."""
        return self.filter(active=True, listed=True)

    def at(self, slug: str) -> Organisation | None:
        """The organisation of this address, if it is in the set."""
        return self.filter(slug=slug).first() if slug else None

    def schools(self) -> OrganisationQuerySet:
        return self.filter(kind="upper_secondary_school")

    def training_offices(self) -> OrganisationQuerySet:
        return self.filter(kind="training_office")

    def of_kind(self, kind: str) -> OrganisationQuerySet:
        return self.filter(kind=kind)

    def members(self) -> OrganisationQuerySet:
        """Schools and training offices."""
        return self.filter(kind__in=self.model.MEMBER_KINDS)

    def members_first(self) -> OrganisationQuerySet:
        """Schools, then training offices, then all others, each by name."""
        places = [When(kind=kind, then=n) for n, kind in enumerate(self.model.MEMBER_KINDS)]
        place = Case(*places, default=len(places), output_field=models.IntegerField())
        return self.order_by(place, "sort_key", "pk")

    def among(self, pks: Collection[int]) -> OrganisationQuerySet:
        return self.filter(pk__in=pks)

    def meeting(self, condition: Q | Combinable) -> OrganisationQuerySet:
        """Those that meet a condition on what they own."""
        return self.filter(condition)

    def standings(self, has_activity: Exists, has_plan: Exists) -> list[Standing]:
        """What each has and is, in order; the conditions are on the organisation."""
        rows = self.values_list("pk", "kind", "active", "listed", has_activity, has_plan)
        return [
            Standing(pk, kind, active and listed, *has) for pk, kind, active, listed, *has in rows
        ]

    def counts_by_kind(self) -> dict[str, int]:
        """How many there are of each kind, by the kind's value; 0 of schools or offices too."""
        counts = self.order_by().values_list("kind").annotate(count=Count("pk"))
        return dict.fromkeys((kind.value for kind in self.model.MEMBER_KINDS), 0) | dict(counts)

    def in_municipality(self, name: str) -> OrganisationQuerySet:
        return self.filter(municipality=name)

    def by_municipality(self) -> OrganisationQuerySet:
        """In Norwegian order of municipality, those seated outside the county last."""
        return self.order_by(*LIST_ORDER)

    def municipalities(self) -> list[str]:
        """Names of the municipalities they lie in, in Norwegian order."""
        rows = (
            self.order_by("municipality_key")
            .values_list("municipality", "municipality_key")
            .distinct()
        )
        return [name for name, _key in rows if name]

    def of_user(self, user: User) -> OrganisationQuerySet:
        """Those where the user has a role."""
        return self.filter(pk__in=list(roles_of(user)))

    def looked_after_by(self, user: User | AnonymousUser) -> OrganisationQuerySet:
        """Those where the user looks after plans and activities, by name."""
        mine = [pk for pk, kinds in roles_of(user).items() if not HANDS.isdisjoint(kinds)]
        return self.filter(pk__in=mine).order_by("sort_key", "pk")

    def with_people_for(self, user: User | AnonymousUser) -> OrganisationQuerySet:
        """Those whose people the user may see: where she has a role; for the county all."""
        rows = self.visible_to(user).filter(
            kind__in={kind for role in RoleKind for kind in role.suits}
        )
        return rows if is_county(user) else rows.filter(pk__in=roles_of(user))

    def without_contact(self) -> OrganisationQuerySet:
        """Schools and offices in the lists where nobody who can log in is in charge."""
        roles = self.model._meta.apps.get_model("network", "Role").objects
        in_charge = roles.in_charge().filter(organisation=OuterRef("pk"), user__is_active=True)
        return self.members().listed().filter(~Exists(in_charge))

    def with_waiting_contacts(self) -> OrganisationQuerySet:
        """With the invitations to be in charge that nobody has taken yet, as `invited`."""
        invitations = self.model._meta.apps.get_model("network", "Invitation").objects
        waiting = invitations.waiting().filter(kind__in=IN_CHARGE).order_by("-expires_at", "pk")
        return self.prefetch_related(Prefetch("invitations", waiting, to_attr="invited"))

    def waiting_invitations(self, organisations: Collection[Organisation]) -> dict[int, int]:
        """How many have been invited and have not come, by the organisation's key."""
        invitations = self.model._meta.apps.get_model("network", "Invitation").objects
        waiting = invitations.waiting().filter(organisation__in=organisations).order_by()
        counts = waiting.values_list("organisation").annotate(count=Count("pk"))
        return dict(counts)

    def in_security_log(self) -> OrganisationQuerySet:
        """Those that people have or have had roles in, by name."""
        return self.filter(
            pk__in=self.model._meta.apps.get_model("network", "RoleEvent").objects.values(
                "organisation"
            )
        ).order_by("sort_key", "pk")

    def relatives_of(self, organisation: Organisation) -> dict[str, Organisation | None]:
        """Its parent, owner and successor, by those names, as far as they are in this set."""
        names = {
            name: getattr(organisation, f"{name}_id") for name in ("parent", "owner", "successor")
        }
        found = self.in_bulk([pk for pk in names.values() if pk])
        return {name: found.get(pk) for name, pk in names.items()}

    def for_page(self, user: User | AnonymousUser) -> OrganisationQuerySet:
        """With what an organisation's own page says of its relatives to the user."""
        visible = self.model._default_manager.visible_to(user)
        return self.prefetch_related(
            Prefetch("departments", visible), Prefetch("predecessors", visible)
        )


class ContactPointQuerySet(models.QuerySet["ContactPoint"]):
    """Whom to ask."""

    def current(self) -> ContactPoint | None:
        """The one that every page shows."""
        return self.select_related("organisation").order_by("pk").first()


class FeedbackQuerySet(models.QuerySet["Feedback"]):
    """What people have said."""

    def keep(self, feedback: Feedback) -> None:
        """Store it; the same submission sent twice stays one record."""
        self.bulk_create([feedback], ignore_conflicts=True)

    def many_since(self, moment: datetime.datetime, limit: int) -> bool:
        """Whether `limit` or more have come in since then."""
        return self.filter(created_at__gte=moment).count() >= limit


class AccessRequestQuerySet(models.QuerySet["AccessRequest"]):
    """What people ask the county for."""

    def waiting(self) -> AccessRequestQuerySet:
        return self.filter(decided_at=None)

    def of(self, asker: str) -> AccessRequestQuerySet:
        return self.filter(asker=asker)

    def for_desk(self) -> AccessRequestQuerySet:
        """With the organisation, the one that has waited longest first."""
        return self.select_related("organisation").order_by("created_at", "pk")

    def locked(self, pk: int) -> AccessRequest | None:
        """One of them while a transaction decides on it."""
        return (
            self.select_for_update(of=("self",))
            .select_related("organisation")
            .filter(pk=pk)
            .first()
        )


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Invitations sent."""

    def waiting(self) -> InvitationQuerySet:
        """Neither taken nor withdrawn; those that have expired can be sent anew."""
        return self.filter(accepted_at=None, withdrawn_at=None)

    def to(self, organisation: Organisation) -> InvitationQuerySet:
        """Those into one organisation that still wait, the newest first."""
        return self.waiting().filter(organisation=organisation).select_related("invited_by")

    def sent_by(self, user: User) -> InvitationQuerySet:
        return self.filter(invited_by=user)

    def at(self, organisation: Organisation) -> InvitationQuerySet:
        """Every invitation into one organisation, whatever has become of it."""
        return self.filter(organisation=organisation).select_related("organisation")

    def stands_in_the_way(
        self, organisation: Organisation, kind: str, email: str, submission: uuid.UUID
    ) -> bool:
        """Whether another form has invited the same person to the same role."""
        waiting = self.to(organisation).filter(kind=kind, email__iexact=email)
        return waiting.exclude(submission=submission).exists()

    def still_sent(self, organisation: Organisation, kind: str, email: str) -> Invitation | None:
        """The one that the same person has not taken yet, also when its link has expired."""
        return self.to(organisation).filter(kind=kind, email__iexact=email).first()

    def with_digest(self, digest: str) -> Invitation | None:
        """The one that a link leads to, whatever has become of it."""
        return self.filter(token_digest=digest).select_related("organisation").first()

    def locked(self, pk: int) -> Invitation | None:
        """The same while a transaction decides on it."""
        return (
            self.select_for_update(of=("self",))
            .select_related("organisation")
            .filter(pk=pk)
            .first()
        )

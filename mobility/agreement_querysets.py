"""What pages ask of partnerships and accreditations."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from typing import TYPE_CHECKING, Any, Self, TypeVar

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Prefetch, Q, Value, When
from django.db.models.functions import Least
from django.utils import timezone

from network.begun import BegunQuerySet
from network.paging import PAGE_SIZE
from network.permissions import published_or_own

if TYPE_CHECKING:
    from mobility.models import (  # noqa: F401  (named below)
        Accreditation,
        Agreement,
        Membership,
        Partnership,
    )
    from network.models import Organisation, User

AnyAgreement = TypeVar("AnyAgreement", bound="Agreement")
AnyMembership = TypeVar("AnyMembership", bound="Membership")


class MembershipQuerySet(models.QuerySet[AnyMembership]):
    """Parties of agreements of either sort."""

    def present(self) -> Self:
        """Those that have not left."""
        return self.exclude(left_on__lt=timezone.localdate())

    def joined(self) -> Self:
        """Those of them that have come in already."""
        return self.present().exclude(joined_on__gt=timezone.localdate())

    def seen_by(self, viewer: User | AnonymousUser) -> Self:
        """With which of them the viewer may see by name: `is_seen`."""
        places: Any = self.model._meta.get_field("organisation").related_model
        visible = places.objects.visible_to(viewer)
        seen = Exists(visible.order_by().filter(pk=OuterRef("organisation")))
        return self.annotate(is_seen=Q(organisation=None) | seen)

    def locked(self, pk: int) -> AnyMembership:
        """One of them while a transaction changes it."""
        return self.select_for_update(of=("self",)).get(pk=pk)


class AgreementQuerySet(BegunQuerySet[AnyAgreement]):
    """Agreements of either sort."""

    # The days that somebody has to be told of beforehand.
    days: tuple[str, ...] = ("ends_on",)

    @property
    def parties(self) -> MembershipQuerySet[Any]:
        model: Any = self.model._meta.get_field("parties").related_model
        rows: MembershipQuerySet[Any] = model.objects.all()
        return rows

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Published ones; those of the user's own organisations; all for the county."""
        return self.filter(published_or_own(user, owner="organisation"))

    def for_list(self, viewer: User | AnonymousUser) -> Self:
        """With whose each is, and with whom, by the names that the viewer may see."""
        rows = self.parties.seen_by(viewer).select_related("organisation").order_by("pk")
        return self.select_related("organisation").prefetch_related(Prefetch("parties", rows))

    def locked(self, pk: int) -> AnyAgreement:
        """One of them while a transaction changes it."""
        return self.select_for_update(of=("self",)).select_related("organisation").get(pk=pk)

    def owned_by_any(self, organisations: Collection[int]) -> Self:
        return self.filter(organisation__in=organisations)

    def published(self) -> Self:
        return self.exclude(published_at=None)

    def drafts(self) -> Self:
        return self.filter(published_at=None)

    def concerning(self, organisation: Organisation) -> Self:
        """Those that the organisation has, or is a party of still."""
        own = type(self)(self.model).filter(organisation=organisation).order_by().values("pk")
        here = self.parties.present().filter(organisation=organisation).values("agreement")
        return self.filter(pk__in=own.union(here))

    def shown_at(self, organisation: Organisation, viewer: User | AnonymousUser) -> Self:
        """The first that concern it, as its own page shows them."""
        return self.concerning(organisation).current_first().for_list(viewer)[:PAGE_SIZE]

    def current_first(self) -> Self:
        """Those that hold before those that have ended."""
        has_ended = Case(
            When(ends_on__lt=timezone.localdate(), then=Value(1)),
            default=Value(0),
            output_field=models.IntegerField(),
        )
        return self.order_by(has_ended, *(self.model._meta.ordering or ()))

    def running_out(self, *, after: datetime.date, before: datetime.date) -> Self:
        """Those with a last day between the two, which is `nearest`; the earliest first.

        A report is waited for until it is handed in.
        """
        within = {
            day: Q(**{f"{day}__lt": before})
            & (Q() if day == "report_due" else Q(**{f"{day}__gt": after}))
            for day in self.days
        }
        found = [Case(When(meets, then=F(day))) for day, meets in within.items()]
        nearest = Least(*found) if len(found) > 1 else found[0]
        rows = self.annotate(nearest=nearest).filter(nearest__isnull=False)
        return rows.order_by("nearest", "pk")


class PartnershipQuerySet(AgreementQuerySet["Partnership"]):
    """Partnerships, as pages ask for them."""

    days = ("ends_on", "approved_to", "report_due")

    def of_kind(self, kind: str) -> Self:
        return self.filter(kind=kind)

    def in_country(self, code: str) -> Self:
        """Those with a party in the country."""
        return self.filter(
            Exists(self.parties.present().filter(agreement=OuterRef("pk"), country=code))
        )

    def countries(self) -> frozenset[str]:
        """Codes of the countries that any of them has a party in."""
        rows = self.parties.present().filter(agreement__in=self.order_by())
        return frozenset(rows.order_by().values_list("country", flat=True).distinct())


class AccreditationQuerySet(AgreementQuerySet["Accreditation"]):
    """Accreditations, as pages ask for them."""

    def for_list(self, viewer: User | AnonymousUser) -> Self:
        return super().for_list(viewer).select_related("plan")

    def holding(self, organisation: Organisation) -> Self:
        """Those in force today that let the organisation apply each year."""
        today = timezone.localdate()
        begun = Q(starts_on=None) | Q(starts_on__lte=today)
        lasts = Q(ends_on=None) | Q(ends_on__gte=today)
        member = self.parties.joined().filter(agreement=OuterRef("pk"), organisation=organisation)
        return self.filter(begun & lasts).filter(Q(organisation=organisation) | Exists(member))

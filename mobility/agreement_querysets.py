"""What pages ask of partnerships and accreditations."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from typing import TYPE_CHECKING, Any, Self, TypeVar

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Prefetch, Q, Value, When
from django.utils import timezone

from network.begun import BegunQuerySet
from network.paging import PAGE_SIZE
from network.permissions import published_or_own

if TYPE_CHECKING:
    from mobility.models import Accreditation, Agreement, Partnership  # noqa: F401  (named below)
    from network.models import Organisation, User

AnyAgreement = TypeVar("AnyAgreement", bound="Agreement")


class AgreementQuerySet(BegunQuerySet[AnyAgreement]):
    """Agreements of either sort."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Published ones; those of the user's own organisations; all for the county."""
        return self.filter(published_or_own(user, owner="organisation"))

    def for_list(self) -> Self:
        """With whose each is, and with whom."""
        parties: Any = self.model._meta.get_field("parties").related_model
        rows = parties.objects.select_related("organisation").order_by("pk")
        return self.select_related("organisation").prefetch_related(Prefetch("parties", rows))

    def locked(self, pk: int) -> AnyAgreement:
        """One of them while a transaction changes it."""
        return self.select_for_update(of=("self",)).select_related("organisation").get(pk=pk)

    def owned_by_any(self, organisations: Collection[int]) -> Self:
        return self.filter(organisation__in=organisations)

    def concerning(self, organisation: Organisation) -> Self:
        """Those that the organisation has, or is a party of."""
        parties: Any = self.model._meta.get_field("parties").related_model
        party = parties.objects.filter(agreement=OuterRef("pk"), organisation=organisation)
        return self.filter(Q(organisation=organisation) | Exists(party))

    def shown_at(self, organisation: Organisation) -> Self:
        """The first that concern it, as its own page shows them."""
        return self.concerning(organisation).current_first().for_list()[:PAGE_SIZE]

    def current_first(self) -> Self:
        """Those that hold before those that have ended."""
        has_ended = Case(
            When(ends_on__lt=timezone.localdate(), then=Value(1)),
            default=Value(0),
            output_field=models.IntegerField(),
        )
        return self.order_by(has_ended, *(self.model._meta.ordering or ()))

    def running_out(self, *, after: datetime.date, before: datetime.date) -> Self:
        """Those with a last day between the two, the earliest first."""
        found = self.filter(ends_on__gt=after, ends_on__lt=before)
        return found.order_by("ends_on", "pk")


class PartnershipQuerySet(AgreementQuerySet["Partnership"]):
    """Partnerships, as pages ask for them."""

    def of_kind(self, kind: str) -> Self:
        return self.filter(kind=kind)

    def in_country(self, code: str) -> Self:
        """Those with a party in the country."""
        parties: Any = self.model._meta.get_field("parties").related_model
        return self.filter(Exists(parties.objects.filter(agreement=OuterRef("pk"), country=code)))

    def countries(self) -> frozenset[str]:
        """Codes of the countries that any of them has a party in."""
        rows = self.order_by().exclude(parties__country=None)
        return frozenset(rows.values_list("parties__country", flat=True).distinct())

    def running_out(self, *, after: datetime.date, before: datetime.date) -> Self:
        """Those whose agreement, approval or report has its last day between the two."""
        days = ("ends_on", "approved_to", "report_due")
        any_of = Q()
        for day in days:
            any_of |= Q(**{f"{day}__gt": after, f"{day}__lt": before})
        return self.filter(any_of).order_by(*(F(day).asc(nulls_last=True) for day in days), "pk")


class AccreditationQuerySet(AgreementQuerySet["Accreditation"]):
    """Accreditations, as pages ask for them."""

    def for_list(self) -> Self:
        return super().for_list().select_related("plan")

    def holding(self, organisation: Organisation) -> Self:
        """Those in force today that let the organisation apply each year."""
        today = timezone.localdate()
        begun = Q(starts_on=None) | Q(starts_on__lte=today)
        lasts = Q(ends_on=None) | Q(ends_on__gte=today)
        return self.filter(begun & lasts).concerning(organisation)

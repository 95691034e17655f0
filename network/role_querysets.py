"""What pages and services ask of roles."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from typing import TYPE_CHECKING

from allauth.mfa.models import Authenticator
from django.db import models

from network.choices import RoleKind
from network.permissions import IN_CHARGE

if TYPE_CHECKING:
    from network.models import HandOver, Organisation, Role, User


class RoleQuerySet(models.QuerySet["Role"]):
    """Roles that people have."""

    def at(self, organisation: Organisation) -> RoleQuerySet:
        """Those in one organisation, with who has them, by name."""
        return (
            self.filter(organisation=organisation)
            .select_related("user", "organisation")
            .order_by("user__name", "pk")
        )

    def held_by(self, user: User) -> RoleQuerySet:
        """All of somebody's, by the organisation's name."""
        rows = self.filter(user=user).select_related("organisation")
        return rows.order_by("organisation__sort_key", "organisation", "pk")

    def of_kinds(self, kinds: Collection[str]) -> RoleQuerySet:
        return self.filter(kind__in=kinds)

    def in_charge(self) -> RoleQuerySet:
        """Those of coordinators and of offices' leaders."""
        return self.filter(kind__in=IN_CHARGE)

    def for_people_page(self) -> RoleQuerySet:
        """With each person's roles everywhere."""
        return self.prefetch_related("user__roles__organisation")

    def with_factor(self) -> set[int]:
        """Primary keys of those people who have set up a second factor."""
        factors = Authenticator.objects.filter(
            type=Authenticator.Type.TOTP, user__roles__in=self.order_by()
        )
        return set(factors.values_list("user_id", flat=True).order_by("user_id"))

    def is_held(self, organisation: Organisation, kind: str, email: str) -> bool:
        """Whether somebody with this address has the role already."""
        return self.filter(organisation=organisation, kind=kind, user__email__iexact=email).exists()

    def is_gone(self, pk: int) -> bool:
        """Whether it has been removed or left to somebody else."""
        return not self.filter(pk=pk).exists()

    def others_like(self, role: Role) -> bool:
        """Whether somebody else has the same role there."""
        same = self.filter(organisation=role.organisation_id, kind=role.kind)
        return same.exclude(pk=role.pk).exists()

    def locked(self, pk: int) -> Role | None:
        """The same while a transaction decides on it."""
        return (
            self.select_for_update(of=("self",))
            .select_related("user", "organisation")
            .filter(pk=pk)
            .first()
        )

    def locked_administrators(self) -> list[Role]:
        """The county's administrators, while a transaction decides on one of them."""
        administrators = self.filter(kind=RoleKind.COUNTY_ADMINISTRATOR)
        return list(administrators.select_for_update().order_by("pk"))

    def locked_of(self, organisation: Organisation, *people: User) -> list[Role]:
        """What the people are in an organisation, while a transaction decides on it."""
        found = self.filter(organisation=organisation, user__in=people)
        return list(found.select_for_update().order_by("pk"))


class HandOverQuerySet(models.QuerySet["HandOver"]):
    """Roles that have been left to others, the latest first."""

    def at(self, organisation: Organisation) -> HandOverQuerySet:
        """Those in one organisation, with between whom."""
        return (
            self.filter(organisation=organisation)
            .select_related("from_user", "to_user")
            .order_by("-at", "-pk")
        )

    def to(self, user: User) -> HandOverQuerySet:
        return self.filter(to_user=user)

    def last_of(self, user: User, slug: str) -> HandOver | None:
        """The last one there of a role that was the user's, or that she has moved for another."""
        mine = self.filter(models.Q(from_user=user) | models.Q(by=user), organisation__slug=slug)
        return mine.select_related("organisation", "to_user").order_by("-at", "-pk").first()

    def sent(self, submission: uuid.UUID | None) -> HandOver | None:
        """What a form has brought about, if it was sent before."""
        return self.filter(submission=submission).first() if submission else None

"""People, and what a person is in an organisation."""

from __future__ import annotations

from functools import cached_property

import pgtrigger
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from network.choices import Language, OrganisationKind, Pace, RoleKind, one_of
from network.history import tracked
from network.models.organisations import Organisation
from network.permissions import IN_CHARGE
from network.querysets import UserManager
from network.role_querysets import RoleQuerySet
from network.triggers import ROLE_GUARD


class User(AbstractBaseUser, PermissionsMixin):
    """A person who can log in, known by e-mail."""

    email = models.EmailField(_("e-post"), unique=True)
    name = models.CharField(_("navn"), max_length=200)
    language = models.CharField(_("språk"), max_length=2, choices=Language, default=Language.BOKMAL)
    notices = models.CharField(_("varsler"), max_length=7, choices=Pace, default=Pace.WEEKLY)
    noticed_on = models.DateField(_("sist varslet"), null=True, blank=True)
    is_staff = models.BooleanField(_("drifter portalen"), default=False)
    is_active = models.BooleanField(_("aktiv"), default=True)
    is_demo = models.BooleanField(_("eksempel"), default=False)
    joined_at = models.DateTimeField(_("ble med"), auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("bruker")
        verbose_name_plural = _("brukere")
        constraints = [
            one_of("user_language_known", "language", Language),
            one_of("user_notices_known", "notices", Pace),
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")),
                name="user_email_in_small_letters",
                violation_error_message=_("E-postadressen må stå med små bokstaver."),
            ),
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_unique_in_any_case",
                violation_error_message=_("Det finnes alt en bruker med denne e-postadressen."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("front")

    @cached_property
    def places(self) -> list[tuple[int, OrganisationKind, str]]:
        """Organisation id, its kind and the kind of role there, fetched once a request."""
        found = self.roles.values_list("organisation_id", "organisation__kind", "kind")
        return [(pk, OrganisationKind(kind), role) for pk, kind, role in found.order_by("pk")]

    @cached_property
    def role_kinds(self) -> dict[int, set[str]]:
        """Kinds of role by organisation id."""
        kinds: dict[int, set[str]] = {}
        for organisation, _kind, role in self.places:
            kinds.setdefault(organisation, set()).add(role)
        return kinds

    def with_and_without(self, role: Role) -> tuple[User, User]:
        """The person as she is now, and when the role is taken from her; not to be saved."""
        now, left = User(pk=self.pk), User(pk=self.pk)
        held = self.roles.select_related("organisation").order_by("pk")
        places = {
            each.pk: (each.organisation_id, OrganisationKind(each.organisation.kind), each.kind)
            for each in held
        }
        now.places = list(places.values())
        left.places = [place for pk, place in places.items() if pk != role.pk]
        return now, left

    def forget_roles(self) -> None:
        """Ask anew when they have changed within a request."""
        for name in ("places", "role_kinds"):
            self.__dict__.pop(name, None)


@tracked(shown=False)
class Role(models.Model):
    """What a user is in one organisation."""

    Kind = RoleKind

    user = models.ForeignKey(User, models.CASCADE, related_name="roles", verbose_name=_("bruker"))
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="roles", verbose_name=_("organisasjon")
    )
    kind = models.CharField(_("rolle"), max_length=20, choices=Kind)
    since = models.DateTimeField(_("siden"), auto_now_add=True)

    objects = RoleQuerySet.as_manager()

    class Meta:
        ordering = ["user", "pk"]
        verbose_name = _("rolle")
        verbose_name_plural = _("roller")
        triggers = [
            pgtrigger.Trigger(
                name="role_suits_organisation",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=ROLE_GUARD,
            )
        ]
        constraints = [
            one_of("role_kind_known", "kind", RoleKind),
            models.UniqueConstraint(
                fields=["user", "organisation", "kind"],
                name="role_once",
                violation_error_message=_("Personen har alt denne rollen her."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.organisation}"

    def get_absolute_url(self) -> str:
        return self.organisation.get_absolute_url()

    @property
    def role_kind(self) -> RoleKind:
        return RoleKind(self.kind)

    @property
    def is_in_charge(self) -> bool:
        """Whether whoever has it decides who else is let in."""
        return self.kind in IN_CHARGE

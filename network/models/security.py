"""The security log: who came in, and who was given or lost what."""

import pgtrigger
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.choices import RoleKind, SecurityEventKind, one_of
from network.models.organisations import Organisation
from network.models.people import User
from network.security_querysets import SecurityEventQuerySet
from network.triggers import Refuse


class SecurityEvent(models.Model):
    """Something that happened to an account or a role: never changed, deleted after a year.

    No address, no e-mail and no words of anybody's: only who, what, where and when.
    """

    Kind = SecurityEventKind

    kind = models.CharField(_("hendelse"), max_length=20, choices=Kind)
    user = models.ForeignKey(
        User, models.PROTECT, related_name="+", verbose_name=_("hvem"), null=True, blank=True
    )
    by = models.ForeignKey(
        User, models.PROTECT, related_name="+", verbose_name=_("gjort av"), null=True, blank=True
    )
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="+",
        verbose_name=_("organisasjon"),
        null=True,
        blank=True,
    )
    role = models.CharField(_("rolle"), max_length=20, choices=RoleKind, blank=True)
    at = models.DateTimeField(_("tidspunkt"), default=timezone.now, db_index=True)

    objects = SecurityEventQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("hendelse i sikkerhetsloggen")
        verbose_name_plural = _("sikkerhetslogg")
        constraints = [
            one_of("security_event_kind_known", "kind", SecurityEventKind),
            one_of("security_event_role_known", "role", RoleKind, blank=True),
        ]
        triggers = [
            Refuse(
                name="security_event_never_changes",
                message="what the security log says stands",
                operation=pgtrigger.Update,
            )
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.kind}"

    def get_absolute_url(self) -> str:
        return reverse("security_log")

"""Invitations: how somebody comes to have a role."""

from __future__ import annotations

import datetime
import hashlib
import secrets
import uuid

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.choices import Language, RoleKind, one_of
from network.history import tracked
from network.models.organisations import Organisation
from network.models.people import User
from network.querysets import InvitationQuerySet
from network.triggers import ROLE_GUARD

LIFETIME = datetime.timedelta(days=14)


def new_token() -> str:
    """A secret for a link; only its digest is kept."""
    return secrets.token_urlsafe(32)


def digest_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@tracked(exclude=("email", "token_digest"), shown=False)
class Invitation(models.Model):
    """A role that waits for whoever opens the link sent by e-mail: once, and not for ever."""

    Kind = RoleKind

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="invitations", verbose_name=_("organisasjon")
    )
    kind = models.CharField(_("rolle"), max_length=20, choices=Kind)
    email = models.EmailField(_("e-post"))
    language = models.CharField(_("språk"), max_length=2, choices=Language, default=Language.BOKMAL)
    token_digest = models.CharField(max_length=64, unique=True)
    submission = models.UUIDField(_("innsending"), unique=True, default=uuid.uuid4)
    invited_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", verbose_name=_("invitert av")
    )
    created_at = models.DateTimeField(_("sendt"), auto_now_add=True)
    expires_at = models.DateTimeField(_("gjelder til"))
    accepted_at = models.DateTimeField(_("tatt imot"), null=True, blank=True)
    accepted_by = models.ForeignKey(
        User,
        models.PROTECT,
        related_name="+",
        verbose_name=_("tatt imot av"),
        null=True,
        blank=True,
    )
    withdrawn_at = models.DateTimeField(_("trukket tilbake"), null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("invitasjon")
        verbose_name_plural = _("invitasjoner")
        triggers = [
            pgtrigger.Trigger(
                name="invited_role_suits",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=ROLE_GUARD,
            )
        ]
        constraints = [
            one_of("invitation_kind_known", "kind", RoleKind),
            one_of("invitation_language_known", "language", Language),
            models.CheckConstraint(
                condition=Q(accepted_at=None, accepted_by=None)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False),
                name="invitation_accepted_by_and_at",
                violation_error_message=_("En mottatt invitasjon har både navn og tidspunkt."),
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(withdrawn_at=None),
                name="invitation_accepted_or_withdrawn",
                violation_error_message=_("Invitasjonen er alt brukt."),
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("created_at")),
                name="invitation_expires_later",
                violation_error_message=_("En invitasjon gjelder i minst en dag."),
            ),
            models.UniqueConstraint(
                Lower("email"),
                "organisation",
                "kind",
                condition=Q(accepted_at=None, withdrawn_at=None),
                name="invitation_open_once",
                violation_error_message=_("Denne personen er alt invitert til rollen."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.organisation}"

    def get_absolute_url(self) -> str:
        return reverse("people", args=[self.organisation.slug])

    @property
    def role_kind(self) -> RoleKind:
        return RoleKind(self.kind)

    @property
    def sent_at(self) -> datetime.datetime:
        """When the link that now works was sent."""
        return self.expires_at - LIFETIME

    @property
    def is_open(self) -> bool:
        """Whether the link still leads to the role."""
        return not self.accepted_at and not self.withdrawn_at and not self.has_expired

    @property
    def has_expired(self) -> bool:
        return self.expires_at <= timezone.now()

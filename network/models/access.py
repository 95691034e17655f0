"""Requests for access: somebody Feide knows and nobody has invited."""

from __future__ import annotations

import uuid

import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from network.choices import Language, RoleKind, one_of
from network.history import tracked
from network.models.invitations import Invitation
from network.models.organisations import Organisation
from network.models.people import User
from network.querysets import AccessRequestQuerySet
from network.triggers import ROLE_GUARD

MESSAGE_LENGTH = 1000


@tracked(exclude=("name", "email", "message", "asker"), shown=False)
class AccessRequest(models.Model):
    """A role somebody asks the county for; who she is, is forgotten when it is decided.

    `asker` is a digest of the identity at Feide: it lets one person wait once.
    """

    Kind = RoleKind

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="access_requests", verbose_name=_("organisasjon")
    )
    kind = models.CharField(_("rolle"), max_length=20, choices=Kind)
    asker = models.CharField(max_length=64, blank=True)
    name = models.CharField(_("navn"), max_length=200, blank=True)
    home = models.CharField(_("organisasjon i Feide"), max_length=200)
    email = models.EmailField(_("e-post"), blank=True)
    message = models.CharField(_("beskjed"), max_length=MESSAGE_LENGTH, blank=True)
    language = models.CharField(_("språk"), max_length=2, choices=Language, default=Language.BOKMAL)
    submission = models.UUIDField(_("innsending"), unique=True, default=uuid.uuid4)
    created_at = models.DateTimeField(_("sendt"), auto_now_add=True)
    decided_at = models.DateTimeField(_("avgjort"), null=True, blank=True)
    decided_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", verbose_name=_("avgjort av"), null=True, blank=True
    )
    invitation = models.ForeignKey(
        Invitation,
        models.PROTECT,
        related_name="+",
        verbose_name=_("invitasjonen den ble til"),
        null=True,
        blank=True,
    )

    objects = AccessRequestQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "pk"]
        verbose_name = _("forespørsel om tilgang")
        verbose_name_plural = _("forespørsler om tilgang")
        triggers = [
            pgtrigger.Trigger(
                name="asked_role_suits",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=ROLE_GUARD,
            )
        ]
        constraints = [
            one_of("access_request_kind_known", "kind", RoleKind),
            one_of("access_request_language_known", "language", Language),
            models.CheckConstraint(
                condition=~Q(kind__startswith="county_"),
                name="access_request_not_to_the_county",
                violation_error_message=_("Rollene i fylkeskommunen gis bare ved invitasjon."),
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None, decided_by=None, invitation=None)
                & ~Q(email="")
                & ~Q(asker="")
                | Q(decided_at__isnull=False, decided_by__isnull=False)
                & Q(name="", email="", message="", asker=""),
                name="access_request_forgotten_when_decided",
                violation_error_message=_("En avgjort forespørsel sier ikke hvem som spurte."),
            ),
            models.UniqueConstraint(
                fields=["asker"],
                condition=Q(decided_at=None),
                name="access_request_waits_once",
                violation_error_message=_("Du har alt bedt om tilgang."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.organisation}"

    def get_absolute_url(self) -> str:
        return reverse("access_requests")

    @property
    def role_kind(self) -> RoleKind:
        return RoleKind(self.kind)

"""Hand-overs: how a role and what hangs on it come to somebody else."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from network.choices import RoleKind, one_of
from network.history import tracked
from network.models.organisations import Organisation
from network.models.people import User
from network.role_querysets import HandOverQuerySet


@tracked(shown=False)
class HandOver(models.Model):
    """That somebody left a role to somebody else, and what she wanted her to know."""

    Kind = RoleKind

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="hand_overs", verbose_name=_("organisasjon")
    )
    kind = models.CharField(_("rolle"), max_length=20, choices=Kind)
    from_user = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("fra"))
    to_user = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("til"))
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("gjort av"))
    at = models.DateTimeField(_("overlatt"), auto_now_add=True)
    note = models.TextField(_("beskjed"), blank=True)
    submission = models.UUIDField(_("innsending"), unique=True, default=uuid.uuid4)

    objects = HandOverQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("overlevering")
        verbose_name_plural = _("overleveringer")
        constraints = [
            one_of("hand_over_kind_known", "kind", RoleKind),
            models.CheckConstraint(
                condition=~Q(from_user=F("to_user")),
                name="hand_over_to_somebody_else",
                violation_error_message=_("En rolle overlates til en annen."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.organisation}"

    def get_absolute_url(self) -> str:
        return reverse("people", args=[self.organisation.slug])

    @property
    def role_kind(self) -> RoleKind:
        return RoleKind(self.kind)

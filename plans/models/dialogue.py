"""Talks with the leaders: what was agreed, and whether they say yes."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from network.history import tracked
from plans import triggers
from plans.dialogue_querysets import LeaderDialogueQuerySet
from plans.models.documents import PolicyDocument


class DialogueBase(models.Model):
    """That somebody spoke with the leaders of a school or an office, and what they agreed on."""

    held_on = models.DateField(_("dato"))
    forum = models.CharField(_("hvor"), max_length=120)
    with_role = models.CharField(_("hvem i ledelsen"), max_length=120)
    agreed = models.TextField(_("hva dere ble enige om"))
    says_yes = models.BooleanField(_("ledelsen sier ja"), default=False)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("ført av")
    )
    noted_at = models.DateTimeField(_("ført"), auto_now_add=True)
    submission = models.UUIDField(_("innsending"), unique=True, editable=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=~Q(forum="") & ~Q(with_role="") & ~Q(agreed=""),
                name="%(class)s_says_where_with_whom_and_what",
                violation_error_message=_("Skriv hvor, med hvem og hva dere ble enige om."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.held_on}, {self.forum}"


@tracked(shown=False)
class LeaderDialogue(DialogueBase):
    """A talk about a school's or an office's own plan."""

    plan = models.ForeignKey(
        PolicyDocument, models.CASCADE, related_name="dialogues", verbose_name=_("plan")
    )

    objects = LeaderDialogueQuerySet.as_manager()

    class Meta(DialogueBase.Meta):
        ordering = ["plan", "-held_on", "-pk"]
        verbose_name = _("dialog med ledelsen om en plan")
        verbose_name_plural = _("dialog med ledelsen om planer")
        triggers = [
            triggers.guard("dialogue_plan", triggers.DIALOGUE_GUARD, triggers.WRITES),
        ]

    def get_absolute_url(self) -> str:
        return reverse("plan_dialogue", args=[self.plan.slug])

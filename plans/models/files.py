"""Plans as their own schools and offices have laid them here."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from network.history import tracked
from plans.file_querysets import PlanFileQuerySet
from plans.models.documents import PolicyDocument


@tracked()
class PlanFile(models.Model):
    """The PDF of a plan; its bytes lie in the folder of uploads, under `key`.

    A row is never changed: another file is another row, so that whoever has read which one is told
    when it is no longer there.
    """

    document = models.OneToOneField(
        PolicyDocument, models.CASCADE, related_name="file", verbose_name=_("plan")
    )
    key = models.UUIDField(_("plass på disken"), unique=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("filnavn"), max_length=200)
    size = models.PositiveIntegerField(_("størrelse i byte"))
    sha256 = models.CharField(_("kontrollsum"), max_length=64)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("lastet opp av")
    )
    uploaded_at = models.DateTimeField(_("lastet opp"), auto_now_add=True)

    objects = PlanFileQuerySet.as_manager()

    class Meta:
        ordering = ["document"]
        verbose_name = _("fil")
        verbose_name_plural = _("filer")
        constraints = [
            models.CheckConstraint(
                condition=~Q(name="") & Q(size__gt=0) & Q(sha256__regex="^[0-9a-f]{64}$"),
                name="plan_file_says_what_it_is",
                violation_error_message=_("En fil har navn, størrelse og kontrollsum."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("plan_file", args=[self.document.slug])

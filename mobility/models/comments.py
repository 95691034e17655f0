"""What colleagues and the county say to each other about an activity."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mobility.comment_querysets import ActivityCommentQuerySet, CommentReadingQuerySet
from mobility.models.activities import Activity
from network.history import tracked


@tracked(exclude=("submission",), shown=False)
class ActivityComment(models.Model):
    """What somebody thinks of an activity; it is no part of what is published."""

    activity = models.ForeignKey(
        Activity, models.CASCADE, related_name="comments", verbose_name=_("aktivitet")
    )
    text = models.TextField(_("kommentar"))
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("skrevet av")
    )
    written_at = models.DateTimeField(_("skrevet"), auto_now_add=True)
    submission = models.UUIDField(_("innsending"), unique=True, editable=False)

    objects = ActivityCommentQuerySet.as_manager()

    class Meta:
        ordering = ["activity", "written_at", "pk"]
        verbose_name = _("kommentar")
        verbose_name_plural = _("kommentarer")
        constraints = [
            models.CheckConstraint(
                condition=Q(text__regex=r"\S"),
                name="comment_says_something",
                violation_error_message=_("Skriv en kommentar."),
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return reverse("activity_comments", args=[self.activity.slug])


class CommentReading(models.Model):
    """How far somebody has read what is said about an activity: she is told of what came after."""

    activity = models.ForeignKey(
        Activity, models.CASCADE, related_name="+", verbose_name=_("aktivitet")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("lest av")
    )
    latest = models.PositiveBigIntegerField(_("den siste kommentaren som er lest"))

    objects = CommentReadingQuerySet.as_manager()

    class Meta:
        ordering = ["activity", "user"]
        verbose_name = _("lesning av kommentarer")
        verbose_name_plural = _("lesninger av kommentarer")
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "user"],
                name="comment_reading_once",
                violation_error_message=_("Det står alt hvor langt du har lest."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.latest}"

    def get_absolute_url(self) -> str:
        return reverse("activity_comments", args=[self.activity.slug])

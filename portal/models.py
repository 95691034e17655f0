"""What the site itself remembers."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse

from network.models import User
from portal.participation import KEYS


class LoadedRecord(models.Model):
    """What the reference files last said of one row, so that staff's own changes are left alone."""

    source = models.CharField(max_length=20)
    model = models.CharField(max_length=100)
    key = models.CharField(max_length=400)
    object_id = models.BigIntegerField()
    values = models.JSONField()

    class Meta:
        ordering = ["source", "model", "key"]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "model", "key"],
                name="loaded_record_once",
                violation_error_message="A record is remembered once.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.model} {self.key}"


class FirstStepsManager(models.Manager["FirstSteps"]):
    """Gives a person's own."""

    def of(self, user: User) -> FirstSteps:
        """What is kept of the user's steps; none taken where nothing is."""
        return self.filter(user=user).first() or FirstSteps(user=user)

    def kept_of(self, user: User) -> FirstSteps:
        """The same as a row to change."""
        return self.get_or_create(user=user)[0]


class FirstSteps(models.Model):
    """How far somebody new has come on the path of "Slik deltar du", by her own account."""

    user = models.OneToOneField(User, models.CASCADE, related_name="first_steps")
    done = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    is_hidden = models.BooleanField(default=False)

    objects = FirstStepsManager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(done__contained_by=KEYS),
                name="first_steps_known",
                violation_error_message="A step is one of the path's.",
            )
        ]

    def __str__(self) -> str:
        return f"{len(self.done)}/{len(KEYS)}"

    def get_absolute_url(self) -> str:
        return reverse("my_page")

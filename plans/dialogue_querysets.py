"""What pages ask of talks with the leaders."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar

from django.db import models

if TYPE_CHECKING:
    from plans.models import DialogueBase, LeaderDialogue  # noqa: F401  (named below)

AnyDialogue = TypeVar("AnyDialogue", bound="DialogueBase")


class DialogueQuerySet(models.QuerySet[AnyDialogue]):
    """What was agreed with the leaders; `about` is the column with what they spoke about."""

    about: ClassVar[str]

    def of(self, subject: models.Model) -> Self:
        """The talks about one thing, the latest first, with who wrote each."""
        found = self.filter(**{self.about: subject}).select_related("noted_by")
        return found.order_by("-held_on", "-pk")

    def latest_of(self, subject: models.Model) -> AnyDialogue | None:
        """What the leaders said the last time."""
        return self.of(subject).first()

    def talked_about(self, keys: Collection[int]) -> set[int]:
        """Keys of those that there was any talk about."""
        rows = self.filter(**{f"{self.about}__in": keys}).order_by()
        return set(rows.values_list(self.about, flat=True))

    def agreed_to(self, keys: Collection[int]) -> set[int]:
        """Keys of those that the leaders said yes to the last time."""
        rows: Any = self.filter(**{f"{self.about}__in": keys})
        latest = rows.order_by(self.about, "-held_on", "-pk").distinct(self.about)
        return {key for key, says_yes in latest.values_list(self.about, "says_yes") if says_yes}

    def latest_says_yes(self, subject: models.Model) -> bool:
        """Whether the leaders said yes the last time."""
        latest = self.latest_of(subject)
        return latest is not None and latest.says_yes


class LeaderDialogueQuerySet(DialogueQuerySet["LeaderDialogue"]):
    """Talks about plans."""

    about = "plan"

    def about_any(self, plans: Collection[int]) -> LeaderDialogueQuerySet:
        """Those about some plans, the latest first, each with its plan."""
        found = self.filter(plan__in=plans).select_related("plan")
        return found.order_by("-held_on", "-pk")

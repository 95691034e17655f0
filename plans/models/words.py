"""Words in use."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models


class Word(models.Model):
    """A word of a title or an aim, in lower case and without accents (see plans.words)."""

    text = models.TextField()
    plain = models.TextField()

    class Meta:
        ordering = ["text", "pk"]
        indexes = [
            models.Index(fields=["text"], name="word_text"),
            GinIndex(fields=["plain"], opclasses=["gin_trgm_ops"], name="word_likeness"),
        ]

    def __str__(self) -> str:
        return self.text

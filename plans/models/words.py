"""Words in use, and the words of each document."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from plans.models.documents import PolicyDocument


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


class DocumentVector(models.Model):
    """What a document and its aims say, to search in; triggers write it (see plans.vectors)."""

    document = models.OneToOneField(
        PolicyDocument, models.DO_NOTHING, primary_key=True, related_name="vector"
    )
    vector = SearchVectorField()

    class Meta:
        ordering = ["document"]
        indexes = [GinIndex(fields=["vector"], name="document_search")]

    def __str__(self) -> str:
        return str(self.document)

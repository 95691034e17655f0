"""Full-text search in three languages at once."""

from typing import Any

from django.contrib.postgres.search import CombinedSearchVector, SearchVector, SearchVectorField
from django.db import models

NORWEGIAN = ("norwegian",)
ENGLISH = ("english",)
BOTH = ("norwegian", "english")


def search_vector(*columns: tuple[str, str, tuple[str, ...]]) -> models.GeneratedField:
    """Generated column over (column, weight A to D, configurations), for `@@` and ranking."""
    vectors: list[Any] = [
        SearchVector(column, weight=weight, config=config)
        for column, weight, configs in columns
        for config in configs
    ]
    combined: SearchVector | CombinedSearchVector = vectors[0]
    for vector in vectors[1:]:
        combined = combined + vector
    return models.GeneratedField(
        expression=combined, output_field=SearchVectorField(), db_persist=True, editable=False
    )

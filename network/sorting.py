"""Norwegian alphabetical order that is the same on every server."""

from typing import Any

from django.db import models
from django.db.models import Case, F, Func, Q, When
from django.db.models.expressions import Value

# æ, ø and å take the three code points after z; letters with accents sort as their base letter.
_LETTERS = "æäøöåéèêëáàâãóòôõíìîïúùûüýñçčšžđŋŧ"
_SORT_AS = "{{||}eeeeaaaaooooiiiiuuuyynccszdnt"


def folded(text: str) -> str:
    """The same for words that no table holds."""
    return text.lower().translate(str.maketrans(_LETTERS, _SORT_AS))


class Folded(Func):
    """Lower-case text with its letters replaced by ASCII ones in Norwegian order."""

    template = f"translate(lower(%(expressions)s), '{_LETTERS}', '{_SORT_AS}')"
    output_field = models.TextField()


class Replaced(Func):
    """Text with every match of a pattern replaced."""

    function = "regexp_replace"
    output_field = models.TextField()

    def __init__(self, text: Any, pattern: str, replacement: str, **extra: Any) -> None:
        super().__init__(text, Value(pattern), Value(replacement), Value("g"), **extra)


def sort_key(text: str, language: str, *, preferred: str = "") -> models.GeneratedField:
    """Generated column to order by, from the names of a text column and of its language column.

    A `preferred` column counts instead where it is filled. In Norwegian text `aa` sorts as å; an
    English title sorts without its article. The column is compared byte by byte (COLLATE "C").
    """
    first: F | Case = F(text)
    if preferred:
        first = Case(
            When(~Q(**{preferred: ""}), then=F(preferred)),
            default=F(text),
            output_field=models.TextField(),
        )
    folded = Folded(first)
    return models.GeneratedField(
        expression=Case(
            When(Q(**{f"{language}__in": ["nb", "nn"]}), then=Replaced(folded, "aa", "}")),
            default=Replaced(folded, "^the ", ""),
            output_field=models.TextField(),
        ),
        output_field=models.TextField(db_collation="C"),
        db_persist=True,
    )

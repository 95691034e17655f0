"""Norwegian alphabetical order that is the same on every server."""

from django.db import models
from django.db.models import Case, F, Func, Q, When
from django.db.models.expressions import Value
from django.db.models.functions import Replace

# æ, ø and å take the three code points after z; letters with accents sort as their base letter.
_LETTERS = "æäøöåéèêëáàâãóòôõíìîïúùûüýñçčšžđŋŧ"
_SORT_AS = "{{||}eeeeaaaaooooiiiiuuuyynccszdnt"


class Folded(Func):
    """Lower-case text with its letters replaced by ASCII ones in Norwegian order."""

    template = f"translate(lower(%(expressions)s), '{_LETTERS}', '{_SORT_AS}')"
    output_field = models.TextField()


def sort_key(text: str, language: str) -> models.GeneratedField:
    """Generated column to order by, from the names of a text column and of its language column.

    In Norwegian text `aa` sorts as å. The column is compared byte by byte (COLLATE "C").
    """
    folded = Folded(F(text))
    return models.GeneratedField(
        expression=Case(
            When(
                Q(**{f"{language}__in": ["nb", "nn"]}),
                then=Replace(folded, Value("aa"), Value("}"), output_field=models.TextField()),
            ),
            default=folded,
            output_field=models.TextField(),
        ),
        output_field=models.TextField(db_collation="C"),
        db_persist=True,
    )

"""Addresses made from titles."""

from collections.abc import Callable, Collection
from itertools import count

from django.utils.text import slugify

LENGTH = 100
LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "ð": "d", "þ": "th", "ß": "ss"})


def free_slug(
    title: str, *, like: Callable[[str], set[str]], reserved: Collection[str], otherwise: str
) -> str:
    """An address that says the title, with a number where others have the same.

    `like` gives the addresses that begin so; `otherwise` stands for a title without letters.
    """
    plain = slugify(title.lower().translate(LETTERS))[:LENGTH].strip("-") or otherwise
    taken = like(plain) | set(reserved)
    numbered = (f"{plain}-{number}" for number in count(2))
    return plain if plain not in taken else next(slug for slug in numbered if slug not in taken)

"""What an activity lacks before it is shown, and what in it may point at single persons."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from django.forms import BoundField

from mobility.activity_forms import STEPS, lang_of, shown
from mobility.models import Activity, ActivityAnchor, ActivityResult
from network.texts import LANGUAGES

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

# Fewer than five are easily known again, be they written as words or digits. Each language has
# numbers and people of its own: "to" is two in Norwegian and no number in English.
DIGITS = r"[2-4]|[1-3]\s?[-–]\s?[2-4]"
# A number in brackets, «stk.» or one more word may stand between; a group is not one person.
BETWEEN = r"(?:\s*\(\d\))?(?:\s+(?:stk\.?|av|of))?(?!\s+(?:gruppe|klasse|gjeng|del|group|class)\b)"
WORD = r"(?:\s+(?!\d)[\w-]+)?\s+"
SEVERAL = rf"{DIGITS}|to|tre|fire"
FEW = rf"{SEVERAL}|1|en|ein|ei|én|éi|ett|eit"
LEARNERS = (
    r"[\w-]*elev(?:er|ar|ene|ane)?|[\w-]*lærling(?:er|ar|ene|ane)?|[\w-]*kandidat(?:er|ar|ene|ane)?|"
    r"deltak(?:er|ar)(?:e|ne|ane)?|jente[r]?|gut(?:t|ter|ar)?|ungdom(?:mer|mar)?|unge"
)
OTHERS = (
    r"[\w-]*lær(?:er|ar)(?:e|ne|ane)?|ansatte|tilsette|[\w-]*instruktør(?:er|ar)?|person(?:er|ar)"
)
SEVERAL_IN_ENGLISH = rf"{DIGITS}|two|three|four"
LEARNERS_IN_ENGLISH = (
    "pupils?|students?|apprentices?|trainees?|learners?|participants?|girls?|boys?"
)
OTHERS_IN_ENGLISH = "teachers|instructors|employees|people|persons"
FEW_PEOPLE = re.compile(
    rf"(?<![\w.,/-])(?:(?:{FEW}){BETWEEN}{WORD}(?:{LEARNERS})"
    rf"|(?:{SEVERAL}){BETWEEN}{WORD}(?:{OTHERS})"
    rf"|(?:{SEVERAL_IN_ENGLISH}|1|one){BETWEEN}{WORD}(?:{LEARNERS_IN_ENGLISH})"
    rf"|(?:{SEVERAL_IN_ENGLISH}){BETWEEN}{WORD}(?:{OTHERS_IN_ENGLISH})"
    rf"|(?:{SEVERAL})\s+av\s+(?:dem|dei)|(?:{SEVERAL_IN_ENGLISH})\s+of\s+them)(?![\w-])",
    re.IGNORECASE,
)


class Fact(NamedTuple):
    """One thing the activity says of itself, and the step where it is changed."""

    label: str | StrPromise
    value: str
    lang: str
    step: str
    place: str


def facts(activity: Activity) -> list[Fact]:
    """All that the steps ask for, in their order; an empty value is what is missing."""
    forms = {step.key: step.form(None, instance=activity) for step in STEPS.values()}
    return [
        Fact(
            form[name].label,
            shown(activity, name),
            lang_of(activity, name),
            step,
            place_of(form[name]),
        )
        for step, form in forms.items()
        for name in form.names
    ]


def place_of(field: BoundField) -> str:
    """The id of what a field is changed in: of many boxes the first."""
    return field.id_for_label or f"{field.auto_id}_0"


def few_people(activity: Activity) -> list[str]:
    """Where what everybody can read speaks of so few that somebody may be known again."""
    reasons = (
        getattr(anchor, f"rationale_{code}")
        for anchor in ActivityAnchor.objects.of(activity)
        for code in LANGUAGES
    )
    results = (
        text
        for result in ActivityResult.objects.of(activity)
        if result.is_shown
        for text in (result.changed, result.for_whom, result.evidence)
    )
    texts = [activity.title, activity.summary, *reasons, *results]
    return FEW_PEOPLE.findall("\n".join(texts))

"""What the portal can answer each kind of section with, in the language that is the page's."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, NamedTuple

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mobility.application_material import NO_YES, Material, Missing, without_stop
from mobility.application_parts import Name, Paragraph, Part, Source
from mobility.choices import SectionContent, TargetGroup
from mobility.models import ActivityAnchor, ActivityResult
from network.choices import OrganisationKind, named
from network.locales import country_name, period, whole_date
from network.texts import Text, text_in
from plans.choices import Level
from plans.models import Anchor, DialogueBase, LeaderDialogue

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

OWN_LEVELS = (Level.SCHOOL, Level.PROGRAMME)
# The four basic principles of Erasmus+, each with the theme that a framework about it has.
PRINCIPLES: dict[str, StrPromise] = {
    "inclusion": gettext_lazy("Inkludering og mangfold"),
    "sustainability": gettext_lazy("Miljø og bærekraft"),
    "digital": gettext_lazy("Digitalisering"),
    "democracy": gettext_lazy("Deltakelse i demokratiet"),
}

# How the levels further up are led to: the first that there is, and those above it.
FIRST_ONWARD = gettext_lazy("Gjennom dette bygger aktiviteten også på ")
ONWARD = {
    Level.SCHOOL: gettext_lazy("Blant egne planer bygger den på "),
    Level.PROGRAMME: gettext_lazy("Blant fylkeskommunens tiltak bygger den på "),
    Level.REGIONAL: gettext_lazy("Regionalt bygger den på "),
    Level.NATIONAL: gettext_lazy("Nasjonalt bygger den på "),
    Level.EUROPEAN: gettext_lazy("Internasjonalt bygger den på "),
}


class Fact(NamedTuple):
    """What an activity says of itself: what it is called in an application, and its step."""

    label: StrPromise
    step: str


FACTS = {
    "kind": Fact(gettext_lazy("Hva"), "hva-og-hvorfor"),
    "target_groups": Fact(gettext_lazy("For hvem"), "hva-og-hvorfor"),
    "partner": Fact(gettext_lazy("Med hvem"), "med-hvem-og-nar"),
    "place": Fact(gettext_lazy("Hvor"), "med-hvem-og-nar"),
    "starts_on": Fact(gettext_lazy("Når"), "med-hvem-og-nar"),
    "funding": Fact(gettext_lazy("Program"), "med-hvem-og-nar"),
}

Proposal = tuple[list[Paragraph], list[Missing]]


def nothing(_material: Material) -> Proposal:
    """What the portal knows nothing of."""
    return [], [Missing(gettext_lazy("Dette må dere skrive selv."))]


def applicant(material: Material) -> Proposal:
    organisation = material.activity.organisation
    kind = OrganisationKind(organisation.kind).label
    where = f", {organisation.municipality}" if organisation.municipality else ""
    name = Name(*organisation.heading)
    missing = [Missing(gettext_lazy("Resten må dere skrive selv."))]
    return [(name, material.here(f" ({kind}{where})."))], missing


def summary_of(material: Material) -> Proposal:
    """What the activity says of itself."""
    text = material.activity.summary
    if text:
        return [(material.own(line),) for line in text.split("\n") if line.strip()], []
    what = gettext_lazy("Det står ikke noe kort om aktiviteten.")
    return [], [Missing(what, place=material.step("hva-og-hvorfor"), field="summary")]


def needs(material: Material) -> Proposal:
    """What it is about, and the own plans that ask for it."""
    paragraphs, missing = summary_of(material)
    own = [anchor for anchor in material.anchors if anchor.target_level in OWN_LEVELS]
    paragraphs += [material.reason(anchor) for anchor in own]
    paragraphs += [outcome(material, result) for result in material.results]
    if not own:
        text = gettext_lazy("Aktiviteten er ikke forankret i noen egen plan.")
        missing.append(Missing(text, place=material.anchoring))
    return paragraphs, missing


def outcome(material: Material, result: ActivityResult) -> Paragraph:
    """What came of the activity so far, or of the round before it."""
    is_former = result.activity_id != material.activity.pk
    lead = _("Resultat av forrige runde: ") if is_former else _("Resultat så langt: ")
    lang = result.activity.lang
    for_whom = (material.here(_("For hvem: ")), without_stop(Text(result.for_whom, lang)))
    parts: list[Text | Source] = [material.here(lead), without_stop(result.heading)]
    parts += [material.here(". "), *for_whom, material.here(".")]
    if result.evidence:
        known = without_stop(Text(result.evidence, lang))
        parts += [material.here(" " + _("Slik vet vi det: ")), known, material.here(".")]
    if result.aim:
        parts.append(material.here(" " + _("Målet det gjelder: ")))
        parts += [*material.aim(result.aim), Source(result.aim.document_id)]
    return tuple(parts)


def anchoring(material: Material) -> Proposal:
    """Everything it rests on with the reasons, and what that leads on to."""
    paragraphs = [material.reason(anchor) for anchor in material.anchors]
    paragraphs += onward(material)
    missing = [] if paragraphs else [nowhere(material)]
    return paragraphs, missing


def onward(material: Material) -> list[Paragraph]:
    """What the direct anchors lead on to, a paragraph for each level.

    First the names in one sentence, then the reasons, each document's with its source.
    """
    by_level: dict[Level, dict[int, list[Anchor]]] = {}
    for anchor in material.higher:
        documents = by_level.setdefault(anchor.target_level, {})
        documents.setdefault(anchor.cited_document.pk, []).append(anchor)
    first = next(iter(by_level), None)
    return [
        (
            material.here(FIRST_ONWARD if level == first else ONWARD[level]),
            *series(material, [place_of(material, each) for each in documents.values()]),
            material.here("."),
            *(part for each in documents.values() for part in reasons(material, each)),
        )
        for level, documents in by_level.items()
    ]


def place_of(material: Material, anchors: list[Anchor]) -> list[Text]:
    """Which aims and points of a document, and its name."""
    title = without_stop(material.title_of(anchors[0].cited_document))
    parts = _(" og ").join(filter(None, (material.number(anchor) for anchor in anchors)))
    return [material.here(_("%(part)s i ") % {"part": parts}), title] if parts else [title]


def series(material: Material, names: list[list[Text]]) -> list[Text]:
    """Names as a sentence has them, one after another."""
    before = ["", *([", "] * (len(names) - 2)), *([_(" og ")] * (len(names) > 1))]
    return [
        part
        for sign, name in zip(before, names, strict=True)
        for part in ([material.here(sign), *name] if sign else name)
    ]


def reasons(material: Material, anchors: list[Anchor]) -> Paragraph:
    """Why a document is rested on, and the source once."""
    words = (text_in(anchor, "rationale", material.lang) for anchor in anchors)
    texts = [part for each in words for part in (material.here(" "), each)]
    return (*texts, material.here(" "), Source(anchors[0].cited_document.pk))


def nowhere(material: Material) -> Missing:
    text = gettext_lazy("Aktiviteten er ikke forankret i noe ennå.")
    return Missing(text, place=material.anchoring)


def objectives(material: Material) -> Proposal:
    """The aims it is anchored in, each with what in it answers to the aim."""
    paragraphs: list[Paragraph] = []
    with_aims = [(row, row.target_aim) for row in material.anchors if row.target_aim]
    for number, (anchor, aim) in enumerate(with_aims, start=1):
        lead = material.here(_("Mål %(number)s: ") % {"number": number})
        reason = text_in(anchor, "rationale", material.lang)
        source = Source(anchor.cited_document.pk)
        paragraphs.append((lead, *material.aim(aim), source))
        paragraphs.append((material.here(_("Begrunnelse: ")), reason))
    text = gettext_lazy("Aktiviteten er ikke forankret i noe bestemt mål.")
    return paragraphs, [] if with_aims else [Missing(text, place=material.anchoring)]


def activities(material: Material) -> Proposal:
    """What, with whom, where and when."""
    activity = material.activity
    place = ", ".join(filter(None, [activity.place, country_name(activity.country)]))
    values = {
        "kind": material.here(capfirst(activity.get_kind_display())),
        "target_groups": material.here(", ".join(named(activity.target_groups, TargetGroup))),
        "partner": material.own(activity.partner),
        "place": material.own(place),
        "starts_on": material.here(period(activity.starts_on, activity.ends_on)),
        "funding": material.own(activity.funding),
    }
    paragraphs: list[Paragraph] = [
        (material.here(f"{FACTS[name].label}: "), value)
        for name, value in values.items()
        if value.value
    ]
    text = gettext_lazy("Dette er ikke skrevet ennå: %(what)s.")
    missing = [
        Missing(text, (FACTS[name].label,), material.step(FACTS[name].step), name)
        for name, value in values.items()
        if not value.value and name != "target_groups"
    ]
    return paragraphs, missing


def principles(material: Material) -> Proposal:
    """What answers to each of the basic principles: anchors in what is about it."""
    paragraphs: list[Paragraph] = []
    missing = []
    for key, principle in PRINCIPLES.items():
        about = [
            anchor
            for anchor in material.anchors
            if any(theme.key == key for theme in anchor.cited_document.themes.all())
        ]
        if about:
            parts: list[Part] = [material.here(f"{principle}:")]
            for anchor in about:
                reason = text_in(anchor, "rationale", material.lang)
                source = Source(anchor.cited_document.pk)
                parts += [material.here(" "), reason, material.here(" "), source]
            paragraphs.append(tuple(parts))
        else:
            text = gettext_lazy("Ingen forankring sier noe om dette: %(what)s.")
            missing.append(Missing(text, (principle,), material.anchoring))
    return paragraphs, missing


def leadership(material: Material) -> Proposal:
    """What the leaders have said yes to, the latest first: the activity, then its plans.

    Where they no longer do, nothing they said before is anchoring either; that is named instead.
    """
    lang = material.activity.lang
    paragraphs: list[Paragraph] = []
    missing = []
    if material.says_yes:
        paragraphs += [talk(material, entry, lang) for entry in material.entries if entry.says_yes]
    elif material.entries:
        missing.append(Missing(NO_YES, place=material.dialogue))
    else:
        text = gettext_lazy("Ingen samtale med ledelsen om aktiviteten er skrevet inn.")
        missing.append(Missing(text, place=material.dialogue))
    latest = {entry.plan_id: entry for entry in reversed(material.plan_entries)}
    for entry in material.plan_entries:
        if entry.says_yes and latest[entry.plan_id].says_yes:
            paragraphs.append(
                talk(material, entry, entry.plan.title_lang, plan_of(material, entry))
            )
    for entry in latest.values():
        if not entry.says_yes:
            text = gettext_lazy("Ledelsen har ikke sagt ja til planen %(what)s.")
            place = ("plan_dialogue", entry.plan.slug)
            missing.append(Missing(text, (entry.plan.heading.value,), place))
    return paragraphs, missing


def plan_of(material: Material, entry: LeaderDialogue) -> Paragraph:
    """Which plan they spoke about."""
    about = material.here(_(", om planen "))
    return about, material.title_of(entry.plan), material.here(" "), Source(entry.plan_id)


def talk(material: Material, entry: DialogueBase, lang: str, about: Paragraph = ()) -> Paragraph:
    """When, where and with whom, about what if not the activity, and what came of it."""
    return (
        material.here(f"{whole_date(entry.held_on)}, "),
        Text(f"{entry.forum} ({entry.with_role})", lang),
        *about,
        material.here(f", {_('ledelsen sier ja')}: "),
        Text(entry.agreed, lang),
    )


def summary(material: Material) -> Proposal:
    """Its name, what it is, and what it rests on by name."""
    paragraphs, missing = summary_of(material)
    title = (material.own(material.activity.title),)
    if not material.anchors:
        return [title, *paragraphs], [*missing, nowhere(material)]
    lead = material.here(_("Forankret i: "))
    return [title, *paragraphs, (lead, *list_of(material, material.anchors))], missing


def list_of(material: Material, anchors: Iterable[ActivityAnchor]) -> Paragraph:
    """The documents that anchors lead to, each once, with its source."""
    documents = {anchor.cited_document.pk: anchor.cited_document for anchor in anchors}
    parts: list[Text | Source] = []
    for pk, document in documents.items():
        parts += [
            material.title_of(document),
            material.here(" "),
            Source(pk),
            material.here("; "),
        ]
    return (*parts[:-1], material.here("."))


PROPOSALS: dict[str, Callable[[Material], Proposal]] = {
    "": nothing,
    SectionContent.APPLICANT: applicant,
    SectionContent.NEEDS: needs,
    SectionContent.ANCHORING: anchoring,
    SectionContent.OBJECTIVES: objectives,
    SectionContent.ACTIVITIES: activities,
    SectionContent.PRINCIPLES: principles,
    SectionContent.LEADERSHIP: leadership,
    SectionContent.SUMMARY: summary,
}

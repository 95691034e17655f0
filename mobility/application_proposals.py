"""What the portal can answer each kind of section with, in the language that is the page's."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mobility.application_parts import Paragraph, Source
from mobility.chains import with_chains
from mobility.choices import SectionContent, TargetGroup
from mobility.models import Activity, ActivityAnchor, ActivityDialogue, ActivityResult
from network.choices import OrganisationKind, named
from network.locales import country_name, period, whole_date
from network.texts import Text, text_in
from plans.choices import Level
from plans.models import Aim, Anchor, AnchorBase, DialogueBase, LeaderDialogue, PolicyDocument

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

    from network.models import User

# Of what lies further up, the first few at each level: an application has room for no more.
A_LEVEL = 3
OWN_LEVELS = (Level.SCHOOL, Level.PROGRAMME)
NO_YES = gettext_lazy("Ledelsen har ikke sagt ja til aktiviteten.")
# The four basic principles of Erasmus+, each with the theme that a framework about it has.
PRINCIPLES: dict[str, StrPromise] = {
    "inclusion": gettext_lazy("Inkludering og mangfold"),
    "sustainability": gettext_lazy("Miljø og bærekraft"),
    "digital": gettext_lazy("Digitalisering"),
    "democracy": gettext_lazy("Deltakelse i demokratiet"),
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


class Missing(NamedTuple):
    """Something that is not there, and where it is added; told in the language of the page.

    `place` is an address by its name and arguments; without one it is written in the section.
    """

    what: StrPromise
    about: tuple[str | StrPromise, ...] = ()
    place: tuple[str, ...] = ()
    field: str = ""

    @property
    def text(self) -> str:
        return str(self.what) % {"what": ", ".join(map(str, self.about))}

    @property
    def url(self) -> str:
        if not self.place:
            return ""
        name, *arguments = self.place
        return reverse(name, args=arguments) + (f"#id_{self.field}" if self.field else "")


Proposal = tuple[list[Paragraph], list[Missing]]


class Material:
    """What the portal knows of one activity; eleven queries at most."""

    def __init__(self, activity: Activity, viewer: User | AnonymousUser, lang: str) -> None:
        self.activity = activity
        self.lang = lang
        self.anchors = list(ActivityAnchor.objects.of(activity).for_application())
        [(_activity, self.chains)] = with_chains([activity], viewer)
        self.entries = list(ActivityDialogue.objects.of(activity))
        self.plan_entries = list(LeaderDialogue.objects.about_any(self._own_plans()))
        self.results = list(ActivityResult.objects.behind(activity))
        self.higher = Anchor.objects.with_cited().in_this_order(self._higher())

    def _own_plans(self) -> set[int]:
        """Keys of the plans of its own school or office that it is anchored in."""
        documents = (anchor.onward_document for anchor in self.anchors)
        owner = self.activity.organisation_id
        return {each.pk for each in documents if each and each.organisation_id == owner}

    def _higher(self) -> list[int]:
        """Anchors by which the direct ones lead on to what still holds, a document once."""
        met = {anchor.cited_document.pk for anchor in self.anchors}
        ended = {link.node for link in self.chains.ended()}
        chosen: list[int] = []
        for level in Level:
            rows = [
                row
                for row in self.chains.reached(level)
                if row.link.source and row.link.anchor and row.link.node.document not in met
            ]
            once = {row.link.node: row for row in reversed(rows) if row.link.node not in ended}
            firm_first = sorted(once.values(), key=lambda row: not row.is_confirmed)
            chosen += [row.link.anchor for row in firm_first[:A_LEVEL] if row.link.anchor]
        return chosen

    @cached_property
    def documents(self) -> dict[int, PolicyDocument]:
        """Everything that can be cited, by primary key."""
        anchors: list[AnchorBase] = [*self.anchors, *self.higher]
        moved = {
            result.aim.document_id: result.aim.document for result in self.results if result.aim
        }
        return moved | {anchor.cited_document.pk: anchor.cited_document for anchor in anchors}

    def passages(self, document: PolicyDocument) -> frozenset[int]:
        """The pages of the document with the aims that are rested on."""
        anchors: list[AnchorBase] = [*self.anchors, *self.higher]
        aims = (anchor.target_aim for anchor in anchors if anchor.target_aim)
        return frozenset(aim.page for aim in aims if aim.page and aim.document_id == document.pk)

    @property
    def says_yes(self) -> bool:
        """Whether the leaders said yes the last time."""
        return bool(self.entries) and self.entries[0].says_yes

    @property
    def missing(self) -> list[Missing]:
        """What weakens what is said, each with where it is mended."""
        found = []
        if levels := self.chains.missing():
            text = gettext_lazy("Ingenting er forankret på dette nivået: %(what)s.")
            found.append(Missing(text, tuple(level.short for level in levels), self.anchoring))
        found += [self.contested(anchor) for anchor in self.anchors if anchor.contested_at]
        if any(not anchor.is_confirmed and not anchor.contested_at for anchor in self.anchors):
            text = gettext_lazy("Ikke alle forankringer er bekreftet.")
            found.append(Missing(text, place=self.anchoring))
        if ended := [each for each in self.anchors if each.cited_document.has_ended]:
            text = gettext_lazy("Aktiviteten er forankret i noe som ikke gjelder lenger: %(what)s.")
            titles = dict.fromkeys(each.cited_document.heading.value for each in ended)
            found.append(Missing(text, tuple(titles), self.anchoring))
        if any(not anchor.is_confirmed for anchor in self.higher):
            text = gettext_lazy(
                "Noen ledd videre opp er bare foreslått. Se over dem før du bruker dem."
            )
            found.append(Missing(text, place=("activity", self.activity.slug)))
        if not self.says_yes:
            found.append(Missing(NO_YES, place=self.dialogue))
        return found

    def contested(self, anchor: ActivityAnchor) -> Missing:
        """That the county contests it, and where that is answered."""
        text = gettext_lazy("Fylkeskommunen bestrider forankringen i %(what)s.")
        place = ("anchor_answer", self.activity.slug, str(anchor.pk))
        return Missing(text, (anchor.cited_document.heading.value,), place)

    def here(self, text: str | StrPromise) -> Text:
        """A text of the portal's own."""
        return Text(str(text), self.lang)

    def own(self, text: str) -> Text:
        """A text that somebody wrote about the activity."""
        return Text(text, self.activity.lang)

    def step(self, step: str) -> tuple[str, ...]:
        """Where a part of what the activity says of itself is written."""
        return "activity_edit", self.activity.slug, step

    @property
    def anchoring(self) -> tuple[str, ...]:
        """Where it is anchored."""
        return "activity_anchors", self.activity.slug

    @property
    def dialogue(self) -> tuple[str, ...]:
        """Where what was agreed with the leaders is noted."""
        return "activity_dialogue", self.activity.slug

    def reason(self, anchor: AnchorBase) -> Paragraph:
        """What it rests on, why, and the source."""
        rationale = text_in(anchor, "rationale", self.lang)
        source = Source(anchor.cited_document.pk)
        return (*self.named(anchor), self.here(". "), rationale, self.here(" "), source)

    def named(self, anchor: AnchorBase) -> list[Text]:
        """What an anchor leads to: a document, and which aim or point of it."""
        title = anchor.cited_document.heading
        if anchor.target_aim:
            aim = anchor.target_aim
            number = self.here(_(", mål %(number)s: ") % {"number": aim.key})
            return [title, number, without_stop(text_in(aim, "text", self.lang))]
        if anchor.target_action:
            point = anchor.target_action
            number = self.here(_(", punkt %(number)s: ") % {"number": point.dotted})
            return [title, number, without_stop(text_in(point, "text", self.lang))]
        return [title]


def without_stop(text: Text) -> Text:
    return Text(text.value.rstrip(" ."), text.lang)


def nothing(_material: Material) -> Proposal:
    """What the portal knows nothing of."""
    return [], [Missing(gettext_lazy("Dette må dere skrive selv."))]


def applicant(material: Material) -> Proposal:
    organisation = material.activity.organisation
    kind = OrganisationKind(organisation.kind).label
    where = f", {organisation.municipality}" if organisation.municipality else ""
    name = organisation.heading
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
        aim = without_stop(text_in(result.aim, "text", material.lang))
        source = Source(result.aim.document_id)
        parts += [material.here(" " + _("Målet det gjelder: ")), aim, material.here(". "), source]
    return tuple(parts)


def anchoring(material: Material) -> Proposal:
    """Everything it rests on with the reasons, and what that leads on to."""
    lead = material.here(_("Gjennom dette bygger aktiviteten også på "))
    paragraphs = [
        *(material.reason(anchor) for anchor in material.anchors),
        *((lead, *material.reason(anchor)) for anchor in material.higher),
    ]
    missing = [] if paragraphs else [nowhere(material)]
    return paragraphs, missing


def nowhere(material: Material) -> Missing:
    text = gettext_lazy("Aktiviteten er ikke forankret i noe ennå.")
    return Missing(text, place=material.anchoring)


def objectives(material: Material) -> Proposal:
    """The aims it is anchored in, each with what in it answers to the aim."""
    paragraphs: list[Paragraph] = []
    with_aims = [anchor for anchor in material.anchors if isinstance(anchor.target, Aim)]
    for number, anchor in enumerate(with_aims, start=1):
        lead = material.here(_("Mål %(number)s: ") % {"number": number})
        aim = text_in(anchor.target, "text", material.lang)
        reason = text_in(anchor, "rationale", material.lang)
        source = Source(anchor.cited_document.pk)
        paragraphs.append((lead, aim, material.here(" "), source))
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
        for anchor in about:
            lead = material.here(f"{principle}: ")
            reason = text_in(anchor, "rationale", material.lang)
            source = Source(anchor.cited_document.pk)
            paragraphs.append((lead, reason, material.here(" "), source))
        if not about:
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
            paragraphs.append(talk(material, entry, entry.plan.title_lang, plan_of(material, entry)))
    for entry in latest.values():
        if not entry.says_yes:
            text = gettext_lazy("Ledelsen har ikke sagt ja til planen %(what)s.")
            place = ("plan_dialogue", entry.plan.slug)
            missing.append(Missing(text, (entry.plan.heading.value,), place))
    return paragraphs, missing


def plan_of(material: Material, entry: LeaderDialogue) -> Paragraph:
    """Which plan they spoke about."""
    about = material.here(_(", om planen "))
    return about, entry.plan.heading, material.here(" "), Source(entry.plan_id)


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
        parts += [document.heading, material.here(" "), Source(pk), material.here("; ")]
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

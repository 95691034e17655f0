"""What the portal knows of an activity for its application, and what weakens that."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mobility.application_parts import Name, Paragraph, Source
from mobility.chains import with_chains
from mobility.models import Activity, ActivityAnchor, ActivityDialogue, ActivityResult
from network.texts import Text, text_in
from plans.choices import Level
from plans.models import Aim, Anchor, AnchorBase, LeaderDialogue, PolicyDocument
from plans.pages import Pages, with_page

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

    from network.models import User

# Of what lies further up, the first few at each level: an application has room for no more.
A_LEVEL = 3
NO_YES = gettext_lazy("Ledelsen har ikke sagt ja til aktiviteten.")


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

    def passages(self, document: PolicyDocument) -> frozenset[Pages]:
        """The pages of the document with the aims that are rested on."""
        anchors: list[AnchorBase] = [*self.anchors, *self.higher]
        aims = (anchor.target_aim for anchor in anchors if anchor.target_aim)
        return frozenset(aim.pages for aim in aims if aim.pages and aim.document_id == document.pk)

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

    def title_of(self, document: PolicyDocument) -> Name:
        """What a document is called."""
        return Name(*document.heading_for(self.lang))

    def named(self, anchor: AnchorBase) -> list[Text]:
        """What an anchor leads to: a document, and which aim or point of it."""
        title = self.title_of(anchor.cited_document)
        part = anchor.target_aim or anchor.target_action
        if part is None:
            return [title]
        number = self.here(f", {self.number(anchor)}: ")
        return [title, number, without_stop(text_in(part, "text", self.lang))]

    def number(self, anchor: AnchorBase) -> str:
        """Which aim, on which page, or which point of a document; empty for the whole of it."""
        if anchor.target_aim:
            number = _("mål %(number)s") % {"number": anchor.target_aim.key}
            return with_page(number, anchor.target_aim.pages)
        if anchor.target_action:
            return _("punkt %(number)s") % {"number": anchor.target_action.dotted}
        return ""

    def aim(self, aim: Aim) -> list[Text]:
        """An aim's own words as a sentence, with the page they stand on."""
        words = without_stop(text_in(aim, "text", self.lang))
        return [words, self.here(with_page("", aim.pages) + ". ")]


def without_stop(text: Text) -> Text:
    return text._replace(value=text.value.rstrip(" ."))

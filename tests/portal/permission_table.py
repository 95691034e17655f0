"""Who gets what, cell by cell: every address, asked by each kind of person, to read and to post.

The table itself is `docs/permissions.md`; a test asks every cell of it. After a change that is
meant, `PERMISSIONS=write make test ARGS="-n0 tests/portal/test_permissions.py"` writes it anew.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.test import Client
from django.urls import reverse

from network.choices import RoleKind
from network.models import Organisation, Role, User
from tests.agreement_factories import (
    AccreditationFactory,
    AccreditationMemberFactory,
    AgreementPartyFactory,
    PartnershipFactory,
)
from tests.comment_factories import ActivityCommentFactory
from tests.dialogue_factories import ActivityDialogueFactory, LeaderDialogueFactory
from tests.factories import (
    AccessRequestFactory,
    ActivityAnchorFactory,
    ActivityFactory,
    ActivityResultFactory,
    AimFactory,
    AnchorFactory,
    DocumentFactory,
    InvitationFactory,
    PlanFileFactory,
    RoleFactory,
    SuccessionFactory,
    UserFactory,
)
from tests.portal.pages import PAGES

DOCUMENT = settings.BASE_DIR / "docs" / "permissions.md"
FJORDVIK, HOGFJELL = "fjordvik-videregaende-skole-eksempel", "hogfjell-vidaregaande-skule-eksempel"
KVERNSTEIN = "opplaeringskontoret-kvernstein-eksempel"

# Of the cast by name, the others made here; the first column is a stranger.
PEOPLE = {
    "visitor": "visitor",
    "nobody": "logged in, no role",
    "fjordvik": "coordinator, own",
    "colleague": "colleague, own",
    "reader": "reader, own",
    "hogfjell": "coordinator elsewhere",
    "kvernstein": "office staff",
    "leader": "office leader",
    "county_reader": "county reader",
    "county": "county editor",
    "administrator": "county administrator",
}
METHODS = ("GET", "POST")
PLAN_STEPS = (
    *("plan_edit", "plan_aims", "plan_show", "plan_dialogue"),
    *("plan_anchors", "plan_anchors_confirm"),
)
PLAN_ANCHORS = ("plan_anchor", "plan_anchor_contest", "plan_anchor_answer")
MISPLACED = "under another school"
ANSWERS = {200: "yes", 403: "refused", 404: "not found", 405: "not taken", 410: "gone"}
TO_LOG_IN, ON = "log in", "sent on"
HEAD = """\
# Who gets what

Every address, asked by each kind of person, to read (GET) and with an empty form (POST). *Own* is
Fjordvik, the school in the examples; the office is Kvernstein. *Yes* is a page (after an empty
form the form again, with what is missing), *sent on* what was asked for and done or somewhere
else to go, *log in* the log-in page, *refused* a page that says no, *not found* what others'
drafts, people and guessed numbers are, *not taken* a method that the address does not have.
Feide is on here; nobody comes from it, which `tests/network/test_feide.py` tries.

This table is asked, cell by cell, by `tests/portal/test_permissions.py`, which also tells how it
is written anew.

## The roles

{roles}

## The same for everyone

{same}

## Not the same

{table}
"""
SAME = "- `"


@dataclass(frozen=True)
class Sample:
    """An address as the table names it."""

    label: str
    path: str


class Stage:
    """People and things to ask for, in a database with the demo content."""

    def __init__(self, cast: dict[str, User | AnonymousUser]) -> None:
        school, other, office = (
            Organisation.objects.get(slug=slug) for slug in (FJORDVIK, HOGFJELL, KVERNSTEIN)
        )
        self.people = {
            **{name: cast[name] for name in PEOPLE if name in cast},
            "nobody": UserFactory(),
            "reader": RoleFactory(organisation=school, kind=RoleKind.READER).user,
            # Invented people need no second factor, as the rest of the county's here.
            "county_reader": RoleFactory(
                county=True, kind=RoleKind.COUNTY_READER, user__is_demo=True
            ).user,
        }
        self.plan = DocumentFactory(plan=True, organisation=school, published_at=None)
        self.aim = AimFactory(document=self.plan)
        self.office_plan = DocumentFactory(plan=True, organisation=office)
        for plan in (self.plan, self.office_plan):
            key = PlanFileFactory(document=plan).key
            (settings.UPLOADS_DIR / str(key)).write_bytes(b"%PDF-1.7 %%EOF")
        self.activity = ActivityFactory(organisation=school, published_at=None)
        self.invitation = InvitationFactory(organisation=school)
        self.stay = ActivityFactory(organisation=office, published_at=None)
        self.library = DocumentFactory()
        self.ended = DocumentFactory(status="replaced")
        SuccessionFactory(predecessor_document=self.ended, successor_document=self.library)
        self.links = {
            plan: AnchorFactory(source_document=plan, target_document=self.ended, contested=True)
            for plan in (self.plan, self.office_plan)
        }
        self.anchor, self.other_anchor = (
            ActivityAnchorFactory(activity=each, target_document=self.ended, contested=True)
            for each in (self.activity, self.stay)
        )
        self.offer = InvitationFactory(
            organisation=office, kind=RoleKind.OFFICE_STAFF, email="ny@example.org"
        )
        self.roles = {name: self.role(name, school) for name in ("fjordvik", "colleague")}
        self.staff = self.role("kvernstein", office)
        self.other = other
        self.agreements = {
            sort: {
                whose: (
                    draft := make(organisation=owner, published_at=None),
                    party(agreement=draft),
                )
                for whose, owner in (("a school's", school), ("an office's", office))
            }
            for sort, make, party in (
                ("partnership", PartnershipFactory, AgreementPartyFactory),
                ("accreditation", AccreditationFactory, AccreditationMemberFactory),
            )
        }
        self.asked = AccessRequestFactory(organisation=school)

    def role(self, name: str, organisation: Organisation) -> Role:
        return Role.objects.get(user=self.people[name], organisation=organisation)

    def samples(self) -> Iterator[Sample]:
        """The portal's own table of addresses, then what is somebody's own."""
        for page in PAGES:
            yield Sample(str(page), page.url())
        yield self.sample("document", "a school's draft", self.plan.slug)
        yield self.sample("plan_file", "a school's draft", self.plan.slug)
        yield self.sample("plan_file", "a published plan", self.office_plan.slug)
        for name in PLAN_STEPS:
            yield self.sample(name, "a school's draft", self.plan.slug)
            yield self.sample(name, "an office's plan", self.office_plan.slug)
            yield self.sample(name, "nobody's own", self.library.slug)
        yield self.sample("plan_aim", "a school's draft", self.plan.slug, self.aim.key)
        for plan in (self.plan, self.office_plan):
            whose = "a school's draft" if plan == self.plan else "an office's plan"
            talk = LeaderDialogueFactory(plan=plan)
            yield self.sample("plan_dialogue_remove", whose, plan.slug, talk.pk)
            yield self.sample("plan_rest_on", whose, plan.slug, self.library.slug)
            link = self.links[plan]
            for name in PLAN_ANCHORS:
                yield self.sample(name, whose, plan.slug, link.pk)
        for name in PLAN_ANCHORS:
            yield self.sample(name, MISPLACED, self.plan.slug, link.pk)
        yield self.sample("plan_dialogue_remove", MISPLACED, self.plan.slug, talk.pk)
        yield self.sample("document_basis", "a school's draft", self.plan.slug)
        yield self.sample("activity", "a school's draft", self.activity.slug)
        yield self.sample("activity_basis", "a school's draft", self.activity.slug)
        for step in ("hva-og-hvorfor", "med-hvem-og-nar"):
            for whose, draft in (("a school's", self.activity), ("an office's", self.stay)):
                path = reverse("activity_edit", args=[draft.slug, step])
                yield Sample(f"activity_edit-{step}, {whose} draft", path)
        for name in (
            "activity_anchors",
            "anchors_confirm",
            "activity_comments",
            "activity_dialogue",
            "activity_results",
            "activity_review",
            "activity_next_round",
            "activity_delete",
            "application_forms",
            "leaders_case",
        ):
            yield self.sample(name, "a school's draft", self.activity.slug)
            yield self.sample(name, "an office's draft", self.stay.slug)
        for whose, draft in (("a school's", self.activity), ("an office's", self.stay)):
            form = (draft.slug, "ka122", "en")
            yield self.sample("application", f"{whose} draft", *form)
            yield self.sample("application_section", f"{whose} draft", *form, "behov")
            yield self.sample("application_file", f"{whose} draft", *form, "docx")
        for whose, anchor in (("a school's", self.anchor), ("an office's", self.other_anchor)):
            slug = anchor.activity.slug
            yield self.sample("activity_anchor", f"{whose} draft", slug, anchor.pk)
            for name in ("anchor_move", "anchor_contest", "anchor_answer"):
                yield self.sample(name, f"{whose} draft", slug, anchor.pk)
            ended = DocumentFactory(
                plan=True, organisation=anchor.activity.organisation, status="replaced"
            )
            yield self.sample("anchors_move", f"{whose} ended plan", ended.slug)
            result = ActivityResultFactory(activity=anchor.activity)
            yield self.sample("activity_result", f"{whose} draft", slug, result.pk)
            entry = ActivityDialogueFactory(activity=anchor.activity)
            yield self.sample("dialogue_remove", f"{whose} draft", slug, entry.pk)
            for by in ("colleague", "county_reader"):
                comment = ActivityCommentFactory(
                    activity=anchor.activity, written_by=self.people[by]
                )
                what = f"{whose} draft, the {PEOPLE[by].split(',')[0]}'s own"
                yield self.sample("comment_remove", what, slug, comment.pk)
            yield self.sample("activity_rest_on", f"{whose} draft", slug, self.library.slug)
        for name in ("activity_anchor", "anchor_contest", "anchor_answer"):
            yield self.sample(name, MISPLACED, self.stay.slug, self.anchor.pk)
        yield self.sample("comment_remove", MISPLACED, self.activity.slug, comment.pk)
        yield self.sample("activity", "an office's draft", self.stay.slug)
        yield self.sample("activity_basis", "an office's draft", self.stay.slug)
        for sort, rows in self.agreements.items():
            for whose, (draft, party) in rows.items():
                for name in ("", "_edit", "_parties", "_show", "_delete"):
                    yield self.sample(f"{sort}{name}", f"{whose} draft", draft.slug)
                yield self.sample(f"{sort}_party", f"{whose} draft", draft.slug, party.pk)
            (draft, _party), (_other, party) = rows.values()
            yield self.sample(f"{sort}_party", MISPLACED, draft.slug, party.pk)
        colleague = self.roles["colleague"].pk
        for name in ("role_remove", "lost_factor", "hand_over"):
            yield self.sample(name, "a colleague's", FJORDVIK, colleague)
            yield self.sample(name, MISPLACED, HOGFJELL, colleague)
            yield self.sample(name, "an office's", KVERNSTEIN, self.staff.pk)
        yield self.sample("hand_over", "the coordinator's", FJORDVIK, self.roles["fjordvik"].pk)
        for name in ("invitation_renew", "invitation_withdraw"):
            yield self.sample(name, "a school's", FJORDVIK, self.invitation.pk)
            yield self.sample(name, MISPLACED, HOGFJELL, self.invitation.pk)
            yield self.sample(name, "an office's", KVERNSTEIN, self.offer.pk)
        yield self.sample("people", "an office's", KVERNSTEIN)
        for name in ("access_grant", "access_refuse"):
            yield self.sample(name, "somebody's", self.asked.pk)

    def sample(self, name: str, what: str, *args: object) -> Sample:
        return Sample(f"{name}, {what}", reverse(name, args=args))

    def answers(self, person: str) -> dict[str, str]:
        """What the person gets, by the address's label: to read, then to post."""
        user = self.people[person]
        return {
            sample.label: " · ".join(self.answer(user, method, sample.path) for method in METHODS)
            for sample in self.samples()
        }

    def answer(self, user: User | AnonymousUser, method: str, path: str) -> str:
        """One cell; nothing that is done stays done."""
        client = Client()
        with transaction.atomic():
            if user.is_authenticated:
                client.force_login(user)
            response = client.generic(
                method, path, content_type="application/x-www-form-urlencoded"
            )
            transaction.set_rollback(True)
        # A file is closed when it is read to its end.
        response.getvalue()
        if response.status_code in (301, 302):
            return TO_LOG_IN if response["Location"].startswith("/logg-inn/?") else ON
        return ANSWERS[response.status_code]


def written(columns: dict[str, dict[str, str]]) -> str:
    """The document."""
    rows = {label: [columns[person][label] for person in PEOPLE] for label in columns["visitor"]}
    same: dict[str, list[str]] = defaultdict(list)
    for label, cells in rows.items():
        if len(set(cells)) == 1:
            same[cells[0]].append(label)
    other = [[label, *cells] for label, cells in rows.items() if len(set(cells)) > 1]
    lines = [["address", *PEOPLE.values()], ["---"] * (len(PEOPLE) + 1), *other]
    return HEAD.format(
        roles="\n".join(f"- **{kind.label}**: {kind.description}" for kind in RoleKind),
        same="\n".join(f"{SAME}{cell}`: {'; '.join(labels)}" for cell, labels in same.items()),
        table="\n".join(map(line, lines)),
    )


def line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def told(person: str) -> dict[str, str]:
    """What the document says that the person gets, by label."""
    place = list(PEOPLE).index(person) + 1
    found: dict[str, str] = {}
    for text in DOCUMENT.read_text(encoding="utf-8").splitlines():
        if text.startswith(SAME):
            answers, _, labels = text.removeprefix(SAME).partition("`: ")
            found |= dict.fromkeys(labels.split("; "), answers)
        elif text.startswith("| "):
            cells = text.strip("| ").split(" | ")
            found[cells[0]] = cells[place]
    return {label: answers for label, answers in found.items() if label not in ("address", "---")}

"""Every change is kept by the database: what it was, what it became, when and by whom."""

import pytest
from django.apps import apps
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from pghistory.middleware import HistoryMiddleware
from pghistory.models import Event

from mobility.models import (
    Accreditation,
    AccreditationMember,
    Activity,
    ActivityAnchor,
    ActivityComment,
    ActivityDialogue,
    ActivityResult,
    ActivityTheme,
    ApplicationForm,
    ApplicationSection,
    FundingProgramme,
    Partnership,
    Party,
    WrittenSection,
)
from network.models import AccessRequest, ContactPoint, HandOver, Invitation, Organisation, Role
from plans.models import (
    Action,
    ActionParty,
    Aim,
    Anchor,
    DocumentIssuer,
    DocumentTheme,
    Indicator,
    IndicatorValue,
    LeaderDialogue,
    Measure,
    PlanFile,
    PolicyDocument,
    PoliticalTreatment,
    Programme,
    ProgressReport,
    Succession,
    Theme,
)
from tests.agreement_factories import (
    AccreditationFactory,
    AccreditationMemberFactory,
    AgreementPartyFactory,
    PartnershipFactory,
)
from tests.comment_factories import ActivityCommentFactory
from tests.dialogue_factories import ActivityDialogueFactory, LeaderDialogueFactory
from tests.factories import (
    NOW,
    AccessRequestFactory,
    ActionFactory,
    ActivityAnchorFactory,
    ActivityFactory,
    ActivityResultFactory,
    AimFactory,
    ApplicationFormFactory,
    ApplicationSectionFactory,
    DocumentFactory,
    FundingProgrammeFactory,
    HandOverFactory,
    IndicatorFactory,
    IndicatorValueFactory,
    InvitationFactory,
    MeasureFactory,
    OrganisationFactory,
    PartyFactory,
    PlanFileFactory,
    ProgrammeFactory,
    ReportFactory,
    RoleFactory,
    SuccessionFactory,
    ThemeFactory,
    TreatmentFactory,
    UserFactory,
    WrittenSectionFactory,
    anchor,
    towards,
)
from tests.raw import change, delete

pytestmark = pytest.mark.django_db


def succession() -> Succession:
    return SuccessionFactory(
        predecessor_document=DocumentFactory(), successor_document=DocumentFactory()
    )


def document_theme() -> DocumentTheme:
    document = DocumentFactory()
    document.themes.add(ThemeFactory())
    return document.theme_rows.get()


def document_issuer() -> DocumentIssuer:
    document = DocumentFactory()
    document.issuers.add(OrganisationFactory())
    return document.issuer_rows.get()


def activity_theme() -> ActivityTheme:
    activity = ActivityFactory()
    activity.themes.add(ThemeFactory())
    return activity.theme_rows.get()


def contact_point() -> ContactPoint:
    return ContactPoint.objects.create(
        organisation=OrganisationFactory(), email="eksempel@example.org"
    )


CHANGES = {
    Organisation: (OrganisationFactory, "name", "Nytt navn"),
    AccessRequest: (AccessRequestFactory, "home", "et.annet.sted"),
    Role: (RoleFactory, "organisation_id", lambda: OrganisationFactory().pk),
    HandOver: (HandOverFactory, "note", "Ny beskjed"),
    ActivityComment: (ActivityCommentFactory, "text", "Noe annet"),
    ActivityDialogue: (ActivityDialogueFactory, "agreed", "Noe annet"),
    LeaderDialogue: (LeaderDialogueFactory, "agreed", "Noe annet"),
    Invitation: (InvitationFactory, "kind", "coordinator"),
    Theme: (ThemeFactory, "name_nb", "Nytt tema"),
    PolicyDocument: (DocumentFactory, "status", "expired"),
    DocumentIssuer: (document_issuer, "position", 7),
    DocumentTheme: (document_theme, "theme_id", lambda: ThemeFactory().pk),
    Aim: (AimFactory, "text_nb", "Nytt mål"),
    PlanFile: (PlanFileFactory, "name", "ny plan.pdf"),
    Succession: (succession, "kind", "carried_on"),
    Programme: (ProgrammeFactory, "area_nb", "Utdanning"),
    Measure: (MeasureFactory, "title_nb", "Nytt tiltak"),
    Action: (ActionFactory, "text_nb", "Nytt punkt"),
    Anchor: (lambda: anchor(DocumentFactory(), DocumentFactory()), "rationale_nb", "Ny grunn"),
    Activity: (ActivityFactory, "status", "granted"),
    ActivityResult: (ActivityResultFactory, "changed", "Noe annet"),
    Partnership: (PartnershipFactory, "title", "Ny tittel"),
    Party: (AgreementPartyFactory, "name", "Ny partner"),
    Accreditation: (AccreditationFactory, "field", "school"),
    AccreditationMember: (AccreditationMemberFactory, "name", "Nytt medlem"),
    ActivityTheme: (activity_theme, "theme_id", lambda: ThemeFactory().pk),
    PoliticalTreatment: (TreatmentFactory, "case_number", "26/1"),
    ActionParty: (PartyFactory, "name_in_programme", "Nytt navn"),
    ProgressReport: (ReportFactory, "status", "delayed"),
    Indicator: (IndicatorFactory, "name_nb", "Ny indikator"),
    IndicatorValue: (IndicatorValueFactory, "note", "Ny merknad"),
    ContactPoint: (contact_point, "email", "ny@example.org"),
    FundingProgramme: (FundingProgrammeFactory, "name_nb", "Nytt program"),
    ApplicationForm: (ApplicationFormFactory, "name_nb", "Nytt skjema"),
    ApplicationSection: (ApplicationSectionFactory, "max_length", 900),
    WrittenSection: (WrittenSectionFactory, "words", "Nye ord"),
    ActivityAnchor: (
        lambda: ActivityAnchorFactory(**towards(DocumentFactory())),
        "rationale_nb",
        "Ny grunn",
    ),
}
UNTRACKED = {
    "CommentReading",
    "ContentMark",
    "ContentVersion",
    "DocumentVector",
    "Feedback",
    "FirstSteps",
    "LoadedRecord",
    "SecurityEvent",
    "Turn",
    "User",
    "Word",
}
NEVER_DELETED = {Aim, Action}


def events_of(row: models.Model) -> models.QuerySet:
    (event,) = (
        model
        for model in apps.get_models()
        if issubclass(model, Event) and model.pgh_tracked_model is type(row)
    )
    return event.objects.filter(pgh_obj_id=row.pk).order_by("pgh_id")


def test_every_model_of_ours_is_tracked_but_what_holds_no_content() -> None:
    ours = {
        model
        for app in ("network", "plans", "mobility", "portal")
        for model in apps.get_app_config(app).get_models()
        if not issubclass(model, Event)
    }
    assert {model.__name__ for model in ours - set(CHANGES)} == UNTRACKED


@pytest.mark.parametrize("model", CHANGES)
def test_insert_change_and_deletion_are_kept(model: type[models.Model]) -> None:
    make, column, value = CHANGES[model]
    row = make()
    before, after = getattr(row, column), value() if callable(value) else value
    change(row, **{column: after})
    expected = [("insert", before), ("update", after)]
    if model not in NEVER_DELETED:
        delete(row)
        expected.append(("delete", after))
    kept = [(event.pgh_label, getattr(event, column)) for event in events_of(row)]
    assert kept == expected


def test_change_that_changes_nothing_leaves_no_event() -> None:
    document = DocumentFactory()
    change(document, title=document.title)
    assert [event.pgh_label for event in events_of(document)] == ["insert"]


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_change_in_a_request_says_who_and_where(method: str) -> None:
    document, user = DocumentFactory(), UserFactory()

    def view(request: HttpRequest) -> HttpResponse:
        change(document, status="expired")
        return HttpResponse()

    request = getattr(RequestFactory(), method)("/planverk/?navn=hemmelig")
    request.user = user
    HistoryMiddleware(view)(request)
    context = events_of(document).last().pgh_context
    assert context.metadata == {"user": user.pk, "url": "/planverk/"}


def test_confirmation_is_kept_with_who_and_when() -> None:
    link, user = anchor(DocumentFactory(), DocumentFactory()), UserFactory()
    change(link, status="confirmed", confirmed_by_id=user.pk, confirmed_at=NOW)
    last = events_of(link).last()
    assert (last.status, last.confirmed_by_id, last.confirmed_at) == ("confirmed", user.pk, NOW)

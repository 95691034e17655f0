"""The ways in and what is said about the portal itself."""

import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from mobility.models import FundingProgramme
from network.addresses import ANSWERS, public_page
from network.forms import FeedbackForm
from network.kept import kept
from network.keyed import Listed
from network.models import ContactPoint, Feedback
from network.paging import page_of
from network.permissions import VIEW_COUNTY_NOTES, may
from plans.catalogue import documents_visible_to
from portal.accessibility import by_result, checked_on, faults
from portal.participation import STEPS

FEEDBACK_AN_HOUR = 60


@public_page()
@require_safe
def participate(request: HttpRequest) -> HttpResponse:
    """The deck's "how?" as a path in seven steps."""
    context = {"steps": STEPS, "contact": ContactPoint.objects.current()}
    return render(request, "portal/participate.html", context)


@public_page("side")
@require_safe
def funding_programmes(request: HttpRequest) -> HttpResponse:
    """What each programme funds, 25 a page; what is unsure is for the county's staff."""
    rows = FundingProgramme.objects.published()
    context = {
        "page": page_of(request, Listed(kept("funding programmes", rows.pks), rows)),
        "shows_notes": may(request.user, VIEW_COUNTY_NOTES),
    }
    return render(request, "portal/funding_programmes.html", context)


@public_page()
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """Method, sources and limits."""
    documents = documents_visible_to(request.user)
    return render(request, "portal/about.html", {"document_count": len(documents)})


@public_page()
@require_safe
def contact(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/contact.html", {"contact": ContactPoint.objects.current()})


@require_http_methods(ANSWERS)
def accessibility(request: HttpRequest) -> HttpResponse:
    """The test log and the feedback form; the legal statement lies elsewhere."""
    form = FeedbackForm(request.POST if request.method == "POST" else None)
    is_full = False
    if form.is_bound and form.is_valid():
        an_hour_ago = timezone.now() - datetime.timedelta(hours=1)
        is_full = Feedback.objects.many_since(an_hour_ago, FEEDBACK_AN_HOUR)
        if not is_full:
            form.keep()
            return redirect("feedback_thanks")
        form.add_error(
            None,
            _("Det har kommet svært mange tilbakemeldinger den siste timen. Prøv igjen senere."),
        )
    context = {
        "form": form,
        "groups": by_result(),
        "faults": faults(),
        "checked_on": checked_on(),
        "statement_url": settings.ACCESSIBILITY_STATEMENT_URL,
        "deadline_days": settings.FEEDBACK_DEADLINE_DAYS,
        "contact": ContactPoint.objects.current(),
    }
    status = 429 if is_full else 200
    return render(request, "portal/accessibility.html", context, status=status)


@public_page()
@require_safe
def feedback_thanks(request: HttpRequest) -> HttpResponse:
    context = {"deadline_days": settings.FEEDBACK_DEADLINE_DAYS}
    return render(request, "portal/feedback_thanks.html", context)


@public_page()
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is stored about whom in this version."""
    context = {
        "session_cookie": settings.SESSION_COOKIE_NAME,
        "csrf_cookie": settings.CSRF_COOKIE_NAME,
        "officer_email": settings.DATA_PROTECTION_OFFICER_EMAIL,
    }
    return render(request, "portal/privacy.html", context)

"""The county's desk: what waits for it, and the lists behind the numbers."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from mobility.permissions import CONTEST_ANCHORS
from network.addresses import ANSWERS, without_empty_parameters
from network.county_forms import ContactFilter
from network.models import Organisation
from network.paging import PARAMETER, other_parameters, page_of
from network.permissions import DECIDE_ON_ACCESS, VIEW_SECURITY_LOG, may
from network.views.desk import staff
from plans.choices import AnchorStatus
from plans.contesting import removed, removed_lately
from plans.deciding_forms import DecisionForm, ProposalFilter
from plans.permissions import CONTEST_PLAN_ANCHORS, DECIDE_ON_ANCHORS
from portal.contest_filter import ContestFilter
from portal.county import by_source, matters_for

ALL_TICKED = "alle"


@require_safe
@login_required
def desk(request: HttpRequest) -> HttpResponse:
    user = staff(request)
    context = {
        "matters": matters_for(user),
        "county": Organisation.objects.of_user(user).of_kind(Organisation.Kind.COUNTY).first(),
        "may_see_log": may(user, VIEW_SECURITY_LOG),
    }
    return render(request, "portal/county_desk.html", context)


@require_safe
@login_required
@without_empty_parameters
def without_contact(request: HttpRequest) -> HttpResponse:
    """Schools and offices where nobody has been given the responsibility, by municipality."""
    user = staff(request)
    form = ContactFilter(request.GET, viewer=user)
    rows = form.organisations().with_waiting_contacts().by_municipality()
    context = {
        "form": form,
        "may_invite": may(user, DECIDE_ON_ACCESS),
        "page": page_of(request, rows),
        "query": other_parameters(request, set(form.cleaned_data)),
    }
    return render(request, "portal/without_contact.html", context)


@require_safe
@login_required
@without_empty_parameters
def contests(request: HttpRequest) -> HttpResponse:
    """Anchors of schools' and offices' that the county contests: answered, not yet, or removed."""
    user = staff(request)
    asked = ContestFilter(request.GET)
    gone = removed_lately(asked.sort, user)
    page = page_of(request, gone if asked.is_of_removed else asked.anchors(user).for_desk())
    context = {
        "asked": asked,
        "may_contest": may(user, CONTEST_PLAN_ANCHORS if asked.is_of_plans else CONTEST_ANCHORS),
        "page": page,
        "removed": [removed(asked.sort, event) for event in page] if asked.is_of_removed else [],
        "count_removed": gone.count(),
        "query": other_parameters(request, set(asked.cleaned_data)),
    }
    return render(request, "portal/contests.html", context)


@login_required
@require_http_methods(ANSWERS)
@without_empty_parameters
def proposals(request: HttpRequest) -> HttpResponse:
    """Anchors that are the county's to decide on; those who may tick some and decide."""
    user = staff(request)
    asked = ProposalFilter(request.GET)
    may_decide = may(user, DECIDE_ON_ANCHORS)
    is_post = request.method == "POST"
    if is_post and not may_decide:
        raise PermissionDenied
    form = DecisionForm(request.POST if is_post else None, asked.status) if may_decide else None
    known = set(asked.cleaned_data)
    here = f"{request.path}?{other_parameters(request, {*known, PARAMETER})}".rstrip("?&")
    if form and form.is_bound and form.is_valid():
        decided = form.decide(user)
        if decided is not None:
            tell(request, form, decided)
            return redirect(here)
    page = page_of(request, asked.anchors().for_deciding())
    tick_all = request.GET.get("kryss") == ALL_TICKED and not is_post
    context = {
        "asked": asked,
        "form": form,
        "page": page,
        "groups": by_source(page.object_list, form, tick_all=tick_all),
        "all_ticked": tick_all,
        "is_proposed": asked.status == AnchorStatus.PROPOSED,
        "query": other_parameters(request, known),
        "here": here,
    }
    return render(request, "portal/proposals.html", context)


def tell(request: HttpRequest, form: DecisionForm, decided: int) -> None:
    """Say what was done, and what was not since somebody else had been there."""
    if decided:
        messages.success(request, form.done(decided))
    if left := form.count - decided:
        text = ngettext(
            "%(n)s forankring var endret siden du åpnet siden, og er ikke rørt.",
            "%(n)s forankringer var endret siden du åpnet siden, og er ikke rørt.",
            left,
        )
        messages.warning(request, text % {"n": left})

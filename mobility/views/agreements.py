"""Partnerships and accreditations: listed, read, begun, changed, published, deleted.

Both sorts go the same way; what is their own stands in `SORTS`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from allauth.core.internal.httpkit import authenticated_user
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mobility import agreements as doing
from mobility.activity_forms import PublishForm
from mobility.agreement_filters import PartnershipFilter
from mobility.agreement_forms import (
    AccreditationForm,
    NewAccreditationForm,
    NewPartnershipForm,
    PartnershipForm,
    PartyForm,
)
from mobility.downloads import PARTNERSHIPS
from mobility.models import Accreditation, Partnership
from mobility.models.agreements import CODE_IS_TAKEN
from mobility.permissions import EDIT_AGREEMENTS
from network.addresses import ANSWERS, public_page, without_empty_parameters
from network.kept import kept
from network.keyed import Listed
from network.models import Organisation
from network.paging import page_of
from network.permissions import may, sight_of
from network.publishing import PublishedError, delete_draft, show
from network.shared_forms import ReadForm
from network.sheets import FORMATS
from network.versions import ChangedError
from plans.models import PolicyDocument

CHANGED = gettext_lazy("Noen har endret dette siden. Se over det på nytt.")


@dataclass(frozen=True)
class Sort:
    """What is one sort's own."""

    rows: Any
    begin: Any
    form: Any
    page: str
    begun: str | Promise
    new: str | Promise


SORTS = {
    "partnership": Sort(
        Partnership.objects,
        NewPartnershipForm,
        PartnershipForm,
        "mobility/partnership.html",
        gettext_lazy("Avtalen er lagret. Bare dere og fylkeskommunen ser den."),
        gettext_lazy("Ny samarbeidsavtale"),
    ),
    "accreditation": Sort(
        Accreditation.objects,
        NewAccreditationForm,
        AccreditationForm,
        "mobility/accreditation.html",
        gettext_lazy("Akkrediteringen er lagret. Bare dere og fylkeskommunen ser den."),
        gettext_lazy("Ny Erasmus-akkreditering"),
    ),
}


@public_page(*PartnershipFilter.base_filters, "side")
@require_safe
@without_empty_parameters
def partnerships(request: HttpRequest) -> HttpResponse:
    """Partnerships by kind and country, those that hold first."""
    chosen = PartnershipFilter(request.GET, request.user)
    looks_after = Organisation.objects.looked_after_by(request.user).exists()
    context = {
        "filter": chosen,
        "page": page_of(request, Listed(chosen.keys, chosen.queryset.for_list(request.user))),
        "query": f"{chosen.query}&" if chosen.query else "",
        "formats": FORMATS,
        "may_add": looks_after,
    }
    return render(request, "mobility/partnerships.html", context)


@public_page(*PartnershipFilter.base_filters)
@require_safe
def partnerships_download(request: HttpRequest, form: str) -> HttpResponse:
    """Every partnership that is chosen, on all pages and in the same order; only public ones."""
    chosen = PartnershipFilter(request.GET, AnonymousUser())
    # What only drafts have is nothing that a visitor can choose.
    rows = [] if chosen.is_unknown else chosen.qs.for_list(chosen.viewer)
    return PARTNERSHIPS.file("samarbeid", form, rows)


@public_page("side")
@require_safe
def accreditations(request: HttpRequest) -> HttpResponse:
    """Who has an accreditation with Erasmus+, those that hold first."""
    rows = Accreditation.objects.visible_to(request.user)
    place = "accreditations", timezone.localdate(), sight_of(request.user)
    listed = Listed(kept(place, rows.current_first().pks), rows.for_list(request.user))
    looks_after = Organisation.objects.looked_after_by(request.user).exists()
    context = {"page": page_of(request, listed), "may_add": looks_after}
    return render(request, "mobility/accreditations.html", context)


@public_page()
@require_safe
def agreement(request: HttpRequest, slug: str, sort: str) -> HttpResponse:
    rows = SORTS[sort].rows.visible_to(request.user).for_list(request.user)
    found = get_object_or_404(rows, slug=slug)
    plans = PolicyDocument.objects.visible_to(request.user)
    context = {
        "agreement": found,
        "plan": plans.among([found.plan_id]).first() if sort == "accreditation" else None,
        "parties": list(found.parties.all()),
        "may_edit": may(request.user, EDIT_AGREEMENTS, found.organisation),
    }
    return render(request, SORTS[sort].page, context)


@login_required
@require_http_methods(ANSWERS)
def new_agreement(request: HttpRequest, sort: str) -> HttpResponse:
    """Ask whose it is; what is opened is a draft."""
    user = authenticated_user(request)
    if not Organisation.objects.looked_after_by(user).exists():
        raise PermissionDenied
    data = request.POST if request.method == "POST" else None
    form = SORTS[sort].begin(data, by=user, wanted=request.GET.get("hvem", ""))
    if form.is_bound and form.is_valid():
        found = form.begin()
        messages.success(request, str(SORTS[sort].begun))
        return redirect(f"{sort}_edit", slug=found.slug)
    context = {"form": form, "sort": sort, "heading": SORTS[sort].new}
    return render(request, "mobility/agreement_new.html", context)


def editable(request: HttpRequest, slug: str, sort: str) -> Any:
    """The agreement, for those who look after it; unknown to whoever does not see it."""
    found = get_object_or_404(
        SORTS[sort].rows.visible_to(request.user).for_list(request.user), slug=slug
    )
    if not may(request.user, EDIT_AGREEMENTS, found.organisation):
        raise PermissionDenied
    return found


@login_required
@require_http_methods(ANSWERS)
def edit_agreement(request: HttpRequest, slug: str, sort: str) -> HttpResponse:
    """What it is and how long it holds."""
    found = editable(request, slug, sort)
    data = request.POST if request.method == "POST" else None
    # The form writes what was sent into the row, also where that is not saved.
    heading = found.heading
    form = SORTS[sort].form(data, instance=found)
    if form.is_bound and form.is_valid() and form.keep():
        messages.success(request, _("Endringene er lagret."))
        return redirect(f"{sort}_parties" if "next" in request.POST else sort, slug=slug)
    context = {"agreement": found, "heading": heading, "form": form, "sort": sort}
    return render(request, "mobility/agreement_edit.html", context)


@login_required
@require_http_methods(ANSWERS)
def parties(request: HttpRequest, slug: str, sort: str) -> HttpResponse:
    """Who the agreement is with, and a form to add one more."""
    found = editable(request, slug, sort)
    data = request.POST if request.method == "POST" else None
    form = PartyForm(data, agreement=found, known=known_to(request))
    if form.is_bound and form.is_valid() and form.keep():
        messages.success(request, _("Lagt til."))
        return redirect(f"{sort}_parties", slug=slug)
    rows = list(found.parties.all())
    context = {"agreement": found, "form": form, "sort": sort, "parties": rows}
    return render(request, "mobility/agreement_parties.html", context)


@login_required
@require_http_methods(ANSWERS)
def party(request: HttpRequest, slug: str, pk: int, sort: str) -> HttpResponse:
    """What is said of one party, or nothing of it any more."""
    found = editable(request, slug, sort)
    row = get_object_or_404(found.parties.seen_by(request.user), pk=pk)
    data = request.POST if request.method == "POST" else None
    form = PartyForm(data, agreement=found, known=known_to(request), party=row)
    try:
        if "remove" in request.POST:
            doing.remove_party(row, version=read_version(request))
            messages.success(request, _("Fjernet."))
            return redirect(f"{sort}_parties", slug=slug)
    except ChangedError:
        messages.warning(request, str(CHANGED))
        return redirect(f"{sort}_party", slug=slug, pk=pk)
    if form.is_bound and form.is_valid() and form.keep():
        messages.success(request, _("Endringene er lagret."))
        return redirect(f"{sort}_parties", slug=slug)
    context = {"agreement": found, "form": form, "sort": sort, "party": row}
    return render(request, "mobility/agreement_party.html", context)


def known_to(request: HttpRequest) -> list[Organisation]:
    """Organisations that can be chosen as a party."""
    return list(Organisation.objects.visible_to(request.user).listed().members_first())


def read_version(request: HttpRequest) -> int:
    """The version that was read; none where the form does not say."""
    form = ReadForm(request.POST)
    return form.cleaned_data["read"] if form.is_valid() else 0


@login_required
@require_POST
def show_agreement(request: HttpRequest, slug: str, sort: str) -> HttpResponse:
    """Publish what was read, or take it back."""
    found = editable(request, slug, sort)
    form = PublishForm(request.POST)
    if not form.is_valid():
        return redirect(f"{sort}_edit", slug=slug)
    to_all = form.cleaned_data["publish"]
    try:
        show(found, version=form.cleaned_data["read"], to_all=to_all)
    except ChangedError:
        messages.warning(request, str(CHANGED))
        return redirect(f"{sort}_edit", slug=slug)
    except IntegrityError:
        messages.warning(request, str(CODE_IS_TAKEN))
        return redirect(f"{sort}_edit", slug=slug)
    done = _("Publisert. Alle kan lese den nå.") if to_all else _("Trukket tilbake.")
    messages.success(request, done)
    return redirect(sort, slug=slug)


@login_required
@require_http_methods(ANSWERS)
def delete_agreement(request: HttpRequest, slug: str, sort: str) -> HttpResponse:
    """Delete a draft; what is published is taken back first."""
    found = editable(request, slug, sort)
    form = ReadForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            delete_draft(found, version=form.cleaned_data["read"])
        except ChangedError:
            messages.warning(request, str(CHANGED))
            return redirect(f"{sort}_delete", slug=slug)
        except PublishedError:
            return taken_back_first(request, slug, sort)
        messages.success(request, _("Utkastet er slettet."))
        return redirect(f"{sort}s")
    if found.published_at:
        return taken_back_first(request, slug, sort)
    return render(request, "mobility/agreement_delete.html", {"agreement": found, "sort": sort})


def taken_back_first(request: HttpRequest, slug: str, sort: str) -> HttpResponse:
    """To where what is published is taken back."""
    messages.warning(request, _("Den er publisert. Trekk den tilbake før du sletter den."))
    return redirect(f"{sort}_edit", slug=slug)

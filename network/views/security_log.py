"""The security log, for the county's administrators."""

from allauth.core.internal.httpkit import authenticated_user
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from network.addresses import without_empty_parameters
from network.choices import RoleKind
from network.models import SecurityEvent
from network.paging import other_parameters, page_of
from network.permissions import VIEW_SECURITY_LOG, may
from network.security_forms import SecurityLogForm
from network.security_log import note_export
from network.sheets import write_csv


def asked_for(request: HttpRequest) -> SecurityLogForm:
    """What is asked for, by whoever may; for others the log does not exist."""
    if not may(request.user, VIEW_SECURITY_LOG):
        raise Http404
    return SecurityLogForm(request.GET)


@require_safe
@login_required
@without_empty_parameters
def security_log(request: HttpRequest) -> HttpResponse:
    form = asked_for(request)
    context = {
        "form": form,
        "page": page_of(request, form.events()),
        "query": other_parameters(request, set(form.cleaned_data)),
    }
    return render(request, "network/security_log.html", context)


@require_safe
@login_required
def security_log_download(request: HttpRequest) -> HttpResponse:
    """All that is asked for, on every page; the log tells of this too."""
    form = asked_for(request)
    if form.errors:
        # The page says what it did not understand; a file could not.
        return redirect(f"{reverse('security_log')}?{request.GET.urlencode()}")
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    name = f"sikkerhetslogg-{timezone.localdate():%Y-%m-%d}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    headings = [
        _("Tidspunkt"),
        _("Hendelse"),
        _("Hvem"),
        _("Rolle"),
        _("Organisasjon"),
        _("Gjort av"),
    ]
    write_csv(response, headings, map(cells, form.events()))
    if request.method == "GET":
        note_export(by=authenticated_user(request))
    return response


def cells(event: SecurityEvent) -> list[str]:
    return [
        timezone.localtime(event.at).isoformat(sep=" ", timespec="seconds"),
        event.get_kind_display(),
        str(event.user or ""),
        str(RoleKind(event.role).label) if event.role else "",
        str(event.organisation or ""),
        str(event.by or ""),
    ]

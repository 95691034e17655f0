"""A school's or an office's own plans: added, changed, given aims, published."""

from allauth.core.internal.httpkit import authenticated_user
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from network import word
from network.addresses import ANSWERS, public_page
from network.forms import submission_in
from network.models import Organisation
from network.permissions import may
from network.publishing import show
from network.versions import ChangedError
from plans import editing
from plans.models import Aim, PolicyDocument
from plans.permissions import EDIT_PLANS
from plans.plan_forms import AimForm, AimsForm, NewPlanForm, PlanForm, ShowForm
from plans.starting_point import starting_point as document_to_start_from
from plans.unpasting import Undone, latest_paste, spans, undo_paste


def editable(request: HttpRequest, slug: str) -> PolicyDocument:
    """The plan, for those who look after it; unknown to whoever does not see it."""
    rows = PolicyDocument.objects.visible_to(request.user).for_page()
    found = get_object_or_404(rows, slug=slug)
    if not (found.organisation and may(request.user, EDIT_PLANS, found.organisation)):
        raise PermissionDenied
    return found


@login_required
@require_http_methods(ANSWERS)
def new_plan(request: HttpRequest) -> HttpResponse:
    """Ask whose it is and what it is called; the aims come next."""
    user = authenticated_user(request)
    if not Organisation.objects.looked_after_by(user).members().exists():
        raise PermissionDenied
    data = request.POST if request.method == "POST" else None
    form = NewPlanForm(data, by=user, wanted=request.GET.get("hvem", ""))
    if form.is_bound and form.is_valid():
        plan = form.begin()
        messages.success(request, _("Planen er lagret. Bare dere og fylkeskommunen ser den."))
        return redirect("plan_aims", slug=plan.slug)
    return render(request, "plans/plan_new.html", {"form": form})


@public_page()
@require_safe
def starting_point(request: HttpRequest) -> HttpResponse:
    """A strategy to be filled in, for whoever has none."""
    response = HttpResponse(document_to_start_from(), content_type=word.CONTENT_TYPE)
    response["Content-Disposition"] = 'attachment; filename="internasjonal-strategi.docx"'
    return response


@login_required
@require_http_methods(ANSWERS)
def edit_plan(request: HttpRequest, slug: str) -> HttpResponse:
    """What the plan is, how long it holds and where it is found."""
    plan = editable(request, slug)
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = PlanForm(*sent, instance=plan, by=authenticated_user(request))
    if form.is_bound:
        if form.is_valid() and form.keep():
            messages.success(request, _("Endringene er lagret."))
            return redirect("document", slug=slug)
        form.ask_for_file_again()
    return render(request, "plans/plan_edit.html", {"plan": plan, "form": form})


@login_required
@require_POST
def show_plan(request: HttpRequest, slug: str) -> HttpResponse:
    """Publish what was read, or take it back."""
    plan = editable(request, slug)
    form = ShowForm(request.POST)
    if not form.is_valid():
        return redirect("plan_edit", slug=slug)
    to_all = form.cleaned_data["publish"]
    try:
        show(plan, version=form.cleaned_data["read"], to_all=to_all)
    except ChangedError:
        messages.warning(request, _("Noen har endret planen siden. Se over den på nytt."))
        return redirect("plan_edit", slug=slug)
    text = _("Planen er publisert.") if to_all else _("Planen er trukket tilbake.")
    messages.success(request, text)
    return redirect("document", slug=slug)


@login_required
@require_http_methods(ANSWERS)
def plan_aims(request: HttpRequest, slug: str) -> HttpResponse:
    """The plan's aims, and a field to paste more in."""
    plan = editable(request, slug)
    if "undo" in request.POST:
        return paste_undone(request, plan)
    form = AimsForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        tell_of(request, form.keep(plan), sent=len(form.cleaned_data["pasted"]))
        return redirect("plan_aims", slug=slug)
    context = {"plan": plan, "form": form, "latest": latest_paste(plan.aims.all())}
    return render(request, "plans/plan_aims.html", context)


def paste_undone(request: HttpRequest, plan: PolicyDocument) -> HttpResponse:
    """Undo the paste whose number the form carries, and say what stays and why."""
    paste = submission_in(request.POST)
    undone = undo_paste(plan, paste) if paste else Undone()
    removed, stays = undone.removed, undone.rested_on or undone.changed
    if removed:
        text = ngettext("%(n)s mål er fjernet igjen.", "%(n)s mål er fjernet igjen.", len(removed))
        messages.success(request, text % {"n": len(removed)})
    elif not (undone.without_page or stays):
        messages.info(request, _("Innlimingen er angret fra før."))
    for aims, text in (
        (undone.without_page, _("Uten sidetall igjen: mål %(numbers)s.")),
        (undone.rested_on, _("Blir stående, for noe bygger på det: mål %(numbers)s.")),
        (undone.changed, _("Blir stående, for det er endret siden: mål %(numbers)s.")),
    ):
        if aims:
            messages.info(request, text % {"numbers": spans(aims)})
    return redirect("plan_aims", slug=plan.slug)


def tell_of(request: HttpRequest, pasted: editing.Pasted, *, sent: int) -> None:
    """Say what came of the aims that were pasted in."""
    added, paged = pasted
    text = ngettext("%(n)s mål er lagt til.", "%(n)s mål er lagt til.", len(added))
    messages.success(request, text % {"n": len(added)})
    if with_page := sum(aim.pages is not None for aim in added):
        text = ngettext(
            "%(n)s av dem har fått sidetall fra teksten. Se over at det stemmer.",
            "%(n)s av dem har fått sidetall fra teksten. Se over at det stemmer.",
            with_page,
        )
        messages.info(request, text % {"n": with_page})
    if paged:
        text = ngettext(
            "%(n)s mål som sto her fra før, har fått sidetall.",
            "%(n)s mål som sto her fra før, har fått sidetall.",
            len(paged),
        )
        messages.info(request, text % {"n": len(paged)})
    if len(added) < sent:
        text = _("Mål som står i planen fra før, i bruk eller ikke, er ikke lagt til igjen.")
        messages.info(request, text)


@login_required
@require_http_methods(ANSWERS)
def plan_aim(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Another wording of one aim, or none of it any more."""
    plan = editable(request, slug)
    aim = get_object_or_404(plan.aims.in_order(), key=key)
    form = AimForm(
        request.POST if request.method == "POST" else None, aim=aim, lang=plan.title_lang
    )
    if "remove" in request.POST or "again" in request.POST:
        return retired(request, aim, form)
    if form.is_bound and form.is_valid() and form.keep():
        messages.success(request, _("Målet er lagret."))
        return redirect("plan_aims", slug=slug)
    return render(request, "plans/plan_aim.html", {"plan": plan, "aim": aim, "form": form})


def retired(request: HttpRequest, aim: Aim, form: AimForm) -> HttpResponse:
    """Take it out of use, or in again, unless somebody has changed it since it was read."""
    form.is_valid()
    is_out = "remove" in request.POST
    try:
        editing.retire_aim(aim, version=form.cleaned_data.get("read", 0), retired=is_out)
        text = _("Målet er tatt ut av bruk.") if is_out else _("Målet er i bruk igjen.")
        messages.success(request, text)
    except ChangedError:
        messages.warning(request, _("Målet er endret av en annen. Se på det igjen."))
    return redirect("plan_aims", slug=aim.document.slug)

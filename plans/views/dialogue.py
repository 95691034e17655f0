"""What was agreed with the leaders about a school's or an office's own plan."""

from allauth.core.internal.httpkit import authenticated_user
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from network.addresses import ANSWERS
from network.permissions import may
from plans.dialogue_forms import PlanDialogueForm
from plans.models import LeaderDialogue, PolicyDocument
from plans.permissions import EDIT_PLANS, VIEW_DIALOGUE
from plans.resting import remove_dialogue
from plans.views.school_plans import editable


def readable(request: HttpRequest, slug: str) -> PolicyDocument:
    """The plan, for its own people and the county: what is shown says what the leaders said."""
    rows = PolicyDocument.objects.visible_to(request.user).for_page()
    found = get_object_or_404(rows, slug=slug)
    if not (found.organisation and may(request.user, VIEW_DIALOGUE, found.organisation)):
        raise PermissionDenied
    return found


@login_required
@require_http_methods(ANSWERS)
def plan_dialogue(request: HttpRequest, slug: str) -> HttpResponse:
    """What was agreed with the leaders, for its own people and the county; a new entry."""
    plan = readable(request, slug)
    may_edit = may(request.user, EDIT_PLANS, plan.organisation)
    is_post = request.method == "POST"
    if is_post and not may_edit:
        raise PermissionDenied
    form = PlanDialogueForm(request.POST if is_post else None)
    if form.is_bound and form.is_valid():
        undone = form.keep(plan, authenticated_user(request))
        messages.success(request, _("Samtalen er lagret."))
        tell_of(request, undone)
        return redirect("plan_dialogue", slug=slug)
    context = {
        "plan": plan,
        "entries": list(LeaderDialogue.objects.of(plan)),
        "form": form if may_edit else None,
    }
    return render(request, "plans/plan_dialogue.html", context)


def tell_of(request: HttpRequest, undone: int) -> None:
    """Say which confirmations no longer stand on anything."""
    if undone:
        text = ngettext(
            "%(n)s forankring står som foreslått igjen, siden ledelsen ikke har sagt ja.",
            "%(n)s forankringer står som foreslått igjen, siden ledelsen ikke har sagt ja.",
            undone,
        )
        messages.warning(request, text % {"n": undone})


@login_required
@require_POST
def remove_plan_dialogue(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take an entry away; history keeps it."""
    plan = editable(request, slug)
    entry = get_object_or_404(LeaderDialogue.objects.of(plan), pk=pk)
    undone = remove_dialogue(entry, plan)
    messages.success(request, _("Samtalen er fjernet."))
    tell_of(request, undone)
    return redirect("plan_dialogue", slug=slug)

"""Who is what in an organisation; those in charge invite and remove people."""

from allauth.core.internal.httpkit import authenticated_user
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from network import invitations, roles
from network.addresses import ANSWERS
from network.lost_factor import reset_factor
from network.models import HandOver, Invitation, Organisation, Role
from network.ownership import Leaving
from network.people import groups_at
from network.people_forms import InviteForm
from network.permissions import MANAGE_PEOPLE, RESET_FACTOR, may

SHOWN = 10


def place(request: HttpRequest, slug: str) -> Organisation:
    """The organisation, for whoever may see its people; unknown to everyone else."""
    return get_object_or_404(Organisation.objects.with_people_for(request.user), slug=slug)


def managed(request: HttpRequest, slug: str) -> Organisation:
    """The same, for those in charge."""
    organisation = place(request, slug)
    if not may(request.user, MANAGE_PEOPLE, organisation):
        raise PermissionDenied
    return organisation


def back(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """To the people; to the front page for somebody who no longer sees them."""
    user = authenticated_user(request)
    user.forget_roles()
    still = Organisation.objects.with_people_for(user).filter(pk=organisation.pk).exists()
    return redirect("people", slug=organisation.slug) if still else redirect("front")


@login_required
@require_http_methods(ANSWERS)
def people(request: HttpRequest, slug: str) -> HttpResponse:
    """People by role; for those in charge also who is invited, and a form to invite with."""
    is_post = request.method == "POST"
    organisation = managed(request, slug) if is_post else place(request, slug)
    user = authenticated_user(request)
    form = InviteForm(request.POST if is_post else None, organisation=organisation)
    if form.is_bound and form.is_valid() and form.send(user):
        sent = _("Invitasjonen er sendt til %(email)s.")
        messages.success(request, sent % {"email": form.cleaned_data["email"]})
        return redirect("people", slug=slug)
    manages = may(user, MANAGE_PEOPLE, organisation)
    handed_over = HandOver.objects.at(organisation)
    context = {
        "organisation": organisation,
        "groups": groups_at(organisation, user),
        "manages": manages,
        "handed_over": list(handed_over if manages else handed_over.to(user))[:SHOWN],
        "waiting": list(Invitation.objects.to(organisation)) if manages else [],
        "form": form if manages else None,
    }
    return render(request, "network/people.html", context)


@login_required
@require_POST
def renew_invitation(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    organisation = managed(request, slug)
    found = get_object_or_404(Invitation.objects.at(organisation), pk=pk)
    try:
        invitations.renew(invitation=found, by=authenticated_user(request))
        messages.success(request, _("Invitasjonen er sendt på nytt. Den gamle lenken virker ikke."))
    except invitations.ClosedError:
        messages.warning(request, _("Invitasjonen er alt tatt imot eller trukket tilbake."))
    return redirect("people", slug=slug)


@login_required
@require_POST
def withdraw_invitation(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    organisation = managed(request, slug)
    found = get_object_or_404(Invitation.objects.at(organisation), pk=pk)
    try:
        invitations.withdraw(invitation=found)
        messages.success(request, _("Invitasjonen er trukket tilbake. Lenken virker ikke lenger."))
    except invitations.ClosedError:
        messages.warning(request, _("Invitasjonen er alt tatt imot."))
    return redirect("people", slug=slug)


@login_required
@require_http_methods(ANSWERS)
def remove_role(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Say what is lost, and remove when that is confirmed."""
    organisation = managed(request, slug)
    role = get_object_or_404(Role.objects.at(organisation), pk=pk)
    if request.method != "POST":
        leaving = Leaving(role)
        context = {
            "organisation": organisation,
            "role": role,
            "is_last": role.is_in_charge and not Role.objects.others_like(role),
            "leaving": leaving,
            "groups": leaving.things(),
        }
        return render(request, "network/role_remove.html", context)
    try:
        roles.remove(role=role, by=authenticated_user(request))
        messages.success(request, _("Rollen er fjernet."))
    except roles.LastAdministratorError:
        text = _("Dette er den eneste administratoren. Gi rollen til en annen først.")
        messages.error(request, text)
    return back(request, organisation)


@login_required
@require_http_methods(ANSWERS)
def lost_factor(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Help somebody whose telephone and spare codes are gone."""
    organisation = managed(request, slug)
    role = get_object_or_404(Role.objects.at(organisation).for_people_page(), pk=pk)
    if not may(request.user, RESET_FACTOR, role.user):
        raise PermissionDenied
    if request.method == "POST":
        reset_factor(role=role, by=authenticated_user(request))
        text = _(
            "Engangskoden til %(name)s er fjernet. Det skal settes opp en ny ved neste innlogging."
        )
        messages.success(request, text % {"name": role.user.name})
        return redirect("people", slug=slug)
    context = {"organisation": organisation, "role": role}
    return render(request, "network/lost_factor.html", context)

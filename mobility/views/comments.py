"""What colleagues and the county say to each other about an activity, draft or not."""

from allauth.core.internal.httpkit import authenticated_user
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mobility.comment_forms import CommentForm
from mobility.models import Activity, ActivityComment, CommentReading
from mobility.permissions import COMMENT_ON_ACTIVITIES, REMOVE_COMMENT
from network.addresses import ANSWERS
from network.permissions import may


def commentable(request: HttpRequest, slug: str) -> Activity:
    """The activity, for its own people and the county; unknown to whoever does not see it."""
    rows = Activity.objects.visible_to(request.user).for_page()
    found = get_object_or_404(rows, slug=slug)
    if not may(request.user, COMMENT_ON_ACTIVITIES, found.organisation):
        raise PermissionDenied
    return found


@login_required
@require_http_methods(ANSWERS)
def activity_comments(request: HttpRequest, slug: str) -> HttpResponse:
    """What has been said so far, which is read by that, and a form to say more."""
    activity = commentable(request, slug)
    user = authenticated_user(request)
    form = CommentForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and form.keep(activity, user):
        messages.success(request, _("Kommentaren er lagret."))
        return redirect("activity_comments", slug=slug)
    comments = list(ActivityComment.objects.of(activity))
    CommentReading.objects.note(activity, user, comments)
    context = {
        "activity": activity,
        "comments": [(comment, may(user, REMOVE_COMMENT, comment)) for comment in comments],
        "form": form,
    }
    return render(request, "mobility/activity_comments.html", context)


@login_required
@require_POST
def remove_comment(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take one's own away; history keeps it."""
    comment = get_object_or_404(ActivityComment.objects.of(commentable(request, slug)), pk=pk)
    if not may(request.user, REMOVE_COMMENT, comment):
        raise PermissionDenied
    comment.delete()
    messages.success(request, _("Kommentaren er fjernet."))
    return redirect("activity_comments", slug=slug)

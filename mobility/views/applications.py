"""The text of an application: which form, section by section, and to take away."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from mobility.activity_forms import STEPS
from mobility.application_files import FORMATS, Manuscript
from mobility.application_forms import SectionForm
from mobility.application_parts import numbered
from mobility.application_text import ApplicationText
from mobility.models import Accreditation, Activity, ApplicationForm, WrittenSection
from mobility.permissions import EDIT_ACTIVITIES
from mobility.views.editing import editable, readable
from network.addresses import ANSWERS
from network.choices import Language
from network.permissions import may
from network.texts import LANGUAGES


def text_of(request: HttpRequest, activity: Activity, form: str, lang: str) -> ApplicationText:
    """What is applied with in one form and language."""
    if lang not in LANGUAGES:
        raise Http404
    found = get_object_or_404(ApplicationForm.objects.for_page(), slug=form)
    return ApplicationText(activity, found, lang, request.user, request.build_absolute_uri)


def steps_for(request: HttpRequest, activity: Activity) -> list[object]:
    """The steps of the work, for those who do it."""
    return list(STEPS.values()) if may(request.user, EDIT_ACTIVITIES, activity.organisation) else []


@require_safe
@login_required
def application_forms(request: HttpRequest, slug: str) -> HttpResponse:
    """Which form, and in which language."""
    activity = readable(request, slug)
    context = {
        "activity": activity,
        "forms": list(ApplicationForm.objects.in_order().for_page()),
        "application_languages": Language.choices,
        "accreditations": list(
            Accreditation.objects.published().holding(activity.organisation).for_list(request.user)
        ),
        "steps": steps_for(request, activity),
    }
    return render(request, "mobility/application_forms.html", context)


@require_safe
@login_required
def application(request: HttpRequest, slug: str, form: str, lang: str) -> HttpResponse:
    """The whole text, what it lacks, and its sources."""
    activity = readable(request, slug)
    steps = steps_for(request, activity)
    context = {
        "activity": activity,
        "application": text_of(request, activity, form, lang),
        "application_languages": Language.choices,
        "formats": FORMATS,
        "steps": steps,
        "may_edit": bool(steps),
    }
    return render(request, "mobility/application.html", context)


@require_safe
@login_required
def application_file(
    request: HttpRequest, slug: str, form: str, lang: str, kind: str
) -> HttpResponse:
    """The text as it is shown, to take away."""
    found = text_of(request, readable(request, slug), form, lang)
    if not found.sections:
        raise Http404
    response = HttpResponse(
        FORMATS[kind].of(Manuscript.of(found)), content_type=FORMATS[kind].content_type
    )
    name = f"{slug}-{form}-{lang}.{kind}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@login_required
@require_http_methods(ANSWERS)
def application_section(
    request: HttpRequest, slug: str, form: str, lang: str, section: str
) -> HttpResponse:
    """One section in somebody's own words, beside what the portal proposes."""
    activity = editable(request, slug)
    text = text_of(request, activity, form, lang)
    answer = text.section_at(section)
    if answer is None:
        raise Http404
    data = request.POST if request.method == "POST" else None
    words = SectionForm(data, activity=activity, answer=answer)
    if words.is_bound and words.is_valid() and words.keep():
        messages.success(request, _("Teksten er lagret."))
        path = redirect("application", slug=slug, form=form, lang=lang)
        path["Location"] += f"#{section}"
        return path
    context = {
        "activity": activity,
        "application": text,
        "answer": answer,
        "form": words,
        "earlier": [
            (row.at, numbered(row.words, answer.numbers))
            for row in WrittenSection.objects.earlier(answer.written)
        ],
        "steps": STEPS.values(),
    }
    return render(request, "mobility/application_section.html", context)

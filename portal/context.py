"""What every page of the site says around its content."""

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import escape_leading_slashes
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation.trans_real import get_languages, parse_accept_lang_header

from network.models import User
from network.permissions import VIEW_COUNTY_DESK, may

SECTIONS = {
    "participate": {"participate", "funding_programmes"},
    "library": {"library", "document", "document_basis", "anchoring_map"},
    "programme": {"programme", "measure", "action", "action_basis", "action_answers"},
    "schools": {"schools", "school"},
    "training_offices": {"training_offices", "training_office"},
    "activities": {"activities", "activity", "activity_basis"},
    "coverage": {
        "coverage",
        "coverage_points",
        "coverage_gaps",
        "coverage_gap",
        "coverage_plans",
    },
}

# Each in its own language, whatever the page's.
OWN_NAMES = {"nb": "Bokmål", "nn": "Nynorsk", "en": "English"}
OFFERS = {"nn": "Les denne sida på nynorsk", "en": "Read this page in English"}


def site(request: HttpRequest) -> dict[str, object]:
    """Languages, menu and whether the content is invented."""
    return {
        "languages": languages(request),
        "offered_language": offered_language(request),
        "sections": sections(request),
        "demo": settings.DEMO,
        "has_feide": bool(settings.FEIDE_CLIENT_ID),
        "at_library": is_at(request, "library"),
        "has_desk": may(viewer_of(request), VIEW_COUNTY_DESK),
        "LANGUAGE_CODE": get_language(),
    }


def viewer_of(request: HttpRequest) -> User | AnonymousUser:
    """Who asks; a request that is refused early has no user."""
    return getattr(request, "user", AnonymousUser())


def path_in(request: HttpRequest, language: str) -> str:
    """The same page in another language: the three share every slug."""
    path = request.get_full_path()
    for code, _name in settings.LANGUAGES:
        if path == f"/{code}" or path.startswith(f"/{code}/"):
            # What is left may begin with two slashes, which would name another host.
            path = escape_leading_slashes(path.removeprefix(f"/{code}") or "/")
            break
    return path if language == settings.LANGUAGE_CODE else f"/{language}{path}"


def languages(request: HttpRequest) -> list[dict[str, object]]:
    current = get_language()
    return [
        {
            "code": code,
            "label": OWN_NAMES[code],
            "url": path_in(request, code),
            "current": code == current,
        }
        for code, _name in settings.LANGUAGES
    ]


def offered_language(request: HttpRequest) -> dict[str, object] | None:
    """The reader's own language when the address, which is always Bokmål, does not say one."""
    asked = request.headers.get("Accept-Language", "")
    code = language_offered(asked, get_language() or settings.LANGUAGE_CODE)
    return {"code": code, "url": path_in(request, code), "text": OFFERS[code]} if code else None


def language_offered(accepted: str, language: str) -> str | None:
    """The first of the accepted languages that we have, unless the page is in it or was chosen."""
    if language != settings.LANGUAGE_CODE:
        return None
    known = get_languages()
    for tag, _weight in parse_accept_lang_header(accepted):
        code = "nb" if tag == "no" else tag.split("-")[0]
        if code in known:
            return None if code == language else code
    return None


def is_at(request: HttpRequest, name: str) -> bool:
    match = request.resolver_match
    return match is not None and match.url_name == name


def sections(request: HttpRequest) -> list[dict[str, object]]:
    match = request.resolver_match
    current = match.url_name if match else None
    labels = {
        "participate": _("Slik deltar du"),
        "library": _("Planverk"),
        "programme": _("Tiltak"),
        "schools": _("Skoler"),
        "training_offices": _("Opplæringskontor"),
        "activities": _("Aktiviteter"),
        "coverage": _("Forankring"),
    }
    return [
        {"label": labels[name], "url": reverse(name), "current": current in pages}
        for name, pages in SECTIONS.items()
    ]

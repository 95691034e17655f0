"""Where a person is logged in, and ending it from afar."""

from __future__ import annotations

import re
from collections.abc import Iterable

from allauth.core.internal.httpkit import authenticated_user
from allauth.usersessions.adapter import DefaultUserSessionsAdapter
from allauth.usersessions.models import UserSession
from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from network.choices import SecurityEventKind
from network.models import User
from network.security_log import note

# The first that a browser's account of itself names; most name others too.
BROWSERS = [
    ("Edge", r"Edg(e|A|iOS)?/"),
    ("Opera", r"OPR/"),
    ("Samsung Internet", r"SamsungBrowser/"),
    ("Firefox", r"(Firefox|FxiOS)/"),
    ("Chrome", r"(Chrome|CriOS|HeadlessChrome)/"),
    ("Safari", r"Safari/"),
]
SYSTEMS = [
    ("iPhone", r"iPhone"),
    ("iPad", r"iPad"),
    ("Android", r"Android"),
    ("Windows", r"Windows"),
    ("macOS", r"Mac OS X|Macintosh"),
    ("ChromeOS", r"CrOS"),
    ("Linux", r"Linux"),
]


class Adapter(DefaultUserSessionsAdapter):
    """Tells the security log when somebody is logged out everywhere else."""

    def end_sessions(self, sessions: Iterable[UserSession]) -> None:
        ended = list(sessions)
        super().end_sessions(ended)
        if ended:
            note(SecurityEventKind.SESSIONS_ENDED, user=ended[0].user)


def live_sessions(user: User) -> list[UserSession]:
    """Those that still open the account, the oldest first; two queries however many."""
    found = list(UserSession.objects.filter(user=user).order_by("created_at", "pk"))
    keys = [session.session_key for session in found]
    stored = Session.objects.filter(session_key__in=keys, expire_date__gt=timezone.now())
    proofs = {
        session.session_key: session.get_decoded().get(HASH_SESSION_KEY, "") for session in stored
    }
    # A password that was changed since has closed a session that is still stored.
    current = [user.get_session_auth_hash(), *user.get_session_auth_fallback_hash()]
    return [
        session
        for session in found
        if any(constant_time_compare(proofs.get(session.session_key, ""), one) for one in current)
    ]


def remember(request: HttpRequest) -> None:
    """List a new log-in, and forget those that have run out; as many queries however many."""
    user = authenticated_user(request)
    live = [session.pk for session in live_sessions(user)]
    UserSession.objects.filter(user=user).exclude(pk__in=live).delete()
    UserSession.objects.create_from_request(request)


def browser_of(user_agent: str) -> str:
    """The browser and the system in words, as far as they are known."""
    browser = first_of(BROWSERS, user_agent)
    system = first_of(SYSTEMS, user_agent)
    if browser and system:
        return _("%(browser)s på %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("Ukjent nettleser")


def first_of(patterns: list[tuple[str, str]], text: str) -> str:
    return next((name for name, pattern in patterns if re.search(pattern, text)), "")

"""Where a person is logged in."""

from typing import Any

from allauth.core.internal.httpkit import authenticated_user
from allauth.usersessions.views import ListUserSessionsView
from django.views.generic import FormView

from network.sessions import browser_of, live_sessions


class SessionsView(ListUserSessionsView):
    """Allauth's page over sessions that are fetched together, each browser in words."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        # Allauth's own would look each session up by itself, and delete what has run out.
        context = FormView.get_context_data(self, **kwargs)
        found = live_sessions(authenticated_user(self.request))
        context["sessions"] = [(session, browser_of(session.user_agent)) for session in found]
        return context

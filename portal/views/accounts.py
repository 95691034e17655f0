"""Logging in; in a local run the invented people stand on the page."""

from typing import Any

from allauth.account.views import LoginView
from django.conf import settings

from network.models import User
from portal.reference.demo import DEMO_PASSWORD

# The fixture's people are fewer; whoever has been given a role since comes last.
MOST = 25


class Login(LoginView):
    """Allauth's view with the cast of a local run beside the form."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        has_cast = settings.LOCAL and settings.DEMO
        people = User.objects.demo_people()[:MOST] if has_cast else []
        return super().get_context_data(
            cast=[
                {
                    "email": person.email,
                    "name": person.name,
                    "text": "; ".join(str(role) for role in person.roles.all()),
                }
                for person in people
            ],
            cast_password=DEMO_PASSWORD if has_cast else "",
            **kwargs,
        )


login = Login.as_view()

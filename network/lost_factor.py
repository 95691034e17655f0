"""Helping somebody whose second factor is gone."""

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import transaction

from network.choices import SecurityEventKind
from network.mail import address_of, queue_mail
from network.models import Role, User
from network.security_log import note


@transaction.atomic
def reset_factor(*, role: Role, by: User) -> None:
    """Take the second factor and its spare codes away, and end every session of the person.

    Where the role demands one, the next log-in leads to setting it up. Twice is the same as once.
    """
    user = role.user
    removed, _by_model = Authenticator.objects.filter(user=user).delete()
    if not removed:
        return
    for session in UserSession.objects.filter(user=user).order_by("pk"):
        session.end()
    note(SecurityEventKind.FACTOR_RESET, user=user, by=by, organisation=role.organisation)
    queue_mail(
        "factor_reset",
        to=user.email,
        language=user.language,
        url=address_of("account_login", user.language),
        organisation=role.organisation,
    )

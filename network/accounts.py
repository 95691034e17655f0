"""How allauth behaves here."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """Registration is closed: people are invited."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

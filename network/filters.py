"""Filters of the lists of members."""

import django_filters
from django.utils.translation import gettext_lazy as _

from network.models import Organisation


class MemberFilter(django_filters.FilterSet):
    """Schools or training offices of one municipality."""

    kommune = django_filters.CharFilter(field_name="municipality", label=_("Kommune"))

    class Meta:
        model = Organisation
        fields: list[str] = []

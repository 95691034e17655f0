"""Filters of the library."""

import django_filters
from django.utils.translation import gettext_lazy as _

from plans.choices import Level
from plans.models import PolicyDocument, Theme


class LibraryFilter(django_filters.FilterSet):
    """Documents of one level and of any of the chosen themes."""

    niva = django_filters.ChoiceFilter(
        field_name="level", label=_("Nivå"), choices=Level.choices, null_label=None
    )
    tema = django_filters.ModelMultipleChoiceFilter(
        field_name="themes__key",
        to_field_name="key",
        label=_("Tema"),
        queryset=Theme.objects.order_by("position"),
    )

    class Meta:
        model = PolicyDocument
        fields: list[str] = []

"""Filters of the lists of members."""

import django_filters
from django.db import models
from django.utils.translation import gettext_lazy as _

from network.models import Organisation


class MemberFilter(django_filters.FilterSet):
    """Schools or training offices of one municipality."""

    kommune = django_filters.ChoiceFilter(
        field_name="municipality", label=_("Kommune"), empty_label=_("Alle kommuner")
    )

    class Meta:
        model = Organisation
        fields: list[str] = []

    def __init__(self, *args: object, queryset: models.QuerySet[Organisation], **kw: object):
        super().__init__(*args, queryset=queryset, **kw)
        names = queryset.municipalities()
        self.filters["kommune"].extra["choices"] = [(name, name) for name in names]

"""Columns that several apps share."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class ResponsibleField(models.ForeignKey[Any, Any]):
    """Who looks after a row on behalf of the organisation it belongs to.

    A hand-over finds every model with such a column (see network.ownership): `organisation` is the
    path to whose the row is, `ends` the column with the day it runs out, if it does. The model has
    a `heading`, an address and a `version`. The row is the organisation's: without the person it
    stays.
    """

    def __init__(
        self,
        to: Any = "network.User",
        on_delete: Any = models.SET_NULL,
        *,
        organisation: str = "organisation",
        ends: str = "",
        **kwargs: Any,
    ) -> None:
        self.organisation = organisation
        self.ends = ends
        ours: dict[str, Any] = {
            "null": True,
            "blank": True,
            "related_name": "+",
            "verbose_name": _("ansvarlig"),
        }
        super().__init__(to, on_delete, **(ours | kwargs))

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "organisation": self.organisation, "ends": self.ends}

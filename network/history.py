"""History: every insert, change and deletion is kept by the database itself."""

from collections.abc import Callable
from typing import TypeVar

import pghistory
from django.db import models

Model = TypeVar("Model", bound=type[models.Model])


def tracked(*, exclude: tuple[str, ...] = ()) -> Callable[[Model], Model]:
    """Decorate a model so that who, when and what is kept; generated columns are left out."""
    return pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        exclude=list(exclude),
    )

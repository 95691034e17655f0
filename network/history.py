"""History: every insert, change and deletion is kept by the database itself."""

from collections.abc import Callable
from typing import TypeVar

import pghistory
import pgtrigger
from django.db import models

from network.triggers import MARK_CONTENT

Model = TypeVar("Model", bound=type[models.Model])


def tracked(*, exclude: tuple[str, ...] = (), shown: bool = True) -> Callable[[Model], Model]:
    """Decorate a model so that who, when and what is kept; generated columns are left out.

    What is shown to the public also raises the content version (see network.models.content).
    """
    keep = pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        exclude=list(exclude),
    )
    mark = pgtrigger.register(
        pgtrigger.Trigger(
            name="mark_content",
            level=pgtrigger.Statement,
            when=pgtrigger.After,
            operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete | pgtrigger.Truncate,
            func=MARK_CONTENT,
        )
    )
    return lambda model: mark(keep(model)) if shown else keep(model)

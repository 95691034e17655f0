"""How a trigger of ours refuses: as a named check violation, so that forms can explain it."""

import pgtrigger


def refusal(constraint: str, message: str) -> str:
    """PL/pgSQL that refuses the row. `constraint` is the name that callers look for."""
    return (
        f"RAISE EXCEPTION '{message}'"
        f" USING ERRCODE = 'check_violation', CONSTRAINT = '{constraint}';"
    )


class Refuse(pgtrigger.Trigger):
    """Refuse every row that meets the trigger's condition."""

    when = pgtrigger.Before

    def __init__(self, *, name: str, message: str, **kwargs: object) -> None:
        super().__init__(name=name, func=refusal(name, message) + " RETURN NULL;", **kwargs)

"""How a trigger of ours refuses: as a named check violation, so that forms can explain it."""

import pgtrigger

from network.choices import RoleKind


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


SUITING = ", ".join(f"('{role}', '{kind}')" for role in RoleKind for kind in role.suits)
ROLE_GUARD = f"""
    IF NOT EXISTS (
        SELECT 1 FROM network_organisation organisation
        WHERE organisation.id = NEW.organisation_id AND (NEW.kind, organisation.kind) IN ({SUITING})
    ) THEN
        {refusal("role_suits_organisation", "a role belongs to one kind of organisation")}
    END IF;
    RETURN NEW;
"""  # noqa: S608  (no values in it)

# One mark a transaction, however many statements it has.
MARK_CONTENT = """
    INSERT INTO network_contentmark (transaction, is_last)
    VALUES (pg_current_xact_id()::text::bigint, false) ON CONFLICT DO NOTHING;
    RETURN NULL;
"""

# Run at commit, when a mark has been written, and once more behind what else is left until then:
# a foreign key that waits for somebody must do so before others wait for the version.
RAISE_VERSION = """
    IF NOT NEW.is_last THEN
        UPDATE network_contentmark SET is_last = true WHERE transaction = NEW.transaction;
    ELSE
        DELETE FROM network_contentmark WHERE transaction = NEW.transaction;
        INSERT INTO network_contentversion (id, number) VALUES (1, 1)
        ON CONFLICT (id) DO UPDATE SET number = network_contentversion.number + 1;
    END IF;
    RETURN NULL;
"""

"""What PostgreSQL itself refuses about levels, anchors and successions.

Writers of the graph take turns before they look: each updates the one row of `plans_turn`, so that
two people who add the two halves of a cycle at the same moment meet each other. At READ COMMITTED
the second waits and then sees the other's row; with an older snapshot, at REPEATABLE READ or
SERIALIZABLE, PostgreSQL stops it with a serialization failure, whatever level the other runs at.
"""

from typing import Any

import pgtrigger

from network.triggers import refusal
from plans.graph import steps_up

TAKE_TURN = """
    INSERT INTO plans_turn (id, taken) VALUES (1, 1)
    ON CONFLICT (id) DO UPDATE SET taken = plans_turn.taken + 1;
"""

LEVELS = "ARRAY['school', 'programme', 'regional', 'national', 'european']"


def rank(level: str) -> str:
    """SQL for a level's place from the bottom, 1 to 5."""
    return f"array_position({LEVELS}, ({level})::text)"


ANCHOR_GUARD = f"""
    IF NEW.status = 'rejected' THEN RETURN NEW; END IF;
    {TAKE_TURN}
    target_document := COALESCE(
        NEW.target_document_id,
        (SELECT aim.document_id FROM plans_aim aim WHERE aim.id = NEW.target_aim_id)
    );
    source_level := COALESCE(
        (SELECT level FROM plans_policydocument WHERE id = NEW.source_document_id), 'programme'
    );
    target_level := COALESCE(
        (SELECT level FROM plans_policydocument WHERE id = target_document), 'programme'
    );
    IF {rank("source_level")} > {rank("target_level")} THEN
        {refusal("anchor_never_points_down", "an anchor never points down a level")}
    END IF;
    IF EXISTS (
        WITH RECURSIVE above (document_id, action_id) AS (
            SELECT target_document, NEW.target_action_id
            UNION
            SELECT step.document_id, step.action_id FROM above, LATERAL (
                {steps_up("above", "anchor.id IS DISTINCT FROM NEW.id")}
            ) AS step
        )
        SELECT 1 FROM above
        WHERE document_id = NEW.source_document_id OR action_id = NEW.source_action_id
    ) THEN
        {refusal("anchor_no_cycle", "anchors never form a cycle")}
    END IF;
    RETURN NEW;
"""

LEVEL_GUARD = f"""
    IF NEW.level = OLD.level THEN RETURN NEW; END IF;
    {TAKE_TURN}
    IF NEW.level <> 'programme'
       AND EXISTS (SELECT 1 FROM plans_programme WHERE document_id = NEW.id) THEN
        {refusal("programme_level", "the document of a programme stays at the programme level")}
    END IF;
    IF OLD.level = 'school'
       AND EXISTS (SELECT 1 FROM plans_leaderdialogue WHERE plan_id = NEW.id) THEN
        {refusal("dialogue_on_an_own_plan", "the leaders have spoken about it as their own plan")}
    END IF;
    IF NEW.level = 'programme' AND EXISTS (SELECT 1 FROM plans_aim WHERE document_id = NEW.id) THEN
        {refusal("programme_has_no_aims", "the points of a programme are its aims")}
    END IF;
    IF EXISTS (
        SELECT 1
        FROM plans_anchor anchor
        LEFT JOIN plans_aim aim ON aim.id = anchor.target_aim_id
        LEFT JOIN plans_policydocument source ON source.id = anchor.source_document_id
        LEFT JOIN plans_policydocument target
            ON target.id = COALESCE(anchor.target_document_id, aim.document_id)
        WHERE anchor.status <> 'rejected' AND (
            (source.id = NEW.id
             AND {rank("NEW.level")} > {rank("COALESCE(target.level, 'programme')")})
            OR (target.id = NEW.id
                AND {rank("COALESCE(source.level, 'programme')")} > {rank("NEW.level")})
        )
    ) THEN
        {refusal("anchor_never_points_down", "an anchor would point down a level")}
    END IF;
    RETURN NEW;
"""

OWNER_GUARD = f"""
    IF NEW.organisation_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM network_organisation
        WHERE id = NEW.organisation_id AND kind IN ('upper_secondary_school', 'training_office')
    ) THEN
        {refusal("document_owner_is_a_member", "a plan belongs to a school or a training office")}
    END IF;
    RETURN NEW;
"""

DIALOGUE_GUARD = f"""
    {TAKE_TURN}
    IF (SELECT level FROM plans_policydocument WHERE id = NEW.plan_id) <> 'school' THEN
        {refusal("dialogue_on_an_own_plan", "leaders are asked about their own plans")}
    END IF;
    RETURN NEW;
"""

PROGRAMME_GUARD = f"""
    {TAKE_TURN}
    IF (SELECT level FROM plans_policydocument WHERE id = NEW.document_id)
       <> 'programme' THEN
        {refusal("programme_level", "the document of a programme is at the programme level")}
    END IF;
    RETURN NEW;
"""

AIM_GUARD = f"""
    {TAKE_TURN}
    IF (SELECT level FROM plans_policydocument WHERE id = NEW.document_id)
       = 'programme' THEN
        {refusal("programme_has_no_aims", "the points of a programme are its aims")}
    END IF;
    RETURN NEW;
"""

SUCCESSION_GUARD = f"""
    {TAKE_TURN}
    IF EXISTS (
        WITH RECURSIVE later (document_id, action_id) AS (
            SELECT NEW.successor_document_id, NEW.successor_action_id
            UNION
            SELECT succession.successor_document_id, succession.successor_action_id
            FROM later JOIN plans_succession succession
              ON succession.predecessor_document_id = later.document_id
              OR succession.predecessor_action_id = later.action_id
            WHERE succession.id IS DISTINCT FROM NEW.id
        )
        SELECT 1 FROM later
        WHERE document_id = NEW.predecessor_document_id OR action_id = NEW.predecessor_action_id
    ) THEN
        {refusal("succession_no_cycle", "nothing succeeds itself, in any number of steps")}
    END IF;
    RETURN NEW;
"""


def guard(name: str, func: str, operation: Any, *declare: tuple[str, str]) -> pgtrigger.Trigger:
    """A trigger that looks before the row is written."""
    return pgtrigger.Trigger(
        name=name, when=pgtrigger.Before, operation=operation, func=func, declare=list(declare)
    )


def fixed(name: str, field: str) -> pgtrigger.Trigger:
    """A foreign key that is given once: moving it would carry anchors past their guards."""
    return guard(
        name,
        f"IF NEW.{field} <> OLD.{field} THEN {refusal(name, f'{field} is given once')} END IF;"
        " RETURN NEW;",
        pgtrigger.UpdateOf(field),
    )


WRITES = pgtrigger.Insert | pgtrigger.Update

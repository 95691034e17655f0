"""The anchoring graph in SQL: one step up or down from a node, for guards and for chains alike.

A node is a document or a point. An anchor in an aim leads to the aim's document, and a point leads
to its programme's document. Rejected anchors lead nowhere.

A step is a row (document_id, action_id, anchor_id, aim_id, is_confirmed): the node it leads to, the
anchor and the aim it goes by, and whether somebody stands behind it. A point's belonging to its
programme has no anchor and is always confirmed. Each way out of a node is a branch of its own, so
that each is looked up in an index of its own.
"""

PROGRAMME_OF_POINT = """
    plans_action action
    JOIN plans_measure measure ON measure.id = action.measure_id
    JOIN plans_programme programme ON programme.id = measure.programme_id
"""


def home_of(node: str) -> str:
    """The document that says who may see `node`: a point's is its programme's."""
    return f"""
        COALESCE({node}.document_id, (
            SELECT programme.document_id
            FROM {PROGRAMME_OF_POINT} WHERE action.id = {node}.action_id
        ))
    """


STANDS = "anchor.status <> 'rejected'"
IS_CONFIRMED = "anchor.status = 'confirmed' AND anchor.contested_at IS NULL"
BY_ANCHOR = f"anchor.id, anchor.target_aim_id, {IS_CONFIRMED}"
BY_BELONGING = "NULL::bigint, NULL::bigint, TRUE"


def steps_up(node: str, condition: str = "TRUE") -> str:
    """Rows one step above `node`, a relation with the columns document_id and action_id."""

    def anchored(source: str) -> str:
        return f"""
            SELECT COALESCE(anchor.target_document_id, aim.document_id), anchor.target_action_id,
                   {BY_ANCHOR}
            FROM plans_anchor anchor LEFT JOIN plans_aim aim ON aim.id = anchor.target_aim_id
            WHERE anchor.source_{source} = {node}.{source} AND {STANDS} AND {condition}
        """

    return named(
        anchored("document_id"),
        anchored("action_id"),
        f"""
            SELECT programme.document_id, NULL, {BY_BELONGING}
            FROM {PROGRAMME_OF_POINT} WHERE action.id = {node}.action_id
        """,
    )


def anchors_onto(node: str, table: str, columns: str) -> str:
    """Query for the columns of the standing `anchor` rows of a table that lead to `node`."""

    def leading(target: str, value: str) -> str:
        return f"""
            SELECT {columns} FROM {table} anchor WHERE anchor.{target} = {value} AND {STANDS}
        """

    in_aims = f"""
        SELECT {columns}
        FROM plans_aim aim JOIN {table} anchor ON anchor.target_aim_id = aim.id
        WHERE aim.document_id = {node}.document_id AND {STANDS}
    """
    in_document = leading("target_document_id", f"{node}.document_id")
    in_point = leading("target_action_id", f"{node}.action_id")
    return f"{in_document} UNION ALL {in_point} UNION ALL {in_aims}"


def steps_down(node: str) -> str:
    """Rows one step below `node`."""
    columns = f"anchor.source_document_id, anchor.source_action_id, {BY_ANCHOR}"
    return named(
        anchors_onto(node, "plans_anchor", columns),
        f"""
            SELECT NULL, action.id, {BY_BELONGING}
            FROM {PROGRAMME_OF_POINT} WHERE programme.document_id = {node}.document_id
        """,
    )


def named(*branches: str) -> str:
    """The branches as one query with a step's column names."""
    columns = "document_id, action_id, anchor_id, aim_id, is_confirmed"
    return f"SELECT * FROM ({' UNION ALL '.join(branches)}) AS one ({columns})"

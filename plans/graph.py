"""The anchoring graph in SQL: one step up or down from a node, for guards and for chains alike.

A node is a document or a point. An anchor in an aim leads to the aim's document, and a point leads
to its programme's document. Rejected anchors lead nowhere.
"""

PROGRAMME_OF_POINT = """
    plans_action action
    JOIN plans_measure measure ON measure.id = action.measure_id
    JOIN plans_programme programme ON programme.id = measure.programme_id
"""


def steps_up(node: str, condition: str = "TRUE") -> str:
    """Rows (document_id, action_id) one step above `node`, a relation with the same columns."""
    return f"""
        SELECT COALESCE(anchor.target_document_id, aim.document_id) AS document_id,
               anchor.target_action_id AS action_id
        FROM plans_anchor anchor LEFT JOIN plans_aim aim ON aim.id = anchor.target_aim_id
        WHERE (anchor.source_document_id = {node}.document_id
               OR anchor.source_action_id = {node}.action_id)
          AND anchor.status <> 'rejected' AND {condition}
        UNION ALL
        SELECT programme.document_id, NULL
        FROM {PROGRAMME_OF_POINT} WHERE action.id = {node}.action_id
    """


def steps_down(node: str) -> str:
    """Rows (document_id, action_id) one step below `node`."""
    return f"""
        SELECT anchor.source_document_id AS document_id, anchor.source_action_id AS action_id
        FROM plans_anchor anchor
        WHERE (anchor.target_document_id = {node}.document_id
               OR anchor.target_action_id = {node}.action_id)
          AND anchor.status <> 'rejected'
        UNION ALL
        SELECT anchor.source_document_id, anchor.source_action_id
        FROM plans_aim aim JOIN plans_anchor anchor ON anchor.target_aim_id = aim.id
        WHERE aim.document_id = {node}.document_id AND anchor.status <> 'rejected'
        UNION ALL
        SELECT NULL, action.id
        FROM {PROGRAMME_OF_POINT} WHERE programme.document_id = {node}.document_id
    """

"""What each document says, as a search reads it: its own words and its aims', in three languages.

One vector a document, which the database writes anew when the document or an aim of it changes.
The programme's measures and points are its aims.
"""

import pgtrigger

NORWEGIAN = ("norwegian",)
ENGLISH = ("english",)
BOTH = ("norwegian", "english")

# Titles have weight A. What is public only where it is sure has no part where it is not.
OWN = {
    "title": ("A", BOTH),
    "short_title": ("A", BOTH),
    "translated_title_nb": ("A", NORWEGIAN),
    "translated_title_nn": ("A", NORWEGIAN),
    "translated_title_en": ("A", ENGLISH),
    "title_in_deck": ("B", BOTH),
    "statement_in_deck": ("C", BOTH),
    "issuer_text": ("D", NORWEGIAN),
    "reference": ("D", BOTH),
}
PUBLIC_WHERE_SURE = {"issuer_text", "reference"}

# The document whose row is written, by the table that the row is in.
DOCUMENT = "NEW.id"
AIM = "NEW.document_id"
MEASURE = "(SELECT document_id FROM plans_programme WHERE id = NEW.programme_id)"
ACTION = """(
    SELECT programme.document_id FROM plans_measure measure
    JOIN plans_programme programme ON programme.id = measure.programme_id
    WHERE measure.id = NEW.measure_id
)"""


def own_words(row: str) -> str:
    """SQL for the vector of a document's own columns."""
    parts = []
    for column, (weight, configurations) in OWN.items():
        text = f"{row}.{column}"
        if column in PUBLIC_WHERE_SURE:
            text = f"CASE {row}.confidence WHEN 'high' THEN {text} ELSE '' END"
        parts += [f"setweight(to_tsvector('{one}', {text}), '{weight}')" for one in configurations]
    return " || ".join(parts)


# All aims of a document that are in use.
AIMS_WORDS = """
    SELECT setweight(
        to_tsvector('norwegian', coalesce(string_agg(concat_ws(' ', nb, nn), ' '), ''))
        || to_tsvector('english', coalesce(string_agg(en, ' '), '')),
        'B'
    )
    FROM (
        SELECT text_nb, text_nn, text_en FROM plans_aim
        WHERE document_id = document.id AND retired_at IS NULL
        UNION ALL
        SELECT title_nb, title_nn, title_en FROM plans_measure measure
        JOIN plans_programme programme ON programme.id = measure.programme_id
        WHERE programme.document_id = document.id
        UNION ALL
        SELECT text_nb, text_nn, text_en FROM plans_action action
        JOIN plans_measure measure ON measure.id = action.measure_id
        JOIN plans_programme programme ON programme.id = measure.programme_id
        WHERE programme.document_id = document.id AND action.retired_at IS NULL
    ) AS aim (nb, nn, en)
"""


def writing(condition: str) -> str:
    """The statement that writes the vectors of the documents that meet a condition."""
    return f"""
        INSERT INTO plans_documentvector (document_id, vector)
        SELECT document.id, {own_words("document")} || ({AIMS_WORDS})
        FROM plans_policydocument document WHERE {condition}
        ON CONFLICT (document_id) DO UPDATE SET vector = EXCLUDED.vector
        WHERE plans_documentvector.vector IS DISTINCT FROM EXCLUDED.vector
    """  # noqa: S608  (no values in it)


ALL_VECTORS = writing("true")

# Whoever holds the row has written something that the next statement is to see.
WRITE_ONE = f"""
    PERFORM FROM plans_documentvector WHERE document_id = document_key FOR UPDATE;
    {writing("document.id = document_key")};
    RETURN NULL;
"""


def keep_vector(name: str, document: str, *columns: str) -> pgtrigger.Trigger:
    """Write the document's vector anew when a row of it is written."""
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf(*columns),
        declare=[("document_key", "bigint")],
        func=f"document_key := {document}; {WRITE_ONE}",
    )


AIM_LEAVES_VECTOR = pgtrigger.Trigger(
    name="aim_leaves_vector",
    when=pgtrigger.After,
    operation=pgtrigger.Delete,
    declare=[("document_key", "bigint")],
    func=f"document_key := OLD.document_id; {WRITE_ONE}",
)

FORGET_VECTOR = pgtrigger.Trigger(
    name="forget_vector",
    when=pgtrigger.Before,
    operation=pgtrigger.Delete,
    func="DELETE FROM plans_documentvector WHERE document_id = OLD.id; RETURN OLD;",
)

"""The words that documents and the programme use, so that a misspelt one finds the nearest.

A row's words are added when it is written and never taken away: whoever suggests one looks whether
somebody still uses it. No word is unique, since writers of the same word would wait for each other.
"""

import pgtrigger

SHORTEST, LONGEST = 4, 60

DOCUMENT_TEXTS = (
    "title",
    "short_title",
    "translated_title_nb",
    "translated_title_nn",
    "translated_title_en",
    "title_in_deck",
)
AIM_TEXTS = ACTION_TEXTS = ("text_nb", "text_nn", "text_en")
MEASURE_TEXTS = ("title_nb", "title_nn", "title_en")


def new_words(texts: tuple[str, ...], row: str) -> str:
    """SQL for the words of a row's texts that are not known yet."""
    columns = ", ".join(f"{row}.{text}" for text in texts)
    return f"""
        SELECT DISTINCT word, unaccent(word)
        FROM regexp_split_to_table(lower(concat_ws(' ', {columns})), '[^[:alpha:]]+') AS word
        WHERE length(word) BETWEEN {SHORTEST} AND {LONGEST}
          AND NOT EXISTS (SELECT FROM plans_word WHERE text = word)
    """


def keep_words(name: str, texts: tuple[str, ...]) -> pgtrigger.Trigger:
    """Add the row's words when it is written."""
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf(*texts),
        func=f"INSERT INTO plans_word (text, plain) {new_words(texts, 'NEW')}; RETURN NULL;",
    )


def words_of(table: str, texts: tuple[str, ...]) -> str:
    """The statement that adds the words of a whole table."""
    return f"""
        INSERT INTO plans_word (text, plain)
        SELECT DISTINCT found.* FROM {table} one, LATERAL ({new_words(texts, "one")}) AS found
    """


ALL_WORDS = (
    words_of("plans_policydocument", DOCUMENT_TEXTS),
    words_of("plans_aim", AIM_TEXTS),
    words_of("plans_measure", MEASURE_TEXTS),
    words_of("plans_action", ACTION_TEXTS),
)

"""A text keeps its references: they are stored as documents and read as numbers."""

from hypothesis import given
from hypothesis import strategies as st

from mobility.application_parts import (
    Source,
    cited,
    from_stored,
    numbered,
    plain,
    stored,
    unnumbered,
)
from network.texts import Text

WORDS = st.text(alphabet="abc æøå.,()\n", min_size=1, max_size=40)
DOCUMENTS = st.lists(st.integers(1, 10**6), min_size=1, max_size=6, unique=True)


def numbers_of(documents: list[int]) -> dict[int, int]:
    return {pk: number for number, pk in enumerate(documents, start=1)}


@given(documents=DOCUMENTS, words=st.lists(WORDS, min_size=1, max_size=5), data=st.data())
def test_text_that_is_read_and_sent_back_refers_to_the_same_documents(
    documents: list[int], words: list[str], data: st.DataObject
) -> None:
    parts = [f"{word}[[{data.draw(st.sampled_from(documents))}]]" for word in words]
    text = "".join(parts)
    assert unnumbered(numbered(text, numbers_of(documents)), documents) == text


@given(documents=DOCUMENTS, words=WORDS)
def test_numbers_change_with_what_is_cited_before_and_the_document_does_not(
    documents: list[int], words: str
) -> None:
    text = f"{words}[[{documents[-1]}]]"
    assert numbered(text, numbers_of(documents)).endswith(f"[{len(documents)}]")
    assert numbered(text, {documents[-1]: 1}).endswith("[1]")


def test_reference_to_what_is_no_source_any_more_is_left_out() -> None:
    assert numbered("Fordi. [[7]]", {8: 1}) == "Fordi. "


def test_number_that_no_source_has_stays_as_it_was_typed() -> None:
    assert unnumbered("Se [9] og [1].", [70]) == "Se [9] og [[70]]."


def test_nobody_refers_to_a_document_by_typing_its_key() -> None:
    assert unnumbered("Se [[70]].", [80]) == "Se ."


def test_every_line_is_a_paragraph_and_an_empty_one_is_none() -> None:
    assert from_stored("En [[3]].\n\nTo", "nn") == [
        (Text("En ", "nn"), Source(3), Text(".", "nn")),
        (Text("To", "nn"),),
    ]


def test_paragraphs_are_pasted_with_an_empty_line_between() -> None:
    paragraphs = [(Text("En ", "nb"), Source(3)), (Text("To ", "nb"),)]
    assert stored(paragraphs) == "En [[3]]\n\nTo"
    assert plain(paragraphs, {3: 1}) == "En [1]\n\nTo"
    assert cited(paragraphs) == [3]

"""Aims are pasted as they stand in a plan, with or without marks."""

import pytest

from plans.pasting import aims_in


@pytest.mark.parametrize(
    ("text", "aims"),
    [
        ("Alle får reise\nVi tar imot gjester", ["Alle får reise", "Vi tar imot gjester"]),
        ("1. Alle får reise\n2. Vi tar imot", ["Alle får reise", "Vi tar imot"]),
        ("1.1 Alle får reise\n1.2) Vi tar imot", ["Alle får reise", "Vi tar imot"]),
        ("a) Alle\nb) Ingen", ["Alle", "Ingen"]),
        ("• Alle får\n  reise ut\n• Vi tar imot", ["Alle får reise ut", "Vi tar imot"]),
        ("– Alle får\n\nEt avsnitt for seg\n– Vi", ["Alle får", "Et avsnitt for seg", "Vi"]),
        ("Mål\n\n\n  \nMål", ["Mål"]),
        ("2027 er året da alle reiser", ["2027 er året da alle reiser"]),
        ("Å reise er å leve", ["Å reise er å leve"]),
        ("  mye   luft  ", ["mye luft"]),
        ("", []),
    ],
)
def test_each_aim_is_found_without_its_mark(text: str, aims: list[str]) -> None:
    assert aims_in(text) == aims

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
        ("10 elever reiser\nVi tar imot", ["10 elever reiser", "Vi tar imot"]),
        ("3 av 4 reiser", ["3 av 4 reiser"]),
        ("\uf0b7 Alle\n\uf0b7 Ingen", ["Alle", "Ingen"]),
        ("o\tAlle\no\tIngen", ["Alle", "Ingen"]),
        ("1.2 Alle\n1.2.1 Ingen\n2. To", ["Alle", "Ingen", "To"]),
        ("Å reise er å leve", ["Å reise er å leve"]),
        ("  mye   luft  ", ["mye luft"]),
        ("1.\nAlle får\n  reise\n2.\nVi", ["Alle får reise", "Vi"]),
        ("1.\n-", []),
        ("", []),
    ],
)
def test_each_aim_is_found_without_its_mark(text: str, aims: list[str]) -> None:
    assert [aim.text for aim in aims_in(text)] == aims

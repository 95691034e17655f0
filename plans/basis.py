"""Everything that something rests on, as one list: chosen by level, strength and way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plans.chains import Chains, Reached
from plans.choices import Level

PARAMETERS = LEVEL, STRENGTH, WAY, VALID = "niva", "styrke", "vei", "gjelder"
FIRM, LOOSE, DIRECT, ENDED = "bekreftet", "foreslatt", "direkte", "ikke"

Condition = Callable[[Reached], bool]


class Choice(NamedTuple):
    """A value that can be chosen, how many rows it gives, and the address that chooses it."""

    label: str
    total: int
    query: str
    is_chosen: bool


@dataclass
class Basis:
    """What some chains reach, cut down as the address says; what it does not know is left out."""

    chains: Chains
    asked: QueryDict

    @cached_property
    def options(self) -> dict[str, dict[str, tuple[str, Condition]]]:
        """Label and condition of each value of each filter."""
        direct = {link.target for link in self.chains.first}
        ended = {link.node for link in self.chains.ended()}
        return {
            LEVEL: {level.value: (str(level.label), self._at(level)) for level in Level},
            STRENGTH: {
                FIRM: (_("bekreftet hele veien"), lambda row: row.is_confirmed),
                LOOSE: (_("minst ett ledd er bare foreslått"), lambda row: not row.is_confirmed),
            },
            WAY: {DIRECT: (_("direkte"), lambda row: row.link.target in direct)},
            VALID: {ENDED: (_("gjelder ikke lenger"), lambda row: row.link.node in ended)},
        }

    @staticmethod
    def _at(level: Level) -> Condition:
        return lambda row: row.link.level == level

    @cached_property
    def chosen(self) -> dict[str, str]:
        return {
            name: value
            for name, values in self.options.items()
            if (value := self.asked.get(name, "")) in values
        }

    @property
    def is_unknown(self) -> bool:
        """Whether the address asks for something that is not there."""
        return any(self.asked.get(name) and name not in self.chosen for name in self.options)

    @property
    def query(self) -> str:
        """The selection as an address says it, ending in `&` where there is any."""
        return f"{urlencode(self.chosen)}&" if self.chosen else ""

    @property
    def rows(self) -> list[Reached]:
        """What is chosen, from the lowest level up."""
        return self._rows(self.chosen)

    def _rows(self, chosen: dict[str, str]) -> list[Reached]:
        rows = self.chains.all_reached
        for name, value in chosen.items():
            _label, meets = self.options[name][value]
            rows = [row for row in rows if meets(row)]
        if VALID not in chosen:
            return rows
        once = {row.link.node: row for row in reversed(rows)}  # a document once, not aim by aim
        return [row for row in rows if once[row.link.node] is row]

    @property
    def filters(self) -> Iterator[tuple[str, list[Choice]]]:
        """What can be chosen, with everything first; values that give nothing are left out."""
        for name, values in self.options.items():
            others = {key: value for key, value in self.chosen.items() if key != name}
            choices = [
                Choice(
                    _("alle"), len(self._rows(others)), urlencode(others), name not in self.chosen
                )
            ]
            for value, (label, _meets) in values.items():
                chosen = others | {name: value}
                count = len(self._rows(chosen))
                if count:
                    is_chosen = self.chosen.get(name) == value
                    choices.append(Choice(label, count, urlencode(chosen), is_chosen))
            if len(choices) > 1:
                yield str(LABELS[name]), choices


LABELS = {
    LEVEL: gettext_lazy("Nivå"),
    STRENGTH: gettext_lazy("Veien dit"),
    WAY: gettext_lazy("Forankringen"),
    VALID: gettext_lazy("Dokumentet"),
}

"""The anchoring graph in plain dictionaries, and every answer by growing a set until it is whole.

What the portal works out in SQL is compared with this. It knows nothing of the database.
"""

from dataclasses import dataclass, field
from typing import NamedTuple

LEVELS = ["school", "programme", "regional", "national", "european"]

Name = int | str


class Step(NamedTuple):
    """From one thing up to another, itself or by an aim of it."""

    source: Name
    target: Name
    aim: str | None
    is_confirmed: bool
    is_anchored: bool = True  # a point's belonging to its programme is not


@dataclass
class Naive:
    """What one person may see of a graph; whatever starts a chain is in no step's target."""

    levels: dict[Name, str]
    steps: list[Step]
    hidden: set[Name] = field(default_factory=set)
    ended: set[Name] = field(default_factory=set)
    successions: list[tuple[Name, Name]] = field(default_factory=list)

    def taken(self, start: Name, *, firmly: bool = False) -> set[Step]:
        """Every step that can be taken from the start on, or of confirmed ones alone."""
        taken: set[Step] = set()
        at = {start}
        while True:
            next_steps = {
                step
                for step in self.steps
                if step.source in at
                and step.target not in self.hidden
                and (step.is_confirmed or not firmly)
            }
            if next_steps <= taken:
                return taken
            taken |= next_steps
            at |= {step.target for step in taken}

    def reached(self, start: Name) -> dict[tuple[Name, str | None], bool]:
        """What is at the end of some chain, and whether confirmed steps alone lead there."""
        firm = {(step.target, step.aim) for step in self.taken(start, firmly=True)}
        every = {(step.target, step.aim) for step in self.taken(start)}
        return {target: target in firm for target in every}

    def states(self, start: Name) -> dict[str, str]:
        """Each level above the start, every level where the start has none."""
        above = LEVELS[LEVELS.index(self.levels[start]) + 1 :] if start in self.levels else LEVELS
        states = dict.fromkeys(above, "missing")
        for (target, _aim), is_firm in self.reached(start).items():
            level = self.levels[target]
            if level in states and states[level] != "confirmed":
                states[level] = "confirmed" if is_firm else "proposed"
        return states

    def ended_above(self, start: Name) -> set[Name]:
        return {target for target, _aim in self.reached(start)} & self.ended

    def today(self, name: Name) -> set[Name]:
        """What holds in its place, at the end of the line of successions or on the way there."""
        later = {name}
        while more := {after for before, after in self.successions if before in later} - later:
            later |= more
        return later - {name} - self.hidden - self.ended

    def below(self, end: Name) -> dict[Name, bool]:
        """All that leads to it, itself too, and whether confirmed steps alone do."""
        firm = self.leading(end, firmly=True)
        return {name: name in firm for name in self.leading(end)}

    def leading(self, end: Name, *, firmly: bool = False) -> set[Name]:
        found = {end} - self.hidden
        while (
            more := {
                step.source
                for step in self.steps
                if step.target in found
                and step.source not in self.hidden
                and (step.is_confirmed or not firmly)
            }
            - found
        ):
            found |= more
        return found

"""What partners, pilots and brokers would be if nobody had read some sources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graphmodel.errors import UsageProblem
from graphmodel.findings import Suggestion
from graphmodel.network import Network
from queries.brokers import Broker
from queries.pilots import PilotChoice, choose_pilots
from queries.rank_changes import RankChanges, Ranked, of_parts, rank_changes

__all__ = ["PilotsWithout", "changed_brokers", "changed_partners", "pilots_without"]


def changed_partners(before: Sequence[Suggestion], after: Sequence[Suggestion], limit: int) -> RankChanges:
    """What differs between two lists of learning partners."""
    old, new = ([of_parts(one.id, one.name, one.parts) for one in side] for side in (before, after))
    return rank_changes(old, new, limit)


def changed_brokers(before: Sequence[Broker], after: Sequence[Broker], limit: int) -> RankChanges:
    """What differs between two lists of brokers: the score is how often each stands between two others, by role."""
    old, new = ([_stands(one) for one in side] for side in (before, after))
    return rank_changes(old, new, limit)


def _stands(one: Broker) -> Ranked:
    return Ranked(one.id, one.name, float(one.total), {role: float(count) for role, count in one.roles.items()})


@dataclass(frozen=True, slots=True)
class PilotsWithout:
    """A choice of pilots with and without some sources.

    Parameters
    ----------
    value, reached, candidates : (float, float), (int, int), (int, int)
        What the choice is worth, how many cities it reaches, and of how many it is made, before and after. The worth is
        of what all candidates together could reach, so it may grow where there are fewer.
    why_none : str
        Why nobody can be chosen without them; blank if somebody can.
    """

    changes: RankChanges
    value: tuple[float, float]
    reached: tuple[int, int]
    candidates: tuple[int, int]
    why_none: str = ""

    def as_json(self) -> dict[str, Any]:
        """Fields in the documented order."""
        numbers = {"value": self.value, "reached": self.reached, "candidates": self.candidates}
        pairs = {name: {"before": round(old, 6), "after": round(new, 6)} for name, (old, new) in numbers.items()}
        return {**self.changes.as_json(), **pairs, "why_none": self.why_none or None}


def pilots_without(left: Network, count: int, before: PilotChoice, asked: Mapping[str, Any]) -> PilotsWithout:
    """Which pilots would be chosen of what is left of a network.

    Parameters
    ----------
    left : Network
        Without the sources.
    count : int
        How many are chosen.
    before : PilotChoice
        The answer with them.
    asked : mapping
        Arguments of `queries.pilots.choose_pilots` that gave it.
    """
    try:
        after = choose_pilots(left, count, **_still_there(left, asked))
    except UsageProblem as reason:
        nobody = rank_changes(_ranked(before), [], count)
        return PilotsWithout(nobody, (before.value, 0.0), (before.reached, 0), (len(before.candidates), 0), str(reason))
    changes = rank_changes(_ranked(before), _ranked(after), count)
    of = (len(before.candidates), len(after.candidates))
    return PilotsWithout(changes, (before.value, after.value), (before.reached, after.reached), of)


def _still_there(left: Network, asked: Mapping[str, Any]) -> dict[str, Any]:
    here = left.position
    return {
        name: [ident for ident in value if ident in here] if name == "exclude" else value
        for name, value in asked.items()
    }


def _ranked(chosen: PilotChoice) -> list[Ranked]:
    return [of_parts(one.id, one.name, one.parts) for one in chosen.pilots]

"""Who was not chosen as a pilot, how little it lacks, and what would bring it in."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from graphmodel.findings import Part
from graphmodel.network import Network
from queries.coverage_choice import Cover

__all__ = ["LOOKED_AT", "NotChosen", "not_chosen"]

LOOKED_AT = 30
"""Of how many it is worked out: those that would add most."""

_EVEN = 1e-9


@dataclass(frozen=True, slots=True)
class NotChosen:
    """A candidate that was not chosen.

    Parameters
    ----------
    instead_of : str
        Id of the pilot whose place it would take at the least loss; blank if every place is taken by those asked for.
    behind : float
        How much the choice would lose by that; 0 or less if nothing.
    questions : tuple of str
        The fewest whose favourable answers would make up for it; empty if none would.
    further : int
        Or how many further cities its learning would have to reach; 0 if reach counts nothing.
    same_country : bool
        Whether only a pilot of its own country could give way, because of the limit per country.
    """

    id: str
    name: str
    country: str
    instead_of: str
    behind: float
    questions: tuple[str, ...]
    further: int
    same_country: bool

    def as_json(self) -> dict[str, Any]:
        """Fields in the documented order."""
        return {
            "id": self.id, "name": self.name, "country": self.country, "instead_of": self.instead_of,
            "behind": round(self.behind, 6), "questions": list(self.questions), "further": self.further,
            "same_country": self.same_country,
        }  # fmt: skip


def not_chosen(
    network: Network, cover: Cover, chosen: Sequence[int], parts: Mapping[str, Sequence[Part]],
    share: Mapping[str, float], a_city: float,
) -> Iterator[NotChosen]:  # fmt: skip
    """Those that were not chosen, the nearest first.

    Parameters
    ----------
    parts : mapping of str to sequence of Part
        Of each candidate, the parts that are scored.
    share : mapping of str to float
        Weight of each part.
    a_city : float
        What one further city reached is worth.
    """
    if len(chosen) < cover.count or len(cover.names) == len(chosen):
        return
    others = [at for at in range(len(cover.names)) if at not in set(chosen)]
    adds = np.round(cover.worth + cover.covers @ np.where(cover.covered(chosen), 0.0, cover.weights), 12)
    others.sort(key=lambda at: (-adds[at], at))
    found = [_one(network, cover, chosen, at, parts, share, a_city) for at in others[:LOOKED_AT]]
    yield from sorted(found, key=lambda one: (round(one.behind, 12), one.id))


def _one(
    network: Network, cover: Cover, chosen: Sequence[int], at: int, parts: Mapping[str, Sequence[Part]],
    share: Mapping[str, float], a_city: float,
) -> NotChosen:  # fmt: skip
    now = cover.value(chosen)
    swaps = []
    blocked = False
    for place, old in enumerate(chosen):
        if old in cover.first:
            continue
        swapped = [*chosen[:place], at, *chosen[place + 1 :]]
        if cover.allows(swapped):
            swaps.append((now - cover.value(swapped), place, old))
        else:
            blocked = True
    ident = cover.names[at]
    behind, _, old = min(swaps, default=(math.inf, 0, -1), key=lambda swap: (round(swap[0], 12), swap[1]))
    asked = _fewest(parts[ident], share, cover.count, behind) if swaps else ()
    further = math.ceil(behind / a_city + _EVEN) if a_city > 0 and 0 < behind < math.inf else 0
    return NotChosen(
        ident, network.name_of(ident), cover.groups[at], cover.names[old] if swaps else "",
        behind if swaps else 0.0, asked, further, blocked and bool(swaps),
    )  # fmt: skip


def _fewest(parts: Sequence[Part], share: Mapping[str, float], count: int, behind: float) -> tuple[str, ...]:
    gains = [
        (share[part.part] / count * reason.share, reason.text)
        for part in parts for reason in part.reasons if reason.value is None
    ]  # fmt: skip
    asked: list[str] = []
    gained = 0.0
    for gain, question in sorted(gains, key=lambda item: (-round(item[0], 12), item[1])):
        if gained > behind + _EVEN:
            break
        asked.append(question)
        gained += gain
    return tuple(asked) if gained > behind + _EVEN else ()

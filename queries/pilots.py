"""Which cities to choose as pilots: those whose learning reaches the most others, not too many of one country."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graphmodel.errors import UsageProblem
from graphmodel.findings import Part
from graphmodel.network import Network
from queries.coverage_choice import best_cover, greedy_cover
from queries.engines import engine_for
from queries.engines.base import Engine
from queries.query import Query, catalogue, find_query
from queries.scoring import LIMITS
from queries.sentences import worded

__all__ = ["Pilot", "PilotChoice", "choose_pilots"]

Edge = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Pilot:
    """A city that was chosen, with what it adds."""

    id: str
    name: str
    country: str
    parts: tuple[Part, ...]

    def as_json(self) -> dict[str, Any]:
        """Fields in the documented order."""
        return {"id": self.id, "name": self.name, "country": self.country, "parts": [p.as_json() for p in self.parts]}


@dataclass(frozen=True, slots=True)
class PilotChoice:
    """Pilots, and how far their learning goes.

    Parameters
    ----------
    reached, reachable, optimum : int
        Cities that the chosen reach, that all candidates together reach, and that the best choice of as many would.
    proven : bool
        Whether `optimum` is proven; else it is a bound from above.
    left_out : tuple of str
        Ids of reachable cities that the chosen do not reach.
    resting : mapping of str to int
        Kind of tie to how many of the reached would not be reached without it.
    """

    pilots: tuple[Pilot, ...]
    candidates: tuple[str, ...]
    reached: int
    reachable: int
    optimum: int
    proven: bool
    left_out: tuple[str, ...]
    resting: Mapping[str, int]

    def as_json(self) -> dict[str, Any]:
        """Fields in the documented order."""
        return {
            "pilots": [pilot.as_json() for pilot in self.pilots],
            "candidates": list(self.candidates),
            "reached": self.reached,
            "reachable": self.reachable,
            "optimum": self.optimum,
            "optimum_proven": self.proven,
            "left_out": list(self.left_out),
            "resting": dict(self.resting),
        }


def choose_pilots(
    network: Network, count: int, *, engine: Engine | None = None, programme: str | None = None,
    per_country: int | None = None, must: Sequence[str] = (), exclude: Iterable[str] = (),
) -> PilotChoice:  # fmt: skip
    """Choose pilot cities by how many others their learning reaches.

    Candidates are the members of the programme on record, or of what carries it. Reach runs over the ties that
    `pilots/reach.cypher` names, within the number of steps that it declares.

    Parameters
    ----------
    count : int
        How many to choose, those of `must` included.
    programme : str, optional
        Id of a programme; every one that means to share by default.
    per_country : int, optional
        At most so many of one country.
    must, exclude : ids
        Chosen in any case, and left out in any case.

    Raises
    ------
    UsageProblem
        If nobody is a candidate, or an id of `must` or `exclude` is none.
    """
    queries = [query for query in catalogue(network.folder, schema=network.schema) if query.family == "pilots"]
    candidates_query, reach_query = find_query("candidates", queries), find_query("reach", queries)
    with engine_for(network, engine) as asked:
        rows = asked.run(candidates_query.text, {"programme": programme or ""}, limits=LIMITS).records()
        edges = [(str(a), str(b), str(tie)) for a, b, tie in asked.run(reach_query.text, {}, limits=LIMITS).rows]
    left = set(exclude)
    candidates = sorted({str(row["candidate"]) for row in rows} - left | set(must))
    _check(network, candidates, programme, [*must, *left])
    steps = int(reach_query.fields.get("steps", 1))
    sets = {name: _reach(name, edges, steps) for name in candidates}
    countries = {name: str(network.actor(name)["country"]) for name in candidates}
    chosen = greedy_cover(sets, count, countries, per_group=per_country, first=must)
    optimum, proven = best_cover(sets, count, countries, per_group=per_country, first=must)
    covered = frozenset[str]().union(*(sets[name] for name in chosen))
    reachable = frozenset[str]().union(*sets.values())
    return PilotChoice(
        pilots=tuple(_pilots(network, chosen, sets, reach_query)), candidates=tuple(candidates),
        reached=len(covered), reachable=len(reachable), optimum=optimum, proven=proven,
        left_out=tuple(sorted(reachable - covered)), resting=_resting(chosen, covered, edges, steps),
    )  # fmt: skip


def _check(network: Network, candidates: Sequence[str], programme: str | None, named: Iterable[str]) -> None:
    for ident in named:
        if ident not in network.position:
            raise UsageProblem(f"no actor has the id '{ident}'")
    if not candidates:
        of = f"of {network.name_of(programme)}" if programme else "of a programme that means to share"
        raise UsageProblem(f"no city is on record as a member {of}; name others with --must, or another --programme")


def _reach(start: str, edges: Sequence[Edge], steps: int) -> frozenset[str]:
    """Others within so many steps, the start included."""
    found = {start}
    for _ in range(steps):
        found |= {b for a, b, _ in edges if a in found} | {a for a, b, _ in edges if b in found}
    return frozenset(found)


def _pilots(
    network: Network, chosen: Sequence[str], sets: Mapping[str, frozenset[str]], query: Query
) -> Iterable[Pilot]:  # fmt: skip
    covered: set[str] = set()
    steps = int(query.fields.get("steps", 1))
    for name in chosen:
        new = sorted(sets[name] - covered - {name})
        covered |= sets[name]
        words = f"Reaches {len(sets[name]) - 1} others within {steps} steps"
        more = f", {len(new)} of them first: {worded(new, network)}." if new else "; all of them others reach already."
        country = str(network.actor(name)["country"])
        part = Part(part="reach", value=len(new) / max(len(sets[name]) - 1, 1), weight=1.0, because=words + more)
        yield Pilot(name, network.name_of(name), country, (part,))


def _resting(chosen: Sequence[str], covered: frozenset[str], edges: Sequence[Edge], steps: int) -> dict[str, int]:
    """For each kind of tie, how many of the reached would be lost without it."""
    lost = {}
    for kind in sorted({tie for _, _, tie in edges}):
        others = [edge for edge in edges if edge[2] != kind]
        still = frozenset[str]().union(*(_reach(name, others, steps) for name in chosen))
        if len(covered) > len(still):
            lost[kind] = len(covered) - len(still)
    return lost

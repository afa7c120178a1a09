"""Who stands between others: for each actor the roles that it plays, in words first, then in numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from graphmodel.network import Network
from queries.brokerage import ROLES, constraint, effective_size, roles
from queries.engines.base import Engine
from queries.robustness import DRAWS, SEED, SHARES, Robustness, draw, settings, tallied
from queries.structure import Structure, structure_of

__all__ = ["GROUPINGS", "Broker", "brokers", "how_often_first", "ranking"]

Grouping = Literal["level", "country"]
GROUPINGS: tuple[Grouping, ...] = ("level", "country")

_WORDS: Mapping[Grouping, Mapping[str, str]] = {
    "level": {
        "coordinator": "It stands between {pairs} at its own level ({group}) that are not tied{example}.",
        "itinerant": "From another level it connects {pairs} that are at one level and not tied{example}.",
        "gatekeeper": "What comes from another level reaches its own ({group}) through it: {pairs}{example}.",
        "representative": "It speaks for its own level ({group}) to another: {pairs}{example}.",
        "both": "It is the way between its own level ({group}) and another for {pairs}{example}.",
        "liaison": "It connects {pairs} of two other levels{example}.",
    },
    "country": {
        "coordinator": "It stands between {pairs} of its own country ({group}) that are not tied{example}.",
        "itinerant": "From outside it connects {pairs} of one country that are not tied{example}.",
        "gatekeeper": "What comes from abroad reaches {group} through it: {pairs}{example}.",
        "representative": "It speaks for {group} abroad: {pairs}{example}.",
        "both": "It is the way between {group} and abroad for {pairs}{example}.",
        "liaison": "It connects {pairs} of two other countries{example}.",
    },
}
"""What each role means for an actor; `both` is gatekeeper and representative where ties have no direction."""

_MOST_TRIED = 20_000
"""Pairs of neighbours that are tried for an example."""


@dataclass(frozen=True, slots=True)
class Broker:
    """An actor that stands between others.

    Parameters
    ----------
    group : str
        Its level or country; blank if it has none.
    means : tuple of str
        What its roles mean, the most frequent first, and how its ties are placed.
    roles : mapping of str to int
        How often it plays each role, in order `a → v → b`: where ties are taken both ways each pair counts twice.
    constraint : float
        Burt's constraint: near 0 its others are apart, near 1 they lead back to the same.
    effective_size : float
        Number of others less what they have in common.
    degree : int
        Number of others that it is tied to.
    """

    id: str
    name: str
    kind: str
    country: str
    level: str
    group: str
    means: tuple[str, ...]
    roles: Mapping[str, int]
    constraint: float
    effective_size: float
    degree: int

    @property
    def total(self) -> int:
        """All roles together."""
        return sum(self.roles.values())

    def as_json(self) -> dict[str, Any]:
        """Fields in the documented order."""
        return {
            "id": self.id, "name": self.name, "kind": self.kind, "country": self.country, "level": self.level,
            "group": self.group, "means": list(self.means), "roles": dict(self.roles), "total": self.total,
            "constraint": round(self.constraint, 6), "effective_size": round(self.effective_size, 6),
            "degree": self.degree,
        }  # fmt: skip


def brokers(
    network: Network, *, by: Grouping = "level", directed: bool = False, limit: int | None = None,
    engine: Engine | None = None, structure: Structure | None = None,
) -> list[Broker]:  # fmt: skip
    """Actors that stand between two others without a tie, those that do so most often first.

    Parameters
    ----------
    network : Network
        As it is asked about.
    by : {"level", "country"}
        What the groups are by which the roles are told apart.
    directed : bool
        Whether ties are taken as they point; by default both ways, since a membership or a grant goes both ways for
        whoever wants to be introduced.
    limit : int, optional
        At most so many.
    structure : Structure, optional
        The graph, if it is there already.
    """
    graph = structure or structure_of(network, engine=engine)
    ties = graph.as_they_point if directed else graph.both_ways
    groups = graph.column(by)
    counts = roles(ties, groups)
    order = ranking(graph.ids, counts)[:limit]
    squeezed, size = constraint(graph.both_ways), effective_size(graph.both_ways)
    degree = np.diff(graph.both_ways.indptr)
    columns = {name: graph.column(name) for name in ("name", "kind", "country", "level")}
    return [
        Broker(
            id=str(graph.ids[at]), **{name: str(column[at]) for name, column in columns.items()}, group=str(groups[at]),
            means=tuple(_means(graph, ties, groups, at, counts[at], by, directed, float(size[at]), int(degree[at]))),
            roles=dict(zip(ROLES, counts[at].tolist(), strict=True)), constraint=float(squeezed[at]),
            effective_size=float(size[at]), degree=int(degree[at]),
        )
        for at in order.tolist()
    ]  # fmt: skip


def ranking(ids: npt.NDArray[np.object_], counts: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Places of the actors that broker at all, the most frequent first, then by id."""
    total = counts.sum(axis=1)
    order = np.lexsort((ids.astype(str), -total))
    return np.asarray(order[total[order] > 0], dtype=np.int64)


def how_often_first(
    graph: Structure, found: Sequence[Broker], *, by: Grouping, directed: bool, draws: int = DRAWS,
    shares: Iterable[float] = SHARES, seed: int = SEED, progress: Callable[[int, int], None] | None = None,
) -> Robustness:  # fmt: skip
    """How often each of the first brokers is among as many first ones when ties, or actors, are left out at random.

    Parameters
    ----------
    found : sequence of Broker
        The first ones of the whole graph, as `brokers` gives them.
    """
    chosen = settings(shares)
    lines = {one.id for one in found}
    whole = graph.column(by)
    every = np.ones(len(graph), dtype=bool), np.ones(len(graph.source), dtype=bool)

    def drawn() -> Iterator[tuple[int, set[str], set[str]]]:
        for at, setting in enumerate(chosen):
            for number in range(draws):
                actors, ties = draw(setting, seed, number, actors=every[0], ties=every[1])
                thin = graph.without(actors=actors, ties=ties)
                counts = roles(thin.as_they_point if directed else thin.both_ways, whole[actors])
                first = thin.ids[ranking(thin.ids, counts)[: len(lines)]]
                yield at, lines & set(thin.ids.tolist()), set(first.tolist())

    return tallied(drawn(), lines, chosen, draws=draws, seed=seed, progress=progress)


def _means(
    graph: Structure, ties: sp.csr_array, groups: npt.NDArray[np.object_], at: int, counts: npt.NDArray[np.int64],
    by: Grouping, directed: bool, size: float, degree: int,
) -> Iterator[str]:  # fmt: skip
    """A sentence for each role that the actor plays, and one for how its ties are placed."""
    network = graph.network
    told = dict(zip(ROLES, counts.tolist(), strict=True))
    if not directed:
        told["both"] = told.pop("gatekeeper")
        del told["representative"]
        told = {role: count if role == "both" else count // 2 for role, count in told.items()}
    group = _group_words(network, str(groups[at]), by)
    for role, count in sorted(told.items(), key=lambda item: -item[1]):
        if count:
            of_actors = "ordered pair" if directed else "pair"
            pairs = f"one {of_actors} of actors" if count == 1 else f"{count:,} {of_actors}s of actors"
            yield _WORDS[by][role].format(
                group=group, pairs=pairs, example=_example(graph, ties, groups, at, role)
            )  # fmt: skip
    yield f"Of its {degree} ties {size:.1f} lead where the others do not."


def _group_words(network: Network, group: str, by: Grouping) -> str:
    return group if by == "level" else network.name_of(group) if group else "those of no country"


def _example(graph: Structure, ties: sp.csr_array, groups: npt.NDArray[np.object_], at: int, role: str) -> str:
    """The first pair that the actor stands between in a role, in words; blank if none is found soon."""
    into = ties[:, [at]].tocoo().row
    out = ties.indices[ties.indptr[at] : ties.indptr[at + 1]]
    first, second = (sorted(part.tolist(), key=lambda i: str(graph.ids[i])) for part in (into, out))
    own = groups[at]
    tried = 0
    for a in first:
        beside = set(ties.indices[ties.indptr[a] : ties.indptr[a + 1]].tolist())
        for b in second:
            tried += 1
            if tried > _MOST_TRIED:
                return ""
            if a != b and b not in beside and _plays(role, groups[a], own, groups[b]):
                one, other = (graph.network.told_apart(str(graph.ids[end])) for end in (a, b))
                return f", {one} and {other} for one"
    return ""


def _plays(role: str, a: Any, v: Any, b: Any) -> bool:
    """Whether an actor of group v plays a role between one of group a and one of group b."""
    return {
        "coordinator": bool(a == v == b),
        "itinerant": bool(a == b != v),
        "gatekeeper": bool(v == b != a),
        "representative": bool(a == v != b),
        "both": bool((v == b) != (a == v)),
        "liaison": len({a, v, b}) == 3,
    }[role]

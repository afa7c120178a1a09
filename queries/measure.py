"""How each office and organisation is placed: degree, betweenness, component, core, and what hangs on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from graphmodel.network import Network
from queries.engines.base import Engine
from queries.structure import Structure, structure_of

__all__ = ["EXACT_UP_TO", "SAMPLE", "SEED", "Measured", "Placed", "measure", "motif_counts"]

EXACT_UP_TO = 10_000
"""Number of actors up to which betweenness is exact: it costs actors × ties."""
SAMPLE = 256
"""Sources of the sample above that."""
SEED = 1
"""Seed of the choice of sources."""


@dataclass(frozen=True, slots=True)
class Placed:
    """How one actor is placed.

    Parameters
    ----------
    degree : int
        Number of others that it is tied to.
    betweenness : float
        Share of the shortest paths between others that run through it, 0 to 1.
    component : int
        Number of its component, 1 being the largest.
    core : int
        Largest k such that it is in a part where all have k others of that part.
    cuts_off : int
        Number of actors that lose every path to the rest without it.
    """

    id: str
    name: str
    kind: str
    country: str
    level: str
    degree: int
    betweenness: float
    component: int
    core: int
    cuts_off: int

    def as_json(self) -> dict[str, Any]:
        """Fields in the documented order."""
        return {
            "id": self.id, "name": self.name, "kind": self.kind, "country": self.country, "level": self.level,
            "degree": self.degree, "betweenness": round(self.betweenness, 6), "component": self.component,
            "core": self.core, "cuts_off": self.cuts_off,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Measured:
    """The whole, and each actor; those with most ties first.

    Parameters
    ----------
    components : tuple of int
        Number of actors in each, the largest first; one of a single actor has no tie.
    sources : int or None
        Sources of the sample for betweenness; None if it is exact.
    """

    actors: int
    ties: int
    components: tuple[int, ...]
    sources: int | None
    placed: tuple[Placed, ...]

    def as_json(self) -> dict[str, Any]:
        """Fields in the documented order."""
        exact = self.sources is None
        return {
            "network": {
                "actors": self.actors, "ties": self.ties, "components": list(self.components),
                "without_tie": sum(size == 1 for size in self.components),
            },
            "betweenness": {"exact": exact, "sources": self.sources, "seed": None if exact else SEED},
            "actors": [one.as_json() for one in self.placed],
        }  # fmt: skip


def measure(network: Network, *, engine: Engine | None = None, structure: Structure | None = None) -> Measured:
    """Measure the graph of offices and organisations; ties count both ways, and two actors are tied once or not.

    Parameters
    ----------
    network : Network
        As it is asked about.
    """
    import rustworkx as rx

    from queries.centrality import betweenness
    from queries.cuts import articulations

    graph = structure or structure_of(network, engine=engine)
    ties, n = graph.both_ways, len(graph)
    sampled = n > EXACT_UP_TO
    sources = np.random.default_rng(SEED).choice(n, SAMPLE, replace=False) if sampled else None
    between = betweenness(ties, sources)
    label = _components(ties)
    sizes = np.bincount(label)
    rank = np.empty(len(sizes), dtype=np.int64)
    rank[np.lexsort((np.arange(len(sizes)), -sizes))] = np.arange(1, len(sizes) + 1)
    plain: rx.PyGraph[int, None] = rx.PyGraph(multigraph=False)
    plain.add_nodes_from(list(range(n)))
    plain.add_edges_from_no_data(graph.edges)
    core: dict[int, int] = dict(rx.core_number(plain))  # type: ignore[call-overload]
    lost = {cut.at[0]: cut.cut for cut in articulations(n, graph.edges, name_up_to=0)}
    degree = np.diff(ties.indptr)
    columns = {name: graph.column(name) for name in ("name", "kind", "country", "level")}
    order = np.lexsort((graph.ids.astype(str), -between, -degree))
    placed = tuple(
        Placed(
            id=str(graph.ids[at]), **{name: str(column[at]) for name, column in columns.items()},
            degree=int(degree[at]), betweenness=float(between[at]), component=int(rank[label[at]]),
            core=int(core[at]), cuts_off=lost.get(at, 0),
        )
        for at in order.tolist()
    )  # fmt: skip
    return Measured(
        actors=n, ties=len(graph.edges), components=tuple(sorted(sizes.tolist(), reverse=True)),
        sources=SAMPLE if sampled else None, placed=placed,
    )  # fmt: skip


def _components(ties: sp.csr_array) -> npt.NDArray[np.int64]:
    """Number of the component of each actor."""
    from scipy.sparse.csgraph import connected_components

    if not ties.shape[0]:
        return np.empty(0, dtype=np.int64)
    return connected_components(ties, directed=False, return_labels=True)[1].astype(np.int64)


def motif_counts(network: Network, actors: str, subjects: str) -> Mapping[str, Mapping[str, int]]:
    """How often each motif of two levels occurs.

    Parameters
    ----------
    actors, subjects : str
        Kinds of the two levels, kinds of them included. Any tie on record puts an actor to a subject; among actors,
        and among subjects, a tie counts that is more than a meeting and not derived from a cell.

    Returns
    -------
    mapping
        By motif (`1,2`, `2,1`, `2,2`) the number of each class, as `queries.triads.TwoLevels.count` explains.
    """
    from queries.triads import TwoLevels, incidence_of, symmetric

    upper, lower = _places(network, actors), _places(network, subjects)
    n, m = int((upper >= 0).sum()), int((lower >= 0).sum())
    ties = network.ties
    there = (ties["status"] != "denied").to_numpy()
    lasting = there & ~ties["derived"].to_numpy(dtype=bool) & (ties["form"] != "met").to_numpy()
    source, target = ties["source_pos"].to_numpy(), ties["target_pos"].to_numpy()
    one = there & (upper[source] >= 0) & (lower[target] >= 0)
    other = there & (upper[target] >= 0) & (lower[source] >= 0)
    incidence = incidence_of(
        np.concatenate([upper[source[one]], upper[target[other]]]),
        np.concatenate([lower[target[one]], lower[source[other]]]), (n, m),
    )  # fmt: skip
    among = [
        symmetric(place[source[both]], place[target[both]], size)
        for place, size in ((upper, n), (lower, m))
        for both in (lasting & (place[source] >= 0) & (place[target] >= 0),)
    ]
    levels = TwoLevels(incidence, among[0], among[1])
    return {motif: levels.count(motif) for motif in ("1,2", "2,1", "2,2")}


def _places(network: Network, kind: str) -> Any:
    """For each actor its place among those of a kind, −1 for the others."""
    mine = network.actors["kind"].isin(network.schema.descendants(kind)).to_numpy()
    return np.where(mine, np.cumsum(mine) - 1, -1)

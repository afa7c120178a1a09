"""The graph that is measured: offices and organisations, and the ties among them that the catalogue says count."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from graphmodel.network import Network
from queries.engines import engine_for
from queries.engines.base import Engine, Limits
from queries.query import catalogue, find_query

__all__ = ["Structure", "structure_of"]

_LIMITS = Limits(seconds=60.0, rows=5_000_000, work=2_000_000_000)


@dataclass(frozen=True)
class Structure:
    """Actors by place, and the ties among them.

    Parameters
    ----------
    network : Network
        What it was taken from.
    ids : array of str, shape (n,)
        In order.
    source, target : numpy.ndarray of int, shape (ties,)
        Places of the ends of each tie.
    directed : numpy.ndarray of bool, shape (ties,)
        Whether a tie points from one to the other.
    """

    network: Network
    ids: npt.NDArray[np.object_]
    source: npt.NDArray[np.int64]
    target: npt.NDArray[np.int64]
    directed: npt.NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.ids)

    @cached_property
    def both_ways(self) -> sp.csr_array:
        """1 where two actors are tied, in whatever direction; nothing on the diagonal."""
        from queries.triads import symmetric

        return symmetric(self.source, self.target, len(self))

    @cached_property
    def as_they_point(self) -> sp.csr_array:
        """1 where the row is tied to the column; a tie without direction is there both ways."""
        from queries.triads import incidence_of

        back = ~self.directed
        rows, columns = (
            np.concatenate(part)
            for part in ([self.source, self.target[back]], [self.target, self.source[back]])
        )  # fmt: skip
        apart = rows != columns
        return incidence_of(rows[apart], columns[apart], (len(self), len(self)))

    @cached_property
    def edges(self) -> list[tuple[int, int]]:
        """Each pair of actors that is tied, once, in order."""
        upper = sp.triu(self.both_ways, k=1).tocsr().tocoo()
        return list(zip(upper.row.tolist(), upper.col.tolist(), strict=True))

    def column(self, name: str) -> npt.NDArray[np.object_]:
        """A column of the sheet of actors, as texts, for the actors that are measured."""
        rows = [self.network.position[ident] for ident in self.ids.tolist()]
        return np.asarray(self.network.actors[name].astype(object).to_numpy(dtype=object)[rows])

    def without(
        self, *, actors: npt.NDArray[np.bool_] | None = None, ties: npt.NDArray[np.bool_] | None = None
    ) -> Structure:
        """The same with only the actors and ties that are kept."""
        kept = np.ones(len(self), dtype=bool) if actors is None else actors
        place = np.cumsum(kept) - 1
        stay = kept[self.source] & kept[self.target]
        if ties is not None:
            stay &= ties
        return Structure(
            self.network, self.ids[kept], place[self.source[stay]], place[self.target[stay]], self.directed[stay]
        )


def structure_of(network: Network, *, engine: Engine | None = None) -> Structure:
    """What `structure/actors.cypher` and `structure/ties.cypher` give of a network; persons are left out.

    Parameters
    ----------
    network : Network
        As it is asked about: restricted to a date, to what was known, to what may be shown.
    engine : Engine, optional
        One that has the network loaded; the embedded one by default.
    """
    queries = catalogue(schema=network.schema, families=["structure"])  # none of a network's own takes their place
    with engine_for(network, engine) as asked:
        actors = asked.run(find_query("actors", queries).text, {}, limits=_LIMITS).rows
        ties = asked.run(find_query("ties", queries).text, {}, limits=_LIMITS).rows
    persons = {name for name, kind in network.schema.nodes.items() if kind.person}
    kinds = network.actors["kind"].astype(object).tolist()
    ids = [str(ident) for (ident,) in actors if kinds[network.position[ident]] not in persons]
    place = {ident: at for at, ident in enumerate(ids)}
    kept = [row for row in ties if row[0] in place and row[1] in place]
    pointing = {name for name, kind in network.schema.ties.items() if kind.directed}
    return Structure(
        network, np.array(ids, dtype=object), _places(kept, 0, place), _places(kept, 1, place),
        np.array([str(row[2]).split(":", 1)[0] in pointing for row in kept], dtype=bool),
    )  # fmt: skip


def _places(rows: list[tuple[Any, ...]], column: int, place: dict[str, int]) -> npt.NDArray[np.int64]:
    return np.array([place[row[column]] for row in rows], dtype=np.int64)

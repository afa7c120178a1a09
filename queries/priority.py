"""Why a missing tie should exist: its priority. Never danger, and never multiplied into one number."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from graphmodel.findings import Severity
from graphmodel.network import Network

__all__ = ["Paths", "priority"]


def priority(*, foreseen: bool, path: bool, peers: bool) -> Severity:
    """Priority of a gap.

    high: a cited strategy, plan or programme foresees the tie, and no two-step path exists; medium: it is foreseen
    but such a path exists, or others in the same place have it; low: only nearness or likeness speaks for it.

    Examples
    --------
    >>> priority(foreseen=True, path=False, peers=False), priority(foreseen=False, path=True, peers=True)
    ('high', 'medium')
    """
    if foreseen and not path:
        return "high"
    return "medium" if foreseen or peers else "low"


class Paths:
    """Whether two actors are two steps apart, by ties that last (no meetings, no membership of one country)."""

    def __init__(self, network: Network) -> None:
        self.network = network

    @cached_property
    def _adjacency(self) -> sp.csr_array:
        network = self.network
        ties = network.ties
        happens = np.array([kind.happens for kind in network.schema.ties.values()])[ties["kind"].cat.codes.to_numpy()]
        lasting = (
            (ties["status"] != "denied").to_numpy() & ~ties["derived"].to_numpy(dtype=bool) & ~happens
            & (ties["form"] != "met").to_numpy()
        )  # fmt: skip
        a, b = ties["source_pos"].to_numpy()[lasting], ties["target_pos"].to_numpy()[lasting]
        n = len(network.actors)
        half = sp.coo_array((np.ones(len(a), dtype=np.int32), (a, b)), shape=(n, n)).tocsr()
        both = half + half.T
        both.data[:] = 1
        return sp.csr_array(both)

    def between(self, pairs: Sequence[tuple[str, str]]) -> npt.NDArray[np.bool_]:
        """For each pair of ids, whether some third actor is tied to both.

        Parameters
        ----------
        pairs : sequence of (id, id)
            An end that is no actor of the network has no path.

        Returns
        -------
        numpy.ndarray of bool, shape (len(pairs),)
        """
        place = self.network.position
        found = np.zeros(len(pairs), dtype=bool)
        known = [(i, place[a], place[b]) for i, (a, b) in enumerate(pairs) if a in place and b in place]
        if known:
            rows, left, right = (np.array(column) for column in zip(*known, strict=True))
            shared = self._adjacency[left].multiply(self._adjacency[right]).sum(axis=1)
            found[rows] = np.asarray(shared).ravel() > 0
        return found

    def via(self, one: str, other: str) -> list[str]:
        """Ids of the actors that are tied to both, in order; none if an end is no actor of the network."""
        place = self.network.position
        if one not in place or other not in place:
            return []
        both = self._adjacency[[place[one]]].multiply(self._adjacency[[place[other]]])
        return sorted(self.network.actors["id"].iloc[sp.coo_array(both).coords[1]].tolist())

"""Open triads of a network: two actors share a subject and have no tie; a subject with many actors is one finding.

The arithmetic is that of `queries.triads`; here rows of a query become its matrices, and its pairs findings with names.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from graphmodel.acting import acts_for
from graphmodel.network import Network
from queries.triads import Pairs, TwoLevels, incidence_of, symmetric

__all__ = ["MOST_PAIRS", "Group", "Incidence", "Pair", "critical_pairs", "open_pairs", "tied_pairs"]

MOST_PAIRS = 5_000
"""Pairs of a group that are named one by one; of a larger group only their number is given."""

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two actors that share subjects; ids in order. `weight` is the number of motifs that their tie would close."""

    a: str
    b: str
    subjects: tuple[str, ...]
    evidence: tuple[str, ...]
    weight: int


@dataclass(frozen=True, slots=True)
class Group:
    """A subject with many actors, as one finding: its members and the pairs of them without a tie.

    `open` is the number of such pairs; `pairs` names them unless they are more than `MOST_PAIRS`.
    """

    subject: str
    kind: str
    members: tuple[str, ...]
    open: int
    pairs: tuple[tuple[str, str], ...]
    evidence: tuple[str, ...]


@dataclass(frozen=True)
class Incidence:
    """Rows of actors and subjects as matrices.

    Parameters
    ----------
    actors, subjects : list of str
        Ids by row and by column, in order.
    levels : TwoLevels
    evidence : mapping of (actor, subject) to str
        Id of the tie that puts an actor to a subject; the first row speaks.
    """

    actors: list[str]
    subjects: list[str]
    levels: TwoLevels
    evidence: Mapping[tuple[str, str], str]

    @classmethod
    def of(cls, network: Network, rows: Sequence[Row]) -> Incidence:
        """From rows with the columns actor, subject, evidence."""
        actors, at_actor = np.unique([row["actor"] for row in rows], return_inverse=True)
        subjects, at_subject = np.unique([row["subject"] for row in rows], return_inverse=True)
        evidence: dict[tuple[str, str], str] = {}
        for row in rows:
            evidence.setdefault((row["actor"], row["subject"]), row.get("evidence") or "")
        ids = [str(ident) for ident in actors]
        levels = TwoLevels(incidence_of(at_actor, at_subject, (len(actors), len(subjects))), _ties_among(network, ids))
        return cls(ids, [str(ident) for ident in subjects], levels, evidence)

    def pair(self, a: int, b: int, shared: Sequence[int], weight: int) -> Pair:
        """A pair by its places, with names."""
        one, other = self.actors[a], self.actors[b]
        common = tuple(self.subjects[s] for s in shared)
        cited = tuple(self.evidence[x, s] for s in common for x in (one, other) if self.evidence[x, s])
        return Pair(one, other, common, cited, weight)

    def named(self, pairs: Pairs, *, least: int = 1) -> list[Pair]:
        """Pairs with their subjects, in the order of their ids; only those that share at least so many."""
        kept = np.flatnonzero(pairs.weight >= least)
        order = kept[np.lexsort((pairs.second[kept], pairs.first[kept]))]
        first, second = pairs.first[order], pairs.second[order]
        shared = self.levels.shared_by(first, second)
        weights = pairs.weight[order].tolist()
        return [
            self.pair(a, b, subjects.tolist(), weight)
            for a, b, subjects, weight in zip(first.tolist(), second.tolist(), shared, weights, strict=True)
        ]


def open_pairs(
    network: Network, rows: Sequence[Row], *, group_above: int, share: int = 1
) -> tuple[list[Pair], list[Group]]:  # fmt: skip
    """Pairs without a tie, and one group for each subject with more than `group_above` actors of one kind.

    Parameters
    ----------
    network : Network
        Whose ties count as ties between two actors: all that are not derived and are more than a meeting, those of who
        acts for an actor included.
    rows : sequence of mapping
        Columns actor, subject, evidence; and kind, if only actors of one kind are paired.
    group_above : int
        Number of actors above which a subject gives one group instead of pairs.
    share : int
        How many subjects a motif has that both are tied to: 1 for the triad `1,2`, 2 for the square `2,2`. A pair that
        shares w of them has w choose `share` open motifs.
    """
    pairs: list[Pair] = []
    groups: list[Group] = []
    for kind in sorted({row.get("kind") or "" for row in rows}):
        incidence = Incidence.of(network, [row for row in rows if (row.get("kind") or "") == kind])
        large = np.flatnonzero(incidence.levels.incidence.sum(axis=0) > group_above)
        groups += _groups(incidence, kind, large.tolist())
        small = _without(incidence, large)
        for pair in small.named(small.levels.triads.open, least=share):
            weight = _choose(pair.weight, share)
            pairs.append(Pair(pair.a, pair.b, pair.subjects, pair.evidence, weight))
    return pairs, groups


def critical_pairs(network: Network, rows: Sequence[Row], *, least: int = 1) -> list[Pair]:
    """Pairs with a tie that share at least so many subjects: without the tie so many triads would be open."""
    incidence = Incidence.of(network, rows) if rows else None
    return incidence.named(incidence.levels.triads.closed, least=least) if incidence else []


def _choose(n: int, k: int) -> int:
    return n if k == 1 else n * (n - 1) // 2


def _without(incidence: Incidence, subjects: npt.NDArray[np.integer[Any]]) -> Incidence:
    """The same without what some subjects bring together."""
    if not len(subjects):
        return incidence
    kept = np.ones(len(incidence.subjects))
    kept[subjects] = 0
    matrix = sp.csr_array(incidence.levels.incidence @ sp.diags_array(kept).tocsr()).astype(np.int32)
    matrix.eliminate_zeros()
    levels = TwoLevels(matrix, incidence.levels.ties)
    return Incidence(incidence.actors, incidence.subjects, levels, incidence.evidence)


def _groups(incidence: Incidence, kind: str, subjects: Sequence[int]) -> list[Group]:
    """A group for each of some subjects that has a pair without a tie."""
    members_of = incidence.levels.incidence.tocsc()
    ties = incidence.levels.ties
    place = np.full(len(incidence.actors), -1, dtype=np.int64)  # in the group at hand; -1 is outside
    groups = []
    for subject in subjects:
        members = np.sort(members_of.indices[members_of.indptr[subject] : members_of.indptr[subject + 1]])
        place[members] = np.arange(len(members))
        near = [ties.indices[ties.indptr[one] : ties.indptr[one + 1]] for one in members.tolist()]
        first = np.repeat(np.arange(len(members)), [len(some) for some in near])
        second = place[np.concatenate(near)]
        place[members] = -1
        tied = first < second
        group = _group(incidence, kind, subject, members.tolist(), first[tied], second[tied])
        if group.open:
            groups.append(group)
    return groups


def _group(
    incidence: Incidence, kind: str, subject: int, places: Sequence[int],
    first: npt.NDArray[np.integer[Any]], second: npt.NDArray[np.integer[Any]],
) -> Group:  # fmt: skip
    """One group: the places of its members in the incidence, and within the group those of each tied pair."""
    name, members = incidence.subjects[subject], [incidence.actors[at] for at in places]
    count = len(members) * (len(members) - 1) // 2 - len(first)
    pairs: tuple[tuple[str, str], ...] = ()
    if 0 < count <= MOST_PAIRS:
        apart = ~np.tri(len(members), dtype=bool)
        apart[first, second] = False
        one, other = np.nonzero(apart)
        ends = (map(members.__getitem__, places.tolist()) for places in (one, other))
        pairs = tuple(zip(*ends, strict=True))
    cited = tuple(text for member in members if (text := incidence.evidence[member, name]))
    return Group(name, kind, tuple(members), count, pairs, cited)


def _ties_among(network: Network, actors: Sequence[str]) -> sp.csr_array:
    """Ties among some actors that are more than a meeting; who acts for one of them counts as it too.

    With L the places of the actors, and of those that act for them, and T the ties of the network: L·T·Lᵀ.
    """
    place = {ident: at for at, ident in enumerate(actors)}
    acting = [(who, whom) for who, whom in acts_for(network).itertuples(index=False) if whom in place]
    known = [(ident, ident) for ident in actors] + acting
    stands = [(place[whom], network.position[who]) for who, whom in known if who in network.position]
    lifted = incidence_of([at for at, _ in stands], [row for _, row in stands], (len(actors), len(network.actors)))
    found = (lifted @ _lasting(network) @ lifted.T).tocoo()
    return symmetric(found.row, found.col, len(actors))


_LASTING: WeakKeyDictionary[Network, sp.csr_array] = WeakKeyDictionary()
"""Of networks that are still in use: each is asked by several rules, and none changes."""


def _lasting(network: Network) -> sp.csr_array:
    """All ties of a network that are more than a meeting and follow from no cell, as a matrix of its actors."""
    found = _LASTING.get(network)
    if found is None:
        ties = network.ties
        counts = (
            (ties["status"] != "denied").to_numpy() & ~ties["derived"].to_numpy(dtype=bool)
            & (ties["form"] != "met").to_numpy()
        )  # fmt: skip
        source, target = (ties[name].to_numpy()[counts] for name in ("source_pos", "target_pos"))
        found = _LASTING[network] = symmetric(source, target, len(network.actors))
    return found


def tied_pairs(network: Network, pairs: Sequence[tuple[str, str]]) -> list[bool]:
    """Whether each of some pairs of actors has a tie that is more than a meeting."""
    if not pairs:
        return []
    ids = sorted({ident for pair in pairs for ident in pair})
    place = {ident: at for at, ident in enumerate(ids)}
    ties = _ties_among(network, ids)
    first, second = (np.array([place[pair[end]] for pair in pairs]) for end in (0, 1))
    return [bool(tied) for tied in np.asarray(ties[first, second]).ravel()]

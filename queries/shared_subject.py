"""Open triads: two actors share a subject and have no tie.

With B the incidence of actors and subjects and A the ties among actors, the gaps are the pairs above the diagonal of
B·Bᵀ where A is 0; the weight of a gap is the number of subjects shared (Bodin and Tengö 2012; R package motifr).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from graphmodel.acting import acts_for
from graphmodel.network import Network

__all__ = ["Group", "Pair", "open_pairs"]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two actors that share subjects and have no tie; ids in order."""

    a: str
    b: str
    subjects: tuple[str, ...]
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """A subject with many actors, as one finding: its members and the pairs of them without a tie."""

    subject: str
    kind: str
    members: tuple[str, ...]
    pairs: tuple[tuple[str, str], ...]
    evidence: tuple[str, ...]


def open_pairs(
    network: Network, rows: Sequence[Mapping[str, Any]], *, group_above: int
) -> tuple[list[Pair], list[Group]]:  # fmt: skip
    """Pairs without a tie, and one group for each subject with more than `group_above` actors of one kind.

    Parameters
    ----------
    network : Network
        Whose ties count as ties between two actors: all that are not derived and are more than a meeting.
    rows : sequence of mapping
        Columns actor, subject, kind, evidence; and via, if the actor was there through a body of its own.
    group_above : int
        Number of actors above which a subject gives one group instead of pairs.
    """
    pairs: list[Pair] = []
    groups: list[Group] = []
    tied = _tied(network, rows)
    for kind in sorted({row["kind"] for row in rows}):
        mine = [row for row in rows if row["kind"] == kind]
        by_subject: dict[str, dict[str, str]] = {}
        for row in mine:
            by_subject.setdefault(row["subject"], {}).setdefault(row["actor"], row["evidence"])
        for subject in sorted(name for name, members in by_subject.items() if len(members) > group_above):
            group = _group(subject, kind, by_subject.pop(subject), tied)
            if group.pairs:
                groups.append(group)
        small = [row for row in mine if row["subject"] in by_subject]
        pairs.extend(_pairs(small, tied))
    return pairs, groups


def _group(subject: str, kind: str, found: Mapping[str, str], tied: set[tuple[str, str]]) -> Group:
    members = sorted(found)
    apart = tuple((a, b) for i, a in enumerate(members) for b in members[i + 1 :] if (a, b) not in tied)
    cited = tuple(found[member] for member in members if found[member])
    return Group(subject, kind, tuple(members), apart, cited)


def _pairs(rows: Sequence[Mapping[str, Any]], tied: set[tuple[str, str]]) -> list[Pair]:
    if not rows:
        return []
    actors, actor_at = np.unique([row["actor"] for row in rows], return_inverse=True)
    subjects, subject_at = np.unique([row["subject"] for row in rows], return_inverse=True)
    ones = np.ones(len(rows), dtype=np.int32)
    incidence = sp.coo_array((ones, (actor_at, subject_at)), shape=(len(actors), len(subjects))).tocsr()
    incidence.data[:] = 1
    shared = sp.triu(incidence @ incidence.T, k=1).tocoo()
    evidence = {(row["actor"], row["subject"]): row["evidence"] for row in rows}
    found = []
    for i, j in zip(shared.row.tolist(), shared.col.tolist(), strict=True):
        a, b = str(actors[i]), str(actors[j])
        if (a, b) not in tied:
            common = tuple(str(subjects[s]) for s in _common(incidence, i, j))
            cited = tuple(evidence[(x, s)] for s in common for x in (a, b) if evidence[(x, s)])
            found.append(Pair(a, b, common, cited))
    return found


def _common(incidence: sp.csr_array, i: int, j: int) -> npt.NDArray[np.int64]:
    starts = incidence.indptr
    left, right = incidence.indices[starts[i] : starts[i + 1]], incidence.indices[starts[j] : starts[j + 1]]
    return np.intersect1d(left, right)


def _tied(network: Network, rows: Sequence[Mapping[str, Any]]) -> set[tuple[str, str]]:
    """Pairs of ids (in order) with a tie that is more than a meeting; who acts for another counts as the other too."""
    wanted = {row["actor"] for row in rows}
    stands_for: dict[str, list[str]] = {}
    for who, whom in acts_for(network).itertuples(index=False):
        if whom in wanted:
            stands_for.setdefault(who, [who]).append(whom)
    near = wanted | set(stands_for)
    ties = network.ties
    counts = (
        (ties["status"] != "denied").to_numpy() & ~ties["derived"].to_numpy(dtype=bool)
        & (ties["form"] != "met").to_numpy() & ties["source"].isin(near).to_numpy()
        & ties["target"].isin(near).to_numpy()
    )  # fmt: skip
    ends = zip(ties["source"][counts], ties["target"][counts], strict=True)
    return {
        (a, b) if a < b else (b, a)
        for one, other in ends for a in stands_for.get(one, (one,)) for b in stands_for.get(other, (other,)) if a != b
    }  # fmt: skip

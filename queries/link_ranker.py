"""A ranker of missing ties whose weights one can read: a linear score, fitted to ties that were hidden from it.

The chance that b is the one whom a is tied to next is taken as softmax(w · x) over all that a has no tie with
(McFadden 1974, Conditional logit analysis; in ranking: Cao and others 2007, Learning to rank, the listwise approach).
The weights are fitted on part of the ties hidden from the features, in turn, so that no tie speaks for itself; what
weights are fitted to is what actors did, and no measure of what they learned.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from queries.hidden_ties import split
from queries.link_features import ALONE, COUNTRIES, PAIR, LinkFeatures, Surroundings
from queries.link_scores import tie_matrix
from queries.link_suggestions import LinkScores

__all__ = ["FEATURES", "LinkRanker", "fit_link_ranker"]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

FEATURES: tuple[str, ...] = (*PAIR, *ALONE, *COUNTRIES)
"""Names of all features, in the order of the weights."""
HIDE = 0.1
"""Share of the ties that is hidden in each turn of fitting."""
TURNS = 3
NEAR, FAR = 80, 40
"""Others in a list that the fit looks at: near ones, half the best by Adamic–Adar and L3 and half drawn; and of the rest."""
RIDGE = 3.0
"""Penalty on the squared weights of standardised features, against that of one list."""


@dataclass(frozen=True)
class LinkRanker:
    """Fitted weights.

    Parameters
    ----------
    weights : numpy.ndarray of float, shape (features,)
        Of a unit of each feature.
    spread : numpy.ndarray of float, shape (features,)
        Standard deviation of each feature among the pairs that the fit looked at.
    lists : int
        Number of lists that it was fitted to.
    """

    weights: Floats
    spread: Floats
    lists: int

    def table(self) -> list[tuple[str, float, float, str]]:
        """Name of each feature, its weight per standard deviation, per unit, and what it is; the heaviest first."""
        words = {**PAIR, **ALONE, **COUNTRIES}
        rows = [
            (name, float(weight * spread), float(weight), words[name])
            for name, weight, spread in zip(FEATURES, self.weights, self.spread, strict=True)
        ]
        return sorted(rows, key=lambda row: (-abs(row[1]), row[0]))

    def scores(self, features: LinkFeatures) -> LinkScores:
        """Scores of all pairs."""
        return LinkScores.of(features, self.weights)


def fit_link_ranker(
    pairs: Ints, around: Surroundings, *, seed: int = 0, turns: int = TURNS, hide: float = HIDE
) -> LinkRanker:  # fmt: skip
    """Fit weights to ties, some of them hidden in each turn.

    Parameters
    ----------
    pairs : numpy.ndarray of int, shape (m, 2)
        Ties that may be learned from; nothing else is looked at.
    around : Surroundings
        What is known of the actors apart from their ties.
    seed : int
        Of what is hidden and what is drawn.

    Examples
    --------
    Ties within two groups of six, and one between them:

    >>> from itertools import combinations
    >>> groups = [range(6), range(6, 12)]
    >>> ties = np.array([pair for group in groups for pair in combinations(group, 2)] + [(0, 6)])
    >>> nothing = Surroundings(rows=tie_matrix(ties[:0], 12), countries=np.full(12, -1))
    >>> ranker = fit_link_ranker(ties[:-3], nothing)
    >>> kept = tie_matrix(ties[:-3], 12)
    >>> ranker.scores(LinkFeatures.of(kept, nothing)).top(1).others[10].tolist()
    [11]
    """
    n = len(around.countries)
    samples = [_turn(pairs, around, n, turn, hide, seed) for turn in range(turns)]
    values = np.concatenate([sample.values for sample in samples])
    stands_for = np.concatenate([sample.stands_for for sample in samples])
    sizes = np.concatenate([sample.sizes for sample in samples])
    weights, spread = _fit(values, stands_for, sizes)
    return LinkRanker(weights, spread, len(sizes))


@dataclass(frozen=True)
class _Sample:
    """Lists of one turn, one after another: the hidden end first, then others.

    `stands_for` says for how many others of its list a row stands.
    """

    values: npt.NDArray[np.float32]
    stands_for: Floats
    sizes: Ints


def _turn(pairs: Ints, around: Surroundings, n: int, turn: int, hide: float, seed: int) -> _Sample:
    kept, hidden = split(len(pairs), hide, seed=[seed, turn])
    features = LinkFeatures.of(tie_matrix(pairs[kept], n), around)
    known = tie_matrix(pairs, n)
    draw = np.random.default_rng([seed, turn, 1])
    starts, tied = known.indptr.astype(np.int64), known.indices.astype(np.int64)
    rows = list(_lists(features, pairs[hidden], starts, tied, draw))
    values = np.concatenate([_values(features, asking, others, near) for asking, others, near, _ in rows])
    return _Sample(values, np.concatenate([row[3] for row in rows]), np.array([len(row[1]) for row in rows]))


def _lists(
    features: LinkFeatures, hidden: Ints, starts: Ints, tied: Ints, draw: np.random.Generator
) -> Iterator[tuple[int, Ints, Ints, Floats]]:
    """For both ends of each hidden tie: who asks, the others, their rows among the near (−1: none), what they stand for."""
    first = _first_look(features)
    for asking, wanted in np.concatenate([hidden, hidden[:, ::-1]]).tolist():
        own = tied[starts[asking] : starts[asking + 1]]
        rows = np.arange(features.start[asking], features.start[asking + 1])
        others = features.others[rows]
        mine = rows[others == wanted]
        rows = rows[~np.isin(others, own)]
        near, near_for = _some_near(rows, first, draw)
        far = np.setdiff1d(draw.integers(0, features.n, 3 * FAR), np.concatenate([others, own, [asking]]))
        far = draw.permutation(far)[:FAR]
        rest = features.n - 1 - len(np.union1d(others, own))
        yield (
            asking,
            np.concatenate([[wanted], features.others[near], far]),
            np.concatenate([mine if len(mine) else [-1], near, np.full(len(far), -1)]).astype(np.int64),
            np.concatenate([[1.0], near_for, np.full(len(far), rest / max(len(far), 1))]),
        )


def _first_look(features: LinkFeatures) -> Floats:
    """Adamic–Adar and half of L3, by which the near are picked that a list is fitted to."""
    names = list(PAIR)
    adamic, l3 = (features.near[:, names.index(name)].astype(np.float64) for name in ("adamic_adar", "l3"))
    return np.asarray(np.expm1(adamic) + 0.5 * l3**2)


def _some_near(rows: Ints, first: Floats, draw: np.random.Generator) -> tuple[Ints, Floats]:
    """Rows of the near to look at, and for how many each stands."""
    if len(rows) <= NEAR:
        return rows, np.ones(len(rows))
    order = rows[np.argsort(-first[rows], kind="stable")]
    rest = order[NEAR // 2 :]
    drawn = draw.choice(rest, NEAR // 2, replace=False)
    stands_for = np.concatenate([np.ones(NEAR // 2), np.full(NEAR // 2, len(rest) / (NEAR // 2))])
    return np.concatenate([order[: NEAR // 2], drawn]), stands_for


def _values(features: LinkFeatures, asking: int, others: Ints, near: Ints) -> npt.NDArray[np.float32]:
    pair = np.where((near >= 0)[:, None], features.near[near], np.float32(0))
    between = features.between[features.countries[asking], features.countries[others]]
    return np.concatenate([pair, features.alone[others], between], axis=1)


def _fit(values: npt.NDArray[np.float32], stands_for: Floats, sizes: Sequence[int] | Ints) -> tuple[Floats, Floats]:
    """Weights of the conditional logit, by L-BFGS on standardised features; a feature that never varies gets 0."""
    from scipy.optimize import minimize

    middle, spread = values.mean(axis=0, dtype=np.float64), values.std(axis=0, dtype=np.float64)
    varies = spread > 1e-9
    scale = np.where(varies, spread, 1.0)
    standard = ((values - middle) / scale * varies).astype(np.float32)
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    of_list = np.repeat(np.arange(len(sizes)), sizes)
    offset = np.log(np.maximum(stands_for, 1e-12))
    chosen = standard[starts].sum(axis=0, dtype=np.float64)

    def loss(weights: Floats) -> tuple[float, Floats]:
        score = standard @ weights.astype(np.float32) + offset
        highest = np.maximum.reduceat(score, starts)
        share = np.exp(score - highest[of_list])
        total = np.add.reduceat(share, starts)
        share /= total[of_list]
        value = (np.log(total) + highest).sum() - chosen @ weights + RIDGE / 2 * weights @ weights
        slope = share.astype(np.float32) @ standard - chosen + RIDGE * weights
        return float(value / len(sizes)), slope / len(sizes)

    found = minimize(loss, np.zeros(values.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 200})
    return np.where(varies, found.x / scale, 0.0), np.where(varies, spread, 0.0)

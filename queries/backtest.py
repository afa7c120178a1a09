"""Back-test: hide ties that are on record, rank, and see how high they come, for the link ranker and for what it must beat.

Whatever makes scores is given the ties that are kept and nothing else, so that a hidden tie has no way to tell:
neither through numbers of ties, nor rates between countries, nor the fit, which hides some of the kept ties in turn.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from graphmodel.errors import UsageProblem
from queries.hidden_ties import MEASURES, interval, measures, places, split
from queries.link_features import LinkFeatures, Surroundings
from queries.link_ranker import LinkRanker, fit_link_ranker
from queries.link_scores import BASELINES, Block, gower, random_scores, tie_matrix
from queries.profiles import profiles
from queries.tie_table import TieTable

__all__ = ["RANKER", "Backtest", "Hiding", "backtest", "hide_at_random", "hide_later", "scorers", "surroundings"]

Ints = npt.NDArray[np.int64]

RANKER = "link ranker"
RANDOM = "random"
GOWER = "likeness of attributes (Gower)"


@dataclass(frozen=True)
class Hiding:
    """Pairs that are kept and pairs that are hidden, each of shape (m, 2); `seed` is of what chance there is."""

    kept: Ints
    hidden: Ints
    seed: int


@dataclass(frozen=True)
class Backtest:
    """How high hidden ties came.

    Parameters
    ----------
    found : mapping of str to sequence of mapping
        Method to the measures of each hiding.
    rankers : sequence of LinkRanker
        The fit of each hiding.
    hidden, kept : int
        Ties in each hiding.
    since : str
        Day from which on ties were hidden; blank if they were hidden at random.
    """

    found: Mapping[str, Sequence[Mapping[str, float]]]
    rankers: Sequence[LinkRanker]
    hidden: int
    kept: int
    since: str = ""

    def values(self, method: str, measure: str) -> list[float]:
        """One value a hiding."""
        return [one[measure] for one in self.found[method]]

    def best_other(self, measure: str) -> str:
        """The method that is best by a measure, the link ranker left out."""
        others = [name for name in self.found if name != RANKER]
        return max(others, key=lambda name: float(np.mean(self.values(name, measure))))

    def gain(self, measure: str) -> tuple[float, float, float]:
        """The link ranker less the best other by that measure, hiding by hiding: mean and the ends of its interval."""
        pairs = zip(self.values(RANKER, measure), self.values(self.best_other(measure), measure), strict=True)
        return interval([mine - other for mine, other in pairs])

    def weights(self) -> list[tuple[str, float, float, str]]:
        """Feature, mean weight per standard deviation over the hidings, its standard deviation, and what it is."""
        tables = [{row[0]: row for row in ranker.table()} for ranker in self.rankers]
        rows = []
        for name, first in tables[0].items():
            mine = [table[name][1] for table in tables]
            rows.append((name, float(np.mean(mine)), float(np.std(mine)), first[3]))
        return sorted(rows, key=lambda row: (-abs(row[1]), row[0]))

    def as_json(self) -> dict[str, Any]:
        """Fields in the documented order; an end of an interval is null where one hiding has none."""
        return {
            "hidden": self.hidden,
            "kept": self.kept,
            "hidings": len(self.rankers),
            "since": self.since or None,
            "methods": [
                {"method": name, **{m: _numbers(interval(self.values(name, m))) for m in MEASURES}}
                for name in self.found
            ],
            "gain": {m: {"over": self.best_other(m), **_numbers(self.gain(m))} for m in MEASURES},
            "weights": [
                {"feature": name, "weight": round(weight, 4), "spread": round(spread, 4), "is": words}
                for name, weight, spread, words in self.weights()
            ],
        }


def _numbers(found: tuple[float, float, float]) -> dict[str, float | None]:
    names = ("mean", "low", "high")
    return {name: None if np.isnan(x) else round(x, 6) for name, x in zip(names, found, strict=True)}


def hide_at_random(pairs: Ints, share: float, seeds: Sequence[int]) -> list[Hiding]:
    """A share of the ties hidden at random, once for each seed."""
    cuts = [(seed, split(len(pairs), share, seed)) for seed in seeds]
    return [Hiding(pairs[kept], pairs[hidden], seed) for seed, (kept, hidden) in cuts]


def hide_later(table: TieTable, share: float) -> tuple[Hiding, str]:
    """The later ties hidden: those that began on some day or after it, as near as can be to a share of all.

    A tie without a date is kept, since nobody can say that it came later.

    Returns
    -------
    Hiding
    str
        The day, as ISO text.

    Raises
    ------
    UsageProblem
        If all ties with a date began on one day, or fewer than two have one.
    """
    days = np.unique(table.days[~np.isnat(table.days)])
    if len(days) < 2:
        dated = int((~np.isnat(table.days)).sum())
        raise UsageProblem(
            f"{dated} of {len(table.pairs)} ties have a date, on {len(days)} different days; "
            "hiding the later ones needs two days"
        )
    later = np.array([int((table.days >= day).sum()) for day in days[1:]])
    cut = days[1:][np.argmin(np.abs(later - share * len(table.pairs)))]
    hidden = table.days >= cut  # NaT compares as False
    return Hiding(table.pairs[~hidden], table.pairs[hidden], 0), str(cut.astype("datetime64[D]"))


def surroundings(table: TieTable) -> Surroundings:
    """What is known of the actors apart from their ties."""
    return Surroundings(profiles(table.names, table.codes), table.countries)


def scorers(
    table: TieTable, kept: Ints, around: Surroundings, seed: int, *, fitted: list[LinkRanker] | None = None
) -> Iterator[tuple[str, Block]]:  # fmt: skip
    """Each method and its scores, made from the ties that are kept.

    Parameters
    ----------
    fitted : list, optional
        The fitted ranker is added to it.
    """
    ties = tie_matrix(kept, table.n)
    yield RANDOM, random_scores(table.n, seed)
    for name, score in BASELINES.items():
        yield name, score(ties)
    if (table.codes >= 0).any() or not np.isnan(table.numbers).all():
        yield GOWER, gower(table.numbers, table.codes)
    ranker = fit_link_ranker(kept, around, seed=seed)
    if fitted is not None:
        fitted.append(ranker)
    yield RANKER, ranker.scores(LinkFeatures.of(ties, around)).block


def backtest(
    table: TieTable, hidings: Sequence[Hiding], *, since: str = "", progress: Callable[[str], None] | None = None
) -> Backtest:  # fmt: skip
    """Hide, rank and measure, with every method.

    Parameters
    ----------
    progress : callable, optional
        Told of each hiding that is done.
    """
    around = surroundings(table)
    found: dict[str, list[dict[str, float]]] = {}
    rankers: list[LinkRanker] = []
    may = table.may if table.mixed else None
    for count, hiding in enumerate(hidings, start=1):
        for name, score in scorers(table, hiding.kept, around, hiding.seed, fitted=rankers):
            one = measures(places(score, hiding.kept, hiding.hidden, table.n, may=may))
            found.setdefault(name, []).append(one)
        if progress is not None:
            progress(f"hiding {count} of {len(hidings)} done")
    return Backtest(found, rankers, len(hidings[0].hidden), len(hidings[0].kept), since)

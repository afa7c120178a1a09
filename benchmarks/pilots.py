"""How near greedy comes to the best choice of pilots, on ten thousand cities: `python benchmarks/pilots.py`.

The network is made: cities with a few very large ones, twinned as twinnings are (heavy-tailed, mostly near in rank); or
it is read from a file of pairs with --pairs. Printed are what greedy is worth, the optimum or a proven bound from above
by integer programming, and their ratio; for reach of one step and of two.
"""

from __future__ import annotations

import argparse
import csv
import time
from pathlib import Path

import numpy as np

from queries.coverage_choice import Cover, best, greedy
from queries.reach import Edge, Reach

__all__ = ["HEAD", "compared", "generated"]

HEAD = (
    "| cities | steps | pilots | greedy reaches | best | ratio | greedy | best |",
    "|---|---|---|---|---|---|---|---|",
)
"""Of the table whose rows `compared` makes."""

CITIES = 10_000


def generated(cities: int = CITIES, ties: int = 17_500, seed: int = 1) -> list[Edge]:
    """Pairs of cities, heavy-tailed: how often a city is drawn falls with its rank, as a power.

    Examples
    --------
    >>> len(generated(100, 200)) > 150, generated(100, 200) == generated(100, 200)
    (True, True)
    """
    rng = np.random.default_rng(seed)
    chance = 1.0 / np.arange(8, cities + 8) ** 0.6
    ends = rng.choice(cities, size=(ties, 2), p=chance / chance.sum())
    pairs = {(min(a, b), max(a, b)) for a, b in ends.tolist() if a != b}
    return [(f"city-{a}", f"city-{b}", "TWINNED_WITH") for a, b in sorted(pairs)]


def read(path: Path) -> list[Edge]:
    """Pairs of a file with two columns, separated by tabs."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = {tuple(sorted(row[:2])) for row in csv.reader(file, delimiter="\t") if row[0] != row[1]}
    return [(a, b, "TWINNED_WITH") for a, b in sorted(rows)]


def compared(edges: list[Edge], starts: list[str], count: int, steps: int, seconds: float) -> str:
    """A row: greedy, the optimum or its bound, the ratio, and the seconds of each."""
    reach = Reach(edges, starts, steps)
    ones = np.ones(reach.matrix.shape[1])
    cover = Cover(starts, [""] * len(starts), reach.matrix, ones, np.zeros(len(starts)), count)
    began = time.perf_counter()
    chosen = greedy(cover)
    between = time.perf_counter()
    found = best(cover, seconds=seconds)
    ended = time.perf_counter()
    worth = cover.value(chosen)
    sort = "optimum, proven" if found.proven else "bound from above, proven"
    return (
        f"| {len(starts):,} | {steps} | {count} | {worth:,.0f} | {found.value:,.1f} ({sort}) | {worth / found.value:.4f} "
        f"| {between - began:.2f} s | {ended - between:.1f} s |"
    )


def main() -> None:
    """Read the options and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=Path, metavar="FILE.tsv", help="pairs of cities instead of generated ones")
    parser.add_argument("--count", type=int, default=20, metavar="K")
    parser.add_argument("--seconds", type=float, default=240.0, help="that integer programming may take")
    options = parser.parse_args()
    edges = read(options.pairs) if options.pairs else generated(CITIES)
    starts = {end for edge in edges for end in edge[:2]}
    if not options.pairs:
        starts |= {f"city-{number}" for number in range(CITIES)}  # also those without a tie
    print("\n".join(HEAD))
    for steps in (1, 2):
        print(compared(edges, sorted(starts), options.count, steps, options.seconds), flush=True)


if __name__ == "__main__":
    main()

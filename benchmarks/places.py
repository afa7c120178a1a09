"""Measures how far actors move on the map when the data changes a little, and how well their places tell who is tied.

`python benchmarks/places.py [NETWORK ...]` prints the table; each NETWORK is a folder or file that Liaison reads. Without one
it takes the sample and generated networks. `--edges FILE` adds networks cut out of a file of two columns, each line a tie:
the pieces that a walk from some actor reaches first. Nothing is written.

Moves are shares of the longer side of the picture, median and 95th percentile over the actors that are tied before and after,
over several draws of the change. *ties* is the mean length of a tie against the mean distance of any two actors; *country*
the same of two actors of one country; *stress* how far distances are from the numbers of steps between actors, after the best
scale (Kruskal 1964, normalised; 0 is perfect).
"""

from __future__ import annotations

import argparse
import copy
import csv
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
from generate import generate
from scipy.sparse import csr_array
from scipy.sparse.csgraph import shortest_path

import loaders
from graphmodel.border import assemble
from graphmodel.network import Network
from graphmodel.schema import builtin_schema
from graphmodel.sheets import Sheet, Sheets
from viz.layouts import spring

Points = npt.NDArray[np.float64]
Change = Callable[[Network, Sheets, np.random.Generator], Network]
Frame = tuple[Network, Points]
HERE = Path(__file__).resolve().parent
SAMPLE = HERE.parent / "sample_data" / "western_balkans"
SIZES = (50, 200, 500, 1_000, 2_000, 5_000)


def main() -> None:
    """Measure all and print it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("networks", nargs="*", type=Path, metavar="NETWORK")
    parser.add_argument("--edges", action="append", type=Path, default=[], metavar="FILE")
    parser.add_argument("--sizes", type=int, nargs="*", default=list(SIZES), help="of generated and cut out networks")
    parser.add_argument("--ties", type=float, default=2.0, help="for each actor of a generated network")
    parser.add_argument("--draws", type=int, default=3, help="of each change")
    options = parser.parse_args()
    print("| network | actors | ties | s | " + " | ".join(CHANGES) + " | ties | country | stress |")
    print("|---|---|---|---|" + "---|" * (len(CHANGES) + 3))
    for name, network in _networks(options):
        print(row(name, network, options.draws), flush=True)


def _networks(options: argparse.Namespace) -> Iterator[tuple[str, Network]]:
    for path in options.networks or [SAMPLE]:
        yield path.name, loaders.load(path)
    for path in options.edges:
        lines = _lines(path)
        for size in options.sizes:
            if size < len({end for line in lines for end in line}):
                yield f"{path.stem} {size}", _cut(lines, size)
        yield path.stem, _of_lines(lines)
    if not options.networks:
        for size in options.sizes:
            for seed in (1, 2) if size < 5_000 else (1,):
                with tempfile.TemporaryDirectory() as folder:
                    generate(Path(folder) / "network", size, int(size * options.ties), seed)
                    yield f"generated {seed}", loaders.load(Path(folder) / "network")


def _lines(path: Path) -> list[tuple[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        dialect: type[csv.Dialect] = csv.excel_tab if path.suffix == ".tsv" else csv.excel
        lines = [(row[0], row[1]) for row in csv.reader(file, dialect)]
    return [line for line in lines if line != ("source", "target")]


def _cut(lines: list[tuple[str, str]], size: int) -> list[tuple[str, str]] | Network:
    """Of the actors that a walk in breadth from the first one reaches, the first so many, with all ties among them."""
    near: dict[str, list[str]] = {}
    for a, b in lines:
        near.setdefault(a, []).append(b)
        near.setdefault(b, []).append(a)
    kept = dict.fromkeys([min(near)])
    for ident in (queue := list(kept)):
        for other in near[ident]:
            if other not in kept and len(kept) < size:
                kept[other] = None
                queue.append(other)
    return _of_lines([line for line in lines if line[0] in kept and line[1] in kept])


def _of_lines(lines: list[tuple[str, str]]) -> Network:
    """Cities of one country, of which nothing else is known, twinned by each line."""
    idents = dict.fromkeys(f"actor-{end.lower()}" for line in lines for end in line)
    actors = [{"id": ident, "kind": "City", "name": ident, "country": "MK"} for ident in idents]
    pairs = {tuple(sorted(f"actor-{end.lower()}" for end in line)) for line in lines if line[0] != line[1]}
    ties = [{"from": a, "tie": "TWINNED_WITH", "to": b} for a, b in sorted(pairs)]
    tables = {
        "actors": Sheet.of_records("actors", ["id", "kind", "name", "country"], actors),
        "ties": Sheet.of_records("ties", ["from", "tie", "to"], ties),
    }
    return assemble(Sheets(tables), builtin_schema())


# what changes


def rows_reordered(network: Network, sheets: Sheets, rng: np.random.Generator) -> Network:
    """Rows of all sheets in another order."""
    sheets = copy.deepcopy(sheets)
    for sheet in sheets.tables.values():
        order = rng.permutation(len(sheet)).tolist()
        sheet.cells = {name: [cells[at] for at in order] for name, cells in sheet.cells.items()}
    return assemble(sheets, network.schema)


def actor_added(network: Network, sheets: Sheets, rng: np.random.Generator) -> Network:
    """One city more, in the country of another, with one tie to it."""
    sheets = copy.deepcopy(sheets)
    cities = network.actors[network.actors["kind"] == "City"]
    other = cities.iloc[int(rng.integers(len(cities)))]
    ident = f"new-city-{rng.integers(10**6)}"
    _append(sheets.tables["actors"], {"id": ident, "kind": "City", "name": ident, "country": str(other["country"])})
    _append(sheets.tables["ties"], {"from": ident, "tie": "TWINNED_WITH", "to": str(other["id"])})
    return assemble(sheets, network.schema)


def _append(sheet: Sheet, cells: dict[str, str]) -> None:
    for name, column in sheet.cells.items():
        column.append(cells.get(name, ""))
    sheet.rows.append(len(sheet.rows) + 2)
    sheet.lines.append(len(sheet.lines) + 2)


def tie_removed(network: Network, sheets: Sheets, rng: np.random.Generator) -> Network:
    """One tie less."""
    told = network.ties["id"][~network.ties["derived"].astype(bool)].tolist()
    return network.edited(without=[told[int(rng.integers(len(told)))]])


def ties_added(network: Network, sheets: Sheets, rng: np.random.Generator) -> Network:
    """One tie in a hundred more, at least one, between any two cities."""
    cities = network.actors["id"][network.actors["kind"] == "City"].tolist()
    have = set(zip(network.ties["source"], network.ties["target"], strict=True))
    found: dict[tuple[str, str], None] = {}
    while len(found) < max(1, round(len(network.ties) / 100)):
        a, b = sorted(cities[int(at)] for at in rng.choice(len(cities), 2, replace=False))
        if (a, b) not in have:
            found[a, b] = None
    return network.with_ties([(a, "TWINNED_WITH", b) for a, b in found])


CHANGES: dict[str, Change] = {
    "rows reordered": rows_reordered, "one actor more": actor_added, "one tie less": tie_removed, "1 % ties more": ties_added,
}  # fmt: skip


# what is measured


def row(name: str, network: Network, draws: int) -> str:
    """The table's row of a network."""
    sheets = network.to_sheets()
    begun = time.perf_counter()
    points = placed(network)
    taken = time.perf_counter() - begun
    cells = []
    for change in CHANGES.values():
        moves = []
        for seed in range(draws):
            changed = change(network, sheets, np.random.default_rng(seed))
            moves.append(moved((network, points), (changed, placed(changed))))
        moves_all = np.concatenate(moves)
        cells.append(f"{np.median(moves_all):.3f} {np.quantile(moves_all, 0.95):.3f}" if moves_all.any() else "0")
    told = " | ".join(f"{value:.2f}" for value in quality(network, points))
    count = int((~np.isnan(points[:, 0])).sum())
    return f"| {name} | {count:,} | {len(_pairs(network)):,} | {taken:.2f} | " + " | ".join(cells) + f" | {told} |"


def placed(network: Network) -> Points:
    """Places of those with a tie; the others' are NaN."""
    flags = (network.actors["kind"] != "Country").to_numpy()
    points = spring(network, flags, _kinds(network)).points.copy()
    tied = np.unique(_pairs(network))
    points[np.setdiff1d(np.arange(len(points)), tied)] = np.nan
    return points


def _kinds(network: Network) -> list[str]:
    return [name for name, kind in network.schema.ties.items() if kind.derived is None]


def _pairs(network: Network) -> npt.NDArray[np.int64]:
    ties = network.ties[(network.ties["status"] != "denied") & network.ties["kind"].isin(_kinds(network))]
    pairs = np.sort(ties[["source_pos", "target_pos"]].to_numpy().astype(np.int64), axis=1)
    country = (network.actors["kind"] == "Country").to_numpy()
    return np.unique(pairs[(pairs[:, 0] != pairs[:, 1]) & ~country[pairs].any(axis=1)], axis=0)


def moved(before: Frame, after: Frame) -> Points:
    """How far each one that has a place in both has gone, as a share of the longer side of the picture before."""
    (network, old), (changed, new) = before, after
    at = [changed.position.get(ident, -1) for ident in network.actors["id"]]
    there = np.where(np.array(at)[:, None] >= 0, new[at], np.nan)
    far = np.linalg.norm(there - old, axis=1)
    return far[~np.isnan(far)] / np.nanmax(np.nanmax(old, axis=0) - np.nanmin(old, axis=0))


def quality(network: Network, points: Points) -> tuple[float, float, float]:
    """Length of ties, distance within a country, and stress, over the largest piece."""
    pairs, rng = _pairs(network), np.random.default_rng(0)
    n = len(points)
    table = csr_array((np.ones(len(pairs)), (pairs[:, 0], pairs[:, 1])), shape=(n, n))
    from_ = rng.choice(np.unique(pairs), min(200, len(np.unique(pairs))), replace=False)
    steps = shortest_path(table, directed=False, unweighted=True, indices=from_)
    there = np.isfinite(steps) & (steps > 0)
    far = np.linalg.norm(points[from_][:, None] - points[None], axis=2)
    d, x = steps[there], far[there]
    w = d**-2
    scale = (w * d * x).sum() / (w * x * x).sum()
    stress = float(np.sqrt((w * (scale * x - d) ** 2).sum() / (w * d * d).sum()))
    length = np.linalg.norm(points[pairs[:, 0]] - points[pairs[:, 1]], axis=1)
    country = network.actors["country"].astype(str).to_numpy()
    same = there & (country[from_][:, None] == country[None]) & (country[None] != "")
    return float(length.mean() / x.mean()), float(far[same].mean() / x.mean()) if same.any() else float("nan"), stress


if __name__ == "__main__":
    main()

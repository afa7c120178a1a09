"""The back-test on the twin cities of the world: how well the link ranker finds ties that were hidden, and how fast.

`python benchmarks/twinning_world.py FOLDER` prints the tables; `--write docs/backtest.md` puts them into the page, between
its marks; one run makes all of them, so that nothing on the page is copied by hand. FOLDER holds `names.tsv` (id, name)
and `relations.tsv` (id, id), as crawled from Wikidata; the data is not part of the project. Features were chosen while
looking at what seeds 0 and 1 of `queries.hidden_ties.split` hide; those ties are never among the hidden ones here.
"""

from __future__ import annotations

import argparse
import csv
import sys
import time
from pathlib import Path

import networkx as nx
import numpy as np
from pilots import HEAD, compared

from queries.backtest import RANKER, Backtest, Hiding, backtest, surroundings
from queries.hidden_ties import MEASURES, interval, split
from queries.link_features import LinkFeatures
from queries.link_ranker import LinkRanker, fit_link_ranker
from queries.link_scores import tie_matrix
from queries.tie_table import TieTable

HIDE = 0.1
LOOKED_AT = (0, 1)
"""Seeds whose hidden ties were looked at while the features were chosen."""
MARKS = ("<!-- measured: begin -->", "<!-- measured: end -->")
SAMPLE = 200_000
"""Pairs that networkx is timed on, in each turn."""
TURNS = 5
PARTNERS = 20
PILOTS = 20
SECONDS = 240.0
"""That integer programming may take."""


def read(folder: Path) -> TieTable:
    """The cities and their ties, each pair once; nothing else is recorded of them but a name."""
    with (folder / "names.tsv").open(encoding="utf-8", newline="") as file:
        names = {row[0]: row[1] for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)}
    with (folder / "relations.tsv").open(encoding="utf-8", newline="") as file:
        relations = [row[:2] for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)]
    ids = sorted(names)
    at = {ident: place for place, ident in enumerate(ids)}
    ends = np.sort(np.array([[at[a], at[b]] for a, b in relations], dtype=np.int64), axis=1)
    pairs = np.unique(ends[ends[:, 0] != ends[:, 1]], axis=0)
    n = len(ids)
    return TieTable(
        ids=tuple(ids), names=tuple(names[ident] for ident in ids), pairs=pairs,
        days=np.full(len(pairs), "NaT", dtype="datetime64[s]"), countries=np.full(n, -1), numbers=np.empty((n, 0)),
        codes=np.empty((n, 0), dtype=np.int64), kinds=np.zeros(n, dtype=np.int64), fits=np.ones((1, 1), dtype=bool),
    )  # fmt: skip


def hidings(table: TieTable, seeds: int) -> list[Hiding]:
    """A tenth of the ties hidden for each seed, none of them among those that were looked at."""
    seen = np.unique(np.concatenate([split(len(table.pairs), HIDE, seed)[1] for seed in LOOKED_AT]))
    free = np.setdiff1d(np.arange(len(table.pairs)), seen)
    made = []
    for seed in range(seeds):
        count = round(HIDE * len(table.pairs))
        hidden = np.sort(np.random.default_rng([seed, 2]).permutation(free)[:count])
        made.append(Hiding(np.delete(table.pairs, hidden, axis=0), table.pairs[hidden], seed))
    return made


def quality(found: Backtest) -> list[str]:
    """Measures of each method, what the ranker gains, and its weights."""
    lines = ["| method | " + " | ".join(MEASURES) + " |", "|---|" + "---|" * len(MEASURES)]
    for name in found.found:
        cells = []
        for measure in MEASURES:
            mean, low, high = interval(found.values(name, measure))
            cells.append(f"{mean:.4f} ({low:.4f} to {high:.4f})")
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    lines += [
        "",
        "| measure | best of the others | gain | 95 % interval of the gain | gain in % |",
        "|---|---|---|---|---|",
    ]
    for measure in MEASURES:
        mean, low, high = found.gain(measure)
        other = found.best_other(measure)
        before = float(np.mean(found.values(other, measure)))
        lines.append(
            f"| {measure} | {other} | {mean:+.4f} | {low:+.4f} to {high:+.4f} | {f'{mean / before:+.1%}' if before else ''} |"
        )
    lines += ["", "| feature | weight | varies by | what it is |", "|---|---|---|---|"]
    return lines + [f"| `{name}` | {w:+.3f} | {spread:.3f} | {words} |" for name, w, spread, words in found.weights()]


def speed(table: TieTable) -> list[str]:
    """All lists of twenty with their parts, beside networkx's Adamic–Adar over the same pairs; processor seconds.

    The two take turns, so that what else the machine does falls on both; of each the median counts.
    """
    started = time.process_time()
    ranker = fit_link_ranker(table.pairs, surroundings(table))
    fit = time.process_time() - started
    graph = nx.Graph()
    graph.add_nodes_from(range(table.n))
    graph.add_edges_from(table.pairs.tolist())
    draw = np.random.default_rng(0).integers(0, table.n, (SAMPLE, 2)).tolist()
    pairs = [(a, b) for a, b in draw if a != b and not graph.has_edge(a, b)]
    total = table.n * (table.n - 1) // 2 - len(table.pairs)
    turns = [(_ours(table, ranker), _networkx(graph, pairs) * total) for _ in range(TURNS)]
    ours, theirs = (float(np.median(one)) for one in zip(*turns, strict=True))
    ratios = [theirs / ours for ours, theirs in turns]
    return [
        "| what | processor seconds |",
        "|---|---|",
        f"| link ranker: the best {PARTNERS} of all {total:,} open pairs for each of {table.n:,} cities, with parts "
        f"| {ours:.1f} |",
        f"| networkx: Adamic–Adar of the same pairs, each once, from {len(pairs):,} drawn of them | {theirs:.0f} |",
        f"| how many times as fast: the median of {TURNS} turns (least, most) "
        f"| {np.median(ratios):.0f} ({min(ratios):.0f}, {max(ratios):.0f}) |",
        f"| the fit of the weights, once, on all {len(table.pairs):,} ties | {fit:.1f} |",
    ]


def _ours(table: TieTable, ranker: LinkRanker) -> float:
    """Processor seconds of all lists, from the ties on: features, scores, the best, their parts."""
    started = time.process_time()
    top = ranker.scores(LinkFeatures.of(tie_matrix(table.pairs, table.n), surroundings(table))).top(PARTNERS)
    spent = time.process_time() - started
    assert top.parts.shape[:2] == (table.n, PARTNERS)
    return spent


def _networkx(graph: nx.Graph, pairs: list[tuple[int, int]]) -> float:
    """Processor seconds a pair."""
    started = time.process_time()
    for _ in nx.adamic_adar_index(graph, pairs):
        pass
    return (time.process_time() - started) / len(pairs)


def pilots(table: TieTable, seconds: float) -> list[str]:
    """Twenty pilots by reach alone: greedy beside the optimum, or beside a bound that was proven in the time given."""
    edges = [(table.ids[a], table.ids[b], "TWINNED_WITH") for a, b in table.pairs.tolist()]
    rows = [compared(edges, sorted(table.ids), PILOTS, steps, seconds) for steps in (1, 2)]
    return [*HEAD, *rows]


def main() -> None:
    """Read the options and print or write the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--seconds", type=float, default=SECONDS, help="that integer programming may take")
    parser.add_argument("--only", choices=["quality", "speed", "pilots"], help="make one of the three alone")
    parser.add_argument("--write", type=Path, metavar="FILE", help="put the tables into this page, between its marks")
    options = parser.parse_args()
    if options.write and options.only:
        parser.error("--write puts all tables of one run into the page; leave out --only")
    table = read(options.folder)
    lines: list[str] = []
    if options.only in (None, "quality"):
        found = backtest(
            table, hidings(table, options.seeds), progress=lambda text: print(text, file=sys.stderr, flush=True)
        )
        mine, other = found.values(RANKER, "mrr"), found.values(found.best_other("mrr"), "mrr")
        ahead = sum(a > b for a, b in zip(mine, other, strict=True))
        head = f"{len(found.rankers)} hidings of {found.hidden:,} ties, {found.kept:,} kept; ahead by mrr in {ahead}."
        lines += ["### Hidden ties found again", "", head, "", *quality(found), ""]
    if options.only in (None, "speed"):
        lines += ["### Speed", "", *speed(table), ""]
    if options.only in (None, "pilots"):
        lines += [f"### {PILOTS} pilots by reach alone", "", *pilots(table, options.seconds), ""]
    text = "\n".join(lines).rstrip()
    print(text)
    if options.write:
        page = options.write.read_text(encoding="utf-8")
        before, rest = page.split(MARKS[0])
        after = rest.split(MARKS[1])[1]
        options.write.write_text(f"{before}{MARKS[0]}\n\n{text}\n\n{MARKS[1]}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()

"""Measures the triads of two-level networks: against sma, against the bare product of scipy, and in memory.

`python benchmarks/triads.py` prints the tables; `--write docs/benchmarks-triads.md` puts them there. sma is GPL-3 and no
dependency of Liaison: it is installed into an environment that this script makes and throws away. What sma finds is
compared with what Liaison finds before anything is timed.
"""

from __future__ import annotations

import argparse
import csv
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable
from pathlib import Path

import numpy as np
from run import cost, network

from queries.triads import TwoLevels, incidence_of, symmetric

HERE = Path(__file__).resolve().parent


def two_levels(actors: int, subjects: int, most: int, ties: int, seed: int) -> TwoLevels:
    """A generated network: subjects with 1 to `most` actors each, and ties among actors; the same for the same seed."""
    rng = np.random.default_rng(seed)
    degree = rng.integers(1, most + 1, subjects)
    places = incidence_of(
        rng.integers(0, actors, degree.sum()), np.repeat(np.arange(subjects), degree), (actors, subjects)
    )
    return TwoLevels(places, symmetric(rng.integers(0, actors, ties), rng.integers(0, actors, ties), actors))


def seconds(ask: Callable[[], object], runs: int = 7) -> float:
    """Median processor seconds of some runs, after one that is not counted."""
    found = []
    for _ in range(runs + 1):
        started = time.process_time()
        ask()
        found.append(time.process_time() - started)
    return statistics.median(found[1:])


def against_sma(folder: Path) -> list[str]:
    """All gaps with their weights of a network of 1,000 nodes."""
    levels = two_levels(600, 400, 8, 3000, seed=1)
    edges = folder / "edges.csv"
    with edges.open("w", encoding="utf-8", newline="") as file:
        among, across = levels.ties.tocoo(), levels.incidence.tocoo()
        rows = [(a, b) for a, b in zip(among.row.tolist(), among.col.tolist(), strict=True) if a < b]
        rows += [(a, 600 + s) for a, s in zip(across.row.tolist(), across.col.tolist(), strict=True)]
        csv.writer(file).writerows(rows)
    venv.create(folder / "sma", with_pip=True)
    python = folder / "sma" / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    subprocess.run([python, "-m", "pip", "install", "-q", "sma==2.3.4"], check=True)
    ran = subprocess.run(
        [python, str(HERE / "triads_with_sma.py"), str(edges), "600"], check=True, capture_output=True, text=True
    )
    theirs, gaps, weights = ran.stdout.split()
    found = levels.triads.open
    if (len(found), int(found.weight.sum())) != (int(gaps), int(weights)):
        raise SystemExit(f"sma finds {gaps} gaps of weight {weights}, Liaison {len(found)} of {found.weight.sum()}")
    ours = seconds(lambda: TwoLevels(levels.incidence, levels.ties).triads)
    return [
        "| network | gaps | their weights | sma.identifyGaps | Liaison | times as fast |",
        "|---|---|---|---|---|---|",
        f"| 600 actors, 400 subjects, {len(rows):,} ties | {len(found):,} | {int(found.weight.sum()):,} "
        f"| {float(theirs):.1f} s | {1000 * ours:.2f} ms | {float(theirs) / ours:,.0f} |",
    ]


def against_product() -> list[str]:
    """Gaps and critical ties of 100,000 nodes beside the product B·Bᵀ alone, which any answer needs."""
    rows = ["| network | two-paths | B·Bᵀ alone | all gaps and critical ties | ratio |", "|---|---|---|---|---|"]
    for most in (38, 60):
        levels = two_levels(60_000, 40_000, most, 300_000, seed=1)
        degree = np.asarray(levels.incidence.sum(axis=0), dtype=np.int64)
        product = seconds(lambda levels=levels: levels.incidence @ levels.incidence.T)
        ours = seconds(lambda levels=levels: TwoLevels(levels.incidence, levels.ties).triads)
        rows.append(
            f"| 60,000 actors, 40,000 subjects, 300,000 ties | {int((degree * (degree - 1)).sum()) / 1e6:.1f} million "
            f"| {product:.2f} s | {ours:.2f} s | {ours / product:.2f} |"
        )
    return rows


def in_memory(folder: Path) -> list[str]:
    """Peak memory of whole processes over a million ties: files to answer."""
    files = str(network(folder, 200_000, 1_000_000))
    liaison = str(Path(sys.executable).with_name("liaison"))
    rows = ["| command, 200,000 actors and 1,000,000 ties | processor | peak of memory |", "|---|---|---|"]
    for words in (["gaps"], ["brokers", "--limit", "10"], ["measure"]):
        took = cost([liaison, words[0], files, *words[1:], "--format", "json"], 1)
        rows.append(f"| `liaison {' '.join(words)}` | {took.cpu:.0f} s | {took.memory / 1024:.2f} GiB |")
    return rows


def brokerage() -> list[str]:
    """Roles of 10,000 actors; R's sna beside it if R and sna are there."""
    from queries.brokerage import constraint, effective_size, roles

    rng = np.random.default_rng(1)
    ties = symmetric(rng.integers(0, 10_000, 50_000), rng.integers(0, 10_000, 50_000), 10_000)
    groups = rng.integers(0, 30, 10_000)
    rows = ["| 10,000 actors, 50,000 ties, 30 groups | processor |", "|---|---|"]
    for name, ask in (
        ("roles of Gould and Fernandez", lambda: roles(ties, groups)),
        ("Burt's constraint", lambda: constraint(ties)),
        ("Burt's effective size", lambda: effective_size(ties)),
    ):
        rows.append(f"| {name} | {seconds(ask, 3):.2f} s |")
    if shutil.which("Rscript") is None:
        return [*rows, "", "R is not on the machine that this was measured on, so `sna::brokerage` is not beside it."]
    script = (
        "suppressMessages(library(sna)); e <- as.matrix(read.csv(commandArgs(TRUE)[1], header=FALSE)) + 1;"
        "g <- cbind(e, 1); attr(g, 'n') <- 10000; cl <- scan(commandArgs(TRUE)[2], quiet=TRUE);"
        "cat(system.time(brokerage(g, cl))[['user.self']])"
    )
    with tempfile.TemporaryDirectory() as folder:
        pairs, labels = Path(folder) / "edges.csv", Path(folder) / "groups.txt"
        both = ties.tocoo()
        np.savetxt(pairs, np.column_stack([both.row, both.col]), fmt="%d", delimiter=",")
        np.savetxt(labels, groups, fmt="%d")
        ran = subprocess.run(["Rscript", "-e", script, str(pairs), str(labels)], capture_output=True, text=True)
    said = f"{float(ran.stdout):.2f} s" if ran.returncode == 0 else "not measured: R has no package sna"
    return [*rows, f"| `sna::brokerage` of R | {said} |"]


def page(folder: Path, *, memory: bool) -> str:
    """All tables as one page."""
    parts = [
        "# Benchmarks: triads, brokers, memory",
        "",
        "Made by `python benchmarks/triads.py --write docs/benchmarks-triads.md` in one run on one machine. Only the ratios",
        "say something about another machine.",
        "",
        "## All gaps with weights, beside sma (the same network; the findings are compared first)",
        "",
        *against_sma(folder),
        "",
        "## A large network, beside the bare product of scipy",
        "",
        *against_product(),
        "",
        "## Brokerage and structural holes",
        "",
        *brokerage(),
        "",
    ]
    if memory:
        parts += ["## A million ties in memory", "", *in_memory(folder), ""]
    return "\n".join(parts)


def main() -> None:
    """Read the options and print or write the page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", type=Path, metavar="FILE", help="write the page there")
    parser.add_argument("--without-memory", action="store_true", help="leave out the network of a million ties")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        text = page(Path(folder), memory=not options.without_memory)
    if options.write:
        options.write.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()

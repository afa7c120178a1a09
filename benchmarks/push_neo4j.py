"""Pushing to a Neo4j beside a bare driver script, and the gap rules here and there: `make bench-neo4j`.

Each action is a process of its own on one server of the session; the bare script writes the same nodes and relationships
by plain UNWIND batches of 10,000 behind unique constraints.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from generate import generate

BATCH = 10_000
SECONDS = 120.0
"""Most that one rule may take."""


def push(folder: Path, uri: str) -> dict[str, Any]:
    """Liaison's push, from a network in memory."""
    import loaders
    from queries.engines.neo4j import Server
    from queries.engines.push import push as pushed

    network = loaders.load(folder)
    seen: list[float] = []
    begin = time.perf_counter()
    done = pushed(network, Server(uri), say=lambda text: seen.append(_memory()))
    took = time.perf_counter() - begin
    return {"seconds": took, "rows": done.changed, "growth": _growth(seen)}


def _growth(seen: list[float]) -> float:
    """By how much memory grew after the first tenth of the batches."""
    return max(seen[len(seen) // 10 :]) - seen[len(seen) // 10] if seen else 0.0


def bare(folder: Path, uri: str) -> dict[str, Any]:
    """The same rows by a script that knows nothing but the driver."""
    from neo4j import GraphDatabase

    import loaders
    from queries.engines.load import engine_tables
    from queries.engines.push import shown

    network = loaders.load(folder)
    begin = time.perf_counter()
    tables = engine_tables(shown(network))
    count = 0
    with GraphDatabase.driver(uri) as driver, driver.session() as session:
        for node in tables.nodes:
            for label in (node.label, *node.labels):
                session.run(f"CREATE CONSTRAINT FOR (n:`{label}`) REQUIRE n.id IS UNIQUE").consume()
        for node in tables.nodes:
            kinds: dict[str, str] = {}
            for label, ids in node.labels.items():
                for ident in ids.tolist():
                    kinds[ident] = f"{kinds.get(ident, '')}:`{label}`"
            rows: dict[str, list[dict[str, Any]]] = {}
            for row in _records(node.frame):
                rows.setdefault(kinds.get(row["id"], ""), []).append(row)
            for labels, mine in rows.items():
                for start in range(0, len(mine), BATCH):
                    batch = mine[start : start + BATCH]
                    text = f"UNWIND $rows AS row CREATE (n:`{node.label}`{labels}) SET n = row"
                    session.execute_write(lambda tx, text=text, batch=batch: tx.run(text, rows=batch).consume())
                    count += len(batch)
        for tie in tables.ties:
            text = (
                f"UNWIND $rows AS row MATCH (a:`{tie.source}` {{id: row.from}}) MATCH (b:`{tie.target}` {{id: row.to}}) "
                f"CREATE (a)-[r:`{tie.type}`]->(b) SET r = row.properties"
            )
            for start in range(0, len(tie.frame), BATCH):
                batch = [
                    {"from": row.pop("from_id"), "to": row.pop("to_id"), "properties": row}
                    for row in _records(tie.frame.iloc[start : start + BATCH])
                ]
                session.execute_write(lambda tx, text=text, batch=batch: tx.run(text, rows=batch).consume())
                count += len(batch)
    return {"seconds": time.perf_counter() - begin, "rows": count, "growth": 0.0}


def _records(frame: Any) -> list[dict[str, Any]]:
    from queries.engines.difference import rows_of

    names = list(frame.columns)
    return [
        {name: value for name, value in zip(names, row, strict=True) if value is not None} for row in rows_of(frame)
    ]  # fmt: skip


def rules(folder: Path, uri: str) -> dict[str, Any]:
    """Every gap rule on the embedded engine and on the server: seconds and rows of its query."""
    import loaders
    from graphmodel.errors import LimitExceeded
    from queries.engines import open_engine
    from queries.engines.base import Limits
    from queries.engines.neo4j import Neo4jEngine, Server
    from queries.engines.push import shown
    from queries.gap_rules import gap_rules, rule_parameters

    view = shown(loaders.load(folder))
    begin = time.perf_counter()
    embedded = open_engine(view)
    loading = time.perf_counter() - begin
    server = Neo4jEngine(Server(uri).open(), view.schema)
    found: dict[str, list[Any]] = {}
    for rule in gap_rules(view):
        given = rule_parameters(rule, view)
        row: list[Any] = []
        for engine in (embedded, server):
            begin = time.perf_counter()
            try:
                rows = len(engine.run(rule.text, given, limits=Limits(SECONDS, 3_000_000, 10**10, 10**11)).rows)
            except LimitExceeded:
                rows = -1
            row += [time.perf_counter() - begin, rows]
        found[rule.name] = row
    return {"loading": loading, "rules": found}


ACTIONS = {"push": push, "bare": bare, "rules": rules}


def _memory() -> float:
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * 4096 / 1e6


def measured(action: str, folder: Path, uri: str) -> dict[str, Any]:
    """One action in a process of its own."""
    command = [sys.executable, __file__, "--action", action, str(folder), uri]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    found: dict[str, Any] = json.loads(done.stdout)
    print(action, folder.name, found, file=sys.stderr, flush=True)
    return found


def page(folder: Path, sizes: list[tuple[int, int]]) -> Iterator[str]:
    """All tables."""
    sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
    from neo4j_server import Neo4jServer

    points = []
    for actors, ties in sizes:
        net = folder / f"net-{ties}"
        if not net.exists():
            generate(net, actors, ties)
        found: dict[str, Any] = {}
        for action in ("bare", "push"):
            server = Neo4jServer(Path(tempfile.mkdtemp(dir=folder)), memory="1g").start()
            try:
                found[action] = measured(action, net, server.uri)
                if action == "push":
                    found["rules"] = measured("rules", net, server.uri)
            finally:
                server.stop()
        points.append((actors, ties, found))
    yield "# On a Neo4j server: numbers"
    yield ""
    yield "Made by `make bench-neo4j` (`benchmarks/push_neo4j.py`) in one run on one machine, with Neo4j Community 5.26 beside the"
    yield "client on the same cores (1 GB of heap). Generated networks. Only the ratios say something about another machine."
    yield f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.machine()}."
    yield ""
    yield "## Push, beside a bare driver script"
    yield ""
    yield "The bare script writes the same nodes and relationships by plain UNWIND batches of 10,000 behind unique constraints; it"
    yield "keeps no sheets, and nobody can ask while it runs. Seconds from the network in memory; memory of the client's process."
    yield ""
    yield "| actors | ties | rows written | bare script, s | push, s | push / bare | client's peak, MB (bare, push) | growth from the first tenth of batches on, MB |"
    yield "|---|---|---|---|---|---|---|---|"
    for actors, ties, found in points:
        one, other = found["bare"], found["push"]
        yield (
            f"| {actors:,} | {ties:,} | {other['rows']:,} | {one['seconds']:.1f} | {other['seconds']:.1f} | "
            f"{other['seconds'] / one['seconds']:.2f} | {one['peak']:.0f}, {other['peak']:.0f} | {other['growth']:.0f} |"
        )
    yield ""
    actors, ties, found = points[-1]
    yield f"## Gap rules, embedded and on the server ({actors:,} actors, {ties:,} ties)"
    yield ""
    yield f"Seconds of each rule's query and its rows; loading the embedded engine took {found['rules']['loading']:.1f} s. − = not"
    yield f"answered within {SECONDS:g} s."
    yield ""
    yield "| rule | rows | embedded | server |"
    yield "|---|---|---|---|"
    for name, (here, rows, there, others) in found["rules"]["rules"].items():
        shown = [f"{seconds:.2f}" if count >= 0 else "−" for seconds, count in ((here, rows), (there, others))]
        yield f"| {name} | {max(rows, others):,} | {shown[0]} | {shown[1]} |"
    yield ""
    yield "## How it grows"
    yield ""
    yield "Whole seconds: a push; all gap rules' queries on either engine."
    yield ""
    yield "| ties | push | rules, embedded with loading | rules, server |"
    yield "|---|---|---|---|"
    for _, ties, found in points:
        asked = found["rules"]["rules"].values()
        here, there = (sum(row[at] for row in asked) for at in (0, 2))
        yield (f"| {ties:,} | {found['push']['seconds']:.1f} | {here + found['rules']['loading']:.1f} | {there:.1f} |")
    yield ""
    if len(points) > 1:
        (_, x0, a), (_, x1, b) = points[-2:]
        power = math.log(b["push"]["seconds"] / a["push"]["seconds"]) / math.log(x1 / x0)
        yield f"Between the last two sizes a push grows with the number of ties to the power of {power:.2f}."
        yield ""


def main() -> None:
    """Read the options and print, write, or do one action."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", type=Path, metavar="FILE", help="write the page there")
    parser.add_argument(
        "--sizes", default="200:1000,2000:10000,20000:100000,100000:500000,200000:1000000", metavar="ACTORS:TIES,…"
    )
    parser.add_argument("--action", choices=ACTIONS, help=argparse.SUPPRESS)
    parser.add_argument("where", nargs="*", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.action:
        found = ACTIONS[options.action](Path(options.where[0]), options.where[1])
        found["peak"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
        print(json.dumps(found))
        return
    sizes = [(int(a), int(b)) for a, b in (one.split(":") for one in options.sizes.split(","))]
    with tempfile.TemporaryDirectory() as folder:
        text = "\n".join(page(Path(folder), sizes))
    if options.write:
        options.write.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()

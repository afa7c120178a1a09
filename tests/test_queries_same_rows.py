"""The same question gives the same rows on the embedded engine and on a real Neo4j."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from random_networks import random_network
from random_queries import Writer
from small_network import actor, small_network

import loaders
from graphmodel.network import Network
from graphmodel.schema import read_schema
from liaison.findings import gaps_json
from liaison.output import json_text
from liaison.parameters import query_parameters
from liaison.partner_pages import partners_json
from liaison.pilot_pages import pilots_json
from queries.engines import open_engine
from queries.engines.base import Engine, Limits, Result
from queries.engines.guard import portable
from queries.engines.neo4j import Neo4jEngine, Server
from queries.engines.push import push, shown
from queries.gaps import find_gaps
from queries.partners import partners
from queries.pilots import choose_pilots
from queries.query import catalogue

DISTRICT = "District:\n  label: {en: District, ar: حي}\n  is_a: City\n"
ALL = Limits(seconds=60, rows=200_000)


def generated() -> Network:
    """A network as `benchmarks/generate.py` makes it."""
    from tempfile import TemporaryDirectory

    from generate import generate

    with TemporaryDirectory() as folder:
        generate(Path(folder) / "net", 900, 2500, seed=3)
        return loaders.load(Path(folder) / "net")


def with_own_kind(tmp: Path) -> Network:
    """A random network with a kind of city of its own."""
    (tmp / "schema" / "nodes").mkdir(parents=True)
    (tmp / "schema" / "nodes" / "district.yaml").write_text(DISTRICT, encoding="utf-8")
    return random_network(11, schema=read_schema(tmp / "schema"))


NETWORKS: dict[str, Callable[[Path], Network]] = {
    "sample": lambda tmp: loaders.load(Path(__file__).parent.parent / "sample_data" / "western_balkans"),
    "generated": lambda tmp: generated(),
    "own kind": with_own_kind,
    **{f"random {seed}": lambda tmp, seed=seed: random_network(seed) for seed in range(1, 4)},
}


@pytest.fixture(scope="module", params=NETWORKS, ids=str)
def both(request, server: Server, tmp_path_factory) -> Iterator[tuple[Network, Engine, Engine]]:
    """A network as it is shown, the embedded engine and Neo4j with it."""
    network = NETWORKS[request.param](tmp_path_factory.mktemp("net"))
    server.command("MATCH (n) DETACH DELETE n")
    pushed = push(network, server)
    view = shown(network)
    embedded = open_engine(view)
    yield view, embedded, Neo4jEngine(server, network.schema, pushed.generation)
    embedded.close()


def settled(result: Result) -> list[list[Any]]:
    """Rows with their lists in order: `collect` promises none."""
    return [
        [sorted(value, key=repr) if isinstance(value, list) else value for value in row] for row in result.rows
    ]  # fmt: skip


def answered(
    embedded: Engine, neo4j: Neo4jEngine, asked: Sequence[tuple[str, dict[str, Any]]]
) -> Iterator[tuple[Result, Result]]:
    """The answers of both, in the order of the questions; the server plans two at a time, and planning is what takes long."""
    neo4j.server.open()
    with ThreadPoolExecutor(max_workers=2) as pool:
        others = pool.map(lambda question: neo4j.run(*question, limits=ALL), asked)
        for question, other in zip(asked, others, strict=True):
            yield embedded.run(*question, limits=ALL), other


def test_every_query_of_the_catalogue(both):
    view, embedded, neo4j = both
    cities = view.actors["id"][view.actors["kind"].isin(view.schema.descendants("City")).to_numpy()].tolist()
    asked: list[tuple[str, str, dict[str, Any]]] = []
    for query in catalogue(schema=view.schema):
        for city in cities[:2]:
            named = {
                "city": city,
                "giver": city,
                "taker": "",
                "actors": "City",
                "subjects": "Practice",
                "as_of": "2020-01-01",
            }
            chosen = {name: value for name, value in named.items() if name in query.parameters}
            if view.seen_as_of is not None:
                chosen.pop("as_of", None)
            asked.append((query.name, query.text, query_parameters(view, query, chosen)))
    answers = answered(embedded, neo4j, [(text, given) for _, text, given in asked])
    for (name, _, _), (one, other) in zip(asked, answers, strict=True):
        assert one.columns == other.columns, name
        assert settled(one) == settled(other), name


def test_gaps_partners_and_pilots_as_json(both):
    view, embedded, neo4j = both
    city = view.actors["id"][(view.actors["kind"] == "City").to_numpy()].tolist()[0]
    answers = [
        [
            json_text(gaps_json(view, find_gaps(view, engine=engine))),
            json_text(partners_json(city, partners(view, city, engine=engine))),
            json_text(pilots_json(choose_pilots(view, 2, engine=engine, must=[city]))),
        ]
        for engine in (embedded, neo4j)
    ]
    assert answers[0] == answers[1]
    assert len(json.loads(answers[0][0])["gaps"]) > 5


def number(name: str) -> int:
    """How many random queries a network gets, 2,100 in all: few where each one finds very many rows."""
    return 100 if name == "generated" else 400


def test_random_queries(both, request):
    """Rows, their order and the names of columns; most queries find something, so that equal is not merely empty."""
    view, embedded, neo4j = both
    name = request.node.callspec.id
    writer = Writer(view, seed=sum(map(ord, name)))
    texts = [writer.query() for _ in range(number(name))]
    assert [text for text in texts if portable(text)] == []
    found: Counter[str] = Counter()
    for text, (one, other) in zip(texts, answered(embedded, neo4j, [(text, {}) for text in texts]), strict=True):
        assert one.columns == other.columns, text
        assert settled(one) == settled(other), text
        found["rows" if one.rows else "none"] += 1
    assert found["rows"] > number(name) // 3


PARALLEL = small_network(
    [actor("a", "City", "MK"), actor("b", "City", "AL"), actor("club", "Organisation"), actor("plan", "Programme"),
     actor("g", "CivilSocietyGroup", "MK")],
    [*(("a", "MEMBER_OF", "club", {"key": f"k{n}"}) for n in range(3)),
     *(("a", "MEMBER_OF", "plan", {"key": f"k{n}"}) for n in range(2)), ("g", "MEMBER_OF", "club"),
     ("a", "TWINNED_WITH", "b"), ("b", "TWINNED_WITH", "a", {"key": "again"})],
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        pytest.param("MATCH (a:City {id: 'a'})-[t:MEMBER_OF]->(x) RETURN x.id AS x, count(t) AS n ORDER BY x",
                     [("club", 3), ("plan", 2)], id="several kinds of ends"),
        pytest.param("MATCH (:City)-[t:TWINNED_WITH]-(:City) RETURN count(t) AS n", [(4,)], id="undirected"),
        pytest.param("MATCH (x:Mayor) RETURN count(x) AS n", [(0,)], id="a kind without an actor"),
        pytest.param("MATCH (:City)-[t:ADOPTED]->(:Plan) RETURN count(t) AS n", [(0,)], id="a tie without one"),
        pytest.param("MATCH (n:LiaisonNetwork) RETURN n.name AS name, n.as_of AS day", [(None, "2018-12-31")], id="itself"),
        pytest.param("MATCH (n) RETURN count(n) AS n", [(9,)], id="all nodes"),
    ],
)  # fmt: skip
def test_what_engines_are_known_to_get_wrong(text, rows, empty):
    """Counted by hand: five actors, two countries, one source, the network."""
    push(PARALLEL, empty)
    for engine in (open_engine(shown(PARALLEL)), Neo4jEngine(empty, PARALLEL.schema)):
        assert engine.run(text).rows == rows

"""What a text is told before it is asked, and at which place: names that nothing has, arrows, slips, what is too much."""

from __future__ import annotations

import contextlib
import json
import random
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest
from conftest import SAMPLE
from hypothesis import given
from hypothesis import strategies as st
from small_network import actor, small_network

import loaders
from graphmodel.errors import LiaisonError, Refused, UsageProblem
from graphmodel.network import Network
from graphmodel.schema import builtin_schema
from queries.engines import open_engine
from queries.engines.base import Engine
from queries.engines.guard import check, doubts, read
from queries.engines.reading import MAX_CHAIN, MAX_UNIONS
from queries.engines.reading.words import FUNCTIONS, ONLY_ON_A_SERVER, SPELLED
from queries.query import catalogue


@pytest.fixture(scope="module")
def engine(sample: Network) -> Iterator[Engine]:
    asked = open_engine(sample)
    yield asked
    asked.close()


def told(text: str) -> str:
    with pytest.raises(UsageProblem) as fault:
        check(text, builtin_schema())
    return str(fault.value)


# Too much for an engine

PATH, NODE = "-[:LEADS]->()", "(a)"
LONG: dict[str, Callable[[int], str]] = {
    "properties": lambda n: "MATCH (c:City) RETURN c" + ".a" * n + " AS x",
    "indexes": lambda n: "RETURN [[1]]" + "[0]" * n + " AS x",
    "slices": lambda n: "RETURN [1]" + "[0..1]" * n + " AS x",
    "IS NULL": lambda n: "RETURN 1" + " IS NULL" * n + " AS x",
    "minus": lambda n: "RETURN " + "- " * n + "1 AS x",
    "plus before": lambda n: "RETURN " + "+ " * n + "1 AS x",
    "NOT": lambda n: "RETURN " + "NOT " * n + "true AS x",
    "labels": lambda n: "MATCH (c" + ":City" * n + ") RETURN c.id AS x",
    "label condition": lambda n: "MATCH (c) WHERE c" + ":City" * n + " RETURN c.id AS x",
    "types": lambda n: "MATCH (c)-[:LEADS" + "|LEADS" * n + "]-(d) RETURN c.id AS x",
    "UNION": lambda n: "RETURN 1 AS x" + " UNION RETURN 1 AS x" * n,
    "UNION ALL": lambda n: "RETURN 1 AS x" + " UNION ALL RETURN 1 AS x" * n,
    "sums": lambda n: "RETURN 1" + "+1" * n + " AS x",
    "powers": lambda n: "RETURN 1" + "^1" * n + " AS x",
    "AND": lambda n: "MATCH (c:City) WHERE c.id = 'a'" + " AND c.id = 'a'" * n + " RETURN c.id AS x",
    "OR": lambda n: "MATCH (c:City) WHERE c.id = 'a'" + " OR c.id = 'a'" * n + " RETURN c.id AS x",
    "comparisons": lambda n: "RETURN 1" + " = 1" * n + " AS x",
    "IN": lambda n: "RETURN 1" + " IN [1]" * n + " AS x",
    "texts": lambda n: "RETURN 'a'" + " || 'a'" * n + " AS x",
    "list": lambda n: "RETURN [1" + ", 1" * n + "] AS x",
    "map": lambda n: "RETURN {a: 1" + ", a: 1" * n + "} AS x",
    "CASE": lambda n: "RETURN CASE" + " WHEN false THEN 1" * n + " END AS x",
    "path": lambda n: f"MATCH {NODE}{PATH * n} RETURN a.id AS x",
    "paths": lambda n: "MATCH (a:City)" + ", (a)" * n + " RETURN a.id AS x",
    "MATCH": lambda n: "MATCH (a:City {id: 'x'}) " * n + "RETURN a.id AS x",
    "OPTIONAL MATCH": lambda n: "MATCH (a:City {id: 'x'}) " + "OPTIONAL MATCH (a)-[:LEADS]-(b) " * n + "RETURN a.id AS x",
    "WITH": lambda n: "WITH 1 AS a " * n + "RETURN a AS x",
    "UNWIND": lambda n: "UNWIND [1] AS a " * n + "RETURN a AS x",
    "CALL": lambda n: "WITH 1 AS q " + "CALL { RETURN 1 AS z } WITH 1 AS q " * n + "RETURN q AS x",
    "brackets": lambda n: "RETURN " + "(" * n + "1" + ")" * n + " AS x",
    "lists in lists": lambda n: "RETURN " + "[" * n + "1" + "]" * n + " AS x",
    "maps in maps": lambda n: "RETURN " + "{a: " * n + "1" + "}" * n + " AS x",
    "CASE in CASE": lambda n: "RETURN " + "CASE WHEN true THEN " * n + "1" + " END" * n + " AS x",
    "functions": lambda n: "RETURN " + "abs(" * n + "1" + ")" * n + " AS x",
    "comprehensions": lambda n: "RETURN " + "[x IN [1] | " * n + "1" + "]" * n + " AS x",
    "EXISTS in EXISTS": lambda n: "RETURN " + "EXISTS { MATCH (c) WHERE " * n + "true" + " }" * n + " AS x",
    "CALL in CALL": lambda n: "CALL { " * n + "RETURN 1 AS y" + " } RETURN 1 AS y" * n,
    "paths in brackets": lambda n: "MATCH " + "(" * n + "(a)" + ")" * n + " RETURN a.id AS x",
    "NOT in brackets": lambda n: "RETURN " + "NOT (" * n + "true" + ")" * n + " AS x",
    "chains in brackets": lambda n: "MATCH (c) RETURN " + "(" * 40 + "c" + (".a" * (n // 40) + ")") * 40 + " AS x",
    "UNION in CALL": lambda n: "CALL { " * 20 + "RETURN 1 AS x" + (" UNION RETURN 1 AS x" * (n // 20) + " } RETURN x AS x") * 20,
}  # fmt: skip

ASKED = """
import json, sys, loaders
from pathlib import Path
import loaders
from graphmodel.errors import LiaisonError
from queries.engines import open_engine
from queries.engines.base import Limits
engine = open_engine(loaders.load(Path(sys.argv[1])))
for text in json.load(sys.stdin):
    try:
        engine.run(text, limits=Limits(seconds=30, work=200_000))
        print(json.dumps("answered"), flush=True)
    except LiaisonError as error:
        print(json.dumps(f"{type(error).__name__} {error}"), flush=True)
"""


def asked_in_a_child(texts: list[str]) -> list[str]:
    """What is said to each text, by a process that may die of one."""
    done = subprocess.run(
        [sys.executable, "-c", ASKED, str(SAMPLE)], input=json.dumps(texts), capture_output=True, text=True, check=False
    )
    said = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0, (done.returncode, texts[len(said)][:200], done.stderr[-300:])
    return said


@pytest.mark.parametrize("length", [190, 7_000], ids=str)
def test_no_length_of_anything_ends_the_process(length):
    """7,000 properties of properties, and 310 UNIONs, once did: by SIGSEGV, which no watchdog can catch."""
    texts = [text for make in LONG.values() if len(text := make(length)) <= 100_000]
    assert len(texts) >= 25
    said = asked_in_a_child(texts)
    assert len(said) == len(texts)


WRAPS = (
    "(§)", "[§]", "{a: §}", "NOT §", "-§", "coalesce(§, 1)", "CASE WHEN true THEN § END", "CASE § WHEN 1 THEN 2 END", "[x IN [§] | x]",
    "[x IN [1] | §]", "size([§])", "reduce(s = 0, x IN [§] | s)", "all(x IN [1] WHERE § IS NULL)", "(§) IS NOT NULL", "[§][0]", "(§).a.b",
    "1 + §", "§ AND true", "COUNT { MATCH (n:City) WHERE § IS NULL }", "EXISTS { MATCH (n:City) WHERE § IS NULL }", "n {.id, a: §}",
    "[(n)--(m) | §]",
)  # fmt: skip


def random_text(seed: int) -> str:
    """A text as deep as is read, of all forms that hold another, with long chains and UNIONs in between."""
    chance = random.Random(seed)
    inner = "n" + ".a" * chance.randint(0, 150)
    for _ in range(chance.randint(15, 46)):
        inner = chance.choice(WRAPS).replace("§", inner)
        if chance.random() < 0.1:
            inner = " + ".join([inner, *["1"] * chance.randint(1, 300)])
    one = f"MATCH (n:City {{id: 'kumanovo'}}) RETURN {inner} AS x"
    return " UNION ALL ".join([one, *["RETURN 1 AS x"] * chance.choice([0, 0, 50])])


def test_no_mixture_ends_the_process():
    texts = [random_text(seed) for seed in range(150)]
    said = asked_in_a_child(texts)
    assert len(said) == len(texts) and len([one for one in said if one == "answered"]) >= 5


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("MATCH (c:City) RETURN c" + ".a" * (MAX_CHAIN + 3) + " AS x", f"more than {MAX_CHAIN} signs, properties or labels in a row"),
        ("RETURN " + "NOT " * (MAX_CHAIN + 3) + "true AS x", f"more than {MAX_CHAIN} signs, properties or labels in a row"),
        ("RETURN 1 AS x" + " UNION RETURN 1 AS x" * (MAX_UNIONS + 1), f"a query with more than {MAX_UNIONS} UNIONs"),
        ("RETURN " + "[" * 51 + "]" * 51 + " AS x", "the query nests deeper than 50 levels"),
    ],
    ids=["properties", "NOT", "UNION", "nesting"],
)  # fmt: skip
def test_what_is_too_much_is_told_with_its_place(text, said):
    assert told(text).startswith(f"{said} (line 1, column ")


def test_what_is_long_and_not_deep_is_read():
    many = ", ".join(f"c.name AS n{number}" for number in range(500))
    assert len(read(f"MATCH (c:City) RETURN {many}").columns or ()) == 500
    read("RETURN 1 AS x" + " UNION RETURN 1 AS x" * MAX_UNIONS)


WORDS = st.sampled_from(
    "MATCH WITH RETURN WHERE UNWIND CALL UNION ORDER BY AS CASE WHEN THEN END NOT IN EXISTS COUNT all reduce keys c d x "
    "City 1 'a' $p ( ) [ ] { } , . : | - > < = * + .. ;".split()
)


@given(st.lists(WORDS, max_size=40))
def test_no_text_is_read_into_a_fault_of_our_own(words):
    with contextlib.suppress(LiaisonError):
        read(" ".join(["MATCH (c:City)", *words, "RETURN c.id AS id"]))


# Ties without direction


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "MATCH (a:City)-[:TWINNED_WITH]->(b) RETURN b.id AS b",
            "TWINNED_WITH has no direction, so an arrow finds it from one end only; write -[:TWINNED_WITH]-, and for each tie "
            "once -[t:TWINNED_WITH]- … WHERE startNode(t).id = a.id (line 1, column 32)\n"
            "  MATCH (a:City)-[:TWINNED_WITH]->(b) RETURN b.id AS b\n"
            "                                 ^",
        ),
        (
            "MATCH (a)\nWHERE EXISTS { (a)<-[:LEADS|PARTNERS_WITH]-() }\nRETURN a.id AS a",
            "PARTNERS_WITH has no direction, so an arrow finds it from one end only; write -[:LEADS|PARTNERS_WITH]-, and for "
            "each tie once -[t:LEADS|PARTNERS_WITH]- … WHERE startNode(t).id = a.id (line 2, column 19)\n"
            "  WHERE EXISTS { (a)<-[:LEADS|PARTNERS_WITH]-() }\n"
            "                    ^",
        ),
    ],
    ids=["one type", "among others"],
)  # fmt: skip
def test_an_arrow_on_a_tie_without_direction(text, message):
    assert told(text) == message


@pytest.mark.parametrize(
    "text",
    [
        "MATCH (a)-[:TWINNED_WITH]-(b) RETURN a.id AS a",
        "MATCH (a)-[:LEADS]->(b) RETURN a.id AS a",
        "MATCH (a)-[t]->(b) RETURN type(t) AS t",
        "MATCH (a)<-[:TWINNED_WITH]->(b) RETURN a.id AS a",
    ],
)
def test_an_arrow_that_says_something(text):
    check(text, builtin_schema())


def test_what_an_arrow_would_have_lost(engine):
    """Each twinning of the sample once by startNode, twice by its two ends: what the message proposes is right."""
    once = engine.run("MATCH (a)-[t:TWINNED_WITH]-(b) WHERE startNode(t).id = a.id RETURN count(t) AS n").rows
    both = engine.run("MATCH (a)-[t:TWINNED_WITH]-(b) RETURN count(t) AS n").rows
    alike = engine.run("MATCH (a)-[t]->(b) WHERE type(t) = 'TWINNED_WITH' RETURN count(t) AS n").rows
    assert [(2 * once[0][0],)] == both and once == alike and once[0][0] > 0


def test_ties_by_level_count_both_ends():
    """Three twinnings over four cities: an end that comes second is an actor with a tie too."""
    network = small_network(
        [actor(name, "City", "MK") for name in "abcd"],
        [("a", "TWINNED_WITH", "b"), ("a", "TWINNED_WITH", "c"), ("a", "TWINNED_WITH", "d")],
    )
    query = next(one for one in catalogue(schema=network.schema) if one.name == "tied-by-level")
    own = open_engine(network)
    rows = own.run(query.text).rows
    own.close()
    assert ("TWINNED_WITH", "local", "local", 3, 4) in rows


# Names that nothing has


@pytest.mark.parametrize(
    ("text", "said", "column"),
    [
        ("RETURN x AS y", "there is no variable 'x'; a text stands in quotes: 'x'", 8),
        ("MATCH (city:City) RETURN ciy.id AS id", "there is no variable 'ciy'; did you mean 'city'?", 26),
        ("MATCH (c:City) WHERE c.id = kumanovo RETURN c.id AS id",
         "there is no variable 'kumanovo'; known here: c; a text stands in quotes: 'kumanovo'", 29),
        ("MATCH (c:City) WITH c.id AS id RETURN c.name AS n",
         "'c' is not known here: WITH in line 1 does not pass it on; write WITH c, …", 39),
        ("MATCH (c:City) CALL { RETURN c.id AS z } RETURN z AS z",
         "'c' is not known in here: write CALL (c) { … } for a subquery to see it", 30),
        ("MATCH (c) RETURN [x IN [1] | x] + x AS z", "there is no variable 'x'; known here: c; a text stands in quotes: 'x'", 35),
        ("MATCH (c) WHERE any(x IN [1] WHERE y = x) RETURN c.id AS c",
         "there is no variable 'y'; known here: c; a text stands in quotes: 'y'", 36),
        ("MATCH (c) WHERE EXISTS { (c)--(d) WHERE e.id = 'a' } RETURN c.id AS c",
         "there is no variable 'e'; known here: c; a text stands in quotes: 'e'", 41),
        ("MATCH (c) RETURN c.id AS id ORDER BY name", "there is no variable 'name'; known here: c, id; a text stands in quotes: 'name'", 38),
        ("RETURN 1 AS a, 2 AS a", "two columns are called 'a'; rename one: … AS other", 16),
        ("RETURN 1 AS a UNION RETURN 2 AS b", "every part of a UNION returns the same columns: expected a, found b", 21),
        ("RETURN siz([1]) AS x", "there is no function 'siz'; did you mean 'size'?", 8),
        ("RETURN tolowercase('A') AS x", "there is no function 'tolowercase'; did you mean 'toLower'?", 8),
        ("RETURN zzz(1) AS x", "there is no function 'zzz'; docs/cypher.md lists those that there are", 8),
        ("RETURN duration.between2(1) AS x", "there is no function 'duration.between2'; did you mean 'duration.between'?", 8),
        ("RETURN `size`([1]) AS x", "a function is written without backticks: size(…)", 8),
    ],
)  # fmt: skip
def test_a_slip_is_told_with_its_place(text, said, column):
    shown = told(text)
    assert shown == f"{said} (line 1, column {column})\n  {text}\n  {' ' * (column - 1)}^"


@pytest.mark.parametrize(
    "text",
    [
        "MATCH (a {id: b.id}), (b) RETURN a.id AS a",
        "MATCH (a) WITH a.id AS i ORDER BY a.name RETURN i AS i",
        "MATCH (a) WITH a.id AS i WHERE a.name = 'x' RETURN i AS i",
        "MATCH (a) WITH *, a.id AS i RETURN a.name AS n, i AS i",
        "MATCH (a) CALL (a) { MATCH (a)--(b) RETURN count(b) AS n } RETURN a.id AS a, n AS n",
        "MATCH (a) CALL { WITH a MATCH (a)--(b) RETURN count(b) AS n UNION WITH a RETURN a.id AS n } RETURN n AS n",
        "MATCH (a) CALL (*) { RETURN a.id AS n } RETURN n AS n",
        "MATCH (a) WHERE EXISTS { MATCH (a)--(b) WHERE b.id > a.id } RETURN a.id AS a",
        "MATCH (a) RETURN a.id AS a, COUNT { (a)--(b) WHERE EXISTS { (b)--(c) WHERE c.id = a.id } } AS n",
        "MATCH (a) RETURN [(a)-[t]-(b) WHERE t.id > b.id | b.name] AS names",
        "MATCH (a) RETURN [p = (a)--(b) | length(p)] AS n",
        "MATCH p = (a)-[t*1..2]-(b) RETURN [n IN nodes(p) | n.id] AS x, size(t) AS s",
        "MATCH (a) RETURN reduce(s = 0, x IN [1, 2] | s + x + size(a.id)) AS n",
        "UNWIND [1, 2] AS x WITH x, x + 1 AS y RETURN [x IN [x] WHERE x < y | x + y] AS z",
        "MATCH (a) WHERE (a)-[:LEADS]->() RETURN a {.id, other: a.name, a} AS m",
        "WITH 1 AS a UNWIND range(a, 3) AS b RETURN b AS b, [a IN [a], b] AS c",
        "RETURN 1 AS x UNION ALL MATCH (c:City) RETURN count(c) AS x",
    ],
)
def test_a_name_that_is_known_is_no_slip(text):
    read(text)


@pytest.mark.parametrize(
    "text",
    ["RETURN apoc.load.csv('x') AS x", "RETURN file('x') AS x", "RETURN my.own(1) AS x", "RETURN load('x') AS x"],
)
def test_a_function_of_somebody_else_is_refused(text):
    with pytest.raises(
        Refused, match=r"^the function [\w.]+\(…\) is not on the list of those that only compute \(line 1, "
    ):
        read(text)


# Functions


@pytest.mark.parametrize("name", sorted(ONLY_ON_A_SERVER))
def test_a_function_that_the_engine_lacks_is_told_before(name, engine):
    with pytest.raises(UsageProblem) as fault:
        engine.run(f"RETURN {SPELLED[name]}(1) AS x")
    said = f"only a Neo4j server knows {SPELLED[name]}(…); write instead: {ONLY_ON_A_SERVER[name]} (line 1, column 8)\n"
    assert str(fault.value).startswith(said)
    with pytest.raises(Exception, match=r"(?i)unknown function"):
        engine._graph.cypher(f"RETURN {name}(1) AS x", disable_optimizer=True)


@pytest.mark.parametrize("name", sorted(FUNCTIONS - ONLY_ON_A_SERVER.keys()))
def test_every_other_function_is_known_to_the_engine(name, engine):
    try:
        engine.run(f"RETURN {SPELLED[name]}(1) AS x")
    except UsageProblem as fault:
        assert "nknown function" not in str(fault), fault


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("RETURN 1/0 AS x", "the query cannot be answered: Integer division by zero (line 1, column 9)\n  RETURN 1/0 AS x\n          ^"),
        ("RETURN date('x') AS x", "the query cannot be answered: date(): cannot parse 'x' as a date (expected YYYY, YYYY-MM, "
         "YYYY-MM-DD, YYYYMMDD, an ISO week date or an ordinal date) (line 1, column 8)\n  RETURN date('x') AS x\n         ^"),
        ("MATCH (a) RETURN DISTINCT a.level AS i ORDER BY a.id", "the query cannot be answered: Undefined variable 'a': ORDER BY after "
         "RETURN DISTINCT can only read projected columns, because DISTINCT merges the rows that carried 'a'. (line 1, column 49)\n"
         "  MATCH (a) RETURN DISTINCT a.level AS i ORDER BY a.id\n                                                  ^"),
        ("RETURN 1 = 1 = 1 AS x", "the engine does not understand the query: Unexpected token at start of clause: =\n"
         "  instead of a chain of comparisons write 1 < x AND x <= 2"),
    ],
)  # fmt: skip
def test_what_the_engine_says_has_its_place(text, message, engine):
    """And no hint on the order of rows, which is not what is wrong."""
    with pytest.raises(UsageProblem) as fault:
        engine.run(text)
    assert str(fault.value) == message


# What the engine adds


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("MATCH (c:City) RETURN keys(c) AS x", ["country", "ended", "id", "kind", "level", "name", "source"]),
        ("MATCH (c:City)-[t:IN_COUNTRY]->() RETURN keys(t) AS x", ["claims", "derived", "disputed", "id", "last_said", "publisher", "source", "sources"]),
        ("MATCH (c:City)-[t:IN_COUNTRY]->() RETURN keys(startNode(t)) AS x", ["country", "ended", "id", "kind", "level", "name", "source"]),
        ("RETURN keys({title: 1, type: 2, a: 3}) AS x", ["a", "title", "type"]),
        ("MATCH (c:City) RETURN c.title AS x", None),
        ("MATCH (c:City) RETURN c['type'] AS x", None),
        ("MATCH (c:City {type: 'Actor'}) RETURN count(c) AS x", 0),
        ("MATCH (c:City) WITH {title: 1} AS m RETURN m.title AS x", 1),
        ("MATCH (c:City) RETURN c {.name, .type} AS x", {"name": "A", "type": None}),
    ],
)  # fmt: skip
def test_no_property_that_nobody_has_written(text, expected, one_city):
    found = one_city.run(text).rows[0][0]
    assert (sorted(found) if isinstance(found, list) else found) == expected


@pytest.mark.parametrize("asked", ["properties(c)", "c {.*}", "c"])
def test_all_properties_are_those_of_the_files(asked, one_city):
    row = {
        "id": "a",
        "kind": "City",
        "name": "A",
        "country": "MK",
        "level": "local",
        "source": "report",
        "ended": False,
    }
    assert one_city.run(f"MATCH (c:City) RETURN {asked} AS x").rows == [(row,)]


def test_a_star_beside_keys_of_ones_own(one_city):
    found = one_city.run("MATCH (c:City) RETURN c {.*, type: 'mine', n: 1} AS x").rows[0][0]
    assert found["type"] == "mine" and found["n"] == 1 and found["name"] == "A"
    assert "title" not in found and not any(":" in key for key in found)


@pytest.fixture(scope="module")
def one_city() -> Iterator[Engine]:
    own = open_engine(small_network([actor("a", "City", "MK", name="A")]))
    yield own
    own.close()


@pytest.mark.parametrize("name", ["title", "type"])
def test_no_kind_has_a_property_that_the_engine_adds(name, tmp_path):
    (tmp_path / "schema" / "nodes").mkdir(parents=True)
    (tmp_path / "schema" / "nodes" / "x.yaml").write_text(
        f"X:\n  label: {{en: X, ar: س}}\n  description: {{en: X, ar: س}}\n  level: local\n  properties:\n    {name}: {{type: text}}\n",
        encoding="utf-8",
    )
    with pytest.raises(LiaisonError) as fault:
        loaders.schema_of(tmp_path)
    assert name in str(fault.value.problems)


# Properties


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("MATCH (c:City) RETURN c.populaton AS p", "no node or relationship has a property 'populaton'; did you mean 'population'?"),
        ("MATCH (c:City {contry: 'MK'}) RETURN c.id AS p", "no node or relationship has a property 'contry'; did you mean 'country'?"),
        ("MATCH ()-[t:LEADS]-() RETURN t {.frist_day} AS p", "no node or relationship has a property 'frist_day'; did you mean 'first_day'?"),
        ("MATCH p = ()--() RETURN [n IN nodes(p) | n.nam] AS p", "no node or relationship has a property 'nam'; did you mean 'name'?"),
        ("MATCH (c:City) WITH c AS d RETURN d['lvel'] AS p", "no node or relationship has a property 'lvel'; did you mean 'level'?"),
        ("MATCH (c:City) RETURN c.zzzzzz AS p", "no node or relationship has a property 'zzzzzz'; docs/graph.md lists those that there are"),
    ],
)  # fmt: skip
def test_a_property_that_nothing_has_is_doubted(text, said):
    assert [sentence for _, sentence in doubts(read(text), builtin_schema())] == [said]


@pytest.mark.parametrize(
    "text",
    ["MATCH (c:City) WITH {a: c.id} AS m RETURN m.a AS a, m.populaton AS b", "UNWIND [{x: 1}] AS c RETURN c.x AS x",
     "MATCH (c:City) WITH c.name AS c RETURN c.zzz AS x", "MATCH (c:City) RETURN [c IN [{x: 1}] | c.x] AS x"],
)  # fmt: skip
def test_a_map_may_have_any_key(text):
    assert doubts(read(text), builtin_schema()) == []


@pytest.mark.parametrize("query", catalogue(schema=builtin_schema()), ids=lambda query: query.name)
def test_the_catalogue_asks_for_properties_that_there_are(query):
    assert doubts(check(query.text, builtin_schema(), dict.fromkeys(query.parameters)), builtin_schema()) == []

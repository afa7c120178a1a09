"""Every query of the catalogue: its golden rows over the sample, and the laws that hold for all of them.

`make golden` writes the rows anew; what has changed is then read in the diff.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from graphmodel.border import assemble
from graphmodel.network import Network
from graphmodel.schema import builtin_schema
from graphmodel.sheets import Sheet
from liaison.parameters import query_parameters
from queries.engines import open_engine
from queries.engines.base import Engine, Limits
from queries.engines.guard import check, portable
from queries.query import Query, catalogue

GOLDEN = Path(__file__).parent / "golden"
GIVEN = {"city": "kumanovo", "giver": "kumanovo", "actors": "City", "subjects": "Practice"}
"""Values for the parameters that have no default."""
GIVEN_TO = {"proven": {"taker": "kumanovo"}}
"""The same for queries that only ask about a city that takes."""
QUERIES = catalogue(schema=builtin_schema())


def rows(query: Query, network: Network, engine: Engine) -> list[list[Any]]:
    """What a query answers; a list inside a row is put in order, since `collect` promises none."""
    given = GIVEN_TO.get(query.name) or {name: value for name, value in GIVEN.items() if name in query.parameters}
    found = engine.run(query.text, query_parameters(network, query, given), limits=Limits(seconds=60))
    assert tuple(found.columns) == query.columns
    return [[sorted(value) if isinstance(value, list) else value for value in row] for row in found.rows]


@pytest.fixture(scope="module")
def engine(sample: Network) -> Iterator[Engine]:
    opened = open_engine(sample)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def turned(whole_sample: Network) -> Iterator[tuple[Network, Engine]]:
    """The sample from sheets whose rows stand the other way round."""
    sheets = whole_sample.to_sheets()
    for name in ("actors", "ties", "coverage"):
        sheet = sheets.get(name)
        sheets.tables[name] = Sheet.of_records(name, sheet.columns, list(reversed(list(sheet.records()))))
    network = assemble(sheets, whole_sample.schema)
    day = network.default_as_of
    assert day is not None
    view = network.as_of(day)
    opened = open_engine(view)
    yield view, opened
    opened.close()


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: f"{query.family}/{query.name}")
def test_a_query_gives_its_golden_rows_over_the_sample(query, sample, engine, request):
    """Golden rows were read against the sheets when they were written; the sample's oracle checks the rules besides."""
    path = GOLDEN / query.family / f"{query.name}.json"
    found = rows(query, sample, engine)
    if request.config.getoption("--write-golden"):
        path.parent.mkdir(parents=True, exist_ok=True)
        lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in found)
        head = json.dumps(list(query.columns), ensure_ascii=False)
        path.write_text(f'{{"columns": {head},\n"rows": [\n{lines}\n]}}\n', encoding="utf-8")
    golden = json.loads(path.read_text(encoding="utf-8"))
    assert golden["columns"] == list(query.columns)
    assert found == golden["rows"]


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: f"{query.family}/{query.name}")
def test_its_order_decides_the_place_of_every_row(query, sample, engine, turned):
    """The order in which actors, ties and lists were written is not the order of the answer."""
    view, other = turned
    assert rows(query, view, other) == rows(query, sample, engine)


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: f"{query.family}/{query.name}")
def test_it_is_written_in_what_every_engine_understands(query):
    assert portable(query.text) == []
    reading = check(query.text, builtin_schema(), dict.fromkeys(query.parameters))
    assert reading.columns == query.columns


def test_there_is_no_golden_file_without_its_query():
    named = {f"{query.family}/{query.name}.json" for query in QUERIES}
    assert {path.relative_to(GOLDEN).as_posix() for path in GOLDEN.rglob("*.json")} == named

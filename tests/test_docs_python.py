"""What README and the page on Python show runs as it stands, and has types; a graph goes into every format of networkx."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from small_network import actor, small_network

from graphmodel.border import assemble
from graphmodel.network import Network
from graphmodel.schema import builtin_schema
from graphmodel.sheets import Sheet, Sheets
from queries.engines import engine_for
from queries.gaps import find_gaps

ROOT = Path(__file__).parent.parent
SNIPPETS = [
    pytest.param(text, id=f"{page}-{number}")
    for page in ("README.md", "docs/python.md")
    for number, text in enumerate(
        re.findall(r"```python\n(.*?)```", (ROOT / page).read_text(encoding="utf-8"), re.S), 1
    )
]


def mypy(folder: Path, *args: str) -> str:
    """What mypy says of the scripts in a folder, with no settings of ours."""
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--config-file=", "--cache-dir", str(folder / "cache"), *args],
        cwd=folder, capture_output=True, text=True, env={**os.environ, "MYPYPATH": str(ROOT)}, check=False,
    )  # fmt: skip
    return done.stdout + done.stderr


def test_the_pages_show_something():
    assert len(SNIPPETS) >= 6


@pytest.mark.parametrize("text", SNIPPETS)
def test_a_snippet_runs(text):
    done = subprocess.run([sys.executable, "-c", text], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_snippets_have_types(tmp_path):
    """And the types are those of the things: a graph, gaps, rows; `Any` would let everything pass."""
    names = []
    for number, param in enumerate(SNIPPETS):
        names.append(f"snippet_{number}.py")
        text = str(param.values[0])
        if number == 0:
            text += "reveal_type(network)\nreveal_type(gaps)\nreveal_type(graph)\nreveal_type(rows)\n"
        (tmp_path / names[-1]).write_text(text, encoding="utf-8")
    said = mypy(tmp_path, *names)
    assert "Success: no issues found" in said, said
    for what, kind in (
        ("network", "Network"),
        ("gaps", r"list\[.*Gap\]"),
        ("graph", r"MultiDiGraph\[.*str"),
        ("rows", r"list\[.*dict\["),
    ):
        assert re.search(rf'Revealed type is ".*{kind}', said), (what, said)


@pytest.mark.parametrize("package", ["graphmodel", "loaders", "queries", "viz", "liaison", "sample_data"])
def test_every_package_says_that_it_has_types(package):
    assert (ROOT / package / "py.typed").is_file()


# The graph


@pytest.fixture(scope="module")
def dated() -> Network:
    """Two cities with a tie that has days, one actor with all its cells, and no name for the network."""
    return small_network(
        [actor("a", "City", "MK", population="75051", lat="42.1", lon="21.7", since="2001-02-03", name_ar="ا"), actor("b", "City", "AL")],
        [("a", "PARTNERS_WITH", "b", {"since": "2016", "until": "2019-05"})],
    )  # fmt: skip


def nodes(graph: Any) -> dict[str, Any]:
    return {node: dict(cells) for node, cells in graph.nodes(data=True)}


def test_days_are_text(dated):
    edge = dated.graph.get_edge_data("a", "b")["PARTNERS_WITH:a:b"]
    assert (edge["first_day"], edge["last_day"]) == ("2016-01-01", "2019-05-31")
    assert nodes(dated.graph)["a"]["first_day"] == "2001-02-03"
    kinds = {type(value) for *_, cells in dated.graph.edges(data=True) for value in cells.values()}
    kinds |= {type(value) for cells in nodes(dated.graph).values() for value in cells.values()}
    assert kinds <= {str, int, float, bool}


@pytest.mark.parametrize("form", ["graphml", "gexf", "gml"])
@pytest.mark.parametrize("name", ["dated", "sample"])
def test_a_graph_is_written_and_read_again(form, name, tmp_path, request):
    graph = request.getfixturevalue(name).graph
    getattr(nx, f"write_{form}")(graph, tmp_path / f"network.{form}")
    again = getattr(nx, f"read_{form}")(tmp_path / f"network.{form}")
    assert set(again.nodes) == set(graph.nodes) and again.number_of_edges() == graph.number_of_edges()
    for node, cells in nodes(again).items():
        before = nodes(graph)[node]
        assert {key: cells[key] for key in before if key in cells} == before or form == "gml"
        assert str(cells.get("name", node)) == str(before.get("name", node))


def test_a_graph_is_written_as_json_and_read_again(sample):
    text = json.dumps(nx.node_link_data(sample.graph, edges="links"))
    again = nx.node_link_graph(json.loads(text), edges="links")
    assert nx.utils.graphs_equal(again, sample.graph)


# One rule, one day, one question


def test_one_rule_may_be_named_as_it_is(sample):
    one = find_gaps(sample, rules="plan-not-received")
    assert one == find_gaps(sample, rules=["plan-not-received"]) and {gap.rule for gap in one} == {"plan-not-received"}


def test_without_a_day_it_is_that_of_the_newest_source(whole_sample):
    assert whole_sample.as_of().seen_as_of == whole_sample.default_as_of
    city = Sheet.of_records("actors", ["kind", "name", "country"], [{"kind": "City", "name": "A", "country": "MK"}])
    undated = assemble(Sheets({"actors": city}), builtin_schema())
    assert undated.default_as_of is None and undated.as_of() is undated


def test_cypher_from_python(sample):
    with engine_for(sample) as engine:
        rows = engine.run("MATCH (c:City {id: $city}) RETURN c.name AS name", {"city": "kumanovo"}).records()
    assert rows == [{"name": "Kumanovo"}]

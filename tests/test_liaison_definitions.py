"""Files that one may add: the page names every field that is checked, its examples make a network, and each can be printed."""

from __future__ import annotations

import dataclasses
import json
import re
from importlib.resources import files
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result
from conftest import SAMPLE

import loaders
from graphmodel.errors import DataProblems
from graphmodel.schema import builtin_schema, definition, read_schema
from graphmodel.schema.fields import NODE_FIELDS, PROPERTY_FIELDS, TIE_FIELDS
from liaison.cli import main
from liaison.definition_pages import EXAMPLES
from liaison.reference import pages
from queries.engines import engine_for
from queries.engines.guard import portable
from queries.engines.reading.words import FUNCTIONS, SPELLED
from queries.front_matter import FAMILIES, FIELDS
from queries.gaps import find_gaps
from queries.query import catalogue, read_query
from viz.view_files import FIELDS as VIEW_FIELDS
from viz.view_files import views_of


def run(*args: str, code: int = 0) -> Result:
    result = CliRunner().invoke(main, args)
    assert result.exit_code == code, (result.stderr, result.exception)
    return result


@pytest.fixture(scope="module")
def schools(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A network with every example of the page in its place: two schools, one of which teaches with a city."""
    folder = tmp_path_factory.mktemp("schools")
    for place, name in EXAMPLES.items():
        (folder / place).parent.mkdir(parents=True, exist_ok=True)
        text = files("liaison").joinpath("examples").joinpath(name).read_text(encoding="utf-8")
        (folder / place).write_text(text, encoding="utf-8")
    (folder / "actors.csv").write_text(
        "id,kind,name,country,pupils\nfirst,School,First,MK,400\nsecond,School,Second,MK,50\n"
        "a-town,City,A town,MK,\nb-town,City,B town,MK,\n", encoding="utf-8",
    )  # fmt: skip
    (folder / "ties.csv").write_text("from,tie,to\nfirst,TEACHES_WITH,a-town\n", encoding="utf-8")
    return folder


def test_the_examples_make_a_network(schools):
    network = loaders.load(schools).as_of()
    (gap,) = find_gaps(network, rules="school-without-city")
    assert gap.because == "Second has no tie to a city on record; another school of North Macedonia has one."
    assert "schools" in {view.name for view in views_of(network.schema, schools)}
    assert run("check", str(schools)).stdout
    rows = json.loads(run("query", str(schools), "largest-schools", "--param", "least=60", "--format", "json").stdout)[
        "rows"
    ]
    assert rows == [["first", "MK", 400]]
    found = json.loads(run("partners", str(schools), "b-town", "--format", "json").stdout)
    assert "A town works with First." in json.dumps(found)


def test_every_example_is_on_the_page():
    page = pages()["definitions.md"]
    for place, name in EXAMPLES.items():
        text = files("liaison").joinpath("examples").joinpath(name).read_text(encoding="utf-8")
        assert f"`{place}`:" in page and text in page


@pytest.mark.parametrize(
    ("names", "what"),
    [(FIELDS[family], family) for family in FAMILIES]
    + [(NODE_FIELDS, "node"), (TIE_FIELDS, "tie"), (PROPERTY_FIELDS, "property"), (VIEW_FIELDS, "view")],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_every_field_is_on_the_page(names, what):
    assert names
    for name in names:
        assert re.search(rf"^\| `{name}`(, needed)? \| \S", pages()["definitions.md"], re.M), (what, name)


def test_every_example_of_a_field_is_yaml():
    for fields in FIELDS.values():
        for name, field in fields.items():
            yaml.safe_load(f"{name}: {field.example}")


def test_every_field_of_the_built_in_files_is_a_known_one():
    """Or else they would not load; and the other way round: each field is one that a file could have."""
    for query in catalogue(schema=builtin_schema()):
        assert set(query.fields) <= set(FIELDS[query.family]), query.name


@pytest.mark.parametrize("family", FAMILIES)
def test_a_field_that_is_needed_is_asked_for(family):
    with pytest.raises(DataProblems) as faults:
        read_query("// ---\n// unknown: 1\n// ---\nRETURN 1 AS one\n", "x", family, file=f"{family}/x.cypher")
    said = {problem.expected for problem in faults.value.problems}
    assert said == {f"the field '{name}'" for name, field in FIELDS[family].items() if field.needed} | {"a known field"}


# Printed to be copied


@pytest.mark.parametrize("kind", [*builtin_schema().nodes, *builtin_schema().ties])
def test_a_kind_is_printed_as_it_is_defined(kind, tmp_path):
    """What is printed defines the same kind again, under another name."""
    printed = run("schema", kind.lower()).stdout
    assert printed.rstrip("\n") == definition(kind).rstrip("\n") and list(yaml.safe_load(printed)) == [kind]
    nodes = kind in builtin_schema().nodes
    new = "Mine" if nodes else "MINE"
    folder = tmp_path / ("nodes" if nodes else "ties")
    folder.mkdir()
    (folder / "mine.yaml").write_text(printed.replace(f"{kind}:", f"{new}:", 1), encoding="utf-8")
    schema = read_schema(tmp_path)
    own, built_in = (schema.nodes[new], schema.nodes[kind]) if nodes else (schema.ties[new], schema.ties[kind])
    assert dataclasses.replace(own, name=kind) == built_in


def test_a_kind_of_ones_own_is_printed(schools):
    assert run("schema", str(schools), "School").stdout.startswith("School:\n  label:")
    assert run("schema", str(schools), "teaches_with").stdout.startswith("TEACHES_WITH:\n")


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("schema", "nope"), "no network and no kind 'nope'; `liaison schema` lists the kinds\n"),
        (("schema", "Cty"), "no network and no kind 'Cty'; did you mean City?\n"),
        (("schema", "nope", "City"), "cannot read nope: there is no such file or folder\n"),
        (("schema", str(SAMPLE), "Scool"), "no network and no kind 'Scool'; `liaison schema` lists the kinds\n"),
        (("schema", "nope.xlsx"), "cannot read nope.xlsx: there is no such file or folder\n"),
        (("schema", "a", "b", "c"), "expected a network, a kind, or both; found a b c\n"),
        (("queries", "--network", "nope"), "cannot read nope: there is no such file or folder\n"),
    ],
    ids=["neither", "a slip", "no network", "no kind", "no file", "too many", "queries of no network"],
)
def test_what_is_neither_a_network_nor_a_kind(args, said):
    assert run(*args, code=2).stderr == said


def test_a_query_is_printed_with_its_front_matter():
    printed = run("queries", "plan-not-received").stdout
    assert read_query(printed, "mine", "gaps", file="gaps/mine.cypher").answers.startswith("Which cities")


# The pages on the graph and on Cypher


def test_what_the_page_on_the_graph_asks_is_answered(sample):
    block = re.search(r"```cypher\n(.*?)```", pages()["graph.md"], re.S)
    assert block is not None
    with engine_for(sample) as engine:
        for text in block[1].strip().splitlines():
            assert portable(text) == [] and engine.run(text).rows, text


def test_every_function_is_on_the_page_on_cypher():
    page = pages()["cypher.md"]
    assert [name for name in FUNCTIONS if f"`{SPELLED[name]}`" not in page] == []


def test_every_kind_is_on_the_page_on_the_graph():
    page, schema = pages()["graph.md"], builtin_schema()
    assert [name for name in (*schema.nodes, *schema.ties) if f"| `:{name}` |" not in page] == []

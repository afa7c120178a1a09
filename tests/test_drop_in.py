"""Dropping in one file is enough: a kind of actor, a kind of tie, a query, a view."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

import loaders
from graphmodel.columns import sheet_columns
from liaison.cli import main

SCHOOL = """School:
  label: {en: School, ar: مدرسة}
  plural: {en: Schools, ar: مدارس}
  level: local
  style: {colour: "#AA3377", shape: triangle}
  properties:
    pupils: {type: count, unit: persons, example: 400, label: {en: Pupils, ar: التلاميذ}}
"""
DISTRICT = "District:\n  label: {en: District, ar: حي}\n  is_a: City\n"
TEACHES = """TEACHES_WITH:
  label: {en: teaches with, ar: تدرس مع}
  directed: false
  ends:
    - {from: [School, City], to: [School, City]}
  style: {colour: "#AA3377", width: 2}
"""
RULE = """// ---
// title: School without a city
// answers: Which schools have no tie to a city?
// because: "{school} has no tie to a city on record."
// mend: "Ask {school}."
// missing: {tie: TEACHES_WITH, from: school, to: "some City in {country}"}
// columns: [school, country]
// ---
MATCH (s:School)-[:IN_COUNTRY]->(k:Country)
WHERE NOT EXISTS { MATCH (s)-[:TEACHES_WITH]-(:City) }
RETURN s.id AS school, k.id AS country
ORDER BY school
"""
VIEW = "title: {en: Schools, ar: مدارس}\nlayout: network\nkinds: [School, City]\nties: [TEACHES_WITH]\n"


SLIPS = [
    ("schema/nodes/claim.yaml", "Claim:\n  label: {en: Claim}\n", 3,
     "schema/nodes/claim.yaml: expected a name that the engine does not use itself, found 'Claim'. [bad-schema]\n"
     "  To mend: choose another name; these are taken: Actor, Claim, Source,"),
    ("schema/ties/cites.yaml", "CITES:\n  label: {en: cites}\n", 3,
     "schema/ties/cites.yaml: expected a name that the engine does not use itself, found 'CITES'. [bad-schema]"),
    ("schema/ties/runs.yaml", "RUNS:\n  label: {en: runs}\n  ends: [{from: Cty, to: School}]\n", 3,
     "schema/ties/runs.yaml: expected a kind of the schema, found 'Cty' in RUNS. [bad-schema]\n"
     "  To mend: write City, or add a file for the kind."),
    ("views/mine.yaml", "title: {en: Mine}\nlayuot: network\nkinds: [Scool]\n", 3,
     "views/mine.yaml: expected a known field, found layuot. [bad-view]\n  To mend: write layout."),
    ("views/mine.yaml", "title: {en: Mine}\nkinds: City\n", 3,
     "views/mine.yaml: expected kinds: a list, found City. [bad-view]\n  To mend: write kinds: [City]."),
    ("views/mine.yaml", "title: {en: Mine}\nties: TEACHES_WITH\norder: first\n", 3,
     "views/mine.yaml: expected order: a whole number, found first. [bad-view]\n  To mend: write such as order: 100."),
    ("queries/mine.cypher", RULE, 0,
     "warning: queries/mine.cypher: expected files queries/gaps|partners|pilots|structure|overview/NAME.cypher, "
     "found another place, which nothing reads. [unread-file]"),
    ("queries/gap/mine.cypher", RULE, 0,
     "warning: queries/gap/mine.cypher: expected files queries/gaps|partners|pilots|structure|overview/NAME.cypher, "
     "found the folder 'gap', which nothing reads. [unread-file]\n  To mend: rename the folder to gaps."),
    ("queries/gaps/mine.cyp", RULE, 0,
     "found another ending, which nothing reads. [unread-file]\n  To mend: rename it to mine.cypher."),
    ("schema/nodes/farm.yml", "Farm:\n  label: {en: Farm}\n", 0,
     "warning: schema/nodes/farm.yml: expected files schema/nodes|ties/NAME.yaml, found another ending, which nothing reads."),
    ("views/old/mine.yaml", "title: {en: Mine}\n", 0,
     "warning: views/old/mine.yaml: expected files views/NAME.yaml, found a folder between, which nothing reads."),
    ("shema/nodes/farm.yaml", "Farm:\n  label: {en: Farm}\n", 0,
     "warning: shema/: expected own definitions in schema, queries, views, found a folder of that name, which nothing reads. "
     "[unread-file]\n  To mend: rename it to schema."),
]  # fmt: skip


@pytest.mark.parametrize(
    ("file", "text", "code", "said"), SLIPS, ids=[f"{slip[0]} {n}" for n, slip in enumerate(SLIPS)]
)
def test_check_names_what_is_wrong_with_own_definitions(net, file, text, code, said):
    path = net / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    found = CliRunner().invoke(main, ["check", str(net)])
    assert found.exit_code == code, found.stdout + found.stderr
    assert said in found.stdout


def test_check_reads_definitions_also_when_the_tables_do_not_load(net):
    (net / "ties.csv").write_text("from,tie,to\nfirst,TEACHES_WITH,nobody\n", encoding="utf-8")
    (net / "views" / "mine.yaml").write_bytes(b"title: {en: caf\xe9}\n")
    found = CliRunner().invoke(main, ["check", str(net)])
    assert found.exit_code == 3 and "[unknown-reference]" in found.stdout
    assert "views/mine.yaml: expected text in UTF-8, found 'utf-8' codec can't decode" in found.stdout


def test_notes_beside_definitions_are_no_slips(net):
    (net / "queries" / "README.md").write_text("Ours.", encoding="utf-8")
    (net / "schema" / ".gitkeep").write_text("", encoding="utf-8")
    (net / "pictures").mkdir()
    assert "unread-file" not in CliRunner().invoke(main, ["check", str(net)]).stdout


def test_no_kind_is_called_as_an_engine_calls_claims_and_sources():
    from graphmodel.schema.checks import ENGINE_NAMES
    from queries.engines.shape import NODE_LABELS, TIE_TYPES

    assert set(ENGINE_NAMES) == {*NODE_LABELS, *TIE_TYPES}


@pytest.fixture
def net(tmp_path: Path) -> Path:
    for name, text in {
        "schema/nodes/school.yaml": SCHOOL, "schema/nodes/district.yaml": DISTRICT, "schema/ties/teaches_with.yaml": TEACHES,
        "queries/gaps/school-without-city.cypher": RULE, "views/schools.yaml": VIEW,
        "actors.csv": "id,kind,name,country,pupils\nfirst,School,First,MK,400\nsecond,School,Second,MK,\nold-town,District,Old town,MK,\n",
        "ties.csv": "from,tie,to\nfirst,TEACHES_WITH,old-town\n",
    }.items():  # fmt: skip
        path = tmp_path / "net" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "net"


def run(*args: object) -> str:
    result = CliRunner().invoke(main, [str(arg) for arg in args])
    assert result.exit_code == 0, result.stderr
    return result.stdout


def test_columns_and_messages(net):
    network = loaders.load(net)
    assert "pupils" in sheet_columns("actors", network.schema)
    assert network.actors.set_index("id").loc["first", "pupils"] == 400
    (net / "actors.csv").write_text("id,kind,name,country,pupils\nfirst,Scool,First,MK,many\n", encoding="utf-8")
    said = CliRunner().invoke(main, ["check", str(net)]).stdout
    assert "To mend: write School." in said and "found 'many'. [wrong-type]" in said


def test_the_engine_knows_the_kind_and_what_it_is_a_kind_of(net):
    asked = "MATCH (s:School)-[:TEACHES_WITH]-(c:City) RETURN s.name AS school, c.kind AS kind"
    assert json.loads(run("cypher", net, asked, "--format", "json"))["rows"] == [["First", "District"]]


def test_the_rule_finds_its_gap(net):
    gaps = json.loads(run("gaps", net, "--format", "json", "--rule", "school-without-city"))["gaps"]
    assert [gap["because"] for gap in gaps] == ["Second has no tie to a city on record."]
    assert "school-without-city" in run("queries", "--network", net)


def test_the_drop_downs_of_the_workbook(net, tmp_path):
    from loaders.format import Limits
    from loaders.workbook import read_grid

    run("convert", net, tmp_path / "net.xlsx")
    lists = read_grid(tmp_path / "net.xlsx", "lists", Limits()).rows
    assert "School" in [row[0] for row in lists] and "teaches with" in [row[1] for row in lists]


def test_the_legend_and_the_view_of_the_map(net, tmp_path):
    out = tmp_path / "map.html"
    run("map", net, "-o", out, "--view", "schools")
    text = out.read_text(encoding="utf-8")
    assert '"Schools"' in text and "#AA3377" in text and '"view": "schools"' in text


def test_the_schema_as_it_is_printed(net):
    text = run("schema", net)
    assert "TEACHES_WITH" in text and "District" in text


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("MATCH (s:School)", "MATCH (s:Scool)", "did you mean 'School'?"),
        ("k.id AS country", "k.id AS land", "RETURN gives the columns school, country"),
        ("RETURN s.id AS school", "RETURN s.id AS shool", "there is no variable 'school'; did you mean 'shool'?"),
        (
            "RETURN s.id AS school",
            "RETURN s.idd AS school",
            "no node or relationship has a property 'idd'; did you mean 'id'?",
        ),
        (
            "(s)-[:TEACHES_WITH]-(:City)",
            "(s)-[:TEACHES_WITH]->(:City)",
            "TEACHES_WITH has no direction, so an arrow finds it from one end only",
        ),
        ("// mend:", "// mendd:", "expected the field 'mend', found none"),
        ("ORDER BY school", "DELETE s", "DELETE"),
    ],
)
def test_a_slip_in_a_rule_is_named(net, old, new, said):
    path = net / "queries" / "gaps" / "school-without-city.cypher"
    path.write_text(RULE.replace(old, new), encoding="utf-8")
    result = CliRunner().invoke(main, ["check", str(net)])
    assert (
        result.exit_code == 3 and said in result.stdout and "queries/gaps/school-without-city.cypher" in result.stdout
    )

"""Values of parameters: each type takes what it says, and what would be lost or mistaken is refused."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from conftest import SAMPLE
from small_network import actor, small_network

from graphmodel.errors import DataProblems, UsageProblem
from liaison.cli import main
from queries.gaps import find_gaps
from queries.parameter import TYPES, Parameter
from queries.query import catalogue, parameters_of, read_query

NET = str(SAMPLE)
TWO = small_network(
    [actor("cair", "City", "MK", name="Čair", other_names="Чаир"), actor("nis", "City", "RS", name="Niš"),
     actor("nis-office", "CoordinationBody", "RS", name="Niš office", other_names="Niš")],
).as_of(dt.date(2018, 12, 31))  # fmt: skip


def run(*args: str, code: int = 0, stdin: str | None = None) -> Result:
    result = CliRunner().invoke(main, args, input=stdin)
    assert result.exit_code == code, (result.stderr, result.exception)
    return result


def rows(*args: str, stdin: str | None = None) -> list[list[object]]:
    return json.loads(run(*args, "--format", "json", stdin=stdin).stdout)["rows"]


@pytest.mark.parametrize(
    ("type_", "given", "value"),
    [
        ("text", "123", "123"), ("text", 123, "123"), ("text", True, "true"), ("text", "007", "007"),
        ("number", "0.5", 0.5), ("number", 3, 3), ("number", "1e3", 1000.0), ("whole number", "12", 12),
        ("whole number", " -3 ", -3), ("date", "2018", "2018-12-31"), ("date", 2018, "2018-12-31"),
        ("date", "2020-02", "2020-02-29"), ("date", dt.date(2018, 11, 29), "2018-11-29"), ("months", "12", "2017-12-31"),
        ("months", 10, "2018-02-28"), ("yes or no", "Yes", True), ("yes or no", "no", False), ("yes or no", True, True),
        ("list", "a, b", ["a", "b"]), ("list", '["a", 1]', ["a", 1]), ("list", ["a"], ["a"]), ("kind", "City", "City"),
        ("actor", "Чаир", "cair"), ("actor", "CAIR", "cair"), ("actor", "nis", "nis"), ("actor", "", ""),
    ],
)  # fmt: skip
def test_a_value_of_its_type(type_, given, value):
    """The months count back from the day of the view, 31 December 2018: ten months before it is the end of February."""
    found = Parameter("x", type_).value(given, TWO)
    assert found == value and type(found) is type(value)


@pytest.mark.parametrize(
    ("type_", "given", "said"),
    [
        ("text", ["a"], "parameter 'x': expected a text, found '['a']'"),
        ("number", "many", "parameter 'x': expected a number, found 'many'"),
        ("number", "nan", "parameter 'x': expected a number, found 'nan'"),
        ("whole number", "1.5", "parameter 'x': expected a whole number, found '1.5'"),
        ("whole number", True, "parameter 'x': expected a whole number, found 'True'"),
        ("whole number", str(2**63), f"parameter 'x': expected a whole number, found '{2**63}'"),
        ("date", "soon", "parameter 'x': expected a date like 2018, 2018-11 or 2018-11-29, found 'soon'"),
        ("date", "2018-02-30", "parameter 'x': expected a date like 2018, 2018-11 or 2018-11-29, found '2018-02-30'"),
        ("months", "-1", "parameter 'x' is a number of months; expected a whole number from 0 on, found '-1'"),
        ("yes or no", "maybe", "parameter 'x': expected yes or no, found 'maybe'"),
        ("list", "[1, 2", "parameter 'x': expected a list in JSON, found '[1, 2'"),
        ("list", 1, "parameter 'x': expected a list, found '1'"),
        ("kind", "Cty", "parameter 'x': no kind 'Cty'; did you mean City?"),
        ("actor", "Čairr", "parameter 'x': no actor is called 'Čairr'; the nearest is cair (Čair)"),
        ("actor", "Niš", "parameter 'x': 'Niš' is the name of several; use an id: nis (Niš, City, RS); "
                         "nis-office (Niš office, CoordinationBody, RS)"),
    ],
)  # fmt: skip
def test_a_value_of_another_type(type_, given, said):
    with pytest.raises(UsageProblem) as fault:
        Parameter("x", type_).value(given, TWO)
    assert str(fault.value) == said


def test_every_type_is_tried():
    tried = {mark.args[1][n][0] for mark in test_a_value_of_its_type.pytestmark for n in range(len(mark.args[1]))}
    assert tried == set(TYPES)


# query


@pytest.mark.parametrize("name", ["kumanovo", "Kumanovo", "Куманово", "كومانوفو"])
def test_an_actor_is_called_by_any_name(name):
    assert rows("query", NET, "transferable", "--param", f"giver={name}") == rows(
        "query", NET, "transferable", "--param", "giver=kumanovo"
    )
    assert len(rows("query", NET, "transferable", "--param", f"giver={name}")) > 10


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("giver=Kumanov",), "parameter 'giver': no actor is called 'Kumanov'; the nearest is kumanovo (Kumanovo)\n"),
        (("giver=kumanovo", "givr=x"), "'transferable' takes no parameter 'givr'; did you mean 'giver'?\n"),
        (("giver=kumanovo", "zzz=x"), "'transferable' takes no parameter 'zzz'; it takes giver, taker\n"),
        (("giver=kumanovo", "giver=elbasan"), "--param giver=… is given twice; give it once\n"),
        (("taker=kumanovo",), "'transferable' needs --param giver=… (The city that gives; blank if any gives to the taker.)\n"),
    ],
    ids=["a slip", "a slip in the name", "another name", "twice", "none"],
)  # fmt: skip
def test_what_a_query_does_not_take(args, said):
    params = [part for arg in args for part in ("--param", arg)]
    assert run("query", NET, "transferable", *params, code=2).stderr == said


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("months=24", "months=12"), "--param months=… is given twice; give it once\n"),
        (("months=two",), "parameter 'months' is a number of months; expected a whole number from 0 on, found 'two'\n"),
    ],
    ids=["twice", "no number"],
)
def test_what_a_rule_does_not_take(args, said):
    params = [part for arg in args for part in ("--param", arg)]
    assert said in run("gaps", NET, "--rule", "lapsed-tie", *params, code=2).stderr


def test_every_parameter_of_the_catalogue_that_is_an_actor_says_so():
    """None is a mere text whose description says that it is the id of somebody."""
    for query in catalogue(schema=TWO.schema):
        for parameter in query.parameters.values():
            assert parameter.type != "text" or not parameter.description.startswith("Id of"), query.name


# cypher


@pytest.mark.parametrize(
    ("text", "args", "said"),
    [
        ("RETURN $a AS x", ("a=1", "a=2"), "--param a=… is given twice; give it once\n"),
        ("RETURN $city AS x", ("city=1", "ciy=2"), "the query has no $ciy; did you mean 'city'?\n"),
        ("RETURN 1 AS x", ("a=1",), "the query has no $a; it takes none\n"),
    ],
    ids=["twice", "a slip", "unused"],
)
def test_a_value_that_would_be_lost(text, args, said):
    params = [part for arg in args for part in ("--param", arg)]
    assert run("cypher", NET, text, *params, code=2).stderr == said


def test_front_matter_brings_types_and_defaults():
    printed = run("queries", "plan-not-received").stdout
    assert rows("cypher", NET, "-", stdin=printed) == rows("query", NET, "plan-not-received")
    printed = run("queries", "transferable").stdout
    asked = ("--param", "giver=Куманово")
    assert rows("cypher", NET, "-", *asked, stdin=printed) == rows("query", NET, "transferable", *asked)
    said = run("cypher", NET, "-", stdin=printed, code=2).stderr
    assert said == "the query needs --param giver=… (The city that gives; blank if any gives to the taker.)\n"


def test_a_value_without_a_type_is_json_and_the_day_is_known():
    assert rows(
        "cypher", NET, "RETURN $a AS a, $b AS b, $c AS c", "--param", "a=1", "--param", "b=x", "--param", "c=[1]"
    ) == [[1, "x", [1]]]
    assert rows("cypher", NET, "RETURN $as_of AS day", "--as-of", "2018-11") == [["2018-11-30"]]
    assert rows("cypher", NET, "RETURN $as_of AS day", "--param", "as_of=x") == [["x"]]


def test_a_property_with_a_slip_is_noticed_on_standard_error():
    text = "MATCH (c:City) RETURN c.populaton AS people"
    result = run("cypher", NET, text, "--limit", "1", "--format", "csv")
    assert result.stdout.splitlines() == ["people", '""']
    assert result.stderr.startswith(
        "no node or relationship has a property 'populaton'; did you mean 'population'? (line 1, column 25)\n"
        f"  {text}\n                          ^\n"
    )
    assert "populaton" not in run("cypher", NET, text, "--quiet", "--limit", "1").stderr


# front matter


MATTER = "// ---\n// title: X\n// answers: X?\n// columns: [a]\n// parameters: {PARAMETERS}\n// ---\nRETURN $x AS a\n"


@pytest.mark.parametrize(
    ("parameters", "said"),
    [
        ("x: {type: whole number, default: many}",
         "a default of the type whole number; found parameter 'x': expected a whole number, found 'many'; mend the default"),
        ("x: {type: city}", "parameter 'x' with type (text, number, whole number, date, months, yes or no, list, kind, actor), "
                            "description, default; found {'type': 'city'}; mend it"),
        ("x: 5", "parameter 'x' with type, description, default; found 5; write // parameters: {name: {type: text, description: …}}"),
    ],
)  # fmt: skip
def test_parameters_are_declared_by_their_types(parameters, said):
    text = MATTER.replace("PARAMETERS", parameters)
    for read in (lambda: read_query(text, "x", "overview", file="overview/x.cypher"), lambda: parameters_of(text)):
        with pytest.raises(DataProblems) as faults:
            read()
        (problem,) = faults.value.problems
        assert f"{problem.expected}; found {problem.found}; {problem.mend}" == said


def test_a_text_without_front_matter_declares_nothing():
    assert parameters_of("// MATCH (n)\nRETURN 1 AS x") == {}


def test_a_rule_of_ones_own_takes_an_actor_by_name_and_no_property_that_nothing_has(tmp_path: Path):
    """The rule asks about one city; a property with a slip would leave it without a row for ever."""
    import loaders

    folder = tmp_path / "net"
    loaders.save(TWO, folder)
    rule = folder / "queries" / "gaps" / "about-one.cypher"
    rule.parent.mkdir(parents=True)
    rule.write_text(
        "// ---\n// title: About one\n// answers: Is it there?\n// because: \"{city} is there.\"\n// mend: \"Nothing.\"\n"
        "// certainty: unrecorded\n// parameters: {which: {type: actor}}\n// columns: [city]\n// ---\n"
        "MATCH (c:City {id: $which}) RETURN c.id AS city ORDER BY city\n",
        encoding="utf-8",
    )  # fmt: skip
    network = loaders.load(folder)
    (gap,) = find_gaps(network, rules=["about-one"], parameters={"which": "Чаир"})
    assert gap.actors == ("cair",)
    rule.write_text(rule.read_text(encoding="utf-8").replace("{id: $which}", "{idd: $which}"), encoding="utf-8")
    with pytest.raises(DataProblems) as faults:
        find_gaps(network, rules=["about-one"])
    (problem,) = faults.value.problems
    assert problem.expected == "properties that nodes or relationships have"
    assert problem.found.startswith("no node or relationship has a property 'idd'; did you mean")


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("MATCH (c:City {name: 'Cair'}) RETURN c.id", "nothing on record is written 'Cair'; Cypher compares letter by letter, so ask "
         "for {id: 'cair'} for Čair, or for the name as it stands there"),
        ("MATCH (c:City) WHERE c.name = 'Куманово' RETURN c.id", "{id: 'kumanovo'} for Kumanovo"),
        ("MATCH (c:City) WHERE c.id = 'kumanova' RETURN c.id", "{id: 'kumanovo'} for Kumanovo"),
        ("MATCH (c:City) WHERE c.name = $who RETURN c.id", "nothing on record is written 'Nis'"),
    ],
)  # fmt: skip
def test_a_text_that_is_almost_a_name_on_record_is_told_if_nothing_is_found(question, sentence):
    given = ["--param", "who=Nis"] if "$who" in question else []
    answered = run("cypher", NET, question, *given)
    assert sentence in answered.stderr and "letter by letter" not in answered.stdout


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("MATCH (c:City {name: 'Čair'}) WHERE 1 = 2 RETURN c.id", id="a name as it stands"),
        pytest.param("MATCH (c:City {country: 'MK', name: 'Paris'}) RETURN c.id", id="like no name"),
        pytest.param("MATCH (c:City {id: 'cair'}) RETURN c.id, 'Cair' AS x", id="something is found"),
        pytest.param("MATCH (c:City {id: 'nowhere-at-all'}) RETURN c.id", id="like no id"),
        pytest.param("RETURN 1 AS one LIMIT 0", id="no text"),
    ],
)
def test_nothing_is_told_of_texts_that_are_no_slip(question):
    assert "letter by letter" not in run("cypher", NET, question).stderr

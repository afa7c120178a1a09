"""A slip in the front matter of a rule of one's own is named, with how to mend it, before the rule is asked."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from command import run
from small_network import actor, small_network

from graphmodel.errors import DataProblems, UsageProblem
from graphmodel.schema import builtin_schema
from queries.gaps import find_gaps
from queries.query import catalogue
from queries.rule_faults import rule_faults

RULE = """// ---
// title: City without a coordination body
// answers: Which cities have no coordination body on record?
// because: "{city} has no coordination body on record."
// mend: "Ask {city} whether it has one."
// missing: {tie: HAS_BODY, from: city, to: "some CoordinationBody in {country}"}
// columns: [city, country]
// ---
MATCH (c:City)-[:IN_COUNTRY]->(k:Country)
WHERE NOT EXISTS { MATCH (c)-[:HAS_BODY]->(:CoordinationBody) }
RETURN c.id AS city, k.id AS country
ORDER BY country, city
"""


def said(folder: Path, text: str) -> list[str]:
    """What is said of a rule in a network's folder: expected, found and mend of each fault."""
    path = folder / "queries" / "gaps" / "mine.cypher"
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    try:
        catalogue(folder, schema=builtin_schema())
    except DataProblems as error:
        return [f"{p.file}: expected {p.expected}; found {p.found}; {p.mend}" for p in error.problems]
    return []


def test_a_rule_as_in_the_readme_has_no_fault(tmp_path):
    assert said(tmp_path, RULE) == []


def test_a_fault_in_a_rule_that_is_not_asked_for_stops_nothing(tmp_path):
    """All of them are told once all are asked for."""
    network = replace(small_network([actor("nis", "City", "RS")]), folder=tmp_path)
    assert said(tmp_path, RULE.replace("HAS_BODY", "HAS_BODDY"))
    (tmp_path / "queries" / "gaps" / "right.cypher").write_text(RULE, encoding="utf-8")
    assert [gap.rule for gap in find_gaps(network, rules="right")] == ["right"]
    for rules in (None, "mine", ["right", "mine"]):
        with pytest.raises(DataProblems) as fault:
            find_gaps(network, rules=rules)
        assert {problem.file for problem in fault.value.problems} == {"queries/gaps/mine.cypher"}
    with pytest.raises(UsageProblem, match="no gap rule 'rigth'; did you mean 'right'"):
        find_gaps(network, rules="rigth")


@pytest.mark.parametrize(
    "query", [q for q in catalogue(schema=builtin_schema()) if q.family == "gaps"], ids=lambda q: q.name
)
def test_no_built_in_rule_has_a_fault(query):
    assert list(rule_faults(query.fields, builtin_schema())) == []


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("from: city", "from: town", "expected an end of missing: a column, or 'some KIND in {country}': city, country; found town; return it AS town and name it in columns"),
        ("tie: HAS_BODY", "tie: HAS_BODDY", "expected a kind of tie of the schema in missing; found HAS_BODDY; write HAS_BODY"),
        ("some CoordinationBody", "some CoordBody", "expected 'some KIND' with a kind of the schema in missing; found some CoordBody in {country}; write some CoordinationBody in {country}"),
        ('"{city} has', '"{cont city} has', "expected before a column in 'because' one of count, in, those, label; found cont; write count"),
        ('"{city} has', '"{citty} has', "expected {column} in 'because', of city, country; found {citty}; write {city}"),
        ("// columns", "// severity: High\n// columns", "expected severity: high, medium, low; found High; write // severity: high"),
        ("// columns", "// certainty: sure\n// columns", "expected certainty: reported, observed, unrecorded; found sure; write // certainty: reported"),
        ("// columns", "// weight: heavy\n// columns", "expected weight: one of the columns: city, country; found heavy; return it AS heavy and name it in columns"),
        ("// columns", "// key: [contry]\n// columns", "expected key: columns: city, country; found contry; write country"),
        ("// columns", "// parameters: [a]\n// columns", "expected parameters by name; found ['a']; write // parameters: {name: {type: text, description: …}}"),
        ("title: City", "title: {en: City, without: body}\n// key: []\n// reference: City", "expected a title by language: en, ar; found en, without; put a title with a comma in quotes: // title: {en: \"One, two\", ar: \"…\"}"),
        ('from: city, to: "some CoordinationBody in {country}"', 'to: city, from: "some CoordinationBody in {country}"', "exchange from and to"),
        ("// missing: {tie: HAS_BODY,", "// missing: {kind: HAS_BODY,", "write // missing: {tie: …, from: …, to: …}"),
    ],
    ids=["column", "tie", "open end", "word before a slot", "slot", "severity", "certainty", "weight", "key", "parameters", "title", "direction",
         "missing"],
)  # fmt: skip
def test_a_slip_is_named(tmp_path, old, new, words):
    assert old in RULE
    found = said(tmp_path, RULE.replace(old, new))
    assert any(words in line for line in found), found


def test_a_rule_that_returns_names_instead_of_ids_is_stopped(tmp_path):
    text = RULE.replace("c.id AS city", "c.name AS city")
    assert said(tmp_path, text) == []
    network = small_network([actor("banja-luka", "City", "BA")])
    from dataclasses import replace

    with pytest.raises(
        UsageProblem, match="the rule 'mine' says that a tie of 'Banja Luka' is missing, which is no actor's id"
    ):
        find_gaps(replace(network, folder=tmp_path), rules=["mine"])


def test_two_findings_of_one_id_are_a_fault_of_the_rule(tmp_path):
    text = RULE.replace("// columns: [city, country]", "// identity: [country]\n// columns: [city, country]")
    assert said(tmp_path, text) == []
    network = small_network([actor("a", "City", "BA"), actor("b", "City", "BA")])
    from dataclasses import replace

    with pytest.raises(UsageProblem, match="two findings of the id 'mine:ba'; name the columns that tell them apart"):
        find_gaps(replace(network, folder=tmp_path), rules=["mine"])


FAULTY = RULE.replace("HAS_BODY", "HAS_BODDY")
LEFT_OUT = "{} is at fault and was left out: nothing here needs it; `liaison check` says how to mend it\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two cities in a programme that means to share, and a rule of one's own with a kind of tie that there is not."""
    import loaders

    network = small_network(
        [actor("nis", "City", "RS"), actor("bar", "City", "ME"), {**actor("p", "Programme"), "shares": "yes"}],
        [("nis", "MEMBER_OF", "p"), ("bar", "MEMBER_OF", "p"), ("nis", "TWINNED_WITH", "bar")],
    )
    path = tmp_path_factory.mktemp("faulty") / "net"
    loaders.save(network, path)
    (path / "queries" / "gaps").mkdir(parents=True)
    (path / "queries" / "gaps" / "mine.cypher").write_text(FAULTY, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "asked",
    [
        ("partners", "NET", "nis"), ("pilots", "NET", "--count", "1"), ("exchange", "NET", "--pilots", "nis"),
        ("brokers", "NET"), ("measure", "NET"), ("show", "NET"), ("gaps", "NET", "--rule", "isolated-actor"),
        ("query", "NET", "tied-by-level"),
    ],
    ids=lambda asked: asked[0],
)  # fmt: skip
def test_an_answer_that_does_not_need_a_faulty_rule_is_given_and_names_its_file(folder, asked):
    answered = run(*(str(folder) if word == "NET" else word for word in asked))
    assert answered.stdout and answered.stderr.endswith(LEFT_OUT.format("queries/gaps/mine.cypher"))
    quiet = run(*(str(folder) if word == "NET" else word for word in asked), "--quiet")
    assert (quiet.stdout, quiet.stderr) == (answered.stdout, "")


@pytest.mark.parametrize(
    "asked",
    [
        ("gaps", "NET"), ("gaps", "NET", "--rule", "mine"), ("ask", "NET"), ("plan", "NET"),
        ("whatif", "NET", "--add", "nis PARTNERS_WITH bar"), ("compare", "NET", "--from", "2017", "--to", "2018"),
    ],
    ids=lambda asked: " ".join(word for word in asked if word != "NET"),
)  # fmt: skip
def test_one_that_asks_every_rule_is_not_given(folder, asked):
    stopped = run(*(str(folder) if word == "NET" else word for word in asked), code=3)
    assert stopped.stdout == "" and "queries/gaps/mine.cypher" in stopped.stderr and "left out" not in stopped.stderr


def test_a_faulty_part_of_one_score_stops_that_one_alone(folder, tmp_path):
    import shutil

    net = tmp_path / "net"
    shutil.copytree(folder, net)
    (net / "queries" / "gaps" / "mine.cypher").write_text(RULE, encoding="utf-8")
    (net / "queries" / "pilots").mkdir()
    (net / "queries" / "pilots" / "sea.cypher").write_text(
        "MATCH (c:City) RETURN c.id AS candidate\n", encoding="utf-8"
    )
    assert "queries/pilots/sea.cypher" in run("pilots", net, code=3).stderr
    assert run("partners", net, "nis").stderr.endswith(LEFT_OUT.format("queries/pilots/sea.cypher"))
    assert run("gaps", net).stderr.endswith(LEFT_OUT.format("queries/pilots/sea.cypher"))

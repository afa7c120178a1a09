"""Wherever a command takes a date, one that is written otherwise is told with how to write it."""

from __future__ import annotations

import shutil

import pytest
from command import run, words
from conftest import SAMPLE

NET = str(SAMPLE)
FORM = "a date like 2018, 2018-11 or 2018-11-29"


@pytest.mark.parametrize(
    "asked",
    [
        ("compare", NET, "--from"), ("compare", NET, "--from", "2018", "--to"), ("compare", NET, NET, "--as-of"),
        ("gaps", NET, "--as-of"), ("partners", NET, "kumanovo", "--known-by"), ("decide", NET, "list.csv", "--date"),
    ],
    ids=lambda asked: " ".join(word for word in asked if word != NET),
)  # fmt: skip
@pytest.mark.parametrize(
    ("written", "mend"),
    [
        ("14/05/2024", "; write 2024-05-14"),
        ("May 2024", "; write 2024-05"),
        ("05/06/2024", "; write 2024-06-05 if the day stands first, 2024-05-06 if the month does"),
        ("soon", ""),
    ],
)
def test_an_option_says_how_to_write_a_date(asked, written, mend):
    said = words(run(*asked, written, code=2).stderr)
    assert said.endswith(f"Invalid value for '{asked[-1]}': '{written}' is not {FORM}{mend}")


def test_the_due_date_of_a_decision_does_too(tmp_path):
    net = tmp_path / "net"
    shutil.copytree(SAMPLE, net)
    filled = tmp_path / "list.csv"
    filled.write_text("gap,owner,due,decision,reason\nr:a,Office,05/06/2024,close,\n", encoding="utf-8")
    said = words(run("decide", net, filled, code=3).stderr)
    assert f"row 2, column 'due': expected {FORM}, found '05/06/2024'. [bad-date] To mend: write 2024-06-05 if" in said


@pytest.mark.parametrize("due", ["14/05/2024", "14.05.24", "14 May 2024", "2024-05-14"])
def test_a_due_date_that_leaves_no_doubt_is_taken(tmp_path, due):
    net = tmp_path / "net"
    shutil.copytree(SAMPLE, net)
    filled = tmp_path / "list.csv"
    filled.write_text(f"gap,owner,due,decision,reason\nr:a,Office,{due},close,\n", encoding="utf-8")
    run("decide", net, filled)
    assert ",2024-05-14" in (net / "decisions.csv").read_text(encoding="utf-8")


def test_a_parameter_of_a_rule_and_a_cell_of_a_supposed_tie_do_too():
    said = words(run("whatif", NET, "--add", "Kumanovo PARTNERS_WITH Veles since=14/05/2024", code=2).stderr)
    assert f"the cell 'since' of an added tie is '14/05/2024'; expected {FORM}; write 2024-05-14" in said
    text = "\n".join((
        "// ---", "// title: T", "// answers: A", "// columns: [x]", "// parameters: {day: {type: date}}", "// ---",
        "MATCH (c:City) WHERE c.id <> $day RETURN c.id AS x",
    ))  # fmt: skip
    asked = ("cypher", NET, text, "--param", "day=14/05/2024")
    said = words(run(*asked, code=2).stderr)
    assert f"parameter 'day': expected {FORM}, found '14/05/2024'; write 2024-05-14" in said

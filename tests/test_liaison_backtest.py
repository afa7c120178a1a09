"""`liaison backtest`: shapes of the answer, the sentences that a person reads, and what goes wrong."""

from __future__ import annotations

import csv
import io
import json

import pytest
from click.testing import CliRunner, Result
from conftest import SAMPLE

from liaison.cli import main
from queries.hidden_ties import MEASURES

NET = str(SAMPLE)


def run(*args: object, code: int = 0) -> Result:
    result = CliRunner().invoke(main, ["backtest", NET, *map(str, args)])
    assert result.exit_code == code, f"exit {result.exit_code}\n{result.stdout}\n{result.stderr}\n{result.exception!r}"
    return result


def test_the_table_says_what_is_settled_and_what_is_not():
    text = " ".join(run("--tie", "TWINNED_WITH", "--seeds", 3).stdout.split())
    assert "4 ties hidden at random, 3 times; 36 kept." in text
    assert "So few hidden ties are little to go by: look at the intervals, not at the order." in text
    assert "Weights say what actors did, not what they learned; `liaison partners` uses none unless told to." in text
    for name in (
        "random",
        "popularity",
        "common neighbours",
        "Adamic–Adar",
        "resource allocation",
        "local path",
        "L3",
        "Katz",
        "likeness of attributes",
        "link ranker",
    ):
        assert f" {name} " in text
    assert "mrr: the link ranker is " in text and "hits@10: the link ranker is " in text


def test_json_is_the_same_each_time_and_as_documented():
    texts = [run("--tie", "TWINNED_WITH", "--seeds", 2, "--format", "json").stdout for _ in range(2)]
    assert texts[0] == texts[1]
    found = json.loads(texts[0])
    assert list(found) == ["schema_version", "tie", "hidden", "kept", "hidings", "since", "methods", "gain", "weights"]
    assert (found["hidden"], found["kept"], found["hidings"], found["since"]) == (4, 36, 2, None)
    assert all(list(one) == ["method", *MEASURES] for one in found["methods"])
    for one in found["methods"]:
        assert one["mrr"]["low"] <= one["mrr"]["mean"] <= one["mrr"]["high"]
    assert set(found["gain"]) == set(MEASURES) and found["weights"][0].keys() == {"feature", "weight", "spread", "is"}


def test_csv_has_a_row_for_each_method_and_measure():
    rows = list(csv.DictReader(io.StringIO(run("--tie", "TWINNED_WITH", "--seeds", 1, "--format", "csv").stdout)))
    assert list(rows[0]) == ["method", "measure", "mean", "low", "high"]
    assert {row["measure"] for row in rows} == set(MEASURES) and all(row["low"] == "" for row in rows)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        pytest.param(["--tie", "IN_COUNTRY"], "IN_COUNTRY follows from a cell of its actor, so there is nothing to foresee; name another kind\n", id="derived"),
        pytest.param(["--tie", "TWINNED_WITH", "--by-time"], "0 of 40 ties have a date, on 0 different days; hiding the later ones needs two days\n", id="no dates"),
    ],
)  # fmt: skip
def test_a_question_that_cannot_be_answered_is_told_why(options, message):
    result = run(*options, code=2)
    assert result.stderr.endswith(message) and result.stdout == ""


def test_a_share_of_nothing_is_no_share():
    assert "0 is not in the range 0<x<=0.5" in run("--tie", "TWINNED_WITH", "--hide", "0", code=2).stderr


def test_the_later_ties_are_hidden_where_there_are_dates(tmp_path):
    """Twelve cities in a ring, tied one a year from 2001 to 2012; a quarter of twelve are those from 2010 on."""
    (tmp_path / "actors.csv").write_text(
        "id,kind,name,country\n" + "".join(f"c{i:02},City,City {i},MK\n" for i in range(12)), encoding="utf-8"
    )
    rows = "".join(f"c{i:02},TWINNED_WITH,c{(i + 1) % 12:02},{2001 + i},list\n" for i in range(12))
    (tmp_path / "ties.csv").write_text("from,tie,to,since,source\n" + rows, encoding="utf-8")
    (tmp_path / "sources.csv").write_text(
        "id,title,publisher,published\nlist,A list,A publisher,2013\n", encoding="utf-8"
    )
    options = ["--tie", "TWINNED_WITH", "--by-time", "--hide", "0.25"]
    result = CliRunner().invoke(main, ["backtest", str(tmp_path), *options])
    text = " ".join(result.stdout.split())
    assert result.exit_code == 0 and "3 ties hidden that began on 2010-01-01 or later; 9 kept." in text
    assert "one hiding gives no interval." in text and "±" not in text
    found = json.loads(CliRunner().invoke(main, ["backtest", str(tmp_path), *options, "--format", "json"]).stdout)
    assert (found["since"], found["hidden"], found["hidings"]) == ("2010-01-01", 3, 1)


def test_weights_are_written_dated_and_the_same_each_time(tmp_path):
    """Fitted to all 40 twinnings of the sample; read back by the partner score (`test_queries_foreseen`)."""
    first, again = tmp_path / "a" / "twins.toml", tmp_path / "b" / "twins.toml"
    for path in (first, again):
        path.parent.mkdir()
        result = run("--tie", "TWINNED_WITH", "--seeds", 1, "--write-weights", path)
        assert f"wrote {path}\nits first lines say how network.toml names the file" in result.stderr
    text = first.read_text(encoding="utf-8")
    assert text == again.read_text(encoding="utf-8")
    assert text.startswith(
        "# Weights of the link ranker, fitted to ties on record: what actors did, and no measure of what they learned.\n"
    )
    assert '#   weights = "twins.toml"\n' in text and "as_of = 2026-11-23\nties = 40\nactors = 55\n" in text
    assert " # ln(1 + ties of the other)\n" in text
    assert (
        "twins.toml is there already; --force overwrites it"
        in run("--tie", "TWINNED_WITH", "--write-weights", first, code=2).stderr
    )

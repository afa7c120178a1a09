"""Text for a terminal: lines that fit it, and ids that stay whole."""

from __future__ import annotations

import pytest
from click.testing import CliRunner
from conftest import SAMPLE

from liaison.cli import main
from liaison.text import bullet, line_width, plural, table, width, wrapped

WORDS = "two cities that have met and have no lasting tie on record"


@pytest.mark.parametrize(
    ("said", "columns"), [("60", 60), ("100", 100), ("240", 100), ("12", 40), ("", 100), ("many", 100)]
)
def test_a_line_is_as_long_as_the_terminal_says_up_to_a_hundred(monkeypatch, said, columns):
    monkeypatch.setenv("COLUMNS", said)
    assert line_width() == columns
    assert max(map(width, bullet("- ", WORDS * 9))) <= columns


def test_a_table_gives_way_where_words_may_break():
    lines = table(["rule", "answers"], [["met-without-tie", WORDS]], columns_wide=40)
    assert lines == [
        "rule             answers",
        "met-without-tie  two cities that have",
        "                 met and have no lasting",
        "                 tie on record",
    ]


def test_a_table_that_would_cut_ids_is_written_row_by_row():
    rows = [["city-without-coordinator-tie", "kumanovo", 2], ["open-triad", "", 1]]
    assert table(["rule", "city", "n"], rows, columns_wide=30) == [
        "rule: city-without-coordinator-tie",
        "city: kumanovo",
        "n: 2",
        "",
        "rule: open-triad",
        "n: 1",
    ]


@pytest.mark.parametrize(
    ("text", "columns", "lines"),
    [
        ("see scn-regional-prevention-infrastructure, please", 12, ["see", "scn-regional-prevention-infrastructure,", "please"]),
        ("Donaudampfschifffahrt", 10, ["Donaudampf", "schifffahr", "t"]),
        ("日本日本日本", 4, ["日本", "日本", "日本"]),
        ("on 2018-11-29", 6, ["on", "2018-11-29"]),
    ],
    ids=["id", "long word", "no blanks", "date"],
)  # fmt: skip
def test_only_a_long_word_is_cut(text, columns, lines):
    assert wrapped(text, columns) == lines


@pytest.mark.parametrize(
    "command", [["show"], ["gaps"], ["gaps", "--all"], ["show", "kumanovo"], ["query", "open-triads"]], ids=" ".join
)
def test_answers_fit_a_narrow_terminal(command):
    name, *rest = command
    found = CliRunner(env={"COLUMNS": "60"}).invoke(main, [name, str(SAMPLE), *rest])
    assert found.exit_code == 0, found.stderr
    long = [line for line in found.stdout.splitlines() if width(line) > 60]
    assert all(len(line.split()) <= 2 for line in long), long  # an id alone may be longer than the terminal


def test_counts_and_their_nouns():
    assert [plural(n, "city", "cities") for n in (0, 1, 2, 1200)] == ["0 cities", "1 city", "2 cities", "1,200 cities"]

"""The script that measures on the twin cities of the world: what it reads, and what it never hides."""

from __future__ import annotations

import numpy as np
import pytest
import twinning_world
from twinning_world import HIDE, LOOKED_AT, hidings, read

from queries.hidden_ties import split


@pytest.fixture
def folder(tmp_path):
    """A ring of 200 cities, each tie said from both ends."""
    cities = [f"Q{i}" for i in range(200)]
    names = "".join(f"{city}\tcity “{city}”\n" for city in cities)
    ties = "".join(f"{a}\t{b}\n{b}\t{a}\n" for a, b in zip(cities, cities[1:] + cities[:1], strict=True))
    (tmp_path / "names.tsv").write_text(names, encoding="utf-8")
    (tmp_path / "relations.tsv").write_text(ties, encoding="utf-8")
    return tmp_path


def test_a_pair_is_read_once_and_names_are_left_as_they_are(folder):
    table = read(folder)
    assert (table.n, table.pairs.shape) == (200, (200, 2))
    assert table.names[table.ids.index("Q7")] == "city “Q7”" and (table.pairs[:, 0] < table.pairs[:, 1]).all()


def test_ties_that_were_looked_at_are_never_hidden(folder):
    table = read(folder)
    looked_at = {tuple(table.pairs[i]) for seed in LOOKED_AT for i in split(len(table.pairs), HIDE, seed)[1]}
    made = hidings(table, 3)
    for one in made:
        hidden, kept = ({tuple(pair) for pair in pairs} for pairs in (one.hidden, one.kept))
        assert len(hidden) == 20 and not hidden & looked_at and not hidden & kept and len(hidden | kept) == 200
    assert not np.array_equal(made[0].hidden, made[1].hidden)


def test_the_tables_go_between_the_marks_and_nothing_else_is_touched(folder, tmp_path, monkeypatch, capsys):
    page = tmp_path / "page.md"
    page.write_text("before\n<!-- measured: begin -->\nold\n<!-- measured: end -->\nafter\n", encoding="utf-8")
    monkeypatch.setattr("sys.argv", ["", str(folder), "--seeds", "2", "--seconds", "5", "--write", str(page)])
    monkeypatch.setattr(twinning_world, "SAMPLE", 500)
    twinning_world.main()
    text = page.read_text(encoding="utf-8")
    assert text.startswith("before\n<!-- measured: begin -->\n") and text.endswith("<!-- measured: end -->\nafter\n")
    assert "old" not in text and "2 hidings of 20 ties, 180 kept" in text and "| link ranker |" in text
    heads = [line for line in text.splitlines() if line.startswith("### ")]
    assert heads == ["### Hidden ties found again", "### Speed", "### 20 pilots by reach alone"]
    assert "| link ranker: the best 20 of all 19,700 open pairs for each of 200 cities, with parts |" in text
    # a ring of 200: a pilot reaches its two neighbours in one step, and two on either side in two
    assert "| 200 | 1 | 20 | 60 | 60.0 (optimum, proven) | 1.0000 |" in text
    assert capsys.readouterr().err == "hiding 1 of 2 done\nhiding 2 of 2 done\n"


def test_a_page_holds_the_numbers_of_one_run(folder, tmp_path, monkeypatch, capsys):
    """Tables of different runs never stand side by side."""
    monkeypatch.setattr("sys.argv", ["", str(folder), "--only", "speed", "--write", str(tmp_path / "page.md")])
    with pytest.raises(SystemExit):
        twinning_world.main()
    assert "--write puts all tables of one run into the page; leave out --only" in capsys.readouterr().err

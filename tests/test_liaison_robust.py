"""`--robust` on partners and pilots: in a table, in JSON and in rows."""

from __future__ import annotations

import csv
import io
import re

import pytest
from small_network import actor, small_network
from test_liaison_cli import NET, answer, run

from liaison.robust import gaps_robustness
from queries.gaps import find_gaps
from queries.gaps import gap_ids as _ids

ASKED = {"partners": ("partners", NET, "kumanovo", "--limit", 2), "pilots": ("pilots", NET, "--count", 2)}
FEW = ("--robust", "--draws", 2)


@pytest.fixture(autouse=True)
def _in_one_process(monkeypatch):
    """So few draws are not worth further processes; that they give the same is tested with `how_often`."""
    monkeypatch.setattr("liaison.robust.processes", lambda: 1)


@pytest.mark.parametrize("command", ASKED)
def test_each_line_says_how_often_it_stays(command):
    body = answer(*ASKED[command], *FEW)
    assert (
        body["robustness"]["draws"] == 2
        and [one["share"] for one in body["robustness"]["settings"]] == [0.05, 0.1, 0.2] * 2
    )
    lines = body[command]
    assert len(lines) == 2 and all(len(line["stays"]) == 6 for line in lines)
    assert all(share is None or 0 <= share <= 1 for line in lines for share in line["stays"])
    assert {key: value for key, value in body.items() if key not in ("robustness", command)} == {
        key: value for key, value in answer(*ASKED[command]).items() if key != command
    }  # the answer itself is the same
    if command == "pilots":  # what a choice owes to its weights is told apart
        assert isinstance(lines[0]["steady"], float)
    text = " ".join(run(*ASKED[command], *FEW).stdout.split())
    where = {"partners": "among the first 2", "pilots": "chosen"}[command]
    assert ("of draws with moved weights" in text) == (command == "pilots")
    assert f"How often each stays {where} if a part of what is on record is left out at random:" in text
    assert text.count("of draws without 5 %, 10 % and 20 % of") == 2 or text.count("Stays in") == 2
    rows = list(csv.DictReader(io.StringIO(run(*ASKED[command], *FEW, "--format", "csv").stdout)))
    assert [float(rows[0][f"stays without ties {n} %"]) for n in (5, 10, 20)] == lines[0]["stays"][:3]


@pytest.mark.parametrize("other", [("--diverse",), ("--why", "skopje")], ids=["diverse", "why"])
def test_partners_asks_one_question_at_a_time(other):
    said = run("partners", NET, "kumanovo", "--robust", *other, code=2).stderr
    assert "--robust asks how often the first stay first; leave out --why and --diverse" in said


def test_a_table_says_of_its_lines_what_json_says_of_them_and_asks_no_more(monkeypatch):
    """What is folded has no line, so that its rules need not be asked; a limit counts lines, not what is folded."""
    whole = [gap for gap in answer("gaps", NET, *FEW)["gaps"] if gap["section"] not in ("fragile", "unknown")]
    asked = []
    monkeypatch.setattr(
        "queries.thin_gaps.gap_ids",
        lambda *args, rules, **more: asked.append(rules) or _ids(*args, rules=rules, **more),
    )
    for options, count in (((), len(whole)), (("--limit", 3), 3)):
        text = " ".join(run("gaps", NET, *FEW, *options).stdout.split())
        told = re.findall(r"Robust\? Stays in this section in ([^.]*)\.", text)
        assert len(told) == count and set(told) <= {_told(gap["stays"]) for gap in whole}
    assert "city-without-civil-society" not in {name for rules in asked for name in rules}


def _told(stays: list[float | None]) -> str:
    shares = ["none tried" if share is None else f"{share * 100:.0f} %" for share in stays]
    ties, actors = (f"{', '.join(three[:2])} and {three[2]}" for three in (shares[:3], shares[3:]))
    return f"{ties} of draws without 5 %, 10 % and 20 % of ties; in {actors} without as many actors"


def test_a_draw_asks_the_rules_to_which_one_of_the_lines_yields(sample, monkeypatch):
    """A source denies a tie: where a draw has a firm rule find that tie missing, the line is no longer there."""
    asked = []
    monkeypatch.setattr("queries.robustness.how_often", lambda network, ask, lines, **options: asked.append(ask.rules))
    network = small_network(
        [actor("viti", "City", "XK"), actor("strategy", "Plan", "XK")],
        [("viti", "RECEIVED", "strategy", {"says": "no"})],
    )
    gaps = find_gaps(network, rules="denied-tie")
    assert [gap.missing["tie"] for gap in gaps] == ["RECEIVED"]
    gaps_robustness(network, gaps, rules=(), parameters={}, draws=1)
    gaps_robustness(sample, find_gaps(sample, rules="met-without-tie"), rules=(), parameters={}, draws=1)
    assert asked == [["denied-tie", "plan-not-received"], ["met-without-tie"]]

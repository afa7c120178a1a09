"""`liaison brokers`, `liaison measure` and `--robust` as people and programs read them."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import SAMPLE

import queries.measure
from liaison.cli import main

WETLANDS = Path(__file__).parent / "data" / "wetlands"


def run(*args: object, code: int = 0) -> str:
    result = CliRunner().invoke(main, [str(arg) for arg in args])
    assert result.exit_code == code, result.output
    return result.stdout if code == 0 else result.output


def answer(*args: object):
    return json.loads(run(*args, "--format", "json"))


def test_brokers_say_in_words_first_what_each_role_means():
    lines = run("brokers", SAMPLE, "--limit", 1).splitlines()
    assert lines[0] == "Who stands between others, by level, as of 2026-11-23, the date of the newest source"
    assert lines[3:8] == [
        "1. Strong Cities Network (international)",
        "   From another level it connects 35 pairs of actors that are at one level and not tied, Čair and",
        "   Elbasan for one.",
        "   Of its 9 ties 8.8 lead where the others do not.",
        "   In numbers: itinerant 70; constraint 0.142, effective size 8.78, 9 ties.",
    ]


def test_brokers_as_json_are_as_documented():
    found = answer("brokers", SAMPLE, "--by", "country", "--limit", 3)
    assert list(found) == ["schema_version", "as_of", "by", "directed", "brokers", "publishers"]
    assert (found["by"], found["directed"], len(found["brokers"])) == ("country", False, 3)
    for one in found["brokers"]:
        assert list(one) == [
            "id", "name", "kind", "country", "level", "group", "means", "roles", "total", "constraint", "effective_size", "degree",
        ]  # fmt: skip
        assert list(one["roles"]) == ["coordinator", "itinerant", "gatekeeper", "representative", "liaison"]
        assert one["total"] == sum(one["roles"].values()) and one["means"]


def test_robust_brokers_stay_among_the_first_and_say_how_often():
    found = answer("brokers", SAMPLE, "--limit", 3, "--robust", "--draws", 10)
    assert found["robustness"]["draws"] == 10
    assert found["robustness"]["settings"] == [
        {"drop": drop, "share": share} for drop in ("ties", "actors") for share in (0.05, 0.1, 0.2)
    ]
    assert all(len(one["stays"]) == 6 for one in found["brokers"])
    assert found == answer("brokers", SAMPLE, "--limit", 3, "--robust", "--draws", 10)
    text = " ".join(run("brokers", SAMPLE, "--limit", 3, "--robust", "--draws", 10).split())
    told = [f"{value * 100:.0f} %" for value in found["brokers"][0]["stays"][:3]]
    assert (
        f"Robust? Stays among the first 3 in {told[0]}, {told[1]} and {told[2]} of draws without 5 %, 10 % and 20 % of ties;"
        in text
    )


def test_robust_gaps_say_how_often_each_is_found_again():
    rule = ["--rule", "plan-not-received", "--rule", "single-point-of-failure"]
    found = answer("gaps", SAMPLE, *rule, "--robust", "--draws", 8)
    by_id = {gap["id"]: gap["stays"] for gap in found["gaps"]}
    assert by_id["single-point-of-failure:scn"] == [1.0] * 6
    assert found["robustness"]["draws"] == 8 and found["robustness"]["seed"] == 1
    text = run("gaps", SAMPLE, *rule, "--robust", "--draws", 2)
    assert "Robust? Stays in" in text
    rows = list(csv.DictReader(io.StringIO(run("gaps", SAMPLE, *rule, "--robust", "--draws", 2, "--format", "csv"))))
    assert {"stays without ties 5 %", "stays without actors 20 %"} <= set(rows[0])


def test_measure_says_what_the_whole_looks_like_and_then_each_actor():
    lines = run("measure", SAMPLE, "--limit", 2).splitlines()
    assert lines[3:5] == [
        "124 actors, 59 pairs of them tied. The largest part that is tied together has 45 actors; there are 6",
        "such parts. 66 have no tie of this sort on record.",
    ]
    assert lines[7].split() == ["Strong", "Cities", "Network", "international", "9", "0.0877", "1", "2", "24"]
    assert lines[-1] == "122 further actors; --limit N shows more."


COUNTED = (
    "Counted are offices, organisations and cities, never persons, and ties on record that are more than a meeting, two actors "
    "being tied once or not; where one sits, who leads it and what it is part of are none."
)


def test_what_is_counted_and_what_nobody_recorded_is_said():
    assert (
        f"{COUNTED} Betweenness is the share of shortest paths through an actor, on average over all pairs of others, those "
        "without a path included. All of it is of what is on record: a tie that nobody recorded would change it."
    ) in " ".join(run("measure", SAMPLE).split())
    for options, counted in (((), "ties both ways, so that each pair counts twice"),
                             (("--directed",), "as the ties point, each order of two a pair of its own")):  # fmt: skip
        assert (
            f"Roles of Gould and Fernandez, {counted}; constraint and effective size of Burt, ties both ways and each pair "
            f"once. {COUNTED} A tie that nobody recorded may take pairs away: --robust says how far the order hangs on single rows."
        ) in " ".join(run("brokers", SAMPLE, "--limit", 1, *options).split())


def test_of_kinds_that_are_not_measured_it_is_said_how_they_would_be():
    wetlands = SAMPLE.parent.parent / "tests" / "data" / "wetlands"
    assert (
        "Nobody to measure: no actor here is of a kind that is measured, or of one that is a kind of these. A kind of your own "
        "is measured if its file says so, as in `is_a: Organisation`; `liaison query NETWORK actors` lists who is."
    ) in " ".join(run("measure", wetlands).split())


def test_measure_as_json_is_as_documented():
    found = answer("measure", SAMPLE)
    assert list(found) == ["schema_version", "as_of", "network", "betweenness", "actors", "publishers"]
    assert found["betweenness"] == {"exact": True, "sources": None, "seed": None}
    assert found["network"]["actors"] == len(found["actors"]) == sum(found["network"]["components"])
    assert list(found["actors"][0]) == [
        "id", "name", "kind", "country", "level", "degree", "betweenness", "component", "core", "cuts_off",
    ]  # fmt: skip


def test_a_sample_is_said(monkeypatch):
    monkeypatch.setattr(queries.measure, "EXACT_UP_TO", 100)
    monkeypatch.setattr(queries.measure, "SAMPLE", 50)
    assert answer("measure", SAMPLE)["betweenness"] == {"exact": False, "sources": 50, "seed": 1}
    text = " ".join(run("measure", SAMPLE).split())
    assert "Betweenness is estimated from 50 sources chosen at random, with a fixed seed." in text


def test_motifs_are_counted_by_the_kinds_that_one_names():
    """1,2[I.C] 543, 1,2[II.C] 167, 2,2[III.C] 73, 2,2[III.D] 1: motif_summary of the R package motifr."""
    counts = answer("measure", WETLANDS, "--motifs", "WetlandActor", "activity")["motifs"]
    assert (counts["actors"], counts["subjects"]) == ("WetlandActor", "Activity")
    assert (counts["counts"]["1,2"]["I.C"], counts["counts"]["1,2"]["II.C"]) == (543, 167)
    assert (counts["counts"]["2,2"]["III.C"], counts["counts"]["2,2"]["III.D"]) == (73, 1)
    text = run("measure", WETLANDS, "--motifs", "WetlandActor", "Activity")
    assert "1,2[I.C]       543  open triad: two wetland actors without a tie, both tied to the same activity" in text
    assert "no kind 'Activty'; did you mean Activity?" in run(
        "measure", WETLANDS, "--motifs", "City", "Activty", code=2
    )


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["--rule", "open-triad", "--param", "actors=City"],
         "'open-triad' needs --param subjects=… (Kind of the subject that they share, such as Programme.)"),
        (["--rule", "open-triad", "--param", "actors=Cty", "--param", "subjects=Event"],
         "parameter 'actors': no kind 'Cty'; did you mean City?"),
        (["--rule", "lapsed-tie", "--param", "month=3"],
         "no rule that is asked takes a parameter 'month'; they take months"),
    ],
)  # fmt: skip
def test_a_slip_in_a_parameter_is_named(args, message):
    assert message in run("gaps", SAMPLE, *args, code=2)


def test_open_triads_by_kinds_that_one_names():
    found = answer("gaps", SAMPLE, "--rule", "open-triad", "--param", "actors=City", "--param", "subjects=Practice")
    assert len(found["gaps"]) == 6  # Brčko, Novi Pazar, Podgorica and Strumica offer a local safety council
    assert {gap["section"] for gap in found["gaps"]} == {"unknown"}


def test_the_first_screen_folds_weak_points_and_what_is_not_known():
    text = run("gaps", SAMPLE)
    assert len(text.splitlines()) <= 61  # a tall screen
    head = text[text.index("Weak points of what is on record (19)") :].split("\n\n")[0]
    assert head.splitlines()[1:] == [
        "  medium  Sources disagree 2; Single point of failure 11; Levels held by one tie 2; Lapsed tie 1",
        "  low     Thin reach 3",
        "          The heaviest: Without Strong Cities Network no path on record would lead from 29 of the",
        "                        actors and programmes here to the rest.",
    ]
    assert "  low     No tie at all: XK 10, AL 5, no country 4, BA 3, RS 3, ME 2, MK 2, US 1" in text
    assert "Without Kumanovo no path on record would lead from 15 of the actors and programmes" in " ".join(
        run("gaps", SAMPLE, "--all").split()
    )

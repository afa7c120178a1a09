"""Why a gap stands where it stands: the words agree with where it was placed."""

from __future__ import annotations

import pytest
from small_network import actor, small_network
from test_liaison_cli import NET, answer, run

from graphmodel.findings import Gap
from graphmodel.network import Network
from queries.explanation import Explanation, explained
from queries.gaps import find_gaps
from queries.query import catalogue

PILOT = [
    ("kumanovo", "PILOTS", "programme", {"role": "lead"}),
    ("programme", "WORKS_IN", "AL"),
]


def pilot(*ties: tuple) -> Network:
    return small_network(
        [actor("kumanovo", "City", "MK"), actor("elbasan", "City", "AL"), {**actor("programme", "Programme"), "shares": "yes"}],
        [*PILOT, *ties],
    )  # fmt: skip


def office(*ties: tuple) -> Network:
    cities = [actor(name, "City", "MK") for name in ("tetovo", "bitola")]
    return small_network(
        [actor("office", "NationalCoordinator", "MK"), actor("group", "CivilSocietyGroup", "MK"), *cities], ties
    )


def the_one(network: Network, rule: str, ident: str = "") -> tuple[Gap, Explanation]:
    gaps = find_gaps(network, rules=[rule])
    gap = next(gap for gap in gaps if ident in gap.id)
    return gap, explained(network, gaps)[gap.id]


CASES = {
    "foreseen, and nobody between": (
        pilot(), "pilot-not-reaching-country", "",
        "Priority high: Programme foresees the tie (report); nobody on record is tied to both."),
    "not foreseen, no peers": (
        office(), "city-without-coordinator-tie", "tetovo",
        "Priority low: no plan or programme on record foresees the tie; no other has such a tie."),
    "peers": (
        office(("office", "COOPERATES_WITH", "bitola")), "city-without-coordinator-tie", "tetovo",
        "Priority medium: no plan or programme on record foresees the tie; 1 other has such a tie."),
    "somebody between, which alone lowers nothing": (
        office(("group", "COOPERATES_WITH", "office"), ("group", "WORKS_IN", "tetovo")), "city-without-coordinator-tie", "tetovo",
        "Priority low: no plan or programme on record foresees the tie; Group is tied to both; no other has such a tie."),
    "declared by the rule": (
        small_network([actor("viti", "City", "XK"), actor("staff", "Practice")], [("viti", "NEEDS", "staff")]),
        "need-without-support", "", "Priority medium: its rule says so of all that it finds."),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_the_parts_of_a_priority_are_said(case):
    network, rule, ident, said = CASES[case]
    gap, why = the_one(network, rule, ident)
    assert why.severity == said and f"Priority {gap.severity}:" in said


def test_a_foreseen_tie_with_somebody_between_is_medium_and_says_who():
    network = small_network(
        [{**actor("plan", "Plan", "XK")}, actor("viti", "City", "XK"), actor("office", "NationalCoordinator", "XK")],
        [("office", "COOPERATES_WITH", "viti"), ("office", "SUPPORTS", "plan")],
    )
    gap, why = the_one(network, "plan-not-received")
    assert (gap.severity, why.via, why.foreseen_by) == ("medium", ("office",), "plan")
    assert why.severity == "Priority medium: Plan foresees the tie; Office is tied to both."


def test_pairs_say_how_many_subjects_they_share():
    cities = [actor("a", "City", "AL"), actor("b", "City", "MK"), actor("x", "Event"), actor("y", "Event")]
    one = [("a", "TOOK_PART_IN", "x"), ("b", "TOOK_PART_IN", "x")]
    two = [*one, ("a", "TOOK_PART_IN", "y"), ("b", "TOOK_PART_IN", "y")]
    said = [the_one(small_network(cities, ties), "met-without-tie")[1].severity for ties in (one, two)]
    assert said == [
        "Priority low: only one shared subject speaks for it, and no plan or programme foresees it.",
        "Priority medium: they share 2 subjects, more than one.",
    ]


def test_the_sentences_of_the_sample_agree_with_where_each_gap_stands(sample):
    gaps = find_gaps(sample)
    whys = explained(sample, gaps)
    for gap in gaps:
        why = whys[gap.id]
        assert f"Priority {gap.severity}: " in why.severity and 1 <= why.place <= why.of
        assert why.of == sum(one.section == gap.section for one in gaps)
        if gap.grounds.foreseen and not gap.grounds.declared:
            assert gap.severity == ("medium" if why.via else "high")
        if gap.grounds.shared is None:  # a pair is placed by what it shares, whoever stands between
            assert bool(why.via) == gap.grounds.path


def test_json_and_table_explain():
    gap = answer("gaps", NET, "--explain", "--rule", "coordinator-absent-from-event")["gaps"][0]
    assert gap["explanation"]["certainty"] == (
        "A list that counts as full has both ends in its scope and the day in its period, and does not have the tie."
    )
    assert gap["explanation"]["sources"] == ["scn-report-2018"]
    text = " ".join(run("gaps", NET, "--explain").stdout.split())
    assert (
        "Why here: Place 1 of 1. It stands under what is not on a full list, behind what a source says is missing. A list "
        "that counts as full has both ends in its scope" in text
    )


def test_what_a_weight_counts_is_said(sample):
    gaps = find_gaps(sample)
    whys = explained(sample, gaps)
    order = " Of one priority the heavier stand first, then the order of ids."
    serbian = (sample.actors["kind"] == "City") & (sample.actors["country"] == "RS")
    panel = next(gap for gap in gaps if gap.rule == "coordinator-absent-from-event")
    assert whys[panel.id].weight == f"Weight {serbian.sum()}: cities of its country that are here.{order}"
    for gap in gaps:
        grouped = gap.missing is not None and "pairs" in gap.missing
        if not gap.grounds.weighs:
            assert gap.weight == 1
            alike = "a group weighs as one" if grouped else "its rule weighs all that it finds alike"
            assert whys[gap.id].weight == f"Weight 1: {alike}.{order}"
    assert sum(gap.weight != 1 for gap in gaps) > 20


def test_every_rule_that_sets_a_weight_says_what_it_counts(sample):
    for query in catalogue(schema=sample.schema, families=("gaps",)):
        if query.fields.keys() & {"weight", "pairs"}:
            assert query.fields.get("weighs"), query.name

"""Open and closed triads: the published values of a real network, and the laws that hold for every one.

Reference values: the network ml_net of the R package motifr, as motifr (motif_summary, identify_gaps, critical_dyads)
and the Python package sma (count) give them.
"""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_network import actor, small_network

import loaders
from graphmodel.network import Network
from queries.engines import open_engine
from queries.gap_rules import gap_rules
from queries.gaps import find_gaps
from queries.measure import motif_counts
from queries.query import find_query
from queries.shared_subject import MOST_PAIRS, Incidence, critical_pairs, open_pairs
from queries.triads import TwoLevels, incidence_of, symmetric

WETLANDS = Path(__file__).parent / "data" / "wetlands"
KINDS = {"actors": "WetlandActor", "subjects": "Activity"}


@pytest.fixture(scope="module")
def wetlands() -> Network:
    return loaders.load(WETLANDS)


@pytest.fixture(scope="module")
def rows(wetlands):
    """What the rule for open triads asks of the engine."""
    engine = open_engine(wetlands)
    found = engine.run(find_query("open-triad", gap_rules(wetlands)).text, KINDS).records()
    engine.close()
    return found


# the wetlands


def test_the_wetlands_have_the_nodes_and_ties_that_they_are_said_to_have(wetlands):
    assert Counter(wetlands.actors["kind"]) == {"WetlandActor": 80, "Activity": 52} and len(wetlands.ties) == 541


def test_the_motifs_of_the_wetlands_are_those_that_are_published(wetlands):
    counts = motif_counts(wetlands, "WetlandActor", "Activity")
    assert counts["1,2"] == {"I.A": 140304, "I.B": 8497, "I.C": 543, "II.A": 13666, "II.B": 1143, "II.C": 167}
    assert (counts["2,1"]["I.C"], counts["2,1"]["II.C"]) == (217, 7)
    assert (counts["2,2"]["III.C"], counts["2,2"]["III.D"]) == (73, 1)


def test_the_gaps_of_the_wetlands_are_those_that_are_published(wetlands, rows):
    pairs, groups = open_pairs(wetlands, rows, group_above=80)
    assert groups == [] and len(pairs) == 374
    assert Counter(pair.weight for pair in pairs) == {1: 252, 2: 85, 3: 29, 4: 6, 5: 2}
    assert sum(pair.weight for pair in pairs) == 543
    by_weight = {w: {(pair.a, pair.b) for pair in pairs if pair.weight == w} for w in (4, 5)}
    assert by_weight[5] == {("actor10", "actor27"), ("actor18", "actor44")}
    assert by_weight[4] == {
        ("actor24", "actor6"), ("actor16", "actor55"), ("actor18", "actor27"), ("actor18", "actor31"),
        ("actor24", "actor27"), ("actor44", "actor46"),
    }  # fmt: skip


def test_the_critical_ties_of_the_wetlands_are_those_that_are_published(wetlands, rows):
    pairs = critical_pairs(wetlands, rows)
    levels = Incidence.of(wetlands, rows).levels
    # 288 ties among all 80 actors; those of actors without an activity close nothing and are not in the rows
    kinds = wetlands.actors["kind"].to_numpy() == "WetlandActor"
    ties = wetlands.ties
    assert (kinds[ties["source_pos"]] & kinds[ties["target_pos"]]).sum() == 288
    assert len(pairs) == 108 == len(levels.triads.closed)
    assert sum(pair.weight for pair in pairs) == 167
    assert max((pair.weight, pair.a, pair.b) for pair in pairs) == (4, "actor16", "actor24")


def test_the_rule_gives_every_pair_if_it_is_told_to_and_one_finding_for_a_hub(wetlands):
    every = find_gaps(wetlands, rules=["open-triad"], parameters={**KINDS, "group_above": 80})
    assert len(every) == 374 and sum(gap.weight for gap in every) == 543
    grouped = find_gaps(wetlands, rules=["open-triad"], parameters=KINDS)
    groups = [gap for gap in grouped if "pairs" in (gap.missing or {})]
    assert 0 < len(groups) < len(grouped) < len(every)
    assert all(gap.missing["open"] == len(gap.missing["pairs"]) for gap in groups if gap.missing)


def test_open_squares_are_the_pairs_that_share_two(wetlands):
    """III.A and III.B: 222 + 6, of pairs with w shared activities w over 2 each (85 + 3·29 + 6·6 + 10·2 = 228)."""
    found = find_gaps(wetlands, rules=["open-square"], parameters=KINDS)
    counts = motif_counts(wetlands, "WetlandActor", "Activity")["2,2"]
    assert len(found) == 85 + 29 + 6 + 2
    assert sum(gap.weight for gap in found) == 228 == counts["III.A"] + counts["III.B"]


# laws

ENDS = st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda pair: pair[0] != pair[1])
PLACES = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 4)), max_size=25)


def two_levels(places, ties, subject_ties=()) -> TwoLevels:
    subjects = [(a % 5, b % 5) for a, b in subject_ties if a % 5 != b % 5]
    return TwoLevels(
        incidence_of([a for a, _ in places], [s for _, s in places], (8, 5)),
        symmetric([a for a, _ in ties], [b for _, b in ties], 8),
        symmetric([a for a, _ in subjects], [b for _, b in subjects], 5),
    )


@settings(max_examples=100, deadline=None)
@given(PLACES, st.lists(ENDS, max_size=20))
def test_gap_weights_sum_to_open_triads_and_critical_weights_to_closed(places, ties):
    levels = two_levels(places, ties)
    counts = levels.count("1,2")
    assert levels.triads.open.weight.sum() == counts["I.C"] and levels.triads.closed.weight.sum() == counts["II.C"]
    tied = {frozenset(pair) for pair in ties}
    at = {a: {s for b, s in places if a == b} for a in range(8)}
    for pairs, has_tie in ((levels.triads.open, False), (levels.triads.closed, True)):
        found = {
            (a, b): w
            for a, b, w in zip(pairs.first.tolist(), pairs.second.tolist(), pairs.weight.tolist(), strict=True)
        }
        assert found == {
            (a, b): len(at[a] & at[b]) for a, b in combinations(range(8), 2)
            if at[a] & at[b] and (frozenset((a, b)) in tied) == has_tie
        }  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(PLACES, st.lists(ENDS, max_size=12))
def test_open_and_closed_triads_together_do_not_change_when_ties_are_added(places, ties):
    sums = set()
    for count in range(len(ties) + 1):
        found = two_levels(places, ties[:count]).count("1,2")
        sums.add(found["I.C"] + found["II.C"])
    assert len(sums) == 1


@settings(max_examples=60, deadline=None)
@given(PLACES, st.lists(ENDS, max_size=12), st.lists(ENDS, max_size=6))
def test_motifs_are_those_that_one_counts_by_hand(places, ties, subject_ties):
    levels = two_levels(places, ties, subject_ties)
    upper, lower, across = levels.ties.toarray(), levels.subject_ties.toarray(), levels.incidence.toarray()
    by_hand: Counter[str] = Counter()
    for a, b in combinations(range(8), 2):
        for s in range(5):
            by_hand[f"1,2 {'II' if upper[a, b] else 'I'}.{'ABC'[across[a, s] + across[b, s]]}"] += 1
        for s, t in combinations(range(5), 2):
            if across[a, s] and across[a, t] and across[b, s] and across[b, t]:
                by_hand[f"2,2 III.{'ABCD'[lower[s, t] + 2 * upper[a, b]]}"] += 1
    for s, t in combinations(range(5), 2):
        for a in range(8):
            by_hand[f"2,1 {'II' if lower[s, t] else 'I'}.{'ABC'[across[a, s] + across[a, t]]}"] += 1
    for motif in ("1,2", "2,1", "2,2"):
        for name, count in levels.count(motif).items():
            assert count == by_hand[f"{motif} {name}"], (motif, name)


def test_there_are_three_motifs():
    with pytest.raises(ValueError, match="no motif '3,1'; there are 1,2 and 2,1 and 2,2"):
        two_levels([], []).count("3,1")


def test_where_nothing_is_shared_there_is_no_pair():
    levels = two_levels([], [])
    assert (
        len(levels.triads.open) == 0 == len(levels.triads.closed)
        and levels.shared_by(np.empty(0, int), np.empty(0, int)) == []
    )


def test_a_tie_of_an_actor_to_itself_is_none():
    assert symmetric([0, 1], [0, 2], 3).toarray().tolist() == [[0, 0, 0], [0, 0, 1], [0, 1, 0]]


# a hub is one finding


@pytest.mark.parametrize(("members", "pairs", "groups"), [(4, 6, 0), (5, 0, 1)], ids=["as many as may be", "one more"])
def test_a_subject_is_a_hub_only_with_more_actors_than_the_rule_says(members, pairs, groups):
    """met-without-tie says group_above: 4."""
    cities = [actor(f"c{n}", "City", "AL") for n in range(members)]
    network = small_network(
        [*cities, actor("forum", "Event")], [(row["id"], "TOOK_PART_IN", "forum") for row in cities]
    )
    found = find_gaps(network, rules=["met-without-tie"])
    assert (sum("pairs" not in (gap.missing or {}) for gap in found), len(found)) == (pairs, pairs + groups)


def test_a_hub_with_very_many_actors_gives_their_number_and_no_list_of_pairs():
    cities = [actor(f"c{i:03}", "City", "AL") for i in range(120)]
    network = small_network(
        [*cities, actor("forum", "Event")], [(row["id"], "TOOK_PART_IN", "forum") for row in cities]
    )
    (gap,) = find_gaps(network, rules=["met-without-tie"])
    assert gap.missing == {"tie": "PARTNERS_WITH", "pairs": [], "open": 120 * 119 // 2}
    assert MOST_PAIRS < 120 * 119 // 2
    assert gap.because.endswith("and 112 more. For 7140 of the 7140 pairs among them no tie is on record.")

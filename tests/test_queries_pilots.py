"""Pilots: what a choice is worth, its limits, who is left out, how steady it is, and what the sample says."""

from __future__ import annotations

import math
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_network import actor, small_network

from graphmodel.errors import UsageProblem
from graphmodel.network import Network
from queries.coverage_bound import lagrange, merged
from queries.coverage_choice import Cover, best, greedy
from queries.pilots import choose_pilots
from queries.reach import Reach
from queries.stability import stability

# choosing few that cover much

SETS = st.dictionaries(
    st.sampled_from("abcdefgh"), st.frozensets(st.integers(0, 9).map(str), min_size=1), min_size=1, max_size=8
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(SETS, st.integers(1, 4), st.integers(1, 2))
def test_greedy_keeps_its_guarantee_and_the_optimum_is_one(sets, count, per_group):
    """1 − 1/e under a plain limit (Nemhauser and others 1978), 1/2 with a limit per group (Fisher and others 1978)."""
    groups = {name: "xy"[ord(name) % 2] for name in sets}

    def reach(names) -> int:
        return len(frozenset().union(*(sets[name] for name in names)))

    def allowed(names) -> bool:
        return all(sum(groups[n] == g for n in names) <= per_group for g in "xy")

    choices = [c for k in range(count + 1) for c in combinations(sorted(sets), k)]
    highest, highest_grouped = max(map(reach, choices)), max(reach(c) for c in choices if allowed(c))
    plain = Cover.of_sets(sets, count, groups)
    grouped = Cover.of_sets(sets, count, groups, per_group=per_group)
    for cover, right in ((plain, highest), (grouped, highest_grouped)):
        for large in (1_500, 0):  # whole, and made small before it is solved
            found = best(cover, large=large)
            assert (round(found.value, 9), found.proven) == (right, True)
            assert cover.value(found.chosen) == pytest.approx(right) and cover.allows(found.chosen)
        assert right - 1e-9 <= lagrange(cover, 0.0).value <= cover.weights.sum() + 1e-9
    assert plain.value(greedy(plain)) >= (1 - 1 / math.e) * highest
    chosen = greedy(grouped)
    assert grouped.allows(chosen) and grouped.value(chosen) >= highest_grouped / 2


@settings(max_examples=40, deadline=None)
@given(SETS, st.integers(1, 3))
def test_what_covers_alike_may_be_taken_as_one(sets, count):
    cover = Cover.of_sets(sets, count)
    for chosen in combinations(range(len(cover.names)), min(count, len(cover.names))):
        assert merged(cover).value(chosen) == pytest.approx(cover.value(chosen))


def test_cities_with_a_limit_per_country_are_solved_alike_whole_and_made_small():
    rng = np.random.default_rng(3)
    sets = {f"c{at:03}": {str(x) for x in rng.integers(0, 150, rng.integers(1, 9))} for at in range(300)}
    cover = Cover.of_sets(sets, 8, {name: name[-1] for name in sets}, per_group=1, first=["c007"])
    whole, small = best(cover), best(cover, large=0)
    assert whole.proven and small.proven and whole.value == small.value
    assert cover.names.index("c007") in small.chosen and cover.allows(small.chosen)
    bound = lagrange(cover, whole.value)
    assert whole.value <= bound.value <= 1.05 * whole.value  # near, and so some candidates can be left out
    assert 0 < (bound.with_each > whole.value).sum() < len(cover.names)
    assert all(bound.with_each[at] >= whole.value - 1e-9 for at in whole.chosen)


def test_no_choice_within_the_limits_is_said():
    cover = Cover.of_sets({"a": {"x"}, "b": {"y"}}, 2, {"a": "g", "b": "g"}, per_group=1, first=["a", "b"])
    with pytest.raises(UsageProblem, match="no choice keeps to all limits"):
        best(cover)


# reach


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef")), max_size=12), st.integers(1, 3))
def test_reach_is_that_of_a_breadth_first_search(pairs, steps):
    """networkx as the reference."""
    import networkx as nx

    edges = [(a, b, "T") for a, b in pairs if a != b]
    graph = nx.Graph((a, b) for a, b, _ in edges)
    graph.add_nodes_from("abcdef")
    reach = Reach(edges, list("abcdef"), steps)
    for start in "abcdef":
        assert reach.names_from(start) == sorted(nx.single_source_shortest_path_length(graph, start, cutoff=steps))


# stability


def test_draws_are_the_same_for_the_same_seed_and_move_no_weight_further_than_asked():
    seen = []
    weights = {"a": 0.5, "b": 0.3, "c": 0.2}

    def choose(drawn):
        seen.append(drawn)
        return [max(drawn, key=drawn.get)]

    assert stability(weights, choose, draws=50) == stability(weights, choose, draws=50) == {"a": 1.0}
    assert seen[:50] == seen[50:] and all(sum(drawn.values()) == pytest.approx(1) for drawn in seen)
    ratios = [drawn["a"] / drawn["b"] for drawn in seen]
    assert 0.5 / 0.3 * 0.8 / 1.2 <= min(ratios) < max(ratios) <= 0.5 / 0.3 * 1.2 / 0.8


# the choice


def members(*ties: tuple, **more: dict[str, str]) -> Network:
    """Three members of a programme that means to share, and three cities beside them."""
    rows = [
        actor("a", "City", "MK"), actor("b", "City", "MK"), actor("c", "City", "AL"), actor("x", "City", "RS"),
        actor("y", "City", "RS"), actor("z", "City", "RS"), {**actor("prog", "Programme"), "shares": "yes"},
        actor("scn", "Organisation"), actor("mayor", "Mayor", "MK", city="a"), actor("team", "CoordinationBody", "MK"),
        actor("plan", "Plan", "MK"), actor("course", "Event"), actor("want", "Practice"),
    ]  # fmt: skip
    joined = [(name, "MEMBER_OF", "prog") for name in "abc"]
    return small_network(
        [{**row, **more.get(row["id"], {})} for row in rows], [*joined, ("scn", "SUPPORTS", "prog"), *ties]
    )


def pilot(chosen, ident: str):
    return next(one for one in chosen.pilots if one.id == ident)


def test_what_a_choice_is_worth_is_the_sum_of_what_its_pilots_add(sample):
    chosen = choose_pilots(sample, 4)
    added = sum(part.value * part.weight for one in chosen.pilots for part in one.parts)
    assert added == pytest.approx(chosen.value, abs=1e-5)
    assert chosen.best_proven and chosen.value <= chosen.best_value + 1e-9


def test_pilots_of_the_sample_are_members_of_the_network(sample):
    """Members on record (facts): Čair, Peja, Gjilan, Ulcinj, Kumanovo, Elbasan, Novi Pazar."""
    chosen = choose_pilots(sample, 4, per_country=1, must=["kumanovo"])
    assert set(chosen.candidates) == {"cair", "peja", "gjilan", "ulcinj", "kumanovo", "elbasan", "novi-pazar"}
    assert chosen.pilots[0].id == "kumanovo" and chosen.pilots[0].asked_for
    assert len({one.country for one in chosen.pilots}) == 4
    assert chosen.resting["TWINNED_WITH"] == 15  # of those reached, lost without twinning
    assert chosen.reached + len(chosen.left_out) == chosen.reachable and chosen.optimum >= chosen.reached
    assert {item.source for item in pilot(chosen, "kumanovo").parts[0].evidence} == {"kumanovo-gov", "wikidata-2016"}


def test_readiness_is_what_is_recorded_and_each_gap_in_it_a_question():
    network = members(
        ("a", "HAS_BODY", "team"), ("team", "ADOPTED", "plan"), ("team", "TOOK_PART_IN", "course"),
        ("mayor", "COOPERATES_WITH", "scn", {"form": "memorandum"}),
    )  # fmt: skip
    chosen = choose_pilots(network, 3)
    ready = next(part for part in pilot(chosen, "a").parts if part.part == "readiness")
    assert (ready.value, ready.known) == (1.0, 1.0) and ready.because == (
        "A has Team. A has adopted Plan. Team took part in Course. Mayor signed a memorandum with Scn."
    )
    unknown = next(part for part in pilot(chosen, "c").parts if part.part == "readiness")
    assert (unknown.value, unknown.known) == (0.0, 0.0) and unknown.questions == (
        "Has C a coordination body?",
        "Has C adopted a local action plan?",
        "Who of C has been trained, and at which event?",
        "Has the mayor of C committed to it, for example by a memorandum?",
    )


@pytest.mark.parametrize(
    ("ties", "ident", "because"),
    [
        (
            [("a", "TWINNED_WITH", "x")],
            "a",
            "Reaches 1 other within 2 steps, none of them reached by a pilot before it: X.",
        ),
        (
            [
                ("a", "TWINNED_WITH", "x"),
                ("x", "TWINNED_WITH", "y"),
                ("c", "TWINNED_WITH", "x"),
                ("c", "TWINNED_WITH", "z"),
            ],
            "c",
            "Reaches 4 others within 2 steps, none of them reached by a pilot before it: A, X, Y and Z.",
        ),
        (
            [
                ("a", "TWINNED_WITH", "x"),
                ("x", "TWINNED_WITH", "y"),
                ("c", "TWINNED_WITH", "x"),
                ("c", "TWINNED_WITH", "z"),
            ],
            "a",
            "Reaches 3 others within 2 steps, all of whom pilots before it reach already.",
        ),
        ([], "a", "Reaches itself alone: no tie on record over which its learning would travel."),
    ],
)
def test_reach_is_told_in_words(ties, ident, because):
    assert pilot(choose_pilots(members(*ties), 3), ident).parts[0].because == because


def test_who_is_not_chosen_hears_what_would_bring_it_in():
    """b is of no further country and reaches nobody; the place to take is the third, since a and c are worth more."""
    network = members(("a", "TWINNED_WITH", "x"), ("c", "TWINNED_WITH", "y"))
    chosen = choose_pilots(network, 2)
    assert [one.id for one in chosen.pilots] == ["a", "c"]
    (left,) = chosen.not_chosen
    assert (left.id, left.instead_of, left.same_country) == ("b", "a", False)
    # 0.5 of reach over 5 reachable cities: x and a lost, b won; no country lost. A city is worth 0.1.
    assert left.behind == pytest.approx(0.1) and left.further == 2
    assert left.questions == (
        "What does B need most, and who says so?",
        "Has B a coordination body?",
        "Has the mayor of B committed to it, for example by a memorandum?",
    )


def test_favourable_answers_to_those_questions_do_bring_it_in():
    """A need, a body and a memorandum of b, each as a row: what was promised holds."""
    more = [("b", "NEEDS", "want"), ("b", "HAS_BODY", "team"), ("b", "COOPERATES_WITH", "scn", {"form": "memorandum"})]
    network = members(("a", "TWINNED_WITH", "x"), ("c", "TWINNED_WITH", "y"), *more)
    assert [one.id for one in choose_pilots(network, 2).pilots] == ["b", "c"]


def test_one_that_could_only_replace_a_pilot_of_its_country_is_told_so():
    network = members(("a", "TWINNED_WITH", "x"), ("c", "TWINNED_WITH", "y"))
    (left,) = choose_pilots(network, 2, per_country=1).not_chosen
    assert (left.id, left.instead_of, left.same_country) == ("b", "a", True)


def test_every_city_may_be_a_candidate_and_fewer_than_asked_for_are_told(sample):
    assert len(choose_pilots(sample, 2, any_city=True).candidates) == 55  # cities of the sample
    few = choose_pilots(sample, 50)
    assert (few.count, len(few.pilots)) == (50, 7)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"must": ["a"], "exclude": ["a"]}, "A: both to be chosen and to be left out"),
        ({"must": ["a", "b", "c"]}, "--must names 3 cities, more than --count 2"),
        ({"must": ["a", "b"], "per_country": 1}, "--must names 2 cities of MK, and --per-country allows 1"),
        ({"must": ["scn"]}, "'Scn' is of the kind Organisation; expected City"),
        ({"must": ["nobody"]}, "no actor has the id 'nobody'"),
        ({"weights": {"reech": 1}}, "'reech' is no part of the score; there are reach"),
    ],
)
def test_what_cannot_be_had_is_named(asked, said):
    with pytest.raises(UsageProblem, match=said):
        choose_pilots(members(), 2, **asked)


def test_one_that_is_named_twice_is_chosen_once():
    chosen = choose_pilots(members(), 3, must=["a", "a"])
    assert sorted(one.id for one in chosen.pilots) == ["a", "b", "c"]


def test_nobody_to_choose_from_is_said_with_the_rows_to_add():
    with pytest.raises(UsageProblem) as caught:
        choose_pilots(small_network([actor("a", "City", "MK")]), 2)
    assert str(caught.value) == (
        "no city is on record as a member of a programme that means to share; to mend: add to actors a row of kind "
        "Programme with shares = yes, and to ties a row CITY, MEMBER_OF or PILOTS, PROGRAMME (or MEMBER_OF an "
        "organisation that SUPPORTS it); or name the candidates with --among, or make every city one with --any-city"
    )


def test_the_rows_that_the_message_names_do_mend_it():
    rows = [actor("a", "City", "MK"), {**actor("prog", "Programme"), "shares": "yes"}]
    assert choose_pilots(small_network(rows, [("a", "PILOTS", "prog")]), 1).candidates == ("a",)


def test_of_equal_cities_none_is_certain():
    """Four cities about which the same is on record: each has an even chance, whatever its id."""
    net = small_network([actor(name, "City", "MK") for name in "abcd"])
    chosen = choose_pilots(net, 1, any_city=True)
    assert sum(chosen.stability.values()) == pytest.approx(1)
    assert all(0.1 < chosen.stability[name] < 0.4 for name in "abcd")  # 200 draws of 1 in 4: 4 standard deviations

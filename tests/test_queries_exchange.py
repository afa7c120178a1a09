"""An exchange plan: each city at most so often, every country reached if it can be, and the best of such plans."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_network import actor, small_network

from graphmodel.errors import UsageProblem
from queries.exchange import Pairs, assign, assign_greedily, plan_exchange

SCORES = st.dictionaries(
    st.tuples(st.sampled_from("pq"), st.sampled_from("abcd")), st.integers(0, 9).map(lambda n: n / 10), max_size=8
)  # fmt: skip
COUNTRIES = {"a": "MK", "b": "AL", "c": "AL", "d": ""}


@settings(max_examples=60, deadline=None)
@given(SCORES, st.integers(1, 2), st.integers(1, 2))
def test_the_plan_is_the_best_of_all_plans_and_keeps_to_the_limits(scores, per_pilot, per_city):
    """Every plan is tried: first the number of countries counts, then the sum of scores."""
    pairs = Pairs(["p", "q"], list("abcd"), scores, COUNTRIES, per_pilot, per_city)

    def fits(chosen) -> bool:
        return all(sum(pair[0] == pilot for pair in chosen) <= per_pilot for pilot in "pq") and all(
            sum(pair[1] == city for pair in chosen) <= per_city for city in "abcd"
        )

    plans = [c for k in range(2 * per_pilot + 1) for c in combinations(sorted(scores), k) if fits(c)]
    right = max((len(pairs.reached(plan)), round(pairs.value(plan), 9)) for plan in plans)
    chosen, proven = assign(pairs)
    assert proven and fits(chosen) and (len(pairs.reached(chosen)), round(pairs.value(chosen), 9)) == right
    greedy = assign_greedily(pairs)
    assert fits(greedy) and (len(pairs.reached(greedy)), round(pairs.value(greedy), 9)) <= right


def test_a_plan_of_the_sample_reaches_every_country_and_burdens_no_city_twice(sample):
    plan = plan_exchange(sample, ["kumanovo", "elbasan"], per_pilot=3)
    assert plan.proven and set(plan.load.values()) == {1} and sum(plan.load.values()) == 6
    assert (
        set(plan.countries) == {"BA", "ME", "RS", "SI", "XK"} and plan.not_reached == ()
    )  # beside AL and MK themselves
    assert plan.value >= plan.greedy_value - 1e-9 and plan.greedy_countries <= len(plan.countries)
    assert not {"kumanovo", "elbasan"} & set(plan.load)


def test_what_cannot_be_reached_for_want_of_places_is_named(sample):
    plan = plan_exchange(sample, ["kumanovo"], per_pilot=2)
    assert len(plan.countries) == 2 and len(plan.not_reached) == 4
    assert set(plan.countries) | set(plan.not_reached) == {"AL", "BA", "ME", "RS", "SI", "XK"}


def test_a_pair_that_a_source_declines_is_left_out():
    network = small_network(
        [actor("p", "City", "MK"), actor("a", "City", "AL"), actor("b", "City", "AL")],
        [("p", "SHARES_LEARNING_WITH", "a", {"says": "no"})],
    )
    plan = plan_exchange(network, ["p"], per_pilot=2)
    assert list(plan.load) == ["b"]
    assert plan.vetoed == (("p", "a", "a source says that P does not share with A: ask before you plan"),)


def test_a_city_receives_from_more_pilots_only_if_allowed(sample):
    assert max(plan_exchange(sample, ["kumanovo", "elbasan"], per_city=2).load.values()) <= 2


@pytest.mark.parametrize(
    ("pilots", "said"),
    [
        ([], "an exchange needs at least one pilot"),
        (["kumanovo", "kumanovo"], "named twice among the pilots: kumanovo"),
        (["scn"], "is of the kind Organisation; expected City"),
    ],
)
def test_pilots_that_are_none_are_named(sample, pilots, said):
    with pytest.raises(UsageProblem, match=said):
        plan_exchange(sample, pilots)

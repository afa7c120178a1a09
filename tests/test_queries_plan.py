"""Which introductions a plan chooses: what it says of them the rules say too, and no other choice closes more."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
import scipy.sparse as sp
from any_network import DAYS, LAWS, networks
from hypothesis import given, settings
from hypothesis import strategies as st
from small_network import actor, small_network

from graphmodel.network import Network
from queries.closing import closing
from queries.gaps import find_gaps
from queries.introducers import Introducers
from queries.new_ties import Target, new_ties
from queries.plan import CERTAIN, TiePlan, plan_introductions
from queries.structure import structure_of
from queries.tie_choice import TieChoice, best_ties, greedy_ties


def shown(network: Network) -> Network:
    day = network.default_as_of
    assert day is not None
    return network.as_of(day)


def plan_of(network: Network, count: int, **options) -> TiePlan:
    return plan_introductions(shown(network), count, with_unrecorded=True, **options)


def ties(plan: TiePlan) -> list[tuple[str, ...]]:
    return [(one.tie.source, one.tie.kind, one.tie.target) for one in plan.ties]


def check_against_the_rules(network: Network, plan: TiePlan) -> None:
    """What a plan says that it closes and opens is what the rules find before and after."""
    before = find_gaps(network)
    after = find_gaps(network.edited(add=[one.tie.addition for one in plan.ties]))
    found = {gap.id: gap for gap in after}
    closed = [gap.id for one in plan.ties for gap in (*one.closes, *one.also)]
    assert len(closed) == len(set(closed))
    assert set(closed) == {gap.id for gap in before} - found.keys()
    assert [gap.id for gap in plan.opened] == [gap.id for gap in after if gap.id not in {old.id for old in before}]
    assert {gap.id for one in plan.ties for gap in one.opens} == {gap.id for gap in plan.opened}
    whole = closing(before, after)
    counted = {gap.id for gap in plan.counted}
    worth = sum(gap.id in counted for gap in whole.closed)
    worth += sum(one.share for one in whole.narrowed if one.gap.id in counted)
    assert plan.closed == pytest.approx(worth)
    assert plan.closed <= plan.optimum + 1e-6
    assert plan.greedy_closed <= plan.optimum + 1e-6


@pytest.mark.parametrize(
    ("count", "options"),
    [
        pytest.param(3, {}, id="three"),
        pytest.param(6, {"per_actor": 1}, id="six, one for an actor"),
        pytest.param(4, {"narrow": lambda gaps: [g for g in gaps if g.country == "MK"]}, id="four of a country"),
    ],
)
def test_on_the_sample_the_rules_find_no_more_what_a_plan_closes(sample, count, options):
    plan = plan_introductions(sample, count, with_unrecorded=True, **options)
    assert len(plan.ties) == count and plan.proven and plan.settled
    assert all(one.closes for one in plan.ties)
    check_against_the_rules(sample, plan)
    if "per_actor" in options:
        ends = [end for one in plan.ties for end in one.tie.ends]
        assert len(ends) == len(set(ends))
    if "narrow" in options:
        assert {gap.country for gap in plan.counted} == {"MK"}


def test_what_no_source_speaks_of_does_not_count_unless_asked_for(sample):
    """Of the sample two gaps are reported or observed; one asks for a plan to be sent, one is about an event that was."""
    plan = plan_introductions(sample, 3)
    assert {gap.certainty for gap in plan.counted} == set(CERTAIN)
    assert (plan.ties, plan.closed, plan.optimum, plan.proven) == ((), 0, 0, True)
    assert [gap.id for gap in plan.no_tie] == [gap.id for gap in plan.counted]


@settings(LAWS, max_examples=15)
@given(networks(), DAYS, st.integers(1, 4), st.sampled_from([None, 1, 2]))
def test_on_any_network_the_rules_find_no_more_what_a_plan_closes(network, day, count, per_actor):
    view = network.as_of(day)
    plan = plan_introductions(view, count, per_actor=per_actor, with_unrecorded=True)
    check_against_the_rules(view, plan)


@settings(LAWS, max_examples=12)
@given(networks(), DAYS, st.sampled_from([None, 1]))
def test_on_any_network_no_other_choice_closes_more(network, day, per_actor):
    """Every choice of one or two of the candidates, asked of the rules one by one."""
    view = network.as_of(day)
    before = find_gaps(view)
    counted = [gap for gap in before if gap.section != "fragile"]
    candidates = new_ties(Target(view, counted), set(structure_of(view).ids.tolist()), room=2)
    count = 2 if len(candidates) <= 7 else 1
    plan = plan_introductions(view, count, per_actor=per_actor, with_unrecorded=True)
    known = {gap.id for gap in counted}
    rules = sorted({gap.rule for gap in counted})
    worth = [0.0]
    for chosen in [c for size in (1, 2)[:count] for c in itertools.combinations(candidates, size)]:
        ends = [end for tie in chosen for end in tie.ends]
        if per_actor == 1 and len(ends) != len(set(ends)):
            continue
        after = find_gaps(view.edited(add=[tie.addition for tie in chosen]), rules=rules)
        found = closing(before, after)
        worth.append(
            sum(gap.id in known for gap in found.closed) + sum(o.share for o in found.narrowed if o.gap.id in known)
        )
    assert plan.proven
    assert plan.optimum == pytest.approx(max(worth)) == pytest.approx(plan.closed)


# what a tie closes


def test_one_tie_closes_the_gaps_of_both_its_ends():
    """A group and a city of one country, neither with any tie: one tie closes four gaps, and no city abroad closes them."""
    network = small_network(
        [actor("veles", "City", "MK"), actor("group", "CivilSocietyGroup", "MK"), actor("nis", "City", "RS")]
    )
    plan = plan_of(network, 1)
    assert ties(plan) == [("group", "WORKS_IN", "veles")]
    assert [gap.id for gap in plan.ties[0].closes] == [
        "city-without-civil-society:some-civilsocietygroup-in-mk:veles",
        "civil-society-without-city:group:some-city-in-mk", "isolated-actor:group", "isolated-actor:veles",
    ]  # fmt: skip
    assert plan.closed == plan.optimum == 4


def test_a_tie_of_another_kind_closes_what_the_rule_no_longer_finds():
    """Sharing what was learned with the nearest city abroad is also the tie between neighbours that was missing."""
    network = small_network(
        [actor("a", "City", "MK", lat="42.0", lon="21.5"), actor("b", "City", "RS", lat="42.2", lon="21.6"),
         {**actor("p", "Programme"), "shares": "yes"}, actor("x", "City", "MK"), actor("y", "City", "RS"),
         {**actor("MK", "Country"), "neighbours": "RS"}, {**actor("RS", "Country"), "neighbours": "MK"}],
        [("a", "PILOTS", "p", {"role": "lead"}), ("p", "WORKS_IN", "RS")],
    )  # fmt: skip
    plan = plan_of(network, 1)
    assert ties(plan) == [("a", "SHARES_LEARNING_WITH", "b")]
    assert {gap.rule for gap in plan.ties[0].closes} == {
        "pilot-not-reaching-country", "nearest-across-border", "neighbours-without-city-tie", "isolated-actor",
    }  # fmt: skip


def test_whoever_sits_in_a_city_is_not_introduced_to_it():
    """The group sits in Veles by its own cell: only Bitola is proposed, though a tie to either would close its gap."""
    network = small_network(
        [
            actor("veles", "City", "MK"),
            actor("bitola", "City", "MK"),
            actor("group", "CivilSocietyGroup", "MK", city="veles"),
        ]
    )
    plan = plan_of(network, 3)
    assert ("group", "WORKS_IN", "bitola") in ties(plan)
    assert not [one for one in ties(plan) if {"group", "veles"} <= set(one)]


def test_support_closes_a_need_only_for_what_is_needed():
    network = small_network(
        [actor("viti", "City", "XK"), actor("funds", "Practice"), actor("fund", "Organisation")],
        [("viti", "NEEDS", "funds")],
    )
    plan = plan_of(network, 1)
    assert [one.tie.addition for one in plan.ties] == [("fund", "SUPPORTS", "viti", {"key": "funds"})]
    assert "need-without-support:some-organisation:viti:funds" in {gap.id for gap in plan.ties[0].closes}


def test_a_group_of_pairs_counts_by_the_share_that_is_closed():
    """Five offices on a panel are one gap of ten pairs; each is part of a ministry, so that nothing else is missing."""
    codes = ("AL", "BA", "ME", "MK", "XK")
    offices = [actor(f"o-{code.lower()}", "NationalCoordinator", code) for code in codes]
    ministries = [actor(f"m-{code.lower()}", "Ministry", code) for code in codes]
    network = small_network(
        [*offices, *ministries, actor("panel", "Event", "ME")],
        [(one["id"], "TOOK_PART_IN", "panel") for one in offices]
        + [(f"o-{code.lower()}", "PART_OF", f"m-{code.lower()}") for code in codes],
    )  # fmt: skip
    plan = plan_of(network, 2)
    assert [one.closes for one in plan.ties] == [(), ()]
    assert [(part.pairs, part.of) for one in plan.ties for part in one.narrows] == [(1, 10), (1, 10)]
    assert plan.closed == plan.optimum == pytest.approx(0.2)
    whole = plan_of(network, 10)
    assert len(whole.ties) == 10 and whole.closed == pytest.approx(1)
    assert [len(one.closes) for one in whole.ties] == [0] * 9 + [1]


def test_what_a_source_denies_counts_first_and_leaves_a_disagreement():
    """A yes beside the no is on record, so the gap is closed; that sources disagree is a new one, and is named."""
    network = small_network(
        [actor("tetovo", "City", "MK"), actor("office", "NationalCoordinator", "MK")],
        [("tetovo", "COOPERATES_WITH", "office", {"says": "no"})],
    )
    plan = plan_introductions(shown(network), 1)
    assert [gap.certainty for gap in plan.counted] == ["reported"]
    assert ties(plan) == [("office", "COOPERATES_WITH", "tetovo")]
    assert [gap.rule for gap in plan.ties[0].opens] == ["sources-disagree"]
    check_against_the_rules(shown(network), plan)


def test_among_choices_that_close_as_many_the_one_that_somebody_can_introduce_comes_first():
    network = small_network(
        [actor("veles", "City", "MK"), actor("a-group", "CivilSocietyGroup", "MK"),
         actor("b-group", "CivilSocietyGroup", "MK"), actor("ministry", "Ministry", "MK")],
        [("ministry", "COOPERATES_WITH", "veles"), ("ministry", "COOPERATES_WITH", "b-group"),
         ("ministry", "SUPPORTS", "a-group", {"form": "met"})],
    )  # fmt: skip
    plan = plan_introductions(shown(network), 1, with_unrecorded=True, leave_out={"isolated-actor:a-group"})
    assert ties(plan) == [("b-group", "WORKS_IN", "veles")] and plan.ties[0].instead == 1
    assert [one.as_json() for one in plan.ties[0].introducers] == [{
        "id": "ministry",
        "because": "B Group cooperates with Ministry. Ministry cooperates with Veles.",
        "evidence": [
            {"tie": f"COOPERATES_WITH:{pair}", "source": "report", "locator": "", "quote": "", "date": "2018-12", "basis": ""}
            for pair in ("b-group:ministry", "ministry:veles")
        ],
    }]  # fmt: skip


def test_who_carries_the_programme_of_a_pilot_introduces_it_to_nobody():
    """As in the score of partners: it knows everybody in the programme, and that tells nothing."""
    network = small_network(
        [actor("a", "City", "MK"), actor("b", "City", "AL"), actor("net", "Organisation"), actor("p", "Programme"),
         actor("group", "CivilSocietyGroup", "MK")],
        [("a", "MEMBER_OF", "net"), ("b", "MEMBER_OF", "net"), ("net", "SUPPORTS", "p"), ("group", "WORKS_IN", "a"),
         ("group", "WORKS_IN", "b")],
    )  # fmt: skip
    assert Introducers(shown(network)).between("a", "b") == ["group", "net"]
    piloting = network.edited(add=[("b", "PILOTS", "p")])
    assert Introducers(shown(piloting)).between("a", "b") == ["group"]


# the choice


def choice(covers, *, ends=None, count=1, per_actor=None, goals=1) -> TieChoice:
    matrix = sp.csr_array(np.array(covers, dtype=bool))
    n, m = matrix.shape
    names = ends or [(f"a{at}", f"b{at}") for at in range(n)]
    return TieChoice(names, matrix, np.ones((goals, m)), np.zeros((goals, n)), count, per_actor)


def test_greedy_may_fall_short_and_the_optimum_says_so():
    """The classic: the largest set first leaves two that the other two would have covered."""
    ties = choice([[0, 1, 1, 1, 1, 0], [1, 1, 1, 0, 0, 0], [0, 0, 0, 1, 1, 1]], count=2)
    assert greedy_ties(ties) == [0, 1] and ties.value([0, 1]) == (5.0,)
    found = best_ties(ties)
    assert (found.value, found.proven, found.chosen) == (6.0, True, (1, 2))


def test_where_each_tie_closes_its_own_triads_the_heaviest_are_the_best_choice():
    """Closing open triads is modular: of the 374 gaps of the wetlands (tests/data) the ten heaviest are the optimum,
    2 of weight 5, 6 of 4 and 2 of 3, and greedy finds as much."""
    weight = [1] * 252 + [2] * 85 + [3] * 29 + [4] * 6 + [5] * 2
    ends = [(f"a{at}", f"b{at}") for at in range(len(weight))]
    worth = np.array([weight], dtype=float)
    open_triads = TieChoice(ends, sp.csr_array(sp.eye_array(len(weight), dtype=bool)), worth, np.zeros_like(worth), 10)
    found = best_ties(open_triads)
    assert (
        (found.value, found.proven)
        == (2 * 5 + 6 * 4 + 2 * 3, True)
        == (open_triads.value(greedy_ties(open_triads))[0], True)
    )


def test_when_time_runs_out_there_is_a_bound_from_above():
    rng = np.random.default_rng(3)
    ties = choice(rng.random((200, 400)) < 0.05, count=12)
    found = best_ties(ties, seconds=0.0)
    assert not found.proven and not found.settled
    assert found.value >= ties.value(greedy_ties(ties))[0] == ties.value(found.chosen)[0]


def test_a_plan_whose_time_runs_out_says_that_more_may_be(sample):
    plan = plan_introductions(sample, 3, with_unrecorded=True, seconds=0.0)
    assert not plan.proven and plan.optimum >= plan.closed == 11


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_the_optimum_is_that_of_trying_all(data):
    n, m = data.draw(st.integers(1, 6)), data.draw(st.integers(1, 6))
    covers = data.draw(st.lists(st.lists(st.booleans(), min_size=m, max_size=m), min_size=n, max_size=n))
    ends = [(data.draw(st.sampled_from("abc")), data.draw(st.sampled_from("xyz"))) for _ in range(n)]
    weights = np.array([[data.draw(st.integers(0, 3)) for _ in range(m)] for _ in range(3)], dtype=float)
    worth = np.array([[0.0] * n, [0.0] * n, [data.draw(st.integers(0, 1)) for _ in range(n)]])
    count, cap = data.draw(st.integers(1, 4)), data.draw(st.sampled_from([None, 1, 2]))
    ties = TieChoice(ends, sp.csr_array(np.array(covers, dtype=bool)), weights, worth, count, cap)

    def allowed(chosen: tuple[int, ...]) -> bool:
        taken = [end for at in chosen for end in ends[at]]
        return cap is None or all(taken.count(end) <= cap for end in taken)

    every = [c for k in range(count + 1) for c in itertools.combinations(range(n), k) if allowed(c)]
    found = best_ties(ties)
    greedy = greedy_ties(ties)
    assert found.proven and allowed(found.chosen) and allowed(tuple(greedy))
    assert found.value == max(ties.value(c)[0] for c in every)
    if greedy:
        assert ties.value(found.chosen) == max(ties.value(c) for c in every)

"""What would be with other ties: the same questions asked twice."""

from __future__ import annotations

from any_network import DAYS, LAWS, networks
from hypothesis import given, settings
from hypothesis import strategies as st
from small_network import actor, small_network

from queries.brokers import brokers
from queries.gaps import find_gaps
from queries.whatif import Moved, what_if


def three_cities():
    """Three cities in a row; a and b are tied, c is not."""
    return small_network([actor(name, "City", "MK") for name in "abc"], [("a", "PARTNERS_WITH", "b")])


def test_a_tie_brings_reach_a_broker_and_one_part_less():
    """With b–c, a reaches c in two steps, and b alone stands between a and c (counted both ways)."""
    found = what_if(three_cities(), add=[("b", "TWINNED_WITH", "c")])
    assert found.reached == (2, 6) and found.travels == ("PARTNERS_WITH", "TWINNED_WITH")
    assert found.reach == (Moved("c", 0, 2), Moved("a", 1, 2), Moved("b", 1, 2))
    assert found.brokers == (Moved("b", 0, 2),)
    assert found.parts == (2, 1)
    assert [gap.id for gap in found.closing.closed] == ["isolated-actor:c"]
    assert {gap.rule for gap in found.closing.opened} <= {"single-point-of-failure", "hanging-by-one-tie"}


def test_brokers_count_ties_both_ways_as_the_command_does():
    """Two that teach b are two that b stands between, though no tie leads on from b."""
    network = small_network([actor(name, "City", "MK") for name in "abc"], [("a", "SHARES_LEARNING_WITH", "b")])
    found = what_if(network, add=[("c", "SHARES_LEARNING_WITH", "b")])
    (one,) = brokers(network.edited(add=[("c", "SHARES_LEARNING_WITH", "b")]))
    assert found.brokers == (Moved("b", 0, 2),) == (Moved(one.id, 0, one.total),)


def test_without_a_tie_what_it_closed_is_open_again():
    network = three_cities().edited(add=[("b", "TWINNED_WITH", "c")])
    found = what_if(network, remove=["TWINNED_WITH:b:c"])
    assert [gap.id for gap in found.closing.opened] == ["isolated-actor:c"]
    assert found.brokers == (Moved("b", 2, 0),) and found.parts == (1, 2)


def test_nothing_changes_without_a_change():
    found = what_if(three_cities())
    assert found.closing.closed == found.closing.opened == found.reach == found.brokers == ()
    assert found.gaps[0] == found.gaps[1] and found.reached[0] == found.reached[1]


def test_a_network_without_anybody_to_tie_is_asked_too():
    network = small_network([actor("plan", "Plan", "AL"), actor("AL", "Country")], [("AL", "ADOPTED", "plan")])
    found = what_if(network, remove=["ADOPTED:AL:plan"])
    assert found.parts == (0, 0) and found.reached == (0, 0) and found.brokers == ()


@settings(LAWS, max_examples=10)
@given(networks(), DAYS, st.data())
def test_what_a_change_closes_its_reverse_opens(network, day, data):
    view = network.as_of(day)
    own = view.ties[~view.ties["derived"].to_numpy(dtype=bool)]["id"].tolist()
    if not own:
        return
    tie = data.draw(st.sampled_from(own))
    away = what_if(view, remove=[tie])
    without = view.edited(without=[tie])
    assert {gap.id for gap in find_gaps(view)} - {gap.id for gap in find_gaps(without)} == {
        gap.id for gap in away.closing.closed
    }
    assert {gap.id for gap in find_gaps(without)} - {gap.id for gap in find_gaps(view)} == {
        gap.id for gap in away.closing.opened
    }
    assert away.gaps == (len(find_gaps(view)), len(find_gaps(without)))

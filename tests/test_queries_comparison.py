"""What changed between two days or two networks: what held and what was known, kept apart."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_network import actor, small_network

from graphmodel.errors import UsageProblem
from graphmodel.network import Network
from queries.comparison import compare, compare_days
from queries.gaps import find_gaps

RULE = ["city-without-coordinator-tie"]
FIRST, LAST = dt.date(2019, 6, 30), dt.date(2021, 6, 30)
LATE = {"id": "late", "title": "A later report", "publisher": "Another", "published": "2020-05"}


def mk(*ties: tuple) -> Network:
    """A coordinator and two cities of one country, known since 2018."""
    seen = [("office", "TOOK_PART_IN", "forum"), ("peja", "TOOK_PART_IN", "forum"), ("viti", "TOOK_PART_IN", "forum")]
    actors = [actor("MK", "Country", "MK"), actor("office", "NationalCoordinator", "MK"), actor("peja", "City", "MK"),
              actor("viti", "City", "MK"), actor("forum", "Event", "MK")]  # fmt: skip
    return small_network(actors, [*seen, *ties], sources=[LATE])


CASES = {
    "a tie that began in between closes a gap of what held, and was known before": (
        {"since": "2020"}, {"held": ([], ["viti"], ["peja"]), "known": ([], [], ["peja"])}, ("added", [])),
    "a tie that ended in between opens one": (
        {"since": "2017", "until": "2020"}, {"held": (["viti"], [], ["peja"]), "known": ([], [], ["peja", "viti"])},
        ("removed", [])),
    "a tie that stood and was told of later closes one of what was known": (
        {"since": "2017", "source": "late"}, {"held": ([], [], ["peja"]), "known": ([], ["viti"], ["peja"])},
        ([], "added")),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_what_held_and_what_was_known(case):
    """Ids are rule:coordinator:city; each number follows from the one tie of its case."""
    cells, expected, ties = CASES[case]
    days = compare_days(mk(("office", "COOPERATES_WITH", "viti", cells)), FIRST, LAST, rules=RULE)
    for half, changed in zip(("held", "known"), ties, strict=True):
        found = getattr(days, half)
        parts = (found.gaps.opened, found.gaps.closed, found.gaps.standing)
        assert tuple([gap.id.split(":")[2] for gap in part] for part in parts) == expected[half], half
        for name in ("added", "removed", "denied", "disputed"):
            wanted = ["COOPERATES_WITH:office:viti"] if name == changed else []
            assert getattr(found.ties, name)["id"].tolist() == wanted, (half, name)


@pytest.mark.parametrize("case", list(CASES)[:2])
def test_why_a_gap_opened_or_closed_is_the_tie_between_its_ends(case):
    days = compare_days(mk(("office", "COOPERATES_WITH", "viti", CASES[case][0])), FIRST, LAST, rules=RULE)
    whys = list(days.held.whys.values())
    assert [why.ties for why in whys] == [("COOPERATES_WITH:office:viti",)] and not whys[0].actors


def test_a_gap_that_is_over_since_its_actor_ended_says_so():
    network = small_network(
        [actor("MK", "Country", "MK"), actor("office", "NationalCoordinator", "MK", until="2020"), actor("peja", "City", "MK")]
    )  # fmt: skip
    found = compare(network.as_of(FIRST), network.as_of(LAST), rules=RULE)
    assert [gap.id for gap in found.gaps.closed] == ["city-without-coordinator-tie:office:peja"]
    assert found.whys["city-without-coordinator-tie:office:peja"].actors == ("office",)


def test_a_meeting_is_not_why_a_gap_between_two_closed():
    """The two met in 2020, and the office ended in that year: it is the end that closed the gap."""
    network = small_network(
        [actor("MK", "Country", "MK"), actor("office", "NationalCoordinator", "MK", until="2020-12"), actor("peja", "City", "MK")],
        [("office", "COOPERATES_WITH", "peja", {"form": "met", "since": "2020-05"})],
    )  # fmt: skip
    found = compare(network.as_of(FIRST), network.as_of(LAST), rules=RULE)
    assert found.ties.added["id"].tolist() == ["COOPERATES_WITH:office:peja"]
    (why,) = found.whys.values()
    assert (why.actors, why.ties) == (("office",), ())


def test_a_no_that_is_new_changes_how_sure_a_gap_that_stands_is():
    found = compare(mk(), mk(("office", "COOPERATES_WITH", "peja", {"says": "no"})), rules=RULE)
    (changed,) = found.gaps.changed
    assert changed.fields == ("section", "certainty")
    assert (changed.before.certainty, changed.after.certainty) == ("unrecorded", "reported")
    assert found.ties.denied["id"].tolist() == ["COOPERATES_WITH:office:peja"] and not len(found.ties.added)


def test_what_follows_from_a_cell_is_no_tie_that_came():
    """Viti's IN_COUNTRY follows from its cell; only an edge that somebody wrote is counted."""
    one = small_network([actor("MK", "Country", "MK")])
    other = small_network([actor("MK", "Country", "MK"), actor("viti", "City", "MK")])
    assert not len(compare(one, other, rules=RULE).ties.added)


def test_a_tie_with_somebody_of_a_kind_is_why_an_open_ended_gap_closed():
    actors = [actor("viti", "City", "MK"), actor("bar", "City", "ME"), actor("group", "CivilSocietyGroup", "MK")]
    before, after = (small_network(actors, ties) for ties in ((), [("group", "WORKS_IN", "viti")]))
    found = compare(before, after, rules=["city-without-civil-society", "civil-society-without-city"])
    assert {gap.id: found.whys[gap.id].ties for gap in found.gaps.closed} == {
        "city-without-civil-society:some-civilsocietygroup-in-mk:viti": ("WORKS_IN:group:viti",),
        "civil-society-without-city:group:some-city-in-mk": ("WORKS_IN:group:viti",),
    }
    assert not any(why.actors for why in found.whys.values())


@pytest.mark.parametrize("ends", [("bar", "durres"), ("durres", "ulcinj")], ids=lambda ends: " ".join(ends))
def test_a_tie_of_any_two_across_a_border_is_why_its_gap_closed(ends):
    """A tie without direction begins at the lower id, which may be on either side."""
    actors = [
        {**actor("AL", "Country", "AL"), "neighbours": "ME"}, {**actor("ME", "Country", "ME"), "neighbours": "AL"},
        *(actor(name, "City", "AL") for name in ("durres", "tirana")), *(actor(name, "City", "ME") for name in ("bar", "ulcinj")),
    ]  # fmt: skip
    before, after = small_network(actors), small_network(actors, [(ends[0], "TWINNED_WITH", ends[1])])
    found = compare(before, after, rules=["neighbours-without-city-tie"])
    (why,) = found.whys.values()
    assert why.ties == (f"TWINNED_WITH:{min(ends)}:{max(ends)}",)


def test_what_a_gap_rests_on_is_said_if_it_came_or_went():
    """The forum was over on both days, so that it is not what came."""
    cities = [actor("a", "City", "AL"), actor("b", "City", "AL"), actor("forum", "Event", until="2018-12-20")]
    met = [("a", "TOOK_PART_IN", "forum"), ("b", "TOOK_PART_IN", "forum")]
    before, after = (small_network(cities, ties).as_of(LAST) for ties in (met[:1], met))
    found = compare(before, after, rules=["met-without-tie"])
    why = found.whys["met-without-tie:a:b"]
    assert (why.rests_on, why.actors) == (("TOOK_PART_IN:b:forum",), ())


def test_of_a_country_are_gaps_of_it_and_ties_with_either_end_in_it():
    actors = [actor("a", "City", "AL"), actor("b", "City", "MK"), actor("c", "City", "RS"), actor("d", "City", "RS")]
    ties = [("a", "TWINNED_WITH", "b"), ("b", "TWINNED_WITH", "c"), ("c", "TWINNED_WITH", "d")]
    found = compare(small_network(actors), small_network(actors, ties), rules=["isolated-actor"], country="MK")
    assert sorted(found.ties.added["id"]) == ["TWINNED_WITH:a:b", "TWINNED_WITH:b:c"]
    assert [gap.id for gap in found.gaps.closed] == ["isolated-actor:b"]


def test_a_tie_in_dispute_is_on_record_and_newly_in_dispute():
    no = {"says": "no", "source": "late"}
    found = compare(
        mk(), mk(("office", "COOPERATES_WITH", "peja"), ("office", "COOPERATES_WITH", "peja", no)), rules=RULE
    )
    assert [getattr(found.ties, name)["id"].tolist() for name in ("added", "removed", "denied", "disputed")] == [
        ["COOPERATES_WITH:office:peja"], [], [], ["COOPERATES_WITH:office:peja"],
    ]  # fmt: skip


def test_days_must_come_in_their_order():
    with pytest.raises(UsageProblem, match=r"^the last day, 2019-06-30, does not come after the first, 2019-06-30$"):
        compare_days(mk(), FIRST, FIRST)


@settings(max_examples=20, deadline=None)
@given(first=st.dates(dt.date(2017, 1, 1), dt.date(2021, 1, 1)), days=st.integers(1, 2000))
def test_opened_and_standing_are_all_gaps_of_the_last_day(whole_sample, first, days):
    last = first + dt.timedelta(days)
    found = compare(whole_sample.as_of(first), whole_sample.as_of(last), rules=RULE)
    before, after = ([gap.id for gap in find_gaps(whole_sample.as_of(day), rules=RULE)] for day in (first, last))
    gaps = found.gaps
    assert sorted(gap.id for gap in (*gaps.opened, *gaps.standing)) == sorted(after)
    assert sorted(gap.id for gap in (*gaps.closed, *gaps.standing)) == sorted(before)
    assert sum(n for counts in gaps.counts("country").values() for n in counts.values()) == len({*before, *after})

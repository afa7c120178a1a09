"""How sure each rule is of what it finds: the worked cases of docs/certainty.md, one for each rule and each answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from any_network import LAWS
from hypothesis import given, settings
from hypothesis import strategies as st
from small_network import actor, small_network

from graphmodel.findings import Gap
from graphmodel.network import Network
from queries.certainty import Record
from queries.gap_rules import gap_rules
from queries.gaps import find_gaps
from queries.partners import partners

ROOT = Path(__file__).parent.parent
OTHER = {"id": "other", "title": "Another report", "publisher": "Another", "published": "2018"}


def full(tie: str, of: str, kind: str, said: int, countries: str = "", **more: str) -> dict[str, str]:
    """A list that the report declares full."""
    return {
        "source": "report",
        "tie": tie,
        "of": of,
        "kind": kind,
        "countries": countries,
        "list": "full",
        "said": str(said),
        **more,
    }


CITY, TOWN = actor("city", "City", "AL"), actor("town", "City", "AL")
OFFICE, GROUP = actor("office", "NationalCoordinator", "AL"), actor("group", "CivilSocietyGroup", "AL")
BORDER = [
    {**actor("AL", "Country", "AL"), "neighbours": "ME"}, {**actor("ME", "Country", "ME"), "neighbours": "AL"},
    {**CITY, "lat": "42.07", "lon": "19.51"}, {**actor("bar", "City", "ME"), "lat": "42.09", "lon": "19.10"},
    actor("kotor", "City", "ME"),
]  # fmt: skip
TWINS = full("PARTNERS_WITH", "", "City", 1, "AL;ME")

Case = tuple[Sequence[Mapping[str, str]], Sequence[tuple], Sequence[Mapping[str, str]], str]
"""Actors, ties, the list that makes it observed, and the id of the gap."""

OBSERVED: dict[str, Case] = {
    "absent-from-full-list": (
        [actor("club", "Organisation"), CITY, TOWN], [("city", "MEMBER_OF", "club")], [full("MEMBER_OF", "club", "City", 1, "AL")],
        "absent-from-full-list:member_of:town:club"),
    "city-without-civil-society": (
        [CITY, TOWN, GROUP], [("group", "WORKS_IN", "town")], [full("WORKS_IN", "", "CivilSocietyGroup", 1, "AL")],
        "city-without-civil-society:some-civilsocietygroup-in-al:city"),
    "city-without-coordinator-tie": (
        [OFFICE, CITY, TOWN], [("office", "COOPERATES_WITH", "town")], [full("COOPERATES_WITH", "office", "City", 1, "AL")],
        "city-without-coordinator-tie:office:city"),
    "civil-society-without-city": (
        [CITY, GROUP, actor("youth", "CivilSocietyGroup", "AL")], [("youth", "WORKS_IN", "city")],
        [full("WORKS_IN", "", "CivilSocietyGroup", 1, "AL")], "civil-society-without-city:group:some-city-in-al"),
    "coordinator-absent-from-event": (
        [actor("panel", "Event"), OFFICE, actor("other-office", "NationalCoordinator", "ME")], [("other-office", "TOOK_PART_IN", "panel")],
        [full("TOOK_PART_IN", "panel", "NationalCoordinator", 1, "AL;ME")], "coordinator-absent-from-event:panel:al"),
    "coordinator-without-ministry": (
        [OFFICE, actor("other-office", "NationalCoordinator", "ME"), actor("interior", "Ministry", "ME")],
        [("other-office", "PART_OF", "interior")], [full("PART_OF", "", "NationalCoordinator", 1, "AL;ME")],
        "coordinator-without-ministry:office:some-ministry-in-al"),
    "cross-level-without-tie": (
        [CITY, TOWN, actor("interior", "Ministry", "AL"), actor("programme", "Programme")],
        [("city", "MEMBER_OF", "programme"), ("interior", "MEMBER_OF", "programme"), ("interior", "COOPERATES_WITH", "town")],
        [full("COOPERATES_WITH", "interior", "City", 1, "AL")], "cross-level-without-tie:interior:city"),
    "met-without-tie": (
        [CITY, TOWN, actor("third", "City", "AL"), actor("forum", "Event")],
        [("city", "TOOK_PART_IN", "forum"), ("town", "TOOK_PART_IN", "forum"), ("third", "PARTNERS_WITH", "city")],
        [full("PARTNERS_WITH", "", "City", 1, "AL")], "met-without-tie:city:town"),
    "nearest-across-border": (
        BORDER, [("kotor", "PARTNERS_WITH", "bar")], [TWINS], "nearest-across-border:bar:city"),
    "need-without-support": (
        [CITY, actor("staff", "Practice"), actor("town-fund", "Organisation", "AL"), TOWN],
        [("city", "NEEDS", "staff"), ("town-fund", "SUPPORTS", "town")], [full("SUPPORTS", "", "Organisation", 1)],
        "need-without-support:some-organisation:city:staff"),
    "neighbours-without-city-tie": (
        BORDER, [("kotor", "PARTNERS_WITH", "bar")], [TWINS], "neighbours-without-city-tie:some-city-in-al:some-city-in-me"),
    "pilot-not-reaching-country": (
        [CITY, actor("bar", "City", "ME"), actor("nis", "City", "RS"), {**actor("programme", "Programme"), "shares": "yes"}],
        [("city", "PILOTS", "programme", {"role": "lead"}), ("programme", "WORKS_IN", "ME"), ("city", "SHARES_LEARNING_WITH", "nis")],
        [full("SHARES_LEARNING_WITH", "city", "City", 1, "ME;RS")], "pilot-not-reaching-country:city:some-city-in-me:programme"),
    "plan-not-received": (
        [CITY, TOWN, actor("plan", "Plan", "AL")], [("town", "RECEIVED", "plan")], [full("RECEIVED", "plan", "City", 1, "AL")],
        "plan-not-received:city:plan"),
    "shared-practice-without-tie": (
        [CITY, TOWN, actor("third", "City", "AL"), actor("council", "Practice")],
        [("city", "OFFERS", "council"), ("town", "NEEDS", "council"), ("third", "PARTNERS_WITH", "city")],
        [full("PARTNERS_WITH", "", "City", 1, "AL")], "shared-practice-without-tie:city:town"),
}  # fmt: skip
TRIAD: Case = (
    [CITY, TOWN, actor("third", "City", "AL"), actor("p", "Programme"), actor("q", "Programme")],
    [(a, "MEMBER_OF", b) for a in ("city", "town") for b in ("p", "q")] + [("third", "PARTNERS_WITH", "city")],
    [full("PARTNERS_WITH", "", "City", 1, "AL")], "",
)  # fmt: skip
KINDS = {"actors": "City", "subjects": "Programme"}

NEVER = {
    "country-without-coordinator": "unrecorded", "critical-tie": "unrecorded", "denied-tie": "reported",
    "hanging-by-one-tie": "unrecorded", "isolated-actor": "unrecorded", "lapsed-tie": "reported or unrecorded",
    "one-sided-claim": "unrecorded", "single-point-of-failure": "unrecorded", "sources-disagree": "reported",
    "thin-reach": "unrecorded",
}  # fmt: skip
"""Rules that no list makes observed, and what they are instead; see docs/certainty.md for why."""


def the_one(network: Network, rule: str, ident: str, parameters: Mapping[str, Any] | None = None) -> Gap:
    gaps = find_gaps(network, rules=[rule], parameters=parameters)
    assert ident in [gap.id for gap in gaps]
    return next(gap for gap in gaps if gap.id == ident)


def test_every_rule_has_its_case_and_its_line_in_the_page():
    page = (ROOT / "docs" / "certainty.md").read_text(encoding="utf-8")
    rules = {query.name for query in gap_rules(small_network([CITY]))}
    assert rules == {*OBSERVED, *NEVER, "open-triad", "open-square"}
    assert [rule for rule in sorted(rules) if f"| `{rule}` |" not in page] == []


@pytest.mark.parametrize("rule", OBSERVED)
def test_a_full_list_that_lacks_the_tie_makes_it_observed(rule):
    actors, ties, lists, ident = OBSERVED[rule]
    gap = the_one(small_network(actors, ties, coverage=lists), rule, ident)
    assert (gap.certainty, gap.section) == ("observed", "not-listed")
    assert any((item.claim or "").startswith("list:") and item.source == "report" for item in gap.evidence)


@pytest.mark.parametrize(
    "rule", [rule for rule in OBSERVED if rule not in ("absent-from-full-list", "coordinator-absent-from-event")]
)
def test_without_the_list_it_is_not_known(rule):
    actors, ties, _, ident = OBSERVED[rule]
    assert the_one(small_network(actors, ties), rule, ident).certainty == "unrecorded"


@pytest.mark.parametrize(
    "rule", [rule for rule in OBSERVED if rule not in ("absent-from-full-list", "coordinator-absent-from-event")]
)
def test_a_list_that_names_more_than_it_gives_is_a_part_and_observes_nothing(rule):
    actors, ties, lists, ident = OBSERVED[rule]
    parts = [{**row, "said": "9"} for row in lists]
    assert the_one(small_network(actors, ties, coverage=parts), rule, ident).certainty == "unrecorded"


@pytest.mark.parametrize("rule", ["open-triad", "open-square"])
def test_open_motifs_are_observed_by_a_list_of_partnerships(rule):
    actors, ties, lists, _ = TRIAD
    for coverage, certainty in ((lists, "observed"), ([], "unrecorded")):
        gap = the_one(small_network(actors, ties, coverage=coverage), rule, f"{rule}:city:town", KINDS)
        assert gap.certainty == certainty


def four(*denied: tuple[str, str], scope: str = "AL;ME", **more: str) -> Network:
    """Five cities at one forum, one of them abroad, none tied; another two are on the list of partnerships."""
    cities = [actor(f"c{n}", "City", "AL" if n < 4 else "ME") for n in range(5)]
    ties = [(f"c{n}", "TOOK_PART_IN", "forum") for n in range(5)] + [("x", "PARTNERS_WITH", "y")]
    ties += [(a, "PARTNERS_WITH", b, {"says": "no", "source": "other"}) for a, b in denied]
    return small_network(
        [*cities, actor("x", "City", "AL"), actor("y", "City", "AL"), actor("forum", "Event")], ties,
        sources=[OTHER], coverage=[full("PARTNERS_WITH", "", "City", 1, scope, **more)],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("network", "certainty", "count"),
    [(four(), "observed", 10), (four(scope="AL"), "unrecorded", 10), (four(("c0", "c1")), "observed", 9)],
    ids=["every pair is in the scope", "some pairs are not", "a pair that is denied stands by itself"],
)
def test_a_group_is_observed_if_each_of_its_pairs_is(network, certainty, count):
    gap = the_one(network, "met-without-tie", "met-without-tie:forum:City")
    assert (gap.certainty, (gap.missing or {})["open"]) == (certainty, count)


@pytest.mark.parametrize(
    ("since", "until", "certainty"),
    [("", "", "observed"), ("2017", "", "observed"), ("", "2016", "unrecorded"), ("2019", "", "unrecorded")],
)
def test_a_list_speaks_of_its_period_only(since, until, certainty):
    actors, ties, (row,), ident = OBSERVED["city-without-coordinator-tie"]
    network = small_network(actors, ties, coverage=[{**row, "from": since, "to": until}])
    assert the_one(network.as_of(dt.date(2018, 12, 31)), "city-without-coordinator-tie", ident).certainty == certainty


# whom a list names at any date


@pytest.mark.parametrize("source", ["report", "other"])
def test_whom_a_full_list_names_with_an_end_is_not_absent_from_it(source):
    """The list itself says that b was a member until 2017; if only another source says so, b is not on the list."""
    network = small_network(
        [actor("club", "Organisation"), CITY, TOWN],
        [("city", "MEMBER_OF", "club"), ("town", "MEMBER_OF", "club", {"until": "2017", "source": source})], sources=[OTHER],
        coverage=[full("MEMBER_OF", "club", "City", 2 if source == "report" else 1, "AL", **{"from": "2018" if source == "other" else ""})],
    ).as_of(dt.date(2018, 12, 31))  # fmt: skip
    assert network.coverage["list"].tolist() == ["full"]
    found = [gap.id for gap in find_gaps(network, rules=["absent-from-full-list"])]
    assert found == ([] if source == "report" else ["absent-from-full-list:member_of:town:club"])


def test_a_tie_that_its_list_says_has_ended_is_not_known_rather_than_observed():
    network = small_network(
        [OFFICE, CITY, TOWN],
        [("office", "COOPERATES_WITH", "town"), ("office", "COOPERATES_WITH", "city", {"until": "2017"})],
        coverage=[full("COOPERATES_WITH", "office", "City", 2, "AL")],
    ).as_of(dt.date(2018, 12, 31))
    assert (
        the_one(network, "city-without-coordinator-tie", "city-without-coordinator-tie:office:city").certainty
        == "unrecorded"
    )


# which way the ties of a list run


@pytest.mark.parametrize(
    ("listed", "certainty"),
    [
        ([("city", "nis")], "observed"),
        ([("nis", "city")], "unrecorded"),
        ([("city", "nis"), ("nis", "city")], "observed"),
    ],
    ids=["from the pilot", "to the pilot", "both ways"],
)
def test_a_list_whose_ties_all_run_one_way_says_nothing_of_the_other(listed, certainty):
    """Who learned from the pilot is not on a list of those that it learned from; the number counts cities, not ties."""
    actors, ties, lists, ident = OBSERVED["pilot-not-reaching-country"]
    ties = [tie for tie in ties if tie[1] != "SHARES_LEARNING_WITH"]
    network = small_network(actors, [*ties, *((a, "SHARES_LEARNING_WITH", b) for a, b in listed)], coverage=lists)
    assert network.coverage["list"].tolist() == ["full"]
    assert the_one(network, "pilot-not-reaching-country", ident).certainty == certainty


@pytest.mark.parametrize(
    ("listed", "ident"),
    [(("city", "nis"), "absent-from-full-list:shares_learning_with:city:pirot"),
     (("nis", "city"), "absent-from-full-list:shares_learning_with:pirot:city")],
    ids=["from it", "to it"],
)  # fmt: skip
def test_who_is_absent_from_a_list_lacks_the_tie_that_the_list_is_of(listed, ident):
    actors = [CITY, actor("nis", "City", "RS"), actor("pirot", "City", "RS")]
    lists = [full("SHARES_LEARNING_WITH", "city", "City", 1, "RS")]
    network = small_network(actors, [(listed[0], "SHARES_LEARNING_WITH", listed[1])], coverage=lists)
    assert the_one(network, "absent-from-full-list", ident).certainty == "observed"


CITIES = [actor(f"c{n}", "City", "RS") for n in range(5)]
WAYS = st.lists(
    st.tuples(st.integers(0, 4), st.integers(0, 4)).filter(lambda pair: pair[0] != pair[1]), max_size=6, unique=True
)


@settings(LAWS, max_examples=60)
@given(WAYS)
def test_the_rule_and_the_record_read_one_list_alike(pairs):
    """Whoever the rule finds absent lacks a tie that the record calls observed, and of no tie the other way does it say so
    unless the list runs both ways."""
    listed = {a if b == 0 else b for a, b in pairs if 0 in (a, b)}
    network = small_network(
        CITIES, [(f"c{a}", "SHARES_LEARNING_WITH", f"c{b}") for a, b in pairs],
        coverage=[full("SHARES_LEARNING_WITH", "c0", "City", len(listed), "RS")],
    )  # fmt: skip
    ways = {"from" if a == 0 else "to" for a, b in pairs if 0 in (a, b)}
    record = Record(network)
    for n in {1, 2, 3, 4} - listed:
        said = {
            way: record.of("SHARES_LEARNING_WITH", *ends)[0]
            for way, ends in (("from", ("c0", f"c{n}")), ("to", (f"c{n}", "c0")))
        }
        assert said == {way: "observed" if listed and way in ways else "unrecorded" for way in ("from", "to")}
    gaps = find_gaps(network, rules=["absent-from-full-list"])
    assert {gap.certainty for gap in gaps} <= {"observed"}
    assert {ident for gap in gaps for ident in gap.actors} - {"c0"} == (
        {f"c{n}" for n in {1, 2, 3, 4} - listed} if listed else set()
    )


def test_of_a_tie_without_direction_the_order_of_ids_says_nothing():
    """The missing tie begins at who is absent, whichever of the two ids comes first."""
    for names in ("abc", "bac", "cab"):
        about, listed, absent = names
        cities = [actor(name, "City", "RS") for name in "abc"]
        network = small_network(
            cities, [(about, "PARTNERS_WITH", listed)], coverage=[full("PARTNERS_WITH", about, "City", 1, "RS")]
        )
        the_one(network, "absent-from-full-list", f"absent-from-full-list:partners_with:{absent}:{about}")


@pytest.mark.parametrize("office", ["a-office", "z-office"])
def test_a_no_about_a_tie_without_direction_is_one_whichever_end_is_named_first(office):
    network = small_network(
        [actor(office, "NationalCoordinator", "AL"), CITY],
        [("city", "COOPERATES_WITH", office, {"says": "no"})],
    )
    ident = f"city-without-coordinator-tie:{office}:city"
    assert the_one(network, "city-without-coordinator-tie", ident).certainty == "reported"


# what a source denied before it happened


LATER = {"id": "later", "title": "A later report", "publisher": "A publisher", "published": "2021"}
NO, YES = {"says": "no", "since": "2018"}, {"since": "2020", "source": "later"}


@pytest.mark.parametrize(
    ("day", "found"), [(dt.date(2019, 1, 1), ["reported"]), (dt.date(2021, 12, 31), [])], ids=["before", "after"]
)
def test_a_no_that_a_later_yes_ended_reports_no_plan_missing(day, found):
    network = small_network(
        [CITY, actor("plan", "Plan", "AL")],
        [("city", "RECEIVED", "plan", NO), ("city", "RECEIVED", "plan", YES)],
        sources=[LATER],
    ).as_of(day)
    assert [gap.certainty for gap in find_gaps(network, rules=["plan-not-received"])] == found
    assert [gap.certainty for gap in find_gaps(network, rules=["denied-tie"])] == found


@pytest.mark.parametrize(
    ("day", "declined"), [(dt.date(2019, 1, 1), True), (dt.date(2021, 12, 31), False)], ids=["before", "after"]
)
def test_a_no_that_a_later_yes_ended_declines_no_partner(day, declined):
    ties = [("city", "SHARES_LEARNING_WITH", "town", NO), ("city", "SHARES_LEARNING_WITH", "town", YES)]
    found = partners(small_network([CITY, TOWN], ties, sources=[LATER]).as_of(day), "city")
    assert bool(found[0].veto) == declined
    assert [text.startswith("a source says that City does not share") for text in found[0].labels] == [declined]


# rules that no list makes observed


def test_a_tie_that_ended_is_reported_and_one_of_which_nobody_spoke_again_is_not_known():
    network = small_network(
        [CITY, TOWN, actor("third", "City", "AL")],
        [("city", "PARTNERS_WITH", "town", {"until": "2017"}), ("city", "PARTNERS_WITH", "third")],
    ).as_of(dt.date(2022, 1, 1))
    found = {gap.id: gap.certainty for gap in find_gaps(network, rules=["lapsed-tie"])}
    assert found == {
        "lapsed-tie:partners_with:city:town": "reported", "lapsed-tie:partners_with:city:third": "unrecorded",
    }  # fmt: skip


def test_what_has_no_missing_tie_or_only_an_open_one_keeps_what_its_rule_declares(sample):
    """Rules of which the sample has a finding; a full list of the sample bears on none of them."""
    found = {(gap.rule, gap.certainty) for gap in find_gaps(sample) if gap.rule in NEVER}
    assert len(found) >= 6 and all(certainty in NEVER[rule] for rule, certainty in found)


LISTED = full("PARTNERS_WITH", "", "City", 2, "AL")
CHAIN = [("city", "PARTNERS_WITH", "town"), ("town", "PARTNERS_WITH", "third")]
FAR = [*(actor(name, "City", "MK") for name in "ab"), *(actor(name, "City", "ME") for name in "cd"),
       actor("group", "CivilSocietyGroup", "MK"), actor("ministry", "Ministry", "ME")]  # fmt: skip
APART = [("group", "WORKS_IN", "a"), ("group", "WORKS_IN", "b"), ("group", "COOPERATES_WITH", "ministry"),
         ("ministry", "COOPERATES_WITH", "c"), ("ministry", "COOPERATES_WITH", "d")]  # fmt: skip
"""Two parts that one tie holds together."""
NEVER_OBSERVED: dict[str, Case] = {
    "country-without-coordinator": (
        [actor("AL", "Country", "AL"), actor("ME", "Country", "ME"), actor("office", "NationalCoordinator", "ME"), CITY,
         actor("panel", "Event")],
        [("office", "TOOK_PART_IN", "panel")], [full("TOOK_PART_IN", "panel", "NationalCoordinator", 1, "AL;ME")],
        "country-without-coordinator:some-nationalcoordinator:AL"),
    "critical-tie": (
        [CITY, TOWN, actor("p", "Programme"), actor("q", "Programme")],
        [(a, "MEMBER_OF", b) for a in ("city", "town") for b in ("p", "q")] + CHAIN[:1],
        [full("PARTNERS_WITH", "", "City", 1, "AL")], "critical-tie:city:town"),
    "hanging-by-one-tie": (
        [CITY, TOWN, actor("third", "City", "AL"), *FAR], [*CHAIN, *APART], [LISTED],
        "hanging-by-one-tie:group:ministry"),
    "isolated-actor": (
        [CITY, TOWN, actor("third", "City", "AL"), actor("alone", "City", "AL")], CHAIN, [LISTED], "isolated-actor:alone"),
    "single-point-of-failure": (
        [CITY, TOWN, actor("third", "City", "AL"), *FAR], [*CHAIN, *APART], [LISTED], "single-point-of-failure:group"),
    "thin-reach": (
        [*(actor(f"c{n}", "City", "AL") for n in range(5)), *(actor(f"m{n}", "City", "ME") for n in range(5))],
        [("m0", "PARTNERS_WITH", f"m{n}") for n in range(1, 5)], [full("PARTNERS_WITH", "", "City", 4, "AL;ME")], ""),
}  # fmt: skip
"""The same form, of rules that a list does not make observed though it has all that it could have."""


@pytest.mark.parametrize("rule", NEVER_OBSERVED)
def test_a_full_list_over_all_of_them_leaves_it_not_known(rule):
    actors, ties, lists, ident = NEVER_OBSERVED[rule]
    network = small_network(actors, ties, coverage=lists)
    assert network.coverage["list"].tolist() == ["full"]
    found = find_gaps(network, rules=[rule])
    assert found and (not ident or ident in [gap.id for gap in found])
    assert {gap.certainty for gap in found} == {NEVER[rule]}


def test_one_that_only_one_side_has_and_one_that_is_denied():
    club = [actor("club", "Organisation"), CITY, TOWN]
    ties = [("city", "MEMBER_OF", "club"), ("town", "MEMBER_OF", "club", {"source": "other"})]
    network = small_network(club, ties, sources=[OTHER], coverage=[full("MEMBER_OF", "club", "City", 1)])
    assert the_one(network, "one-sided-claim", "one-sided-claim:member_of:town:club").certainty == "unrecorded"
    denied = small_network(club, [("town", "MEMBER_OF", "club", {"says": "no"})])
    assert the_one(denied, "denied-tie", "denied-tie:member_of:town:club").certainty == "reported"

"""What held on a day, what was known by a day, what may be shown: alone, and one after another in any order."""

from __future__ import annotations

import datetime as dt
import re
from itertools import combinations

import pytest
from any_network import DAYS, LAWS, MARKINGS, networks
from hypothesis import given
from small_network import actor, small_network

from graphmodel.border import assemble
from graphmodel.network import Network
from graphmodel.views import TABLES

DAY = dt.date
SOURCES = [
    {"id": "old", "title": "Old", "published": "2010"},
    {"id": "new", "title": "New", "published": "2020"},
    {"id": "secret", "title": "Secret", "published": "2020", "tlp": "RED"},
]


def own(network: Network) -> list[list[str]]:
    ties = network.ties[~network.ties["derived"]]
    return ties[["id", "status"]].astype(str).to_numpy().tolist()


# what held


@pytest.mark.parametrize(
    ("yes", "no", "days"),
    [
        pytest.param(None, {"since": "2018", "until": "2019"}, {2017: None, 2018: "denied", 2019: "denied", 2024: None}, id="a no ends when it says"),
        pytest.param({"since": "2020"}, {"since": "2018"}, {2019: "denied", 2020: "asserted", 2024: "asserted"}, id="a later yes ends the no"),
        pytest.param({"since": "2018"}, {"since": "2018"}, {2019: "disputed"}, id="at the same time they contradict"),
        pytest.param({"since": "2018"}, {"since": "2017", "until": "2019"}, {2017: "denied", 2018: "disputed", 2020: "asserted"}, id="within what the no says too"),
        pytest.param({}, {"since": "2018"}, {2017: "asserted", 2019: "disputed"}, id="nobody knows when an undated yes began"),
        pytest.param({"since": "2019"}, {}, {2017: None, 2018: "denied", 2020: "asserted"}, id="an undated no begins with its source"),
    ],
)  # fmt: skip
def test_that_something_has_not_happened_holds_until_it_does(yes, no, days):
    claims = [({"says": "no", **no}), *([yes] if yes is not None else [])]
    network = small_network(
        [actor("a", "City", "MK"), actor("p", "Plan", "MK")], [("a", "RECEIVED", "p", claim) for claim in claims]
    )
    found = {year: next((status for _, status in own(network.as_of(DAY(year, 12, 31)))), None) for year in days}
    assert found == days


@pytest.mark.parametrize(
    ("yes", "no", "status", "denied"),
    [
        pytest.param({"form": "met"}, {}, "asserted", True, id="a meeting does not contradict a no about cooperation"),
        pytest.param({"form": "exchange"}, {}, "disputed", False, id="cooperation does"),
        pytest.param(
            {"form": "met"}, {"form": "met"}, "disputed", False, id="a meeting contradicts that they never met"
        ),
        pytest.param({}, {"form": "met"}, "disputed", False, id="and so does cooperation"),
    ],
)
def test_a_meeting_and_a_no(yes, no, status, denied):
    network = small_network(
        [actor("a", "City", "MK"), actor("n", "NationalCoordinator", "MK")],
        [("a", "COOPERATES_WITH", "n", {"since": "2018", **yes}), ("a", "COOPERATES_WITH", "n", {"says": "no", "source": "new", **no})],
        sources=SOURCES,
    )  # fmt: skip
    tie = network.ties[network.ties["kind"] == "COOPERATES_WITH"].iloc[0]
    assert (tie["status"], bool(tie["denied"])) == (status, denied)


def test_lasting_ties_end_with_their_actor_though_a_happening_keeps_it_in_view():
    network = small_network(
        [actor("a", "City", "MK"), actor("p", "Programme", "MK", until="2018"), actor("e", "Event", until="2017")],
        [("a", "MEMBER_OF", "p"), ("p", "TOOK_PART_IN", "e", {"since": "2017"})],
    )  # fmt: skip
    view = network.as_of(DAY(2024, 1, 1))
    assert view.ties["id"].tolist() == ["IN_COUNTRY:a:MK", "IN_COUNTRY:p:MK", "TOOK_PART_IN:p:e"]


def test_a_plan_that_a_city_is_said_not_to_have_received_stays_in_view_when_it_has_ended():
    """Viti and the strategy of 2015–2020: the newspaper's word of 2024 is no less true of an ended plan."""
    network = small_network(
        [actor("a", "City", "MK"), actor("p", "Plan", "MK", until="2018")], [("a", "RECEIVED", "p", {"says": "no", "since": "2018"})]
    )  # fmt: skip
    assert network.as_of(DAY(2024, 1, 1)).actors["id"].tolist() == ["a", "p", "MK"]


def test_an_open_ended_need_begins_with_its_source_as_a_named_one_does():
    network = small_network(
        [actor("a", "City", "MK"), actor("funds", "Practice")], [("some City in MK", "NEEDS", "funds"), ("a", "NEEDS", "funds")]
    )  # fmt: skip
    counts = [(len(view.caveats), len(own(view))) for view in (network.as_of(DAY(2018, 12, day)) for day in (30, 31))]
    assert counts == [(0, 0), (1, 1)]


# what was known


def test_what_a_row_says_comes_with_its_actor_without_the_sources_that_were_not_known():
    network = small_network(
        [actor("a", "City", "MK", source="new"), actor("b", "City", "MK", source="old; new")], sources=SOURCES
    )
    view = network.known_by(DAY(2012, 1, 1))
    assert view.actors["source"].tolist() == ["", "old", ""]  # of MK there is no row
    assert view.claims[["tie", "source"]].astype(str).to_numpy().tolist() == [
        ["IN_COUNTRY:a:MK", ""], ["IN_COUNTRY:b:MK", "old"],
    ]  # fmt: skip


def test_an_actor_stays_known_though_the_claim_that_named_it_has_ended():
    network = small_network(
        [actor("a", "City", "MK"), actor("g", "CivilSocietyGroup", "MK")],
        [("g", "WORKS_IN", "a", {"source": "old", "until": "2011"})], sources=SOURCES,
    )  # fmt: skip
    for view in (
        network.as_of(DAY(2012, 1, 1)).known_by(DAY(2012, 1, 1)),
        network.known_by(DAY(2012, 1, 1)).as_of(DAY(2012, 1, 1)),
    ):
        assert view.actors["id"].tolist() == ["a", "g", "MK"] and own(view) == []


# what may be shown


def test_a_row_is_marked_as_the_strictest_of_its_sources():
    network = small_network(
        [actor("a", "City", "MK", source="old;secret", note="as the secret source says"), actor("b", "City", "MK")],
        [("a", "TWINNED_WITH", "b", {"source": "old"})], sources=SOURCES,
    )  # fmt: skip
    assert network.marked_at_most("GREEN").actors["id"].tolist() == ["b", "MK"]
    assert network.marked_at_most("RED").actors["id"].tolist() == ["a", "b", "MK"]


def test_what_two_sources_say_stays_when_one_of_them_may_be_shown():
    network = small_network(
        [actor("a", "City", "MK"), actor("b", "City", "MK")], [("a", "TWINNED_WITH", "b", {"source": "old;secret"})],
        facts=[{"actor": "a", "property": "population", "value": "5", "source": "old;secret"}],
        coverage=[{"source": "old;secret", "tie": "TWINNED_WITH", "list": "part"}], sources=SOURCES,
    )  # fmt: skip
    assert network.facts["source"].tolist() == network.coverage["source"].tolist() == ["old", "secret"]
    for view in (network.marked_at_most("GREEN"), network.known_by(DAY(2012, 1, 1))):
        assert own(view) == [["TWINNED_WITH:a:b", "asserted"]]
        assert view.facts["source"].tolist() == view.coverage["source"].tolist() == ["old"]


def test_nothing_tells_of_what_is_hidden():
    network = small_network(
        [actor("a", "City", "MK"), actor("hidden-programme", "Programme", source="secret"),
         actor("hidden-group", "CivilSocietyGroup", "AL", source="secret")],
        [("a", "MEMBER_OF", "some Organisation", {"programme": "hidden-programme"}),
         ("a", "PARTNERS_WITH", "hidden-group", {"source": "new"})],
        facts=[{"actor": "a", "property": "partner", "value": "one", "of": "hidden-group", "source": "report"}],
        coverage=[{"source": "report", "tie": "PARTNERS_WITH", "list": "full", "said": "0"}], sources=SOURCES,
        decisions=[{"gap": "city-without-group:a:some-civilsocietygroup-in-al", "decision": "wait"}],
    )  # fmt: skip
    assert "PARTNERS_WITH:a:hidden-group" in str(network.warnings)
    view = network.marked_at_most("GREEN")
    assert view.actors["id"].tolist() == ["a", "MK"] and not len(view.decisions)
    assert view.coverage[["list", "why"]].to_numpy().tolist() == [["part", ""]]
    told = "".join(getattr(view, name).astype(str).to_csv() for name in TABLES) + str(view.warnings)
    assert "hidden" not in told and "AL" not in told


def test_what_has_no_marking_is_for_the_community_and_not_for_publication():
    network = small_network(
        [actor("a", "City", "MK", source="clear")], sources=[{"id": "clear", "title": "Clear", "published": "2010", "tlp": "CLEAR"}],
        facts=[{"actor": "a", "property": "population", "value": value, "source": source} for value, source in (("5", ""), ("7", "clear"))],
        decisions=[{"gap": "rule:a:b", "decision": "wait"}],
    )  # fmt: skip
    shown = {marking: network.marked_at_most(marking) for marking in ("CLEAR", "GREEN")}
    assert {marking: len(view.facts) for marking, view in shown.items()} == {"CLEAR": 1, "GREEN": 2}
    assert {marking: len(view.decisions) for marking, view in shown.items()} == {"CLEAR": 0, "GREEN": 1}


# laws


@LAWS
@given(networks(), DAYS, DAYS, MARKINGS)
def test_the_order_of_views_does_not_matter_and_each_is_taken_once(network, day, known, marking):
    views = {
        "as_of": lambda one: one.as_of(day),
        "known_by": lambda one: one.known_by(known),
        "marked_at_most": lambda one: one.marked_at_most(marking),
    }
    once = {name: view(network) for name, view in views.items()}
    for name, view in views.items():
        assert view(once[name]).same_as(once[name]), name
    for name, other in combinations(views, 2):
        assert views[other](once[name]).same_as(views[name](once[other])), (name, other)


@LAWS
@given(networks(), DAYS, MARKINGS)
def test_no_table_of_a_view_has_the_id_of_a_row_that_is_left_out(network, day, marking):
    for view in (network.as_of(day), network.known_by(day), network.marked_at_most(marking)):
        gone = {
            ident for table in ("actors", "sources", "ties", "claims", "caveats")
            for ident in set(getattr(network, table)["id"]) - set(getattr(view, table)["id"])
        }  # fmt: skip
        for name in TABLES:
            words = set(re.split(r"[;,\s\"']+", getattr(view, name).astype(str).to_csv()))
            assert not gone & words, name


@LAWS
@given(networks(), DAYS, MARKINGS)
def test_a_view_is_saved_and_loads_again(network, day, marking):
    from graphmodel.border import assemble

    for view in (network.as_of(day), network.known_by(day), network.marked_at_most(marking)):
        again = assemble(view.to_sheets(), network.schema)
        assert again.actors["id"].tolist() == view.actors["id"].tolist()
        assert again.ties[["id", "status"]].astype(str).equals(view.ties[["id", "status"]].astype(str))
        whole = network.claims.set_index("id").loc[view.claims["id"], ["source", "programme"]].astype(str)
        told = (whole.to_numpy() == view.claims[["source", "programme"]].astype(str).to_numpy()).all(axis=1)
        assert set(again.claims["id"]) >= set(view.claims["id"][told])  # the others say less than they did


@LAWS
@given(networks())
def test_a_network_is_written_and_read_again_as_it_was(network):
    from graphmodel.border import assemble

    assert assemble(network.to_sheets(), network.schema).same_as(network)


@LAWS
@given(networks(), DAYS, DAYS)
def test_knowing_more_never_takes_a_claim_away(network, day, later):
    first, second = sorted((day, later))
    told = [set(network.known_by(one).claims["id"]) for one in (first, second)]
    derived = set(network.claims["id"][network.claims["derived"]])
    assert told[0] - derived <= told[1]


# a row with several sources


@pytest.mark.parametrize("other", ["b", "some City in AL"], ids=["claim", "open end"])
def test_a_quote_of_several_sources_counts_as_the_strictest(other):
    """docs/decisions/0007: nobody knows which of the sources a quote, a note or a page is of."""
    cells = {
        "source": "report;secret",
        "quote": "so they said",
        "note": "do not tell",
        "locator": "cable 7",
        "since": "2018",
    }
    network = small_network(
        [actor("a", "City", "MK"), actor("b", "City", "AL")], [("a", "TWINNED_WITH", other, cells)], sources=SOURCES
    )  # fmt: skip
    table = "claims" if other == "b" else "caveats"
    whole = getattr(network, table).set_index("source")
    rows = whole[~whole["derived"]] if table == "claims" else whole
    assert rows.loc["secret", ["quote", "note", "locator", "since"]].tolist() == [
        "so they said",
        "do not tell",
        "cable 7",
        "2018",
    ]
    assert rows.loc["report", ["quote", "note", "locator", "since"]].tolist() == ["", "", "", "2018"]
    shown = getattr(network.marked_at_most("GREEN"), table)
    assert "report" in shown["source"].tolist() and "do not tell" not in shown.to_string()
    again = assemble(network.to_sheets(), network.schema)
    assert again.same_as(network)


def test_sources_of_one_marking_share_a_quote():
    network = small_network(
        [actor("a", "City", "MK"), actor("b", "City", "AL")],
        [("a", "TWINNED_WITH", "b", {"source": "report;page", "quote": "both say so"})],
        sources=[{"id": "page", "title": "A page", "published": "2019", "tlp": "GREEN"}],
    )
    claims = network.claims[~network.claims["derived"]]
    assert claims["quote"].tolist() == ["both say so", "both say so"]

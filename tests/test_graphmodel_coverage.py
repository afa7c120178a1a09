"""What a list reaches over, and what it counts as."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest
from any_network import LAWS, networks
from hypothesis import given
from small_network import actor, small_network

from graphmodel.coverage import End, Scope
from graphmodel.listing import full_on
from graphmodel.network import Network

DAY = dt.date
LIST = {
    "source": "list",
    "tie": "MEMBER_OF",
    "of": "club",
    "kind": "City",
    "countries": "MK",
    "list": "full",
    "said": "1",
}
SOURCES = [
    {"id": "list", "title": "A list", "published": "2018"},
    {"id": "early", "title": "Early", "published": "2010"},
    {"id": "late", "title": "Late", "published": "2021"},
    {"id": "secret", "title": "Secret", "published": "2010", "tlp": "RED"},
    {"id": "undated", "title": "Undated"},
]
GIVEN = ("a", "MEMBER_OF", "club", {"source": "list"})


def clubs(*ties: tuple, **more: str) -> Network:
    return small_network(
        [actor("a", "City", "MK"), actor("b", "City", "MK"), actor("club", "Organisation"), actor("e", "Event")], ties,
        sources=SOURCES, coverage=[{**LIST, **more}],
    )  # fmt: skip


def counts(network: Network) -> list[str]:
    return network.coverage[["list", "why"]].to_numpy().tolist()[0]


LACKS = "a list that lacks 'MEMBER_OF:b:club', which another source has"


@pytest.mark.parametrize(
    ("ties", "more", "expected"),
    [
        pytest.param([GIVEN], {}, ["full", ""], id="as many as it states"),
        pytest.param([GIVEN, (*GIVEN[:3], {"source": "list", "key": "twice"})], {}, ["full", ""], id="one member with two ties is one"),
        pytest.param([], {"said": "0"}, ["part", "a list that gives nobody"], id="nobody"),
        pytest.param([GIVEN, ("b", "MEMBER_OF", "club", {"source": "late"})], {}, ["part", LACKS], id="another source has one more"),
        pytest.param([GIVEN, ("b", "MEMBER_OF", "club", {"source": ""})], {}, ["full", ""], id="a claim without a source proves nothing"),
        pytest.param([GIVEN, ("b", "MEMBER_OF", "club", {"source": "late", "says": "no"})], {}, ["full", ""], id="nor does a no"),
        pytest.param([GIVEN, ("b", "MEMBER_OF", "club", {"source": "late", "form": "met"})], {}, ["full", ""], id="nor does a meeting"),
        pytest.param([GIVEN, ("b", "MEMBER_OF", "club", {"source": "late", "since": "2021"})], {"from": "2018", "to": "2018"}, ["full", ""], id="a later member"),
        pytest.param([GIVEN, ("b", "MEMBER_OF", "club", {"source": "late", "until": "2017"})], {"from": "2018"}, ["full", ""], id="a former member"),
        pytest.param([GIVEN, ("b", "MEMBER_OF", "club", {"source": "late", "since": "2018-12"})], {"from": "2018", "to": "2018"}, ["part", LACKS], id="a member in the same year"),
        pytest.param([GIVEN, ("b", "MEMBER_OF", "club", {"source": "list", "since": "2020"})], {"to": "2018"}, ["full", ""], id="its own later member is not of its period"),
        pytest.param([GIVEN, (*GIVEN[:3], {"source": "late", "key": "k"})], {}, ["full", ""], id="the same member by another key"),
        pytest.param([("a", "TOOK_PART_IN", "e", {"source": "list"})], {"tie": "TOOK_PART_IN", "of": ""},
                     ["part", "a list of TOOK_PART_IN that does not say of what"], id="a list of happenings without the happening"),
        pytest.param([("a", "TOOK_PART_IN", "e", {"source": "list", "since": "2018"}), ("b", "TOOK_PART_IN", "e", {"source": "late", "since": "2019"})],
                     {"tie": "TOOK_PART_IN", "of": "e", "to": "2018"},
                     ["part", "a list that lacks 'TOOK_PART_IN:b:e', which another source has"], id="of a happening the period does not matter"),
    ],
)  # fmt: skip
def test_what_a_list_counts_as(ties, more, expected):
    assert counts(clubs(*ties, **more)) == expected


def test_a_list_counted_as_full_until_what_contradicts_it_was_known():
    network = clubs(
        GIVEN, ("b", "MEMBER_OF", "club", {"source": "late"}), ("b", "MEMBER_OF", "club", {"source": "undated"})
    )
    assert counts(network) == ["part", LACKS]
    assert counts(network.known_by(DAY(2019, 1, 1))) == ["full", ""]
    assert counts(network.known_by(DAY(2022, 1, 1))) == ["part", LACKS]
    assert counts(network.as_of(DAY(2019, 1, 1))) == ["part", LACKS]
    undated = clubs(GIVEN, ("b", "MEMBER_OF", "club", {"source": "undated"}))
    assert (counts(undated)[0], counts(undated.known_by(DAY(2022, 1, 1)))[0]) == ("part", "full")


def test_a_day_that_is_asked_about_does_not_make_a_list_incomplete():
    network = clubs(
        (*GIVEN[:3], {"source": "list", "until": "2019"}), ("b", "MEMBER_OF", "club", {"source": "list"}), said="2"
    )
    assert counts(network) == counts(network.as_of(DAY(2020, 6, 1)).known_by(DAY(2022, 1, 1))) == ["full", ""]


def test_a_list_that_something_hidden_contradicts_is_not_full_and_does_not_say_why():
    network = clubs(GIVEN, ("b", "MEMBER_OF", "club", {"source": "secret"}), ("b", "MEMBER_OF", "club", {"says": "no"}))
    assert counts(network) == ["part", LACKS]
    view = network.marked_at_most("GREEN")
    assert "MEMBER_OF:b:club" in set(view.ties["id"]) and counts(view) == ["part", ""]
    assert counts(view.known_by(DAY(2009, 1, 1).replace(year=2019))) == ["part", ""]


def test_each_source_of_a_row_has_a_list_of_its_own():
    network = clubs(GIVEN, source="list;early")
    assert network.coverage[["source", "list", "why"]].to_numpy().tolist() == [
        ["list", "full", ""], ["early", "part", "a list that lacks 'MEMBER_OF:a:club', which another source has"],
    ]  # fmt: skip


def test_full_lists_speak_of_their_period_and_lists_of_a_happening_of_every_day():
    network = clubs(GIVEN, **{"from": "2018", "to": "2018"})
    assert [
        full_on(network.coverage, day, network.schema).tolist() for day in (None, DAY(2018, 5, 1), DAY(2019, 5, 1))
    ] == [[True], [True], [False]]
    panel = clubs(("a", "TOOK_PART_IN", "e", {"source": "list"}), tie="TOOK_PART_IN", of="e", to="2018")
    assert full_on(panel.coverage, DAY(2019, 5, 1), panel.schema).tolist() == [True]


# laws


@LAWS
@given(networks())
def test_many_ties_are_in_scope_as_each_is(network):
    actors = network.actors
    ends = [
        End(*row) for row in zip(actors["id"], actors["kind"].astype(str), actors["country"].astype(str), strict=True)
    ]
    source, target = network.ties["source_pos"].to_numpy(), network.ties["target_pos"].to_numpy()
    for row in network.coverage.to_dict("records"):
        scope = Scope.of_row(row, network.schema)
        each = [scope.holds(ends[a], ends[b]) for a, b in zip(source.tolist(), target.tolist(), strict=True)]
        assert scope.among(source, target, actors).tolist() == each


@LAWS
@given(networks())
def test_a_full_list_gives_as_many_as_it_states_and_lacks_nobody(network):
    claims, ties = network.claims, network.ties
    for row in network.coverage[network.coverage["list"] == "full"].to_dict("records"):
        scope = Scope.of_row(row, network.schema)
        here = scope.among(ties["source_pos"].to_numpy(), ties["target_pos"].to_numpy(), network.actors)
        here &= (ties["kind"] == row["tie"]).to_numpy()
        yes = claims[here[claims["tie_pos"]] & (claims["says"] == "yes").to_numpy()]
        pairs = {
            source: {frozenset(ties.loc[at, ["source", "target"]]) for at in found["tie_pos"]}
            for source, found in yes.groupby(yes["source"].astype(str))
        }
        own = pairs.get(row["source"], set())
        assert len(own) >= int(row["said"]) > 0
        if np.isnat(np.datetime64(row["first_day"])) and np.isnat(np.datetime64(row["last_day"])):
            plain = yes[(yes["form"] != "met") & (yes["source"] != "")]
            assert {frozenset(ties.loc[at, ["source", "target"]]) for at in plain["tie_pos"]} <= own

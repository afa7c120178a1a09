"""What differs between two networks is what was done to the one to make the other."""

from __future__ import annotations

import datetime as dt

import pandas as pd
from any_network import DAYS, LAWS, networks
from hypothesis import given
from hypothesis import strategies as st
from small_network import actor, small_network
from test_graphmodel_editing import additions

from graphmodel.network import Network

SOURCES = [{"id": "new", "title": "New", "published": "2020"}]


def network(
    *ties: tuple, population: str = "5", said: str = "1", decision: str = "wait", title: str = "New"
) -> Network:
    return small_network(
        [actor("a", "City", "MK", population=population), actor("b", "City", "MK"), actor("club", "Organisation")], ties,
        sources=[{**SOURCES[0], "title": title}],
        coverage=[{"source": "report", "tie": "MEMBER_OF", "of": "club", "list": "full", "said": said}],
        facts=[{"actor": "a", "property": "population", "value": population, "source": "new"}],
        decisions=[{"gap": "rule:a:b", "decision": decision}],
    )  # fmt: skip


def cells(table: pd.DataFrame) -> list[list]:
    return table.to_numpy().tolist()


def test_it_says_what_is_new_what_is_gone_and_what_changed():
    member = ("a", "MEMBER_OF", "club")
    before = network(member)
    after = network(
        (*member, {"says": "no"}), ("a", "TWINNED_WITH", "b"), population="7", said="9", decision="close", title="Newer"
    )
    found = before.diff(after)
    assert cells(found.actors.changed) == [["a", "population", 5.0, 7.0]]
    assert found.ties.added["id"].tolist() == ["TWINNED_WITH:a:b"] and not len(found.ties.removed)
    assert cells(found.ties.changed) == [
        ["MEMBER_OF:a:club", "status", "asserted", "denied"], ["MEMBER_OF:a:club", "denied", False, True],
    ]  # fmt: skip
    assert found.claims.added[["tie", "says"]].astype(str).to_numpy().tolist() == [
        ["MEMBER_OF:a:club", "no"], ["TWINNED_WITH:a:b", "yes"],
    ]  # fmt: skip
    assert found.claims.removed[["tie", "says"]].astype(str).to_numpy().tolist() == [["MEMBER_OF:a:club", "yes"]]
    assert cells(found.sources.changed) == [["new", "title", "New", "Newer"]]
    assert cells(found.coverage.changed) == [["report", "list", "full", "part"], ["report", "said", "1", "9"]]
    assert [found.facts.removed["value"].tolist(), found.facts.added["value"].tolist()] == [["5"], ["7"]]
    assert cells(found.decisions.changed) == [["rule:a:b", "decision", "wait", "close"]]
    assert found.counts()["actors"] == {"added": 0, "removed": 0, "changed": 1} and "caveats" not in found.counts()


def test_two_views_are_compared_as_two_networks_are():
    before = small_network(
        [actor("a", "City", "MK"), actor("g", "CivilSocietyGroup", "MK")], [("g", "WORKS_IN", "a", {"source": "new"})], sources=SOURCES
    ).known_by(dt.date(2019, 1, 1))  # fmt: skip
    after = small_network(
        [actor("a", "City", "MK"), actor("g", "CivilSocietyGroup", "MK")], [("g", "WORKS_IN", "a", {"source": "new"})], sources=SOURCES
    ).known_by(dt.date(2021, 1, 1))  # fmt: skip
    found = before.diff(after)
    assert found.actors.added["id"].tolist() == ["g"] and found.sources.added["id"].tolist() == ["new"]
    assert found.ties.added["id"].tolist() == ["IN_COUNTRY:g:MK", "WORKS_IN:g:a"]


@LAWS
@given(networks(), DAYS)
def test_nothing_differs_from_itself_and_a_view_differs_both_ways_alike(one, day):
    assert not one.diff(one) and one.diff(one).counts() == {}
    for view in (one.as_of(day), one.known_by(day), one.marked_at_most("GREEN")):
        there, back = one.diff(view), view.diff(one)
        for (name, a), (_, b) in zip(there, back, strict=True):
            key = "id" if "id" in a.added else a.added.columns[0]
            assert a.removed[key].tolist() == b.added[key].tolist(), name
            assert a.added[key].tolist() == b.removed[key].tolist(), name
            assert not len(a.added) or name == "facts", name  # whose `of` may name what is not in view
            assert cells(a.changed[["before", "after"]]) == cells(b.changed[["after", "before"]]), name


@LAWS
@given(networks(), st.data())
def test_an_edit_differs_by_exactly_what_was_edited(one, data):
    added = data.draw(additions(one))
    own = one.ties["id"][~one.ties["derived"]].tolist()
    gone = data.draw(st.lists(st.sampled_from(own), unique=True, max_size=3)) if own else []
    cut = one.edited(without=gone)
    more = cut.edited(add=added)
    assert cut.diff(one).ties.added["id"].tolist() == [ident for ident in one.ties["id"] if ident in gone]
    assert set(one.diff(cut).claims.removed["tie"]) == set(gone)
    found = cut.diff(more)
    assert len(found.claims.added) == len(added) and not len(found.claims.removed)
    assert not (found.actors or found.sources or found.coverage or found.caveats or found.facts or found.decisions)
    assert set(found.ties.added["id"]) == set(more.ties["id"]) - set(cut.ties["id"])
    assert set(found.ties.changed["id"]) <= set(found.claims.added["tie"])

"""What would be: an edit does what a row of the sheet would, and nothing else."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest
from any_network import DAYS, KINDS, LAWS, MARKINGS, TIES, networks
from hypothesis import given
from hypothesis import strategies as st
from small_network import actor, small_network

from graphmodel.border import assemble
from graphmodel.errors import UsageProblem
from graphmodel.network import Network, _same
from graphmodel.sheets import Sheet

DAY = dt.date
SOURCES = [
    {"id": "old", "title": "Old", "published": "2010"},
    {"id": "new", "title": "New", "published": "2020"},
    {"id": "secret", "title": "Secret", "published": "2020", "tlp": "RED"},
]


def cities(*ties: tuple) -> Network:
    return small_network(
        [actor("a", "City", "MK"), actor("b", "City", "MK"), actor("club", "Organisation"), actor("p", "Programme")],
        ties, sources=SOURCES,
    )  # fmt: skip


def own(network: Network) -> list[list]:
    ties = network.ties[~network.ties["derived"]]
    return ties[["id", "status", "claims"]].astype(object).to_numpy().tolist()


def test_a_tie_is_added_taken_away_and_added_again():
    network = cities(("a", "MEMBER_OF", "club"))
    more = network.edited(add=[("b", "TWINNED_WITH", "a"), ("a", "MEMBER_OF", "club", {"says": "no"})])
    assert own(more) == [["MEMBER_OF:a:club", "disputed", 2], ["TWINNED_WITH:a:b", "asserted", 1]]
    assert own(more.edited(without=["MEMBER_OF:a:club"])) == [["TWINNED_WITH:a:b", "asserted", 1]]
    moved = network.edited(add=[("b", "MEMBER_OF", "club")], without=["MEMBER_OF:a:club"])
    assert own(moved) == [["MEMBER_OF:b:club", "asserted", 1]]
    assert network.edited() is network


def test_the_added_claim_says_that_it_is_only_supposed():
    claims = cities(("a", "MEMBER_OF", "club")).edited(add=[("a", "MEMBER_OF", "club", {"since": "2019"})]).claims
    mine = claims[~claims["derived"]]
    assert mine["hypothetical"].tolist() == [False, True] and mine["source"].tolist() == ["report", ""]
    assert mine["first_day"].tolist() == [pd.NaT, pd.Timestamp("2019-01-01")]


def test_facts_about_a_tie_go_with_it():
    network = small_network(
        [actor("a", "City", "MK"), actor("b", "City", "MK")], [("a", "TWINNED_WITH", "b")],
        facts=[{"tie": "TWINNED_WITH:a:b", "property": "since", "value": "1999"}, {"actor": "a", "property": "population", "value": "5"}],
    )  # fmt: skip
    assert network.edited(without=["TWINNED_WITH:a:b"]).facts["subject"].tolist() == ["a"]


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        pytest.param({"add": [("a", "TWINNED_WITH", "x")]}, "no actor 'x' in this network", id="actor"),
        pytest.param({"add": [("a", "MEMBER_OF", "clbu")]}, "no actor 'clbu' in this network; did you mean 'club'?", id="near"),
        pytest.param({"add": [("a", "TWINED_WITH", "b")]}, "no tie 'TWINED_WITH' in the schema; did you mean 'TWINNED_WITH'?", id="kind"),
        pytest.param({"add": [("a", "TWINNED_WITH", "club")]},
                     "no TWINNED_WITH runs from a City to a Organisation (a to club); these do: COOPERATES_WITH, MEMBER_OF, PART_OF, PARTNERS_WITH, SHARES_LEARNING_WITH", id="ends"),
        pytest.param({"add": [("a", "TWINNED_WITH", "a")]}, "a tie TWINNED_WITH from 'a' to itself; name two actors", id="itself"),
        pytest.param({"add": [("a", "IN_COUNTRY", "MK")]},
                     "a tie IN_COUNTRY follows from the cell 'country' of its actor; it is neither added nor taken away by itself", id="derived"),
        pytest.param({"without": ["IN_COUNTRY:a:MK"]},
                     "a tie IN_COUNTRY follows from the cell 'country' of its actor; it is neither added nor taken away by itself", id="derived away"),
        pytest.param({"without": ["MEMBER_OF:a:clbu"]}, "no tie 'MEMBER_OF:a:clbu' in this network; did you mean 'MEMBER_OF:a:club'?", id="away"),
        pytest.param({"add": [("a", "TWINNED_WITH", "b", {"when": "2018"})]},
                     "an added tie has no cell 'when'; there are says, key, programme, source, since, until, form, role, locator, quote, basis, note", id="cell"),
        pytest.param({"add": [("a", "TWINNED_WITH", "b", {"since": "May"})]},
                     "the cell 'since' of an added tie is 'May'; expected a date like 2018, 2018-11 or 2018-11-29", id="date"),
        pytest.param({"add": [("a", "TWINNED_WITH", "b", {"since": "2018", "until": "2017"})]}, "an added tie ends in 2017, before it begins in 2018", id="dates"),
        pytest.param({"add": [("a", "TWINNED_WITH", "b", {"says": "maybe"})]}, "the cell 'says' of an added tie is 'maybe'; expected one of: yes, no", id="says"),
        pytest.param({"add": [("a", "TWINNED_WITH", "b", {"source": "x"})]}, "no source 'x' in this network", id="source"),
        pytest.param({"add": [("a", "TWINNED_WITH", "b", {"programme": "x"})]}, "no actor 'x' in this network", id="programme"),
    ],
)  # fmt: skip
def test_an_edit_that_cannot_be_says_why(edit, message):
    with pytest.raises(UsageProblem) as caught:
        cities(("a", "MEMBER_OF", "club")).edited(**edit)
    assert str(caught.value) == message


# views: what is supposed stays, and a view stays the view it is


def test_a_supposed_tie_stays_in_every_view():
    network = small_network(
        [actor("a", "City", "MK", source="new"), actor("g", "CivilSocietyGroup", "MK", source="new")], sources=SOURCES
    )
    supposed = network.edited(add=[("g", "WORKS_IN", "a")])
    assert own(supposed.known_by(DAY(2012, 1, 1))) == [["WORKS_IN:g:a", "asserted", 1]]
    assert own(supposed.as_of(DAY(2012, 1, 1))) == [["WORKS_IN:g:a", "asserted", 1]]
    told = network.edited(add=[("g", "WORKS_IN", "a", {"source": "secret"})], hypothetical=False)
    assert own(told.known_by(DAY(2012, 1, 1))) == own(told.marked_at_most("GREEN")) == []
    assert own(told.known_by(DAY(2021, 1, 1))) == [["WORKS_IN:g:a", "asserted", 1]]


def test_a_view_is_edited_as_the_view_that_it_is():
    network = small_network(
        [actor("a", "City", "MK", source="new"), actor("b", "City", "MK", source="old"), actor("c", "City", "MK", source="secret")],
        [("a", "TWINNED_WITH", "b", {"source": "old"}), ("a", "PARTNERS_WITH", "b", {"source": "new"})], sources=SOURCES,
    )  # fmt: skip
    view = network.marked_at_most("GREEN").known_by(DAY(2012, 1, 1)).as_of(DAY(2011, 1, 1))
    more = view.edited(add=[("a", "PARTNERS_WITH", "b")])
    assert own(more) == [["PARTNERS_WITH:a:b", "asserted", 1], ["TWINNED_WITH:a:b", "asserted", 1]]
    assert (more.seen_as_of, more.seen_known_by) == (DAY(2011, 1, 1), DAY(2012, 1, 1))
    assert more.left_out == view.left_out == {"actors": 1, "claims": 1, "sources": 1}


def test_what_would_be_does_not_prove_a_list_incomplete():
    network = small_network(
        [actor("club", "Organisation"), actor("a", "City", "MK"), actor("b", "City", "MK")], [("a", "MEMBER_OF", "club")],
        coverage=[{"source": "report", "tie": "MEMBER_OF", "of": "club", "kind": "City", "list": "full", "said": "1"}],
    )  # fmt: skip
    assert network.edited(add=[("b", "MEMBER_OF", "club")]).coverage["list"].tolist() == ["full"]


# laws

ADDED = st.sampled_from(["PARTNERS_WITH", "COOPERATES_WITH", "MEMBER_OF", "SHARES_LEARNING_WITH", "RECEIVED"])
CELLS = st.fixed_dictionaries({
    "says": st.sampled_from(["yes", "no"]), "since": st.sampled_from(["", "2014-05"]), "form": st.sampled_from(["", "met"]),
    "source": st.sampled_from(["", "src-old", "src-red", "src-undated"]), "key": st.sampled_from(["", "k"]),
})  # fmt: skip


@st.composite
def additions(draw: st.DrawFn, network: Network) -> list[tuple]:
    fitting = [tie for tie in TIES if {tie[0], tie[2]} <= set(network.position)]
    known = {"", *network.sources["id"]}
    cells = CELLS.map(lambda row: {**row, "source": row["source"] if row["source"] in known else ""})
    return [
        (*tie, row) for tie, row in draw(st.lists(st.tuples(st.sampled_from(fitting), cells), max_size=4))
    ] if fitting else []  # fmt: skip


@LAWS
@given(networks(), st.data())
def test_what_is_added_is_what_a_row_of_the_sheet_would_have_said(network, data):
    added = data.draw(additions(network))
    sheets = network.to_sheets()
    old = sheets.get("ties")
    rows = [{"from": a, "tie": kind, "to": b, **cells} for a, kind, b, cells in added]
    sheets.tables["ties"] = Sheet.of_records("ties", old.columns, [*old.records(), *rows])
    read, told = assemble(sheets, network.schema), network.edited(add=added, hypothetical=False)
    for name in ("actors", "ties", "claims", "caveats", "sources", "facts"):
        assert _same(getattr(told, name), getattr(read, name)), name


@LAWS
@given(networks(), DAYS, MARKINGS, st.data())
def test_what_is_added_and_taken_away_again_leaves_every_view_as_it_was(network, day, marking, data):
    for view in (network, network.as_of(day), network.known_by(day), network.marked_at_most(marking)):
        added = data.draw(additions(view))
        more = view.edited(add=added)
        new = set(more.ties["id"]) - set(view.ties["id"])
        kept = view.edited(without=[ident for ident in set(more.ties["id"]) - new if ident in _touched(added)])
        again = more.edited(without=[*new, *(ident for ident in _touched(added) if ident not in new)])
        assert again.same_as(kept)
        claims = more.claims
        assert claims["id"].is_unique and int(claims["hypothetical"].sum()) == len(added)
        assert more.coverage.equals(view.coverage) and more.left_out == view.left_out


def _touched(added: list[tuple]) -> set[str]:
    undirected = {"PARTNERS_WITH", "COOPERATES_WITH", "TWINNED_WITH"}
    touched = set()
    for a, kind, b, cells in added:
        ends = sorted((a, b)) if kind in undirected else (a, b)
        touched.add(":".join([kind, *ends, *([cells["key"]] if cells["key"] else [])]))
    return touched


def test_the_generator_knows_every_actor_it_names():
    assert {end for tie in TIES for end in (tie[0], tie[2]) if end.startswith("actor-")} <= set(KINDS)

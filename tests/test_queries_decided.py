"""Gaps that something was decided about: what stays to be done, what is set aside, and what a tie has closed since."""

from __future__ import annotations

import pytest
from any_network import DAYS, LAWS, networks
from hypothesis import given, settings
from small_network import actor, small_network

from graphmodel.errors import DataProblems
from graphmodel.network import Network
from queries.decided import Decided, decided, decision_faults, not_set_aside
from queries.gaps import find_gaps

VERTICAL = "city-without-coordinator-tie:office:tetovo"
CIVIL = "city-without-civil-society:some-civilsocietygroup-in-mk:tetovo"


def network(*ties: tuple, decisions: list[dict[str, str]]) -> Network:
    return small_network(
        [actor("tetovo", "City", "MK"), actor("office", "NationalCoordinator", "MK"), actor("ministry", "Ministry", "MK"),
         actor("group", "CivilSocietyGroup", "MK"), actor("mayor", "Mayor", "MK", city="tetovo")],
        [("office", "PART_OF", "ministry"), *ties], decisions=decisions,
    )  # fmt: skip


def of(found: Network) -> Decided:
    return decided(found, find_gaps(found))


@pytest.mark.parametrize("word", ["not a gap", "wait"])
def test_a_gap_that_is_none_or_waits_is_set_aside(word):
    found = of(network(decisions=[{"gap": VERTICAL, "decision": word, "office": "Office", "reason": "no time"}]))
    assert [gap.id for gap in found.set_aside] == [VERTICAL]
    assert VERTICAL not in {gap.id for gap in found.to_do} and CIVIL in {gap.id for gap in found.to_do}
    assert found.as_json(found.set_aside[0])["decision"] == {
        "decision": word, "office": "Office", "date": "", "due": "", "reason": "no time",
    }  # fmt: skip
    assert "decision" not in found.as_json(found.to_do[0])


def test_a_gap_that_is_to_be_closed_stays_in_its_place():
    whole = network(decisions=[{"gap": VERTICAL, "decision": "close"}])
    assert [gap.id for gap in of(whole).to_do] == [gap.id for gap in find_gaps(whole)]
    assert of(whole).set_aside == () and of(whole).no_more == ()


@pytest.mark.parametrize(
    ("rows", "word"),
    [
        ([("wait", "2024"), ("close", "2023-12-31")], "wait"),
        ([("wait", "2024-05"), ("close", "2024-05-31")], "close"),
        ([("wait", ""), ("close", "")], "close"),
        ([("wait", "2024"), ("close", "")], "wait"),
    ],
    ids=["the latest", "of one day the lowest", "without dates the lowest", "one without a date is older"],
)
def test_of_several_decisions_about_a_gap_the_latest_counts(rows, word):
    found = of(network(decisions=[{"gap": VERTICAL, "decision": what, "date": date} for what, date in rows]))
    assert found.by_gap[VERTICAL].decision == word


@pytest.mark.parametrize(
    ("gap", "tie", "ident"),
    [
        (VERTICAL, ("tetovo", "COOPERATES_WITH", "office"), "COOPERATES_WITH:office:tetovo"),
        (VERTICAL, ("mayor", "COOPERATES_WITH", "office"), "COOPERATES_WITH:mayor:office"),
        (CIVIL, ("group", "WORKS_IN", "tetovo"), "WORKS_IN:group:tetovo"),
        ("isolated-actor:group", ("group", "SUPPORTS", "ministry"), "SUPPORTS:group:ministry"),
    ],
    ids=["between its two", "by who acts for one", "with one of a kind", "of one actor"],
)
def test_a_gap_that_a_tie_has_closed_since_says_which_and_who_says_so(gap, tie, ident):
    open_still = network(decisions=[{"gap": gap, "decision": "close"}])
    assert of(open_still).no_more == () and gap in {one.id for one in find_gaps(open_still)}
    found = of(network(tie, decisions=[{"gap": gap, "decision": "close"}]))
    (one,) = found.no_more
    assert [(item.tie, item.source) for item in one.closed_by] == [(ident, "report")]
    assert one.as_json()["id"] == gap and one.as_json()["closed_by"][0]["source"] == "report"


def test_a_gap_that_no_tie_closed_is_found_no_more_without_one():
    """The city that it names was never there: nothing on record accounts for it, and it is no fault either."""
    whole = network(decisions=[{"gap": "city-without-coordinator-tie:office:elsewhere", "decision": "wait"}])
    (one,) = of(whole).no_more
    assert one.closed_by == () and decision_faults(whole) == []


def test_of_a_rule_that_was_not_asked_nothing_is_found_no_more():
    whole = network(("tetovo", "COOPERATES_WITH", "office"), decisions=[{"gap": VERTICAL, "decision": "close"}])
    assert decided(whole, find_gaps(whole, rules=["isolated-actor"]), rules=["isolated-actor"]).no_more == ()
    asked = network(decisions=[{"gap": "open-triad:tetovo:x", "decision": "close"}])
    assert of(asked).no_more == ()  # open-triad is asked only if its kinds are given


def test_a_decision_about_a_rule_that_there_is_not_is_told_with_its_row():
    slip = network(decisions=[{"gap": VERTICAL, "decision": "wait"}, {"gap": VERTICAL[1:], "decision": "close"}])
    (fault,) = decision_faults(slip)
    assert str(fault) == (
        "warning: decisions.csv, row 3, column 'gap': expected the id of a gap of a rule that there is, found "
        "'ity-without-coordinator-tie:office:tetovo'. [unknown-gap]\n"
        "  To mend: write city-without-coordinator-tie:office:tetovo."
    )


def test_what_is_no_id_of_a_gap_or_no_day_is_told_by_the_border():
    with pytest.raises(DataProblems) as found:
        network(decisions=[{"gap": "tetovo", "decision": "later", "due": "soon"}])
    assert sorted((p.code, p.column, p.row) for p in found.value.problems) == [
        ("bad-date", "due", 2), ("not-a-choice", "decision", 2), ("unknown-gap", "gap", 2),
    ]  # fmt: skip


@settings(LAWS, max_examples=10)
@given(networks(), DAYS)
def test_every_gap_is_to_do_or_set_aside(whole, day):
    """Whatever is decided, no gap is lost, and none stands in two places."""
    gaps = find_gaps(whole.as_of(day))
    words = ("close", "not a gap", "wait")
    rows = whole.decisions.iloc[:0]
    for at, gap in enumerate(gaps[::2]):
        rows.loc[at] = dict.fromkeys(rows, "") | {"gap": gap.id, "decision": words[at % 3], "row": at + 2}
    from dataclasses import replace

    view = replace(whole, decisions=rows).as_of(day)
    found = decided(view, gaps)
    assert sorted([*found.to_do, *found.set_aside], key=lambda gap: gap.order()) == gaps
    assert list(found.to_do) == not_set_aside(view, gaps)
    assert {found.by_gap[gap.id].decision for gap in found.set_aside} <= {"not a gap", "wait"}

"""What an order rests on: who could overtake the first, what decides nothing, why one is not among the first."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphmodel.findings import Part, Reason, Suggestion
from queries.order import decides_nothing, fewest, overtakers, rankable, to_fill_in, why
from queries.partners import partners


def one(ident: str, *values: float | None) -> Suggestion:
    """A candidate with a criterion of equal share for each value; None is not known."""
    share = 1 / len(values)
    reasons = tuple(
        Reason(str(at), share, value, f"{ident} {at}?", fill=f"column {at}") for at, value in enumerate(values)
    )
    known = [r for r in reasons if r.value is not None]
    value = sum(r.share * float(r.value or 0) for r in known)
    part = Part("p", value, 1.0, "Because.", known=share * len(known), reasons=reasons, title="P")
    return Suggestion(ident, ident.title(), "MK", (part,))


VALUES = st.lists(st.sampled_from([None, 0.0, 0.5, 1.0]), min_size=4, max_size=4)


@settings(max_examples=80, deadline=None)
@given(VALUES, VALUES)
def test_the_questions_named_are_the_fewest_that_turn_the_order(first, second):
    a, b = sorted((one("a", *first), one("b", *second)), key=lambda x: -x.score)
    behind = a.score - b.score
    found = overtakers([a, b])
    assert bool(found) == (b.high > a.score + 1e-9)
    if found:
        gains = sorted(b.gains.values(), reverse=True)
        asked = found[0].questions
        assert sum(b.gains[question] for question in asked) > behind
        assert len(asked) == 1 or sum(gains[: len(asked) - 1]) <= behind + 1e-9


def test_one_that_nothing_could_bring_ahead_is_no_overtaker():
    assert overtakers([one("a", 1.0, 1.0), one("b", 0.0, None)]) == [] and overtakers([]) == []
    assert fewest(one("b", 0.0, None), 0.6, {}) == ()


def test_a_part_that_is_the_same_for_all_decides_nothing():
    assert [part.title for part in decides_nothing([one("a", 0.5, None), one("b", None, 0.5)])] == ["P"]
    assert decides_nothing([one("a", 1.0), one("b", 0.0)]) == [] == decides_nothing([one("a", 1.0)])


def test_where_too_little_is_known_the_places_to_fill_in_are_named_by_what_they_would_tell():
    found = [one("a", None, None, None, None, 1.0), one("b", None, None, None, None, None)]
    assert not rankable(found) and rankable([one("a", None, None, None, 1.0)])
    assert to_fill_in(found, 2) == [("column 0", pytest.approx(0.2)), ("column 1", pytest.approx(0.2))]


def test_why_one_is_not_among_the_first_says_what_sets_it_apart():
    found = [one("a", 1.0, 1.0), one("b", 1.0, 0.5), one("c", 0.5, None)]
    answer = why(found, "c", 2)
    assert answer is not None and (answer.rank, answer.of, answer.suggested) == (3, 3, False)
    assert answer.beside is not None and answer.beside.id == "b" and answer.behind == pytest.approx(0.5)
    assert [(part.part, apart) for part, apart in answer.differences] == [("p", pytest.approx(-0.5))]
    assert answer.questions == ()  # the one answer that is open would make them even, not put it ahead
    ahead = why(found, "a", 2)
    assert ahead is not None and ahead.suggested and ahead.beside is not None and ahead.beside.id == "b"
    assert ahead.behind == pytest.approx(-0.25) and why(found, "z", 2) is None


def test_the_order_of_the_sample_can_turn_over_and_by_which_answer(sample):
    """Čair is second; one answer is worth more than what it lacks."""
    found = partners(sample, "kumanovo")
    second = overtakers(found)[0]
    assert (found[0].id, second.id) == ("elbasan", "cair")
    assert second.questions == ("Has Čair asked to learn from Kumanovo, or visited it?",)
    assert second.behind < 0.2  # the weight of that question

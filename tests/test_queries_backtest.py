"""The back-test: places by hand, intervals, and that hidden ties have no way to tell."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from small_network import actor, small_network

from graphmodel.errors import UsageProblem
from queries.backtest import RANKER, Hiding, backtest, hide_at_random, hide_later, scorers, surroundings
from queries.hidden_ties import interval, measures, places
from queries.link_features import LinkFeatures, Surroundings
from queries.link_ranker import FEATURES, fit_link_ranker
from queries.link_scores import tie_matrix
from queries.link_suggestions import LinkScores
from queries.profiles import alike, profiles
from queries.tie_table import TieTable, tie_table

EVERYBODY = np.arange(60)


def made(seed: int = 5, n: int = 60) -> TieTable:
    """Cities of three countries; those of one are mostly tied to the next, and names tell the country half of the time."""
    draw = np.random.default_rng(seed)
    countries = np.arange(n) % 3
    chance = np.where((countries[:, None] + 1) % 3 == countries[None, :], 0.12, 0.01)
    pairs = np.argwhere(np.triu(draw.random((n, n)) < np.maximum(chance, chance.T), k=1))
    ends = ("burg", "ville", "grad")
    names = [f"{chr(97 + i % 20)}{'aeiou'[i % 5]}{ends[c] if i % 2 else ''}" for i, c in enumerate(countries)]
    days = np.array([f"20{10 + i % 10}-01-01" for i in range(len(pairs))], dtype="datetime64[s]")
    return TieTable(
        ids=tuple(map(str, range(n))), names=tuple(names), pairs=pairs, days=days, countries=countries,
        numbers=draw.random((n, 1)), codes=countries[:, None], kinds=np.zeros(n, dtype=int),
        fits=np.ones((1, 1), dtype=bool),
    )  # fmt: skip


# places


def test_places_by_hand():
    """Actor 0 is tied to 1 and, hidden, to 2 and 3. Its list holds 4 and 5 and the one that is asked for."""
    kept, hidden = np.array([[0, 1]]), np.array([[0, 2], [0, 3]])
    scores = np.zeros((6, 6))
    scores[0] = [9, 8, 5, 7, 6, 5]  # 2: behind 4, level with 5; 3: before both; 0 itself and 1 do not count
    found = places(lambda rows: scores[rows], kept, hidden, 6)
    assert (found.before[:2].tolist(), found.equal[:2].tolist(), found.others[:2].tolist()) == ([1, 0], [1, 0], [2, 2])
    assert found.place[:2].tolist() == [2.5, 1.0]
    assert found.equal[2:].tolist() == [4, 4]  # for 2 and 3 all others are level: 1, 4, 5 and each other


def test_who_says_nothing_gets_the_mean_place():
    table = made()
    found = measures(places(lambda rows: np.zeros((len(rows), 60)), table.pairs[10:], table.pairs[:10], 60))
    assert found["auc"] == 0.5 and found["hits@10"] == 0.0


def test_those_that_the_tie_may_not_run_to_are_no_candidates():
    scores = np.array([[0.0, 1.0, 3.0, 2.0]] * 4)
    kept, hidden = np.array([[2, 3]]), np.array([[0, 1]])
    may = np.ones((4, 4), dtype=bool)
    may[0, 2] = False
    free = places(lambda rows: scores[rows], kept, hidden, 4)
    bound = places(lambda rows: scores[rows], kept, hidden, 4, may=lambda rows: may[rows])
    assert (free.before[0], bound.before[0], bound.others[0]) == (2, 1, 1)


def test_one_hiding_has_no_interval():
    assert interval([0.5])[0] == 0.5 and np.isnan(interval([0.5])[1:]).all()


# no leak


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_hidden_ties_influence_nothing(seed):
    """Scores from a table that never had the hidden ties, and from the back-test, are equal bit for bit."""
    table = made()
    hiding = hide_at_random(table.pairs, 0.2, [seed])[0]
    without = replace(table, pairs=hiding.kept)
    inside = dict(scorers(table, hiding.kept, surroundings(table), seed))
    outside = dict(scorers(without, without.pairs, surroundings(without), seed))
    assert list(inside) == list(outside) and RANKER in inside
    for name in inside:
        assert np.array_equal(inside[name](EVERYBODY), outside[name](EVERYBODY)), name


def test_other_hidden_ties_leave_every_score_as_it_is():
    """Whatever is hidden, by whomever, the same kept ties give the same scores."""
    table = made()
    hiding = hide_at_random(table.pairs, 0.2, [0])[0]
    draw = np.random.default_rng(1)
    invented = np.sort(np.stack([draw.permutation(60)[:25], draw.permutation(60)[25:50]], axis=1), axis=1)
    altered = replace(table, pairs=np.concatenate([hiding.kept, invented[(invented[:, 0] != invented[:, 1])]]))
    first = dict(scorers(table, hiding.kept, surroundings(table), 0))
    second = dict(scorers(altered, hiding.kept, surroundings(altered), 0))
    for name in first:
        assert np.array_equal(first[name](EVERYBODY), second[name](EVERYBODY)), name


def test_the_test_of_leaks_can_fail():
    """Features that saw the hidden ties differ: numbers of ties, rates between countries, nearness."""
    table = made()
    around = surroundings(table)
    hiding = hide_at_random(table.pairs, 0.2, [0])[0]
    clean = LinkFeatures.of(tie_matrix(hiding.kept, 60), around)
    seen = LinkFeatures.of(tie_matrix(table.pairs, 60), around)
    assert not np.array_equal(clean.alone, seen.alone) and not np.array_equal(clean.between, seen.between)
    assert len(clean.others) != len(seen.others) or not np.array_equal(clean.near, seen.near)


def test_a_network_without_the_hidden_ties_gives_the_same_scores():
    """From files on: the ties are not in the network at all, or hidden by the back-test."""
    cities = [actor(f"city-{i:02}", "City", "MK" if i % 2 else "RS") for i in range(14)]
    ties = [
        (f"city-{a:02}", "TWINNED_WITH", f"city-{b:02}") for a, b in combinations(range(14), 2) if (a * b + a) % 3 == 0
    ]
    whole = tie_table(small_network(cities, ties), "TWINNED_WITH")
    hiding = hide_at_random(whole.pairs, 0.2, [4])[0]
    gone = {(whole.ids[a], whole.ids[b]) for a, b in hiding.hidden}
    left = [tie for tie in ties if (tie[0], tie[2]) not in gone]
    partial = tie_table(small_network(cities, left), "TWINNED_WITH")
    assert len(partial.pairs) == len(whole.pairs) - len(gone) and np.array_equal(partial.pairs, hiding.kept)
    inside = dict(scorers(whole, hiding.kept, surroundings(whole), 4))
    outside = dict(scorers(partial, partial.pairs, surroundings(partial), 4))
    for name in inside:
        assert np.array_equal(inside[name](np.arange(14)), outside[name](np.arange(14))), name


# the ranker


def test_the_ranker_learns_which_countries_have_ties():
    """In `made` a city of one country is tied to those of the next and hardly ever to its own."""
    table = made()
    ranker = fit_link_ranker(table.pairs, surroundings(table))
    weights = {row[0]: row[1] for row in ranker.table()}
    assert weights["country_pair"] > 0.3
    assert list(weights) != list(FEATURES) and set(weights) == set(FEATURES)  # the heaviest first
    again = fit_link_ranker(table.pairs, surroundings(table))
    assert np.array_equal(ranker.weights, again.weights)


def test_a_feature_that_never_varies_has_no_weight():
    table = made()
    nowhere = Surroundings(surroundings(table).rows, np.full(60, -1))
    weights = {row[0]: row[1] for row in fit_link_ranker(table.pairs, nowhere).table()}
    assert weights["country_pair"] == 0.0 and weights["same_country"] == 0.0


@pytest.mark.parametrize("count", [1, 5, 70], ids=lambda count: f"best {count}")
def test_the_best_are_those_of_the_whole_list(count):
    """`top` looks at few; sorting all scores of all pairs gives the same."""
    table = made()
    ties = tie_matrix(table.pairs, 60)
    features = LinkFeatures.of(ties, surroundings(table))
    scores = LinkScores.of(features, np.random.default_rng(2).normal(size=len(FEATURES)))
    whole = scores.block(EVERYBODY)
    whole[(ties.toarray() > 0) | np.eye(60, dtype=bool)] = -np.inf
    top = scores.top(count)
    for city in EVERYBODY:
        order = np.lexsort((EVERYBODY, -whole[city]))
        expected = [i for i in order if np.isfinite(whole[city, i])][:count]
        found = top.others[city]
        assert whole[city, found[found >= 0]] == pytest.approx(whole[city, expected])
        assert set(found[found >= 0]) == set(expected) and len(found) == count


def test_a_score_is_the_sum_of_its_parts():
    table = made()
    features = LinkFeatures.of(tie_matrix(table.pairs, 60), surroundings(table))
    top = fit_link_ranker(table.pairs, surroundings(table)).scores(features).top(4)
    assert top.parts.sum(axis=2) == pytest.approx(top.scores, abs=1e-4)


def test_like_names_are_found_both_ways():
    names = ["Neustadt", "Altstadt", "Deauville", "Trouville"]
    near = alike(profiles(names), nearest=1).toarray() > 0
    assert near.tolist() == [
        [False, True, False, False],
        [True, False, False, False],
        [False, False, False, True],
        [False, False, True, False],
    ]


# the back-test as a whole


def test_random_is_beaten_and_the_gain_is_paired():
    table = made()
    found = backtest(table, hide_at_random(table.pairs, 0.15, range(4)))
    assert np.mean(found.values(RANKER, "auc")) > 0.6 > np.mean(found.values("random", "auc"))
    other = found.best_other("auc")
    each = [a - b for a, b in zip(found.values(RANKER, "auc"), found.values(other, "auc"), strict=True)]
    assert found.gain("auc") == interval(each)
    assert all(found.values(name, "auc") for name in found.found) and len(found.rankers) == 4


def test_the_later_ties_are_hidden_and_those_without_a_date_are_kept():
    table = made()
    days = table.days.copy()
    days[:5] = np.datetime64("NaT")
    hiding, since = hide_later(replace(table, days=days), 0.2)
    assert since == "2018-01-01"  # the last two of ten years hold a fifth
    late = days >= np.datetime64("2018-01-01")
    assert np.array_equal(hiding.hidden, table.pairs[late]) and len(hiding.kept) + len(hiding.hidden) == len(days)


def test_without_dates_there_are_no_later_ties():
    table = made()
    bare = replace(table, days=np.full(len(table.pairs), "NaT", dtype="datetime64[s]"))
    message = f"0 of {len(table.pairs)} ties have a date, on 0 different days; hiding the later ones needs two days"
    with pytest.raises(UsageProblem, match=f"^{message}$"):
        hide_later(bare, 0.1)


CITIES = [actor(name, "City", "MK") for name in ("a", "b", "c")]


@pytest.mark.parametrize(
    ("kind", "ties", "message"),
    [
        pytest.param("TWINS", [], "no kind of tie is called 'TWINS'; there are ADOPTED, ", id="no such kind"),
        pytest.param("IN_COUNTRY", [], "IN_COUNTRY follows from a cell of its actor, so there is nothing to foresee; name another kind", id="derived"),
        pytest.param("TWINNED_WITH", [("a", "TWINNED_WITH", "b")], "1 TWINNED_WITH on record; at least 2 are needed, one to hide and one to learn from", id="too few"),
    ],
)  # fmt: skip
def test_a_question_put_wrongly_is_told(kind, ties, message):
    with pytest.raises(UsageProblem) as caught:
        tie_table(small_network(CITIES, ties), kind)
    assert str(caught.value).startswith(message)


def test_a_denied_tie_is_none_and_both_directions_are_one():
    ties = [
        ("a", "SHARES_LEARNING_WITH", "b"), ("b", "SHARES_LEARNING_WITH", "a"), ("b", "SHARES_LEARNING_WITH", "c"),
        ("a", "SHARES_LEARNING_WITH", "c", {"says": "no"}),
    ]  # fmt: skip
    table = tie_table(small_network(CITIES, ties), "SHARES_LEARNING_WITH")
    assert [(table.ids[a], table.ids[b]) for a, b in table.pairs] == [("a", "b"), ("b", "c")]


def test_a_hiding_of_a_few_ties_is_whole(sample):
    table = tie_table(sample, "TWINNED_WITH")
    found = backtest(table, hide_at_random(table.pairs, 0.1, [0]))
    assert (found.hidden, found.kept) == (4, 36)  # 40 twinnings in the sample, of which a tenth
    assert found.as_json()["gain"]["mrr"]["low"] is None
    assert isinstance(hide_at_random(table.pairs, 0.1, [0])[0], Hiding)

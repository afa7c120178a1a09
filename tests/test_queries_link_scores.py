"""Scores of missing ties against networkx, against published values, and against their definitions by hand."""

from __future__ import annotations

import math

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from queries.link_scores import (
    BASELINES,
    adamic_adar,
    common_neighbours,
    gower,
    katz,
    local_path,
    paths_of_three,
    popularity,
    random_scores,
    resource_allocation,
    tie_matrix,
)  # fmt: skip

CLUB = nx.karate_club_graph()
CLUB_TIES = tie_matrix(np.array(CLUB.edges), 34)
EVERYBODY = np.arange(34)


def dense(scores) -> np.ndarray:
    return scores.toarray()


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        pytest.param(adamic_adar, nx.adamic_adar_index, id="Adamic–Adar"),
        pytest.param(resource_allocation, nx.resource_allocation_index, id="resource allocation"),
        pytest.param(common_neighbours, nx.common_neighbor_centrality, id="common neighbours"),
    ],
)
def test_scores_are_those_of_networkx_for_every_pair_without_a_tie(ours, theirs):
    options = {"alpha": 1.0} if theirs is nx.common_neighbor_centrality else {}  # 1: common neighbours alone
    expected = list(theirs(CLUB, **options))
    found = dense(ours(CLUB_TIES))
    assert len(expected) == 34 * 33 // 2 - 78
    assert [found[a, b] for a, b, _ in expected] == pytest.approx([score for *_, score in expected])


def test_the_leaders_of_the_karate_club():
    """4.719381 and 1.566667 as networkx 3 has them; the common neighbours counted from the sets."""
    assert dense(adamic_adar(CLUB_TIES))[2, 33] == pytest.approx(4.719381, abs=5e-7)
    assert dense(resource_allocation(CLUB_TIES))[2, 33] == pytest.approx(1.566667, abs=5e-7)
    assert dense(common_neighbours(CLUB_TIES))[2, 33] == len(set(CLUB[2]) & set(CLUB[33]))


def test_l3_is_the_sum_over_paths_that_networkx_lists():
    """Kovács and others 2019, equation 2: Σ a_xu a_uv a_vy / √(k_u k_v)."""
    found = dense(paths_of_three(CLUB_TIES))
    for a, b in [(14, 15), (9, 16), (0, 33), (24, 26)]:
        assert not CLUB.has_edge(a, b)
        paths = [path for path in nx.all_simple_paths(CLUB, a, b, cutoff=3) if len(path) == 4]
        assert found[a, b] == pytest.approx(sum(1 / math.sqrt(CLUB.degree(u) * CLUB.degree(v)) for _, u, v, _ in paths))


def test_katz_and_local_path_count_walks():
    a = nx.to_numpy_array(CLUB, weight=None)
    walks = [np.linalg.matrix_power(a, length) for length in range(1, 5)]
    expected = sum(0.1 ** (k + 1) * walk for k, walk in enumerate(walks))
    assert katz(CLUB_TIES, damping=0.1)(EVERYBODY) == pytest.approx(expected)
    assert dense(local_path(CLUB_TIES)) == pytest.approx(walks[1] + 0.01 * walks[2])


def test_popularity_is_the_order_of_preferential_attachment():
    found = popularity(CLUB_TIES)(EVERYBODY)
    for a, b, score in nx.preferential_attachment(CLUB):
        assert found[a, b] * CLUB.degree(a) == score


def test_random_scores_do_not_depend_on_which_rows_are_asked():
    score = random_scores(9, seed=3)
    assert np.array_equal(score(np.array([4, 7]))[1], score(np.array([7]))[0])
    assert not np.array_equal(score(np.array([4])), random_scores(9, seed=4)(np.array([4])))


def test_what_is_not_known_is_left_out_of_likeness():
    """By hand: 1 − 30/100 and the same country: mean .85; the number alone: .7; nothing of both: 0."""
    numbers = np.array([[0.0], [30.0], [100.0], [np.nan]])
    score = gower(numbers, np.array([[1], [1], [-1], [-1]]))(np.array([0, 1]))
    assert score[0, 1] == pytest.approx(0.85)
    assert score[1, 2] == pytest.approx(0.3) and score[0, 3] == 0.0
    assert gower(np.empty((3, 0)), np.empty((3, 0), dtype=int))(np.array([0])).tolist() == [[0.0, 0.0, 0.0]]


PAIRS = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), min_size=1, max_size=25)


@settings(max_examples=50, deadline=None)
@given(PAIRS, st.permutations(range(8)))
def test_names_do_not_matter(pairs, order):
    """Law: renumbering the actors renumbers the scores, for every method that looks at ties alone."""
    pairs, order = np.array(pairs), np.array(order)
    for name, score in BASELINES.items():
        before = np.array(score(tie_matrix(pairs, 8))(np.arange(8)))
        after = np.array(score(tie_matrix(order[pairs], 8))(np.arange(8)))
        assert after[np.ix_(order, order)] == pytest.approx(before), name


@settings(max_examples=50, deadline=None)
@given(PAIRS)
def test_scores_of_nearness_are_the_same_both_ways(pairs):
    for score in (common_neighbours, adamic_adar, resource_allocation, local_path, paths_of_three):
        found = dense(score(tie_matrix(np.array(pairs), 8)))
        assert found == pytest.approx(found.T)


def test_direction_and_repetition_of_ties_are_dropped():
    assert np.array_equal(
        dense(tie_matrix(np.array([[0, 1]]), 3)), dense(tie_matrix(np.array([[1, 0], [0, 1], [2, 2]]), 3))
    )

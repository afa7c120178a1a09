"""How actors are placed, against networkx; and what falls apart without one actor or one tie."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
import scipy.sparse as sp
from hypothesis import given, settings
from hypothesis import strategies as st
from small_network import actor, small_network
from test_queries_brokers import ties_by_hand

from queries.centrality import betweenness
from queries.cuts import articulations, bridges
from queries.measure import measure

GRAPHS = st.builds(
    lambda n, edges: nx.Graph([(a % n, b % n) for a, b in edges if a % n != b % n]) or nx.empty_graph(n),
    st.integers(3, 12), st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11)), max_size=18),
).map(lambda g: nx.convert_node_labels_to_integers(g))  # fmt: skip


def matrix(graph) -> sp.csr_array:
    return sp.csr_array(nx.to_scipy_sparse_array(graph, nodelist=sorted(graph), dtype=np.int64))


@settings(max_examples=80, deadline=None)
@given(GRAPHS)
def test_betweenness_is_that_of_networkx_and_a_sample_of_all_is_exact(graph):
    expected = nx.betweenness_centrality(graph)
    values = [expected[i] for i in sorted(graph)]
    assert betweenness(matrix(graph)) == pytest.approx(values)
    assert betweenness(matrix(graph), np.arange(len(graph))) == pytest.approx(values)


def test_a_sample_of_sources_comes_near():
    """Of Zachary's club 20 of 34 sources rank the two leaders first; the seed is fixed, so this is no chance."""
    club = matrix(nx.karate_club_graph())
    drawn = betweenness(club, np.random.default_rng(1).choice(34, 20, replace=False))
    assert set(np.argsort(-drawn)[:2].tolist()) == {0, 33}
    assert np.corrcoef(drawn, betweenness(club))[0, 1] > 0.95


@settings(max_examples=150, deadline=None)
@given(GRAPHS)
def test_cuts_are_those_of_networkx_and_cut_off_what_they_say(graph):
    edges = [(min(e), max(e)) for e in graph.edges]
    found = articulations(len(graph), edges, name_up_to=100)
    assert [cut.at[0] for cut in found] == sorted(nx.articulation_points(graph))
    for cut in found:
        whole = nx.node_connected_component(graph, cut.at[0]) - set(cut.at)
        parts = sorted(map(len, nx.connected_components(graph.subgraph(whole))))
        assert (cut.pieces, cut.cut, len(cut.lost)) == (len(parts), sum(parts[:-1]), sum(parts[:-1]))
    spans = bridges(len(graph), edges, name_up_to=100)
    assert [cut.at for cut in spans] == sorted((min(e), max(e)) for e in nx.bridges(graph))
    for cut in spans:
        rest = nx.Graph(graph)
        rest.remove_edge(*cut.at)
        sides = [nx.node_connected_component(rest, end) for end in cut.at]
        assert cut.cut == min(map(len, sides)) and set(cut.lost) in sides


@pytest.mark.parametrize(("most", "lost"), [(2, (0, 1)), (1, ())], ids=["as many as may be named", "one more"])
def test_those_that_are_cut_off_are_named_up_to_a_number(most, lost):
    """A star of two and a chain: without 2, both 0 and 1 lose the rest."""
    edges = [(0, 2), (1, 2), (2, 3), (3, 4), (4, 5), (5, 3)]
    assert next(cut.lost for cut in articulations(6, edges, name_up_to=most) if cut.at == (2,)) == lost


def test_the_karate_club_hangs_on_its_leader():
    """Articulation point {0}, largest core 4 (networkx; Zachary 1977)."""
    club = nx.karate_club_graph()
    assert [cut.at for cut in articulations(34, list(club.edges))] == [(0,)]
    members = [actor(f"m{i:02}", "City", "AL") for i in range(34)]
    network = small_network(members, [(f"m{a:02}", "PARTNERS_WITH", f"m{b:02}") for a, b in club.edges])
    found = measure(network)
    assert (found.actors, found.ties, found.components, found.sources) == (34, 78, (34,), None)
    placed = {one.id: one for one in found.placed}
    assert max(one.core for one in found.placed) == 4
    assert {one.id: one.cuts_off for one in found.placed if one.cuts_off} == {
        "m00": 6
    }  # networkx: 27, 5 and 1 are left
    assert (placed["m33"].degree, found.placed[0].id) == (17, "m33")
    assert placed["m00"].betweenness == pytest.approx(0.4376352, abs=1e-7)


def test_the_numbers_of_the_sample_are_those_of_networkx(sample):
    found = measure(sample)
    graph = nx.Graph(ties_by_hand(sample))
    graph.add_nodes_from(one.id for one in found.placed)
    between, core = nx.betweenness_centrality(graph), nx.core_number(graph)
    parts = sorted((len(part) for part in nx.connected_components(graph)), reverse=True)
    assert (found.actors, found.ties, list(found.components)) == (len(graph), graph.number_of_edges(), parts)
    cutting = set(nx.articulation_points(graph))
    for one in found.placed:
        assert (one.degree, one.core) == (graph.degree[one.id], core[one.id])
        assert one.betweenness == pytest.approx(between[one.id])
        assert (one.cuts_off > 0) == (one.id in cutting)
        assert parts[one.component - 1] == len(nx.node_connected_component(graph, one.id))


def test_what_is_measured_is_offices_and_organisations_and_ties_that_last():
    network = small_network(
        [actor("a", "City", "AL"), actor("b", "City", "AL"), actor("forum", "Event"), actor("AL", "Country", "AL"),
         actor("programme", "Programme")],
        [("a", "TOOK_PART_IN", "forum"), ("b", "TOOK_PART_IN", "forum"), ("a", "PARTNERS_WITH", "b", {"form": "met"}),
         ("a", "PILOTS", "programme"), ("a", "TWINNED_WITH", "b", {"says": "no"})],
    )  # fmt: skip
    found = measure(network)
    assert (found.actors, found.ties, found.components) == (2, 0, (1, 1))


def test_parallel_ties_are_one_and_components_are_counted_from_the_largest():
    cities = [actor(name, "City", "AL") for name in "abcde"]
    ties = [
        ("a", "TWINNED_WITH", "b"),
        ("a", "PARTNERS_WITH", "b"),
        ("c", "PARTNERS_WITH", "d"),
        ("d", "PARTNERS_WITH", "e"),
    ]
    found = measure(small_network(cities, ties))
    assert (found.ties, found.components) == (3, (3, 2))
    assert {one.id: one.component for one in found.placed} == {"c": 1, "d": 1, "e": 1, "a": 2, "b": 2}


def test_nothing_to_measure_is_no_fault():
    assert measure(small_network([actor("forum", "Event")])).components == ()

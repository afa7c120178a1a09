"""Brokers and structural holes: published values, networkx, and the definitions counted one by one."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import networkx as nx
import numpy as np
import pytest
import scipy.sparse as sp
from hypothesis import given, settings
from hypothesis import strategies as st
from small_network import actor, small_network

import loaders
from queries.brokerage import ROLES, constraint, effective_size, roles
from queries.brokers import brokers, how_often_first
from queries.structure import structure_of
from queries.triads import symmetric


def matrix(graph, **more) -> sp.csr_array:
    return sp.csr_array(nx.to_scipy_sparse_array(graph, nodelist=sorted(graph), **more))


# published values


def test_brokerage_of_the_wetlands_is_that_of_sna():
    """R sna::brokerage on ml_net, ties both ways, by level: w_I 5176, w_O 1520, b_IO 1610, b_OI 1610, b_O 0."""
    network = loaders.load(Path(__file__).parent / "data" / "wetlands")
    ties = symmetric(network.ties["source_pos"], network.ties["target_pos"], len(network.actors))
    found = roles(ties, network.actors["kind"].astype(object).to_numpy())
    assert dict(zip(ROLES, found.sum(axis=0).tolist(), strict=True)) == {
        "coordinator": 5176, "itinerant": 1520, "gatekeeper": 1610, "representative": 1610, "liaison": 0,
    }  # fmt: skip
    assert found.sum() == 9916
    top = int(found.sum(axis=1).argmax())
    assert network.actors["id"][top] == "actor56"
    assert found[top].tolist() == [592, 2, 38, 38, 0] and found[top].sum() == 670


def test_constraint_and_effective_size_of_burts_graph():
    """Burt 1992, the network of G: constraint G .400, A .595, C 1; effective size G 4.67, A 2.50, C 1."""
    graph = nx.Graph(tuple(pair) for pair in "AB AF AG AE EG FG BG BD DG GC".split())
    squeezed = dict(zip(sorted(graph), constraint(matrix(graph)).round(3), strict=True))
    size = dict(zip(sorted(graph), effective_size(matrix(graph)).round(2), strict=True))
    assert {name: (squeezed[name], size[name]) for name in "GAC"} == {
        "G": (0.400, 4.67), "A": (0.595, 2.50), "C": (1.0, 1.0),
    }  # fmt: skip


def test_constraint_and_effective_size_of_the_karate_club():
    """Zachary's club without weights, as networkx and igraph give it."""
    club = matrix(nx.karate_club_graph(), weight=None)
    assert constraint(club)[[0, 33, 8]] == pytest.approx([0.155423, 0.156419, 0.303601], abs=1e-6)
    assert effective_size(club)[[0, 33, 8]] == pytest.approx([13.75, 15.235294, 3.0], abs=1e-6)


# against the definition, and against networkx

EDGES = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6), st.integers(1, 4)), max_size=24)
DENSE = st.integers(0, 2**49 - 1).map(
    lambda bits: sp.csr_array(np.array([bits >> at & 1 for at in range(49)]).reshape(7, 7))
)
"""Half of all ties, each way by itself, and some of an actor to itself: triads of every sort, open and closed."""


@settings(max_examples=80, deadline=None)
@given(DENSE, st.lists(st.sampled_from("abc"), min_size=7, max_size=7))
def test_roles_are_those_of_the_definition(ties, groups):
    tied = ties.toarray().astype(bool)
    expected = np.zeros((7, 5), dtype=int)
    for a, v, b in permutations(range(7), 3):
        if tied[a, v] and tied[v, b] and not tied[a, b]:
            of_a, of_v, of_b = groups[a], groups[v], groups[b]
            role = (
                "coordinator" if of_a == of_v == of_b else "itinerant" if of_a == of_b
                else "gatekeeper" if of_v == of_b else "representative" if of_a == of_v else "liaison"
            )  # fmt: skip
            expected[v, ROLES.index(role)] += 1
    assert roles(ties, np.array(groups)).tolist() == expected.tolist()


@settings(max_examples=60, deadline=None)
@given(EDGES, st.booleans())
def test_constraint_and_effective_size_are_those_of_networkx(edges, directed):
    graph = nx.DiGraph() if directed else nx.Graph()
    graph.add_nodes_from(range(7))
    graph.add_weighted_edges_from((a, b, w) for a, b, w in edges if a != b)
    expected = nx.constraint(graph, weight="weight")
    assert constraint(matrix(graph)) == pytest.approx([expected[i] for i in range(7)], nan_ok=True)
    if not directed:
        plain = nx.effective_size(graph)
        assert effective_size(matrix(graph)) == pytest.approx([plain[i] for i in range(7)], nan_ok=True)


# brokers of a network


def bridged():
    """A ministry between two cities, and one of them between it and a group of another country."""
    return small_network(
        [actor("ministry", "Ministry", "MK"), actor("veles", "City", "MK"), actor("bitola", "City", "MK"),
         actor("group", "CivilSocietyGroup", "AL"), actor("forum", "Event")],
        [("ministry", "COOPERATES_WITH", "veles"), ("ministry", "COOPERATES_WITH", "bitola"),
         ("bitola", "PARTNERS_WITH", "group"), ("veles", "PARTNERS_WITH", "bitola", {"form": "met"}),
         ("veles", "TOOK_PART_IN", "forum"), ("group", "TOOK_PART_IN", "forum")],
    )  # fmt: skip


def test_a_broker_is_told_what_its_roles_mean():
    first, second = brokers(bridged())
    assert (first.id, first.roles["gatekeeper"], first.total) == ("bitola", 1, 2)
    assert first.means == (
        "It is the way between its own level (local) and another for one pair of actors, Group and Ministry for one.",
        "Of its 2 ties 2.0 lead where the others do not.",
    )
    assert second.id == "ministry" and second.means[0] == (
        "From another level it connects one pair of actors that are at one level and not tied, Bitola and Veles for one."
    )


def test_by_country_the_same_actor_plays_another_role():
    found = {one.id: one for one in brokers(bridged(), by="country")}
    assert found["ministry"].means[0] == (
        "It stands between one pair of actors of its own country (North Macedonia) that are not tied, "
        "Bitola and Veles for one."
    )
    assert found["bitola"].means[0] == (
        "It is the way between North Macedonia and abroad for one pair of actors, Group and Ministry for one."
    )


def test_ties_as_they_point_tell_a_gatekeeper_from_a_representative():
    network = small_network(
        [actor("donor", "Organisation"), actor("hub", "CivilSocietyGroup", "MK"), actor("city", "City", "MK")],
        [("donor", "SUPPORTS", "hub"), ("hub", "WORKS_IN", "city")],
    )
    (one,) = brokers(network, directed=True)
    assert one.roles == {"coordinator": 0, "itinerant": 0, "gatekeeper": 1, "representative": 0, "liaison": 0}
    assert one.means[0] == (
        "What comes from another level reaches its own (local) through it: one ordered pair of actors, Donor and City for one."
    )


def test_a_person_is_never_ranked(tmp_path):
    from graphmodel.schema import read_schema

    (tmp_path / "nodes").mkdir()
    (tmp_path / "nodes" / "contact.yaml").write_text(
        "Contact:\n  label: {en: Contact}\n  plural: {en: Contacts}\n  description: {en: A person.}\n"
        "  level: local\n  is_a: CivilSocietyGroup\n  person: true\n",
        encoding="utf-8",
    )  # fmt: skip
    network = small_network(
        [actor("somebody", "Contact", "MK"), actor("a", "City", "MK"), actor("b", "City", "MK")],
        [("somebody", "WORKS_IN", "a"), ("somebody", "WORKS_IN", "b")], schema=read_schema(tmp_path),
    )  # fmt: skip
    assert brokers(network) == [] and structure_of(network).ids.tolist() == ["a", "b"]


def test_the_brokers_of_the_sample(sample):
    """The network of cities connects its members; Kumanovo is the one that others abroad know."""
    found = brokers(sample, limit=2)
    assert [one.id for one in found] == ["scn", "kumanovo"]
    assert found[0].means[0].startswith("From another level it connects 35 pairs of actors")
    again = how_often_first(structure_of(sample), found, by="level", directed=False, draws=5)
    assert all(0 <= value <= 1 for one in found for value in again.stays[one.id] if value is not None)


@pytest.mark.parametrize("by", ["level", "country"])
@pytest.mark.parametrize("directed", [False, True], ids=["both ways", "as they point"])
def test_the_numbers_of_the_sample_are_those_of_the_definition_and_of_networkx(sample, by, directed):
    """Roles counted one by one over ties taken from the tables by hand; constraint and effective size of networkx."""
    pointing = ties_by_hand(sample)
    plain = nx.Graph(pointing)
    graph = pointing if directed else plain.to_directed()
    group = dict(zip(sample.actors["id"], sample.actors[by].astype(object), strict=True))
    squeezed, size = nx.constraint(plain), nx.effective_size(plain)
    found = {one.id: one for one in brokers(sample, by=by, directed=directed)}
    for v in graph:
        told = dict.fromkeys(ROLES, 0)
        for a in set(graph.predecessors(v)) - {v}:
            for b in set(graph.successors(v)) - {a, v} - set(graph.successors(a)):
                of_a, of_v, of_b = group[a], group[v], group[b]
                told[
                    "coordinator" if of_a == of_v == of_b else "itinerant" if of_a == of_b
                    else "gatekeeper" if of_v == of_b else "representative" if of_a == of_v else "liaison"
                ] += 1  # fmt: skip
        if not any(told.values()):
            assert v not in found
            continue
        assert found[v].roles == told
        assert (found[v].constraint, found[v].effective_size) == pytest.approx((squeezed[v], size[v]))


def ties_by_hand(network) -> nx.DiGraph:
    """What `structure/ties.cypher` says counts, from the tables; a tie without direction both ways."""
    kinds = dict(zip(network.actors["id"], network.actors["kind"].astype(object), strict=True))
    acting = {"City", "Mayor", "NationalCoordinator", "Ministry", "Authority", "CivilSocietyGroup", "Organisation",
              "CoordinationBody"}  # fmt: skip
    left_out = {"IN_COUNTRY", "BASED_IN", "LEADS", "HAS_BODY", "PART_OF"}
    graph = nx.DiGraph()
    for row in network.ties.itertuples():
        ends = (row.source, row.target)
        if (
            row.kind in left_out
            or row.form == "met"
            or row.status == "denied"
            or not {kinds[end] for end in ends} <= acting
        ):
            continue
        graph.add_edges_from([ends] if network.schema.ties[row.kind].directed else [ends, ends[::-1]])
    return graph


def test_nobody_has_no_roles():
    assert roles(sp.csr_array((0, 0)), np.array([], dtype=object)).shape == (0, 5)

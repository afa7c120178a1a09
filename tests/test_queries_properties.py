"""What is said of the graph that queries see is what an engine is given."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from small_network import actor, small_network

from graphmodel.errors import EngineUnavailable
from graphmodel.network import Network
from graphmodel.schema import builtin_schema
from queries.engines import shape
from queries.engines.embedded import EmbeddedEngine
from queries.engines.load import engine_tables
from queries.engines.properties import NODES, RELATIONSHIPS, TIE, known_properties
from queries.gap_rules import lacking, properties_named, rule_parameters
from queries.query import catalogue


@pytest.fixture(scope="module")
def rich() -> Network:
    """A network whose cells are all filled, with a tie in doubt, a full list, an open end, and one that has ended."""
    said = {
        "programme": "plan", "form": "exchange", "role": "lead", "key": "k", "locator": "p. 1", "quote": "so", "basis": "press",
        "since": "2017", "until": "2030",
    }  # fmt: skip
    return small_network(
        [
            actor("a", "City", "MK", name_ar="ا", other_names="A1", since="2000", until="2030", note="n"),
            actor("b", "City", "AL"), actor("plan", "Programme"), actor("o", "Organisation"),
        ],
        [
            ("a", "PARTNERS_WITH", "b", said), ("a", "TWINNED_WITH", "b", said), ("a", "TWINNED_WITH", "b", said | {"says": "no"}),
            ("some City in XK", "MEMBER_OF", "o", said), ("some City in XK", "MEMBER_OF", "some Organisation in AL", said),
            ("a", "MEMBER_OF", "o", said | {"until": "2018"}),
        ],
        sources=[{"id": "list", "title": "List", "publisher": "P", "published": "2018-01", "url": "https://example.org"}],
        coverage=[{"source": "list", "tie": "MEMBER_OF", "of": "o", "kind": "City", "countries": "MK", "list": "full",
                   "said": "1", "from": "2018", "to": "2019"}],
    ).as_of(dt.date(2018, 12, 31))  # fmt: skip


def test_every_property_of_a_node_is_named_and_no_other(rich):
    for table in engine_tables(rich).nodes:
        declared = (
            {name for kind in rich.schema.nodes.values() for name in kind.properties}
            if table.label == shape.ACTOR
            else set()
        )
        assert set(table.frame.columns) - declared == set(NODES[table.label]), table.label


def test_every_property_of_a_tie_is_named_and_no_other(rich):
    found: set[str] = set()
    for table in engine_tables(rich).ties:
        if table.type in rich.schema.ties:
            found |= set(table.frame.columns)
        else:
            assert set(table.frame.columns) == {"from_id", "to_id", "id"}, table.type
    assert found - {"from_id", "to_id"} == set(TIE)


def test_every_relationship_of_the_engine_runs_as_is_said(rich):
    assert set(RELATIONSHIPS) == set(shape.TIE_TYPES) and set(NODES) == set(shape.NODE_LABELS)
    for table in engine_tables(rich).ties:
        if table.type in RELATIONSHIPS:
            sources, target, _ = RELATIONSHIPS[table.type]
            assert table.source in sources.split(", ") and table.target == target


def test_a_property_of_a_kind_of_ones_own_is_known(rich):
    assert {"population", "first_day", "tie_id"} <= known_properties(rich.schema)


KINDS = {"actors": "City", "subjects": "Organisation"}


@pytest.mark.parametrize(
    "rule",
    catalogue(schema=builtin_schema(), families=["gaps"]),
    ids=lambda query: query.name,
)
def test_a_rule_finds_the_same_where_only_the_properties_that_it_names_are_held(rule, rich, sample):
    named = properties_named([rule])
    assert named is not None and not named >= set(TIE), "nothing is left out"
    for network in (rich, sample):
        values = rule_parameters(rule, network, {name: KINDS[name] for name in lacking(rule, {})})
        whole, part = EmbeddedEngine(), EmbeddedEngine()
        whole.load(network)
        part.load(network, only=named)
        assert part.run(rule.text, values) == whole.run(rule.text, values), network.name
        whole.close()
        part.close()


def test_of_a_rule_of_the_network_s_own_every_property_may_be_asked_for(sample):
    rules = catalogue(schema=builtin_schema(), families=["gaps"])
    assert properties_named(rules) is not None
    assert properties_named([*rules, replace(rules[0], own=True)]) is None


def test_an_engine_that_holds_some_properties_says_that_nothing_can_be_left_out_of_it(rich):
    engine = EmbeddedEngine()
    with pytest.raises(EngineUnavailable, match="^no network is loaded$"):
        engine.without(rich)
    engine.load(rich, only={"kind"})
    with pytest.raises(
        EngineUnavailable, match="^only some properties are loaded, and what goes cannot be said; load all$"
    ):
        engine.without(rich)
    engine.close()

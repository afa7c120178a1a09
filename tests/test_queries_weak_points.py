"""What the rules for borders, levels, time, conflicts, isolates and single points of failure find, and what they say."""

from __future__ import annotations

import datetime as dt
import math
import re
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_network import actor, small_network
from test_liaison_cli import NET, answer
from test_queries_gaps import asked, only

from graphmodel.errors import DataProblems, UsageProblem
from graphmodel.schema import builtin_schema
from queries.gap_rules import gap_rules
from queries.gaps import find_gaps
from queries.nearness import nearest_abroad
from queries.query import read_query
from queries.rule_measures import MEASURES
from queries.sentences import plain

# across levels


def both_in_a_programme(*ties: tuple, until: str = ""):
    return small_network(
        [actor("veles", "City", "MK"), actor("interior", "Ministry", "MK"), actor("abroad", "Ministry", "AL"),
         actor("hub", "Programme", until=until), actor("bitola", "City", "MK")],
        [("veles", "PILOTS", "hub"), ("interior", "MEMBER_OF", "hub"), ("abroad", "MEMBER_OF", "hub"), *ties],
    )  # fmt: skip


def test_a_city_and_a_national_body_in_one_programme_without_a_tie():
    gap = only(both_in_a_programme(), "cross-level-without-tie")
    assert gap.missing == {"tie": "COOPERATES_WITH", "from": "interior", "to": "veles"}
    assert gap.because == "Veles and Interior both have to do with Hub; no tie between them is on record."
    assert (gap.section, gap.severity, gap.weight) == ("unknown", "low", 1.0)
    assert asked(both_in_a_programme(("veles", "COOPERATES_WITH", "interior")), "cross-level-without-tie") == []
    assert asked(both_in_a_programme(until="2017"), "cross-level-without-tie") == []


def test_others_that_have_the_tie_make_it_matter_more():
    gap = only(both_in_a_programme(("bitola", "COOPERATES_WITH", "interior")), "cross-level-without-tie")
    assert gap.severity == "medium"
    assert gap.because.endswith("no tie between them is on record, while one other city has one to Interior.")


def test_a_denied_tie_across_levels_is_reported():
    gap = only(both_in_a_programme(("veles", "COOPERATES_WITH", "interior", {"says": "no"})), "cross-level-without-tie")
    assert (gap.certainty, gap.section) == ("reported", "missing")


# one practice


def test_cities_with_one_practice_and_no_tie():
    network = small_network(
        [actor("a", "City", "AL"), actor("b", "City", "MK"), actor("council", "CoordinationBody", "MK"),
         actor("practice", "Practice")],
        [("a", "NEEDS", "practice"), ("b", "HAS_BODY", "council"), ("council", "OFFERS", "practice")],
    )  # fmt: skip
    gap = only(network, "shared-practice-without-tie")
    assert gap.missing == {"tie": "PARTNERS_WITH", "from": "a", "to": "b"} and gap.country is None
    assert gap.because == "A and B both offer or need Practice. No tie between them is on record."


# across borders


def border(*ties: tuple, km_apart: float = 40):
    """Two cities on one meridian, so many kilometres apart on a sphere of 6,371 km."""
    degrees = math.degrees(km_apart / 6371)
    return small_network(
        [actor("AL", "Country", "AL", neighbours="MK;ME"), actor("MK", "Country", "MK", neighbours="AL"),
         actor("debar", "City", "MK", lat="41.0", lon="20.0"),
         actor("peshkopi", "City", "AL", lat=f"{41 + degrees:.6f}", lon="20.0"),
         actor("tirana", "City", "AL", lat="43.0", lon="20.0")],
        ties,
    )  # fmt: skip


def test_the_nearest_city_across_a_border():
    gap = only(border(), "nearest-across-border")
    assert gap.missing == {"tie": "PARTNERS_WITH", "from": "debar", "to": "peshkopi"} and gap.country is None
    assert gap.because == (
        "Debar and Peshkopi lie 40 km apart, in a straight line, on two sides of a border; no tie between them is on record."
    )
    assert asked(border(("debar", "TWINNED_WITH", "peshkopi")), "nearest-across-border") == []
    assert len(asked(border(("debar", "PARTNERS_WITH", "peshkopi", {"form": "met"})), "nearest-across-border")) == 1
    assert asked(border(km_apart=80), "nearest-across-border") == []


def test_neighbouring_countries_whose_cities_have_no_tie():
    gap = only(border(), "neighbours-without-city-tie")
    assert gap.missing == {"tie": "PARTNERS_WITH", "from": "some City in AL", "to": "some City in MK"}
    assert gap.because == (
        "Al and Mk are neighbours and have 3 cities here between them; no tie between a city of one and a city of the other is on record."
    )
    assert asked(border(("tirana", "TWINNED_WITH", "debar")), "neighbours-without-city-tie") == []


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.floats(40, 45), st.floats(18, 23), st.sampled_from("AB")), min_size=2, max_size=12))
def test_nearest_abroad_is_the_nearest_by_the_haversine_formula(points):
    rows = [
        {"actor": f"{i:02}", "country": c, "lat": lat, "lon": lon, "neighbours": "B" if c == "A" else "A"}
        for i, (lat, lon, c) in enumerate(points)
    ]

    def km(one, other) -> float:
        lat1, lon1, lat2, lon2 = map(math.radians, (one["lat"], one["lon"], other["lat"], other["lon"]))
        chord = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
        return 2 * 6371 * math.asin(math.sqrt(chord))

    found = nearest_abroad(rows, km=100)
    by_id = {row["actor"]: row for row in rows}
    for a, b, length in found:
        assert length == pytest.approx(km(by_id[a], by_id[b]), abs=1e-6)
    for row in rows:
        lengths = [km(row, other) for other in rows if other["country"] != row["country"]]
        mine = [length for a, b, length in found if row["actor"] in (a, b)]
        if lengths and min(lengths) < 99.999:
            assert min(mine) == pytest.approx(min(lengths), abs=1e-6)


# time


def membership(since: str = "", until: str = "", published: str = "2018-12"):
    return small_network(
        [actor("ulcinj", "City", "ME"), actor("club", "Organisation")],
        [("ulcinj", "MEMBER_OF", "club", {"since": since, "until": until, "source": "said"})],
        sources=[{"id": "said", "title": "Said", "publisher": "P", "published": published}],
    )


@pytest.mark.parametrize(
    ("network", "day", "because"),
    [
        pytest.param(
            membership(until="2016-06"), "2018-12-31",
            "Ulcinj is a member of Club until 2016-06-30; nothing on record says that this was renewed.", id="ended",
        ),
        pytest.param(membership(until="2016-06"), "2018-06-30", None, id="ended just 24 months ago"),
        pytest.param(membership(until="2016-06"), "2016-06-30", None, id="not over yet"),
        pytest.param(
            membership(published="2016-12-12"), "2018-12-31",
            "Ulcinj is a member of Club; no source has said so since 2016-12-12.", id="silent",
        ),
        pytest.param(membership(published="2017-12-12"), "2018-12-31", None, id="said lately"),
        pytest.param(membership(since="2018-01", published="2016-12-12"), "2018-12-31", None, id="begun lately"),
    ],
)  # fmt: skip
def test_a_lapsed_tie(network, day, because):
    found = asked(network, "lapsed-tie", day=dt.date.fromisoformat(day))
    assert [gap.because for gap in found] == ([because] if because else [])
    for gap in found:
        assert gap.section == "fragile" and gap.missing is None and gap.evidence[0].source == "said"
        assert gap.certainty == ("reported" if "until" in gap.because else "unrecorded")


def test_a_renewed_tie_has_not_lapsed():
    renewed = small_network(
        [actor("ulcinj", "City", "ME"), actor("club", "Organisation")],
        [("ulcinj", "MEMBER_OF", "club", {"until": "2014"}), ("ulcinj", "MEMBER_OF", "club", {"since": "2016"})],
    )
    assert asked(renewed, "lapsed-tie") == []


def test_how_many_months_make_a_tie_lapsed_may_be_set():
    network = membership(until="2016-06").as_of(dt.date(2018, 12, 31))
    assert len(find_gaps(network, rules=["lapsed-tie"], parameters={"months": 29})) == 1
    assert find_gaps(network, rules=["lapsed-tie"], parameters={"months": 30}) == []
    with pytest.raises(UsageProblem) as caught:
        find_gaps(network, rules=["lapsed-tie"], parameters={"months": "two"})
    assert str(caught.value) == (
        "parameter 'months' is a number of months; expected a whole number from 0 on, found 'two'"
    )


def test_a_tie_that_has_ended_is_not_shown_to_whom_its_marking_forbids():
    network = small_network(
        [actor("ulcinj", "City", "ME"), actor("club", "Organisation")],
        [("ulcinj", "MEMBER_OF", "club", {"until": "2014", "source": "secret"})],
        sources=[{"id": "secret", "title": "Secret", "publisher": "P", "published": "2014", "tlp": "RED"}],
    )
    day = dt.date(2018, 12, 31)
    for view in (network.marked_at_most("GREEN").as_of(day), network.as_of(day).marked_at_most("GREEN")):
        assert find_gaps(view, rules=["lapsed-tie"]) == []
    assert len(network.as_of(day).known_by(dt.date(2013, 1, 1)).ended) == 0
    assert len(find_gaps(network.as_of(day), rules=["lapsed-tie"])) == 1


# conflicts


def test_sources_that_disagree_about_a_tie_and_about_a_value():
    network = small_network(
        [actor("bar", "City", "ME", population="10000"), actor("club", "Organisation")],
        [("bar", "MEMBER_OF", "club"), ("bar", "MEMBER_OF", "club", {"says": "no", "source": "other"})],
        sources=[{"id": "other", "title": "Other", "publisher": "P", "published": "2018"}],
        facts=[{"actor": "bar", "property": "population", "value": "12000", "source": "other"}],
    )
    value, tie = asked(network, "sources-disagree")
    assert tie.because == "Sources disagree whether Bar is a member of Club: no (“Other”) and yes (“A report”)."
    assert value.because == "Sources disagree about the population of Bar: 10,000 (“A report”); and 12,000 (“Other”)."
    assert {(gap.section, gap.certainty, gap.country) for gap in (tie, value)} == {("fragile", "reported", "ME")}
    assert [item.source for item in value.evidence] == ["other", "report"]
    assert value.evidence[0].claim == "population=12000:bar"
    arabic, _ = find_gaps(network.as_of(network.default_as_of), rules=["sources-disagree"], languages=("en", "ar"))
    assert plain(arabic.also["ar"]["because"]).endswith(": 10,000 («A report») و12,000 («Other»).")
    assert arabic.also["ar"]["because"].count("\u2068\u200f") == 2, (
        "an item with a title in Latin letters runs from the right"
    )


# isolates and thin reach


def test_an_actor_without_any_tie():
    network = small_network(
        [actor("alone", "City", "AL"), actor("guest", "City", "AL"), actor("forum", "Event", "AL")],
        [("guest", "TOOK_PART_IN", "forum")],
    )
    gap = only(network, "isolated-actor")
    assert gap.id == "isolated-actor:alone" and gap.missing is None and gap.section == "unknown"
    assert gap.because == "No tie of Alone to anybody, and no event, programme or plan, is on record."


def test_what_an_actor_needs_or_offers_is_no_tie_to_anybody():
    """One that offers a practice, and one that needs it, are as alone as before; the tie between them would end that."""
    actors = [actor("giver", "City", "AL"), actor("taker", "City", "AL"), actor("council", "Practice")]
    said = [("giver", "OFFERS", "council"), ("taker", "NEEDS", "council")]
    assert [gap.id for gap in asked(small_network(actors, said), "isolated-actor")] == [
        "isolated-actor:giver", "isolated-actor:taker",
    ]  # fmt: skip
    assert asked(small_network(actors, [*said, ("giver", "SHARES_LEARNING_WITH", "taker")]), "isolated-actor") == []


def test_a_country_with_less_than_half_its_share_of_ties():
    """Five of ten cities are Albanian, and 1 of 9 ends of ties (11 %) is: a quotient of 0.22."""
    cities = [actor(f"{c.lower()}{i}", "City", c) for c in ("AL", "MK") for i in range(5)]
    ties = [("mk0", "PARTNERS_WITH", f"mk{i}") for i in range(1, 5)] + [("al0", "HAS_BODY", "team")]
    network = small_network([*cities, actor("team", "CoordinationBody")], ties)
    (gap,) = [one for one in asked(network, "thin-reach") if one.country == "AL"]
    assert (
        gap.because
        == "Albania has 50% of the actors here and 11% of the ties on record, each tie counted at both its ends."
    )
    assert (
        asked(small_network(cities, ties[:4] + [("al0", "PARTNERS_WITH", f"al{i}") for i in range(1, 5)]), "thin-reach")
        == []
    )


# single points of failure


def two_parts(*more: tuple):
    """A chain: two cities, a group between, a ministry, another city."""
    return small_network(
        [*(actor(name, "City", "MK") for name in ("a", "b", "c")), actor("group", "CivilSocietyGroup", "MK"),
         actor("ministry", "Ministry", "MK"), actor("d", "City", "MK")],
        [("a", "PARTNERS_WITH", "b"), ("b", "PARTNERS_WITH", "group"), ("a", "PARTNERS_WITH", "group"),
         ("group", "COOPERATES_WITH", "ministry"), ("ministry", "COOPERATES_WITH", "c"), ("ministry", "COOPERATES_WITH", "d"), *more],
    )  # fmt: skip


def test_an_actor_that_alone_ties_others_to_the_rest():
    found = asked(two_parts(), "single-point-of-failure")
    assert [gap.id for gap in found] == ["single-point-of-failure:group", "single-point-of-failure:ministry"]
    assert found[0].because == "Without Group no path on record would lead from A and B to the rest."
    assert (found[0].section, found[0].certainty, found[0].weight) == ("fragile", "unrecorded", 2.0)
    safe = two_parts(("a", "COOPERATES_WITH", "ministry"), ("c", "PARTNERS_WITH", "d"), ("b", "PARTNERS_WITH", "c"))
    assert asked(safe, "single-point-of-failure") == []


def test_one_tie_that_holds_two_levels_together():
    gap = only(two_parts(), "hanging-by-one-tie")
    assert (
        gap.because
        == "Without the tie of Group and Ministry no path on record would lead from A, B and Group to the rest."
    )
    assert gap.evidence[0].source == "report"
    second = ("group", "SUPPORTS", "ministry")
    assert asked(two_parts(second), "hanging-by-one-tie") == []


def test_a_tie_that_closes_two_triads_is_critical():
    ends = [actor("a", "City", "AL"), actor("b", "City", "MK"), actor("one", "Event"), actor("two", "Programme")]
    ties = [(c, "TOOK_PART_IN", "one") for c in "ab"] + [(c, "PILOTS", "two") for c in "ab"]
    gap = only(small_network(ends, [*ties, ("a", "PARTNERS_WITH", "b")]), "critical-tie")
    assert gap.because == (
        "A and B have a tie and share One and Two. Without it there would be 2 more open triads: two who share a subject and have no tie."
    )
    assert asked(small_network(ends, ties), "critical-tie") == []


def test_single_points_of_failure_of_the_sample_are_those_of_networkx(sample):
    """The same ties by hand from the tables, the articulation points by networkx."""
    kinds = dict(zip(sample.actors["id"], sample.actors["kind"].astype(object), strict=True))
    acting = {"City", "Mayor", "NationalCoordinator", "Ministry", "Authority", "CivilSocietyGroup", "Organisation",
              "CoordinationBody", "Programme"}  # fmt: skip
    left_out = {"IN_COUNTRY", "BASED_IN", "LEADS", "HAS_BODY", "PART_OF"}
    graph = nx.Graph(
        (row.source, row.target) for row in sample.ties.itertuples()
        if row.kind not in left_out and row.form != "met" and row.status != "denied"
        and kinds[row.source] in acting and kinds[row.target] in acting
    )  # fmt: skip
    expected = {}
    for ident in nx.articulation_points(graph):
        rest = nx.node_connected_component(graph, ident) - {ident}
        sizes = sorted(map(len, nx.connected_components(graph.subgraph(rest))))
        if sum(sizes[:-1]) >= 2:
            expected[f"single-point-of-failure:{ident}"] = float(sum(sizes[:-1]))
    found = find_gaps(sample, rules=["single-point-of-failure"])
    assert {gap.id: gap.weight for gap in found} == expected and "single-point-of-failure:scn" in expected


def test_what_is_weak_on_record_is_not_among_what_is_missing(sample):
    for gap in find_gaps(sample):
        assert (gap.section == "fragile") == (gap.rule in {
            "lapsed-tie", "sources-disagree", "thin-reach", "single-point-of-failure", "hanging-by-one-tie", "critical-tie",
        })  # fmt: skip


# measures in the front matter


def rule_with(measure: str, columns: str = "[source, target]") -> str:
    return (
        f"// ---\n// title: T\n// answers: Which?\n// because: B\n// mend: M\n// columns: {columns}\n"
        f"// measure: {measure}\n// ---\nMATCH (a)-[t]->(b) RETURN a.id AS source, b.id AS target\n"
    )


@pytest.mark.parametrize(
    ("measure", "columns", "message"),
    [
        ("{articulations: {}}", "[source, target]", "found articulations"),
        ("bridges", "[source, target]", "with its options, found bridges"),
        ("{bridges: {least: 2}}", "[source, target]", "expected options of bridges: at_least, found least"),
        ("{bridges: {at_least: two}}", "[source, target]", "expected a number as at_least of bridges, found two"),
        ("{articulation: {}}", "[a, target]", "expected a column 'source', which articulation needs, found a, target"),
    ],
)
def test_a_slip_in_a_measure_is_named(measure, columns, message):
    with pytest.raises(DataProblems) as caught:
        read_query(rule_with(measure, columns), "own", "gaps", file="queries/gaps/own.cypher")
    text = str(caught.value) + " ".join(
        f"expected {problem.expected}, found {problem.found}" for problem in caught.value.problems
    )
    assert message in text


def test_a_rule_of_ones_own_may_name_a_measure(tmp_path):
    from dataclasses import replace

    folder = tmp_path / "queries" / "gaps"
    folder.mkdir(parents=True)
    (folder / "held-by-one.cypher").write_text(
        "// ---\n// title: Held by one\n// answers: Who?\n// because: \"Only {actor} ties {cut} others.\"\n"
        "// mend: \"Find another way.\"\n// section: fragile\n// identity: [actor]\n// measure: {articulation: {at_least: 1}}\n"
        "// columns: [source, target]\n// ---\n"
        "MATCH (a:City)-[:TWINNED_WITH]-(b:City) WHERE a.id < b.id RETURN a.id AS source, b.id AS target ORDER BY source, target\n",
        encoding="utf-8",
    )  # fmt: skip
    cities = [actor(name, "City", "AL") for name in "abc"]
    network = small_network(cities, [("a", "TWINNED_WITH", "b"), ("b", "TWINNED_WITH", "c")])
    (gap,) = find_gaps(replace(network, folder=tmp_path), rules=["held-by-one"])
    assert (gap.id, gap.because, gap.section) == ("held-by-one:b", "Only B ties 1 others.", "fragile")


def test_every_measure_is_used_by_a_rule_of_the_catalogue_and_explained():
    from queries.query import catalogue

    used = {name for query in catalogue(schema=builtin_schema()) for name in query.fields.get("measure", ())}
    assert used == set(MEASURES) and all(measure.about for measure in MEASURES.values())


# the page that explains them


def test_the_examples_of_the_page_on_rules_are_what_is_said_of_the_sample(sample):
    page = (Path(__file__).parent.parent / "docs" / "rules.md").read_text(encoding="utf-8")
    examples = [line.removeprefix("> ") for line in page.splitlines() if line.startswith("> ")]
    said = {gap.because for gap in find_gaps(sample)}
    said |= {text for one in answer("brokers", NET)["brokers"] for text in one["means"]}
    network = next(one for one in answer("measure", NET)["actors"] if one["id"] == "scn")
    assert (network["degree"], round(network["betweenness"], 3), network["cuts_off"]) == (9, 0.088, 24)
    assert len(examples) >= 8 and [text for text in examples if text not in said] == []
    named = set(re.findall(r"`([a-z]+(?:-[a-z]+)+)`", page))
    rules = {query.name for query in gap_rules(sample)}
    assert named <= rules and {
        "lapsed-tie", "sources-disagree", "thin-reach", "single-point-of-failure", "hanging-by-one-tie", "critical-tie",
        "isolated-actor", "open-triad", "open-square", "nearest-across-border", "neighbours-without-city-tie",
        "cross-level-without-tie", "shared-practice-without-tie",
    } <= named  # fmt: skip


def test_every_sentence_of_every_rule_is_there_in_both_languages(sample):
    for gap in find_gaps(sample, languages=["en", "ar"]):
        assert set(gap.also["ar"]) == {"title", "because", "mend"}
        assert all(re.search("[\u0600-\u06ff]", text) and "{" not in text for text in gap.also["ar"].values()), gap.id
        assert "{" not in gap.because + gap.mend and "nobody" not in gap.because.replace("nobody is on record", ""), (
            gap.because
        )

"""What a network says at a date, as known by a date, within a marking; and what a tie's status is."""

from __future__ import annotations

import datetime as dt

import pytest
from any_network import LAWS, networks
from hypothesis import given
from small_network import actor, small_network

from graphmodel.errors import UsageProblem
from graphmodel.network import Network

DAY = dt.date


def two(*claims: dict[str, str], kind: str = "PARTNERS_WITH", **more) -> Network:
    """Two cities and what is said of one tie between them."""
    return small_network(
        [actor("a", "City", "MK"), actor("b", "City", "MK"), actor("e", "Event")],
        [("a", kind, "e" if kind == "TOOK_PART_IN" else "b", claim) for claim in claims],
        sources=[
            {"id": "old", "title": "Old", "published": "2010"}, {"id": "new", "title": "New", "published": "2020"},
            {"id": "read", "title": "Read", "read_on": "2021-05-01"}, {"id": "secret", "title": "Secret", "published": "2020", "tlp": "RED"},
        ], **more,
    )  # fmt: skip


def status(network: Network) -> str | None:
    own = network.ties[~network.ties["derived"].to_numpy(dtype=bool)]
    return str(own["status"].iloc[0]) if len(own) else None


# status: design decision 4


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        pytest.param([{}], "asserted", id="only yes"),
        pytest.param([{"says": "no"}], "denied", id="only no"),
        pytest.param([{}, {"says": "no", "source": "new"}], "disputed", id="yes and no"),
    ],
)
def test_status_follows_from_the_claims(claims, expected):
    assert status(two(*claims)) == expected


def test_a_no_before_the_yes_is_no_dispute_on_the_day_of_either():
    network = two({"since": "2016"}, {"says": "no", "until": "2015"})
    assert status(network.as_of(DAY(2017, 1, 1))) == "asserted"
    assert status(network.as_of(DAY(2015, 6, 1))) == "denied"


def test_a_denied_tie_is_no_edge_of_the_graph():
    assert two({"says": "no"}).graph.number_of_edges() == 2  # both cities are in their country
    graph = two({}).graph
    assert graph.edges["a", "b", "PARTNERS_WITH:a:b"]["status"] == "asserted"


def test_a_tie_without_direction_is_one_however_it_is_written():
    network = small_network(
        [actor("a", "City", "MK"), actor("b", "City", "MK")], [("b", "TWINNED_WITH", "a"), ("a", "TWINNED_WITH", "b")]
    )
    own = network.ties[~network.ties["derived"].to_numpy(dtype=bool)]
    assert own[["id", "claims", "sources"]].to_numpy().tolist() == [["TWINNED_WITH:a:b", 2, 1]]


# two times: decision 7


@pytest.mark.parametrize(
    ("claim", "kind", "days"),
    [
        pytest.param({"since": "2016", "until": "2018"}, "PARTNERS_WITH",
                     {"2015-12-31": 0, "2016-01-01": 1, "2018-12-31": 1, "2019-01-01": 0}, id="a state holds from first to last day"),
        pytest.param({"since": "2016-05"}, "TOOK_PART_IN", {"2016-04-30": 0, "2016-05-01": 1, "2030-01-01": 1}, id="a happening stays"),
        pytest.param({"since": "2016", "until": "2016", "form": "met"}, "PARTNERS_WITH",
                     {"2015-12-31": 0, "2016-01-01": 1, "2030-01-01": 1}, id="a meeting stays"),
        pytest.param({}, "PARTNERS_WITH", {"1990-01-01": 1, "2030-01-01": 1}, id="an undated yes counts at every date"),
        pytest.param({"says": "no", "source": "new"}, "PARTNERS_WITH", {"2020-12-30": 0, "2020-12-31": 1}, id="an undated no from its source on"),
    ],
)  # fmt: skip
def test_what_holds_on_a_day(claim, kind, days):
    network = two(claim, kind=kind)
    found = {}
    for day in days:
        ties = network.as_of(DAY.fromisoformat(day)).ties
        found[day] = int((~ties["derived"].to_numpy(dtype=bool)).sum())
    assert found == days


def test_an_undated_need_counts_from_its_source_on():
    network = small_network([actor("a", "City", "MK"), actor("funds", "Practice")], [("a", "NEEDS", "funds")])
    assert [len(network.as_of(day).ties) for day in (DAY(2018, 12, 30), DAY(2018, 12, 31))] == [1, 2]


def test_what_is_known_by_a_day_is_what_was_published_or_else_read():
    network = two({"source": "old"}, {"source": "new", "says": "no"}, {"source": "read", "key": "k"})
    assert status(network.known_by(DAY(2015, 1, 1))) == "asserted"
    assert status(network.known_by(DAY(2020, 12, 31))) == "disputed"
    ids = set(network.known_by(DAY(2021, 4, 30)).ties["id"])
    assert "PARTNERS_WITH:a:b:k" not in ids and "PARTNERS_WITH:a:b:k" in set(
        network.known_by(DAY(2021, 5, 1)).ties["id"]
    )


def test_an_actor_is_known_when_it_is_a_place_or_a_known_claim_names_it():
    network = small_network(
        [actor("a", "City", "MK"), actor("g", "CivilSocietyGroup", "MK"), actor("h", "CivilSocietyGroup", "MK")],
        [("g", "WORKS_IN", "a", {"source": "old"})], sources=[{"id": "old", "title": "Old", "published": "2010"}],
    )  # fmt: skip
    view = network.known_by(DAY(2012, 1, 1))
    assert sorted(view.actors["id"]) == ["MK", "a", "g"]
    assert "IN_COUNTRY:g:MK" in set(view.ties["id"])  # its own row comes with it


def test_an_ended_actor_stays_while_a_happening_names_it():
    network = small_network(
        [actor("a", "City", "MK"), actor("e", "Event", since="2018", until="2018"), actor("p", "Programme", until="2018")],
        [("a", "TOOK_PART_IN", "e", {"since": "2018"}), ("a", "MEMBER_OF", "p")],
    )  # fmt: skip
    assert sorted(network.as_of(DAY(2020, 1, 1)).actors["id"]) == ["MK", "a", "e"]
    assert sorted(network.as_of(DAY(2017, 1, 1)).actors["id"]) == ["MK", "a", "p"]


def test_the_date_of_the_newest_source_is_the_default():
    assert two({}).default_as_of == DAY(2021, 5, 1)


# full lists: decision 5


def test_a_list_that_is_not_full_is_a_warning_that_says_why():
    network = two(
        {"source": "old"},
        coverage=[
            {"source": "old", "tie": "PARTNERS_WITH", "kind": "City", "countries": "MK", "list": "full", "said": "9"}
        ],
    )
    assert str(network.warnings[0]) == (
        "warning: coverage.csv, row 2, column 'list': expected a list that is full, found a list that states 9 and gives 1. "
        "[list-not-full]\n  To mend: write part, or mend 'said' or the rows that the list gives."
    )


# marking


def test_nothing_that_is_marked_stricter_stays_in_any_table():
    network = small_network(
        [actor("a", "City", "MK"), actor("hidden", "CivilSocietyGroup", "MK", source="secret", city="a"),
         actor("mayor", "Mayor", "MK", city="a")],
        [("hidden", "WORKS_IN", "a", {"source": "secret"}), ("a", "MEMBER_OF", "some Organisation", {"source": "secret"})],
        sources=[{"id": "secret", "title": "Secret", "published": "2020", "tlp": "RED"}],
        facts=[{"actor": "a", "property": "population", "value": "5", "source": "secret"}],
        coverage=[{"source": "secret", "tie": "WORKS_IN", "list": "part"}],
        decisions=[{"gap": "civil-society-without-city:hidden:some-city-in-mk", "decision": "wait", "reason": "hush"}],
    )  # fmt: skip
    view = network.marked_at_most("green")
    for name in ("actors", "ties", "claims", "caveats", "sources", "coverage", "facts", "decisions"):
        text = getattr(view, name).astype(str).to_csv()
        assert "secret" not in text and "hidden" not in text and "hush" not in text, name
    assert view.left_out == {"actors": 1, "claims": 3, "sources": 1}
    with pytest.raises(UsageProblem, match="no marking 'purple'; there are CLEAR, GREEN, AMBER, AMBER\\+STRICT, RED"):
        network.marked_at_most("purple")


# laws


@LAWS
@given(networks())
def test_the_graph_has_the_actors_and_the_ties_that_are_not_denied(network):
    live = network.ties[network.ties["status"] != "denied"]
    assert set(network.graph.nodes) == set(network.actors["id"])
    assert {key for *_, key in network.graph.edges(keys=True)} == set(live["id"])


@LAWS
@given(networks())
def test_a_denial_never_makes_a_tie(network):
    ends = [("actor-city", "PARTNERS_WITH", "actor-town"), ("actor-city", "MEMBER_OF", "actor-club")]
    ends = [tie for tie in ends if {tie[0], tie[2]} <= set(network.position)]
    denied = network.with_ties(ends, says="no")
    before = set(network.ties["id"][network.ties["status"] != "denied"])
    assert set(denied.ties["id"][denied.ties["status"] != "denied"]) == before
    assert set(network.ties["id"][network.ties["denied"]]) <= set(denied.ties["id"][denied.ties["denied"]])


def test_each_source_of_a_row_is_one_that_disagrees():
    network = small_network(
        [actor("a", "City", "MK", population="6", source="report;old")], sources=[{"id": "old", "title": "Old", "published": "2010"}],
        facts=[{"actor": "a", "property": "population", "value": "5", "source": "old"}],
    )  # fmt: skip
    assert network.conflicts().to_numpy().tolist() == [
        ["a", "population", "5", "old"], ["a", "population", "6", "old"], ["a", "population", "6", "report"],
    ]  # fmt: skip


def test_what_would_be_is_asked_with_further_ties():
    network = small_network([actor("a", "City", "MK"), actor("b", "City", "MK")])
    assert "TWINNED_WITH:a:b" in set(network.with_ties([("a", "TWINNED_WITH", "b")]).ties["id"])
    with pytest.raises(UsageProblem, match="no actor 'x' in this network"):
        network.with_ties([("a", "TWINNED_WITH", "x")])
    with pytest.raises(UsageProblem, match="a tie LEADS follows from the cell 'city' of its actor"):
        network.with_ties([("a", "LEADS", "b")])


# names and ids


def test_ids_are_made_from_names_and_take_the_country_when_a_name_repeats():
    rows = [
        {"kind": "City", "name": name, "country": country} for name, country in (("Čair", "MK"), ("Stara Zagora", "BG"))
    ]
    rows += [{"kind": "CivilSocietyGroup", "name": "Centre", "country": country} for country in ("MK", "AL")]
    assert [i for i in small_network(rows).actors["id"] if len(i) > 2] == [
        "cair",
        "stara-zagora",
        "centre-mk",
        "centre-al",
    ]


def test_an_actor_is_found_by_any_of_its_names():
    network = small_network(
        [{**actor("cair", "City", "MK"), "name": "Čair", "name_ar": "تشاير", "other_names": "Чаир;Çair"}]
    )
    for text in ("cair", "Čair", "ČAIR", "Чаир", "تشاير", "Çair", "caïr"):
        assert network.find_actor(text) == ["cair"], text
    assert network.nearest_actor("Cairr") == "cair" and network.find_actor("Skopje") == []

"""What each gap rule finds and does not find, how sure it is, and what it says."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_network import actor, small_network

from graphmodel.findings import Gap
from graphmodel.network import Network
from queries.gap_rules import gap_rules
from queries.gaps import find_gaps

SIX = ("AL", "BA", "XK", "MK", "ME", "RS")


def asked(network: Network, *rules: str, day: dt.date | None = None) -> list[Gap]:
    """Gaps as of a day, by default that of the newest source."""
    when = day or network.default_as_of
    assert when is not None
    return find_gaps(network.as_of(when), rules=rules or None)


def only(network: Network, *rules: str) -> Gap:
    """The one gap that some rules find."""
    found = asked(network, *rules)
    assert len(found) == 1, [gap.id for gap in found]
    return found[0]


def panel(*, said: str = "5", here: tuple[str, ...] = SIX[:5], offices: tuple[str, ...] = SIX) -> Network:
    """The coordinators' panel of Budva as the report of 2018 has it: five named, Serbia's not among them."""
    return small_network(
        [actor("panel", "Event", "ME"), *(actor(f"office-{c.lower()}", "NationalCoordinator", c) for c in offices)],
        [(f"office-{c.lower()}", "TOOK_PART_IN", "panel") for c in here],
        coverage=[{"source": "report", "tie": "TOOK_PART_IN", "of": "panel", "kind": "NationalCoordinator",
                   "countries": ";".join(SIX), "list": "full", "said": said}],
    )  # fmt: skip


# coordinator-absent-from-event


def test_a_coordinator_that_is_not_on_the_full_list_of_a_panel_is_observed_absent():
    gap = only(panel(), "coordinator-absent-from-event")
    assert gap.missing == {"tie": "TOOK_PART_IN", "from": "office-rs", "to": "panel"}
    assert (gap.certainty, gap.section, gap.severity, gap.country) == ("observed", "not-listed", "high", "RS")
    assert gap.because == (
        "The list of Panel names the coordinators of 5 other countries; Office Rs (Serbia) is not on it. "
        "The list does not say why."
    )
    assert [(item.source, item.locator) for item in gap.evidence] == [("report", "full list (5 named) of Panel")]


def test_the_absent_coordinator_need_not_be_an_actor():
    gap = only(panel(offices=SIX[:5]), "coordinator-absent-from-event")
    assert gap.missing == {"tie": "TOOK_PART_IN", "from": "some NationalCoordinator in RS", "to": "panel"}
    assert "Some NationalCoordinator" not in gap.because and "Serbia" in gap.because


@pytest.mark.parametrize(
    "network",
    [
        pytest.param(panel(said="6"), id="states six, names five"),
        pytest.param(panel(said="more than 4"), id="states no number"),
        pytest.param(panel(here=(), said="5"), id="names nobody"),
    ],
)
def test_a_list_that_does_not_give_the_number_it_states_is_not_full(network):
    assert asked(network, "coordinator-absent-from-event") == []


# absent-from-full-list


def test_absence_from_a_full_list_of_members_is_found_within_its_scope_only():
    network = small_network(
        [actor("club", "Organisation"), actor("a", "City", "AL"), actor("b", "City", "AL"), actor("c", "City", "MK")],
        [("a", "MEMBER_OF", "club")],
        coverage=[{"source": "report", "tie": "MEMBER_OF", "of": "club", "kind": "City", "countries": "AL",
                   "list": "full", "said": "1"}],
    )  # fmt: skip
    gap = only(network, "absent-from-full-list")
    assert gap.missing == {"tie": "MEMBER_OF", "from": "b", "to": "club"}
    assert gap.certainty == "observed"


# vertical cooperation


def city_and_office(*ties: tuple, coverage=()):
    return small_network(
        [actor("tetovo", "City", "MK"), actor("office", "NationalCoordinator", "MK"), actor("forum", "Event", "ME")],
        ties, coverage=coverage,
    )  # fmt: skip


def test_a_city_without_a_tie_to_its_coordinator_is_not_known():
    gap = only(city_and_office(), "city-without-coordinator-tie")
    assert gap.missing == {"tie": "COOPERATES_WITH", "from": "office", "to": "tetovo"}
    assert (gap.certainty, gap.section) == ("unrecorded", "unknown")
    assert gap.because == "Tetovo has no tie to Office on record."
    assert gap.mend == "Ask Tetovo and Office whether they work together; introduce them if not."


def test_the_tie_closes_the_gap_whichever_end_is_written_first():
    for ends in (("tetovo", "office"), ("office", "tetovo")):
        network = city_and_office((ends[0], "COOPERATES_WITH", ends[1]))
        assert asked(network, "city-without-coordinator-tie") == []


def test_a_meeting_closes_no_vertical_gap_and_goes_to_those_that_met():
    gap = only(
        city_and_office(("tetovo", "COOPERATES_WITH", "office", {"form": "met"})), "city-without-coordinator-tie"
    )
    assert gap.section == "met"
    assert gap.because == "Tetovo and Office have met, and no lasting tie between them is on record."
    assert [item.source for item in gap.evidence] == ["report"]


def test_a_denied_tie_is_reported_missing_with_the_source_that_says_so():
    no = ("tetovo", "COOPERATES_WITH", "office", {"says": "no", "quote": "they never met", "locator": "p. 3"})
    gap = only(city_and_office(no), "city-without-coordinator-tie")
    assert (gap.certainty, gap.section) == ("reported", "missing")
    assert [(item.source, item.quote, item.locator) for item in gap.evidence] == [("report", "they never met", "p. 3")]


def test_a_disputed_tie_is_on_record():
    yes, no = (("tetovo", "COOPERATES_WITH", "office", {"says": says}) for says in ("yes", "no"))
    assert asked(city_and_office(yes, no), "city-without-coordinator-tie") == []


def test_a_tie_with_some_city_closes_no_gap_of_a_named_one():
    network = city_and_office(("office", "COOPERATES_WITH", "some City in MK"))
    assert only(network, "city-without-coordinator-tie").certainty == "unrecorded"


def test_a_country_without_a_coordinator_is_found_inside_the_scope_of_a_list_only():
    """A list of who sat on a panel says who was there, not which offices exist: so it is not known."""
    cities = [actor("nis", "City", "RS"), actor("ljubljana", "City", "SI")]
    assert asked(small_network(cities), "country-without-coordinator") == []
    network = small_network(
        [*cities, actor("office-me", "NationalCoordinator", "ME"), actor("panel", "Event", "ME")],
        [("office-me", "TOOK_PART_IN", "panel")],
        coverage=[{"source": "report", "tie": "TOOK_PART_IN", "of": "panel", "kind": "NationalCoordinator",
                   "countries": "ME;RS", "list": "full", "said": "1"}],
    )  # fmt: skip
    gap = only(network, "country-without-coordinator")
    assert (gap.country, gap.certainty, gap.weight) == ("RS", "unrecorded", 1.0)
    assert gap.because == (
        "Serbia has one city here and no national coordinator on record, and is in the scope of a list that names those "
        "of others."
    )


def test_a_coordinator_in_a_unit_of_a_ministry_has_a_ministry():
    def offices(*ties: tuple) -> list[Gap]:
        network = small_network(
            [actor("office", "NationalCoordinator", "ME"), actor("unit", "Ministry", "ME"),
             actor("centre", "Organisation", "ME")], ties,
        )  # fmt: skip
        return asked(network, "coordinator-without-ministry")

    assert [gap.missing for gap in offices()] == [
        {"tie": "PART_OF", "from": "office", "to": "some Ministry in ME"}
    ]  # fmt: skip
    assert offices(("office", "PART_OF", "unit")) == []
    assert offices(("office", "PART_OF", "centre"), ("centre", "PART_OF", "unit")) == []
    assert offices(("office", "PART_OF", "some Ministry in ME")) == []
    assert len(offices(("office", "PARTNERS_WITH", "unit", {"form": "met"}))) == 1


# civil society


def test_a_group_that_works_in_a_city_closes_both_gaps_of_civil_society():
    rules = ("city-without-civil-society", "civil-society-without-city")
    ends = [actor("elbasan", "City", "AL"), actor("mothers", "CivilSocietyGroup", "AL")]
    apart = asked(small_network(ends), *rules)
    assert [gap.missing for gap in apart] == [
        {"tie": "WORKS_IN", "from": "some CivilSocietyGroup in AL", "to": "elbasan"},
        {"tie": "WORKS_IN", "from": "mothers", "to": "some City in AL"},
    ]
    assert asked(small_network(ends, [("mothers", "WORKS_IN", "elbasan")]), *rules) == []


# plans and needs


def test_a_plan_that_a_source_says_was_not_received_is_reported_even_after_it_ended():
    """The assembly of Viti had not received the strategy: BIRN, 2024."""
    network = small_network(
        [actor("viti", "City", "XK"), actor("klina", "City", "XK"),
         actor("strategy", "Plan", "XK", since="2015", until="2017")],
        [("viti", "RECEIVED", "strategy", {"says": "no"})],
    )  # fmt: skip
    gap = only(network, "plan-not-received")
    assert (gap.missing or {})["from"] == "viti" and gap.certainty == "reported"
    assert gap.because == "A source says that Viti had not received Strategy, which has ended since."
    assert gap.mend == "Ask Viti whether it has the plan that is in force now; send it if not."
    assert gap.severity == "low"  # a plan that has ended foresees nothing


def test_a_need_stands_until_somebody_supports_it_in_that():
    """The source reports the need; that nobody helps is not what it says."""
    ends = [actor("hani", "City", "XK"), actor("funds", "Practice"), actor("donor", "Organisation")]
    need = ("hani", "NEEDS", "funds")
    gap = only(small_network(ends, [need]), "need-without-support")
    assert (gap.certainty, gap.section) == ("unrecorded", "need")
    help_ = ("donor", "SUPPORTS", "hani")
    other = only(small_network(ends, [need, help_]), "need-without-support")
    assert other.because == "Hani is reported to need Funds; Donor supports it, and whether in that is not on record."
    for more in ([("donor", "OFFERS", "funds")], [("donor", "SUPPORTS", "funds")]):
        assert asked(small_network(ends, [need, help_, *more]), "need-without-support") == []
    named = ("donor", "SUPPORTS", "hani", {"key": "funds"})
    assert asked(small_network(ends, [need, named]), "need-without-support") == []
    offer = only(small_network(ends, [need, ("donor", "OFFERS", "funds")]), "need-without-support")
    assert offer.mend == "Bring Hani and Donor together: it offers Funds."


# met without tie


def forum(*cities: str, ties=()) -> Network:
    return small_network(
        [actor("forum", "Event", "ME"), *(actor(city, "City", "AL") for city in cities)],
        [*((city, "TOOK_PART_IN", "forum") for city in cities), *ties],
    )  # fmt: skip


def test_two_that_were_at_one_event_and_have_no_tie_met():
    gap = only(forum("elbasan", "kumanovo"), "met-without-tie")
    assert gap.missing == {"tie": "PARTNERS_WITH", "from": "elbasan", "to": "kumanovo"}
    assert (gap.section, gap.weight) == ("met", 1.0)
    assert gap.because == "Elbasan and Kumanovo were both at Forum. No tie between them is on record."
    assert asked(forum("elbasan", "kumanovo", ties=[("elbasan", "TWINNED_WITH", "kumanovo")]), "met-without-tie") == []


def test_a_body_counts_as_its_city():
    network = small_network(
        [actor("forum", "Event", "ME"), actor("elbasan", "City", "AL"), actor("kumanovo", "City", "MK"),
         actor("council", "CoordinationBody", "AL")],
        [("elbasan", "HAS_BODY", "council"), ("council", "TOOK_PART_IN", "forum"), ("kumanovo", "TOOK_PART_IN", "forum")],
    )  # fmt: skip
    assert (only(network, "met-without-tie").missing or {})["from"] == "elbasan"


def test_who_organised_or_paid_is_left_out_and_a_host_is_not():
    def found(role: str) -> int:
        ends = [actor("forum", "Event", "ME"), actor("a", "City", "AL"), actor("b", "City", "AL")]
        ties = [("a", "TOOK_PART_IN", "forum", {"role": role}), ("b", "TOOK_PART_IN", "forum")]
        return len(asked(small_network(ends, ties), "met-without-tie"))

    assert {role: found(role) for role in ("organiser", "moderator", "funder", "host", "")} == {
        "organiser": 0, "moderator": 0, "funder": 0, "host": 1, "": 1,
    }  # fmt: skip


def test_a_large_group_is_one_finding_with_its_pairs():
    gap = only(forum("a", "b", "c", "d", "e", ties=[("a", "PARTNERS_WITH", "b")]), "met-without-tie")
    assert gap.missing is not None and len(gap.missing["pairs"]) == 9  # ten pairs of five, one of them tied
    assert gap.because == (
        "5 cities were at Forum: A, B, C, D and E. For 9 of the 10 pairs among them no tie is on record."
    )  # fmt: skip


# pilots and one-sided claims


def test_a_lead_pilot_that_means_to_share_is_asked_for_each_country_that_it_did_not_reach():
    def open_countries(*ties: tuple, shares: str = "yes", until: str = "") -> list[str | None]:
        network = small_network(
            [actor("kumanovo", "City", "MK"), actor("elbasan", "City", "AL"),
             {**actor("programme", "Programme"), "shares": shares, "until": until}],
            [("kumanovo", "PILOTS", "programme", {"role": "lead"}), ("programme", "WORKS_IN", "AL"),
             ("programme", "WORKS_IN", "RS"), *ties],
        )  # fmt: skip
        return [gap.country for gap in asked(network, "pilot-not-reaching-country")]

    assert open_countries() == ["AL", "RS"]
    assert open_countries(("kumanovo", "SHARES_LEARNING_WITH", "elbasan")) == ["RS"]
    assert open_countries(("elbasan", "SHARES_LEARNING_WITH", "kumanovo")) == ["AL", "RS"]
    assert open_countries(shares="no") == [] and open_countries(until="2016") == []


def test_a_tie_that_the_other_side_does_not_list_is_one_sided():
    def found(listed: bool) -> list[Gap]:
        network = small_network(
            [actor("club", "Organisation"), actor("a", "City", "AL"), actor("b", "City", "AL")],
            [("a", "MEMBER_OF", "club"), ("b", "MEMBER_OF", "club", {"source": "town" + (";report" if listed else "")})],
            sources=[{"id": "town", "title": "Page of a town", "published": "2018"}],
            coverage=[{"source": "report", "tie": "MEMBER_OF", "of": "club", "kind": "City", "list": "full", "said": "1"}],
        )  # fmt: skip
        return asked(network, "one-sided-claim")

    assert [gap.missing for gap in found(False)] == [{"tie": "MEMBER_OF", "from": "b", "to": "club"}]
    assert found(True) == []


# what a source denies


def test_every_denied_tie_is_reported_though_no_rule_asks_about_it():
    network = small_network(
        [actor("a", "City", "AL"), actor("b", "City", "MK"), actor("group", "CivilSocietyGroup", "AL")],
        [("a", "PARTNERS_WITH", "b", {"says": "no"}), ("group", "WORKS_IN", "a", {"says": "no"}),
         ("group", "WORKS_IN", "b")],
    )  # fmt: skip
    found = asked(network, "denied-tie")
    assert [(gap.because, gap.certainty, gap.country) for gap in found] == [
        ("A source denies this tie: A partners with B.", "reported", None),
        ("A source denies this tie: Group works in A.", "reported", "AL"),
    ]
    assert len({gap.id for gap in found}) == 2


def test_a_rule_that_asks_about_a_denied_tie_speaks_for_it_alone():
    network = city_and_office(("tetovo", "COOPERATES_WITH", "office", {"says": "no"}))
    about = [gap.rule for gap in asked(network) if gap.certainty == "reported"]
    assert about == ["city-without-coordinator-tie"]


def test_a_pair_that_a_source_denies_stands_outside_of_its_group():
    gaps = asked(forum("a", "b", "c", "d", "e", ties=[("a", "PARTNERS_WITH", "b", {"says": "no"})]), "met-without-tie")
    assert [(gap.id, gap.certainty, gap.section) for gap in gaps] == [
        ("met-without-tie:a:b", "reported", "missing"), ("met-without-tie:forum:City", "unrecorded", "met"),
    ]  # fmt: skip
    assert len((gaps[1].missing or {})["pairs"]) == 9


# lists


def club(*ties: tuple, **row: str) -> Network:
    """A club, a city and a list of its members over Albania, as a source of 2018 gives it."""
    return small_network(
        [actor("club", "Organisation"), actor("a", "City", "AL"), actor("b", "City", "AL"), actor("fair", "Event", "AL")],
        [("a", "MEMBER_OF", "club"), *ties],
        coverage=[{"source": "report", "tie": "MEMBER_OF", "of": "club", "countries": "AL", "list": "full", "said": "1",
                   **row}],
    )  # fmt: skip


def test_a_list_without_a_kind_is_of_those_that_can_be_tied_so():
    """An event is no member of a club."""
    assert [(gap.missing or {})["from"] for gap in asked(club(kind=""), "absent-from-full-list")] == ["b"]


def test_a_list_without_countries_reaches_everywhere():
    assert [(gap.missing or {})["from"] for gap in asked(club(kind="City", countries=""), "absent-from-full-list")] == [
        "b"
    ]


def test_a_list_of_another_period_says_nothing_of_this_day():
    network = club(kind="City", **{"from": "2016", "to": "2017"})
    assert asked(network, "absent-from-full-list", day=dt.date(2017, 6, 1)) != []
    assert asked(network, "absent-from-full-list", day=dt.date(2018, 6, 1)) == []


def test_a_list_of_whom_somebody_supports_is_read_in_that_direction():
    network = small_network(
        [actor("fund", "Organisation"), actor("a", "City", "AL"), actor("b", "City", "AL")],
        [("fund", "SUPPORTS", "a"), ("fund", "SUPPORTS", "b", {"says": "no"})],
        coverage=[{"source": "report", "tie": "SUPPORTS", "of": "fund", "kind": "City", "countries": "AL", "list": "full",
                   "said": "1"}],
    )  # fmt: skip
    gap = only(network, "absent-from-full-list")
    assert gap.missing == {"tie": "SUPPORTS", "from": "fund", "to": "b"} and gap.certainty == "reported"


def test_two_lists_of_one_club_are_two_findings():
    network = small_network(
        [actor("club", "Organisation"), actor("a", "City", "AL"), actor("b", "City", "AL")],
        [("a", "MEMBER_OF", "club"), ("club", "SUPPORTS", "a")],
        coverage=[{"source": "report", "tie": tie, "of": "club", "kind": "City", "countries": "AL", "list": "full",
                   "said": "1"} for tie in ("MEMBER_OF", "SUPPORTS")],
    )  # fmt: skip
    assert [gap.id for gap in asked(network, "absent-from-full-list")] == [
        "absent-from-full-list:member_of:b:club", "absent-from-full-list:supports:club:b",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("city", "since", "found"),
    [("AL", "", 1), ("SI", "", 0), ("AL", "2019", 0)],
    ids=["in its scope", "outside its scope", "after its period"],
)
def test_a_one_sided_claim_lies_in_the_scope_and_the_period_of_the_list_that_lacks_it(city, since, found):
    network = small_network(
        [actor("club", "Organisation"), actor("a", "City", "AL"), actor("b", "City", city)],
        [("a", "MEMBER_OF", "club"), ("b", "MEMBER_OF", "club", {"source": "town", "since": since})],
        sources=[{"id": "town", "title": "Page of a town", "published": "2020"}],
        coverage=[{"source": "report", "tie": "MEMBER_OF", "of": "club", "kind": "City", "countries": "AL", "list": "full",
                   "said": "1", "to": "2018"}],
    )  # fmt: skip
    assert len(asked(network, "one-sided-claim")) == found


# who counts


def test_nobody_is_asked_to_act_for_an_office_or_a_city_that_has_ended():
    """It stays in view while a happening names it."""
    network = small_network(
        [actor("tetovo", "City", "MK"), actor("old-town", "City", "MK", until="2016"),
         actor("old-office", "NationalCoordinator", "MK", until="2016"), actor("office", "NationalCoordinator", "MK"),
         actor("forum", "Event", "MK")],
        [(who, "TOOK_PART_IN", "forum", {"since": "2015"}) for who in ("old-town", "old-office")],
    )  # fmt: skip
    ends = {end for gap in asked(network) for end in gap.actors}
    assert "old-town" not in ends and "old-office" not in ends and {"tetovo", "office"} <= ends


def test_a_seat_in_a_city_is_no_tie_to_it():
    """docs/decisions/0002: a seat closes no gap."""
    network = small_network([actor("tetovo", "City", "MK"), actor("group", "CivilSocietyGroup", "MK", city="tetovo")])
    assert {gap.rule for gap in asked(network)} >= {"city-without-civil-society", "civil-society-without-city"}


def test_a_seat_is_told_though_it_is_no_tie_and_whom_it_names_is_asked_first():
    network = small_network([
        actor("tetovo", "City", "MK"), actor("group", "CivilSocietyGroup", "MK", city="tetovo"),
        actor("mothers", "CivilSocietyGroup", "MK", city="tetovo"),
        actor("gone", "CivilSocietyGroup", "MK", city="tetovo", until="2017"),
    ])  # fmt: skip
    city, *groups = asked(network, "city-without-civil-society", "civil-society-without-city")
    assert city.because == (
        "No tie between Tetovo and a civil-society group is on record; that Group and Mothers are based there is no tie."
    )
    assert city.mend == (
        "Ask Tetovo which civil-society groups work with it, Group and Mothers first; put them on record, or find one to "
        "work with."
    )
    assert [gap.because for gap in groups] == [
        f"No tie between {name} and a city is on record; that it is based in Tetovo is no tie."
        for name in ("Group", "Mothers")
    ]
    assert (
        groups[0].mend
        == "Ask Group in which cities it works, Tetovo first; put them on record, or introduce it to one."
    )


COUNCIL = [actor("tetovo", "City", "MK"), actor("office", "NationalCoordinator", "MK"),
           actor("council", "CoordinationBody", "MK"), actor("mayor", "Mayor", "MK", city="tetovo"),
           actor("strategy", "Plan", "MK", level="national"), actor("group", "CivilSocietyGroup", "MK"),
           actor("donor", "Organisation"), actor("funds", "Practice"),
           {**actor("programme", "Programme"), "shares": "yes"}, actor("peja", "City", "XK")]  # fmt: skip
OF = ("tetovo", "HAS_BODY", "council")


@pytest.mark.parametrize(
    ("rule", "ties", "closing"),
    [
        ("city-without-coordinator-tie", [], ("office", "COOPERATES_WITH", "council")),
        ("city-without-coordinator-tie", [], ("office", "COOPERATES_WITH", "mayor")),
        ("plan-not-received", [], ("mayor", "RECEIVED", "strategy")),
        ("city-without-civil-society", [("group", "WORKS_IN", "peja")], ("group", "PARTNERS_WITH", "council")),
        ("civil-society-without-city", [], ("group", "PARTNERS_WITH", "council")),
        ("need-without-support", [("tetovo", "NEEDS", "funds"), ("donor", "OFFERS", "funds")],
         ("donor", "SUPPORTS", "council")),
        ("pilot-not-reaching-country",
         [("peja", "PILOTS", "programme", {"role": "lead"}), ("programme", "WORKS_IN", "MK")],
         ("peja", "SHARES_LEARNING_WITH", "council")),
    ],
    ids=["coordinator by the council", "coordinator by the mayor", "plan by the mayor", "civil society", "group",
         "need", "learning"],
)  # fmt: skip
def test_what_a_body_or_a_mayor_does_counts_for_the_city(rule, ties, closing):
    def open_for(*more: tuple) -> set[str]:
        gaps = asked(small_network(COUNCIL, [OF, *ties, *more]), rule)
        return {gap.id for gap in gaps if {"tetovo", "group", "MK"} & {*gap.actors, gap.country or ""}}

    assert open_for(closing) < open_for()


def test_bodies_of_two_cities_that_work_together_close_what_their_meeting_opened():
    cities = [actor("a", "City", "AL"), actor("b", "City", "AL"), actor("council", "CoordinationBody", "AL")]
    network = small_network(
        [*cities, actor("forum", "Event", "AL")],
        [("a", "HAS_BODY", "council"), ("a", "TOOK_PART_IN", "forum"), ("b", "TOOK_PART_IN", "forum"),
         ("council", "PARTNERS_WITH", "b")],
    )  # fmt: skip
    assert asked(network, "met-without-tie") == []


def test_a_coordinator_and_a_city_that_were_at_one_event_stand_among_those_that_met():
    gap = only(city_and_office(("tetovo", "TOOK_PART_IN", "forum"), ("office", "TOOK_PART_IN", "forum")),
               "city-without-coordinator-tie")  # fmt: skip
    assert (gap.section, gap.certainty) == ("met", "unrecorded")
    assert gap.because == "Tetovo and Office were both at Forum. No tie between them is on record."


def test_peers_are_cities_of_the_country_each_once():
    ties = [("office", "COOPERATES_WITH", "struga", {"key": key}) for key in ("one", "two")]
    ties.append(("office", "COOPERATES_WITH", "maribor"))
    network = small_network(
        [actor("tetovo", "City", "MK"), actor("struga", "City", "MK"), actor("maribor", "City", "SI"),
         actor("office", "NationalCoordinator", "MK")], ties,
    )  # fmt: skip
    assert only(network, "city-without-coordinator-tie").because == (
        "Tetovo has no tie to Office on record; one other city of North Macedonia has one."
    )


def test_a_ministry_of_another_country_is_not_the_coordinators():
    network = small_network(
        [actor("office", "NationalCoordinator", "MK"), actor("ministry", "Ministry", "SI")],
        [("office", "PARTNERS_WITH", "ministry")],
    )  # fmt: skip
    assert only(network, "coordinator-without-ministry").country == "MK"


# open ends


@pytest.mark.parametrize(
    ("claim", "closed"),
    [
        (("office", "PART_OF", "some Ministry in ME"), True),
        (("office", "PARTNERS_WITH", "some Ministry in ME"), True),  # any tie to a ministry will do, as for a named one
        (("office", "PARTNERS_WITH", "some Ministry in ME", {"form": "met"}), False),
        (("office", "PART_OF", "some Ministry"), False),  # of which country is not said
        (("office", "PART_OF", "some Ministry in SI"), False),
    ],
    ids=["the tie", "another tie", "a meeting", "no country", "another country"],
)
def test_what_an_open_ended_claim_closes(claim, closed):
    found = asked(
        small_network([actor("office", "NationalCoordinator", "ME")], [claim]), "coordinator-without-ministry"
    )
    assert (found == []) is closed


def test_some_have_not_is_no_report_of_any_one():
    network = city_and_office(("office", "COOPERATES_WITH", "some City in MK", {"says": "no"}))
    assert only(network, "city-without-coordinator-tie").certainty == "unrecorded"


def test_a_rule_that_yields_is_whole_when_it_is_asked_alone():
    assert [gap.rule for gap in asked(panel(), "absent-from-full-list")] == ["absent-from-full-list"]
    assert "absent-from-full-list" not in {gap.rule for gap in asked(panel())}


def test_sentences_come_in_arabic_too():
    network = panel()
    (gap,) = find_gaps(
        network.as_of(dt.date(2018, 12, 31)), rules=["coordinator-absent-from-event"], languages=("en", "ar")
    )
    assert gap.also["ar"]["title"] == "منسق وطني غائب عن فعالية حضرها نظراؤه"
    assert gap.also["ar"]["because"] == (
        "تذكر قائمة \u2068Panel\u2069 منسقي 5 دول أخرى؛ وليس فيها \u2068Office Rs\u2069 (\u2068صربيا\u2069). ولا تذكر القائمة السبب."
    )


# laws

KINDS = ("City", "NationalCoordinator", "CivilSocietyGroup", "Ministry")
VERTICAL = {"city-without-coordinator-tie", "coordinator-without-ministry"}


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    kinds=st.lists(st.tuples(st.sampled_from(KINDS), st.sampled_from(["AL", "MK"])), min_size=2, max_size=8),
    pairs=st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=8, unique=True),
)
def test_adding_a_tie_never_opens_a_vertical_gap(kinds, pairs):
    actors = [actor(f"a{i}", kind, country) for i, (kind, country) in enumerate(kinds)]
    level = {"City": "local", "CivilSocietyGroup": "local"}
    ties = []
    for one, other in pairs:
        if one < other < len(kinds):
            same = level.get(kinds[one][0], "national") == level.get(kinds[other][0], "national")
            ties.append((f"a{one}", "PARTNERS_WITH" if same else "COOPERATES_WITH", f"a{other}"))
    before: set[str] | None = None
    for count in range(len(ties) + 1):
        now = {gap.id for gap in asked(small_network(actors, ties[:count])) if gap.rule in VERTICAL}
        assert before is None or now <= before
        before = now


def test_the_order_of_the_rows_decides_nothing():
    one, other = panel(), panel(here=tuple(reversed(SIX[:5])), offices=tuple(reversed(SIX)))
    assert [gap.as_json() for gap in asked(one)] == [gap.as_json() for gap in asked(other)]


def test_every_rule_says_what_it_answers_in_both_languages():
    for rule in gap_rules(panel()):
        assert rule.title["en"] and rule.title["ar"] and rule.answers.endswith("?"), rule.name

"""Questions that settle gaps: each fact once, the one that settles most first, and an answer does settle them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_network import actor, small_network

from graphmodel.border import assemble
from graphmodel.findings import Gap
from graphmodel.network import Network
from graphmodel.open_ends import open_end
from graphmodel.sheets import Sheet, Sheets
from queries.gaps import find_gaps
from queries.questions import Question, answering_kinds, is_open, questions


@pytest.fixture(scope="module")
def gaps(sample: Network) -> list[Gap]:
    return find_gaps(sample)


@pytest.fixture(scope="module")
def asked(sample: Network, gaps: list[Gap]) -> list[Question]:
    return questions(sample, gaps)


def unknown(network: Network, rules: Sequence[str] | None = None) -> set[str]:
    return {gap.id for gap in find_gaps(network, rules=rules) if gap.certainty == "unrecorded"}


# what is asked of whom


def test_every_open_gap_of_the_sample_has_its_question(gaps, asked):
    assert {gap for one in asked for gap in one.gaps} == {gap.id for gap in gaps if is_open(gap)}


def test_each_fact_is_asked_once(asked, gaps):
    """A gap with one missing tie is in one question; only a group of several pairs is in more."""
    groups = {gap.id for gap in gaps if gap.missing and "pairs" in gap.missing}
    counted = Counter(gap for one in asked for gap in one.gaps)
    assert {gap for gap, times in counted.items() if times > 1} <= groups
    assert len({one.id for one in asked}) == len(asked)


def test_those_that_settle_most_come_first_and_a_limit_takes_them(sample, gaps, asked):
    worth = [one.worth for one in asked]
    assert (
        worth == sorted(worth, reverse=True) and worth[0][0] == 13
    )  # Serbia has 13 cities here, its coordinator no tie
    assert questions(sample, gaps, limit=3) == asked[:3]


@given(n=st.integers(2, 9), tied=st.sets(st.tuples(st.integers(0, 8), st.integers(0, 8)), max_size=8))
@settings(deadline=None, max_examples=25)
def test_among_those_who_were_together_none_is_asked_about_many_and_another_about_none(n, tied):
    """Cities at one event, some of them partners; up to four pair by pair, more as one group: each pair once, and evenly."""
    names = [f"c{at}" for at in range(n)]
    ties = [(f"c{a}", "PARTNERS_WITH", f"c{b}") for a, b in tied if a < b < n]
    network = small_network(
        [*(actor(name, "City", "AL") for name in names), actor("expo", "Event")],
        [*((name, "TOOK_PART_IN", "expo") for name in names), *ties],
    )
    found = find_gaps(network, rules=["met-without-tie"])
    asked = [one for one in questions(network, found) if one.form == "list"]
    pairs = [frozenset((one.owner, other)) for one in asked for other in one.about]
    partners = {frozenset((a, b)) for a, _, b in ties}
    assert Counter(pairs) == Counter(
        frozenset(pair) for pair in combinations(names, 2) if frozenset(pair) not in partners
    )
    assert sum(one.worth[0] for one in asked) == pytest.approx(len(found))
    about = {one.owner: len(one.about) for one in asked}
    members = names if len(found) == 1 and "pairs" in (found[0].missing or {}) else list(about)
    for one in asked:
        for other in {*one.about} & {*members}:
            assert about[one.owner] <= about.get(other, 0) + 1  # else the pair would be asked of the other


def test_the_coordinator_is_asked_for_its_cities_rather_than_each_city(asked):
    albania = next(one for one in asked if one.owner == "coordinator-al" and one.tie == "COOPERATES_WITH")
    assert (albania.to, albania.form, albania.kinds, albania.countries) == (
        "coordinator-al",
        "list",
        ("City",),
        ("AL",),
    )
    assert len(albania.about) == len(albania.gaps) == 9
    assert albania.text["en"].startswith(
        "Please complete this with each of the cities / municipalities of Albania for which it is true, and give their "
        "number: “Coordination Center for Countering Violent Extremism cooperates with …” Nothing is on record so far of "
        "Durrës; Elbasan; "
    )
    assert albania.text["ar"].startswith("يرجى إكمال الجملة التالية") and "دوريس" in albania.text["ar"]


def test_nobody_is_asked_that_cannot_answer(sample, asked):
    able = answering_kinds(sample.schema)
    assert not able & {"Event", "Plan", "Programme", "Practice", "Country"}
    assert all(str(sample.actor(one.to)["kind"]) in able for one in asked if one.to)


def plan_and_office(*more: dict[str, str], ties: Sequence[tuple] = ()) -> Network:
    return small_network([actor("XK", "Country", "XK"), actor("plan", "Plan", "XK"), *more], ties)


def test_a_city_is_asked_yes_or_no_for_a_plan():
    network = plan_and_office(actor("viti", "City", "XK"))
    (one,) = questions(network, find_gaps(network, rules=["plan-not-received"]))
    assert (one.to, one.form, one.text["en"]) == ("viti", "yes-no", "Is this so, and since when: “Viti received Plan”?")


def test_of_two_open_ends_an_office_of_the_country_is_asked_and_nobody_if_there_is_none():
    def of(*more: dict[str, str]) -> Question:
        network = small_network(
            [{**actor("AL", "Country", "AL"), "neighbours": "ME"}, actor("ME", "Country", "ME"),
             actor("durres", "City", "AL"), actor("bar", "City", "ME"), *more]
        )  # fmt: skip
        (one,) = questions(network, find_gaps(network, rules=["neighbours-without-city-tie"]))
        return one

    assert of().to == "" and of(actor("office", "NationalCoordinator", "AL")).to == "office"
    assert of().text["en"] == (
        "Is this so anywhere, of whom, and since when: “a city / municipality of Al partners with a city / municipality of Me”?"
    )


def test_one_that_has_ended_is_asked_nothing(sample):
    network = plan_and_office(actor("viti", "City", "XK", until="2017"), actor("peja", "City", "XK"))
    view = network.as_of(network.default_as_of)
    assert {one.to for one in questions(view, find_gaps(view))} == {"peja"}


def test_where_sources_differ_the_actor_is_asked_which_is_right():
    network = small_network(
        [actor("a", "City", "AL"), actor("b", "City", "MK")],
        [("a", "PARTNERS_WITH", "b"), ("a", "PARTNERS_WITH", "b", {"says": "no", "source": "other"})],
        sources=[{"id": "other", "title": "Another", "published": "2018"}],
    )
    (one,) = [one for one in questions(network, find_gaps(network, rules=["sources-disagree"])) if one.form == "which"]
    assert one.to == "a" and one.text["en"].startswith("Sources disagree whether A partners with B: ")
    assert one.text["en"].endswith(" Which is right, and of what date?")


def test_a_tie_that_one_side_does_not_list_is_asked_of_one_of_the_two():
    network = small_network(
        [actor("club", "Organisation"), actor("a", "City", "AL"), actor("b", "City", "AL")],
        [("a", "MEMBER_OF", "club"), ("b", "MEMBER_OF", "club", {"source": "town"})],
        sources=[{"id": "town", "title": "Page of a town", "published": "2018"}],
        coverage=[{"source": "report", "tie": "MEMBER_OF", "of": "club", "kind": "City", "list": "full", "said": "1"}],
    )  # fmt: skip
    found = questions(network, find_gaps(network, rules=["one-sided-claim"]))
    assert [(one.to, one.gaps) for one in found] == [("b", ("one-sided-claim:member_of:b:club",))]


# the law: an answer settles what it is asked for


def tied(network: Network, one: Question) -> list[tuple[str, str, str]]:
    """Ties that answer a question with yes: with all that it names, or with one of each country that it asks about."""
    if one.form == "anybody":
        kind, end = _any_tie(network, one.owner)
        return [(one.owner, kind, end)]
    others = list(one.about) if one.form == "list" else []
    if one.form == "yes-no":
        source, target = (_one_of(network, end) for end in (one.owner, one.about[0]))
        return [(source, one.tie, target)]
    kinds, countries = network.actors["kind"].astype(str), network.actors["country"].astype(str)
    for code in () if others else one.countries:
        here = network.actors["id"][(kinds == one.kinds[0]) & (countries == code) & (network.actors["id"] != one.owner)]
        others += here.tolist()[:1]
    return [(one.owner, one.tie, other) if one.side == "from" else (other, one.tie, one.owner) for other in others]


def _one_of(network: Network, end: str) -> str:
    opened = open_end(end)
    if opened is None:
        return end
    fits = (network.actors["kind"] == opened.kind) & (network.actors["country"] == opened.country)
    return str(network.actors["id"][fits].iat[0])


def _any_tie(network: Network, owner: str) -> tuple[str, str]:
    mine = str(network.actor(owner)["kind"])
    return next(
        (name, ident) for name, tie in network.schema.ties.items() if tie.derived is None
        for ident, kind in zip(network.actors["id"], network.actors["kind"].astype(str), strict=True)
        if ident != owner and network.schema.fits(name, mine, kind)
    )  # fmt: skip


def test_yes_settles_every_question_of_the_sample(sample, asked):
    """But that of Maribor: no civil-society group of Slovenia is on record that could be named."""
    answered = [(one, tied(sample, one)) for one in asked if one.form != "which"]
    nobody = [one.id for one, ties in answered if not ties]
    assert nobody == ["list:WORKS_IN:maribor:to:CivilSocietyGroup"]
    settled = {gap for one, ties in answered if ties for gap in one.gaps}
    assert len(settled) > 150
    after = sample.edited(add=[tie for _, ties in answered for tie in ties])
    assert settled & unknown(sample) and not settled & unknown(after)


def with_list(whole: Network, one: Question) -> Network:
    """The network with an answer to a question: a source, its list of all on record and one more, and its number."""
    sheets = whole.to_sheets()
    on_record = whole.ties[(whole.ties["kind"] == one.tie) & (whole.ties["status"] != "denied")]
    near = on_record[(on_record["source"] == one.owner) | (on_record["target"] == one.owner)]
    named = [(a, one.tie, b) for a, b in zip(near["source"], near["target"], strict=True)
             if _in_scope(whole, b if a == one.owner else a, one)]  # fmt: skip
    named += tied(whole, one)[:1]
    rows = {
        "sources": [{"id": "answer", "title": "Answer", "publisher": "Office", "published": "2026-11-24"}],
        "ties": [{"from": a, "tie": kind, "to": b, "source": "answer"} for a, kind, b in named],
        "coverage": [{"source": "answer", "tie": one.tie, "of": one.owner, "kind": one.kinds[0],
                      "countries": ";".join(one.countries), "list": "full", "said": str(len(named))}],
    }  # fmt: skip
    tables = {name: _more(sheets.get(name), more) for name, more in rows.items()}
    return assemble(Sheets({**sheets.tables, **tables}, folder=sheets.folder), whole.schema)


def _in_scope(network: Network, ident: str, one: Question) -> bool:
    kind = str(network.actor(ident)["kind"])
    return kind == one.kinds[0] and (not one.countries or network.country_of(ident) in one.countries)


def _more(sheet: Sheet, rows: Sequence[dict[str, str]]) -> Sheet:
    columns = list(dict.fromkeys([*sheet.columns, *rows[0]]))
    return Sheet.of_records(
        sheet.name, columns, [{name: row.get(name, "") for name in columns} for row in (*sheet.records(), *rows)]
    )


def test_a_full_list_settles_those_it_names_and_those_it_does_not(whole_sample, sample, asked, gaps):
    """The largest lists, and one of each kind of tie: none of their gaps is not known any more, and one is closed."""
    lists = [one for one in asked if one.form == "list" and tied(sample, one)]
    chosen = {one.id: one for one in [*lists[:4], *{(one.tie, one.side): one for one in reversed(lists)}.values()]}
    assert len(chosen) >= 6
    rule_of = {gap.id: gap.rule for gap in gaps}
    for one in chosen.values():
        rules = sorted({rule_of[gap] for gap in one.gaps})
        after = with_list(whole_sample, one).as_of(sample.seen_as_of)
        assert after.coverage["list"].tolist()[-1] == "full", (one.id, after.coverage["why"].tolist()[-1])
        left = {gap.id: gap.certainty for gap in find_gaps(after, rules=rules) if gap.id in one.gaps}
        assert len(left) < len(one.gaps), one.id
        assert set(left.values()) <= {"observed"}, one.id

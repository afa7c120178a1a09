"""The worked example of docs/pilots.md: every row of its tables is made here from the sample, and must stand there."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path

import pytest

from graphmodel.network import Network
from queries.order import rankable
from queries.partners import partners
from queries.pilots import choose_pilots

PAGE = (Path(__file__).parent.parent / "docs" / "pilots.md").read_text(encoding="utf-8")
DAY = dt.date(2018, 12, 31)
MEMBERS = ("cair", "elbasan", "gjilan", "kumanovo", "novi-pazar", "peja", "ulcinj")


@pytest.fixture(scope="module")
def views(whole_sample: Network) -> dict[str, Network]:
    day = whole_sample.default_as_of
    assert day is not None
    return {
        "known by the end of 2018": whole_sample.known_by(DAY).as_of(DAY),
        "as of the end of 2018, with what was learned since": whole_sample.as_of(DAY),
        "as of today": whole_sample.as_of(day),
    }


def place(values: dict[str, float], ident: str) -> str:
    """A place, or a range of places where several have the same value."""
    ahead = sum(value > values[ident] + 1e-9 for value in values.values())
    same = sum(abs(value - values[ident]) < 1e-9 for value in values.values())
    return f"{ahead + 1}" if same == 1 else f"{ahead + 1} to {ahead + same}"


def degrees(network: Network, cities: list[str]) -> dict[str, float]:
    """Twinnings on record of each city."""
    live = network.ties[(network.ties["kind"] == "TWINNED_WITH") & (network.ties["status"] != "denied")]
    counts = Counter([*live["source"], *live["target"]])
    return {city: float(counts[city]) for city in cities}


def alone(network: Network, cities: list[str]) -> dict[str, float]:
    """What each city is worth as the only pilot, as far as the answer tells: the first, and those next to it."""
    chosen = choose_pilots(network, 1, among=cities)
    return {chosen.pilots[0].id: chosen.value, **{one.id: chosen.value - one.behind for one in chosen.not_chosen}}


@pytest.mark.parametrize("name", ["known by the end of 2018", "as of the end of 2018, with what was learned since"])
@pytest.mark.parametrize("whom", ["all 55 cities", "the seven members"])
def test_where_kumanovo_stood_among_those_that_could_be_pilots(views, name, whom):
    view = views[name]
    every = view.actors["id"][view.actors["kind"] == "City"].tolist()
    assert len(every) == 55
    cities = every if whom.startswith("all") else list(MEMBERS)
    by_degree, by_worth = degrees(view, cities), alone(view, cities)
    first = view.name_of(max(by_worth, key=lambda city: by_worth[city]))
    row = (
        f"| {name} | {whom} | {place(by_degree, 'kumanovo')} of {len(cities)} ({by_degree['kumanovo']:.0f} twinnings) "
        f"| {place(by_worth, 'kumanovo')} of {len(cities)} | {first} |"
    )
    assert row in PAGE, row


@pytest.mark.parametrize(
    "name", ["known by the end of 2018", "as of the end of 2018, with what was learned since", "as of today"]
)
def test_where_elbasan_stands_as_a_partner_of_kumanovo(views, name):
    view = views[name]
    found = partners(view, "kumanovo")
    at = [one.id for one in found].index("elbasan")
    row = f"| {name} | {found[0].name} ({found[0].score:.2f}) | {at + 1} of {len(found)} ({found[at].score:.2f}) | {found[at].known:.0%} |"
    assert rankable(found) and row in PAGE, row


def test_what_was_on_record_of_members_by_the_end_of_2018(views):
    """Only the page on Ulcinj, of December 2016; so by the record alone nobody else is a candidate."""
    known = views["known by the end of 2018"]
    joined = known.ties[(known.ties["kind"] == "MEMBER_OF") & (known.ties["target"] == "scn")]
    assert joined["source"].tolist() == ["ulcinj"] and "only Ulcinj" in PAGE
    body = known.ties[known.ties["kind"].isin(["HAS_BODY", "PILOTS"])]
    assert body.empty and "no body and no pilot" in PAGE


def test_the_twinnings_of_kumanovo_that_were_not_known(views):
    def twins(name: str) -> set[str]:
        view = views[name]
        live = view.ties[(view.ties["kind"] == "TWINNED_WITH") & (view.ties["status"] != "denied")]
        return {
            a if b == "kumanovo" else b
            for a, b in zip(live["source"], live["target"], strict=True)
            if "kumanovo" in (a, b)
        }

    known, later = twins("known by the end of 2018"), twins("as of the end of 2018, with what was learned since")
    assert known == {"leskovac", "vranje"} and later - known == {"banja-luka", "maribor"}
    assert "Banja Luka and Maribor" in PAGE


def test_the_pilots_of_today(views):
    chosen = choose_pilots(views["as of today"], 4, per_country=1)
    names = ", ".join(one.name for one in chosen.pilots)
    assert f"{names}; worth {chosen.value:.3f} of 1, and no choice of four is worth more" in " ".join(PAGE.split())
    assert chosen.best_proven and abs(chosen.best_value - chosen.value) < 1e-9

"""Networks of every sort, for laws: several countries, several sources of a row, lists, facts, caveats, decisions, persons."""

from __future__ import annotations

import datetime as dt
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from small_network import actor, small_network

from graphmodel.network import Network
from graphmodel.schema import Schema, read_schema

LAWS = settings(
    max_examples=30, deadline=None, phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)  # fmt: skip
"""Without shrinking, which takes minutes for networks: read the example as it is."""
DAYS = st.dates(dt.date(2009, 1, 1), dt.date(2022, 1, 1))
MARKINGS = st.sampled_from(["CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"])

SOURCES = [
    {"id": "src-old", "title": "Old", "published": "2010"},
    {"id": "src-new", "title": "New", "published": "2018", "tlp": "CLEAR"},
    {"id": "src-read", "title": "Read", "read_on": "2016-03-01", "tlp": "GREEN"},
    {"id": "src-amber", "title": "Amber", "published": "2015", "tlp": "AMBER"},
    {"id": "src-red", "title": "Red", "published": "2013-06", "tlp": "RED"},
    {"id": "src-undated", "title": "Undated"},
]  # fmt: skip
SOURCE = st.sampled_from([
    "", "src-old", "src-new", "src-read", "src-amber", "src-red", "src-undated",
    "src-old;src-red", "src-new; src-amber", "src-read;src-new;src-undated",
])  # fmt: skip
BEGIN = st.sampled_from(["", "", "2012", "2014-05", "2016-05", "2019"])
END = st.sampled_from(["", "", "2012", "2015-03", "2017", "2020-02-28"])
COUNTRY = st.sampled_from(["MK", "AL", "RS"])
KINDS = {
    "actor-city": "City", "actor-town": "City", "actor-village": "City", "actor-group": "CivilSocietyGroup",
    "actor-office": "NationalCoordinator", "actor-event": "Event", "actor-plan": "Plan", "actor-club": "Organisation",
    "actor-programme": "Programme", "actor-practice": "Practice", "actor-person": "Focal", "actor-mayor": "Mayor",
}  # fmt: skip
PLACES = ("actor-city", "actor-town", "actor-village")
TIES = [
    ("actor-city", "PARTNERS_WITH", "actor-town"), ("actor-town", "PARTNERS_WITH", "actor-city"),
    ("actor-village", "TWINNED_WITH", "actor-city"), ("actor-office", "COOPERATES_WITH", "actor-city"),
    ("actor-city", "COOPERATES_WITH", "actor-office"), ("actor-town", "COOPERATES_WITH", "actor-office"),
    ("actor-city", "MEMBER_OF", "actor-club"), ("actor-town", "MEMBER_OF", "actor-club"), ("actor-group", "MEMBER_OF", "actor-club"),
    ("actor-city", "TOOK_PART_IN", "actor-event"), ("actor-person", "TOOK_PART_IN", "actor-event"),
    ("actor-group", "WORKS_IN", "actor-village"), ("actor-city", "RECEIVED", "actor-plan"), ("actor-town", "NEEDS", "actor-practice"),
    ("actor-city", "SHARES_LEARNING_WITH", "actor-town"), ("actor-club", "SUPPORTS", "actor-programme"), ("actor-club", "SUPPORTS", "BA"),
    ("actor-city", "MEMBER_OF", "some Organisation"), ("some City in AL", "NEEDS", "actor-practice"),
    ("some City in XK", "COOPERATES_WITH", "actor-office"), ("actor-group", "WORKS_IN", "some City in MK"),
]  # fmt: skip
LISTS = [
    ("MEMBER_OF", "actor-club"), ("TOOK_PART_IN", "actor-event"), ("COOPERATES_WITH", ""), ("TWINNED_WITH", ""),
    ("RECEIVED", "actor-plan"),
]  # fmt: skip


def _as_rows(network: Network, printer: Any, cycle: bool) -> None:
    """A failing example as the rows that make it."""
    sheets = network.to_sheets()
    rows = {
        name: [{c: t for c, t in row.items() if t} for row in sheet.records()] for name, sheet in sheets.tables.items()
    }
    printer.text("\n".join(f"{name}: {row}" for name, found in rows.items() if name != "sources" for row in found))


Network._repr_pretty_ = _as_rows  # type: ignore[attr-defined]


@cache
def schema_with_a_person() -> Schema:
    """The built-in kinds and a kind of person."""
    with tempfile.TemporaryDirectory() as folder:
        nodes = Path(folder) / "nodes"
        nodes.mkdir()
        (nodes / "focal.yaml").write_text(
            "Focal:\n  label: {en: Focal point}\n  level: local\n  person: true\n", encoding="utf-8"
        )
        return read_schema(Path(folder))


@st.composite
def networks(draw: st.DrawFn) -> Network:
    """A network whose actors, sources and ties are the named ones above, in any mixture."""
    idents = draw(st.lists(st.sampled_from(list(KINDS)), min_size=2, unique=True))
    actors = [draw(_actors(ident, idents)) for ident in idents]
    there = [tie for tie in TIES if all(end in idents or not end.startswith("actor-") for end in (tie[0], tie[2]))]
    ties = draw(st.lists(st.tuples(st.sampled_from(there), _cells(idents)), max_size=12)) if there else []
    return small_network(
        actors, [(*tie, cells) for tie, cells in ties], sources=SOURCES, schema=schema_with_a_person(),
        coverage=draw(st.lists(_lists(idents), max_size=3)), facts=draw(st.lists(_facts(idents), max_size=3)),
        decisions=[
            {"gap": f"some-rule:{ident}:some-city-in-al", "decision": "wait"}
            for ident in draw(st.lists(st.sampled_from(idents), max_size=2, unique=True))
        ],
    )  # fmt: skip


@st.composite
def _actors(draw: st.DrawFn, ident: str, idents: list[str]) -> dict[str, str]:
    begin, end = draw(BEGIN), draw(END)
    cities = [place for place in PLACES if place in idents]
    return actor(
        ident, KINDS[ident], draw(COUNTRY), source=draw(SOURCE), since="" if end and begin > end else begin, until=end,
        population=draw(st.sampled_from(["", "5000"])) if ident in PLACES else "",
        city=draw(st.sampled_from(cities)) if cities and ident in ("actor-mayor", "actor-group", "actor-event") else "",
    )  # fmt: skip


@st.composite
def _cells(draw: st.DrawFn, idents: list[str]) -> dict[str, str]:
    begin, end = draw(BEGIN), draw(END)
    return {
        "says": draw(st.sampled_from(["", "yes", "no"])), "source": draw(SOURCE), "since": "" if end and begin > end else begin,
        "until": end, "form": draw(st.sampled_from(["", "", "met", "exchange"])), "key": draw(st.sampled_from(["", "", "k"])),
        "programme": "actor-programme" if "actor-programme" in idents and draw(st.booleans()) else "",
        "quote": draw(st.sampled_from(["", "as it says"])), "role": draw(st.sampled_from(["", "lead"])),
    }  # fmt: skip


@st.composite
def _lists(draw: st.DrawFn, idents: list[str]) -> dict[str, str]:
    about = draw(st.sampled_from(LISTS))
    begin, end = draw(BEGIN), draw(END)
    return {
        "source": draw(SOURCE.filter(bool)), "tie": about[0], "of": about[1] if about[1] in idents else "",
        "kind": draw(st.sampled_from(["", "City"])), "countries": draw(st.sampled_from(["", "MK", "MK;AL", "RS;BA"])),
        "list": draw(st.sampled_from(["full", "part", "register"])), "said": draw(st.sampled_from(["", "0", "1", "2"])),
        "from": "" if end and begin > end else begin, "to": end,
    }  # fmt: skip


@st.composite
def _facts(draw: st.DrawFn, idents: list[str]) -> dict[str, str]:
    return {
        "actor": draw(st.sampled_from(idents)), "property": "population", "value": draw(st.sampled_from(["5", "7"])),
        "of": draw(st.sampled_from(["", *idents])), "source": draw(SOURCE),
    }  # fmt: skip

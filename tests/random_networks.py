"""Networks made at random from the schema: parallel ties, denied ones, several kinds of ends, dates, lists, open ends."""

from __future__ import annotations

import random

from small_network import REPORT

from graphmodel.border import assemble
from graphmodel.columns import FORMS
from graphmodel.errors import DataProblems
from graphmodel.network import Network
from graphmodel.schema import Schema, builtin_schema
from graphmodel.sheets import Sheet, Sheets

COUNTRIES = ("MK", "XK", "AL")
SOURCES = (
    REPORT, {"id": "crawl", "title": "A crawl", "publisher": "Another", "published": "2021-03-04", "tlp": "GREEN"},
    {"id": "page", "title": "A page", "publisher": "A publisher", "published": "2019"}, {"id": "undated", "title": "No date"},
)  # fmt: skip
DATES = ("", "", "", "2015", "2017-05", "2018-11-29", "2020")
NAMES = ("Čair", "تشاير", "Ćuprija", "Gjilan", "Niš", 'O\'Hara "x"', "a`b", "Куманово", "back\\slash", "one, two")


def random_network(seed: int, *, schema: Schema | None = None, ties: int = 60) -> Network:
    """A network of some forty actors; the same for the same seed. Rows that the border refuses are left out."""
    chance = random.Random(seed)
    kinds = schema or builtin_schema()
    actors = [_actor(chance, kind, number, kinds) for kind in kinds.nodes if kind != "Country" for number in range(3)]
    by_kind: dict[str, list[str]] = {}
    for row in actors:
        by_kind.setdefault(row["kind"], []).append(row["id"])
    by_kind["Country"] = list(COUNTRIES)
    rows = [_tie(chance, kinds, by_kind) for _ in range(ties)]
    rows += [{**chance.choice(rows), "key": f"k{n}", "source": chance.choice(SOURCES)["id"]} for n in range(ties // 5)]
    rows += [{**chance.choice(rows), "says": "no", "source": "crawl"} for _ in range(ties // 8)]
    rows += [
        {"from": f"some City in {chance.choice(COUNTRIES)}", "tie": "MEMBER_OF", "to": one, "source": "report",
         "says": chance.choice(["", "no"])} for one in by_kind.get("Organisation", [])
    ]  # fmt: skip
    events = by_kind.get("Event", [])
    coverage = [
        {"source": "report", "tie": "TOOK_PART_IN", "of": one, "kind": chance.choice(["NationalCoordinator", "City"]),
         "countries": ";".join(chance.sample(COUNTRIES, 2)), "list": chance.choice(["full", "part", "register"]),
         "said": str(chance.randint(1, 3))} for one in events
    ]  # fmt: skip
    tables = {"actors": actors, "ties": rows, "sources": list(SOURCES), "coverage": coverage}
    return _assembled(tables, kinds)


def _actor(chance: random.Random, kind: str, number: int, schema: Schema) -> dict[str, str]:
    row = {
        "id": f"{kind.lower()}-{number}", "kind": kind, "name": f"{chance.choice(NAMES)} {kind} {number}",
        "country": chance.choice(COUNTRIES), "source": chance.choice(SOURCES)["id"], "since": chance.choice(DATES[:5]),
    }  # fmt: skip
    for name, prop in schema.properties_of(kind).items():
        if chance.random() < 0.6 and prop.example:
            number_like = prop.type in ("count", "number")
            row[name] = str(chance.randint(1, 200_000)) if number_like else prop.example
    return row


def _tie(chance: random.Random, schema: Schema, by_kind: dict[str, list[str]]) -> dict[str, str]:
    while True:
        tie = chance.choice([name for name, kind in schema.ties.items() if kind.derived is None])
        pairs = [
            (a, b) for a in by_kind for b in by_kind
            if schema.fits(tie, a, b) and by_kind[a] and by_kind[b]
        ]  # fmt: skip
        if not pairs:
            continue
        kind_a, kind_b = chance.choice(pairs)
        a, b = chance.choice(by_kind[kind_a]), chance.choice(by_kind[kind_b])
        if a != b:
            return {
                "from": a, "tie": tie, "to": b, "source": chance.choice(SOURCES)["id"], "since": chance.choice(DATES),
                "form": chance.choice(["", "", *FORMS]), "role": chance.choice(["", "lead", "host"]),
                "quote": chance.choice(["", "as \"said\"", "كما قيل"]), "locator": chance.choice(["", "p. 3"]),
                "basis": chance.choice(["", "document", "press"]),
                "says": "no" if chance.random() < 0.1 else "",
            }  # fmt: skip


def _assembled(tables: dict[str, list[dict[str, str]]], schema: Schema) -> Network:
    """The network of the rows that the border takes."""
    for _ in range(20):
        sheets = Sheets({
            name: Sheet.of_records(name, list(dict.fromkeys(c for row in rows for c in row)), rows)
            for name, rows in tables.items() if rows
        }, name="Random")  # fmt: skip
        try:
            return assemble(sheets, schema)
        except DataProblems as problems:
            refused = {(p.file.removesuffix(".csv"), p.row) for p in problems.problems if p.level == "error"}
            tables = {
                name: [row for number, row in enumerate(rows, 2) if (name, number) not in refused]
                for name, rows in tables.items()
            }
    raise AssertionError("no network came of it")

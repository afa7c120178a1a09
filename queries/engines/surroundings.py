"""Parts of a network that a server holds, fetched for one question: its actors, and the ties that an answer rests on.

What is fetched is a network like any other, so that the same code words an answer from it; only it has no more ties
than were asked for.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from graphmodel.border import assemble
from graphmodel.schema import Schema, read_schema
from graphmodel.sheets import Sheet, Sheets
from graphmodel.views import only
from queries.engines import shape
from queries.engines.archive import write_own_files
from queries.engines.base import Engine
from queries.engines.difference import quoted
from queries.engines.state import State, sheets_from

if TYPE_CHECKING:
    from graphmodel.network import Network
    from queries.engines.neo4j import Server

__all__ = ["HoldsMore", "actors_of", "facts_of", "kinds_of", "with_evidence"]

_ACTOR = ("id", "kind", "name", "country", "level", "name_ar", "other_names", "source")
_SOURCE = ("id", "title", "publisher", "published", "url", "read_on", "tlp")
_CLAIM = ("source", "form", "programme", "role", "locator", "quote", "basis")


@runtime_checkable
class HoldsMore(Protocol):
    """An engine that holds more of a network than the network that it is asked with."""

    def ties(self, idents: Sequence[str], schema: Schema) -> list[dict[str, str]]:
        """Rows of the sheet of ties, one per claim, for some ties by id."""


def kinds_of(server: Server, state: State, folder: Path) -> Network:
    """The kinds, settings, queries and sources of a network, without its actors: for a question of one's own."""
    columns = {("sources", name) for name in _SOURCE}
    sheets, files = sheets_from(server, state, columns)
    write_own_files(files, folder)
    sheets.folder = folder
    return _seen(sheets, read_schema(folder / "schema"), state)


def actors_of(server: Server, state: State, folder: Path) -> Network:
    """The actors of a network as it is shown, in a stream, without its ties."""
    known = kinds_of(server, state, folder)
    wanted = ", ".join(f"coalesce(n.{name}, '')" for name in _ACTOR)
    rows = list(server.read(f"MATCH (n:{shape.ACTOR}) RETURN {wanted}"))
    sheets = known.to_sheets()
    cells: list[list[str]] = [list(column) for column in zip(*rows, strict=True)] or [[] for _ in _ACTOR]
    numbers = list(range(2, len(rows) + 2))
    sheets.tables["actors"] = Sheet(
        "actors", list(_ACTOR), dict(zip(_ACTOR, cells, strict=True)), numbers, list(numbers), "actors.csv"
    )  # fmt: skip
    return _seen(sheets, known.schema, state)


def facts_of(server: Server, state: State, folder: Path) -> Network:
    """The actors of a network as it is shown, with all that is said of them in their own rows and the sheet of facts.

    Without ties nothing here tells which of those that have ended are still named by one, so the server tells who is there.
    """
    assert state.contents is not None
    wanted = {"actors", "facts", "sources"} & state.contents["sheets"].keys()
    columns = {(name, column) for name in wanted for column in state.contents["sheets"][name]["columns"]}
    sheets, files = sheets_from(server, state, columns)
    write_own_files(files, folder)
    sheets.folder = folder
    facts = sheets.get("facts")
    of_actors = [row for row in facts.records() if not row.get("tie")]
    sheets.tables["facts"] = Sheet.of_records("facts", facts.columns, of_actors)
    network = assemble(sheets, read_schema(folder / "schema"))
    there = {row[0] for row in server.read(f"MATCH (n:{shape.ACTOR}) RETURN n.id")}
    return replace(
        only(network, actors=network.actors["id"].isin(there).to_numpy()), seen_as_of=_day(state), warnings=()
    )


def with_evidence(network: Network, engine: Engine, idents: Iterable[str]) -> Network:
    """The network with the ties that an answer cites, if the engine holds them and the network does not."""
    if not isinstance(engine, HoldsMore):
        return network
    there = {*network.ties["id"], *network.sources["id"]}
    missing = [ident for ident in idents if ident not in there]
    if not missing:
        return network
    rows = engine.ties(missing, network.schema)
    sheets = network.to_sheets()
    columns = ["from", "tie", "to", "key", "says", *_CLAIM]
    sheets.tables["ties"] = Sheet.of_records("ties", columns, [*sheets.get("ties").records(), *rows])
    return replace(assemble(sheets, network.schema), seen_as_of=network.seen_as_of, folder=network.folder)


def tie_rows(server: Server, idents: Sequence[str], schema: Schema) -> list[dict[str, str]]:
    """Rows of the sheet of ties for some ties, one per claim, in the order in which the claims stand."""
    rows: list[dict[str, str]] = []
    from_country = {kind.name for kind in schema.derived_ties if kind.derived and kind.derived.column == "country"}
    by_kind: dict[str, list[str]] = {}
    for ident in idents:
        kind = ident.partition(":")[0]
        if kind in schema.ties and kind not in from_country:
            by_kind.setdefault(kind, []).append(ident)
    said = ", ".join(f"coalesce(t.{name}, '')" for name in _CLAIM)
    claimed = ", ".join(f"coalesce(q.{name}, '')" for name in _CLAIM)
    for kind, wanted in by_kind.items():
        found = f"UNWIND $ids AS id MATCH (a)-[t:{quoted(kind)} {{id: id}}]->(b)"
        ends = {
            row[0]: row for row in server.read(
                f"{found} RETURN t.id, a.id, b.id, coalesce(t.key, ''), t.claims, {said}", {"ids": wanted}
            )
        }  # fmt: skip
        several = [ident for ident, row in ends.items() if row[4] > 1 or row[4] == 0]
        claims: dict[str, list[tuple[Any, ...]]] = {}
        text = f"UNWIND $ids AS id MATCH (q:{shape.CLAIM} {{tie_id: id}}) RETURN id, q.says, {claimed} ORDER BY id, q.place"
        for row in server.read(text, {"ids": several}):
            claims.setdefault(row[0], []).append(row[1:])
        for ident, (_, source, target, key, _, *once) in ends.items():
            for says, *cells in claims.get(ident, [("yes", *once)]):
                one = {"from": source, "tie": kind, "to": target, "key": key, "says": says}
                rows.append(one | dict(zip(_CLAIM, cells, strict=True)))
    return rows


def _seen(sheets: Sheets, schema: Schema, state: State) -> Network:
    return replace(assemble(sheets, schema), seen_as_of=_day(state), folder=sheets.folder, warnings=())


def _day(state: State) -> dt.date | None:
    return None if state.as_of is None else dt.date.fromisoformat(state.as_of)

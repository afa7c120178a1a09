"""The embedded engine: KGLite, in this process, from a network in memory. The only module that imports it.

What was measured of it decides how it is used: every node has one primary label and each type of relationship is
loaded in one call per label that it comes from, since a later call would merge parallel ties; the optimizer is off,
since with it rows were wrong; its limits do not hold everywhere, so a watchdog stands beside them.
"""

from __future__ import annotations

import datetime as dt
import math
import os
import re
import warnings
from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

# Its allocator asks for pages of 2 MiB, and the system clears each before it hands it out: a sixth of all time of a
# large network. What somebody has set stands.
os.environ.setdefault("MIMALLOC_ALLOW_THP", "0")
import kglite

from graphmodel.errors import EngineUnavailable, LiaisonError, LimitExceeded, Refused, StoreProblem, UsageProblem
from queries.engines.base import Limits, Result, Value
from queries.engines.dialect import OWN_PROPERTIES, STARRED, dialect
from queries.engines.guard import check, read
from queries.engines.load import EngineTables, engine_tables
from queries.engines.parameters import arguments
from queries.engines.reading import Reading, pointed
from queries.engines.reading.words import ONLY_ON_A_SERVER
from queries.engines.thinned import NEEDED, left_out
from queries.engines.watch import too_long, watched

if TYPE_CHECKING:
    import pandas as pd

    from graphmodel.network import Network
    from graphmodel.schema import Schema

__all__ = ["EmbeddedEngine"]


class EmbeddedEngine:
    """Answers Cypher over a network held in memory.

    Examples
    --------
    >>> from graphmodel.border import assemble
    >>> from graphmodel.schema import builtin_schema
    >>> from graphmodel.sheets import Sheet, Sheets
    >>> actors = Sheet.of_records("actors", ["kind", "name", "country"], [
    ...     {"kind": "City", "name": "Čair", "country": "MK"}])
    >>> engine = EmbeddedEngine()
    >>> engine.load(assemble(Sheets({"actors": actors}), builtin_schema()))
    >>> engine.run("MATCH (c:City)-[:IN_COUNTRY]->(k:Country) RETURN c.name AS city, k.id AS country").rows
    [('Čair', 'MK')]
    >>> engine.close()
    """

    def __init__(self) -> None:
        self._graph: Any = None
        self._schema: Schema | None = None
        self._held: tuple[Network, dict[str, pd.DataFrame]] | None = None
        self._alone = False

    def load(self, network: Network, *, only: Collection[str] | None = None) -> None:
        """Build the engine's graph from a network; see `Engine.load`.

        Parameters
        ----------
        network : Network
        only : collection of str, optional
            Properties that will be asked for, if that is known; by default all are held.

        Raises
        ------
        StoreProblem
            If the engine holds another number of nodes or ties of some kind than the network.
        """
        tables = engine_tables(network, only)
        kglite.set_query_warning_policy("silent")
        graph = kglite.KnowledgeGraph()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            _fill(graph, tables)
        _compare(graph, tables)
        graph.read_only(True)
        # Tables of a large network are as large as the engine's own graph: of them only what `without` needs is kept.
        needed = {node.label: node.frame for node in tables.nodes if node.label in NEEDED}
        self._graph, self._schema = graph, network.schema
        self._held = (network, needed) if only is None else None

    def without(self, thin: Network) -> EmbeddedEngine:
        """An engine that holds what is left of the network that this one holds; several times faster than a load.

        What the whole has answered needs no watchdog when it is asked of a part; the engine's own limits hold.

        Parameters
        ----------
        thin : Network
            Made of that network by `Network.only`.

        Raises
        ------
        EngineUnavailable
            If nothing is loaded, or not all properties are.
        """
        if self._graph is None:
            raise EngineUnavailable("no network is loaded")
        if self._held is None:
            raise EngineUnavailable("only some properties are loaded, and what goes cannot be said; load all")
        graph = self._graph.copy()
        graph.read_only(False)
        for statement, parameters in left_out(*self._held, thin):
            graph.cypher(statement, params=dict(parameters), disable_optimizer=True)
        graph.read_only(True)
        other = EmbeddedEngine()
        other._graph, other._schema, other._alone = graph, self._schema, True
        return other

    def run(
        self,
        text: str,
        parameters: Mapping[str, Value] | None = None,
        *,
        limits: Limits = Limits(),  # noqa: B008
    ) -> Result:
        """Answer a query that only reads; see `Engine.run`.

        A query that the engine does not end in time is left behind in a thread of its own, which ends with the
        process: whoever gets LimitExceeded had better end soon.
        """
        if self._graph is None or self._schema is None:
            raise EngineUnavailable("no network is loaded")
        reading = check(text, self._schema, parameters)
        _known(reading)
        given = arguments(reading, parameters)
        graph, query = self._graph, _written(text)

        def ask() -> Result:
            found = graph.cypher(
                query, params=given or None, timeout_ms=max(1, round(limits.seconds * 1000)),
                max_work_units=limits.work, row_limit=limits.rows, disable_optimizer=True,
            )  # fmt: skip
            return _result(reading, found)

        try:
            return ask() if self._alone else watched(ask, limits)
        except kglite.KgError as error:
            raise _translated(error, reading, limits) from None

    def close(self) -> None:
        """Let go of the network."""
        self._graph = self._schema = self._held = None


# Loading


def _fill(graph: Any, tables: EngineTables) -> None:
    for node in tables.nodes:
        if len(node.frame):
            frame = node.frame if "name" in node.frame.columns else node.frame.assign(name=None)
            # Without a title of its own a node's id would be its name.
            graph.add_nodes(frame, node.label, "id", "name", column_types=_day_columns(frame))
        for label, ids in node.labels.items():
            if len(ids):
                graph.add_label(node.label, ids.tolist(), label)
    for tie in tables.ties:
        if len(tie.frame):
            graph.add_relationships(
                tie.frame, tie.type, tie.source, "from_id", tie.target, "to_id",
                column_types=_day_columns(tie.frame),
            )  # fmt: skip


def _day_columns(frame: Any) -> dict[str, str]:
    return {str(name): "datetime" for name, dtype in frame.dtypes.items() if dtype.kind == "M"}


def _compare(graph: Any, tables: EngineTables) -> None:
    """Count what the engine holds: it merges and adds without a word when it is loaded in another way."""
    expected = {f"(:{node.label})": len(node.frame) for node in tables.nodes if len(node.frame)}
    expected |= {f"(:{label})": len(ids) for node in tables.nodes for label, ids in node.labels.items()}
    for tie in tables.ties:
        if len(tie.frame):
            pattern = f"()-[:{tie.type}]->()"
            expected[pattern] = expected.get(pattern, 0) + len(tie.frame)
    held = {f"(:{label})": count for label, count in graph.node_type_counts().items()}
    held |= {f"()-[:{found['type']}]->()": found["count"] for found in graph.relationship_types()}
    for label in (label for node in tables.nodes for label in node.labels):
        counted = graph.cypher(f"MATCH (n:{label}) RETURN count(n) AS held", disable_optimizer=True)
        held[f"(:{label})"] = counted.scalar()
    for pattern in sorted(expected.keys() | held.keys()):
        if held.get(pattern, 0) != expected.get(pattern, 0):
            raise StoreProblem(
                f"the engine holds {held.get(pattern, 0)} of {pattern}, the network has {expected.get(pattern, 0)}; "
                "nothing is answered"
            )


# Asking


@lru_cache(maxsize=256)
def _written(text: str) -> str:
    """A text that was checked, as the engine reads it best; the rules are asked again and again."""
    return dialect(read(text))


def _known(reading: Reading) -> None:
    """Every function is one that this engine has."""
    for call in sorted(reading.calls, key=lambda call: call.token.start):
        if call.name in ONLY_ON_A_SERVER:
            shown = reading.text[call.token.start : call.open].strip()
            message = f"only a Neo4j server knows {shown}(…); write instead: {ONLY_ON_A_SERVER[call.name]}"
            raise UsageProblem(pointed(reading.text, call.token.start, message))


def _translated(error: Exception, reading: Reading, limits: Limits) -> LiaisonError:
    said = str(error).splitlines()[0] if str(error) else type(error).__name__
    if isinstance(error, kglite.CypherTimeoutError):
        return LimitExceeded(too_long(limits))
    if "max_work_units" in said or ("memory" in said.lower() and "limit" in said.lower()):
        return LimitExceeded(
            f"the query was stopped: it looks at more than {limits.work:,} rows and items on the way; "
            "ask about fewer actors, or aggregate before you expand"
        )
    if isinstance(error, kglite.ReadOnlyError):
        return Refused("a query only reads")
    if isinstance(error, kglite.CypherSyntaxError):
        notes = [note for note in reading.notes if not note.rows]
        hints = "".join(f"\n  instead of {note.what} write {note.instead}" for note in notes[:3])
        return UsageProblem(
            _placed(reading, f"the engine does not understand the query: {_without_place(said)}") + hints
        )
    return UsageProblem(_placed(reading, f"the query cannot be answered: {_without_place(said)}"))


def _placed(reading: Reading, message: str) -> str:
    """A message of the engine with the place that it is about, where what it names stands only once in the text."""
    if "by zero" in message:
        places = [token.start for token in reading.tokens if token.is_sign("/") or token.is_sign("%")]
    elif variable := re.search(r"variable '([^']+)'", message):
        # What WITH has dropped stands at its place before; what is at fault comes after.
        places = [token.start for token in reading.names if token.value == variable.group(1)][-1:]
    elif function := re.search(r"\b([A-Za-z][\w.]*)\(\)|[Ff]unction:? '?([A-Za-z][\w.]*)", message):
        name = (function.group(1) or function.group(2)).lower()
        places = [call.token.start for call in reading.calls if call.name == name]
    else:
        places = []
    return pointed(reading.text, places[0], message) if len(set(places)) == 1 else message


def _without_place(said: str) -> str:
    """The engine's message; its columns are not those of the text, so they are left out."""
    for opening in ("Cypher syntax error", "Cypher execution error", "Schema error"):
        if said.startswith(opening):
            return said.partition(": ")[2] or said
    return said


# Answers


def _result(reading: Reading, found: Any) -> Result:
    if isinstance(found, str):
        raise Refused(pointed(reading.text, 0, "a query returns rows, in no other format"))
    own = list(found.columns)
    columns = list(reading.columns) if reading.columns is not None and len(reading.columns) == len(own) else own
    truncated = bool(found.diagnostics and found.diagnostics["total_rows"] is not None)
    taken = [_column(found.column(name)) for name in own]
    rows = list(zip(*taken, strict=True)) if taken else []
    return Result(columns, rows, truncated)


def _column(values: Any) -> list[Value]:
    """Values without anything of the engine; of a text that stands in many rows there is one."""
    once: dict[str, str] = {}
    return [once.setdefault(value, value) if type(value) is str else _plain(value) for value in values]


def _plain(value: Any) -> Value:
    """A value without anything of the engine: dates as ISO text, nodes and relationships as their properties."""
    if value is None or isinstance(value, (str, bool, int)):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, (dt.date, dt.datetime, dt.time)):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        if value.keys() == {"nodes", "relationships"}:
            steps = [*value["relationships"], None]
            return [
                _plain(item) for pair in zip(value["nodes"], steps, strict=True) for item in pair if item is not None
            ]
        if value.keys() == {"id", "labels", "properties"}:
            return {k: _plain(v) for k, v in value["properties"].items() if k not in OWN_PROPERTIES}
        if (own := value.get(STARRED)) is not None:
            hidden = {STARRED, *OWN_PROPERTIES} - set(own)
            return {str(key): _plain(item) for key, item in value.items() if key not in hidden}
        if value.keys() == {"id", "start", "end", "type", "properties"}:
            return {k: _plain(v) for k, v in value["properties"].items()}
        return {str(key): _plain(item) for key, item in value.items()}
    return str(value)

"""From what a server holds to what it should hold: the statements that make the difference, with their rows.

Statements are made of labels and types of the schema, in backticks; whatever is data travels as a parameter.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from queries.engines import shape
from queries.engines.load import EngineTables, NodeTable, TieTable

__all__ = ["NOTHING", "Step", "constraints", "difference", "label_counts", "quoted", "rows_of", "type_counts"]

Flags = npt.NDArray[np.bool_]

NOTHING = EngineTables((), ())
"""What an empty database holds."""


@dataclass(frozen=True)
class Step:
    """A statement over rows, of which any part may be done before another.

    Parameters
    ----------
    what : str
        What it does, for people: "cities: new".
    text : str
        Cypher that unwinds `$rows`.
    frame : DataFrame
        Its rows; a row of the statement is a list of their values, None where there is none.
    """

    what: str
    text: str
    frame: pd.DataFrame

    def __len__(self) -> int:
        return len(self.frame)

    def batches(self, size: int) -> Iterator[list[Any]]:
        """Rows for the statement, so many at a time."""
        for start in range(0, len(self.frame), size):
            yield rows_of(self.frame.iloc[start : start + size])


def quoted(name: str) -> str:
    """A label, type or key as Cypher takes it whatever is in it.

    Examples
    --------
    >>> quoted("City"), quoted("a`b")
    ('`City`', '`a``b`')
    """
    return "`" + name.replace("`", "``") + "`"


def constraints(tables: EngineTables) -> Iterator[str]:
    """Each label's ids are unique, and each type's: what lets a second push find what the first one wrote.

    Claims are also found by their tie, as rules ask for them.
    """
    for node in tables.nodes:
        for label in (node.label, *node.labels):
            yield f"CREATE CONSTRAINT IF NOT EXISTS FOR (n:{quoted(label)}) REQUIRE n.id IS UNIQUE"
    yield f"CREATE INDEX IF NOT EXISTS FOR (n:{quoted(shape.CLAIM)}) ON (n.tie_id)"
    for name in dict.fromkeys(tie.type for tie in tables.ties if tie.type not in shape.TIE_TYPES):
        yield f"CREATE CONSTRAINT IF NOT EXISTS FOR ()-[r:{quoted(name)}]-() REQUIRE r.id IS UNIQUE"


def difference(old: EngineTables, new: EngineTables) -> list[Step]:
    """Steps in the order in which they can be done: ties go before their ends, and come after them."""
    before, after = _nodes(old), _nodes(new)
    ties_before, ties_after = _ties(old), _ties(new)
    gone: list[Step] = []
    come: list[Step] = []
    for key in dict.fromkeys([*ties_before, *ties_after]):
        went, came = _tie_steps(key, ties_before.get(key), ties_after.get(key))
        gone += went
        come += came
    nodes_gone: list[Step] = []
    nodes_come: list[Step] = []
    for label in dict.fromkeys([*before, *after]):
        went, came = _node_steps(label, before.get(label), after.get(label))
        nodes_gone += went
        nodes_come += came
    return [step for step in (*gone, *nodes_gone, *nodes_come, *come) if len(step)]


# Nodes


def _nodes(tables: EngineTables) -> dict[str, NodeTable]:
    """By label; the node of the network itself is written with its state."""
    return {node.label: node for node in tables.nodes if node.label != shape.NETWORK}


def _node_steps(label: str, old: NodeTable | None, new: NodeTable | None) -> tuple[list[Step], list[Step]]:
    frame = _none(["id"]) if new is None else new.frame
    sets = pd.Series(dtype=object) if new is None else _label_sets(new)
    old_frame = _none(["id"]) if old is None else old.frame
    left = ~pd.Index(old_frame["id"]).isin(frame["id"])
    name = quoted(label)
    gone = [
        Step(f"{label}: gone", f"UNWIND $rows AS row MATCH (n:{name} {{id: row[0]}}) DETACH DELETE n",
             old_frame.loc[left, ["id"]])
    ]  # fmt: skip
    properties = _map(frame.columns)
    find = f"UNWIND $rows AS row MATCH (n:{name} {{id: row[{list(frame.columns).index('id')}]}}) SET n = {properties}"
    fresh, changed = _compared(old_frame, frame)
    if old is not None and new is not None and len(changed):
        was = _label_sets(old).reindex(frame["id"].to_numpy(dtype=object)).to_numpy(dtype=object)
        changed |= ~fresh & (was != sets.to_numpy(dtype=object))
    every = {*(old.labels if old is not None else ()), *(new.labels if new is not None else ())}
    come: list[Step] = []
    codes, found = pd.factorize(sets.to_numpy(dtype=object))
    kinds: list[tuple[str, ...]] = list(found)
    for code, labels in enumerate(kinds):
        mine = codes == code
        more = "".join(f":{quoted(one)}" for one in labels)
        what = labels[0] if labels else label
        create = f"UNWIND $rows AS row CREATE (n:{name}{more} {properties})"
        come.append(Step(f"{what}: new", create, frame[mine & fresh]))
        others = "".join(f":{quoted(one)}" for one in sorted(every - set(labels)))
        text = find + (f" SET n{more}" if more else "") + (f" REMOVE n{others}" if others else "")
        come.append(Step(f"{what}: changed", text, frame[mine & changed]))
    return gone, come


def _label_sets(node: NodeTable) -> pd.Series[Any]:
    """The further labels of each node, by id; in one order."""
    ids = node.frame["id"].to_numpy(dtype=object)
    sets: list[tuple[str, ...]] = [()] * len(ids)
    place = {ident: at for at, ident in enumerate(ids.tolist())}
    for label, members in node.labels.items():
        for ident in members.tolist():
            sets[place[ident]] += (label,)
    found = np.empty(len(ids), dtype=object)
    found[:] = sets
    return pd.Series(found, index=pd.Index(ids, dtype=object), dtype=object)


# Ties

_Key = tuple[str, str, str]


def _ties(tables: EngineTables) -> dict[_Key, TieTable]:
    return {(tie.type, tie.source, tie.target): tie for tie in tables.ties}


def _tie_steps(key: _Key, old: TieTable | None, new: TieTable | None) -> tuple[list[Step], list[Step]]:
    kind, source, target = key
    ends = ["from_id", "to_id"]
    old_frame = _none([*ends, "id"]) if old is None else old.frame
    frame = _none([*ends, "id"]) if new is None else new.frame
    name, a, b = quoted(kind), quoted(source), quoted(target)
    left = ~pd.Index(old_frame["id"]).isin(frame["id"])
    fresh, changed = _compared(old_frame, frame)
    find = f"UNWIND $rows AS row MATCH (a:{a} {{id: row[0]}}) MATCH (b:{b} {{id: row[1]}})"
    one = f"UNWIND $rows AS row MATCH ()-[r:{name} {{id: row[0]}}]->()"
    gone = Step(f"{kind}: gone", f"{one} DELETE r", old_frame.loc[left, ["id"]])
    if kind in shape.TIE_TYPES:  # no index finds these by their ids, and they never change
        gone = Step(gone.what, f"{find} MATCH (a)-[r:{name}]->(b) DELETE r", old_frame.loc[left, ends])
    frame = frame[[*ends, "id", *(column for column in frame.columns if column not in (*ends, "id"))]]
    properties = frame.drop(columns=ends)
    create = f"{find} CREATE (a)-[r:{name} {_map(properties.columns, 2)}]->(b)"
    return [gone], [
        Step(f"{kind}: new", create, frame[fresh]),
        Step(f"{kind}: changed", f"{one} SET r = {_map(properties.columns)}", properties[changed]),
    ]


def _map(columns: Iterable[str], start: int = 0) -> str:
    """Properties out of a row, written out: a server sets those of a map that it does not know one by one."""
    return "{" + ", ".join(f"{quoted(name)}: row[{at}]" for at, name in enumerate(columns, start)) + "}"


def _none(columns: Sequence[str]) -> pd.DataFrame:
    return pd.DataFrame({name: pd.Series(dtype=object) for name in dict.fromkeys(columns)})


def _compared(old: pd.DataFrame, new: pd.DataFrame) -> tuple[Flags, Flags]:
    """Which rows are new, and which are there with other values."""
    if not len(old) or not len(new):
        return np.ones(len(new), dtype=bool), np.zeros(len(new), dtype=bool)
    at = pd.Index(old["id"].to_numpy(dtype=object)).get_indexer(pd.Index(new["id"].to_numpy(dtype=object)))
    there = at >= 0
    changed = np.zeros(len(new), dtype=bool)
    for name in dict.fromkeys([*new.columns, *old.columns]):
        a, b = _cells(new, name, np.arange(len(new)))[there], _cells(old, name, at)[there]
        changed[there] |= np.fromiter((x != y for x, y in zip(a, b, strict=True)), dtype=bool, count=len(a))
    return ~there, changed


def _cells(frame: pd.DataFrame, name: str, at: npt.NDArray[np.int64]) -> npt.NDArray[np.object_]:
    if name not in frame.columns:
        return np.full(len(at), None, dtype=object)
    return _plain(frame[name])[at]


# Rows


def rows_of(frame: pd.DataFrame) -> list[list[Any]]:
    """Rows as a driver takes them.

    Examples
    --------
    >>> rows_of(pd.DataFrame({"from_id": ["a"], "to_id": ["b"], "sources": [2], "form": [None]}))
    [['a', 'b', 2, None]]
    """
    cells = [_plain(frame[name]).tolist() for name in frame.columns]
    return [list(row) for row in zip(*cells, strict=True)]


def _plain(column: pd.Series[Any]) -> npt.NDArray[np.object_]:
    """Values of a column as Python has them: dates for days, None for what is blank."""
    if column.dtype.kind == "M":
        values = column.to_numpy(dtype="datetime64[D]").astype(object)
    else:
        values = column.astype(object).to_numpy(dtype=object, copy=True)
    values[column.isna().to_numpy()] = None
    return np.asarray(values, dtype=object)


def label_counts(tables: EngineTables) -> Mapping[str, int]:
    """How many nodes have each label."""
    counts: dict[str, int] = {}
    for node in tables.nodes:
        counts[node.label] = len(node.frame)
        counts |= {label: len(ids) for label, ids in node.labels.items()}
    return counts


def type_counts(tables: EngineTables) -> Mapping[str, int]:
    """How many relationships are of each type."""
    counts: dict[str, int] = {}
    for tie in tables.ties:
        counts[tie.type] = counts.get(tie.type, 0) + len(tie.frame)
    return counts

"""What would be if some ties were there, or were not: gaps, reach and brokers before and after."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from graphmodel.editing import Addition
from graphmodel.findings import Gap
from graphmodel.network import Network
from queries.brokerage import roles
from queries.closing import Closing, closing
from queries.decided import not_set_aside
from queries.engines import engine_for
from queries.engines.base import Engine, Limits
from queries.gaps import find_gaps
from queries.query import Query, catalogue, find_query
from queries.reach import Reach
from queries.structure import Structure, structure_of

__all__ = ["Moved", "WhatIf", "what_if"]

_LIMITS = Limits(seconds=60.0, rows=5_000_000, work=2_000_000_000)


@dataclass(frozen=True, slots=True)
class Moved:
    """A number of one actor, before and after."""

    id: str
    before: int
    after: int

    def as_json(self) -> dict[str, Any]:
        """Fields in the documented order."""
        return {"id": self.id, "before": self.before, "after": self.after}


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What changes with some ties.

    Parameters
    ----------
    added : tuple of Addition
    removed : tuple of str
        Ids of ties.
    gaps : (int, int)
        How many gaps there are before and after, and `closing` which differ. All are counted, those too that were
        decided to be none, or to wait; `set_aside` is how many of them these are.
    steps, travels : int, tuple of str
        Over which kinds of ties learning travels, and how far: those of `pilots/reach.cypher`.
    reached : (int, int)
        Over all cities, how many others each reaches, before and after; `reach` names those whose number differs.
    brokers : tuple of Moved
        Actors who stand between others more or less often than before, those with the largest change first; the number
        is `total` of `liaison brokers`.
    parts : (int, int)
        Into how many parts without a tie between them the offices, organisations and cities fall, before and after.
    """

    as_of: dt.date | None
    added: tuple[Addition, ...]
    removed: tuple[str, ...]
    gaps: tuple[int, int]
    set_aside: tuple[int, int]
    closing: Closing
    steps: int
    travels: tuple[str, ...]
    reached: tuple[int, int]
    reach: tuple[Moved, ...]
    brokers: tuple[Moved, ...]
    parts: tuple[int, int]

    def as_json(self) -> dict[str, Any]:
        """Fields in the documented order."""
        return {
            "as_of": self.as_of.isoformat() if self.as_of else None,
            "added": [_addition(one) for one in self.added], "removed": list(self.removed), "gaps": _both(self.gaps),
            "set_aside": _both(self.set_aside),
            "closed": [gap.as_json() for gap in self.closing.closed],
            "narrowed": [one.as_json() for one in self.closing.narrowed],
            "opened": [gap.as_json() for gap in self.closing.opened],
            "reach": {
                "steps": self.steps, "ties": list(self.travels), **_both(self.reached),
                "changed": [one.as_json() for one in self.reach],
            },
            "brokers": [one.as_json() for one in self.brokers], "parts": _both(self.parts),
        }  # fmt: skip


def _both(pair: tuple[int, int]) -> dict[str, int]:
    return {"before": pair[0], "after": pair[1]}


def _addition(one: Addition) -> dict[str, str]:
    source, kind, target, *more = one
    cells: Mapping[str, str] = more[0] if more else {}
    return {"tie": kind, "from": source, "to": target, **cells}


def what_if(network: Network, *, add: Sequence[Addition] = (), remove: Sequence[str] = ()) -> WhatIf:
    """Compare a network with what it would be with further ties, and without some of its own.

    Every question is asked twice, of the network and of what `Network.edited` makes of it.

    Raises
    ------
    UsageProblem
        If an actor, a kind or a tie is not there, or the kind does not run between the two.

    Examples
    --------
    >>> from graphmodel.border import assemble
    >>> from graphmodel.schema import builtin_schema
    >>> from graphmodel.sheets import Sheet, Sheets
    >>> cities = [{"kind": "City", "name": name, "country": "MK"} for name in ("Čair", "Kumanovo")]
    >>> sheets = Sheets({"actors": Sheet.of_records("actors", ["kind", "name", "country"], cities)})
    >>> found = what_if(assemble(sheets, builtin_schema()), add=[("cair", "TWINNED_WITH", "kumanovo")])
    >>> [gap.id for gap in found.closing.closed], found.reached, found.parts
    (['isolated-actor:cair', 'isolated-actor:kumanovo'], (0, 2), (2, 1))
    """
    edited = network.edited(add=add, without=remove)
    before, after = find_gaps(network), find_gaps(edited)
    query = _reach_query(network)
    ways = [_edges(one, query) for one in (network, edited)]
    reach, reached = _reach(ways[0], ways[1], int(query.fields["steps"]))
    shapes = [structure_of(one) for one in (network, edited)]
    return WhatIf(
        as_of=network.seen_as_of, added=tuple(add), removed=tuple(remove), gaps=(len(before), len(after)),
        set_aside=(_set_aside(network, before), _set_aside(network, after)), closing=closing(before, after),
        steps=int(query.fields["steps"]),
        travels=tuple(sorted({kind for way in ways for _, _, kind in way})), reached=reached, reach=reach,
        brokers=_brokers(*shapes), parts=(_parts(shapes[0]), _parts(shapes[1])),
    )  # fmt: skip


def _set_aside(network: Network, gaps: Sequence[Gap]) -> int:
    return len(gaps) - len(not_set_aside(network, gaps))


def _reach_query(network: Network) -> Query:
    return find_query("reach", catalogue(schema=network.schema, families=["pilots"]))


def _edges(network: Network, query: Query, engine: Engine | None = None) -> list[tuple[str, str, str]]:
    with engine_for(network, engine) as asked:
        rows = asked.run(query.text, {}, limits=_LIMITS).rows
    return [(str(one), str(other), str(kind)) for one, other, kind, *_ in rows]


def _reach(
    before: Sequence[tuple[str, str, str]], after: Sequence[tuple[str, str, str]], steps: int
) -> tuple[tuple[Moved, ...], tuple[int, int]]:  # fmt: skip
    names = sorted({end for one, other, _ in (*before, *after) for end in (one, other)})
    counts = [np.diff(Reach(way, names, steps).matrix.indptr) - 1 for way in (before, after)]
    return _moved(names, *counts), (int(counts[0].sum()), int(counts[1].sum()))


def _moved(names: Sequence[str], before: Any, after: Any) -> tuple[Moved, ...]:
    """Those whose number differs, the largest change first, then by id."""
    rows = zip(names, before.tolist(), after.tolist(), strict=True)
    found = [Moved(name, old, new) for name, old, new in rows if old != new]
    return tuple(sorted(found, key=lambda one: (-abs(one.after - one.before), one.id)))


def _brokers(before: Structure, after: Structure) -> tuple[Moved, ...]:
    totals = []
    for graph in (before, after):
        counts = roles(graph.both_ways, graph.column("level")).sum(axis=1)
        totals.append(dict(zip(graph.ids.tolist(), counts.tolist(), strict=True)))
    names = sorted({*totals[0], *totals[1]})
    return _moved(names, *(np.array([total.get(name, 0) for name in names]) for total in totals))


def _parts(graph: Structure) -> int:
    from scipy.sparse.csgraph import connected_components

    labels = connected_components(graph.both_ways, directed=False, return_labels=True)[1]
    return len(np.unique(labels))

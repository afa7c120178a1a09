"""Ties that follow from cells of the actors sheet, each with its row's sources."""

from __future__ import annotations

import numpy as np

from graphmodel.border.actors import ActorIndex
from graphmodel.border.report import SheetReport
from graphmodel.border.sources import exploded
from graphmodel.claims import Assertions
from graphmodel.columns import Coded
from graphmodel.schema import Schema, TieKind

__all__ = ["derived_assertions"]

_TEXTS = ("since", "until", "form", "role", "locator", "quote", "basis", "note")


def derived_assertions(report: SheetReport, actors: ActorIndex, schema: Schema) -> Assertions:
    """One assertion per filled cell and source, for every tie kind that is derived from it."""
    parts = [_of_tie(report, actors, schema, tie) for tie in schema.derived_ties]
    return Assertions.concat(parts)


def _of_tie(report: SheetReport, actors: ActorIndex, schema: Schema, tie: TieKind) -> Assertions:
    assert tie.derived is not None
    n = len(report)
    cells = Coded.of(actors.table[tie.derived.column].astype(object).tolist()[:n])
    other = cells.map(lambda text: actors.position.get(text, -1) if text else -1, np.int64).astype(np.int64)
    own = np.arange(n, dtype=np.int64)
    source, target = (own, other) if tie.derived.row_is == "from" else (other, own)
    kinds = actors.table["kind"].cat
    names, codes = list(kinds.categories), kinds.codes.to_numpy()
    fits = np.array([[schema.fits(tie.name, a, b) for b in names] for a in names])
    rows = np.flatnonzero((other >= 0) & (other != own) & fits[codes[source], codes[target]]) if n else own
    expanded, source_ids = exploded(report.coded("source").take(rows))
    at = rows[expanded]
    blank = Coded(np.zeros(len(at), dtype=np.int32), [""])
    return Assertions(
        kind=Coded(np.zeros(len(at), dtype=np.int32), [tie.name]),
        source_pos=source[at],
        target_pos=target[at],
        key=blank,
        source=source_ids,
        yes=np.ones(len(at), dtype=bool),
        programme_pos=np.full(len(at), -1, dtype=np.int64),
        texts=dict.fromkeys(_TEXTS, blank),
        derived=np.ones(len(at), dtype=bool),
    )

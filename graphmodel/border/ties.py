"""The ties sheet: each row is one source saying one thing."""

from __future__ import annotations

import re

import numpy as np
import numpy.typing as npt
import pandas as pd

from graphmodel.border.actors import ActorIndex, check_actors
from graphmodel.border.report import Rows, SheetReport
from graphmodel.border.sources import SourceIndex, check_references, exploded, marking_of
from graphmodel.claims import Assertions
from graphmodel.columns import Coded
from graphmodel.countries import country_codes, country_of_name
from graphmodel.names import fold
from graphmodel.nearest import nearest
from graphmodel.open_ends import OpenEnd, open_end
from graphmodel.schema import Schema

__all__ = ["mend_tie", "read_ties"]

_TEXTS = ("since", "until", "form", "role", "locator", "quote", "basis", "note")
_OF_ONE_SOURCE = ("locator", "quote", "note")
"""Cells of which nobody knows on which of a row's sources they rest."""


def read_ties(report: SheetReport, actors: ActorIndex, sources: SourceIndex) -> tuple[Assertions, pd.DataFrame]:
    """Check the sheet; returns what is asserted of named actors, and the caveats of open ends."""
    report.columns()
    report.required()
    report.choices()
    report.dates("since", "until")
    report.order_of_dates("since", "until")
    check_references(report, sources)
    report.sourced()
    report.call("tie", report.schema.ties, report.schema.tie_words)
    _tie_kinds(report)
    source, open_from = _end(report, actors, "from")
    target, open_to = _end(report, actors, "to")
    programme, _ = _reference(report, actors, "programme")
    named = (source >= 0) & (target >= 0) & ~report.blank("tie") & ~report.faulty("tie")
    _check_ends(report, actors, source, target, named)
    _check_levels(report, actors, source, target, named)
    report.add("self-tie", named & (source == target), "to", "another actor than 'from'", "name the other end in 'to'")
    keep = np.flatnonzero(named)
    asserted = _assertions(report, sources, keep, source, target, programme)
    _check_open(report, actors, source, target, open_from | open_to)
    opened = np.flatnonzero(
        (open_from | open_to) & ~report.faulty("tie") & ~report.faulty("from") & ~report.faulty("to")
    )
    return asserted, _caveats(report, sources, opened, actors, source, target)


def _tie_kinds(report: SheetReport) -> None:
    ties = report.schema.ties
    cells = report.coded("tie")
    unknown = cells.where(lambda text: text != "" and text not in ties)
    report.add(
        "unknown-tie", unknown, "tie", "a kind of tie of the schema",
        lambda text: mend_tie(text, report.schema),
    )  # fmt: skip
    derived = cells.where(lambda text: text in ties and ties[text].derived is not None)
    report.add(
        "derived-tie", derived, "tie", "a kind of tie that is written in ties",
        lambda text: f"fill in the cell '{_cell(report, text)}' of the actor instead, and remove this row",
    )  # fmt: skip


def mend_tie(text: str, schema: Schema) -> str:
    """How to mend a word that is no kind of tie: the kind that is spelled, or called the other way, like it."""
    writable = {name: kind for name, kind in schema.ties.items() if kind.derived is None}
    for name, kind in writable.items():
        if fold(text) in map(fold, kind.inverse.values()):
            return f"write {name}, and exchange 'from' and 'to'"
    words = {word: name for word, name in schema.tie_words.items() if name in writable}
    close = nearest(text, writable) or words.get(nearest(fold(text), words) or "")
    return f"write {close}" if close else "write one of: " + ", ".join(kind.label["en"] for kind in writable.values())


def _cell(report: SheetReport, tie: str) -> str:
    derived = report.schema.ties[tie].derived
    return derived.column if derived is not None else ""


def _end(report: SheetReport, actors: ActorIndex, column: str) -> tuple[npt.NDArray[np.int64], Rows]:
    """Row of the actor at one end (-1: none), and which rows have an open end instead."""
    rows, _ = _reference(report, actors, column, open_ends=True)
    cells = report.coded(column)
    is_open = cells.where(lambda text: open_end(text) is not None)
    schema, codes = report.schema, country_codes()

    def fault(text: str) -> bool:
        end = open_end(text)
        if end is None:
            return _begins_open(text) and actors.find(text) < 0
        return end.kind not in schema.nodes or (end.country != "" and end.country not in codes)

    report.add(
        "bad-open-end", cells.where(fault), column, "'some KIND in CC' with a kind and a country code that exist",
        lambda text: _mend_open(text, schema),
    )  # fmt: skip
    return rows, is_open


def _mend_open(text: str, schema: Schema) -> str:
    """The open end with the kind and the country that are meant, as far as that is clear."""
    match = re.fullmatch(r"some (.+?)(?: in (.+))?", text)
    word, place = (match[1], match[2]) if match else ("", None)
    kind = word if word in schema.nodes else schema.node_words.get(fold(word)) or nearest(word, schema.nodes)
    code = country_of_name(place) if place else None
    if kind and (code or not place):
        return f"write 'some {kind}" + (f" in {code}'" if code else "'")
    return f"write such as 'some {kind or next(iter(schema.nodes))} in {code or 'XK'}'"


def _reference(
    report: SheetReport, actors: ActorIndex, column: str, *, open_ends: bool = False
) -> tuple[npt.NDArray[np.int64], Rows]:  # fmt: skip
    rows = report.coded(column).map(actors.find, np.int64).astype(np.int64)
    return rows, check_actors(report, actors, column, but=_begins_open if open_ends else None)


def _begins_open(text: str) -> bool:
    return text.startswith("some ")


def _pairs(
    report: SheetReport, actors: ActorIndex, source: np.ndarray, target: np.ndarray
) -> tuple[np.ndarray, list[tuple[str, str, str]]]:  # fmt: skip
    """Distinct (tie, kind of source, kind of target), and which of them each row is; only for rows that are named."""
    kinds = actors.table["kind"].cat
    names = [*kinds.categories, ""]
    codes = np.append(kinds.codes.to_numpy(), len(names) - 1).astype(np.int64)
    n = len(names)
    combined = (report.coded("tie").codes * n + codes[source]) * n + codes[target]
    distinct, inverse = np.unique(combined, return_inverse=True)
    ties = report.coded("tie").values
    triples = [(ties[c // (n * n)], names[c // n % n], names[c % n]) for c in distinct.tolist()]
    return inverse, triples


def _check_ends(
    report: SheetReport, actors: ActorIndex, source: np.ndarray, target: np.ndarray, named: Rows
) -> None:  # fmt: skip
    if not len(report):
        return
    schema = report.schema
    inverse, triples = _pairs(report, actors, source, target)
    wrong_triple = np.array([
        tie in schema.ties and a in schema.nodes and b in schema.nodes and not schema.fits(tie, a, b)
        for tie, a, b in triples
    ])  # fmt: skip
    wrong = named & wrong_triple[inverse]
    for code in np.unique(inverse[wrong]).tolist():
        tie, a, b = triples[code]
        fitting = [name for name, kind in schema.ties.items() if kind.derived is None and schema.fits(name, a, b)]
        mend = (
            "exchange 'from' and 'to'" if schema.fits(tie, b, a)
            else "write " + " or ".join(fitting[:4]) if fitting else "check both ends"
        )  # fmt: skip
        report.add(
            "wrong-ends", wrong & (inverse == code), "tie", f"a kind of tie that runs from {a} to {b}", mend,
            found=lambda text: f"'{text}'",
        )  # fmt: skip


def _check_open(report: SheetReport, actors: ActorIndex, source: np.ndarray, target: np.ndarray, rows: Rows) -> None:
    """Check that a tie with an open end may run between the kinds that its ends are, or may be."""
    schema, kinds = report.schema, actors.table["kind"].astype(object).to_numpy()
    rows = rows & ~report.faulty("tie") & ~report.faulty("from") & ~report.faulty("to") & ~report.blank("tie")
    ends: list[list[str]] = []
    for column, positions in (("from", source), ("to", target)):
        texts = report.coded(column).texts()
        found = [
            kinds[positions[row]] if positions[row] >= 0 else open_end(texts[row])
            for row in np.flatnonzero(rows).tolist()
        ]
        ends.append([end.kind if isinstance(end, OpenEnd) else str(end or "") for end in found])
    ties = report.coded("tie").texts()[rows]
    wrong: dict[tuple[str, str, str], list[int]] = {}
    for row, tie, a, b in zip(np.flatnonzero(rows).tolist(), ties.tolist(), *ends, strict=True):
        wrong.setdefault((tie, a, b), []).append(row)
    for (tie, a, b), places in wrong.items():
        if not a or not b or tie not in schema.ties or _may_fit(schema, tie, a, b):
            continue
        which = report.none.copy()
        which[places] = True
        mend = "exchange 'from' and 'to'" if _may_fit(schema, tie, b, a) else "check both ends, and the kind of tie"
        report.add("wrong-ends", which, "tie", f"a kind of tie that runs from {a} to {b}", mend)


def _may_fit(schema: Schema, tie: str, a: str, b: str) -> bool:
    return any(schema.fits(tie, one, other) for one in schema.descendants(a) for other in schema.descendants(b))


def _check_levels(
    report: SheetReport, actors: ActorIndex, source: np.ndarray, target: np.ndarray, named: Rows
) -> None:  # fmt: skip
    between = report.coded("tie").map(
        lambda text: {"levels": 1, "level": 2}.get(report.schema.ties[text].between or "", 0)
        if text in report.schema.ties else 0,
        np.int8,
    )  # fmt: skip
    levels = actors.table["level"].cat.codes.to_numpy()
    if not len(levels):
        return
    named = named & ~report.faulty("tie")
    same = levels[source] == levels[target]
    ids, names = actors.table["id"], actors.table["level"].astype(object)

    def found(row: int) -> str:
        ends = (int(source[row]), int(target[row]))
        return " and ".join(f"{ids.iloc[end]} ({names.iloc[end]})" for end in ends)

    for value, wrong, expected, other in (
        (1, same, "two actors of different levels", "level"), (2, ~same, "two actors of one level", "levels"),
    ):  # fmt: skip
        report.add(
            "wrong-levels", named & (between == value) & wrong, "tie", expected,
            f"write {_of_between(report, other)}, or mend the level of one of them", found_in=found, level="warning",
        )  # fmt: skip


def _of_between(report: SheetReport, between: str) -> str:
    return " or ".join(name for name, kind in report.schema.ties.items() if kind.between == between)


def _assertions(
    report: SheetReport, sources: SourceIndex, keep: np.ndarray, source: np.ndarray, target: np.ndarray,
    programme: np.ndarray,
) -> Assertions:  # fmt: skip
    cells = report.coded("source").take(keep)
    rows, source_ids = exploded(cells)
    at = keep[rows]
    says = report.coded("says")
    return Assertions(
        kind=report.coded("tie").take(at),
        source_pos=source[at],
        target_pos=target[at],
        key=report.coded("key").take(at),
        source=source_ids,
        yes=says.where(lambda text: text != "no")[at],
        programme_pos=programme[at],
        texts=_told(report, sources, at, cells.take(rows), source_ids),
        derived=np.zeros(len(at), dtype=bool),
    )


def _told(
    report: SheetReport, sources: SourceIndex, at: np.ndarray, cells: Coded, source_ids: Coded
) -> dict[str, Coded]:  # fmt: skip
    """Further cells of each claim; of a row with several sources, only its strictest ones keep a quote, a note, a place.

    Parameters
    ----------
    at : numpy.ndarray of int, shape (claims,)
        Row of the sheet that each claim is from.
    cells, source_ids : Coded, length claims
        Cell of that row's sources, and the one of them that makes the claim.
    """
    texts = {name: report.coded(name).take(at) for name in _TEXTS}
    weaker = marking_of(sources.table, sources, source_ids) < marking_of(sources.table, sources, cells)
    return texts | {name: texts[name].blanked(weaker) for name in _OF_ONE_SOURCE}


def _caveats(
    report: SheetReport, sources: SourceIndex, rows: np.ndarray, actors: ActorIndex, source: np.ndarray,
    target: np.ndarray,
) -> pd.DataFrame:  # fmt: skip
    ids = actors.table["id"].tolist()
    cells = report.coded("source").take(rows)
    expanded, source_ids = exploded(cells)
    at = rows[expanded]
    table: dict[str, list[str]] = {}
    for column, positions in (("from", source), ("to", target)):
        ends = [open_end(text) for text in report.coded(column).take(at).texts().tolist()]
        table[f"{column}_id"] = [ids[p] if p >= 0 else "" for p in positions[at].tolist()]
        table[f"{column}_kind"] = [end.kind if end else "" for end in ends]
        table[f"{column}_country"] = [end.country if end else "" for end in ends]
    told = _told(report, sources, at, cells.take(expanded), source_ids)
    for name in ("tie", "says", "programme", "key"):
        table[name] = report.coded(name).take(at).texts().tolist()
    table |= {name: column.texts().tolist() for name, column in told.items()}
    table["says"] = [text or "yes" for text in table["says"]]
    table["source"] = source_ids.texts().tolist()
    return pd.DataFrame({name: pd.Series(values, dtype="str") for name, values in table.items()})

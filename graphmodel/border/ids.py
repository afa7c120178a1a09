"""Ids: slugs, unique over all kinds; a blank one is made from the name."""

from __future__ import annotations

import re

import numpy as np
import numpy.typing as npt
import pandas as pd

from graphmodel.border.report import Rows, SheetReport
from graphmodel.columns import Coded
from graphmodel.countries import country_codes
from graphmodel.names import slug

__all__ = ["bad_ids", "duplicates", "filled_ids", "repeated_names"]

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def bad_ids(report: SheetReport, also: frozenset[str] = frozenset(), *, where: Rows | None = None) -> None:
    """Check that ids are slugs; `also` are ids that are right although they are none, in the rows `where`."""
    ids = report.coded("id")
    wrong = ids.where(lambda text: text != "" and text not in also and not _SLUG.fullmatch(text))
    if where is not None:
        wrong |= ids.where(lambda text: text in also) & ~where
    report.add(
        "bad-id", wrong, "id", "an id of small letters, digits and hyphens",
        lambda text: f"write {slug(text)}" if slug(text) else "choose letters a to z, digits and hyphens",
    )  # fmt: skip


def filled_ids(ids: Coded, names: Coded, countries: Coded) -> Coded:
    """Ids, with those that are blank made from the name; a name that repeats takes its country's code."""
    if "" not in ids.values:
        return ids
    texts = ids.texts()
    blank = np.flatnonzero(texts == "")
    made = names.map(slug, object)[blank]
    codes = country_codes()
    taken: dict[str, int] = {}
    for text in (*texts[texts != ""].tolist(), *made.tolist()):
        taken[text] = taken.get(text, 0) + 1
    places = countries.texts()
    for row, text in zip(blank.tolist(), made.tolist(), strict=True):
        repeats = text and taken[text] > 1 and places[row] in codes
        texts[row] = f"{text}-{places[row].lower()}" if repeats else text
    return Coded.of(list(texts))


def repeated_names(report: SheetReport) -> Rows:
    """Check that no row without an id has the kind, name and country of another: both would be one actor, or two?

    Returns
    -------
    ndarray of bool
        Rows that repeat another one; what names them means the first.
    """
    names = report.coded("name")
    blank = report.blank("id") & ~report.blank("name")
    if not blank.any():
        return report.none
    frame = pd.DataFrame({
        "name": names.map(slug, object), "country": report.coded("country").codes, "kind": report.coded("kind").codes,
        "blank": blank, "row": np.arange(len(report)),
    })  # fmt: skip
    frame = frame[(frame["name"] != "").to_numpy()].sort_values(["blank", "row"])
    first = frame.groupby(["name", "country", "kind"], sort=False)["row"].transform("first")
    again = frame[(frame["blank"] & (first != frame["row"])).to_numpy()]
    rows = report.none.copy()
    rows[again["row"].to_numpy()] = True
    other = {row: report.sheet.rows[one] for row, one in zip(again["row"], first[again.index], strict=True)}
    report.add(
        "repeated-name", rows, "name", "a name that no other row of this kind and country has",
        "", found_in=lambda row: f"{_quoted(report, row)}, the name and country of row {other[row]}",
        mend_in=lambda row: f"delete row {report.sheet.rows[row]}, or, if they are two, give each an id of its own in 'id'",
    )  # fmt: skip
    return rows


def _quoted(report: SheetReport, row: int) -> str:
    names = report.coded("name")
    return f"'{names.values[names.codes[row]]}'"


def duplicates(report: SheetReport, ids: Coded, told: Rows | None = None) -> None:
    """Check that no id stands in two rows; of rows in `told` it is known already."""
    repeated = _repeated(ids.codes, len(ids.values)) & ids.where(lambda text: text != "")
    if told is not None:
        repeated &= ~told
    if not repeated.any():
        return
    first: dict[int, int] = {}
    for row in np.flatnonzero(np.isin(ids.codes, ids.codes[repeated])):
        first.setdefault(int(ids.codes[row]), report.sheet.rows[row])
    rows_of = {ids.values[code]: row for code, row in first.items()}
    report.add(
        "duplicate-id", repeated, "id", "an id that no other row has",
        lambda text: f"give one of the two rows another id, or make them one row (the other is row {rows_of[text]})",
        shown=ids,
    )  # fmt: skip


def _repeated(codes: npt.NDArray[np.integer], n: int) -> npt.NDArray[np.bool_]:
    """All but the first row of each code."""
    first = np.full(n, len(codes), dtype=np.int64)
    np.minimum.at(first, codes, np.arange(len(codes)))
    return first[codes] != np.arange(len(codes)) if len(codes) else np.zeros(0, dtype=bool)

"""The sources sheet."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from graphmodel.border.ids import bad_ids, duplicates
from graphmodel.border.report import Rows, SheetReport
from graphmodel.columns import Coded
from graphmodel.dates import days_of
from graphmodel.marking import UNMARKED, marking_rank
from graphmodel.nearest import nearest
from graphmodel.types import TYPES

__all__ = ["SourceIndex", "read_sources"]


@dataclass(frozen=True)
class SourceIndex:
    """The sources, and where each stands."""

    table: pd.DataFrame
    position: dict[str, int]
    broken: frozenset[str]

    def unknown(self, text: str) -> list[str]:
        """Ids in a cell, parted by `;`, that are not there."""
        return [part for part in split(text) if part not in self.position and part not in self.broken]


def split(text: str) -> list[str]:
    """Parts of a cell that holds several, parted by `;`."""
    if ";" not in text:
        return [whole] if (whole := text.strip()) else []
    return [part.strip() for part in text.split(";") if part.strip()]


def read_sources(report: SheetReport) -> SourceIndex:
    """Check the sheet and index it."""
    report.columns()
    report.required()
    report.choices()
    report.dates("published", "read_on")
    bad_ids(report)
    duplicates(report, report.coded("id"))
    url = TYPES["url"]
    report.add(
        url.code, report.coded("url").where(lambda text: text != "" and not _is(url.parse, text)), "url", url.expected,
        url.mend,
    )  # fmt: skip
    undated = report.blank("published") & report.blank("read_on") & ~report.blank("id")
    report.add(
        "undated-source", undated, "published", "a date of publication, or a day when it was read",
        "fill in 'published' or 'read_on'; without one the source is left out of every view of what was known when",
        found=lambda _: "neither", level="warning",
    )  # fmt: skip
    ids = report.coded("id").texts()
    table = pd.DataFrame({
        column: report.coded(column).texts() for column in ("id", "title", "publisher", "published", "url", "read_on")
    }).astype("str")  # fmt: skip
    table["tlp"] = report.coded("tlp").map(_rank, np.int8)
    published = report.coded("published").texts()
    # A source of "2018" was known by the end of 2018, not before.
    read_on = report.coded("read_on").texts()
    date = days_of([text or read for text, read in zip(published, read_on, strict=True)], last=True)
    table["date"] = date
    table["marked"] = ~report.blank("tlp")
    return SourceIndex(table, {text: row for row, text in enumerate(ids)}, frozenset(report.sheet.broken_ids))


def check_references(report: SheetReport, index: SourceIndex, column: str = "source") -> None:
    """Check that a column names sources that are there."""
    wrong = report.coded(column).where(lambda text: bool(index.unknown(text)))
    report.add(
        "unknown-reference", wrong, column, "the id of a row of sources",
        lambda text: _mend(index.unknown(text)[0], index), found=lambda text: f"'{index.unknown(text)[0]}'",
    )  # fmt: skip


def exploded(cells: Coded) -> tuple[np.ndarray, Coded]:
    """One row per (row, source): row numbers, and the single source ids."""
    parts = [split(text) or [""] for text in cells.values]
    if all(len(part) == 1 for part in parts):
        return np.arange(len(cells)), Coded(cells.codes, [part[0] for part in parts])
    counts = np.array([len(part) for part in parts])[cells.codes]
    rows = np.repeat(np.arange(len(cells)), counts)
    single = [part for code in cells.codes.tolist() for part in parts[code]]
    return rows, Coded.of(single)


def marking_of(table: pd.DataFrame, index: SourceIndex, cells: Coded, rows: Rows | None = None) -> np.ndarray:
    """Rank of the marking of each cell's sources: the strictest, since nobody knows which of them a cell rests on."""
    ranks = table["tlp"].to_numpy()

    def rank(text: str) -> int:
        found = [int(ranks[index.position[part]]) for part in split(text) if part in index.position]
        return max(found) if found else UNMARKED

    return cells.map(rank, np.int8)


def _mend(text: str, index: SourceIndex) -> str:
    close = nearest(text, index.position)
    return "add a row to sources" + (f"; or write {close}, if that is meant" if close else "")


def _rank(text: str) -> int:
    try:
        return marking_rank(text) if text else UNMARKED
    except ValueError:
        return UNMARKED


def _is(parse: object, text: str) -> bool:
    try:
        parse(text)  # type: ignore[operator]
    except ValueError:
        return False
    return True

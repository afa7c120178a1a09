"""The spreadsheet as raw text: what a loader reads and what a network is written back to.

A format knows how to turn files into `Sheets` and back; what the cells mean is decided in `graphmodel.border`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from graphmodel.problems import Problem

__all__ = ["SHEET_NAMES", "Sheet", "Sheets"]

SHEET_NAMES = ("actors", "ties", "sources", "coverage", "facts", "decisions")


@dataclass(slots=True)
class Sheet:
    """One table of text.

    Parameters
    ----------
    name : str
        One of `SHEET_NAMES`.
    columns : list of str
        Names in the order of the file.
    cells : dict of str to sequence of str
        One per column, all of one length; a blank cell is the empty text.
    rows : list of int
        Row as a spreadsheet program numbers it (header 1, blank lines counted).
    lines : list of int
        Physical line of the file where the row begins.
    file : str
        Name of the file, without the folder.
    sheet : str or None
        Name of the workbook's sheet; None for a CSV file.
    broken_ids : set of str
        Texts in the first cells of rows that were left out because they are broken: a reference to one of them
        is no problem of its own.
    unread : bool
        Whether the file is there and could not be read at all.
    marks : dict of (str, int) to str
        Cells that somebody should look at, by column and place in its list, each with the reason.
    """

    name: str
    columns: list[str]
    cells: dict[str, Sequence[str]]
    rows: list[int]
    lines: list[int]
    file: str
    sheet: str | None = None
    broken_ids: set[str] = field(default_factory=set)
    unread: bool = False
    marks: dict[tuple[str, int], str] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.rows)

    def column(self, name: str) -> Sequence[str]:
        """Cells of a column; blanks if the sheet has no such column."""
        cells = self.cells.get(name)
        return cells if cells is not None else [""] * len(self.rows)

    @classmethod
    def of_records(cls, name: str, columns: Sequence[str], records: Sequence[dict[str, str]], file: str = "") -> Sheet:
        """A sheet from records; rows are numbered as a file written from it would be."""
        cells: dict[str, Sequence[str]] = {column: [record.get(column, "") for record in records] for column in columns}
        rows = list(range(2, len(records) + 2))
        return cls(name, list(columns), cells, rows, list(rows), file or f"{name}.csv")

    def records(self) -> Iterator[dict[str, str]]:
        """Each row as a dict of column to text."""
        lists = [self.cells[column] for column in self.columns]
        for values in zip(*lists, strict=True):
            yield dict(zip(self.columns, values, strict=True))


@dataclass(slots=True)
class Sheets:
    """All sheets of one network, and what stands beside them.

    Parameters
    ----------
    tables : dict of str to Sheet
        By name, those that are there.
    settings : dict
        What `network.toml` says.
    folder : Path or None
        Folder that may hold own kinds, queries and views.
    problems : list of Problem
        What the format found wrong; the border adds its own.
    """

    tables: dict[str, Sheet] = field(default_factory=dict)
    settings: dict[str, Any] = field(default_factory=dict)
    folder: Path | None = None
    problems: list[Problem] = field(default_factory=list)
    name: str = ""

    def get(self, name: str) -> Sheet:
        """The sheet of that name; an empty one if it is not there."""
        found = self.tables.get(name)
        return found if found is not None else Sheet(name, [], {}, [], [], f"{name}.csv")

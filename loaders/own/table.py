"""A table of one's own, such as an attendee list: its rows as text, from its heading on, and which cells are merged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from graphmodel.errors import DataProblems, UsageProblem
from graphmodel.problems import Problem, column_letter
from graphmodel.schema import builtin_schema
from loaders.decoding import decoded
from loaders.format import Reading
from loaders.text_table import Grid, read_grid

__all__ = ["OwnTable", "own_table"]


@dataclass(frozen=True, slots=True)
class OwnTable:
    """Rows of text with the places that their owner knows them by.

    Parameters
    ----------
    headings : list of str
        Of the columns; blank for a column without one.
    rows : list of list of str
        Each as wide as the heading.
    numbers : list of int
        Row of each as a spreadsheet program numbers it.
    file, sheet : str, str or None
        Where it comes from.
    merged : mapping of (int, int) to str
        Cells that are blank because they are merged with another, by number of row and place of column, and that other.
    other_sheets : tuple of str
        Sheets of the workbook that were not read.
    without_value : mapping of (int, int) to (str, str, str)
        Cells that are blank because the workbook has no value for them: the code of the problem, what stands there, how to
        mend it.
    """

    headings: list[str]
    rows: list[list[str]]
    numbers: list[int]
    file: str
    sheet: str | None = None
    merged: Mapping[tuple[int, int], str] = field(default_factory=dict)
    other_sheets: tuple[str, ...] = ()
    without_value: Mapping[tuple[int, int], tuple[str, str, str]] = field(default_factory=dict)

    def cells(self, heading: str) -> list[str]:
        """All cells of a column that are not blank."""
        at = self.headings.index(heading)
        return [row[at].strip() for row in self.rows if row[at].strip()]


def own_table(
    path: Path, *, sheet: str | None = None, reading: Reading | None = None, fill_merged: bool = False
) -> OwnTable:  # fmt: skip
    """Rows of a CSV file or of a workbook's sheet, from the heading on; lines of title above it are left out.

    Parameters
    ----------
    sheet : str, optional
        Of the workbook; the first unless said.
    fill_merged : bool
        Whether the value of merged cells counts for each of them.

    Raises
    ------
    UsageProblem, DataProblems, LimitExceeded
        If there is no such file, or it cannot be read.
    """
    if path.is_dir():
        raise UsageProblem(f"cannot read {path}: it is a folder; name one file")
    if not path.is_file():
        raise UsageProblem(f"cannot read {path}: there is no such file")
    reading = reading or Reading()
    if path.suffix.lower() != ".xlsx":
        return _from_header(_text_grid(path, reading), path.name, None, {}, ())
    from loaders.workbook import cells_without_value, merged_cells, read_grid, sheet_names

    names = sheet_names(path, reading.limits)
    title = sheet or names[0]
    grid = read_grid(path, title, reading.limits)
    merged = merged_cells(path, title, reading.limits)
    places = {
        (row + 1, at): f"{column_letter(first_at)}{first_row + 1}"
        for (row, at), (first_row, first_at) in merged.items()
    }
    table = _from_header(grid, path.name, title, places, tuple(name for name in names if name != title))
    table = replace(table, without_value=cells_without_value(path, title, reading.limits))
    return _filled(table, grid, merged) if fill_merged else table


def _filled(table: OwnTable, grid: Grid, merged: Mapping[tuple[int, int], tuple[int, int]]) -> OwnTable:
    """With the value of merged cells in each of them; a title above the heading stays where it is."""
    filled = dict(zip(grid.numbers, grid.rows, strict=True))
    for row, number in zip(table.rows, table.numbers, strict=True):
        for at in range(len(row)):
            first = merged.get((number - 1, at))
            if first is not None:
                row[at] = filled[first[0] + 1][first[1]] if first[0] + 1 in filled else ""
    return replace(table, merged={})


def _text_grid(path: Path, reading: Reading) -> Grid:
    problems: list[Problem] = []
    try:
        raw = path.read_bytes()
    except PermissionError:
        raise UsageProblem(f"cannot read {path}: permission is denied") from None
    text = decoded(raw, path.name, reading, problems)
    grid = read_grid(text, path.name, "actors", builtin_schema(), reading, problems) if text is not None else None
    if grid is None:
        raise DataProblems(problems)
    return grid


def _from_header(
    grid: Grid, file: str, sheet: str | None, merged: Mapping[tuple[int, int], str], others: tuple[str, ...]
) -> OwnTable:  # fmt: skip
    """Without blank rows, and without the lines of title above the heading (the first row that is well filled)."""
    filled = [(row, number) for row, number in zip(grid.rows, grid.numbers, strict=True) if any(map(str.strip, row))]
    if not filled:
        where = f"the sheet '{sheet}' of {file}" if sheet else file
        raise UsageProblem(f"{where} is empty" + (f"; there are also: {', '.join(others)}" if others else ""))
    most = max(sum(bool(cell.strip()) for cell in row) for row, _ in filled[:20])
    start = next(i for i, (row, _) in enumerate(filled) if sum(bool(c.strip()) for c in row) >= max(1, most * 0.6))
    headings = [" ".join(cell.split()) for cell in filled[start][0]]
    width = len(headings)
    rows = [[*row, *[""] * (width - len(row))][:width] for row, _ in filled[start + 1 :]]
    return OwnTable(headings, rows, [number for _, number in filled[start + 1 :]], file, sheet, merged, others)

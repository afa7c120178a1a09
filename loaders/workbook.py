"""The network as one .xlsx workbook, a sheet per table: reading it; the only module that imports the Excel packages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from graphmodel.errors import DataProblems, UsageProblem
from graphmodel.nearest import nearest
from graphmodel.problems import Level, Problem, column_letter
from graphmodel.schema import Schema
from graphmodel.sheets import SHEET_NAMES, Sheet, Sheets
from graphmodel.writing import number_text
from loaders.format import Format, Reading
from loaders.limits import Limits
from loaders.settings import read_settings
from loaders.text_table import Grid, check_cells, grid_sheet
from loaders.workbook_archive import Marks, WorkbookArchive, cell_of
from loaders.workbook_size import check_fits

__all__ = [
    "FORMAT", "LISTS_SHEET", "README_SHEET", "SETTINGS_SHEET", "cells_without_value", "merged_cells", "new_book", "read",
    "read_grid", "sheet_names", "write",
]  # fmt: skip

SETTINGS_SHEET = "network"
LISTS_SHEET = "lists"
README_SHEET = "read me"
_LAST_DAYS = {"actors": "until", "ties": "until", "coverage": "to"}
"""Column by sheet in which a month means its last day, so that the first of it is another thing."""

# reading


def read(path: Path, schema: Schema, reading: Reading) -> Sheets:
    """Sheets of a workbook; those that no network has are named in a warning."""
    import python_calamine

    problems: list[Problem] = []
    archive = WorkbookArchive(path, reading.limits)
    book = _opened(path)
    sheets = Sheets(name=path.stem, folder=_own_folder(path), problems=problems)
    names = _titles(book, path)
    if "actors" not in names:
        raise DataProblems([_no_actors(path, list(names.values()))])
    for meta in book.sheets_metadata:
        plain = meta.name.strip().lower()
        if plain in (LISTS_SHEET, SETTINGS_SHEET, README_SHEET):
            continue
        if plain not in SHEET_NAMES:
            problems.append(_unknown(path, meta.name))
        elif meta.typ != python_calamine.SheetTypeEnum.WorkSheet:
            mend = "name it otherwise, or put the rows there"
            problems.append(_problem("wrong-format", path, meta.name, "a sheet with cells", "a chart or a macro", mend))
        elif meta.visible != python_calamine.SheetVisibleEnum.Visible:
            problems.append(
                _problem("hidden-sheet", path, meta.name, "a sheet that is shown", "a hidden one", "show it", "warning")
            )
    for name in SHEET_NAMES:
        if name in names:
            reading.say(f"reading the sheet {name}")
            sheets.tables[name] = _sheet(book, archive, path, names[name], name, problems, reading.limits)
    if SETTINGS_SHEET in names:
        archive.look(names[SETTINGS_SHEET])
        lines = [str(row[0]) for row in book.get_sheet_by_name(names[SETTINGS_SHEET]).to_python() if row]
        sheets.settings = read_settings("\n".join(lines).encode(), problems, f"{path.name}, sheet '{SETTINGS_SHEET}'")
    return sheets


def read_grid(path: Path, sheet: str | None, limits: Limits) -> Grid:
    """Rows of one sheet as text, of the first one unless another is named.

    Raises
    ------
    UsageProblem
        If there is no sheet of that name; it lists those that there are.
    """
    archive = WorkbookArchive(path, limits)
    book = _opened(path)
    if sheet is not None and sheet not in book.sheet_names:
        close = nearest(sheet, book.sheet_names)
        hint = f"did you mean '{close}'?" if close else "there are: " + ", ".join(book.sheet_names)
        raise UsageProblem(f"{path.name} has no sheet '{sheet}'; {hint}")
    title = sheet or book.sheet_names[0]
    archive.look(title)
    grid, _ = _grid(book, title, path, limits)
    check_cells(grid, f"{path.name}, sheet '{title}'", limits)
    return grid


def sheet_names(path: Path, limits: Limits) -> list[str]:
    """Names of all sheets that are shown or hidden, in their order."""
    WorkbookArchive(path, limits)
    return [str(name) for name in _opened(path).sheet_names]


def merged_cells(path: Path, sheet: str, limits: Limits) -> dict[tuple[int, int], tuple[int, int]]:
    """Cells that are blank because they are merged with another: (row, column) of each and of that other, from 0.

    A range counts as far as the sheet is filled: people merge whole columns.
    """
    WorkbookArchive(path, limits).look(sheet)
    found = _opened(path).get_sheet_by_name(sheet)
    if found.end is None:
        return {}
    last, rightmost = found.end
    return {
        (row, at): (top, left)
        for (top, left), (bottom, right) in found.merged_cell_ranges or []
        for row in range(top, min(bottom, last) + 1) for at in range(left, min(right, rightmost) + 1)
        if (row, at) != (top, left)
    }  # fmt: skip


def cells_without_value(path: Path, sheet: str, limits: Limits) -> dict[tuple[int, int], tuple[str, str, str]]:
    """Cells that are read as blank although something stands there: an error, or a formula whose result is not in the file.

    Returns
    -------
    dict of (int, int) to (str, str, str)
        Row as a spreadsheet program numbers it and column from 0, to the code of the problem, what was found, how to mend it.
    """
    marks = WorkbookArchive(path, limits).look(sheet)
    found = {}
    for code, ref, what, mend in _without_value(marks):
        column, row = cell_of(ref)
        found[row, column] = code, f"{what} in {ref}", mend
    return found


def _without_value(marks: Marks) -> Iterator[tuple[str, str, str, str]]:
    """Code, cell, what stands there and how to mend it."""
    for ref, error in marks.errors:
        yield "error-cell", ref, f"'{error}'", "mend the formula, or write the value"
    for ref in marks.uncomputed:
        mend = "open the workbook in a spreadsheet program and save it, or write the value"
        yield "formula-without-value", ref, "a formula whose result is not in the file", mend


def _opened(path: Path) -> Any:
    import python_calamine

    try:
        return python_calamine.CalamineWorkbook.from_path(str(path))
    except Exception as error:
        found = f"a workbook that cannot be read ({type(error).__name__})"
        mend = "open it in a spreadsheet program and save it again as .xlsx"
        raise DataProblems([_problem("damaged-file", path, None, "a workbook", found, mend)]) from None


def _titles(book: Any, path: Path) -> dict[str, str]:
    """Title of each sheet by its plain name; two of one plain name are a problem."""
    found: dict[str, str] = {}
    for title in map(str, book.sheet_names):
        plain = title.strip().lower()
        if plain in found and plain in SHEET_NAMES:
            mend = "make them one, or rename one"
            twins = f"'{found[plain]}' and '{title}'"
            raise DataProblems([_problem("duplicate-sheet", path, None, f"one sheet '{plain}'", twins, mend)])
        found[plain] = title
    return found


def _sheet(
    book: Any, archive: WorkbookArchive, path: Path, title: str, name: str, problems: list[Problem], limits: Limits
) -> Sheet:  # fmt: skip
    marks = archive.look(title)
    grid, days = _grid(book, title, path, limits, _LAST_DAYS.get(name, ""))
    heads = [cell.strip() for cell in grid.rows[0]] if grid.rows else []

    def add(code: str, ref: str, expected: str, found: str, mend: str, level: Level = "error") -> None:
        column, row = cell_of(ref)
        head = heads[column] if column < len(heads) and heads[column] else column_letter(column)
        problems.append(Problem(code, path.name, title, row, row, head, expected, f"{found} in {ref}", mend, level))

    for code, ref, what, mend in _without_value(marks):
        add(code, ref, "a value", what, mend)
    for ref in marks.merged:
        mend = "part them, and fill in each; only the first has the value"
        add("merged-cells", ref, "cells of their own", "merged cells", mend, "warning")
    for ref, day in days:
        mend = f"write {day[:7]} as text if the month is meant: spreadsheet programs make the first of the month of it"
        add("month-as-day", ref, "the last day on which it held", f"the day {day}", mend, "warning")
    return grid_sheet(grid, name, path.name, problems, sheet=title, limits=limits)


def _grid(
    book: Any, title: str, path: Path, limits: Limits, ends: str = ""
) -> tuple[Grid, list[tuple[str, str]]]:  # fmt: skip
    """Rows with something in them, as text; and the cells of the column `ends` with the first day of a month."""
    try:
        sheet = book.get_sheet_by_name(title)
        found = sheet.iter_rows()
    except Exception as error:
        mend = "open it in a spreadsheet program and save it again as .xlsx"
        what = f"a sheet that cannot be read ({type(error).__name__})"
        raise DataProblems([_problem("damaged-file", path, title, "a sheet", what, mend)]) from None
    grid = Grid([], [], [])
    days: list[tuple[str, str]] = []
    margin = [""] * (sheet.start[1] if sheet.start else 0)
    watched = None
    for number, row in enumerate(found, start=1):
        if not any(row) and 0 not in row:
            continue
        texts = [value if type(value) is str else _text(value) for value in row]
        if not any(map(str.strip, texts)):
            continue
        if not grid.rows:
            watched = next((at for at, head in enumerate(texts) if ends and head.strip().lower() == ends), None)
        elif watched is not None and isinstance(row[watched], dt.date) and row[watched].day == 1:
            days.append((f"{column_letter(watched + len(margin))}{number}", texts[watched]))
        grid.rows.append(margin + texts)
        grid.numbers.append(number)
    limits.check("rows", len(grid.rows) - 1, f"{path.name}, sheet '{title}': {len(grid.rows) - 1:,} rows")
    return Grid(grid.rows, grid.numbers, list(grid.numbers)), days


def _text(value: object) -> str:
    """A cell as a person reads it: whole numbers without a point, days as ISO dates."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return number_text(value)
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(sep=" ")
    if isinstance(value, (dt.date, dt.time)):
        return value.isoformat()
    return "" if value is None else str(value)


def _no_actors(path: Path, names: Sequence[str]) -> Problem:
    close = nearest("actors", [name.lower() for name in names])
    mend = f"rename the sheet '{close}' to 'actors'" if close else (
        f"bring a table of your own in with: liaison init OUT --from {path.name}"
    )  # fmt: skip
    found = "the sheets " + ", ".join(f"'{name}'" for name in names)
    return _problem("missing-sheet", path, None, "a sheet 'actors'", found, mend)


def _unknown(path: Path, name: str) -> Problem:
    close = nearest(name.lower(), SHEET_NAMES)
    mend = f"rename it to '{close}'" if close else "leave it, if it is not meant to be read"
    return _problem("unknown-sheet", path, name, "only " + ", ".join(SHEET_NAMES), f"'{name}'", mend, "warning")


def _problem(
    code: str, path: Path, sheet: str | None, expected: str, found: str, mend: str, level: Any = "error"
) -> Problem:  # fmt: skip
    return Problem(code, path.name, sheet, None, None, None, expected, found, mend, level)


def _own_folder(path: Path) -> Path | None:
    """Own kinds, queries and views lie in the folder beside the workbook that is called like it."""
    folder = path.with_suffix("")
    return folder if folder.is_dir() else None


# writing

_OPTIONS = {
    "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "constant_memory": False,
    "default_date_format": "yyyy-mm-dd",
}  # fmt: skip


@contextmanager
def new_book(path: Path) -> Iterator[Any]:
    """A workbook to write to, which keeps texts as texts; what is needed on the way lies beside it.

    Raises
    ------
    OSError
        If it cannot be written, as with any file.
    """
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError

    try:
        with xlsxwriter.Workbook(str(path), {**_OPTIONS, "tmpdir": str(path.parent)}) as book:
            yield book
    except FileCreateError as error:
        cause = error.args[0] if error.args else None
        raise cause if isinstance(cause, OSError) else OSError(str(error)) from None


def write(sheets: Sheets, schema: Schema, path: Path) -> None:
    """A sheet per table, to fill in; see `loaders.workbook_form`.

    Raises
    ------
    LimitExceeded
        If a sheet has more rows, or a cell more characters, than a workbook holds.
    """
    from loaders.workbook_form import write_form

    check_fits(sheets, path)
    with new_book(path) as book:
        write_form(book, sheets, schema)


FORMAT = Format("a workbook", ".xlsx", read, write, own_folder=_own_folder)

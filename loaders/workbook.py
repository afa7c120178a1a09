"""The network as one .xlsx workbook, a sheet per table: reading it; the only module that imports the Excel packages."""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from graphmodel.errors import DataProblems, LimitExceeded, UsageProblem
from graphmodel.nearest import nearest
from graphmodel.problems import Problem, column_letter
from graphmodel.schema import Schema
from graphmodel.sheets import SHEET_NAMES, Sheet, Sheets
from graphmodel.writing import number_text
from loaders.format import Format, Limits, Reading
from loaders.settings import read_settings
from loaders.text_table import Grid, grid_sheet

__all__ = [
    "FORMAT", "LISTS_SHEET", "README_SHEET", "SETTINGS_SHEET", "merged_cells", "new_book", "read", "read_grid",
    "sheet_names", "write",
]  # fmt: skip

SETTINGS_SHEET = "network"
LISTS_SHEET = "lists"
README_SHEET = "read me"
_ERRORS = frozenset({"#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NULL!", "#NUM!", "#GETTING_DATA", "#SPILL!"})

# reading


def read(path: Path, schema: Schema, reading: Reading) -> Sheets:
    """Sheets of a workbook; those that no network has are named in a warning."""
    problems: list[Problem] = []
    book = _opened(path, reading.limits)
    sheets = Sheets(name=path.stem, folder=_own_folder(path), problems=problems)
    names = {str(name).strip().lower(): str(name) for name in book.sheet_names}
    if "actors" not in names:
        raise DataProblems([_no_actors(path, list(names.values()))])
    for meta in book.sheets_metadata:
        plain = meta.name.strip().lower()
        if plain in (LISTS_SHEET, SETTINGS_SHEET, README_SHEET):
            continue
        if plain not in SHEET_NAMES:
            problems.append(_unknown(path, meta.name))
        elif "isible" not in str(meta.visible) or "very" in str(meta.visible).lower():
            problems.append(
                _problem("hidden-sheet", path, meta.name, "a sheet that is shown", "a hidden one", "show it", "warning")
            )
    for name in SHEET_NAMES:
        if name in names:
            reading.say(f"reading the sheet {name}")
            sheets.tables[name] = _sheet(book, path, names[name], name, problems, reading.limits)
    if SETTINGS_SHEET in names:
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
    book = _opened(path, limits)
    if sheet is not None and sheet not in book.sheet_names:
        close = nearest(sheet, book.sheet_names)
        hint = f"did you mean '{close}'?" if close else "there are: " + ", ".join(book.sheet_names)
        raise UsageProblem(f"{path.name} has no sheet '{sheet}'; {hint}")
    return _grid(book, sheet or book.sheet_names[0], path, limits)


def sheet_names(path: Path, limits: Limits) -> list[str]:
    """Names of all sheets that are shown or hidden, in their order."""
    return [str(name) for name in _opened(path, limits).sheet_names]


def merged_cells(path: Path, sheet: str, limits: Limits) -> dict[tuple[int, int], tuple[int, int]]:
    """Cells that are blank because they are merged with another: (row, column) of each and of that other, from 0."""
    ranges = _opened(path, limits).get_sheet_by_name(sheet).merged_cell_ranges or []
    return {
        (row, at): (top, left)
        for (top, left), (bottom, right) in ranges
        for row in range(top, bottom + 1) for at in range(left, right + 1) if (row, at) != (top, left)
    }  # fmt: skip


def _opened(path: Path, limits: Limits) -> Any:
    import python_calamine

    _sound(path, limits)
    try:
        return python_calamine.CalamineWorkbook.from_path(str(path))
    except Exception as error:
        found = f"a workbook that cannot be read ({type(error).__name__})"
        mend = "open it in a spreadsheet program and save it again as .xlsx"
        raise DataProblems([_problem("damaged-file", path, None, "a workbook", found, mend)]) from None


def _sound(path: Path, limits: Limits) -> None:
    """Look at the sizes in the archive before anything is unpacked."""
    size = path.stat().st_size
    if size > limits.file_mb * 1_000_000:
        raise LimitExceeded(f"{path.name} has {size / 1e6:,.0f} MB; the limit is {limits.file_mb}")
    with path.open("rb") as handle:
        head = handle.read(8)
    if not head:
        raise DataProblems(
            [_problem("empty-file", path, None, "a workbook", "an empty file", "write the template anew: liaison init")]
        )
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        found = "an encrypted workbook, or one of the legacy .xls kind"
        mend = "remove the password, and save it as .xlsx"
        raise DataProblems([_problem("protected-file", path, None, "a workbook of the .xlsx kind", found, mend)])
    if not head.startswith(b"PK"):
        found = "something else that is named .xlsx, perhaps a CSV file"
        mend = "name it .csv and put it into a folder, or save it as .xlsx"
        raise DataProblems([_problem("wrong-format", path, None, "a workbook", found, mend)])
    try:
        with zipfile.ZipFile(path) as archive:
            unzipped = sum(item.file_size for item in archive.infolist())
            broken = archive.testzip() if unzipped <= limits.unzipped_mb * 1_000_000 else None
    except (zipfile.BadZipFile, OSError, EOFError):
        broken, unzipped = "the archive", 0
    if unzipped > limits.unzipped_mb * 1_000_000 or unzipped > limits.ratio * max(size, 100_000):
        raise LimitExceeded(
            f"{path.name} expands to {unzipped / 1e6:,.0f} MB; the limit is {limits.unzipped_mb} MB, "
            f"and {limits.ratio} times its own size"
        )
    if broken:
        found = "a damaged file (no whole zip archive)"
        raise DataProblems(
            [_problem("damaged-file", path, None, "a workbook", found, "take it from a backup, or save it again")]
        )


def _sheet(book: Any, path: Path, title: str, name: str, problems: list[Problem], limits: Limits) -> Sheet:
    grid = _grid(book, title, path, limits)
    for row, number in zip(grid.rows, grid.numbers, strict=True):
        for at, cell in enumerate(row):
            if cell in _ERRORS:
                head = grid.rows[0][at].strip() if at < len(grid.rows[0]) else column_letter(at)
                problems.append(Problem(
                    "error-cell", path.name, title, number, number, head, "a value", f"'{cell}' in {column_letter(at)}{number}",
                    "mend the formula, or write the value",
                ))  # fmt: skip
                row[at] = ""
    return grid_sheet(grid, name, path.name, problems, sheet=title, limits=limits)


def _grid(book: Any, title: str, path: Path, limits: Limits) -> Grid:
    rows = book.get_sheet_by_name(title).to_python(skip_empty_area=False)
    if len(rows) > limits.rows:
        raise LimitExceeded(f"{path.name}, sheet '{title}': {len(rows):,} rows; the limit is {limits.rows:,}")
    texts = [[_text(value) for value in row] for row in rows]
    numbers = list(range(1, len(texts) + 1))
    return Grid(texts, numbers, list(numbers))


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


def new_book(path: Path) -> Any:
    """A workbook to write to, which keeps texts as texts; close it, or use it in a `with`."""
    import xlsxwriter

    return xlsxwriter.Workbook(str(path), _OPTIONS)


def write(sheets: Sheets, schema: Schema, path: Path) -> None:
    """A sheet per table, to fill in; see `loaders.workbook_form`."""
    from loaders.workbook_form import write_form

    with new_book(path) as book:
        write_form(book, sheets, schema)


FORMAT = Format("a workbook", ".xlsx", read, write, own_folder=_own_folder)

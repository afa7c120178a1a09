"""The network as one .xlsx workbook, a sheet per table; the only module that imports the Excel reader and writer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from graphmodel.columns import CHOICES, REQUIRED, sheet_columns
from graphmodel.errors import DataProblems, UsageProblem
from graphmodel.nearest import nearest
from graphmodel.problems import Level, Problem, column_letter
from graphmodel.schema import Schema
from graphmodel.sheets import SHEET_NAMES, Sheet, Sheets
from graphmodel.writing import number_text
from loaders.atomic import replaced
from loaders.format import Format, Reading
from loaders.limits import Limits
from loaders.settings import read_settings, settings_text
from loaders.text_table import Grid, check_cells, grid_sheet, steered
from loaders.workbook_archive import WorkbookArchive, cell_of
from loaders.workbook_size import check_fits

__all__ = ["FORMAT", "read", "read_grid", "write", "write_rows"]

SETTINGS_SHEET = "network"
LISTS_SHEET = "lists"
_LAST_DAYS = {"actors": "until", "ties": "until", "coverage": "to"}
"""Column by sheet in which a month means its last day, so that the first of it is another thing."""
_NUMBER_TYPES = frozenset({"count", "number", "year", "latitude", "longitude"})
_WIDTHS = {
    "name": 38,
    "name_ar": 28,
    "other_names": 28,
    "note": 40,
    "quote": 40,
    "title": 40,
    "from": 24,
    "to": 24,
    "id": 22,
}


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
        if plain in (LISTS_SHEET, SETTINGS_SHEET):
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

    for ref, error in marks.errors:
        add("error-cell", ref, "a value", f"'{error}'", "mend the formula, or write the value")
    for ref in marks.uncomputed:
        mend = "open the workbook in a spreadsheet program and save it, or write the value"
        add("formula-without-value", ref, "a value", "a formula whose result is not in the file", mend)
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


def write(sheets: Sheets, schema: Schema, path: Path) -> None:
    """A sheet per table, with drop-downs and notes from the schema."""
    check_fits(sheets, path)
    with _book(path) as book:
        text = book.add_format({"num_format": "@"})  # else a spreadsheet program makes a day of the month 2018-11
        head = book.add_format({"bold": True, "bg_color": "#E8EEF4", "bottom": 1, "text_wrap": True, "valign": "top"})
        needed = book.add_format({"bold": True, "bg_color": "#CFE0F0", "bottom": 1, "text_wrap": True, "valign": "top"})
        lists = _lists(schema)
        for name in SHEET_NAMES:
            tab = book.add_worksheet(name)
            columns = list(sheet_columns(name, schema))
            sheet = sheets.get(name)
            numeric = _numeric(name, schema)
            _heading(tab, name, columns, schema, head, needed, dict.fromkeys(set(columns) - numeric, text))
            for at, column in enumerate(columns):
                cells = sheet.cells.get(column)
                if cells is not None:
                    _column(tab, at, cells, column in numeric)
            _choices(tab, name, columns, lists, max(len(sheet) + 1000, 2000))
        if sheets.settings:
            tab = book.add_worksheet(SETTINGS_SHEET)
            for row, line in enumerate(settings_text(sheets.settings).splitlines()):
                tab.write_string(row, 0, line)
        hidden = book.add_worksheet(LISTS_SHEET)
        hidden.hide()
        for at, (title, values) in enumerate(lists.items()):
            hidden.write_string(0, at, title)
            for row, value in enumerate(values, start=1):
                hidden.write_string(row, at, value)


@contextmanager
def _book(path: Path) -> Iterator[Any]:
    """A workbook to write; what is needed on the way lies beside it, and a full disk is an OSError as elsewhere."""
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError

    try:
        with xlsxwriter.Workbook(str(path), {**_OPTIONS, "tmpdir": str(path.parent)}) as book:
            yield book
    except FileCreateError as error:
        cause = error.args[0] if error.args else None
        raise cause if isinstance(cause, OSError) else OSError(str(error)) from None


def _lists(schema: Schema) -> dict[str, Sequence[str]]:
    """Drop-downs by name, each a column of the hidden sheet."""
    from graphmodel.countries import country_codes
    from graphmodel.schema.kinds import LEVELS

    found: dict[str, Sequence[str]] = {
        "kind": list(schema.nodes),
        "tie": [name for name, kind in schema.ties.items() if kind.derived is None],
        "country": sorted(country_codes()),
        "level": LEVELS,
    }
    for (sheet, column), values in CHOICES.items():
        found[f"{sheet}.{column}"] = values
    return found


def _heading(
    tab: Any, name: str, columns: Sequence[str], schema: Schema, head: Any, needed: Any, formats: Mapping[str, Any]
) -> None:  # fmt: skip
    properties = schema.node_properties if name == "actors" else {}
    for at, column in enumerate(columns):
        tab.write_string(0, at, column, needed if column in REQUIRED[name] else head)
        tab.set_column(at, at, _WIDTHS.get(column, 16), formats.get(column))
        note = _NOTES.get((name, column), "")
        if column in properties:
            prop = properties[column]
            unit = f", in {prop.unit}" if prop.unit else ""
            note = f"{prop.description.get('en') or prop.label['en']} ({prop.type}{unit}); for example {prop.example}"
        if note:
            tab.write_comment(0, at, note, {"x_scale": 2})
    tab.freeze_panes(1, 0)


def _column(tab: Any, at: int, cells: Sequence[str], numeric: bool) -> None:
    for row, cell in enumerate(cells, start=1):
        if not cell:
            continue
        number = _as_number(cell) if numeric else None
        if number is None:
            tab.write_string(row, at, steered(cell))
        else:
            tab.write_number(row, at, number)


def _as_number(cell: str) -> float | None:
    """The number that a cell is, if it comes back as the same text."""
    try:
        number = float(cell)
    except ValueError:
        return None
    return number if _text(number) == cell else None


def _numeric(name: str, schema: Schema) -> set[str]:
    if name != "actors":
        return set()
    return {column for column, prop in schema.node_properties.items() if prop.type in _NUMBER_TYPES}


def _choices(tab: Any, name: str, columns: Sequence[str], lists: Mapping[str, Sequence[str]], rows: int) -> None:
    titles = list(lists)
    for at, column in enumerate(columns):
        title = f"{name}.{column}" if f"{name}.{column}" in lists else column
        if title not in lists:
            continue
        letter, count = column_letter(titles.index(title)), len(lists[title])
        tab.data_validation(1, at, rows, at, {
            "validate": "list", "source": f"={LISTS_SHEET}!${letter}$2:${letter}${count + 1}", "error_type": "warning",
            "error_title": "Not on the list", "error_message": f"This is no {column} that the network knows.",
        })  # fmt: skip


_NOTES = {
    ("actors", "id"): "Short name for the row; blank: made from the name.",
    ("actors", "kind"): "What it is; choose from the list.",
    ("actors", "country"): "Code of the country: ISO 3166, or XK.",
    ("actors", "other_names"): "Names in other scripts and languages, with ; between them.",
    ("actors", "city"): "For an office or group its seat, for a mayor the city, for an event where it was.",
    ("actors", "since"): "2018, 2018-11 or 2018-11-29.",
    ("actors", "source"): "Ids of the sources sheet, with ; between them.",
    ("ties", "from"): "Id or name of an actor, or 'some City in XK' if the source names nobody.",
    ("ties", "tie"): "Kind of tie; choose from the list.",
    ("ties", "to"): "Id or name of an actor, or 'some City in XK' if the source names nobody.",
    ("ties", "says"): "yes, or no if the source says that there is none; blank means yes.",
    ("ties", "form"): "met: they only met; a meeting is no lasting tie.",
    ("ties", "role"): "lead, further, host, organiser, moderator, funder, …",
    ("ties", "source"): "Ids of the sources sheet, with ; between them.",
    ("ties", "quote"): "The words of the source.",
    ("sources", "published"): "When it was published; blank if it does not say, then fill in read_on.",
    ("sources", "tlp"): "Who may see it; blank means GREEN.",
    ("coverage", "list"): "full: it names all of them; part: some; register: the list of the body that makes the tie.",
    ("coverage", "said"): "How many it says there are, such as 5.",
}


def write_rows(
    path: Path, name: str, columns: Sequence[str], rows: Sequence[Sequence[object]], *,
    choices: Mapping[str, Sequence[str]] | None = None, force: bool = False,
) -> None:  # fmt: skip
    """A table as a workbook with one sheet, to work through: frozen heading, filter, drop-downs.

    Raises
    ------
    UsageProblem
        If the file is there and `force` is not given.
    """
    with replaced(path, force=force) as beside, _book(beside) as book:
        tab = book.add_worksheet(name)
        head = book.add_format({"bold": True, "bg_color": "#E8EEF4", "bottom": 1})
        wrap = book.add_format({"text_wrap": True, "valign": "top"})
        for at, column in enumerate(columns):
            tab.write_string(0, at, column, head)
            longest = max((len(str(row[at])) for row in rows), default=0)
            tab.set_column(at, at, min(max(10, longest + 1, len(column) + 2), 50))
            if choices and column in choices:
                tab.data_validation(1, at, max(len(rows), 1), at, {"validate": "list", "source": list(choices[column])})
        for number, row in enumerate(rows, start=1):
            for at, value in enumerate(row):
                if isinstance(value, int | float) and not isinstance(value, bool):
                    tab.write_number(number, at, value, wrap)
                elif value not in (None, ""):
                    tab.write_string(number, at, steered(str(value)), wrap)
        tab.freeze_panes(1, 0)
        tab.autofilter(0, 0, max(len(rows), 1), len(columns) - 1)


FORMAT = Format("a workbook", ".xlsx", read, write, own_folder=_own_folder)

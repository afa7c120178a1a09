"""The network as one .xlsx workbook, a sheet per table; the only module that imports the Excel reader and writer."""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from graphmodel.columns import CHOICES, REQUIRED, sheet_columns
from graphmodel.errors import DataProblems, LimitExceeded, UsageProblem
from graphmodel.nearest import nearest
from graphmodel.problems import Problem, column_letter
from graphmodel.schema import Schema
from graphmodel.sheets import SHEET_NAMES, Sheet, Sheets
from graphmodel.writing import number_text
from loaders.atomic import replaced
from loaders.format import Format, Limits, Reading
from loaders.settings import read_settings, settings_text
from loaders.text_table import Grid, grid_sheet, steered

__all__ = ["FORMAT", "read", "read_grid", "write", "write_rows"]

SETTINGS_SHEET = "network"
LISTS_SHEET = "lists"
_ERRORS = frozenset({"#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NULL!", "#NUM!", "#GETTING_DATA", "#SPILL!"})
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
    problems: list[Problem] = []
    book = _opened(path, reading.limits)
    sheets = Sheets(name=path.stem, folder=_own_folder(path), problems=problems)
    names = {str(name).strip().lower(): str(name) for name in book.sheet_names}
    if "actors" not in names:
        raise DataProblems([_no_actors(path, list(names.values()))])
    for meta in book.sheets_metadata:
        plain = meta.name.strip().lower()
        if plain in (LISTS_SHEET, SETTINGS_SHEET):
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


def write(sheets: Sheets, schema: Schema, path: Path) -> None:
    """A sheet per table, with drop-downs and notes from the schema."""
    import xlsxwriter

    with xlsxwriter.Workbook(str(path), _OPTIONS) as book:
        head = book.add_format({"bold": True, "bg_color": "#E8EEF4", "bottom": 1, "text_wrap": True, "valign": "top"})
        needed = book.add_format({"bold": True, "bg_color": "#CFE0F0", "bottom": 1, "text_wrap": True, "valign": "top"})
        lists = _lists(schema)
        for name in SHEET_NAMES:
            tab = book.add_worksheet(name)
            columns = list(sheet_columns(name, schema))
            _heading(tab, name, columns, schema, head, needed)
            sheet = sheets.get(name)
            numeric = _numeric(name, schema)
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


def _heading(tab: Any, name: str, columns: Sequence[str], schema: Schema, head: Any, needed: Any) -> None:
    properties = schema.node_properties if name == "actors" else {}
    for at, column in enumerate(columns):
        tab.write_string(0, at, column, needed if column in REQUIRED[name] else head)
        tab.set_column(at, at, _WIDTHS.get(column, 16))
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
    import xlsxwriter

    with replaced(path, force=force) as beside, xlsxwriter.Workbook(str(beside), _OPTIONS) as book:
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

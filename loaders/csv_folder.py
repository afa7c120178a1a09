"""The network as a folder of CSV files: actors.csv, ties.csv, sources.csv and, if they are there, the others."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import TextIO

from graphmodel.errors import DataProblems, UsageProblem
from graphmodel.nearest import nearest
from graphmodel.problems import Problem
from graphmodel.schema import Schema
from graphmodel.sheets import SHEET_NAMES, Sheet, Sheets
from loaders.decoding import decoded
from loaders.format import Format, Reading
from loaders.settings import SETTINGS, read_settings, settings_text
from loaders.text_table import read_sheet, steered
from loaders.within import own_file

__all__ = ["FORMAT", "read", "sheet_text", "write"]

MB = 1_000_000


def read(folder: Path, schema: Schema, reading: Reading) -> Sheets:
    """Sheets of a folder; files that are no sheet are named in a warning."""
    problems: list[Problem] = []
    sheets = Sheets(folder=folder, name=folder.resolve().name, problems=problems)
    found = _files(folder)
    if "actors" not in found:
        raise _no_actors(folder, found)
    for name, path in found.items():
        if name not in SHEET_NAMES:
            problems.append(_unknown(path, name))
    for name in SHEET_NAMES:
        if name in found:
            sheets.tables[name] = _sheet(found[name], name, schema, reading, problems)
    if own_file(folder, folder / SETTINGS):
        sheets.settings = read_settings((folder / SETTINGS).read_bytes(), problems)
    return sheets


def _files(folder: Path) -> dict[str, Path]:
    """CSV files by the name of their sheet; two for one sheet are a problem."""
    found: dict[str, Path] = {}
    for path in sorted(folder.iterdir()):
        name = path.stem.lower()
        if path.suffix.lower() != ".csv":
            continue
        if name in found and name in SHEET_NAMES:
            twins = f"{found[name].name} and {path.name}"
            expected, mend = f"one file {name}.csv", "make them one, or rename one"
            raise DataProblems([
                Problem("duplicate-sheet", path.name, None, None, None, None, expected, twins, mend)
            ])  # fmt: skip
        found[name] = path
    return found


def _sheet(path: Path, name: str, schema: Schema, reading: Reading, problems: list[Problem]) -> Sheet:
    own_file(path.parent, path)
    size = path.stat().st_size
    reading.limits.check("size", size // MB, f"{path.name} has {size / MB:,.0f} MB")
    if size > 5 * MB:
        reading.say(f"reading {path.name}, {size / MB:,.0f} MB")
    try:
        raw = path.read_bytes()
    except PermissionError:
        raise UsageProblem(f"cannot read {path}: permission is denied") from None
    text = decoded(raw, path.name, reading, problems)
    del raw
    sheet = read_sheet(text, path.name, name, schema, reading, problems) if text is not None else None
    return sheet if sheet is not None else Sheet(name, [], {}, [], [], path.name, unread=True)


def _no_actors(folder: Path, found: dict[str, Path]) -> DataProblems:
    there = ", ".join(path.name for path in found.values()) or "no CSV file"
    close = nearest("actors", list(found))
    name = folder.resolve().name
    mend = (
        f"rename {found[close].name} to actors.csv" if close else "make a template in a new folder with `liaison init`"
    )
    return DataProblems([
        Problem("missing-sheet", "actors.csv", None, None, None, None, f"actors.csv in the folder {name}", there, mend)
    ])  # fmt: skip


def _unknown(path: Path, name: str) -> Problem:
    close = nearest(name, SHEET_NAMES)
    mend = f"rename it to {close}.csv" if close else "leave it, if it is not meant to be read"
    expected = "only " + ", ".join(f"{sheet}.csv" for sheet in SHEET_NAMES)
    return Problem("unknown-sheet", path.name, None, None, None, None, expected, path.name, mend, "warning")


def write(sheets: Sheets, schema: Schema, folder: Path) -> None:
    """Write each sheet that has rows, and the three that every network has."""
    for name in SHEET_NAMES:
        sheet = sheets.get(name)
        if len(sheet) or name in SHEET_NAMES[:3]:
            with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as out:
                _write_sheet(sheet, out)
    if sheets.settings:
        (folder / SETTINGS).write_text(settings_text(sheets.settings), encoding="utf-8")


def _write_sheet(sheet: Sheet, out: TextIO) -> None:
    writer = csv.writer(out, lineterminator="\n")
    columns = _columns(sheet)
    writer.writerow(columns)
    cells = [map(steered, sheet.cells[column]) for column in columns]
    writer.writerows(zip(*cells, strict=True))


def sheet_text(sheet: Sheet) -> str:
    """One sheet as the text of its file."""
    out = io.StringIO(newline="")
    _write_sheet(sheet, out)
    return out.getvalue()


def _columns(sheet: Sheet) -> list[str]:
    """Columns with something in them, and those without which a row says nothing."""
    from graphmodel.columns import REQUIRED

    needed = REQUIRED[sheet.name]
    return [name for name in sheet.columns if name in needed or any(sheet.cells[name])]


def owns(name: str) -> bool:
    """Whether a file of that name is a table or the settings of a network.

    Examples
    --------
    >>> owns("facts.csv"), owns("Ties.CSV"), owns("README.md")
    (True, True, False)
    """
    return name.lower() in (SETTINGS, *(f"{sheet}.csv" for sheet in SHEET_NAMES))


FORMAT = Format("a folder of CSV files", "", read, write, own_folder=lambda path: path, owns=owns)

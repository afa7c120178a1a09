"""The network as a folder of CSV files: actors.csv, ties.csv, sources.csv and, if they are there, the others."""

from __future__ import annotations

import csv
from pathlib import Path

from graphmodel.errors import DataProblems, LimitExceeded, UsageProblem
from graphmodel.nearest import nearest
from graphmodel.problems import Problem
from graphmodel.schema import Schema
from graphmodel.sheets import SHEET_NAMES, Sheet, Sheets
from loaders.format import Format, Reading
from loaders.settings import SETTINGS, read_settings, settings_text
from loaders.text_table import decoded, grid_sheet, read_grid, steered

__all__ = ["FORMAT", "read", "write"]

MB = 1_000_000


def read(folder: Path, schema: Schema, reading: Reading) -> Sheets:
    """Sheets of a folder; files that are no sheet are named in a warning."""
    problems: list[Problem] = []
    sheets = Sheets(folder=folder, name=folder.resolve().name, problems=problems)
    found = {path.stem.lower(): path for path in sorted(folder.glob("*")) if path.suffix.lower() == ".csv"}
    if "actors" not in found:
        raise _no_actors(folder, found)
    for name, path in found.items():
        if name not in SHEET_NAMES:
            problems.append(_unknown(path, name))
    for name in SHEET_NAMES:
        if name in found:
            sheets.tables[name] = _sheet(found[name], name, schema, reading, problems)
    if (folder / SETTINGS).is_file():
        sheets.settings = read_settings((folder / SETTINGS).read_bytes(), problems)
    return sheets


def _sheet(path: Path, name: str, schema: Schema, reading: Reading, problems: list[Problem]) -> Sheet:
    try:
        size = path.stat().st_size / MB
        if not path.is_file():
            raise UsageProblem(f"cannot read {path}: it is no file")
        if size > reading.limits.file_mb:
            raise LimitExceeded(f"{path.name} has {size:,.0f} MB; the limit is {reading.limits.file_mb}")
        if size > 5:
            reading.say(f"reading {path.name}, {size:,.0f} MB")
        raw = path.read_bytes()
    except PermissionError:
        raise UsageProblem(f"cannot read {path}: permission is denied") from None
    text = decoded(raw, path.name, reading, problems)
    del raw
    grid = read_grid(text, path.name, name, schema, reading, problems) if text is not None else None
    del text
    if grid is None:
        return Sheet(name, [], {}, [], [], path.name, unread=True)
    return grid_sheet(grid, name, path.name, problems, limits=reading.limits)


def _no_actors(folder: Path, found: dict[str, Path]) -> DataProblems:
    there = ", ".join(path.name for path in found.values()) or "no CSV file"
    close = nearest("actors", list(found))
    mend = f"rename {found[close].name} to actors.csv" if close else f"make a template: liaison init {folder.name}"
    return DataProblems([
        Problem("missing-sheet", "actors.csv", None, None, None, None, f"actors.csv in the folder {folder.name}", there, mend)
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
                writer = csv.writer(out, lineterminator="\n")
                columns = _columns(sheet)
                writer.writerow(columns)
                cells = [map(steered, sheet.cells[column]) for column in columns]
                writer.writerows(zip(*cells, strict=True))
    if sheets.settings:
        (folder / SETTINGS).write_text(settings_text(sheets.settings), encoding="utf-8")


def _columns(sheet: Sheet) -> list[str]:
    """Columns with something in them, and those without which a row says nothing."""
    from graphmodel.columns import REQUIRED

    needed = REQUIRED[sheet.name]
    return [name for name in sheet.columns if name in needed or any(sheet.cells[name])]


FORMAT = Format("a folder of CSV files", "", read, write, own_folder=lambda path: path)

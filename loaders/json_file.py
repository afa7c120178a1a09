"""The network as one JSON file: its tables as lists of records of text, and its settings."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from graphmodel.columns import REQUIRED
from graphmodel.errors import DataProblems, LimitExceeded
from graphmodel.nearest import nearest
from graphmodel.problems import Problem
from graphmodel.schema import Schema
from graphmodel.sheets import SHEET_NAMES, Sheet, Sheets
from graphmodel.writing import number_text
from loaders.format import Format, Reading
from loaders.text_table import Grid, decoded, grid_sheet

__all__ = ["FORMAT", "read", "write"]

VERSION = 1
DEPTH = 100


def read(path: Path, schema: Schema, reading: Reading) -> Sheets:
    """Sheets of a JSON file; a record may leave out cells that are blank."""
    size = path.stat().st_size / 1e6
    if size > reading.limits.file_mb:
        raise LimitExceeded(f"{path.name} has {size:,.0f} MB; the limit is {reading.limits.file_mb}")
    problems: list[Problem] = []
    text = decoded(path.read_bytes(), path.name, reading, problems)
    if text is None:
        raise DataProblems(problems)
    body = _parsed(text, path)
    folder = _own_folder(path)
    sheets = Sheets(name=path.stem, folder=folder, problems=problems, settings=body.get("settings", {}))
    known = {"schema_version", "settings", *SHEET_NAMES}
    for key in body:
        if key not in known:
            close = nearest(str(key), sorted(known))
            mend = f"write '{close}'" if close else "remove it"
            problems.append(
                _problem(path, "unknown-sheet", "only " + ", ".join(sorted(known)), f"'{key}'", mend, "warning")
            )
    for name in SHEET_NAMES:
        if name in body:
            sheets.tables[name] = _sheet(path, name, body[name], problems)
    return sheets


def _parsed(text: str, path: Path) -> dict[str, Any]:
    if _depth(text) > DEPTH:
        raise LimitExceeded(f"{path.name} nests deeper than {DEPTH}, which is the limit")
    try:
        body = json.loads(text, object_pairs_hook=_once, parse_constant=_refused)
    except json.JSONDecodeError as error:
        found = f"{error.msg} in line {error.lineno}, column {error.colno}"
        raise DataProblems([_problem(path, "bad-json", "JSON", found, "mend it there")]) from None
    except ValueError as error:
        raise DataProblems([_problem(path, "bad-json", "JSON", str(error), "mend it")]) from None
    if not isinstance(body, dict) or not isinstance(body.get("settings", {}), dict):
        expected = "an object with 'actors', 'ties', 'sources'"
        raise DataProblems([_problem(path, "bad-json", expected, type(body).__name__, "see `liaison convert`")])
    version = body.get("schema_version", VERSION)
    if version != VERSION:
        mend = "write it with the same version of Liaison"
        raise DataProblems([_problem(path, "bad-json", f"schema_version {VERSION}", str(version), mend)])
    return body


def _depth(text: str) -> int:
    """How deep brackets nest outside of strings; counted before parsing, which would not survive much."""
    import re

    deepest = depth = 0
    for mark in re.findall(r'"(?:[^"\\]|\\.)*"|[\[\]{}]', text):
        if mark in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif mark in "]}":
            depth -= 1
    return deepest


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"the name '{twice}' twice in one object")
    return found


def _refused(word: str) -> Any:
    raise ValueError(f"{word}, which is no number of the standard")


def _sheet(path: Path, name: str, records: Any, problems: list[Problem]) -> Sheet:
    if not isinstance(records, list) or not all(isinstance(record, dict) for record in records):
        problems.append(
            _problem(path, "bad-json", f"'{name}' as a list of objects", type(records).__name__, "write [ … ]")
        )
        return Sheet(name, [], {}, [], [], path.name, name, unread=True)
    columns = list(dict.fromkeys(key for record in records for key in record)) or list(REQUIRED[name])
    rows = [columns]
    for number, record in enumerate(records, start=2):
        rows.append([_text(path, name, number, key, record.get(key, ""), problems) for key in columns])
    numbers = list(range(1, len(rows) + 1))
    return grid_sheet(Grid(rows, numbers, list(numbers)), name, path.name, problems, sheet=name, steers=False)


def _text(path: Path, name: str, number: int, key: str, value: Any, problems: list[Problem]) -> str:
    if isinstance(value, str):
        try:
            value.encode()
        except UnicodeEncodeError:
            problems.append(Problem(
                "bad-json", path.name, name, number, None, key, "text", "half of a character (a lone surrogate)", "mend it",
            ))  # fmt: skip
            return ""
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return str(value) if isinstance(value, int) else number_text(value)
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return ";".join(value)
    problems.append(Problem(
        "bad-json", path.name, name, number, None, key, "a text, a number or a list of texts", type(value).__name__, "mend it",
    ))  # fmt: skip
    return ""


def _problem(path: Path, code: str, expected: str, found: str, mend: str, level: Any = "error") -> Problem:
    return Problem(code, path.name, None, None, None, None, expected, found, mend, level)


def _own_folder(path: Path) -> Path | None:
    """Own kinds, queries and views lie in the folder beside the file that is called like it."""
    folder = path.with_suffix("")
    return folder if folder.is_dir() else None


def write(sheets: Sheets, schema: Schema, path: Path) -> None:
    """Records without their blank cells."""
    body: dict[str, Any] = {"schema_version": VERSION}
    if sheets.settings:
        body["settings"] = sheets.settings
    for name in SHEET_NAMES:
        sheet = sheets.get(name)
        if len(sheet) or name in SHEET_NAMES[:3]:
            body[name] = [{key: text for key, text in record.items() if text} for record in sheet.records()]
    path.write_text(json.dumps(body, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


FORMAT = Format("a JSON file", ".json", read, write, own_folder=_own_folder)

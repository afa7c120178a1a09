"""The network as one JSON file: its tables as lists of records of text, and its settings."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from graphmodel.columns import REQUIRED
from graphmodel.errors import DataProblems, LimitExceeded
from graphmodel.nearest import nearest
from graphmodel.problems import Problem
from graphmodel.schema import Schema
from graphmodel.sheets import SHEET_NAMES, Sheet, Sheets
from graphmodel.writing import number_text
from loaders.decoding import decoded
from loaders.format import Format, Reading
from loaders.limits import Limits
from loaders.settings import check_settings
from loaders.text_table import Grid, grid_sheet

__all__ = ["FORMAT", "read", "write"]

VERSION = 1
DIGITS = 400
"""Of a whole number: more than any cell needs, and fewer than take long to convert."""
_PIECE = 1_000_000
_BRACKETS = re.compile(r"[\[\]{}]")
_HALF = re.compile("[\ud800-\udfff]")
_HALF_WRITTEN = re.compile(r"\\u[dD][89a-fA-F]")


def read(path: Path, schema: Schema, reading: Reading) -> Sheets:
    """Sheets of a JSON file; a record may leave out cells that are blank."""
    size = path.stat().st_size
    reading.limits.check("size", size // 1_000_000, f"{path.name} has {size / 1e6:,.0f} MB")
    problems: list[Problem] = []
    text = decoded(path.read_bytes(), path.name, reading, problems)
    if text is None:
        raise DataProblems(problems)
    body = _parsed(text, path, reading.limits)
    sheets = Sheets(name=path.stem, folder=_own_folder(path), problems=problems, settings=body.get("settings") or {})
    check_settings(sheets.settings, problems, path.name)
    known = {"schema_version", "settings", *SHEET_NAMES}
    for key in body:
        if key not in known:
            close = nearest(str(key), sorted(known))
            mend = f"write '{close}'" if close else "remove it"
            problems.append(
                _problem(path, "unknown-sheet", "only " + ", ".join(sorted(known)), f"'{key}'", mend, "warning")
            )
    if "actors" not in body:
        raise DataProblems([*problems, _no_actors(path, body)])
    for name in SHEET_NAMES:
        if name in body:
            sheets.tables[name] = _sheet(path, name, body[name], problems, reading.limits)
    return sheets


def _parsed(text: str, path: Path, limits: Limits) -> dict[str, Any]:
    depth = _depth(text)
    limits.check("depth", depth, f"{path.name} nests {depth:,} deep")
    try:
        body = json.loads(text, object_pairs_hook=_once, parse_constant=_refused, parse_int=_whole, parse_float=_number)
    except json.JSONDecodeError as error:
        found = f"{error.msg} in line {error.lineno}, column {error.colno}"
        raise DataProblems([_problem(path, "bad-json", "JSON", found, "mend it there")]) from None
    except ValueError as error:
        raise DataProblems([_problem(path, "bad-json", "JSON", str(error), "mend it")]) from None
    except RecursionError:
        raise LimitExceeded(f"{path.name} nests {depth:,} deep, which cannot be read") from None
    if not isinstance(body, dict):
        expected = "an object with 'actors', 'ties', 'sources'"
        raise DataProblems([_problem(path, "bad-json", expected, _kind(body), "see `liaison convert`")])
    if _HALF_WRITTEN.search(text):
        _check_characters(body, path)
    if not isinstance(body.get("settings") or {}, dict):
        found = f"{_kind(body['settings'])} at settings"
        raise DataProblems([_problem(path, "bad-json", "'settings' as an object", found, "write { … }")])
    version = body.get("schema_version", VERSION)
    if type(version) is not int or version != VERSION:
        mend = f"write {VERSION}" if str(version) == str(VERSION) else "write it with the same version of Liaison"
        found = json.dumps(version, ensure_ascii=False)
        raise DataProblems([_problem(path, "bad-json", f"schema_version {VERSION}", found, mend)])
    return body


def _depth(text: str) -> int:
    """How deep brackets nest outside of strings; counted before parsing, which would not survive much."""
    plain = text.replace("\\\\", "").replace('\\"', "") if "\\" in text else text
    deepest = depth = 0
    inside = False
    for start in range(0, len(plain), _PIECE):
        pieces = plain[start : start + _PIECE].split('"')
        for mark in _BRACKETS.findall("".join(pieces[inside::2])):
            if mark in "[{":
                depth += 1
                deepest = max(deepest, depth)
            else:
                depth -= 1
        inside ^= len(pieces) % 2 == 0
    return deepest


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names: set[str] = set()
        twice = next(name for name, _ in pairs if name in names or names.add(name))  # type: ignore[func-returns-value]
        raise ValueError(f"the name '{_plain(twice)}' twice in one object")
    return found


def _refused(word: str) -> Any:
    raise ValueError(f"{word}, which is no number of the standard")


def _whole(digits: str) -> int:
    if len(digits) > DIGITS:
        raise ValueError(f"a number of {len(digits):,} digits")
    return int(digits)


def _number(digits: str) -> float:
    value = float(digits)
    if value in (float("inf"), float("-inf")):
        raise ValueError(f"{digits[:20]}, which is too large a number")
    return value


def _check_characters(body: dict[str, Any], path: Path) -> None:
    """Refuse halves of characters (lone surrogates), which no file can hold, in names and values."""
    problems = [
        _problem(path, "bad-json", "text", f"half of a character (a lone surrogate) at {place}", "mend it")
        for place in _halves(body, "")
    ]
    if problems:
        raise DataProblems(problems)


def _halves(value: Any, place: str) -> Iterator[str]:
    if isinstance(value, str) and _HALF.search(value):
        yield place
    elif isinstance(value, list):
        for at, item in enumerate(value):
            yield from _halves(item, f"{place}[{at}]")
    elif isinstance(value, dict):
        for key, item in value.items():
            below = f"{place}.{_plain(key)}".lstrip(".")
            if _HALF.search(key):
                yield below
            yield from _halves(item, below)


def _plain(text: str) -> str:
    return text.encode("utf-8", "backslashreplace").decode()


def _kind(value: Any) -> str:
    """What a value is, in the words of JSON."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    for kind, words in ((dict, "an object"), (list, "a list"), (str, "a text")):
        if isinstance(value, kind):
            return words
    return "a number"


def _no_actors(path: Path, body: dict[str, Any]) -> Problem:
    close = nearest("actors", [key for key in body if key not in SHEET_NAMES])
    mend = f"rename '{close}' to 'actors'" if close else f"make a template: liaison init {path.name}"
    there = "the names " + ", ".join(f"'{key}'" for key in list(body)[:10]) if body else "an empty object"
    return _problem(path, "missing-sheet", "a list 'actors'", there, mend)


def _sheet(path: Path, name: str, records: Any, problems: list[Problem], limits: Limits) -> Sheet:
    wrong = _not_records(records, name)
    if wrong:
        problems.append(_problem(path, "bad-json", f"'{name}' as a list of objects", wrong, "write [ { … } ]"))
        return Sheet(name, [], {}, [], [], path.name, name, unread=True)
    limits.check("rows", len(records), f"{path.name}, {name}: {len(records):,} rows")
    columns = list(dict.fromkeys(key for record in records for key in record)) or list(REQUIRED[name])
    rows = [columns]
    for number, record in enumerate(records, start=2):
        rows.append([_text(path, name, number, key, record.get(key, ""), problems) for key in columns])
    numbers = list(range(1, len(rows) + 1))
    return grid_sheet(
        Grid(rows, numbers, list(numbers)), name, path.name, problems, sheet=name, limits=limits, steers=False
    )


def _not_records(records: Any, name: str) -> str:
    """What stands where a list of objects should; blank if it is one."""
    if not isinstance(records, list):
        return f"{_kind(records)} at {name}"
    wrong = next((at for at, record in enumerate(records) if not isinstance(record, dict)), None)
    return "" if wrong is None else f"{_kind(records[wrong])} at {name}[{wrong}]"


def _text(path: Path, name: str, number: int, key: str, value: Any, problems: list[Problem]) -> str:
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return str(value) if isinstance(value, int) else number_text(value)
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return ";".join(value)
    expected = "a text, a number or a list of texts"
    problems.append(Problem("bad-json", path.name, name, number, None, key, expected, _kind(value), "mend it"))
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

"""What a command answers with, on standard output or in a file: text, JSON, CSV or a workbook.

A file is written whole or not at all, and nothing is overwritten without being told to.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from graphmodel.errors import UsageProblem
from liaison.session import notice
from liaison.text import plural

__all__ = [
    "ROWS", "csv_text", "emit", "emit_json", "emit_rows", "form_of", "guard_output", "json_text", "write_bytes", "write_file",
]  # fmt: skip

ROWS = ("csv", "xlsx")
"""Forms that are rows: a command hands them to `emit_rows`."""

_FORMS = {".json": "json", ".csv": "csv", ".xlsx": "xlsx", ".txt": "table", ".md": "table", "": "table"}
_STEERS = ("=", "+", "-", "@", "\t", "\r")


def form_of(form: str | None, output: Path | None) -> str:
    """How an answer is written: as was asked, else as the file's name says, else as a table.

    Raises
    ------
    UsageProblem
        If the file's name ends in a way that nothing is written in, or promises a workbook where another form is asked.

    Examples
    --------
    >>> form_of(None, Path("gaps.csv")), form_of("json", None), form_of(None, None)
    ('csv', 'json', 'table')
    """
    ending = output.suffix.lower() if output is not None else ""
    if ending not in _FORMS:
        raise UsageProblem(_no_form(output, ending))
    if form is None:
        return _FORMS[ending]
    if _FORMS[ending] == "xlsx":
        raise UsageProblem(
            f"{output} would be no workbook with --format {form}; leave --format out, or end it in .{form}"
        )
    return form


def _no_form(output: Path | None, ending: str) -> str:
    return f"cannot write {output}: no answer is written as {ending}; there are .txt, .csv, .json and .xlsx"


def json_text(answer: Any) -> str:
    """JSON as all commands write it: UTF-8, no NaN, numbers as they are."""
    return "".join(_pieces(answer))


def emit_json(answer: Any, output: Path | None = None, *, force: bool = False) -> None:
    """As `emit` of `json_text`, a piece at a time: an answer of a million lines never lies in memory as one text.

    A field may be an iterator, whose items are made when they are written.
    """
    if output is not None:
        from loaders.atomic import replaced

        with replaced(output, force=force) as beside, beside.open("w", encoding="utf-8", newline="") as file:
            file.writelines(_pieces(answer))
        notice(f"wrote {output}")
        return
    for piece in _by_the_megabyte(_pieces(answer)):
        click.echo(piece, nl=False)


def _json(value: Any) -> str:
    return _ENCODER.encode(value)


def _pieces(answer: Any) -> Iterator[str]:
    """A field of the answer after another; of a list an item on each line, so that two answers can be compared so."""
    if not isinstance(answer, dict):
        yield _json(answer) + "\n"
        return
    before = "{\n"
    for key, value in answer.items():
        yield f"{before}{_json(key)}: "
        before = ",\n"
        if isinstance(value, list | Iterator):
            yield from _lines(value)
        else:
            yield _json(value)
    yield "\n}\n" if answer else "{\n\n}\n"


def _lines(items: Iterable[Any]) -> Iterator[str]:
    before = "[\n"
    for item in items:
        yield before + _json(item)
        before = ",\n"
    yield "[]" if before == "[\n" else "\n]"


def _by_the_megabyte(pieces: Iterable[str]) -> Iterator[str]:
    held: list[str] = []
    size = 0
    for piece in pieces:
        held.append(piece)
        size += len(piece)
        if size > 1_000_000:
            yield "".join(held)
            held, size = [], 0
    yield "".join(held)


def _plain(value: Any) -> Any:
    """numpy's scalars as Python's; days as ISO text."""
    if hasattr(value, "isoformat"):
        return value.isoformat()
    if hasattr(value, "item"):
        return value.item()
    raise TypeError(type(value).__name__)


_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False, default=_plain)
"""One for all answers: making one for each line costs more than the line."""


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """CSV; a cell of text that a spreadsheet program would run as a formula gets an apostrophe in front.

    Examples
    --------
    >>> print(csv_text(["name", "change"], [["=1+1", -2]]), end="")
    name,change
    '=1+1,-2
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([_safe(name) for name in columns])
    for row in rows:
        writer.writerow([_safe(value) for value in row])
    return out.getvalue()


def _safe(value: object) -> object:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple | set | frozenset):
        value = ";".join(str(part) for part in value)
    if isinstance(value, dict):
        value = json.dumps(value, ensure_ascii=False, default=_plain)
    if isinstance(value, str) and value.startswith(_STEERS):
        return "'" + value
    return value


def guard_output(path: Path | None, force: bool) -> None:
    """Refuse before the work begins what cannot be written in the end.

    Raises
    ------
    UsageProblem
        If the file is there and `force` is not given, if it is no file, or its folder is not there.
    """
    if path is None:
        return
    from loaders.atomic import free

    free(path, force=force, folder=False)


def write_file(path: Path, text: str, *, force: bool = False) -> None:
    """Write a text file whole or not at all."""
    from loaders.atomic import write_text

    write_text(path, text, force=force)


def write_bytes(path: Path, content: bytes, *, force: bool = False) -> None:
    """As `write_file`, for a file that is no text."""
    from loaders.atomic import replaced

    with replaced(path, force=force) as beside:
        beside.write_bytes(content)


def emit(text: str, output: Path | None = None, *, force: bool = False) -> None:
    """Text to standard output, or to a file; then a notice says so.

    Raises
    ------
    UsageProblem
        If the file's name promises a workbook: text in it could not be opened.
    """
    if output is None:
        click.echo(text, nl=not text.endswith("\n"))
        return
    if _FORMS.get(output.suffix.lower()) == "xlsx":
        raise UsageProblem(f"cannot write {output}: this answer is text; name a file that ends in .txt, .csv or .json")
    write_file(output, click.unstyle(text) if text.endswith("\n") else click.unstyle(text) + "\n", force=force)
    notice(f"wrote {output}")


def emit_rows(
    columns: Sequence[str], rows: Sequence[Sequence[object]], output: Path | None = None, *, name: str = "answer",
    force: bool = False, limit: int | None = None,
) -> None:  # fmt: skip
    """Rows as CSV to standard output or to a file, or as a workbook if the file's name says so.

    Parameters
    ----------
    name : str
        Of the workbook's sheet.
    limit : int, optional
        Rows to write of those; a notice says how many there are.
    """
    if limit is not None and len(rows) > limit:
        notice(f"{limit:,} of {len(rows):,} rows; --limit N gives more")
        rows = rows[:limit]
    if output is None or _FORMS.get(output.suffix.lower()) != "xlsx":
        emit(csv_text(columns, rows), output, force=force)
        return
    from loaders.workbook_table import write_rows

    guard_output(output, force)
    write_rows(output, name, columns, [[_workbook_cell(value) for value in row] for row in rows], force=force)
    notice(f"wrote {output}: {plural(len(rows), 'row')}")


def _workbook_cell(value: object) -> object:
    """Numbers stay numbers; lists, truths and blanks are written as in CSV."""
    return value if isinstance(value, str) else _safe(value)

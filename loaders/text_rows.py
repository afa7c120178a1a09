"""Rows of a text file: its delimiter, its cells, and the line where each row begins."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence

from graphmodel.problems import Problem
from loaders.decoding import file_problem
from loaders.format import Reading
from loaders.limits import Limits

__all__ = ["blocks", "plain_name"]

DELIMITERS = (",", ";", "\t", "|")
_WORDS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
_SAID = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
"""The first line with which spreadsheet programs are told the delimiter; they do not count it as a row."""
_AT_ONCE = 4_096
"""Rows of a block: few enough to lie in the processor's cache until they are looked at."""

Block = tuple[list[list[str]] | None, list[int]]


def blocks(
    text: str, file: str, known: Sequence[str], reading: Reading, problems: list[Problem]
) -> Iterator[Block]:  # fmt: skip
    """Rows of a text, some thousands at a time, each with the line where it begins.

    Parameters
    ----------
    known : sequence of str
        Columns that are expected; the delimiter is the one that finds most of them in the header.

    Yields
    ------
    rows : list of list of str, or None
        None, with a problem, if the text cannot be cut into cells; nothing comes after it.
    lines : list of int
        Physical lines, counted from 1.
    """
    said = _SAID.match(text)
    text = text[said.end() :] if said else text
    delimiter = reading.delimiter or (said and said[1]) or _delimiter(text, file, known, problems)
    if delimiter is None:
        yield None, []
        return
    csv.field_size_limit(reading.limits.cell)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    above, count = 1 if said else 0, 0
    rows: list[list[str]] = []
    ends = [above]  # of the row before the first, and of each row
    try:
        for row in reader:
            rows.append(row)
            ends.append(reader.line_num + above)
            if len(rows) == _AT_ONCE:
                yield rows, [end + 1 for end in ends[:-1]]
                count += len(rows)
                rows, ends = [], ends[-1:]
    except csv.Error as error:
        problems.append(_cut(error, file, count + len(rows) + 1, ends[-1] + 1, reading.limits))
        yield None, []
        return
    count += len(rows)
    reading.limits.check("rows", count - 1, f"{file}: {count - 1:,} rows")
    if rows:
        yield rows, [end + 1 for end in ends[:-1]]


def _cut(error: csv.Error, file: str, row: int, line: int, limits: Limits) -> Problem:
    if "field larger" in str(error):
        limits.check("cell", limits.cell + 1, f"{file}, row {row}: a cell has more than {limits.cell:,} characters")
    if "unexpected end of data" in str(error):
        return file_problem(
            "unclosed-quote", file, "a quote that is closed", f"a quote opened in row {row} that never closes",
            "add the closing quote, or double a quote that belongs to the text", row=row, line=line,
        )  # fmt: skip
    found = f"a quote in the middle of a cell ({error})"
    mend = "double a quote that belongs to the text, and put the cell in quotes"
    return file_problem("unclosed-quote", file, "cells that are quoted whole", found, mend, row=row, line=line)


def _delimiter(text: str, file: str, known: Sequence[str], problems: list[Problem]) -> str | None:
    head = next((line for line in _lines(text) if line.strip()), "")
    scores = {mark: sum(plain_name(cell) in known for cell in _cells(head, mark)) for mark in DELIMITERS}
    best = max(scores.values())
    chosen = [mark for mark in DELIMITERS if scores[mark] == best] if best else [m for m in DELIMITERS if m in head]
    if len(chosen) == 1:
        return chosen[0]
    if not chosen or (best == 1 and not any(mark in head for mark in DELIMITERS)):
        return ","
    if best:
        return next((mark for mark in chosen if mark in head), ",")
    words = " or ".join(_WORDS[mark] for mark in chosen)
    problems.append(
        file_problem(
            "ambiguous-delimiter",
            file,
            "one character between the cells",
            words,
            "name it: --delimiter ';'",
            row=1,
            line=1,
        )
    )
    return None


def _lines(text: str) -> Iterator[str]:
    """Lines of a text, one at a time: only the first of a large one is wanted."""
    return iter(io.StringIO(text, newline=None))


def _cells(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return []


def plain_name(header: str) -> str:
    """The heading of a column as it is looked for: small, with one bar for each blank."""
    return "_".join(header.strip().lower().split())

"""A table of texts as a sheet, from whatever file: its header, its rows, its cells, and what is wrong with any of them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from sys import intern

import numpy as np

from graphmodel.columns import Cells, sheet_columns, texts_of
from graphmodel.problems import Problem, column_letter
from graphmodel.schema import Schema
from graphmodel.sheets import SHEET_NAMES, Sheet
from loaders.coded_table import CodedTable
from loaders.format import Reading
from loaders.limits import Limits
from loaders.text_rows import blocks, plain_name

__all__ = ["Grid", "check_cells", "grid_sheet", "read_grid", "read_sheet", "steered", "unsteered"]

_FORMULA = re.compile("'*[=+\\-@\t\r]")
_ESCAPED = re.compile("^'+[=+\\-@\t\r]", re.MULTILINE)
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)*")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_STEERING = re.compile("[\u202a-\u202e\u2066-\u2069\u200b\u2060\ufeff]")
# In running text these are proper spelling of Persian, Arabic and Hebrew; in a name two rows may differ by them alone.
_UNSEEN = re.compile("[\u200c-\u200f\u00ad]")
_LATIN, _LIKE_LATIN = "[A-Za-zÀ-ɏ]", "[Ͱ-ԯ]"
_MIXED = re.compile(f"{_LATIN}{_LIKE_LATIN}|{_LIKE_LATIN}{_LATIN}")
_NAMES = frozenset({"id", "name", "from", "to", "city", "programme", "source", "of", "actor", "tie", "kind"})
"""Columns whose cells find one another, so that what cannot be seen in them matters."""


@dataclass(slots=True)
class Grid:
    """Rows of text with their places.

    Parameters
    ----------
    rows : list of list of str
        The header first.
    numbers : list of int
        Row as a spreadsheet program numbers it.
    lines : list of int
        Physical line where the row begins.
    """

    rows: list[list[str]]
    numbers: list[int]
    lines: list[int]


def steered(cell: str) -> str:
    """A cell that a spreadsheet program would take for a formula, with an apostrophe before it.

    Examples
    --------
    >>> steered("=1+1"), steered("'=1+1"), steered("-2.5"), steered("Niš")
    ("'=1+1", "''=1+1", '-2.5', 'Niš')
    """
    return "'" + cell if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell) else cell


def unsteered(cells: Sequence[str]) -> Sequence[str]:
    """Cells without the apostrophes that `steered` puts before formulas."""
    if isinstance(cells, Cells):
        return Cells(cells.codes, list(unsteered(cells.values)))
    if not _ESCAPED.search("\n".join(cells)):
        return list(cells)
    return [cell[1:] if _ESCAPED.match(cell) else cell for cell in cells]


def read_grid(
    text: str, file: str, name: str, schema: Schema, reading: Reading, problems: list[Problem]
) -> Grid | None:
    """Text as rows; None, with a problem, if it cannot be cut into cells."""
    rows: list[list[str]] = []
    lines: list[int] = []
    for block, begin in blocks(text, file, sheet_columns(name, schema), reading, problems):
        if block is None:
            return None
        rows += [list(map(intern, row)) for row in block]  # the same few texts stand in most cells
        lines += begin
    return Grid(rows, list(range(1, len(rows) + 1)), lines)


def read_sheet(
    text: str, file: str, name: str, schema: Schema, reading: Reading, problems: list[Problem]
) -> Sheet | None:
    """Text as a sheet; None, with a problem, if it cannot be cut into cells."""
    header: list[str] = []
    table: CodedTable | None = None
    ragged: list[list[str]] = []
    numbers: list[int] = []
    lines: list[int] = []
    read = 0
    for block, begin in blocks(text, file, sheet_columns(name, schema), reading, problems):
        if block is None:
            return None
        rows = _Rows(block, list(range(read + 1, read + len(block) + 1)), begin)
        read += len(block)
        if table is None:
            header = block[0]
            table = CodedTable(len(header) if len(header) <= reading.limits.columns else 0)
            numbers, lines = rows.numbers[:1], rows.lines[:1]
            rows = _Rows(rows.cells[1:], rows.numbers[1:], rows.lines[1:])
        if any(cell.strip() for cell in header):
            rows = rows.straightened(len(header))
        numbers += rows.numbers
        lines += rows.lines
        if ragged or not table.add(rows.cells):
            ragged += [list(map(intern, row)) for row in rows.cells]
    if table is None or ragged or not any(cell.strip() for cell in header):
        grid = Grid([header, *table.rows(), *ragged] if table is not None else [], numbers, lines)
        return grid_sheet(grid, name, file, problems, limits=reading.limits)
    place = _Place(file, None, problems)
    names = _header(header, place, reading.limits, lines[0], 1)
    columns, numbers, lines = table.columns(), numbers[1:], lines[1:]
    blank = table.blank_rows()
    if blank.any():
        kept = np.flatnonzero(~blank)
        columns = [Cells(cells.codes[kept], cells.values) for cells in columns]
        numbers, lines = ([places[at] for at in kept.tolist()] for places in (numbers, lines))
    return _named_sheet(name, header, names, columns, numbers, lines, place)


@dataclass(frozen=True, slots=True)
class _Rows:
    """Some rows with their numbers and the lines where they begin."""

    cells: list[list[str]]
    numbers: list[int]
    lines: list[int]

    def straightened(self, width: int) -> _Rows:
        """Rows without the blank cells that they have too many, and none without text if any has another width."""
        if all(len(row) == width for row in self.cells):
            return self
        kept = [at for at, row in enumerate(self.cells) if any(cell.strip() for cell in row)]
        cells = [_without_surplus(self.cells[at], width) for at in kept]
        return _Rows(cells, [self.numbers[at] for at in kept], [self.lines[at] for at in kept])


def _without_surplus(row: list[str], width: int) -> list[str]:
    return row[:width] if len(row) > width and not any(cell.strip() for cell in row[width:]) else row


def check_cells(grid: Grid, place: str, limits: Limits) -> None:
    """Refuse a cell that is longer than the limit; a format whose reader does not do it by itself calls this.

    Raises
    ------
    LimitExceeded
        With the row of the first such cell.
    """
    for row, number in zip(grid.rows, grid.numbers, strict=True):
        longest = max(map(len, row), default=0)
        if longest > limits.cell:
            limits.check("cell", longest, f"{place}, row {number}: a cell has {longest:,} characters")


def grid_sheet(
    grid: Grid, name: str, file: str, problems: list[Problem], *, sheet: str | None = None, limits: Limits | None = None,
    steers: bool = True,
) -> Sheet:  # fmt: skip
    """Rows as a sheet; broken rows and columns are left out, each with a problem.

    Parameters
    ----------
    grid : Grid
    name : str
        Name of the sheet.
    file, sheet : str
        Where it comes from, as messages say it.
    steers : bool
        Whether the file is one that a spreadsheet program opens, so that formulas have an apostrophe in front.
    """
    head = next((at for at, row in enumerate(grid.rows) if any(cell.strip() for cell in row)), None)
    if head is None:
        return Sheet(name, [], {}, [], [], file, sheet)
    place = _Place(file, sheet, problems)
    names = _header(grid.rows[head], place, limits or Limits(), grid.lines[head], grid.numbers[head])
    width = len(grid.rows[head])
    _tidied(grid, place, limits or Limits())
    head = 0
    body, numbers, lines = grid.rows[head + 1 :], grid.numbers[head + 1 :], grid.lines[head + 1 :]
    broken: set[str] = set()
    if any(len(row) != width for row in body):
        body, numbers, lines, broken = _straight(body, numbers, lines, width, place, names)
    header, columns = grid.rows[head], list(zip(*body, strict=True)) if body else [() for _ in range(width)]
    grid.rows.clear()
    body.clear()
    return _named_sheet(name, header, names, columns, numbers, lines, place, broken=broken, steers=steers)


def _named_sheet(
    name: str, header: Sequence[str], names: Sequence[str], columns: Sequence[Sequence[str]], numbers: list[int],
    lines: list[int], place: _Place, *, broken: Set[str] = frozenset(), steers: bool = True,
) -> Sheet:  # fmt: skip
    """A sheet of the columns that have a name."""
    for at, column in enumerate(names):
        if not column and not header[at].strip() and any(cell.strip() for cell in texts_of(columns[at])):
            place.add(
                "missing-column",
                "a name in the header",
                "none",
                "name the column, or empty it",
                1,
                1,
                column_letter(at),
            )
    kept = [(at, column) for at, column in enumerate(names) if column]
    cells: dict[str, Sequence[str]] = {
        column: unsteered(columns[at]) if steers else list(columns[at]) for at, column in kept
    }
    _characters(cells, kept, numbers, lines, place)
    found = Sheet(name, [column for _, column in kept], cells, numbers, lines, place.file, place.sheet, set(broken))
    if not len(found) and not broken and name in SHEET_NAMES[:3]:
        place.add(
            "no-rows", "rows below the header", "none", "fill in rows, or remove the file", None, None, None, "warning"
        )
    return found


def _tidied(grid: Grid, place: _Place, limits: Limits) -> None:
    """Leave out rows without text, which spreadsheet programs write for what was once filled; refuse long cells."""
    joined = ["".join(row) for row in grid.rows]
    if max(map(len, joined)) > limits.cell:
        check_cells(grid, place.words(), limits)
    blank = [at for at, text in enumerate(joined) if not text or text.isspace()]
    if not blank:
        return
    for at in reversed(blank):
        del grid.rows[at], grid.numbers[at], grid.lines[at]


@dataclass(slots=True)
class _Place:
    file: str
    sheet: str | None
    problems: list[Problem]

    def words(self) -> str:
        return f"{self.file}, sheet '{self.sheet}'" if self.sheet else self.file

    def add(
        self, code: str, expected: str, found: str, mend: str, row: int | None = None, line: int | None = None,
        column: str | None = None, level: str = "error",
    ) -> None:  # fmt: skip
        self.problems.append(
            Problem(code, self.file, self.sheet, row, line, column, expected, found, mend, level)  # type: ignore[arg-type]
        )


def _header(row: Sequence[str], place: _Place, limits: Limits, line: int, number: int) -> list[str]:
    limits.check("columns", len(row), f"{place.words()}: {len(row):,} columns")
    names: list[str] = []
    for at, cell in enumerate(row):
        plain = plain_name(cell)
        if plain and plain in names:
            found = f"'{cell.strip()}' in {column_letter(names.index(plain))} and in {column_letter(at)}"
            place.add("duplicate-column", "each column once", found, "rename or remove one", number, line, plain)
            plain = ""
        names.append(plain)
    return names


def _straight(
    body: list[list[str]], numbers: list[int], lines: list[int], width: int, place: _Place, names: Sequence[str]
) -> tuple[list[list[str]], list[int], list[int], set[str]]:  # fmt: skip
    """Rows of the header's width: blank cells too many go; every other row is a problem."""
    good: list[list[str]] = []
    where: list[int] = []
    begin: list[int] = []
    broken: set[str] = set()
    for row, number, line in zip(body, numbers, lines, strict=True):
        row = _without_surplus(row, width)
        if len(row) == width:
            good.append(row)
            where.append(number)
            begin.append(line)
            continue
        broken.add(row[0].strip())
        found = f"{len(row)} cells"
        if len(row) > width:
            mend = "put quotes around a cell that holds a delimiter, or remove the cell that is too many"
            place.add("too-many-cells", f"{width} cells, as in the header", found, mend, number, line)
        else:
            missing = next((name for name in names[len(row) :] if name), "")
            mend = f"add the missing cells, from '{missing}' on"
            place.add("too-few-cells", f"{width} cells, as in the header", found, mend, number, line)
    return good, where, begin, broken


def _characters(
    cells: Mapping[str, Sequence[str]], kept: Sequence[tuple[int, str]], numbers: Sequence[int], lines: Sequence[int],
    place: _Place,
) -> None:  # fmt: skip
    for at, column in kept:
        together = "\n".join(texts_of(cells[column]))
        plain = together.isascii()
        for look in _LOOKS:
            if (plain and not look.in_ascii) or (look.names_only and column not in _NAMES):
                continue
            if not look.pattern.search(together):
                continue
            for number, line, cell in zip(numbers, lines, cells[column], strict=True):
                match = look.pattern.search(cell)
                if match:
                    found = look.found(match[0], column_letter(at))
                    place.add(look.code, look.expected, found, look.mend, number, line, column, look.level)


@dataclass(frozen=True, slots=True)
class _Look:
    """What is looked for in every cell."""

    code: str
    pattern: re.Pattern[str]
    expected: str
    mend: str
    level: str = "warning"
    in_ascii: bool = False
    names_only: bool = False

    def found(self, text: str, letter: str) -> str:
        what = "the character" if len(text) == 1 else "letters of two scripts side by side:"
        return f"{what} {' and '.join(f'U+{ord(sign):04X}' for sign in text)} in column {letter}"


_SEEN = "text that can be seen"
_LOOKS = (
    _Look(
        "control-character", _CONTROL, "text without control characters", "remove the character", "error", in_ascii=True
    ),
    _Look("bidi-character", _STEERING, _SEEN, "remove the character"),
    _Look(
        "bidi-character", _UNSEEN, _SEEN, "remove the character, unless the name is written with it", names_only=True
    ),
    _Look("mixed-scripts", _MIXED, "a word in one script", "write the word in one script", names_only=True),
)

"""Collects problems of one sheet, each with its place; works on coded columns, so that clean data costs little."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property

import numpy as np
import numpy.typing as npt

from graphmodel.columns import CHOICES, REQUIRED, Coded, sheet_columns
from graphmodel.dates import is_date, mend_date
from graphmodel.names import fold
from graphmodel.nearest import nearest
from graphmodel.problems import Level, Problem, column_letter
from graphmodel.schema import Schema
from graphmodel.schema.checks import SENSITIVE
from graphmodel.sheets import Sheet

__all__ = ["Rows", "SheetReport"]

Rows = npt.NDArray[np.bool_]
_MOST_WARNINGS = 1_000
"""Warnings of one sort that are told one by one; the others are counted in one more."""


class SheetReport:
    """A sheet, its coded columns and the problems found in it.

    Parameters
    ----------
    sheet : Sheet
        The raw text.
    schema : Schema
        Kinds that decide which columns there are.
    problems : list of Problem
        Shared by all sheets; this one appends to it.
    """

    def __init__(self, sheet: Sheet, schema: Schema, problems: list[Problem]) -> None:
        self.sheet = sheet
        self.schema = schema
        self.problems = problems
        self._coded: dict[str, Coded] = {}
        self._faulty: dict[str, Rows] = {}
        self._misnamed: set[str] = set()

    def __len__(self) -> int:
        return len(self.sheet)

    @cached_property
    def none(self) -> Rows:
        """No row."""
        return np.zeros(len(self), dtype=bool)

    def coded(self, column: str) -> Coded:
        """A column, coded; blank if the sheet does not have it."""
        if column not in self._coded:
            cells = self.sheet.cells.get(column)
            n = len(self)
            self._coded[column] = Coded.of(cells) if cells is not None else Coded(np.zeros(n, dtype=np.int32), [""])
        return self._coded[column]

    def call(self, column: str, names: Mapping[str, object], words: Mapping[str, str]) -> None:
        """Take the words that only one thing is called by as that thing's name; `words` are folded."""
        self.exchange(column, {
            text: words[fold(text)] for text in self.coded(column).values
            if text and text not in names and fold(text) in words
        })  # fmt: skip

    def exchange(self, column: str, texts: Mapping[str, str]) -> None:
        """Take some texts of a column as others."""
        self._coded[column] = self.coded(column).replaced(texts)

    def release(self, *, cells: bool) -> None:
        """Forget the coded columns, and the raw cells too; nothing more is asked of this sheet."""
        self._coded.clear()
        self._faulty.clear()
        if cells:
            self.sheet.cells.clear()

    def blank(self, column: str) -> Rows:
        """Rows whose cell is blank."""
        cells = self.coded(column)
        return cells.codes == cells.values.index("") if "" in cells.values else self.none.copy()

    def faulty(self, column: str) -> Rows:
        """Rows in which this column already has a problem, so that nothing else is said of it."""
        return self._faulty.get(column, self.none)

    def add(
        self, code: str, rows: Rows, column: str | None, expected: str | Callable[[str], str],
        mend: str | Callable[[str], str], *, found: Callable[[str], str] | None = None, level: Level = "error",
        shown: Coded | None = None, found_in: Callable[[int], str] | None = None,
        mend_in: Callable[[int], str] | None = None,
    ) -> None:  # fmt: skip
        """Add one problem per row; the sentences may depend on the cell's text, or on the row."""
        if not rows.any() or (code == "missing-value" and column in self._misnamed):
            return
        if column is not None and level == "error":
            self._faulty[column] = self.faulty(column) | rows
        cells = shown or (self.coded(column) if column is not None else None)
        said: dict[str, tuple[str, str, str]] = {}
        places = np.flatnonzero(rows).tolist()
        more = len(places) - _MOST_WARNINGS if level == "warning" else 0
        for row in places[:_MOST_WARNINGS] if more > 0 else places:
            text = cells.values[cells.codes[row]] if cells is not None else ""
            if text not in said:
                said[text] = (
                    expected if isinstance(expected, str) else expected(text),
                    found(text) if found is not None else (f"'{text}'" if text else "a blank cell"),
                    mend if isinstance(mend, str) else mend(text),
                )
            sentences = said[text]
            self.problems.append(
                Problem(
                    code=code,
                    file=self.sheet.file,
                    sheet=self.sheet.sheet,
                    row=self.sheet.rows[row],
                    line=self.sheet.lines[row],
                    column=column,
                    expected=sentences[0],
                    found=found_in(row) if found_in is not None else sentences[1],
                    mend=mend_in(row) if mend_in is not None else sentences[2],
                    level=level,
                )
            )
        if more > 0:
            sheet, mends = self.sheet, "mend those that are told one by one, then check again"
            self.problems.append(Problem(
                code, sheet.file, sheet.sheet, None, None, column, "no such rows", f"{more:,} more rows like these", mends,
                level,
            ))  # fmt: skip

    def columns(self) -> None:
        """Check the header: unknown and missing columns."""
        known = sheet_columns(self.sheet.name, self.schema)
        for position, name in enumerate(self.sheet.columns):
            if name in known:
                continue
            place = f"column '{name}' ({column_letter(position)})"
            if name in SENSITIVE:
                self._header("sensitive-column", name, "no such data about persons", place, "leave the column out")
                continue
            close = nearest(name, known)
            if close:
                self._misnamed.add(close)
            mend = f"name it '{close}'" if close else f"leave it out; the sheet has {', '.join(known)}"
            self._header("unknown-column", name, "a column that the sheet has", place, mend)
        if not len(self) and not self.sheet.columns:
            return
        for name in REQUIRED[self.sheet.name]:
            if name not in self.sheet.columns and name not in self._misnamed:
                self._header("missing-column", name, f"a column '{name}'", "none", f"add a column '{name}'")

    def _header(
        self, code: str, column: str, expected: str, found: str, mend: str, *, level: Level = "error"
    ) -> None:  # fmt: skip
        sheet = self.sheet
        self.problems.append(Problem(code, sheet.file, sheet.sheet, 1, 1, column, expected, found, mend, level))

    def required(self) -> None:
        """Check that cells which must be filled are."""
        for column in REQUIRED[self.sheet.name]:
            if column in self.sheet.columns:
                self.add("missing-value", self.blank(column), column, f"a value in '{column}'", f"fill in '{column}'")

    def sourced(self) -> None:
        """Warn of rows that name no source; once, if there is no such column."""
        if self.sheet.columns and "source" not in self.sheet.columns and len(self):
            self._header(
                "no-source", "source", "a column 'source'", "none",
                "add a column 'source' with the ids of rows of sources", level="warning",
            )  # fmt: skip
            return
        blank = self.blank("source")
        for column in REQUIRED[self.sheet.name]:
            blank &= ~self.blank(column)
        self.add("no-source", blank, "source", "a source", "name the source in 'source'", level="warning")

    def choices(self) -> None:
        """Check columns that have a fixed list."""
        for (sheet, column), allowed in CHOICES.items():
            if sheet != self.sheet.name or column not in self.sheet.columns:
                continue
            wrong = self.coded(column).where(lambda text, allowed=allowed: text != "" and text not in allowed)  # type: ignore[misc]
            self.add(
                "not-a-choice", wrong, column, "one of: " + ", ".join(allowed),
                lambda text, allowed=allowed: _one_of(text, allowed),  # type: ignore[misc]
            )  # fmt: skip

    def dates(self, *columns: str) -> None:
        """Check columns of dates."""
        for column in columns:
            wrong = self.coded(column).where(lambda text: text != "" and not is_date(text))
            self.add(
                "bad-date", wrong, column, "a date like 2018, 2018-11 or 2018-11-29", _mend_date,
            )  # fmt: skip

    def order_of_dates(self, since: str, until: str) -> None:
        """Check that nothing ends before it begins."""
        from graphmodel.dates import days_of

        if not (~self.blank(until)).any():
            return
        begin, end = days_of(self.coded(since).texts()), days_of(self.coded(until).texts(), last=True)
        self.add(
            "until-before-since",
            end < begin,
            until,
            f"a day on or after '{since}'",
            f"exchange '{since}' and '{until}'",
        )


def _mend_date(text: str) -> str:
    vague = "write the year first, then month and day as far as known; leave vague dates blank and say more in the note"
    return mend_date(text) or vague


def _one_of(text: str, allowed: Sequence[str] | Iterable[str]) -> str:
    allowed = list(allowed)
    close = nearest(text, allowed)
    return f"write {close}" if close else "write one of: " + ", ".join(allowed)

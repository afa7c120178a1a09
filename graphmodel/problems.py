"""A problem in the data: where it is, what was expected, what was found, how to mend it.

The codes are declared here, once; the reference page in docs is generated from them.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

__all__ = ["CODES", "Level", "Problem", "column_letter"]

Level = Literal["error", "warning"]

CODES: dict[str, str] = {
    # files and encodings
    "empty-file": "The file has no content at all, not even a header.",
    "no-rows": "The file has a header and no rows.",
    "wrong-format": "The content is of another format than the name says.",
    "damaged-file": "The file is cut off or damaged and cannot be read.",
    "protected-file": "The workbook is encrypted, or of the legacy .xls kind.",
    "not-utf8": "The text is not UTF-8; an encoding is suggested, never taken.",
    "ambiguous-delimiter": "More than one character could separate the cells.",
    "unclosed-quote": "A quote was opened and never closed.",
    "control-character": "A cell holds a character that no text should hold.",
    "bidi-character": "A cell holds invisible characters that change how text reads.",
    "mixed-scripts": "A word of a name mixes letters of two scripts that look alike, so that it is not found.",
    "bad-json": "The JSON does not follow the standard, or names a thing twice.",
    "missing-sheet": "A sheet that is needed is not there.",
    "unknown-sheet": "A sheet is not one of those that a network has; it was not read.",
    "duplicate-sheet": "Two files or sheets are the same sheet of a network.",
    "hidden-sheet": "A sheet of the workbook is hidden; it was read all the same.",
    "error-cell": "A cell of the workbook shows an error instead of a value.",
    "doubtful-cell": "A cell of a table that was brought in could not be taken as it is.",
    "formula-without-value": "A cell of the workbook holds a formula whose result is not in the file.",
    "merged-cells": "Cells of the workbook are merged; only the first of them has the value.",
    "month-as-day": "A last day is the first of a month, which spreadsheet programs make of a month.",
    # tables
    "too-many-cells": "A row has more cells than the header.",
    "too-few-cells": "A row has fewer cells than the header.",
    "duplicate-column": "Two columns have the same name.",
    "missing-column": "A column that is needed is not there.",
    "unknown-column": "A column is not one of those that the sheet has.",
    "missing-value": "A cell that must be filled is blank.",
    "wrong-type": "A cell does not hold a value of the column's type.",
    "not-a-choice": "A cell holds a value that is not on the column's list.",
    "unknown-country": "A country is not an ISO 3166 code, nor XK.",
    "bad-date": "A date is not of the form 2018, 2018-11 or 2018-11-29, or does not exist.",
    "until-before-since": "Something ends before it begins.",
    "not-for-this-kind": "A property is filled that this kind does not have.",
    # actors, ties, sources
    "unknown-kind": "The kind is not in the schema.",
    "unknown-tie": "The kind of tie is not in the schema.",
    "derived-tie": "This tie is derived from a cell of the actors sheet and is not written in ties.",
    "bad-id": "An id is not a slug.",
    "duplicate-id": "Two rows have the same id.",
    "unknown-reference": "A row names an actor or source that is not there.",
    "ambiguous-name": "A name fits several actors.",
    "repeated-name": "A row without an id has the name and country of another row.",
    "near-name": "Places of one kind and country have names that are spelled almost alike; they may be one.",
    "odd-country": "A code occurs once and looks like a slip for one that occurs often.",
    "wrong-ends": "This kind of tie does not hold between actors of these kinds.",
    "wrong-levels": "Vertical cooperation runs between levels; a partnership within one.",
    "self-tie": "An actor is tied to itself.",
    "bad-open-end": "An open end is not of the form 'some City in XK'.",
    "no-source": "A row names no source.",
    "undated-source": "A source has neither a date of publication nor a day when it was read.",
    "unknown-gap": "A decision names no gap, or one of a rule that there is not.",
    "two-subjects": "A fact is about an actor and about a tie at once.",
    "unknown-property": "A fact gives a property that no kind has, and that is spelled like one that a kind has.",
    "example-row": "The worked example of the template is still there.",
    "list-not-full": "A list is declared full, but does not count as such.",
    "sensitive-column": "A column holds what this software should not hold about persons.",
    "refused-kind": "A kind marks persons in a way that this software refuses.",
    # own definitions
    "bad-schema": "A kind's file is not as it should be.",
    "bad-query": "A query's front matter is not as it should be.",
    "bad-view": "A view's file is not as it should be.",
    "unread-file": "A file among the own kinds, queries and views is in no place where it is read.",
    "bad-settings": "A setting in network.toml is not as it should be.",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem, with its place.

    Parameters
    ----------
    code : str
        One of `CODES`.
    file : str
        Name of the file, without the folder.
    sheet : str or None
        The workbook's sheet, where there is one.
    row : int or None
        The record as a spreadsheet program numbers it: the header is 1, blank lines count.
    line : int or None
        The physical line in a text file, 1-based.
    column : str or None
        Name of the column.
    expected, found, mend : str
        What should stand there, what stands there, and how to mend it.
    level : {"error", "warning"}
        An error keeps the network from being loaded.

    Examples
    --------
    >>> print(Problem("unknown-country", "actors.csv", None, 14, 14, "country",
    ...               "an ISO country code", "'Kenia'", "write KE"))
    actors.csv, row 14, column 'country': expected an ISO country code, found 'Kenia'. [unknown-country]
      To mend: write KE.
    """

    code: str
    file: str
    sheet: str | None
    row: int | None
    line: int | None
    column: str | None
    expected: str
    found: str
    mend: str
    level: Level = "error"

    def __post_init__(self) -> None:
        if self.code not in CODES:
            raise ValueError(f"no such code: {self.code}")

    def place(self) -> str:
        """The place in words: file, sheet, row, column; in a JSON file the path of the value.

        Examples
        --------
        >>> Problem("unknown-country", "net.json", "actors", 5, None, "country", "a code", "'Kenia'", "write KE").place()
        'net.json, actors[3].country'
        """
        if self.file.lower().endswith(".json") and self.sheet:
            record = f"[{self.row - 2}]" if self.row is not None and self.row > 1 else ""
            return f"{self.file}, {self.sheet}{record}" + (f".{self.column}" if self.column is not None else "")
        parts = [self.file]
        if self.sheet:
            parts.append(f"sheet '{self.sheet}'")
        if self.row is not None:
            parts.append(f"row {self.row}")
        if self.column is not None:
            parts.append(f"column '{self.column}'")
        return ", ".join(parts)

    def __str__(self) -> str:
        head = "warning: " if self.level == "warning" else ""
        return f"{head}{self.place()}: expected {self.expected}, found {self.found}. [{self.code}]\n  To mend: {self.mend}."

    def as_json(self) -> dict[str, Any]:
        """The fields as the command line prints them."""
        return asdict(self)


def column_letter(position: int) -> str:
    """Letter of a column in a spreadsheet, from its 0-based position.

    Examples
    --------
    >>> column_letter(0), column_letter(25), column_letter(26)
    ('A', 'Z', 'AA')
    """
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters

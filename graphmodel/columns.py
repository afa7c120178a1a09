"""Columns of the sheets, and a coded column of text: what the border works on instead of single cells."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import overload

import numpy as np
import numpy.typing as npt
import pandas as pd

from graphmodel.marking import MARKINGS
from graphmodel.schema import Schema

__all__ = ["ACTOR_COLUMNS", "CHOICES", "FORMS", "REQUIRED", "Cells", "Coded", "sheet_columns", "texts_of"]

FORMS = ("met", "exchange", "joint activity", "memorandum", "joint body")

CHOICES: dict[tuple[str, str], tuple[str, ...]] = {
    ("ties", "says"): ("yes", "no"),
    ("ties", "form"): FORMS,
    ("ties", "basis"): ("document", "own website", "press", "told us", "inferred"),
    ("sources", "tlp"): MARKINGS,
    ("coverage", "list"): ("full", "part", "register"),
    ("decisions", "decision"): ("close", "not a gap", "wait"),
}
"""Columns whose cells are on a fixed list, by sheet."""

REQUIRED: dict[str, tuple[str, ...]] = {
    "actors": ("kind", "name"),
    "ties": ("from", "tie", "to"),
    "sources": ("id", "title"),
    "coverage": ("source", "tie", "list"),
    "facts": ("property", "value"),
    "decisions": ("gap", "decision"),
}
"""Columns that must be there and filled, by sheet."""

_BEFORE = ("id", "kind", "name", "country", "level", "name_ar", "other_names", "city")
_AFTER = ("since", "until", "source", "note")
ACTOR_COLUMNS = (*_BEFORE, *_AFTER)
"""Columns of actors of any kind; those of the properties stand between them."""
_FIXED = {
    "ties": (
        "from", "tie", "to", "says", "since", "until", "programme", "form", "role", "key", "source", "locator",
        "quote", "basis", "note",
    ),
    "sources": ("id", "title", "publisher", "published", "url", "read_on", "tlp"),
    "coverage": ("source", "tie", "of", "kind", "countries", "list", "said", "from", "to"),
    "facts": ("actor", "tie", "property", "value", "of", "date", "source"),
    "decisions": ("gap", "decision", "office", "date", "due", "reason"),
}  # fmt: skip


def sheet_columns(sheet: str, schema: Schema) -> tuple[str, ...]:
    """Columns of a sheet; those of `actors` follow from the properties of the kinds.

    Examples
    --------
    >>> from graphmodel.schema import builtin_schema
    >>> sheet_columns("sources", builtin_schema())
    ('id', 'title', 'publisher', 'published', 'url', 'read_on', 'tlp')
    """
    if sheet == "actors":
        return (*_BEFORE, *schema.node_properties, *_AFTER)
    return _FIXED[sheet]


class Cells(Sequence[str]):
    """Raw cells of a column, of which each distinct text is held once.

    Parameters
    ----------
    codes : numpy.ndarray of int32, shape (n,)
        Position in `values` of each cell.
    values : list of str
        Texts as they stand; two may be the same.

    Examples
    --------
    >>> cells = Cells(np.array([0, 1, 0], dtype=np.int32), ["Peja", "Budva"])
    >>> list(cells), cells[-1], cells[1:], cells == ["Peja", "Budva", "Peja"]
    (['Peja', 'Budva', 'Peja'], 'Peja', ['Budva', 'Peja'], True)
    """

    __slots__ = ("codes", "values")

    def __init__(self, codes: npt.NDArray[np.int32], values: list[str]) -> None:
        self.codes = codes
        self.values = values

    def __len__(self) -> int:
        return len(self.codes)

    def __iter__(self) -> Iterator[str]:
        return map(self.values.__getitem__, self.codes.tolist())

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> list[str]: ...
    def __getitem__(self, at: int | slice) -> str | list[str]:
        if isinstance(at, slice):
            return [self.values[code] for code in self.codes[at].tolist()]
        return self.values[int(self.codes[at])]

    def __eq__(self, other: object) -> bool:
        return list(self) == list(other) if isinstance(other, Sequence) else NotImplemented

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"Cells({list(self)!r})"


def texts_of(cells: Sequence[str]) -> Sequence[str]:
    """Each text of some cells, at least once: for what can be said of a text wherever it stands."""
    return cells.values if isinstance(cells, Cells) else cells


@dataclass(frozen=True)
class Coded:
    """A column of text as codes into its distinct values, so that each value is looked at once.

    Parameters
    ----------
    codes : numpy.ndarray of int32, shape (n,)
        Position in `values` of each cell; files may not have so many rows that more is needed.
    values : list of str
        Distinct texts, stripped, in normal form C, each line ended by a line feed alone.
    """

    codes: npt.NDArray[np.int32]
    values: list[str]

    @classmethod
    def of(cls, cells: Sequence[str]) -> Coded:
        """Code some cells."""
        codes, found = (cells.codes, cells.values) if isinstance(cells, Cells) else _factorized(cells)
        clean = [unicodedata.normalize("NFC", _lines(text.strip())) for text in found]
        if len(set(clean)) == len(clean):
            return cls(codes.astype(np.int32), clean)
        again, values = pd.factorize(np.array(clean, dtype=object))
        return cls(again[codes].astype(np.int32), list(values))

    def __len__(self) -> int:
        return len(self.codes)

    def replaced(self, texts: Mapping[str, str]) -> Coded:
        """The column with some of its values exchanged for others."""
        if not texts:
            return self
        again, values = pd.factorize(np.array([texts.get(value, value) for value in self.values], dtype=object))
        return Coded(again[self.codes].astype(np.int32) if len(self.codes) else self.codes, list(values))

    def texts(self) -> npt.NDArray[np.object_]:
        """One text per row."""
        table = np.empty(len(self.values), dtype=object)
        table[:] = self.values
        return table[self.codes] if len(self.values) else np.empty(0, dtype=object)

    def map(self, function: Callable[[str], object], dtype: npt.DTypeLike) -> npt.NDArray[np.generic]:
        """Result of a function per row, computed once per distinct value."""
        table = np.array([function(value) for value in self.values], dtype=dtype)
        return table[self.codes] if len(self.values) else np.empty(0, dtype=dtype)

    def where(self, test: Callable[[str], bool]) -> npt.NDArray[np.bool_]:
        """Rows whose value passes a test, which is called once per distinct value."""
        flags = np.array([test(value) for value in self.values], dtype=bool)
        return flags[self.codes] if len(self.values) else np.empty(0, dtype=bool)

    def category(self) -> pd.Categorical:
        """The column as a categorical, blank text included."""
        return pd.Categorical.from_codes(self.codes, pd.Index(self.values, dtype=object))

    def blanked(self, rows: npt.NDArray[np.bool_]) -> Coded:
        """The column with nothing in some rows."""
        if not rows.any():
            return self
        values = self.values if "" in self.values else [*self.values, ""]
        return Coded(np.where(rows, values.index(""), self.codes), values)

    def take(self, rows: npt.NDArray[np.integer] | npt.NDArray[np.bool_]) -> Coded:
        """Some rows of the column."""
        return Coded(self.codes[rows], self.values)


def _factorized(cells: Sequence[str]) -> tuple[npt.NDArray[np.intp], Iterable[str]]:
    raw = np.empty(len(cells), dtype=object)
    raw[:] = cells
    return pd.factorize(raw)


def _lines(text: str) -> str:
    """Line ends of any system as line feeds: a lone carriage return would end a row of CSV."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text

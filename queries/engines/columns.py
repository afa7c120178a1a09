"""Columns as every engine takes them: texts or nothing, days, numbers by their type, ids that do not repeat."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pandas as pd

if TYPE_CHECKING:
    from graphmodel.schema import Property

__all__ = ["Flags", "Objects", "before", "blank", "days", "filled", "ids_of", "nothing", "rows", "text", "typed"]

Objects = npt.NDArray[np.object_]
Flags = npt.NDArray[np.bool_]

WHOLE_NUMBERS = ("count", "year")
"""Types of properties that are integers in an engine."""


def nothing(length: int) -> Objects:
    return np.full(length, None, dtype=object)


def text(column: pd.Series[Any]) -> Objects:
    """Texts, None for blank ones."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        names = np.array([*column.cat.categories, None], dtype=object)
        names[names == ""] = None
        return np.asarray(names[column.cat.codes.to_numpy()], dtype=object)
    texts = np.array(column.to_numpy(dtype=object))  # pandas 3.1 does not copy texts that were pickled, even if told to
    texts[(texts == "") | column.isna().to_numpy()] = None
    return texts


def days(column: pd.Series[Any]) -> npt.NDArray[np.datetime64]:
    return column.to_numpy(dtype="datetime64[s]")


def before(days: npt.NDArray[np.datetime64], day: dt.date | None) -> Flags:
    """Which days lie before the one that is asked about; none if no day is."""
    if day is None:
        return np.zeros(len(days), dtype=bool)
    return np.asarray(days < np.datetime64(day, "s"))


def typed(column: pd.Series[Any], prop: Property) -> Any:
    """A property by its type: whole numbers as integers, other numbers as floats, the rest as text."""
    if not pd.api.types.is_numeric_dtype(column.dtype):
        return text(column)
    if prop.type in WHOLE_NUMBERS:
        values = column.to_numpy(dtype=np.float64)
        missing = np.isnan(values)
        return pd.arrays.IntegerArray(np.where(missing, 0, values).astype(np.int64), missing)
    return column.to_numpy(dtype=np.float64)


def blank(texts: Objects) -> list[str]:
    return ["" if text is None else text for text in texts.tolist()]


def rows(frame: pd.DataFrame, rows: Flags) -> pd.DataFrame:
    return filled(frame.take(np.flatnonzero(rows)).reset_index(drop=True) if rows.any() else frame.iloc[:0])


def filled(frame: pd.DataFrame) -> pd.DataFrame:
    """Without the columns that hold nothing: to an engine a property that nobody has is none."""
    return frame[[name for name in frame.columns if frame[name].notna().any() or name in ("id", "from_id", "to_id")]]


def ids_of(parts: list[Objects]) -> Objects:
    """Ids from several texts; a number is added to those that repeat."""
    names = pd.Series(["|".join("" if t is None else t for t in row) for row in zip(*parts, strict=True)], dtype=object)
    again = names.groupby(names).cumcount().to_numpy() if len(names) else np.empty(0, dtype=np.int64)
    for row in np.flatnonzero(again).tolist():
        names.iloc[row] = f"{names.iloc[row]}|{again[row] + 1}"
    return names.to_numpy(dtype=object)

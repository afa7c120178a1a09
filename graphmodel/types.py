"""Value types of properties: each parses a cell, says what it expects, and how to mend a cell that does not fit."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from graphmodel.dates import is_date, meant_date

__all__ = ["TYPES", "ValueType"]

Storage = Literal["text", "number"]


@dataclass(frozen=True)
class ValueType:
    """A type of value.

    Parameters
    ----------
    name : str
        As schema files write it.
    expected : str
        Ends the sentence "expected …".
    mend : str
        Ends the sentence "to mend: …".
    parse : callable
        Text to value; raises ValueError.
    storage : {"text", "number"}
        How the column is kept: as text, or as float with NaN for blank.
    code : str
        The problem's code when a cell does not fit.
    several : bool
        Whether a cell may hold several values.
    """

    name: str
    expected: str
    mend: str
    parse: Callable[[str], Any]
    storage: Storage = "text"
    code: str = "wrong-type"
    several: bool = False

    def parts(self, text: str) -> list[str]:
        """The values of a cell: the whole, if it can hold but one.

        Examples
        --------
        >>> TYPES["codes"].parts("mk; sq"), TYPES["text"].parts("A; b"), TYPES["countries"].parts("")
        (['mk', 'sq'], ['A; b'], [])
        """
        found = re.split("[;,]", text) if self.several else [text]
        return [part.strip() for part in found if part.strip()]

    def how_to_mend(self, text: str) -> str:
        """Ends the sentence "to mend: …" for one cell: what to write, where there is no doubt what is meant.

        Examples
        --------
        >>> [TYPES[name].how_to_mend(text) for name, text in (("count", "75.051"), ("latitude", "42,13"), ("count", "many"))]
        ['write 75051', 'write 42.13', 'write digits only, such as 75051']
        """
        for meant in _meant(self.name, text):
            with contextlib.suppress(ValueError):
                self.parse(meant)
                return f"write {meant}"
        return self.mend


def _meant(name: str, text: str) -> Iterator[str]:
    """What a cell that does not fit may mean, as it should be written."""
    if name == "date":
        yield meant_date(text) or ""
    elif name == "count" and re.fullmatch(r"\d{1,3}(?:([ .,'’\u00a0\u202f])\d{3})(?:\1\d{3})*", text):
        yield re.sub(r"\D", "", text)
    elif name == "count" and re.fullmatch(r"\d+[.,]0+", text):
        yield re.split("[.,]", text)[0]
    elif name in ("latitude", "longitude", "share") and re.fullmatch(r"-?\d+,\d+", text):
        yield text.replace(",", ".")


def _count(text: str) -> int:
    if not re.fullmatch(r"\d{1,15}", text):
        raise ValueError(text)
    return int(text)


def _number(text: str) -> float:
    if not re.fullmatch(r"-?\d+(\.\d+)?", text):
        raise ValueError(text)
    return float(text)


def _within(low: float, high: float) -> Callable[[str], float]:
    def parse(text: str) -> float:
        value = _number(text)
        if not low <= value <= high:
            raise ValueError(text)
        return value

    return parse


def _year(text: str) -> int:
    value = _count(text)
    if not 1000 <= value <= 2999:
        raise ValueError(text)
    return value


def _date(text: str) -> str:
    if not is_date(text):
        raise ValueError(text)
    return text


def _codes(text: str) -> str:
    if not re.fullmatch(r"[a-z]{2,3}([;,] ?[a-z]{2,3})*", text):
        raise ValueError(text)
    return text


def _countries(text: str) -> str:
    if not re.fullmatch(r"[A-Z]{2}(; ?[A-Z]{2})*", text):
        raise ValueError(text)
    return text


def _url(text: str) -> str:
    if not re.fullmatch(r"https?://[^\s<>\"']+", text):
        raise ValueError(text)
    return text


def _boolean(text: str) -> str:
    if text not in ("yes", "no"):
        raise ValueError(text)
    return text


TYPES: Mapping[str, ValueType] = {
    kind.name: kind
    for kind in (
        ValueType("text", "text", "write text", str),
        ValueType("count", "a whole number", "write digits only, such as 75051", _count, "number"),
        ValueType("number", "a number", "write digits with a point, such as 3.5", _number, "number"),
        ValueType("year", "a year", "write four digits, such as 2021", _year, "number"),
        ValueType("latitude", "degrees from -90 to 90", "write such as 42.13222", _within(-90, 90), "number"),
        ValueType("longitude", "degrees from -180 to 180", "write such as 21.71444", _within(-180, 180), "number"),
        ValueType("share", "a number from 0 to 1", "write such as 0.25", _within(0, 1), "number"),
        ValueType("boolean", "yes or no", "write yes, no, or leave it blank", _boolean),
        ValueType(
            "date", "a date like 2018, 2018-11 or 2018-11-29", "write the year first, then month and day", _date,
            code="bad-date",
        ),
        ValueType("codes", "language codes like mk;sq", "write ISO 639 codes with ; between them", _codes, several=True),
        ValueType(
            "countries", "country codes like AL;RS", "write ISO 3166 codes with ; between them", _countries, several=True
        ),
        ValueType("url", "a link that begins with http:// or https://", "write the whole address", _url),
    )
}  # fmt: skip

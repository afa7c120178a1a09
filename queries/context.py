"""How alike two actors are in what the schema marks as context: the general coefficient of Gower (1971)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from graphmodel.network import Network
from graphmodel.schema import Property
from graphmodel.types import TYPES
from queries.languages import language_name, listed

__all__ = ["ABOUT_THE_SAME", "Compared", "Context", "relation"]

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Compared:
    """One property of two actors.

    Parameters
    ----------
    value : float or None
        Likeness from 0 to 1; None if it is not known of one of them.
    first, second : str
        The two values in words, blank if not known.
    evidence : tuple of str
        `property:actor` of each value that was used.
    relation : str
        Which words fit the two values; blank if one is not known. See `relation`.
    times : str
        How many times the smaller number the larger one is, "2" or "2.1"; blank if they are no counts.
    """

    property: Property
    value: float | None
    first: str
    second: str
    evidence: tuple[str, ...]
    relation: str = ""
    times: str = ""


ABOUT_THE_SAME = 1.25
"""Up to so many times the other a count is called about the same; a judgement."""


def relation(one: Any, other: Any, *, count: bool) -> tuple[str, str]:
    """Words that fit two values, and how many times the smaller one the larger is.

    Of counts `similar`, `larger` or `smaller` (the second than the first); of lists `same`, `some` or `none` in common;
    of anything else `same` or `other`.

    Examples
    --------
    >>> relation(75051.0, 100903.0, count=True), relation(75051.0, 64773.0, count=True)
    (('larger', '1.3'), ('similar', '1.2'))
    >>> relation(frozenset({"mk", "sq"}), frozenset({"sq"}), count=False)
    ('some', '')
    """
    if isinstance(one, frozenset):
        return ("same" if one == other else "some" if one & other else "none"), ""
    if not count or not one or not other:
        return ("same" if one == other else "other"), ""
    times = max(one, other) / min(one, other)
    word = "similar" if times <= ABOUT_THE_SAME else "larger" if other > one else "smaller"
    return word, f"{times:,.0f}" if times >= 10 else f"{times:.1f}".removesuffix(".0")


class Context:
    """Likeness of actors of one kind.

    Of each property that is known of both: 1 − |difference| / range if it is a number, where a count is taken by its
    logarithm, since counts of people span orders of magnitude; the share of common values if it is a list; else
    whether both have the same. Gower's coefficient is the mean of those that are known.

    Parameters
    ----------
    network : Network
    kind : str
        Properties of this kind are compared.
    lang : {"en", "ar"}
        Language of the words.

    Notes
    -----
    A blank cell takes the value of the actor's country, where countries have a property of that name.
    Gower, J. C. (1971), A general coefficient of similarity and some of its properties, Biometrics 27.
    """

    def __init__(self, network: Network, kind: str, lang: str = "en") -> None:
        self.network = network
        self.lang = lang
        declared = network.schema.properties_of(kind).values()
        self.properties = [prop for prop in declared if prop.context and prop.name in network.actors.columns]
        self.absent = [prop for prop in declared if prop.context and prop.name not in network.actors.columns]
        alike = network.actors["kind"].isin(network.schema.descendants(kind)).to_numpy()
        self._rows = np.flatnonzero(alike)

    def compare(self, first: int, second: int) -> list[Compared]:
        """Each property of two actors, given by their rows in `network.actors`."""
        found = [self._compared(prop, first, second) for prop in self.properties]
        return found + [Compared(prop, None, "", "", ()) for prop in self.absent]

    def values(self, first: int, second: int) -> list[float | None]:
        """The values of `compare`, without words and evidence."""
        found = (float(self._likeness(prop, first, np.array([second]))[0]) for prop in self.properties)
        return [*(None if np.isnan(value) else value for value in found), *(None for _ in self.absent)]

    def gower(self, first: int, others: Sequence[int]) -> Floats:
        """Gower's coefficient of one actor and others; 0 where nothing is known of both.

        Returns
        -------
        numpy.ndarray of float, shape (len(others),)
        """
        places = np.asarray(others, dtype=np.int64)
        if not self.properties:
            return np.zeros(len(places))
        table = np.array([self._likeness(prop, first, places) for prop in self.properties])
        known = ~np.isnan(table)
        return np.asarray(np.where(known, table, 0.0).sum(axis=0) / np.maximum(known.sum(axis=0), 1))

    def _compared(self, prop: Property, first: int, second: int) -> Compared:
        value = float(self._likeness(prop, first, np.array([second]))[0])
        cells = [self._columns[prop.name][row] for row in (first, second)]
        whence = [self._whence[prop.name].get(row, row) for row in (first, second)]
        words = [
            "" if cell is None else self._words(prop, cell, row, there)
            for cell, row, there in zip(cells, (first, second), whence, strict=True)
        ]
        known = not np.isnan(value)
        evidence = tuple(f"{prop.name}:{self._ids[row]}" for row in whence) if known else ()
        how = relation(cells[0], cells[1], count=prop.type == "count") if known else ("", "")
        return Compared(prop, value if known else None, words[0], words[1], evidence, *how)

    def _likeness(self, prop: Property, first: int, others: npt.NDArray[np.int64]) -> Floats:
        if prop.name in self._numbers:
            values = self._numbers[prop.name]
            span = self._spans[prop.name]
            apart = np.abs(values[others] - values[first])
            return np.asarray(1.0 - apart / span if span > 0 else np.where(np.isnan(apart), np.nan, 1.0))
        cells = self._columns[prop.name]
        own = cells[first]
        return np.array([_alike(own, cells[row]) for row in others.tolist()])

    # what is known of whom

    @cached_property
    def _ids(self) -> list[str]:
        return [str(ident) for ident in self.network.actors["id"]]

    @cached_property
    def _columns(self) -> dict[str, list[Any]]:
        """Cells of each property: None, a number, a set, or text."""
        found = {}
        for prop in self.properties:
            column = self.network.actors[prop.name].astype(object).tolist()
            cells = [_cell(value, prop) for value in column]
            for row, there in self._whence[prop.name].items():
                cells[row] = cells[there]
            found[prop.name] = cells
        return found

    @cached_property
    def _whence(self) -> dict[str, dict[int, int]]:
        """Of each property, rows whose blank cell takes the value of another row, that of the country."""
        countries = [str(code) for code in self.network.actors["country"]]
        found: dict[str, dict[int, int]] = {}
        for prop in self.properties:
            cells = [_cell(value, prop) for value in self.network.actors[prop.name].astype(object)]
            places = ((row, self.network.position.get(countries[row])) for row in self._rows.tolist())
            found[prop.name] = {
                row: there for row, there in places
                if there is not None and there != row and cells[row] is None and cells[there] is not None
            }  # fmt: skip
        return found

    @cached_property
    def _numbers(self) -> dict[str, Floats]:
        found = {}
        for prop in self.properties:
            if TYPES[prop.type].storage == "number":
                values = np.array([np.nan if cell is None else float(cell) for cell in self._columns[prop.name]])
                found[prop.name] = np.log10(1.0 + values) if prop.type == "count" else values
        return found

    @cached_property
    def _spans(self) -> dict[str, float]:
        """Range of each number over all actors of the kind."""
        found = {}
        for name, values in self._numbers.items():
            known = values[self._rows][~np.isnan(values[self._rows])]
            found[name] = float(known.max() - known.min()) if len(known) else 0.0
        return found

    def _words(self, prop: Property, cell: Any, row: int, there: int) -> str:
        if isinstance(cell, frozenset):
            codes = sorted(cell)
            words = [language_name(code, self.lang) for code in codes] if prop.type == "codes" else codes
            text = listed([self.network.name_of(word) for word in words], self.lang)
            beside = {"en": "those of its country", "ar": "لغات دولتها"}[self.lang] if there != row else ""
            return f"{text} ({beside})" if beside else text
        text = f"{cell:,.0f}" if isinstance(cell, float) and cell.is_integer() and prop.type == "count" else str(cell)
        year = self._year(prop, there)
        return f"{text} ({year})" if year else text

    def _year(self, prop: Property, row: int) -> str:
        """The year that a value is of, if there is a column `NAME_year`."""
        column = f"{prop.name}_year"
        if column not in self.network.actors.columns:
            return ""
        value = self.network.actors[column].iat[row]
        return f"{value:.0f}" if isinstance(value, float) and not np.isnan(value) else ""


def _cell(value: Any, prop: Property) -> Any:
    if value is None or value == "" or (isinstance(value, float) and np.isnan(value)):
        return None
    if TYPES[prop.type].several:
        return frozenset(TYPES[prop.type].parts(str(value)))
    return value


def _alike(one: Any, other: Any) -> float:
    if one is None or other is None:
        return float("nan")
    if isinstance(one, frozenset):
        return len(one & other) / len(one | other)
    return float(one == other)

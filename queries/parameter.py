"""Values that a query takes: of which type each is, and what the query gets for what was given."""

from __future__ import annotations

import calendar
import datetime as dt
import json
import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graphmodel.dates import is_date, last_day, mend_date
from graphmodel.errors import UsageProblem
from graphmodel.nearest import nearest

if TYPE_CHECKING:
    from graphmodel.network import Network

__all__ = ["TYPES", "Parameter"]

TYPES = {
    "text": "A text; `city=123` is the text 123.",
    "number": "A number, such as 0.5.",
    "whole number": "A whole number, such as 12.",
    "date": "A day; 2018 is its last day, 2018-11 too. The query gets ISO text: `date($since)`.",
    "months": "A number of months; the query gets the day so long before the one that is asked about.",
    "yes or no": "yes or no; the query gets true or false.",
    "list": "Texts: a list in JSON, or with commas between them.",
    "kind": "The name of a kind of actor, such as City.",
    "actor": "An actor, by its id or any of its names in any script; the query gets the id, or an empty text for none.",
}
"""Types of parameters, and what each takes."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value that a query takes: its type in words, what it is for, and what it is if nothing is given.

    Examples
    --------
    >>> Parameter("since", "date").plain("2018-11")
    '2018-11-30'
    >>> Parameter("only_new", "yes or no").plain("no")
    False
    """

    name: str
    type: str = "text"
    description: str = ""
    default: Any = None

    def value(self, given: Any, network: Network, *, day: dt.date | None = None) -> Any:
        """What the query gets for a value that was given.

        Parameters
        ----------
        given : object
            A value of the parameter's type, or the text of one.
        network : Network
            What is asked: it knows the kinds and the actors.
        day : date, optional
            The day that is asked about; that of the view unless said.

        Raises
        ------
        UsageProblem
            If the value is none of the parameter's type; with the nearest, where there is one.
        """
        if given is None:
            return None
        if self.type == "months":
            return _months_before(self._whole_number(given), day or network.seen_as_of)
        if self.type == "kind":
            return self._kind(given, network)
        if self.type == "actor":
            return self._actor(given, network)
        return self.plain(given)

    def plain(self, given: Any) -> Any:
        """As `value`, as far as that follows from the value alone: the name of an actor or of a kind stays as it is."""
        read: dict[str, Callable[[Any], Any]] = {
            "number": self._number, "whole number": self._whole_number, "months": self._whole_number,
            "date": self._date, "yes or no": self._truth, "list": self._list,
        }  # fmt: skip
        return read[self.type](given) if self.type in read else self._text(given)

    def _not(self, expected: str, given: Any, mend: str = "") -> UsageProblem:
        return UsageProblem(
            f"parameter '{self.name}': expected {expected}, found '{given}'" + (f"; {mend}" if mend else "")
        )

    def _text(self, given: Any) -> str:
        if isinstance(given, str):
            return given
        if isinstance(given, (dict, list, tuple)):
            raise self._not("a text", given)
        return given.isoformat() if isinstance(given, dt.date) else json.dumps(given)

    def _number(self, given: Any) -> float | int:
        number = _read_number(given)
        if number is None:
            raise self._not("a number", given)
        return number

    def _whole_number(self, given: Any) -> int:
        number = _read_number(given)
        if self.type == "months" and not (isinstance(number, int) and number >= 0):
            raise UsageProblem(
                f"parameter '{self.name}' is a number of months; expected a whole number from 0 on, found '{given}'"
            )
        if not isinstance(number, int):
            raise self._not("a whole number", given)
        return number

    def _date(self, given: Any) -> str:
        if isinstance(given, dt.date):
            return given.isoformat()
        if not isinstance(given, (str, int)) or isinstance(given, bool) or not is_date(str(given)):
            raise self._not("a date like 2018, 2018-11 or 2018-11-29", given, mend_date(str(given)) or "")
        return last_day(str(given)).isoformat()

    def _truth(self, given: Any) -> bool:
        truths = {"yes": True, "true": True, "no": False, "false": False}
        found = truths.get(str(given).lower())
        if found is None:
            raise self._not("yes or no", given)
        return found

    def _list(self, given: Any) -> list[Any]:
        if isinstance(given, str):
            if given.lstrip().startswith("["):
                try:
                    given = json.loads(given)
                except (ValueError, RecursionError):
                    raise self._not("a list in JSON", given) from None
            else:
                given = [part.strip() for part in given.split(",") if part.strip()]
        if not isinstance(given, (list, tuple)):
            raise self._not("a list", given)
        return list(given)

    def _kind(self, given: Any, network: Network) -> str:
        schema = network.schema
        if given not in schema.nodes:
            close = nearest(str(given), schema.nodes)
            hint = f"did you mean {close}?" if close else "there are: " + ", ".join(schema.nodes)
            raise UsageProblem(f"parameter '{self.name}': no kind '{given}'; {hint}")
        return str(given)

    def _actor(self, given: Any, network: Network) -> str:
        text = self._text(given)
        if not text:
            return text
        found = network.find_actor(text)
        if len(found) == 1:
            return found[0]
        if found:
            rows = [network.actor(ident) for ident in found]
            listed = "; ".join(f"{row['id']} ({row['name']}, {row['kind']}, {row['country']})" for row in rows)
            raise UsageProblem(f"parameter '{self.name}': '{text}' is the name of several; use an id: {listed}")
        close = network.nearest_actor(text)
        hint = f"; the nearest is {close} ({network.told_apart(close)})" if close else ""
        raise UsageProblem(f"parameter '{self.name}': no actor is called '{text}'{hint}")


_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)


def _read_number(given: Any) -> float | int | None:
    """A number, whole if it is written so; None if it is none that an engine takes."""
    if isinstance(given, str) and _NUMBER.fullmatch(given.strip()):
        given = float(given) if re.search(r"[.eE]", given) else int(given)
    if isinstance(given, bool) or not isinstance(given, (int, float)):
        return None
    if isinstance(given, float) and not math.isfinite(given):
        return None
    return given if not isinstance(given, int) or -(2**63) <= given < 2**63 else None


def _months_before(months: int, day: dt.date | None) -> str:
    """The day so many months before another, as ISO text; the last of its month if there is no such day."""
    if day is None:
        return dt.date.min.isoformat()
    month = day.year * 12 + day.month - 1 - months
    year, at = month // 12, month % 12 + 1
    if year < 1:
        return dt.date.min.isoformat()
    return dt.date(year, at, min(day.day, calendar.monthrange(year, at)[1])).isoformat()

"""What stands first in the dates of a table of one's own, day or month: one date that leaves no doubt tells it for all.

Nothing is taken without a reason, and the reason is told: the row that decides, or what was said for all rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from graphmodel.dates import ORDERS, day_readings, is_date, meant_date, mend_date

__all__ = ["DateOrder", "date_order", "mend_own_date", "several_days"]

_SEVERAL = re.compile(
    r"(\d{1,2})\.?\s*[-–—/]\s*(\d{1,2})((?:\s+|\.\s*)[^\W\d_]+\.?,?\s*\d{4}\.?|\.\s*\d{1,2}\.\s*\d{2,4}\.?)"
)
_YEAR_FIRST = "write the year first, then month and day"


@dataclass(frozen=True, slots=True)
class DateOrder:
    """What stands first, and why.

    Parameters
    ----------
    first : str
        One of `ORDERS`; blank if nothing decides.
    because : str
        What decides; or why nothing does.
    said : bool
        Whether it was said for all rows, so that no date may be read otherwise.
    mixed : bool
        Whether some dates of the column begin with the day and some with the month.
    unclear : (int, str) or None
        Row and text of the first date that nobody can tell the meaning of.
    """

    first: str = ""
    because: str = "no date of the column has a day above 12"
    said: bool = False
    mixed: bool = False
    unclear: tuple[int, str] | None = None

    @property
    def why(self) -> str:
        """How dates were read and what tells it, as a part of a sentence."""
        return f"read as {ORDERS[self.first]} because {self.because}"

    def decides(self, text: str) -> bool:
        """Whether a date has two meanings and is read by the order alone."""
        return self.first in day_readings(text) and _has_two_meanings(text)

    def read(self, text: str) -> str:
        """The date as the sheets write it; blank if nobody can tell what is meant."""
        if is_date(text):
            return text
        readings = day_readings(text)
        if readings and self.said:
            return readings.get(self.first, "")
        if self.decides(text):
            return readings[self.first]
        return "" if self.mixed and _has_two_meanings(text) else meant_date(text) or ""


def date_order(dates: Iterable[tuple[int, str]], said: str = "") -> DateOrder:
    """What stands first in the dates of a column.

    Parameters
    ----------
    dates : iterable of (int, str)
        Number of the row, and the cell.
    said : str
        What was said for all rows, one of `ORDERS`; blank if nothing.

    Examples
    --------
    >>> order = date_order([(2, "14/05/2024"), (3, "05/06/2024")])
    >>> order.why, order.read("05/06/2024")
    ('read as day/month/year because row 2 says 14/05/2024', '2024-06-05')
    >>> date_order([(2, "05/06/2024")]).read("05/06/2024")
    ''
    """
    if said:
        return DateOrder(said, f"date_order={said} was said for all rows", said=True)
    clear: dict[str, str] = {}
    twofold: list[tuple[int, str]] = []
    for row, text in dates:
        readings = day_readings(text)
        if len(readings) == 1:
            clear.setdefault(next(iter(readings)), f"row {row} says {text.strip()}")
        elif _has_two_meanings(text):
            twofold.append((row, text.strip()))
    if len(clear) == 1:
        return DateOrder(*next(iter(clear.items())))
    contrary = " but ".join(clear[first] for first in ORDERS if first in clear)
    order = DateOrder(because=contrary, mixed=True) if clear else DateOrder()
    return replace(order, unclear=next((date for date in twofold if not order.read(date[1])), None))


def several_days(text: str) -> tuple[str, str] | None:
    """The first and the last of several days of one month that a cell names, each as a date of its own; None if it names one.

    Examples
    --------
    >>> several_days("14-15 May 2024"), several_days("14. – 16.05.24")
    (('14 May 2024', '15 May 2024'), ('14.05.24', '16.05.24'))
    >>> several_days("14-05-2024"), several_days("15-14 May 2024")
    (None, None)
    """
    match = _SEVERAL.fullmatch(text.strip())
    if match is None or int(match[1]) >= int(match[2]):
        return None
    return f"{match[1]}{match[3]}", f"{match[2]}{match[3]}"


def mend_own_date(text: str) -> str:
    """How to mend a date that was left blank.

    Examples
    --------
    >>> mend_own_date("spring")
    'write the year first, then month and day; it was left blank'
    """
    mend = mend_date(text) or _YEAR_FIRST
    if _has_two_meanings(text):
        mend += f"; for all rows at once: {' or '.join(f'--set date_order={first}' for first in day_readings(text))}"
    return f"{mend}; it was left blank"


def _has_two_meanings(text: str) -> bool:
    return len(set(day_readings(text).values())) > 1

"""Dates as people write them: 2018, 2018-11 or 2018-11-29. A year begins on its first day and ends on its last."""

from __future__ import annotations

import calendar
import datetime as dt
import re
import unicodedata
from collections.abc import Iterable
from functools import cache

import numpy as np
import numpy.typing as npt

__all__ = ["ORDERS", "Days", "day_readings", "days_of", "first_day", "is_date", "last_day", "meant_date", "mend_date"]

Days = npt.NDArray[np.datetime64]

ORDERS = {"day-month": "day/month/year", "month-day": "month/day/year", "year-month": "year-month-day"}
"""What may stand first in a date, and how such a date is written; the year only if it has two digits."""
_FIRST = {"day-month": "day", "month-day": "month", "year-month": "year"}
_CENTURY, _LATEST = 2000, 49
"""A year of two digits up to the latest is one of this century; a later one is nobody's guess."""

_FORM = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_YEAR_LAST = re.compile(r"(\d{1,2})\s*([./-])\s*(\d{1,2})\s*\2\s*(\d{4}|\d{2})\.?", re.ASCII)
_HOUR = re.compile(r"[T\s]\s*\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:[AaPp]\.?[Mm]\.?|h)?$", re.ASCII)


def _western(text: str) -> str:
    """A text with the digits that dates here are kept in; ١٤/٠٥/٢٠٢٤ is 14/05/2024."""
    return "".join(str(unicodedata.digit(sign)) if sign.isdecimal() else sign for sign in text.strip())


def _parts(text: str) -> tuple[int, int | None, int | None]:
    match = _FORM.fullmatch(text)
    if match is None:
        raise ValueError(f"not a date: {text!r}")
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None
    return year, month, day


def first_day(text: str) -> dt.date:
    """First day that the text may mean.

    Raises
    ------
    ValueError
        If the text is not of the form 2018, 2018-11 or 2018-11-29, or there is no such day.

    Examples
    --------
    >>> first_day("2018-11")
    datetime.date(2018, 11, 1)
    """
    year, month, day = _parts(text)
    return dt.date(year, month or 1, day or 1)


def last_day(text: str) -> dt.date:
    """Last day that the text may mean; raises as `first_day` does.

    Examples
    --------
    >>> last_day("2018"), last_day("2020-02")
    (datetime.date(2018, 12, 31), datetime.date(2020, 2, 29))
    """
    year, month, day = _parts(text)
    month = month or 12
    if not 1 <= month <= 12:
        raise ValueError(f"no such month: {text!r}")
    return dt.date(year, month, day or calendar.monthrange(year, month)[1])


def is_date(text: str) -> bool:
    """Whether the text is a date that exists.

    Examples
    --------
    >>> is_date("2018-11"), is_date("2020-13"), is_date("May 2020")
    (True, False, False)
    """
    try:
        first_day(text)
    except ValueError:
        return False
    return True


def day_readings(text: str) -> dict[str, str]:
    """What a date of three numbers may mean, by what stands first (`ORDERS`); only days that exist.

    A year of two digits, up to 49, is one of this century. It may stand first where hyphens part the numbers.

    Examples
    --------
    >>> day_readings("05/06/2024")
    {'day-month': '2024-06-05', 'month-day': '2024-05-06'}
    >>> day_readings("14-05-2024"), day_readings("2024-05"), day_readings("31/06/2024")
    ({'day-month': '2024-05-14'}, {}, {})
    >>> day_readings("14.05.24"), day_readings("14-05-24"), day_readings("14.05.98")
    ({'day-month': '2024-05-14'}, {'day-month': '2024-05-14', 'year-month': '2014-05-24'}, {})
    """
    match = _YEAR_LAST.fullmatch(_HOUR.sub("", _western(text)))
    if match is None:
        return {}
    one, other, last = match[1], match[3], match[4]
    found = {"day-month": (last, other, one), "month-day": (last, one, other)}
    if match[2] == "-" and len(last) == len(one) == 2:
        found["year-month"] = (one, other, last)
    days = {order: f"{_year(year)}-{int(month):02d}-{int(day):02d}" for order, (year, month, day) in found.items()}
    return {order: day for order, day in days.items() if is_date(day)}


def _year(digits: str) -> str:
    """A year of four digits; blank if two digits may mean one of two centuries."""
    if len(digits) == 4:
        return digits
    return str(_CENTURY + int(digits)) if int(digits) <= _LATEST else ""


def meant_date(text: str) -> str | None:
    """The date that a text means beyond doubt, as it is to be written; a suggestion, never taken.

    Of two numbers before a year the one above 12 is the day. If both may be, the day is only read first where dots part
    them, as nobody writes the month first so. The hour after a day is left out.

    Examples
    --------
    >>> meant_date("May 2024"), meant_date("14.05.2024"), meant_date("14. maj 2024."), meant_date("2024/5")
    ('2024-05', '2024-05-14', '2024-05-14', '2024-05')
    >>> meant_date("14/05/2024"), meant_date("05-14-2024"), meant_date("2024-05-14 09:30:00")
    ('2024-05-14', '2024-05-14', '2024-05-14')
    >>> meant_date("١٤/٠٥/٢٠٢٤"), meant_date("14 أيار 2024"), is_date("٢٠٢٤-٠٥-١٤")
    ('2024-05-14', '2024-05-14', False)
    >>> meant_date("14.05.24"), meant_date("14-May-24"), meant_date("May '24")
    ('2024-05-14', '2024-05-14', '2024-05')
    >>> [meant_date(text) for text in ("05/04/2024", "spring 2024", "14-05-24", "14.05.98", "May 24", "32 May 2024")]
    [None, None, None, None, None, None]
    """
    text = _HOUR.sub("", _western(text))
    readings = day_readings(text)
    if len(set(readings.values())) == 1 or (readings and "." in text):
        return next(iter(readings.values()))
    words = re.findall(r"\d+|[^\W\d_]+", text)
    months = [_months().get(word.casefold()) for word in words]
    found: list[int | None] = []
    if re.fullmatch(r"\s*\d{4}[/.-]\d{1,2}([/.-]\d{1,2})?\.?\s*", text):
        found = [int(part) for part in words]
    elif sum(month is not None for month in months) == 1 and len(words) in (2, 3):
        numbers = [int(word) for word in _years_whole(text, words)]
        year = next((number for number in numbers if number > 1000), None)
        day = next((number for number in numbers if number <= 31), None)
        if year is not None and len(numbers) == len(words) - 1 == 1 + (day is not None):
            found = [year, next(month for month in months if month), *([day] if day else [])]
    written = "-".join(f"{part:0{4 if at == 0 else 2}d}" for at, part in enumerate(found) if part)
    return written if is_date(written) else None


def _years_whole(text: str, words: list[str]) -> list[str]:
    """Numbers of a date with the month in words; its year with four digits, where two of them are one beyond doubt."""
    numbers = [word for word in words if word.isdecimal()]
    is_year = (len(numbers) == 2 and len(numbers[1]) == 2) or re.search(r"['’]\d{2}\b", text)
    return [*numbers[:-1], _year(numbers[-1])] if numbers and is_year and _year(numbers[-1]) else numbers


def mend_date(text: str) -> str | None:
    """How to write a date that is not written as it should be; None if nobody can tell.

    Examples
    --------
    >>> mend_date("14/05/2024"), mend_date("05/06/2024")
    ('write 2024-05-14', 'write 2024-06-05 if the day stands first, 2024-05-06 if the month does')
    >>> mend_date("14-05-24"), mend_date("14.05.98")
    ('write 2024-05-14 if the day stands first, 2014-05-24 if the year does', 'write the year with four digits')
    """
    meant, readings = meant_date(text), day_readings(text)
    if meant is not None:
        return f"write {meant}"
    if readings:
        (first, day), *others = readings.items()
        return f"write {day} if the {_FIRST[first]} stands first" + "".join(
            f", {day} if the {_FIRST[first]} does" for first, day in others
        )
    return "write the year with four digits" if _YEAR_LAST.fullmatch(_HOUR.sub("", _western(text))) else None


@cache
def _months() -> dict[str, int]:
    """Number of each month by its name, long or short, in the languages that people here write."""
    from babel import Locale

    found: dict[str, int] = {}
    for language in ("en", "sq", "mk", "sr", "sr_Latn", "bs", "hr", "fr", "de", "ar", "ar_SY"):
        for form in ("wide", "abbreviated"):
            for number, name in Locale.parse(language).months["format"][form].items():
                found.setdefault(str(name).casefold().rstrip("."), number)
    return found


def days_of(texts: Iterable[str], *, last: bool = False) -> Days:
    """Days of many texts, NaT for blank ones and for those that are no date.

    Parameters
    ----------
    texts : iterable of str
        Dates as written.
    last : bool
        Take the last day that each may mean instead of the first.

    Returns
    -------
    numpy.ndarray of datetime64[s]
    """
    known: dict[str, np.datetime64] = {"": np.datetime64("NaT", "s")}
    convert = last_day if last else first_day
    days: list[np.datetime64] = []
    for text in texts:
        day = known.get(text)
        if day is None:
            day = np.datetime64(convert(text), "s") if is_date(text) else known[""]
            known[text] = day
        days.append(day)
    return np.array(days, dtype="datetime64[s]")

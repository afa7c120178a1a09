"""One name of an event, several dates: days that follow one another are one event, others are happenings of their own."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from graphmodel.dates import first_day, last_day
from loaders.own.cells import key_of
from loaders.own.doubts import rows_text
from loaders.own.rows import OwnRow

__all__ = ["Happening", "Happenings"]

_DAY = len("2024-05-14")
_SHOWN = 5


@dataclass(slots=True)
class Happening:
    """An event as the rows of one date, or of days that follow one another, speak of it.

    Parameters
    ----------
    since, until : str
        The first and the last of its dates as written; blank if no row gives one.
    rows : list of int
        Rows with a date that is its.
    days : int
        How many days it is known to have lasted; 0 if no row gives a day.
    """

    since: str = ""
    until: str = ""
    rows: list[int] = field(default_factory=list)
    days: int = 0

    @property
    def when(self) -> str:
        """Its dates in words."""
        return self.since if self.since == self.until else f"{self.since} to {self.until}"

    def covers(self, date: str) -> bool:
        """Whether a date, such as a month, may be one of its days."""
        return first_day(date) <= last_day(self.until) and first_day(self.since) <= last_day(date)

    def add(self, date: str) -> None:
        """Take in a date."""
        self.since = min(self.since or date, date, key=first_day)
        self.until = max(self.until or date, date, key=last_day)


class Happenings:
    """What the rows of a table say of when each of its events took place.

    Parameters
    ----------
    rows : iterable of OwnRow
        All rows that count: of one who was not there, a date still tells of the event.
    """

    def __init__(self, rows: Iterable[OwnRow]) -> None:
        self._names: dict[str, str] = {}
        dated: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        for row in rows:
            event = row.said.get("event", "")
            if event:
                self._names.setdefault(key_of(event), event)
                for date in _days(row):
                    dated[key_of(event)][date].append(row.number)
        self._of = {key: _parted(dates) for key, dates in dated.items()}

    def name(self, event: str, happening: Happening) -> str:
        """What a happening is called: as its event, with the date if there are several."""
        name = self._names[key_of(event)]
        return f"{name}, {happening.since}" if len(self._of.get(key_of(event), [])) > 1 else name

    def of(self, event: str, date: str) -> Happening | None:
        """The happening that a row speaks of; None if it may be any of several."""
        several = self._of.get(key_of(event), [])
        if not several:
            return Happening()
        if not date:
            return several[0] if len(several) == 1 else None
        fitting = [one for one in several if one.covers(date)]
        return fitting[0] if len(fitting) == 1 else None

    def several(self, event: str) -> int:
        """How many happenings there are of that name."""
        return len(self._of.get(key_of(event), []))

    def among(self, event: str) -> str:
        """One of the happenings of that name, in words."""
        return f"one of {self.several(event)} events called '{self._names[key_of(event)]}'"

    def sentences(self) -> list[str]:
        """Which events lasted several days, and which names are those of several events."""
        found = []
        for key, several in self._of.items():
            name = self._names[key]
            if len(several) > 1:
                listed = "; ".join(f"{one.when} ({rows_text(one.rows)})" for one in several[:_SHOWN])
                more = f"; and {len(several) - _SHOWN} more" if len(several) > _SHOWN else ""
                found.append(
                    f"'{name}' has dates that do not follow one another, so it was taken as {len(several)} events: "
                    f"{listed}{more}; if it was one, take its column of dates as 'leave out' and give the day with --set date=…"
                )
            elif several[0].days > 1:
                found.append(
                    f"'{name}' has dates that follow one another, so it was taken as one event of {several[0].days} days: "
                    f"{several[0].when}"
                )
        return found


def _days(row: OwnRow) -> list[str]:
    """All days that a row names."""
    if not row.until:
        return [row.date] if row.date else []
    first, last = first_day(row.date), first_day(row.until)
    return [(first + dt.timedelta(days=n)).isoformat() for n in range((last - first).days + 1)]


def _parted(dates: dict[str, list[int]]) -> list[Happening]:
    """Happenings in the order of their days; a month or year goes with the one that it holds, if it holds no other."""
    found: list[Happening] = []
    for day in sorted(date for date in dates if len(date) == _DAY):
        if not (found and first_day(day) - first_day(found[-1].until) <= dt.timedelta(days=1)):
            found.append(Happening())
        found[-1].add(day)
        found[-1].days += 1
        found[-1].rows += dates[day]
    for date in sorted((date for date in dates if len(date) < _DAY), key=lambda date: (-len(date), date)):
        fitting = [one for one in found if one.covers(date)]
        if not fitting:
            found.append(Happening())
            fitting = found[-1:]
        if len(fitting) == 1:
            if not fitting[0].days:
                fitting[0].add(date)
            fitting[0].rows += dates[date]
    for one in found:
        one.rows = sorted(set(one.rows))
    return sorted(found, key=lambda one: first_day(one.since))

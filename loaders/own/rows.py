"""Rows of a table of one's own, read by its mapping: what each says, and what could not be taken as it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from graphmodel.countries import country_of_name, mend_country
from graphmodel.problems import column_letter
from loaders.own.cells import Attendance, attendance, cleaned, is_blank, is_total, key_of
from loaders.own.dates import DateOrder, date_order, mend_own_date, several_days
from loaders.own.doubts import Doubts
from loaders.own.mapping import LEFT_OUT, Mapping
from loaders.own.table import OwnTable

__all__ = ["OwnRow", "order_of_dates", "own_rows"]


@dataclass(frozen=True, slots=True)
class OwnRow:
    """What one row says.

    Parameters
    ----------
    number : int
        As a spreadsheet program numbers it.
    said : dict of str to str
        Cleaned cells by what their columns are, what holds for all rows included; blank ones are not in it.
    country : str
        Code; blank if the row has none that is known.
    doubted_country : str
        Why the country is blank although the row says, or should say, one.
    date : str
        As the sheets write it; blank if it is not known.
    until : str
        The last of several days that the cell of the date names; else blank.
    date_cell : str
        What the cell of the date says, if it is not written so.
    attended : {"yes", "no", "not known"}
    repeats_person : bool
        Whether the cell of the organisation says the same as one about a person.
    """

    number: int
    said: dict[str, str] = field(default_factory=dict)
    country: str = ""
    doubted_country: str = ""
    date: str = ""
    until: str = ""
    date_cell: str = ""
    attended: Attendance = "yes"
    repeats_person: bool = False


def order_of_dates(table: OwnTable, mapping: Mapping) -> DateOrder:
    """What stands first in the dates of the table, day or month, and what tells it."""
    headings = [name for name, target in mapping.columns.items() if target == "date" and name in table.headings]
    at = [table.headings.index(name) for name in headings]
    cells = (
        (number, day) for row, number in zip(table.rows, table.numbers, strict=True) for i in at
        for day in several_days(row[i]) or (row[i],)
    )  # fmt: skip
    return date_order(cells, mapping.constants.get("date_order", ""))


def own_rows(
    table: OwnTable, mapping: Mapping, doubts: Doubts, totals: list[int], order: DateOrder
) -> Iterator[OwnRow]:  # fmt: skip
    """Read all rows; numbers of rows that only sum up go to `totals`."""
    heading_of = {target: heading for heading, target in reversed(list(mapping.columns.items()))}
    for row, number in zip(table.rows, table.numbers, strict=True):
        if not any(map(str.strip, row)):
            continue
        if is_total(row):
            totals.append(number)
            continue
        reader = _Reader(table, mapping, doubts, heading_of, row, number, order)
        yield reader.read()


@dataclass(slots=True)
class _Reader:
    table: OwnTable
    mapping: Mapping
    doubts: Doubts
    heading_of: dict[str, str]
    row: list[str]
    number: int
    order: DateOrder

    def read(self) -> OwnRow:
        said = dict(self.mapping.constants)
        merged: set[str] = set()
        persons: set[str] = set()
        for heading, target in self.mapping.columns.items():
            if target == "person" and heading in self.table.headings:
                persons.add(key_of(cleaned(self.row[self.table.headings.index(heading)])))
            if target in LEFT_OUT or target == "attended" or heading not in self.table.headings:
                continue
            at = self.table.headings.index(heading)
            text = cleaned(self.row[at])
            if not is_blank(text):
                said[target] = text
            elif (self.number, at) in self.table.without_value:
                self._without_value(heading, at)
            elif (self.number, at) in self.table.merged:
                merged.add(target)
                self._merged(heading, at)
        country, doubted = self._country(said.pop("country", ""), "country" in merged)
        said.pop("date_order", None)
        text = said.pop("date", "")
        first, last = several_days(text) or (text, "")
        until = self.order.read(last) if last else ""
        if self.order.read(first)[:7] != until[:7]:  # the days of several months, by another order than is meant
            until = ""
        date = self._date(first if until else text)
        cell = text if text != date else ""
        twice = bool(said.get("organisation")) and key_of(said["organisation"]) in persons
        return OwnRow(self.number, said, country, doubted, date, until if date else "", cell, self._attended(), twice)

    def _without_value(self, heading: str, at: int) -> None:
        code, found, mend = self.table.without_value[self.number, at]
        self.doubts.add(code, self.number, heading, "a value", found, f"{mend}; it was taken as blank")

    def _merged(self, heading: str, at: int) -> None:
        here, other = f"{column_letter(at)}{self.number}", self.table.merged[self.number, at]
        self.doubts.add(
            "merged-cells", self.number, heading, "a value in each row", f"a blank cell, since {here} is merged with {other}",
            "unmerge the cells and write the value in each row, or run again with --fill-merged",
        )  # fmt: skip

    def _country(self, text: str, merged: bool) -> tuple[str, str]:
        if not text:
            return "", "the cell is merged with another" if merged else ""
        code = country_of_name(text)
        if code is not None:
            return code, ""
        mend = mend_country(text)
        self.doubts.add(
            "unknown-country",
            self.number,
            self.heading_of.get("country"),
            "a country by its name or code",
            f"'{text}'",
            mend,
        )
        return "", f"'{text}' is no country that is known: {mend}"

    def _date(self, text: str) -> str:
        date = self.order.read(text) if text else ""
        if text and not date:
            why = f", and {self.order.because}" if self.order.mixed else ""
            self.doubts.add(
                "bad-date", self.number, self.heading_of.get("date"), "a date like 2018, 2018-11 or 2018-11-29",
                f"'{text}'{why}", mend_own_date(text),
            )  # fmt: skip
        return date

    def _attended(self) -> Attendance:
        heading = self.heading_of.get("attended")
        if heading is None:
            return "yes"
        at = self.table.headings.index(heading)
        text = self.row[at].strip()
        if not text and (self.number, at) in self.table.without_value:
            self._without_value(heading, at)
        known = attendance(text)
        if known is None:
            self.doubts.add(
                "not-a-choice",
                self.number,
                heading,
                "yes or no",
                f"'{text}'",
                "write yes or no; it was taken as not known",
            )
        return known or "not known"

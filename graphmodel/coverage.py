"""Sources that set out to list ties: what a list reaches over, and whether it counts as full."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

if TYPE_CHECKING:
    from graphmodel.schema import Schema

__all__ = ["End", "Scope", "as_known", "as_shown", "counted_anew", "settle"]

Ints = npt.NDArray[np.integer]
Flags = npt.NDArray[np.bool_]
NAT = np.datetime64("NaT", "s")
UNCONTRADICTED = -1


class End(NamedTuple):
    """An end of a tie: the id of an actor (blank for an open end), its kind and its country (blank if it has none)."""

    ident: str
    kind: str
    country: str


@dataclass(frozen=True)
class Scope:
    """Which ties of a kind would stand on a list, if they were there.

    Parameters
    ----------
    of : str
        Id of what the list is about (an event, a body); blank for a list of all ties between some kinds of actors.
    kinds, countries : frozenset of str or None
        Kinds and countries of those that are listed; None for all.
    """

    of: str
    kinds: frozenset[str] | None
    countries: frozenset[str] | None

    @classmethod
    def of_row(cls, row: Mapping[Any, Any], schema: Schema) -> Scope:
        """The scope that a row of coverage declares."""
        kinds = frozenset(schema.descendants(row["kind"])) if row["kind"] else None
        return cls(row["of"], kinds, frozenset(row["countries"].split(";")) - {""} or None)

    def holds(self, source: End, target: End) -> bool:
        """Whether a tie between two ends would stand on the list.

        Of a list about something, the other end is listed: it must be of the kinds and from the countries. Else one end
        must be of the kinds, and neither from another country.

        Examples
        --------
        >>> panel = Scope("panel", frozenset({"City"}), frozenset({"MK"}))
        >>> city, event = End("cair", "City", "MK"), End("panel", "Event", "")
        >>> panel.holds(city, event), panel.holds(End("nis", "City", "RS"), event)
        (True, False)
        """
        if self.of:
            return (source.ident == self.of and self._lists(target)) or (
                target.ident == self.of and self._lists(source)
            )
        return (self._of_kind(source.kind) or self._of_kind(target.kind)) and all(
            not end.country or self._inside(end.country) for end in (source, target)
        )

    def among(self, source: Ints, target: Ints, actors: pd.DataFrame) -> Flags:
        """What `holds` says of many ties at once, by the rows of their ends in the table of actors."""
        kinds, countries = actors["kind"].cat, actors["country"].cat
        of_kind = _of_each(kinds, self._of_kind)
        inside = _of_each(countries, self._inside)
        if self.of:
            listed, about = of_kind & inside, (actors["id"] == self.of).to_numpy()
            return np.asarray((about[source] & listed[target]) | (about[target] & listed[source]))
        near = inside | _of_each(countries, lambda code: code == "")
        return np.asarray((of_kind[source] | of_kind[target]) & near[source] & near[target])

    def _lists(self, end: End) -> bool:
        return self._of_kind(end.kind) and self._inside(end.country)

    def _of_kind(self, kind: str) -> bool:
        return self.kinds is None or kind in self.kinds

    def _inside(self, country: str) -> bool:
        return self.countries is None or country in self.countries


def _of_each(column: Any, test: Any) -> Flags:
    """Rows of a categorical whose value passes a test, which is called once per value."""
    table = np.array([test(value) for value in column.categories], dtype=bool)
    return table[column.codes.to_numpy()] if len(table) else np.zeros(len(column.codes), dtype=bool)


# What a list counts as


def settle(
    coverage: pd.DataFrame, claims: pd.DataFrame, ties: pd.DataFrame, actors: pd.DataFrame, schema: Schema
) -> pd.DataFrame:  # fmt: skip
    """Decide what each list counts as, and say why one that is declared full does not.

    A list is full only if the number it states equals the names it gives, or it is the register of the body that
    makes the tie; if it gives anybody at all; if a list of happenings says of which; and if no other source has a tie
    in its scope and its period that it lacks. This is decided once, of all that is said; views only forget what was
    not known (`as_known`) or may not be shown (`as_shown`).

    Returns
    -------
    DataFrame
        The table with list (full, part, register) and why as they count; given: how many names the list gives;
        lacks: id of the tie that contradicts it, lacks_since: when that became known, lacks_tlp: its rank of marking
        (-1 if none contradicts).
    """
    said = _Said(claims, ties, actors, schema)
    found = [said.of_list(row) for row in coverage.to_dict("records")]
    table = coverage.copy()
    table["given"] = np.array([one[0] for one in found], dtype=np.int64)
    table["lacks"] = pd.Series([one[1] for one in found], dtype="str")
    table["lacks_since"] = np.array([one[2] for one in found], dtype="datetime64[s]")
    table["lacks_tlp"] = np.array([one[3] for one in found], dtype=np.int8)
    return _counted(table, np.ones(len(table), dtype=bool), schema)


def counted_anew(
    coverage: pd.DataFrame, claims: pd.DataFrame, ties: pd.DataFrame, actors: pd.DataFrame, schema: Schema
) -> list[str]:  # fmt: skip
    """What each list counts as: the column `list` of what `settle` gives, and nothing else."""
    said, columns = _Said(claims, ties, actors, schema), list(coverage.columns)
    rows = zip(*(coverage[name].astype(object).tolist() for name in columns), strict=True)
    found = []
    for row in (dict(zip(columns, values, strict=True)) for values in rows):
        given, lacks, *_ = said.of_list(row)
        found.append(_count({**row, "given": given, "lacks": lacks}, happens=schema.ties[row["tie"]].happens)[0])
    return found


def as_known(coverage: pd.DataFrame, day: dt.date, schema: Schema) -> pd.DataFrame:
    """The lists as they counted before what contradicts them was known."""
    later = (coverage["lacks_tlp"] != UNCONTRADICTED) & ~(coverage["lacks_since"] <= np.datetime64(day, "s"))
    if not later.any():
        return coverage
    forgotten = {"lacks": "", "lacks_since": NAT, "lacks_tlp": np.int8(UNCONTRADICTED)}
    table = coverage.copy()
    for name, value in forgotten.items():
        table[name] = table[name].mask(later, value).astype(coverage[name].dtype)
    return _counted(table, later.to_numpy(), schema)


def as_shown(
    coverage: pd.DataFrame, rank: int | None = None, ties: pd.Series[str] | None = None
) -> pd.DataFrame:  # fmt: skip
    """The lists without the name of what contradicts them, where its marking is above `rank` or it is not in `ties`.

    Such a list still counts as part: it would be wrong to say that it has all.
    """
    hidden = coverage["lacks"] != ""
    if rank is not None:
        hidden = hidden & (coverage["lacks_tlp"] > rank)
    if ties is not None:
        named = set(coverage["lacks"][hidden])  # few; ties are many
        hidden = hidden & ~coverage["lacks"].isin(ties[ties.isin(named)] if named else [])
    if not hidden.any():
        return coverage
    return coverage.assign(**{name: coverage[name].mask(hidden, "") for name in ("lacks", "why")})


def _counted(table: pd.DataFrame, rows: Flags, schema: Schema) -> pd.DataFrame:
    """The table with `list` and `why` of some rows as they follow from the rest."""
    counts, whys = table["list"].tolist(), table["why"].tolist()
    records = table.to_dict("records")
    for row in np.flatnonzero(rows).tolist():
        counts[row], whys[row] = _count(records[row], happens=schema.ties[records[row]["tie"]].happens)
    table["list"], table["why"] = pd.Series(counts, dtype="str"), pd.Series(whys, dtype="str")
    return table


def _count(row: Mapping[Any, Any], *, happens: bool) -> tuple[str, str]:
    if row["declared"] == "part":
        return "part", ""
    if happens and not row["of"]:
        return "part", f"a list of {row['tie']} that does not say of what"
    if row["lacks"]:
        return "part", f"a list that lacks '{row['lacks']}', which another source has"
    if row["declared"] == "register":
        return "register", ""
    stated, given = row["said"].strip(), row["given"]
    if not re.fullmatch(r"\d+", stated):
        return "part", f"a list that states {repr(stated) if stated else 'no number'}"
    if int(stated) != given:
        return "part", f"a list that states {stated} and gives {given}"
    if not given:
        return "part", "a list that gives nobody"
    return "full", ""


class _Said:
    """What is said of the ties of each kind, as far as it bears on lists: claims that say yes and name a source."""

    def __init__(self, claims: pd.DataFrame, ties: pd.DataFrame, actors: pd.DataFrame, schema: Schema) -> None:
        self.claims, self.ties, self.actors, self.schema = claims, ties, actors, schema
        self._rows: dict[str, Ints] = {}

    def of_list(self, row: Mapping[Any, Any]) -> tuple[int, str, np.datetime64, int]:
        """How many a list gives, and of what contradicts it the tie, since when that is known, and its marking."""
        if row["declared"] == "part":
            return 0, "", NAT, UNCONTRADICTED
        claims, at = self._in_period(row)
        source, target = self.source[at], self.target[at]
        here = Scope.of_row(row, self.schema).among(source, target, self.actors)
        claims, at, source, target = claims[here], at[here], source[here], target[here]
        pairs = np.minimum(source, target) * np.int64(len(self.actors)) + np.maximum(source, target)
        own = self.cited[claims] == self._code(row["source"])
        listed = np.unique(pairs[own])
        lacking = np.flatnonzero(~own & self.counts[claims] & ~np.isin(pairs, listed))
        if not len(lacking):
            return len(listed), "", NAT, UNCONTRADICTED
        published = self.published[claims[lacking]]
        first = lacking[
            np.argsort(
                np.where(np.isnat(published), np.iinfo(np.int64).max, published.astype(np.int64)), kind="stable"
            )[0]
        ]
        rank = max(self.ranks[claims[first]], *self.actor_ranks[[source[first], target[first]]])
        return len(listed), str(self.ties["id"].iat[at[first]]), self.published[claims[first]], int(rank)

    def _in_period(self, row: Mapping[Any, Any]) -> tuple[Ints, Ints]:
        """Claims (rows) of the list's kind that hold at some time of its period, and the rows of their ties.

        A list of happenings is about those that it names, so their dates do not matter.
        """
        kind = row["tie"]
        if kind not in self._rows:
            code = list(self.schema.ties).index(kind)
            self._rows[kind] = np.flatnonzero(self.says_yes & (self.kinds[self.at] == code))
        rows = self._rows[kind]
        if not self.schema.ties[kind].happens:
            begin, end = self.begin[rows], self.end[rows]
            first, last = (
                np.datetime64(row[name], "s") if not pd.isna(row[name]) else NAT for name in ("first_day", "last_day")
            )
            rows = rows[~(begin > last) & ~(end < first)]  # NaT compares as False: open
        return rows, self.at[rows]

    def _code(self, source: str) -> int:
        return int(self.claims["source"].cat.categories.get_indexer(pd.Index([source]))[0])

    @cached_property
    def at(self) -> Ints:
        return self.claims["tie_pos"].to_numpy()

    @cached_property
    def kinds(self) -> Ints:
        return self.ties["kind"].cat.codes.to_numpy()

    @cached_property
    def source(self) -> Ints:
        return self.ties["source_pos"].to_numpy().astype(np.int64)

    @cached_property
    def target(self) -> Ints:
        return self.ties["target_pos"].to_numpy().astype(np.int64)

    @cached_property
    def says_yes(self) -> Flags:
        return np.asarray(self.claims["says"].to_numpy() == "yes")

    @cached_property
    def counts(self) -> Flags:
        """Claims that may contradict a list: of some source, and more than a meeting."""
        return np.asarray((self.cited != self._code("")) & (self.claims["form"].to_numpy() != "met"))

    @cached_property
    def cited(self) -> Ints:
        return self.claims["source"].cat.codes.to_numpy()

    @cached_property
    def begin(self) -> npt.NDArray[np.datetime64]:
        return self.claims["first_day"].to_numpy(dtype="datetime64[s]")

    @cached_property
    def end(self) -> npt.NDArray[np.datetime64]:
        return self.claims["last_day"].to_numpy(dtype="datetime64[s]")

    @cached_property
    def published(self) -> npt.NDArray[np.datetime64]:
        return self.claims["published"].to_numpy(dtype="datetime64[s]")

    @cached_property
    def ranks(self) -> Ints:
        return self.claims["tlp"].to_numpy()

    @cached_property
    def actor_ranks(self) -> Ints:
        return self.actors["tlp"].to_numpy()

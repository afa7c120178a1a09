"""A network: tables of actors, ties and claims, checked at the border and never changed.

A view of it (`as_of`, `known_by`, `marked_at_most`) is another network.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from graphmodel import views
from graphmodel.names import fold
from graphmodel.problems import Problem
from graphmodel.schema import Schema
from graphmodel.telling_apart import names_apart

if TYPE_CHECKING:
    import networkx as nx

    from graphmodel.diff import Difference
    from graphmodel.editing import Addition
    from graphmodel.sheets import Sheets

__all__ = ["Network"]


@dataclass(frozen=True, eq=False)
class Network:
    """Actors, ties, and who says so.

    All tables are pandas DataFrames with a RangeIndex; treat them as immutable.

    Parameters
    ----------
    schema : Schema
        Kinds of actors and ties.
    actors : DataFrame
        One row per actor: id, kind, name, country (code or blank), level, name_ar, other_names (`;`), city (id or
        blank), since and until as written, first_day and last_day (datetime64, NaT = open), source (ids, `;`), note,
        the properties of the kinds in use, tlp (rank of marking), implied (True for a country without a row),
        known_from (day since which a source is known that names it; NaT if none).
    ties : DataFrame
        One row per tie: id, kind, source and target (ids), key, source_pos and target_pos (rows of `actors`), status
        (asserted, disputed, denied), denied (a source says no and none contradicts it), claims and sources (counts),
        first_day, last_day, form, programme, role, tlp, derived. A tie without
        direction has its ends in the order of their ids.
    claims : DataFrame
        One row per source and what it says: id (16 hexadecimal digits made from what it says), tie_pos, tie, source,
        says (yes, no), since, until, first_day, last_day, programme, form, role, locator, quote, basis, note,
        published, tlp, derived, happens, hypothetical (added to see what would change).
    caveats : DataFrame
        Claims with an open end: id, from_id, from_kind, from_country, to_id, to_kind, to_country, tie, says and the
        other columns of a claim as text, first_day, last_day, published, tlp, happens.
    sources : DataFrame
        id, title, publisher, published, url, read_on, tlp, date (datetime64, of publication or else of reading; NaT if
        neither), marked (whether the sheet says a marking).
    coverage : DataFrame
        Sources that set out to list ties: source, tie, of, kind, countries, list (what it counts as), said, from, to,
        declared, why, first_day, last_day, and what decided it (given, lacks, lacks_since, lacks_tlp; see
        `graphmodel.coverage.settle`).
    ended : DataFrame
        Claims that held before the day of a view and no longer on it, of ties that nobody says stand: kind, from_id,
        to_id and the columns of a claim but tie_pos. Without rows in a network that is not seen as of a day.
    facts, decisions : DataFrame
        As in the sheets; `facts.subject` is the id of an actor or tie.
    settings : mapping
        What network.toml says.
    as_written : mapping
        Cells of actors that were written otherwise than they would be from their value, by column and id: 042.10, or a
        level that the kind has anyway. Saving writes them so again.
    """

    schema: Schema
    actors: pd.DataFrame
    ties: pd.DataFrame
    claims: pd.DataFrame
    caveats: pd.DataFrame
    sources: pd.DataFrame
    coverage: pd.DataFrame
    facts: pd.DataFrame
    decisions: pd.DataFrame
    ended: pd.DataFrame = field(default_factory=pd.DataFrame)
    settings: Mapping[str, Any] = field(default_factory=dict)
    name: str = ""
    folder: Path | None = None
    warnings: tuple[Problem, ...] = ()
    seen_as_of: dt.date | None = None
    seen_known_by: dt.date | None = None
    left_out: Mapping[str, int] = field(default_factory=dict)
    as_written: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def property_label(self, name: str) -> dict[str, str]:
        """The name of a property for people, by language; English is always there.

        What a kind declares goes first; of a property that none declares, `[properties]` in network.toml may say it, as
        in `"rank by population" = {ar = "…"}`; else it is the name itself.
        """
        known = self.schema.node_properties.get(name)
        if known is not None:
            return dict(known.label)
        own = self.settings.get("properties")
        told = own.get(name) if isinstance(own, Mapping) else None
        return {"en": name[:1].upper() + name[1:], **(told if isinstance(told, Mapping) else {})}

    # views

    def as_of(self, day: dt.date | None = None) -> Network:
        """What held on a day; see `graphmodel.views.as_of`.

        Without a day it is that of the newest source, as in every command; without dated sources nothing is left out.
        """
        chosen = self.default_as_of if day is None else day
        return self if chosen is None else views.as_of(self, chosen)

    def known_by(self, day: dt.date) -> Network:
        """What sources said by a day; see `graphmodel.views.known_by`."""
        return views.known_by(self, day)

    def marked_at_most(self, marking: str) -> Network:
        """What is marked no stricter than `marking`; see `graphmodel.views.marked_at_most`."""
        return views.marked_at_most(self, marking)

    def only(
        self, *, actors: npt.NDArray[np.bool_] | None = None, ties: npt.NDArray[np.bool_] | None = None
    ) -> Network:  # fmt: skip
        """As if some actors or ties had not been recorded; see `graphmodel.views.only`."""
        return views.only(self, actors=actors, ties=ties)

    def without_sources(self, ids: Collection[str]) -> Network:
        """As if nobody had read some sources; see `graphmodel.views.without_sources`."""
        return views.without_sources(self, ids)

    def edited(
        self, *, add: Iterable[Addition] = (), without: Iterable[str] = (), hypothetical: bool = True
    ) -> Network:  # fmt: skip
        """The network without some ties (ids), and with others; see `graphmodel.editing.edited`."""
        from graphmodel.editing import edited

        return edited(self, add=add, without=without, hypothetical=hypothetical)

    def with_ties(self, ties: Iterable[tuple[str, str, str]], *, says: str = "yes") -> Network:
        """The network as it would be with further ties (from, kind, to), each with a claim without a source."""
        return self.edited(add=[(*tie, {"says": says}) for tie in ties])

    def diff(self, other: Network) -> Difference:
        """What another network has, lacks and says otherwise; see `graphmodel.diff.diff`."""
        from graphmodel.diff import diff

        return diff(self, other)

    @property
    def default_as_of(self) -> dt.date | None:
        """Date of the newest source, or None if no source has a date."""
        newest = self.sources["date"].max()
        return None if pd.isna(newest) else newest.date()

    # looking up

    @cached_property
    def position(self) -> dict[str, int]:
        """Row of each actor by id."""
        return {text: row for row, text in enumerate(self.actors["id"].tolist())}

    def actor(self, ident: str) -> dict[str, Any]:
        """One actor as a dict; raises KeyError if there is none of that id."""
        return {str(name): value for name, value in self.actors.iloc[self.position[ident]].items()}

    def name_of(self, ident: str, lang: str = "en") -> str:
        """Name of an actor, in Arabic if that is asked for and on record; or the id itself if there is none."""
        row = self.position.get(ident)
        if row is None:
            return ident
        return (self._arabic_names[row] if lang == "ar" else "") or str(self._names[row])

    def told_apart(self, ident: str, lang: str = "en") -> str:
        """Name of an actor as lists and sentences give it: with its country beside it if another is called the same,
        so that no two read alike; see `graphmodel.telling_apart`. The id itself if there is no such actor."""
        row = self.position.get(ident)
        return ident if row is None else self._names_apart(lang, False)[row]

    def placed(self, ident: str, lang: str = "en") -> str:
        """Name of an actor with its country beside it in any case, as in `told_apart` never the same for two."""
        row = self.position.get(ident)
        return ident if row is None else self._names_apart(lang, True)[row]

    def _names_apart(self, lang: str, placed: bool) -> list[str]:
        if (lang, placed) not in self._apart:
            self._apart[lang, placed] = names_apart(self, lang, placed=placed)
        return self._apart[lang, placed]

    def country_of(self, ident: str) -> str:
        """Code of an actor's country; blank if it has none, or there is no such actor."""
        row = self.position.get(ident)
        return "" if row is None else str(self._countries[row])

    @cached_property
    def _apart(self) -> dict[tuple[str, bool], list[str]]:
        return {}

    @cached_property
    def _countries(self) -> list[str]:
        return self.actors["country"].astype(object).tolist()

    @cached_property
    def _names(self) -> list[str]:
        return self.actors["name"].tolist()

    @cached_property
    def _arabic_names(self) -> list[str]:
        return self.actors["name_ar"].tolist()

    @cached_property
    def _by_folded_name(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        columns = (self.actors[name].tolist() for name in ("id", "name", "name_ar", "other_names"))
        for ident, name, arabic, others in zip(*columns, strict=True):
            for key in dict.fromkeys(fold(text) for text in (ident, name, arabic, *others.split(";")) if text.strip()):
                found.setdefault(key, []).append(ident)
        return found

    def find_actor(self, text: str) -> list[str]:
        """Ids of the actors that a text may name: by id, else by any of their names in any script.

        Returns
        -------
        list of str
            Empty if nobody is called so; several if the name is ambiguous.
        """
        if text in self.position:
            return [text]
        return list(self._by_folded_name.get(fold(text), []))

    def nearest_actor(self, text: str) -> str | None:
        """Id of the actor whose name looks most like the text; a suggestion, never taken."""
        from graphmodel.nearest import nearest

        close = nearest(fold(text), self._by_folded_name)
        return self._by_folded_name[close][0] if close else None

    # other shapes

    def conflicts(self) -> pd.DataFrame:
        """Where sources disagree: disputed ties, and properties with several values.

        Returns
        -------
        DataFrame
            One row per (subject, property, value): subject, property (`tie` for a disputed tie), value, source.
        """
        from graphmodel.conflicts import conflicts

        return conflicts(self)

    @cached_property
    def graph(self) -> nx.MultiDiGraph[str]:
        """The asserted and disputed ties as a networkx MultiDiGraph; edge keys are tie ids.

        A tie without direction is one edge with `directed=False`. Attributes are what every format of networkx takes:
        text, numbers and truth; a day is ISO text, and what is not stated is not there.
        """
        from graphmodel.graph import multidigraph

        return multidigraph(self)

    def to_sheets(self) -> Sheets:
        """The network as the sheets that it was, or could have been, read from."""
        from graphmodel.writing import to_sheets

        return to_sheets(self)

    def same_as(self, other: Network) -> bool:
        """Whether both hold the same tables, whatever their files were."""
        return all(_same(getattr(self, name), getattr(other, name)) for name in views.TABLES)

    def __repr__(self) -> str:
        return f"<Network {self.name or 'without a name'}: {len(self.actors)} actors, {len(self.ties)} ties>"


def _same(a: pd.DataFrame, b: pd.DataFrame) -> bool:
    if list(a.columns) != list(b.columns) or len(a) != len(b):
        return False
    return all(_plain(a[name]) == _plain(b[name]) for name in a.columns)


def _plain(column: pd.Series[Any]) -> Sequence[Any]:
    if column.dtype == "category":
        column = column.astype(object)
    return [None if pd.isna(value) else value for value in column.tolist()]

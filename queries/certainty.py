"""How sure we are that a tie is missing: a source says so, a full list lacks it, or it is simply not known.

Never from how many ties an actor has.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

import numpy as np

from graphmodel.coverage import End, Scope
from graphmodel.findings import Certainty, Evidence, Gap
from graphmodel.listing import Listed, full_on, listed_on
from graphmodel.network import Network
from graphmodel.open_ends import OpenEnd, open_end

__all__ = ["Record"]


class Record:
    """What the sources of a network say about ties that are not there.

    Parameters
    ----------
    network : Network
        As it is asked about: restricted to a date, to what was known, to what may be shown.
    """

    def __init__(self, network: Network) -> None:
        self.network = network

    def of(self, tie: str, source: str, target: str) -> tuple[Certainty, tuple[Evidence, ...]]:
        """Certainty that a tie is missing, and what it rests on.

        Parameters
        ----------
        tie : str
            Kind of tie.
        source, target : str
            Ids of actors, or open ends such as 'some City in XK'.

        Returns
        -------
        certainty : {"reported", "observed", "unrecorded"}
            `reported` if a source says no and none says yes; else `observed` if a full list of such ties has both
            ends in its scope and the day in its period, and lacks it at every date; else `unrecorded`.
        evidence : tuple of Evidence
        """
        denied = self._denied_between(tie, source, target)
        if denied:
            return "reported", denied
        lists = [row for scope, read, row in self._lists.get(tie, ()) if self._lacks(scope, read, row, source, target)]
        if lists:
            return "observed", tuple(self._list_evidence(row) for row in lists)
        return "unrecorded", ()

    def closes(self, tie: str, source: str, target: str, *, by_any: bool = False) -> bool:
        """Whether an open-ended claim ("some Ministry in BA") closes an open-ended gap; it closes no named one.

        A meeting closes none, and a claim that names no country closes none of a country.

        Parameters
        ----------
        by_any : bool
            Whether a tie of any kind between such ends will do, either way; else one of the kind that is missing.
        """
        if open_end(source) is None and open_end(target) is None:
            return False
        kind = "" if by_any else tie
        either = by_any or not self.network.schema.ties[tie].directed
        return (kind, source, target) in self._open_yes or (either and (kind, target, source) in self._open_yes)

    def denied(self, tie: str) -> frozenset[tuple[str, str]]:
        """Pairs of actors of whom a source says that they have no such tie, and none says that they have.

        Both ways about if the kind of tie has no direction.
        """
        pairs = {(source, target) for kind, source, target in self._denied if kind == tie}
        if not self.network.schema.ties[tie].directed:
            pairs |= {(target, source) for source, target in pairs}
        return frozenset(pairs)

    def caveats(self, gaps: Sequence[Gap]) -> list[str]:
        """Sentences of open-ended claims that bear on some gaps: of the same kinds of ends, in the same countries."""
        ties = {str(gap.missing["tie"]) for gap in gaps if gap.missing}
        countries = {gap.country for gap in gaps if gap.country}
        ends = {gap.missing[end] for gap in gaps if gap.missing for end in ("from", "to") if end in gap.missing}
        kinds = {self._kind_of_end(end)[0] for end in ends}
        grouped: dict[tuple[str, ...], set[str]] = {}
        for row in self.network.caveats.to_dict("records"):
            there = self._countries_of(row)
            if row["tie"] in ties and set(self._caveat_kinds(row)) <= kinds and (there & countries or not there):
                key = (row["tie"], *self._caveat_kinds(row), row["form"], row["says"], row["source"])
                grouped.setdefault(key, set()).update(there & countries)
        return [self._caveat_words(key, sorted(places)) for key, places in sorted(grouped.items())]

    def evidence(self, ident: str) -> tuple[Evidence, ...]:
        """Evidence for the id of a tie (each of its claims), of one that is over on the day, or of a source."""
        row = self._tie_row.get(ident)
        if row is not None:
            return self._tie_evidence(row, ident)
        if ident in self._ended:
            return self._ended[ident]
        if ident in self.source_date:
            return (Evidence(source=ident, claim=f"list:{ident}", date=self.source_date[ident]),)
        return ()

    # what is denied

    @cached_property
    def _denied(self) -> dict[tuple[str, str, str], list[int]]:
        ties = self.network.ties
        rows = np.flatnonzero(ties["denied"].to_numpy(dtype=bool))
        chosen = [ties[name].iloc[rows].astype(object).tolist() for name in ("kind", "source", "target")]
        found: dict[tuple[str, str, str], list[int]] = {}
        for row, *key in zip(rows.tolist(), *chosen, strict=True):
            found.setdefault((key[0], key[1], key[2]), []).append(row)
        return found

    def _denied_between(self, tie: str, source: str, target: str) -> tuple[Evidence, ...]:
        # Of an open end there is none: "some have not" says nothing of all.
        rows = self._denied.get((tie, source, target), ())
        kind = self.network.schema.ties.get(tie)
        if kind is not None and not kind.directed:
            rows = (*rows, *self._denied.get((tie, target, source), ()))
        return tuple(item for row in rows for item in self._tie_evidence(row, self._tie_ids[row], denied=True))

    @cached_property
    def _open_yes(self) -> set[tuple[str, str, str]]:
        """Missing ties that claims with an open end close, if they say yes of more than a meeting; a blank kind is any."""
        table = self.network.caveats
        columns = [f"{end}_{name}" for end in ("from", "to") for name in ("id", "kind", "country")]
        rows = zip(*(table[name].astype(object).tolist() for name in ("tie", "says", "form", *columns)), strict=True)
        return {
            (kind, source, target)
            for tie, says, form, *ends in rows if says == "yes" and form != "met"
            for source in self._ends_closed_by(*ends[:3]) for target in self._ends_closed_by(*ends[3:])
            for kind in (tie, "")
        }  # fmt: skip

    def _ends_closed_by(self, ident: str, kind: str, country: str) -> set[str]:
        """Ends of a missing tie that an end of a claim answers: the actor itself, somebody of its kind and country."""
        if ident:
            kind, country = self._kind_and_country.get(ident, ("", ""))
        kinds = self.network.schema.ancestors(kind) if kind in self.network.schema.nodes else ()
        somebody = {str(OpenEnd(one, place)) for one in kinds for place in {country, ""}}
        return somebody | {ident} if ident else somebody

    # full lists

    def listed(self, tie: str) -> bool:
        """Whether any full list of such ties speaks of the day."""
        return tie in self._lists

    @cached_property
    def _lists(self) -> dict[str, list[tuple[Scope, Listed, dict[Any, Any]]]]:
        """Full lists that speak of the day, by kind of tie."""
        network, found = self.network, dict[str, list[tuple[Scope, Listed, dict[Any, Any]]]]()
        rows = np.flatnonzero(full_on(network.coverage, network.seen_as_of, network.schema))
        if not len(rows):
            return found
        read = listed_on(network)
        for at, row in zip(rows.tolist(), network.coverage.iloc[rows].to_dict("records"), strict=True):
            found.setdefault(row["tie"], []).append((Scope.of_row(row, network.schema), read[at], row))
        return found

    def _lacks(self, scope: Scope, read: Listed, row: Mapping[Any, Any], source: str, target: str) -> bool:
        """Whether a list would have a tie, and does not have it at any date: one that it says has ended it has."""
        if not scope.holds(self._end(source), self._end(target)) or not read.runs(begins=source == row["of"]):
            return False
        return (row["source"], row["tie"], frozenset((source, target))) not in self._named_before

    @cached_property
    def _named_before(self) -> set[tuple[str, str, frozenset[str]]]:
        """Ties that are over on the day, by the source that says so; either way about."""
        table = self.network.ended
        if not len(table):
            return set()
        columns = (table[name].astype(object) for name in ("source", "kind", "from_id", "to_id"))
        return {(cited, kind, frozenset((a, b))) for cited, kind, a, b in zip(*columns, strict=True)}

    def _end(self, end: str) -> End:
        kind, country = self._kind_of_end(end)
        return End("" if open_end(end) is not None else end, kind, country)

    def _kind_of_end(self, end: str) -> tuple[str, str]:
        opened = open_end(end)
        return self._kind_and_country.get(end, ("", "")) if opened is None else (opened.kind, opened.country)

    @cached_property
    def _kind_and_country(self) -> dict[str, tuple[str, str]]:
        actors = self.network.actors
        idents, kinds, places = (actors[name].astype(object).tolist() for name in ("id", "kind", "country"))
        return dict(zip(idents, zip(kinds, places, strict=True), strict=True))

    # evidence

    @cached_property
    def _tie_ids(self) -> list[str]:
        return self.network.ties["id"].astype(object).tolist()

    @cached_property
    def _tie_row(self) -> dict[str, int]:
        return {ident: row for row, ident in enumerate(self._tie_ids)}

    @cached_property
    def source_date(self) -> dict[str, str]:
        """By source the day on which it was published, or else read."""
        sources = self.network.sources
        idents, published, read = (sources[name].astype(object).tolist() for name in ("id", "published", "read_on"))
        return {ident: day or seen for ident, day, seen in zip(idents, published, read, strict=True)}

    @cached_property
    def _ended(self) -> dict[str, tuple[Evidence, ...]]:
        """What was said of ties that are over on the day of the view."""
        found: dict[str, tuple[Evidence, ...]] = {}
        for row in self.network.ended.to_dict("records"):
            item = Evidence(
                source=row["source"], claim=f"until {row['until']}:{row['tie']}", locator=row["locator"],
                quote=row["quote"], date=self.source_date.get(row["source"], ""), basis=row["basis"],
            )  # fmt: skip
            found[row["tie"]] = (*found.get(row["tie"], ()), item)
        return found

    @cached_property
    def _claim_cells(self) -> list[list[Any]]:
        """Columns of the claims that evidence is made of, as lists: source, says, locator, quote, basis."""
        claims = self.network.claims
        return [claims[name].astype(object).tolist() for name in ("source", "says", "locator", "quote", "basis")]

    @cached_property
    def _claim_starts(self) -> list[int]:
        """Where the claims of each tie begin; they stand together."""
        at = self.network.claims["tie_pos"].to_numpy()
        return np.searchsorted(at, np.arange(len(self.network.ties) + 1)).tolist()  # type: ignore[no-any-return]

    def _tie_evidence(self, tie_row: int, tie: str, *, denied: bool = False) -> tuple[Evidence, ...]:
        """Evidence of each claim of one tie."""
        sources, says, locators, quotes, bases = self._claim_cells
        date, starts = self.source_date.get, self._claim_starts
        return tuple([
            Evidence(
                source=sources[at], tie=None if denied else tie, claim=f"{says[at]}:{tie}" if denied else None,
                locator=locators[at], quote=quotes[at], date=date(sources[at], ""), basis=bases[at],
            )
            for at in range(starts[tie_row], starts[tie_row + 1])
        ])  # fmt: skip

    def _list_evidence(self, row: Mapping[Any, Any]) -> Evidence:
        given = f"{row['said']} named" if row["said"] else "register"
        return Evidence(
            source=row["source"], claim=f"list:{row['tie']}:{row['of']}" if row["of"] else f"list:{row['tie']}",
            locator=f"full list ({given}) of {self.network.told_apart(row['of'])}" if row["of"] else f"full list ({given})",
            date=self.source_date.get(row["source"], ""), basis="document",
        )  # fmt: skip

    # caveats in words

    def _countries_of(self, row: Mapping[Any, Any]) -> set[str]:
        named = {self._kind_and_country.get(row[f"{end}_id"], ("", ""))[1] for end in ("from", "to")}
        return (named | {row["from_country"], row["to_country"]}) - {""}

    def _caveat_kinds(self, row: Mapping[Any, Any]) -> tuple[str, str]:
        kinds = [self._kind_and_country.get(row[f"{end}_id"], (row[f"{end}_kind"], ""))[0] for end in ("from", "to")]
        return kinds[0], kinds[1]

    def _caveat_words(self, key: tuple[str, ...], countries: Sequence[str]) -> str:
        tie, first, second, form, says, source = key
        nodes = self.network.schema.nodes
        one, other = (nodes[kind].plural["en"].lower() for kind in (first, second))
        where = f" in {', '.join(countries)}" if countries else ""
        if form == "met":
            return f"{source} says that some {one} and {other}{where} {'have not met' if says == 'no' else 'met'}; not which."
        label = self.network.schema.ties[tie].label["en"]
        holds = "does not hold" if says == "no" else "holds"
        return f"{source} says that “{label}” {holds} between some {one} and some {other}{where}; not which."

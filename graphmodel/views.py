"""Views of a network: what held on a day, what was known by a day, what may be shown. Each is another network.

Two times are kept apart: `as_of` asks when something held, `known_by` when it was said. The order in which views are
taken does not matter, and no id of a row that is left out is in any table that is left.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from graphmodel.claims import summarise
from graphmodel.coverage import as_known, as_shown, counted_anew
from graphmodel.errors import UsageProblem
from graphmodel.marking import MARKINGS, UNMARKED, marking_rank

if TYPE_CHECKING:
    from graphmodel.network import Network

__all__ = ["TABLES", "as_of", "known_by", "live_on", "marked_at_most", "only", "without_sources"]

TABLES = ("actors", "ties", "claims", "caveats", "sources", "coverage", "facts", "decisions")

Flags = npt.NDArray[np.bool_]


def live_on(network: Network, day: dt.date) -> Flags:
    """Which claims hold on a day.

    A state holds from `since` to `until`; a happening (and any meeting) is on record from its date on, for good; that
    it has not happened holds no longer than is said. An undated yes counts at every date; an undated no, and an undated
    claim of a kind that says so, from its source's date on.

    Returns
    -------
    numpy.ndarray of bool, shape (claims,)
    """
    late = np.array([kind.undated == "from_source" for kind in network.schema.ties.values()])
    kinds = network.ties["kind"].cat.codes.to_numpy()[network.claims["tie_pos"].to_numpy()]
    return _live(network.claims, late[kinds], day)


def _live(table: pd.DataFrame, late: Flags, day: dt.date) -> Flags:
    """Which rows of claims or caveats hold on a day; `late` are those of a kind that counts from its source on."""
    when, no = np.datetime64(day, "s"), (table["says"] == "no").to_numpy()
    begin, end, published = (
        table[name].to_numpy(dtype="datetime64[s]") for name in ("first_day", "last_day", "published")
    )
    begin = np.where(np.isnat(begin) & np.isnat(end) & (no | late), published, begin)
    started = np.isnat(begin) | (begin <= when)
    ended = ~np.isnat(end) & (end < when) & ~(table["happens"].to_numpy(dtype=bool) & ~no)
    return np.asarray(started & ~ended)


def as_of(network: Network, day: dt.date) -> Network:
    """What held on a day.

    Actors begin and end too. One that has not begun is not there, nor are its ties. One that has ended stays while a
    happening in view names it, with what its own row says; its lasting ties ended with it.
    """
    when = np.datetime64(day, "s")
    actors = network.actors
    begun = ~(actors["first_day"].to_numpy(dtype="datetime64[s]") > when)
    over = actors["last_day"].to_numpy(dtype="datetime64[s]") < when
    at = network.claims["tie_pos"].to_numpy()
    source = network.ties["source_pos"].to_numpy()[at]
    target = network.ties["target_pos"].to_numpy()[at]
    happens, derived = (network.claims[name].to_numpy(dtype=bool) for name in ("happens", "derived"))
    claims = live_on(network, day) & begun[source] & begun[target]
    claims &= happens | derived | ~(over[source] | over[target])
    # A "no" remembers too: that a city had not received a plan stays worth knowing when the plan has ended.
    happened = claims & happens
    remembered = np.zeros(len(actors), dtype=bool)
    remembered[source[happened]] = True
    remembered[target[happened]] = True
    late = [name for name, kind in network.schema.ties.items() if kind.undated == "from_source"]
    caveats = _live(network.caveats, network.caveats["tie"].isin(late).to_numpy(dtype=bool), day)
    view = _restrict(network, actors=begun & (~over | remembered), claims=claims, caveats=caveats)
    ended = _ended(network, view, when)
    return replace(view, seen_as_of=day, ended=_together(_of(network.ended, view), ended))


def _ended(network: Network, view: Network, when: np.datetime64) -> pd.DataFrame:
    """Claims of states that were over by a day, of ties between actors in view that no claim in view speaks of."""
    claims, ties = network.claims, network.ties
    over = (claims["last_day"].to_numpy(dtype="datetime64[s]") < when) & ~claims["happens"].to_numpy(dtype=bool)
    over &= (claims["says"] == "yes").to_numpy() & ~claims["derived"].to_numpy(dtype=bool)
    rows = np.flatnonzero(over)
    at = claims["tie_pos"].to_numpy()[rows]
    found: pd.DataFrame = claims.iloc[rows].drop(columns="tie_pos").reset_index(drop=True)
    for name, column in (("kind", "kind"), ("from_id", "source"), ("to_id", "target")):
        found[name] = ties[column].to_numpy(dtype=object)[at]
    return _of(found, view)


def _of(ended: pd.DataFrame, view: Network) -> pd.DataFrame:
    """Claims that are over, but only those between actors in view, of ties that nothing in view speaks of."""
    if not len(ended):
        return ended
    here, standing = pd.Index(view.actors["id"]), pd.Index(view.ties["id"])
    seen = standing.get_indexer(pd.Index(ended["tie"].to_numpy(dtype=object))) < 0
    for end in ("from_id", "to_id"):
        seen &= here.get_indexer(pd.Index(ended[end].to_numpy(dtype=object))) >= 0
    left: pd.DataFrame = ended[seen].reset_index(drop=True)
    return left


def _together(one: pd.DataFrame, other: pd.DataFrame) -> pd.DataFrame:
    if not len(one) or not len(other):
        return other if not len(one) else one
    return pd.concat([one, other], ignore_index=True).drop_duplicates(["tie", "source", "says"], ignore_index=True)


def known_by(network: Network, day: dt.date) -> Network:
    """What sources published (or else read) by a day say.

    A source without a date is not counted. An actor stays if it is a place, or any known claim names it; what its own
    row says comes with it. What was added to see what would change stays.
    """
    when = np.datetime64(day, "s")
    sources = network.sources["date"].to_numpy(dtype="datetime64[s]") <= when  # NaT compares as False
    known = set(network.sources["id"][sources])
    supposed = network.claims["hypothetical"].to_numpy(dtype=bool)
    claims = (network.claims["published"].to_numpy(dtype="datetime64[s]") <= when) | supposed
    place = network.actors["kind"].isin(network.schema.places).to_numpy()
    kept = place | (network.actors["known_from"].to_numpy(dtype="datetime64[s]") <= when)
    at = network.claims["tie_pos"].to_numpy()[supposed]
    for end in ("source_pos", "target_pos"):
        kept[network.ties[end].to_numpy()[at]] = True
    view = _restrict(
        network, actors=kept, claims=claims | _one_of_own_row(network, claims), sources=sources,
        caveats=network.caveats["published"].to_numpy(dtype="datetime64[s]") <= when,
        coverage=network.coverage["source"].isin(known).to_numpy(dtype=bool),
        facts=network.facts["source"].isin(known).to_numpy(dtype=bool),
    )  # fmt: skip
    ended = _ended_within(view.ended, "published", when)
    view = replace(view, coverage=as_known(view.coverage, day, view.schema), seen_known_by=day, ended=ended)
    return as_of(view, view.seen_as_of) if view.seen_as_of is not None else view


def _one_of_own_row(network: Network, known: Flags) -> Flags:
    """Of each tie that follows from a cell and that no known source gives, its first claim."""
    derived = network.claims["derived"].to_numpy(dtype=bool)
    at = network.claims["tie_pos"].to_numpy()
    given = np.zeros(len(network.ties), dtype=bool)
    given[at[derived & known]] = True
    rows = np.flatnonzero(derived & ~given[at])
    _, first = np.unique(at[rows], return_index=True)
    chosen = np.zeros(len(derived), dtype=bool)
    chosen[rows[first]] = True
    return chosen


def marked_at_most(network: Network, marking: str) -> Network:
    """What is marked no stricter than `marking`; how much was left out is in `left_out`.

    What has no marking counts as GREEN. Warnings may speak of what is not shown, so they go if anything does.

    Raises
    ------
    UsageProblem
        If there is no such marking.
    """
    try:
        rank = marking_rank(marking.upper())
    except ValueError:
        raise UsageProblem(f"no marking {marking!r}; there are {', '.join(MARKINGS)}") from None
    tables = {name: getattr(network, name) for name in ("actors", "claims", "caveats", "sources")}
    rows = {name: (table["tlp"] <= rank).to_numpy() for name, table in tables.items()}
    shown = set(network.sources["id"][rows["sources"]]) | ({""} if rank >= UNMARKED else set())
    rows["coverage"] = network.coverage["source"].isin(shown).to_numpy(dtype=bool)
    rows["facts"] = network.facts["source"].isin(shown).to_numpy(dtype=bool)
    rows["decisions"] = np.full(len(network.decisions), rank >= UNMARKED)
    view = _restrict(network, **rows)
    left = dict(network.left_out)
    for name in ("actors", "claims", "sources"):
        left[name] = left.get(name, 0) + int((~rows[name]).sum())
    left = {name: count for name, count in left.items() if count}
    hidden = any(not flags.all() for flags in rows.values())
    view = replace(
        view, coverage=as_shown(view.coverage, rank), left_out=left, warnings=() if hidden else view.warnings,
        ended=_ended_within(view.ended, "tlp", rank),
    )  # fmt: skip
    return as_of(view, view.seen_as_of) if view.seen_as_of is not None else view


def only(network: Network, *, actors: Flags | None = None, ties: Flags | None = None) -> Network:
    """The network as if some actors or ties had not been recorded.

    A list of a source that lacks one of them no longer gives the number that it states, and counts as a part.

    Parameters
    ----------
    actors : numpy.ndarray of bool, shape (actors,), optional
        Which are kept; all by default. A tie that loses an end goes too.
    ties : numpy.ndarray of bool, shape (ties,), optional
        Which are kept, with all that is said of them; all by default.
    """
    kept = np.ones(len(network.actors), dtype=bool) if actors is None else actors
    at = network.claims["tie_pos"].to_numpy()
    claims = np.ones(len(at), dtype=bool) if ties is None else ties[at]
    view = _restrict(network, actors=kept, claims=claims, caveats=np.ones(len(network.caveats), dtype=bool))
    return _settled_anew(network, replace(view, ended=_of(network.ended, view)))


def without_sources(network: Network, ids: Collection[str]) -> Network:
    """The network as if nobody had read some sources.

    What they say of ties, lists and facts goes. An actor stays if it is a place, another source is named in its row or
    none at all, or any claim that is left names it; what its own row says comes with it. A list that only they
    contradict counts again as what it is declared.

    Parameters
    ----------
    ids : collection of str
        Ids of sources; one that is not there changes nothing.
    """
    gone = set(ids)
    claims, caveats = (~_among(table["source"], gone) for table in (network.claims, network.caveats))
    known = claims & ~network.claims["derived"].to_numpy(dtype=bool)
    named = np.zeros(len(network.actors), dtype=bool)
    for end in ("source_pos", "target_pos"):
        named[network.ties[end].to_numpy()[network.claims["tie_pos"].to_numpy()[known]]] = True
    own = [{part.strip() for part in cell.split(";")} - {""} for cell in network.actors["source"].tolist()]
    unsaid = np.array([bool(cited) and cited <= gone for cited in own], dtype=bool)
    place = network.actors["kind"].isin(network.schema.places).to_numpy()
    view = _restrict(
        network, actors=place | named | ~unsaid, claims=claims | _one_of_own_row(network, claims), caveats=caveats,
        sources=~_among(network.sources["id"], gone), coverage=~_among(network.coverage["source"], gone),
        facts=~_among(network.facts["source"], gone),
    )  # fmt: skip
    ended = view.ended[~_among(view.ended["source"], gone)].reset_index(drop=True) if len(view.ended) else view.ended
    return _settled_anew(network, replace(view, ended=_of(ended, view)))


def _settled_anew(network: Network, view: Network) -> Network:
    """The view with what its lists count as where what is left out decides it."""
    rows = np.flatnonzero(_may_count_otherwise(network, view))
    if not len(rows):
        return view
    some = view.coverage.iloc[rows].reset_index(drop=True)
    before, after = (counted_anew(some, one.claims, one.ties, one.actors, one.schema) for one in (network, view))
    counts = view.coverage["list"].tolist()
    for row, was, now in zip(rows.tolist(), before, after, strict=True):
        counts[row] = counts[row] if was == now else now
    return replace(view, coverage=view.coverage.assign(list=pd.Series(counts, dtype="str")))


def _may_count_otherwise(network: Network, view: Network) -> Flags:
    """Which lists could be full, and are of a kind of tie of which fewer claims are left."""
    coverage = view.coverage
    kept = [Counter(dict(zip(*_claims_by_kind(one), strict=True))) for one in (network, view)]
    fewer = {kind for kind, count in kept[0].items() if kept[1][kind] < count}
    pairs = zip(coverage["declared"].tolist(), coverage["tie"].tolist(), strict=True)
    return np.array([declared != "part" and kind in fewer for declared, kind in pairs], dtype=bool)


def _claims_by_kind(network: Network) -> tuple[list[str], list[int]]:
    kinds = network.ties["kind"].cat
    codes = kinds.codes.to_numpy()[network.claims["tie_pos"].to_numpy()]
    return kinds.categories.tolist(), np.bincount(codes, minlength=len(kinds.categories)).tolist()


def _ended_within(ended: pd.DataFrame, column: str, most: Any) -> pd.DataFrame:
    """Claims that are over, but only those whose date or marking is not beyond what may be seen."""
    return ended[(ended[column] <= most).to_numpy()].reset_index(drop=True) if len(ended) else ended


def _restrict(
    network: Network, *, actors: Flags, claims: Flags, caveats: Flags, sources: Flags | None = None,
    coverage: Flags | None = None, facts: Flags | None = None, decisions: Flags | None = None,
) -> Network:  # fmt: skip
    """The network with some rows only.

    Ties that lose an end or their last claim go too, and all that is about them, and countries without a row of their
    own that nothing names any more.
    """
    flags = (actors, claims, caveats, sources, coverage, facts, decisions)
    if all(rows is None or rows.all() for rows in flags):
        return network
    ties = network.ties
    standing = actors[ties["source_pos"].to_numpy()] & actors[ties["target_pos"].to_numpy()]
    at = network.claims["tie_pos"].to_numpy()
    claims = claims & standing[at]
    kept = np.zeros(len(ties), dtype=bool)
    kept[at[claims]] = True
    gone = set(network.actors["id"][~actors])
    gone_ties = set(ties["id"].to_numpy(dtype=object)[~kept]) if len(network.facts) else set()
    caveats = caveats & ~_among(network.caveats["from_id"], gone) & ~_among(network.caveats["to_id"], gone)
    coverage = _all(network.coverage, coverage) & ~_among(network.coverage["of"], gone)
    facts = _all(network.facts, facts) & ~_among(network.facts["subject"], gone | gone_ties)
    view = replace(
        network, caveats=_some(network.caveats, caveats), coverage=_some(network.coverage, coverage),
        facts=_some(network.facts, facts), sources=_some(network.sources, _all(network.sources, sources)),
    )  # fmt: skip
    unnamed = _unnamed_countries(view, actors, kept)
    actors = actors & ~unnamed
    gone |= set(network.actors["id"][unnamed])
    decisions = _all(network.decisions, decisions) & ~_names_any(network.decisions["gap"], gone)
    unseen = set(network.sources["id"]) - set(view.sources["id"])
    left_actors = network.actors[actors].reset_index(drop=True)
    left_actors["city"] = _without(left_actors["city"], gone)
    if unseen:
        left_actors["source"] = _without_parts(left_actors["source"], unseen)
    actor_place, tie_place = np.cumsum(actors) - 1, np.cumsum(kept) - 1
    left_claims = network.claims[claims].reset_index(drop=True)
    left_claims["tie_pos"] = tie_place[left_claims["tie_pos"].to_numpy()].astype(np.int32)
    programmes = left_claims["programme"]
    programme = _without(programmes, gone)
    own = _among(left_claims["source"], unseen)  # only what follows from an actor's own row
    # A tie that has all of its claims, as they were, is what it was: the others are summed up anew.
    whole = bool(claims[kept[at]].all()) and programme is programmes and not own.any()
    left_claims["programme"] = programme
    if own.any():
        left_claims["source"] = _without(left_claims["source"], unseen)
        left_claims["published"] = left_claims["published"].mask(own)
    left_ties = ties[kept].reset_index(drop=True)
    for end in ("source_pos", "target_pos"):
        left_ties[end] = actor_place[left_ties[end].to_numpy()].astype(np.int32)
    return replace(
        view,
        actors=left_actors,
        ties=left_ties if whole else summarise(left_ties, left_claims),
        claims=left_claims,
        caveats=view.caveats.assign(programme=_without(view.caveats["programme"], gone)),
        coverage=as_shown(view.coverage, ties=left_ties["id"]),
        facts=view.facts.assign(of=_without(view.facts["of"], gone)),
        decisions=_some(network.decisions, decisions),
    )


def _unnamed_countries(view: Network, actors: Flags, kept: Flags) -> Flags:
    """Which actors that are there only because a country was named are named by nothing that is left."""
    own = view.actors["implied"].to_numpy(dtype=bool) & actors
    if not own.any():
        return own
    rest = view.actors["country"][actors & ~own].cat.remove_unused_categories().cat.categories
    named = {*rest, *view.coverage["of"], *view.facts["subject"]}
    named.update(code for cell in view.coverage["countries"] for code in cell.split(";"))
    for end in ("from", "to"):
        named.update(view.caveats[f"{end}_id"], view.caveats[f"{end}_country"])
    for end in ("source_pos", "target_pos"):
        ends = np.zeros(len(actors), dtype=bool)
        ends[view.ties[end].to_numpy()[kept]] = True
        own = own & ~ends
    return np.asarray(own & ~view.actors["id"].isin(named).to_numpy())


def _all(table: pd.DataFrame, rows: Flags | None) -> Flags:
    return np.ones(len(table), dtype=bool) if rows is None else rows


def _some(table: pd.DataFrame, rows: Flags) -> pd.DataFrame:
    return table if rows.all() else table[rows].reset_index(drop=True)


def _among(column: pd.Series[Any], ids: set[str]) -> Flags:
    """Rows of a column that name one of some ids."""
    if not ids or not len(column):
        return np.zeros(len(column), dtype=bool)
    if isinstance(column.dtype, pd.CategoricalDtype):
        table = np.append(column.cat.categories.isin(ids), False)
        return np.asarray(table[column.cat.codes.to_numpy()])
    return np.asarray(column.isin(ids).to_numpy(dtype=bool))


def _without(column: pd.Series[Any], gone: set[str]) -> pd.Series[Any]:
    """A column of ids, blank where it names one that is not in view."""
    named = _among(column, gone)
    if not named.any():
        return column
    if isinstance(column.dtype, pd.CategoricalDtype):
        if "" not in column.cat.categories:
            column = column.cat.add_categories("")
        return column.mask(named, "").cat.remove_unused_categories()
    return column.mask(named, "")


def _without_parts(column: pd.Series[str], gone: set[str]) -> pd.Series[str]:
    """A column of cells that hold several ids, without those that are not in view."""
    codes, cells = pd.factorize(column)
    left = [";".join(part for part in map(str.strip, cell.split(";")) if part not in gone) for cell in cells]
    return pd.Series(np.array(left, dtype=object)[codes] if left else [], dtype="str")


def _names_any(gaps: pd.Series[Any], gone: set[str]) -> Flags:
    """Which ids of gaps name an actor that is not in view, or a country that is not."""
    ends = tuple(f"-in-{ident.lower()}" for ident in gone if ident.isupper())
    return np.array([
        not gone.isdisjoint(parts := str(ident).split(":")) or any(part.endswith(ends) for part in parts)
        for ident in gaps
    ], dtype=bool)  # fmt: skip

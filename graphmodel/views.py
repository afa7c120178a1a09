"""Views of a network: what held on a day, what was known by a day, what may be shown. Each is another network.

Two times are kept apart: `as_of` asks when something held, `known_by` when it was said.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from graphmodel.claims import settle_coverage, summarise
from graphmodel.errors import UsageProblem
from graphmodel.marking import MARKINGS, marking_rank

if TYPE_CHECKING:
    from graphmodel.network import Network

__all__ = ["TABLES", "as_of", "known_by", "live_on", "marked_at_most"]

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
    claims, when = network.claims, np.datetime64(day, "s")
    begin = claims["first_day"].to_numpy(dtype="datetime64[s]")
    end = claims["last_day"].to_numpy(dtype="datetime64[s]")
    published = claims["published"].to_numpy(dtype="datetime64[s]")
    late = np.array([kind.undated == "from_source" for kind in network.schema.ties.values()])
    kinds = network.ties["kind"].cat.codes.to_numpy()[claims["tie_pos"].to_numpy()]
    from_source = (claims["says"] == "no").to_numpy() | late[kinds]
    begin = np.where(np.isnat(begin) & np.isnat(end) & from_source, published, begin)
    started = np.isnat(begin) | (begin <= when)
    ended = ~np.isnat(end) & (end < when) & ~(claims["happens"].to_numpy() & (claims["says"] == "yes").to_numpy())
    return np.asarray(started & ~ended)


def as_of(network: Network, day: dt.date) -> Network:
    """What held on a day.

    Actors begin and end too; one that has ended stays while a happening in view names it, and one that has not begun
    is not there, nor are its ties.
    """
    when = np.datetime64(day, "s")
    claims = live_on(network, day)
    actors = network.actors
    begun = ~(actors["first_day"].to_numpy(dtype="datetime64[s]") > when)
    over = actors["last_day"].to_numpy(dtype="datetime64[s]") < when
    at = network.claims["tie_pos"].to_numpy()
    source = network.ties["source_pos"].to_numpy()[at]
    target = network.ties["target_pos"].to_numpy()[at]
    claims = claims & begun[source] & begun[target]
    happened = claims & network.claims["happens"].to_numpy()
    remembered = np.zeros(len(actors), dtype=bool)
    remembered[source[happened]] = True
    remembered[target[happened]] = True
    kept = begun & (~over | remembered)
    caveats = _caveats_live(network, when)
    view = _restrict(network, actors=kept, claims=claims, caveats=caveats)
    return replace(view, seen_as_of=day)


def _caveats_live(network: Network, when: np.datetime64) -> Flags:
    from graphmodel.dates import days_of

    caveats = network.caveats
    happens = {name for name, kind in network.schema.ties.items() if kind.happens}
    begin, end = days_of(caveats["since"]), days_of(caveats["until"], last=True)
    published = caveats["published"].to_numpy(dtype="datetime64[s]")
    undated = np.isnat(begin) & np.isnat(end)
    begin = np.where(undated & (caveats["says"] == "no").to_numpy(), published, begin)
    lasting = caveats["tie"].isin(happens).to_numpy() | (caveats["form"] == "met").to_numpy()
    return np.asarray(~(begin > when) & ~((end < when) & ~lasting))


def known_by(network: Network, day: dt.date) -> Network:
    """What sources published (or else read) by a day say.

    A source without a date is not counted. An actor stays if it is a place, or any known claim names it.
    """
    when = np.datetime64(day, "s")
    sources = network.sources["date"].to_numpy(dtype="datetime64[s]") <= when  # NaT compares as False
    known = set(network.sources["id"][sources])
    claims = network.claims["published"].to_numpy(dtype="datetime64[s]") <= when
    claims |= network.claims["hypothetical"].to_numpy()
    caveats = network.caveats["published"].to_numpy(dtype="datetime64[s]") <= when
    derived = network.claims["derived"].to_numpy(dtype=bool)
    kept = network.actors["kind"].isin(network.schema.places).to_numpy() | _named(network, claims & ~derived, caveats)
    claims = claims | derived  # what an actor's own row says comes with the actor
    view = _restrict(
        network, actors=kept, claims=claims, caveats=caveats, sources=sources,
        coverage=network.coverage["source"].isin(known).to_numpy(),
        facts=network.facts["source"].isin(known).to_numpy(),
    )  # fmt: skip
    settled = settle_coverage(view.coverage, view.claims, view.ties, view.actors, view.schema)
    return replace(view, coverage=settled, seen_known_by=day)


def _named(network: Network, claims: Flags, caveats: Flags) -> Flags:
    named = np.zeros(len(network.actors), dtype=bool)
    at = network.claims["tie_pos"].to_numpy()[claims]
    named[network.ties["source_pos"].to_numpy()[at]] = True
    named[network.ties["target_pos"].to_numpy()[at]] = True
    others = {*network.claims["programme"][claims].unique(), *network.caveats["from_id"][caveats]}
    others |= set(network.caveats["to_id"][caveats])
    return named | network.actors["id"].isin(others - {""}).to_numpy()


def marked_at_most(network: Network, marking: str) -> Network:
    """What is marked no stricter than `marking`; how much was left out is in `left_out`.

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
    shown = set(network.sources["id"][rows["sources"]]) | {""}
    rows["coverage"] = network.coverage["source"].isin(shown).to_numpy()
    rows["facts"] = network.facts["source"].isin(shown).to_numpy()
    view = _restrict(network, **rows)
    left = {name: int((~rows[name]).sum()) for name in ("actors", "claims", "sources")}
    # Why a list is not full may name a tie that is not shown.
    coverage = view.coverage.assign(why="") if any(left.values()) else view.coverage
    return replace(view, coverage=coverage, left_out={name: count for name, count in left.items() if count})


def _restrict(
    network: Network, *, actors: Flags, claims: Flags, caveats: Flags, sources: Flags | None = None,
    coverage: Flags | None = None, facts: Flags | None = None,
) -> Network:  # fmt: skip
    """The network with some rows only; ties that lose an end or their last claim go too."""
    if actors.all() and claims.all() and caveats.all() and sources is coverage is facts is None:
        return network
    ties = network.ties
    standing = actors[ties["source_pos"].to_numpy()] & actors[ties["target_pos"].to_numpy()]
    at = network.claims["tie_pos"].to_numpy()
    claims = claims & standing[at]
    kept = np.zeros(len(ties), dtype=bool)
    kept[at[claims]] = True
    actor_place, tie_place = _renumbered(actors), _renumbered(kept)
    left_claims = network.claims[claims].reset_index(drop=True)
    left_claims["tie_pos"] = tie_place[left_claims["tie_pos"].to_numpy()].astype(np.int32)
    left_ties = ties[kept].reset_index(drop=True)
    gone = set(network.actors["id"][~actors])
    for table in (left_claims, left_ties):
        table["programme"] = _without(table["programme"], gone)
    left_actors = network.actors[actors].reset_index(drop=True)
    left_actors["city"] = _without(left_actors["city"], gone)
    for end in ("source_pos", "target_pos"):
        left_ties[end] = actor_place[left_ties[end].to_numpy()].astype(np.int32)
    table = network.caveats
    caveats = caveats & ~table["from_id"].isin(gone).to_numpy() & ~table["to_id"].isin(gone).to_numpy()
    scope = network.coverage["of"].isin(gone).to_numpy()
    about = network.facts["subject"].isin(gone | set(ties["id"][~kept])).to_numpy()
    return replace(
        network,
        actors=left_actors,
        ties=summarise(left_ties, left_claims),
        claims=left_claims,
        caveats=table[caveats].reset_index(drop=True),
        sources=_some(network.sources, sources),
        coverage=_some(network.coverage, ~scope if coverage is None else coverage & ~scope),
        facts=_some(network.facts, ~about if facts is None else facts & ~about),
        decisions=_some(network.decisions, ~_names_any(network.decisions["gap"], gone)),
    )


def _some(table: pd.DataFrame, rows: Flags | None) -> pd.DataFrame:
    return table if rows is None else table[rows].reset_index(drop=True)


def _without(column: pd.Series[Any], gone: set[str]) -> pd.Series[Any]:
    """A column of ids, blank where it names an actor that is not in view."""
    named = column.isin(gone)
    if not named.any():
        return column
    texts = column.astype(object).where(~named, "").astype("str")
    return texts.astype("category") if isinstance(column.dtype, pd.CategoricalDtype) else texts


def _names_any(gaps: pd.Series[Any], gone: set[str]) -> Flags:
    """Which ids of gaps name an actor that is not in view."""
    return np.array([bool(gone & set(str(ident).split(":"))) for ident in gaps], dtype=bool)


def _renumbered(kept: Flags) -> npt.NDArray[np.int64]:
    return np.cumsum(kept) - 1

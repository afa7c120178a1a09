"""Who says so: claims of ties, and the status of a tie."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from graphmodel.claim_ids import claim_ids
from graphmodel.columns import Coded
from graphmodel.dates import days_of
from graphmodel.marking import UNMARKED
from graphmodel.schema import Schema

__all__ = ["CLAIM_TEXTS", "Assertions", "build_tables", "first_named", "published_of", "summarise"]

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
NAT = np.datetime64("NaT", "s")
CLAIM_TEXTS = ("since", "until", "form", "role", "locator", "quote", "basis", "note")
"""Columns of a claim that are kept as they were written."""


@dataclass(frozen=True)
class Assertions:
    """Claims of ties between named actors, before they are grouped into ties; all columns have one length."""

    kind: Coded
    source_pos: Ints
    target_pos: Ints
    key: Coded
    source: Coded
    yes: Flags
    programme_pos: Ints
    texts: Mapping[str, Coded]
    derived: Flags

    @classmethod
    def concat(cls, parts: Sequence[Assertions]) -> Assertions:
        """All parts, one after another."""

        def column(name: str) -> Any:
            return np.concatenate([getattr(part, name) for part in parts])

        return cls(
            kind=_joined([part.kind for part in parts]),
            source_pos=column("source_pos"),
            target_pos=column("target_pos"),
            key=_joined([part.key for part in parts]),
            source=_joined([part.source for part in parts]),
            yes=column("yes"),
            programme_pos=column("programme_pos"),
            texts={name: _joined([part.texts[name] for part in parts]) for name in parts[0].texts},
            derived=column("derived"),
        )


def _joined(parts: Sequence[Coded]) -> Coded:
    """Coded columns one after another, over one list of values."""
    place: dict[str, int] = {}
    codes = []
    for part in parts:
        if not len(part.codes):
            continue
        table = np.array([place.setdefault(value, len(place)) for value in part.values], dtype=np.int32)
        codes.append(table[part.codes])
    return Coded(np.concatenate(codes) if codes else np.empty(0, dtype=np.int32), list(place))


def build_tables(
    parts: Sequence[Assertions], actors: pd.DataFrame, sources: pd.DataFrame, schema: Schema
) -> tuple[pd.DataFrame, pd.DataFrame]:  # fmt: skip
    """Group claims into ties.

    A tie is known by its kind, its ends and its key; the ends of a tie without direction are put in the order of
    their ids, so that both ways of writing it are one tie.

    Returns
    -------
    ties, claims : DataFrame
        As described in `graphmodel.network.Network`; claims are in the order of their ties.
    """
    given = Assertions.concat(parts)
    ids = actors["id"].to_numpy(dtype=object)
    swap = given.kind.where(lambda name: not schema.ties[name].directed)
    swap[swap] = ids[given.source_pos[swap]] > ids[given.target_pos[swap]]
    source = np.where(swap, given.target_pos, given.source_pos)
    target = np.where(swap, given.source_pos, given.target_pos)
    kind_order = {name: place for place, name in enumerate(schema.ties)}
    kind = given.kind.map(lambda name: kind_order[name], np.int64).astype(np.int64)
    n, keys = max(len(ids), 1), max(len(given.key.values), 1)
    key_order = (
        np.argsort(np.argsort(np.array(given.key.values, dtype=object))) if given.key.values else np.zeros(0, int)
    )
    key = key_order[given.key.codes] if len(given.key) else given.key.codes
    identity = ((kind * n + source) * n + target) * keys + key
    _, first, tie_pos = np.unique(identity, return_index=True, return_inverse=True)
    order = np.argsort(tie_pos, kind="stable")
    ties = _tie_frame(given, first, source, target, ids, schema)
    claims = _claim_frame(given, order, tie_pos, ties, ids, sources, schema)
    claims["tlp"] = _strictest(claims, ties, actors)
    claims.insert(0, "id", pd.Series(_claim_ids(given, order, source, target, ids), dtype="str"))
    return summarise(ties, claims), claims


def _tie_frame(
    given: Assertions, first: Ints, source: Ints, target: Ints, ids: npt.NDArray[np.object_], schema: Schema
) -> pd.DataFrame:  # fmt: skip
    kinds, keys = given.kind.take(first), given.key.take(first)
    a, b = ids[source[first]], ids[target[first]]
    names = [
        f"{kind}:{x}:{y}:{key}" if key else f"{kind}:{x}:{y}"
        for kind, x, y, key in zip(kinds.texts(), a, b, keys.texts(), strict=True)
    ]
    return pd.DataFrame({
        "id": pd.Series(names, dtype="str"),
        "kind": pd.Categorical(kinds.texts(), categories=list(schema.ties)),
        "source": pd.Series(a, dtype="str"),
        "target": pd.Series(b, dtype="str"),
        "key": pd.Series(keys.texts(), dtype="str"),
        "source_pos": source[first].astype(np.int32),
        "target_pos": target[first].astype(np.int32),
    })  # fmt: skip


def _claim_frame(
    given: Assertions, order: Ints, tie_pos: Ints, ties: pd.DataFrame, ids: npt.NDArray[np.object_],
    sources: pd.DataFrame, schema: Schema,
) -> pd.DataFrame:  # fmt: skip
    at = tie_pos[order].astype(np.int32)
    text = {name: cells.take(order) for name, cells in given.texts.items()}
    source = given.source.take(order)
    published, tlp = _published(source, sources)
    programme = given.programme_pos[order]
    happens = np.array([kind.happens for kind in schema.ties.values()])[ties["kind"].cat.codes.to_numpy()[at]]
    return pd.DataFrame({
        "tie_pos": at,
        "tie": pd.Series(ties["id"].to_numpy(dtype=object)[at], dtype="str"),
        "source": source.category(),
        "says": pd.Categorical.from_codes((~given.yes[order]).astype(np.int8), pd.Index(["yes", "no"])),
        "since": text["since"].category(),
        "until": text["until"].category(),
        "first_day": _days(text["since"]),
        "last_day": _days(text["until"], last=True),
        "programme": _named(programme, ids),
        "form": text["form"].category(),
        "role": text["role"].category(),
        "locator": text["locator"].category(),
        "quote": text["quote"].category(),
        "basis": text["basis"].category(),
        "note": text["note"].category(),
        "published": published,
        "tlp": tlp,
        "derived": given.derived[order],
        "happens": happens | text["form"].where(lambda value: value == "met"),
        "hypothetical": np.zeros(len(at), dtype=bool),
    })  # fmt: skip


def _strictest(claims: pd.DataFrame, ties: pd.DataFrame, actors: pd.DataFrame) -> npt.NDArray[np.int8]:
    """Ranks of marking: of a claim that follows from a cell, no less than that of the actors it is about."""
    ranks, of_actor = np.array(claims["tlp"], dtype=np.int8), actors["tlp"].to_numpy(dtype=np.int8)
    rows = np.flatnonzero(claims["derived"].to_numpy())
    at = claims["tie_pos"].to_numpy()[rows]
    for end in ("source_pos", "target_pos"):
        ranks[rows] = np.maximum(ranks[rows], of_actor[ties[end].to_numpy()[at]])
    return ranks


def _claim_ids(
    given: Assertions, order: Ints, source: Ints, target: Ints, ids: npt.NDArray[np.object_]
) -> npt.NDArray[np.object_]:  # fmt: skip
    names = [*ids.tolist(), ""]  # -1, no programme, is the last
    says = Coded((~given.yes[order]).astype(np.int32), ["yes", "no"])
    places = (source[order], target[order], given.programme_pos[order])
    texts = (given.texts[name].take(order) for name in CLAIM_TEXTS)
    ends = (Coded(place.astype(np.int32), names) for place in places)
    return claim_ids([given.kind.take(order), *ends, given.key.take(order), given.source.take(order), says, *texts])


def _days(cells: Coded, *, last: bool = False) -> npt.NDArray[np.datetime64]:
    table = days_of(cells.values, last=last)
    return table[cells.codes] if len(cells.values) else np.empty(0, dtype="datetime64[s]")


def _published(source: Coded, sources: pd.DataFrame) -> tuple[npt.NDArray[np.datetime64], npt.NDArray[np.int8]]:
    days, ranks = published_of(pd.Series(source.values, dtype="str"), sources)
    if not source.values:
        return np.empty(0, dtype="datetime64[s]"), np.empty(0, dtype=np.int8)
    return days[source.codes], ranks[source.codes]


def published_of(
    ids: pd.Series[str], sources: pd.DataFrame
) -> tuple[npt.NDArray[np.datetime64], npt.NDArray[np.int8]]:  # fmt: skip
    """Date and rank of marking of each source named; NaT and unmarked for one that is blank."""
    place = pd.Index(sources["id"]).get_indexer(pd.Index(ids))
    days = np.append(sources["date"].to_numpy(dtype="datetime64[s]"), NAT)[place]
    ranks = np.append(sources["tlp"].to_numpy(dtype=np.int8), np.int8(UNMARKED))[place]
    return days, ranks


def summarise(ties: pd.DataFrame, claims: pd.DataFrame) -> pd.DataFrame:
    """Columns of a tie that follow from its claims; every tie has at least one, and claims are in order of ties.

    `status` is denied if no claim says yes, disputed if a yes and a no contradict each other, else asserted. `denied`
    is True if a source says no and none contradicts it: of a tie that is denied, and of one that is only on record as
    a meeting. `form` is `met` only if no claim says more; dates, programme and role are those of the claims that say
    yes.
    """
    n = len(ties)
    at = claims["tie_pos"].to_numpy()
    yes = claims["says"].to_numpy() == "yes"
    met = claims["form"].to_numpy() == "met"
    starts = np.searchsorted(at, np.arange(n))
    said_yes, said_no = np.bincount(at[yes], minlength=n), np.bincount(at[~yes], minlength=n)
    disputed, denied = _contested(claims, at, yes, met, n)
    status = np.where(said_yes == 0, 2, np.where(disputed, 1, 0)).astype(np.int8)
    table = ties.copy()
    table["status"] = pd.Categorical.from_codes(status, pd.Index(["asserted", "disputed", "denied"]))
    table["denied"] = denied
    table["claims"] = (said_yes + said_no).astype(np.int32)
    table["sources"] = _distinct_sources(claims, at, n)
    counted = yes | (said_yes[at] == 0)
    table["first_day"] = _least(claims["first_day"], counted, starts, n)
    table["last_day"] = _greatest(claims["last_day"], counted, starts, n)
    stronger = np.bincount(at[counted & ~met], minlength=n) > 0
    table["form"] = _first_filled(claims["form"], at, counted & ~met, n)
    if n:
        table["form"] = table["form"].astype(object).where(stronger, "met").astype("category")
    table["programme"] = _first_filled(claims["programme"], at, counted, n)
    table["role"] = _first_filled(claims["role"], at, counted, n)
    table["tlp"] = np.minimum.reduceat(claims["tlp"].to_numpy(), starts) if n else np.empty(0, dtype=np.int8)
    table["derived"] = np.maximum.reduceat(claims["derived"].to_numpy(), starts) if n else np.empty(0, dtype=bool)
    return table


def _contested(
    claims: pd.DataFrame, at: npt.NDArray[np.integer], yes: Flags, met: Flags, n: int
) -> tuple[Flags, Flags]:  # fmt: skip
    """Per tie, whether a yes contradicts a no, and whether there is a no that none contradicts.

    A meeting does not contradict a no about the tie itself, only one about a meeting. A happening that came later does
    not contradict that it had not happened before: its no is over.
    """
    no = np.flatnonzero(~yes)
    disputed, denied = np.zeros(n, dtype=bool), np.zeros(n, dtype=bool)
    if not len(no):
        return disputed, denied
    any_yes, lasting = np.zeros(n, dtype=bool), np.zeros(n, dtype=bool)
    any_yes[at[yes]] = True
    lasting[at[yes & ~met]] = True
    happening = no[claims["happens"].to_numpy()[no]]
    over = np.zeros(len(claims), dtype=bool)
    over[happening] = _over(claims, at, yes, happening, n)
    no = no[~over[no]]
    contradicted = np.where(met[no], any_yes[at[no]], lasting[at[no]])
    disputed[at[no[contradicted]]] = True
    denied[at[no]] = True
    return disputed, denied & ~disputed


def _over(
    claims: pd.DataFrame, at: npt.NDArray[np.integer], yes: Flags, no: npt.NDArray[np.integer], n: int
) -> Flags:  # fmt: skip
    """Which of some claims that something has not happened ended on the day when it did."""
    begin, end, published = (
        claims[name].to_numpy(dtype="datetime64[s]") for name in ("first_day", "last_day", "published")
    )
    dated = np.flatnonzero(yes & ~np.isnat(begin))
    latest = np.full(n, np.iinfo(np.int64).min)
    np.maximum.at(latest, at[dated], begin[dated].astype(np.int64))
    begun, ended = begin[no], end[no]
    said = np.where(~np.isnat(ended), ended, np.where(~np.isnat(begun), begun, published[no]))
    return np.asarray(~np.isnat(said) & (latest[at[no]] > said.astype(np.int64)))


def _distinct_sources(claims: pd.DataFrame, at: npt.NDArray[np.integer], n: int) -> npt.NDArray[np.int32]:
    codes = claims["source"].cat.codes.to_numpy().astype(np.int64)
    sources = codes.max(initial=0) + 1
    pairs = np.sort(at.astype(np.int64) * sources + codes)  # nearly in order; np.unique would hash them
    first = np.ones(len(pairs), dtype=bool)
    first[1:] = pairs[1:] != pairs[:-1]
    return np.bincount(pairs[first] // sources, minlength=n).astype(np.int32)


def _least(days: pd.Series[Any], rows: Flags, starts: Ints, n: int) -> npt.NDArray[np.datetime64]:
    """Earliest day per tie; NaT where none of the rows has one."""
    top = np.iinfo(np.int64).max
    values = days.to_numpy(dtype="datetime64[s]")
    whole = np.where(rows & ~np.isnat(values), values.astype(np.int64), top)
    least = np.minimum.reduceat(whole, starts) if n else whole
    return np.where(least == top, NAT, least.astype("datetime64[s]")).astype("datetime64[s]")


def _greatest(days: pd.Series[Any], rows: Flags, starts: Ints, n: int) -> npt.NDArray[np.datetime64]:
    """Latest day per tie; NaT (open) where a row that counts has none."""
    top = np.iinfo(np.int64).max
    values = days.to_numpy(dtype="datetime64[s]")
    whole = np.where(rows, np.where(np.isnat(values), top, values.astype(np.int64)), -top)
    most = np.maximum.reduceat(whole, starts) if n else whole
    return np.where(most == top, NAT, most.astype("datetime64[s]")).astype("datetime64[s]")


def _first_filled(column: pd.Series[Any], at: npt.NDArray[np.integer], rows: Flags, n: int) -> pd.Categorical:
    """First text per tie that is not blank."""
    codes = column.cat.codes.to_numpy()
    names = list(column.cat.categories)
    blank = names.index("") if "" in names else len(names)
    filled = np.flatnonzero(rows & (codes != blank) & (codes >= 0))
    ties, first = np.unique(at[filled], return_index=True)
    result = np.full(n, blank, dtype=np.int64)
    result[ties] = codes[filled[first]]
    if blank == len(names):
        names.append("")
    return pd.Categorical.from_codes(result, pd.Index(names, dtype=object))


def first_named(
    actors: pd.DataFrame, ties: pd.DataFrame, claims: pd.DataFrame, caveats: pd.DataFrame
) -> npt.NDArray[np.datetime64]:  # fmt: skip
    """Day since which a source is known that names each actor, as an end or as a programme; NaT if none has a date.

    What an actor's own row says does not name it.
    """
    top = np.iinfo(np.int64).max
    first = np.full(len(actors), top)
    told = np.flatnonzero(~claims["derived"].to_numpy() & ~claims["published"].isna().to_numpy())
    days = claims["published"].to_numpy(dtype="datetime64[s]")[told].astype(np.int64)
    at = claims["tie_pos"].to_numpy()[told]
    for end in ("source_pos", "target_pos"):
        np.minimum.at(first, ties[end].to_numpy()[at], days)
    rows = pd.Index(actors["id"])
    programme = claims["programme"].cat
    place = np.append(rows.get_indexer(programme.categories.astype("str")), -1)[programme.codes.to_numpy()[told]]
    np.minimum.at(first, place[place >= 0], days[place >= 0])
    dated = ~caveats["published"].isna().to_numpy()
    days = caveats["published"].to_numpy(dtype="datetime64[s]").astype(np.int64)
    for end in ("from_id", "to_id", "programme"):
        place = rows.get_indexer(pd.Index(caveats[end]))
        there = dated & (place >= 0)
        np.minimum.at(first, place[there], days[there])
    return np.where(first == top, NAT, first.astype("datetime64[s]")).astype("datetime64[s]")


def _named(positions: Ints, ids: npt.NDArray[np.object_]) -> pd.Series[Any]:
    """Ids of actors by their position, blank for -1, as a categorical."""
    texts = np.where(positions >= 0, ids[positions], "") if len(ids) else np.empty(0, dtype=object)
    return pd.Series(texts, dtype="str").astype("category")

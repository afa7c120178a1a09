"""What would be: a network with further ties, or without some of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pandas as pd

from graphmodel.claim_ids import told_apart
from graphmodel.claims import CLAIM_TEXTS, Assertions, build_tables, first_named, summarise
from graphmodel.columns import CHOICES, Coded
from graphmodel.dates import first_day, is_date, last_day, mend_date
from graphmodel.errors import UsageProblem
from graphmodel.nearest import nearest

if TYPE_CHECKING:
    from graphmodel.network import Network
    from graphmodel.schema import Schema

__all__ = ["CELLS", "Addition", "edited"]

Addition = tuple[str, str, str] | tuple[str, str, str, Mapping[str, str]]
"""(from, kind, to), and perhaps further cells of the ties sheet."""
CELLS = ("says", "key", "programme", "source", *CLAIM_TEXTS)
"""Cells that an added tie may have."""

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
_IDENTITY = ["id", "kind", "source", "target", "key", "source_pos", "target_pos"]


def edited(
    network: Network, *, add: Iterable[Addition] = (), without: Iterable[str] = (), hypothetical: bool = True
) -> Network:  # fmt: skip
    """The network without some ties, and with others; nothing else changes.

    Only the ties that are touched are grouped anew. What lists count as stays as it was settled: what would be is no
    source that proves a list incomplete.

    Parameters
    ----------
    add : iterable of (from, kind, to) or (from, kind, to, cells)
        Ids of actors, the kind of tie, and perhaps cells of the ties sheet (`CELLS`) as text. A tie that is there
        already gets a further claim.
    without : iterable of str
        Ids of ties that go, with all that is said of them.
    hypothetical : bool
        Whether the added claims only say what would be. Such a claim stays in every view by knowledge or marking.
        Otherwise it counts as a row of the ties sheet does: known since its source, and marked as that is.

    Returns
    -------
    Network
        A view stays the view it was.

    Raises
    ------
    UsageProblem
        If an actor, a kind, a tie or a source is not there, the kind does not run between the two or follows from
        a cell of its actor, or a cell does not hold what it should.
    """
    gone = _rows_of(network, list(without))
    added = list(add)
    if not added:
        return _taken_away(network, gone) if len(gone) else network
    assertions = _assertions(network, added)
    ties, claims = build_tables([assertions], network.actors, network.sources, network.schema)
    if hypothetical:
        claims = claims.assign(hypothetical=True, tlp=np.int8(0))
    base = _taken_away(network, gone) if len(gone) else network
    more = _put_in(base, ties, claims)
    return more if hypothetical else replace(more, actors=_known(network, ties, claims))


def _known(network: Network, ties: pd.DataFrame, claims: pd.DataFrame) -> pd.DataFrame:
    """The actors, those that some claims name known no later than these."""
    named = first_named(network.actors, ties, claims, network.caveats.iloc[:0])
    since = network.actors["known_from"].to_numpy(dtype="datetime64[s]")
    return network.actors.assign(known_from=np.fmin(since, named))


def _taken_away(network: Network, gone: Ints) -> Network:
    """Without some ties, their claims, and the facts about them."""
    kept = np.ones(len(network.ties), dtype=bool)
    kept[gone] = False
    at = network.claims["tie_pos"].to_numpy()
    claims = network.claims[kept[at]].reset_index(drop=True)
    claims["tie_pos"] = (np.cumsum(kept) - 1)[claims["tie_pos"].to_numpy()].astype(np.int32)
    about = network.facts["subject"].isin(set(network.ties["id"].to_numpy(dtype=object)[gone]))
    return replace(
        network, ties=network.ties[kept].reset_index(drop=True), claims=claims,
        facts=network.facts[~about].reset_index(drop=True),
    )  # fmt: skip


def _put_in(network: Network, ties: pd.DataFrame, claims: pd.DataFrame) -> Network:
    """Further ties and claims at their places; ties that are there already are summarised anew with theirs."""
    found, place = _places(network, ties)
    old, old_claims = network.ties, network.claims
    rows = place[found]
    first, last = (np.searchsorted(old_claims["tie_pos"].to_numpy(), rows, side=s) for s in ("left", "right"))
    theirs = _spans(first, last)
    claims = _told_apart(old_claims.iloc[theirs], claims)
    # The touched ties, each with all of its claims.
    among = np.flatnonzero(found)
    earlier = old_claims.iloc[theirs].assign(tie_pos=np.repeat(among, last - first).astype(np.int32))
    touched = _stacked(earlier, claims)
    touched = touched.iloc[np.argsort(touched["tie_pos"].to_numpy(), kind="stable")].reset_index(drop=True)
    fresh = summarise(ties[_IDENTITY], touched)
    # Ties: old ones that are not touched, and the touched ones where they belong.
    untouched = np.delete(np.arange(len(old)), rows)
    order = np.insert(untouched, place - np.searchsorted(np.sort(rows), place), len(old) + np.arange(len(fresh)))
    where = np.empty(len(old) + len(fresh), dtype=np.int64)
    where[order] = np.arange(len(order))
    all_ties = _stacked(old, fresh).take(order).reset_index(drop=True)
    # Claims: all old ones, and the further ones behind those of their tie.
    new_at = where[len(old) :]
    moved = where[: len(old)].copy()
    moved[rows] = new_at[among]
    at = np.concatenate([moved[old_claims["tie_pos"].to_numpy()], new_at[claims["tie_pos"].to_numpy()]])
    all_claims = _stacked(old_claims, claims).assign(tie_pos=at.astype(np.int32))
    behind = np.searchsorted(at[: len(old_claims)], at[len(old_claims) :], side="right")
    order = np.insert(np.arange(len(old_claims)), behind, len(old_claims) + np.arange(len(claims)))
    return replace(network, ties=all_ties, claims=all_claims.take(order).reset_index(drop=True))


def _places(network: Network, ties: pd.DataFrame) -> tuple[Flags, Ints]:
    """Which of some ties the network has, and the row of each: its own, or that of the tie it would stand before."""
    n = max(len(network.actors), 1)

    def identity(table: pd.DataFrame) -> Ints:
        kind = table["kind"].cat.codes.to_numpy().astype(np.int64)
        return np.asarray((kind * n + table["source_pos"].to_numpy()) * n + table["target_pos"].to_numpy())

    known, wanted = identity(network.ties), identity(ties)
    first, last = (np.searchsorted(known, wanted, side=side) for side in ("left", "right"))
    found = np.zeros(len(ties), dtype=bool)
    for row, key in enumerate(ties["key"].tolist()):
        keys = network.ties["key"].iloc[first[row] : last[row]].tolist()  # in the order of their texts
        first[row] += sum(other < key for other in keys)
        found[row] = key in keys
    return found, first.astype(np.int64)


def _spans(first: Ints, last: Ints) -> Ints:
    """All rows from each `first` up to its `last`."""
    spans = [np.arange(a, b) for a, b in zip(first.tolist(), last.tolist(), strict=True)]
    return np.concatenate(spans) if spans else np.empty(0, dtype=np.int64)


def _stacked(above: pd.DataFrame, below: pd.DataFrame) -> pd.DataFrame:
    """Rows of two tables, one after the other; categories of a column are joined."""
    columns = {}
    for name in above.columns:
        a, b = above[name], below[name]
        if isinstance(a.dtype, pd.CategoricalDtype) and list(a.cat.categories) != list(b.cat.categories):
            both = a.cat.categories.union(b.cat.categories, sort=False)
            a, b = a.cat.set_categories(both), b.cat.set_categories(both)
        columns[name] = pd.concat([a, b.astype(a.dtype)], ignore_index=True)
    return pd.DataFrame(columns)


def _told_apart(theirs: pd.DataFrame, claims: pd.DataFrame) -> pd.DataFrame:
    """The claims, with another id for one that says what an earlier one of its tie does."""
    return claims.assign(id=pd.Series(told_apart(claims["id"].tolist(), set(theirs["id"])), dtype="str"))


# What is wrong with an edit


def _rows_of(network: Network, ids: Sequence[str]) -> Ints:
    if not ids:
        return np.empty(0, dtype=np.int64)
    rows = pd.Index(network.ties["id"]).get_indexer(pd.Index(pd.Series(ids, dtype="str")))
    for ident, row in zip(ids, rows.tolist(), strict=True):
        if row < 0:
            close = nearest(ident, network.ties["id"].tolist())
            raise UsageProblem(f"no tie {ident!r} in this network" + (f"; did you mean {close!r}?" if close else ""))
        if network.ties["derived"].iat[row]:
            raise UsageProblem(_follows(network.schema, str(network.ties["kind"].iat[row])))
    return np.unique(rows)


def _assertions(network: Network, added: Sequence[Addition]) -> Assertions:
    rows = [_row(network, *addition) for addition in added]
    columns = {name: Coded.of([row[name] for row in rows]) for name in ("kind", "key", "source", *CLAIM_TEXTS)}
    place = network.position
    positions = {
        name: np.array([place[row[name]] if row[name] else -1 for row in rows], dtype=np.int64)
        for name in ("from", "to", "programme")
    }
    return Assertions(
        kind=columns["kind"],
        source_pos=positions["from"],
        target_pos=positions["to"],
        key=columns["key"],
        source=columns["source"],
        yes=np.array([row["says"] != "no" for row in rows], dtype=bool),
        programme_pos=positions["programme"],
        texts={name: columns[name] for name in CLAIM_TEXTS},
        derived=np.zeros(len(rows), dtype=bool),
    )


def _row(
    network: Network, source: str, kind: str, target: str, cells: Mapping[str, str] | None = None
) -> dict[str, str]:  # fmt: skip
    """An added tie as a row of the ties sheet, checked."""
    cells = cells or {}
    for name in cells:
        if name not in CELLS:
            raise UsageProblem(f"an added tie has no cell {name!r}; there are {', '.join(CELLS)}")
    row = {"from": source, "to": target, "kind": kind, **dict.fromkeys(CELLS, ""), **cells}
    for name in ("from", "to", "programme"):
        if row[name] not in network.position and (row[name] or name != "programme"):
            raise UsageProblem(_no_actor(network, row[name]))
    _check_kind(network, source, kind, target)
    known = set(network.sources["id"])
    if row["source"] and row["source"] not in known:
        raise UsageProblem(f"no source {row['source']!r} in this network")
    date = (is_date, "a date like 2018, 2018-11 or 2018-11-29")
    checks: dict[str, tuple[Callable[[str], bool], str]] = {"since": date, "until": date}
    checks |= {
        name: (allowed.__contains__, "one of: " + ", ".join(allowed))
        for (sheet, name), allowed in CHOICES.items() if sheet == "ties"
    }  # fmt: skip
    for name, (fits, expected) in checks.items():
        if row[name] and not fits(row[name]):
            mend = mend_date(row[name]) if checks[name] is date else None
            raise UsageProblem(
                f"the cell {name!r} of an added tie is {row[name]!r}; expected {expected}"
                + (f"; {mend}" if mend else "")
            )
    if row["since"] and row["until"] and last_day(row["until"]) < first_day(row["since"]):
        raise UsageProblem(f"an added tie ends in {row['until']}, before it begins in {row['since']}")
    return row


def _no_actor(network: Network, ident: str) -> str:
    close = network.nearest_actor(ident)
    return f"no actor {ident!r} in this network" + (f"; did you mean {close!r}?" if close else "")


def _check_kind(network: Network, source: str, kind: str, target: str) -> None:
    schema = network.schema
    if kind not in schema.ties:
        close = nearest(kind, schema.ties)
        raise UsageProblem(f"no tie {kind!r} in the schema" + (f"; did you mean {close!r}?" if close else ""))
    if schema.ties[kind].derived is not None:
        raise UsageProblem(_follows(schema, kind))
    if source == target:
        raise UsageProblem(f"a tie {kind} from {source!r} to itself; name two actors")
    ends = [str(network.actors["kind"].iat[network.position[ident]]) for ident in (source, target)]
    if not schema.fits(kind, *ends):
        others = [name for name, one in schema.ties.items() if one.derived is None and schema.fits(name, *ends)]
        hint = f"; these do: {', '.join(others)}" if others else ""
        raise UsageProblem(f"no {kind} runs from a {ends[0]} to a {ends[1]} ({source} to {target}){hint}")


def _follows(schema: Schema, kind: str) -> str:
    derived = schema.ties[kind].derived
    column = derived.column if derived is not None else ""
    return f"a tie {kind} follows from the cell '{column}' of its actor; it is neither added nor taken away by itself"

"""How a list of ties is read: whether it speaks of a day, which way its ties run, and who stands on it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pandas as pd

if TYPE_CHECKING:
    from graphmodel.network import Network
    from graphmodel.schema import Schema

__all__ = ["Listed", "full_on", "listed_on", "speaks_on"]

Flags = npt.NDArray[np.bool_]
Key = tuple[str, str, str]
"""Source, kind of tie and what a list is about."""


def speaks_on(coverage: pd.DataFrame, day: dt.date | None, schema: Schema) -> Flags:
    """Which lists speak of a day.

    A list of happenings is the list of those that it names, whatever the day; any other one says what held in its period.
    Of None every list speaks.

    Returns
    -------
    numpy.ndarray of bool, shape (coverage,)
    """
    if day is None:
        return np.ones(len(coverage), dtype=bool)
    when = np.datetime64(day, "s")
    happens = np.array([schema.ties[kind].happens for kind in coverage["tie"].tolist()], dtype=bool)
    begin, end = (coverage[name].to_numpy(dtype="datetime64[s]") for name in ("first_day", "last_day"))
    return np.asarray(happens | (~(begin > when) & ~(end < when)))


def full_on(coverage: pd.DataFrame, day: dt.date | None, schema: Schema) -> Flags:
    """Which lists are full, and speak of a day."""
    full = np.array([counts in ("full", "register") for counts in coverage["list"].tolist()], dtype=bool)
    return full & speaks_on(coverage, day, schema)


@dataclass(frozen=True, slots=True)
class Listed:
    """Which way the ties of a list run, and who stands on it.

    Parameters
    ----------
    ways : frozenset of str
        `from` if they begin at what the list is about, `to` if they end there; both if it has both, if nothing tells,
        or if the kind of tie has no direction. Empty for a list that is about nothing in view.
    kinds : tuple of str
        Kinds of the actors that may stand on it.
    """

    ways: frozenset[str]
    kinds: tuple[str, ...]

    @property
    def end(self) -> str:
        """Which end of the tie is listed; of a list that runs both ways the beginning."""
        return "from" if "to" in self.ways else "to"

    def runs(self, *, begins: bool) -> bool:
        """Whether the list would have a tie that begins at what it is about, or one that ends there."""
        return not self.ways or ("from" if begins else "to") in self.ways


def listed_on(network: Network) -> list[Listed]:
    """Each row of coverage, read.

    The kinds of actors tell which way the ties of a list can run. Where they leave both, the ties that it gives tell:
    a list of those that learn from a city says nothing of those that it learns from.
    """
    coverage, schema = network.coverage, network.schema
    keys: list[Key] = list(zip(*(coverage[name].astype(object) for name in ("source", "tie", "of")), strict=True))
    ends = [_ends(network, key, kind) for key, kind in zip(keys, coverage["kind"].tolist(), strict=True)]
    unclear = {key for key, able in zip(keys, ends, strict=True) if len(able) == 2 and schema.ties[key[1]].directed}
    told = _told(network, unclear)
    found = []
    for key, able in zip(keys, ends, strict=True):
        ways = told.get(key) or frozenset(able)
        found.append(Listed(ways, able.get("to" if "to" in ways else "from", ())))
    return found


def _ends(network: Network, key: Key, kind: str) -> dict[str, tuple[str, ...]]:
    """By way the kinds that may stand on a list; a way that no kind can go is left out."""
    _, tie, of = key
    schema, row = network.schema, network.position.get(of)
    if row is None:
        return {}
    about = str(network.actors["kind"].iloc[row])
    wanted = schema.descendants(kind) if kind else tuple(schema.nodes)
    able = {
        "from": tuple(name for name in wanted if schema.fits(tie, about, name)),
        "to": tuple(name for name in wanted if schema.fits(tie, name, about)),
    }
    return {way: kinds for way, kinds in able.items() if kinds}


def _told(network: Network, asked: set[Key]) -> dict[Key, frozenset[str]]:
    """Which way the ties run that some lists give, those that are over included; a list that gives nobody is left out."""
    if not asked:
        return {}
    claims, ties, ended = network.claims, network.ties, network.ended
    cited, kinds, about = ({key[at] for key in asked} for at in range(3))
    at = claims["tie_pos"].to_numpy()
    near = ((ties["source"].isin(about) | ties["target"].isin(about)) & ties["kind"].isin(kinds)).to_numpy()
    rows = np.flatnonzero(near[at] & (claims["says"] == "yes").to_numpy() & claims["source"].isin(cited).to_numpy())
    columns = [claims["source"].astype(object).to_numpy()[rows]]
    columns += [ties[name].astype(object).to_numpy()[at[rows]] for name in ("kind", "source", "target")]
    if len(ended):
        over = (ended[name].astype(object).to_numpy() for name in ("source", "kind", "from_id", "to_id"))
        columns = [np.concatenate(pair) for pair in zip(columns, over, strict=True)]
    found: dict[Key, frozenset[str]] = {}
    for who, kind, source, target in zip(*columns, strict=True):
        for way, end in (("from", source), ("to", target)):
            if (who, kind, end) in asked:
                found[who, kind, end] = found.get((who, kind, end), frozenset()) | {way}
    return found

"""Who acts for whom: a body or an office for its city, as the kinds of ties say."""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt
import pandas as pd

if TYPE_CHECKING:
    from graphmodel.network import Network

__all__ = ["acts_for", "standing"]

_KNOWN: WeakKeyDictionary[Network, pd.DataFrame] = WeakKeyDictionary()
"""Of networks that are still in use: each is asked several times, and none changes."""


def acts_for(network: Network) -> pd.DataFrame:
    """Pairs of ids, each once: `who` acts for `whom`, by a tie on record whose kind says `acts_for`.

    Examples
    --------
    >>> from graphmodel.border import assemble
    >>> from graphmodel.schema import builtin_schema
    >>> from graphmodel.sheets import Sheet, Sheets
    >>> actors = Sheet.of_records("actors", ["id", "kind", "name", "country", "city"], [
    ...     {"id": "peja", "kind": "City", "name": "Peja", "country": "XK"},
    ...     {"id": "office", "kind": "Mayor", "name": "Mayor of Peja", "country": "XK", "city": "peja"}])
    >>> acts_for(assemble(Sheets({"actors": actors}), builtin_schema())).to_dict("records")
    [{'who': 'office', 'whom': 'peja'}]
    """
    found = _KNOWN.get(network)
    if found is None:
        found = _KNOWN[network] = _found(network)
    return found


def _found(network: Network) -> pd.DataFrame:
    ties = network.ties
    side = [network.schema.ties[name].acts_for or "" for name in ties["kind"].cat.categories]
    end = np.array([*side, ""], dtype=object)[ties["kind"].cat.codes.to_numpy()]
    rows = (end != "") & (ties["status"] != "denied").to_numpy()
    source, target = (ties[name].to_numpy(dtype=object)[rows] for name in ("source", "target"))
    swap = end[rows] == "from"
    who, whom = np.where(swap, target, source), np.where(swap, source, target)
    return pd.DataFrame({"who": who, "whom": whom}, dtype=object).drop_duplicates(ignore_index=True)


def standing(network: Network) -> npt.NDArray[np.bool_]:
    """Per actor, whether it has not ended by the day of a view; one that has stays while something that happened names it."""
    last = network.actors["last_day"].to_numpy(dtype="datetime64[s]")
    if network.seen_as_of is None:
        return np.ones(len(last), dtype=bool)
    return ~(last < np.datetime64(network.seen_as_of, "s"))

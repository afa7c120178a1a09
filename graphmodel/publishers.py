"""Whose word a tie rests on: that of one publisher, of several, or it is not known."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from graphmodel.network import Network

__all__ = ["NOT_KNOWN", "SEVERAL", "publisher_of_each"]

SEVERAL, NOT_KNOWN = -1, -2
"""What stands for a tie that two publishers assert, and for one of which nobody can tell."""


def publisher_of_each(network: Network) -> tuple[npt.NDArray[np.int64], list[str]]:
    """Of each tie the one publisher of all that assert it, whatever the number of its sources.

    A claim whose source names no publisher, or that has no source, may be anybody's: beside one publisher it leaves open
    whether there is a second, beside two it changes nothing.

    Returns
    -------
    of : numpy.ndarray of int, shape (ties,)
        Place in `names`, or SEVERAL, or NOT_KNOWN; the latter too of a tie that nobody asserts.
    names : list of str
        Publishers of the sources, in order.

    Examples
    --------
    >>> from graphmodel.border import assemble
    >>> from graphmodel.schema import builtin_schema
    >>> from graphmodel.sheets import Sheets
    >>> publisher_of_each(assemble(Sheets({}), builtin_schema()))
    (array([], dtype=int64), [])
    """
    ties, claims, sources = network.ties, network.claims, network.sources
    publisher = dict(zip(sources["id"], sources["publisher"].astype(object), strict=True))
    names = sorted({name for name in publisher.values() if name})
    number = {name: at for at, name in enumerate(names)}
    cited = claims["source"].cat
    # Per claim from the code of its source; the last is for a claim without one, whose code is -1.
    table = np.array([*(number.get(publisher.get(str(ident)), -1) for ident in cited.categories), -1], dtype=np.int64)
    asserts = (claims["says"] == "yes").to_numpy()
    who, at = table[cited.codes.to_numpy()[asserts]], claims["tie_pos"].to_numpy()[asserts]
    least, most = np.full(len(ties), len(names)), np.full(len(ties), -1)
    named = who >= 0
    np.minimum.at(least, at[named], who[named])
    np.maximum.at(most, at[named], who[named])
    open_ = np.zeros(len(ties), dtype=bool)
    open_[at[~named]] = True
    found = np.full(len(ties), NOT_KNOWN, dtype=np.int64)
    found[least < most] = SEVERAL
    alone = (least == most) & ~open_
    found[alone] = most[alone]
    return found, names

"""A list whose members are not all alike: maximal marginal relevance (Carbonell and Goldstein 1998)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from graphmodel.findings import Suggestion
from graphmodel.network import Network
from queries.context import Context
from queries.partners import root_kind

__all__ = ["POOL", "TRADE", "diverse"]

POOL = 500
"""How many of the best are looked at."""

TRADE = 0.7
"""How much the score counts against likeness to those that are on the list already; a judgement."""


def diverse(network: Network, found: Sequence[Suggestion], limit: int, *, trade: float = TRADE) -> list[Suggestion]:
    """The next is always the one with the most of: trade × score − (1 − trade) × likeness to the nearest on the list.

    Likeness of two candidates is the mean of Gower's coefficient of their contexts and of whether they are in one
    country.

    Parameters
    ----------
    found : sequence of Suggestion
        A ranking, the best first.
    limit : int
        Length of the list.
    trade : float
        From 0 (only variety) to 1 (only the score).
    """
    pool = list(found[:POOL])
    if not pool:
        return []
    context = Context(network, root_kind(network, pool[0].id))
    rows = [network.position[one.id] for one in pool]
    scores = np.array([one.score for one in pool])
    countries = np.array([one.country for one in pool])
    nearest = np.zeros(len(pool))
    left = np.ones(len(pool), dtype=bool)
    chosen: list[Suggestion] = []
    while left.any() and len(chosen) < limit:
        worth = np.where(left, trade * scores - (1 - trade) * nearest, -np.inf)
        at = int(np.argmax(np.round(worth, 12)))
        left[at] = False
        chosen.append(pool[at])
        same = (countries == countries[at]) & (countries[at] != "")
        nearest = np.maximum(nearest, (context.gower(rows[at], rows) + same) / 2)
    return chosen

"""The link ranker as a part of the partner score, for those who switch it on.

Its weight is 0 unless a network says otherwise: what it is fitted to is what cities did, not what they learned.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from graphmodel.errors import UsageProblem
from graphmodel.network import Network
from queries.backtest import surroundings
from queries.link_features import LinkFeatures
from queries.link_ranker import fit_link_ranker
from queries.link_scores import tie_matrix
from queries.query import Query
from queries.tie_table import TieTable, tie_table

__all__ = ["LEAST", "with_foreseen"]

Row = Mapping[str, Any]

LEAST = 20
"""Ties on record below which nothing is foreseen: weights fitted to fewer mean nothing."""


def with_foreseen(network: Network, query: Query, city: str, rows: Mapping[str, Row]) -> dict[str, Row]:
    """Rows of a part that names a `ranker`, with the values that only arithmetic can give.

    Columns `foreseen` (the share of others that a candidate stands before, from 0 to 1; 1 if the two have the tie),
    `foreseen_case` (tied or next), `place` and `of`. They stay as they are where nothing is known: fewer than `LEAST`
    ties of the kind, or neither of the two has one.

    Parameters
    ----------
    query : Query
        Its field `ranker` is the kind of tie that the weights are fitted to.
    rows : mapping of str to mapping
        By candidate.
    """
    try:
        table = tie_table(network, str(query.fields["ranker"]))
    except UsageProblem:
        return dict(rows)
    if len(table.pairs) < LEAST or city not in table.ids:
        return dict(rows)
    found = _places(table, city)
    return {name: {**row, **found.get(name, {})} for name, row in rows.items()}


def _places(table: TieTable, city: str) -> dict[str, dict[str, Any]]:
    """What the columns say, by candidate; one that the city is tied to has no place in the list."""
    around, ties = surroundings(table), tie_matrix(table.pairs, table.n)
    scores = fit_link_ranker(table.pairs, around).scores(LinkFeatures.of(ties, around))
    at = table.ids.index(city)
    row = scores.block(np.array([at]))[0]
    tied = ties[[at]].toarray()[0] > 0
    others = np.flatnonzero(table.may(np.array([at]))[0] & (np.arange(table.n) != at))
    listed = np.sort(-row[others[~tied[others]]])
    degree = np.diff(ties.indptr)
    found: dict[str, dict[str, Any]] = {}
    for other in others.tolist():
        if tied[other]:
            found[table.ids[other]] = {"foreseen": 1.0, "foreseen_case": "tied"}
        elif degree[at] or degree[other]:
            before = int(np.searchsorted(listed, -row[other]))
            value = 1 - before / max(len(listed) - 1, 1)
            found[table.ids[other]] = {
                "foreseen": value, "foreseen_case": "next", "place": before + 1, "of": len(listed),
            }  # fmt: skip
    return found

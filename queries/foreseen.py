"""The link ranker as a part of the partner score, for those who switch it on.

Its weight is 0 unless a network says otherwise: what it is fitted to is what cities did, not what they learned. Weights
come from the file that network.toml names, else they are fitted to the ties on record, once for the same ties.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import numpy as np

from graphmodel.errors import UsageProblem
from graphmodel.network import Network
from queries.backtest import surroundings
from queries.link_features import LinkFeatures
from queries.link_ranker import LinkRanker, fit_link_ranker
from queries.link_scores import tie_matrix
from queries.link_suggestions import LinkScores
from queries.link_weights import read_weights, weights_given
from queries.query import Query
from queries.tie_table import TieTable, tie_table

__all__ = ["LEAST", "with_foreseen"]

Row = Mapping[str, Any]

LEAST = 20
"""Ties on record below which nothing is foreseen: weights fitted to fewer mean nothing."""


def with_foreseen(network: Network, query: Query, city: str, rows: Mapping[str, Row]) -> dict[str, Row]:
    """Rows of a part that names a `ranker`, with the values that only arithmetic can give.

    Columns `foreseen` (the share of others that a candidate stands before, from 0 to 1; 1 if the two have the tie),
    `foreseen_case` (tied or next), `place`, `of`, `fitted_to` (ties that the weights were fitted to) and `fitted_as_of`.
    They stay as they are where nothing is known: fewer than `LEAST` ties to fit to, or neither of the two has one.

    Parameters
    ----------
    query : Query
        Its field `ranker` is the kind of tie that the weights are fitted to.
    rows : mapping of str to mapping
        By candidate.

    Raises
    ------
    UsageProblem
        If the file of weights that network.toml names is at fault.
    """
    kind, file = str(query.fields["ranker"]), weights_given(network)
    given = None if file is None else read_weights(file, kind)
    try:
        table = tie_table(network, kind)
    except UsageProblem:
        return dict(rows)
    fitted_to, day = len(table.pairs), str(network.seen_as_of or "")
    if given is not None:
        fitted_to, day = given[1]["ties"], str(given[1].get("as_of", ""))
    if fitted_to < LEAST or city not in table.ids:
        return dict(rows)
    weights = None if given is None else tuple(given[0].weights.tolist())
    found = _places(table, city, _scores(_Ties(_key(table), table), weights))
    said = {"fitted_to": fitted_to, "fitted_as_of": day, "weighed": "dated" if day else "undated"}
    return {name: {**row, **found[name], **said} if name in found else row for name, row in rows.items()}


@dataclass(frozen=True)
class _Ties:
    """A table of ties, the same as another if it holds the same."""

    key: bytes
    table: TieTable = field(compare=False)


def _key(table: TieTable) -> bytes:
    """Of all that scores are made from: the ties, and what is recorded of their actors."""
    found = hashlib.sha256(repr((table.n, table.names)).encode())
    for part in (table.pairs, table.countries, table.codes):
        found.update(np.ascontiguousarray(part).tobytes())
    return found.digest()


@lru_cache(maxsize=1)
def _scores(ties: _Ties, weights: tuple[float, ...] | None) -> LinkScores:
    """Scores of all pairs; kept for the next city that asks of the same ties."""
    around = surroundings(ties.table)
    ranker = (
        fit_link_ranker(ties.table.pairs, around)
        if weights is None
        else LinkRanker(np.array(weights), np.zeros(len(weights)), 0)
    )
    return ranker.scores(LinkFeatures.of(tie_matrix(ties.table.pairs, ties.table.n), around))


def _places(table: TieTable, city: str, scores: LinkScores) -> dict[str, dict[str, Any]]:
    """What the columns say, by candidate; one that the city is tied to has no place in the list."""
    ties = tie_matrix(table.pairs, table.n)
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

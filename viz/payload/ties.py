"""Ties as the page knows them: all that any source says of each, and when, so that it can go to any date."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from graphmodel.marking import MARKINGS
from graphmodel.network import Network
from viz.payload.actors import day_numbers

__all__ = ["CLAIM", "source_rows", "tie_rows"]

CLAIM = (
    "yes", "source", "begin", "end", "published", "happens", "derived", "since", "until", "form", "role", "locator",
    "quote", "basis", "note",
)  # fmt: skip
"""Fields of a claim, in their order; blank ones at the end are left out."""


def source_rows(network: Network) -> tuple[list[dict[str, Any]], dict[str, int]]:
    """Sources, and the place of each by its id."""
    rows = [
        {"id": row["id"], "title": row["title"], "publisher": row["publisher"],
         "date": row["published"] or row["read_on"], "url": row["url"], "tlp": MARKINGS[int(row["tlp"])],
         "day": int(day)}
        for row, day in zip(network.sources.to_dict("records"), day_numbers(network.sources["date"]), strict=True)
    ]  # fmt: skip
    return rows, {row["id"]: at for at, row in enumerate(rows)}


def tie_rows(network: Network, source_at: Mapping[str, int]) -> list[list[Any]]:
    """One per tie: id, kind, places of its ends in the list of actors, claims.

    A claim has the fields of `CLAIM`; `source` is a place in the list of sources, -1 for none, and days are YYYYMMDD.
    """
    ties, claims = network.ties, network.claims
    columns: list[list[Any]] = [
        (claims["says"].astype(str) == "yes").astype(int).tolist(),
        [source_at.get(text, -1) for text in claims["source"].astype(str).tolist()],
        *(day_numbers(claims[name]).tolist() for name in ("first_day", "last_day", "published")),
        *(claims[name].astype(int).tolist() for name in ("happens", "derived")),
        *(_texts(claims[name]) for name in CLAIM[7:]),
    ]
    said: list[list[list[Any]]] = [[] for _ in range(len(ties))]
    for at, *cells in zip(claims["tie_pos"].tolist(), *columns, strict=True):
        while cells and not cells[-1]:
            cells.pop()
        said[at].append(cells)
    ends = (ties[name].tolist() for name in ("source_pos", "target_pos"))
    return [list(row) for row in zip(ties["id"].tolist(), ties["kind"].astype(str).tolist(), *ends, said, strict=True)]


def _texts(column: pd.Series[Any]) -> list[str]:
    return [str(cell) if cell == cell and cell is not None else "" for cell in column.astype(object).tolist()]

"""What goes from an engine when a part of its network is left out: statements that bring it from the one to the other.

Loading a thinned network anew costs as much as loading the whole. What is left out at random is little, and all of it has an
id, so a copy of what was loaded is brought there instead. The answers are those of a load of the thinned network;
`tests/test_queries_robustness.py` compares them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from graphmodel.acting import acts_for
from queries.engines import shape
from queries.engines.columns import text
from queries.engines.load import who_is_listed

if TYPE_CHECKING:
    from graphmodel.network import Network

__all__ = ["NEEDED", "Statement", "left_out"]

NEEDED = (shape.CAVEAT, shape.COVERAGE)
"""Labels of the tables of the whole that are needed to say what goes: of all else the network tells."""

Statement = tuple[str, Mapping[str, Any]]
"""Cypher that changes an engine's graph, and its parameters."""


def left_out(whole: Network, nodes: Mapping[str, pd.DataFrame], thin: Network) -> Iterator[Statement]:
    """Statements after which an engine that holds a network holds what is left of it.

    Parameters
    ----------
    whole : Network
        That the engine holds.
    nodes : mapping of str to DataFrame
        By label the nodes of the whole, as `engine_tables` gives them; those of `NEEDED` will do.
    thin : Network
        What `whole.only(…)` gave: without some actors or ties, everything else as it was.
    """
    actors = _lost(whole.actors["id"], thin.actors["id"])
    ties = _lost(whole.ties["id"], thin.ties["id"])
    ended = _lost(_column(whole.ended, "tie"), _column(thin.ended, "tie"))
    standing = set(thin.ties["id"]) if ended else set()
    told = [*ties, *(ident for ident in ended if ident not in standing)]
    yield from _deleted("MATCH ()-[t]->() WHERE t.id IN $ids DELETE t", ties)
    yield from _deleted(f"MATCH (q:{shape.CLAIM}) WHERE q.tie_id IN $ids DETACH DELETE q", told)
    yield from _deleted(
        f"MATCH ()-[r:{shape.ACTS_FOR}]->() WHERE r.id IN $ids DELETE r", _acting(whole, thin) if ties else []
    )
    yield from _deleted(f"MATCH (a:{shape.ACTOR}) WHERE a.id IN $ids DETACH DELETE a", actors)
    kept = _lost(whole.caveats["id"], thin.caveats["id"])
    rows = whole.caveats["id"].isin(kept).to_numpy()
    yield from _deleted(
        f"MATCH (q:{shape.CAVEAT}) WHERE q.id IN $ids DETACH DELETE q", nodes[shape.CAVEAT]["id"][rows].tolist()
    )
    yield from _lists(whole, nodes[shape.COVERAGE], thin, set(actors))
    yield from _programmes(whole, thin, actors)


def _deleted(cypher: str, ids: list[str]) -> Iterator[Statement]:
    if ids:
        yield cypher, {"ids": ids}


def _lost(before: pd.Series[str], after: pd.Series[str]) -> list[str]:
    """Values of the first that the second lacks, each once."""
    if len(before) == len(after):  # what is left out is never replaced
        return []
    left = set(after.tolist())
    return [str(value) for value in dict.fromkeys(before.tolist()) if value not in left]


def _column(table: pd.DataFrame, name: str) -> pd.Series[str]:
    return table[name] if name in table else pd.Series([], dtype="str")


def _acting(whole: Network, thin: Network) -> list[str]:
    """Ids of the relationships that say who acts for whom, and that no tie makes any more."""
    names = [
        [f"{shape.ACTS_FOR}:{who}:{whom}" for who, whom in acts_for(network).itertuples(index=False)]
        for network in (whole, thin)
    ]
    return sorted(set(names[0]) - set(names[1]))


def _lists(whole: Network, held: pd.DataFrame, thin: Network, gone: set[str]) -> Iterator[Statement]:
    """Lists about those that went go too; others may count as a part now."""
    kept = ~whole.coverage["of"].isin(gone).to_numpy()
    yield from _deleted(f"MATCH (v:{shape.COVERAGE}) WHERE v.id IN $ids DETACH DELETE v", held["id"][~kept].tolist())
    ids = held["id"][kept].tolist()
    for name, now in {"list": text(thin.coverage["list"]), **who_is_listed(thin)}.items():
        was = held[name].to_numpy(dtype=object)[kept]
        for ident, before, after in zip(ids, was.tolist(), now.tolist(), strict=True):
            if before != after:
                yield (
                    f"MATCH (v:{shape.COVERAGE}) WHERE v.id = $id SET v.{name} = $value",
                    {"id": ident, "value": after},
                )


def _programmes(whole: Network, thin: Network, gone: list[str]) -> Iterator[Statement]:
    """Ties and claims of a programme that went are of none, or of another that is named with it."""
    if not gone:
        return
    for pattern in (f"(q:{shape.CLAIM})", f"(q:{shape.CAVEAT})"):
        yield f"MATCH {pattern} WHERE q.programme IN $ids SET q.programme = null", {"ids": gone}
    place = pd.Index(whole.ties["id"]).get_indexer(pd.Index(thin.ties["id"]))
    before, after = text(whole.ties["programme"])[place], text(thin.ties["programme"])
    for row in np.flatnonzero(before != after).tolist():
        ident = str(thin.ties["id"].iat[row])
        yield "MATCH ()-[t]->() WHERE t.id = $id SET t.programme = $programme", {"id": ident, "programme": after[row]}

"""How much of what is on record rests on the word of one publisher: a record of one voice is that voice's view."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

import numpy as np

from graphmodel.network import Network
from queries.engines import holding
from queries.engines.base import Limits
from queries.engines.surroundings import HoldsMore

__all__ = ["Resting", "resting"]

LIMITS = Limits(seconds=60, rows=10_000_000)
_OF_ONE_CLAIM = """
MATCH (:Actor)-[t]->(:Actor) WHERE NOT t.derived AND t.claims = 1
RETURN coalesce(t.source, '') AS source, count(t) AS ties
"""
_OF_SEVERAL = "MATCH (:Actor)-[t]->(:Actor) WHERE NOT t.derived AND t.claims > 1 RETURN t.id AS tie"
_SEVERAL = """
MATCH (q:Claim)-[:CITES]->(s:Source) WHERE q.says = 'yes' AND NOT q.ended
RETURN q.tie_id AS tie, s.id AS source
"""
"""Ties by the sources that say that they stand: only of ties with several claims are claims nodes of their own."""


@dataclass(frozen=True, slots=True)
class Resting:
    """How many ties rest on one publisher.

    Parameters
    ----------
    ties : int
        On record, and not only following from a cell of their actor.
    one : int
        Those that a single publisher reports; ties without any publisher are not among them.
    largest : str
        The publisher that is alone in reporting most; blank if there is none.
    by_largest : int
        How many it is alone in reporting.
    unnamed : int
        Those of whose sources none names a publisher; whether they rest on one alone is not known.
    """

    ties: int
    one: int
    largest: str
    by_largest: int
    unnamed: int = 0

    @property
    def share(self) -> float:
        """Of all ties those that rest on one publisher, 0 to 1."""
        return self.one / self.ties if self.ties else 0.0

    def as_json(self) -> dict[str, Any]:
        """Fields in the documented order."""
        return {
            "ties": self.ties, "one_publisher": self.one, "share": round(self.share, 4),
            "largest": self.largest or None, "by_largest": self.by_largest,
            "unnamed": self.unnamed,
        }  # fmt: skip

    def words(self) -> str:
        """The same for people.

        Examples
        --------
        >>> Resting(10, 8, "An agency", 5).words()
        '8 of 10 ties on record (80 %) rest on one publisher alone, 5 of them on An agency.'
        >>> Resting(0, 0, "", 0).words()
        'No tie is on record.'
        >>> Resting(10, 0, "", 0, 10).words()
        'Of 10 ties on record no source names its publisher (sheet sources), so whether they rest on one alone is not known.'
        """
        if not self.ties:
            return "No tie is on record."
        unknown = "so whether they rest on one alone is not known."
        if self.unnamed == self.ties:
            return f"Of {self.ties:,} ties on record no source names its publisher (sheet sources), {unknown}"
        said = f"{self.one:,} of {self.ties:,} ties on record ({self.share * 100:.0f} %) rest on one publisher alone"
        said += f", {self.by_largest:,} of them on {self.largest}." if self.one else "."
        return f"{said} Of {self.unnamed:,} more no source names its publisher." if self.unnamed else said


def resting(network: Network) -> Resting:
    """How many of the ties on record rest on one publisher, whatever the number of its sources.

    Of a network on a server of which no ties were fetched the server is asked for their sources.
    """
    engine = holding(network)
    fetched = not network.ties["derived"].all()  # those that follow from a cell of their actor are there in any case
    if fetched or not isinstance(engine, HoldsMore):
        return _of_tables(network)
    publisher = dict(zip(network.sources["id"], network.sources["publisher"].astype(object), strict=True))
    found: Counter[frozenset[str]] = Counter()
    for source, count in engine.run(_OF_ONE_CLAIM, limits=LIMITS).rows:
        found[frozenset({publisher.get(source, "")} - {""})] += count
    said: dict[str, set[str]] = {tie: set() for (tie,) in engine.run(_OF_SEVERAL, limits=LIMITS).rows}
    for tie, source in engine.run(_SEVERAL, limits=LIMITS).rows if said else ():
        if tie in said:
            said[tie].add(publisher.get(source, ""))
    found.update(frozenset(names - {""}) for names in said.values())
    alone = {next(iter(names)): count for names, count in found.items() if len(names) == 1}
    largest = min(alone, key=lambda name: (-alone[name], name), default="")
    return Resting(found.total(), sum(alone.values()), largest, alone.get(largest, 0), found[frozenset()])


def _of_tables(network: Network) -> Resting:
    """How many of the ties on record rest on one publisher, whatever the number of its sources.

    Examples
    --------
    >>> from graphmodel.border import assemble
    >>> from graphmodel.schema import builtin_schema
    >>> from graphmodel.sheets import Sheets
    >>> _of_tables(assemble(Sheets({}), builtin_schema()))
    Resting(ties=0, one=0, largest='', by_largest=0, unnamed=0)
    """
    ties, claims = network.ties, network.claims
    counted = (ties["status"] != "denied").to_numpy() & ~ties["derived"].to_numpy(dtype=bool)
    names = dict(zip(network.sources["id"], network.sources["publisher"].astype(object), strict=True))
    cited = claims["source"].cat
    # Publishers by number, 0 for none; per claim from the code of its source.
    known = sorted({name for name in names.values() if name})
    number = {name: at for at, name in enumerate(known, start=1)}
    table = np.array([*(number.get(names.get(str(ident), ""), 0) for ident in cited.categories), 0], dtype=np.int64)
    who = table[cited.codes.to_numpy()]
    at = claims["tie_pos"].to_numpy()
    told = np.flatnonzero((claims["says"] == "yes").to_numpy() & (who > 0))
    least, most = np.full(len(ties), len(known) + 1), np.zeros(len(ties), dtype=np.int64)
    np.minimum.at(least, at[told], who[told])
    np.maximum.at(most, at[told], who[told])
    alone = most[counted & (least == most)]
    by = np.bincount(alone, minlength=1)
    unnamed = int((counted & (most == 0)).sum())
    first = int(by.argmax()) if len(alone) else 0
    return Resting(
        int(counted.sum()), len(alone), known[first - 1] if first else "", int(by[first]) if first else 0, unnamed
    )

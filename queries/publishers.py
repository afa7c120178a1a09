"""How much of what is on record rests on the word of one publisher: a record of one voice is that voice's view."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

import numpy as np

from graphmodel.network import Network
from graphmodel.publishers import NOT_KNOWN, publisher_of_each
from queries.engines import holding
from queries.engines.base import Limits
from queries.engines.surroundings import HoldsMore

__all__ = ["Resting", "resting"]

LIMITS = Limits(seconds=60, rows=10_000_000)
_TIES = """
MATCH (:Actor)-[t]->(:Actor) WHERE NOT t.derived
RETURN t.publisher AS publisher, t.claims > 1 AS several, count(t) AS ties
"""
_OF_SEVERAL = """
MATCH (:Actor)-[t]->(:Actor) WHERE NOT t.derived AND t.claims > 1 AND t.publisher IS NULL
RETURN t.id AS tie
"""
_SEVERAL = """
MATCH (q:Claim)-[:CITES]->(s:Source) WHERE q.says = 'yes' AND NOT q.ended AND s.publisher IS NOT NULL
RETURN DISTINCT q.tie_id AS tie, s.publisher AS publisher
"""
"""Publishers of ties of which an engine holds no single one: only of ties with several claims are claims nodes."""


@dataclass(frozen=True, slots=True)
class Resting:
    """How many ties rest on one publisher.

    Parameters
    ----------
    ties : int
        On record, and not only following from a cell of their actor.
    one : int
        Those that a single publisher reports, as `graphmodel.publishers` decides.
    largest : str
        The publisher that is alone in reporting most; blank if there is none.
    by_largest : int
        How many it is alone in reporting.
    not_known : int
        Those of which that is not known: not every row about them names a source with a publisher, and no two others are named.
    """

    ties: int
    one: int
    largest: str
    by_largest: int
    not_known: int = 0

    @property
    def share(self) -> float:
        """Of all ties those that rest on one publisher, 0 to 1."""
        return self.one / self.ties if self.ties else 0.0

    def as_json(self) -> dict[str, Any]:
        """Fields in the documented order."""
        return {
            "ties": self.ties, "one_publisher": self.one, "share": round(self.share, 4),
            "largest": self.largest or None, "by_largest": self.by_largest,
            "not_known": self.not_known,
        }  # fmt: skip

    def words(self) -> str:
        """The same for people.

        Examples
        --------
        >>> Resting(10, 8, "An agency", 5).words()
        '8 of 10 ties on record (80 %) rest on one publisher alone, 5 of them on An agency.'
        >>> Resting(0, 0, "", 0).words()
        'No tie is on record.'
        >>> Resting(10, 0, "", 0, 10).words()[:87]
        'Of the 10 ties on record it is not known whether they rest on one publisher alone: not '
        """
        if not self.ties:
            return "No tie is on record."
        if self.not_known == self.ties:
            ties, rest, them = (
                ("one tie", "it rests", "it") if self.ties == 1 else (f"{self.ties:,} ties", "they rest", "them")
            )
            return (
                f"Of the {ties} on record it is not known whether {rest} on one publisher alone: not every row about {them} "
                "names a source with a publisher."
            )
        said = f"{self.one:,} of {self.ties:,} ties on record ({self.share * 100:.0f} %) rest on one publisher alone"
        said += f", {self.by_largest:,} of them on {self.largest}." if self.one else "."
        if not self.not_known:
            return said
        return (
            f"{said} Of {self.not_known:,} more it is not known, since not every row about them names a source with a "
            "publisher."
        )


def resting(network: Network) -> Resting:
    """How many of the ties on record rest on one publisher, whatever the number of its sources.

    Of a network on a server of which no ties were fetched the server is asked for their sources.
    """
    engine = holding(network)
    fetched = not network.ties["derived"].all()  # those that follow from a cell of their actor are there in any case
    if fetched or not isinstance(engine, HoldsMore):
        return _of_tables(network)
    alone: Counter[str] = Counter()
    open_ = total = 0
    for publisher, several, count in engine.run(_TIES, limits=LIMITS).rows:
        total += count
        if publisher is not None:
            alone[publisher] += count
        elif not several:
            open_ += count
    told: dict[str, int] = {tie: 0 for (tie,) in engine.run(_OF_SEVERAL, limits=LIMITS).rows}
    for tie, _ in engine.run(_SEVERAL, limits=LIMITS).rows if told else ():
        if tie in told:
            told[tie] += 1
    return _counted(alone, total, open_ + sum(count < 2 for count in told.values()))


def _of_tables(network: Network) -> Resting:
    """How many of the ties on record rest on one publisher, whatever the number of its sources.

    Examples
    --------
    >>> from graphmodel.border import assemble
    >>> from graphmodel.schema import builtin_schema
    >>> from graphmodel.sheets import Sheets
    >>> _of_tables(assemble(Sheets({}), builtin_schema()))
    Resting(ties=0, one=0, largest='', by_largest=0, not_known=0)
    """
    ties = network.ties
    counted = (ties["status"] != "denied").to_numpy() & ~ties["derived"].to_numpy(dtype=bool)
    of, names = publisher_of_each(network)
    own = of[counted]
    by = np.bincount(own[own >= 0], minlength=len(names)).tolist()
    alone = Counter({name: count for name, count in zip(names, by, strict=True) if count})
    return _counted(alone, int(counted.sum()), int((own == NOT_KNOWN).sum()))


def _counted(alone: Counter[str], ties: int, not_known: int) -> Resting:
    """From the number of ties that each publisher is alone in reporting; of equals the first by name is the largest."""
    largest = min(alone, key=lambda name: (-alone[name], name), default="")
    return Resting(ties, alone.total(), largest, alone[largest], not_known)

"""Who can bring two together: somebody with a tie to each, as the catalogue says who may."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from graphmodel.findings import Evidence
from graphmodel.network import Network
from queries.certainty import Record
from queries.engines import engine_for
from queries.engines.base import Engine, Limits
from queries.query import catalogue, find_query

__all__ = ["Introducers", "Introduction"]

_LIMITS = Limits(seconds=60.0, rows=5_000_000, work=2_000_000_000)


@dataclass(frozen=True, slots=True)
class Introduction:
    """Somebody who is tied to both, the ties that show it in a sentence, and their ids with sources."""

    id: str
    because: str
    evidence: tuple[Evidence, ...]

    def as_json(self) -> dict[str, Any]:
        """Fields in the documented order."""
        return {"id": self.id, "because": self.because, "evidence": [item.as_json() for item in self.evidence]}


class Introducers:
    """Looks up who can introduce two actors of one network to each other.

    `structure/introducers.cypher` says who may, and over which ties. Who carries a programme that one of the two
    pilots is no introducer of it, as in the score of learning partners.
    """

    def __init__(self, network: Network, *, engine: Engine | None = None) -> None:
        self.network = network
        self._known: dict[str, dict[str, list[str]]] = {}
        self._carries: set[tuple[str, str]] = set()
        queries = catalogue(schema=network.schema, families=["structure"])
        with engine_for(network, engine) as asked:
            rows = asked.run(find_query("introducers", queries).text, {}, limits=_LIMITS).rows
        for introducer, actor, tie, carries in rows:
            self._known.setdefault(actor, {}).setdefault(introducer, []).append(tie)
            if carries:
                self._carries.add((introducer, actor))
        self._record = Record(network)

    def between(self, a: str, b: str) -> list[str]:
        """Ids of those who are tied to both; those of the country of one of the two first."""
        ones, others = self._known.get(a, {}), self._known.get(b, {})
        found = [
            ident for ident in ones.keys() & others.keys() - {a, b}
            if (ident, a) not in self._carries and (ident, b) not in self._carries
        ]  # fmt: skip
        near = {self.network.country_of(a), self.network.country_of(b)} - {""}
        return sorted(found, key=lambda ident: (self.network.country_of(ident) not in near, ident))

    def of(self, a: str, b: str) -> tuple[Introduction, ...]:
        """Who could introduce two actors, each with the ties that show it."""
        return tuple(self._introduction(ident, a, b) for ident in self.between(a, b))

    def _introduction(self, ident: str, a: str, b: str) -> Introduction:
        ties = [tie for end in (a, b) for tie in self._known[end][ident]]
        evidence = tuple(dict.fromkeys(item for tie in ties for item in self._record.evidence(tie)))
        return Introduction(ident, " ".join(self._sentences(ties)), evidence)

    def _sentences(self, ties: Sequence[str]) -> list[str]:
        """Each tie as a sentence of names."""
        rows = self.network.ties.loc[self.network.ties["id"].isin(ties), ["id", "kind", "source", "target"]]
        found = {row.id: row for row in rows.itertuples(index=False)}
        name = self.network.told_apart
        return [
            f"{name(str(row.source))} {self.network.schema.ties[str(row.kind)].label['en']} {name(str(row.target))}."
            for row in (found[tie] for tie in dict.fromkeys(ties) if tie in found)
        ]

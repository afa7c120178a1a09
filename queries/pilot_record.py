"""What is on record of those who may be chosen as pilots: whom each reaches, where it lies, its further parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from graphmodel.errors import UsageProblem
from graphmodel.findings import Part
from graphmodel.network import Network
from queries.citations import Citations
from queries.coverage_choice import Cover
from queries.engines.base import Engine
from queries.engines.surroundings import with_evidence
from queries.query import Query
from queries.reach import Edge, Reach
from queries.scoring import Scorer, ask, cited, part_rows
from queries.sentences import worded

__all__ = ["PilotRecord"]


@dataclass(frozen=True)
class PilotRecord:
    """What is on record of candidates, and how much of it a choice is worth.

    Parameters
    ----------
    candidates : sequence of str
    reach_query, spread_query : Query
        The two parts that belong to the set of pilots, not to one of them.
    ties : mapping of edge to ids
        The ties that learning travels over, with the ids that they are cited by.
    homes : mapping of str to sequence of str
        Countries of each city.
    scored : mapping of str to sequence of Part
        Of each further part, what it says of each candidate.
    """

    network: Network
    candidates: Sequence[str]
    reach_query: Query
    reach: Reach
    ties: Mapping[Edge, Sequence[str]]
    spread_query: Query
    homes: Mapping[str, Sequence[str]]
    scored: Mapping[str, Sequence[Part]]
    citations: Citations

    @classmethod
    def of(
        cls, network: Network, engine: Engine, parts: Sequence[Query], candidates: Sequence[str], programme: str,
        lang: str,
    ) -> PilotRecord:  # fmt: skip
        """Ask all parts; raises UsageProblem if two of them belong to the set in the same way."""
        by_set: dict[str, Query] = {}
        for query in parts:
            name = query.fields.get("set")
            if name in by_set:
                raise UsageProblem(f"'{by_set[name].name}' and '{query.name}' both say set: {name}; only one may")
            if name is not None:
                by_set[name] = query
        reach_query, spread_query = by_set["reach"], by_set["spread"]
        ties = {(str(r["city"]), str(r["other"]), str(r["tie"])): r["evidence"] for r in ask(engine, reach_query, {})}
        homes: dict[str, list[str]] = {}
        for row in ask(engine, spread_query, {}):
            homes.setdefault(str(row["candidate"]), []).append(str(row["country"]))
        single = [query for query in parts if "set" not in query.fields]
        rows = {query.name: part_rows(engine, query, {"programme": programme}) for query in single}
        network = with_evidence(network, engine, cited(rows))
        scorer = Scorer(network, single, lang=lang)
        scored = {
            query.name: [
                scorer.part(query, {**rows[query.name].get(ident, {}), **_itself(network, ident)}, 1.0)
                for ident in candidates
            ]
            for query in single
        }  # fmt: skip
        reach = Reach(list(ties), candidates, int(reach_query.fields["steps"]))
        return cls(network, candidates, reach_query, reach, ties, spread_query, homes, scored, scorer.citations)

    def citing(self, idents: Sequence[str], engine: Engine) -> PilotRecord:
        """The same with the ties over which the learning of some candidates would travel, if the engine holds them."""
        travelled = (tie for ident in idents for edge in self.reach.edges_from(ident) for tie in self.ties[edge])
        network = with_evidence(self.network, engine, dict.fromkeys(travelled))
        return self if network is self.network else replace(self, network=network, citations=Citations(network))

    @property
    def cities(self) -> int:
        """How many things of a cover are cities; the others are countries."""
        return self.reach.matrix.shape[1]

    @cached_property
    def reachable(self) -> npt.NDArray[np.bool_]:
        """Which of `reach.names` any candidate reaches."""
        return np.asarray(self.reach.matrix.sum(axis=0) > 0).ravel()

    @cached_property
    def places(self) -> list[str]:
        """Countries in which candidates lie."""
        return sorted({home for ident in self.candidates for home in self.homes.get(ident, ())})

    def cover(
        self, share: Mapping[str, float], count: int, per_country: int | None, first: Sequence[str]
    ) -> Cover:  # fmt: skip
        """The choice as a problem of coverage, with some weights."""
        weights = np.concatenate(
            [
                np.where(self.reachable, share[self.reach_query.name] / max(int(self.reachable.sum()), 1), 0.0),
                np.full(len(self.places), share[self.spread_query.name] / max(min(count, len(self.places)), 1)),
            ]
        )
        worth = np.zeros(len(self.candidates))
        for name, values in self._values.items():
            worth += share[name] / count * values
        places = tuple(self.candidates.index(ident) for ident in first)
        return Cover(self.candidates, self._countries, self._covers, weights, worth, count, per_country, places)

    def only_reach(self, cover: Cover) -> Cover:
        """The same, if nothing but the number of cities reached counted."""
        weights = np.concatenate([np.ones(self.cities), np.zeros(cover.covers.shape[1] - self.cities)])
        return replace(cover, weights=weights, worth=np.zeros(len(cover.names)))

    @cached_property
    def _covers(self) -> sp.csr_array:
        """Cities and countries that each candidate covers."""
        code = {home: at for at, home in enumerate(self.places)}
        pairs = [(at, code[home]) for at, ident in enumerate(self.candidates) for home in self.homes.get(ident, ())]
        rows, columns = zip(*pairs, strict=True) if pairs else ((), ())
        shape = (len(self.candidates), len(self.places))
        lies = sp.csr_array((np.ones(len(pairs), dtype=bool), (rows, columns)), shape=shape)
        covers: sp.csr_array = sp.csr_array(sp.hstack([self.reach.matrix, lies]).astype(bool))
        covers.sort_indices()
        return covers

    @cached_property
    def _countries(self) -> list[str]:
        return [str(self.network.actor(ident)["country"]) for ident in self.candidates]

    @cached_property
    def _values(self) -> dict[str, npt.NDArray[np.float64]]:
        return {name: np.array([part.value for part in parts]) for name, parts in self.scored.items()}

    def reach_part(
        self, ident: str, new: Any, before: Any, share: Mapping[str, float]
    ) -> Part:  # fmt: skip
        """How many others a pilot reaches, and which of them no pilot before it does."""
        own = [name for name in self.reach.names_from(ident) if name != ident]
        first = [self.reach.names[at] for at in np.flatnonzero(new) if self.reach.names[at] != ident]
        reachable = max(int(self.reachable.sum()), 1)
        steps = f"within {self.reach.steps} step{'s' if self.reach.steps != 1 else ''}"
        if not own:
            because = "Reaches itself alone: no tie on record over which its learning would travel."
        else:
            because = f"Reaches {len(own)} other{'s' if len(own) != 1 else ''} {steps}"
            if not first:
                because += ", all of whom pilots before it reach already."
            elif len(first) == len(own):
                because += f", none of them reached by a pilot before it: {worded(first, self.network)}."
            else:
                because += f", {len(first)} of them reached by no pilot before it: {worded(first, self.network)}."
        query = self.reach_query
        return Part(
            part=query.name, value=round(int(new.sum()) / reachable, 6), weight=share[query.name], because=because,
            title=query.title["en"],
            evidence=self.citations.of(tie for edge in self.reach.edges_from(ident) for tie in self.ties[edge]),
        )  # fmt: skip

    def spread_part(
        self, ident: str, new: Any, weights: Any, share: Mapping[str, float]
    ) -> Part:  # fmt: skip
        query = self.spread_query
        homes = self.homes.get(ident, [])
        added = float(weights[new].sum())
        because = "In no country on record."
        if homes:
            because = (
                f"The first pilot in {worded(homes, self.network)}."
                if added
                else f"A further pilot in {worded(homes, self.network)}."
            )
        weight = share[query.name]
        return Part(
            part=query.name, value=round(added / weight, 6) if weight else 0.0, weight=weight, because=because,
            title=query.title["en"],
        )  # fmt: skip


def _itself(network: Network, ident: str) -> dict[str, str]:
    return {"candidate": ident, "city": ident, "country": str(network.actor(ident)["country"])}

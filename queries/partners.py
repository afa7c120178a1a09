"""Whom a pilot city should share its learning with: a score whose every part is a query, with its sentence and evidence."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from graphmodel.errors import UsageProblem
from graphmodel.findings import Evidence, Introducer, Part, Suggestion
from graphmodel.network import Network
from queries.certainty import Record
from queries.criteria import criteria_of
from queries.engines import engine_for
from queries.engines.base import Engine, Limits
from queries.engines.surroundings import with_evidence
from queries.query import Query, catalogue
from queries.sentences import fill

__all__ = ["LIMITS", "needs_ties", "part_weights", "partner_parts", "partners"]

LIMITS = Limits(seconds=60.0, rows=1_000_000, work=2_000_000_000)
"""Of one part: it must see every candidate."""

Row = Mapping[str, Any]


def partner_parts(network: Network) -> list[Query]:
    """Parts of the score: those of the catalogue and of the network's own `queries/partners/`, heaviest first."""
    parts = [query for query in catalogue(network.folder, schema=network.schema) if query.family == "partners"]
    return sorted(parts, key=lambda query: (-float(query.fields["weight"]), query.name))


def part_weights(network: Network, given: Mapping[str, float] | None = None) -> dict[str, float]:
    """Weight of each part; they sum to 1.

    Those of the files, changed by `[partners.weights]` in network.toml, changed by `given`; then each is divided by
    the sum of all.

    Raises
    ------
    UsageProblem
        If a name is no part, or a weight is no number from 0 on, or all are 0.
    """
    weights = {query.name: float(query.fields["weight"]) for query in partner_parts(network)}
    own = network.settings.get("partners", {}).get("weights", {})
    for where, changes in (("network.toml, [partners.weights]", own), ("the weights given", given or {})):
        for name, value in changes.items():
            if name not in weights:
                raise UsageProblem(f"{where}: '{name}' is no part of the score; there are {', '.join(weights)}")
            if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < math.inf:
                raise UsageProblem(f"{where}: the weight of '{name}' is {value!r}; expected a number from 0 on")
            weights[name] = float(value)
    total = sum(weights.values())
    if total <= 0:
        raise UsageProblem("all weights are 0; at least one part must count")
    return {name: value / total for name, value in weights.items()}


def needs_ties(network: Network) -> bool:
    """Whether a part that counts looks at all ties, and not only at what an engine answers."""
    shares = part_weights(network)
    return any("ranker" in query.fields and shares[query.name] > 0 for query in partner_parts(network))


def partners(
    network: Network, city: str, *, engine: Engine | None = None, weights: Mapping[str, float] | None = None,
    limit: int | None = None,
) -> list[Suggestion]:  # fmt: skip
    """Cities that a pilot should share its learning with, the best first.

    The score of a candidate is Σ weight × value over what is known; what is not known counts nothing, and `high` says
    what the score would be if all of it were favourable.

    Parameters
    ----------
    network : Network
        As it is asked about: restricted to a date, to what was known, to what may be shown.
    city : str
        Id of the pilot.
    weights : mapping of str to float, optional
        Changes to the weights of parts; see `part_weights`.
    limit : int, optional
        How many to return; all by default.

    Raises
    ------
    UsageProblem
        If there is no such actor, or a weight is at fault.
    """
    if city not in network.position:
        raise UsageProblem(f"no actor has the id '{city}'")
    shares = part_weights(network, weights)
    scorer = _Scorer(network, city, [query for query in partner_parts(network) if shares[query.name] > 0])
    with engine_for(network, engine) as asked:
        rows = {query.name: _rows(asked, query, city) for query in scorer.parts}
        scorer.show(with_evidence(network, asked, _cited(rows)))
    for query in scorer.parts:
        if "ranker" in query.fields:
            from queries.foreseen import with_foreseen

            rows[query.name] = with_foreseen(network, query, city, rows[query.name])
    found = [scorer.suggestion(ident, rows, shares) for ident in _candidates(network, city)]
    found.sort(key=lambda one: (-round(one.score, 9), -round(one.high, 9), one.id))
    return found[:limit]


def _candidates(network: Network, city: str) -> list[str]:
    """Every other actor of the pilot's kind, or of a kind of it."""
    kind = str(network.actor(city)["kind"])
    while (above := network.schema.nodes[kind].is_a) is not None:
        kind = above
    alike = network.actors["kind"].isin(network.schema.descendants(kind))
    return [ident for ident in network.actors["id"][alike.to_numpy()].tolist() if ident != city]


def _rows(engine: Engine, query: Query, city: str) -> dict[str, Row]:
    """Rows of one part by candidate."""
    given = {name: spec.default for name, spec in query.parameters.items()} | {"city": city}
    found = engine.run(query.text, given, limits=LIMITS).records()
    return {
        str(row["candidate"]): row | {"city": city} for row in found
    }  # fmt: skip


def _cited(rows: Mapping[str, Mapping[str, Row]]) -> list[str]:
    """Ids that evidence is asked for."""
    lists = (row.get("evidence") or () for found in rows.values() for row in found.values())
    return list(dict.fromkeys(ident for cited in lists for ident in cited))


class _Scorer:
    def __init__(self, network: Network, city: str, parts: Sequence[Query]) -> None:
        self.network = network
        self.city = city
        self.parts = parts
        self.criteria = {query.name: criteria_of(query) for query in self.parts}
        self.record = Record(network)

    def show(self, network: Network) -> None:
        """Take evidence from a network that has it."""
        self.network, self.record = network, Record(network)

    def suggestion(
        self, ident: str, rows: Mapping[str, Mapping[str, Row]], shares: Mapping[str, float]
    ) -> Suggestion:  # fmt: skip
        actor = self.network.actor(ident)
        parts = []
        introducers: list[Introducer] = []
        labels: list[str] = []
        for query in self.parts:
            row = rows[query.name].get(ident, {"candidate": ident, "city": self.city})
            parts.append(self.part(query, row, shares[query.name]))
            introducers += self.introducers(row)
            if row.get("label"):
                labels.append(fill(query.fields["labels"][row["label"]], row, self.network))
        questions = [question for part in parts for question in part.questions]
        return Suggestion(
            id=ident, name=str(actor["name"]), country=str(actor["country"]), parts=tuple(parts),
            introducers=tuple(introducers), labels=tuple(labels), unknown=tuple(dict.fromkeys(questions)),
        )  # fmt: skip

    def part(self, query: Query, row: Row, weight: float) -> Part:
        value = known = 0.0
        said: list[str] = []
        questions: list[str] = []
        for criterion in self.criteria[query.name]:
            found = row.get(criterion.name)
            if found is None:
                questions.append(fill(criterion.question, row, self.network))
                continue
            value += criterion.share * float(found)
            known += criterion.share
            said.append(fill(criterion.sentence(row), row, self.network))
        return Part(
            part=query.name, value=round(value, 6), weight=weight, known=round(known, 6),
            because=" ".join(said) or f"Not known. {questions[0]}", questions=tuple(questions),
            evidence=self.evidence(row.get("evidence") or ()),
        )  # fmt: skip

    def introducers(self, row: Row) -> list[Introducer]:
        names = [self.network.name_of(ident) for ident in (self.city, str(row["candidate"]))]
        return [
            Introducer(ident, f"{self.network.name_of(ident)} has a tie to {names[0]} and to {names[1]}.")
            for ident in row.get("introducers", ())
        ]

    def evidence(self, idents: Sequence[str]) -> tuple[Evidence, ...]:
        return tuple(dict.fromkeys(item for ident in idents for item in self.record.evidence(ident)))

"""Which cities to choose as pilots: those that are ready, whose learning reaches the most others, spread over countries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from graphmodel.errors import UsageProblem
from graphmodel.findings import Part
from graphmodel.network import Network
from queries.coverage_choice import Cover, best, greedy
from queries.engines import engine_for
from queries.engines.base import Engine
from queries.not_chosen import NotChosen, not_chosen
from queries.partners import learning_kind
from queries.pilot_record import PilotRecord
from queries.query import Query, catalogue, find_query
from queries.scoring import ask
from queries.stability import DRAWS, MOVED, SEED, stability
from queries.weights import shares

__all__ = ["Pilot", "PilotChoice", "choose_pilots", "pilot_parts"]


@dataclass(frozen=True, slots=True)
class Pilot:
    """A city that was chosen, with what it adds.

    Parameters
    ----------
    parts : tuple of Part
        Weight × value of each is what it adds to the worth of the choice.
    asked_for : bool
        Whether it was to be chosen in any case.
    steady : float
        Share of draws with moved weights in which it is chosen.
    """

    id: str
    name: str
    country: str
    parts: tuple[Part, ...]
    asked_for: bool = False
    steady: float = 1.0

    def as_json(self) -> dict[str, Any]:
        """Fields in the documented order."""
        return {
            "id": self.id, "name": self.name, "country": self.country, "parts": [p.as_json() for p in self.parts],
            "asked_for": self.asked_for, "steady": self.steady,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class PilotChoice:
    """Pilots, what the choice is worth, and how far their learning goes.

    Parameters
    ----------
    reached, reachable, optimum : int
        Cities that the chosen reach (themselves included), that all candidates together reach, and that a choice of as
        many would at most reach if only reach counted.
    proven : bool
        Whether `optimum` is proven; else it is a bound from above.
    left_out : tuple of str
        Ids of reachable cities that the chosen do not reach.
    resting : mapping of str to int
        Kind of tie to how many of the reached would not be reached without it.
    weights : mapping of str to float
        Of the parts of the worth.
    value, best_value : float
        What the choice is worth, from 0 to 1, and what the best choice of as many is worth.
    best_proven : bool
        Whether `best_value` is proven; else it is a bound from above.
    best_pilots : tuple of str
        Ids of the best choice that was found.
    steps : int
        Within how many steps a city counts as reached.
    travels : tuple of str
        Kinds of ties that learning travels over, as far as there are any.
    """

    pilots: tuple[Pilot, ...]
    candidates: tuple[str, ...]
    reached: int
    reachable: int
    optimum: int
    proven: bool
    left_out: tuple[str, ...]
    resting: Mapping[str, int]
    count: int
    weights: Mapping[str, float]
    value: float
    best_value: float
    best_proven: bool
    best_pilots: tuple[str, ...]
    not_chosen: tuple[NotChosen, ...]
    stability: Mapping[str, float]
    steps: int
    travels: tuple[str, ...]
    decides_nothing: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """Fields in the documented order."""
        return {
            "pilots": [pilot.as_json() for pilot in self.pilots],
            "candidates": list(self.candidates),
            "reached": self.reached,
            "reachable": self.reachable,
            "optimum": self.optimum,
            "optimum_proven": self.proven,
            "left_out": list(self.left_out),
            "resting": dict(self.resting),
            "count": self.count,
            "weights": {name: round(weight, 6) for name, weight in self.weights.items()},
            "value": round(self.value, 6),
            "best_value": round(self.best_value, 6),
            "best_proven": self.best_proven,
            "best_pilots": list(self.best_pilots),
            "not_chosen": [one.as_json() for one in self.not_chosen],
            "stability": {"draws": DRAWS, "moved": MOVED, "seed": SEED, "chosen": dict(self.stability)},
            "reach": {"steps": self.steps, "ties": list(self.travels)},
            "decides_nothing": list(self.decides_nothing),
        }


def pilot_parts(network: Network) -> list[Query]:
    """Parts of a choice's worth, of the catalogue and of the network's own `queries/pilots/`, heaviest first."""
    parts = [query for query in _queries(network) if "weight" in query.fields]
    return sorted(parts, key=lambda query: (-float(query.fields["weight"]), query.name))


def _queries(network: Network) -> list[Query]:
    return catalogue(network.folder, schema=network.schema, families=["pilots"])


def choose_pilots(
    network: Network, count: int, *, engine: Engine | None = None, programme: str | None = None,
    per_country: int | None = None, must: Sequence[str] = (), exclude: Iterable[str] = (), any_city: bool = False,
    among: Sequence[str] = (), weights: Mapping[str, float] | None = None, lang: str = "en",
) -> PilotChoice:  # fmt: skip
    """Choose pilot cities by what the choice as a whole is worth.

    The worth is Σ weight × value over its parts: the share of all reachable cities that the chosen reach, the share of
    countries (of as many as could be had) that they lie in, and the mean of each further part over the pilots; what is
    not known counts nothing. It is submodular, so that picking one after another is near the best.

    Candidates are the members of the programme on record, or of what carries it. Reach runs over the ties that
    `pilots/reach.cypher` names, within the number of steps that it declares.

    Parameters
    ----------
    count : int
        How many to choose, those of `must` included.
    programme : str, optional
        Id of a programme; every one that means to share by default.
    per_country : int, optional
        At most so many of one country.
    must, exclude : ids
        Chosen in any case, and left out in any case.
    any_city : bool
        Whether every city is a candidate, member or not.
    among : ids
        Only these are candidates, members on record or not.
    weights : mapping of str to float, optional
        Changes to the weights of parts, which are those of the files, changed by `[pilots.weights]` in network.toml.

    Raises
    ------
    UsageProblem
        If nobody is a candidate, an id of `must` or `exclude` is no city, or no choice keeps to all limits.
    """
    asked = _Asked(network, count, per_country, list(dict.fromkeys(must)), frozenset(exclude), tuple(among))
    parts = pilot_parts(network)
    queries = _queries(network)
    share = shares(network, "pilots", {query.name: float(query.fields["weight"]) for query in parts}, given=weights)
    with engine_for(network, engine) as running:
        members = find_query("candidates", queries)
        found = {str(row["candidate"]) for row in ask(running, members, {"programme": programme or ""})}
        if any_city or among:
            found = set(among) or _living(network)
        candidates = asked.candidates(found, members, programme)
        record = PilotRecord.of(network, running, parts, candidates, programme or "", lang)
        return _chosen(network, asked, record, share, running)


def _living(network: Network) -> set[str]:
    """Every city that has not ended by the day of the view."""
    actors = network.actors
    rows = actors["kind"].isin(network.schema.descendants(learning_kind(network.schema))).to_numpy()
    if network.seen_as_of is not None:
        rows = rows & ~(actors["last_day"].to_numpy(dtype="datetime64[s]") < np.datetime64(network.seen_as_of, "s"))
    return set(actors["id"][rows])


@dataclass(frozen=True)
class _Asked:
    """What was asked for, and whether it can be had."""

    network: Network
    count: int
    per_country: int | None
    must: list[str]
    exclude: frozenset[str]
    among: tuple[str, ...]

    def __post_init__(self) -> None:
        kind = learning_kind(self.network.schema)
        for ident in [*self.must, *sorted(self.exclude), *self.among]:
            if ident not in self.network.position:
                raise UsageProblem(f"no actor has the id '{ident}'")
            own = str(self.network.actor(ident)["kind"])
            if not self.network.schema.is_a(own, kind):
                raise UsageProblem(f"'{self.network.name_of(ident)}' is of the kind {own}; expected {kind}")
        if both := [ident for ident in self.must if ident in self.exclude]:
            raise UsageProblem(f"{self._names(both)}: both to be chosen and to be left out (--must and --not)")
        if len(self.must) > self.count:
            raise UsageProblem(f"--must names {len(self.must)} cities, more than --count {self.count}; ask for more")
        countries = [str(self.network.actor(ident)["country"]) for ident in self.must]
        for country in dict.fromkeys(countries):
            if self.per_country is not None and countries.count(country) > self.per_country:
                raise UsageProblem(
                    f"--must names {countries.count(country)} cities of {country}, and --per-country allows "
                    f"{self.per_country}; allow more, or name fewer"
                )

    def candidates(self, members: set[str], query: Query, programme: str | None) -> list[str]:
        """Ids of those that may be chosen, in order; raises UsageProblem if there is none."""
        found = sorted((members & _living(self.network)) - self.exclude | set(self.must))
        if not found:
            of = f"of {self.network.name_of(programme)}" if programme else "of a programme that means to share"
            raise UsageProblem(f"no city is on record as a member {of}; to mend: {query.fields.get('mend', '')}")
        return found

    def _names(self, idents: Sequence[str]) -> str:
        return ", ".join(self.network.name_of(ident) for ident in idents)


def _chosen(
    network: Network, asked: _Asked, record: PilotRecord, share: Mapping[str, float], engine: Engine
) -> PilotChoice:
    count = min(asked.count, len(record.candidates))
    cover = record.cover(share, count, asked.per_country, asked.must)
    chosen = greedy(cover)
    finest, widest = best(cover), best(record.only_reach(cover))
    rng = np.random.default_rng(SEED)

    def drawn(weights: Mapping[str, float]) -> list[str]:
        """A choice with some weights; of equals a random one, so that they share the draws."""
        moved = record.cover(weights, count, asked.per_country, asked.must)
        return [cover.names[at] for at in greedy(moved, rng.permutation(len(moved.names)).tolist())]

    steady = stability(share, drawn)
    cities, reachable = record.cities, record.reachable
    covered = cover.covered(chosen)[:cities]
    names = [cover.names[at] for at in chosen]
    record = record.citing(names, engine)
    gaps = {ident: [record.scored[name][at] for name in record.scored] for at, ident in enumerate(cover.names)}
    return PilotChoice(
        pilots=tuple(_pilots(network, asked, record, cover, chosen, share, steady)), candidates=tuple(record.candidates),
        reached=int(covered.sum()), reachable=int(reachable.sum()), optimum=int(np.floor(widest.value + 1e-6)),
        proven=widest.proven, left_out=tuple(record.reach.names[at] for at in np.flatnonzero(reachable & ~covered)),
        resting=record.reach.resting(names), count=asked.count, weights=share, value=cover.value(chosen),
        best_value=max(finest.value, cover.value(chosen)), best_proven=finest.proven,
        best_pilots=tuple(cover.names[at] for at in finest.chosen),
        not_chosen=tuple(not_chosen(network, cover, chosen, gaps, share, float(cover.weights[:cities].max(initial=0.0)))),
        stability=steady, steps=record.reach.steps, travels=tuple(record.reach.kinds),
        decides_nothing=tuple(
            parts[0].title for parts in record.scored.values() if len({part.value for part in parts}) == 1 and len(parts) > 1
        ),
    )  # fmt: skip


def _pilots(
    network: Network, asked: _Asked, record: PilotRecord, cover: Cover, chosen: Sequence[int], share: Mapping[str, float],
    steady: Mapping[str, float],
) -> Iterable[Pilot]:  # fmt: skip
    cities = record.cities
    covered: list[int] = []
    for at in chosen:
        ident = cover.names[at]
        before = cover.covered(covered)
        new = cover.covered([*covered, at]) & ~before
        covered.append(at)
        parts = [record.reach_part(ident, new[:cities], before[:cities], share)]
        parts.append(record.spread_part(ident, new[cities:], cover.weights[cities:], share))
        parts += [replace(found[at], weight=share[name] / cover.count) for name, found in record.scored.items()]
        yield Pilot(
            ident, network.name_of(ident), str(network.actor(ident)["country"]), tuple(parts), ident in asked.must,
            steady.get(ident, 0.0),
        )  # fmt: skip

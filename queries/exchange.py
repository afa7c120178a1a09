"""Learning partners for several pilots at once: no city has to receive too many, and every country is reached if it can
be. Load and spread belong to the set of pairs; no pair has them by itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import scipy.sparse as sp

from graphmodel.errors import UsageProblem
from graphmodel.findings import Suggestion
from graphmodel.network import Network
from queries.engines import engine_for
from queries.engines.base import Engine
from queries.partners import partners

__all__ = ["ExchangePlan", "Pairs", "assign", "assign_greedily", "plan_exchange"]


@dataclass(frozen=True)
class Pairs:
    """What may be assigned to whom.

    Parameters
    ----------
    pilots, cities : sequence of str
    scores : mapping of (pilot, city) to float
        Of each pair that may be; a pair that is not there may not be.
    countries : mapping of str to str
        Country of each city that would be reached by it; blank if none, or if it is reached without.
    per_pilot, per_city : int
        Each pilot has at most so many cities, each city at most so many pilots.

    Examples
    --------
    >>> scores = {("p", "a"): 0.9, ("p", "b"): 0.8, ("q", "a"): 0.85, ("q", "b"): 0.1}
    >>> pairs = Pairs(["p", "q"], ["a", "b"], scores, {"a": "MK", "b": "MK"}, 1, 1)
    >>> sorted(assign(pairs)[0]), sorted(assign_greedily(pairs))
    ([('p', 'b'), ('q', 'a')], [('p', 'a'), ('q', 'b')])
    """

    pilots: Sequence[str]
    cities: Sequence[str]
    scores: Mapping[tuple[str, str], float]
    countries: Mapping[str, str]
    per_pilot: int
    per_city: int

    def reached(self, chosen: Sequence[tuple[str, str]]) -> set[str]:
        """Countries that some pairs reach."""
        return {self.countries[city] for _, city in chosen} - {""}

    def value(self, chosen: Sequence[tuple[str, str]]) -> float:
        """Sum of the scores of some pairs."""
        return sum(self.scores[pair] for pair in chosen)


def assign(pairs: Pairs, *, seconds: float = 30.0) -> tuple[list[tuple[str, str]], bool]:
    """The best assignment by integer programming (HiGHS): first the most countries, then the highest sum of scores.

    Returns
    -------
    chosen : list of (pilot, city)
    proven : bool
        Whether both steps were solved to the end.
    """
    kept = _kept(pairs)
    if not kept:
        return [], True
    most, first_proven = _solved(pairs, kept, at_least=None, seconds=seconds)
    chosen, proven = _solved(pairs, kept, at_least=len(pairs.reached(most)), seconds=seconds)
    return chosen or most, first_proven and proven


def _kept(pairs: Pairs) -> list[tuple[str, str]]:
    """Pairs among which a best assignment is sure to be.

    Of each pilot and country those with the highest scores, as many as all places together: if one beyond them were
    used, one of them would be free, and no worse.
    """
    room = len(pairs.pilots) * pairs.per_pilot
    counts: dict[tuple[str, str], int] = {}
    kept = []
    for pair in sorted(pairs.scores, key=lambda pair: (-round(pairs.scores[pair], 12), pair)):
        key = (pair[0], pairs.countries[pair[1]])
        counts[key] = counts.get(key, 0) + 1
        if counts[key] <= room:
            kept.append(pair)
    return sorted(kept)


def _solved(
    pairs: Pairs, kept: Sequence[tuple[str, str]], *, at_least: int | None, seconds: float
) -> tuple[list[tuple[str, str]], bool]:  # fmt: skip
    """Most countries if `at_least` is None, else the highest sum of scores that reaches so many."""
    from scipy.optimize import Bounds, LinearConstraint

    from queries.solver import milp

    places = sorted(pairs.reached(kept))
    n, m = len(kept), len(places)
    by_pilot = _incidence([pairs.pilots.index(pilot) for pilot, _ in kept], len(pairs.pilots))
    cities = sorted({city for _, city in kept})
    place = {city: at for at, city in enumerate(cities)}
    by_city = _incidence([place[city] for _, city in kept], len(cities))
    blank = sp.csr_array((by_pilot.shape[0] + by_city.shape[0], m))
    limits = np.concatenate([np.full(len(pairs.pilots), pairs.per_pilot), np.full(len(cities), pairs.per_city)])
    constraints = [LinearConstraint(sp.csr_array(sp.hstack([sp.vstack([by_pilot, by_city]), blank])), -np.inf, limits)]
    if m:
        there = [
            (places.index(pairs.countries[city]), at) for at, (_, city) in enumerate(kept) if pairs.countries[city]
        ]
        rows, columns = zip(*there, strict=True)
        lies = sp.csr_array((np.ones(len(rows)), (rows, columns)), shape=(m, n))
        constraints.append(LinearConstraint(sp.csr_array(sp.hstack([-lies, sp.eye_array(m)])), -np.inf, 0.0))
    if at_least is not None and m:
        counted = sp.csr_array(np.concatenate([np.zeros(n), np.ones(m)]).reshape(1, -1))
        constraints.append(LinearConstraint(counted, at_least, np.inf))
    scores = np.array([pairs.scores[pair] for pair in kept])
    goal = np.concatenate([np.zeros(n), -np.ones(m)]) if at_least is None else np.concatenate([-scores, np.zeros(m)])
    answer = milp(
        goal, integrality=np.ones(n + m, dtype=np.int8), bounds=Bounds(0.0, 1.0), constraints=constraints,
        options={"time_limit": seconds, "mip_rel_gap": 0.0},
    )  # fmt: skip
    chosen = [] if answer.x is None else [kept[at] for at in np.flatnonzero(answer.x[:n] > 0.5).tolist()]
    return chosen, answer.status == 0


def _incidence(codes: Sequence[int], rows: int) -> sp.csr_array:
    matrix: sp.csr_array = sp.csr_array((np.ones(len(codes)), (codes, np.arange(len(codes)))), shape=(rows, len(codes)))
    return matrix


def assign_greedily(pairs: Pairs) -> list[tuple[str, str]]:
    """The pair with the highest score again and again, one in a country not reached yet before all others."""
    order = sorted(pairs.scores, key=lambda pair: (-round(pairs.scores[pair], 12), pair))
    chosen: list[tuple[str, str]] = []
    load: dict[str, int] = {}
    reached: set[str] = set()

    def free(pair: tuple[str, str]) -> bool:
        pilot, city = pair
        return load.get(f"pilot {pilot}", 0) < pairs.per_pilot and load.get(f"city {city}", 0) < pairs.per_city

    for new_country in (True, False):
        for pair in order:
            country = pairs.countries[pair[1]]
            if pair in chosen or not free(pair) or (new_country and (not country or country in reached)):
                continue
            chosen.append(pair)
            reached.add(country)
            for name in (f"pilot {pair[0]}", f"city {pair[1]}"):
                load[name] = load.get(name, 0) + 1
    return chosen


@dataclass(frozen=True, slots=True)
class ExchangePlan:
    """Who learns from which pilot.

    Parameters
    ----------
    pairs : mapping of str to tuple of Suggestion
        Of each pilot its partners, the best first.
    value : float
        Sum of the scores of all pairs.
    countries, not_reached : tuple of str
        Countries that the plan reaches beside those of the pilots, and those of candidates that it does not.
    greedy_value, greedy_countries : float, int
        The same of the greedy plan.
    vetoed : tuple of (pilot, city, why)
        Pairs that were left out, because a source declines them.
    """

    pairs: Mapping[str, tuple[Suggestion, ...]]
    per_pilot: int
    per_city: int
    value: float
    proven: bool
    countries: tuple[str, ...]
    not_reached: tuple[str, ...]
    greedy: Mapping[str, tuple[str, ...]]
    greedy_value: float
    greedy_countries: int
    vetoed: tuple[tuple[str, str, str], ...]

    @property
    def load(self) -> dict[str, int]:
        """How many pilots each city has to receive from."""
        found: dict[str, int] = {}
        for chosen in self.pairs.values():
            for one in chosen:
                found[one.id] = found.get(one.id, 0) + 1
        return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))

    def as_json(self) -> dict[str, Any]:
        """Fields in the documented order."""
        return {
            "pilots": [{"id": name, "partners": [one.as_json() for one in chosen]} for name, chosen in self.pairs.items()],
            "per_pilot": self.per_pilot, "per_city": self.per_city, "value": round(self.value, 6),
            "proven": self.proven, "countries": list(self.countries), "not_reached": list(self.not_reached),
            "load": self.load,
            "greedy": {
                "value": round(self.greedy_value, 6), "countries": self.greedy_countries,
                "pilots": {name: list(chosen) for name, chosen in self.greedy.items()},
            },
            "vetoed": [{"pilot": pilot, "city": city, "because": why} for pilot, city, why in self.vetoed],
        }  # fmt: skip


def plan_exchange(
    network: Network, pilots: Sequence[str], *, per_city: int = 1, per_pilot: int = 3, engine: Engine | None = None,
    preset: str | None = None, weights: Mapping[str, float] | None = None,
) -> ExchangePlan:  # fmt: skip
    """Assign learning partners to several pilots.

    A pair is worth what `partners` gives it. A pilot is no partner of another one, and a pair that a source declines is
    left out. First the most countries are reached (those of the pilots are reached by them), then the sum of the
    scores is the highest there is.

    Raises
    ------
    UsageProblem
        If there is no pilot, or one is named twice, or is no city.
    """
    if not pilots:
        raise UsageProblem("an exchange needs at least one pilot; name them with --pilots A,B")
    if twice := sorted({name for name in pilots if list(pilots).count(name) > 1}):
        raise UsageProblem(f"named twice among the pilots: {', '.join(twice)}")
    with engine_for(network, engine) as asked:
        found = {
            pilot: [
                one for one in partners(network, pilot, engine=asked, preset=preset, weights=weights)
                if one.id not in pilots
            ]
            for pilot in pilots
        }  # fmt: skip
    vetoed = tuple((pilot, one.id, one.veto) for pilot in pilots for one in found[pilot] if one.veto)
    by_pair = {(pilot, one.id): one for pilot in pilots for one in found[pilot] if not one.veto}
    own = {str(network.actor(pilot)["country"]) for pilot in pilots}
    countries = {one.id: "" if one.country in own else one.country for one in by_pair.values()}
    scores = {pair: one.score for pair, one in by_pair.items()}
    pairs = Pairs(list(pilots), sorted(countries), scores, countries, per_pilot, per_city)
    chosen, proven = assign(pairs)
    quick = assign_greedily(pairs)
    reached = pairs.reached(chosen)
    return ExchangePlan(
        pairs={
            pilot: tuple(one for one in found[pilot] if (pilot, one.id) in set(chosen)) for pilot in pilots
        },
        per_pilot=per_pilot, per_city=per_city, value=pairs.value(chosen), proven=proven,
        countries=tuple(sorted(reached)), not_reached=tuple(sorted(set(countries.values()) - reached - {""})),
        greedy={pilot: tuple(sorted(city for name, city in quick if name == pilot)) for pilot in pilots},
        greedy_value=pairs.value(quick), greedy_countries=len(pairs.reached(quick)), vetoed=vetoed,
    )  # fmt: skip

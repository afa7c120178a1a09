"""Partners and pilots of one network again and again, each time with a part of it left out: the engine is loaded once.

This asks what a choice owes to single rows. What it owes to its weights is another question: `queries.stability`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from graphmodel.errors import UsageProblem
from graphmodel.network import Network
from queries.engines.embedded import EmbeddedEngine
from queries.partners import partners
from queries.pilots import choose_pilots

__all__ = ["ThinPartners", "ThinPilots"]


@dataclass(eq=False)
class _Loaded:
    """A network, and an engine that each process loads for itself."""

    network: Network

    @cached_property
    def _engine(self) -> EmbeddedEngine:
        engine = EmbeddedEngine()
        engine.load(self.network)
        return engine

    def __getstate__(self) -> dict[str, Any]:
        """Without the engine."""
        return {name: value for name, value in self.__dict__.items() if name != "_engine"}


@dataclass(eq=False)
class ThinPartners(_Loaded):
    """An answer for `queries.robustness.how_often`: ids of the first partners in what is left of a network.

    Parameters
    ----------
    network : Network
        Of which parts are left out, by `Network.only`.
    city : str
        Id of the city that asks; without it there is no answer.
    count : int
        How many are listed.
    country : str, optional
        Only partners of this country.
    direction, preset, weights
        As of `queries.partners.partners`.
    """

    city: str
    count: int
    country: str | None = None
    direction: str = "gives"
    preset: str | None = None
    weights: Mapping[str, float] = field(default_factory=dict)

    def __call__(self, thin: Network) -> list[str]:
        """Ids of the first of what is left."""
        if self.city not in thin.position:
            return []
        engine = self._engine.without(thin)
        found = partners(
            thin, self.city, engine=engine, direction=self.direction, preset=self.preset, weights=self.weights
        )
        engine.close()
        return [one.id for one in found if self.country in (None, one.country)][: self.count]


@dataclass(eq=False)
class ThinPilots(_Loaded):
    """An answer for `queries.robustness.how_often`: ids of the pilots that are chosen in what is left of a network.

    Parameters
    ----------
    network : Network
        Of which parts are left out, by `Network.only`.
    count : int
        How many are chosen.
    programme, per_country, must, exclude, any_city, among, weights
        As of `queries.pilots.choose_pilots`; cities that are left out are neither asked for nor candidates.
    """

    count: int
    programme: str | None = None
    per_country: int | None = None
    must: Sequence[str] = ()
    exclude: Sequence[str] = ()
    any_city: bool = False
    among: Sequence[str] = ()
    weights: Mapping[str, float] = field(default_factory=dict)

    def __call__(self, thin: Network) -> list[str]:
        """Ids of those chosen; none where nobody is left to choose from."""
        here = thin.position
        if self.programme is not None and self.programme not in here:
            return []
        among = [ident for ident in self.among if ident in here]
        if self.among and not among:
            return []
        engine = self._engine.without(thin)
        try:
            chosen = choose_pilots(
                thin, self.count, engine=engine, programme=self.programme, per_country=self.per_country,
                must=[ident for ident in self.must if ident in here], any_city=self.any_city, among=among,
                exclude=[ident for ident in self.exclude if ident in here], weights=self.weights,
            )  # fmt: skip
        except UsageProblem:  # what was asked could be had of the whole: here no candidate is left
            return []
        finally:
            engine.close()
        return [pilot.id for pilot in chosen.pilots]

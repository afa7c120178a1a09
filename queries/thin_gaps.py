"""Gaps of one network again and again, each time with a part of it left out: the engine is loaded once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from graphmodel.network import Network
from queries.engines.embedded import EmbeddedEngine
from queries.gaps import gap_ids

__all__ = ["ThinGaps"]


@dataclass(eq=False)
class ThinGaps:
    """An answer for `queries.robustness.how_often`: ids and sections of the gaps of what is left of a network.

    The same as `gap_ids`, which loads an engine for each draw; it can be sent to another process.

    Parameters
    ----------
    network : Network
        Of which parts are left out, by `Network.only`.
    rules : sequence of str, optional
        Names of the rules to ask.
    parameters : mapping
        Values for parameters of the rules, by name.
    """

    network: Network
    rules: Sequence[str] | None = None
    parameters: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def _engine(self) -> EmbeddedEngine:
        engine = EmbeddedEngine()
        engine.load(self.network)
        return engine

    def __call__(self, thin: Network) -> list[str]:
        """Ids of the gaps of what is left, each with its section."""
        engine = self._engine.without(thin)
        try:
            return gap_ids(thin, rules=self.rules, parameters=self.parameters, engine=engine)
        finally:
            engine.close()

    def __getstate__(self) -> dict[str, Any]:
        """Without the engine, which each process loads for itself."""
        return {name: value for name, value in self.__dict__.items() if name != "_engine"}

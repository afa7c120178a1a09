"""Where Cypher runs. Import the engine's module when it is needed: each brings its library."""

from queries.engines.base import Engine, Limits, Result

__all__ = ["Engine", "Limits", "Result"]

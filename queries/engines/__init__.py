"""Where Cypher runs. An engine's module is imported when it is needed: each brings its library."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from queries.engines.base import Engine, Limits, Result

if TYPE_CHECKING:
    from graphmodel.network import Network

__all__ = ["Engine", "Limits", "Result", "answered_by", "engine_for", "holding", "open_engine"]

_ANSWERED: WeakKeyDictionary[Network, Engine] = WeakKeyDictionary()


def answered_by(network: Network, engine: Engine) -> Network:
    """Have an engine that holds a network already answer whatever is asked of it; any view of it is another network."""
    _ANSWERED[network] = engine
    return network


def holding(network: Network) -> Engine | None:
    """The engine that holds a network already, if one does."""
    return _ANSWERED.get(network)


def open_engine(network: Network, *, only: Collection[str] | None = None) -> Engine:
    """The engine that holds a network, else the embedded one with the network in it; close it when it has answered.

    Parameters
    ----------
    only : collection of str, optional
        Properties that will be asked for; one that is loaded for the purpose holds no others.
    """
    if (there := holding(network)) is not None:
        return there
    from queries.engines.embedded import EmbeddedEngine

    engine = EmbeddedEngine()
    engine.load(network, only=only)
    return engine


@contextmanager
def engine_for(
    network: Network, engine: Engine | None = None, *, only: Collection[str] | None = None
) -> Iterator[Engine]:  # fmt: skip
    """The engine that was given, left open, or one of its own for the time of the block; see `open_engine`."""
    if engine is not None:
        yield engine
        return
    own = open_engine(network, only=only)
    try:
        yield own
    finally:
        own.close()

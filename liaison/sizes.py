"""How large a network is, in the words that every command uses for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from liaison.text import plural

if TYPE_CHECKING:
    from graphmodel.network import Network

__all__ = ["own_actors", "sizes"]


def own_actors(network: Network) -> int:
    """Actors that have a row; a country that is only named by its code has none."""
    return int((~network.actors["implied"].to_numpy(dtype=bool)).sum())


def sizes(network: Network) -> str:
    """Actors, ties, claims and sources; of the ties, how many follow from cells of the actors."""
    derived = int(network.ties["derived"].to_numpy(dtype=bool).sum())
    follow = f" ({derived:,} of them follow from the cells country and city)" if derived else ""
    return ", ".join((
        plural(own_actors(network), "actor"), plural(len(network.ties), "tie") + follow,
        plural(len(network.claims), "claim"), plural(len(network.sources), "source"),
    ))  # fmt: skip

"""How much of an answer rests on one publisher, as the command line writes it beside the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from liaison.text import bullet
from queries.publishers import resting_if_known

if TYPE_CHECKING:
    from graphmodel.network import Network

__all__ = ["publishers_lines", "with_publishers"]


def with_publishers(network: Network, answer: dict[str, Any]) -> dict[str, Any]:
    """An answer with how many ties rest on one publisher, as its last field; null if no ties were fetched."""
    found = resting_if_known(network)
    return {**answer, "publishers": None if found is None else found.as_json()}


def publishers_lines(network: Network) -> list[str]:
    """The same in a sentence; nothing if no ties were fetched."""
    found = resting_if_known(network)
    return [] if found is None else bullet("", found.words())

"""How much of an answer rests on one publisher, as the command line writes it beside the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from liaison.text import bullet
from queries.publishers import resting

if TYPE_CHECKING:
    from graphmodel.network import Network

__all__ = ["publishers_lines", "with_publishers"]


def with_publishers(network: Network, answer: dict[str, Any]) -> dict[str, Any]:
    """An answer with how many ties rest on one publisher, as its last field."""
    return {**answer, "publishers": resting(network).as_json()}


def publishers_lines(network: Network) -> list[str]:
    """The same in a sentence."""
    return bullet("", resting(network).words())

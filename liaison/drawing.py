"""A map of a network with what was found in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graphmodel.findings import Gap, Suggestion
    from graphmodel.network import Network

__all__ = ["draw"]

PARTNERS = 10


def draw(
    network: Network, *, gaps: Sequence[Gap] | None = None, suggestions: Sequence[Suggestion] | None = None,
    view: str | None = None, focus: str | None = None, lang: str = "en",
) -> str:  # fmt: skip
    """The page as text; gaps, and partners of the focus, are looked for unless they are given."""
    from queries.engines import open_engine
    from queries.gaps import find_gaps
    from queries.partners import partners
    from viz.map import map_html

    engine = open_engine(network)
    try:
        found = find_gaps(network, engine=engine) if gaps is None else gaps
        if suggestions is None:
            place = focus is not None and network.schema.nodes[str(network.actor(focus)["kind"])].place
            suggestions = partners(network, str(focus), engine=engine) if place else []
    finally:
        engine.close()
    return map_html(network, gaps=found, suggestions=suggestions[:PARTNERS], view=view, focus=focus, lang=lang)

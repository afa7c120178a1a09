"""A map of a network with what was found in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graphmodel.findings import Gap, Suggestion
    from graphmodel.network import Network
    from queries.engines.base import Engine

__all__ = ["draw", "titles"]

PARTNERS = 8
"""Learning partners that a map tells for each city."""
CITIES = 60
"""Cities up to which a map tells the partners of each; beyond, only those of the focus and of who offers something."""
FINDINGS = 20_000
"""Actors above which a map is drawn without gaps that are only not known: they would be most of the file."""


def draw(
    network: Network, *, as_of: dt.date | None = None, gaps: Sequence[Gap] | None = None, view: str | None = None,
    focus: str | None = None, lang: str = "en",
) -> str:  # fmt: skip
    """The page as text; gaps and partners are looked for as of a date, ties are there for all dates.

    Parameters
    ----------
    network : Network
        Not restricted to a date.
    as_of : date, optional
        The date that is shown at first, and that gaps and partners are of; that of the newest source by default.
    gaps : sequence of Gap, optional
        If they were found already.
    """
    from queries.engines import open_engine
    from queries.gaps import find_gaps
    from queries.sentences import LANGUAGES
    from viz.map import map_html

    day = as_of or network.seen_as_of or network.default_as_of
    shown = network if day is None or network.seen_as_of == day else network.as_of(day)
    engine = open_engine(shown)
    try:
        found = list(find_gaps(shown, engine=engine, languages=LANGUAGES) if gaps is None else gaps)
        suggested = _suggested(shown, focus, engine)
    finally:
        engine.close()
    if len(network.actors) > FINDINGS:
        found = [gap for gap in found if gap.section != "unknown"]
    return map_html(
        network, gaps=found, partners=suggested, view=view, focus=focus, lang=lang, as_of=day, titles=titles(network)
    )  # fmt: skip


def _suggested(network: Network, focus: str | None, engine: Engine) -> Mapping[str, Sequence[Suggestion]]:
    """Partners of every city, or of the focus and of those that pilot, if there are many."""
    from queries.partners import partners

    cities = _cities(network)
    if len(cities) > CITIES:
        cities = []
    if focus is not None and focus in network.position and focus not in cities:
        place = network.schema.nodes[str(network.actor(focus)["kind"])].place
        cities = [*cities, focus] if place else cities
    return {city: partners(network, city, engine=engine, limit=PARTNERS) for city in cities}


def _cities(network: Network) -> list[str]:
    """Places that stand on the local level, whatever their kind is called."""
    actors = network.actors
    chosen = actors["kind"].isin(network.schema.places) & (actors["level"].astype(str) == "local")
    return [str(ident) for ident in actors["id"][chosen.to_numpy()]]


def titles(network: Network) -> dict[str, dict[str, str]]:
    """Title by language of each query of the catalogue and of the network's own."""
    from queries.query import catalogue

    return {query.name: dict(query.title) for query in catalogue(network.folder, schema=network.schema)}

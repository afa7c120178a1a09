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

PARTNERS_ON_THE_MAP = 8
"""Learning partners that a map tells for each city; a printed page has room for fewer (`liaison.briefing`)."""
CITIES = 60
"""Cities up to which a map tells the partners of each; beyond, only those of the focus and of the pilots that are named."""
FINDINGS = 20_000
"""Actors above which a map is drawn without gaps that are only not known: they would be most of the file."""


def draw(
    network: Network, *, as_of: dt.date | None = None, gaps: Sequence[Gap] | None = None, view: str | None = None,
    focus: str | None = None, pilots: Sequence[str] = (), country: str | None = None, lang: str = "en",
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
    focus : str, optional
        Id of the actor that is chosen at first.
    pilots : sequence of str
        Ids of cities whose partners are told in any case, however many cities there are.
    country : str, optional
        Code of the country that the page opens on.
    """
    from queries.decided import decided
    from queries.engines import open_engine
    from queries.gaps import find_gaps
    from queries.sentences import LANGUAGES
    from viz.map import map_html

    day = as_of or network.seen_as_of or network.default_as_of
    shown = network if day is None or network.seen_as_of == day else network.as_of(day)
    engine = open_engine(shown)
    try:
        found = list(find_gaps(shown, engine=engine, languages=LANGUAGES) if gaps is None else gaps)
        suggested = _suggested(shown, [*pilots, *([focus] if focus else [])], engine)
    finally:
        engine.close()
    closed = {one.decision.gap: one.closed_by for one in decided(shown, found).no_more}
    if len(network.actors) > FINDINGS:
        found = [gap for gap in found if gap.section != "unknown"]
    return map_html(
        network, gaps=found, partners=suggested, view=view, focus=focus, country=country, lang=lang, as_of=day,
        titles=titles(network), closed=closed,
    )  # fmt: skip


def _suggested(
    network: Network, wanted: Sequence[str], engine: Engine
) -> Mapping[str, Mapping[str, Sequence[Suggestion]]]:  # fmt: skip
    """Partners of every city, or of those that are wanted if there are many, in all languages."""
    from queries.partners import partners_of_each
    from queries.sentences import LANGUAGES

    cities = _cities(network)
    told = cities if len(cities) <= CITIES else [ident for ident in cities if ident in wanted]
    return partners_of_each(network, told, LANGUAGES, engine=engine, limit=PARTNERS_ON_THE_MAP)


def _cities(network: Network) -> list[str]:
    """Ids of those that learning is shared among."""
    from queries.partners import learning_kind

    chosen = network.actors["kind"].isin(network.schema.descendants(learning_kind(network.schema)))
    return [str(ident) for ident in network.actors["id"][chosen.to_numpy()]]


def titles(network: Network) -> dict[str, dict[str, str]]:
    """Title by language of each gap rule and each part of the partner score, the network's own among them."""
    from queries.query import catalogue

    found = catalogue(network.folder, schema=network.schema, families=["gaps", "partners"])
    return {query.name: dict(query.title) for query in found}

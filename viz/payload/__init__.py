"""What the page knows, as plain data: actors, ties with their claims, gaps, partners, and words for all of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from graphmodel.findings import CERTAINTIES, SECTIONS, Evidence, Gap
from graphmodel.marking import MARKINGS
from graphmodel.names import FOLDING
from graphmodel.network import Network
from graphmodel.schema.kinds import FAMILIES, LEVELS
from viz.colours import PALETTE, readable
from viz.interface import RIGHT_TO_LEFT, words
from viz.layouts import groups
from viz.outlines import land
from viz.payload.actors import actor_rows
from viz.payload.findings import SET_ASIDE, Partners, Sayings, closed_rows, gap_rows, partner_rows
from viz.payload.places import ViewPlaces, places_of
from viz.payload.texts import country_names
from viz.payload.ties import CLAIM, source_rows, tie_rows
from viz.view_files import View

__all__ = ["LARGE", "payload"]

LARGE = 5_000
"""Actors above which the page opens on groups."""


def payload(
    network: Network, *, gaps: Sequence[Gap], partners: Partners, views: Sequence[View], view: View, focus: str | None,
    country: str | None, lang: str, as_of: dt.date | None, titles: Mapping[str, Mapping[str, str]],
    closed: Mapping[str, Sequence[Evidence]],
) -> dict[str, Any]:  # fmt: skip
    """Everything that the page is made from; plain lists, dicts, texts and numbers.

    Parameters
    ----------
    network : Network
        Whole, so that the page can go to other dates.
    gaps : sequence of Gap
        As of the date that is shown at first.
    partners : mapping of str to mapping of str to sequence of Suggestion
        By the city that they are for, then by language.
    as_of : date or None
        The date that is shown at first.
    titles : mapping
        Title by language of each rule and of each part of the score.
    closed : mapping of str to sequence of Evidence
        Gaps that something was decided about and that are found no more, with what closed them.
    """
    frames = _frames(network)
    large = int((~frames).sum()) > LARGE
    placed = {} if large else places_of(network, views, frames, gaps)
    sources, source_at = source_rows(network)
    said = Sayings()
    return {
        "lang": lang, "rightToLeft": list(RIGHT_TO_LEFT), "words": words(), "folding": FOLDING, "palette": PALETTE,
        "title": {"en": network.name, "ar": str(network.settings.get("name_ar") or network.name)},
        "asOf": _number(as_of), "knownBy": _number(network.seen_known_by), "large": large,
        "marking": MARKINGS[_strictest(network)], "leftOut": dict(network.left_out),
        "levels": list(LEVELS),
        "sections": [*SECTIONS, SET_ASIDE], "certainties": list(CERTAINTIES), "families": list(FAMILIES),
        "kinds": _kinds(network), "ties": _ties(network),
        "countries": country_names(network), "nodes": actor_rows(network, frames, source_at),
        "claim": list(CLAIM), "edges": tie_rows(network, source_at), "sources": sources,
        "gaps": gap_rows(gaps, network, source_at), "closed": closed_rows(network, closed, source_at),
        "partners": {city: partner_rows(told, source_at, said) for city, told in partners.items()},
        "said": said.rows, "titles": titles,
        "views": [
            {**one.as_json(), "gaps": [*one.gaps, SET_ASIDE] if one.gaps else [],
             "places": "" if large else placed[one.name].key}
            for one in views
        ],
        "view": view.name, "focus": focus, "country": country or "", "places": _places(placed),
        "land": _land(placed), "groups": _groups(network) if large else None,
    }  # fmt: skip


def _number(day: dt.date | None) -> int:
    """A day as YYYYMMDD, 0 for none: short, and in order."""
    return 0 if day is None else day.year * 10_000 + day.month * 100 + day.day


def _strictest(network: Network) -> int:
    ranks = [int(table["tlp"].max()) for table in (network.actors, network.ties, network.sources) if len(table)]
    return max(ranks, default=0)


def _kinds(network: Network) -> dict[str, Any]:
    schema = network.schema
    return {
        name: {
            "label": dict(kind.label), "plural": dict(kind.plural), "colour": kind.colour, "shape": kind.shape,
            "place": name in schema.places,
        }
        for name, kind in schema.nodes.items()
    }  # fmt: skip


def _ties(network: Network) -> dict[str, Any]:
    return {
        name: {
            "label": dict(kind.label), "inverse": dict(kind.inverse), "directed": kind.directed,
            "late": kind.undated == "from_source", "family": kind.family, "derived": kind.derived is not None,
            "frame": kind.derived is not None and kind.derived.column == "country",
            "width": kind.width, "colour": {theme: readable(kind.colour, theme) for theme in PALETTE},
        }
        for name, kind in network.schema.ties.items()
    }  # fmt: skip


def _frames(network: Network) -> npt.NDArray[np.bool_]:
    """Countries that no tie names but those that follow from a cell: a colour and a heading, no node of the picture."""
    schema, ties = network.schema, network.ties
    ends = {
        target for kind in schema.derived_ties if kind.derived is not None and kind.derived.column == "country"
        for _, target in kind.ends
    }  # fmt: skip
    kinds = {kind for end in ends for kind in schema.descendants(end)}
    told = ~ties["derived"].to_numpy(dtype=bool)
    named = np.zeros(len(network.actors), dtype=bool)
    for end in ("source_pos", "target_pos"):
        named[ties[end].to_numpy()[told]] = True
    return np.asarray(network.actors["kind"].isin(kinds).to_numpy() & ~named)


def _places(placed: Mapping[str, ViewPlaces]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for one in placed.values():
        found[one.key] = one.layout.as_json()
        if one.crowded is not None:
            found[f"{one.key}-few"] = one.crowded.as_json()
    return found


def _land(placed: Mapping[str, ViewPlaces]) -> list[dict[str, Any]]:
    """Land for the first view on the map that has places."""
    for one in placed.values():
        if one.projection is not None:
            return land(one.projection, one.anchored)
    return []


def _groups(network: Network) -> dict[str, Any]:
    placed, discs = groups(network)
    return {
        **placed.as_json(),
        "discs": [[level, code, round(x, 1), round(y, 1), round(radius, 1)] for level, code, x, y, radius in discs],
    }

"""The map: a network as one page that needs no other file and no connection."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from graphmodel.errors import UsageProblem
from graphmodel.findings import Evidence, Gap
from graphmodel.network import Network
from viz.payload import payload
from viz.payload.findings import Partners
from viz.view_files import View, find_view, views_of

__all__ = ["LARGEST", "map_html"]

LARGEST = 50_000
"""Actors above which a page is no use."""


def map_html(
    network: Network, *, gaps: Sequence[Gap] = (), partners: Partners | None = None, view: str | None = None,
    focus: str | None = None, country: str | None = None, lang: str = "en", as_of: dt.date | None = None,
    titles: Mapping[str, Mapping[str, str]] | None = None, closed: Mapping[str, Sequence[Evidence]] | None = None,
) -> str:  # fmt: skip
    """The page as text.

    Parameters
    ----------
    network : Network
        Restricted to what was known and to what may be shown, but not to a date: the page goes to any.
    gaps : sequence of Gap
        What was found in it as of `as_of`; drawn over it, and told in the panel.
    partners : mapping of str to mapping of str to sequence of Suggestion, optional
        Whom a city should share its learning with, by the id of the city, then by language.
    view : str, optional
        Name of the view that opens first; without one, that of the focus if there is a focus.
    focus : str, optional
        Id of the actor that is chosen at first.
    country : str, optional
        Code of the country that the page opens on: the others are left out at first, what belongs to none is not.
    lang : {"en", "ar"}
        Language that the page opens in.
    as_of : date, optional
        The date that is shown at first; that of the newest source by default.
    titles : mapping, optional
        Title by language of each rule and of each part of the score.
    closed : mapping, optional
        By the id of a gap that something was decided about and that is found no more, what closed it.

    Raises
    ------
    UsageProblem
        If there is no such view, nobody is in that country, or the network is too large for a page.
    """
    if len(network.actors) > LARGEST:
        raise UsageProblem(
            f"a map shows up to {LARGEST:,} actors, this network has {len(network.actors):,}; "
            "convert a part of it, or ask with gaps and queries"
        )
    if country is not None and country not in (known := sorted(set(network.actors["country"].astype(str)) - {""})):
        raise UsageProblem(f"nobody in this network is in {country}; there are {', '.join(known)}")
    from viz.pyvis_page import html

    views = views_of(network.schema, network.folder)
    given = dict(partners or {})
    first = find_view(view, views) if view else _opening(views, focus, given)
    data = payload(
        network, gaps=gaps, partners=given, views=views, view=first, focus=focus, country=country,
        lang=lang, as_of=as_of or network.seen_as_of or network.default_as_of, titles=titles or {},
        closed=closed or {},
    )  # fmt: skip
    return html(_nodes(data), [], OPTIONS, data)


def _opening(views: Sequence[View], focus: str | None, partners: Partners) -> View:
    """The first view; for a focus the one that asks for such an actor."""
    wanted = "" if focus is None else "city" if partners.get(focus) else "actor"
    return next((view for view in views if wanted and view.asks == wanted), views[0])


OPTIONS: dict[str, Any] = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {
        "hover": False, "keyboard": {"enabled": False}, "multiselect": False, "dragNodes": False, "selectable": False,
        "tooltipDelay": 1_000_000, "zoomSpeed": 0.7,
    },
}  # fmt: skip


def _nodes(data: dict[str, Any]) -> list[dict[str, Any]]:
    """Nodes as vis-network holds them: ids and places. What they look like is drawn by the page, for picture and SVG alike."""
    if data["groups"] is not None:
        return [
            {"id": f"group:{level}:{code}", "label": "", "shape": "dot", "size": radius, "x": x, "y": y}
            for level, code, x, y, radius in data["groups"]["discs"]
        ]
    view = next(one for one in data["views"] if one["name"] == data["view"])
    places = data["places"][view["places"]]["points"]
    return [
        {"id": node["id"], "label": "", "shape": "dot", "size": 10, "x": (at or [0.0])[0], "y": (at or [0.0, 0.0])[1]}
        for node, at in zip(data["nodes"], places, strict=True)
    ]

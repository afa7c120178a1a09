"""Which layout each view needs; views that show the same actors and ties in the same layout share one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graphmodel.findings import Gap
from graphmodel.network import Network
from viz.layouts import Placed, Projection, geographic, levels, spring
from viz.layouts.placed import Points
from viz.view_files import View

__all__ = ["ViewPlaces", "places_of"]

CROWDED = 60
"""Actors above which a picture by level opens with those together that nothing is told of."""
ONE_SPRING = 1_500
"""Actors above which all views as a network share the places of the first."""


@dataclass(frozen=True, slots=True)
class ViewPlaces:
    """The layout of a view, the key that it is stored under, the projection if it is a map.

    `crowded` is a smaller layout, in which those that nothing is told of stand together.
    """

    key: str
    layout: Placed
    projection: Projection | None = None
    crowded: Placed | None = None

    @property
    def anchored(self) -> Points:
        """Places on the map itself, without the frame beside it."""
        points = self.layout.points[~np.isnan(self.layout.points[:, 0])]
        top = min((box.top for box in self.layout.boxes), default=np.inf)
        return points[points[:, 1] < top]


def places_of(
    network: Network, views: Sequence[View], frames: npt.NDArray[np.bool_], gaps: Sequence[Gap]
) -> dict[str, ViewPlaces]:  # fmt: skip
    """Places by name of view.

    Parameters
    ----------
    frames : numpy.ndarray of bool, shape (actors,)
        Actors that no picture shows as a node.
    gaps : sequence of Gap
        Whoever one that is more than unknown speaks of is no part of a crowd.
    """
    kinds = network.actors["kind"].astype(str).to_numpy()
    found: dict[str, ViewPlaces] = {}
    made: dict[tuple[object, ...], ViewPlaces] = {}
    for view in views:
        layout = "network" if view.layout == "around" else view.layout
        ties = view.ties if layout in ("network", "levels") else ()
        key: tuple[object, ...] = (layout, view.kinds, ties)
        if layout == "network" and len(kinds) > ONE_SPRING:
            key = (layout,)
        if key not in made:
            flags = np.isin(kinds, view.kinds) & ~frames
            name = f"{layout}-{len(made)}"
            if layout == "geographic":
                placed, projection = geographic(network, flags)
                made[key] = ViewPlaces(name, placed, projection)
            elif layout == "levels":
                few = levels(network, flags, _told(network, ties, gaps)) if flags.sum() > CROWDED else None
                made[key] = ViewPlaces(name, levels(network, flags), crowded=few)
            else:
                made[key] = ViewPlaces(name, spring(network, flags, ties))
        found[view.name] = made[key]
    return found


def _told(network: Network, ties: Sequence[str], gaps: Sequence[Gap]) -> npt.NDArray[np.bool_]:
    """Actors with a tie of these kinds at any date, or with a gap that a source or a meeting speaks of."""
    table = network.ties
    shown = (table["status"] != "denied").to_numpy() & np.isin(table["kind"].to_numpy(), list(ties))
    told = np.zeros(len(network.actors), dtype=bool)
    for end in ("source_pos", "target_pos"):
        told[table[end].to_numpy()[shown]] = True
    for gap in gaps:
        if gap.section != "unknown":
            told[[network.position[ident] for ident in gap.actors if ident in network.position]] = True
    return told

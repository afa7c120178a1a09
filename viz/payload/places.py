"""Which layout each view needs; views that show the same actors and ties in the same layout share one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graphmodel.network import Network
from viz.layouts import Placed, Projection, geographic, levels, spring
from viz.layouts.placed import Points
from viz.view_files import View

__all__ = ["ViewPlaces", "places_of"]

ONE_SPRING = 1_500
"""Actors above which all views as a network share the places of the first."""


@dataclass(frozen=True, slots=True)
class ViewPlaces:
    """The layout of a view, the key that it is stored under, and the projection if it is a map."""

    key: str
    layout: Placed
    projection: Projection | None = None

    @property
    def anchored(self) -> Points:
        """Places on the map itself, without the frame beside it."""
        points = self.layout.points[~np.isnan(self.layout.points[:, 0])]
        top = min((box.top for box in self.layout.boxes), default=np.inf)
        return points[points[:, 1] < top]


def places_of(network: Network, views: Sequence[View], frames: npt.NDArray[np.bool_]) -> dict[str, ViewPlaces]:
    """Places by name of view.

    Parameters
    ----------
    frames : numpy.ndarray of bool, shape (actors,)
        Actors that no picture shows as a node.
    """
    kinds = network.actors["kind"].astype(str).to_numpy()
    found: dict[str, ViewPlaces] = {}
    made: dict[tuple[object, ...], ViewPlaces] = {}
    for view in views:
        layout = "network" if view.layout == "around" else view.layout
        ties = view.ties if layout == "network" else ()
        key: tuple[object, ...] = (layout, view.kinds, ties)
        if layout == "network" and len(kinds) > ONE_SPRING:
            key = (layout,)
        if key not in made:
            flags = np.isin(kinds, view.kinds) & ~frames
            name = f"{layout}-{len(made)}"
            if layout == "geographic":
                placed, projection = geographic(network, flags)
                made[key] = ViewPlaces(name, placed, projection)
            else:
                placed = levels(network, flags) if layout == "levels" else spring(network, flags, ties)
                made[key] = ViewPlaces(name, placed)
        found[view.name] = made[key]
    return found

"""Actors with coordinates where they lie, others around their city, and the rest in a frame beside the map."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graphmodel.network import Network
from viz.layouts.placed import Box, Placed, Points

__all__ = ["Projection", "geographic"]

RING = 30.0
"""Radius of the first ring around a city."""
CELL_X, CELL_Y = 112.0, 44.0
"""Between neighbours in the frame of those without a place."""
WIDE = 1300.0
"""Width of the picture, in its own units."""


@dataclass(frozen=True, slots=True)
class Projection:
    """From degrees to the picture: an equirectangular projection, true along the middle latitude."""

    lon: float
    lat: float
    scale: float

    def __call__(self, lon: Points, lat: Points) -> tuple[Points, Points]:
        """x to the right, y downwards."""
        return (lon - self.lon) * math.cos(math.radians(self.lat)) * self.scale, (self.lat - lat) * self.scale


def geographic(network: Network, flags: npt.NDArray[np.bool_]) -> tuple[Placed, Projection | None]:
    """Places by their coordinates; others in rings around their city, or in a frame "no place on the map".

    Parameters
    ----------
    flags : numpy.ndarray of bool, shape (actors,)
        Which actors the picture shows; the others get no place.

    Returns
    -------
    placed : Placed
    projection : Projection or None
        None if no place has coordinates; then nobody has a place on the map.
    """
    actors = network.actors
    lat, lon = (_number(network, name) for name in ("lat", "lon"))
    known = ~(np.isnan(lat) | np.isnan(lon))
    points = np.full((len(actors), 2), np.nan)
    projection = _projection(lat[known], lon[known], len(actors)) if known.any() else None
    if projection is not None:
        points[known, 0], points[known, 1] = projection(lon[known], lat[known])
    around: dict[int, list[int]] = defaultdict(list)
    aside: list[int] = []
    cities, idents = (actors[name].astype(str).tolist() for name in ("city", "id"))
    for at in sorted(np.flatnonzero(flags & ~known).tolist(), key=lambda at: idents[at]):
        city = network.position.get(cities[at])
        if city is not None and known[city]:
            around[city].append(at)
        else:
            aside.append(at)
    for city, members in around.items():
        _ring(points, members, *points[city].tolist())
    points[~flags] = np.nan
    return Placed(points, boxes=_frame(network, points, aside)), projection


def _number(network: Network, name: str) -> Points:
    if name not in network.actors.columns:
        return np.full(len(network.actors), np.nan)
    return network.actors[name].to_numpy(dtype=np.float64)


def _projection(lat: Points, lon: Points, count: int) -> Projection:
    middle_lat, middle_lon = (lat.min() + lat.max()) / 2, (lon.min() + lon.max()) / 2
    span = max(np.ptp(lat), np.ptp(lon) * math.cos(math.radians(middle_lat)) * 0.7, 0.5)
    return Projection(float(middle_lon), float(middle_lat), float(max(WIDE, 90.0 * math.sqrt(count)) / span))


def _ring(points: Points, members: Sequence[int], x: float, y: float) -> None:
    """Rings around a place, six in the first, six more in each further one."""
    ring, done = 1, 0
    while done < len(members):
        here = members[done : done + 6 * ring]
        for n, at in enumerate(here):
            angle = 2 * math.pi * n / len(here) + ring * 0.5
            points[at] = x + RING * ring * math.cos(angle), y + RING * ring * math.sin(angle)
        done += 6 * ring
        ring += 1


def _frame(network: Network, points: Points, aside: Sequence[int]) -> tuple[Box, ...]:
    """Those without a place, in a frame below the map, by country and name."""
    if not aside:
        return ()
    countries, names, idents = (network.actors[name].astype(str).tolist() for name in ("country", "name", "id"))
    order = sorted(aside, key=lambda at: (countries[at], names[at], idents[at]))
    filled = ~np.isnan(points[:, 0])
    low, high = (points[filled].min(axis=0), points[filled].max(axis=0)) if filled.any() else (np.zeros(2), np.zeros(2))
    across = min(len(order), max(int((high[0] - low[0]) / CELL_X), math.ceil(math.sqrt(len(order)))))
    left, top = low[0] + CELL_X / 2, high[1] + 130.0
    for n, at in enumerate(order):
        row, column = divmod(n, across)
        points[at] = left + column * CELL_X, top + row * CELL_Y
    rows = math.ceil(len(order) / across)
    edges = (left - CELL_X / 2, top - 62.0, left + max(across - 0.5, 2.9) * CELL_X, top + (rows - 1) * CELL_Y + 46.0)
    return (Box("aside", *(float(edge) for edge in edges)),)

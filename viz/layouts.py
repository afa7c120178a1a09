"""Where actors stand: by level and country, as a network, on the map. Computed here, the same each time."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from graphmodel.network import Network
from graphmodel.schema.kinds import LEVELS

if TYPE_CHECKING:
    import rustworkx as rx

__all__ = ["Band", "Projection", "geographic", "levels", "spring"]

Points = npt.NDArray[np.float64]
STEP_X, STEP_Y = 128.0, 84.0
ROW_Y = 122.0
"""Between rows of the picture by level."""
SEED = 20181127


@dataclass(frozen=True, slots=True)
class Band:
    """A row or a column of the picture by level: its name and where it begins and ends."""

    name: str
    begin: float
    end: float


@dataclass(frozen=True, slots=True)
class Projection:
    """From degrees to the picture: an equirectangular projection, true along the middle latitude."""

    lon: float
    lat: float
    scale: float

    def __call__(self, lon: Points, lat: Points) -> tuple[Points, Points]:
        """x to the right, y downwards."""
        return (lon - self.lon) * math.cos(math.radians(self.lat)) * self.scale, (self.lat - lat) * self.scale


def levels(network: Network) -> tuple[Points, list[Band], list[Band]]:
    """Rows by level, columns by country; within a cell by kind and name.

    Returns
    -------
    points : numpy.ndarray, shape (actors, 2)
    rows, columns : list of Band
        Levels and countries, for the headings.
    """
    actors = network.actors
    kinds = {name: at for at, name in enumerate(network.schema.nodes)}
    cells: dict[tuple[str, str], list[int]] = defaultdict(list)
    order = sorted(
        range(len(actors)),
        key=lambda at: (kinds[str(actors["kind"].iat[at])], str(actors["name"].iat[at]), str(actors["id"].iat[at])),
    )
    for at in order:
        cells[str(actors["level"].iat[at]), str(actors["country"].iat[at])].append(at)
    countries = _by_size(cells)
    across = {
        c: max(math.ceil(math.sqrt(len(m) * (0.22 if c else 0.7))) for (_, o), m in cells.items() if o == c)
        for c in countries
    }
    points = np.zeros((len(actors), 2))
    columns, rows, x = [], [], 0.0
    for country in countries:
        columns.append(Band(country, x, x + across[country] * STEP_X))
        x += (across[country] + 0.7) * STEP_X
    y = 0.0
    for level in LEVELS:
        here = {country: cells[level, country] for country in countries if (level, country) in cells}
        if not here:
            continue
        height = max(math.ceil(len(members) / across[country]) for country, members in here.items())
        for band in columns:
            _grid(points, here.get(band.name, []), band.begin, y, across[band.name], ROW_Y)
        rows.append(Band(level, y - ROW_Y / 2, y + (height - 0.5) * ROW_Y))
        y += (height + 1.2) * ROW_Y
    return points, rows, columns


def _by_size(cells: Mapping[tuple[str, str], Sequence[int]]) -> list[str]:
    size: dict[str, int] = defaultdict(int)
    for (_, country), members in cells.items():
        size[country] += len(members)
    return sorted(size, key=lambda country: (country == "", -size[country], country))


def _grid(
    points: Points, members: Sequence[int], x: float, y: float, across: int, step_y: float = STEP_Y
) -> None:  # fmt: skip
    """Members side by side; every second one a little lower, so that level ties do not run through a row."""
    for n, at in enumerate(members):
        row, column = divmod(n, across)
        points[at] = x + column * STEP_X + (row % 2) * STEP_X * 0.3, y + row * step_y + (column % 2) * step_y * 0.28


def spring(network: Network) -> Points:
    """Actors that are tied stand near each other; smaller groups and those without a tie stand in rows below.

    Spring layout of Fruchterman and Reingold (1991), with a fixed seed.
    """
    import rustworkx as rx

    ties = network.ties
    shown = (ties["status"] != "denied").to_numpy() & ~ties["derived"].to_numpy(dtype=bool)
    a, b = ties["source_pos"].to_numpy()[shown], ties["target_pos"].to_numpy()[shown]
    n = len(network.actors)
    tied = np.unique(np.concatenate([a, b])).astype(int)
    points = np.zeros((n, 2))
    graph = rx.PyGraph(multigraph=False)
    graph.add_nodes_from(tied.tolist())
    place = {at: i for i, at in enumerate(tied.tolist())}
    graph.add_edges_from([(place[i], place[j], 1.0) for i, j in zip(a.tolist(), b.tolist(), strict=True)])
    pieces = sorted((sorted(piece) for piece in rx.connected_components(graph)), key=lambda piece: (-len(piece), piece))
    placed = [(tied[piece], _piece(graph.subgraph(piece))) for piece in pieces]
    placed += [(np.array([at]), np.zeros((1, 2))) for at in np.setdiff1d(np.arange(n), tied).tolist()]
    if placed:
        _pack(points, placed)
    return points


def _piece(graph: rx.PyGraph[int, float]) -> Points:
    """One connected piece around its middle."""
    import rustworkx as rx

    count = len(graph)
    found = rx.spring_layout(graph, k=2.2 / math.sqrt(count), num_iter=400, seed=SEED)
    spread = 62.0 * math.sqrt(count) if count > 2 else 40.0
    spots = _apart(np.array([found[i] for i in range(count)]) * spread, 74.0)
    return np.asarray(spots - (spots.min(axis=0) + spots.max(axis=0)) / 2)


def _pack(points: Points, placed: Sequence[tuple[npt.NDArray[np.int64], Points]]) -> None:
    """The largest piece first, the others in rows below it, as wide as it is."""
    members, spots = placed[0]
    points[members] = spots
    low, high = spots.min(axis=0), spots.max(axis=0)
    wide = max(high[0] - low[0], 5 * STEP_X, 0.8 * STEP_X * math.sqrt(len(placed)))
    left = (low[0] + high[0]) / 2 - wide / 2
    x, y, tall = left, high[1] + STEP_Y, 0.0
    for members, spots in placed[1:]:
        size = spots.max(axis=0) - spots.min(axis=0)
        if x > left and x + size[0] > left + wide:
            x, y, tall = left, y + tall + STEP_Y, 0.0
        points[members] = spots - spots.min(axis=0) + (x, y)
        x += size[0] + STEP_X
        tall = max(tall, size[1])


def _apart(points: Points, least: float, rounds: int = 60) -> Points:
    """Push points that are nearer than `least` away from each other."""
    from scipy.spatial import cKDTree

    moved = points + np.random.default_rng(SEED).normal(0, 1e-3, points.shape)
    for _ in range(rounds):
        pairs = cKDTree(moved).query_pairs(least, output_type="ndarray")
        if not len(pairs):
            break
        i, j = pairs[:, 0], pairs[:, 1]
        gap = moved[i] - moved[j]
        length = np.linalg.norm(gap, axis=1, keepdims=True)
        push = gap / np.maximum(length, 1e-9) * (least - length) * 0.5
        np.add.at(moved, i, push)
        np.add.at(moved, j, -push)
    return moved


def geographic(network: Network) -> tuple[Points, Projection | None]:
    """Places by their coordinates; others in rings around their city, or near the middle of their country.

    Returns
    -------
    points : numpy.ndarray, shape (actors, 2)
    projection : Projection or None
        None if no place has coordinates; then nobody has a place on the map.
    """
    actors = network.actors
    lat, lon = (_number(network, name) for name in ("lat", "lon"))
    placed = ~(np.isnan(lat) | np.isnan(lon))
    if not placed.any():
        return spring(network), None
    middle_lat, middle_lon = (lat[placed].min() + lat[placed].max()) / 2, (lon[placed].min() + lon[placed].max()) / 2
    span = max(lat[placed].max() - lat[placed].min(), (lon[placed].max() - lon[placed].min()) * 0.75, 0.5)
    scale = max(1300.0, 120.0 * math.sqrt(len(actors))) / span
    projection = Projection(middle_lon, middle_lat, scale)
    points = np.zeros((len(actors), 2))
    points[placed, 0], points[placed, 1] = projection(lon[placed], lat[placed])
    around: dict[tuple[float, float, bool], list[int]] = defaultdict(list)
    middles = _middles(network, points, placed)
    aside = (points[placed, 0].min() - 260.0, points[placed, 1].min())
    for at in np.flatnonzero(~placed).tolist():
        city = network.position.get(str(actors["city"].iat[at]))
        if city is not None and placed[city]:
            around[points[city, 0], points[city, 1], True].append(at)
        elif (middle := middles.get(str(actors["country"].iat[at]))) is not None:
            around[middle[0], middle[1], False].append(at)
        else:
            around[aside[0], aside[1], False].append(at)
    for (x, y, of_city), members in around.items():
        if (x, y) == aside:
            _grid(points, members, x - STEP_X * 2, y, 2)
        else:
            _ring(points, members, x, y, 34.0 if of_city else 46.0)
    fixed = points.copy()
    points = _apart(points, 24.0, rounds=40)
    points[placed] = fixed[placed]
    return points, projection


def _number(network: Network, name: str) -> Points:
    if name not in network.actors.columns:
        return np.full(len(network.actors), np.nan)
    return network.actors[name].to_numpy(dtype=np.float64)


def _middles(network: Network, points: Points, placed: npt.NDArray[np.bool_]) -> dict[str, tuple[float, float]]:
    found: dict[str, list[int]] = defaultdict(list)
    for at in np.flatnonzero(placed).tolist():
        found[str(network.actors["country"].iat[at])].append(at)
    return {code: tuple(points[rows].mean(axis=0).tolist()) for code, rows in found.items() if code}


def _ring(points: Points, members: Sequence[int], x: float, y: float, radius: float) -> None:
    """Rings around a place, six in the first, six more in each further one."""
    ring, done = 1, 0
    while done < len(members):
        room = 6 * ring
        here = members[done : done + room]
        for n, at in enumerate(here):
            angle = 2 * math.pi * n / len(here) + ring * 0.5
            points[at] = x + radius * ring * math.cos(angle), y + radius * ring * math.sin(angle)
        done += room
        ring += 1

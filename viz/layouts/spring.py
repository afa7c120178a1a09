"""Actors that are tied stand near each other, those of a country too; those without a tie in a frame of their own."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from graphmodel.network import Network
from viz.layouts.placed import Box, Placed, Points, Rows

if TYPE_CHECKING:
    import rustworkx as rx

__all__ = ["spring"]

SEED = 20181127
APART = 58.0
"""Least distance of two actors."""
SHAPE = 1.2
"""Width by height that the whole picture comes near to."""
CELL_X, CELL_Y = 112.0, 44.0
"""Between neighbours in the frame of those without a tie."""
MANY = 300
"""Actors above which a piece takes few rounds and keeps the way it lies."""
ROUNDS = 18
"""Rounds for many. With one tie more among 5,000 actors, half of them move less than a thirtieth of the picture; after 30
rounds it is an eighth, and ties are shorter by a fifth."""


def spring(network: Network, flags: npt.NDArray[np.bool_], ties: Sequence[str]) -> Placed:
    """Spring layout of Fruchterman and Reingold (1991), with a fixed seed.

    Each actor begins at a place that follows from its country and its id, so that a small change in the data moves
    little. Those of one country are held together by weak springs.

    Parameters
    ----------
    flags : numpy.ndarray of bool, shape (actors,)
        Which actors the picture shows; the others get no place.
    ties : sequence of str
        Kinds of ties that pull.
    """
    table = network.ties
    shown = (table["status"] != "denied").to_numpy() & np.isin(table["kind"].to_numpy(), list(ties))
    a, b = table["source_pos"].to_numpy()[shown], table["target_pos"].to_numpy()[shown]
    both = flags[a] & flags[b] & (a != b)
    a, b = a[both].astype(np.int64), b[both].astype(np.int64)
    points = np.full((len(flags), 2), np.nan)
    tied = np.unique(np.concatenate([a, b]))
    pieces = _pieces(network, tied, a, b)
    if pieces:
        _pack(points, pieces)
    alone = np.setdiff1d(np.flatnonzero(flags), tied)
    return Placed(points, boxes=_frame(network, points, alone))


def _pieces(network: Network, tied: Rows, a: Rows, b: Rows) -> list[tuple[Rows, Points]]:
    """Each connected piece with its places around its middle, the largest first."""
    import rustworkx as rx

    graph: rx.PyGraph[int, float] = rx.PyGraph(multigraph=False)
    graph.add_nodes_from(tied.tolist())
    place = np.full(int(tied.max(initial=-1)) + 1, -1, dtype=np.int64)
    place[tied] = np.arange(len(tied))
    graph.add_edges_from([(i, j, 1.0) for i, j in zip(place[a].tolist(), place[b].tolist(), strict=True)])
    found = sorted((sorted(piece) for piece in rx.connected_components(graph)), key=lambda one: (-len(one), one))
    return [(tied[piece], _piece(network, graph.subgraph(piece), tied[piece])) for piece in found]


def _piece(network: Network, graph: rx.PyGraph[int, float], members: Rows) -> Points:
    import rustworkx as rx

    count = len(graph)
    if count == 2:
        return np.array([[-APART * 0.7, 0.0], [APART * 0.7, 0.0]])
    countries = network.actors["country"].to_numpy(dtype=object)[members]
    hubs = sorted({str(code) for code in countries} - {""}) if count > 12 else []
    start = dict(enumerate(_starts(network, members, hubs)))
    for code in hubs:
        hub = graph.add_node(-1)
        start[hub] = _on_circle(hubs.index(code), len(hubs))
        graph.add_edges_from([(hub, at, 0.22) for at in np.flatnonzero(countries == code).tolist()])
    few = count <= MANY
    found = rx.spring_layout(
        graph, pos=start, k=2.0 / math.sqrt(count), num_iter=400 if few else ROUNDS, seed=SEED, weight_fn=float,
        adaptive_cooling=few,
    )  # fmt: skip
    spots = np.array([found[at] for at in range(count)])
    spots = spots - spots.mean(axis=0)
    spots = _turned(spots) if few else spots  # a large one is nearly round, and would turn with every change
    spots = spots * (APART * 0.95 * math.sqrt(count) / max(spots.std(axis=0).mean() * 2, 1e-9) / 1.7)
    spots = _apart(spots, APART)
    return np.asarray(spots - (spots.min(axis=0) + spots.max(axis=0)) / 2)


def _starts(network: Network, members: Rows, hubs: Sequence[str]) -> list[tuple[float, float]]:
    """Where each begins: near its country's place on a circle, at an angle and distance that follow from its id."""
    rank = {code: at for at, code in enumerate(hubs)}
    idents, countries = (network.actors[name].astype(str).to_numpy()[members].tolist() for name in ("id", "country"))
    starts = []
    for ident, code in zip(idents, countries, strict=True):
        number = int.from_bytes(hashlib.sha256(ident.encode()).digest()[:8], "big")
        angle, far = (number % 3600) / 3600 * 2 * math.pi, 0.1 + (number // 3600 % 1000) / 1000 * 0.3
        x, y = _on_circle(rank[code], len(hubs)) if code in rank else (0.0, 0.0)
        starts.append((x + far * math.cos(angle), y + far * math.sin(angle)))
    return starts


def _on_circle(at: int, count: int) -> tuple[float, float]:
    angle = 2 * math.pi * at / max(count, 1)
    return 0.8 * math.cos(angle), 0.8 * math.sin(angle)


def _turned(spots: Points) -> Points:
    """Turned so that the longest way lies across."""
    values, vectors = np.linalg.eigh(np.cov(spots.T))
    if values[1] < 1.05 * max(values[0], 1e-12):
        return spots
    along = vectors[:, 1] * (1 if vectors[0, 1] >= 0 else -1)
    return np.asarray(spots @ np.array([[along[0], -along[1]], [along[1], along[0]]]))


def _pack(points: Points, pieces: Sequence[tuple[Rows, Points]]) -> None:
    """The largest piece first; the others beside or below it, whichever keeps the picture's shape."""
    members, spots = pieces[0]
    points[members] = spots
    low, high = spots.min(axis=0), spots.max(axis=0)
    tries = []
    for arrange in (_beside, _below):
        spots = points.copy()
        arrange(spots, pieces[1:], low, high)
        wide, tall = np.nanmax(spots, axis=0) - np.nanmin(spots, axis=0) + 2 * APART
        tries.append((abs(math.log(wide / tall / SHAPE)), spots))
    points[:] = min(tries, key=lambda one: one[0])[1]


def _beside(points: Points, pieces: Sequence[tuple[Rows, Points]], low: Points, high: Points) -> None:
    """In columns to the right, as high as the largest piece."""
    area = sum(np.prod(np.ptp(spots, axis=0) + 1.6 * APART) for _, spots in pieces)
    tall = max(high[1] - low[1], math.sqrt(area / SHAPE))
    top = (low[1] + high[1]) / 2 - tall / 2
    x, y, wide = high[0] + 2.2 * APART, top, 0.0
    for members, spots in pieces:
        size = np.ptp(spots, axis=0)
        if y > top and y + size[1] > top + tall:
            x, y, wide = x + wide + 2.0 * APART, top, 0.0
        points[members] = spots - spots.min(axis=0) + (x, y)
        y += size[1] + 1.2 * APART
        wide = max(wide, size[0])


def _below(points: Points, pieces: Sequence[tuple[Rows, Points]], low: Points, high: Points) -> None:
    """In rows below, as wide as the largest piece."""
    wide = max(high[0] - low[0], 6 * APART)
    left = (low[0] + high[0]) / 2 - wide / 2
    x, y, tall = left, high[1] + 1.7 * APART, 0.0
    for members, spots in pieces:
        size = np.ptp(spots, axis=0)
        if x > left and x + size[0] > left + wide:
            x, y, tall = left, y + tall + 1.2 * APART, 0.0
        points[members] = spots - spots.min(axis=0) + (x, y)
        x += size[0] + 1.9 * APART
        tall = max(tall, size[1])


def _frame(network: Network, points: Points, alone: Rows) -> tuple[Box, ...]:
    """Those without a tie below the others, in rows by country and name."""
    if not len(alone):
        return ()
    countries, names = (network.actors[name].astype(str).tolist() for name in ("country", "name"))
    order = sorted(alone.tolist(), key=lambda at: (countries[at], names[at], at))
    filled = ~np.isnan(points[:, 0])
    low, high = (points[filled].min(axis=0), points[filled].max(axis=0)) if filled.any() else (np.zeros(2), np.zeros(2))
    across = max(int((high[0] - low[0]) / CELL_X) + 1, math.ceil(math.sqrt(len(order) * 1.2)))
    across = min(across, len(order))
    left, top = (low[0] + high[0]) / 2 - (across - 1) / 2 * CELL_X, high[1] + 130.0
    for n, at in enumerate(order):
        row, column = divmod(n, across)
        points[at] = left + column * CELL_X, top + row * CELL_Y
    rows = math.ceil(len(order) / across)
    return (
        Box("alone", left - CELL_X * 0.8, top - 58.0, left + (across - 0.2) * CELL_X, top + (rows - 1) * CELL_Y + 46.0),
    )


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

"""Actors that are tied stand near each other, those of a country too; those without a tie in a frame of their own."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from graphmodel.network import Network
from viz.layouts.placed import Box, Placed, Points, Rows
from viz.layouts.stress import stressed

__all__ = ["spring"]

APART = 58.0
"""Least distance of two actors."""
SHAPE = 1.2
"""Width by height that the whole picture comes near to."""
CELL_X, CELL_Y = 112.0, 44.0
"""Between neighbours in the frame of those without a tie."""
COUNTRY, AROUND = 0.75, 0.35
"""How far from the middle a country has its home, and the radius of the disc there that its actors are spread over."""
HALFWAY = 5
"""Times that homes without a country come nearer to those of whom they are tied to; more of it, and they would move more."""
LONG, ROUND = 2.0, 1.3
"""Length by breadth from which a piece is laid across, and up to which it stays as it lies."""


def spring(network: Network, flags: npt.NDArray[np.bool_], ties: Sequence[str]) -> Placed:
    """Springs as long as the number of steps between two actors (Kamada and Kawai 1989), of which the energy is least.

    Each actor has a home that follows from its country and its id, and is held there loosely. So places are the same in
    whatever order the rows are, and a small change in the data moves little.

    Parameters
    ----------
    flags : numpy.ndarray of bool, shape (actors,)
        Which actors the picture shows; the others get no place.
    ties : sequence of str
        Kinds of ties that pull.
    """
    table = network.ties
    shown = (table["status"] != "denied").to_numpy() & np.isin(table["kind"].to_numpy(), list(ties))
    ends = table[["source_pos", "target_pos"]].to_numpy(dtype=np.int64)[shown]
    ends = ends[flags[ends].all(axis=1) & (ends[:, 0] != ends[:, 1])]
    members = np.unique(ends)
    members = members[np.argsort(network.actors["id"].astype(str).to_numpy()[members])]
    points = np.full((len(flags), 2), np.nan)
    if len(members):
        _pack(points, _pieces(network, members, ends))
    alone = np.setdiff1d(np.flatnonzero(flags), members)
    return Placed(points, boxes=_frame(network, points, alone))


def _pieces(network: Network, members: Rows, ends: Rows) -> list[tuple[Rows, Points]]:
    """Each connected piece with its places around its middle, the largest first; all in the order of their ids."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components

    place = np.full(len(network.actors), -1, dtype=np.int64)
    place[members] = np.arange(len(members))
    pairs = np.unique(np.sort(place[ends], axis=1), axis=0)
    shape = (len(members), len(members))
    _, labels = connected_components(csr_array((np.ones(len(pairs)), (pairs[:, 0], pairs[:, 1])), shape=shape))
    rows, lines = np.argsort(labels, kind="stable"), np.argsort(labels[pairs[:, 0]], kind="stable")
    sizes, counts = np.bincount(labels), np.bincount(labels[pairs[:, 0]])
    within = np.empty(len(members), dtype=np.int64)
    found = []
    for piece, inside in zip(_parts(rows, sizes), _parts(lines, counts), strict=True):
        within[piece] = np.arange(len(piece))
        found.append((piece, within[pairs[inside]]))
    found.sort(key=lambda one: (-len(one[0]), one[0][0]))
    return [(members[piece], _piece(network, members[piece], inside)) for piece, inside in found]


def _parts(rows: Rows, sizes: Rows) -> list[Rows]:
    return np.split(rows, np.cumsum(sizes)[:-1])


def _piece(network: Network, members: Rows, pairs: Rows) -> Points:
    count = len(members)
    if count == 2:
        return np.array([[-APART * 0.7, 0.0], [APART * 0.7, 0.0]])
    idents, countries = (network.actors[name].astype(str).to_numpy()[members] for name in ("id", "country"))
    names = np.unique(countries[countries != ""])
    groups = np.where((countries == "") | (len(names) < 2), -1, np.searchsorted(names, countries))
    numbers = _numbers(idents)
    spots = stressed(
        pairs, _homes(numbers, groups, len(names), pairs), groups, np.argsort(numbers[:, 2], kind="stable")
    )
    spots = _turned(spots - spots.mean(axis=0))
    spots = spots * (APART * 0.95 * math.sqrt(count) / max(spots.std(axis=0).mean() * 2, 1e-9) / 1.7)
    return _apart(spots * (math.sqrt(SHAPE), 1 / math.sqrt(SHAPE)), APART)


def _numbers(idents: Iterable[str]) -> Points:
    """Three numbers from 0 to 1 for each, which follow from the id alone."""
    digests = b"".join(hashlib.sha256(ident.encode()).digest()[:24] for ident in idents)
    return np.frombuffer(digests, dtype=">u8").astype(np.float64).reshape(-1, 3) / 2**64


def _homes(numbers: Points, groups: Rows, count: int, pairs: Rows) -> Points:
    """Countries on a circle by their codes, their actors spread around; without countries by whom they are tied to."""
    turn = 2 * math.pi * numbers[:, 1]
    disc: Points = np.sqrt(numbers[:, :1]) * np.column_stack([np.cos(turn), np.sin(turn)])
    if not (groups >= 0).any():
        return _drawn_together(disc, pairs)
    angle = 2 * math.pi * groups / count
    centre = np.column_stack([np.cos(angle), np.sin(angle)]) * np.where(groups >= 0, COUNTRY, 0.0)[:, None]
    return np.asarray(centre + AROUND * disc)


def _drawn_together(disc: Points, pairs: Rows) -> Points:
    """Each halfway to the middle of those it is tied to, some times, then spread as far as before."""
    from scipy.sparse import csr_array

    one = csr_array((np.ones(len(pairs)), (pairs[:, 0], pairs[:, 1])), shape=(len(disc), len(disc)))
    both = csr_array(one + one.T)
    share, homes = 1 / np.asarray(both.sum(axis=1))[:, None], disc
    for _ in range(HALFWAY):
        homes = (homes + share * (both @ homes)) / 2
    homes = homes - homes.mean(axis=0)
    return np.asarray(homes * math.sqrt(np.square(disc).mean() / max(np.square(homes).mean(), 1e-12)))


def _turned(spots: Points) -> Points:
    """A long piece turned so that it lies across, a round one as it is, and one between the two by a part of the way.

    A round one has no longest way that would stay when the data changes.
    """
    values, vectors = np.linalg.eigh(np.cov(spots.T))
    long = math.sqrt(values[1] / max(values[0], 1e-12))
    share = min(max((long - ROUND) / (LONG - ROUND), 0.0), 1.0)
    along = vectors[:, 1] * (1 if vectors[0, 1] >= 0 else -1)
    angle = share * math.atan2(along[1], along[0])
    back = np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])
    return np.asarray(spots @ back)


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
    countries, names, idents = (network.actors[name].astype(str).tolist() for name in ("country", "name", "id"))
    order = sorted(alone.tolist(), key=lambda at: (countries[at], names[at], idents[at]))
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


def _apart(points: Points, least: float, rounds: int = 40) -> Points:
    """Push points that are nearer than `least` away from each other."""
    from scipy.spatial import cKDTree

    moved = points.copy()
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

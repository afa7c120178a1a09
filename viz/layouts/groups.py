"""Large networks: one disc per country and level, its members inside it like the seeds of a sunflower."""

from __future__ import annotations

import math
from collections import defaultdict

import numpy as np

from graphmodel.network import Network
from graphmodel.schema.kinds import LEVELS
from viz.layouts.placed import Band, Placed

__all__ = ["groups"]

SEED_STEP = 15.0
"""Distance of neighbours in a disc."""
GOLDEN = math.pi * (3 - math.sqrt(5))
"""Vogel 1979, A better way to construct the sunflower head."""


def groups(network: Network) -> tuple[Placed, list[tuple[str, str, float, float, float]]]:
    """Discs in rows by level, and the countries in as many rows as make the picture wide.

    Returns
    -------
    placed : Placed
        Places of the members; those with most ties in the middle of their disc.
    discs : list of (level, country, x, y, radius)
    """
    actors = network.actors
    levels, countries = actors["level"].astype(str).to_numpy(), actors["country"].astype(str).to_numpy()
    ends = np.concatenate([network.ties["source_pos"].to_numpy(), network.ties["target_pos"].to_numpy()])
    degree = np.bincount(ends, minlength=len(actors))
    cells: dict[tuple[str, str], list[int]] = defaultdict(list)
    for at in np.lexsort((actors["id"].astype(str).to_numpy(dtype=str), -degree)).tolist():
        cells[str(levels[at]), str(countries[at])].append(at)
    points = np.full((len(actors), 2), np.nan)
    discs, rows, y = [], [], 0.0
    for level in LEVELS:
        here = sorted(
            ((code, members) for (name, code), members in cells.items() if name == level),
            key=lambda one: (one[0] == "", -len(one[1]), one[0]),
        )
        if not here:
            continue
        top = y
        wide = 1.15 * math.sqrt(sum((2.3 * _radius(len(members))) ** 2 for members in cells.values()))
        x, tall = 0.0, 0.0
        for code, members in here:
            radius = _radius(len(members))
            if x > 0 and x + 2 * radius > wide:
                x, y, tall = 0.0, y + tall, 0.0
            centre = (x + radius, y + radius)
            n = np.arange(len(members))
            far = SEED_STEP * np.sqrt(n + 0.5)
            points[members, 0] = centre[0] + far * np.cos(n * GOLDEN)
            points[members, 1] = centre[1] + far * np.sin(n * GOLDEN)
            discs.append((level, code, *centre, radius))
            x += 2 * radius + 90.0
            tall = max(tall, 2 * radius + 110.0)
        rows.append(Band(level, top - 60.0, y + tall - 60.0))
        y += tall + 60.0
    return Placed(points, tuple(rows)), discs


def _radius(count: int) -> float:
    """Of a disc, with a rim."""
    return max(SEED_STEP * math.sqrt(count + 0.5) + 26.0, 60.0)

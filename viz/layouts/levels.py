"""Rows by level, columns by country; within a cell by kind and name."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from graphmodel.network import Network
from graphmodel.schema.kinds import LEVELS
from viz.layouts.placed import Band, Placed, Points

__all__ = ["levels"]

STEP_X, STEP_Y = 104.0, 74.0
"""Between neighbours in a cell: room for a name on two lines."""
GUTTER = 46.0
"""Between columns."""
SHAPE = 1.7
"""Width by height that the whole picture comes near to."""

Cells = Mapping[tuple[str, str], Sequence[int]]


def levels(network: Network, flags: npt.NDArray[np.bool_]) -> Placed:
    """Rows by level, columns by country.

    Parameters
    ----------
    flags : numpy.ndarray of bool, shape (actors,)
        Which actors the picture shows; the others get no place.
    """
    cells = _cells(network, flags)
    countries = _by_size(cells)
    points = np.full((len(network.actors), 2), np.nan)
    if not cells:
        return Placed(points)
    across = min((_across(cells, countries, share) for share in _SHARES), key=lambda one: _misfit(cells, one))
    columns, x = [], 0.0
    for country in countries:
        columns.append(Band(country, x - STEP_X / 2, x + (across[country] - 0.5) * STEP_X))
        x += across[country] * STEP_X + GUTTER
    rows, y = [], 0.0
    for level in LEVELS:
        here = {country: cells[level, country] for country in countries if (level, country) in cells}
        if not here:
            continue
        height = max(math.ceil(len(members) / across[country]) for country, members in here.items())
        for band in columns:
            _grid(points, here.get(band.name, ()), band.begin + STEP_X / 2, y, across[band.name])
        rows.append(Band(level, y - STEP_Y * 0.7, y + (height - 0.1) * STEP_Y))
        y += (height + 0.6) * STEP_Y
    return Placed(points, tuple(rows), tuple(columns))


_SHARES = (0.12, 0.18, 0.25, 0.35, 0.5, 0.7, 1.0, 1.5)


def _cells(network: Network, flags: npt.NDArray[np.bool_]) -> dict[tuple[str, str], list[int]]:
    actors = network.actors
    kinds = {name: at for at, name in enumerate(network.schema.nodes)}
    order = sorted(
        np.flatnonzero(flags).tolist(),
        key=lambda at: (kinds[str(actors["kind"].iat[at])], str(actors["name"].iat[at]), str(actors["id"].iat[at])),
    )
    cells: dict[tuple[str, str], list[int]] = defaultdict(list)
    for at in order:
        cells[str(actors["level"].iat[at]), str(actors["country"].iat[at])].append(at)
    return dict(cells)


def _by_size(cells: Cells) -> list[str]:
    """Countries, the one with most actors first; what belongs to none at the end."""
    size: dict[str, int] = defaultdict(int)
    for (_, country), members in cells.items():
        size[country] += len(members)
    return sorted(size, key=lambda country: (country == "", -size[country], country))


def _across(cells: Cells, countries: Sequence[str], share: float) -> dict[str, int]:
    """How many stand side by side in each column."""
    most: dict[str, int] = defaultdict(int)
    for (_, country), members in cells.items():
        most[country] = max(most[country], len(members))
    return {country: max(1, math.ceil(math.sqrt(most[country] * share))) for country in countries}


def _misfit(cells: Cells, across: Mapping[str, int]) -> float:
    wide = sum(across.values()) * STEP_X + len(across) * GUTTER
    tall = sum(
        (max(math.ceil(len(members) / across[country]) for (name, country), members in cells.items() if name == level)
         + 0.6) * STEP_Y
        for level in {level for level, _ in cells}
    )  # fmt: skip
    return abs(math.log(wide / tall / SHAPE))


def _grid(points: Points, members: Sequence[int], x: float, y: float, across: int) -> None:
    """Members side by side; every second one a little lower, so that level ties do not run through a row."""
    for n, at in enumerate(members):
        row, column = divmod(n, across)
        points[at] = x + column * STEP_X + (row % 2) * STEP_X * 0.16, y + (row + (column % 2) * 0.34) * STEP_Y

"""Rows by level, columns by country; within a cell by kind and name, and those that nothing is told of as a crowd."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from graphmodel.network import Network
from graphmodel.schema.kinds import LEVELS
from viz.layouts.placed import Band, Crowd, Placed, Points

__all__ = ["levels"]

STEP_X, STEP_Y = 104.0, 74.0
"""Between neighbours in a cell: room for a name on two lines."""
GUTTER = 40.0
"""Between columns."""
SHAPE = 1.25
"""Width by height that the whole picture comes near to."""
CROWD = 3
"""Actors of one kind in one cell from which they are drawn as one mark, if nothing is told of them."""

Item = int | Crowd
Cells = Mapping[tuple[str, str], Sequence[Item]]


def levels(network: Network, flags: npt.NDArray[np.bool_], told: npt.NDArray[np.bool_] | None = None) -> Placed:
    """Rows by level, columns by country.

    Parameters
    ----------
    flags : numpy.ndarray of bool, shape (actors,)
        Which actors the picture shows; the others get no place.
    told : numpy.ndarray of bool, shape (actors,), optional
        Which of them have a tie or a gap to be seen. The others of a kind in a cell become a crowd, "9 cities", and
        stand where its mark stands.
    """
    cells = _cells(network, flags, told)
    countries = _by_size(cells)
    points = np.full((len(network.actors), 2), np.nan)
    if not cells:
        return Placed(points)
    across = min((_across(cells, countries, share) for share in _SHARES), key=lambda one: _misfit(cells, one))
    columns, x = [], 0.0
    for country in countries:
        columns.append(Band(country, x - STEP_X / 2, x + (across[country] - 0.5) * STEP_X))
        x += across[country] * STEP_X + GUTTER
    rows, crowds, y = [], [], 0.0
    for level in LEVELS:
        here = {country: cells[level, country] for country in countries if (level, country) in cells}
        if not here:
            continue
        height = max(math.ceil(len(members) / across[country]) for country, members in here.items())
        for band in columns:
            crowds += _grid(points, here.get(band.name, ()), band.begin + STEP_X / 2, y, across[band.name])
        rows.append(Band(level, y - STEP_Y * 0.7, y + (height - 0.1) * STEP_Y))
        y += (height + 0.6) * STEP_Y
    return Placed(points, tuple(rows), tuple(columns), crowds=tuple(crowds))


_SHARES = (0.12, 0.18, 0.25, 0.35, 0.5, 0.7, 1.0, 1.5)


def _cells(
    network: Network, flags: npt.NDArray[np.bool_], told: npt.NDArray[np.bool_] | None
) -> dict[tuple[str, str], list[Item]]:  # fmt: skip
    """Items of each cell: actors, those of which something is told first, then crowds."""
    rank = {name: at for at, name in enumerate(network.schema.nodes)}
    kinds, names, idents, levels, countries = (
        network.actors[column].astype(str).tolist() for column in ("kind", "name", "id", "level", "country")
    )
    order = sorted(np.flatnonzero(flags).tolist(), key=lambda at: (rank[kinds[at]], names[at], idents[at]))
    groups: dict[tuple[str, str], dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for at in order:
        groups[levels[at], countries[at]][kinds[at]].append(at)
    cells: dict[tuple[str, str], list[Item]] = {}
    for (level, country), by_kind in groups.items():
        items: list[Item] = []
        for kind, members in by_kind.items():
            quiet = [at for at in members if told is not None and not told[at]]
            crowd = quiet if len(quiet) >= CROWD else []
            gathered = set(crowd)
            items += [at for at in members if at not in gathered]
            items += [Crowd(level, country, kind, tuple(crowd))] if crowd else []
        cells[level, country] = sorted(items, key=lambda item: isinstance(item, Crowd))
    return cells


def _by_size(cells: Cells) -> list[str]:
    """Countries, the one with most actors first; what belongs to none in the middle, where its ties are short."""
    size: dict[str, int] = defaultdict(int)
    for (_, country), members in cells.items():
        size[country] += sum(len(item.members) if isinstance(item, Crowd) else 1 for item in members)
    found = sorted(set(size) - {""}, key=lambda country: (-size[country], country))
    if "" in size:
        found.insert((len(found) + 1) // 2, "")
    return found


def _across(cells: Cells, countries: Sequence[str], share: float) -> dict[str, int]:
    """How many stand side by side in each column; what belongs to no country makes no row higher than others do."""
    most: dict[str, int] = defaultdict(int)
    for (_, country), members in cells.items():
        most[country] = max(most[country], len(members))
    across = {country: max(1, math.ceil(math.sqrt(most[country] * share))) for country in countries}
    for (level, country), members in cells.items():
        if country == "":
            others = [math.ceil(len(m) / across[c]) for (name, c), m in cells.items() if name == level and c]
            across[""] = max(across[""], math.ceil(len(members) / max(3, *others, 0)))
    return across


def _misfit(cells: Cells, across: Mapping[str, int]) -> float:
    wide = sum(across.values()) * STEP_X + len(across) * GUTTER
    tall = sum(
        (max(math.ceil(len(members) / across[country]) for (name, country), members in cells.items() if name == level)
         + 0.6) * STEP_Y
        for level in {level for level, _ in cells}
    )  # fmt: skip
    return abs(math.log(wide / tall / SHAPE))


def _grid(points: Points, members: Sequence[Item], x: float, y: float, across: int) -> list[Crowd]:
    """Members side by side; every second one a little lower, so that level ties do not run through a row."""
    crowds = []
    for n, item in enumerate(members):
        row, column = divmod(n, across)
        spot = x + column * STEP_X + (row % 2) * STEP_X * 0.16, y + (row + (column % 2) * 0.34) * STEP_Y
        if isinstance(item, Crowd):
            crowds.append(item.at(*spot))
            points[list(item.members)] = spot
        else:
            points[item] = spot
    return crowds

"""Who is near whom: places on a sphere of 6,371 km, by a k-d tree over their positions in space."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

__all__ = ["RADIUS", "nearest_abroad"]

RADIUS = 6371.0
"""Mean radius of the Earth, in kilometres."""


def nearest_abroad(rows: Sequence[Mapping[str, Any]], *, km: float) -> list[tuple[str, str, float]]:
    """For each actor the nearest one in a neighbouring country.

    Parameters
    ----------
    rows : sequence of mapping
        Columns actor, country, lat and lon (degrees), and neighbours (codes of countries, `;`).
    km : float
        Nothing beyond counts.

    Returns
    -------
    list of (id, id, float)
        Each pair once, ids in order, with the length of the way along the sphere in kilometres.

    Examples
    --------
    >>> place = {"actor": "kumanovo", "country": "MK", "lat": 42.13279, "lon": 21.71585, "neighbours": "AL;RS;XK"}
    >>> other = {"actor": "vranje", "country": "RS", "lat": 42.55139, "lon": 21.90028, "neighbours": "MK;XK"}
    >>> [(a, b, round(d)) for a, b, d in nearest_abroad([place, other], km=75)]
    [('kumanovo', 'vranje', 49)]
    """
    columns = ("actor", "country", "lat", "lon", "neighbours")
    return list(_nearest(tuple(tuple(row[name] for name in columns) for row in rows), km))


@lru_cache(maxsize=4)
def _nearest(cells: tuple[tuple[Any, ...], ...], km: float) -> tuple[tuple[str, str, float], ...]:
    """The same, remembered: where actors lie does not change when ties do."""
    from scipy.spatial import cKDTree

    rows = [dict(zip(("actor", "country", "lat", "lon", "neighbours"), row, strict=True)) for row in cells]
    by_country: dict[str, list[int]] = defaultdict(list)
    for at, row in enumerate(rows):
        by_country[row["country"]].append(at)
    places = _in_space(rows)
    trees = {country: cKDTree(places[members]) for country, members in by_country.items()}
    best: dict[int, tuple[float, str]] = {}
    for members in by_country.values():
        beyond = sorted({code for at in members for code in str(rows[at]["neighbours"] or "").split(";")} & set(trees))
        for other in beyond:
            chord, found = trees[other].query(places[members], distance_upper_bound=_chord(km))
            for at, length, hit in zip(members, np.asarray(chord).tolist(), np.asarray(found).tolist(), strict=True):
                if hit < len(by_country[other]):
                    candidate = (length, str(rows[by_country[other][hit]]["actor"]))
                    best[at] = min(best.get(at, candidate), candidate)
    pairs: dict[tuple[str, str], float] = {}
    for at, (length, other) in best.items():
        one = str(rows[at]["actor"])
        pairs[min(one, other), max(one, other)] = 2 * RADIUS * float(np.arcsin(min(length / 2, 1.0)))
    return tuple((a, b, pairs[a, b]) for a, b in sorted(pairs))


def _in_space(rows: Sequence[Mapping[str, Any]]) -> npt.NDArray[np.float64]:
    lat, lon = (np.radians(np.array([row[name] for row in rows], dtype=np.float64)) for name in ("lat", "lon"))
    return np.column_stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])


def _chord(km: float) -> float:
    return float(2 * np.sin(min(km / RADIUS, np.pi) / 2))

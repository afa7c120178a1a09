"""Outlines of countries behind the map: lines only, clipped to what is shown, so that nothing is fetched."""

from __future__ import annotations

import json
from functools import lru_cache
from importlib.resources import files
from typing import Any

import numpy as np
import numpy.typing as npt

from viz.layouts import Points, Projection

__all__ = ["outline"]


@lru_cache(maxsize=1)
def _arcs() -> list[npt.NDArray[np.float64]]:
    """Every border and coast of the world as (longitude, latitude), decoded from TopoJSON (RFC draft of 2013)."""
    body: dict[str, Any] = json.loads(files("viz").joinpath("outline/countries-50m.json").read_text(encoding="utf-8"))
    scale, move = np.array(body["transform"]["scale"]), np.array(body["transform"]["translate"])
    return [np.cumsum(np.array(arc), axis=0) * scale + move for arc in body["arcs"]]


def outline(projection: Projection, points: Points, margin: float = 350.0) -> list[list[float]]:
    """Lines within the picture.

    Parameters
    ----------
    projection : Projection
    points : numpy.ndarray, shape (actors, 2)
        Where actors stand.
    margin : float
        How far beyond them lines go on, in units of the picture.

    Returns
    -------
    list of list of float
        Each line as x, y, x, y, …, rounded to one decimal.
    """
    low, high = points.min(axis=0) - margin, points.max(axis=0) + margin
    lines: list[list[float]] = []
    for arc in _arcs():
        x, y = projection(arc[:, 0], arc[:, 1])
        inside = (x >= low[0]) & (x <= high[0]) & (y >= low[1]) & (y <= high[1])
        if not inside.any():
            continue
        keep = inside | np.roll(inside, 1) | np.roll(inside, -1)
        for run in np.split(np.arange(len(x)), np.flatnonzero(np.diff(keep.astype(int))) + 1):
            if keep[run[0]] and len(run) > 1:
                lines.append(np.round(np.column_stack([x[run], y[run]]), 1).ravel().tolist())
    return lines

"""Land behind the map: countries as areas, clipped to what the network covers, so that nothing is fetched."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any

import numpy as np

from graphmodel.countries import country_name, country_of_name
from viz.layouts.geographic import Projection
from viz.layouts.placed import Points

__all__ = ["land"]

LEAST = 90.0
"""Area below which an island is left out, in square units of the picture."""
FINE = 1.2
"""Distance below which a point of an outline is left out."""


@lru_cache(maxsize=1)
def _world() -> tuple[list[Points], list[dict[str, Any]]]:
    """Arcs as (longitude, latitude), and countries, decoded from TopoJSON (RFC draft of 2013)."""
    body: dict[str, Any] = json.loads(files("viz").joinpath("outline/countries-50m.json").read_text(encoding="utf-8"))
    scale, move = np.array(body["transform"]["scale"]), np.array(body["transform"]["translate"])
    arcs = [np.cumsum(np.array(arc), axis=0) * scale + move for arc in body["arcs"]]
    return arcs, body["objects"]["countries"]["geometries"]


def land(projection: Projection, points: Points, margin: float = 0.55) -> list[dict[str, Any]]:
    """Countries within the picture.

    Parameters
    ----------
    projection : Projection
    points : numpy.ndarray, shape (n, 2)
        Places that the picture must hold.
    margin : float
        How far beyond them land goes on, as a share of the longer side.

    Returns
    -------
    list of dict
        `code` (blank if there is none), `name` by language, `rings` (each x, y, x, y, …, rounded to whole units) and
        `at`, the middle of the largest ring.
    """
    beyond = margin * max(float(np.ptp(points, axis=0).max()), 400.0)
    low, high = points.min(axis=0) - beyond, points.max(axis=0) + beyond
    found = []
    for country in _world()[1]:
        rings = [ring for ring in _clipped(country, projection, low, high) if abs(_area(ring)) > LEAST]
        if rings:
            largest = max(rings, key=lambda ring: abs(_area(ring)))
            found.append({
                **_named(country), "rings": [np.round(ring).astype(int).ravel().tolist() for ring in rings],
                "at": np.round(_middle(largest)).astype(int).tolist(),
            })  # fmt: skip
    return found


def _clipped(country: dict[str, Any], projection: Projection, low: Points, high: Points) -> Iterator[Points]:
    shapes = country["arcs"] if country["type"] == "MultiPolygon" else [country.get("arcs", [])]
    for shape in shapes:
        for ring in shape[:1]:
            degrees = _joined(ring)
            x, y = projection(degrees[:, 0], degrees[:, 1])
            if x.max() < low[0] or x.min() > high[0] or y.max() < low[1] or y.min() > high[1]:
                continue
            clipped = _clip(np.column_stack([x, y]), low, high)
            if len(clipped) > 2:
                yield _thinned(clipped)


def _joined(ring: Sequence[int]) -> Points:
    arcs = _world()[0]
    parts = [arcs[at] if at >= 0 else arcs[~at][::-1] for at in ring]
    return np.concatenate([part[(n > 0) :] for n, part in enumerate(parts)])


def _clip(ring: Points, low: Points, high: Points) -> Points:
    """The part of a ring within a box (Sutherland and Hodgman 1974), one edge of the box after another."""
    for axis in (0, 1):
        for edge, sign in ((low[axis], 1.0), (high[axis], -1.0)):
            if len(ring) < 3:
                return ring
            ahead = np.roll(ring, -1, axis=0)
            a, b = (ring[:, axis] - edge) * sign, (ahead[:, axis] - edge) * sign
            crossing = (a >= 0) != (b >= 0)
            with np.errstate(divide="ignore", invalid="ignore"):
                cut = ring + (ahead - ring) * (a / (a - b))[:, None]
            both = np.stack([ring, cut], axis=1)
            ring = both[np.stack([a >= 0, crossing], axis=1)]
    return ring


def _thinned(ring: Points) -> Points:
    """Without points that lie on the last one that is kept."""
    kept, spots = [0], ring.tolist()
    x, y = spots[0]
    for at, (right, down) in enumerate(spots):
        if abs(right - x) >= FINE or abs(down - y) >= FINE:
            kept.append(at)
            x, y = right, down
    return ring[kept]


def _area(ring: Points) -> float:
    x, y = ring[:, 0], ring[:, 1]
    return float(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2


def _middle(ring: Points) -> Points:
    """Centre of mass."""
    ahead = np.roll(ring, -1, axis=0)
    cross = ring[:, 0] * ahead[:, 1] - ahead[:, 0] * ring[:, 1]
    total = cross.sum()
    if abs(total) < 1e-9:
        return np.asarray(ring.mean(axis=0))
    return np.asarray(((ring + ahead) * cross[:, None]).sum(axis=0) / (3 * total))


def _named(country: dict[str, Any]) -> dict[str, Any]:
    code = _code(country)
    name = str(country.get("properties", {}).get("name", ""))
    texts = {"en": country_name(code, "en"), "ar": country_name(code, "ar")} if code else {"en": name, "ar": name}
    return {"code": code, "name": texts}


def _code(country: dict[str, Any]) -> str:
    """Code of a country: by its number in ISO 3166-1 as CLDR has it, else by its name."""
    from babel.core import get_global

    number = get_global("territory_aliases").get(str(country.get("id", "")))
    return number[0] if number else country_of_name(str(country.get("properties", {}).get("name", ""))) or ""

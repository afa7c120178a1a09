"""What a layout gives: a place for each actor that it shows, and the headings and frames that go with it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

__all__ = ["Band", "Box", "Crowd", "Placed", "Points", "Rows"]

Points = npt.NDArray[np.float64]
Rows = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Band:
    """A row or a column: its name and where it begins and ends."""

    name: str
    begin: float
    end: float


@dataclass(frozen=True, slots=True)
class Box:
    """A frame with a heading: `alone` for those without a tie, `aside` for those without a place."""

    name: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Crowd:
    """Actors of one kind in one cell that are drawn as one mark."""

    level: str
    country: str
    kind: str
    members: tuple[int, ...]
    x: float = 0.0
    y: float = 0.0

    def at(self, x: float, y: float) -> Crowd:
        """The same at a place."""
        return replace(self, x=x, y=y)


@dataclass(frozen=True, slots=True)
class Placed:
    """A layout.

    Parameters
    ----------
    points : numpy.ndarray, shape (actors, 2)
        x to the right and y downwards; NaN for actors that it does not show.
    rows, columns : tuple of Band
        Levels and countries.
    boxes : tuple of Box
        Frames around those who have no place otherwise.
    crowds : tuple of Crowd
        Marks that stand for several actors.
    """

    points: Points
    rows: tuple[Band, ...] = ()
    columns: tuple[Band, ...] = ()
    boxes: tuple[Box, ...] = ()
    crowds: tuple[Crowd, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """As the page reads it; an actor without a place is null."""
        points = np.round(self.points, 1).tolist()
        return {
            "points": [None if x != x else [x, y] for x, y in points],
            "rows": [[band.name, round(band.begin, 1), round(band.end, 1)] for band in self.rows],
            "columns": [[band.name, round(band.begin, 1), round(band.end, 1)] for band in self.columns],
            "boxes": [
                [box.name, *(round(edge, 1) for edge in (box.left, box.top, box.right, box.bottom))]
                for box in self.boxes
            ],
            "crowds": [
                [crowd.level, crowd.country, crowd.kind, list(crowd.members), round(crowd.x, 1), round(crowd.y, 1)]
                for crowd in self.crowds
            ],
        }

"""What a layout gives: a place for each actor that it shows, and the headings and frames that go with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

__all__ = ["Band", "Box", "Placed", "Points", "Rows", "shown_rows"]

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
    """

    points: Points
    rows: tuple[Band, ...] = ()
    columns: tuple[Band, ...] = ()
    boxes: tuple[Box, ...] = ()

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
        }


def shown_rows(flags: npt.NDArray[np.bool_]) -> Rows:
    """Rows of the actors that a layout shows."""
    return np.flatnonzero(flags).astype(np.int64)

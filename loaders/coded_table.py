"""A table a column at a time: each distinct text of a column is held once, and looked at once.

In most columns of a large network the same few texts stand again and again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import count

import numpy as np
import numpy.typing as npt

from graphmodel.columns import Cells

__all__ = ["CodedTable"]


class CodedTable:
    """Rows of one width.

    Parameters
    ----------
    width : int
        Number of cells of each row.

    Examples
    --------
    >>> table = CodedTable(2)
    >>> table.add([["a", "x"], ["b", "x"]])
    True
    >>> table.add([["c"]])
    False
    >>> [list(column) for column in table.columns()], table.rows()
    ([['a', 'b'], ['x', 'x']], [['a', 'x'], ['b', 'x']])
    """

    def __init__(self, width: int) -> None:
        self.width = width
        self._place: list[defaultdict[str, int]] = [defaultdict(count().__next__) for _ in range(width)]
        self._rows = 0
        self._codes: list[list[npt.NDArray[np.int32]]] = [[] for _ in range(width)]

    def add(self, rows: Sequence[Sequence[str]]) -> bool:
        """Take some more rows, or none of them if one has another width; whether they were taken."""
        if any(len(row) != self.width for row in rows):
            return False
        self._rows += len(rows)
        if not rows:
            return True
        for place, codes, column in zip(self._place, self._codes, zip(*rows, strict=True), strict=True):
            codes.append(np.fromiter(map(place.__getitem__, column), dtype=np.int32, count=len(column)))
        return True

    def columns(self) -> list[Cells]:
        """All that was taken, by column."""
        return list(self._columns())

    def _columns(self) -> Iterator[Cells]:
        for place, codes in zip(self._place, self._codes, strict=True):
            yield Cells(np.concatenate(codes) if codes else np.empty(0, dtype=np.int32), list(place))

    def blank_rows(self) -> npt.NDArray[np.bool_]:
        """Which rows have no text at all."""
        blank = np.ones(self._rows, dtype=bool)
        for cells in self._columns():
            if not blank.any():  # most often the first column has an id in each row
                break
            blank &= np.array([not text.strip() for text in cells.values], dtype=bool)[cells.codes]
        return blank

    def rows(self) -> list[list[str]]:
        """All that was taken, by row."""
        if not self.width:
            return [[] for _ in range(self._rows)]
        return [list(row) for row in zip(*self.columns(), strict=True)]

"""What could not be taken from a table of one's own as it stands there: told once per value, in its owner's own places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from graphmodel.problems import Problem

__all__ = ["Doubts", "rows_text"]


@dataclass(slots=True)
class Doubts:
    """Doubts about cells, collected row by row.

    Parameters
    ----------
    file, sheet : str, str or None
        The table, as its owner knows it.
    """

    file: str
    sheet: str | None
    _found: dict[tuple[str, str | None, str, str, str], list[int]] = field(default_factory=dict)

    def add(self, code: str, row: int, column: str | None, expected: str, found: str, mend: str) -> None:
        """Note a doubt; the same one in several rows is told once, with all of them."""
        self._found.setdefault((code, column, expected, found, mend), []).append(row)

    def problems(self) -> list[Problem]:
        """All doubts as warnings, in the order of the rows."""
        told = [
            Problem(
                code, self.file, self.sheet, rows[0], rows[0], column, expected, _with(found, rows), mend, "warning"
            )
            for (code, column, expected, found, mend), rows in self._found.items()
        ]
        return sorted(told, key=lambda problem: (problem.row or 0, problem.column or ""))


def _with(found: str, rows: Sequence[int]) -> str:
    return found if len(rows) == 1 else f"{found} (also in {rows_text(rows[1:])})"


def rows_text(rows: Sequence[int]) -> str:
    """Numbers of rows in words; of many the first ones.

    Examples
    --------
    >>> rows_text([4]), rows_text([4, 5, 9])
    ('row 4', 'rows 4, 5, 9')
    """
    shown = ", ".join(map(str, rows[:12])) + (f" and {len(rows) - 12} more" if len(rows) > 12 else "")
    return f"row{'s' if len(rows) > 1 else ''} {shown}"

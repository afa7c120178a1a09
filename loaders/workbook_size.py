"""What a workbook cannot hold, looked for before one is written."""

from __future__ import annotations

from pathlib import Path

from graphmodel.errors import LimitExceeded
from graphmodel.sheets import SHEET_NAMES, Sheets
from loaders.text_table import steered

__all__ = ["LONGEST_CELL", "MOST_ROWS", "check_fits"]

MOST_ROWS = 1_048_575
"""Below the header, in one sheet of a workbook."""
LONGEST_CELL = 32_767
"""Characters that a cell of a workbook holds."""


def check_fits(sheets: Sheets, path: Path) -> None:
    """Refuse what a workbook cannot hold, since its writer would cut it off without a word.

    Raises
    ------
    LimitExceeded
        With the first cell that is too long, or the sheet with too many rows.
    """
    instead = "write a folder or a .json file instead"
    for name in SHEET_NAMES:
        sheet = sheets.get(name)
        if len(sheet) > MOST_ROWS:
            raise LimitExceeded(
                f"cannot write {path.name}: {name} has {len(sheet):,} rows, and a sheet holds {MOST_ROWS:,}; {instead}"
            )
        for column, cells in sheet.cells.items():
            if max(map(len, cells), default=0) * 2 <= LONGEST_CELL:
                continue
            at = next((at for at, cell in enumerate(cells) if _units(steered(cell)) > LONGEST_CELL), None)
            if at is not None:
                raise LimitExceeded(
                    f"cannot write {path.name}: {name}, row {at + 2}, column '{column}' has {_units(cells[at]):,} "
                    f"characters, and a cell holds {LONGEST_CELL:,}; {instead}"
                )


def _units(text: str) -> int:
    """Length as a workbook counts it: a sign beyond the first plane of Unicode counts twice."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2

"""What stands in a column of roles: a part in the event, such as speaker, or a position, such as mayor; cell by cell.

People call both a role, and mix them in one column.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from graphmodel.names import fold
from graphmodel.schema import Schema
from loaders.own.cells import part_in_event
from loaders.own.doubts import rows_text
from loaders.own.mapping import Mapping
from loaders.own.offices import is_focal, mentions_office, office_of
from loaders.own.rows import OwnRow

__all__ = ["Roles"]

_PIECES = re.compile(r"[,;/+&|،؛]| and ")
_SHOWN = 5


@dataclass(slots=True)
class Roles:
    """Parts in the event and positions, told apart row by row, and what was taken otherwise than its column says.

    Parameters
    ----------
    mapping : Mapping
        What each column is.
    schema : Schema
        Kinds of offices, with the words that tell them.
    """

    mapping: Mapping
    schema: Schema
    _parts: dict[str, list[int]] = field(default_factory=dict)
    _positions: dict[str, list[int]] = field(default_factory=dict)
    _no_office: dict[str, list[int]] = field(default_factory=dict)
    _focal: dict[str, list[int]] = field(default_factory=dict)

    def read(self, row: OwnRow) -> OwnRow:
        """The row with its position under `position` and its part in the event under `role`."""
        role, position = row.said.get("role", ""), row.said.get("position", "")
        if not role and not position:
            return row
        targets = set(self.mapping.columns.values())
        parts: list[str] = []
        positions = [position] if position else []
        for piece in _pieces(role):
            is_office = part_in_event(piece) is None and mentions_office(piece, self.schema)
            (positions if is_office else parts).append(piece)
            if is_office:
                self._positions.setdefault(piece, []).append(row.number)
        if "role" not in targets:
            positions = []
            for piece in _pieces(position):
                is_part = part_in_event(piece) is not None
                (parts if is_part else positions).append(piece)
                if is_part:
                    self._parts.setdefault(piece, []).append(row.number)
        telling = [text for text in positions if office_of(text, self.schema) is not None]
        if positions and not telling:
            kept = self._focal if is_focal(positions[0]) else self._no_office
            kept.setdefault(positions[0], []).append(row.number)
        said = {name: text for name, text in row.said.items() if name not in ("role", "position")}
        if parts:
            said["role"] = ", ".join(dict.fromkeys(part_in_event(piece) or piece for piece in parts))
        if positions:
            said["position"] = (telling or positions)[0]
        return replace(row, said=said)

    def sentences(self) -> list[str]:
        """What was taken otherwise than its column says, and which positions name no office."""
        found = []
        for target, cells, taken in (
            ("position", self._parts, "the part in the event, and the rest as positions"),
            ("role", self._positions, "the position, and the rest as the part in the event"),
        ):
            heading = next((name for name, one in self.mapping.columns.items() if one == target), None)
            if cells and heading is not None:
                found.append(f"of the column '{heading}' taken as {taken}: {_listed(cells)}")
        if self._focal:
            found.append(
                "focal points, which are no offices of their own in a network; that there is one is kept in the note of "
                f"the organisation or city: {_listed(self._focal)}"
            )
        if self._no_office:
            found.append(
                "positions that name no office of a network, so that the organisation or city itself stands for them: "
                f"{_listed(self._no_office)}"
            )
        return found


def _pieces(text: str) -> Iterable[str]:
    """What a cell names beside one another; the whole of it if no piece of it is a part in an event."""
    pieces = [piece.strip() for piece in _PIECES.split(text) if piece.strip()]
    return pieces if any(part_in_event(piece) is not None for piece in pieces) else [text] if fold(text) else []


def _listed(cells: dict[str, list[int]]) -> str:
    shown = [f"{text} ({rows_text(rows)})" for text, rows in list(cells.items())[:_SHOWN]]
    more = f"; and {len(cells) - _SHOWN} more" if len(cells) > _SHOWN else ""
    return "; ".join(shown) + more

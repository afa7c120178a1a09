"""What differs between two networks: by the ids of actors, ties, claims and sources, never by rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pandas as pd

if TYPE_CHECKING:
    from graphmodel.network import Network

__all__ = ["Change", "Difference", "diff"]

Objects = npt.NDArray[np.object_]

_DERIVED = ("tlp", "implied", "first_day", "last_day", "known_from", "date", "marked", "row")
"""Columns that follow from others, or from other tables; they are not compared."""
_LISTED = ("source", "tie", "of", "kind", "countries", "from", "to")
_FACTS = ("subject", "property", "value", "of", "date", "source")


@dataclass(frozen=True, eq=False)
class Change:
    """What differs in one table.

    Parameters
    ----------
    added, removed : DataFrame
        Rows that only the other network has, and rows that it lacks; in the order of their table.
    changed : DataFrame
        One row per cell that differs in a row that both have: id, column, before, after (as they are in the tables).
    """

    added: pd.DataFrame
    removed: pd.DataFrame
    changed: pd.DataFrame

    def __bool__(self) -> bool:
        return bool(len(self.added) or len(self.removed) or len(self.changed))


@dataclass(frozen=True, eq=False)
class Difference:
    """What differs between two networks, table by table; true if anything does.

    Parameters
    ----------
    actors, sources : Change
        By id; cells as far as they are written in a sheet.
    ties : Change
        By id; of those that both have, `status` and `denied`.
    claims, caveats : Change
        By the id that says what they say, so none is ever changed.
    coverage : Change
        By source, kind of tie and scope; what a list counts as, and the number that it states.
    facts, decisions : Change
        Whole rows; a decision is known by its gap.
    """

    actors: Change
    ties: Change
    claims: Change
    caveats: Change
    sources: Change
    coverage: Change
    facts: Change
    decisions: Change

    def __iter__(self) -> Iterator[tuple[str, Change]]:
        """Name of each table and what differs in it."""
        return ((field.name, getattr(self, field.name)) for field in fields(self))

    def __bool__(self) -> bool:
        return any(change for _, change in self)

    def counts(self) -> dict[str, dict[str, int]]:
        """How many rows were added and removed, and how many cells changed, per table that differs.

        Examples
        --------
        >>> from graphmodel.border import assemble
        >>> from graphmodel.schema import builtin_schema
        >>> from graphmodel.sheets import Sheet, Sheets
        >>> cities = [{"kind": "City", "name": name, "country": "MK"} for name in ("Čair", "Kumanovo")]
        >>> sheets = Sheets({"actors": Sheet.of_records("actors", ["kind", "name", "country"], cities)})
        >>> network = assemble(sheets, builtin_schema())
        >>> network.diff(network.edited(add=[("cair", "TWINNED_WITH", "kumanovo")])).counts()
        {'ties': {'added': 1, 'removed': 0, 'changed': 0}, 'claims': {'added': 1, 'removed': 0, 'changed': 0}}
        """
        return {
            name: {kind: len(getattr(change, kind)) for kind in ("added", "removed", "changed")}
            for name, change in self if change
        }  # fmt: skip


def diff(before: Network, after: Network) -> Difference:
    """What the second network has that the first lacks, and the other way round.

    Two networks may also be two views of one: what became known between two days, or what an edit would change.

    Returns
    -------
    Difference
        Empty (false) if and only if both say the same. Rows are matched by what they are, never by where they stand.
    """

    def change(table: str, columns: list[str] | None = None, key: tuple[str, ...] = ("id",)) -> Change:
        return _change(getattr(before, table), getattr(after, table), columns, key)

    return Difference(
        actors=change("actors"),
        ties=change("ties", ["status", "denied"]),
        claims=change("claims", []),
        caveats=change("caveats", []),
        sources=change("sources"),
        coverage=change("coverage", ["list", "declared", "said"], _LISTED),
        facts=change("facts", [], _FACTS),
        decisions=change("decisions", None, ("gap",)),
    )


def _change(before: pd.DataFrame, after: pd.DataFrame, columns: list[str] | None, key: tuple[str, ...]) -> Change:
    """Rows of one table only, and cells that differ; all columns that both have are compared if none are named."""
    if before is after:  # as an edit or a view hands on what it does not touch
        none = before.iloc[:0]
        return Change(none, none, _cells_frame([], "", [], []).drop(columns="row"))
    old, new = _keys(before, key), _keys(after, key)
    place = old.get_indexer(new)
    lost = new.get_indexer(old) < 0
    rows = np.flatnonzero(place >= 0)
    if columns is None:
        columns = [name for name in dict.fromkeys([*before, *after]) if name not in (*key, *_DERIVED)]
    cells = (_cells(before, after, name, place[rows], rows, key) for name in columns)
    parts = [found for found in cells if found is not None]
    changed = pd.concat(parts, ignore_index=True) if parts else _cells_frame([], "", [], [])
    order = np.argsort(changed.pop("row").to_numpy(dtype=np.int64), kind="stable")
    return Change(
        after[place < 0].reset_index(drop=True), before[lost].reset_index(drop=True),
        changed.iloc[order].reset_index(drop=True),
    )  # fmt: skip


def _keys(table: pd.DataFrame, key: tuple[str, ...]) -> pd.Index[Any]:
    """What each row is known by; rows that are known by the same are told apart by their order."""
    names = table[key[0]] if len(key) == 1 else table[list(key)].agg("\0".join, axis=1) if len(table) else pd.Series([])
    names = names.astype("str")
    if names.is_unique:
        return pd.Index(names)
    again = names.groupby(names).cumcount()
    return pd.Index(names.where(again == 0, names + "\0" + again.astype("str")))


def _cells(
    before: pd.DataFrame, after: pd.DataFrame, column: str, old_rows: npt.NDArray[np.int64],
    new_rows: npt.NDArray[np.int64], key: tuple[str, ...],
) -> pd.DataFrame | None:  # fmt: skip
    """Cells of one column that differ between rows of both, if any do; a column that one lacks is blank there."""
    old, new = _plain(before, column, old_rows), _plain(after, column, new_rows)
    different = np.flatnonzero(old != new)
    if not len(different):
        return None
    names = _plain(after, key[0], new_rows)[different]
    return _cells_frame(names, column, old[different], new[different], new_rows[different])


def _cells_frame(ids: Any, column: str, before: Any, after: Any, rows: Any = ()) -> pd.DataFrame:
    return pd.DataFrame({
        "id": pd.Series(ids, dtype="str"), "column": pd.Series([column] * len(ids), dtype="str"),
        "before": pd.Series(before, dtype=object), "after": pd.Series(after, dtype=object),
        "row": np.asarray(rows, dtype=np.int64),
    })  # fmt: skip


def _plain(table: pd.DataFrame, column: str, rows: npt.NDArray[np.int64]) -> Objects:
    if column not in table:
        return np.full(len(rows), "", dtype=object)
    values = table[column].take(rows)
    return np.where(values.isna(), "", values.astype(object))

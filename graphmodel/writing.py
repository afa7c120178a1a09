"""A network back into sheets: what was read, in the columns of the schema."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from graphmodel.columns import sheet_columns
from graphmodel.marking import MARKINGS
from graphmodel.sheets import Sheet, Sheets

if TYPE_CHECKING:
    from graphmodel.network import Network

__all__ = ["number_text", "to_sheets"]


def number_text(value: float) -> str:
    """A number as a cell shows it; blank for NaN.

    Examples
    --------
    >>> number_text(75051.0), number_text(42.13222), number_text(float("nan"))
    ('75051', '42.13222', '')
    """
    if math.isnan(value):
        return ""
    if float(value).is_integer() and abs(value) < 1e15:
        return str(int(value))
    return np.format_float_positional(value, trim="-")


def to_sheets(network: Network) -> Sheets:
    """Sheets that load to the same network."""
    tables = {
        "actors": _actors(network), "ties": _ties(network), "sources": _sources(network),
        "coverage": network.coverage.assign(list=network.coverage["declared"]), "facts": _facts(network),
        "decisions": network.decisions,
    }  # fmt: skip
    sheets = Sheets(settings=dict(network.settings), folder=network.folder, name=network.name)
    for name, table in tables.items():
        columns = [column for column in sheet_columns(name, network.schema) if column in table.columns]
        texts = {column: _texts(table[column]) for column in columns}
        if name == "actors":
            texts = {column: _written(network, column, table["id"], cells) for column, cells in texts.items()}
        cells: dict[str, Sequence[str]] = {**texts}
        rows = list(range(2, len(table) + 2))
        sheets.tables[name] = Sheet(name, columns, cells, rows, list(rows), f"{name}.csv")
    return sheets


def _texts(column: pd.Series[Any]) -> list[str]:
    if pd.api.types.is_float_dtype(column):
        return [number_text(value) for value in column]
    return [str(value) for value in column.tolist()]


def _actors(network: Network) -> pd.DataFrame:
    own = network.actors[~network.actors["implied"].to_numpy(dtype=bool)].copy()
    own["level"] = _levels(network, own)
    own["kind"] = own["kind"].astype("str")
    own["country"] = own["country"].astype("str")
    return own


def _levels(network: Network, own: pd.DataFrame) -> npt.NDArray[np.object_]:
    """Levels as they were written: blank where the kind has that level anyway, unless the cell said it."""
    schema, kinds = network.schema, own["kind"].astype(object)
    usual = {name: schema.level_of(name) or "local" for name in kinds.unique()}
    level = own["level"].astype(object).to_numpy()
    said = own["id"].isin(network.as_written.get("level", {}).keys()).to_numpy()
    return np.where((level == kinds.map(usual).to_numpy()) & ~said, "", level)


def _written(network: Network, name: str, ids: pd.Series[Any], cells: list[str]) -> list[str]:
    """Cells of a column, those that were written otherwise as they were, if they still mean the same."""
    kept = network.as_written.get(name)
    if not kept or name == "level":
        return cells
    for at in np.flatnonzero(ids.isin(kept.keys()).to_numpy()).tolist():
        text = kept[str(ids.iat[at])]
        if cells[at] == number_text(float(text)):
            cells[at] = text
    return cells


def _ties(network: Network) -> pd.DataFrame:
    """Claims that are not derived, one per row, then the caveats."""
    claims = network.claims[~network.claims["derived"].to_numpy(dtype=bool)]
    at = claims["tie_pos"].to_numpy()
    named = pd.DataFrame({
        "from": network.ties["source"].to_numpy(dtype=object)[at], "tie": network.ties["kind"].astype(object).to_numpy()[at],
        "to": network.ties["target"].to_numpy(dtype=object)[at], "key": network.ties["key"].to_numpy(dtype=object)[at],
    })  # fmt: skip
    for name in ("says", "since", "until", "programme", "form", "role", "source", "locator", "quote", "basis", "note"):
        named[name] = claims[name].astype(object).to_numpy()
    caveats = network.caveats
    opened = caveats.assign(**{
        end: [
            ident or (f"some {kind} in {country}" if country else f"some {kind}")
            for ident, kind, country in zip(
                caveats[f"{end}_id"], caveats[f"{end}_kind"], caveats[f"{end}_country"], strict=True
            )
        ]
        for end in ("from", "to")
    })  # fmt: skip
    return pd.concat([named, opened[list(named.columns)]], ignore_index=True)


def _sources(network: Network) -> pd.DataFrame:
    table = network.sources.copy()
    marked = zip(table["tlp"].tolist(), table["marked"].tolist(), strict=True)
    table["tlp"] = [MARKINGS[rank] if chosen else "" for rank, chosen in marked]
    return table


def _facts(network: Network) -> pd.DataFrame:
    facts = network.facts
    ties = facts["subject"].isin(network.ties["id"]).to_numpy() if len(facts) else np.zeros(0, dtype=bool)
    subject = facts["subject"].to_numpy(dtype=object)
    return facts.assign(actor=np.where(ties, "", subject), tie=np.where(ties, subject, ""))

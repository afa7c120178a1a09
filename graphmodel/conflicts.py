"""Where sources disagree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from graphmodel.writing import number_text

if TYPE_CHECKING:
    from graphmodel.network import Network

__all__ = ["conflicts"]


def conflicts(network: Network) -> pd.DataFrame:
    """Disputed ties and properties with several values; see `Network.conflicts`."""
    found = sorted([*_disputed(network), *_values(network)])
    columns = list(zip(*found, strict=True)) or [()] * len(_COLUMNS)
    return pd.DataFrame(
        {name: pd.Series(list(column), dtype="str") for name, column in zip(_COLUMNS, columns, strict=True)}
    )


_COLUMNS = ("subject", "property", "value", "source")
Said = tuple[str, str, str, str]


def _disputed(network: Network) -> Iterator[Said]:
    status = (network.ties["status"] == "disputed").to_numpy()
    if not status.any():
        return
    rows = network.claims[status[network.claims["tie_pos"].to_numpy()]]
    for tie, says, source in zip(*(rows[name].astype(object) for name in ("tie", "says", "source")), strict=True):
        yield str(tie), "tie", str(says), str(source)


def _values(network: Network) -> Iterator[Said]:
    """What facts and the actors' own rows say of one property, each once, if that is not all the same."""
    facts = [network.facts[name].astype(object).tolist() for name in _COLUMNS]
    said = dict.fromkeys(zip(*facts, strict=True))
    said |= dict.fromkeys(_cells(network, dict.fromkeys((subject, name) for subject, name, *_ in said)))
    values: dict[tuple[str, str], set[str]] = {}
    for subject, name, value, _ in said:
        values.setdefault((subject, name), set()).add(value)
    for one in said:
        if len(values[one[0], one[1]]) > 1:
            yield one


def _cells(network: Network, pairs: Iterable[tuple[str, str]]) -> Iterator[Said]:
    """Values of the actors sheet for some actors and properties: each source of the row says what the row says."""
    for subject, name in pairs:
        row = network.position.get(subject)
        if row is None or name not in network.actors.columns:
            continue
        value = network.actors[name].iloc[row]
        text = number_text(float(value)) if isinstance(value, float | np.floating) else str(value)
        for source in network.actors["source"].iloc[row].split(";") if text else ():
            yield subject, name, text, source.strip()

"""Where sources disagree."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from graphmodel.writing import number_text

if TYPE_CHECKING:
    from graphmodel.network import Network

__all__ = ["conflicts"]


def conflicts(network: Network) -> pd.DataFrame:
    """Disputed ties and properties with several values; see `Network.conflicts`."""
    found = pd.concat([_disputed(network), _values(network)], ignore_index=True)
    return found.sort_values(["subject", "property", "value", "source"], kind="stable", ignore_index=True)


def _disputed(network: Network) -> pd.DataFrame:
    status = (network.ties["status"] == "disputed").to_numpy()
    rows = network.claims[status[network.claims["tie_pos"].to_numpy()]]
    return pd.DataFrame({
        "subject": rows["tie"].astype("str"), "property": "tie", "value": rows["says"].astype("str"),
        "source": rows["source"].astype("str"),
    })  # fmt: skip


def _values(network: Network) -> pd.DataFrame:
    facts = network.facts[["subject", "property", "value", "source"]]
    own = _cells(network, facts)
    both = pd.concat([facts, own], ignore_index=True).drop_duplicates()
    several = both.groupby(["subject", "property"])["value"].transform("nunique") > 1
    return both[several]


def _cells(network: Network, facts: pd.DataFrame) -> pd.DataFrame:
    """Values of the actors sheet for the (actor, property) pairs that facts speak of."""
    records = []
    pairs = facts[["subject", "property"]].drop_duplicates()
    for subject, name in pairs.itertuples(index=False):
        row = network.position.get(subject)
        if row is None or name not in network.actors.columns:
            continue
        value = network.actors[name].iloc[row]
        text = number_text(float(value)) if isinstance(value, float | np.floating) else str(value)
        sources = network.actors["source"].iloc[row].split(";")  # each of them says what the row says
        if text:
            records += [{"subject": subject, "property": name, "value": text, "source": one.strip()} for one in sources]
    return pd.DataFrame(records, columns=["subject", "property", "value", "source"]).astype("str")

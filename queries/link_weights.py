"""Weights of the link ranker in a file: dated, to be read by people, and the same each time that they are used."""

from __future__ import annotations

import datetime as dt
import hashlib
import math
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from graphmodel.errors import UsageProblem
from graphmodel.nearest import nearest
from graphmodel.network import Network
from queries.link_features import ALONE, COUNTRIES, PAIR
from queries.link_ranker import FEATURES, LinkRanker
from queries.tie_table import TieTable

__all__ = ["read_weights", "weights_given", "weights_text"]

_HEAD = """\
# Weights of the link ranker, fitted to ties on record: what actors did, and no measure of what they learned.
# In network.toml they are used by
#   [partners.foreseen]
#   weights = "{name}"
#   [partners.weights]
#   foreseen = 0.1
"""


def weights_text(network: Network, tie: str, table: TieTable, ranker: LinkRanker, name: str, *, seed: int = 0) -> str:
    """The file: what the weights were fitted to, and each with what it is a weight of.

    The same network, day and knowledge give the same file.

    Parameters
    ----------
    network : Network
        The view that they were fitted to.
    table : TieTable
        Its ties.
    name : str
        Of the file, for the lines that say how it is used.
    """
    fitted: dict[str, Any] = {
        "tie": tie, "as_of": network.seen_as_of, "known_by": network.seen_known_by,
        "ties": len(table.pairs), "actors": table.n, "seed": seed, "digest": _digest(table),
    }  # fmt: skip
    words = {**PAIR, **ALONE, **COUNTRIES}
    lines = [_HEAD.format(name=name), "[fitted]"]
    lines += [f"{key} = {_cell(value)}" for key, value in fitted.items() if value is not None]
    lines += ["", "[weights]"]
    lines += [
        f"{feature} = {float(weight)!r}  # {words[feature]}"
        for feature, weight in zip(FEATURES, ranker.weights, strict=True)
    ]
    return "\n".join(lines) + "\n"


def _cell(value: Any) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value)


def _digest(table: TieTable) -> str:
    """Of the ties by the ids of their ends: whether two files were fitted to the same."""
    lines = sorted(" ".join(sorted((table.ids[a], table.ids[b]))) for a, b in table.pairs.tolist())
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


def weights_given(network: Network) -> Path | None:
    """The file that `[partners.foreseen]` in network.toml names, beside which it lies; None if it names none.

    Raises
    ------
    UsageProblem
        If what it says is no name of a file.
    """
    said = network.settings.get("partners", {}).get("foreseen", {})
    name = said.get("weights") if isinstance(said, Mapping) else said
    if name is None:
        return None
    if not isinstance(name, str) or not name:
        raise UsageProblem(f'network.toml, [partners.foreseen]: expected weights = "FILE", found {name!r}')
    return Path(network.folder or ".") / name


def read_weights(path: Path, tie: str) -> tuple[LinkRanker, Mapping[str, Any]]:
    """A ranker with the weights of a file, and what they were fitted to (`tie`, `as_of`, `ties`).

    Raises
    ------
    UsageProblem
        If there is no such file, it is no TOML, the weights were fitted to another kind of tie, or one is wanting, at
        fault or of no feature.
    """
    try:
        body = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise UsageProblem(
            f"network.toml, [partners.foreseen]: there is no file '{path.name}' beside it; "
            f"`liaison backtest NETWORK --tie {tie} --write-weights {path.name}` writes one"
        ) from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageProblem(f"{path.name}: expected weights in TOML; {error}") from None
    fitted, weights = (body.get(key) for key in ("fitted", "weights"))
    if not isinstance(fitted, dict) or not isinstance(weights, dict):
        raise UsageProblem(f"{path.name}: expected the tables [fitted] and [weights]")
    if fitted.get("tie") != tie:
        raise UsageProblem(f"{path.name}: expected weights fitted to {tie}, found {fitted.get('tie')}")
    if not isinstance(fitted.get("as_of", dt.date.min), dt.date) or not isinstance(fitted.get("ties"), int):
        raise UsageProblem(f"{path.name}, [fitted]: expected as_of, a date, and ties, a number")
    for name, value in weights.items():
        if name not in FEATURES:
            close = nearest(name, FEATURES)
            raise UsageProblem(f"{path.name}: '{name}' is no feature" + (f"; did you mean '{close}'?" if close else ""))
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            raise UsageProblem(f"{path.name}: the weight of '{name}' is {value!r}; expected a number")
    wanting = [name for name in FEATURES if name not in weights]
    if wanting:
        raise UsageProblem(f"{path.name}: no weight of {', '.join(wanting)}; write 0 for what should not count")
    return LinkRanker(np.array([float(weights[name]) for name in FEATURES]), np.zeros(len(FEATURES)), 0), fitted

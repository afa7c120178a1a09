"""How much each part of a score counts: its file, network.toml, a preset, and what is asked for, in that order."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from graphmodel.errors import UsageProblem
from graphmodel.nearest import nearest
from graphmodel.network import Network

__all__ = ["presets", "shares"]


@cache
def _builtin() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(files("queries").joinpath("presets.yaml").read_text(encoding="utf-8"))
    return found


def presets(network: Network | None = None) -> dict[str, dict[str, Any]]:
    """Presets of the partner score: `for`, what each is for, and `weights`, by part.

    Those of the package, and those under `[partners.presets.NAME]` in a network's network.toml.
    """
    own = {} if network is None else network.settings.get("partners", {}).get("presets", {})
    return {**_builtin(), **own}


def shares(
    network: Network, family: str, declared: Mapping[str, float], *, preset: str | None = None,
    given: Mapping[str, float] | None = None, known: Sequence[str] = (),
) -> dict[str, float]:  # fmt: skip
    """Weights of parts, divided by their sum.

    Parameters
    ----------
    family : {"partners", "pilots"}
        Table of network.toml whose `weights` change those of the files.
    declared : mapping of str to float
        What the parts' files say, of the parts that count.
    preset : str, optional
        Takes the place of all weights that it names; the parts that it does not name count nothing.
    known : sequence of str
        Further parts, which do not count here, and whose weights may be named all the same.

    Raises
    ------
    UsageProblem
        If a name is no part, a weight is no number from 0 on, there is no such preset, or all weights are 0.
    """
    weights = dict(declared)
    changes = [(f"network.toml, [{family}.weights]", network.settings.get(family, {}).get("weights", {}))]
    if preset is not None:
        chosen = _preset(network, preset)
        weights = dict.fromkeys(weights, 0.0)
        changes = [(f"preset '{preset}'", chosen.get("weights", {}))]
    for where, table in (*changes, ("the weights given", given or {})):
        if not isinstance(table, Mapping):
            raise UsageProblem(f"{where}: expected a table of parts and numbers, found {table!r}")
        for name, value in table.items():
            if name not in weights and name not in known:
                raise UsageProblem(f"{where}: '{name}' is no part of the score; there are {', '.join(weights)}")
            if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < math.inf:
                raise UsageProblem(f"{where}: the weight of '{name}' is {value!r}; expected a number from 0 on")
            if name in weights:
                weights[name] = float(value)
    total = sum(weights.values())
    if total <= 0:
        raise UsageProblem("all weights are 0; at least one part must count")
    return {name: value / total for name, value in weights.items()}


def _preset(network: Network, name: str) -> Mapping[str, Any]:
    found = presets(network)
    if name in found:
        return found[name]
    close = nearest(name, found)
    raise UsageProblem(
        f"no preset '{name}'; " + (f"did you mean '{close}'?" if close else f"there are {', '.join(found)}")
    )

"""How much a choice owes to its weights: the same choice again and again, with weights that were moved a little."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import numpy as np

__all__ = ["DRAWS", "MOVED", "SEED", "stability"]

DRAWS = 200
MOVED = 0.2
"""Each weight is multiplied by a number between 1 − MOVED and 1 + MOVED, drawn evenly."""
SEED = 1


def stability(
    weights: Mapping[str, float], choose: Callable[[Mapping[str, float]], Iterable[str]], *, draws: int = DRAWS,
    moved: float = MOVED, seed: int = SEED,
) -> dict[str, float]:  # fmt: skip
    """Share of draws in which each name is chosen.

    Parameters
    ----------
    weights : mapping of str to float
        As they were used; they sum to 1, and so do those of each draw.
    choose : callable
        From weights to the names that are chosen.

    Examples
    --------
    >>> stability({"a": 0.5, "b": 0.5}, lambda weights: [max(weights, key=weights.get), "always"], draws=1000)["always"]
    1.0
    """
    rng = np.random.default_rng(seed)
    counts: dict[str, int] = {}
    for _ in range(draws):
        drawn = np.array(list(weights.values())) * rng.uniform(1 - moved, 1 + moved, len(weights))
        for name in choose(dict(zip(weights, (drawn / drawn.sum()).tolist(), strict=True))):
            counts[name] = counts.get(name, 0) + 1
    return {name: count / draws for name, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))}

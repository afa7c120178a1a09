"""The same rules written once more by hand, with pandas and networkx and nothing of ours, find the same gaps.

On the sample, and on generated networks: with offices that have ended, bodies and mayors that act for cities, registers,
open ends, and claims that deny each other.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import SAMPLE
from gaps_with_networkx import RULES, gaps
from generate import generate

import loaders
from queries.gaps import find_gaps


def ours(folder: Path) -> set[tuple[str, ...]]:
    """Gaps as the oracle names them: the rule and both ends, or the subject and the kind of a group."""
    network = loaders.load(folder)
    day = network.default_as_of
    assert day is not None
    found: set[tuple[str, ...]] = set()
    for gap in find_gaps(network.as_of(day), rules=[name.replace("_", "-") for name in RULES]):
        assert gap.missing is not None
        if "pairs" in gap.missing:
            _, subject, kind = gap.id.split(":")
            found.add((gap.rule, subject, kind))
        else:
            found.add((gap.rule, gap.missing["from"], gap.missing["to"]))
    return found


def test_on_the_sample():
    assert ours(SAMPLE) == {found[:3] for found in gaps(SAMPLE)}


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_on_generated_networks(tmp_path, seed):
    generate(tmp_path / "network", actors=600 * seed, ties=2200 * seed, seed=seed)
    by_hand = {found[:3] for found in gaps(tmp_path / "network")}
    assert ours(tmp_path / "network") == by_hand
    # Seven of the rules find something in each of them, so that agreement says something of them.
    assert len({found[0] for found in by_hand}) >= 7

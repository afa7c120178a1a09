"""Where actors stand: the same for the same data, and nearly the same after a small change."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from any_network import LAWS, networks
from generate import generate
from hypothesis import given, settings
from hypothesis import strategies as st
from places import CHANGES, SAMPLE, moved, placed, quality, rows_reordered
from small_network import actor, small_network

import loaders
from viz.layouts import geographic, groups, levels, spring
from viz.layouts.stress import stressed


def everywhere(network):
    """Places in each layout by id, and what frames and crowds there are."""
    flags = np.ones(len(network.actors), dtype=bool)
    told = np.zeros(len(network.actors), dtype=bool)
    found = (
        spring(network, flags, list(network.schema.ties)), geographic(network, flags)[0], groups(network)[0],
        levels(network, flags), levels(network, flags, told),
    )  # fmt: skip
    ids = network.actors["id"].tolist()
    return [
        (
            {ident: tuple(np.nan_to_num(at, nan=1e9).tolist()) for ident, at in zip(ids, layout.points, strict=True)},
            layout.rows, layout.columns, layout.boxes, [(one.level, one.country, one.kind, one.x, one.y) for one in layout.crowds],
        )
        for layout in found
    ]  # fmt: skip


@settings(LAWS, max_examples=12)
@given(networks(), st.integers(0, 1000))
def test_the_order_of_rows_moves_nobody(network, seed):
    sheets = network.to_sheets()
    assert everywhere(rows_reordered(network, sheets, np.random.default_rng(seed))) == everywhere(network)


@pytest.mark.parametrize("seed", range(2))
def test_the_order_of_rows_moves_nobody_of_the_sample(seed):
    network = loaders.load(SAMPLE)
    changed = rows_reordered(network, network.to_sheets(), np.random.default_rng(seed))
    assert changed.actors["id"].tolist() != network.actors["id"].tolist()
    assert everywhere(changed) == everywhere(network)


@pytest.fixture(scope="module", params=[(200, 1), (200, 2), (400, 3)], ids="200-1 200-2 400-3".split())
def generated(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("generated") / "network"
    generate(folder, request.param[0], 2 * request.param[0], request.param[1])
    network = loaders.load(folder)
    return network, network.to_sheets(), placed(network)


@pytest.mark.parametrize(
    ("change", "middle", "most"),
    [("one actor more", 0.05, 0.12), ("one tie less", 0.02, 0.08), ("1 % ties more", 0.08, 0.2)],
)
def test_a_small_change_moves_little(generated, change, middle, most):
    """Shares of the longer side of the picture, of the middle actor and of 19 in 20; `benchmarks/places.py` has the numbers."""
    network, sheets, before = generated
    changed = CHANGES[change](network, sheets, np.random.default_rng(0))
    far = moved((network, before), (changed, placed(changed)))
    assert len(far) > 90
    assert np.median(far) < middle
    assert np.quantile(far, 0.95) < most


def test_the_places_tell_who_is_tied(generated):
    """Ties are shorter than what is between any two, and actors of a country stand together; stress is under a half."""
    network, _, points = generated
    ties, country, stress = quality(network, points)
    assert ties < 0.75 and country < 0.75 and stress < 0.5


def test_a_chain_lies_across_and_in_its_order():
    idents = [f"c{at}" for at in range(9)]
    network = small_network(
        [actor(ident, "City", "MK") for ident in idents],
        [(a, "TWINNED_WITH", b) for a, b in pairwise(idents)],
    )
    points = placed(network)[[network.position[ident] for ident in idents]]
    assert np.ptp(points[:, 0]) > 2 * np.ptp(points[:, 1])
    assert (np.sign(np.diff(points[:, 0])) == np.sign(points[-1, 0] - points[0, 0])).all()


def test_distances_come_near_to_the_steps():
    """A ring of twelve: the farthest is opposite, the nearest are those that it is tied to."""
    n = 12
    pairs = np.sort([(at, (at + 1) % n) for at in range(n)], axis=1)
    homes = np.random.default_rng(3).uniform(-1, 1, (n, 2))
    points = stressed(pairs, homes, np.full(n, -1), np.arange(n))
    far = np.linalg.norm(points[:, None] - points[None], axis=2)
    for at in range(n):
        assert far[at].argmax() in {(at + 5) % n, (at + 6) % n, (at + 7) % n}
        assert set(np.argsort(far[at])[1:3].tolist()) == {(at + 1) % n, (at - 1) % n}

"""The link ranker as a part of the partner score: off unless switched on, and honest where it knows nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from small_network import actor, small_network

from queries.partners import partners


def foreseen(network, city="kumanovo", weight=0.2):
    found = partners(network, city, weights={"foreseen": weight})
    return {one.id: part for one in found for part in one.parts if part.part == "foreseen"}


def test_it_is_off_unless_switched_on(sample):
    """Weights fitted on twinning are never the default; a part without weight is not asked."""
    assert not any(part.part == "foreseen" for one in partners(sample, "kumanovo") for part in one.parts)
    switched = replace(sample, settings={"partners": {"weights": {"foreseen": 0.5}}})
    parts = {part.part: part.weight for part in partners(switched, "kumanovo")[0].parts}
    assert parts["foreseen"] == pytest.approx(0.5 / 1.5)  # the others sum to 1


def test_what_it_says_can_be_read(sample):
    parts = foreseen(sample)
    assert all(0 <= part.value <= 1 for part in parts.values()) and len(parts) == 54
    tied = [
        name
        for name, part in parts.items()
        if part.because.endswith("are twinned, on record; that is what cities did, not what they learned.")
    ]
    on_record = sample.ties[(sample.ties["kind"] == "TWINNED_WITH").to_numpy()]
    ends = set(zip(on_record["source"], on_record["target"], strict=True))
    assert sorted(tied) == sorted(name for name in parts if (name, "kumanovo") in ends or ("kumanovo", name) in ends)
    best = min((part for name, part in parts.items() if name not in tied), key=lambda part: -part.value)
    assert best.value == 1.0 and best.because == (
        f"Going by twinnings on record, {best.because.split(', ')[1].split(' is number')[0]} is number 1 of "
        f"{54 - len(tied)} that Kumanovo would be twinned with next; that is what cities did, not what they learned."
    )


def test_too_few_ties_foresee_nothing():
    """19 twinnings: fewer than 20, the least that weights are fitted to."""
    cities = [actor(f"city-{i:02}", "City", "MK") for i in range(20)]
    few = small_network(cities, [(f"city-{i:02}", "TWINNED_WITH", f"city-{i + 1:02}") for i in range(19)])
    parts = foreseen(few, "city-00").values()
    assert {(part.value, part.known) for part in parts} == {(0.0, 0.0)}
    enough = small_network(
        cities, [(f"city-{a:02}", "TWINNED_WITH", f"city-{b:02}") for a in range(2) for b in range(2, 15)]
    )
    known = foreseen(enough, "city-19")  # itself without a tie: only those that have one can be said something of
    assert known["city-18"].known == 0.0 and known["city-00"].known == 1.0
    assert known["city-18"].questions == ("Is City 18 or City 19 twinned with anybody?",)

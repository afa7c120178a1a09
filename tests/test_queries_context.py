"""Likeness of contexts: Gower's coefficient over what the schema marks as context."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_network import actor, small_network

from queries.context import Context, relation


def context(*cities: dict[str, str], country: dict[str, str] | None = None) -> Context:
    rows = [{**actor("abcdef"[at], "City", "MK"), **cells} for at, cells in enumerate(cities)]
    if country is not None:
        rows.append({**actor("MK", "Country", "MK"), **country})
    return Context(small_network(rows), "City")


def test_it_is_the_mean_over_what_is_known_of_both():
    """Population by its logarithm over the range of all cities, languages by the share in common; Gower 1971."""
    found = context(
        {"population": "999", "languages": "mk;sq"}, {"population": "9999", "languages": "sq"},
        {"population": "99999"},
    )  # fmt: skip
    population, languages = found.compare(0, 1)
    assert population.value == pytest.approx(1 - math.log10(10) / math.log10(100)) and languages.value == 0.5
    assert found.gower(0, [1, 2]) == pytest.approx([(0.5 + 0.5) / 2, 0.0])  # of the third, languages are left out
    assert found.compare(0, 2)[1].value is None and found.compare(0, 2)[1].evidence == ()


def test_a_blank_cell_takes_what_is_said_of_the_country():
    found = context({"languages": "sq"}, {}, country={"languages": "mk;sq"})
    languages = next(one for one in found.compare(0, 1) if one.property.name == "languages")
    assert languages.value == 0.5 and languages.evidence == ("languages:a", "languages:MK")
    assert (languages.first, languages.second) == ("Albanian", "Macedonian and Albanian (those of its country)")


def test_a_property_that_no_file_has_is_not_known():
    values = {one.property.name: one.value for one in context({}, {}).compare(0, 1)}
    assert values == {"population": None, "languages": None}
    assert context({}, {}).gower(0, [1]).tolist() == [0.0]


CELLS = st.fixed_dictionaries({
    "population": st.sampled_from(["", "1", "50", "100000"]), "languages": st.sampled_from(["", "sq", "mk;sq", "sr;bs"]),
})  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(st.lists(CELLS, min_size=2, max_size=5))
def test_likeness_is_symmetric_from_0_to_1_and_1_with_itself(cities):
    found = context(*cities)
    places = list(range(len(cities)))
    table = np.array([found.gower(at, places) for at in places])
    assert np.allclose(table, table.T) and table.min() >= 0 and table.max() <= 1 + 1e-12
    known = [any(cells.values()) for cells in cities]
    assert np.allclose(np.diag(table), np.array(known, dtype=float))


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        pytest.param(100_000.0, 120_000.0, ("similar", "1.2"), id="up to a quarter more is about the same"),
        pytest.param(100_000.0, 125_000.0, ("similar", "1.2"), id="the threshold itself"),
        pytest.param(100_000.0, 130_000.0, ("larger", "1.3"), id="beyond it the number is given"),
        pytest.param(100_000.0, 50_000.0, ("smaller", "2"), id="twice as large"),
        pytest.param(100_000.0, 4_000.0, ("smaller", "25"), id="a large ratio without a point"),
        pytest.param(0.0, 4_000.0, ("other", ""), id="nothing is no part of anything"),
    ],
)
def test_words_for_two_counts_follow_from_them(one, other, said):
    assert relation(one, other, count=True) == said


def test_languages_that_are_partly_shared_are_called_neither_alike_nor_unlike(sample):
    """Kumanovo speaks Macedonian and Albanian, Gjilan Albanian and Serbian: a third in common, by Gower; one is shared."""
    from queries.partners import partners

    one = next(one for one in partners(sample, "kumanovo") if one.id == "gjilan")
    said = next(part.because for part in one.parts if part.part == "transferable")
    assert (
        "Languages: Albanian and Serbian (those of its country) in Gjilan, Macedonian and Albanian in Kumanovo: some "
        in said
    )
    assert "some the same, some not." in said and "alike" not in said

"""The nearest name: offered if it may be meant, and not if it is far off."""

from __future__ import annotations

import pytest

from graphmodel.nearest import Alike, nearest


@pytest.mark.parametrize(
    ("word", "choice", "expected"),
    [
        pytest.param("Cty", "City", True, id="a letter left out"),
        pytest.param("Kumanvoo", "Kumanovo", True, id="two neighbours exchanged"),
        pytest.param(
            "Ministry for Local Governmnt", "Ministry of Local Government", True, id="a little word, and a slip"
        ),
        pytest.param("CoordBody", "CoordinationBody", True, id="an abbreviation"),
        pytest.param("day_month", "day-month", True, id="another sign between"),
        pytest.param("participants", "partners", False, id="some letters of a sheet or command"),
        pytest.param("contacts", "actors", False, id="half of the letters"),
        pytest.param("Municipality of Bar", "Municipality of Čair", False, id="a word in common, and another city"),
        pytest.param("Ministry of Justice", "Ministry of Interior", False, id="another ministry"),
        pytest.param("Tirana", "Tuzla", False, id="another city"),
    ],
)
def test_a_nearest_name_is_one_slip_away_and_not_far_off(word, choice, expected):
    """One letter in four at most, and each word by itself."""
    assert (nearest(word, [choice]) == choice) is expected
    assert (Alike([choice]).nearest(word, cutoff=0.6) == choice) is expected

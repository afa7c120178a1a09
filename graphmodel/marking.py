"""Markings of the Traffic Light Protocol (FIRST, TLP 2.0), from the least to the most strict."""

from __future__ import annotations

__all__ = ["MARKINGS", "UNMARKED", "UNMARKED_PERSON", "marking_rank"]

MARKINGS = ("CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED")
UNMARKED = 1
"""A source without a marking counts as GREEN: for the community, not for publication."""
UNMARKED_PERSON = 3
"""A person without a marking counts as AMBER+STRICT."""


def marking_rank(marking: str) -> int:
    """Place of a marking in `MARKINGS`; raises ValueError if it is none.

    Examples
    --------
    >>> marking_rank("GREEN") < marking_rank("RED")
    True
    """
    return MARKINGS.index(marking)

"""Cities that are known before any table is read: those that the sample network has, each with its source there."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graphmodel.sheets import Sheets
    from loaders.own.known import KnownCities
    from loaders.own.places import KnownNames

__all__ = ["city_names", "known_cities"]

_SOURCE = "geonames"
"""Id in the sample of the source of places and their names."""


@cache
def city_names() -> KnownNames:
    """Country and folded name of each city of the sample, in all its scripts, to its id there.

    A name that two cities of a country have is left out.

    Examples
    --------
    >>> names = city_names()
    >>> names["MK", "kumanovo"] == names["MK", "kwmanwfw"], ("RS", "kumanovo") in names
    (True, False)
    """
    from graphmodel.names import fold

    found: dict[tuple[str, str], set[str]] = {}
    for row in _cities():
        for name in (row["name"], row["name_ar"], *row["other_names"].split(";")):
            if name.strip():
                found.setdefault((row["country"], fold(name)), set()).add(row["id"])
    return {key: next(iter(ids)) for key, ids in found.items() if len(ids) == 1}


@cache
def known_cities() -> KnownCities:
    """Place on the map and name in Arabic of each city of the sample that rests on its source of places.

    Examples
    --------
    >>> known_cities().cells["kumanovo"]["lat"], known_cities().source["publisher"]
    ('42.13279', 'GeoNames')
    """
    from loaders.own.known import KnownCities

    cells = {
        row["id"]: {column: row[column] for column in ("lat", "lon", "name_ar")}
        for row in _cities() if _SOURCE in row["source"].split(";")
    }  # fmt: skip
    source = next(row for row in _sample().get("sources").records() if row["id"] == _SOURCE)
    return KnownCities(cells, source)


def _cities() -> list[dict[str, str]]:
    from graphmodel.schema import builtin_schema
    from loaders.own.cells import words

    schema = builtin_schema()
    return [row for row in _sample().get("actors").records() if schema.is_a(row["kind"], words()["city"])]


@cache
def _sample() -> Sheets:
    from graphmodel.schema import builtin_schema
    from liaison.demonstration import sample
    from loaders import csv_folder
    from loaders.format import Reading

    return csv_folder.read(sample(), builtin_schema(), Reading())

"""Names of cities that are known before any table is read: those that the sample network has, each with its source there."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from loaders.own_places import KnownNames

__all__ = ["city_names"]


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
    from graphmodel.schema import builtin_schema
    from liaison.demonstration import sample
    from loaders import csv_folder
    from loaders.format import Reading
    from loaders.own_cells import words

    schema = builtin_schema()
    sheet = csv_folder.read(sample(), schema, Reading()).get("actors")
    found: dict[tuple[str, str], set[str]] = {}
    for row in sheet.records():
        if schema.is_a(row["kind"], words()["city"]):
            for name in (row["name"], row["name_ar"], *row["other_names"].split(";")):
                if name.strip():
                    found.setdefault((row["country"], fold(name)), set()).add(row["id"])
    return {key: next(iter(ids)) for key, ids in found.items() if len(ids) == 1}

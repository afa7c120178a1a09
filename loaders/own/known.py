"""What is known beforehand of a city that a table of one's own names: its place on the map, with the source that says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from loaders.own.cells import key_of
from loaders.own.network import OwnNetwork

__all__ = ["NAMED", "Completed", "KnownCities", "complete"]

_PLACE = ("lat", "lon")
_SHOWN = 10
NAMED = "name in Arabic as in the sample network"
"""Note of a city whose name in Arabic the table does not give; the sample does not say who wrote it."""


@dataclass(frozen=True, slots=True)
class KnownCities:
    """Cities that are known beforehand.

    Parameters
    ----------
    cells : dict of str to dict of str to str
        By what stands for the city: `lat`, `lon` and `name_ar`, as the sheets write them.
    source : dict of str to str
        The row of the sheet of sources that the places rest on.
    """

    cells: Mapping[str, Mapping[str, str]]
    source: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Completed:
    """Rows of sheets that say where what was added comes from.

    Parameters
    ----------
    facts, sources : list of dict of str to str
    said : list of str
        One sentence, or none if nothing was added.
    """

    facts: list[dict[str, str]] = field(default_factory=list)
    sources: list[dict[str, str]] = field(default_factory=list)
    said: list[str] = field(default_factory=list)


def complete(found: OwnNetwork, known: KnownCities) -> Completed:
    """Give cities what is known of them and the table leaves blank: a place as facts, a name in Arabic with a note.

    A place is taken whole or not at all: half of it from the table and half from elsewhere would be a third place.
    """
    added: dict[str, dict[str, str]] = {}
    for place, record in found.cities.items():
        names = (place.name, *found.places.spellings(place))
        cities = {found.places.known.get((place.country, key_of(name)), "") for name in names} - {""}
        cells = known.cells.get(cities.pop(), {}) if len(cities) == 1 else {}
        new = _new(found, record, cells)
        if new:
            record.update(new)
            if "name_ar" in new:
                record["note"] = "; ".join(filter(None, [record.get("note", ""), NAMED]))
            added[record["id"]] = new
    if not added:
        return Completed()
    places = {ident: cells for ident, cells in added.items() if "lat" in cells}
    said = [_sentence(found, added, known.source["publisher"])]
    if not places:
        return Completed(said=said)
    source = found.free_id(known.source["id"], "")
    facts = [
        {"actor": ident, "property": column, "value": value, "source": source}
        for ident, cells in places.items() for column, value in cells.items() if column in _PLACE
    ]  # fmt: skip
    return Completed(facts, [{**known.source, "id": source}], said)


def _new(found: OwnNetwork, record: Mapping[str, str], cells: Mapping[str, str]) -> dict[str, str]:
    """What the table neither says nor says in a way that could not be read."""
    said = {
        column for column in (*_PLACE, "name_ar") if record.get(column) or (record["id"], column) in found.marks
    }  # fmt: skip
    if said & set(_PLACE):
        said |= set(_PLACE)
    taken = {column: value for column, value in cells.items() if value and column not in said}
    return {column: value for column, value in taken.items() if value != record["name"]}


def _sentence(found: OwnNetwork, added: Mapping[str, Mapping[str, str]], publisher: str) -> str:
    parts = [
        (f"the place on the map (from {publisher}, in facts)", [one for one, cells in added.items() if "lat" in cells]),
        ("the name in Arabic (a note says so)", [one for one, cells in added.items() if "name_ar" in cells]),
    ]
    return "taken from the sample network, where the table is silent: " + "; ".join(
        f"{what} of {_listed([found.by_id[ident]['name'] for ident in idents])}" for what, idents in parts if idents
    )


def _listed(names: list[str]) -> str:
    return ", ".join(names[:_SHOWN]) + (f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else "")

"""What may be one although the rows of a table make two of it: cities in two countries or scripts, offices by two names."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from graphmodel.countries import country_name
from loaders.own.doubts import rows_text
from loaders.own.places import in_two_scripts
from loaders.own.sounds import script_of

if TYPE_CHECKING:
    from loaders.own.network import OwnNetwork

__all__ = ["tell_twins"]


def tell_twins(maker: OwnNetwork) -> None:
    """Add a doubt for each, once all rows are taken."""
    _beside(maker)
    _seats(maker)
    _countries(maker)
    _scripts(maker)
    _offices(maker)


def _beside(maker: OwnNetwork) -> None:
    """Names beside that of a city that were not taken as its own."""
    for pair in maker.places.doubtful:
        maker.doubts.add(
            "doubtful-cell", pair.row, maker.heading_of.get(pair.column), "names of one city",
            f"'{pair.city}' and '{pair.name}'",
            f"only '{pair.city}' was taken; if they are two cities, write a row for each; if they are one, write "
            f"'{pair.name}' as its other name, and beside no other city",
        )  # fmt: skip


def _seats(maker: OwnNetwork) -> None:
    """An organisation that rows place in two cities: the first one counts."""
    for record, city, row in maker.second_seats:
        first = maker.by_id[record["city"]]
        rows = [one.number for of, one, _ in maker.seats if of is record and one.number != row]
        maker.marks[record["id"], "city"] = (
            f"{maker.file}, row {row}: '{city['name']}', and '{first['name']}' in another row"
        )
        maker.doubts.add(
            "doubtful-cell", row, maker.heading_of.get("city"), f"one city of '{record['name']}'",
            f"'{city['name']}', and another one in {rows_text(rows)}",
            f"'{first['name']}' was taken; if they are two organisations, write a name of its own for each",
        )  # fmt: skip


def _countries(maker: OwnNetwork) -> None:
    """One name of a city in two countries."""
    named: dict[str, list[dict[str, str]]] = defaultdict(list)
    for place, record in maker.cities.items():
        named[place.key].append(record)
    for cities in named.values():
        if len(cities) == 1:
            continue
        places = " and ".join(
            f"{country_name(city['country']) or 'no country'} ({rows_text(sorted(set(maker.placed_in[city['id']])))})"
            for city in cities
        )
        maker.doubts.add(
            "doubtful-cell", maker.placed_in[cities[-1]["id"]][0], None, "one country for one city",
            f"'{cities[0]['name']}' in {places}", "mend the country of these rows, if it is one city",
        )  # fmt: skip


def _scripts(maker: OwnNetwork) -> None:
    """A city that no row writes in Latin letters, if another of its country may be the same one."""
    for city, near, others in in_two_scripts(maker.places, maker.cities):
        record, rows = maker.cities[city], maker.rows_of(city)
        if near:
            meant = " or ".join(f"'{one.name}' ({rows_text(maker.rows_of(one))})" for one in near)
            maker.marks[record["id"], "name"] = f"{maker.file}, {rows_text(rows)}: perhaps {meant} in another script"
            for row in rows:
                maker.doubts.add(
                    "doubtful-cell", row, maker.heading_of.get("city"), "one name for one city",
                    f"'{city.name}', perhaps {meant} in another script",
                    f"if they are one city, write '{near[0].name} / {city.name}' in one of the rows; if they are two, leave it",
                )  # fmt: skip
        elif script_of(city.name) == "ARABIC":
            maker.unheard[city.country].append((city, others))


def _offices(maker: OwnNetwork) -> None:
    """An office of a country that the table also has as an organisation of that kind, under a name of its own."""
    others: dict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
    for record in maker.by_id.values():
        if record["id"] not in maker.of_positions and record["country"]:
            others[record["kind"], record["country"]].append(record)
    for ident, rows in maker.of_positions.items():
        record = maker.by_id[ident]
        for other in others[record["kind"], record["country"]]:
            maker.doubts.add(
                "doubtful-cell", rows[0], maker.heading_of.get("position"), "one office under one name",
                f"'{record['name']}' by a position, and '{other['name']}' ({rows_text(maker.named_in[other['id']])})",
                f"if they are one, keep one row of actors, with the other name in 'other_names', and write {other['id']} for "
                f"{ident} in ties",
            )  # fmt: skip

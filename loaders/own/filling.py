"""From the rows of a table of one's own to the sheets of a network: an actor per organisation and city, who took part.

What cannot be taken as it stands is left blank, marked and told; nothing is guessed without saying so.
"""

from __future__ import annotations

from dataclasses import dataclass

from graphmodel.countries import country_name
from graphmodel.errors import UsageProblem
from graphmodel.problems import Problem
from graphmodel.schema import Schema
from graphmodel.sheets import Sheets
from loaders.own.cells import attendance, words
from loaders.own.doubts import Doubts, rows_text
from loaders.own.known import Completed, KnownCities, complete
from loaders.own.mapping import Mapping
from loaders.own.network import GUESSED, OwnNetwork
from loaders.own.places import KnownNames
from loaders.own.roles import Roles
from loaders.own.rows import order_of_dates, own_rows
from loaders.own.sheets import own_sheets
from loaders.own.table import OwnTable

__all__ = ["Filled", "filled"]


@dataclass(frozen=True, slots=True)
class Filled:
    """What a table gives.

    Parameters
    ----------
    sheets : Sheets
        Of the network; doubtful cells are blank or marked.
    doubts : list of Problem
        Warnings in the table's own places.
    said : list of str
        Sentences about what was left out, merged and guessed.
    no_tie : str
        Why nobody took part in anything, and how to mend it; blank if somebody did.
    """

    sheets: Sheets
    doubts: list[Problem]
    said: list[str]
    no_tie: str = ""


def filled(
    table: OwnTable, mapping: Mapping, schema: Schema, *, read_on: str, known: KnownNames | None = None,
    cities: KnownCities | None = None,
) -> Filled:  # fmt: skip
    """The sheets of a network that a table gives.

    Parameters
    ----------
    known : KnownNames, optional
        Names of cities that are known beforehand, so that two of them in the table are taken as one city.
    cities : KnownCities, optional
        What is known beforehand of the cities that `known` names; it fills what the table leaves blank.
    read_on : str
        Day that the source carries, as a date of the sheets.

    Raises
    ------
    UsageProblem
        If no column is an organisation, a name or a city, or no row names one; it says which columns there are.
    """
    if not {*mapping.columns.values(), *mapping.constants} & {"organisation", "name", "city"}:
        raise UsageProblem(f"no column is an organisation, a name or a city. {_columns(table, mapping)}")
    doubts, totals = Doubts(table.file, table.sheet), []  # type: tuple[Doubts, list[int]]
    order = order_of_dates(table, mapping)
    maker, roles = OwnNetwork(mapping, schema, table.file, doubts, order, known or {}), Roles(mapping, schema)
    rows = [roles.read(row) for row in own_rows(table, mapping, doubts, totals, order)]
    maker.look(rows)
    for row in rows:
        maker.take(row)
    maker.settle()
    if not maker.actors:
        raise UsageProblem(f"no row names an organisation or a city. {_columns(table, mapping)}")
    completed = complete(maker, cities) if cities is not None else Completed()
    said = [
        *_left_out(table, mapping, totals),
        *_found(maker, len(rows)),
        *roles.sentences(),
        *maker.happenings.sentences(),
        *completed.said,
    ]
    return Filled(own_sheets(maker, read_on, completed), doubts.problems(), said, _no_tie(maker, mapping, table))


def _columns(table: OwnTable, mapping: Mapping) -> str:
    listed = (
        "; ".join(f"'{heading}' ({target})" for heading, target in mapping.columns.items()) or "none with a heading"
    )
    return f"The columns of {table.file} are: {listed}. Say in a mapping file which one is: --mapping FILE.toml"


def _left_out(table: OwnTable, mapping: Mapping, totals: list[int]) -> list[str]:
    sums = "sums" if len(totals) == 1 else "sum"
    said = [f"left out: {rows_text(totals)}, which only {sums} up"] if totals else []
    for heading, target in mapping.columns.items():
        if target != "leave out" or heading not in table.headings:
            continue
        cells = [attendance(cell) for cell in table.cells(heading)]
        if cells and all(cells) and {"yes", "no"} & set(cells):
            said.append(
                f"the column '{heading}' answers yes or no and was left out; if it says who was there, take it as 'attended'"
            )
    bare = [
        at for at, heading in enumerate(table.headings) if not heading and any(row[at].strip() for row in table.rows)
    ]
    if bare:
        said.append(f"left out: {len(bare)} column{'s' if len(bare) > 1 else ''} without a heading")
    twice = [heading for heading in dict.fromkeys(table.headings) if heading and table.headings.count(heading) > 1]
    return [*said, *(f"of the columns called '{heading}' only the first was taken" for heading in twice)]


def _found(maker: OwnNetwork, rows: int) -> list[str]:
    """What was left out, merged and guessed, in sentences."""
    sentences = {
        "unnamed": "left out, since they name no organisation",
        "nobody": "left out, since they speak for no organisation",
        "person": (
            "left out, since the organisation is the person named beside it, and persons are not kept (if it is an "
            "organisation, clear the cell of the person)"
        ),
        "no": "no tie, since they were not there",
        "not known": "no tie, since it is not known whether they were there",
        "no event": "no tie, since they name no event",
        "which": "no tie, since they do not say in which of several events of one name",
    }
    found = [f"{text}: {rows_text(maker.noted[key])}" for key, text in sentences.items() if maker.noted[key]]
    left = len(maker.noted["unnamed"]) + len(maker.noted["nobody"]) + len(maker.noted["person"])
    names = {cells["id"]: cells["name"] for cells in maker.actors.values()}
    again = [(names.get(who, who), numbers) for who, numbers in maker.named_in.items() if len(numbers) > 1]
    if again:
        listed = "; ".join(f"{name} ({rows_text(numbers)})" for name, numbers in again[:10])
        more = f"; and {len(again) - 10} more" if len(again) > 10 else ""
        found.append(f"named in several rows and taken once: {listed}{more}")
    guessed = [record["name"] for record in maker.actors.values() if record.get("note", "").startswith(GUESSED)]
    if guessed:
        label = maker.schema.nodes[words()["otherwise"]].label["en"]
        found.append(
            f"taken as '{label}' because no word of the name tells what it is, and marked: {'; '.join(guessed)}"
        )
    if maker.far_seats:
        found.append(
            f"only noted, since a seat makes no city of the network: {'; '.join(dict.fromkeys(maker.far_seats))}"
        )
    if maker.read_so:
        cells = [f"{text} ({rows_text([row])})" for text, row in maker.read_so.items()]
        more = f" and {len(cells) - 5} more" if len(cells) > 5 else ""
        found.append(f"dates {maker.order.why}: {', '.join(cells[:5])}{more}")
    found += _cities(maker)
    named = "names" if rows - left == 1 else "name"
    return [
        f"{rows} row{'s' if rows != 1 else ''} read, {rows - left} of them {named} an organisation or a city",
        *found,
    ]


def _cities(maker: OwnNetwork) -> list[str]:
    """Which cities were taken as one by names known beforehand, and which may be one, though they do not sound alike."""
    found = []
    for all_names, why in (
        (maker.places.known_to_be_one(), "it is known by these names"),
        (maker.places.said_to_be_one(), "the table writes these names beside one another"),
    ):
        one = [
            " = ".join(f"{name} ({rows_text(list(dict.fromkeys(rows)))})" for name, rows in spellings.items())
            for spellings in all_names
        ]
        if one:
            found.append(f"taken as one city, as {why}: {'; '.join(one)}")
    for country, cities in maker.unheard.items():
        arabic = ", ".join(f"{city.name} ({rows_text(maker.rows_of(city))})" for city, _ in cities)
        names = list(dict.fromkeys(other.name for _, others in cities for other in others))
        latin = " or ".join(names) if len(names) < 7 else f"one of the {len(names)} that are written in Latin letters"
        found.append(
            f"{'of ' + country_name(country) if country else 'without a country'}, written in Arabic letters alone: {arabic}; "
            f"if it is {latin}, write both names in one cell, with / between them"
        )
    return found


def _no_tie(maker: OwnNetwork, mapping: Mapping, table: OwnTable) -> str:
    """Why there is no tie to an event; blank if there is one."""
    if maker.ties:
        return ""
    name = next((heading for heading, target in mapping.columns.items() if target == "event"), None)
    how = '--set event="Forum, Skopje 2024" --set date=2024-05-14'
    if name is None and not mapping.constants.get("event"):
        return (
            "nobody took part in anything, since no column names an event and none was named for all rows. Name it with "
            f"{how}; or in a mapping file: under [constants] event = '…', or under [columns] the heading of the column that "
            "names it = 'event'"
        )
    if maker.noted["no"] or maker.noted["not known"]:
        return "nobody took part in anything, since no row says that they were there"
    return f"nobody took part in anything, since no row names an event in the column '{name}'. Fill it in, or name one: {how}"

"""From the rows of a table of one's own to the sheets of a network: an actor per organisation and city, who took part.

What cannot be taken as it stands is left blank, marked and told; nothing is guessed without saying so.
"""

from __future__ import annotations

from dataclasses import dataclass

from graphmodel.errors import UsageProblem
from graphmodel.problems import Problem
from graphmodel.schema import Schema
from graphmodel.sheets import Sheets
from loaders.doubts import Doubts, rows_text
from loaders.mapping import Mapping
from loaders.own_cells import attendance, words
from loaders.own_network import GUESSED, OwnNetwork
from loaders.own_rows import order_of_dates, own_rows
from loaders.own_table import OwnTable

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
    """

    sheets: Sheets
    doubts: list[Problem]
    said: list[str]


def filled(table: OwnTable, mapping: Mapping, schema: Schema, *, read_on: str) -> Filled:
    """The sheets of a network that a table gives.

    Parameters
    ----------
    read_on : str
        Day that the source carries, as a date of the sheets.

    Raises
    ------
    UsageProblem
        If no column is an organisation, a name or a city, or no row names one; it says which columns there are.
    """
    known = set(mapping.columns.values()) | set(mapping.constants)
    if not known & {"organisation", "name", "city"}:
        raise UsageProblem(f"no column is an organisation, a name or a city. {_columns(table, mapping)}")
    doubts, totals = Doubts(table.file, table.sheet), []  # type: tuple[Doubts, list[int]]
    order = order_of_dates(table, mapping)
    maker = OwnNetwork(mapping, schema, table.file, doubts, order)
    rows = list(own_rows(table, mapping, doubts, totals, order))
    maker.look(rows)
    for row in rows:
        maker.take(row)
    maker.settle()
    if not maker.actors:
        raise UsageProblem(f"no row names an organisation or a city. {_columns(table, mapping)}")
    said = [*_left_out(table, mapping, totals), *_found(maker, mapping, len(rows))]
    return Filled(maker.sheets(read_on), doubts.problems(), said)


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


def _found(maker: OwnNetwork, mapping: Mapping, rows: int) -> list[str]:
    """What was left out, merged and guessed, in sentences."""
    sentences = {
        "unnamed": "left out, since they name no organisation",
        "nobody": "left out, since they speak for no organisation",
        "no": "no tie, since they were not there",
        "not known": "no tie, since it is not known whether they were there",
    }
    found = [f"{text}: {rows_text(maker.noted[key])}" for key, text in sentences.items() if maker.noted[key]]
    left = len(maker.noted["unnamed"]) + len(maker.noted["nobody"])
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
    if "event" not in set(mapping.columns.values()) | set(mapping.constants):
        found.append("no event was named, so nobody took part in anything; name it with --set event=…")
    return [f"{rows} rows read, {rows - left} of them name an organisation or a city", *found]

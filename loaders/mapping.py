"""From a table of one's own, such as an attendee list, to a network: which column is what, and the sheets that follow.

Names of persons and what identifies them are left out: a network knows offices and organisations.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping as Mapped
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from graphmodel.columns import sheet_columns
from graphmodel.countries import country_codes, country_of_name
from graphmodel.dates import is_date
from graphmodel.errors import DataProblems, UsageProblem
from graphmodel.names import fold, slug
from graphmodel.nearest import nearest
from graphmodel.problems import Problem
from graphmodel.schema import Schema, builtin_schema
from graphmodel.sheets import Sheet, Sheets
from loaders.format import Reading
from loaders.text_table import Grid, decoded, read_grid

__all__ = ["LEFT_OUT", "Mapping", "filled", "own_table", "proposed", "read_mapping", "targets"]

LEFT_OUT = ("person", "private", "leave out")
"""What a column may be so that none of its cells is kept."""


@lru_cache(maxsize=1)
def _words() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(files("loaders").joinpath("synonyms.yaml").read_text(encoding="utf-8"))
    return found


@dataclass(frozen=True, slots=True)
class Mapping:
    """What each column of a table is, and what holds for every row.

    Parameters
    ----------
    columns : mapping of str to str
        Own heading to what it is: organisation, name, kind, country, city, event, date, role, position, person,
        private, name_ar, population, lat, lon, note, or leave out.
    constants : mapping of str to str
        The same for all rows: kind, country, city, event, date, and `source`, the title of the table as a source.
    """

    columns: Mapped[str, str]
    constants: Mapped[str, str] = field(default_factory=dict)

    def text(self) -> str:
        """The mapping as a TOML file."""
        import tomli_w

        return tomli_w.dumps({"columns": dict(self.columns), "constants": dict(self.constants)})


def targets() -> list[str]:
    """Everything that a column may be."""
    return [*_words()["columns"], "leave out"]


def read_mapping(path: Path) -> Mapping:
    """Read a mapping file; raises UsageProblem if it is none."""
    try:
        body = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageProblem(f"{path.name} is no mapping: {error}") from None
    columns = body.get("columns", {})
    for heading, target in columns.items():
        if target not in targets():
            close = nearest(str(target), targets())
            hint = f"did you mean '{close}'?" if close else "it may be: " + ", ".join(targets())
            raise UsageProblem(f"{path.name}: the column '{heading}' cannot be '{target}'; {hint}")
    return Mapping(columns, {str(key): str(value) for key, value in body.get("constants", {}).items()})


def own_table(path: Path, *, sheet: str | None = None, reading: Reading | None = None) -> Grid:
    """Rows of a CSV file or of a workbook's sheet, as text.

    Raises
    ------
    UsageProblem, DataProblems, LimitExceeded
        If there is no such file, or it cannot be read.
    """
    if not path.is_file():
        raise UsageProblem(f"cannot read {path}: there is no such file")
    reading = reading or Reading()
    if path.suffix.lower() == ".xlsx":
        from loaders.workbook import read_grid as read_sheet

        return _from_header(read_sheet(path, sheet, reading.limits))
    problems: list[Problem] = []
    text = decoded(path.read_bytes(), path.name, reading, problems)
    grid = read_grid(text, path.name, "actors", builtin_schema(), reading, problems) if text is not None else None
    if grid is None:
        raise DataProblems(problems)
    return _from_header(grid)


def _from_header(grid: Grid) -> Grid:
    """Without blank rows, and without the lines of title above the heading (the first row that is well filled)."""
    filled_ = [
        (row, n, line)
        for row, n, line in zip(grid.rows, grid.numbers, grid.lines, strict=True)
        if any(map(str.strip, row))
    ]
    if not filled_:
        raise UsageProblem("the table is empty")
    most = max(sum(bool(cell.strip()) for cell in row) for row, _, _ in filled_[:20])
    start = next(i for i, (row, _, _) in enumerate(filled_) if sum(bool(c.strip()) for c in row) >= max(1, most * 0.6))
    rows, numbers, lines = zip(*filled_[start:], strict=True)
    width = len(rows[0])
    return Grid([[*row, *[""] * (width - len(row))][:width] for row in rows], list(numbers), list(lines))


def proposed(grid: Grid, name: str) -> Mapping:
    """Which column is probably what: by its heading, and by its cells where the heading says nothing.

    Each thing is proposed for one column at most, except what is left out.
    """
    columns: dict[str, str] = {}
    taken: set[str] = set()
    for at, heading in enumerate(grid.rows[0]):
        cells = [row[at].strip() for row in grid.rows[1:] if row[at].strip()]
        target = _by_heading(heading) or _by_cells(cells)
        if not heading.strip():
            continue
        if target in taken and target not in LEFT_OUT:
            target = "leave out"
        taken.add(target)
        columns[heading.strip()] = target
    if "organisation" in taken and "name" in taken:
        columns = {heading: "person" if target == "name" else target for heading, target in columns.items()}
    return Mapping(columns, {"source": name})


def _by_heading(heading: str) -> str | None:
    key = fold(heading)
    table = {fold(word): target for target, words in _words()["columns"].items() for word in words}
    if key in table:
        return str(table[key])
    fitting = [(len(word), target) for word, target in table.items() if f" {word} " in f" {key} "]
    return str(max(fitting)[1]) if fitting else None


def _by_cells(cells: Sequence[str]) -> str:
    if not cells:
        return "leave out"
    share = {
        "country": sum(_country(cell) is not None for cell in cells) / len(cells),
        "date": sum(is_date(cell) and len(cell) > 4 for cell in cells) / len(cells),
        "private": sum("@" in cell and "." in cell for cell in cells) / len(cells),
    }
    best = max(share, key=lambda name: share[name])
    return best if share[best] > 0.7 else "leave out"


def _country(text: str) -> str | None:
    code = text.strip().upper()
    return code if code in country_codes() else country_of_name(text.strip())


def filled(grid: Grid, mapping: Mapping, schema: Schema, *, read_on: str, file: str) -> Sheets:
    """The sheets of a network that a table gives: an actor per organisation, city and event, who took part in what.

    Parameters
    ----------
    grid : Grid
        Heading first.
    mapping : Mapping
        What each column is.
    read_on : str
        Day that the source carries, as a date of the sheets.
    file : str
        Name of the table, for the source and the locator of each row.

    Raises
    ------
    UsageProblem
        If no column is an organisation, a name or a city.
    """
    known = set(mapping.columns.values()) | set(mapping.constants)
    if not known & {"organisation", "name", "city", "position"}:
        raise UsageProblem("no column is an organisation, a name or a city; say in the mapping which one is")
    maker = _Maker(mapping, schema, file)
    headings = [heading.strip() for heading in grid.rows[0]]
    for row, number in zip(grid.rows[1:], grid.numbers[1:], strict=True):
        maker.row(dict(zip(headings, (cell.strip() for cell in row), strict=True)), number)
    return maker.sheets(read_on)


class _Maker:
    def __init__(self, mapping: Mapping, schema: Schema, file: str) -> None:
        self.mapping, self.schema, self.file = mapping, schema, file
        self.source = slug(Path(file).stem) or "table"
        self.actors: dict[tuple[str, str, str], dict[str, str]] = {}
        self.ties: dict[tuple[str, str, str], dict[str, str]] = {}
        self.ids: set[str] = {self.source}

    def row(self, cells: Mapped[str, str], number: int) -> None:
        """What one row says."""
        said: dict[str, str] = {**self.mapping.constants}
        for heading, target in self.mapping.columns.items():
            if cells.get(heading) and target not in LEFT_OUT:
                said[target] = cells[heading]
        words = _words()
        country = _country(said.get("country", "")) or said.get("country", "")
        city = self.actor(words["city"], said["city"], country, {}) if said.get("city") else ""
        name = said.get("organisation") or said.get("name", "")
        who = ""
        if name:
            kind = self.kind(said.get("kind", ""), name)
            if kind == words["city"] and said.get("city") and fold(said["city"]) in fold(name):
                who = self.office(said.get("position", ""), city, country) or city
            else:
                more = {key: said[key] for key in ("name_ar", "population", "lat", "lon", "note") if said.get(key)}
                who = self.actor(kind, name, country, more, city=city)
        elif city:
            who = self.office(said.get("position", ""), city, country)
        who = who or city
        if who and said.get("event"):
            date = said.get("date", "") if is_date(said.get("date", "")) else ""
            event = self.actor(words["event"], said["event"], "", {"since": date, "until": date} if date else {})
            tie = {"from": who, "tie": words["attended"], "to": event, "since": date, "role": said.get("role", ""),
                   "source": self.source, "locator": f"row {number}"}  # fmt: skip
            self.ties.setdefault((who, words["attended"], event), tie)

    def office(self, position: str, city: str, country: str) -> str:
        """An office of a city that a position names, such as its mayor; blank if it names none."""
        kind = self.kind("", position)
        if not position or kind in (_words()["otherwise"], _words()["city"]):
            return ""
        seat = next(cells["name"] for cells in self.actors.values() if cells["id"] == city)
        return self.actor(kind, f"{position} of {seat}", country, {}, city=city)

    def kind(self, given: str, name: str) -> str:
        """Kind of an actor: as the table says, or as its name sounds."""
        for known, body in self.schema.nodes.items():
            if fold(given) in {fold(known), *(fold(text) for text in body.label.values())} and given:
                return known
        sound = f" {fold(name)} "
        for entry in _words()["kinds"]:
            if any(f" {fold(word)} " in sound for word in entry["words"]):
                return str(entry["kind"])
        return str(_words()["otherwise"])

    def actor(self, kind: str, name: str, country: str, more: Mapped[str, str], *, city: str = "") -> str:
        """The id of an actor of that kind, name and country; made when it is first met."""
        key = (kind, fold(name), country)
        if key not in self.actors:
            ident = self.free_id(slug(name) or kind.lower(), country)
            cells = {"id": ident, "kind": kind, "name": name, "country": country, "source": self.source}
            if city and self.schema.nodes[kind].place is False:
                cells["city"] = city
            self.actors[key] = cells
        for column, text in more.items():
            self.actors[key].setdefault(column, text)
        return self.actors[key]["id"]

    def free_id(self, stem: str, country: str) -> str:
        candidates = [stem, f"{stem}-{country.lower()}", *(f"{stem}-{n}" for n in range(2, 1000))]
        ident = next(one for one in candidates if one not in self.ids)
        self.ids.add(ident)
        return ident

    def sheets(self, read_on: str) -> Sheets:
        """All that was found, as sheets."""
        title = self.mapping.constants.get("source") or self.file
        source = {"id": self.source, "title": title, "read_on": read_on}
        records: dict[str, list[dict[str, str]]] = {
            "actors": list(self.actors.values()), "ties": list(self.ties.values()), "sources": [source],
        }  # fmt: skip
        tables = {
            name: Sheet.of_records(name, sheet_columns(name, self.schema), rows) for name, rows in records.items()
        }
        return Sheets(tables=tables)

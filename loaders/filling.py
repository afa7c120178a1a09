"""From the rows of a table of one's own to the sheets of a network: an actor per organisation and city, who took part.

What cannot be taken as it stands is left blank, marked and told; nothing is guessed without saying so.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graphmodel.columns import sheet_columns
from graphmodel.countries import country_name, country_of_name
from graphmodel.errors import UsageProblem
from graphmodel.names import fold, slug
from graphmodel.problems import Problem
from graphmodel.schema import Schema
from graphmodel.sheets import Sheet, Sheets
from graphmodel.types import TYPES
from loaders.doubts import Doubts, rows_text
from loaders.mapping import Mapping
from loaders.own_cells import attendance, is_nobody, kind_by_name, kind_by_word, office_word, place_name, words
from loaders.own_rows import OwnRow, own_rows
from loaders.own_table import OwnTable

__all__ = ["Filled", "filled"]

GUESSED = "kind guessed; no word recognised"
"""Note of an actor whose name told nothing."""


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
    maker = _Maker(mapping, schema, table.file, doubts)
    rows = list(own_rows(table, mapping, doubts, totals))
    maker.look(rows)
    for row in rows:
        maker.take(row)
    maker.settle()
    if not maker.actors:
        raise UsageProblem(f"no row names an organisation or a city. {_columns(table, mapping)}")
    said = [*_left_out(table, mapping, totals), *maker.said(len(rows))]
    return Filled(maker.sheets(read_on), doubts.problems(), said)


def _columns(table: OwnTable, mapping: Mapping) -> str:
    listed = "; ".join(f"'{heading}' ({target})" for heading, target in mapping.columns.items()) or "none with a heading"
    return f"The columns of {table.file} are: {listed}. Say in a mapping file which one is: --mapping FILE.toml"


def _left_out(table: OwnTable, mapping: Mapping, totals: list[int]) -> list[str]:
    said = [f"left out: {rows_text(totals)}, which only sums up" if len(totals) == 1 else f"left out: {rows_text(totals)}, which only sum up"] if totals else []
    for heading, target in mapping.columns.items():
        if target != "leave out" or heading not in table.headings:
            continue
        cells = [attendance(cell) for cell in table.cells(heading)]
        if cells and all(cells) and {"yes", "no"} & set(cells):
            said.append(
                f"the column '{heading}' answers yes or no and was left out; if it says who was there, take it as 'attended'"
            )
    bare = [at for at, heading in enumerate(table.headings) if not heading and any(row[at].strip() for row in table.rows)]
    if bare:
        said.append(f"left out: {len(bare)} column{'s' if len(bare) > 1 else ''} without a heading")
    twice = [heading for heading in dict.fromkeys(table.headings) if heading and table.headings.count(heading) > 1]
    return [*said, *(f"of the columns called '{heading}' only the first was taken" for heading in twice)]


class _Maker:
    def __init__(self, mapping: Mapping, schema: Schema, file: str, doubts: Doubts) -> None:
        self.mapping, self.schema, self.file, self.doubts = mapping, schema, file, doubts
        self.source = slug(Path(file).stem) or "table"
        self.actors: dict[tuple[str, str, str], dict[str, str]] = {}
        self.named_in: dict[str, list[int]] = defaultdict(list)
        self.placed_in: dict[str, list[int]] = defaultdict(list)
        self.marks: dict[tuple[str, str], str] = {}
        self.ties: dict[tuple[str, str], dict[str, Any]] = {}
        self.ids: set[str] = {self.source}
        self.countries: dict[str, set[str]] = defaultdict(set)
        self.seats: list[tuple[dict[str, str], OwnRow, bool]] = []
        self.noted: dict[str, list[int]] = defaultdict(list)
        self.far_seats: list[str] = []
        self.has_names = bool({"organisation", "name"} & set(mapping.columns.values()))

    # reading

    def look(self, rows: list[OwnRow]) -> None:
        """Learn in which countries the table says that each city lies."""
        for row in rows:
            if row.said.get("city") and row.country:
                self.countries[fold(place_name(row.said["city"], self.schema)[0])].add(row.country)

    def take(self, row: OwnRow) -> None:
        """What one row says."""
        who, note = self.who(row)
        if who:
            self.named_in[who].append(row.number)
        if not who or not row.said.get("event"):
            return
        event = self.event(row)
        if row.attended != "yes":
            self.noted[row.attended].append(row.number)
            return
        tie = self.ties.setdefault((who, event), {"since": row.date, "role": row.said.get("role", ""), "rows": [], "note": note})
        tie["rows"].append(row.number)

    def who(self, row: OwnRow) -> tuple[str, str]:
        """Id of the actor that a row is about, blank if it names none; and a note on the tie."""
        name, city = row.said.get("organisation") or row.said.get("name", ""), row.said.get("city", "")
        office = office_word(row.said.get("position", ""), self.schema)
        if name and is_nobody(name):
            self.noted["nobody"].append(row.number)
            return "", ""
        if name:
            return self.named(row, name, city, office)
        if city and (office or not self.has_names):
            return self.of_city(row, city, office)
        self.noted["unnamed"].append(row.number)
        return "", ""

    def named(self, row: OwnRow, name: str, city: str, office: str | None) -> tuple[str, str]:
        kind, guessed = self.kind(row, name)
        if kind == words()["city"]:
            within = city and fold(place_name(city, self.schema)[0]) in fold(name)
            return self.of_city(row, city if within else name, office)
        if kind == words()["office"] and city:
            return self.of_city(row, city, office or office_word(name, self.schema))
        if any(tie.derived and tie.derived.column == "country" and self.schema.fits(tie.name, words()["event"], kind)
               for tie in self.schema.derived_ties) and country_of_name(name):
            return str(country_of_name(name)), ""
        record = self.actor(kind, name, row)
        if guessed:
            if GUESSED not in record.get("note", ""):
                record["note"] = "; ".join(filter(None, [GUESSED, record.get("note")]))
            self.marks[record["id"], "kind"] = f"{GUESSED} in '{name}': choose what it is"
        self.more(record, row)
        if city and self.has_seat(kind):
            self.seats.append((record, row, self.level(kind) == "local" and not guessed))
        return record["id"], ""

    def of_city(self, row: OwnRow, city: str, office: str | None) -> tuple[str, str]:
        """The city itself, or the office that leads it if the position names that; deputies speak for the office."""
        record = self.city(city, row)
        self.more(record, row)
        if office is None:
            return record["id"], ""
        kind = words()["office"]
        label = self.schema.nodes[kind].label["en"]
        lead = self.actor(kind, f"{label} of {record['name']}", row, country=record["country"], key=record["id"])
        lead["city"] = record["id"]
        words_of = [fold(word) for word in self.schema.nodes[kind].in_names]
        is_deputy = any(office.endswith(f" {word}") for word in words_of if word != office)
        return lead["id"], f"represented by: {office}" if is_deputy else ""

    def kind(self, row: OwnRow, name: str) -> tuple[str, bool]:
        """Kind of an actor as the table says, or as its name sounds; and whether it is only guessed."""
        given = row.said.get("kind", "")
        if given:
            known = kind_by_word(given, self.schema)
            if known is not None:
                return known, False
            labels = ", ".join(kind.label["en"] for kind in self.schema.nodes.values())
            self.doubts.add("unknown-kind", row.number, None, "a kind of actor", f"'{given}'", f"write one of: {labels}")
        heard = kind_by_name(name, self.schema)
        return (heard, False) if heard else (words()["otherwise"], True)

    # actors

    def actor(self, kind: str, name: str, row: OwnRow, *, country: str | None = None, key: str = "") -> dict[str, str]:
        """The actor of that kind, name and country (or key); made when it is first met."""
        place = row.country if country is None else country
        at = (kind, key or fold(name) or name, place)
        record = self.actors.get(at)
        if record is None:
            ident = self.free_id(slug(name) or kind.lower(), place)
            record = {"id": ident, "kind": kind, "name": name, "country": place, "source": self.source}
            self.actors[at] = record
            if not place and row.doubted_country:
                self.marks[ident, "country"] = f"{self.file}, row {row.number}: {row.doubted_country}"
                record["note"] = f"country not taken: row {row.number}, {row.doubted_country}"
        self.also(record, [name] if not key else [])
        return record

    def city(self, text: str, row: OwnRow, country: str | None = None) -> dict[str, str]:
        """The city of that name; where the row does not say its country, the one that all other rows give it."""
        name, others = place_name(text, self.schema)
        elsewhere = self.countries[fold(name)]
        place = country or row.country or (next(iter(elsewhere)) if len(elsewhere) == 1 else "")
        record = self.actor(words()["city"], name, row, country=place)
        self.also(record, others)
        self.placed_in[record["id"]].append(row.number)
        if not record["country"]:
            self.marks.setdefault((record["id"], "country"), f"{self.file}, row {row.number}: the table does not say its country")
        return record

    def also(self, record: dict[str, str], names: list[str]) -> None:
        """Keep other spellings of a name."""
        kept = [*filter(None, record.get("other_names", "").split(";"))]
        kept += [name for name in names if name not in (record["name"], *kept) and ";" not in name]
        if kept:
            record["other_names"] = ";".join(kept)

    def event(self, row: OwnRow) -> str:
        said, kind = row.said, words()["event"]
        record = self.actor(kind, said["event"], row, country=said.get("event_country", ""))
        if row.date:
            record["since"] = min(record.get("since") or row.date, row.date)
            record["until"] = max(record.get("until") or row.date, row.date)
        if said.get("event_city"):
            record["city"] = self.city(said["event_city"], row, said.get("event_country") or None)["id"]
        return record["id"]

    def more(self, record: dict[str, str], row: OwnRow) -> None:
        """Further cells of the actor; a number that is none is left blank and marked."""
        properties = self.schema.properties_of(record["kind"])
        for column in ("name_ar", "note", "population", "lat", "lon"):
            text = row.said.get(column)
            if not text or record.get(column) or (column in ("population", "lat", "lon") and column not in properties):
                continue
            if column in properties:
                kind = TYPES[properties[column].type]
                try:
                    kind.parse(text)
                except ValueError:
                    self.doubts.add(kind.code, row.number, None, f"{kind.expected} as {column}", f"'{text}'", kind.mend)
                    self.marks[record["id"], column] = f"{self.file}, row {row.number}: '{text}' is not {kind.expected}"
                    continue
            record[column] = text

    def has_seat(self, kind: str) -> bool:
        city = words()["city"]
        return any(
            tie.derived is not None and tie.derived.column == "city" and self.schema.fits(tie.name, kind, city)
            for tie in self.schema.derived_ties
        )

    def level(self, kind: str) -> str:
        return next((self.schema.nodes[name].level for name in self.schema.ancestors(kind) if self.schema.nodes[name].level), "")

    def free_id(self, stem: str, country: str) -> str:
        candidates = [stem, *([f"{stem}-{country.lower()}"] if country else []), *(f"{stem}-{n}" for n in range(2, 100_000))]
        ident = next(one for one in candidates if one not in self.ids)
        self.ids.add(ident)
        return ident

    # afterwards

    def settle(self) -> None:
        """Seats, once all cities are known: a mere seat of what works nationally or abroad makes no city."""
        for record, row, is_local in sorted(self.seats, key=lambda seat: not seat[2]):
            name, _ = place_name(row.said["city"], self.schema)
            city = self.actors.get((words()["city"], fold(name), row.country))
            if is_local:
                record["city"] = self.city(row.said["city"], row)["id"]
            elif city is not None:
                record.setdefault("city", city["id"])
            elif f"seat: {name}" not in record.get("note", ""):
                record["note"] = "; ".join(filter(None, [record.get("note"), f"seat: {name}"]))
                self.far_seats.append(name)
        cities: dict[str, list[dict[str, str]]] = defaultdict(list)
        for (kind, name, _), record in self.actors.items():
            if kind == words()["city"]:
                cities[name].append(record)
        for several in cities.values():
            if len(several) > 1:
                self.twice(several)

    def twice(self, cities: list[dict[str, str]]) -> None:
        """Tell of one name of a city in two countries."""
        places = " and ".join(
            f"{country_name(city['country']) if city['country'] else 'no country'} ({rows_text(sorted(set(self.placed_in[city['id']])))})"
            for city in cities
        )
        self.doubts.add(
            "doubtful-cell", self.placed_in[cities[-1]["id"]][0], None, "one country for one city",
            f"'{cities[0]['name']}' in {places}", "mend the country of these rows, if it is one city",
        )  # fmt: skip

    def said(self, rows: int) -> list[str]:
        """What was left out, merged and guessed, in sentences."""
        sentences = {
            "unnamed": "left out, since they name no organisation",
            "nobody": "left out, since they speak for no organisation",
            "no": "no tie, since they were not there",
            "not known": "no tie, since it is not known whether they were there",
        }
        found = [f"{text}: {rows_text(self.noted[key])}" for key, text in sentences.items() if self.noted[key]]
        left = len(self.noted["unnamed"]) + len(self.noted["nobody"])
        names = {cells["id"]: cells["name"] for cells in self.actors.values()}
        again = [(names.get(who, who), numbers) for who, numbers in self.named_in.items() if len(numbers) > 1]
        if again:
            listed = "; ".join(f"{name} ({rows_text(numbers)})" for name, numbers in again[:10])
            more = f"; and {len(again) - 10} more" if len(again) > 10 else ""
            found.append(f"named in several rows and taken once: {listed}{more}")
        guessed = [record["name"] for record in self.actors.values() if record.get("note", "").startswith(GUESSED)]
        if guessed:
            label = self.schema.nodes[words()["otherwise"]].label["en"]
            found.append(f"taken as '{label}' because no word of the name tells what it is, and marked: {'; '.join(guessed)}")
        if self.far_seats:
            found.append(f"only noted, since a seat makes no city of the network: {'; '.join(dict.fromkeys(self.far_seats))}")
        if "event" not in set(self.mapping.columns.values()) | set(self.mapping.constants):
            found.append("no event was named, so nobody took part in anything; name it with --set event=…")
        return [f"{rows} rows read, {rows - left} of them name an organisation or a city", *found]

    def sheets(self, read_on: str) -> Sheets:
        """All that was found, as sheets."""
        title = self.mapping.constants.get("source") or self.file
        ties = [
            {"from": who, "tie": words()["attended"], "to": event, "since": tie["since"], "role": tie["role"],
             "source": self.source, "locator": rows_text(list(dict.fromkeys(tie["rows"]))), "note": tie["note"]}
            for (who, event), tie in self.ties.items()
        ]  # fmt: skip
        records: dict[str, list[dict[str, str]]] = {
            "actors": list(self.actors.values()), "ties": ties,
            "sources": [{"id": self.source, "title": title, "read_on": read_on}],
        }  # fmt: skip
        tables = {name: Sheet.of_records(name, sheet_columns(name, self.schema), rows) for name, rows in records.items()}
        at = {record["id"]: row for row, record in enumerate(records["actors"])}
        tables["actors"].marks = {(column, at[ident]): reason for (ident, column), reason in self.marks.items()}
        return Sheets(tables=tables)

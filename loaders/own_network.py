"""The actors and ties that the rows of a table of one's own give; what is doubtful is left blank, marked and noted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from graphmodel.columns import sheet_columns
from graphmodel.countries import country_name, country_of_name
from graphmodel.dates import first_day, last_day
from graphmodel.names import fold, slug
from graphmodel.schema import Schema
from graphmodel.sheets import Sheet, Sheets
from graphmodel.types import TYPES
from loaders.doubts import Doubts, rows_text
from loaders.mapping import Mapping as ColumnMapping
from loaders.own_cells import is_nobody, kind_by_name, kind_by_word, office_word, place_name, words
from loaders.own_dates import DateOrder
from loaders.own_rows import OwnRow

__all__ = ["GUESSED", "OwnNetwork"]

GUESSED = "kind guessed; no word recognised"
"""Note of an actor whose name told nothing."""


class OwnNetwork:
    """The actors and ties that rows of a table give, gathered row by row."""

    def __init__(self, mapping: ColumnMapping, schema: Schema, file: str, doubts: Doubts, order: DateOrder) -> None:
        self.mapping, self.schema, self.file, self.doubts, self.order = mapping, schema, file, doubts, order
        self.heading_of = {target: heading for heading, target in reversed(list(mapping.columns.items()))}
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
        self.read_so: dict[str, int] = {}
        self.undated: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
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
        tie = self.ties.setdefault(
            (who, event), {"since": row.date, "role": row.said.get("role", ""), "rows": [], "note": note}
        )
        tie["rows"].append(row.number)
        _further(tie, row)

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
        if any(
            tie.derived and tie.derived.column == "country" and self.schema.fits(tie.name, words()["event"], kind)
            for tie in self.schema.derived_ties
        ) and country_of_name(name):
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
            known = kind_by_word(given, self.schema) or kind_by_name(given, self.schema)
            if known is not None:
                return known, False
        heard = kind_by_name(name, self.schema)
        kind = heard or words()["otherwise"]
        if given:
            labels = ", ".join(one.label["en"] for one in self.schema.nodes.values())
            taken = f"it was taken as {self.schema.nodes[kind].label['en']}" + (", as its name says" if heard else "")
            self.doubts.add(
                "unknown-kind", row.number, self.heading_of.get("kind"), "a kind of actor", f"'{given}'",
                f"write one of: {labels}; {taken}",
            )  # fmt: skip
        return kind, heard is None

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
            if not place and row.doubted_country and kind != words()["event"]:
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
            self.marks.setdefault(
                (record["id"], "country"), f"{self.file}, row {row.number}: the table does not say its country"
            )
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
            record["since"] = min(record.get("since") or row.date, row.date, key=first_day)
            record["until"] = max(record.get("until") or row.date, row.date, key=last_day)
        self.day_of(record, row)
        if said.get("event_city"):
            record["city"] = self.city(said["event_city"], row, said.get("event_country") or None)["id"]
        return record["id"]

    def day_of(self, record: dict[str, str], row: OwnRow) -> None:
        """Keep with an event what a date was made of, if it was not written as the sheets write it."""
        if row.date and self.order.decides(row.date_cell):
            self.read_so.setdefault(row.date_cell, row.number)
            _noted(record, f"dates {self.order.why}")
        elif row.date_cell and not row.date:
            self.undated[record["id"]][row.date_cell].append(row.number)

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
                    heading, expected = self.heading_of.get(column), f"{kind.expected} as {column}"
                    mend = f"{kind.how_to_mend(text)}; it was left blank"
                    self.doubts.add(kind.code, row.number, heading, expected, f"'{text}'", mend)
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
        return next(
            (self.schema.nodes[name].level for name in self.schema.ancestors(kind) if self.schema.nodes[name].level), ""
        )

    def free_id(self, stem: str, country: str) -> str:
        candidates = [
            stem,
            *([f"{stem}-{country.lower()}"] if country else []),
            *(f"{stem}-{n}" for n in range(2, 100_000)),
        ]
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
            elif _noted(record, f"seat: {name}"):
                self.far_seats.append(name)
        for ident, cells in self.undated.items():
            self.without_day(next(one for one in self.actors.values() if one["id"] == ident), cells)
        cities: dict[str, list[dict[str, str]]] = defaultdict(list)
        for (kind, name, _), record in self.actors.items():
            if kind == words()["city"]:
                cities[name].append(record)
        for several in cities.values():
            if len(several) > 1:
                self.twice(several)

    def without_day(self, event: dict[str, str], cells: Mapping[str, list[int]]) -> None:
        """Note and mark an event whose dates could not be taken."""
        listed = [f"'{text}' ({rows_text(rows)})" for text, rows in list(cells.items())[:3]]
        more = f" and {len(cells) - 3} others" if len(cells) > 3 else ""
        _noted(event, f"date not taken: {', '.join(listed)}{more}")
        self.marks[event["id"], "since"] = f"{self.file}: date not taken: {', '.join(listed)}{more}"

    def twice(self, cities: list[dict[str, str]]) -> None:
        """Tell of one name of a city in two countries."""
        places = " and ".join(
            f"{country_name(city['country']) or 'no country'} ({rows_text(sorted(set(self.placed_in[city['id']])))})"
            for city in cities
        )
        self.doubts.add(
            "doubtful-cell", self.placed_in[cities[-1]["id"]][0], None, "one country for one city",
            f"'{cities[0]['name']}' in {places}", "mend the country of these rows, if it is one city",
        )  # fmt: skip

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
        tables = {
            name: Sheet.of_records(name, sheet_columns(name, self.schema), rows) for name, rows in records.items()
        }
        at = {record["id"]: row for row, record in enumerate(records["actors"])}
        tables["actors"].marks = {(column, at[ident]): reason for (ident, column), reason in self.marks.items()}
        return Sheets(tables=tables)


def _further(tie: dict[str, Any], row: OwnRow) -> None:
    """What a further row says of one who was there: the earliest date counts, and another role is noted with its row."""
    if row.date:
        tie["since"] = min(tie["since"] or row.date, row.date, key=first_day)
    role = row.said.get("role", "")
    if not tie["role"]:
        tie["role"] = role
    elif role and role != tie["role"]:
        _noted(tie, f"also {role} (row {row.number})")


def _noted(record: dict[str, str], text: str) -> bool:
    """Add to the note of a record; False if it is there."""
    note = record.get("note", "")
    if text in note.split("; "):
        return False
    record["note"] = "; ".join(filter(None, [note, text]))
    return True

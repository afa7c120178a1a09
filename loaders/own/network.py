"""The actors and ties that the rows of a table of one's own give; what is doubtful is left blank, marked and noted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from graphmodel.countries import country_name, country_of_name
from graphmodel.dates import first_day
from graphmodel.names import fold, slug
from graphmodel.schema import Schema
from graphmodel.types import TYPES
from loaders.own.cells import (
    city_of_name,
    is_municipality_alone,
    is_nobody,
    kind_by_name,
    kind_by_word,
    place_name,
    words,
)
from loaders.own.dates import DateOrder, several_days
from loaders.own.doubts import Doubts, rows_text
from loaders.own.events import Happening, Happenings
from loaders.own.kinds import acts_for_city, has_seat, is_where_events_are, kind_by_heading
from loaders.own.mapping import Mapping as ColumnMapping
from loaders.own.offices import Office, is_focal, office_named, office_of
from loaders.own.places import KnownNames, Place, Places
from loaders.own.rows import OwnRow
from loaders.own.twins import tell_twins

__all__ = ["GUESSED", "OwnNetwork"]

GUESSED = "kind guessed; no word recognised"
"""Note of an actor whose name told nothing."""


class OwnNetwork:
    """The actors and ties that rows of a table give, gathered row by row."""

    def __init__(
        self, mapping: ColumnMapping, schema: Schema, file: str, doubts: Doubts, order: DateOrder, known: KnownNames
    ) -> None:  # fmt: skip
        self.mapping, self.schema, self.file, self.doubts, self.order = mapping, schema, file, doubts, order
        self.places, self.happenings = Places(schema, known), Happenings([])
        self.heading_of = {target: heading for heading, target in reversed(list(mapping.columns.items()))}
        self.source = slug(Path(file).stem) or "table"
        self.actors: dict[tuple[str, str, str], dict[str, str]] = {}
        self.by_id: dict[str, dict[str, str]] = {}
        self.cities: dict[Place, dict[str, str]] = {}
        self.named_in: dict[str, list[int]] = defaultdict(list)
        self.placed_in: dict[str, list[int]] = defaultdict(list)
        self.marks: dict[tuple[str, str], str] = {}
        self.ties: dict[tuple[str, str], dict[str, Any]] = {}
        self.ids: set[str] = {self.source}
        self.of_positions: dict[str, list[int]] = defaultdict(list)
        self.parts: dict[tuple[str, str], list[int]] = defaultdict(list)
        self.stems: dict[str, int] = {}
        self.seats: list[tuple[dict[str, str], OwnRow, bool]] = []
        self.second_seats: list[tuple[dict[str, str], dict[str, str], int]] = []
        self.noted: dict[str, list[int]] = defaultdict(list)
        self.far_seats: list[str] = []
        self.unheard: dict[str, list[tuple[Place, list[Place]]]] = defaultdict(list)
        self.read_so: dict[str, int] = {}
        self.undated: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        self.has_names = bool({"organisation", "name"} & set(mapping.columns.values()))

    # reading

    def look(self, rows: list[OwnRow]) -> None:
        """Learn what only all rows together tell: which names are one city, where it lies, and when events took place."""
        self.places.learn(rows)
        self.happenings = Happenings(rows)

    def take(self, row: OwnRow) -> None:
        """What one row says."""
        who, note = self.who(row)
        if who:
            self.named_in[who].append(row.number)
            if is_focal(row.said.get("position", "")) and who in self.by_id:
                _noted(self.by_id[who], f"has a focal point (row {row.number})")
        if not who or not row.said.get("event"):
            if who and "event" in self.heading_of:
                self.noted["no event"].append(row.number)
            return
        happening = self.happenings.of(row.said["event"], row.date)
        if happening is None:
            self.which(row)
            return
        event = self.event(row, happening)
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
        office = office_of(row.said.get("position", ""), self.schema)
        if name and is_nobody(name):
            self.noted["nobody"].append(row.number)
            return "", ""
        if row.repeats_person and kind_by_name(name, self.schema) is None:
            self.noted["person"].append(row.number)
            return "", ""
        if name:
            return self.named(row, name, city, office)
        if city and ((office and acts_for_city(office.kind, self.schema)) or not self.has_names):
            return self.of_city(row, city, office)
        if office and row.country and not acts_for_city(office.kind, self.schema):
            return self.of_country(row, office, None)
        self.noted["unnamed"].append(row.number)
        return "", ""

    def named(self, row: OwnRow, name: str, city: str, office: Office | None) -> tuple[str, str]:
        kind, guessed = self.kind(row, name)
        if kind == words()["city"]:
            return self.of_municipality(row, name, city, office)
        if acts_for_city(kind, self.schema) and (city := city or self.places.at_the_end_of(name, row.country)):
            return self.of_city(row, city, office or office_named(name, kind, self.schema))
        if is_where_events_are(kind, self.schema) and country_of_name(name):
            return str(country_of_name(name)), ""
        record = self.actor(kind, name, row)
        if guessed:
            if GUESSED not in record.get("note", ""):
                record["note"] = "; ".join(filter(None, [GUESSED, record.get("note")]))
            self.marks[record["id"], "kind"] = f"{GUESSED} in '{name}': choose what it is"
        self.more(record, row)
        if city and has_seat(kind, self.schema):
            self.seats.append((record, row, self.schema.level_of(kind) == "local" and not guessed))
        if office and office.kind != kind and not acts_for_city(office.kind, self.schema):
            if not guessed and set(self.schema.ancestors(kind)) & set(self.schema.nodes[office.kind].sits_in):
                return self.of_country(row, office, record)
            self.not_in(record, row, office, kind)
        return record["id"], ""

    def of_municipality(self, row: OwnRow, name: str, city: str, office: Office | None) -> tuple[str, str]:
        """The city that a municipality acts for; none if neither its name nor the city beside it says which."""
        if not city and is_municipality_alone(name, self.schema):
            self.noted["unnamed"].append(row.number)
            return "", ""
        meant, sure = city_of_name(city, name, self.schema)
        if not sure:
            other = name if meant == city else city
            self.doubts.add(
                "doubtful-cell", row.number, self.heading_of.get("city"), f"the city of '{name}'", f"'{city}'",
                f"'{meant}' was taken; if '{other}' is right, write it in both cells",
            )  # fmt: skip
        return self.of_city(row, meant, office)

    def not_in(self, record: dict[str, str], row: OwnRow, office: Office, kind: str) -> None:
        """Tell of a position that sounds like an office of a country, in an organisation that such an office is no part of."""
        label, what = (self.schema.nodes[one].label["en"] for one in (office.kind, kind))
        self.marks.setdefault(
            (record["id"], "note"), f"{self.file}, row {row.number}: '{office.word}' may be the office of a country"
        )
        self.doubts.add(
            "doubtful-cell", row.number, self.heading_of.get("position") or self.heading_of.get("role"),
            f"a position in '{record['name']}' ({what})", f"'{office.word}'",
            f"the organisation itself was taken; if it is the {label} of the country, leave the organisation of the row blank",
        )  # fmt: skip

    def of_city(self, row: OwnRow, city: str, office: Office | None) -> tuple[str, str]:
        """The city itself, or the office that leads it if the position names that; deputies speak for the office."""
        record = self.city(city, row)
        self.more(record, row)
        if office is None or not acts_for_city(office.kind, self.schema):
            return record["id"], ""
        label = self.schema.nodes[office.kind].label["en"]
        lead = self.actor(office.kind, f"{label} of {record['name']}", row, country=record["country"], key=record["id"])
        lead["city"] = record["id"]
        return lead["id"], f"represented by: {office.word}" if office.is_deputy else ""

    def of_country(self, row: OwnRow, office: Office, within: dict[str, str] | None) -> tuple[str, str]:
        """The office of a country that a position names, as a part of the organisation that the row names beside it."""
        label, where = self.schema.nodes[office.kind].label["en"], country_name(row.country) if row.country else ""
        name = f"{label}, {where or (within or {}).get('name', '')}"
        lead = self.actor(office.kind, name, row, key=row.country or (within or {}).get("id", ""))
        self.of_positions[lead["id"]].append(row.number)
        part = words()["part"]
        if within is not None and self.schema.fits(part, office.kind, within["kind"]):
            self.parts[lead["id"], within["id"]].append(row.number)
        return lead["id"], f"represented by: {office.word}" if office.is_deputy else ""

    def kind(self, row: OwnRow, name: str) -> tuple[str, bool]:
        """Kind of an actor as the table says, or as its name sounds; and whether it is only guessed."""
        given = row.said.get("kind", "")
        if given:
            known = kind_by_word(given, self.schema) or kind_by_name(given, self.schema)
            if known is not None:
                return known, False
        heard = kind_by_name(name, self.schema) or kind_by_heading(self.heading_of.get("organisation", ""), self.schema)
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
            self.actors[at] = self.by_id[ident] = record
            if not place and row.doubted_country and kind != words()["event"]:
                self.marks[ident, "country"] = f"{self.file}, row {row.number}: {row.doubted_country}"
                record["note"] = f"country not taken: row {row.number}, {row.doubted_country}"
        self.also(record, [name] if not key else [])
        return record

    def city(self, text: str, row: OwnRow, country: str | None = None) -> dict[str, str]:
        """The city of that name; where the row does not say its country, the one that all other rows give it."""
        name, others = place_name(text, self.schema)
        place = self.places.of(name, row.country if country is None else country)
        record = self.actor(words()["city"], place.name, row, country=place.country, key=place.key)
        self.cities.setdefault(place, record)
        arabic = self.places.arabic(place)
        if arabic:
            record.setdefault("name_ar", arabic)
        self.also(record, [name, *(one for one in others if self.places.are_one(name, one, record["country"]))])
        self.placed_in[record["id"]].append(row.number)
        if not record["country"]:
            self.marks.setdefault(
                (record["id"], "country"), f"{self.file}, row {row.number}: the table does not say its country"
            )
        return record

    def also(self, record: dict[str, str], names: list[str]) -> None:
        """Keep other spellings of a name."""
        kept = [*filter(None, record.get("other_names", "").split(";"))]
        kept += [
            name for name in names if name not in (record["name"], record.get("name_ar"), *kept) and ";" not in name
        ]
        if kept:
            record["other_names"] = ";".join(kept)

    def event(self, row: OwnRow, happening: Happening) -> str:
        said, kind = row.said, words()["event"]
        name = self.happenings.name(said["event"], happening)
        record = self.actor(kind, name, row, country=said.get("event_country", ""))
        if happening.since:
            record["since"], record["until"] = happening.since, happening.until
        if self.happenings.several(said["event"]) > 1:
            _noted(record, self.happenings.among(said["event"]))
        self.day_of(record, row)
        if said.get("event_city"):
            country = said.get("event_country") or self.places.country_of_all
            record["city"] = self.city(said["event_city"], row, country)["id"]
        return record["id"]

    def which(self, row: OwnRow) -> None:
        """Tell of a row whose date does not say in which of several events it took part."""
        self.noted["which"].append(row.number)
        if row.date_cell and not row.date:
            return  # that it is no date is told already
        self.doubts.add(
            "doubtful-cell", row.number, self.heading_of.get("date"),
            f"the day of {self.happenings.among(row.said['event'])}",
            f"'{row.date}'" if row.date else "a blank cell",
            "write the day; until then nobody took part in anything by this row",
        )  # fmt: skip

    def day_of(self, record: dict[str, str], row: OwnRow) -> None:
        """Keep with an event what a date was made of, if it was not written as the sheets write it."""
        first, _ = several_days(row.date_cell) or (row.date_cell, "")
        if row.date and self.order.decides(first):
            self.read_so.setdefault(row.date_cell, row.number)
            _noted(record, f"dates {self.order.why}")
        elif row.date_cell and not row.date:
            self.undated[record["id"]][row.date_cell].append(row.number)

    def more(self, record: dict[str, str], row: OwnRow) -> None:
        """Further cells of the actor."""
        others = [name.strip() for name in row.said.get("other_names", "").split(";") if name.strip()]
        arabic = [row.said["name_ar"]] if row.said.get("name_ar") else []
        if record["kind"] == words()["city"]:
            others, arabic = (
                [name for name in names if self.places.are_one(record["name"], name, record["country"])]
                for names in (others, arabic)
            )
        for name in arabic:
            record.setdefault("name_ar", name)
        if row.said.get("note"):
            _noted(record, row.said["note"])
        self.also(record, others)
        self.numbers(record, row)

    def numbers(self, record: dict[str, str], row: OwnRow) -> None:
        """What is counted of a city, if the actor is one; a number that is none is left blank and marked."""
        properties = self.schema.properties_of(record["kind"])
        for column in ("population", "lat", "lon"):
            text = row.said.get(column)
            if not text or column not in properties:
                continue
            kind = TYPES[properties[column].type]
            try:
                kind.parse(text)
            except ValueError:
                heading, expected = self.heading_of.get(column), f"{kind.expected} as {column}"
                mend = f"{kind.how_to_mend(text)}; it was left blank"
                self.doubts.add(kind.code, row.number, heading, expected, f"'{text}'", mend)
                if not record.get(column):
                    self.marks[record["id"], column] = f"{self.file}, row {row.number}: '{text}' is not {kind.expected}"
                continue
            given = record.get(column)
            if not given:
                record[column] = text
                self.marks.pop((record["id"], column), None)
            elif kind.parse(given) != kind.parse(text):
                self.doubts.add(
                    "doubtful-cell", row.number, self.heading_of.get(column), f"one {column} of {record['name']}",
                    f"'{text}', and '{given}' in a row before", f"write the same in both; '{given}' was taken",
                )  # fmt: skip

    def free_id(self, stem: str, country: str) -> str:
        """An id that no other actor has: the stem, the stem with the country, or the stem with a number."""
        candidates = [stem, *([f"{stem}-{country.lower()}"] if country else [])]
        ident = next((one for one in candidates if one not in self.ids), "")
        while not ident:
            self.stems[stem] = self.stems.get(stem, 1) + 1
            ident = f"{stem}-{self.stems[stem]}" if f"{stem}-{self.stems[stem]}" not in self.ids else ""
        self.ids.add(ident)
        return ident

    # afterwards

    def settle(self) -> None:
        """Seats, once all cities are known: a mere seat of what works nationally or abroad makes no city."""
        for record, row, is_local in sorted(self.seats, key=lambda seat: not seat[2]):
            place = self.places.of(place_name(row.said["city"], self.schema)[0], row.country)
            if not is_local and place not in self.cities:
                self.far_seats += [place.name] if _noted(record, f"seat: {place.name}") else []
                continue
            city = self.city(row.said["city"], row) if is_local else self.cities[place]
            if record.setdefault("city", city["id"]) != city["id"]:
                self.second_seats.append((record, city, row.number))
            self.numbers(city, row)
        for ident, cells in self.undated.items():
            self.without_day(self.by_id[ident], cells)
        tell_twins(self)

    def rows_of(self, city: Place) -> list[int]:
        """Rows that name a city."""
        return sorted(set(self.placed_in[self.cities[city]["id"]]))

    def without_day(self, event: dict[str, str], cells: Mapping[str, list[int]]) -> None:
        """Note and mark an event whose dates could not be taken."""
        listed = [f"'{text}' ({rows_text(rows)})" for text, rows in list(cells.items())[:3]]
        more = f" and {len(cells) - 3} others" if len(cells) > 3 else ""
        _noted(event, f"date not taken: {', '.join(listed)}{more}")
        self.marks[event["id"], "since"] = f"{self.file}: date not taken: {', '.join(listed)}{more}"


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

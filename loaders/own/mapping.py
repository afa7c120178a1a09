"""Which column of a table of one's own is what: proposed from headings and cells, kept in a file, changed by a person.

Names of persons and what identifies them are left out: a network knows offices and organisations.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping as Mapped
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from graphmodel.countries import country_of_name, mend_country
from graphmodel.dates import ORDERS, is_date, mend_date
from graphmodel.errors import UsageProblem
from graphmodel.names import fold
from graphmodel.nearest import nearest
from loaders.own.cells import attendance, kind_by_name, part_in_event, words
from loaders.own.offices import mentions_office
from loaders.own.table import OwnTable

__all__ = ["LEFT_OUT", "Mapping", "constants", "proposed", "read_mapping", "right_constant", "targets"]

LEFT_OUT = ("person", "private", "leave out")
"""What a column may be so that none of its cells is kept."""

_ABOUT_PERSONS = {"person", "private", "position"}


@dataclass(frozen=True, slots=True)
class Mapping:
    """What each column of a table is, and what holds for every row.

    Parameters
    ----------
    columns : mapping of str to str
        Own heading to what it is, one of `targets`.
    constants : mapping of str to str
        What holds for all rows, by the names of `constants`.
    """

    columns: Mapped[str, str]
    constants: Mapped[str, str] = field(default_factory=dict)

    def text(self) -> str:
        """The mapping as a TOML file, with what a column may be."""
        import tomli_w

        about = "".join(f"#   {name}: {text}\n" for name, text in targets().items())
        head = f"# What each column is:\n{about}# and what holds for all rows: {', '.join(constants())}\n"
        return head + tomli_w.dumps({"columns": dict(self.columns), "constants": dict(self.constants)})


def targets() -> dict[str, str]:
    """Everything that a column may be, with what that means."""
    return {name: body["about"] for name, body in words()["columns"].items()}


def constants() -> dict[str, str]:
    """Everything that may hold for all rows, with what that means."""
    found: dict[str, str] = words()["constants"]
    return found


def right_constant(name: str, value: str) -> str:
    """A value that holds for all rows, as it is kept: a country as its code.

    Raises
    ------
    UsageProblem
        If there is no such name, or the value cannot stand for it; it says how to write it.

    Examples
    --------
    >>> right_constant("event_country", "Kosovo"), right_constant("date", "2024-05")
    ('XK', '2024-05')
    """
    value = value.strip()
    if name not in constants():
        close = nearest(name, constants())
        known = f"did you mean '{close}'?" if close else "there are " + ", ".join(constants())
        raise UsageProblem(f"nothing called '{name}' holds for all rows; {known}")
    if not value:
        return value
    if name == "date" and not is_date(value):
        how = mend_date(value) or "write 2024, 2024-05 or 2024-05-14"
        raise UsageProblem(f"date: '{value}' is no date that can be kept; {how}")
    if name == "date_order" and value not in ORDERS:
        close = nearest(value, ORDERS)
        how = f"did you mean '{close}'?" if close else "write one of " + ", ".join(ORDERS)
        raise UsageProblem(f"date_order: '{value}' is no order of day and month; {how}")
    if name in ("country", "event_country"):
        code = country_of_name(value)
        if code is None:
            raise UsageProblem(f"{name}: '{value}' is no country that is known; {mend_country(value)}")
        return code
    return value


def read_mapping(path: Path) -> Mapping:
    """Read a mapping file; raises UsageProblem if it is none, or says what cannot be."""
    try:
        body = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise UsageProblem(f"cannot read {path}: there is no such file") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageProblem(f"{path.name} is no mapping: {error}") from None
    columns, values = body.get("columns", {}), body.get("constants", {})
    if not isinstance(columns, dict) or not isinstance(values, dict):
        raise UsageProblem(f"{path.name} is no mapping: it needs [columns] and [constants]")
    for heading, target in columns.items():
        if target not in targets():
            close = nearest(str(target), targets())
            hint = f"did you mean '{close}'?" if close else "it may be: " + ", ".join(targets())
            raise UsageProblem(f"{path.name}: the column '{heading}' cannot be '{target}'; {hint}")
    return Mapping(columns, {str(key): right_constant(str(key), str(value)) for key, value in values.items()})


def proposed(table: OwnTable) -> Mapping:
    """Which column is probably what: by its heading, and by its cells where the heading says nothing.

    Each thing is proposed for one column at most, except what is left out. What is called a role is a position if its cells
    name offices, such as mayor, or nothing that somebody does at an event. A name in Arabic that stands right after the
    city is the city's. A column `name` beside columns that are about persons is taken for their names, unless there is no
    column of organisations and most of its cells sound like offices, organisations or cities.
    """
    columns: dict[str, str] = {}
    taken: set[str] = set()
    for heading in table.headings:
        if not heading or heading in columns:
            continue
        cells = table.cells(heading)
        target = _by_heading(heading, cells) or _by_cells(cells)
        if (target in taken and target not in LEFT_OUT) or target in words()["not_by_itself"]:
            target = "leave out"
        taken.add(target)
        columns[heading] = target
    columns |= _role(table, columns) | _arabic(table, columns) | _name(table, columns)
    return Mapping(columns, {"source": table.file})


def _by_heading(heading: str, cells: Sequence[str]) -> str | None:
    key = fold(heading)
    table = {fold(word): target for target, body in words()["columns"].items() for word in body["words"]}
    fitting = [(len(word), str(target)) for word, target in table.items() if f" {word} " in f" {key} "]
    target = table.get(key) or (max(fitting)[1] if fitting else None)
    if target == "attended" or _asks_yes_or_no(key):
        return "attended" if _says_yes_or_no(cells) else "leave out"
    return target


def _role(table: OwnTable, columns: Mapped[str, str]) -> dict[str, str]:
    heading = _column(columns, "role")
    if heading and not _column(columns, "position") and _are_positions(table.cells(heading)):
        return {heading: "position"}
    return {}


def _arabic(table: OwnTable, columns: Mapped[str, str]) -> dict[str, str]:
    heading, city = _column(columns, "name_ar"), _column(columns, "city")
    others = _column(columns, "organisation") or _column(columns, "name")
    if heading and city and others and not _column(columns, "city_ar"):
        places = table.headings.index(city), table.headings.index(heading)
        return {heading: "city_ar"} if places[1] == places[0] + 1 else {}
    return {}


def _name(table: OwnTable, columns: Mapped[str, str]) -> dict[str, str]:
    heading, taken = _column(columns, "name"), set(columns.values())
    if heading and ("organisation" in taken or taken & _ABOUT_PERSONS):
        is_person = "organisation" in taken or not _sound_like_kinds(table.cells(heading))
        return {heading: "person" if is_person else "name"}
    return {}


def _column(columns: Mapped[str, str], target: str) -> str:
    """Heading of what is taken as something; blank if nothing is."""
    return next((heading for heading, one in columns.items() if one == target), "")


def _are_positions(cells: Sequence[str]) -> bool:
    """Whether cells of a column of roles are what people are at work, not what they do at an event."""
    from graphmodel.schema import builtin_schema

    schema = builtin_schema()
    parts = sum(part_in_event(cell) is not None for cell in cells)
    offices = sum(mentions_office(cell, schema) for cell in cells)
    return bool(cells) and (not parts or offices > parts)


def _sound_like_kinds(names: Sequence[str]) -> bool:
    """Whether most names have a word that tells what they are, such as municipality, ministry, association."""
    from graphmodel.schema import builtin_schema

    schema = builtin_schema()
    return sum(kind_by_name(name, schema) is not None for name in names) > 0.5 * len(names)


def _asks_yes_or_no(key: str) -> bool:
    """Whether a heading is nothing but the answers, such as Y/N."""
    return bool(key) and all(attendance(word) in ("yes", "no") for word in key.split())


def _says_yes_or_no(cells: Sequence[str]) -> bool:
    return bool(cells) and sum(attendance(cell) is not None for cell in cells) > 0.5 * len(cells)


def _by_cells(cells: Sequence[str]) -> str:
    if not cells:
        return "leave out"
    share = {
        "country": sum(len(cell) > 1 and country_of_name(cell) is not None for cell in cells) / len(cells),
        "date": sum(is_date(cell) and len(cell) > 4 for cell in cells) / len(cells),
        "private": sum("@" in cell and "." in cell for cell in cells) / len(cells),
    }
    best = max(share, key=lambda name: share[name])
    return best if share[best] > 0.7 else "leave out"

"""The workbook that people fill in: a sheet per table with drop-downs and notes, and a sheet that says how."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any

from graphmodel.columns import CHOICES, REQUIRED, sheet_columns
from graphmodel.names import fold
from graphmodel.problems import column_letter
from graphmodel.schema import NodeKind, Property, Schema, TieKind
from graphmodel.schema.kinds import LEVELS
from graphmodel.sheets import SHEET_NAMES, Sheet, Sheets
from graphmodel.writing import number_text
from loaders.settings import settings_text
from loaders.text_table import steered
from loaders.workbook import LISTS_SHEET, README_SHEET, SETTINGS_SHEET

__all__ = ["column_note", "write_form"]

_NUMBER_TYPES = frozenset({"count", "number", "year", "latitude", "longitude"})
_WIDTHS = {
    "name": 38, "name_ar": 28, "other_names": 28, "note": 40, "quote": 40, "title": 40, "from": 30, "to": 30, "id": 22,
    "kind": 24, "tie": 24, "country": 22, "gap": 40, "reason": 40, "publisher": 28,
}  # fmt: skip
_SPARE = 1000
"""Blank rows below the last for which there are drop-downs."""


@lru_cache(maxsize=1)
def _texts() -> dict[str, Any]:
    import yaml

    found: dict[str, Any] = yaml.safe_load(files("loaders").joinpath("workbook_form.yaml").read_text(encoding="utf-8"))
    return found


def write_form(book: Any, sheets: Sheets, schema: Schema) -> None:
    """Write all sheets to an open workbook; cells that are marked stand out, each with a comment that says why."""
    formats = {
        "head": book.add_format({"bold": True, "bg_color": "#E8EEF4", "bottom": 1, "text_wrap": True, "valign": "top"}),
        "needed": book.add_format(
            {"bold": True, "bg_color": "#9FC2E0", "bottom": 1, "text_wrap": True, "valign": "top"}
        ),
        "marked": book.add_format({"bg_color": "#FFF2A8", "border": 1, "border_color": "#B8860B", "num_format": "@"}),
        "text": book.add_format({"num_format": "@"}),  # else a spreadsheet program makes a day of the month 2018-11
        "bold": book.add_format({"bold": True, "valign": "top"}),
        "wrap": book.add_format({"text_wrap": True, "valign": "top"}),
    }
    _readme(book.add_worksheet(README_SHEET), formats)
    lists = _lists(schema)
    for name in SHEET_NAMES:
        tab = book.add_worksheet(name)
        columns = list(sheet_columns(name, schema))
        sheet = sheets.get(name)
        _heading(tab, name, columns, schema, formats)
        _cells(tab, sheet, columns, schema, formats["marked"])
        _choices(tab, name, columns, lists, max(len(sheet) + _SPARE, 2 * _SPARE))
        tab.autofilter(0, 0, max(len(sheet), 1), len(columns) - 1)
        tab.set_landscape()
        tab.repeat_rows(0)
    if sheets.settings:
        tab = book.add_worksheet(SETTINGS_SHEET)
        tab.set_column(0, 0, 80)
        lines = [
            "# Settings of the network, one on a line; a text stands in quotes.",
            *settings_text(sheets.settings).splitlines(),
        ]
        for row, line in enumerate(lines):
            tab.write_string(row, 0, line)
    _hidden(book, lists)


def _readme(tab: Any, formats: Mapping[str, Any]) -> None:
    tab.set_column(0, 0, 20, formats["bold"])
    tab.set_column(1, 1, 110, formats["wrap"])
    for row, (head, text) in enumerate(_texts()["readme"]):
        tab.write_string(row, 0, head, formats["bold"])
        tab.write_string(row, 1, text, formats["wrap"])
    tab.set_landscape()
    tab.fit_to_pages(1, 0)


def _word(kind: NodeKind | TieKind, words: Mapping[str, str]) -> str:
    """What a kind is called in the workbook: its label, if nothing else is called so, else its name."""
    label = kind.label["en"]
    return label if words.get(fold(label)) == kind.name else kind.name


def _lists(schema: Schema) -> dict[str, Sequence[str]]:
    """Drop-downs by name, each a column of the hidden sheet; a country may be chosen by its name or by its code."""
    from graphmodel.countries import country_codes, country_name

    codes = sorted(country_codes())
    found: dict[str, Sequence[str]] = {
        "kind": [_word(kind, schema.node_words) for kind in schema.nodes.values()],
        "tie": [_word(kind, schema.tie_words) for kind in schema.ties.values() if kind.derived is None],
        "country": [*sorted((f"{country_name(code)} ({code})" for code in codes), key=fold), *codes],
        "level": LEVELS,
    }
    for (sheet, column), values in CHOICES.items():
        found[f"{sheet}.{column}"] = values
    return found


def _hidden(book: Any, lists: Mapping[str, Sequence[str]]) -> None:
    tab = book.add_worksheet(LISTS_SHEET)
    tab.hide()
    for at, (title, values) in enumerate(lists.items()):
        tab.write_string(0, at, title)
        for row, value in enumerate(values, start=1):
            tab.write_string(row, at, value)


def _heading(tab: Any, name: str, columns: Sequence[str], schema: Schema, formats: Mapping[str, Any]) -> None:
    numeric = _numeric(name, schema)
    for at, column in enumerate(columns):
        tab.write_string(0, at, column, formats["needed" if column in REQUIRED[name] else "head"])
        tab.set_column(at, at, _WIDTHS.get(column, 16), None if column in numeric else formats["text"])
        tab.write_comment(0, at, column_note(name, column, schema), {"x_scale": 2})
    tab.freeze_panes(1, 0)


def column_note(sheet: str, column: str, schema: Schema) -> str:
    """What belongs into a column of a sheet.

    Examples
    --------
    >>> from graphmodel.schema import builtin_schema
    >>> column_note("actors", "lat", builtin_schema())
    'Latitude, in degrees; for example 42.13222. For: City / municipality, Country.'
    >>> column_note("actors", "shares", builtin_schema())
    'Whether its pilots are meant to share what they learn with others: yes or no. For: Programme.'
    """
    properties = schema.node_properties if sheet == "actors" else {}
    if column in properties:
        kinds = [kind.label["en"] for kind in schema.nodes.values() if column in kind.properties]
        return f"{_property_note(properties[column])}. For: {', '.join(kinds)}."
    return str(_texts()["notes"][sheet][column])


def _property_note(prop: Property) -> str:
    from graphmodel.types import TYPES

    text = (prop.description.get("en") or prop.label["en"]).rstrip(".")
    if prop.type == "boolean":
        return f"{text}: {TYPES[prop.type].expected}"
    return text + (f", in {prop.unit}" if prop.unit else "") + (f"; for example {prop.example}" if prop.example else "")


def _cells(tab: Any, sheet: Sheet, columns: Sequence[str], schema: Schema, marked: Any) -> None:
    labels = {
        "kind": {name: _word(kind, schema.node_words) for name, kind in schema.nodes.items()},
        "tie": {name: _word(kind, schema.tie_words) for name, kind in schema.ties.items()}
        if sheet.name != "facts"
        else {},
    }
    numeric = _numeric(sheet.name, schema)
    for at, column in enumerate(columns):
        words = labels.get(column, {})
        for row, cell in enumerate(sheet.cells.get(column, ()), start=1):
            if not cell:
                continue
            number = _as_number(cell) if column in numeric else None
            if number is None:
                tab.write_string(row, at, steered(words.get(cell, cell)))
            else:
                tab.write_number(row, at, number)
    for (column, row), reason in sheet.marks.items():
        at, cell = columns.index(column), sheet.cells[column][row]
        tab.write_string(row + 1, at, steered(labels.get(column, {}).get(cell, cell)), marked)
        tab.write_comment(row + 1, at, reason, {"x_scale": 2})


def _as_number(cell: str) -> float | None:
    """The number that a cell is, if it comes back as the same text."""
    try:
        number = float(cell)
    except ValueError:
        return None
    return number if number_text(number) == cell else None


def _numeric(name: str, schema: Schema) -> set[str]:
    if name != "actors":
        return set()
    return {column for column, prop in schema.node_properties.items() if prop.type in _NUMBER_TYPES}


def _choices(tab: Any, name: str, columns: Sequence[str], lists: Mapping[str, Sequence[str]], rows: int) -> None:
    titles = list(lists)
    for at, column in enumerate(columns):
        title = f"{name}.{column}" if f"{name}.{column}" in lists else column
        if title not in lists or (name, column) == ("facts", "tie"):
            continue
        letter, count = column_letter(titles.index(title)), len(lists[title])
        tab.data_validation(1, at, rows, at, {
            "validate": "list", "source": f"={LISTS_SHEET}!${letter}$2:${letter}${count + 1}", "error_type": "warning",
            "error_title": "Not on the list", "error_message": f"This is no {column} that the network knows.",
        })  # fmt: skip

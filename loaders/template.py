"""An empty network to fill in, with one worked example to delete."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from graphmodel.columns import sheet_columns
from graphmodel.schema import Schema
from graphmodel.sheets import SHEET_NAMES, Sheet, Sheets
from loaders.atomic import replaced
from loaders.format import format_of
from loaders.settings import SETTINGS

__all__ = ["template_sheets", "write_template"]


def template_sheets(schema: Schema, *, name: str = "", example: bool = True) -> Sheets:
    """Sheets with all their columns, and the worked example unless it is not wanted."""
    text = files("loaders").joinpath("example.yaml").read_text(encoding="utf-8")
    rows: dict[str, list[dict[str, Any]]] = yaml.safe_load(text) if example else {}
    sheets = Sheets(settings={"name": name} if name else {})
    for sheet in SHEET_NAMES:
        records = [{key: str(value) for key, value in row.items()} for row in rows.get(sheet, [])]
        sheets.tables[sheet] = Sheet.of_records(sheet, sheet_columns(sheet, schema), records)
    return sheets


def write_template(path: Path, schema: Schema, *, force: bool = False) -> None:
    """Write the template as the format that the path names."""
    one = format_of(path)
    sheets = template_sheets(schema, name=path.stem)
    with replaced(path, force=force, folder=one.ending == "", owns=one.owns) as beside:
        one.write(sheets, schema, beside)
        if one.ending == "":
            _all_columns(sheets, beside)


def _all_columns(sheets: Sheets, folder: Path) -> None:
    """Files of a folder with every column that there is, since a person is to see them."""
    import csv

    for name, sheet in sheets.tables.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as out:
            writer = csv.writer(out, lineterminator="\n")
            writer.writerow(sheet.columns)
            writer.writerows(zip(*(sheet.cells[column] for column in sheet.columns), strict=True))
    (folder / SETTINGS).touch()

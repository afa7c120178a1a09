"""Rows added to one sheet of a workbook that people have formatted and marked; nothing else of the file is changed.

A workbook that is read and written anew loses what no network holds: colours, comments, marks, sheets of its owner's. So
the rows go into the XML of their sheet, and every other part is copied as it lies there.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from graphmodel.problems import column_letter
from loaders.limits import Limits
from loaders.text_table import steered
from loaders.workbook import read_grid, sheet_names
from loaders.workbook_archive import WorkbookArchive, cell_of

__all__ = ["add_rows"]

_ROW = r"<(?:\w+:)?row\b[^>]*?(?:/>|>.*?</(?:\w+:)?row>)"
_CELL = r"<(?:\w+:)?c\b[^>]*?(?:/>|>.*?</(?:\w+:)?c>)"
_NUMBER = re.compile(r"""^<(?:\w+:)?row\b[^>]*?\br\s*=\s*["'](\d+)""")
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def add_rows(
    source: Path, target: Path, name: str, columns: Sequence[str], records: Sequence[Mapping[str, str]], limits: Limits
) -> None:  # fmt: skip
    """Copy a workbook with further rows below those of one sheet, each cell under the heading of its column.

    Parameters
    ----------
    source, target : Path
        The workbook, and a path that nothing is at.
    name : str
        Of the sheet, however its capitals are written; it is added if the workbook has none.
    columns : sequence of str
        Headings of a sheet that is added, and the order of those that are added to one that lacks them.
    records : sequence of mapping
        Text by heading; blank cells are left out.

    Raises
    ------
    DataProblems, LimitExceeded
        If the workbook cannot be read.
    """
    title = next((one for one in sheet_names(source, limits) if one.strip().lower() == name), None)
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        changed: dict[str, str] = _new_sheet(old, name, columns, records) if title is None else {}
        if title is not None:
            part = WorkbookArchive(source, limits).part(title)
            changed[part] = _filled_in(old.read(part).decode("utf-8"), source, title, columns, records, limits)
        for item in old.infolist():
            text = changed.pop(item.filename, "")
            new.writestr(item, text or old.read(item.filename))
        for path, text in changed.items():
            new.writestr(path, text)


def _filled_in(
    xml: str, source: Path, title: str, columns: Sequence[str], records: Sequence[Mapping[str, str]], limits: Limits
) -> str:  # fmt: skip
    """The XML of a sheet with the rows below its last one that has something in it."""
    grid = read_grid(source, title, limits)
    heads = [cell.strip().lower() for cell in grid.rows[0]] if grid.rows else []
    lacking = [name for name in columns if name not in heads and any(record.get(name) for record in records)]
    places = {name: at for at, name in reversed(list(enumerate([*heads, *lacking]))) if name}
    if not heads:
        places, lacking = {name: at for at, name in enumerate(columns)}, list(columns)
    last = grid.numbers[-1] if grid.numbers else 1
    rows = {last + at: record for at, record in enumerate(records, start=1)}
    begin, inside, end = _sheet_data(xml)
    kept = [(_number(row), row) for row in re.findall(_ROW, inside, re.DOTALL) if _number(row) not in rows]
    prefix = _prefix(xml)
    if lacking:
        top = grid.numbers[0] if grid.numbers else 1
        named = {places[name]: _cell(prefix, places[name], top, name) for name in lacking}
        kept = [(number, _with_cells(row, prefix, named) if number == top else row) for number, row in kept]
        if top not in dict(kept):
            kept.append((top, _with_cells(f'<{prefix}row r="{top}"/>', prefix, named)))
    for number, record in rows.items():
        cells = "".join(
            _cell(prefix, at, number, steered(record[name])) for name, at in sorted(places.items(), key=lambda item: item[1])
            if record.get(name)
        )  # fmt: skip
        kept.append((number, f'<{prefix}row r="{number}">{cells}</{prefix}row>'))
    body = "".join(row for _, row in sorted(kept, key=lambda item: item[0]))
    corner = f"{column_letter(max(places.values()))}{max(number for number, _ in kept)}"
    begin = re.sub(r'(<(?:\w+:)?dimension\b[^>]*\bref=")[^"]*', rf"\g<1>A1:{corner}", begin)
    return f"{begin}<{prefix}sheetData>{body}</{prefix}sheetData>{end}"


def _sheet_data(xml: str) -> tuple[str, str, str]:
    """What stands before the rows, the rows, and what stands behind them."""
    found = re.search(r"<(?:\w+:)?sheetData\s*(?:/>|>(.*)</(?:\w+:)?sheetData>)", xml, re.DOTALL)
    assert found is not None  # a sheet without it could not be read
    return xml[: found.start()], found[1] or "", xml[found.end() :]


def _number(row: str) -> int:
    found = _NUMBER.match(row)
    return int(found[1]) if found else 0


def _prefix(xml: str) -> str:
    found = re.search(r"<(\w+:)?sheetData", xml)
    return (found[1] or "") if found else ""


def _with_cells(row: str, prefix: str, cells: Mapping[int, str]) -> str:
    """A row with cells at their columns; one that is there already, without a text, keeps its style."""
    opening = re.match(r"<[^>]*?(?=/?>)", row)
    assert opening is not None
    inside = row[opening.end() :].removeprefix("/>").removeprefix(">").removesuffix(f"</{prefix}row>")
    there: dict[int, str] = {}
    for cell in re.findall(_CELL, inside, re.DOTALL):
        there[_column(cell, max(there, default=-1) + 1)] = cell
    for at, cell in cells.items():
        style = re.search(r"""^<[^>]*?(\ss=["']\d+["'])""", there.get(at, ""))
        there[at] = cell.replace(" t=", f"{style[1]} t=", 1) if style else cell
    return f"{opening[0]}>{''.join(there[at] for at in sorted(there))}</{prefix}row>"


def _column(cell: str, following: int) -> int:
    """Which column a cell stands in, from 0; one that does not say it follows on the one before."""
    found = re.match(r"""<[^>]*?\sr=["']([A-Z]+[0-9]+)""", cell)
    return cell_of(found[1])[0] if found else following


def _cell(prefix: str, column: int, row: int, text: str) -> str:
    p = prefix
    inside = f'<{p}is><{p}t xml:space="preserve">{escape(text)}</{p}t></{p}is>'
    return f'<{p}c r="{column_letter(column)}{row}" t="inlineStr">{inside}</{p}c>'


def _new_sheet(
    book: zipfile.ZipFile, name: str, columns: Sequence[str], records: Sequence[Mapping[str, str]]
) -> dict[str, str]:  # fmt: skip
    """A sheet of its own, and the parts of the archive that say that it is there."""
    lines = [dict(zip(columns, columns, strict=True)), *records]
    rows = "".join(
        f'<row r="{number}">'
        + "".join(_cell("", at, number, steered(line[one])) for at, one in enumerate(columns) if line.get(one)) + "</row>"
        for number, line in enumerate(lines, start=1)
    )  # fmt: skip
    taken = book.namelist()
    path = next(one for n in range(1, len(taken) + 2) if (one := f"xl/worksheets/sheet{n}.xml") not in taken)
    types, links, sheets = (
        book.read(one).decode("utf-8")
        for one in ("[Content_Types].xml", "xl/_rels/workbook.xml.rels", "xl/workbook.xml")
    )
    ident = next(one for n in range(1, 10_000) if (one := f"rId{n}") not in re.findall(r'Id="([^"]+)"', links))
    number = max(map(int, re.findall(r'sheetId="(\d+)"', sheets)), default=0) + 1
    prefix = re.search(r"</(\w+:)?sheets>", sheets)
    assert prefix is not None  # a workbook without sheets could not be read
    sheet = f'<{prefix[1] or ""}sheet xmlns:r="{_KIND}" name="{name}" sheetId="{number}" r:id="{ident}"/>'
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return {
        path: f'{head}<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData></worksheet>',
        "[Content_Types].xml": re.sub(
            r"(</(\w+:)?Types>)", rf'<\g<2>Override PartName="/{path}" ContentType="{_TYPE}"/>\1', types
        ),
        "xl/_rels/workbook.xml.rels": re.sub(
            r"(</(\w+:)?Relationships>)",
            rf'<\g<2>Relationship Id="{ident}" Type="{_KIND}/worksheet" Target="/{path}"/>\1', links,
        ),
        "xl/workbook.xml": sheets[: prefix.start()] + sheet + sheets[prefix.start() :],
    }  # fmt: skip

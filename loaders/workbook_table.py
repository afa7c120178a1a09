"""A table as a workbook of its own, to read, print, filter and work through."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from loaders.atomic import replaced
from loaders.text_table import steered
from loaders.workbook import README_SHEET, new_book

__all__ = ["write_rows"]

_WIDEST = 50


def write_rows(
    path: Path, name: str, columns: Sequence[str], rows: Sequence[Sequence[object]], *,
    choices: Mapping[str, Sequence[str]] | None = None, notes: Mapping[str, str] | None = None,
    widths: Mapping[str, int] | None = None, to_fill: Sequence[str] = (), title: str = "",
    readme: Sequence[tuple[str, str]] = (), more: Mapping[str, tuple[Sequence[str], Sequence[Sequence[object]]]] | None = None,
    force: bool = False,
) -> None:  # fmt: skip
    """A table as a workbook: frozen heading, filter, drop-downs, and set up for printing across the page.

    Parameters
    ----------
    name : str
        Of the sheet.
    choices : mapping, optional
        Drop-downs by column.
    notes : mapping, optional
        What a column means, shown as a comment at its heading.
    widths : mapping, optional
        Widths of columns in characters; the others follow from their cells.
    to_fill : sequence of str
        Columns that people fill in, which stand out.
    title : str
        Printed at the head of every page.
    readme : sequence of (head, text)
        Lines of a last sheet that explains the first.
    more : mapping, optional
        Further tables by the name of their sheet: columns and rows.

    Raises
    ------
    UsageProblem
        If the file is there and `force` is not given.
    """
    with replaced(path, force=force) as beside, new_book(beside) as book:
        formats = _formats(book)
        tab = _sheet(book, formats, name, columns, rows, widths or {}, to_fill, title)
        for at, column in enumerate(columns):
            if choices and column in choices:
                tab.data_validation(1, at, max(len(rows), 1), at, {"validate": "list", "source": list(choices[column])})
            if notes and column in notes:
                tab.write_comment(0, at, notes[column], {"x_scale": 2})
        for further, (heads, lines) in (more or {}).items():
            _sheet(book, formats, further, heads, lines, {}, (), title)
        if readme:
            _readme(book, readme)


def _formats(book: Any) -> tuple[Any, Any, Any]:
    """Of a heading, of one that people fill in below, and of a cell."""
    head = {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}
    return (
        book.add_format({**head, "bg_color": "#E8EEF4"}), book.add_format({**head, "bg_color": "#FFF2A8"}),
        book.add_format({"text_wrap": True, "valign": "top"}),
    )  # fmt: skip


def _sheet(
    book: Any, formats: tuple[Any, Any, Any], name: str, columns: Sequence[str], rows: Sequence[Sequence[object]],
    widths: Mapping[str, int], to_fill: Sequence[str], title: str,
) -> Any:  # fmt: skip
    """One table: heading, cells, filter, and how it prints."""
    head, mine, wrap = formats
    tab = book.add_worksheet(name)
    for at, column in enumerate(columns):
        tab.write_string(0, at, column, mine if column in to_fill else head)
        longest = max((len(str(row[at])) for row in rows), default=0)
        tab.set_column(at, at, widths.get(column) or min(max(10, longest + 1, len(column) + 2), _WIDEST))
    for number, row in enumerate(rows, start=1):
        for at, value in enumerate(row):
            if isinstance(value, int | float) and not isinstance(value, bool):
                tab.write_number(number, at, value, wrap)
            else:
                tab.write_string(number, at, steered(str("" if value is None else value)), wrap)
    tab.freeze_panes(1, 0)
    tab.autofilter(0, 0, max(len(rows), 1), len(columns) - 1)
    _printed(tab, title or name)
    return tab


def _printed(tab: Any, title: str) -> None:
    """Across the page, as wide as one page, the heading on each of them, with title and page number."""
    tab.set_landscape()
    tab.set_paper(9)  # A4
    tab.fit_to_pages(1, 0)
    tab.repeat_rows(0)
    tab.set_header("&L" + title.replace("&", "&&")[:200])
    tab.set_footer("&R&P / &N")


def _readme(book: Any, lines: Sequence[tuple[str, str]]) -> None:
    tab = book.add_worksheet(README_SHEET)
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    tab.set_column(0, 0, 26)
    tab.set_column(1, 1, 100)
    for row, (head, text) in enumerate(lines):
        tab.write_string(row, 0, steered(head), bold)
        tab.write_string(row, 1, steered(text), wrap)
    tab.set_landscape()
    tab.fit_to_pages(1, 0)

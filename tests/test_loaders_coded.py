"""Law: a CSV file is read a column at a time as it would be read row by row, problems and places included."""

import csv
import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from graphmodel.errors import LimitExceeded
from graphmodel.problems import Problem
from graphmodel.schema import builtin_schema
from graphmodel.sheets import Sheet
from loaders import Limits, text_rows, text_table
from loaders.coded_table import CodedTable
from loaders.format import Reading
from loaders.text_table import grid_sheet, read_grid, read_sheet

SCHEMA = builtin_schema()
CELLS = st.sampled_from(
    ["", " ", "Peja", "Peja ", "'=1+1", '"', "two\nlines", "a\r\nb", "Viti;Budva", "\u202e", "007", "Čair"]
)
TABLES = st.lists(st.lists(CELLS, min_size=0, max_size=4), max_size=9)
HEADERS = st.sampled_from([["id", "kind", "name"], ["id", "", "name"], ["id", "id", "name"], [" ", "", ""], []])


@pytest.fixture(autouse=True)
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """So small that every table of some rows has several."""
    monkeypatch.setattr(text_rows, "_AT_ONCE", 2)


def _text(rows: list[list[str]]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


def _by_columns(text: str) -> tuple[Sheet | None, list[Problem]]:
    problems: list[Problem] = []
    return read_sheet(text, "actors.csv", "actors", SCHEMA, Reading(), problems), problems


def _by_rows(text: str) -> tuple[Sheet | None, list[Problem]]:
    problems: list[Problem] = []
    grid = read_grid(text, "actors.csv", "actors", SCHEMA, Reading(), problems)
    return (None if grid is None else grid_sheet(grid, "actors", "actors.csv", problems)), problems


@given(HEADERS, TABLES)
@example(["id", "kind", "name"], [["a", "City", "A"]] * 5)
@example(["id", "kind", "name"], [["a", "City", "A"], ["b", "City"], ["c", "City", "C"]])
@example(["id", "kind", "name"], [["a", "City", "A"], ["", " ", ""], ["c", "City", "C"]])
def test_by_columns_as_by_rows(header: list[str], rows: list[list[str]]) -> None:
    text = _text([header, *rows])
    assert _by_columns(text) == _by_rows(text)


@given(st.text(alphabet='ab,;"\n\r ', max_size=40))
@example('id,name\na,b\nc,"d\n')
@example('id,name\na,b\nc,d"e\n')
def test_texts_that_nobody_would_write(text: str) -> None:
    assert _by_columns(text) == _by_rows(text)


def test_a_quote_that_never_closes_is_placed_behind_a_block() -> None:
    sheet, problems = _by_columns('id,kind,name\na,City,A\nb,City,"B\nb"\nc,City,C\nd,City,"D\n')
    assert sheet is None
    assert [(one.code, one.row, one.line, one.found, one.mend) for one in problems] == [(
        "unclosed-quote", 5, 6, "a quote opened in row 5 that never closes",
        "add the closing quote, or double a quote that belongs to the text",
    )]  # fmt: skip


def test_rows_behind_a_cell_of_two_lines_have_their_own_line() -> None:
    sheet, _ = _by_columns('id,kind,name\na,City,"A\nb"\nb,City,B\nc,City,C\n')
    assert sheet is not None
    assert (sheet.rows, sheet.lines) == ([2, 3, 4], [2, 4, 5])
    assert sheet.cells["name"] == ["A\nb", "B", "C"]


def test_nothing_is_made_for_columns_that_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[int] = []

    def counted(width: int) -> CodedTable:
        made.append(width)
        return CodedTable(width)

    monkeypatch.setattr(text_table, "CodedTable", counted)
    text = ",".join(f"c{at}" for at in range(1001)) + "\n" + "," * 1000
    with pytest.raises(
        LimitExceeded, match=r"actors.csv: 1,001 columns; the limit is 1,000 \(--limits columns=1001 raises it\)"
    ):
        read_sheet(text, "actors.csv", "actors", SCHEMA, Reading(limits=Limits(columns=1000)), [])
    assert made == [0]

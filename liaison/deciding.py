"""A filled list of gaps back into the network: its decisions become rows of the sheet of decisions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from graphmodel.columns import CHOICES, sheet_columns
from graphmodel.dates import is_date, meant_date, mend_date
from graphmodel.decisions import Decision, decisions_of
from graphmodel.errors import DataProblems, UsageProblem
from graphmodel.nearest import nearest
from graphmodel.problems import Problem
from graphmodel.sheets import Sheet

if TYPE_CHECKING:
    from graphmodel.network import Network
    from loaders.format import Limits, Reading
    from loaders.own.table import OwnTable

__all__ = ["Filled", "filled_list", "list_of_gaps", "with_decisions", "write_decisions"]

_IDS = ("gap", "id")
"""Columns that hold the id of a gap: of the workbook, and of the list as CSV."""
_SHEET = "gaps"
_OWNER = "owner"
_FILLED = (_OWNER, "due", "decision", "reason")


@dataclass(frozen=True, slots=True)
class Filled:
    """What a filled list says.

    Parameters
    ----------
    decisions : tuple of Decision
        Of its rows with a decision, in their order.
    undecided : tuple of int
        Rows that have an owner, a day or a reason, and no decision.
    """

    decisions: tuple[Decision, ...]
    undecided: tuple[int, ...]


def list_of_gaps(path: Path, reading: Reading) -> OwnTable:
    """The filled list: the first sheet of a workbook, or the one called gaps if that has no list of gaps.

    Raises
    ------
    UsageProblem, DataProblems, LimitExceeded
        If there is no such file, or it cannot be read.
    """
    from loaders.own.table import own_table

    table = own_table(path, reading=reading)
    known = {name.strip().lower() for name in table.headings}
    if "decision" not in known and _SHEET in table.other_sheets:
        return own_table(path, sheet=_SHEET, reading=reading)
    return table


def filled_list(table: OwnTable, date: str) -> Filled:
    """Decisions of a list that `liaison gaps -o` wrote and people filled in.

    Parameters
    ----------
    date : str
        The day that a decision is of.

    Raises
    ------
    UsageProblem
        If it is no such list.
    DataProblems
        If a decision is no word of the list, names no gap, or is due on what is no day; all of them at once.
    """
    heads = {name.strip().lower(): at for at, name in enumerate(table.headings)}
    ident = next((heads[name] for name in _IDS if name in heads), None)
    if ident is None or "decision" not in heads:
        raise UsageProblem(
            f"{table.file} is no list of gaps: it needs the columns gap and decision, as `liaison gaps -o list.xlsx` "
            "writes them"
        )
    from loaders.text_table import unsteered

    problems: list[Problem] = []
    found: list[Decision] = []
    undecided: list[int] = []
    for row, number in zip(table.rows, table.numbers, strict=True):
        cells = {name: row[heads[name]].strip() if name in heads else "" for name in _FILLED}
        cells = dict(zip(cells, unsteered(list(cells.values())), strict=True))
        cells["due"] = meant_date(cells["due"]) or cells["due"]
        gap = row[ident].strip()
        if not cells["decision"]:
            if any(cells.values()):
                undecided.append(number)
            continue
        word = cells["decision"].lower()
        found.append(Decision(gap, word, cells[_OWNER], date, cells["due"], cells["reason"]))  # type: ignore[arg-type]
        problems += [
            Problem(code, table.file, table.sheet, number, None, column, expected, said, mend)
            for code, column, expected, said, mend in _faults(gap, word, cells)
        ]
    if problems:
        raise DataProblems(problems)
    return Filled(tuple(found), tuple(undecided))


def _faults(gap: str, word: str, cells: dict[str, str]) -> list[tuple[str, str, str, str, str]]:
    """Code, column, what was expected, what was found, and how to mend it."""
    faults = []
    words = CHOICES["decisions", "decision"]
    if word not in words:
        close = nearest(word, words)
        mend = f"write {close}" if close else "write one of them"
        faults.append(("not-a-choice", "decision", f"one of: {', '.join(words)}", f"'{cells['decision']}'", mend))
    if ":" not in gap:
        found = f"'{gap}'" if gap else "a blank cell"
        mend = "copy the id from the list as it was written"
        faults.append(("unknown-gap", "gap", "the id of a gap", found, mend))
    due = cells["due"]
    if due and not is_date(due):
        mend = mend_date(due) or "write the year first, then month and day as far as known"
        faults.append(("bad-date", "due", "a date like 2018, 2018-11 or 2018-11-29", f"'{due}'", mend))
    return faults


def with_decisions(network: Network, decisions: tuple[Decision, ...]) -> tuple[Sheet, int]:
    """The sheet of decisions with those that say something new added below, and how many these are.

    A decision that is there already, whatever its day, is not written again; one that differs goes below the old one,
    which stays: the latest counts.
    """
    known = {gap: replace(one, date="") for gap, one in decisions_of(network).items()}
    new = [one for one in decisions if known.get(one.gap) != replace(one, date="")]
    sheet = network.to_sheets().get("decisions")
    columns = list(sheet_columns("decisions", network.schema))
    records = [*sheet.records(), *({"gap": one.gap, **one.as_json()} for one in new)]
    return Sheet.of_records("decisions", columns, records), len(new)


def write_decisions(
    network: Network, sheet: Sheet, new: int, source: Path, path: Path, *, limits: Limits, force: bool
) -> None:  # fmt: skip
    """Into its own folder: decisions.csv anew, and no other file. From workbook to workbook: the new rows, and all else as it
    was, with colours, comments and sheets of its owner. Else the whole network with the decisions.

    Parameters
    ----------
    new : int
        How many of the last rows of the sheet are new.
    source, path : Path
        Where the network is read from, and where it is written.

    Raises
    ------
    UsageProblem
        If the file is there and `force` is not given.
    """
    import loaders
    from loaders.csv_folder import sheet_text

    if path.is_dir() and network.folder is not None and path.resolve() == network.folder.resolve():
        from loaders.atomic import write_text

        write_text(_own_file(path), sheet_text(sheet), force=True)
        return
    sheets = network.to_sheets()
    sheets.tables["decisions"] = sheet
    from graphmodel.border import assemble

    whole, write = replace(assemble(sheets, network.schema), folder=network.folder), None
    if _is_workbook(source) and _is_workbook(path):
        from loaders.workbook_rows import add_rows

        rows = list(sheet.records())[len(sheet) - new :]
        write = partial(add_rows, source, name="decisions", columns=sheet.columns, records=rows, limits=limits)
    loaders.save(whole, path, force=force, write=write)


def _is_workbook(path: Path) -> bool:
    return path.suffix.lower() == ".xlsx" and not path.is_dir()


def _own_file(folder: Path) -> Path:
    """The file that holds the decisions of a folder, however its name is written."""
    there = [path for path in sorted(folder.glob("*.csv")) if path.stem.lower() == "decisions"]
    return there[0] if there else folder / "decisions.csv"

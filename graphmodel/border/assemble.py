"""Raw sheets in, a checked network out; or every problem in every sheet at once."""

from __future__ import annotations

import numpy as np
import pandas as pd

from graphmodel.border.actors import ActorIndex, read_actors
from graphmodel.border.coverage import check_subjects, read_coverage, read_decisions, read_facts
from graphmodel.border.derived import derived_assertions
from graphmodel.border.report import SheetReport
from graphmodel.border.sources import read_sources, split
from graphmodel.border.ties import read_ties
from graphmodel.claim_ids import claim_ids
from graphmodel.claims import CLAIM_TEXTS, build_tables, first_named, published_of
from graphmodel.columns import Coded
from graphmodel.coverage import settle
from graphmodel.dates import days_of
from graphmodel.errors import DataProblems
from graphmodel.network import Network
from graphmodel.open_ends import open_end
from graphmodel.problems import Problem
from graphmodel.schema import Schema
from graphmodel.sheets import SHEET_NAMES, Sheets

__all__ = ["assemble"]

_CAVEAT_IDENTITY = (
    "tie", "from_id", "from_kind", "from_country", "to_id", "to_kind", "to_country", "key", "programme", "source", "says",
    *CLAIM_TEXTS,
)  # fmt: skip


def assemble(sheets: Sheets, schema: Schema, *, consume: bool = False) -> Network:
    """Check all sheets and build the network.

    Parameters
    ----------
    sheets : Sheets
        Raw text, with the problems that the format already found.
    schema : Schema
        Kinds of actors and ties.
    consume : bool
        Whether the raw cells may be given up on the way: a large network then needs less memory.

    Returns
    -------
    Network
        Warnings are in its `warnings`.

    Raises
    ------
    DataProblems
        With every problem in every sheet, if one of them is an error.

    Examples
    --------
    >>> from graphmodel.schema import builtin_schema
    >>> from graphmodel.sheets import Sheet, Sheets
    >>> actors = Sheet.of_records("actors", ["kind", "name", "country"], [
    ...     {"kind": "City", "name": "Čair", "country": "MK"}])
    >>> network = assemble(Sheets({"actors": actors}), builtin_schema())
    >>> list(network.actors["id"])
    ['cair', 'MK']
    """
    problems: list[Problem] = list(sheets.problems)
    report = {name: SheetReport(sheets.get(name), schema, problems) for name in (
        "actors", "ties", "sources", "coverage", "facts", "decisions",
    )}  # fmt: skip
    sources = read_sources(report["sources"])
    actors = read_actors(report["actors"], sources, _countries_named(report))
    asserted, caveats = read_ties(report["ties"], actors, sources)
    report["ties"].release(cells=consume)
    coverage = read_coverage(report["coverage"], actors, sources)
    facts = read_facts(report["facts"], actors, sources)
    decisions = read_decisions(report["decisions"])
    if any(problem.level == "error" for problem in problems):
        raise DataProblems(_in_order(_not_consequences(problems, sheets)))
    ties, claims = build_tables(
        [derived_assertions(report["actors"], actors, schema), asserted], actors.table, sources.table, schema
    )
    check_subjects(report["facts"], ties["id"])
    if any(problem.level == "error" for problem in problems):
        raise DataProblems(_in_order(problems))
    caveats = _finished_caveats(caveats, actors, sources.table, schema)
    actors.table["known_from"] = first_named(actors.table, ties, claims, caveats)
    coverage = settle(coverage, claims, ties, actors.table, schema)
    problems.extend(_not_full(report["coverage"], coverage))
    _examples(report["actors"])
    return Network(
        schema=schema, actors=actors.table, ties=ties, claims=claims, caveats=caveats,
        sources=sources.table, coverage=coverage.drop(columns="row"), facts=facts,
        decisions=decisions, settings=sheets.settings, name=str(sheets.settings.get("name") or sheets.name),
        folder=sheets.folder, warnings=tuple(_in_order(problems)), as_written=actors.as_written,
    )  # fmt: skip


def _examples(report: SheetReport) -> None:
    """Remind of the template's worked example."""
    rows = report.coded("name").where(lambda text: text.startswith("EXAMPLE: "))
    mend = "delete the row, and those of ties and sources that name it"
    report.add("example-row", rows, "name", "actors of your own", mend, level="warning")


_WITHOUT_VALUE = ("error-cell", "formula-without-value")


def _not_consequences(problems: list[Problem], sheets: Sheets) -> list[Problem]:
    """Without what is wrong only because something else is, which is told already.

    References are unknown if the sheet they point into could not be read; a cell is blank if the file has no value for it.
    """
    told = {_cell(problem) for problem in problems if problem.code in _WITHOUT_VALUE}
    problems = [
        problem for problem in problems
        if problem.code in _WITHOUT_VALUE or problem.found != "a blank cell" or _cell(problem) not in told
    ]  # fmt: skip
    if any(sheets.get(name).unread for name in ("actors", "sources")):
        return [problem for problem in problems if problem.code not in ("unknown-reference", "no-source")]
    return problems


def _cell(problem: Problem) -> tuple[str, str | None, int | None, str]:
    """Where a problem is, with its column as the sheets call it."""
    return problem.file, problem.sheet, problem.row, "_".join((problem.column or "").lower().split())


def _countries_named(report: dict[str, SheetReport]) -> set[str]:
    """Codes that are named outside the actors sheet, so that every one of them has an actor."""
    ends = {open_end(text) for column in ("from", "to") for text in report["ties"].coded(column).values}
    scopes = {part for text in report["coverage"].coded("countries").values for part in split(text)}
    written = {
        text for sheet, column in (("ties", "from"), ("ties", "to"), ("coverage", "of"), ("facts", "actor"))
        for text in report[sheet].coded(column).values if len(text) == 2 and text.isupper()
    }  # fmt: skip
    names = set(report["actors"].coded("name").values)
    return {end.country for end in ends if end is not None} | scopes | (written - names)


def _finished_caveats(caveats: pd.DataFrame, actors: ActorIndex, sources: pd.DataFrame, schema: Schema) -> pd.DataFrame:
    """Caveats with the columns that follow from what they say, as claims have them."""
    ids = actors.table["id"].tolist()
    programmes = {text: ids[row] for text in caveats["programme"].unique() if (row := actors.find(text)) >= 0}
    named = [programmes.get(text, "") for text in caveats["programme"].tolist()]
    caveats["programme"] = pd.Series(named, dtype="str")
    texts = [Coded.of(caveats[name].tolist()) for name in _CAVEAT_IDENTITY]
    caveats.insert(0, "id", pd.Series(claim_ids(texts), dtype="str"))
    caveats["first_day"] = days_of(caveats["since"])
    caveats["last_day"] = days_of(caveats["until"], last=True)
    caveats["published"], ranks = published_of(caveats["source"], sources)
    caveats["tlp"] = ranks.astype(np.int8)
    happening = [name for name, kind in schema.ties.items() if kind.happens]
    caveats["happens"] = (caveats["tie"].isin(happening) | (caveats["form"] == "met")).to_numpy(dtype=bool)
    return caveats


def _not_full(report: SheetReport, coverage: pd.DataFrame) -> list[Problem]:
    sheet = report.sheet
    lines = dict(zip(sheet.rows, sheet.lines, strict=True))
    return [
        Problem(
            "list-not-full", sheet.file, sheet.sheet, row, lines[row], "list", "a list that is full", why,
            "write part, or mend 'said' or the rows that the list gives", "warning",
        )
        for row, why, declared in zip(coverage["row"], coverage["why"], coverage["declared"], strict=True)
        if why and declared != "part"
    ]  # fmt: skip


def _in_order(problems: list[Problem]) -> list[Problem]:
    """In the order of the sheets, then by row and column; files that are no sheet come first."""
    order = {name: place for place, name in enumerate(SHEET_NAMES)}

    def key(problem: Problem) -> tuple[int, str, int, str]:
        name = (problem.sheet or problem.file.rpartition(".")[0]).strip().lower()
        return order.get(name, -1), problem.file, problem.row or 0, problem.column or ""

    return sorted(problems, key=key)

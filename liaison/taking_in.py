"""Bringing a table of one's own in: propose, ask, fill, tell."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graphmodel.errors import DataProblems, UsageProblem
from liaison.output import write_file
from liaison.session import limits, notice
from liaison.sizes import sizes
from liaison.text import plural
from liaison.text import table as table_lines

if TYPE_CHECKING:
    from graphmodel.network import Network
    from graphmodel.schema import Schema
    from graphmodel.sheets import Sheets
    from loaders.own.filling import Filled
    from loaders.own.mapping import Mapping as ColumnMapping
    from loaders.own.table import OwnTable

__all__ = ["take_in"]

_QUESTIONS = {
    "event": "One event that all of them took part in (blank: none)",
    "date": "When was it (2024, 2024-05 or 2024-05-14; blank: not known)",
    "event_country": "In which country (blank: not known)",
    "event_city": "In which city (blank: not known)",
}


def take_in(
    out: Path, path: Path, *, sheet: str | None, mapping: Path | None, constants: Mapping[str, str], yes: bool,
    fill_merged: bool, force: bool, encoding: str | None, delimiter: str | None,
) -> int:  # fmt: skip
    """Fill a network at `out` from a table; what is doubtful is told, and marked in a workbook.

    Returns
    -------
    int
        0, or 3 if cells must be filled in before the network loads.

    Raises
    ------
    UsageProblem
        If there is nobody to ask and no mapping was given (the proposal is written beside the table), or the table
        names no organisation and no city; if answers or a proposal from earlier lie beside the table and neither
        `mapping` nor `force` is given.
    """
    from graphmodel.schema import builtin_schema
    from liaison.city_names import city_names, known_cities
    from loaders import Reading, save_sheets
    from loaders.own.filling import filled
    from loaders.own.mapping import proposed, read_mapping, right_constant
    from loaders.own.table import own_table

    proposal = path.with_suffix(".mapping.toml")
    if mapping is None and not yes and not force and proposal.exists():
        raise UsageProblem(
            f"{proposal} is there already, perhaps with changes of yours; run again with --mapping {proposal} to use it, "
            "or with --force to have a new one in its place"
        )
    given = {name: right_constant(name, value) for name, value in constants.items()}
    table = own_table(path, sheet=sheet, reading=Reading(encoding, delimiter, limits=limits()), fill_merged=fill_merged)
    if table.other_sheets:
        notice(f"took the sheet '{table.sheet}'; there are also: {', '.join(table.other_sheets)} (--sheet NAME)")
    chosen = read_mapping(mapping) if mapping is not None else proposed(table)
    chosen = type(chosen)(chosen.columns, {**chosen.constants, **given})
    if mapping is None:
        _show(table, chosen)
        if not yes:
            chosen = _asked(chosen, proposal, table)
    schema = builtin_schema()
    found = filled(
        table, chosen, schema, read_on=dt.date.today().isoformat(), known=city_names(), cities=known_cities()
    )  # fmt: skip
    save_sheets(found.sheets, schema, out, force=force)
    left = [heading for heading, target in chosen.columns.items() if target in ("person", "private")]
    if left:
        notice(f"left out, since they are about persons: {', '.join(left)}")
    return _tell(found, schema, out)


def _tell(found: Filled, schema: Schema, out: Path) -> int:
    """What was found, doubted and written; 3 if it does not load yet."""
    from liaison.faults import SHOWN
    from liaison.problems import shown, write_problems

    for sentence in found.said:
        notice(sentence)
    for line in shown(found.doubts, SHOWN):
        click.echo(line, err=True)
    context = click.get_current_context(silent=True)
    errors = context.meta.get("errors") if context is not None else None
    if errors is not None:
        write_problems(found.doubts, errors, force=bool(context is not None and context.meta.get("force")))
        notice(f"all {len(found.doubts)} in {errors}")
    network = _loaded(found.sheets, schema)
    marks = sum(len(sheet.marks) for sheet in found.sheets.tables.values())
    where = (
        f"; {plural(marks, 'cell')} to look at" + (" (yellow)" if out.suffix.lower() == ".xlsx" else "")
        if marks
        else ""
    )
    if network is None:
        actors, ties = (len(found.sheets.get(name)) for name in ("actors", "ties"))
        notice(f"wrote {out}: {plural(actors, 'actor')}, {plural(ties, 'tie')}{where}")
        _no_tie(found)
        notice(f"it does not load yet: fill in what is blank, with the help of: liaison check {out}")
        return DataProblems.exit_code
    notice(f"wrote {out}: {sizes(network)}{where}")
    _no_tie(found)
    if network.warnings:
        notice(f"{plural(len(network.warnings), 'warning')} about it; liaison check {out} shows them")
    notice(f"next: look at the kinds in actors, then: liaison gaps {out}, liaison map {out}")
    return 0


def _no_tie(found: Filled) -> None:
    """A network without anybody at an event finds next to nothing, so that is told even to who wants no notices."""
    if found.no_tie:
        click.echo(found.no_tie, err=True)


def _loaded(sheets: Sheets, schema: Schema) -> Network | None:
    from graphmodel.border import assemble

    try:
        return assemble(sheets, schema)
    except DataProblems:
        return None


def _show(table: OwnTable, chosen: ColumnMapping) -> None:
    rows = []
    for heading, target in chosen.columns.items():
        cells = table.cells(heading)
        rows.append([heading, target, cells[0] if cells and target not in ("person", "private") else ""])
    click.echo("\n".join(table_lines(["your column", "is taken as", "for example"], rows)), err=True)


def _asked(chosen: ColumnMapping, proposal: Path, table: OwnTable) -> ColumnMapping:
    """The answers of a person; they are kept beside the table, so that nobody must give them twice."""
    from graphmodel.dates import day_readings
    from loaders.own.mapping import right_constant, targets
    from loaders.own.rows import order_of_dates

    if not sys.stdin.isatty():
        write_file(proposal, chosen.text(), force=True)
        raise UsageProblem(
            f"the proposal is in {proposal}; look at it, then run again with --mapping {proposal}, or with --yes"
        )
    click.echo("\n".join(["", "A column may be:", *_roles(), ""]), err=True)
    columns = {}
    for heading, target in chosen.columns.items():
        columns[heading] = click.prompt(
            f"'{heading}' is", default=target, type=click.Choice(list(targets())), show_choices=False, err=True
        )
    constants = dict(chosen.constants)
    questions = dict(_QUESTIONS) if "event" not in columns.values() else {}
    unclear = order_of_dates(table, type(chosen)(columns, constants)).unclear
    if unclear is not None:
        questions["date_order"] = (
            f"Dates such as {unclear[1]} (row {unclear[0]}): what stands first, {' or '.join(day_readings(unclear[1]))} "
            "(blank: they are left blank)"
        )
    for name, question in questions.items():
        if name in constants or (name in _QUESTIONS and name != "event" and "event" not in constants):
            continue
        answer = click.prompt(
            question, default="", show_default=False, err=True, value_proc=_right(name, right_constant)
        )
        if answer:
            constants[name] = answer
    answered = type(chosen)(columns, constants)
    write_file(proposal, answered.text(), force=True)
    notice(f"your answers are kept in {proposal}; to use them again: --mapping {proposal}")
    return answered


def _roles() -> list[str]:
    from loaders.own.mapping import targets

    return [f"  {name:<14}{text}" for name, text in targets().items()]


def _right(name: str, right_constant: Callable[[str, str], str]) -> Callable[[str], str]:
    """What an answer is kept as; one that cannot be kept is asked for again."""

    def value(text: str) -> str:
        try:
            return right_constant(name, text)
        except UsageProblem as problem:
            raise click.UsageError(str(problem)) from None

    return value

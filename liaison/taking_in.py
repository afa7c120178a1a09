"""Bringing a table of one's own in: propose, ask, fill, check."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graphmodel.errors import UsageProblem
from liaison.output import write_file
from liaison.session import limits, notice
from liaison.text import table as table_lines

if TYPE_CHECKING:
    from loaders.mapping import Mapping as ColumnMapping
    from loaders.text_table import Grid

__all__ = ["take_in"]


def take_in(
    out: Path, table: Path, *, sheet: str | None, mapping: Path | None, constants: Mapping[str, str], yes: bool,
    force: bool, encoding: str | None, delimiter: str | None,
) -> None:  # fmt: skip
    """Fill a network at `out` from a table.

    Raises
    ------
    UsageProblem
        If there is nobody to ask and no mapping was given: the proposal is written beside the table.
    DataProblems
        If what follows from the table is at fault; nothing is written then.
    """
    from graphmodel.border import assemble
    from graphmodel.schema import builtin_schema
    from loaders import Reading, save
    from loaders.mapping import filled, own_table, proposed, read_mapping

    grid = own_table(table, sheet=sheet, reading=Reading(encoding, delimiter, limits=limits()))
    if mapping is not None:
        chosen = read_mapping(mapping)
    else:
        chosen = proposed(grid, table.name)
        _show(grid, chosen)
        if not yes:
            chosen = _asked(chosen, table)
    chosen = type(chosen)(chosen.columns, {**chosen.constants, **constants})
    schema = builtin_schema()
    sheets = filled(grid, chosen, schema, read_on=dt.date.today().isoformat(), file=table.name)
    network = assemble(sheets, schema)
    save(network, out, force=force)
    left = [heading for heading, target in chosen.columns.items() if target in ("person", "private")]
    if left:
        notice(f"left out, since they are about persons: {', '.join(left)}")
    own = int((~network.actors["implied"].to_numpy(dtype=bool)).sum())
    notice(
        f"wrote {out}: {own} actors, {int((~network.ties['derived'].to_numpy(dtype=bool)).sum())} ties from "
        f"{len(grid.rows) - 1} rows"
    )
    notice(f"next: look at the kinds in actors, then: liaison gaps {out}, liaison map {out}")


def _show(grid: Grid, chosen: ColumnMapping) -> None:
    headings = [heading.strip() for heading in grid.rows[0]]
    rows = []
    for heading, target in chosen.columns.items():
        at = headings.index(heading)
        shown = (
            "" if target in ("person", "private") else next((row[at] for row in grid.rows[1:] if row[at].strip()), "")
        )
        rows.append([heading, target, shown])
    click.echo("\n".join(table_lines(["your column", "is taken as", "for example"], rows)), err=True)


def _asked(chosen: ColumnMapping, table: Path) -> ColumnMapping:
    from loaders.mapping import targets

    if not sys.stdin.isatty():
        proposal = table.with_suffix(".mapping.toml")
        write_file(proposal, chosen.text(), force=True)
        raise UsageProblem(
            f"the proposal is in {proposal}; look at it, then run again with --mapping {proposal}, or with --yes"
        )
    columns = {}
    for heading, target in chosen.columns.items():
        columns[heading] = click.prompt(
            f"'{heading}' is", default=target, type=click.Choice(targets()), show_choices=False, err=True
        )
    constants = dict(chosen.constants)
    if "event" not in columns.values():
        event = click.prompt(
            "One event that all of them took part in (blank: none)", default="", show_default=False, err=True
        )
        if event:
            constants["event"] = event
            constants["date"] = click.prompt(
                "When (2024, 2024-05, 2024-05-14; blank: not known)", default="", show_default=False, err=True
            )
    return type(chosen)(columns, constants)

"""`liaison decide`: the decisions of a filled list of gaps, taken into the network."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from liaison import options


@click.command("decide", short_help="Take the decisions of a filled list of gaps into the network.")
@options.network
@click.argument("filled", type=click.Path(path_type=Path, dir_okay=False), metavar="LIST")
@click.option("--date", type=options.Written(), metavar="DATE", help="The day of the decisions; today unless said.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="OUT",
    help="Write the network with the decisions here: a folder, a .xlsx or a .json file. Without it a folder's own "
         "decisions.csv is written, and nothing else.",
)  # fmt: skip
@options.forcing("Overwrite what is at OUT.")
@options.reading
@click.pass_context
def command(
    ctx: click.Context, network: Path, filled: Path, date: str | None, output: Path | None, force: bool
) -> None:  # fmt: skip
    """Take the decisions of LIST into the sheet 'decisions' of the network. LIST is what `liaison gaps -o list.xlsx` (or
    .csv) wrote, with its columns owner, due, decision and reason filled in.

    A workbook is copied with the new rows, and all else of it stays: colours, marks of cells, comments, sheets of your
    own.

    A gap decided to be none, or to wait, then leaves the list of gaps and stands under a head of its own; one to be
    closed stays, with who closes it by when. What is decided again goes below the old row: the latest counts.

    \b
    Examples:
      liaison decide my-network/ gaps.xlsx
      liaison decide my-network.xlsx gaps.xlsx -o my-network-2.xlsx
      liaison decide my-network.xlsx gaps.xlsx -o my-network.xlsx --force
    """
    from graphmodel.columns import CHOICES
    from graphmodel.errors import UsageProblem
    from liaison.deciding import filled_list, list_of_gaps, with_decisions, write_decisions
    from liaison.problems import guard_errors
    from liaison.session import limits, load, notice
    from liaison.text import plural
    from loaders import Reading, format_of
    from loaders.atomic import free

    guard_errors(network)
    if output is None and not network.is_dir():
        raise UsageProblem(
            f"{network} is no folder, so say where to write the network: -o OUT, or "
            f"-o {network} --force to exchange it for one with the decisions"
        )
    if output is not None:
        free(output, force=force)
        format_of(output)
    whole = load(network)
    table = list_of_gaps(filled, Reading(ctx.meta.get("encoding"), ctx.meta.get("delimiter"), limits=limits()))
    found = filled_list(table, date or dt.date.today().isoformat())
    sheet, new = with_decisions(whole, found.decisions)
    if found.undecided:
        rows = ", ".join(map(str, found.undecided[:5])) + (", …" if len(found.undecided) > 5 else "")
        counted = plural(len(found.undecided), "row")
        *first, last = CHOICES["decisions", "decision"]
        mend = f"write {', '.join(first)} or {last} in 'decision'"
        notice(f"{counted} filled in without a decision, left out: row {rows}; {mend}")
    if not new and output is None:
        notice(f"no new decision in {filled}; nothing was written")
        return
    write_decisions(whole, sheet, new, network, output or network, limits=limits(), force=force)
    at = output or network / "decisions.csv"
    known = len(found.decisions) - new
    notice(f"wrote {at}: {plural(new, 'new decision')}" + (f", {known:,} known already" if known else ""))

"""`liaison backtest`: how well missing ties can be foreseen in a network, by methods that are compared."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from liaison import options


@click.command("backtest", short_help="Hide ties and see which method finds them again.")
@options.network
@click.option("--tie", required=True, metavar="KIND", help="Kind of tie to hide; `liaison schema` lists them.")
@click.option("--hide", type=click.FloatRange(0, 0.5, min_open=True), default=0.1, show_default=True, metavar="SHARE",
              help="Share of the ties to hide.")  # fmt: skip
@click.option("--seeds", type=click.IntRange(1, 1000), default=10, show_default=True, metavar="N",
              help="Hide so many times, each time others.")  # fmt: skip
@click.option("--by-time", is_flag=True, help="Hide the later ties instead, once; ties without a date are kept.")
@options.asking
@options.writing
@options.reading
def command(
    network: Path, tie: str, hide: float, seeds: int, by_time: bool, as_of: dt.date | None, known_by: dt.date | None,
    max_tlp: str | None, form: str | None, output: Path | None, force: bool,
) -> None:  # fmt: skip
    """Hide ties that are on record, rank for each end whom it is tied to, and say how high the hidden ones come.

    The link ranker stands beside simpler methods. Its weights are fitted to ties that are not hidden: they say what
    actors did, and no more. None enters the score of `liaison partners` unless you give it weight.

    \b
    Example:
      liaison backtest my-network/ --tie TWINNED_WITH --seeds 10
    """
    from liaison.backtesting import backtest_json, backtest_rows, backtest_table
    from liaison.output import csv_text, emit, form_of, guard_output, json_text
    from liaison.session import notice, seen
    from queries.backtest import backtest, hide_at_random, hide_later
    from queries.tie_table import tie_table

    guard_output(output, force)
    view = seen(network, as_of, known_by, max_tlp)
    table = tie_table(view, tie)
    since = ""
    if by_time:
        hiding, since = hide_later(table, hide)
        hidings = [hiding]
    else:
        hidings = hide_at_random(table.pairs, hide, range(seeds))
    found = backtest(table, hidings, since=since, progress=notice if len(table.ids) > 2000 else None)
    wanted = form_of(form, output)
    if wanted == "json":
        emit(json_text(backtest_json(tie, found)), output, force=force)
    elif wanted == "csv":
        emit(csv_text(*backtest_rows(found)), output, force=force)
    else:
        emit("\n".join(backtest_table(view, tie, found, asked=as_of)), output, force=force)

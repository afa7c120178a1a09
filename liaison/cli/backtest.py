"""`liaison backtest`: how well missing ties can be foreseen in a network, by methods that are compared."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from liaison import options

if TYPE_CHECKING:
    from graphmodel.network import Network
    from queries.tie_table import TieTable


@click.command("backtest", short_help="Hide ties and see which method finds them again.")
@options.network
@click.option("--tie", required=True, metavar="KIND", help="Kind of tie to hide; `liaison schema` lists them.")
@click.option("--hide", type=click.FloatRange(0, 0.5, min_open=True), default=0.1, show_default=True, metavar="SHARE",
              help="Share of the ties to hide.")  # fmt: skip
@click.option("--seeds", type=click.IntRange(1, 1000), default=10, show_default=True, metavar="N",
              help="Hide so many times, each time others.")  # fmt: skip
@click.option("--by-time", is_flag=True, help="Hide the later ties instead, once; ties without a date are kept.")
@click.option("--write-weights", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE.toml",
              help="Also fit the link ranker to all ties and write its weights, dated, for network.toml to name.")  # fmt: skip
@options.asking
@options.writing
@options.reading
def command(
    network: Path, tie: str, hide: float, seeds: int, by_time: bool, write_weights: Path | None,
    as_of: dt.date | None, known_by: dt.date | None, max_tlp: str | None, form: str | None, output: Path | None,
    force: bool,
) -> None:  # fmt: skip
    """Hide ties that are on record, rank for each end whom it is tied to, and say how high the hidden ones come.

    The link ranker stands beside simpler methods. Its weights are fitted to ties that are not hidden: they say what
    actors did, and no more. None enters the score of `liaison partners` unless you give it weight.

    \b
    Examples:
      liaison backtest my-network/ --tie TWINNED_WITH --seeds 10
      liaison backtest my-network/ --tie TWINNED_WITH --write-weights my-network/twinning.toml
    """
    from liaison.backtesting import backtest_json, backtest_rows, backtest_table
    from liaison.output import csv_text, emit, form_of, guard_output, json_text
    from liaison.session import notice, seen
    from queries.backtest import backtest, hide_at_random, hide_later
    from queries.tie_table import tie_table

    guard_output(output, force)
    guard_output(write_weights, force)
    view = seen(network, as_of, known_by, max_tlp)
    table = tie_table(view, tie)
    since = ""
    if by_time:
        hiding, since = hide_later(table, hide)
        hidings = [hiding]
    else:
        hidings = hide_at_random(table.pairs, hide, range(seeds))
    found = backtest(table, hidings, since=since, progress=notice if len(table.ids) > 2000 else None)
    if write_weights is not None:
        _write(view, tie, table, write_weights, force)
    wanted = form_of(form, output)
    if wanted == "json":
        emit(json_text(backtest_json(tie, found)), output, force=force)
    elif wanted == "csv":
        emit(csv_text(*backtest_rows(found)), output, force=force)
    else:
        emit("\n".join(backtest_table(view, tie, found, asked=as_of)), output, force=force)


def _write(view: Network, tie: str, table: TieTable, path: Path, force: bool) -> None:
    """Fit to all ties, write the weights, and say how they are used."""
    from liaison.output import emit
    from liaison.session import notice
    from queries.backtest import surroundings
    from queries.link_ranker import fit_link_ranker
    from queries.link_weights import weights_text

    ranker = fit_link_ranker(table.pairs, surroundings(table))
    emit(weights_text(view, tie, table, ranker, path.name).rstrip("\n"), path, force=force)
    notice("its first lines say how network.toml names the file; it goes beside network.toml")

"""`liaison compare`: what changed from one day to another, or from one network to another."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from liaison import options

if TYPE_CHECKING:
    from graphmodel.network import Network
    from queries.comparison import Comparison, Days


@click.command("compare", short_help="Say what changed between two days, or two networks.")
@options.network
@click.argument("other", type=click.Path(path_type=Path), required=False)
@click.option("--from", "first", type=options.Day(), metavar="DATE", help="The first day.")
@click.option(
    "--to", "last", type=options.Day(), metavar="DATE", help="The last day; that of the newest source unless said."
)
@click.option(
    "--rule", "rules", multiple=True, metavar="NAME", help="Only gaps of this rule; may be given several times."
)
@click.option("--country", type=options.CountryCode(), metavar="XX", help="Only gaps and ties of this country.")
@click.option("--all", "unfolded", is_flag=True, help="Show every line of every list.")
@options.asking
@options.writing
@options.reading
def command(
    network: Path, other: Path | None, first: dt.date | None, last: dt.date | None, rules: tuple[str, ...],
    country: str | None, unfolded: bool, as_of: dt.date | None, known_by: dt.date | None, max_tlp: str | None,
    form: str | None, output: Path | None, force: bool,
) -> None:  # fmt: skip
    """Say which gaps opened, closed and stand, and which ties came and went, from one day to another, or from NETWORK
    to OTHER.

    Of two days the answer has two halves: what held on each day, by all that is known; and what was known on each day,
    of what held on the last. They are never added up: a gap that closed because a tie began is work done, one that
    closed because a source was read is not.

    \b
    Examples:
      liaison compare my-network/ --from 2018-11-01 --to 2021-12-31
      liaison compare my-network/ --from 2018 --country MK --format json
      liaison compare last-year.xlsx this-year.xlsx
    """
    from liaison import compared_pages as pages
    from liaison.output import ROWS, emit, emit_rows, form_of, guard_output, json_text

    guard_output(output, force)
    wanted = form_of(form, output)
    if other is None:
        if as_of is not None:
            raise click.UsageError("--as-of is for two networks; --from and --to say the days of one")
        days = _days(network, first, last, known_by, max_tlp, rules, country)
        body, rows, lines = pages.days_json(days), pages.days_rows(days), pages.days_lines(days, unfolded=unfolded)
    else:
        if first is not None or last is not None:
            raise click.UsageError("--from and --to are for the days of one network; --as-of says the day of two")
        found = _two(network, other, as_of, known_by, max_tlp, rules, country)
        body, rows = pages.comparison_json(found), pages.comparison_rows(found)
        lines = pages.comparison_lines(found, (network.name, other.name), unfolded=unfolded)
    if wanted == "json":
        emit(json_text(body), output, force=force)
    elif wanted in ROWS:
        emit_rows(*rows, output, name="changes", force=force)
    else:
        emit("\n".join(lines), output, force=force)


def _days(
    path: Path, first: dt.date | None, last: dt.date | None, known_by: dt.date | None, max_tlp: str | None,
    rules: tuple[str, ...], country: str | None,
) -> Days:  # fmt: skip
    """One network on two days."""
    from liaison.session import dated
    from queries.comparison import compare_days

    if first is None:
        raise click.UsageError("name the first day: --from 2018-11-01; or a second network")
    network = dated(path, known_by, max_tlp)
    last = last or network.default_as_of
    if last is None:
        raise click.UsageError("no source has a date; name the last day: --to 2021-12-31")
    return compare_days(network, first, last, rules=rules or None, country=country)


def _two(
    path: Path, other: Path, as_of: dt.date | None, known_by: dt.date | None, max_tlp: str | None,
    rules: tuple[str, ...], country: str | None,
) -> Comparison:  # fmt: skip
    """Two networks on one day: that which is asked for, else that of the newest source of either."""
    from liaison.session import dated
    from queries.comparison import compare

    both: list[Network] = [dated(one, known_by, max_tlp) for one in (path, other)]
    day = as_of or max((one.default_as_of for one in both if one.default_as_of is not None), default=None)
    before, after = both if day is None else [one.as_of(day) for one in both]
    return compare(before, after, rules=rules or None, country=country)

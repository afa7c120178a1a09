"""`liaison gaps`: the ties that are missing."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from liaison import options

if TYPE_CHECKING:
    from graphmodel.network import Network


@click.command("gaps", short_help="List the ties that one would expect and that are not on record.")
@options.network
@click.option("--rule", "rules", multiple=True, metavar="NAME", help="Only this rule; may be given several times.")
@click.option(
    "--param", "parameters", type=options.TextPair(), multiple=True, metavar="NAME=VALUE",
    help="A value for a parameter of the rules; may be given several times.",
)  # fmt: skip
@click.option(
    "--country", type=options.CountryCode(), metavar="XX", help="Only gaps of this country, or across its borders."
)
@click.option(
    "--certainty", type=click.Choice(["reported", "observed", "unrecorded"]), help="Only gaps that are so certain."
)
@click.option("--all", "unfolded", is_flag=True, help="Show each of those that are not known, one by one.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="At most so many.")
@click.option(
    "--explain", is_flag=True, help="Say of each why it stands where it stands: section, priority, weight, place."
)
@options.without
@options.robust
@options.asking
@options.writing
@options.reading
def command(
    network: Path, rules: tuple[str, ...], parameters: tuple[tuple[str, str], ...], country: str | None,
    certainty: str | None, unfolded: bool, limit: int | None, explain: bool, without: tuple[str, ...],
    robust: bool, draws: int,
    as_of: dt.date | None, known_by: dt.date | None, max_tlp: str | None, form: str | None, output: Path | None, force: bool,
) -> None:  # fmt: skip
    """List the ties that one would expect and that are not on record, with the reason, how sure that is, and how to
    close them.

    A gap says that no tie is on record, never that two do not cooperate. With -o FILE.xlsx it becomes a list to work
    through, with columns for the owner, the day and the decision.

    \b
    Examples:
      liaison gaps my-network/
      liaison gaps my-network/ --country MK --all
      liaison gaps my-network/ --rule open-triad --param actors=City --param subjects=Programme
      liaison gaps my-network/ --without-source report-2018
      liaison gaps my-network/ -o gaps.xlsx
    """
    from liaison.decided_pages import all_set_aside
    from liaison.findings import gaps_json, gaps_table, gaps_worklist
    from liaison.nothing_left import nothing_left
    from liaison.output import csv_text, emit, emit_json, form_of, guard_output
    from liaison.parameters import once
    from liaison.robust import gaps_robustness, one_by_one
    from liaison.session import notice, seen
    from queries.decided import decided
    from queries.gaps import find_gaps
    from queries.narrowing import narrowed

    guard_output(output, force)
    wanted = form_of(form, output)
    if explain and wanted in ("csv", "xlsx"):
        raise click.UsageError("--explain writes sentences: ask for them as a table or with --format json")
    given = once(parameters)
    view = seen(network, as_of, known_by, max_tlp, needs="ties")
    if without:
        if certainty or limit or explain or robust:
            raise click.UsageError(
                "--without-source says what changes; leave out --certainty, --limit, --explain and --robust"
            )
        _without(view, without, rules, given, country, unfolded, form, output, force)
        return
    every = find_gaps(view, rules=rules or None, parameters=given)
    known = decided(view, every, rules=rules, parameters=given)
    known = known.only(narrowed(view, every, country, certainty))
    found = list(known.to_do)
    listed = found[:limit]
    with_aside = [*listed, *known.set_aside]
    stays = None
    if robust:
        asked = one_by_one(found, known.by_gap) if wanted == "table" and not unfolded else with_aside
        stays = gaps_robustness(view, asked, rules=rules, parameters=given, draws=draws)
    why = None
    if explain:
        from queries.explanation import explained

        why = explained(view, found)
    none = all_set_aside(known) if known.set_aside else nothing_left(every, country, certainty)
    if wanted == "table":
        lines = gaps_table(
            view, found, unfolded=unfolded, asked=as_of, robust=stays, explained=why, limit=limit, none=none,
            decided=known,
        )  # fmt: skip
        emit("\n".join(lines), output, force=force)
        return
    if wanted == "json":
        emit_json(gaps_json(view, found, stays, why, limit=limit, decided=known, lazily=True), output, force=force)
    elif wanted == "csv":
        emit(csv_text(*gaps_worklist(view, with_aside, stays, known)), output, force=force)
    elif output is not None:
        from liaison.worklist import write_worklist

        write_worklist(view, network, with_aside, output, force=force, robust=stays, decided=known)
    if len(listed) < len(found):
        notice(f"{len(listed):,} of {len(found):,} gaps; --limit N gives more")
    if not found:
        notice(none)


def _without(
    view: Network, sources: tuple[str, ...], rules: tuple[str, ...], parameters: dict[str, Any], country: str | None,
    unfolded: bool, form: str | None, output: Path | None, force: bool,
) -> None:  # fmt: skip
    """What hangs on some sources."""
    from liaison import compared_pages as pages
    from liaison.output import ROWS, emit, emit_rows, form_of, json_text
    from liaison.session import find_source
    from queries.comparison import compare

    gone = [find_source(view, ident) for ident in sources]
    found = compare(view, view.without_sources(gone), rules=rules or None, parameters=parameters, country=country)
    wanted = form_of(form, output)
    if wanted == "json":
        emit(json_text(pages.without_json(found, gone)), output, force=force)
    elif wanted in ROWS:
        emit_rows(*pages.without_rows(found), output, name="changes", force=force)
    else:
        emit("\n".join(pages.without_lines(found, gone, unfolded=unfolded)), output, force=force)

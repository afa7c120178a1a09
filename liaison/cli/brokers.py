"""`liaison brokers`: who stands between others."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from liaison import options

if TYPE_CHECKING:
    from graphmodel.network import Network

_MORE = "The first {}; there are more, and --limit N shows them."


@click.command("brokers", short_help="Say who stands between others, and what that means.")
@options.network
@click.option(
    "--by", type=click.Choice(["level", "country"]), default="level", show_default=True,
    help="The groups by which the roles are told apart.",
)  # fmt: skip
@click.option("--directed", is_flag=True, help="Take ties as they point; without it both ways.")
@click.option(
    "--limit", type=click.IntRange(min=1), metavar="N", default=10, show_default=True, help="At most so many."
)
@options.without
@options.robust
@options.asking
@options.writing
@options.reading
def command(
    network: Path, by: str, directed: bool, limit: int, without: tuple[str, ...], robust: bool, draws: int,
    as_of: dt.date | None, known_by: dt.date | None, max_tlp: str | None, form: str | None, output: Path | None, force: bool,
) -> None:  # fmt: skip
    """Say who stands between two others that have no tie: who could introduce them, and on whom they depend.

    The roles are those of Gould and Fernandez (1989): coordinator within a group, itinerant between two of another
    group, gatekeeper and representative between its own group and another, liaison between two others. Constraint and
    effective size are Burt's. Offices, organisations and cities are ranked, never persons.

    \b
    Examples:
      liaison brokers my-network/
      liaison brokers my-network/ --by country --robust
    """
    from liaison.output import ROWS, emit, emit_rows, form_of, guard_output, json_text
    from liaison.placing import brokers_json, brokers_rows, brokers_table
    from liaison.progress import counted
    from liaison.session import notice, seen
    from queries.brokers import GROUPINGS, brokers, how_often_first
    from queries.structure import structure_of

    guard_output(output, force)
    if without and robust:
        raise click.UsageError("--without-source says what changes; leave out --robust")
    view = seen(network, as_of, known_by, max_tlp)
    grouping = next(name for name in GROUPINGS if name == by)
    graph = structure_of(view)
    if without:
        _without(view, without, limit, {"by": grouping, "directed": directed}, (form, output, force))
        return
    found = brokers(view, by=grouping, directed=directed, limit=limit + 1, structure=graph)
    more, found = len(found) > limit, found[:limit]
    stays = None
    if robust:
        stays = how_often_first(
            graph, found, by=grouping, directed=directed, draws=draws, progress=counted("Draws")
        )  # fmt: skip
    wanted = form_of(form, output)
    if wanted == "json":
        emit(json_text(brokers_json(view, found, by=by, directed=directed, robust=stays)), output, force=force)
    elif wanted in ROWS:
        emit_rows(*brokers_rows(found, stays), output, name="brokers", force=force)
    else:
        lines = brokers_table(view, found, by=by, directed=directed, robust=stays, asked=as_of)
        emit("\n".join([*lines, *([_MORE.format(limit)] if more else [])]), output, force=force)
    if more and wanted != "table":
        notice(_MORE.format(limit))


def _without(
    view: Network, sources: Sequence[str], limit: int, asked: dict[str, Any],
    written: tuple[str | None, Path | None, bool],
) -> None:  # fmt: skip
    """What hangs on some sources: who would stand between others without them."""
    from liaison.session import find_source
    from liaison.without_pages import rank_without
    from queries.brokers import brokers
    from queries.sources_gone import changed_brokers

    gone = [find_source(view, ident) for ident in sources]
    before, after = (brokers(one, limit=None, **asked) for one in (view, view.without_sources(gone)))
    changes = changed_brokers(before, after, limit)
    head = f"Who stands between others, by {asked['by']},"
    rank_without(view, head, asked, gone, changes, changes.as_json(), (), "{:,.0f}".format, written)

"""`liaison whatif`: what would change if some ties were there, or were not."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from liaison import options


@click.command("whatif", short_help="Say what would change if some ties were there, or were not.")
@options.network
@click.option(
    "--add", multiple=True, metavar='"FROM TIE TO"',
    help="Suppose this tie; names or ids of actors, and further cells as since=2024. May be given several times.",
)  # fmt: skip
@click.option(
    "--remove", multiple=True, metavar='"FROM TIE TO"',
    help="Suppose this tie on record away; or name it by its id. May be given several times.",
)  # fmt: skip
@options.asking
@options.writing
@options.reading
def command(
    network: Path, add: tuple[str, ...], remove: tuple[str, ...], as_of: dt.date | None, known_by: dt.date | None,
    max_tlp: str | None, form: str | None, output: Path | None, force: bool,
) -> None:  # fmt: skip
    """Say which gaps would be closed and opened if some ties were there, or were not; whom learning would reach, and
    who would stand between others. Nothing is written into the network.

    A tie is written as a sentence, with its kind in capitals; `liaison schema` lists the kinds.

    \b
    Examples:
      liaison whatif my-network/ --add "Kumanovo PARTNERS_WITH Elbasan"
      liaison whatif my-network/ --add "kumanovo SHARES_LEARNING_WITH veles" --remove "Cair MEMBER_OF scn"
    """
    from graphmodel.errors import UsageProblem
    from liaison.output import ROWS, emit, emit_rows, form_of, guard_output, json_text
    from liaison.session import seen
    from liaison.tie_words import added_tie, removed_tie
    from liaison.whatif_pages import whatif_json, whatif_rows, whatif_table
    from queries.whatif import what_if

    guard_output(output, force)
    if not add and not remove:
        raise UsageProblem('nothing is supposed; write --add "FROM TIE TO" or --remove "FROM TIE TO"')
    view = seen(network, as_of, known_by, max_tlp)
    found = what_if(
        view, add=[added_tie(view, text) for text in add], remove=[removed_tie(view, text) for text in remove]
    )
    wanted = form_of(form, output)
    if wanted == "json":
        emit(json_text(whatif_json(view, found)), output, force=force)
    elif wanted in ROWS:
        emit_rows(*whatif_rows(found), output, name="whatif", force=force)
    else:
        emit("\n".join(whatif_table(view, found, asked=as_of)), output, force=force)

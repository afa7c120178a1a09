"""`liaison doctor`: whether this installation is sound."""

from __future__ import annotations

import click

from liaison import options


@click.command("doctor", short_help="Say whether this installation is sound.")
@options.common
@click.pass_context
def command(ctx: click.Context) -> None:
    """Say whether this installation is sound: the versions of what it uses, whether another package stands in its way,
    and whether the embedded engine answers.

    \b
    Example:
      liaison doctor
    """
    from liaison.doctor import findings
    from liaison.text import table

    rows = findings()
    click.echo("\n".join(table(["what", "state", "detail"], rows)))
    if any(row[1] == "at fault" for row in rows):
        ctx.exit(1)

"""`liaison completion`: completing commands in a shell."""

from __future__ import annotations

import click

from liaison import options


@click.command("completion", short_help="Print the script that completes commands in a shell.")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@options.common
def command(shell: str) -> None:
    """Print the script that completes commands and options in a shell.

    \b
    Example, once in ~/.bashrc:
      eval "$(liaison completion bash)"
    """
    from click.shell_completion import get_completion_class

    from liaison.cli import main

    script = get_completion_class(shell)
    assert script is not None
    click.echo(script(main, {}, "liaison", "_LIAISON_COMPLETE").source())

"""What goes wrong, in words and exit codes: the one place where exceptions become messages.

Messages go to standard error. A traceback is shown only with `--debug`, and a message about something unexpected
names the exception's type and no value: values may be data.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from graphmodel.problems import Problem

__all__ = ["INTERRUPTED", "SHOWN", "flush", "translated"]

INTERRUPTED = 130
SHOWN = 50
"""Problems that are printed; the others are counted."""


@contextlib.contextmanager
def translated(ctx: click.Context) -> Iterator[None]:
    """Turn whatever is raised within into a message and an exit code; click's own exceptions pass."""
    try:
        yield
        sys.stdout.flush()
    except (click.ClickException, click.exceptions.Exit):
        raise
    except (KeyboardInterrupt, click.Abort):
        click.echo("stopped", err=True)
        ctx.exit(INTERRUPTED)
    except BrokenPipeError:
        # The reader has seen enough, as in `liaison … | head`.
        _let_go_of_stdout()
        ctx.exit(0)
    except Exception as error:
        if ctx.meta.get("debug"):
            import traceback

            traceback.print_exc()
        ctx.exit(_told(error, ctx))


def flush() -> None:
    """Write out what is buffered; a reader that has gone is no fault."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        _let_go_of_stdout()


def _let_go_of_stdout() -> None:
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())


def _told(error: Exception, ctx: click.Context) -> int:
    """Say what went wrong; returns the exit code."""
    from graphmodel.errors import DataProblems, LiaisonError

    if isinstance(error, DataProblems):
        _problems(error.problems, ctx.meta.get("errors"))
        click.echo(str(error), err=True)
        return error.exit_code
    if isinstance(error, LiaisonError):
        click.echo(str(error), err=True)
        return error.exit_code
    if isinstance(error, OSError) and error.filename is not None and error.strerror:
        click.echo(f"cannot use {Path(os.fsdecode(error.filename)).name}: {error.strerror.lower()}", err=True)
        return 2 if isinstance(error, FileNotFoundError | PermissionError | IsADirectoryError) else 1
    click.echo(f"unexpected: {type(error).__name__}; run again with --debug to see where", err=True)
    return 1


def _problems(problems: Sequence[Problem], file: Path | None) -> None:
    """The first problems on standard error, all of them in a file if one is named."""
    from liaison.problems import shown, write_problems

    for line in shown(problems, SHOWN):
        click.echo(line, err=True)
    if file is not None:
        write_problems(problems, file)
        click.echo(f"all {len(problems)} in {file}", err=True)
    elif len(problems) > SHOWN:
        click.echo("--errors FILE.csv writes all of them", err=True)

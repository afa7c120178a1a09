"""What goes wrong, in words and exit codes: the one place where exceptions become messages.

Messages go to standard error. A traceback is shown only with `--debug`, and a message about something unexpected
names the exception's type and no value: values may be data.
"""

from __future__ import annotations

import codecs
import contextlib
import io
import os
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from graphmodel.problems import Problem

__all__ = ["INTERRUPTED", "SHOWN", "TERMINATED", "flush", "open_streams", "terminable", "translated"]

_NO_TEXT = "liaison-no-text"
INTERRUPTED = 130
TERMINATED = 143
SHOWN = 50
"""Problems that are printed; the others are counted."""


@contextlib.contextmanager
def translated(ctx: click.Context) -> Iterator[None]:
    """Turn whatever is raised within into a message and an exit code; click's own exceptions pass."""
    try:
        with terminable():
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


@contextlib.contextmanager
def terminable() -> Iterator[None]:
    """Leave by an exception when the system asks for an end, so that what is half written is taken away."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, _leave)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _leave(number: int, frame: object) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)  # once is enough: tidying up is not to be cut off
    raise SystemExit(TERMINATED)


def open_streams() -> None:
    """Give streams that are closed (`>&-`) a place to write to; what is written there is wanted by nobody.

    What comes in by a pipe is UTF-8, as what goes out; bytes that are none are a fault of the question.
    """
    codecs.register_error(_NO_TEXT, _no_text)
    if isinstance(sys.stdin, io.TextIOWrapper) and not sys.stdin.isatty():
        sys.stdin.reconfigure(encoding="utf-8", errors=_NO_TEXT)
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115


def _no_text(error: UnicodeError) -> tuple[str, int]:
    """Refuse what is not UTF-8, where Python would end in a traceback or make something up."""
    from graphmodel.errors import UsageProblem

    found = f"the byte {error.object[error.start]:#04x}" if isinstance(error, UnicodeDecodeError) else "something else"
    raise UsageProblem(f"cannot read standard input: expected text in UTF-8, found {found}; save it as UTF-8") from None


def flush() -> None:
    """Write out what is buffered; a reader that has gone is no fault, and a full disk has been told of."""
    try:
        sys.stdout.flush()
    except OSError:
        _let_go_of_stdout()


def _let_go_of_stdout() -> None:
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())


def _told(error: Exception, ctx: click.Context) -> int:
    """Say what went wrong; returns the exit code."""
    from graphmodel.errors import DataProblems, LiaisonError

    if isinstance(error, DataProblems):
        _problems(error.problems, ctx.meta.get("errors"), force=bool(ctx.meta.get("force")))
        click.echo(str(error), err=True)
        return error.exit_code
    if isinstance(error, LiaisonError):
        click.echo(str(error), err=True)
        return error.exit_code
    if isinstance(error, OSError) and error.filename is not None and error.strerror:
        click.echo(f"cannot use {Path(os.fsdecode(error.filename)).name}: {error.strerror.lower()}", err=True)
        return 2 if isinstance(error, FileNotFoundError | PermissionError | IsADirectoryError) else 1
    if isinstance(error, OSError) and error.strerror:
        click.echo(f"cannot write the answer: {error.strerror.lower()}", err=True)
        _let_go_of_stdout()
        return 1
    click.echo(f"unexpected: {type(error).__name__}; run again with --debug to see where", err=True)
    return 1


def _problems(problems: Sequence[Problem], file: Path | None, *, force: bool) -> None:
    """The first problems on standard error, all of them in a file if one is named."""
    from liaison.problems import shown, write_problems

    for line in shown(problems, SHOWN):
        click.echo(line, err=True)
    if file is not None:
        write_problems(problems, file, force=force)
        click.echo(f"all {len(problems)} in {file}", err=True)
    elif len(problems) > SHOWN:
        click.echo("--errors FILE.csv writes all of them", err=True)

"""How far a long computation is: one line on a terminal that is written over, nothing where nobody looks."""

from __future__ import annotations

import sys
from collections.abc import Callable

import click

__all__ = ["counted", "processes"]


def counted(what: str) -> Callable[[int, int], None] | None:
    """Something to tell how many are done; None unless standard error is a terminal and notices are wanted."""
    context = click.get_current_context(silent=True)
    if not sys.stderr.isatty() or (context is not None and context.meta.get("quiet")):
        return None

    def tell(done: int, of: int) -> None:
        if done % max(of // 100, 1) == 0 or done == of:
            click.echo(f"\r{what}: {done:,} of {of:,}", nl=done == of, err=True)

    return tell


def processes() -> int:
    """How many processes may share the work: the processors that this one may use, at most eight."""
    import os

    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(usable, 8)

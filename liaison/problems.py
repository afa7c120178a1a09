"""Problems as lines to read and as a file to work through."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields
from pathlib import Path

import click

from graphmodel.errors import UsageProblem
from graphmodel.problems import Problem
from liaison.output import csv_text, guard_output, write_file
from liaison.text import visible

__all__ = ["guard_errors", "problem_columns", "problem_rows", "shown", "write_problems"]

problem_columns = tuple(item.name for item in fields(Problem))


def shown(problems: Sequence[Problem], limit: int) -> Iterator[str]:
    """Each problem in its words, the first `limit` of them, then how many more there are."""
    for problem in problems[:limit]:
        yield "\n".join(visible(line) for line in str(problem).split("\n"))
    if len(problems) > limit:
        yield f"… and {len(problems) - limit:,} more"


def problem_rows(problems: Sequence[Problem]) -> list[tuple[object, ...]]:
    """One tuple per problem, in the order of `problem_columns`."""
    return [tuple(getattr(problem, name) for name in problem_columns) for problem in problems]


def guard_errors(network: Path) -> None:
    """Refuse before a network is read, if the file of --errors cannot be written or lies in the network itself.

    Raises
    ------
    UsageProblem
        If the file is there and --force is not given, or it would stand among the network's own files.
    """
    context = click.get_current_context(silent=True)
    file = context.meta.get("errors") if context is not None else None
    if context is None or file is None:
        return
    if file.resolve().is_relative_to(network.resolve()):
        raise UsageProblem(f"cannot write {file}: it lies in the network {network}; name a file beside it")
    guard_output(file, bool(context.meta.get("force")))


def write_problems(problems: Sequence[Problem], file: Path, *, force: bool = False) -> None:
    """All problems as CSV; a file that is there is kept unless `force` is given."""
    write_file(file, csv_text(problem_columns, problem_rows(problems)), force=force)

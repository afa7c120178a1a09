"""Problems as lines to read and as a file to work through."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields
from pathlib import Path

from graphmodel.problems import Problem
from liaison.output import csv_text, write_file
from liaison.text import visible

__all__ = ["problem_columns", "problem_rows", "shown", "write_problems"]

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


def write_problems(problems: Sequence[Problem], file: Path) -> None:
    """All problems as CSV; the file is written anew each time."""
    write_file(file, csv_text(problem_columns, problem_rows(problems)), force=True)

"""The exception tree. Each class carries the exit code that the command line ends with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graphmodel.problems import Problem

__all__ = [
    "DataProblems",
    "EngineUnavailable",
    "LiaisonError",
    "LimitExceeded",
    "Refused",
    "StoreProblem",
    "UsageProblem",
]


class LiaisonError(Exception):
    """Something went wrong that a person can be told about in a sentence."""

    exit_code = 1


class UsageProblem(LiaisonError):
    """The question was put wrongly: a word, a file or an option that is not there."""

    exit_code = 2


class DataProblems(LiaisonError):
    """The data has problems; all of them are in `problems`.

    Parameters
    ----------
    problems : sequence of Problem
        Every problem that was found, errors and warnings, in the order of the files.
    """

    exit_code = 3

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = list(problems)
        errors = sum(problem.level == "error" for problem in self.problems)
        super().__init__(f"{errors} problem{'s' if errors != 1 else ''} in the data; nothing was loaded.")


class EngineUnavailable(LiaisonError):
    """A server is not reachable, or refuses."""

    exit_code = 5


class LimitExceeded(LiaisonError):
    """A limit of time, rows or size was hit; the message names it and how to raise it."""

    exit_code = 6


class StoreProblem(LiaisonError):
    """A store is locked or damaged."""

    exit_code = 7


class Refused(LiaisonError):
    """Refused for safety: it would write, reach out, or show what is marked above the allowed."""

    exit_code = 8

"""What a format is, and how the one that a path needs is found."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from graphmodel.errors import UsageProblem
from graphmodel.schema import Schema
from graphmodel.sheets import Sheets
from loaders.limits import Limits

__all__ = ["Format", "Limits", "Reading", "format_of", "formats"]


@dataclass(frozen=True, slots=True)
class Reading:
    """How files are read.

    Parameters
    ----------
    encoding, delimiter : str or None
        Of text files; None lets the file decide.
    progress : callable or None
        Called with a sentence now and then.
    limits : Limits
        What a file may cost.

    Raises
    ------
    UsageProblem
        If the delimiter is not one character.
    """

    encoding: str | None = None
    delimiter: str | None = None
    progress: Callable[[str], None] | None = None
    limits: Limits = field(default_factory=Limits)

    def __post_init__(self) -> None:
        if self.delimiter is not None:
            object.__setattr__(self, "delimiter", _delimiter(self.delimiter))

    def say(self, text: str) -> None:
        """Report progress, if somebody listens."""
        if self.progress is not None:
            self.progress(text)


@dataclass(frozen=True, slots=True)
class Format:
    """One way in which a network lies in files.

    Parameters
    ----------
    name : str
        As messages call it.
    ending : str
        How a file of it ends; blank for a folder.
    read : callable
        Path, schema and Reading to Sheets.
    write : callable
        Sheets, schema and a path that nothing is at to files.
    own_folder : callable
        Where own kinds, queries and views of a network at a path lie.
    owns : callable
        Whether a file of that name in the folder is one of the network's tables, which a new network replaces.
    """

    name: str
    ending: str
    read: Callable[[Path, Schema, Reading], Sheets]
    write: Callable[[Sheets, Schema, Path], None]
    own_folder: Callable[[Path], Path | None]
    owns: Callable[[str], bool] = lambda name: False


def _delimiter(given: str) -> str:
    """The character that a person means: itself, or its name."""
    found = {"tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";", "bar": "|"}.get(given.strip().lower(), given)
    if len(found) != 1 or found in '"\r\n' or found.isalnum():
        raise UsageProblem(f"a delimiter is one character, such as , ; | or tab, not '{given}'")
    return found


@lru_cache(maxsize=1)
def formats() -> tuple[Format, ...]:
    """Every format: one per module of this package that declares FORMAT."""
    package = importlib.import_module(__package__)
    found = []
    for module in pkgutil.iter_modules(package.__path__):
        declared = getattr(importlib.import_module(f"{__package__}.{module.name}"), "FORMAT", None)
        if isinstance(declared, Format):
            found.append(declared)
    return tuple(sorted(found, key=lambda one: one.ending))


def format_of(path: Path) -> Format:
    """The format that a path names by its ending; a path without one is a folder.

    Raises
    ------
    UsageProblem
        If no format has such an ending.
    """
    ending = "" if path.is_dir() else path.suffix.lower()
    for one in formats():
        if one.ending == ending:
            return one
    known = ", ".join(one.ending or "a folder" for one in formats())
    raise UsageProblem(f"{path}: no network ends in '{ending}'; there are {known}{_hint(ending)}")


def _hint(ending: str) -> str:
    if ending in (".csv", ".tsv", ".txt"):
        return (
            ". A network is the folder that its CSV files lie in; `liaison init OUT --from FILE` makes one of a table"
        )
    if ending in (".xls", ".ods", ".xlsm", ".xlsb"):
        return ". Save it as .xlsx"
    return ""

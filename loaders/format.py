"""What a format is, and how the one that a path needs is found."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from graphmodel.errors import UsageProblem
from graphmodel.schema import Schema
from graphmodel.sheets import Sheets

__all__ = ["Format", "Limits", "Reading", "format_of", "formats"]


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may cost; every one is named in the message when it is hit.

    Parameters
    ----------
    file_mb, unzipped_mb : int
        Size of a file, and of what a workbook unpacks to, in MB.
    ratio : int
        How much larger a workbook may become when it is unpacked.
    rows, columns : int
        Of one sheet.
    cell : int
        Characters of one cell.
    """

    file_mb: int = 500
    unzipped_mb: int = 1000
    ratio: int = 200
    rows: int = 5_000_000
    columns: int = 500
    cell: int = 131_072


@dataclass(frozen=True, slots=True)
class Reading:
    """How files are read.

    Parameters
    ----------
    encoding, delimiter : str or None
        Of text files; None lets the file decide.
    progress : callable or None
        Called with a sentence now and then.
    """

    encoding: str | None = None
    delimiter: str | None = None
    progress: Callable[[str], None] | None = None
    limits: Limits = Limits()

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
    """

    name: str
    ending: str
    read: Callable[[Path, Schema, Reading], Sheets]
    write: Callable[[Sheets, Schema, Path], None]
    own_folder: Callable[[Path], Path | None]


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

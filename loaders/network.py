"""Reading a network from whatever format it lies in, and writing it to any."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from graphmodel.border import assemble
from graphmodel.errors import UsageProblem
from graphmodel.network import Network
from graphmodel.schema import Schema, read_schema
from graphmodel.sheets import Sheets
from loaders.atomic import replaced
from loaders.format import Reading, format_of

__all__ = ["load", "save", "save_sheets", "schema_of"]

OWN = ("schema", "queries", "views")
"""Folders of a network's own definitions, beside its tables."""


def load(
    path: Path, *, encoding: str | None = None, delimiter: str | None = None,
    progress: Callable[[str], None] | None = None,
) -> Network:  # fmt: skip
    """Read a network.

    Parameters
    ----------
    path : Path
        A folder of CSV files, a workbook or a JSON file.
    encoding, delimiter : str, optional
        Of text files; without them the files decide.
    progress : callable, optional
        Called with a sentence when a step of a long load begins.

    Raises
    ------
    UsageProblem
        If there is nothing at the path, or it ends in no known way.
    DataProblems
        With every problem in every file; then nothing is loaded.
    LimitExceeded
        If a file is larger than what is allowed.
    """
    path = Path(path)
    _readable(path)
    one = format_of(path)
    reading = Reading(encoding, delimiter, progress)
    schema = schema_of(path)
    sheets = one.read(path, schema, reading)
    rows = sum(len(sheet) for sheet in sheets.tables.values())
    reading.say(f"checking {rows:,} rows")
    return assemble(sheets, schema, consume=True)


def schema_of(path: Path) -> Schema:
    """The built-in kinds and those of the network's own folder."""
    folder = format_of(path).own_folder(path)
    return read_schema(folder / "schema") if folder is not None else read_schema()


def save(network: Network, path: Path, *, force: bool = False) -> Path:
    """Write a network in the format that the path names; own kinds, queries and views go with a folder.

    Raises
    ------
    UsageProblem
        If something is there already and `force` is not given.
    """
    path = Path(path)
    one = format_of(path)
    with replaced(path, force=force, folder=one.ending == "") as beside:
        one.write(network.to_sheets(), network.schema, beside)
    _own_definitions(network, path if path.is_dir() else path.with_suffix(""))
    return path


def save_sheets(sheets: Sheets, schema: Schema, path: Path, *, force: bool = False) -> Path:
    """Write sheets that may not be a network yet, such as those with cells that somebody must still fill in."""
    one = format_of(path)
    with replaced(path, force=force, folder=one.ending == "") as beside:
        one.write(sheets, schema, beside)
    return path


def _own_definitions(network: Network, target: Path) -> None:
    """Own kinds, queries and views: into the folder, or beside a file into the folder that is called like it."""
    if network.folder is None or network.folder.resolve() == target.resolve():
        return
    for name in OWN:
        if (network.folder / name).is_dir():
            shutil.copytree(network.folder / name, target / name, dirs_exist_ok=True)


def _readable(path: Path) -> None:
    if not path.exists():
        raise UsageProblem(f"cannot read {path}: there is no such file or folder")
    if not (path.is_dir() or path.is_file()):
        raise UsageProblem(f"cannot read {path}: it is neither a file nor a folder")
    if path.name.startswith("~$"):
        raise UsageProblem(f"cannot read {path}: it only marks that {path.name[2:]} is open somewhere; read that file")

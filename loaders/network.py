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
from loaders.format import Format, Reading, format_of
from loaders.limits import Limits
from loaders.within import DEFINITIONS, check_definitions

__all__ = ["load", "save", "save_sheets", "schema_of"]


def load(
    path: str | Path, *, encoding: str | None = None, delimiter: str | None = None,
    progress: Callable[[str], None] | None = None, limits: Limits | None = None,
) -> Network:  # fmt: skip
    """Read a network.

    Parameters
    ----------
    path : str or Path
        A folder of CSV files, a workbook or a JSON file.
    encoding, delimiter : str, optional
        Of text files; without them the files decide.
    progress : callable, optional
        Called with a sentence when a step of a long load begins.
    limits : Limits, optional
        What a file may cost; the usual limits unless given.

    Raises
    ------
    UsageProblem
        If there is nothing at the path, or it ends in no known way.
    DataProblems
        With every problem in every file; then nothing is loaded.
    LimitExceeded
        If a file is larger than what is allowed.
    Refused
        If a link leads out of the network's folder.
    """
    path = Path(path)
    one = _readable(path)
    reading = Reading(encoding, delimiter, progress, limits or Limits())
    schema = schema_of(path)
    sheets = one.read(path, schema, reading)
    rows = sum(len(sheet) for sheet in sheets.tables.values())
    reading.say(f"checking {rows:,} rows")
    return assemble(sheets, schema, consume=True)


def schema_of(path: str | Path) -> Schema:
    """The built-in kinds and those of the network's own folder.

    Raises
    ------
    UsageProblem, DataProblems, Refused
        As `load`.
    """
    path = Path(path)
    folder = _readable(path).own_folder(path)
    if folder is None:
        return read_schema()
    check_definitions(folder)
    return read_schema(folder / "schema")


def save(
    network: Network, path: str | Path, *, force: bool = False, write: Callable[[Path], None] | None = None
) -> Path:  # fmt: skip
    """Write a network in the format that the path names; own kinds, queries and views go with a folder.

    What was there is exchanged as a whole: no table of it is left. Other files of an old folder stay.

    Parameters
    ----------
    write : callable, optional
        Writes a file that holds the network to a path that nothing is at, in another way than from its tables.

    Raises
    ------
    UsageProblem
        If something is there already and `force` is not given.
    LimitExceeded
        If the format cannot hold a cell or so many rows.
    """
    path = Path(path)
    one = format_of(path)
    folder = one.ending == ""
    private = any(network.schema.nodes[str(kind)].person for kind in network.actors["kind"].unique())
    beside_it = path if folder else path.with_suffix("")
    own = _own_definitions(network, beside_it)
    if not folder:
        _definitions_free(own, beside_it, force=force)
    with replaced(path, force=force, folder=folder, owns=one.owns, private=private) as beside:
        if write is not None:
            write(beside)
        else:
            one.write(network.to_sheets(), network.schema, beside)
        if folder:
            _copy(own, beside)
    if own and not folder:
        with replaced(beside_it, force=force or beside_it.is_dir(), folder=True) as beside:
            _copy(own, beside)
    return path


def save_sheets(sheets: Sheets, schema: Schema, path: Path, *, force: bool = False) -> Path:
    """Write sheets that may not be a network yet, such as those with cells that somebody must still fill in."""
    one = format_of(path)
    with replaced(path, force=force, folder=one.ending == "", owns=one.owns) as beside:
        one.write(sheets, schema, beside)
    return path


def _own_definitions(network: Network, target: Path) -> list[Path]:
    """Folders of own kinds, queries and views that go along; none if they lie at the target already."""
    if network.folder is None or network.folder.resolve() == target.resolve():
        return []
    check_definitions(network.folder)
    return [network.folder / name for name in DEFINITIONS if (network.folder / name).is_dir()]


def _definitions_free(own: list[Path], folder: Path, *, force: bool) -> None:
    """Refuse before anything is written, if definitions of another network lie where these must go."""
    if not own or force:
        return
    for name in DEFINITIONS:
        if (folder / name).exists():
            raise UsageProblem(f"{folder / name} is there already, of another network; --force overwrites it")


def _copy(own: list[Path], folder: Path) -> None:
    for source in own:
        shutil.copytree(source, folder / source.name)


def _readable(path: Path) -> Format:
    if not path.exists():
        raise UsageProblem(f"cannot read {path}: there is no such file or folder")
    if not (path.is_dir() or path.is_file()):
        raise UsageProblem(f"cannot read {path}: it is neither a file nor a folder")
    if path.name.startswith("~$"):
        raise UsageProblem(f"cannot read {path}: it only marks that {path.name[2:]} is open somewhere; read that file")
    one = format_of(path)
    if path.is_file() and one.ending == "":
        raise UsageProblem(
            f"cannot read {path}: its name has no ending; a network is a folder, or ends in .xlsx or .json"
        )
    return one

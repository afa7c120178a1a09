"""A network's own kinds, queries and views: what is wrong with them, and which files of its folder nobody reads."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from graphmodel.errors import DataProblems
from graphmodel.nearest import nearest
from graphmodel.problems import Problem

if TYPE_CHECKING:
    from graphmodel.schema import Schema

__all__ = ["definition_problems", "left_out"]

_NOTES = (".md", ".txt", ".rst")
"""Endings of files that people keep beside definitions, for people."""


def definition_problems(network: Path) -> list[Problem]:
    """Everything that is wrong with the own queries and views of a network, and files that are not read.

    Own kinds are read with the network itself, so what is wrong with them is not told here.

    Parameters
    ----------
    network : Path
        Where the network lies; one without a folder for definitions has no problems.
    """
    from loaders import format_of, schema_of
    from queries.query import catalogue
    from viz.view_files import views_of

    folder = format_of(network).own_folder(network)
    if folder is None or not folder.is_dir():
        return []
    try:
        schema = schema_of(network)
    except DataProblems:
        return list(_unread(folder))
    return [
        *_faults(lambda: catalogue(folder, schema=schema)), *_faults(lambda: views_of(schema, folder)), *_unread(folder)
    ]  # fmt: skip


def left_out(folder: Path | None, schema: Schema) -> list[str]:
    """Files of own queries that are at fault, by their paths in the network's folder; none if it has no folder.

    After an answer they are those that were left out of it: one that it needs is told of instead of an answer.
    """
    from queries.query import catalogue

    if folder is None or not (folder / "queries").is_dir():
        return []
    found = _faults(lambda: catalogue(folder, schema=schema))
    return list(dict.fromkeys(problem.file for problem in found))


def _faults(read: Callable[[], object]) -> list[Problem]:
    try:
        read()
    except DataProblems as found:
        return found.problems
    return []


def _unread(folder: Path) -> Iterator[Problem]:
    """Files of the folders for definitions, and folders that are spelled like one of them, that nothing reads."""
    from loaders.within import DEFINITIONS
    from queries.query import FAMILIES

    rooms = {"schema": (("nodes", "ties"), ".yaml"), "queries": (FAMILIES, ".cypher"), "views": ((), ".yaml")}
    for path in sorted(folder.iterdir()):
        if not path.is_dir() or path.name.startswith(".") or path.name in DEFINITIONS:
            continue
        close = nearest(path.name, DEFINITIONS)
        if close and any(_counts(inner) and inner.suffix in (".yaml", ".yml", ".cypher") for inner in path.rglob("*")):
            yield _problem(f"{path.name}/", f"own definitions in {', '.join(DEFINITIONS)}", "a folder of that name",
                           f"rename it to {close}")  # fmt: skip
    for name, (inside, ending) in rooms.items():
        for path in sorted((folder / name).rglob("*")) if (folder / name).is_dir() else ():
            where = path.relative_to(folder / name).parts
            if not _counts(path) or (
                len(where) == 1 + bool(inside) and where[0] in (inside or where) and path.suffix == ending
            ):
                continue
            yield _misplaced(name, where, inside, ending)


def _counts(path: Path) -> bool:
    """Whether a path is a file that its author may have meant to be read."""
    return path.is_file() and not path.name.startswith(".") and path.suffix.lower() not in _NOTES


def _in_place(where: tuple[str, ...], inside: tuple[str, ...]) -> bool:
    return len(where) == 2 and where[0] in inside if inside else len(where) == 1


def _misplaced(name: str, where: tuple[str, ...], inside: tuple[str, ...], ending: str) -> Problem:
    file = "/".join((name, *where))
    expected = f"files {name}/{'|'.join(inside)}/NAME{ending}" if inside else f"files {name}/NAME{ending}"
    if _in_place(where, inside):
        return _problem(file, expected, "another ending", f"rename it to {Path(where[-1]).stem}{ending}")
    if not inside:
        return _problem(file, expected, "a folder between", f"move it into {name}/")
    close = nearest(where[0], inside) if len(where) > 1 else None
    if close:
        return _problem(file, expected, f"the folder '{where[0]}'", f"rename the folder to {close}")
    return _problem(
        file,
        expected,
        "another place",
        f"move it into the one of these folders that it belongs to: {', '.join(inside)}",
    )


def _problem(file: str, expected: str, found: str, mend: str) -> Problem:
    return Problem(
        "unread-file", file, None, None, None, None, expected, f"{found}, which nothing reads", mend, "warning"
    )

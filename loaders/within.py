"""A network's own files lie within its folder: no link leads out of it, and none is a device."""

from __future__ import annotations

from pathlib import Path

from graphmodel.errors import Refused, UsageProblem

__all__ = ["check_definitions", "check_within", "own_file"]

DEFINITIONS = ("schema", "queries", "views")
"""Folders of a network's own definitions, beside its tables."""


def check_within(folder: Path, path: Path) -> None:
    """Refuse a path of the folder that leads elsewhere.

    A folder that somebody sent may hold a link to a file of the machine that reads it, whose content would then
    stand in a message, a map or a copy.

    Raises
    ------
    Refused
        If the path is a link out of the folder, or lies behind one.
    UsageProblem
        If it is a link to nothing.
    """
    if not path.resolve().is_relative_to(folder.resolve()):
        raise Refused(f"{path} is a link out of the folder {folder.name}; put the file itself there")
    if path.is_symlink() and not path.exists():
        raise UsageProblem(f"cannot read {path}: it is a link to nothing")


def own_file(folder: Path, path: Path) -> bool:
    """Whether the folder holds such a file; refuses a link out of it, and what is no file.

    Raises
    ------
    Refused, UsageProblem
        As `check_within`; also if the path is a folder, a device or a pipe.
    """
    if not path.exists() and not path.is_symlink():
        return False
    check_within(folder, path)
    if not path.is_file():
        raise UsageProblem(f"cannot read {path}: it is no file")
    return True


def check_definitions(folder: Path) -> None:
    """Check own kinds, queries and views as `own_file` does, before any of them is read."""
    for name in DEFINITIONS:
        if not (folder / name).is_dir():
            continue
        check_within(folder, folder / name)
        for path in sorted((folder / name).rglob("*")):
            if not path.is_dir() or path.is_symlink():
                own_file(folder, path)

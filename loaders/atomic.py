"""Writing all or nothing: beside the target first, then in its place."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from graphmodel.errors import UsageProblem

__all__ = ["free", "replaced", "write_text"]


def free(path: Path, *, force: bool = False) -> None:
    """Refuse before the work begins, if a path cannot be written.

    Raises
    ------
    UsageProblem
        If something is there and `force` is not given, or its folder is not there.
    """
    if not path.parent.is_dir():
        raise UsageProblem(f"cannot write {path}: there is no folder {path.parent}")
    if path.is_symlink() or (path.exists() and not (path.is_dir() or path.is_file())):
        raise UsageProblem(f"cannot write {path}: it is neither a file nor a folder")
    taken = path.exists() and not (path.is_dir() and not any(path.iterdir()))
    if taken and not force:
        raise UsageProblem(f"{path} is there already; --force overwrites it")


@contextmanager
def replaced(path: Path, *, force: bool = False, folder: bool = False) -> Iterator[Path]:
    """A path beside `path` to write to; what is there takes the place of `path` when the block ends well.

    Parameters
    ----------
    folder : bool
        Whether a folder is written. Files of an old folder that the new one lacks stay where they are.
    """
    free(path, force=force)
    if path.is_dir() and not folder:
        raise UsageProblem(f"cannot write {path}: it is a folder")
    scratch = Path(tempfile.mkdtemp(prefix=f".{path.name}.", dir=path.parent))
    try:
        beside = scratch / path.name
        if folder:
            beside.mkdir()
        yield beside
        if folder:
            _move_folder(beside, path)
        else:
            _flush(beside)
            beside.chmod(0o666 & ~_umask())
            beside.replace(path)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def write_text(path: Path, text: str, *, force: bool = False) -> None:
    """Write a text file whole, in UTF-8."""
    with replaced(path, force=force) as beside:
        beside.write_text(text, encoding="utf-8", newline="")


def _move_folder(beside: Path, path: Path) -> None:
    if not path.exists():
        beside.replace(path)
        return
    for entry in sorted(beside.rglob("*")):
        target = path / entry.relative_to(beside)
        if entry.is_dir():
            target.mkdir(exist_ok=True)
        else:
            entry.replace(target)


def _flush(path: Path) -> None:
    with path.open("rb") as handle:
        os.fsync(handle.fileno())


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask

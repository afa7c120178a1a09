"""Writing all or nothing: beside the target first, then in its place."""

from __future__ import annotations

import ctypes
import errno
import os
import secrets
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from graphmodel.errors import LiaisonError, UsageProblem

__all__ = ["free", "replaced", "write_text"]


def free(path: Path, *, force: bool = False, folder: bool | None = None) -> None:
    """Refuse before the work begins, if a path cannot be written.

    Parameters
    ----------
    path : Path
        Where something is to be written.
    force : bool
        Whether what is there may be replaced.
    folder : bool or None
        Whether a folder is to be written, or a file; None if either may be there.

    Raises
    ------
    UsageProblem
        If something is there and `force` is not given, if it is neither a file nor a folder, or its folder is not there.
    """
    if path.is_symlink():
        raise UsageProblem(f"cannot write {path}: it is a link; name what it leads to")
    if not path.parent.is_dir():
        raise UsageProblem(f"cannot write {path}: there is no folder {path.parent}")
    if path.exists() and not (path.is_dir() or path.is_file()):
        raise UsageProblem(f"cannot write {path}: it is neither a file nor a folder")
    if path.is_dir() and folder is False:
        raise UsageProblem(f"cannot write {path}: it is a folder")
    if path.is_file() and folder:
        raise UsageProblem(f"cannot write {path}: it is a file, and a folder is to be written")
    empty = path.is_dir() and not any(path.iterdir())
    if path.exists() and not empty and not force:
        raise UsageProblem(f"{path} is there already; --force overwrites it")


@contextmanager
def replaced(
    path: Path, *, force: bool = False, folder: bool = False, owns: Callable[[str], bool] = lambda name: False,
    private: bool = False,
) -> Iterator[Path]:  # fmt: skip
    """A path beside `path` to write to; what is there takes the place of `path` when the block ends well.

    If it ends badly, `path` is as it was and nothing is left beside it. A folder is exchanged as a whole, in one step
    where the system can do that.

    Parameters
    ----------
    path : Path
        File or folder to write.
    force : bool
        Whether what is there may be replaced.
    folder : bool
        Whether a folder is written.
    owns : callable
        Whether a name in an old folder belongs to what is written anew, so that it goes; others are taken along.
    private : bool
        Whether only the user may read what is new, as where persons are in it.

    Raises
    ------
    UsageProblem
        As `free`, or if the place cannot be written to.
    LiaisonError
        If the disk is full, or fails.
    """
    free(path, force=force, folder=folder)
    path = path.resolve()
    scratch = path.parent / f".{path.name[:40]}.{os.getpid()}.{secrets.token_hex(4)}"
    beside = scratch / path.name
    try:
        with _said(path):
            scratch.mkdir(mode=0o700)
            if folder:
                beside.mkdir()
            yield beside
            if folder:
                _exchange_folder(beside, path, owns, 0o700 if private else 0o777 & ~_umask())
            else:
                _exchange_file(beside, path, 0o600 if private else 0o666 & ~_umask())
    finally:
        _clear(scratch)


def write_text(path: Path, text: str, *, force: bool = False) -> None:
    """Write a text file whole, in UTF-8."""
    with replaced(path, force=force) as beside:
        beside.write_text(text, encoding="utf-8", newline="")


def _clear(scratch: Path) -> None:
    """Take away what is left beside, to the end: who is asked to stop meanwhile stops after it."""
    try:
        shutil.rmtree(scratch, ignore_errors=True)
    except BaseException:
        shutil.rmtree(scratch, ignore_errors=True)
        raise


@contextmanager
def _said(path: Path) -> Iterator[None]:
    """Name the path that was to be written, not the one beside it, when the system refuses."""
    try:
        yield
    except OSError as error:
        kind = UsageProblem if isinstance(error, PermissionError) or error.errno in _NOT_TO_WRITE else LiaisonError
        reason = (error.strerror or type(error).__name__).lower()
        raise kind(f"cannot write {path}: {reason}; nothing was changed") from error


_NOT_TO_WRITE = frozenset((errno.EROFS, errno.ENAMETOOLONG, errno.EXDEV, errno.EBUSY))


def _exchange_file(beside: Path, path: Path, mode: int) -> None:
    _flush(beside)
    beside.chmod(path.stat().st_mode & 0o777 if path.exists() else mode)
    beside.replace(path)
    _flush(path.parent)


def _exchange_folder(beside: Path, path: Path, owns: Callable[[str], bool], mode: int) -> None:
    """Put a folder in the place of another, with whatever of the old one is not the network's."""
    for entry in beside.rglob("*"):
        if entry.is_file():
            _flush(entry)
    if not path.exists():
        beside.chmod(mode)
        beside.replace(path)
    elif not any(path.iterdir()):
        for entry in sorted(beside.iterdir()):
            entry.replace(path / entry.name)
    else:
        if Path.cwd().is_relative_to(path):
            raise UsageProblem(f"cannot replace {path}: it is the folder that you are in; run from outside it")
        for entry in path.iterdir():
            if not owns(entry.name) and not (beside / entry.name).exists():
                _linked(entry, beside / entry.name)
        shutil.copymode(path, beside)
        _exchange(beside, path)
    _flush(path.parent)


def _linked(entry: Path, target: Path) -> None:
    """The same file or folder under a second name, so that it is never in one place only while folders change."""
    if entry.is_dir() and not entry.is_symlink():
        shutil.copytree(entry, target, symlinks=True, copy_function=_link)
    else:
        _link(entry, target)


def _link(entry: str | Path, target: str | Path) -> None:
    try:
        os.link(entry, target, follow_symlinks=False)
    except (OSError, NotImplementedError):
        shutil.copy2(entry, target, follow_symlinks=False)


def _exchange(beside: Path, path: Path) -> None:
    """Two folders change places; the old one is then beside, where it goes with what else is there."""
    if _exchanged_at_once(beside, path):
        return
    old = beside.with_name("old")
    path.rename(old)
    try:
        beside.rename(path)
    except BaseException:
        old.rename(path)
        raise


def _exchanged_at_once(one: Path, other: Path) -> bool:
    """Exchange two paths in one step, which Linux can and Python does not offer."""
    if sys.platform != "linux":
        return False
    renameat2 = getattr(ctypes.CDLL(None), "renameat2", None)
    here, exchange = -100, 2  # AT_FDCWD, RENAME_EXCHANGE
    return renameat2 is not None and renameat2(here, os.fsencode(one), here, os.fsencode(other), exchange) == 0


def _flush(path: Path) -> None:
    """Have the disk hold what was written; a system that cannot do so for a folder is let be."""
    if path.is_dir() and os.name != "posix":
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask

"""Integer programming by HiGHS, without a word on standard output.

HiGHS prints some messages of its search whatever its options say; an answer in JSON would begin with them.
"""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

__all__ = ["milp", "unheard"]


def milp(*args: Any, **options: Any) -> Any:
    """As `scipy.optimize.milp`, and silent."""
    from scipy.optimize import milp as solve

    with unheard():
        return solve(*args, **options)


@contextmanager
def unheard() -> Iterator[None]:
    """Nothing that a library writes to standard output by itself, past Python, gets there within the block."""
    sys.stdout.flush()
    try:
        kept = os.dup(1)
    except OSError:  # nobody listens anyway
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 1)
        yield
    finally:
        if os.name == "posix":
            ctypes.CDLL(None).fflush(None)  # what the library has written and not yet sent
        os.dup2(kept, 1)
        os.close(nowhere)
        os.close(kept)

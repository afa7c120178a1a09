"""The solver of integer programmes writes nothing to standard output, whatever it finds on the way."""

from __future__ import annotations

import os
import subprocess
import sys

from command import answer
from conftest import SAMPLE

PRINTS = """
import os, sys
from queries.solver import unheard
print("before")
with unheard():
    os.write(1, b"from a library")
    import ctypes
    ctypes.CDLL(None).printf(b"from its buffer")
print("after")
"""


def test_what_a_library_prints_past_python_is_not_heard_and_what_python_prints_is():
    done = subprocess.run([sys.executable, "-c", PRINTS], capture_output=True, text=True, env={**os.environ})
    assert (done.stdout, done.stderr, done.returncode) == ("before\nafter\n", "", 0)


def test_a_plan_for_which_the_solver_is_talkative_is_json_and_nothing_else():
    """Of these three ties HiGHS says `transformNewIntegerFeasibleSolution` on standard output, if it is let."""
    words = [
        sys.executable,
        "-m",
        "liaison",
        "plan",
        str(SAMPLE),
        "--ties",
        "3",
        "--with-unrecorded",
        "--format",
        "json",
    ]
    done = subprocess.run(words, capture_output=True, text=True)
    assert done.stdout.startswith('{\n"schema_version": 1,')
    assert answer(*words[3:-2])["closed"] == 11

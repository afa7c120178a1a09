"""The command as a person calls it: what it prints, as it stands, as JSON, and with its lines joined."""

from __future__ import annotations

import json

from click.testing import CliRunner, Result

from liaison.cli import main

__all__ = ["answer", "run", "words"]


def run(*args: object, code: int = 0) -> Result:
    """Call the command, which must end with a code."""
    result = CliRunner().invoke(main, [str(arg) for arg in args])
    assert result.exit_code == code, f"exit {result.exit_code}\n{result.stdout}\n{result.stderr}\n{result.exception!r}"
    return result


def answer(*args: object) -> dict:
    """What it answers as JSON."""
    return json.loads(run(*args, "--format", "json").stdout)


def words(text: str) -> str:
    """A printed text with its lines joined again."""
    return " ".join(text.split())

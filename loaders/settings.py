"""network.toml: the name of a network and what it sets, in and out."""

from __future__ import annotations

import tomllib
from typing import Any

from graphmodel.problems import Problem

__all__ = ["SETTINGS", "read_settings", "settings_text"]

SETTINGS = "network.toml"


def read_settings(raw: bytes, problems: list[Problem], file: str = SETTINGS) -> dict[str, Any]:
    """What the file says; empty, with a problem, if it is no TOML."""
    try:
        return tomllib.loads(raw.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        mend = "put texts in quotes, and one setting on a line"
        problems.append(Problem("bad-settings", file, None, None, None, None, "settings in TOML", str(error), mend))
        return {}


def settings_text(settings: dict[str, Any]) -> str:
    """Settings as TOML."""
    import tomli_w

    return tomli_w.dumps(settings)

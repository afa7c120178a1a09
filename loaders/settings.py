"""network.toml: the name of a network and what it sets, in and out."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

from graphmodel.problems import Problem

__all__ = ["SETTINGS", "check_settings", "read_settings", "settings_text"]

SETTINGS = "network.toml"


def read_settings(raw: bytes, problems: list[Problem], file: str = SETTINGS) -> dict[str, Any]:
    """What the file says; empty, with a problem, if it is no TOML."""
    try:
        settings = tomllib.loads(raw.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        mend = "put texts in quotes, and one setting on a line"
        problems.append(Problem("bad-settings", file, None, None, None, None, "settings in TOML", str(error), mend))
        return {}
    check_settings(settings, problems, file)
    return settings


def check_settings(settings: Mapping[str, Any], problems: list[Problem], file: str) -> None:
    """Check what is set, in whichever file it stands."""
    problems += [
        Problem(
            "bad-settings", file, None, None, None, None, _NAMES, found, f"write [properties] and below it {_EXAMPLE}"
        )
        for found in _wrong_names(settings.get("properties", {}))
    ]


_NAMES = "in [properties], names of properties by language"
_EXAMPLE = '"rank by population" = {en = "Rank by population", ar = "الترتيب من حيث عدد السكان"}'


def _wrong_names(properties: Any) -> Iterator[str]:
    """What stands in `[properties]` and names no property in any language."""
    if not isinstance(properties, dict):
        yield f"properties = {properties!r}"
        return
    for name, labels in properties.items():
        if not isinstance(labels, dict) or not all(isinstance(text, str) for text in labels.values()):
            yield f"'{name}' = {labels!r}"


def settings_text(settings: dict[str, Any]) -> str:
    """Settings as TOML."""
    import tomli_w

    return tomli_w.dumps(settings)

"""Words of the page by language: one YAML file each."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

__all__ = ["RIGHT_TO_LEFT", "words"]

RIGHT_TO_LEFT = ("ar",)


@lru_cache(maxsize=1)
def words() -> dict[str, dict[str, Any]]:
    """Everything that the page says, by language and key."""
    return {
        entry.name.removesuffix(".yaml"): yaml.safe_load(entry.read_text(encoding="utf-8"))
        for entry in sorted(files("viz").joinpath("words").iterdir(), key=lambda item: item.name)
        if entry.name.endswith(".yaml")
    }

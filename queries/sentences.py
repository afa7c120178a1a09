"""Sentences of findings: templates of the queries, filled with names from the network."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from graphmodel.network import Network

__all__ = ["choose", "fill", "worded"]

_MOST = 8


def fill(template: str, row: Mapping[str, Any], network: Network) -> str:
    """A template with the names that a row stands for.

    Parameters
    ----------
    template : str
        Text with `{column}` in it.
    row : mapping
        Values by column; ids of actors become their names, lists are joined.
    """
    pieces = _pieces(template)
    words = list(pieces)
    words[1::2] = [worded(row.get(name), network) for name in pieces[1::2]]
    return "".join(words)


@lru_cache(maxsize=1024)
def _pieces(template: str) -> tuple[str, ...]:
    """Text and names of columns by turns."""
    return tuple(re.split(r"\{(\w+)\}", template))


def worded(value: Any, network: Network) -> str:
    """A value in words: the name of an actor, a number without a needless point, a list with commas."""
    if value is None:
        return "nobody"
    if isinstance(value, str):
        return _open_end(value, network) if value.startswith("some ") else network.name_of(value)
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, int) and abs(value) >= 10_000:
        return f"{value:,}"
    if isinstance(value, Sequence):
        words = [worded(item, network) for item in value]
        if len(words) > _MOST:
            words = [*words[:_MOST], f"{len(words) - _MOST} more"]
        return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)
    return str(value)


def choose(templates: str | Mapping[str, str], row: Mapping[str, Any]) -> str:
    """The template that fits a row: by its column `case`, else `some` or `none` by its column `peers`."""
    if isinstance(templates, str):
        return templates
    case = row.get("case") or ("some" if row.get("peers") else "none")
    return templates.get(str(case)) or next(iter(templates.values()))


def _open_end(text: str, network: Network) -> str:
    from queries.certainty import open_end

    end = open_end(text)
    if end is None or end.kind not in network.schema.nodes:
        return text
    label = network.schema.nodes[end.kind].label["en"].lower()
    article = "an" if label[0] in "aeio" else "a"
    return f"{article} {label}" + (f" of {network.name_of(end.country)}" if end.country else "")

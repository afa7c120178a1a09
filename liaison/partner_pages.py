"""Learning partners as the command line writes them: JSON, rows, and text to read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from graphmodel.findings import Suggestion
from liaison.session import when
from liaison.text import bullet, plural, visible

if TYPE_CHECKING:
    from graphmodel.network import Network

__all__ = ["partners_json", "partners_rows", "partners_table"]


def partners_json(city: str, found: Sequence[Suggestion]) -> dict[str, Any]:
    """The documented form."""
    return {"schema_version": 1, "city": city, "partners": [one.as_json() for one in found]}


def partners_rows(found: Sequence[Suggestion]) -> tuple[Sequence[str], list[list[object]]]:
    """One row per candidate, the value of each part in a column of its own."""
    names = [part.part for part in found[0].parts] if found else []
    columns = ["id", "name", "country", "score", "at best", "known", *names, "because", "unknown"]
    rows = [
        [one.id, one.name, one.country, round(one.score, 4), round(one.high, 4), round(one.known, 4),
         *(part.value for part in one.parts), " ".join(part.because for part in one.parts if part.value),
         list(one.unknown)]
        for one in found
    ]  # fmt: skip
    return columns, rows


def partners_table(
    network: Network, city: str, found: Sequence[Suggestion], *, limit: int = 5, asked: dt.date | None = None
) -> list[str]:  # fmt: skip
    """The best candidates, each with the parts that speak for it and the questions that are open."""
    name = visible(network.name_of(city))
    lines = [f"Whom {name} should share its learning with, {when(network, asked)}"]
    for rank, one in enumerate(found[:limit], start=1):
        head = f"{rank}. {visible(one.name)} ({one.country})"
        labels = f"  [{'; '.join(visible(text) for text in one.labels)}]" if one.labels else ""
        lines += ["", f"{head}: {one.score:.2f}, at best {one.high:.2f}, {one.known:.0%} known{labels}"]
        for part in sorted(one.parts, key=lambda p: -p.value * p.weight):
            if part.value > 0:
                lines += bullet(f"   {part.value * part.weight:.2f} of {part.weight:.2f}  ", part.because)
        for introducer in one.introducers[:3]:
            lines += bullet("   Introducer: ", introducer.because)
        if one.unknown:
            rest = f" (and {len(one.unknown) - 2} more questions)" if len(one.unknown) > 2 else ""
            lines += bullet("   Ask: ", " ".join(one.unknown[:2]) + rest)
    if not found:
        lines += ["", "Nobody: there is no other city in the network."]
    elif len(found) > limit:
        lines += ["", f"{plural(len(found) - limit, 'further candidate')}; --limit N shows more."]
    lines += _same_everywhere(found)
    return lines


def _same_everywhere(found: Sequence[Suggestion]) -> list[str]:
    if len(found) < 2:
        return []
    same = [
        parts[0].part for parts in zip(*(one.parts for one in found), strict=True)
        if len({part.value for part in parts}) == 1
    ]  # fmt: skip
    return [f"The same for every candidate, so it decides nothing: {', '.join(same)}."] if same else []

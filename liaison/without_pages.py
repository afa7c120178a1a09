"""What a ranking would be without some sources, as the command line writes it: JSON, rows, and text to read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from liaison.text import bullet, table, visible
from queries.publishers import resting

if TYPE_CHECKING:
    from graphmodel.network import Network
    from queries.rank_changes import RankChange, RankChanges

__all__ = ["rank_lines", "rank_rows", "rank_without", "sources_in_words"]

COLUMNS = ("id", "name", "change", "place before", "place after", "score before", "score after", "parts")

Number = Callable[[float], str]


def sources_in_words(network: Network, sources: Sequence[str]) -> str:
    """Ids and titles of some sources."""
    titles = dict(zip(network.sources["id"], network.sources["title"], strict=True))
    return "; ".join(visible(f"{ident} ({titles[ident]})" if titles.get(ident) else ident) for ident in sources)


def rank_without(
    network: Network, head: str, asked: dict[str, Any], sources: Sequence[str], changes: RankChanges,
    answer: dict[str, Any], more: Sequence[str], number: Number, written: tuple[str | None, Path | None, bool],
) -> None:  # fmt: skip
    """Print what some sources do to a ranking.

    Parameters
    ----------
    network : Network
        With the sources.
    head : str
        What is ranked, as a heading.
    asked : dict
        What was asked, as it stands in the JSON.
    answer : dict
        The documented form of the changes.
    more : sequence of str
        Sentences below the heading, on the answer as a whole.
    number : callable
        How a score is written.
    written : (form, output, force)
        As the options say.
    """
    from liaison.output import ROWS, emit, emit_rows, form_of, json_text

    form, output, force = written
    wanted = form_of(form, output)
    if wanted == "json":
        body = {
            "schema_version": 1, "as_of": network.seen_as_of, **asked, "without": list(sources),
            "publishers": resting(network).as_json(), "changes": answer,
        }  # fmt: skip
        emit(json_text(body), output, force=force)
    elif wanted in ROWS:
        emit_rows(COLUMNS, rank_rows(changes), output, name="changes", force=force)
    else:
        lines = bullet("", f"{head} if nobody had read {sources_in_words(network, sources)}")
        lines += [
            "",
            *rank_lines(network, changes, number),
            *(line for text in more for line in ["", *bullet("", text)]),
        ]
        emit("\n".join([*lines, "", *bullet("", resting(network).words())]), output, force=force)


def rank_rows(changes: RankChanges) -> list[list[object]]:
    """One row per line of either list."""
    rows: list[list[object]] = []
    for one in changes.lines:
        before, after = one.before or ("", ""), one.after or ("", "")
        parts = "; ".join(f"{part.title} {part.before:g} → {part.after:g}" for part in one.parts)
        rows.append([one.id, one.name, _change(changes, one), before[0], after[0], before[1], after[1], parts])
    return rows


def _change(changes: RankChanges, one: RankChange) -> str:
    return "enters" if one in changes.entered else "leaves" if one in changes.left else "stays"


def rank_lines(network: Network, changes: RankChanges, number: Number) -> list[str]:
    """Who leaves, who enters; then each with its places and scores, and the parts that differ."""
    lines: list[str] = []
    if not changes.lines:
        return ["Nobody is listed, neither before nor after."]
    if all(one.same for one in changes.lines):
        return ["Nothing changes: the same in the same order, with the same scores."]
    for word, found in (("Leave", changes.left), ("Enter", changes.entered)):
        if found:
            lines += bullet("", f"{word}: {'; '.join(visible(network.told_apart(one.id)) for one in found)}.")
    if not lines:
        lines = ["The same ones; what differs is their order or their scores."]
    rows = [
        [visible(network.told_apart(one.id)), *_place(one.before), *_place(one.after)] for one in changes.lines
    ]  # fmt: skip
    shown = [[cell if isinstance(cell, str) else number(cell) for cell in row] for row in rows]
    lines += ["", *table(["", "place before", "score", "place after", "score"], shown, indent="  ")]
    for one in changes.lines:
        if one.parts:
            said = "; ".join(f"{part.title} {number(part.before)} → {number(part.after)}" for part in one.parts)
            lines += bullet("  - ", f"{visible(network.told_apart(one.id))}: {said}")
    return lines


def _place(placed: tuple[int, float] | None) -> tuple[str, float | str]:
    return ("-", "-") if placed is None else (f"{placed[0]:,}", placed[1])

"""What was decided about gaps, as text to read beside them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from liaison.citing import Sources
from liaison.text import bullet, plural

if TYPE_CHECKING:
    from graphmodel.decisions import Decision
    from graphmodel.findings import Gap
    from graphmodel.network import Network
    from queries.decided import Decided

__all__ = ["all_set_aside", "decided_beside", "decided_lines", "decision_lines", "decision_words", "with_decision"]

_INDENT = "          "


def decision_words(one: Decision) -> str:
    """A decision in a line: what, by whom, when, by when, why.

    Examples
    --------
    >>> from graphmodel.decisions import Decision
    >>> decision_words(Decision("r:a", "wait", "Mayor of Viti", "2024-05-14", "", "after the elections"))
    'wait; Mayor of Viti, 2024-05-14; after the elections'
    """
    who = ", ".join(text for text in (one.office, one.date) if text)
    due = f"due {one.due}" if one.due else ""
    return "; ".join(text for text in (one.decision, who, due, one.reason) if text)


def decided_beside(network: Network, gap: Gap) -> str:
    """What was decided about a gap, behind a line on it; blank if nothing was."""
    from graphmodel.decisions import decisions_of

    one = decisions_of(network).get(gap.id)
    return f" [decided: {decision_words(one)}]" if one is not None else ""


def with_decision(network: Network, gap: Gap) -> dict[str, Any]:
    """A gap in its documented form, with `decision` if there is one."""
    from graphmodel.decisions import decisions_of

    one = decisions_of(network).get(gap.id)
    return gap.as_json() if one is None else {**gap.as_json(), "decision": one.as_json()}


def all_set_aside(found: Decided) -> str:
    """Why no gap is left to be closed."""
    return (
        f"None is left: {plural(len(found.set_aside), 'gap')} of those asked for, all decided to be none, or to wait."
    )


def decision_lines(one: Decision | None) -> list[str]:
    """The decision about a gap under its lines; none if there is none."""
    return bullet(f"{_INDENT}Decided: ", decision_words(one)) if one is not None else []


def decided_lines(network: Network, found: Decided) -> list[str]:
    """Gaps that were set aside, and those that are found no more, each under its own head."""
    lines: list[str] = []
    if found.set_aside:
        lines += ["", f"Decided to be no gap, or to wait: not in the lists above ({len(found.set_aside):,})"]
        lines += _aside(found.set_aside, found)
    if found.no_more:
        lines += ["", f"Decided about, and found no more ({len(found.no_more):,})"]
        sources = Sources(network)
        for one in found.no_more:
            lines += bullet("  - ", one.decision.gap)
            lines += bullet("      Decided: ", decision_words(one.decision))
            ties = dict.fromkeys(item.tie for item in one.closed_by if item.tie)
            for tie in ties:
                cited = sources.cited(item for item in one.closed_by if item.tie == tie)
                lines += bullet("      Closed by the tie: ", f"{tie}" + (f", of source {cited}" if cited else ""))
            if not ties:
                lines.append("      No tie on record accounts for it: an actor may have ended, or a row was changed.")
    return lines


def _aside(gaps: Iterable[Gap], found: Decided) -> list[str]:
    lines: list[str] = []
    for gap in gaps:
        lines += bullet("  - ", gap.because)
        lines += bullet("      Decided: ", decision_words(found.by_gap[gap.id]))
    return lines

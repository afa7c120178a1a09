"""What would change with some ties, as the command line writes it: JSON, rows, and text to read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from graphmodel.findings import Gap
from liaison.decided_pages import decided_beside, with_decision
from liaison.plan_pages import gap_line
from liaison.session import when
from liaison.text import bullet, plural, visible
from liaison.tie_words import sentence

if TYPE_CHECKING:
    from graphmodel.editing import Addition
    from graphmodel.network import Network
    from queries.whatif import Moved, WhatIf

__all__ = ["whatif_json", "whatif_rows", "whatif_table"]

_SHOWN = 5
"""Actors whose number changes most that are named."""


def whatif_json(network: Network, found: WhatIf) -> dict[str, Any]:
    """The documented form; gaps with what was decided about them."""
    moved = {
        name: [with_decision(network, gap) for gap in getattr(found.closing, name)] for name in ("closed", "opened")
    }
    return {"schema_version": 1, **found.as_json(), **moved}


def whatif_rows(found: WhatIf) -> tuple[Sequence[str], list[list[object]]]:
    """One row per gap, reach or broker that changes."""
    rows: list[list[object]] = [["gap closed", gap.id, "", "", gap.because] for gap in found.closing.closed]
    rows += [
        ["pairs closed", one.gap.id, one.of, one.of - one.pairs, one.gap.because] for one in found.closing.narrowed
    ]
    rows += [["gap opened", gap.id, "", "", gap.because] for gap in found.closing.opened]
    rows += [["reaches", one.id, one.before, one.after, ""] for one in found.reach]
    rows += [["stands between", one.id, one.before, one.after, ""] for one in found.brokers]
    return ["what", "id", "before", "after", "because"], rows


def whatif_table(network: Network, found: WhatIf, *, asked: dt.date | None = None) -> list[str]:
    """What is supposed, then gaps, reach and brokers, each before and after."""
    lines = [f"What would change in {visible(network.name) or 'the network'}, {when(network, asked)}", ""]
    for one in found.added:
        lines += bullet("  with     ", _said(network, one))
    for ident in found.removed:
        lines += bullet("  without  ", _recorded(network, ident))
    lines += ["", *bullet("", f"Gaps: {found.gaps[0]:,} before, {found.gaps[1]:,} after{_aside(found)}")]
    lines += _gaps(network, "Closed", [gap for gap in found.closing.closed if gap.section != "fragile"])
    lines += _gaps(network, _no_more(found), [gap for gap in found.closing.closed if gap.section == "fragile"])
    for part in found.closing.narrowed:
        lines += bullet("  Closed in part: ", f"{part.pairs} of {plural(part.of, 'pair')} of: {part.gap.because}")
    lines += _gaps(network, "Opened", found.closing.opened)
    if not (found.closing.closed or found.closing.opened or found.closing.narrowed):
        lines.append("  None is closed, and none opened.")
    return [*lines, "", *_reach(network, found), *_brokers(network, found), *_parts(found)]


def _no_more(found: WhatIf) -> str:
    """What it means that a weak point is gone: without a tie it may have come true, which closes nothing."""
    before, after = found.parts
    if found.removed and after > before:
        return "No weak point any more, since what it warned of has come true or another way is there"
    return "No weak point any more, since another way is there or what hung on it is gone"


def _said(network: Network, one: Addition) -> str:
    source, kind, target, *more = one
    cells = "; ".join(f"{name} {value}" for name, value in (more[0] if more else {}).items())
    return sentence(network, source, kind, target) + (f" ({cells})" if cells else "")


def _recorded(network: Network, ident: str) -> str:
    row = network.ties[network.ties["id"] == ident].iloc[0]
    return sentence(network, str(row["source"]), str(row["kind"]), str(row["target"]), str(row["key"]))


def _aside(found: WhatIf) -> str:
    """How many of those that are counted were set aside by a decision; blank if none was."""
    before, after = found.set_aside
    if not before and not after:
        return ""
    return f"; {before:,} and {after:,} of them decided to be none, or to wait, which `liaison gaps` lists apart"


def _gaps(network: Network, head: str, gaps: Sequence[Gap]) -> list[str]:
    lines = [f"  {head} ({len(gaps):,}):"] if gaps else []
    for gap in gaps:
        lines += bullet("    - ", gap_line(gap) + decided_beside(network, gap))
    return lines


def _reach(network: Network, found: WhatIf) -> list[str]:
    if not found.reach:
        return bullet("", f"Reach: no city reaches more or fewer others within {plural(found.steps, 'step')}.")
    whole = f"{found.reached[0]:,} before, {found.reached[1]:,} after"
    lines = bullet("", (
        f"Reach: within {plural(found.steps, 'step')}, over all cities, others that each would reach with what it "
        f"learned: {whole}; it changes for {plural(len(found.reach), 'city', 'cities')}"
    ))  # fmt: skip
    return [*lines, *_moved(network, found.reach)]


def _brokers(network: Network, found: WhatIf) -> list[str]:
    if not found.brokers:
        return ["Brokers: nobody stands between others more or less often."]
    count = plural(len(found.brokers), "actor stands", "actors stand")
    lines = [f"Brokers: {count} between two others more or less often (as `liaison brokers` counts)"]
    return [*lines, *_moved(network, found.brokers)]


def _moved(network: Network, moved: Sequence[Moved]) -> list[str]:
    lines = [f"  - {visible(network.told_apart(one.id))}: {one.before:,} → {one.after:,}" for one in moved[:_SHOWN]]
    return lines + ([f"    and {len(moved) - _SHOWN:,} more"] if len(moved) > _SHOWN else [])


def _parts(found: WhatIf) -> list[str]:
    before, after = found.parts
    if before == after:
        return [f"Parts without a tie between them: {before:,}, as before"]
    return [f"Parts without a tie between them: {before:,} before, {after:,} after"]

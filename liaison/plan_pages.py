"""A plan of introductions as the command line writes it: JSON, rows, and text to read."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from graphmodel.findings import CERTAINTY_WORDS, Gap
from liaison.citing import Sources
from liaison.session import when
from liaison.text import bullet, plural, visible
from liaison.tie_words import sentence

if TYPE_CHECKING:
    from graphmodel.network import Network
    from queries.plan import PlannedTie, TiePlan

__all__ = ["gap_line", "plan_json", "plan_rows", "plan_table"]

_SHOWN = 3
"""Introducers of one tie that are named in the table."""


def plan_json(plan: TiePlan) -> dict[str, Any]:
    """The documented form."""
    return {"schema_version": 1, **plan.as_json()}


def plan_rows(network: Network, plan: TiePlan) -> tuple[Sequence[str], list[list[object]]]:
    """One row per tie."""
    rows: list[list[object]] = [
        [
            place, one.tie.source, network.name_of(one.tie.source), one.tie.kind, one.tie.target,
            network.name_of(one.tie.target), one.tie.key, ";".join(gap.id for gap in one.closes),
            ";".join(part.gap.id for part in one.narrows), ";".join(gap.id for gap in one.also),
            ";".join(gap.id for gap in one.opens), ";".join(who.id for who in one.introducers),
            " ".join(who.because for who in one.introducers[:_SHOWN]), one.instead,
        ]
        for place, one in enumerate(plan.ties, 1)
    ]  # fmt: skip
    columns = [
        "place", "from", "name", "tie", "to", "name of to", "key", "closes", "narrows", "also closes", "opens",
        "introducers", "because", "instead",
    ]  # fmt: skip
    return columns, rows


def plan_table(network: Network, plan: TiePlan, *, asked: dt.date | None = None) -> list[str]:
    """Each introduction with who could make it and what it closes; then what the plan is worth, and what it leaves."""
    lines = [f"A plan of introductions in {visible(network.name) or 'the network'}, {when(network, asked)}"]
    sources = Sources(network)
    for place, one in enumerate(plan.ties, 1):
        lines += ["", *_tie(network, sources, place, one)]
    lines += ["", *_worth(plan), *_opened(plan), *_left(plan)]
    return lines


def gap_line(gap: Gap) -> str:
    """What a gap says, and how that is known."""
    known = "a weak point of what is on record" if gap.section == "fragile" else CERTAINTY_WORDS[gap.certainty]["en"]
    return f"{gap.because} [{known}; priority {gap.severity}]"


def _tie(network: Network, sources: Sources, place: int, one: PlannedTie) -> list[str]:
    tie = one.tie
    ends = " and ".join(_placed(network, end) for end in tie.ends)
    lines = bullet(
        f"{place}. ", f"Introduce {ends}. The tie: {sentence(network, tie.source, tie.kind, tie.target, tie.key)}."
    )
    for who in one.introducers[:_SHOWN]:
        lines += bullet("   ", f"{network.name_of(who.id)} could do it: {who.because}")
        if cited := sources.titles(who.evidence):
            lines += bullet("      Source: ", cited)
    if len(one.introducers) > _SHOWN:
        more = "; ".join(network.name_of(who.id) for who in one.introducers[_SHOWN : 3 * _SHOWN])
        rest = len(one.introducers) - 3 * _SHOWN
        lines += bullet("   So could: ", more + (f"; and {rest} more" if rest > 0 else ""))
    if not one.introducers:
        lines += bullet("   ", "Nobody on record is tied to both: ask each of them who could introduce it.")
    if one.closes:
        lines += bullet("   ", f"It closes {plural(len(one.closes), 'gap')}:")
    for gap in one.closes:
        lines += bullet("     - ", gap_line(gap))
    for part in one.narrows:
        pairs = f"one of {part.of} pairs" if part.pairs == 1 else f"{part.pairs} of {part.of} pairs"
        lines += bullet("   ", f"It closes {pairs} of: {part.gap.because}")
    for gap in one.also:
        lines += bullet("   It also closes, not counted: ", gap.because)
    for gap in one.opens:
        lines += bullet("   It opens: ", gap.because)
    if one.instead:
        lines += bullet("   ", f"In its place {_others(one.instead)} close as many.")
    return lines


def _placed(network: Network, ident: str) -> str:
    country = network.country_of(ident)
    return f"{network.name_of(ident)} ({country})" if country else network.name_of(ident)


def _others(count: int) -> str:
    return "another tie would" if count == 1 else f"{count:,} other ties would each"


def _worth(plan: TiePlan) -> list[str]:
    counted = plural(len(plan.counted), "gap")
    if not plan.counted:
        return bullet("", "There is no gap to count.")
    if not plan.ties:
        return bullet("", f"No introduction closes any of the {counted} that count.")
    closed = f"Closed: {_amount(plan.closed)} of the {counted} that count, by {plural(len(plan.ties), 'tie')}."
    if plan.proven:
        proof = "No plan of so many ties closes more (proven by integer programming)."
    else:
        proof = f"No plan of so many ties closes more than {_amount(plan.optimum)}; that one does is not shown."
    if plan.greedy_closed < plan.closed - 1e-6:
        beside = f"Picking the tie that closes most again and again would close {_amount(plan.greedy_closed)}."
    else:
        beside = "Picking the tie that closes most again and again closes as many."
    return bullet("", f"{closed} {proof} {beside}")


def _amount(value: float) -> str:
    return f"{value:,.0f}" if abs(value - round(value)) < 1e-6 else f"{value:,.2f}"


def _opened(plan: TiePlan) -> list[str]:
    if not plan.ties:
        return []
    if not plan.opened:
        return bullet("", "It opens no new gap.")
    return bullet("", f"It opens {plural(len(plan.opened), 'new gap')}, named above.")


def _left(plan: TiePlan) -> list[str]:
    """Counted gaps that ask for something else than an introduction, and what was not counted."""
    lines: list[str] = []
    if plan.no_tie:
        lines += ["", f"Of those that count, no introduction of actors on record closes these ({len(plan.no_tie):,}):"]
        for gap in [gap for gap in plan.no_tie if gap.certainty != "unrecorded"]:
            lines += bullet("  - ", gap_line(gap))
            lines += bullet("      To close: ", gap.mend)
        unknown = Counter(gap.title for gap in plan.no_tie if gap.certainty == "unrecorded")
        if unknown:
            lines += bullet("  - Not known: ", ", ".join(f"{title} {count:,}" for title, count in unknown.items()))
    if not plan.with_unrecorded:
        lines += ["", *bullet("", (
            "Counted is what a source reports missing or a full list lacks; --with-unrecorded counts what is not known too."
        ))]  # fmt: skip
    return lines

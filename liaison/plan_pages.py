"""A plan of introductions as the command line writes it: JSON, rows, and text to read."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from graphmodel.findings import Gap
from liaison.citing import Sources
from liaison.publishing import publishers_lines, with_publishers
from liaison.sections import numbers_in_words, numbers_of, short
from liaison.session import when
from liaison.text import amount, bullet, plural, visible
from liaison.tie_words import sentence

if TYPE_CHECKING:
    from graphmodel.network import Network
    from queries.plan import PlannedTie, TiePlan

__all__ = ["gap_line", "plan_json", "plan_rows", "plan_table"]

_SHOWN = 3
"""Introducers of one tie that are named in the table."""


def plan_json(network: Network, plan: TiePlan) -> dict[str, Any]:
    """The documented form."""
    return with_publishers(network, {"schema_version": 1, **plan.as_json()})


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
    """What there is to choose; each introduction with who could make it and what it closes; then what the plan is
    worth, and what it leaves."""
    lines = [f"A plan of introductions in {visible(network.name) or 'the network'}, {when(network, asked)}"]
    lines += publishers_lines(network)
    lines += ["", *_counts(plan), "", *(_choices(plan) if plan.ties else _nothing(plan))]
    sources = Sources(network)
    for place, one in enumerate(plan.ties, 1):
        lines += ["", *_tie(network, sources, place, one)]
    return [*lines, *(["", *_worth(plan), *_opened(plan)] if plan.ties else []), *_left(plan)]


def _counts(plan: TiePlan) -> list[str]:
    """Which of the gaps that were found the plan is to close, and which not, each with why."""
    found = len(plan.counted) + sum(plan.not_counted.values())
    which = "what a source reports missing or a full list lacks"
    which += ", and what no source says is missing" if plan.with_unrecorded else ""
    weak, decided, unknown = (plan.not_counted[name] for name in ("weak", "decided", "unrecorded"))
    by_section = numbers_in_words(numbers_of(plan.unrecorded), comma=", ")
    left = [
        *(
            [f"{unknown:,} that no source says are missing ({by_section}; --with-unrecorded counts them)"]
            if unknown
            else []
        ),
        *([f"{plural(weak, 'weak point')} of what is on record, where no tie is missing"] if weak else []),
        *([f"{decided:,} decided to be no gap, or to wait"] if decided else []),
    ]
    text = f"Of {plural(found, 'gap')} found {len(plan.counted):,} {'counts' if len(plan.counted) == 1 else 'count'}: {which}."
    text += f" Not counted: {'; '.join(left)}." if left else ""
    return bullet("", (
        f"{text} A gap that names nobody at one end, such as “a civil-society group of Serbia”, is closed by a tie to any "
        "actor of that kind there. One that asks for something else than bringing two together, such as sending a plan, "
        "counts too, and no introduction closes it."
    ))  # fmt: skip


def _choices(plan: TiePlan) -> list[str]:
    """How far the choice is one: how many others would do as well, and by what one of equals was taken."""
    others = [one.instead for one in plan.ties]
    if not any(others):
        return bullet("", "No other tie could take the place of one of these and close as many gaps.")
    most = f"up to {max(others):,}" if len(set(others)) > 1 else f"{max(others):,}"
    return bullet("", (
        f"For {sum(map(bool, others)):,} of {plural(len(others), 'introduction')} {most} other ties would each close as "
        "many gaps. Of equals that one was taken which closes what a source reports or a full list lacks; then what is of "
        "high priority, of medium; then one that somebody on record can introduce. What is even after that was picked "
        "without a reason: choose among them by what you know."
    ))  # fmt: skip


def _nothing(plan: TiePlan) -> list[str]:
    """Why there is no introduction, and what one can do instead."""
    if not plan.counted:
        said = "No source and no full list says of a tie that it is missing, so there is no gap to count."
    else:
        which = "the gap that counts" if len(plan.counted) == 1 else f"any of the {len(plan.counted):,} gaps that count"
        said = f"No introduction closes {which}: what they ask for is something else than bringing two together, see below."
    more = "" if plan.with_unrecorded else (
        " What no source says is missing was not counted, since a plan should not be built on what is not known; "
        "--with-unrecorded counts them, and then there is more to choose from."
    )  # fmt: skip
    return bullet("", said + more)


def gap_line(gap: Gap) -> str:
    """What a gap says, and in which section of the list of gaps it stands."""
    known = "a weak point of what is on record" if gap.section == "fragile" else short(gap.section)
    return f"{gap.because} [{known}; priority {gap.severity}]"


def _tie(network: Network, sources: Sources, place: int, one: PlannedTie) -> list[str]:
    tie = one.tie
    ends = " and ".join(network.placed(end) for end in tie.ends)
    either = f", or {_others(one.instead)} close as many" if one.instead else ""
    said = sentence(network, tie.source, tie.kind, tie.target, tie.key)
    lines = bullet(f"{place}. ", f"Introduce {ends}{either}. The tie: {said}.")
    for who in one.introducers[:_SHOWN]:
        lines += bullet("   ", f"{network.told_apart(who.id)} could do it: {who.because}")
        if cited := sources.titles(who.evidence):
            lines += bullet("      Source: ", cited)
    if len(one.introducers) > _SHOWN:
        more = "; ".join(network.told_apart(who.id) for who in one.introducers[_SHOWN : 3 * _SHOWN])
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
    return lines


def _others(count: int) -> str:
    return "make another tie that would" if count == 1 else f"make one of {count:,} other ties that would each"


def _worth(plan: TiePlan) -> list[str]:
    counted = plural(len(plan.counted), "gap")
    closed = f"Closed: {amount(plan.closed)} of the {counted} that count, by {plural(len(plan.ties), 'tie')}."
    if plan.proven:
        proof = "No plan of so many ties closes more (proven by integer programming)."
    else:
        proof = f"No plan of so many ties closes more than {amount(plan.optimum)}; that one does is not shown."
    if plan.greedy_closed < plan.closed - 1e-6:
        beside = f"Picking the tie that closes most again and again would close {amount(plan.greedy_closed)}."
    else:
        beside = "Picking the tie that closes most again and again closes as many."
    return bullet("", f"{closed} {proof} {beside}")


def _opened(plan: TiePlan) -> list[str]:
    if not plan.opened:
        return bullet("", "It opens no new gap.")
    return bullet("", f"It opens {plural(len(plan.opened), 'new gap')}, named above.")


def _left(plan: TiePlan) -> list[str]:
    """Counted gaps that ask for something else than an introduction, and what was not counted."""
    lines: list[str] = []
    if plan.no_tie:
        lines += [
            "",
            f"What no introduction of actors on record closes, and what one can do instead ({len(plan.no_tie):,}):",
        ]
        for gap in [gap for gap in plan.no_tie if gap.certainty != "unrecorded"]:
            lines += bullet("  - ", gap_line(gap))
            lines += bullet("      What one can do: ", gap.mend)
        unknown = [gap for gap in plan.no_tie if gap.certainty == "unrecorded"]
        for section in numbers_of(unknown):
            titles = Counter(gap.title for gap in unknown if gap.section == section)
            said = ", ".join(f"{title} {count:,}" for title, count in titles.items())
            lines += bullet(f"  - {short(section).capitalize()}: ", said)
    return lines

"""Gaps as the command line writes them: JSON, rows, and text to read."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from graphmodel.findings import CERTAINTY_WORDS, Gap
from liaison.decided_pages import decided_lines, decision_lines
from liaison.robust import gap_key
from liaison.session import when
from liaison.text import bullet, padded, visible

if TYPE_CHECKING:
    from graphmodel.network import Network
    from queries.decided import Decided
    from queries.robustness import Robustness

__all__ = ["gaps_json", "gaps_table", "gaps_worklist"]

SECTIONS = {
    "missing": "A source says it is missing",
    "not-listed": "Not on a full list",
    "need": "A source reports a need, no support on record",
    "met": "Were together, no tie on record",
    "fragile": "Weak points of what is on record",
    "unknown": "Not known: no source speaks of it",
}

WORKLIST = (
    "section", "severity", "certainty", "country", "because", "mend", "from", "tie", "to", "weight", "sources",
    "rule", "id", "owner", "due", "decision", "reason",
)  # fmt: skip


# gaps


def gaps_json(
    network: Network, gaps: Sequence[Gap], robust: Robustness | None = None, decided: Decided | None = None
) -> dict[str, Any]:  # fmt: skip
    """The documented form."""
    day = network.seen_as_of
    answer: dict[str, Any] = {"schema_version": 1, "as_of": day.isoformat() if day else None}
    form = Gap.as_json if decided is None else decided.as_json
    rest = {} if decided is None else {
        "set_aside": [form(gap) for gap in decided.set_aside], "found_no_more": [one.as_json() for one in decided.no_more],
    }  # fmt: skip
    if robust is None:
        return {**answer, "gaps": [form(gap) for gap in gaps], **rest}
    listed = [{**form(gap), "stays": robust.line(gap_key(gap))} for gap in gaps]
    return {**answer, "robustness": robust.as_json(), "gaps": listed, **rest}


def gaps_worklist(
    network: Network, gaps: Sequence[Gap], robust: Robustness | None = None, decided: Decided | None = None
) -> tuple[Sequence[str], list[list[object]]]:  # fmt: skip
    """One row per gap, with columns for who does what by when, filled with what was decided."""
    rows: list[list[object]] = []
    for gap in gaps:
        missing = gap.missing or {}
        sources = ";".join(dict.fromkeys(item.source for item in gap.evidence if item.source))
        rows.append([
            SECTIONS[gap.section], gap.severity, CERTAINTY_WORDS[gap.certainty]["en"], gap.country or "", gap.because,
            gap.mend, missing.get("from", ""), missing.get("tie", ""), missing.get("to", ""), gap.weight, sources,
            gap.rule, gap.id, *decision_cells(gap, decided), *([] if robust is None else robust.line(gap_key(gap))),
        ])  # fmt: skip
    drawn = () if robust is None else tuple(f"stays without {one.name}" for one in robust.settings)
    return (*WORKLIST, *drawn), rows


def decision_cells(gap: Gap, decided: Decided | None) -> list[str]:
    """Owner, due, decision and reason of a gap; blank if nothing was decided."""
    one = None if decided is None else decided.by_gap.get(gap.id)
    return ["", "", "", ""] if one is None else [one.office, one.due, one.decision, one.reason]


def gaps_table(
    network: Network, gaps: Sequence[Gap], *, unfolded: bool = False, asked: dt.date | None = None,
    robust: Robustness | None = None, decided: Decided | None = None,
) -> list[str]:  # fmt: skip
    """What matters first, each with its reason; what is not known at the end, one line per rule unless unfolded."""
    lines = [f"Gaps in {visible(network.name) or 'the network'}, {when(network, asked)}"]
    by_section: dict[str, list[Gap]] = defaultdict(list)
    for gap in gaps:
        by_section[gap.section].append(gap)
    by_gap = {} if decided is None else decided.by_gap
    for section, title in SECTIONS.items():
        found = by_section[section]
        if not found:
            continue
        lines += ["", f"{title} ({len(found):,})"]
        shown = found
        if section == "unknown" and not unfolded:
            lines += _folded(network, found)
            shown = [gap for gap in found if gap.id in by_gap]
        elif section == "fragile" and not unfolded:
            lines += _weak_points(found)
            shown = [gap for gap in found if gap.id in by_gap]
        for gap in shown:
            lines += _gap_lines(network, gap)
            lines += decision_lines(by_gap.get(gap.id))
            lines += [] if robust is None else bullet("          Robust? ", robust.words(gap_key(gap)))
    lines += [] if decided is None else decided_lines(network, decided)
    if not gaps:
        lines += ["", "None: no rule finds a tie missing that is still to be decided or closed." if by_gap else
                  "None: no rule finds a tie missing."]  # fmt: skip
    elif (by_section["unknown"] or by_section["fragile"]) and not unfolded:
        lines += ["", "--all lists weak points and what is not known, one by one; --country XX one country."]
    return lines


def _gap_lines(network: Network, gap: Gap) -> list[str]:
    cited = list(dict.fromkeys((item.source, item.date) for item in gap.evidence if item.source))
    sources = "; ".join(f"{source}, {date}" if date else source for source, date in cited[:3])
    more = f" and {len(cited) - 3} more" if len(cited) > 3 else ""
    lines = bullet(f"  {padded(gap.severity, 6)}  ", gap.because)
    lines += bullet("          To close: ", gap.mend)
    if sources:
        lines += bullet("          Source: ", sources + more)
    return lines


def _weak_points(gaps: Sequence[Gap]) -> list[str]:
    """How many of which rule, and the one that bears on most actors."""
    counts = Counter(gap.title for gap in gaps)
    numbers = ", ".join(f"{title} {count:,}" for title, count in counts.items())
    heaviest = max(gaps, key=lambda gap: (gap.weight, gap.id))
    return bullet("  - ", f"{numbers}. The heaviest: {heaviest.because}")


def _folded(network: Network, gaps: Sequence[Gap]) -> list[str]:
    """One line per rule: how many in which country, and what is known without a name."""
    from queries.certainty import Record

    record = Record(network)
    lines: list[str] = []
    by_rule: dict[str, list[Gap]] = defaultdict(list)
    for gap in gaps:
        by_rule[gap.rule].append(gap)
    abroad = {rule for rule, found in by_rule.items() if all(gap.missing and not gap.country for gap in found)}
    for rule, found in by_rule.items():
        if rule in abroad:
            continue
        counts = Counter(gap.country or ("across a border" if gap.missing else "no country") for gap in found)
        places = ", ".join(
            f"{country} {count:,}" for country, count in sorted(counts.items(), key=lambda x: (-x[1], x[0]))
        )
        lines += bullet("  - ", f"{found[0].title}: {places}")
        said = record.caveats(found)
        for text in said[:2]:
            lines += bullet("      ", text)
        if len(said) > 2:
            lines.append(f"      and {len(said) - 2} more such statements")
    if abroad:
        counts = Counter(gap.title for gap in gaps if gap.rule in abroad)
        lines += bullet("  - Across a border: ", ", ".join(f"{title} {count:,}" for title, count in counts.items()))
    return lines

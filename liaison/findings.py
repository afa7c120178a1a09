"""Gaps as the command line writes them: JSON, rows, and text to read."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from graphmodel.findings import CERTAINTY_WORDS, SEVERITIES, Gap
from liaison.citing import Sources
from liaison.decided_pages import decided_lines, decision_lines
from liaison.robust import gap_key
from liaison.sections import SECTIONS, numbers_in_words, numbers_of
from liaison.session import when
from liaison.text import bullet, padded, plural, visible
from queries.publishers import resting

if TYPE_CHECKING:
    from graphmodel.network import Network
    from queries.decided import Decided
    from queries.explanation import Explanation
    from queries.robustness import Robustness

__all__ = ["gaps_json", "gaps_sum", "gaps_table", "gaps_worklist"]

WORKLIST = (
    "section", "severity", "certainty", "country", "because", "mend", "from", "tie", "to", "weight", "sources",
    "rule", "id", "owner", "due", "decision", "reason",
)  # fmt: skip


# gaps


def gaps_json(
    network: Network, gaps: Sequence[Gap], robust: Robustness | None = None,
    explained: Mapping[str, Explanation] | None = None, *, limit: int | None = None,
    decided: Decided | None = None, lazily: bool = False,
) -> dict[str, Any]:  # fmt: skip
    """The documented form: `total` gaps, of which at most `limit` are listed; beside them those that were set aside.

    Parameters
    ----------
    lazily : bool
        Whether `gaps` is an iterator instead of a list: `liaison.output.emit_json` writes it line by line.
    """
    day = network.seen_as_of
    answer: dict[str, Any] = {"schema_version": 1, "as_of": day.isoformat() if day else None, "total": len(gaps)}
    form = Gap.as_json if decided is None else decided.as_json
    answer["publishers"] = resting(network).as_json()
    if robust is not None:
        answer["robustness"] = robust.as_json()

    def line(gap: Gap) -> dict[str, Any]:
        said = form(gap)
        if robust is not None:
            said["stays"] = robust.line(gap_key(gap))
        if explained is not None:
            said["explanation"] = explained[gap.id].as_json()
        return said

    listed = map(line, gaps[:limit])
    aside = () if decided is None else decided.set_aside
    no_more = () if decided is None else decided.no_more
    rest = {"set_aside": [form(gap) for gap in aside], "found_no_more": [one.as_json() for one in no_more]}
    return {**answer, "gaps": listed if lazily else list(listed), **rest}


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
    robust: Robustness | None = None, explained: Mapping[str, Explanation] | None = None, limit: int | None = None,
    none: str = "None: no rule finds a tie missing.",
    decided: Decided | None = None,
) -> list[str]:  # fmt: skip
    """What matters first, each with its reason; what is not known at the end, one line per rule unless unfolded.

    Parameters
    ----------
    limit : int, optional
        Gaps that are listed one by one; heads and folded lines count all of them.
    none : str
        What is said if there is no gap.
    """
    lines = bullet("", f"Gaps in {visible(network.name) or 'the network'}, {when(network, asked)}")
    lines += bullet("", resting(network).words())
    by_section: dict[str, list[Gap]] = defaultdict(list)
    for gap in gaps:
        by_section[gap.section].append(gap)
    by_gap = {} if decided is None else decided.by_gap
    sources = Sources(network)
    told = 0
    for section, title in SECTIONS.items():
        found = by_section[section]
        if not found:
            continue
        lines += ["", f"{title} ({len(found):,})"]
        listed = found
        if section in ("unknown", "fragile") and not unfolded:
            listed = [gap for gap in found if gap.id in by_gap]
            rest = [gap for gap in found if gap.id not in by_gap]
            if rest:
                lines += _folded(network, rest) if section == "unknown" else _weak_points(rest)
        shown = listed if limit is None else listed[: max(limit - told, 0)]
        told += len(shown)
        for gap in shown:
            lines += _gap_lines(gap, sources)
            lines += decision_lines(by_gap.get(gap.id))
            lines += (
                [] if robust is None else bullet("          Robust? ", robust.words(gap_key(gap), "in this section"))
            )
            lines += [] if explained is None else _explained(explained[gap.id])
        lines += [f"  {len(shown):,} of {len(listed):,}; --limit N shows more."] if len(shown) < len(listed) else []
    lines += [] if decided is None else decided_lines(network, decided)
    if not gaps:
        lines += ["", *bullet("", none)]
    elif (by_section["unknown"] or by_section["fragile"]) and not unfolded:
        lines += bullet("", "--all lists weak points and what is not known, one by one; --country XX one country.")
    return lines


def gaps_sum(gaps: Sequence[Gap]) -> list[str]:
    """How many gaps there are, and how many of them in each section of the list."""
    heads = {section: f"{title[0].lower()}{title[1:]}" for section, title in SECTIONS.items()}
    said = numbers_in_words(numbers_of(gaps), heads)
    return bullet("", f"{plural(len(gaps), 'gap')}{f': {said}' if said else ''}.")


def _gap_lines(gap: Gap, sources: Sources) -> list[str]:
    lines = bullet(_beside(gap.severity), gap.because)
    lines += bullet("          To close: ", gap.mend)
    cited = sources.titles(gap.evidence)
    return lines + (bullet("          Source: ", cited) if cited else [])


def _beside(severity: str) -> str:
    """Where every line of the list begins: with the priority, which each finding has."""
    return f"  {padded(severity, 6)}  "


def _explained(why: Explanation) -> list[str]:
    """Why a gap stands here."""
    return bullet("          Why here: ", f"Place {why.place:,} of {why.of:,}. {' '.join(why.sentences)}")


def _weak_points(gaps: Sequence[Gap]) -> list[str]:
    """How many of which rule by priority, and the one that bears on most actors."""
    lines: list[str] = []
    by_severity: dict[str, list[Gap]] = {name: [] for name in SEVERITIES}
    for gap in gaps:
        by_severity[gap.severity].append(gap)
    for severity, found in by_severity.items():
        if found:
            lines += bullet(_beside(severity), _numbers(gap.title for gap in found))
    heaviest = max(gaps, key=lambda gap: (gap.weight, gap.id))
    return lines + bullet("          The heaviest: ", heaviest.because)


def _numbers(names: Iterable[str]) -> str:
    return "; ".join(f"{name} {count:,}" for name, count in Counter(names).items())


def _folded(network: Network, gaps: Sequence[Gap]) -> list[str]:
    """One line per rule and priority: how many in which country, and what is known without a name."""
    from queries.certainty import Record

    record = Record(network)
    lines: list[str] = []
    by_rule: dict[tuple[str, str], list[Gap]] = defaultdict(list)
    for gap in gaps:
        by_rule[gap.rule, gap.severity].append(gap)
    abroad = {rule for rule, found in by_rule.items() if all(gap.missing and not gap.country for gap in found)}
    for rule, found in by_rule.items():
        if rule in abroad:
            continue
        counts = Counter(gap.country or ("across a border" if gap.missing else "no country") for gap in found)
        places = ", ".join(
            f"{country} {count:,}" for country, count in sorted(counts.items(), key=lambda x: (-x[1], x[0]))
        )
        lines += bullet(_beside(rule[1]), f"{found[0].title}: {places}")
        said = record.caveats(found)
        for text in said[:2]:
            lines += bullet("          ", text)
        if len(said) > 2:
            lines.append(f"          and {plural(len(said) - 2, 'more such statement')}")
    for severity in SEVERITIES:
        titles = [gap.title for rule in sorted(abroad) if rule[1] == severity for gap in by_rule[rule]]
        lines += bullet(_beside(severity), f"Across a border: {_numbers(titles)}") if titles else []
    return lines

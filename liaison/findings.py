"""Gaps, partners and pilots as the command line writes them: JSON, rows, and text to read."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphmodel.findings import CERTAINTY_WORDS, Gap, Suggestion
from liaison.session import when
from liaison.text import bullet, padded, plural, visible

if TYPE_CHECKING:
    from graphmodel.network import Network
    from queries.pilots import PilotChoice

__all__ = [
    "gaps_json", "gaps_table", "gaps_worklist", "partners_json", "partners_rows", "partners_table", "pilots_json",
    "pilots_rows", "pilots_table", "write_worklist",
]  # fmt: skip

SECTIONS = {
    "missing": "A source says it is missing",
    "not-listed": "Not on a full list",
    "need": "A source reports a need, no support on record",
    "met": "Were together, no tie on record",
    "unknown": "Not known: no source speaks of it",
}

WORKLIST = (
    "section", "severity", "certainty", "country", "because", "mend", "from", "tie", "to", "weight", "sources",
    "rule", "id", "owner", "due", "decision", "reason",
)  # fmt: skip


# gaps


def gaps_json(network: Network, gaps: Sequence[Gap]) -> dict[str, Any]:
    """The documented form."""
    day = network.seen_as_of
    return {
        "schema_version": 1,
        "as_of": day.isoformat() if day else None,
        "gaps": [gap.as_json() for gap in gaps],
    }


def gaps_worklist(network: Network, gaps: Sequence[Gap]) -> tuple[Sequence[str], list[list[object]]]:
    """One row per gap, with blank columns for who does what by when."""
    rows: list[list[object]] = []
    for gap in gaps:
        missing = gap.missing or {}
        sources = ";".join(dict.fromkeys(item.source for item in gap.evidence if item.source))
        rows.append([
            SECTIONS[gap.section], gap.severity, CERTAINTY_WORDS[gap.certainty]["en"], gap.country or "", gap.because,
            gap.mend, missing.get("from", ""), missing.get("tie", ""), missing.get("to", ""), gap.weight, sources,
            gap.rule, gap.id, "", "", "", "",
        ])  # fmt: skip
    return WORKLIST, rows


def write_worklist(network: Network, gaps: Sequence[Gap], output: Path, *, force: bool) -> None:
    """The rows as a workbook, with a drop-down for the decision."""
    from graphmodel.columns import CHOICES
    from loaders.workbook import write_rows

    columns, rows = gaps_worklist(network, gaps)
    write_rows(output, "gaps", columns, rows, choices={"decision": CHOICES["decisions", "decision"]}, force=force)


def gaps_table(
    network: Network, gaps: Sequence[Gap], *, unfolded: bool = False, asked: dt.date | None = None
) -> list[str]:  # fmt: skip
    """What matters first, each with its reason; what is not known at the end, one line per rule unless unfolded."""
    lines = [f"Gaps in {visible(network.name) or 'the network'}, {when(network, asked)}"]
    by_section: dict[str, list[Gap]] = defaultdict(list)
    for gap in gaps:
        by_section[gap.section].append(gap)
    for section, title in SECTIONS.items():
        found = by_section[section]
        if not found:
            continue
        lines += ["", f"{title} ({len(found):,})"]
        if section == "unknown" and not unfolded:
            lines += _folded(network, found)
        else:
            for gap in found:
                lines += _gap_lines(network, gap)
    if not gaps:
        lines += ["", "None: no rule finds a tie missing."]
    elif by_section["unknown"] and not unfolded:
        lines += ["", "--all lists what is not known, one by one; --country XX one country."]
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


def _folded(network: Network, gaps: Sequence[Gap]) -> list[str]:
    """One line per rule: how many in which country, and what is known without a name."""
    from queries.certainty import Record

    record = Record(network)
    lines: list[str] = []
    by_rule: dict[str, list[Gap]] = defaultdict(list)
    for gap in gaps:
        by_rule[gap.rule].append(gap)
    for found in by_rule.values():
        counts = Counter(gap.country or "across a border" for gap in found)
        places = ", ".join(
            f"{country} {count:,}" for country, count in sorted(counts.items(), key=lambda x: (-x[1], x[0]))
        )
        lines += bullet("  - ", f"{found[0].title}: {places}")
        said = record.caveats(found)
        for text in said[:2]:
            lines += bullet("      ", text)
        if len(said) > 2:
            lines.append(f"      and {len(said) - 2} more such statements")
    return lines


# partners


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


# pilots


def pilots_json(chosen: PilotChoice) -> dict[str, Any]:
    """The documented form."""
    return {"schema_version": 1, **chosen.as_json()}


def pilots_rows(chosen: PilotChoice) -> tuple[Sequence[str], list[list[object]]]:
    """One row per pilot."""
    rows: list[list[object]] = [
        [pilot.id, pilot.name, pilot.country, " ".join(part.because for part in pilot.parts)] for pilot in chosen.pilots
    ]
    return ["id", "name", "country", "because"], rows


def pilots_table(network: Network, chosen: PilotChoice, *, asked: dt.date | None = None) -> list[str]:
    """The chosen, what they reach, who is left out, and what the reach rests on."""
    lines = [f"Pilot cities, {when(network, asked)}"]
    for rank, pilot in enumerate(chosen.pilots, start=1):
        text = " ".join(part.because for part in pilot.parts)
        lines += bullet(f"{rank}. ", f"{pilot.name} ({pilot.country}). {text}")
    proof = "proven" if chosen.proven else "at most"
    lines += ["", *bullet("", (
        f"They reach {chosen.reached} of {plural(chosen.reachable, 'city', 'cities')} that the "
        f"{plural(len(chosen.candidates), 'candidate')} can reach; the best choice of as many reaches {chosen.optimum} "
        f"({proof})."
    ))]  # fmt: skip
    if chosen.left_out:
        lines += bullet("", "Not reached: " + ", ".join(network.name_of(ident) for ident in chosen.left_out) + ".")
    for kind, count in chosen.resting.items():
        label = network.schema.ties[kind].label["en"]
        lines += bullet("", f"{count} of the {chosen.reached} are reached only because a city {label} another.")
    return lines

"""Gaps as a workbook to work through: what is missing first, then who closes it by when; what machines need stands last."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from graphmodel.findings import CERTAINTY_WORDS, Gap
from liaison.findings import SECTIONS
from liaison.session import notice, when
from liaison.text import plural

if TYPE_CHECKING:
    from graphmodel.network import Network

__all__ = ["TO_FILL", "WORKLIST", "worklist_rows", "write_worklist"]

TO_FILL = ("owner", "due", "decision", "reason")
"""Columns that people fill in."""

WORKLIST = (
    "what is missing", "why", "how to close it", *TO_FILL, "how we know", "priority", "country", "all concerned",
    "sources", "from", "tie", "to", "weight", "rule", "gap",
)  # fmt: skip

_WIDTHS = {
    "what is missing": 42, "why": 48, "how to close it": 42, "owner": 18, "due": 12, "decision": 12, "reason": 30,
    "how we know": 20, "priority": 9, "country": 18, "all concerned": 40, "sources": 40, "weight": 8, "rule": 24, "gap": 40,
}  # fmt: skip

_NOTES = {
    "what is missing": "The tie that one would expect and that is not on record. It does not say that there is none.",
    "why": "What the gap rests on.",
    "owner": "The office that will close it.",
    "due": "The day by which it is to be closed.",
    "decision": "close: we will close it; not a gap: there is none, or none is needed; wait.",
    "reason": "Why you decided so.",
    "how we know": "A source says it is missing; it is not on a full list; they were together; or it is not known.",
    "priority": "Why the tie should exist: high, a cited plan or strategy foresees it and no other way leads there.",
    "all concerned": "Every actor that the gap concerns.",
    "weight": "How many cities have no route, or how many subjects are shared.",
    "gap": "Id of the gap, for the sheet decisions.",
}

_MOST = 30_000
"""Characters of one cell; a workbook allows 32,767."""


def write_worklist(network: Network, gaps: Sequence[Gap], output: Path, *, force: bool) -> None:
    """The gaps as a workbook, with a drop-down for the decision and a sheet that says what the words mean."""
    from graphmodel.columns import CHOICES
    from loaders.workbook_table import write_rows

    columns, rows = worklist_rows(network, gaps)
    decisions = CHOICES["decisions", "decision"]
    title = f"Ties not on record in {network.name or 'the network'}, {when(network)}"
    write_rows(
        output, "gaps", columns, rows, choices={"decision": decisions}, notes=_NOTES, widths=_WIDTHS, to_fill=TO_FILL,
        title=title, readme=_readme(title, gaps), force=force,
    )  # fmt: skip
    notice(f"wrote {output}: {plural(len(gaps), 'gap')}, what is known first; the sheet 'read me' says what to do with it")


def worklist_rows(network: Network, gaps: Sequence[Gap]) -> tuple[Sequence[str], list[list[object]]]:
    """One row per gap in the order of the sections, names and words for ids and codes."""
    order = list(SECTIONS)
    titles = dict(zip(network.sources["id"], network.sources["title"], strict=True))
    rows: list[list[object]] = []
    for gap in sorted(gaps, key=lambda one: order.index(one.section)):
        missing = gap.missing or {}
        cited = dict.fromkeys((item.source, item.date) for item in gap.evidence if item.source)
        sources = [f"{titles.get(source) or source}{f' ({date})' if date else ''}" for source, date in cited]
        rows.append([
            _what(network, gap), gap.because, gap.mend, "", "", "", "", _how_known(gap), gap.severity,
            network.name_of(gap.country) if gap.country else "across borders",
            _cut([network.name_of(ident) for ident in gap.actors]), _cut(sources),
            missing.get("from", ""), missing.get("tie", ""), missing.get("to", ""), gap.weight, gap.rule, gap.id,
        ])  # fmt: skip
    return WORKLIST, rows


def _how_known(gap: Gap) -> str:
    return SECTIONS[gap.section] if gap.section == "met" else CERTAINTY_WORDS[gap.certainty]["en"]


def _what(network: Network, gap: Gap) -> str:
    """The missing tie as a sentence of names."""
    from queries.sentences import worded

    missing = gap.missing
    if not missing:
        return gap.title
    label = network.schema.ties[missing["tie"]].label["en"]
    pairs = missing["pairs"] if "pairs" in missing else [(missing["from"], missing["to"])]
    return f"{gap.title}: " + _cut([f"{worded(a, network)} – {label} – {worded(b, network)}" for a, b in pairs])


def _cut(parts: Sequence[str]) -> str:
    """Parts with semicolons between them; what a cell cannot hold is counted."""
    text = ""
    for at, part in enumerate(parts):
        if len(text) + len(part) > _MOST:
            return f"{text}; and {len(parts) - at:,} more"
        text = f"{text}; {part}" if text else part
    return text


def _readme(title: str, gaps: Sequence[Gap]) -> list[tuple[str, str]]:
    counts = {text: sum(gap.section == name for gap in gaps) for name, text in SECTIONS.items()}
    return [
        (title, ""),
        ("", "A gap is a tie that one would expect and that is not on record. It does not say that two do not cooperate: ask."),
        ("", ""),
        *((text, f"{count:,} of {len(gaps):,} rows") for text, count in counts.items() if count),
        ("", ""),
        ("How to use it", "Filter by country or owner. Fill in the yellow columns: owner, due, decision, reason. Name offices, not persons."),
        ("decision", "close: we will close it. not a gap: there is none, or none is needed. wait: not now."),
        ("priority", "high, medium or low: how strongly a cited plan, programme or likeness speaks for the tie. It never means danger."),
        ("how we know", "'a source says it is missing' and 'not on a full list' can be acted on; 'not known' is a question to ask."),
        ("", ""),
        ("How decisions come back", "For each row with a decision add a row to the sheet 'decisions' of the network: gap (the last column here),"),
        ("", "decision, office (the owner), date (the day of the decision, as 2024-05-14) and reason. Then check the network again."),
        ("When a tie turns up", "add a row to the sheet 'ties' of the network, with its source; the gap is gone in the next list."),
    ]  # fmt: skip

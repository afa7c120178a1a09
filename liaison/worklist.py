"""Gaps as a workbook to work through: what is missing first, then who closes it by when; what machines need stands last."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphmodel.findings import CERTAINTY_WORDS, Gap
from liaison.findings import decision_cells
from liaison.robust import gap_key
from liaison.sections import SECTIONS
from liaison.session import notice, when
from liaison.text import in_one_cell, plural

if TYPE_CHECKING:
    from graphmodel.network import Network
    from queries.decided import Decided
    from queries.robustness import Robustness

__all__ = ["PAIRS", "TO_FILL", "WORKLIST", "pair_rows", "worklist_rows", "write_worklist"]

PAIRS = "pairs"
"""Sheet with the pairs of those gaps that stand for a group of them: in a cell of the first sheet nobody could read them."""
_SHOWN = 3
"""Pairs of a group that its cell names."""

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


def write_worklist(
    network: Network, path: Path, gaps: Sequence[Gap], output: Path, *, force: bool, robust: Robustness | None = None,
    decided: Decided | None = None,
) -> None:  # fmt: skip
    """The gaps as a workbook, with a drop-down for the decision and a sheet that says what the words mean.

    Parameters
    ----------
    path : Path
        Of the network, as it was asked for; the sheet says how decisions come back to it.
    """
    from graphmodel.columns import CHOICES
    from loaders.workbook_table import write_rows

    columns, rows = worklist_rows(network, gaps, robust, decided)
    decisions = CHOICES["decisions", "decision"]
    pairs = pair_rows(network, gaps)
    title = f"Ties not on record in {network.name or 'the network'}, {when(network)}"
    write_rows(
        output, "gaps", columns, rows, choices={"decision": decisions}, notes=_texts()["notes"], widths=_WIDTHS,
        to_fill=TO_FILL, title=title, readme=_readme(title, gaps, _way_back(path, output)),
        more={PAIRS: pairs} if pairs[1] else {}, force=force,
    )  # fmt: skip
    notice(
        f"wrote {output}: {plural(len(gaps), 'gap')}, what is known first; the sheet 'read me' says what to do with it"
    )


def worklist_rows(
    network: Network, gaps: Sequence[Gap], robust: Robustness | None = None, decided: Decided | None = None
) -> tuple[Sequence[str], list[list[object]]]:  # fmt: skip
    """One row per gap in the order of the sections, those that were set aside last; names and words for ids and codes."""
    order = list(SECTIONS)
    titles = dict(zip(network.sources["id"], network.sources["title"], strict=True))
    rows: list[list[object]] = []
    aside = {gap.id for gap in decided.set_aside} if decided is not None else set()
    for gap in sorted(gaps, key=lambda one: (one.id in aside, order.index(one.section))):
        missing = gap.missing or {}
        cited = dict.fromkeys((item.source, item.date) for item in gap.evidence if item.source)
        sources = [f"{titles.get(source) or source}{f' ({date})' if date else ''}" for source, date in cited]
        rows.append([
            _what(network, gap), gap.because, gap.mend, *decision_cells(gap, decided), _how_known(gap), gap.severity,
            network.name_of(gap.country) if gap.country else "across borders",
            in_one_cell([network.told_apart(ident) for ident in gap.actors]), in_one_cell(sources),
            missing.get("from", ""), missing.get("tie", ""), missing.get("to", ""), gap.weight, gap.rule, gap.id,
            *([] if robust is None else robust.line(gap_key(gap))),
        ])  # fmt: skip
    drawn = () if robust is None else tuple(f"stays without {one.name}" for one in robust.settings)
    return (*WORKLIST, *drawn), rows


def _how_known(gap: Gap) -> str:
    """In the words of the certainty; of a section that is not about certainty, such as met, in its own."""
    about = {"missing", "not-listed", "unknown"}
    return CERTAINTY_WORDS[gap.certainty]["en"] if gap.section in about else SECTIONS[gap.section]


def _what(network: Network, gap: Gap) -> str:
    """The missing tie as a sentence of names."""
    from queries.sentences import worded

    missing = gap.missing
    if not missing:
        return gap.title
    label = network.schema.ties[missing["tie"]].label["en"]
    pairs = missing["pairs"] if "pairs" in missing else [(missing["from"], missing["to"])]
    said = "; ".join(f"{worded(a, network)} – {label} – {worded(b, network)}" for a, b in pairs[:_SHOWN])
    if "pairs" not in missing:
        return f"{gap.title}: {said}"
    count = plural(missing["open"], "pair")
    if not pairs:
        return f"{gap.title}: {count}, too many to be listed"
    rest = f", such as {said}; all of them in the sheet '{PAIRS}'" if len(pairs) > _SHOWN else f": {said}"
    return f"{gap.title}: {count}{rest}"


def pair_rows(network: Network, gaps: Sequence[Gap]) -> tuple[Sequence[str], list[list[object]]]:
    """One row per pair of each gap that stands for a group of pairs."""
    rows: list[list[object]] = []
    for gap in gaps:
        missing = gap.missing or {}
        for a, b in missing.get("pairs", ()):
            label = network.schema.ties[missing["tie"]].label["en"]
            rows.append([network.placed(a), label, network.placed(b), a, b, gap.id])
    return ["from", "tie", "to", "id of from", "id of to", "gap"], rows


def _texts() -> dict[str, Any]:
    import yaml

    found: dict[str, Any] = yaml.safe_load(files("liaison").joinpath("worklist.yaml").read_text(encoding="utf-8"))
    return found


def _way_back(path: Path, output: Path) -> str:
    """The command that takes the list back; a file is written anew by a name, since none is written over unasked."""
    if path.is_dir():
        return f"liaison decide {path.resolve().name}/ {output.name}"
    if path.is_file():
        return f"liaison decide {path.name} {output.name} -o {path.name} --force"
    return f"liaison decide my-network/ {output.name}, where my-network/ is what liaison pull wrote"


def _readme(title: str, gaps: Sequence[Gap], way_back: str) -> list[tuple[str, str]]:
    counts = {text: sum(gap.section == name for gap in gaps) for name, text in SECTIONS.items()}
    found = [(text, f"{count:,} of {len(gaps):,} rows") for text, count in counts.items() if count]
    return [
        (title, ""),
        ("", ""),
        *found,
        ("", ""),
        *((head, text.format(way_back=way_back)) for head, text in _texts()["readme"]),
    ]

"""Gaps and partners as the page knows them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graphmodel.findings import Evidence, Gap, Suggestion
from graphmodel.network import Network
from viz.payload.texts import by_language

__all__ = ["gap_rows", "partner_rows"]


def gap_rows(gaps: Sequence[Gap], network: Network, source_at: Mapping[str, int]) -> list[dict[str, Any]]:
    """One dict per gap, in their order.

    `pairs` are drawn as lines. For a group, `hub` is what its members have in common, and lines run to it instead of
    among all of them. `alone` are those whose other end has no name.
    """
    return [_gap(gap, network, source_at) for gap in gaps]


def _gap(gap: Gap, network: Network, source_at: Mapping[str, int]) -> dict[str, Any]:
    missing = gap.missing or {}
    grouped = "pairs" in missing
    pairs = missing.get("pairs") or ([[missing["from"], missing["to"]]] if "from" in missing else [])
    named = [list(pair) for pair in pairs if all(end in network.position for end in pair)]
    ends = {end for pair in pairs for end in pair}
    whole = {
        "id": gap.id, "rule": gap.rule, "section": gap.section, "severity": gap.severity, "certainty": gap.certainty,
        "country": gap.country or "", "tie": str(missing.get("tie", "")), "actors": list(gap.actors),
        "because": _said(gap, "because"), "mend": _said(gap, "mend"),
        "pairs": [] if grouped else named, "count": len(pairs),
        "hub": next((ident for ident in gap.actors if ident not in ends), "") if grouped else "",
        "members": [ident for ident in gap.actors if ident in ends] if grouped else [],
        "alone": list(dict.fromkeys(end for pair in pairs if list(pair) not in named for end in pair
                                    if end in network.position)) or (list(gap.actors[:1]) if not pairs else []),
        "evidence": [_evidence(item, source_at) for item in gap.evidence],
    }  # fmt: skip
    return {key: value for key, value in whole.items() if value or key in ("pairs", "actors", "evidence")}


def _said(gap: Gap, field: str) -> Any:
    """A sentence in all the languages that the gap has it in."""
    return by_language({"en": getattr(gap, field), **{lang: texts[field] for lang, texts in gap.also.items()}})


def _evidence(item: Evidence, source_at: Mapping[str, int]) -> list[Any]:
    return [source_at.get(item.source, -1), item.locator or "", item.quote or "", item.date or ""]


def partner_rows(found: Sequence[Suggestion]) -> list[dict[str, Any]]:
    """Learning partners of one city, the best first, with the parts of each score."""
    return [
        {
            "id": one.id, "score": round(one.score, 3), "high": round(one.high, 3), "known": round(one.known, 3),
            "parts": [
                [part.part, round(part.value, 3), round(part.weight, 3), round(part.known, 3),
                 by_language(part.because)]
                for part in one.parts
            ],
            "introducers": [[item.id, by_language(item.because)] for item in one.introducers],
            "labels": [by_language(text) for text in one.labels],
            "unknown": [by_language(text) for text in one.unknown],
        }
        for one in found
    ]  # fmt: skip

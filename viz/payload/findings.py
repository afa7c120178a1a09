"""Gaps and partners as the page knows them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graphmodel.decisions import Decision, decisions_of
from graphmodel.findings import Evidence, Gap, Part, Suggestion
from graphmodel.network import Network
from viz.payload.texts import by_language, unturned

__all__ = ["SET_ASIDE", "Partners", "Sayings", "closed_rows", "gap_rows", "partner_rows"]

SET_ASIDE = "set-aside"
"""Where the page keeps gaps that were decided to be none, or to wait: drawn dotted and thin, and counted apart."""

Partners = Mapping[str, Mapping[str, Sequence[Suggestion]]]
"""Suggestions by the city that they are for, then by language, in the same order in each."""


def gap_rows(gaps: Sequence[Gap], network: Network, source_at: Mapping[str, int]) -> list[dict[str, Any]]:
    """One dict per gap, in their order.

    `pairs` are drawn as lines. For a group, `hub` is what its members have in common, and lines run to it instead of
    among all of them. `alone` are those whose other end has no name. `decision` is what the sheet of decisions says.
    """
    decisions = decisions_of(network)
    return [_gap(gap, network, source_at, decisions.get(gap.id)) for gap in gaps]


def closed_rows(
    network: Network, closed: Mapping[str, Sequence[Evidence]], source_at: Mapping[str, int]
) -> list[dict[str, Any]]:  # fmt: skip
    """One dict per gap that something was decided about and that is found no more.

    Parameters
    ----------
    closed : mapping of str to sequence of Evidence
        By the id of the gap, what the ties on record that closed it rest on; empty if no tie did.
    """
    decisions = decisions_of(network)
    return [
        {
            "rule": ident.partition(":")[0], "decision": decisions[ident].as_json(),
            "actors": [part for part in ident.split(":")[1:] if part in network.position],
            "closed": [[item.tie or "", *_evidence(item, source_at)] for item in evidence],
        }
        for ident, evidence in closed.items() if ident in decisions
    ]  # fmt: skip


def _gap(
    gap: Gap, network: Network, source_at: Mapping[str, int], decision: Decision | None
) -> dict[str, Any]:  # fmt: skip
    missing = gap.missing or {}
    grouped = "pairs" in missing
    pairs = missing.get("pairs") or ([[missing["from"], missing["to"]]] if "from" in missing else [])
    named = [list(pair) for pair in pairs if all(end in network.position for end in pair)]
    ends = {end for pair in pairs for end in pair}
    whole = {
        "id": gap.id, "rule": gap.rule,
        "section": SET_ASIDE if decision is not None and decision.set_aside else gap.section,
        "severity": gap.severity, "certainty": gap.certainty,
        "country": gap.country or "", "tie": str(missing.get("tie", "")), "actors": list(gap.actors),
        "because": _said(gap, "because"), "mend": _said(gap, "mend"),
        "pairs": [] if grouped else named, "count": len(pairs),
        "hub": next((ident for ident in gap.actors if ident not in ends), "") if grouped else "",
        "members": [ident for ident in gap.actors if ident in ends] if grouped else [],
        "alone": list(dict.fromkeys(end for pair in pairs if list(pair) not in named for end in pair
                                    if end in network.position)) or (list(gap.actors[:1]) if not pairs else []),
        "evidence": [_evidence(item, source_at) for item in gap.evidence],
        "decision": None if decision is None else decision.as_json(),
    }  # fmt: skip
    return {key: value for key, value in whole.items() if value or key in ("pairs", "actors", "evidence")}


def _said(gap: Gap, field: str) -> Any:
    """A sentence in all the languages that the gap has it in."""
    return by_language({"en": getattr(gap, field), **{lang: texts[field] for lang, texts in gap.also.items()}})


def _evidence(item: Evidence, source_at: Mapping[str, int]) -> list[Any]:
    return [source_at.get(item.source, -1), item.locator or "", item.quote or "", item.date or ""]


class Sayings:
    """Sentences by language, each kept once; its place in `rows` stands for it, since partners of many cities share most."""

    def __init__(self) -> None:
        self.rows: list[Any] = []
        self._place: dict[tuple[str, ...], int] = {}

    def __call__(self, texts: Mapping[str, str]) -> int:
        """The place of a sentence.

        Examples
        --------
        >>> said = Sayings()
        >>> said({"en": "No tie.", "ar": "لا صلة."}), said({"en": "1995", "ar": "1995"}), said({"en": "1995", "ar": "1995"})
        (0, 1, 1)
        >>> said.rows
        [{'en': 'No tie.', 'ar': 'لا صلة.'}, {'en': '1995'}]
        """
        key = tuple(texts.values())
        if key not in self._place:
            self._place[key] = len(self.rows)
            self.rows.append(
                {lang: unturned(text) for lang, text in texts.items() if lang == "en" or text != texts["en"]}
            )
        return self._place[key]


def partner_rows(
    told: Mapping[str, Sequence[Suggestion]], source_at: Mapping[str, int], said: Sayings
) -> list[dict[str, Any]]:  # fmt: skip
    """Learning partners of one city, the best first, with the parts of each score and what they rest on.

    Parameters
    ----------
    told : mapping of str to sequence of Suggestion
        The same suggestions by language, in the same order; English is among them.
    said : Sayings
        Where sentences are kept.
    """
    languages = list(told)
    return [
        _suggestion(dict(zip(languages, same, strict=True)), source_at, said)
        for same in zip(*told.values(), strict=True)
    ]  # fmt: skip


def _suggestion(told: Mapping[str, Suggestion], source_at: Mapping[str, int], said: Sayings) -> dict[str, Any]:
    one = told["en"]
    whole = {
        "id": one.id, "score": round(one.score, 3), "high": round(one.high, 3), "known": round(one.known, 3),
        "parts": [
            _part({lang: suggestion.parts[at] for lang, suggestion in told.items()}, source_at, said)
            for at in range(len(one.parts))
        ],
        "introducers": [item.id for item in one.introducers],
        "labels": [
            said({lang: suggestion.labels[at] for lang, suggestion in told.items()}) for at in range(len(one.labels))
        ],
        "unknown": _unknown(told, said),
    }  # fmt: skip
    return {key: value for key, value in whole.items() if value != []}


def _part(told: Mapping[str, Part], source_at: Mapping[str, int], said: Sayings) -> list[Any]:
    """Name, value, weight, share that is known, why, what to know beside it, what it rests on."""
    one = told["en"]
    reasons = [(at, reason) for at, reason in enumerate(one.reasons) if reason.value is not None]
    cited = [(source_at.get(item.source, -1), item.locator or "", item.quote or "") for item in one.evidence]
    return [
        one.part, round(one.value, 3), round(one.weight, 3), round(one.known, 3),
        [said({lang: part.reasons[at].text for lang, part in told.items()}) for at, _ in reasons],
        [said({lang: part.reasons[at].note for lang, part in told.items()}) for at, reason in reasons if reason.note],
        [_trimmed(item) for item in dict.fromkeys(cited)],
    ]  # fmt: skip


def _trimmed(cited: Sequence[Any]) -> list[Any]:
    """A source, a place in it, a quote, without blanks at the end."""
    cells = list(cited)
    while not cells[-1] and len(cells) > 1:
        cells.pop()
    return cells


def _unknown(told: Mapping[str, Suggestion], said: Sayings) -> list[list[Any]]:
    """Each open question once, with what a favourable answer would add to the score, the most first."""
    one = told["en"]
    asked = {
        reason.text: said({lang: suggestion.parts[at].reasons[n].text for lang, suggestion in told.items()})
        for at, part in enumerate(one.parts) for n, reason in enumerate(part.reasons) if reason.value is None
    }  # fmt: skip
    return [[asked[text], round(gain, 3)] for text, gain in one.gains.items()]

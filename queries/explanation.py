"""Why a gap stands where it stands: its section, how sure it is, its priority, its weight and its place, in words.

Nothing is computed anew: the sentences say what `queries.gaps` found when it placed the gap (`Gap.grounds`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from graphmodel.findings import Gap
from graphmodel.network import Network
from queries.priority import Paths
from queries.sentences import Sentences

__all__ = ["Explanation", "explained"]

_CERTAINTY = {
    "reported": "A source says that the tie is missing, and none says that it is there.",
    "observed": "A list that counts as full has both ends in its scope and the day in its period, and does not have the tie.",
    "unrecorded": "No source denies the tie, and no full list would have it.",
}
_SECTION = {
    "missing": "It stands under what a source says is missing, before all else.",
    "not-listed": "It stands under what is not on a full list, behind what a source says is missing.",
    "need": "It stands under needs: a source reports the need, and that nobody helps is not known.",
    "met": "It stands under those that were together: the easiest to close.",
    "fragile": "It stands under weak points of what is on record: it is no missing tie.",
    "unknown": "It stands at the end, under what is not known: it is a question rather than a finding.",
}


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why one gap stands where it stands.

    Parameters
    ----------
    place, of : int
        Its place in its section, and how many stand there.
    section, certainty, severity, weight : str
        A sentence each.
    foreseen_by : str
        Id of what foresees the tie; blank if nothing does.
    via : tuple of str
        Ids of those that are tied to both ends.
    peers : int
        How many others in the same place have such a tie.
    sources : tuple of str
        Ids of the sources that the gap rests on.
    """

    place: int
    of: int
    section: str
    certainty: str
    severity: str
    weight: str
    foreseen_by: str
    via: tuple[str, ...]
    peers: int
    sources: tuple[str, ...]

    @property
    def sentences(self) -> tuple[str, ...]:
        """All of it in words."""
        return (self.section, self.certainty, self.severity, self.weight)

    def as_json(self) -> dict[str, Any]:
        """Fields in the documented order."""
        return {
            "place": self.place, "of": self.of, "section": self.section, "certainty": self.certainty,
            "severity": self.severity, "weight": self.weight, "foreseen_by": self.foreseen_by or None,
            "via": list(self.via), "peers": self.peers, "sources": list(self.sources),
        }  # fmt: skip


def explained(network: Network, gaps: Sequence[Gap]) -> dict[str, Explanation]:
    """Why each of some gaps stands where it stands, by its id.

    Parameters
    ----------
    network : Network
        That has the gaps.
    gaps : sequence of Gap
        All that are shown, in their order: the places are among these.
    """
    paths, words = Paths(network), Sentences(network)
    of: dict[str, int] = {}
    for gap in gaps:
        of[gap.section] = of.get(gap.section, 0) + 1
    place: dict[str, int] = {}
    found: dict[str, Explanation] = {}
    for gap in gaps:
        place[gap.section] = place.get(gap.section, 0) + 1
        missing = gap.missing or {}
        via = tuple(paths.via(missing["from"], missing["to"])) if "from" in missing else ()
        sources = tuple(dict.fromkeys(item.source for item in gap.evidence if item.source))
        found[gap.id] = Explanation(
            place[gap.section], of[gap.section], _SECTION[gap.section], _certainty(gap), _severity(gap, via, words),
            _weight(gap), gap.grounds.foreseen, via, gap.grounds.peers, sources,
        )  # fmt: skip
    return found


def _certainty(gap: Gap) -> str:
    if gap.missing is not None:
        return _CERTAINTY[gap.certainty]
    if gap.certainty == "reported":
        return "It follows from what sources say."
    return "It follows from what is on record and what is not: what is not known could undo it."


def _severity(gap: Gap, via: Sequence[str], words: Sentences) -> str:
    """The parts of the priority; the words of `queries.priority.priority`."""
    grounds = gap.grounds
    if grounds.declared:
        return f"Priority {gap.severity}: its rule says so of all that it finds."
    if grounds.shared is not None:
        if grounds.shared > 1:
            return f"Priority {gap.severity}: they share {grounds.shared} subjects, more than one."
        return f"Priority {gap.severity}: only one shared subject speaks for it, and no plan or programme foresees it."
    parts = []
    if grounds.foreseen:
        cited = ", ".join(dict.fromkeys(item.source for item in gap.evidence if item.source))
        parts.append(f"{words.worded(grounds.foreseen)} foresees the tie" + (f" ({cited})" if cited else ""))
    else:
        parts.append("no plan or programme on record foresees the tie")
    if via:
        parts.append(f"{words.worded(list(via))} {'is' if len(via) == 1 else 'are'} tied to both")
    elif grounds.foreseen:
        parts.append("nobody on record is tied to both")
    if grounds.peers:
        parts.append(f"{grounds.peers:,} {'other has' if grounds.peers == 1 else 'others have'} such a tie")
    elif not grounds.foreseen:
        parts.append("no other has such a tie")
    return f"Priority {gap.severity}: {'; '.join(parts)}."


def _weight(gap: Gap) -> str:
    if gap.grounds.weighs:
        what = f"Weight {gap.weight:g}: {gap.grounds.weighs}."
    elif gap.missing is not None and "pairs" in gap.missing:
        what = f"Weight {gap.weight:g}: a group weighs as one."
    else:
        what = f"Weight {gap.weight:g}: its rule weighs all that it finds alike."
    return f"{what} Of one priority the heavier stand first, then the order of ids."

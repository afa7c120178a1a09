"""How often each line of an answer stays, as the options of a command ask for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from liaison.progress import counted, processes

if TYPE_CHECKING:
    from graphmodel.findings import Gap
    from graphmodel.network import Network
    from queries.robustness import Robustness

__all__ = ["gap_key", "gaps_robustness"]


def gap_key(gap: Gap) -> str:
    """What a gap is known by from draw to draw: its id, and the section that it stands in."""
    return f"{gap.id} {gap.section}"


def gaps_robustness(
    network: Network, gaps: Sequence[Gap], *, rules: Sequence[str], parameters: Mapping[str, Any], draws: int
) -> Robustness:  # fmt: skip
    """How often each gap is found again, in the same section, of the draws that keep the actors that it is about.

    Those are the ends of the tie that is missing; of a finding without one, and of a group, the actor that its id
    names first, so that a list that lost one of many does not go uncounted.
    """
    from queries.robustness import how_often
    from queries.thin_gaps import ThinGaps

    lines = {gap_key(gap): _about(gap, network) for gap in gaps}
    asked = ThinGaps(network, rules=tuple(dict.fromkeys(gap.rule for gap in gaps)), parameters=dict(parameters))
    return how_often(network, asked, lines, draws=draws, jobs=processes(), progress=counted("Draws"))


def _about(gap: Gap, network: Network) -> list[str]:
    missing = gap.missing or {}
    ends = [missing[end] for end in ("from", "to") if end in missing]
    named = ends or [part for part in gap.id.split(":")[1:] if part in network.position]
    return [ident for ident in named if ident in network.position]

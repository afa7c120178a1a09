"""How often each line of an answer stays, as the options of a command ask for it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from liaison.progress import counted, processes

if TYPE_CHECKING:
    from graphmodel.findings import Gap, Suggestion
    from graphmodel.network import Network
    from queries.robustness import Robustness
    from queries.thin_choices import ThinPartners, ThinPilots

__all__ = [
    "gap_key", "gaps_robustness", "one_by_one", "partners_robustness", "pilots_robustness", "stays_json", "stays_lines",
    "stays_rows",
]  # fmt: skip


def gap_key(gap: Gap) -> str:
    """What a gap is known by from draw to draw: its id, and the section that it stands in."""
    return f"{gap.id} {gap.section}"


def one_by_one(gaps: Sequence[Gap], decided: Collection[str]) -> list[Gap]:
    """Gaps that a table shows with a line of their own unless all are asked for; only of these does it say how often
    each stays, so only their rules need be asked again and again.

    Parameters
    ----------
    decided : collection of str
        Ids of those that something was decided about, which are never folded.
    """
    return [gap for gap in gaps if gap.section not in ("fragile", "unknown") or gap.id in decided]


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
    asked = ThinGaps(network, rules=_rules(network, gaps, rules, parameters), parameters=dict(parameters))
    return how_often(network, asked, lines, draws=draws, jobs=processes(), progress=counted("Draws"))


def _rules(network: Network, gaps: Sequence[Gap], rules: Sequence[str], parameters: Mapping[str, Any]) -> list[str]:
    """Rules that a draw must ask: those of the lines, and those to which one of these yields when they find its tie."""
    from queries.gap_rules import asked_rules

    found = {gap.rule for gap in gaps}
    chosen = asked_rules(network, rules or None, parameters)
    yielding = {query.name for query in chosen if query.name in found and query.fields.get("yields")}
    ties = {gap.missing["tie"] for gap in gaps if gap.rule in yielding and gap.missing}
    firm = [query.name for query in chosen if str((query.fields.get("missing") or {}).get("tie")) in ties]
    return [query.name for query in chosen if query.name in found or query.name in firm]


def _about(gap: Gap, network: Network) -> list[str]:
    missing = gap.missing or {}
    ends = [missing[end] for end in ("from", "to") if end in missing]
    named = ends or [part for part in gap.id.split(":")[1:] if part in network.position]
    return [ident for ident in named if ident in network.position]


def partners_robustness(
    network: Network, shown: Sequence[Suggestion], asked: ThinPartners, *, draws: int
) -> Robustness:
    """How often each partner is among as many first ones, of the draws that keep it and the city that asks."""
    from queries.robustness import how_often

    lines = {one.id: [one.id, asked.city] for one in shown}
    return how_often(network, asked, lines, draws=draws, jobs=processes(), progress=counted("Draws"))


def pilots_robustness(network: Network, chosen: Sequence[str], asked: ThinPilots, *, draws: int) -> Robustness:
    """How often each pilot is chosen again, of the draws that keep it and the programme that is named."""
    from queries.robustness import how_often

    lines = {ident: [ident, *([asked.programme] if asked.programme else [])] for ident in chosen}
    return how_often(network, asked, lines, draws=draws, jobs=processes(), progress=counted("Draws"))


def stays_json(answer: dict[str, Any], lines: str, robust: Robustness | None) -> dict[str, Any]:
    """An answer with how often each of its lines stays, under the name of the list that they are in."""
    if robust is None:
        return answer
    listed = [{**line, "stays": robust.line(line["id"])} for line in answer[lines]]
    return {**answer, "robustness": robust.as_json(), lines: listed}


def stays_rows(
    columns: Sequence[str], rows: Sequence[Sequence[object]], robust: Robustness | None
) -> tuple[Sequence[str], Sequence[Sequence[object]]]:  # fmt: skip
    """Rows that begin with an id, with a column for each setting."""
    if robust is None:
        return columns, rows
    drawn = [f"stays without {one.name}" for one in robust.settings]
    return [*columns, *drawn], [[*row, *robust.line(str(row[0]))] for row in rows]


def stays_lines(network: Network, robust: Robustness | None, where: str) -> list[str]:
    """A paragraph that says of each line how often it stays, and in what; none if nobody asked."""
    if robust is None:
        return []
    from liaison.text import bullet, visible

    lines = ["", f"How often each stays {where} if a part of what is on record is left out at random:"]
    for ident in robust.stays:
        lines += bullet(f"  - {visible(network.told_apart(ident))}: ", robust.words(ident, where))
    return lines

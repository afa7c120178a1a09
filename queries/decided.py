"""Gaps and what was decided about them: what is still to be done, what was set aside, and what is no gap any more."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from graphmodel.acting import acts_for
from graphmodel.decisions import Decision, decisions_of
from graphmodel.findings import Evidence, Gap
from graphmodel.nearest import nearest
from graphmodel.network import Network
from graphmodel.problems import Problem
from queries.certainty import Record
from queries.gap_rules import asked_rules, gap_rules
from queries.gaps import find_gaps

__all__ = ["Decided", "NoMore", "decided", "decision_faults", "not_set_aside"]

_SLUG = re.compile(r"some-(\w+)(?:-in-(\w+))?")


@dataclass(frozen=True, slots=True)
class NoMore:
    """A gap of which something was decided and that is found no more.

    `closed_by` is the evidence for the ties on record that closed it: without them the rule finds it again. It is
    empty if none did, as when an actor has ended.
    """

    decision: Decision
    closed_by: tuple[Evidence, ...]

    def as_json(self) -> dict[str, Any]:
        """Fields in the documented order."""
        return {
            "id": self.decision.gap, "decision": self.decision.as_json(),
            "closed_by": [item.as_json() for item in self.closed_by],
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Decided:
    """Gaps by what was decided of them.

    Parameters
    ----------
    to_do : tuple of Gap
        Nothing was decided, or that they are to be closed; in the order in which they came.
    set_aside : tuple of Gap
        Decided to be none, or to wait.
    no_more : tuple of NoMore
        Decided about, and found no more.
    by_gap : mapping of str to Decision
        By id.
    """

    to_do: tuple[Gap, ...]
    set_aside: tuple[Gap, ...]
    no_more: tuple[NoMore, ...]
    by_gap: Mapping[str, Decision]

    def only(self, gaps: Iterable[Gap]) -> Decided:
        """The same with no other gaps than these."""
        kept = {gap.id for gap in gaps}
        to_do, aside = (tuple(gap for gap in found if gap.id in kept) for found in (self.to_do, self.set_aside))
        return replace(self, to_do=to_do, set_aside=aside)

    def as_json(self, gap: Gap) -> dict[str, Any]:
        """A gap in its documented form, with `decision` if there is one."""
        one = self.by_gap.get(gap.id)
        return gap.as_json() if one is None else {**gap.as_json(), "decision": one.as_json()}


def decided(
    network: Network, gaps: Sequence[Gap], *, rules: Collection[str] | None = None,
    parameters: Mapping[str, Any] | None = None,
) -> Decided:  # fmt: skip
    """Sort gaps by what the sheet of decisions says of them.

    Parameters
    ----------
    gaps : sequence of Gap
        All that were found by the rules that were asked.
    rules, parameters : collection of str, mapping, optional
        As `find_gaps` was given them. Of a rule that was not asked, nothing is found no more.
    """
    by_gap = decisions_of(network)
    if not by_gap:
        return Decided(tuple(gaps), (), (), {})
    aside = [gap for gap in gaps if gap.id in by_gap and by_gap[gap.id].set_aside]
    kept = {gap.id for gap in gaps} - {gap.id for gap in aside}
    given = dict(parameters or {})
    asked = {query.name for query in asked_rules(network, rules or None, given)}
    there = {gap.id for gap in gaps}
    gone = [one for ident, one in sorted(by_gap.items()) if ident not in there and _rule(ident) in asked]
    return Decided(
        tuple(gap for gap in gaps if gap.id in kept), tuple(aside), tuple(_no_more(network, gone, parameters)), by_gap
    )


def not_set_aside(network: Network, gaps: Sequence[Gap]) -> list[Gap]:
    """Gaps without those that were decided to be none, or to wait."""
    by_gap = decisions_of(network)
    return [gap for gap in gaps if gap.id not in by_gap or not by_gap[gap.id].set_aside]


def _rule(ident: str) -> str:
    return ident.partition(":")[0]


def _no_more(
    network: Network, gone: Sequence[Decision], parameters: Mapping[str, Any] | None
) -> Iterator[NoMore]:  # fmt: skip
    """Each with the ties that closed it: those that its id is about, if the rule finds it again without them."""
    about = _About(network)
    ties = {one.gap: about.ties(one.gap) for one in gone}
    without = sorted({tie for found in ties.values() for tie in found})
    back: set[str] = set()
    if without:
        rules = sorted({_rule(one.gap) for one in gone if ties[one.gap]})
        back = {gap.id for gap in find_gaps(network.edited(without=without), rules=rules, parameters=_of(
            network, rules, parameters
        ))}  # fmt: skip
    record = Record(network)
    for one in gone:
        found = ties[one.gap] if one.gap in back else []
        yield NoMore(one, tuple(dict.fromkeys(item for tie in found for item in record.evidence(tie))))


def _of(network: Network, rules: Sequence[str], given: Mapping[str, Any] | None) -> dict[str, Any]:
    """Values of parameters that some rules take."""
    taken = {name for query in gap_rules(network, rules) for name in query.parameters}
    return {name: value for name, value in (given or {}).items() if name in taken}


class _About:
    """Which ties on record the id of a gap may be about: those between its actors, or of one with a kind that it names."""

    def __init__(self, network: Network) -> None:
        self.network = network
        ties = network.ties
        lasting = (
            (ties["status"] != "denied").to_numpy()
            & ~ties["derived"].to_numpy(dtype=bool)
            & (ties["form"] != "met").to_numpy()
        )
        columns = [ties[name][lasting].astype(object).tolist() for name in ("id", "source", "target")]
        self._ends: dict[str, tuple[str, str]] = {}
        self._at: dict[str, list[str]] = {}
        for ident, source, target in zip(*columns, strict=True):
            self._ends[ident] = (source, target)
            for end in (source, target):
                self._at.setdefault(end, []).append(ident)
        self._acting: dict[str, list[str]] = {}
        for who, whom in acts_for(network).itertuples(index=False):
            self._acting.setdefault(whom, []).append(who)
        self._kinds = {name.lower(): name for name in network.schema.nodes}

    def ties(self, gap: str) -> list[str]:
        """Their ids, in order."""
        parts = gap.split(":")[1:]
        actors = [part for part in parts if part in self.network.position]
        opened = [match for part in parts if (match := _SLUG.fullmatch(part))]
        stands = {who: ident for ident in actors for who in (ident, *self._acting.get(ident, ()))}
        found = []
        for tie in sorted({tie for who in stands for tie in self._at.get(who, ())}):
            here, there = sorted(self._ends[tie], key=lambda end: end not in stands)
            if there in stands:  # between two of them, not of one with its own body
                right = stands[here] != stands[there]
            else:
                right = len(actors) == 1 and (not opened or self._fits(there, opened[0]))
            found += [tie] if right else []
        return found

    def _fits(self, ident: str, opened: re.Match[str]) -> bool:
        kind, country = self._kinds.get(opened[1], ""), (opened[2] or "").upper()
        there = not country or self.network.country_of(ident) == country
        return bool(ident) and there and self.network.schema.is_a(str(self.network.actor(ident)["kind"]), kind)


def decision_faults(network: Network, file: str = "decisions.csv", sheet: str | None = None) -> list[Problem]:
    """Decisions about gaps of rules that there are not: a warning for each, with its row.

    A gap that is not found now is no fault: it was closed, or its actors have ended.

    Parameters
    ----------
    file, sheet : str, str or None
        Where the sheet of decisions stands.
    """
    rules = [query.name for query in gap_rules(network)]
    known = set(rules)
    faults = []
    for gap, row in zip(network.decisions["gap"].tolist(), network.decisions["row"].tolist(), strict=True):
        if (name := _rule(gap)) in known:
            continue
        close = nearest(name, rules)
        mend = (
            f"write {gap.replace(name, close, 1)}" if close else "copy the id from the list of gaps, or delete the row"
        )
        faults.append(Problem(
            "unknown-gap", file, sheet, int(row), None, "gap", "the id of a gap of a rule that there is",
            f"'{gap}'", mend, "warning",
        ))  # fmt: skip
    return faults

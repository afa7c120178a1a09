"""What changed between two answers: gaps opened, closed and standing; ties that came and went.

A network has two times, and they are compared apart: what held on one day and on another, by all that is known; and
what was known by one day and by another of what held. A gap that closes in the first half was closed in the world; one
that closes in the second was never there, and nobody knew.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from graphmodel.errors import UsageProblem
from graphmodel.findings import Gap
from graphmodel.network import Network
from graphmodel.open_ends import open_end
from queries.gaps import find_gaps
from queries.narrowing import narrowed

__all__ = [
    "COMPARED", "Comparison", "Days", "GapChange", "GapChanges", "TieChanges", "Why", "compare", "compare_days",
    "gap_changes", "tie_changes",
]  # fmt: skip

COMPARED = ("section", "certainty", "severity", "weight")
"""Fields of a gap that say where it stands; if one differs, a gap that stands has changed."""


@dataclass(frozen=True, slots=True)
class Why:
    """What the tables say of why a gap opened or closed; all blank if none of it bears on the gap.

    Parameters
    ----------
    actors : tuple of str
        Ids of those that it concerns and that came into view (a gap that opened), or went or ended (one that closed).
    ties : tuple of str
        Ids of ties between its ends that went (opened) or came (closed).
    rests_on : tuple of str
        Ids of ties that it rests on, and that came (opened) or went (closed).
    """

    actors: tuple[str, ...] = ()
    ties: tuple[str, ...] = ()
    rests_on: tuple[str, ...] = ()

    def as_json(self) -> dict[str, list[str]]:
        """Fields in the documented order."""
        return {"actors": list(self.actors), "ties": list(self.ties), "rests_on": list(self.rests_on)}


@dataclass(frozen=True, slots=True)
class GapChange:
    """A gap that stands, and stands elsewhere than before."""

    before: Gap
    after: Gap

    @property
    def fields(self) -> tuple[str, ...]:
        """Which of `COMPARED` differ."""
        return tuple(name for name in COMPARED if getattr(self.before, name) != getattr(self.after, name))

    def as_json(self) -> dict[str, Any]:
        """Fields in the documented order."""
        gap = self.after
        sides = {
            side: {name: getattr(one, name) for name in self.fields}
            for side, one in (("before", self.before), ("after", self.after))
        }
        return {"id": gap.id, "rule": gap.rule, "country": gap.country, **sides, "because": gap.because}


@dataclass(frozen=True, slots=True)
class GapChanges:
    """Gaps of two answers, by their ids.

    Parameters
    ----------
    opened, closed, standing : tuple of Gap
        Only in the second; only in the first; in both (as the second has them).
    changed : tuple of GapChange
        Those that stand, and whose section, certainty, priority or weight differs.
    """

    opened: tuple[Gap, ...]
    closed: tuple[Gap, ...]
    standing: tuple[Gap, ...]
    changed: tuple[GapChange, ...]

    def counts(self, by: str) -> dict[str, dict[str, int]]:
        """How many opened, closed and stand, by a field of gaps: `rule` or `country` (blank across a border)."""
        parts = {name: Counter(getattr(gap, by) or "" for gap in getattr(self, name)) for name in _PARTS}
        names = sorted(set().union(*parts.values()))
        return {name: {part: counted[name] for part, counted in parts.items()} for name in names}


_PARTS = ("opened", "closed", "standing")


def gap_changes(before: Sequence[Gap], after: Sequence[Gap]) -> GapChanges:
    """What changed between two lists of gaps, each part in the order of its list.

    Examples
    --------
    >>> def gap(ident, certainty="unrecorded"):
    ...     return Gap(ident, "rule", "", "unknown", "low", certainty, (), None, "MK", 1.0, "", "")
    >>> found = gap_changes([gap("a"), gap("b")], [gap("b", "reported"), gap("c")])
    >>> [[one.id for one in part] for part in (found.opened, found.closed, found.standing)]
    [['c'], ['a'], ['b']]
    >>> found.changed[0].fields, found.counts("country")
    (('certainty',), {'MK': {'opened': 1, 'closed': 1, 'standing': 1}})
    """
    old, new = {gap.id: gap for gap in before}, {gap.id for gap in after}
    standing = tuple(gap for gap in after if gap.id in old)
    changed = (GapChange(old[gap.id], gap) for gap in standing)
    return GapChanges(
        opened=tuple(gap for gap in after if gap.id not in old),
        closed=tuple(gap for gap in before if gap.id not in new),
        standing=standing,
        changed=tuple(one for one in changed if one.fields),
    )


@dataclass(frozen=True, eq=False)
class TieChanges:
    """Ties of two networks, by their ids; none that only follows from a cell of its actor.

    Parameters
    ----------
    added, removed : DataFrame
        Rows of ties that only the second has on record, and only the first.
    denied : DataFrame
        Rows of ties that the second has denied, and the first has not.
    disputed : DataFrame
        Rows of ties on which sources disagree in the second, and not in the first.
    """

    added: pd.DataFrame
    removed: pd.DataFrame
    denied: pd.DataFrame
    disputed: pd.DataFrame


def tie_changes(before: Network, after: Network) -> TieChanges:
    """What changed between the ties of two networks, or of two views of one."""

    def only(one: Network, other: Network, *statuses: str) -> pd.DataFrame:
        mine, theirs = (_of_status(network.ties, statuses) for network in (one, other))
        new = pd.Index(theirs["id"]).get_indexer(pd.Index(mine["id"])) < 0
        found: pd.DataFrame = mine[new].reset_index(drop=True)
        return found

    on_record = ("asserted", "disputed")
    return TieChanges(
        added=only(after, before, *on_record), removed=only(before, after, *on_record),
        denied=only(after, before, "denied"), disputed=only(after, before, "disputed"),
    )  # fmt: skip


def _of_status(ties: pd.DataFrame, statuses: Collection[str]) -> pd.DataFrame:
    rows = np.flatnonzero(ties["status"].isin(statuses).to_numpy() & ~ties["derived"].to_numpy(dtype=bool))
    chosen: pd.DataFrame = ties.iloc[rows]
    return chosen


@dataclass(frozen=True, eq=False)
class Comparison:
    """Two networks, or two views of one: what changed in their gaps and ties.

    Parameters
    ----------
    before, after : Network
        As they were asked about.
    whys : mapping of str to Why
        By the id of each gap that opened or closed.
    """

    before: Network
    after: Network
    gaps: GapChanges
    ties: TieChanges
    whys: Mapping[str, Why] = field(default_factory=dict)

    def place(self, gap: Gap) -> Network:
        """The network that has a gap: the first of one that closed, else the second."""
        return self.before if any(gap is one for one in self.gaps.closed) else self.after


@dataclass(frozen=True, eq=False)
class Days:
    """One network on two days.

    Parameters
    ----------
    held : Comparison
        What held on the first day, and on the last, by all that the network knows.
    known : Comparison
        What was known by the first day, and by the last, of what held on the last.
    """

    first: dt.date
    last: dt.date
    held: Comparison
    known: Comparison


def compare(
    before: Network, after: Network, *, rules: Iterable[str] | None = None,
    parameters: Mapping[str, Any] | None = None, country: str | None = None,
) -> Comparison:  # fmt: skip
    """What the second of two networks has that the first lacks, and the other way round.

    Parameters
    ----------
    before, after : Network
        As they are asked about: of one day each.
    rules : iterable of str, optional
        Names of the gap rules to ask; by default all that can be asked without a value for a parameter.
    parameters : mapping, optional
        Values for parameters of the rules, by name.
    country : str, optional
        Only gaps of this country or across its borders, and ties with an end in it.
    """
    chosen = None if rules is None else list(rules)
    lists = [
        narrowed(network, find_gaps(network, rules=chosen, parameters=parameters), country)
        for network in (before, after)
    ]  # fmt: skip
    gaps, ties = gap_changes(*lists), tie_changes(before, after)
    whys = {gap.id: _why(gap, ties.removed, ties.added, before, after) for gap in gaps.opened}
    whys |= {gap.id: _why(gap, ties.added, ties.removed, after, before) for gap in gaps.closed}
    return Comparison(before, after, gaps, _of_country(ties, before, after, country), whys)


def compare_days(
    network: Network, first: dt.date, last: dt.date, *, rules: Iterable[str] | None = None, country: str | None = None
) -> Days:  # fmt: skip
    """What changed in a network from one day to another: what held, and what was known, each by itself.

    Parameters
    ----------
    network : Network
        Of all dates: not restricted to a day.

    Raises
    ------
    UsageProblem
        If the last day does not come after the first.
    """
    if not first < last:
        raise UsageProblem(f"the last day, {last}, does not come after the first, {first}")
    chosen = None if rules is None else list(rules)

    def both(before: Network, after: Network) -> Comparison:
        return compare(before, after, rules=chosen, country=country)

    return Days(
        first, last, held=both(network.as_of(first), network.as_of(last)),
        known=both(network.known_by(first).as_of(last), network.known_by(last).as_of(last)),
    )  # fmt: skip


# why a gap opened or closed


def _why(gap: Gap, between: pd.DataFrame, under: pd.DataFrame, lacks: Network, has: Network) -> Why:
    """Of a gap that one side has and the other lacks: the ties `between` its ends that only the side without it has,
    those that it rests on (`under`) and that only the side with it has, and the actors that the former lacks."""
    actors = tuple(ident for ident in gap.actors if _stands(has, ident) and not _stands(lacks, ident))
    missing = gap.missing or {}
    if "from" in missing:
        lasting = between[(between["form"] != "met").to_numpy()]  # a meeting closes no gap between two
        ties = _fitting(lasting, lacks, missing["from"], missing["to"])
    else:
        a, b = (between[end].isin(gap.actors) for end in ("source", "target"))
        ties = tuple(between["id"][a & b if len(gap.actors) > 1 else a | b])
    cited = {item.tie for item in gap.evidence if item.tie}
    return Why(actors, ties, tuple(under["id"][under["id"].isin(cited)]))


def _stands(network: Network, ident: str) -> bool:
    """Whether an actor is in view, and has not ended by its day."""
    row = network.position.get(ident)
    if row is None:
        return False
    end, day = network.actors["last_day"].to_numpy(dtype="datetime64[s]")[row], network.seen_as_of
    return bool(np.isnat(end) or day is None or end >= np.datetime64(day, "s"))


def _fitting(ties: pd.DataFrame, network: Network, one: str, other: str) -> tuple[str, ...]:
    """Ids of ties that run between two ends of a missing tie, whichever way, whatever their kind."""
    named = [end for end in (one, other) if open_end(end) is None]
    near = ties
    for end in named:
        near = near[(near["source"] == end) | (near["target"] == end)]
    if len(named) == 2:
        return tuple(near["id"])
    return tuple(
        ident for ident, a, b in zip(near["id"], near["source"], near["target"], strict=True)
        if any(_is(network, x, one) and _is(network, y, other) for x, y in ((a, b), (b, a)))
    )  # fmt: skip


def _is(network: Network, ident: str, end: str) -> bool:
    opened = open_end(end)
    if opened is None:
        return ident == end
    kind = str(network.actor(ident)["kind"])
    return network.schema.is_a(kind, opened.kind) and opened.country in ("", network.country_of(ident))


def _of_country(ties: TieChanges, before: Network, after: Network, country: str | None) -> TieChanges:
    if country is None:
        return ties

    def there(table: pd.DataFrame, network: Network) -> pd.DataFrame:
        near = [
            country in (network.country_of(a), network.country_of(b))
            for a, b in zip(table["source"], table["target"], strict=True)
        ]
        return table[np.array(near, dtype=bool)].reset_index(drop=True)

    return TieChanges(
        there(ties.added, after), there(ties.removed, before), there(ties.denied, after), there(ties.disputed, after)
    )

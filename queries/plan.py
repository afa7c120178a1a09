"""Which few introductions close most gaps, who could make them, and how far from the best the choice is.

The rules say what a tie closes: the network is given the tie, and asked again.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import scipy.sparse as sp

from graphmodel.findings import Gap
from graphmodel.network import Network
from queries.closing import Closing, Narrowing, closing, whole
from queries.gaps import find_gaps
from queries.introducers import Introducers, Introduction
from queries.new_ties import Link, NewTie, Target, Thing, new_ties
from queries.structure import structure_of
from queries.tie_choice import BestTies, TieChoice, best_ties, greedy_ties

__all__ = ["CERTAIN", "PlannedTie", "TiePlan", "plan_introductions"]

CERTAIN = ("reported", "observed")
"""Certainties of gaps that a plan counts unless it is asked for more: ignorance is no finding."""


@dataclass(frozen=True, slots=True)
class PlannedTie:
    """One introduction of a plan.

    Parameters
    ----------
    closes : tuple of Gap
        Counted gaps that are found without it and not with it, after the ties before it.
    narrows : tuple of Narrowing
        Counted groups of pairs of which it closes some.
    also : tuple of Gap
        Further gaps that it closes, which are not counted.
    opens : tuple of Gap
        Gaps that are found only since it is there.
    introducers : tuple of Introduction
        Who is tied to both.
    instead : int
        How many other ties would close as much of what is counted, in its place.
    """

    tie: NewTie
    closes: tuple[Gap, ...]
    narrows: tuple[Narrowing, ...]
    also: tuple[Gap, ...]
    opens: tuple[Gap, ...]
    introducers: tuple[Introduction, ...]
    instead: int

    def as_json(self) -> dict[str, Any]:
        """Fields in the documented order."""
        return {
            "tie": self.tie.kind, "from": self.tie.source, "to": self.tie.target, "key": self.tie.key,
            "closes": [gap.id for gap in self.closes], "narrows": [one.as_json() for one in self.narrows],
            "also_closes": [gap.id for gap in self.also], "opens": [gap.id for gap in self.opens],
            "introducers": [one.as_json() for one in self.introducers], "instead": self.instead,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class TiePlan:
    """Ties to make, in the order in which they close most.

    Parameters
    ----------
    counted : tuple of Gap
        The gaps that the plan was to close.
    not_counted : mapping of str to int
        How many of the others there are by why they do not count: `weak` points of what is on record, which are no missing
        ties; `decided` to be no gap, or to wait; `unrecorded`, of which no source says that the tie is missing.
    unrecorded : tuple of Gap
        Those of the last.
    closed : float
        How many of them it closes; a group of pairs counts by the share of its pairs.
    optimum : float
        The most that so many ties can close; if it is not proven, a bound from above.
    greedy : tuple of NewTie
        What picking the tie that closes most again and again would give, and `greedy_closed` what that would close.
    opened : tuple of Gap
        Gaps that are found with all ties of the plan, and not without.
    no_tie : tuple of Gap
        Counted gaps that no introduction closes: what they ask for is something else.
    """

    as_of: dt.date | None
    count: int
    per_actor: int | None
    with_unrecorded: bool
    ties: tuple[PlannedTie, ...]
    counted: tuple[Gap, ...]
    not_counted: Mapping[str, int]
    unrecorded: tuple[Gap, ...]
    closed: float
    optimum: float
    proven: bool
    settled: bool
    greedy: tuple[NewTie, ...]
    greedy_closed: float
    opened: tuple[Gap, ...]
    no_tie: tuple[Gap, ...]

    def as_json(self) -> dict[str, Any]:
        """Fields in the documented order."""
        return {
            "as_of": self.as_of.isoformat() if self.as_of else None, "ties": [one.as_json() for one in self.ties],
            "closed": whole(self.closed), "optimum": whole(self.optimum), "proven": self.proven,
            "settled": self.settled, "counted": len(self.counted),
            "not_counted": dict(self.not_counted), "count": self.count, "per_actor": self.per_actor,
            "with_unrecorded": self.with_unrecorded,
            "greedy": {
                "closed": whole(self.greedy_closed),
                "ties": [{"tie": one.kind, "from": one.source, "to": one.target, "key": one.key} for one in self.greedy],
            },
            "opened": [gap.as_json() for gap in self.opened], "no_tie": [gap.id for gap in self.no_tie],
        }  # fmt: skip


def plan_introductions(
    network: Network, count: int, *, per_actor: int | None = None,
    narrow: Callable[[Sequence[Gap]], Sequence[Gap]] | None = None, with_unrecorded: bool = False,
    leave_out: Collection[str] = (), seconds: float = 30.0,
) -> TiePlan:  # fmt: skip
    """Choose the introductions that close most gaps.

    A candidate is a tie that a gap says is missing, between two offices, organisations or cities (those of
    `structure/actors.cypher`); an open end ("some Ministry in BA") may be each of that kind and country. What is
    maximised is, one after the other: gaps closed (a group of pairs by the share of its pairs), gaps closed of those
    that a source reports or a full list shows, those of high priority, those of medium, and ties with an introducer.

    What a tie closes is what the rules no longer find once the tie is there. The search begins with the belief that a
    tie closes every gap that it touches, solves, asks the rules, gives up what they refute, and solves again until
    nothing is refuted: so the optimum is one over all candidates, and what is said of the plan is what the rules say.

    Parameters
    ----------
    network : Network
        As it is asked about: restricted to a date, to what was known, to what may be shown.
    count : int
        How many ties at most.
    per_actor : int, optional
        At most so many of one actor.
    narrow : callable, optional
        Which of all gaps may count, such as those of a country.
    with_unrecorded : bool
        Whether gaps count of which nothing is known ("no tie on record"); weak points of what is on record never do.
    leave_out : collection of str
        Ids of gaps that do not count, such as those of which was decided that they are none.
    seconds : float
        For which the optimum is looked for; when they are over, a bound is given.
    """
    before = find_gaps(network)
    counted: list[Gap] = []
    left = dict.fromkeys(("weak", "decided", "unrecorded"), 0)
    unrecorded: list[Gap] = []
    for gap in before if narrow is None else narrow(before):
        if why := _why_not(gap, leave_out, with_unrecorded):
            left[why] += 1
            unrecorded += [gap] if why == "unrecorded" else []
        else:
            counted.append(gap)
    parties = set(structure_of(network).ids.tolist())
    search = _Search(network, counted, parties, count, per_actor, seconds)
    chosen, found = search.settle()
    greedy = tuple(search.ties[at] for at in search.greedy)
    steps, opened = _steps(network, before, [search.ties[at] for at in chosen])
    known = {gap.id for gap in counted}
    planned = [
        PlannedTie(
            search.ties[at],
            tuple(gap for gap in step.closed if gap.id in known),
            tuple(one for one in step.narrowed if one.gap.id in known),
            tuple(gap for gap in step.closed if gap.id not in known), step.opened,
            search.introducers.of(*search.ties[at].ends), search.alike(at, chosen),
        )
        for at, step in zip(chosen, steps, strict=True)
    ]  # fmt: skip
    closed = sum(len(one.closes) + sum(part.share for part in one.narrows) for one in planned)
    proven = found.proven and closed <= found.value + 1e-6
    return TiePlan(
        as_of=network.seen_as_of, count=count, per_actor=per_actor, with_unrecorded=with_unrecorded,
        ties=tuple(planned), counted=tuple(counted), not_counted=left,
        unrecorded=tuple(unrecorded), closed=closed,
        optimum=max(found.value, closed), proven=proven,
        settled=proven and found.settled, greedy=greedy, greedy_closed=search.value(search.greedy)[0], opened=opened,
        no_tie=search.without_a_tie(),
    )  # fmt: skip


def _why_not(gap: Gap, leave_out: Collection[str], with_unrecorded: bool) -> str:
    """Why a gap does not count, as in `TiePlan.not_counted`; blank if it does."""
    if gap.section == "fragile":
        return "weak"
    if gap.id in leave_out:
        return "decided"
    return "" if with_unrecorded or gap.certainty in CERTAIN else "unrecorded"


def _steps(
    network: Network, before: Sequence[Gap], ties: Sequence[NewTie]
) -> tuple[list[Closing], tuple[Gap, ...]]:  # fmt: skip
    """What each tie closes and opens after those before it, of what is closed or open in the end; and all that is opened."""
    answers = [before]
    for at in range(len(ties)):
        answers.append(find_gaps(network.edited(add=[tie.addition for tie in ties[: at + 1]])))
    whole = closing(before, answers[-1])
    closed, opened = ({gap.id for gap in gaps} for gaps in (whole.closed, whole.opened))
    narrowed = {one.gap.id: one.of for one in whole.narrowed}
    steps = []
    for earlier, later in itertools.pairwise(answers):
        step = closing(earlier, later)
        steps.append(Closing(
            tuple(gap for gap in step.closed if gap.id in closed),
            tuple(
                Narrowing(one.gap, one.pairs, narrowed[one.gap.id]) for one in step.narrowed if one.gap.id in narrowed
            ),
            tuple(gap for gap in step.opened if gap.id in opened),
        ))  # fmt: skip
    return steps, whole.opened


class _Search:
    """Candidates, what they are believed to close, and what the rules have refuted."""

    def __init__(
        self, network: Network, counted: Sequence[Gap], parties: Collection[str], count: int, per_actor: int | None,
        seconds: float,
    ) -> None:  # fmt: skip
        self.network = network
        self.count, self.per_actor, self.seconds = count, per_actor, seconds
        self.target = Target(network, counted)
        self.things: list[Thing] = self.target.things
        self.introducers = Introducers(network)
        self.ties = new_ties(self.target, parties, room=count)
        self.links: list[dict[int, Link]] = [{one.thing: one for one in self.target.links(tie)} for tie in self.ties]
        self.rules = sorted({gap.rule for gap in counted})
        self.greedy: list[int] = []
        self._known: dict[frozenset[int], Mapping[str, Gap]] = {}

    def settle(self) -> tuple[list[int], BestTies]:
        """The chosen ties in the order in which they cover most, and the optimum, once no rule refutes what they cover."""
        while True:
            choice = self._choice()
            self.greedy = greedy_ties(choice)
            found = best_ties(choice, seconds=self.seconds)
            better = choice.value(found.chosen) > choice.value(self.greedy)
            chosen = _ordered(choice, found.chosen) if better else self.greedy
            refuted = self._refuted(chosen)
            if better and not refuted:
                refuted = self._refuted(self.greedy)
            if not refuted:
                return chosen, found
            self._give_up(refuted)

    def value(self, chosen: Sequence[int]) -> tuple[float, ...]:
        """What some ties are worth by each goal."""
        return self._choice().value(chosen)

    def _choice(self) -> TieChoice:
        n, m = len(self.ties), len(self.things)
        cells = [(row, at) for row, found in enumerate(self.links) for at in found]
        rows, columns = zip(*cells, strict=True) if cells else ((), ())
        covers = sp.csr_array((np.ones(len(cells), dtype=bool), (rows, columns)), shape=(n, m))
        share = np.array([thing.share for thing in self.things])
        gaps = [thing.gap for thing in self.things]
        goals = [
            np.ones(m), np.array([gap.certainty in CERTAIN for gap in gaps], dtype=float),
            *(np.array([gap.severity == level for gap in gaps], dtype=float) for level in ("high", "medium")),
            np.zeros(m),
        ]  # fmt: skip
        worth = np.zeros((len(goals), n))
        worth[-1] = [bool(self._introduced(tie)) for tie in self.ties]
        return TieChoice(
            [tie.ends for tie in self.ties], covers, np.array(goals).reshape(len(goals), m) * share, worth, self.count,
            self.per_actor,
        )  # fmt: skip

    def _introduced(self, tie: NewTie) -> bool:
        return bool(self.introducers.between(*tie.ends))

    def _refuted(self, chosen: Sequence[int]) -> list[tuple[int, int]]:
        """Links of chosen ties to things that the rules still find when all of them are there."""
        asked = frozenset(chosen)
        if not chosen:
            return []
        if asked not in self._known:
            edited = self.network.edited(add=[self.ties[at].addition for at in chosen])
            self._known[asked] = {gap.id: gap for gap in find_gaps(edited, rules=self.rules)}
        still = self._known[asked]
        return [(at, thing) for at in chosen for thing in self.links[at] if self.things[thing].found_in(still)]

    def _give_up(self, refuted: Iterable[tuple[int, int]]) -> None:
        """Links that were refuted; of one that is not the very tie that is missing, all others of its shape."""
        shapes = set()
        for at, thing in refuted:
            link = self.links[at].pop(thing)
            if not link.exact:
                shapes.add(link.shape)
        for found in self.links:
            for thing in [thing for thing, link in found.items() if not link.exact and link.shape in shapes]:
                del found[thing]

    def alike(self, at: int, chosen: Sequence[int]) -> int:
        """How many other ties could take the place of a chosen one and close as much."""
        others = [one for one in chosen if one != at]
        choice = self._choice()
        worth = choice.value([*others, at])[0]
        rest = set(choice.covers[others].sum(axis=0).nonzero()[0].tolist()) if others else set()
        add = worth - choice.value(others)[0]
        taken = [end for one in others for end in self.ties[one].ends]
        return sum(
            1 for one in range(len(self.ties))
            if one not in chosen and abs(sum(self.things[t].share for t in self.links[one].keys() - rest) - add) < 1e-9
            and all(self.per_actor is None or taken.count(end) < self.per_actor for end in self.ties[one].ends)
        )  # fmt: skip

    def without_a_tie(self) -> tuple[Gap, ...]:
        """Counted gaps that no candidate closes, as far as is known."""
        closable = {self.things[thing].gap.id for found in self.links for thing in found}
        return tuple(gap for gap in self.target.gaps if gap.id not in closable)


def _ordered(choice: TieChoice, chosen: Sequence[int]) -> list[int]:
    """A choice in the order in which greedy would take it."""
    rows = sorted(chosen)
    among = TieChoice(
        [choice.ends[at] for at in rows], sp.csr_array(choice.covers[rows]), choice.weights, choice.worth[:, rows],
        len(rows),
    )  # fmt: skip
    order = [rows[at] for at in greedy_ties(among)]
    return [*order, *(at for at in rows if at not in order)]

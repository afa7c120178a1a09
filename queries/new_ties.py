"""Ties that one could make, and which gaps each of them may close: what a plan chooses from.

Only what may be is said here. Whether a rule no longer finds a gap once a tie is there, the rule itself is asked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from graphmodel.acting import acts_for
from graphmodel.editing import Addition
from graphmodel.findings import Gap
from graphmodel.network import Network
from graphmodel.open_ends import OpenEnd, open_end

__all__ = ["Link", "NewTie", "Target", "Thing", "new_ties"]

MANY = 20_000
"""Pairs of actors above which an open-ended gap is thought of with those only that a plan can use."""


@dataclass(frozen=True, slots=True, order=True)
class NewTie:
    """A tie that is not on record: ids of its ends in the tie's direction, its kind, and its key if it needs one."""

    source: str
    kind: str
    target: str
    key: str = ""

    @property
    def addition(self) -> Addition:
        """As `Network.edited` takes it."""
        return (self.source, self.kind, self.target, {"key": self.key} if self.key else {})

    @property
    def ends(self) -> tuple[str, str]:
        """Its two ends."""
        return (self.source, self.target)


@dataclass(frozen=True, slots=True)
class Thing:
    """What a tie may cover: a whole gap, or one pair of a group of pairs, which is a share of its gap."""

    gap: Gap
    pair: frozenset[str] | None = None

    @property
    def share(self) -> float:
        """Of the gap, from 0 to 1."""
        return 1.0 if self.pair is None else 1.0 / float((self.gap.missing or {})["open"])

    def found_in(self, gaps: Mapping[str, Gap]) -> bool:
        """Whether it is still there among some gaps, by id."""
        again = gaps.get(self.gap.id)
        if again is None or self.pair is None:
            return again is not None
        return self.pair in {frozenset(pair) for pair in (again.missing or {}).get("pairs", ())}


@dataclass(frozen=True, slots=True)
class Link:
    """That a tie may close a thing.

    Parameters
    ----------
    thing : int
        Its place in `Target.things`.
    exact : bool
        Whether it is the very tie that the gap says is missing, or one with somebody of the kind that it names.
    shape : tuple of str
        What links that a rule cannot tell apart have in common: the rule, the kind of tie, the kinds of its ends, and
        how it lies to what is missing.
    """

    thing: int
    exact: bool
    shape: tuple[str, ...]


class Target:
    """Gaps that are to be closed, looked up by who could close them.

    Parameters
    ----------
    network : Network
        In which they were found.
    gaps : sequence of Gap
    """

    def __init__(self, network: Network, gaps: Sequence[Gap]) -> None:
        self.network = network
        self.gaps = gaps
        self.things: list[Thing] = []
        self._between: dict[frozenset[str], list[int]] = {}
        self._at: dict[str, list[tuple[OpenEnd, int]]] = {}
        self._open: dict[tuple[str, str], list[tuple[OpenEnd, OpenEnd, int]]] = {}
        self._touched: dict[str, list[int]] = {}
        for gap in gaps:
            self._add(gap)

    def _add(self, gap: Gap) -> None:
        missing = gap.missing
        if missing is not None and "pairs" in missing:
            for pair in missing["pairs"]:
                self.things.append(Thing(gap, frozenset(pair)))
                self._between.setdefault(frozenset(pair), []).append(len(self.things) - 1)
            return
        self.things.append(Thing(gap))
        at = len(self.things) - 1
        if missing is None:
            for ident in gap.actors:
                self._touched.setdefault(ident, []).append(at)
            return
        first, second = missing["from"], missing["to"]
        one, other = open_end(first), open_end(second)
        if one is None and other is None:
            self._between.setdefault(frozenset((first, second)), []).append(at)
        elif one is not None and other is not None:
            for a, b in ((one, other), (other, one)):
                self._open.setdefault((a.country, b.country), []).append((a, b, at))
        else:
            named, opened = (second, one) if one is not None else (first, other)
            assert opened is not None
            self._at.setdefault(named, []).append((opened, at))

    def kind(self, ident: str) -> str:
        """Kind of an actor."""
        return self._kinds[ident]

    @cached_property
    def _kinds(self) -> dict[str, str]:
        actors = self.network.actors
        return dict(zip(actors["id"].tolist(), actors["kind"].astype(object).tolist(), strict=True))

    @cached_property
    def _whom(self) -> dict[str, tuple[str, ...]]:
        """Whom each actor stands for: itself, and those that it acts for."""
        found: dict[str, tuple[str, ...]] = {}
        for who, whom in acts_for(self.network).itertuples(index=False):
            found[who] = (*found.get(who, (who,)), whom)
        return found

    def fits(self, ident: str, opened: OpenEnd) -> bool:
        """Whether an actor is of the kind and country that an open end names."""
        there = not opened.country or self.network.country_of(ident) == opened.country
        return there and self.network.schema.is_a(self.kind(ident), opened.kind)

    def links(self, tie: NewTie) -> Iterator[Link]:
        """Things that a tie may close: those of its ends, and of whom they act for."""
        sources, targets = (self._whom.get(end, (end,)) for end in tie.ends)
        seen: set[int] = set()
        for a in sources:
            for b in targets:
                acting = a != tie.source or b != tie.target
                for at in self._things_between(a, b):
                    if at not in seen:
                        seen.add(at)
                        yield self._link(tie, at, a, b, acting=acting)
        for end in (*sources, *targets):
            for at in self._touched.get(end, ()):
                if at not in seen:
                    seen.add(at)
                    yield Link(at, False, self._shape(tie, at, "touches", "acting" if end not in tie.ends else ""))

    def _things_between(self, a: str, b: str) -> Iterator[int]:
        yield from self._between.get(frozenset((a, b)), ())
        for one, other in ((a, b), (b, a)):
            yield from (at for opened, at in self._at.get(one, ()) if self.fits(other, opened))
        if self._open:
            for here in {self.network.country_of(a), ""}:
                for there in {self.network.country_of(b), ""}:
                    for first, second, at in self._open.get((here, there), ()):
                        if self.fits(a, first) and self.fits(b, second):
                            yield at

    def _link(self, tie: NewTie, at: int, a: str, b: str, *, acting: bool) -> Link:
        missing = self.things[at].gap.missing or {}
        same = tie.kind == missing["tie"] and missing.get("key", "") in ("", tie.key)
        kind = self.network.schema.ties.get(missing["tie"])
        along = "pairs" in missing or (self._is_end(a, missing["from"]) and self._is_end(b, missing["to"]))
        right = along or (kind is not None and not kind.directed)
        lies = ("acting" if acting else "", "along" if along else "against", "same" if same else "other")
        return Link(at, same and right and not acting, self._shape(tie, at, *lies))

    def _is_end(self, ident: str, end: str) -> bool:
        opened = open_end(end)
        return ident == end if opened is None else self.fits(ident, opened)

    def _shape(self, tie: NewTie, at: int, *lies: str) -> tuple[str, ...]:
        return (self.things[at].gap.rule, tie.kind, self.kind(tie.source), self.kind(tie.target), *lies)

    def worth_thinking_of(self, idents: Sequence[str], room: int) -> list[str]:
        """Those of many that a plan with so many ties can use: of those that gaps cannot tell apart, 2 × `room`.

        A tie has two ends, so that no plan uses more of them; one beyond could be exchanged for one that is left.
        """
        named = {ident for pair in self._between for ident in pair}
        taken: Counter[tuple[Any, ...]] = Counter()
        kept = []
        for ident in idents:
            opened = sorted((str(end), self.things[at].gap.rule) for end, at in self._at.get(ident, ()))
            touched = sorted(self.things[at].gap.rule for at in self._touched.get(ident, ()))
            alike = (self.kind(ident), *opened, *touched)
            taken[alike] += 1
            if ident in named or taken[alike] <= 2 * room:
                kept.append(ident)
        return kept


def new_ties(target: Target, parties: Collection[str], *, room: int) -> list[NewTie]:
    """Ties that the gaps say are missing, each once, in order: of the kinds that they name, between those that may be
    brought together, and not on record.

    One that sits in the other, or leads it, by a cell of its own row is not introduced to it: each knows the other's door.

    Parameters
    ----------
    parties : collection of str
        Ids of those that may be brought together.
    room : int
        How many ties a plan has at most.
    """
    network = target.network
    schema = network.schema
    on_record, seated = set(_on_record(network)), _seated(network)
    by_kind: dict[str, list[str]] = {}
    for ident in sorted(parties):
        by_kind.setdefault(target.kind(ident), []).append(ident)

    def meant(end: str) -> list[str]:
        opened = open_end(end)
        if opened is None:
            return [end] if end in parties else []
        kinds = [kind for kind in by_kind if schema.is_a(kind, opened.kind)]
        return sorted(ident for kind in kinds for ident in by_kind[kind] if target.fits(ident, opened))

    found: dict[tuple[Any, ...], NewTie] = {}
    for gap in target.gaps:
        missing = gap.missing
        if missing is None or missing["tie"] not in schema.ties or schema.ties[missing["tie"]].derived is not None:
            continue
        kind = schema.ties[missing["tie"]]
        for a, b in _pairs(target, missing, meant, parties, room):
            one = NewTie(a, kind.name, b, missing.get("key", ""))
            known = (kind.name, *((a, b) if kind.directed else sorted((a, b))), one.key)
            if a == b or frozenset((a, b)) in seated or known in on_record:
                continue
            if schema.fits(kind.name, target.kind(a), target.kind(b)):
                found.setdefault(known, one)
    return sorted(found.values())


def _pairs(
    target: Target, missing: Mapping[str, Any], meant: Callable[[str], list[str]], parties: Collection[str], room: int
) -> Iterator[tuple[str, str]]:  # fmt: skip
    if "pairs" in missing:
        yield from ((a, b) for a, b in missing["pairs"] if a in parties and b in parties)
        return
    first, second = meant(missing["from"]), meant(missing["to"])
    if len(first) * len(second) > MANY:
        first, second = target.worth_thinking_of(first, room), target.worth_thinking_of(second, room)
    yield from ((a, b) for a in first for b in second)


def _seated(network: Network) -> set[frozenset[str]]:
    """Pairs that a tie joins which only follows from a cell of one of them, such as its seat."""
    ties = network.ties
    own = ties[ties["derived"].to_numpy(dtype=bool)]
    return {frozenset(pair) for pair in zip(own["source"].astype(object), own["target"].astype(object), strict=True)}


def _on_record(network: Network) -> Iterable[tuple[Any, ...]]:
    """Ties that are there, as their kind, ends and key; ends in order where a tie has no direction."""
    ties = network.ties
    there = ties[(ties["status"] != "denied").to_numpy() & (ties["form"] != "met").to_numpy()]
    directed = {name for name, kind in network.schema.ties.items() if kind.directed}
    columns = [there[name].astype(object).tolist() for name in ("kind", "source", "target", "key")]
    for kind, source, target, key in zip(*columns, strict=True):
        yield (kind, *((source, target) if kind in directed else sorted((source, target))), key)

"""Questions that would settle gaps, each put to the office or organisation whose word would settle it.

A gap that is not known is a question. One list can answer many: an office that names every city that it works with
settles the gap of each city of its country, of those it names (a tie) and of those it does not (not on a full list).
So questions are chosen greedily, each time the one that answers most of what is still open [1]_; then what either of two
that are asked could answer goes to the one who is asked about fewer.

References
----------
.. [1] Chvátal 1979, A greedy heuristic for the set-covering problem, Mathematics of Operations Research 4(3).
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from importlib.resources import files
from typing import Any, Literal

from graphmodel.findings import Gap
from graphmodel.network import Network
from graphmodel.open_ends import open_end
from graphmodel.schema import Schema
from queries.closing import whole
from queries.sentences import LANGUAGES, Sentences, plain

__all__ = ["Question", "answering_kinds", "is_open", "letter_words", "questions"]

_MOST = 40
"""Names that a question gives; JSON has all."""

Form = Literal["list", "yes-no", "anybody", "which"]


@dataclass(frozen=True, slots=True)
class Question:
    """One question to one addressee.

    Parameters
    ----------
    id : str
        Stable: made from what is asked.
    to : str
        Id of the addressee; blank if nobody on record could answer.
    form : {"list", "yes-no", "anybody", "which"}
        A full list; whether one tie holds; any tie at all; which of several answers is right.
    owner, tie, side, kinds, countries
        Of a list: whose ties, of what kind, which end the owner is (from, to), and the kinds and countries of the
        others. They are the cells of a row of coverage. Of a yes or no the owner is the source of the tie.
    about : tuple of str
        Of a list, ids of those of whom nothing is on record yet; of a yes or no, the target of the tie.
    gaps : tuple of str
        Ids of the gaps that an answer settles; of a group's, perhaps together with other questions.
    worth : (float, float, float)
        How many gaps an answer settles, a group by the share of its pairs; and how many of these are of high and of
        medium priority.
    text : mapping of str to str
        By language.
    """

    id: str
    to: str
    form: Form
    owner: str
    tie: str
    side: str
    kinds: tuple[str, ...]
    countries: tuple[str, ...]
    about: tuple[str, ...]
    gaps: tuple[str, ...]
    worth: tuple[float, float, float] = (0.0, 0.0, 0.0)
    text: Mapping[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Fields in the documented order."""
        return {
            "id": self.id, "form": self.form, "question": self.text["en"], "owner": self.owner or None,
            "tie": self.tie or None, "side": self.side or None, "kinds": list(self.kinds),
            "countries": list(self.countries), "about": list(self.about), "settles": whole(self.worth[0]),
            "gaps": list(self.gaps),
        }  # fmt: skip


def is_open(gap: Gap) -> bool:
    """Whether a gap is a question rather than a finding: it is not known, or sources differ."""
    if gap.certainty == "unrecorded":
        return gap.section in ("unknown", "met")
    return gap.section == "fragile" and gap.certainty == "reported"


def answering_kinds(schema: Schema) -> frozenset[str]:
    """Kinds of actors that can be written to: those between which ties of working together run.

    Examples
    --------
    >>> from graphmodel.schema import builtin_schema
    >>> sorted(answering_kinds(builtin_schema()))[:4]
    ['Authority', 'City', 'CivilSocietyGroup', 'CoordinationBody']
    """
    ends = {kind for tie in schema.ties.values() if tie.between for pair in tie.ends for kind in pair}
    return frozenset(name for base in ends if base in schema.nodes for name in schema.descendants(base))


def questions(network: Network, gaps: Sequence[Gap], *, limit: int | None = None) -> list[Question]:
    """The questions that settle what is open in some gaps: those that settle most first, and of as many those of higher
    priority.

    Parameters
    ----------
    network : Network
        That has the gaps.
    gaps : sequence of Gap
        Those that are no questions (`is_open`) are left out.
    limit : int, optional
        At most so many.

    Returns
    -------
    list of Question
        Each fact is asked once.
    """
    return _Asker(network).questions([gap for gap in gaps if is_open(gap)], limit)


Key = tuple[str, ...]
"""Form, addressee, owner, kind of tie, side, kind of the others; of the other forms, what tells them apart."""


@dataclass(frozen=True, slots=True)
class _Fact:
    """One tie that is not known, and the gap that asks for it; `share` is what part of the gap it is, and below 1 if that
    is a group."""

    gap: Gap
    tie: str
    source: str
    target: str
    share: float


class _Asker:
    def __init__(self, network: Network) -> None:
        self.network, self.schema = network, network.schema
        self.answering = answering_kinds(network.schema)
        self.sentences = Sentences(network)
        actors = network.actors
        day = network.seen_as_of
        ended = actors["last_day"] < str(day) if day is not None else actors["last_day"].notna()
        columns = [actors[name].astype(object).tolist() for name in ("id", "kind", "country", "level")]
        rows = list(zip(*columns, ended.tolist(), strict=True))
        self.kind = {ident: kind for ident, kind, *_ in rows}
        self.answers = {ident for ident, kind, _, _, over in rows if kind in self.answering and not over}
        self.national: dict[str, list[str]] = {}
        for ident, _, country, level, _ in rows:
            if ident in self.answers and level == "national":
                self.national.setdefault(country, []).append(ident)

    def questions(self, gaps: Sequence[Gap], limit: int | None) -> list[Question]:
        """The greedy choice among all that could be asked."""
        known = {gap.id: gap for gap in gaps}
        facts = [fact for gap in gaps for fact in self._facts(gap)]
        candidates: dict[Key, list[int]] = {}
        for at, fact in enumerate(facts):
            for key in self._lists(fact):
                candidates.setdefault(key, []).append(at)
        chosen = _balanced(_greedy(candidates, facts), candidates, facts)
        made = [self._list(key, [facts[at] for at in mine]) for key, mine in chosen.items()]
        made += [one for gap in gaps if (one := self._other(gap)) is not None]
        made.sort(key=lambda one: (*(-round(part, 9) for part in one.worth), one.id))
        return [self._worded(one, known) for one in made[:limit]]

    # what is asked

    def _facts(self, gap: Gap) -> Iterable[_Fact]:
        missing = gap.missing or {}
        pairs = missing.get("pairs") or ([(missing["from"], missing["to"])] if "from" in missing else [])
        for source, target in pairs:
            yield _Fact(gap, missing["tie"], source, target, 1 / len(pairs))

    def _lists(self, fact: _Fact) -> list[Key]:
        """The lists on which a fact would stand: of either end, if that can answer; else of an office of the country."""
        found: list[Key] = [
            ("list", owner, owner, fact.tie, "any" if not self.schema.ties[fact.tie].directed else side, self._kind(other))
            for side, owner, other in (("from", fact.source, fact.target), ("to", fact.target, fact.source))
            if owner in self.answers
        ]  # fmt: skip
        return found or [("yes-no", self._office(fact), fact.source, fact.tie, "from", fact.target)]

    def _kind(self, end: str) -> str:
        opened = open_end(end)
        return opened.kind if opened is not None else str(self.kind[end])

    def _country(self, end: str) -> str:
        opened = open_end(end)
        if opened is not None:
            return opened.country
        return end if self.kind.get(end) in self.schema.places and end.isupper() else self.network.country_of(end)

    def _office(self, fact: _Fact) -> str:
        """The first national office of the country of an end; blank if there is none."""
        offices = [ident for end in (fact.source, fact.target) for ident in self.national.get(self._country(end), ())]
        return offices[0] if offices else ""

    # from a choice to a question

    def _list(self, key: Key, facts: Sequence[_Fact]) -> Question:
        form, to, owner, tie, side, kind = key
        gaps = tuple(dict.fromkeys(fact.gap.id for fact in facts))
        worth = _worth((fact.gap, fact.share) for fact in facts)
        if form == "yes-no":
            return self._yes_no(to, tie, owner, kind, gaps, worth)
        others = dict.fromkeys(fact.target if fact.source == owner else fact.source for fact in facts)
        about = tuple(other for other in others if open_end(other) is None)
        if len(others) == 1 and about and not self._can_list(about[0]):
            fact = facts[0]
            return self._yes_no(to, tie, fact.source, fact.target, gaps, worth)
        countries = {self._country(other) for other in others}
        places = () if "" in countries else tuple(sorted(countries))
        side = "to" if side == "to" else "from"
        return Question(
            f"list:{tie}:{owner}:{side}:{kind}", to, "list", owner, tie, side, (kind,), places, about, gaps, worth
        )

    def _yes_no(
        self, to: str, tie: str, source: str, target: str, gaps: tuple[str, ...], worth: tuple[float, float, float]
    ) -> Question:  # fmt: skip
        ident = f"yes-no:{tie}:{source}:{target}".replace(" ", "-")
        kinds = tuple(self._kind(end) for end in (source, target))
        return Question(ident, to, "yes-no", source, tie, "from", kinds, (), (target,), gaps, worth)

    def _can_list(self, other: str) -> bool:
        """Whether one would ask for all of a kind: of those that act, not of a plan or an event."""
        return self.kind[other] in self.answering

    def _other(self, gap: Gap) -> Question | None:
        """The question of a gap that is about no single missing tie."""
        if gap.missing is not None:
            return None
        to = next((ident for ident in gap.actors if ident in self.answers), "")
        form: Form = "which" if gap.certainty == "reported" else "anybody"
        if form == "anybody" and not gap.actors:
            return None
        owner = gap.actors[0] if gap.actors else ""
        return Question(f"{form}:{gap.id}", to, form, owner, "", "", (), (), (), (gap.id,), _worth([(gap, 1.0)]))

    def _worded(self, one: Question, gaps: Mapping[str, Gap]) -> Question:
        return replace(one, text={lang: self._text(one, gaps[one.gaps[0]], lang) for lang in LANGUAGES})

    def _text(self, one: Question, gap: Gap, lang: str) -> str:
        words = _words()
        template = words["forms"][one.form][lang]
        said = self.sentences.worded
        row: dict[str, str] = {"owner": said(one.owner, lang) if one.owner else ""}
        if one.form == "which":
            row["because"] = gap.also.get(lang, {}).get("because") or gap.because
        if one.tie:
            label = self.schema.ties[one.tie].label
            row["label"] = label.get(lang) or label["en"]
        if one.form == "yes-no":
            named = all(open_end(end) is None for end in (one.owner, *one.about))
            template = template["named" if named else "open"]
            row["target"] = said(one.about[0], lang)
        if one.form == "list":
            template = template[one.side]
            plural = self.schema.nodes[one.kinds[0]].plural
            row["others"] = (plural.get(lang) if lang != "en" else "") or plural["en"].lower()
            row["places"] = words["in"][lang].format(said(list(one.countries), lang)) if one.countries else ""
        text: str = template.format(**row)
        if one.form == "list" and one.about:
            names = words["between"][lang].join(self.network.told_apart(ident, lang) for ident in one.about[:_MOST])
            more = words["more"][lang].format(len(one.about) - _MOST) if len(one.about) > _MOST else ""
            text += " " + words["among"][lang].format(names + more)
        return plain(text)


def _worth(parts: Iterable[tuple[Gap, float]]) -> tuple[float, float, float]:
    """How many gaps, each by its share, and how many of high and of medium priority."""
    found = list(parts)
    every, high, medium = (
        sum(share for gap, share in found if level in ("", gap.severity)) for level in ("", "high", "medium")
    )
    return every, high, medium


def _balanced(
    chosen: Sequence[tuple[Key, list[int]]], candidates: Mapping[Key, Sequence[int]], facts: Sequence[_Fact]
) -> dict[Key, list[int]]:  # fmt: skip
    """The same facts, spread over the questions so that none asks after many where another asks after few.

    A fact may move to the other end that is asked anyway. One of a group may move to any member: else the first of
    twelve would be asked about eleven others, and the last about none.
    """
    of = {at: key for key, mine in chosen for at in mine}
    asked = {key for key, _ in chosen}
    allowed: dict[int, list[Key]] = {}
    for key, may in candidates.items():
        for at in may:
            if key in asked or facts[at].share < 1:
                allowed.setdefault(at, []).append(key)
    load = Counter(of.values())
    moved = True
    while moved:  # each move makes the loads more even, so it ends
        moved = False
        for at, key in of.items():
            other = min(allowed[at], key=lambda one: (load[one], one))
            if load[other] + 1 < load[key]:
                of[at], moved = other, True
                load.subtract([key])
                load.update([other])
    found: dict[Key, list[int]] = {}
    for at in sorted(of):
        found.setdefault(of[at], []).append(at)
    return found


def _greedy(candidates: Mapping[Key, Sequence[int]], facts: Sequence[_Fact]) -> list[tuple[Key, list[int]]]:
    """Keys one after another, each with the facts that no earlier one answers; the largest sum of shares first.

    A gain never grows while others are chosen, so one that is still the largest after it was counted anew is the
    largest (lazy evaluation: Minoux 1978).
    """
    asked = [False] * len(facts)

    def gain(key: Key) -> float:
        return round(sum(facts[at].share for at in candidates[key] if not asked[at]), 9)

    heap = [(-gain(key), key) for key in candidates]
    heapq.heapify(heap)
    chosen = []
    while heap:
        worth, key = heapq.heappop(heap)
        now = gain(key)
        if not now:
            continue
        if now < -worth:
            heapq.heappush(heap, (-now, key))
            continue
        mine = [at for at in candidates[key] if not asked[at]]
        for at in mine:
            asked[at] = True
        chosen.append((key, mine))
    return chosen


def letter_words(lang: str) -> tuple[str, str]:
    """How a letter begins and ends."""
    letter = _words()["letter"]
    return letter["opening"][lang], letter["closing"][lang]


@lru_cache(maxsize=1)
def _words() -> dict[str, Any]:
    import yaml

    found: dict[str, Any] = yaml.safe_load(files("queries").joinpath("questions.yaml").read_text(encoding="utf-8"))
    return found

"""Gaps: every rule of the catalogue asked of a network, and its rows turned into findings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from graphmodel.errors import LimitExceeded, UsageProblem
from graphmodel.findings import Certainty, Evidence, Gap, Grounds, in_order
from graphmodel.network import Network
from graphmodel.open_ends import open_end
from queries.certainty import Record
from queries.engines import engine_for
from queries.engines.base import Engine, Limits
from queries.gap_rules import asked_rules, properties_named, rule_parameters
from queries.priority import Paths, priority
from queries.query import Query
from queries.rule import Row, Rule
from queries.rule_measures import measured
from queries.sentences import Sentences, Templates, choose
from queries.shared_subject import Group, Pair, open_pairs

__all__ = ["LIMITS", "find_gaps", "gap_ids"]

LIMITS = Limits(seconds=60.0, rows=2_000_000, work=2_000_000_000)
"""Of one rule: it must see every row, so that nothing is left out of a list without a word."""

_NO_WORDS: Mapping[str, Mapping[str, str]] = {}


def find_gaps(
    network: Network, *, engine: Engine | None = None, rules: Iterable[str] | str | None = None,
    languages: Sequence[str] = ("en",), parameters: Mapping[str, Any] | None = None,
) -> list[Gap]:  # fmt: skip
    """All gaps of a network, in the order in which they are shown: certainty, priority, cities, id.

    Parameters
    ----------
    network : Network
        As it is asked about: restricted to a date, to what was known, to what may be shown. One that is not seen as of a
        day holds ties of all dates side by side: none has ended, a tie of 2015 closes a gap of today, and what depends
        on the day is reckoned from the newest source. The commands ask `network.as_of()`, and so should you.
    engine : Engine, optional
        One that has the network loaded; the embedded one by default.
    rules : str or iterable of str, optional
        Name or names of the rules to ask; by default all that can be asked without a value for a parameter. One that yields
        leaves out what another of them says of the same tie.
    languages : sequence of str
        In which sentences are made; those beside English are in `Gap.also`.
    parameters : mapping, optional
        Values for parameters of the rules, by name.

    Raises
    ------
    LimitExceeded
        If a rule has more rows than `LIMITS` allows: a list that lacks some would be a wrong answer.
    UsageProblem
        If a rule answers with what is no actor, or with two findings of one id; if one that is named lacks a value for
        a parameter, or a value is given that no rule takes.
    """
    given = dict(parameters or {})
    chosen = asked_rules(network, rules, given)
    with engine_for(network, engine, only=properties_named(chosen)) as own:
        return _asked(_Finder(network, own, [lang for lang in languages if lang != "en"], given), chosen)


def _asked(finder: _Finder, chosen: Sequence[Query]) -> list[Gap]:
    """Gaps of some rules in their order; one that yields leaves out what another says of the same tie."""
    network = finder.network
    found = {query.name: finder.gaps(query) for query in chosen}
    firm = {_tie_of(gap, network) for query in chosen if not query.fields.get("yields") for gap in found[query.name]}
    return in_order([
        gap for query in chosen for gap in found[query.name]
        if not (query.fields.get("yields") and _tie_of(gap, network) in firm)
    ])  # fmt: skip


def _tie_of(gap: Gap, network: Network) -> tuple[str, ...]:
    """The one tie that a gap says is missing, whichever way it is written if it has no direction."""
    missing = gap.missing or {}
    if "from" not in missing:
        return (gap.id,)
    ends = [missing["from"], missing["to"]]
    kind = network.schema.ties.get(missing["tie"])
    return (missing["tie"], *(sorted(ends) if kind is not None and not kind.directed else ends))


def gap_ids(
    network: Network, *, rules: Iterable[str] | str | None = None, parameters: Mapping[str, Any] | None = None,
    engine: Engine | None = None,
) -> list[str]:  # fmt: skip
    """Ids of all gaps, each with its section: the answer of which `queries.robustness.how_often` asks how often it stays.

    As `find_gaps` gives them, without the work of putting each into words, and of what neither id nor section rests on.
    """
    given = dict(parameters or {})
    chosen = asked_rules(network, rules, given)
    with engine_for(network, engine, only=properties_named(chosen)) as own:
        gaps = _asked(_Finder(network, own, parameters=given, worded=False), chosen)
    return [f"{gap.id} {gap.section}" for gap in gaps]


class _Finder:
    """Turns rows of one rule after another into gaps of one network."""

    def __init__(
        self, network: Network, engine: Engine, languages: Sequence[str] = (),
        parameters: Mapping[str, Any] | None = None, *, worded: bool = True,
    ) -> None:  # fmt: skip
        self.network = network
        self.engine = engine
        self.languages = languages
        self.parameters = parameters
        self.worded = worded
        self.record = Record(network)
        self.paths = Paths(network)
        self.sentences = Sentences(network)
        self.ids = {ident: ident for ident in network.position}  # an engine gives each id anew with every row

    def gaps(self, query: Query) -> list[Gap]:
        """Gaps of one rule."""
        values = rule_parameters(query, self.network, self.parameters)
        result = self.engine.run(query.text, values, limits=LIMITS)
        if result.truncated:
            raise LimitExceeded(f"the rule '{query.name}' finds more than {LIMITS.rows:,} rows; ask about a part")
        rows: Sequence[Row] = result.records()
        del result  # a rule of a large network looks at every tie, and holding its rows twice is dear
        if "measure" in query.fields:
            rows = measured(query.fields["measure"], rows, self.network)
        rule = Rule(query, rows[0].keys() if rows else ())
        if "pairs" in query.fields:
            return self._shared(rule, query.fields["pairs"], rows, values)
        missing = [rule.missing(row, self.ids) for row in rows]
        self._check_ends(rule, missing)
        ends = [(m["from"], m["to"]) if m else ("", "") for m in missing]
        paths = self.paths.between(ends).tolist() if self.worded else [False] * len(ends)
        gaps = [
            self._gap(rule, row, absent, path)
            for row, absent, path in zip(rows, missing, paths, strict=True)
            if absent is None or not self.record.closes(absent["tie"], absent["from"], absent["to"], by_any=rule.by_any)
        ]
        return _once(rule, gaps)

    def _check_ends(self, rule: Rule, missing: Sequence[Mapping[str, str] | None]) -> None:
        """Each end is an actor or somebody of a kind: else the rule returns something else than ids."""
        ends = {end for one in missing if one for end in (one["from"], one["to"])}
        for end in sorted(ends - self.network.position.keys()):
            if open_end(end) is None:
                raise UsageProblem(
                    f"the rule '{rule.name}' says that a tie of '{end}' is missing, which is no actor's id; "
                    "return ids, such as c.id AS city"
                )

    def _gap(self, rule: Rule, row: Row, missing: dict[str, str] | None, path: bool) -> Gap:
        certainty, evidence = self._certainty(rule, row, missing)
        cited = self._also_cited(row, evidence) if self.worded and row.get("evidence") else ()
        peers = _number(row.get("peers"))
        foreseen = rule.foreseen(row)
        because, mend, also = self._words(rule, row, rule.because, rule.mend)
        return Gap(
            id=rule.identity(row, missing),
            rule=rule.name,
            title=rule.title["en"],
            section=rule.section(certainty, met=bool(row.get("met"))),
            severity=rule.severity or priority(foreseen=bool(foreseen), path=path, peers=bool(peers)),
            certainty=certainty,
            actors=self._actors(rule, row, missing),
            missing=missing,
            country=row.get("country"),
            weight=rule.weight(row),
            because=because,
            mend=mend,
            evidence=tuple(dict.fromkeys([*evidence, *cited])) if cited else evidence,
            also=also,
            grounds=_grounds(rule.severity is not None, foreseen, path, peers, rule.weighs),
        )

    def _words(
        self, rule: Rule, row: Row, because: Templates, mend: Templates
    ) -> tuple[str, str, Mapping[str, Mapping[str, str]]]:  # fmt: skip
        """Why and how to close it, in English and by each further language; blank if nobody reads it."""
        if not self.worded:
            return "", "", _NO_WORDS
        fill = self.sentences.fill
        also = {
            lang: {
                "title": rule.title.get(lang, rule.title["en"]), "because": fill(choose(because, row, lang), row, lang),
                "mend": fill(choose(mend, row, lang, case="mend_case"), row, lang),
            }
            for lang in self.languages
        } if self.languages else _NO_WORDS  # fmt: skip
        return fill(choose(because, row), row), fill(choose(mend, row, case="mend_case"), row), also

    def _also_cited(self, row: Row, evidence: Sequence[Evidence]) -> list[Evidence]:
        """What a row cites beside the evidence that its tie is missing."""
        listed = {item.source for item in evidence}
        return [item for ident in _in_order(row["evidence"]) if ident not in listed for item in self._cited(ident)]

    def _cited(self, item: str | Evidence) -> tuple[Evidence, ...]:
        return (item,) if isinstance(item, Evidence) else self.record.evidence(item)

    def _certainty(
        self, rule: Rule, row: Row, missing: Mapping[str, str] | None
    ) -> tuple[Certainty, tuple[Evidence, ...]]:  # fmt: skip
        if missing is None:
            return row.get("certainty") or rule.certainty or "unrecorded", ()
        found = self.record.of(missing["tie"], missing["from"], missing["to"])
        return (rule.certainty, found[1]) if rule.certainty else found

    def _actors(self, rule: Rule, row: Row, missing: Mapping[str, str] | None) -> tuple[str, ...]:
        """Actors that a row names, the ends of the missing tie first; the country stands apart."""
        ids = self.ids
        values = [row[name] for name in rule.named]
        if missing:
            values = [missing["from"], missing["to"], *values]
        return tuple({ids[value]: None for value in values if type(value) is str and value in ids})

    # pairs that share a subject

    def _shared(self, rule: Rule, spec: Mapping[str, Any], rows: Sequence[Row], values: Mapping[str, Any]) -> list[Gap]:
        share = int(spec.get("share", 1))
        limit = int(values.get("group_above", spec.get("group_above", 6 if share == 1 else len(rows))))
        pairs, groups = open_pairs(self.network, rows, group_above=limit, share=share)
        country = {row["actor"]: row.get("country") for row in rows}
        gaps = [self._pair_gap(rule, pair, country) for pair in pairs]
        refused = self.record.denied(rule.tie)
        for group in groups:
            denied = [pair for pair in group.pairs if pair in refused]
            gaps += [self._pair_gap(rule, Pair(a, b, (group.subject,), (), 1), country) for a, b in denied]
            rest = tuple(pair for pair in group.pairs if pair not in denied) if denied else group.pairs
            left = group.open - len(denied)
            if left:
                gaps.append(self._group_gap(rule, replace(group, pairs=rest, open=left), country))
        return _once(rule, gaps)

    def _pair_gap(self, rule: Rule, pair: Pair, country: Mapping[str, str | None]) -> Gap:
        row = {"a": pair.a, "b": pair.b, "subjects": list(pair.subjects), "case": "pair"}
        certainty, evidence = self.record.of(rule.tie, pair.a, pair.b)
        cited = [item for ident in pair.evidence for item in self.record.evidence(ident)]
        because, mend, also = self._words(rule, row, rule.because, rule.mend)
        return Gap(
            id=f"{rule.name}:{pair.a}:{pair.b}", rule=rule.name, title=rule.title["en"],
            section=rule.section(certainty), severity="medium" if len(pair.subjects) > 1 else "low",
            certainty=certainty, actors=(pair.a, pair.b, *pair.subjects),
            missing={"tie": rule.tie, "from": pair.a, "to": pair.b},
            country=country[pair.a] if country[pair.a] == country[pair.b] else None, weight=float(pair.weight),
            because=because, mend=mend, evidence=tuple(dict.fromkeys([*evidence, *cited])), also=also,
            grounds=Grounds(shared=len(pair.subjects), weighs=rule.weighs),
        )  # fmt: skip

    def _group_gap(self, rule: Rule, group: Group, country: Mapping[str, str | None]) -> Gap:
        n = len(group.members)
        row: dict[str, Any] = {
            "members": list(group.members), "subjects": [group.subject], "open": group.open,
            "possible": n * (n - 1) // 2, "n": n, "case": "group",
        }  # fmt: skip
        places = {country[member] for member in group.members}
        cited = [item for ident in group.evidence for item in self.record.evidence(ident)]
        because, mend, also = self._words(rule, row, rule.because, rule.mend_group)
        certainty, lists = self._of_all(rule.tie, group)
        return Gap(
            id=f"{rule.name}:{group.subject}:{group.kind}", rule=rule.name, title=rule.title["en"],
            section=rule.section(certainty), severity="low", certainty=certainty,
            actors=(*group.members, group.subject),
            missing={"tie": rule.tie, "pairs": list(group.pairs), "open": group.open},
            country=places.pop() if len(places) == 1 else None, weight=1.0,
            because=because, mend=mend, evidence=tuple(dict.fromkeys([*lists, *cited])), also=also,
            grounds=Grounds(shared=1),
        )  # fmt: skip

    def _of_all(self, tie: str, group: Group) -> tuple[Certainty, tuple[Evidence, ...]]:
        """How sure it is of a group: that its pairs are on no full list only if that is so of every one of them."""
        if not self.record.listed(tie) or len(group.pairs) < group.open:
            return "unrecorded", ()
        found = [self.record.of(tie, a, b) for a, b in group.pairs]
        if any(certainty != "observed" for certainty, _ in found):
            return "unrecorded", ()
        return "observed", tuple(dict.fromkeys(item for _, evidence in found for item in evidence))


@lru_cache(maxsize=1024)
def _grounds(declared: bool, foreseen: str, path: bool, peers: int, weighs: str) -> Grounds:
    """Hundreds of thousands of gaps rest on the same few grounds."""
    return Grounds(declared, foreseen, path, peers, weighs=weighs)


def _number(peers: Any) -> int:
    """How many others have such a tie; a rule may also say only that some have."""
    return int(peers) if isinstance(peers, int | float) else int(bool(peers))


def _in_order(evidence: Sequence[str | Evidence]) -> list[str | Evidence]:
    """What a row cites, in an order that its engine does not decide."""
    return sorted(evidence, key=lambda item: item.source if isinstance(item, Evidence) else item)


def _once(rule: Rule, gaps: Sequence[Gap]) -> list[Gap]:
    """Each id once; rows that say the same of one missing tie are one finding, with the evidence of all."""
    found: dict[str, Gap] = {}
    for gap in gaps:
        first = found.setdefault(gap.id, gap)
        if first is gap:
            continue
        if first.missing != gap.missing:
            raise UsageProblem(
                f"the rule '{rule.name}' answers with two findings of the id '{gap.id}'; name the columns that tell "
                "them apart in its front matter: // key: [column]"
            )
        evidence = tuple(dict.fromkeys([*first.evidence, *gap.evidence]))
        found[gap.id] = replace(first, evidence=evidence)
    return list(found.values())

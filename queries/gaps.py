"""Gaps: every rule of the catalogue asked of a network, and its rows turned into findings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from graphmodel.errors import UsageProblem
from graphmodel.findings import Certainty, Evidence, Gap, Section, in_order
from graphmodel.network import Network
from queries.certainty import Record, open_end
from queries.engines import open_engine
from queries.engines.base import Engine, Limits
from queries.priority import Paths, priority
from queries.query import Query, catalogue
from queries.sentences import choose, fill
from queries.shared_subject import Group, Pair, open_pairs

__all__ = ["LIMITS", "find_gaps", "gap_rules", "rule_parameters"]

LIMITS = Limits(seconds=60.0, rows=2_000_000, work=2_000_000_000)
"""Of one rule: it must see every row, so that nothing is left out of a list without a word."""

Row = Mapping[str, Any]
_COLUMN = re.compile(r"\{(\w+)\}")


def gap_rules(network: Network, names: Iterable[str] | None = None) -> list[Query]:
    """The rules of the catalogue and of the network's own `queries/gaps/`, in the order of their names.

    Raises
    ------
    UsageProblem
        If one of `names` is no rule.
    """
    rules = {query.name: query for query in catalogue(network.folder, schema=network.schema) if query.family == "gaps"}
    if names is None:
        return list(rules.values())
    wanted = list(names)
    for name in wanted:
        if name not in rules:
            from graphmodel.nearest import nearest

            close = nearest(name, rules)
            hint = f"did you mean {close!r}?" if close else "there are: " + ", ".join(rules)
            raise UsageProblem(f"no gap rule {name!r}; {hint}")
    return [rules[name] for name in wanted]


def find_gaps(
    network: Network, *, engine: Engine | None = None, rules: Iterable[str] | None = None
) -> list[Gap]:  # fmt: skip
    """All gaps of a network, in the order in which they are shown: certainty, priority, cities, id.

    Parameters
    ----------
    network : Network
        As it is asked about: restricted to a date, to what was known, to what may be shown.
    engine : Engine, optional
        One that has the network loaded; the embedded one by default.
    rules : iterable of str, optional
        Names of the rules to ask; all by default.
    """
    chosen = gap_rules(network, rules)
    own = engine or open_engine(network)
    try:
        finder = _Finder(network, own)
        return in_order([gap for query in chosen for gap in finder.gaps(query)])
    finally:
        if engine is None:
            own.close()


def rule_parameters(query: Query, network: Network) -> dict[str, Any]:
    """Values for the parameters of a rule: the day of the view, and what the rule declares for the others."""
    day = network.seen_as_of or network.default_as_of
    given = {"as_of": day.isoformat()} if day is not None else {}
    return {name: given.get(name, spec.default) for name, spec in query.parameters.items()}


class _Finder:
    """Turns rows of one rule after another into gaps of one network."""

    def __init__(self, network: Network, engine: Engine) -> None:
        self.network = network
        self.engine = engine
        self.record = Record(network)
        self.paths = Paths(network)

    def gaps(self, query: Query) -> list[Gap]:
        """Gaps of one rule."""
        rows = self.engine.run(query.text, rule_parameters(query, self.network), limits=LIMITS).records()
        if "pairs" in query.fields:
            return self._shared(query, rows)
        missing = [_missing(query, row) for row in rows]
        ends = [(m["from"], m["to"]) if m else ("", "") for m in missing]
        paths = self.paths.between(ends)
        gaps = []
        for row, lacking, path in zip(rows, missing, paths.tolist(), strict=True):
            if lacking is not None and self.record.closes(lacking["tie"], lacking["from"], lacking["to"]):
                continue
            gaps.append(self._gap(query, row, lacking, path))
        return _once(gaps)

    def _gap(self, query: Query, row: Row, missing: dict[str, Any] | None, path: bool) -> Gap:
        certainty, evidence = self._certainty(query, missing)
        listed = {item.source for item in evidence}
        cited = [
            item for ident in row.get("evidence") or () if ident not in listed for item in self.record.evidence(ident)
        ]  # fmt: skip
        foreseen = bool(query.fields.get("foreseen") and row.get(query.fields["foreseen"]))
        return Gap(
            id=_identity(query, row, missing),
            rule=query.name,
            title=query.title["en"],
            section=_section(query, certainty, met=bool(row.get("met"))),
            severity=query.fields.get("severity")
            or priority(foreseen=foreseen, path=path, peers=bool(row.get("peers"))),
            certainty=certainty,
            actors=self._actors(row, missing),
            missing=missing,
            country=row.get("country"),
            weight=float(row.get(query.fields.get("weight", "weight"), 1) or 0),
            because=fill(choose(query.fields["because"], row), row, self.network),
            mend=fill(choose(query.fields["mend"], row), row, self.network),
            evidence=tuple(dict.fromkeys([*evidence, *cited])),
        )

    def _certainty(self, query: Query, missing: dict[str, Any] | None) -> tuple[Certainty, tuple[Evidence, ...]]:
        if missing is None:
            return query.fields.get("certainty", "unrecorded"), ()
        found = self.record.of(missing["tie"], missing["from"], missing["to"])
        declared: Certainty | None = query.fields.get("certainty")
        return (declared, found[1]) if declared else found

    def _actors(self, row: Row, missing: dict[str, Any] | None) -> tuple[str, ...]:
        """Actors that a row names, the ends of the missing tie first; the country stands apart."""
        first = [missing["from"], missing["to"]] if missing else []
        values = [*first, *(value for name, value in row.items() if name != "country")]
        named = [value for value in values if isinstance(value, str) and value in self.network.position]
        return tuple(dict.fromkeys(named))

    # pairs that share a subject

    def _shared(self, query: Query, rows: Sequence[Row]) -> list[Gap]:
        limit = int(query.fields["pairs"].get("group_above", 6))
        pairs, groups = open_pairs(self.network, rows, group_above=limit)
        country = {row["actor"]: row.get("country") for row in rows}
        return [
            *(self._pair_gap(query, pair, country) for pair in pairs),
            *(self._group_gap(query, group, country) for group in groups),
        ]

    def _pair_gap(self, query: Query, pair: Pair, country: Mapping[str, str | None]) -> Gap:
        words = {"a": pair.a, "b": pair.b, "subjects": list(pair.subjects)}
        missing = {"tie": query.fields["missing"]["tie"], "from": pair.a, "to": pair.b}
        certainty, evidence = self.record.of(missing["tie"], pair.a, pair.b)
        cited = [item for ident in pair.evidence for item in self.record.evidence(ident)]
        return Gap(
            id=f"{query.name}:{pair.a}:{pair.b}", rule=query.name, title=query.title["en"],
            section=_section(query, certainty), severity="medium" if len(pair.subjects) > 1 else "low",
            certainty=certainty, actors=(pair.a, pair.b, *pair.subjects), missing=missing,
            country=country[pair.a] if country[pair.a] == country[pair.b] else None, weight=float(len(pair.subjects)),
            because=fill(query.fields["because"]["pair"], words, self.network),
            mend=fill(query.fields["mend"], words, self.network),
            evidence=tuple(dict.fromkeys([*evidence, *cited])),
        )  # fmt: skip

    def _group_gap(self, query: Query, group: Group, country: Mapping[str, str | None]) -> Gap:
        n = len(group.members)
        words: dict[str, Any] = {
            "members": list(group.members), "subjects": [group.subject], "open": len(group.pairs),
            "possible": n * (n - 1) // 2, "n": n,
        }  # fmt: skip
        places = {country[member] for member in group.members}
        tie = query.fields["missing"]["tie"]
        cited = [item for ident in group.evidence for item in self.record.evidence(ident)]
        return Gap(
            id=f"{query.name}:{group.subject}:{group.kind}", rule=query.name, title=query.title["en"],
            section=_section(query, "unrecorded"), severity="low", certainty="unrecorded",
            actors=(*group.members, group.subject), missing={"tie": tie, "pairs": list(group.pairs)},
            country=places.pop() if len(places) == 1 else None, weight=1.0,
            because=fill(query.fields["because"]["group"], words, self.network),
            mend=fill(query.fields.get("mend_group", query.fields["mend"]), words, self.network),
            evidence=tuple(dict.fromkeys(cited)),
        )  # fmt: skip


def _missing(query: Query, row: Row) -> dict[str, Any] | None:
    """The tie that is missing: its kind and its ends, taken from columns or from open ends with columns in them."""
    spec = query.fields.get("missing")
    if spec is None:
        return None
    return {key: _taken(str(spec[key]), row) for key in ("tie", "from", "to")}


def _taken(word: str, row: Row) -> str:
    if word in row:
        return str(row[word])
    if "{" in word:
        return _COLUMN.sub(lambda match: str(row[match[1]]), word)
    return word


def _identity(query: Query, row: Row, missing: dict[str, Any] | None) -> str:
    """Stable: the rule, the ends of what is missing and the columns that it names as its key, or those of `identity`."""
    if "identity" in query.fields:
        return ":".join([query.name, *(str(row[name]).lower() for name in query.fields["identity"])])
    ends = [missing["from"], missing["to"]] if missing else []
    more = [str(row[name]) for name in query.fields.get("key", ())]
    slugs = [end.replace(" ", "-").lower() if open_end(end) else end for end in ends]
    return ":".join([query.name, *slugs, *more])


def _section(query: Query, certainty: Certainty, *, met: bool = False) -> Section:
    if certainty == "reported":
        return "missing"
    if certainty == "observed":
        return "not-listed"
    return "met" if met or query.fields.get("section") == "met" else "unknown"


def _once(gaps: Sequence[Gap]) -> list[Gap]:
    """Each id once; the first row speaks for all."""
    found: dict[str, Gap] = {}
    for gap in gaps:
        found.setdefault(gap.id, gap)
    return list(found.values())

"""From the rows of a part to its value, its sentences and what they rest on; for partners and for pilots alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from graphmodel.errors import DataProblems, LimitExceeded
from graphmodel.findings import CERTAINTY_WORDS, Certainty, Evidence, Part, Reason
from graphmodel.network import Network
from graphmodel.problems import Problem
from queries.citations import Citations
from queries.context import Compared, Context
from queries.criteria import Criterion, criteria_of
from queries.engines.base import Engine, Limits
from queries.languages import language_name, listed
from queries.query import Query
from queries.sentences import Sentences, figure, isolated

__all__ = ["LIMITS", "Scorer", "ask", "cited", "in_language", "part_rows"]

LIMITS = Limits(seconds=60.0, rows=1_000_000, work=2_000_000_000)
"""Of one query: it must see every candidate."""

Row = Mapping[str, Any]

_PUBLIC = {"en": "public geography, GeoNames", "ar": "جغرافيا عامة، GeoNames"}
"""Where a border is looked up that no sheet tells of."""
_RECKONED = {"en": "reckoned from ties on record", "ar": "محسوب من العلاقات المسجلة"}
"""Where the place in the list of a ranker comes from."""


def in_language(network: Network, lang: str) -> Network:
    """The network with the names that actors have in a language, where they have one."""
    column = f"name_{lang}"
    if column not in network.actors.columns:
        return network
    names = network.actors[column].where(network.actors[column] != "", network.actors["name"])
    return replace(network, actors=network.actors.assign(name=names))


def ask(engine: Engine, query: Query, given: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Rows of a query, all of them; lists are put in order, so that no engine's order shows.

    Raises
    ------
    LimitExceeded
        If the limit of rows would leave some out.
    """
    values = {name: given.get(name, spec.default) for name, spec in query.parameters.items()}
    result = engine.run(query.text, values, limits=LIMITS)
    if result.truncated:
        raise LimitExceeded(
            f"'{query.name}' gives more than {LIMITS.rows:,} rows, so some candidates would be left out; "
            "ask about a part of the network"
        )
    return [
        {name: sorted(value) if _plain_list(value) else value for name, value in row.items()}
        for row in result.records()
    ]  # fmt: skip


def _plain_list(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def part_rows(engine: Engine, query: Query, given: Mapping[str, Any]) -> dict[str, Row]:
    """Rows of one part by candidate.

    Raises
    ------
    DataProblems
        If a candidate has two rows, or a value is no number from 0 to 1.
    """
    found: dict[str, Row] = {}
    columns = [criterion.name for criterion in criteria_of(query) if not criterion.measure]
    for row in ask(engine, query, given):
        candidate = str(row["candidate"])
        if candidate in found:
            raise _fault(query, "one row for each candidate", f"two of {candidate}", "aggregate before RETURN")
        for name in columns:
            value = row.get(name)
            if value is not None and not (isinstance(value, int | float) and 0 <= value <= 1):
                raise _fault(
                    query, f"'{name}' from 0 to 1, or null if it is not known", f"{value!r} for {candidate}",
                    "mend what it returns",
                )  # fmt: skip
        found[candidate] = row
    return found


def cited(rows: Mapping[str, Mapping[str, Row]]) -> list[str]:
    """Ids that the rows of some parts give as what they rest on, by part and candidate; none twice."""
    lists = (
        value or () for found in rows.values() for row in found.values() for name, value in row.items()
        if name == "evidence" or name.endswith("_evidence")
    )  # fmt: skip
    return list(dict.fromkeys(ident for idents in lists for ident in idents))


def _fault(query: Query, expected: str, found: str, mend: str) -> DataProblems:
    file = f"queries/{query.family}/{query.name}.cypher"
    return DataProblems([Problem("bad-query", file, None, None, None, None, expected, found, mend)])


class Scorer:
    """Turns rows into parts of a score.

    Parameters
    ----------
    network : Network
        As it is asked about.
    parts : sequence of Query
    lang : {"en", "ar"}
        Language of the sentences.
    kind : str, optional
        Kind of actors whose context is compared.
    """

    def __init__(self, network: Network, parts: Sequence[Query], *, lang: str = "en", kind: str | None = None) -> None:
        self.network = in_language(network, lang)
        self.parts = parts
        self.lang = lang
        self.criteria = {query.name: criteria_of(query, lang) for query in parts}
        self.citations = Citations(self.network)
        self.sentences = Sentences(self.network)
        self.context = Context(self.network, kind, lang) if kind is not None else None

    def part(self, query: Query, row: Row, weight: float) -> Part:
        """One part of one candidate."""
        said = self._said(query, row)
        reasons = [reason for criterion in self.criteria[query.name] for reason in self._reasons(criterion, row, said)]
        if "ranker" in query.fields:
            reasons = [replace(reason, whence=_RECKONED[self.lang]) for reason in reasons]
        known = [reason for reason in reasons if reason.value is not None]
        questions = tuple(dict.fromkeys(reason.text for reason in reasons if reason.value is None))
        words = {"en": "Not known.", "ar": "غير معروف."}[self.lang]
        evidence = self.citations.of(row.get("evidence") or ()) if known else ()
        cited = [item for reason in known for item in reason.evidence]
        return Part(
            part=query.name, value=round(sum(r.share * float(r.value or 0) for r in known), 6), weight=weight,
            known=round(sum(reason.share for reason in known), 6),
            because=" ".join(reason.text for reason in known) or f"{words} {' '.join(questions[:1])}",
            evidence=tuple(dict.fromkeys([*cited, *evidence])), questions=questions,
            title=query.title.get(self.lang, query.title["en"]), reasons=tuple(reasons),
        )  # fmt: skip

    def worth(self, query: Query, row: Row) -> tuple[float, float]:
        """Value and known share of a part, as `part` gives them, without its words: for ranking many."""
        value = known = 0.0
        for criterion in self.criteria[query.name]:
            if criterion.measure:
                assert self.context is not None
                places = [self.network.position[str(row[name])] for name in ("city", "candidate")]
                values = self.context.values(places[0], places[1])
            else:
                told = row.get(criterion.name)
                told = criterion.looked_up(row) if told is None else told
                values = [told if told is not None or self._denied(criterion, row) is None else 0.0]
            for each in values:
                if each is not None:
                    value += criterion.share / len(values) * float(each)
                    known += criterion.share / len(values)
        return round(value, 6), round(known, 6)

    def label(self, query: Query, row: Row) -> str:
        """The label that a row gives its candidate, in words; blank if none.

        Raises
        ------
        DataProblems
            If the front matter declares no such label.
        """
        name = row.get("label")
        if not name:
            return ""
        labels = query.fields.get(f"labels_{self.lang}") or query.fields["labels"]
        if name not in labels:
            raise _fault(query, f"a label of {', '.join(labels)}", str(name), "declare it under labels")
        return self.sentences.fill(labels[name], self._said(query, row), self.lang)

    def _reasons(self, criterion: Criterion, row: Row, said: Row) -> Iterator[Reason]:
        if criterion.measure:
            yield from self._measured(criterion, row, said)
            return
        value = row.get(criterion.name)
        evidence, sure, whence = self.citations.of(row.get(f"{criterion.name}_evidence") or ()), "", ""
        if value is None and (value := criterion.looked_up(row)) is not None:
            whence = _PUBLIC[self.lang]
            sure = f" ({whence})."
        elif value is None:
            denied = self._denied(criterion, row)
            if denied is None:
                text = self.sentences.fill(criterion.asking(row), said, self.lang)
                yield Reason(criterion.name, criterion.share, None, text, fill=criterion.fill)
                return
            certainty, evidence = denied
            value, sure = 0.0, f" ({CERTAINTY_WORDS[certainty][self.lang]})."
        text = self.sentences.fill(criterion.sentence(row, float(value)), said, self.lang)
        text = text.removesuffix(".") + sure if sure else text
        yield Reason(
            criterion.name, criterion.share, float(value), text, evidence or self.citations.of(row.get("evidence") or ()),
            self._note(criterion, row, said), whence=whence,
        )  # fmt: skip

    def _note(self, criterion: Criterion, row: Row, said: Row) -> str:
        named = [name for name in row if f"{{{name}}}" in criterion.note]
        return self.sentences.fill(criterion.note, said, self.lang) if any(row[name] for name in named) else ""

    def _denied(self, criterion: Criterion, row: Row) -> tuple[Certainty, tuple[Evidence, ...]] | None:
        """How sure it is, and by what, that the tie is missing between all that it could be between; None if of one
        pair nothing is said."""
        if criterion.missing is None:
            return None
        firsts, seconds = (_ends(criterion.missing[end], row) for end in ("from", "to"))
        found: list[Evidence] = []
        surest: Certainty = "reported"
        for first in firsts:
            for second in seconds:
                certainty, evidence = self.citations.record.of(criterion.missing["tie"], first, second)
                if certainty == "unrecorded":
                    return None
                found += evidence
                surest = certainty if certainty == "observed" else surest
        return (surest, tuple(dict.fromkeys(found))) if found else None

    # context

    def _measured(self, criterion: Criterion, row: Row, said: Row) -> Iterator[Reason]:
        assert self.context is not None
        places = [self.network.position[str(row[name])] for name in ("city", "candidate")]
        compared = self.context.compare(places[0], places[1])
        for one in compared:
            share = criterion.share / len(compared)
            label = one.property.label.get(self.lang, one.property.label["en"])
            words = {
                **said, "label": label, "ours": one.first, "theirs": one.second, "times": one.times,
                f"{criterion.name}_case": one.relation,
            }  # fmt: skip
            name = f"{criterion.name}:{one.property.name}"
            if one.value is None:
                case = {f"{criterion.name}_unknown": "theirs" if one.first else "ours"}
                text = self.sentences.fill(criterion.asking(case, one.property.name), words, self.lang)
                yield Reason(name, share, None, text, fill=f"column {one.property.name}")
                continue
            text = self.sentences.fill(criterion.sentence(words, one.value), words, self.lang)
            note = " ".join(self._other_figures(one, str(row[end])) for end in ("city", "candidate")).strip()
            yield Reason(name, share, one.value, text, self.citations.of(one.evidence), note)

    def _other_figures(self, one: Compared, ident: str) -> str:
        others = self.citations.other_values(ident, one.property.name)
        if not others:
            return ""
        figures = [
            f"{figure(value)} ({', '.join(text for text in (of, source) if text)})" for value, of, source in others
        ]
        words = {
            "en": "Sources give other figures for {name}: {figures}.",
            "ar": "تذكر مصادر أرقامًا أخرى عن {name}: {figures}.",
        }
        name = isolated(self.network.told_apart(ident, self.lang), self.lang)
        return words[self.lang].format(
            name=name, figures=listed([isolated(one, self.lang) for one in figures], self.lang)
        )

    # words

    def _said(self, query: Query, row: Row) -> dict[str, Any]:
        """A row with what its sentences name: languages by name, pieces of text, lists as the language joins them."""
        said = dict(row)
        for name in query.fields.get("spelled", ()):
            said[name] = [language_name(str(code), self.lang) for code in row.get(name) or ()]
        pieces = query.fields.get(f"texts_{self.lang}") or query.fields.get("texts") or {}
        for name, choices in pieces.items():
            said[name] = self.sentences.fill(choices.get(row.get(name), ""), row, self.lang)
        return said


def _ends(template: str, row: Row) -> Iterable[str]:
    """Ids that an end of a missing tie may be: those of a column, or an open end with its columns filled."""
    if template in row:
        value = row[template]
        return value if isinstance(value, list) else [value] if value else []
    return [template.format_map({name: value for name, value in row.items() if isinstance(value, str)})]

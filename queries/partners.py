"""Whom a city should share its learning with, or learn from: a score whose every part is a query, with its sentence
and evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graphmodel.acting import standing
from graphmodel.errors import UsageProblem
from graphmodel.findings import Introducer, Part, Suggestion
from graphmodel.network import Network
from graphmodel.schema import Schema
from queries.criteria import DIRECTIONS, counts_in
from queries.engines import engine_for
from queries.engines.base import Engine
from queries.engines.surroundings import with_evidence
from queries.query import Query, catalogue
from queries.scoring import LIMITS, Row, Scorer, cited, part_rows
from queries.sentences import isolated
from queries.weights import shares

__all__ = [
    "LIMITS", "learning_kind", "needs_ties", "part_weights", "partner_parts", "partners", "partners_of_each", "partners_told",
    "root_kind",
]  # fmt: skip


def learning_kind(schema: Schema) -> str:
    """The kind of actors that partners are looked for among: places of local level.

    Examples
    --------
    >>> from graphmodel.schema import builtin_schema
    >>> learning_kind(builtin_schema())
    'City'
    """
    return next(name for name, kind in schema.nodes.items() if kind.place and kind.level == "local" and not kind.is_a)


def root_kind(network: Network, city: str) -> str:
    """The kind that an actor's kind is, at the root.

    Raises
    ------
    UsageProblem
        If there is no such actor, or it is not of the kind that learning is shared among.
    """
    if city not in network.position:
        raise UsageProblem(f"no actor has the id '{city}'")
    kind, wanted = str(network.actor(city)["kind"]), learning_kind(network.schema)
    if not network.schema.is_a(kind, wanted):
        raise UsageProblem(
            f"'{network.name_of(city)}' is of the kind {kind}; expected {wanted}, since learning is shared among them; "
            f"`liaison show NETWORK --kind {wanted}` lists them"
        )
    return wanted


def partner_parts(network: Network, direction: str = "gives") -> list[Query]:
    """Parts of the score that count in a direction: those of the catalogue and of the network's own
    `queries/partners/`, heaviest first."""
    found = catalogue(network.folder, schema=network.schema, families=["partners"])
    parts = [query for query in found if counts_in(query, direction)]
    return sorted(parts, key=lambda query: (-float(query.fields["weight"]), query.name))


def part_weights(
    network: Network, given: Mapping[str, float] | None = None, *, direction: str = "gives", preset: str | None = None
) -> dict[str, float]:  # fmt: skip
    """Weight of each part in a direction; they sum to 1.

    Those of the files, changed by `[partners.weights]` in network.toml or taken from a preset, changed by `given`;
    then each is divided by the sum of all.

    Raises
    ------
    UsageProblem
        If a name is no part or preset, or a weight is no number from 0 on, or all are 0.
    """
    return _weights(network, partner_parts(network, direction), given, preset)


def _weights(
    network: Network, parts: Sequence[Query], given: Mapping[str, float] | None, preset: str | None
) -> dict[str, float]:  # fmt: skip
    everything = [query.name for query in catalogue(network.folder, schema=network.schema, families=["partners"])]
    declared = {query.name: float(query.fields["weight"]) for query in parts}
    return shares(network, "partners", declared, preset=preset, given=given, known=everything)


def needs_ties(
    network: Network, given: Mapping[str, float] | None = None, *, direction: str = "gives", preset: str | None = None
) -> bool:  # fmt: skip
    """Whether a part that counts looks at all ties, and not only at what an engine answers; arguments as of `part_weights`."""
    return any(
        "ranker" in query.fields and weights[query.name] > 0
        for way in (("gives", "takes") if direction == "both" else (direction,))
        for weights in (part_weights(network, given, direction=way, preset=preset),)
        for query in partner_parts(network, way)
    )


def partners(
    network: Network, city: str, *, engine: Engine | None = None, weights: Mapping[str, float] | None = None,
    limit: int | None = None, direction: str = "gives", preset: str | None = None, lang: str = "en",
) -> list[Suggestion]:  # fmt: skip
    """Cities that a city should share its learning with, the best first.

    The score of a candidate is Σ weight × value over what is known; what is not known counts nothing, and `high` says
    what the score would be if all of it were favourable.

    Parameters
    ----------
    network : Network
        As it is asked about: restricted to a date, to what was known, to what may be shown. It is not changed, so the
        same question can be asked of a network from which ties were dropped.
    city : str
        Id of the city that asks.
    weights : mapping of str to float, optional
        Changes to the weights of parts; see `part_weights`.
    limit : int, optional
        How many to return; all by default.
    direction : {"gives", "takes", "both"}
        Whether the city shares what it learned, looks for one to learn from, or for an exchange both ways: then each
        part is asked both ways and counts with the mean, and one that counts one way only with half its weight.
    preset : str, optional
        Name of a set of weights; see `queries.weights.presets`.
    lang : {"en", "ar"}
        Language of the sentences.

    Raises
    ------
    UsageProblem
        If there is no such actor, it is no city, or a weight, preset or direction is at fault.
    DataProblems
        If a part of the network's own gives what no part may give.
    """
    if direction not in DIRECTIONS:
        raise UsageProblem(f"no direction '{direction}'; there are {', '.join(DIRECTIONS)}")
    kind = root_kind(network, city)
    with engine_for(network, engine) as asked:
        if direction == "both":
            found = _both(
                *(_one_way(network, city, asked, weights, way, preset, lang, kind) for way in ("gives", "takes"))
            )
        else:
            found = _one_way(network, city, asked, weights, direction, preset, lang, kind)
    return _ranked(found)[:limit]


def partners_told(
    network: Network, city: str, languages: Sequence[str], *, engine: Engine | None = None, limit: int | None = None
) -> dict[str, list[Suggestion]]:  # fmt: skip
    """The answer of `partners` in several languages, which costs less than one: the engine is asked once, and only the
    first `limit` are put into words.

    Parameters
    ----------
    languages : sequence of str
        Keys of what is returned; at least one.

    Raises
    ------
    UsageProblem
        If there is no such actor, or it is no city.
    """
    return partners_of_each(network, [city], languages, engine=engine, limit=limit)[city]


def partners_of_each(
    network: Network, cities: Sequence[str], languages: Sequence[str], *, engine: Engine | None = None,
    limit: int | None = None,
) -> dict[str, dict[str, list[Suggestion]]]:  # fmt: skip
    """The answer of `partners_told` for several cities, which costs less than one after the other: what the network
    says is read once for all.

    Raises
    ------
    UsageProblem
        If there is no such actor, or it is no city.
    """
    found, scorers = {}, _Scorers()
    kinds = {city: root_kind(network, city) for city in cities}
    with engine_for(network, engine) as running:
        for city, kind in kinds.items():
            asked = _asked(network, city, running, None, "gives", None)
            best = asked.ranked(_candidates(network, city, kind), scorers.of(asked, languages[0], kind))[:limit]
            found[city] = {lang: asked.suggestions(best, scorers.of(asked, lang, kind)) for lang in languages}
    return found


def _ranked(found: list[Suggestion]) -> list[Suggestion]:
    return sorted(found, key=lambda one: (-round(one.score, 9), -round(one.high, 9), one.id))


@dataclass(frozen=True)
class _Asked:
    """What the engine answered on one city in one direction, to be worded in any language."""

    network: Network
    city: str
    direction: str
    parts: Sequence[Query]
    rows: Mapping[str, Mapping[str, Row]]
    weights: Mapping[str, float]

    def suggestions(self, candidates: Sequence[str], scorer: Scorer) -> list[Suggestion]:
        """One per candidate, in their order."""
        return [
            _suggestion(scorer, ident, self.city, self.direction, self.rows, self.weights) for ident in candidates
        ]  # fmt: skip

    def ranked(self, candidates: Sequence[str], scorer: Scorer) -> list[str]:
        """The candidates in the order of `_ranked`, found without wording any."""

        def place(ident: str) -> tuple[float, float, str]:
            ends = _ends(self.city, ident, self.direction)
            score = high = 0.0
            for query in self.parts:
                value, known = scorer.worth(query, {**self.rows[query.name].get(ident, {}), **ends})
                score += self.weights[query.name] * value
                high += self.weights[query.name] * (value + 1.0 - known)
            return -round(score, 9), -round(high, 9), ident

        return sorted(candidates, key=place)


class _Scorers:
    """One scorer by language, kept for as long as the same is asked of the same network."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[_Asked, str, Scorer]] = {}

    def of(self, asked: _Asked, lang: str, kind: str) -> Scorer:
        """The scorer of an answer."""
        if lang in self._kept:
            before, of_kind, scorer = self._kept[lang]
            if (before.network, before.parts, of_kind) == (asked.network, asked.parts, kind):
                return scorer
        scorer = Scorer(asked.network, asked.parts, lang=lang, kind=kind)
        self._kept[lang] = asked, kind, scorer
        return scorer


def _one_way(
    network: Network, city: str, engine: Engine, given: Mapping[str, float] | None, direction: str,
    preset: str | None, lang: str, kind: str,
) -> list[Suggestion]:  # fmt: skip
    asked = _asked(network, city, engine, given, direction, preset)
    scorer = Scorer(asked.network, asked.parts, lang=lang, kind=kind)
    return asked.suggestions(_candidates(network, city, kind), scorer)


def _asked(
    network: Network, city: str, engine: Engine, given: Mapping[str, float] | None, direction: str, preset: str | None
) -> _Asked:  # fmt: skip
    declared = partner_parts(network, direction)
    weights = _weights(network, declared, given, preset)
    parts = [query for query in declared if weights[query.name] > 0]
    ends = {"giver": city, "taker": ""} if direction == "gives" else {"giver": "", "taker": city}
    rows = {query.name: part_rows(engine, query, {"city": city, **ends}) for query in parts}
    for query in parts:
        if "ranker" in query.fields:
            from queries.foreseen import with_foreseen

            rows[query.name] = with_foreseen(network, query, city, rows[query.name])
    return _Asked(with_evidence(network, engine, cited(rows)), city, direction, parts, rows, weights)


def _candidates(network: Network, city: str, kind: str) -> list[str]:
    """Every other actor of the kind that has not ended by the day of the view."""
    actors = network.actors
    rows = actors["kind"].isin(network.schema.descendants(kind)).to_numpy()
    rows = rows & standing(network)
    return [ident for ident in actors["id"][rows].tolist() if ident != city]


def _suggestion(
    scorer: Scorer, ident: str, city: str, direction: str, rows: Mapping[str, Mapping[str, Row]],
    weights: Mapping[str, float],
) -> Suggestion:  # fmt: skip
    actor = scorer.network.actor(ident)
    ends = _ends(city, ident, direction)
    parts: list[Part] = []
    introducers: list[Introducer] = []
    labels: list[str] = []
    vetoes: list[str] = []
    for query in scorer.parts:
        row: dict[str, Any] = {**rows[query.name].get(ident, {}), **ends}
        parts.append(scorer.part(query, row, weights[query.name]))
        introducers += _introducers(scorer, row)
        if label := scorer.label(query, row):
            labels.append(label)
            vetoes += [label] if row["label"] in query.fields.get("vetoes", ()) else []
    questions = dict.fromkeys(question for part in parts for question in part.questions)
    return Suggestion(
        id=ident, name=str(actor["name"]), country=str(actor["country"]), parts=tuple(parts),
        introducers=tuple(introducers), labels=tuple(labels), unknown=tuple(questions),
        veto=" ".join(vetoes),
    )  # fmt: skip


def _ends(city: str, candidate: str, direction: str) -> dict[str, str]:
    """Who is who in the sentences of a row."""
    giver, taker = (city, candidate) if direction == "gives" else (candidate, city)
    return {"city": city, "candidate": candidate, "giver": giver, "taker": taker}


def _introducers(scorer: Scorer, row: Row) -> list[Introducer]:
    names = [
        isolated(scorer.network.told_apart(str(row[end]), scorer.lang), scorer.lang) for end in ("city", "candidate")
    ]
    words = {"en": "{0} has a tie to {1} and to {2}.", "ar": "صلة {0} مسجلة مع {1} ومع {2}."}[scorer.lang]
    return [
        Introducer(ident, words.format(isolated(scorer.network.told_apart(ident, scorer.lang), scorer.lang), *names))
        for ident in row.get("introducers") or ()
    ]


def _both(gives: Sequence[Suggestion], takes: Sequence[Suggestion]) -> list[Suggestion]:
    """Suggestions of both directions as one: each part with the mean of the two."""
    other = {one.id: one for one in takes}
    return [_merged(one, other[one.id]) for one in gives]


def _merged(one: Suggestion, other: Suggestion) -> Suggestion:
    theirs = {part.part: part for part in other.parts}
    ours = {part.part: part for part in one.parts}
    parts = []
    for name in dict.fromkeys([*ours, *theirs]):
        pair = [part for part in (ours.get(name), theirs.get(name)) if part is not None]
        parts.append(_mean(pair))
    return Suggestion(
        id=one.id, name=one.name, country=one.country, parts=tuple(parts), introducers=one.introducers,
        labels=tuple(dict.fromkeys([*one.labels, *other.labels])),
        unknown=tuple(dict.fromkeys([*one.unknown, *other.unknown])), veto=one.veto or other.veto,
    )  # fmt: skip


def _mean(pair: Sequence[Part]) -> Part:
    """One part out of the same part asked both ways, or of one that was asked one way only."""
    from dataclasses import replace

    weight = sum(part.weight for part in pair) / 2
    share = [part.weight / (2 * weight) if weight else 1 / len(pair) for part in pair]
    texts = dict.fromkeys(part.because for part in pair)
    return replace(
        pair[0], weight=weight, value=round(sum(s * part.value for s, part in zip(share, pair, strict=True)), 6),
        known=round(sum(s * part.known for s, part in zip(share, pair, strict=True)), 6), because=" ".join(texts),
        evidence=tuple(dict.fromkeys(item for part in pair for item in part.evidence)),
        questions=tuple(dict.fromkeys(question for part in pair for question in part.questions)),
        reasons=tuple(
            replace(reason, share=s * reason.share)
            for s, part in zip(share, pair, strict=True) for reason in part.reasons
        ),
    )  # fmt: skip

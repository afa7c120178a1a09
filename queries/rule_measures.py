"""What a gap rule needs beyond Cypher: measures that it names in its front matter, as `measure: {bridges: {…}}`.

The rule's Cypher says which actors and ties are meant; a measure takes its rows and gives the rows that are findings,
with the columns that the rule's sentences use. No measure knows a kind.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graphmodel.nearest import nearest
from queries.sentences import figure, isolated, quoted

if TYPE_CHECKING:
    from graphmodel.network import Network

__all__ = ["MEASURES", "Measure", "gives", "measure_faults", "measured"]

Row = Mapping[str, Any]
Rows = Sequence[Row]


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure that rules may name.

    Parameters
    ----------
    reckon : callable
        Takes rows, the network and the options; gives rows.
    needs, gives : tuple of str
        Columns that the rule's Cypher must return, and columns of the findings beside those.
    options : mapping of str to number
        What may be set, with the values that hold if nothing is set.
    about : str
        What it finds, for the reference.
    """

    reckon: Callable[[Rows, Network, Mapping[str, float]], list[dict[str, Any]]]
    needs: tuple[str, ...]
    gives: tuple[str, ...]
    options: Mapping[str, float]
    about: str


def measured(spec: Mapping[str, Any], rows: Rows, network: Network) -> list[dict[str, Any]]:
    """Findings of a rule: what the measure that it names makes of its rows."""
    ((name, options),) = spec.items()
    measure = MEASURES[name]
    return measure.reckon(rows, network, {**measure.options, **(options or {})})


def gives(spec: Any) -> tuple[str, ...]:
    """Columns that the measure of a rule adds to those that its Cypher returns; none if there is no such measure."""
    names = [name for name in spec if name in MEASURES] if isinstance(spec, dict) else []
    return MEASURES[names[0]].gives if names else ()


def measure_faults(spec: Any, columns: Sequence[str] = ()) -> Iterator[tuple[str, str, str]]:
    """What is wrong with the field `measure` of a rule: expected, found, how to mend it."""
    known = ", ".join(MEASURES)
    if not isinstance(spec, dict) or len(spec) != 1:
        yield f"measure: one of {known}, with its options", str(spec), "write // measure: {articulation: {}}"
        return
    ((name, options),) = spec.items()
    if name not in MEASURES:
        close = nearest(str(name), MEASURES)
        yield f"a measure: {known}", str(name), f"write {close}" if close else "write one of them"
        return
    measure = MEASURES[name]
    for option, value in (options or {}).items():
        if option not in measure.options:
            takes = ", ".join(measure.options) or "none"
            yield f"options of {name}: {takes}", str(option), "remove it" if takes == "none" else f"write {takes}"
        elif isinstance(value, bool) or not isinstance(value, (int, float)):
            yield f"a number as {option} of {name}", str(value), f"write {measure.options[option]:g}"
    for column in measure.needs:
        if columns and column not in columns:
            yield f"a column '{column}', which {name} needs", ", ".join(columns), f"return … AS {column}"


def _articulation(rows: Rows, network: Network, options: Mapping[str, float]) -> list[dict[str, Any]]:
    from queries.cuts import articulations

    ids, edges, _ = _graph(rows)
    found = []
    for cut in articulations(len(ids), edges):
        if cut.cut >= options["at_least"]:
            ident = ids[cut.at[0]]
            found.append({"actor": ident, "country": _country(network, ident), **_lost(cut, ids)})
    return found


def _bridges(rows: Rows, network: Network, options: Mapping[str, float]) -> list[dict[str, Any]]:
    from queries.cuts import bridges

    ids, edges, first = _graph(rows)
    between = Counter(tuple(sorted((row["source"], row["target"]))) for row in rows)
    found = []
    for cut in bridges(len(ids), edges):
        low, high = sorted(cut.at)
        row, ends = first[low, high], (ids[low], ids[high])
        if between[ends] == 1 and cut.cut >= options["at_least"] and row.get("across", True):
            countries = {_country(network, ident) for ident in ends}
            evidence = [row["evidence"]] if isinstance(row.get("evidence"), str) else row.get("evidence")
            country = countries.pop() if len(countries) == 1 else None
            found.append({**row, "country": country, "evidence": evidence, **_lost(cut, ids)})
    return found


def _graph(rows: Rows) -> tuple[list[str], list[tuple[int, int]], dict[tuple[int, int], Row]]:
    """Actors in the order of their ids, each pair of their places that is tied, and the first row of each pair."""
    ids = sorted({str(row[end]) for row in rows for end in ("source", "target")})
    place = {ident: at for at, ident in enumerate(ids)}
    first: dict[tuple[int, int], Row] = {}
    for row in rows:
        a, b = place[row["source"]], place[row["target"]]
        if a != b:
            first.setdefault((a, b) if a < b else (b, a), row)
    return ids, sorted(first), first


def _lost(cut: Any, ids: Sequence[str]) -> dict[str, Any]:
    lost = sorted(ids[at] for at in cut.lost)
    case = "named" if lost else "many"
    return {"pieces": cut.pieces, "cut": cut.cut, "lost": lost, "case": case, "weight": cut.cut}


def _critical(rows: Rows, network: Network, options: Mapping[str, float]) -> list[dict[str, Any]]:
    from queries.shared_subject import critical_pairs

    found = []
    for kind in sorted({row.get("kind") or "" for row in rows}):
        mine = [row for row in rows if (row.get("kind") or "") == kind]
        for pair in critical_pairs(network, mine, least=int(options["at_least"])):
            countries = {_country(network, pair.a), _country(network, pair.b)}
            found.append({
                "a": pair.a, "b": pair.b, "subjects": list(pair.subjects), "triads": pair.weight,
                "evidence": list(pair.evidence), "weight": pair.weight,
                "country": countries.pop() if len(countries) == 1 else None,
            })  # fmt: skip
    return found


def _nearest(rows: Rows, network: Network, options: Mapping[str, float]) -> list[dict[str, Any]]:
    """Each actor and the nearest in a neighbouring country within `km`, if the two have no tie."""
    from queries.nearness import nearest_abroad
    from queries.shared_subject import tied_pairs

    placed = [row for row in rows if row["lat"] is not None and row["lon"] is not None]
    pairs = nearest_abroad(placed, km=options["km"])
    tied = tied_pairs(network, [(a, b) for a, b, _ in pairs])
    return [
        {"a": a, "b": b, "km": round(km), "country": None, "weight": 1.0}
        for (a, b, km), has_tie in zip(pairs, tied, strict=True) if not has_tie
    ]  # fmt: skip


def _quotient(rows: Rows, network: Network, options: Mapping[str, float]) -> list[dict[str, Any]]:
    """Groups whose share of the ties is less than `below` of their share of the actors (the location quotient)."""
    found: list[dict[str, Any]] = []
    for dimension in dict.fromkeys(row["dimension"] for row in rows):
        mine = [row for row in rows if row["dimension"] == dimension and row["part"]]
        actors, ties = Counter(row["part"] for row in mine), Counter[str]()
        for row in mine:
            ties[row["part"]] += row["ties"]
        all_ties = sum(ties.values())
        for part in sorted(actors):
            if actors[part] < options["at_least"] or not all_ties:
                continue
            share, due = ties[part] / all_ties, actors[part] / len(mine)
            if share < options["below"] * due:
                found.append({
                    "dimension": dimension, "part": part, "actors": actors[part], "ties": ties[part],
                    "share": f"{share:.0%}", "due": f"{due:.0%}", "quotient": round(share / due, 2),
                    "country": part if dimension == "country" else None, "weight": actors[part],
                    "case": dimension,
                })  # fmt: skip
    return found


def _disagreements(rows: Rows, network: Network, options: Mapping[str, float]) -> list[dict[str, Any]]:
    """Where sources disagree about an actor or a tie of the rows: each property with what is said of it."""
    from graphmodel.findings import Evidence
    from queries.languages import listed

    asked = {row["subject"]: row for row in rows}
    properties = network.schema.node_properties
    sources = network.sources.to_dict("records")
    titles = {
        lang: {row["id"]: quoted(row["title"], lang) if row["title"] else row["id"] for row in sources}
        for lang in _ANSWERS
    }
    date = {row["id"]: row["published"] or row["read_on"] for row in sources}
    said: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for row in network.conflicts().to_dict("records"):
        if row["subject"] in asked:
            said.setdefault((row["subject"], row["property"]), []).append((row["value"], row["source"]))
    found = []
    for (subject, name), values in said.items():
        about_tie = name == "tie"
        by_value: dict[str, list[str]] = {}
        for value, cited in values:
            by_value.setdefault(value, []).extend(ident for ident in cited.split(";") if ident)
        counted = name in properties and properties[name].type == "count"
        words = {
            lang: [
                f"{isolated(shown, lang)} ({listed([titles[lang].get(ident, ident) for ident in named], lang)})"
                if named else shown
                for value, named in by_value.items()
                for shown in (figure(value) if counted else _ANSWERS[lang].get(value, value) if about_tie else value,)
            ]
            for lang in _ANSWERS
        }  # fmt: skip
        evidence = [
            Evidence(source=ident, claim=f"{value}:{subject}" if about_tie else f"{name}={value}:{subject}",
                     date=date.get(ident, ""))
            for value, cited in values for ident in cited.split(";")
        ]  # fmt: skip
        found.append({
            **asked[subject], "property": name, "said": words["en"],
            "said_ar": [_FROM_THE_RIGHT + text for text in words["ar"]], "evidence": evidence,
            "case": "tie" if about_tie else "value",
        })  # fmt: skip
    return found


_FROM_THE_RIGHT = "\u200f"
"""Begins an item of Arabic that holds titles in Latin letters: what isolates it takes the direction of its first letter."""
_ANSWERS: Mapping[str, Mapping[str, str]] = {"en": {}, "ar": {"yes": "نعم", "no": "لا"}}
"""What sources say of a tie, where a language has other words for it than the files."""


def _country(network: Network, ident: str) -> str | None:
    return network.country_of(ident) or None


MEASURES: Mapping[str, Measure] = {
    "articulation": Measure(
        _articulation, ("source", "target"), ("actor", "country", "cut", "pieces", "lost", "case"), {"at_least": 1},
        "actors without whom others lose every path to the rest (articulation points)",
    ),
    "bridges": Measure(
        _bridges, ("source", "target"), ("cut", "pieces", "lost", "case", "country"), {"at_least": 1},
        "ties whose loss cuts a part off (bridges); if a column `across` is returned, only where it is true",
    ),
    "critical": Measure(
        _critical, ("actor", "subject"), ("a", "b", "subjects", "triads", "country"), {"at_least": 2},
        "ties whose loss opens most triads: the two share at least so many subjects",
    ),
    "nearest_abroad": Measure(
        _nearest, ("actor", "country", "lat", "lon", "neighbours"), ("a", "b", "km"), {"km": 75},
        "each actor and the nearest of a neighbouring country, if they have no tie",
    ),
    "share": Measure(
        _quotient, ("actor", "dimension", "part", "ties"), ("actors", "share", "due", "quotient", "case"),
        {"below": 0.5, "at_least": 5},
        "groups whose share of the ties is below so much of their share of the actors (location quotient)",
    ),
    "disagreements": Measure(
        _disagreements, ("subject", "country"), ("property", "said", "said_ar", "case"), {},
        "what sources say differently of an actor or tie",
    ),
}  # fmt: skip
"""All measures by the name that a rule gives them."""

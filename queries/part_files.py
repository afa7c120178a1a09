"""Whether the front matter of a part of a score is as it should be; every fault with what was expected and found."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from typing import Any

from graphmodel.nearest import nearest

__all__ = ["CRITERION", "MEASURES", "SETS", "part_faults"]

CRITERION = {
    "share": "Its share of the part; equal shares without.",
    "for": "The sentence for a value from one half on. A mapping is chosen from by the column `NAME_case`.",
    "against": "The sentence for a value below one half.",
    "question": "What would settle it, if it is not known. A mapping is chosen from by the column `NAME_unknown`.",
    "missing": "`{tie, from, to}`: known, and 0, only if a source reports that tie missing or a full list lacks it.",
    "measure": "What gives the value instead of a column: context, the likeness of two actors.",
    "note": "A sentence beside the reason, if the columns that it names hold something.",
    "fill": "Where in the files an answer would be written.",
    "borders": "Two columns with countries: whether they share a border is looked up where the sheets do not say.",
    "ar": "The same sentences in Arabic.",
}
"""Fields of a criterion, and what each means."""

MEASURES = ("context",)
"""What may give a criterion's value instead of a column."""

SETS = ("reach", "spread")
"""Parts of a choice of pilots that belong to the set of them, not to one of them."""

_GIVEN = ("candidate", "city", "giver", "taker")
"""What a sentence may name beside the columns."""

_MEASURED = ("label", "ours", "theirs", "times")
_NAMED = re.compile(r"\{(\w+)\}")

Fault = tuple[str, str, str]
"""What was expected, what was found, how to mend it."""


def part_faults(matter: Mapping[str, Any]) -> Iterator[Fault]:
    """Faults of a part's front matter: weight, criteria and their sentences, labels.

    Examples
    --------
    >>> next(part_faults({"weight": -1, "criteria": {"sea": {"for": "By the sea."}}, "columns": ["candidate", "sea"]}))
    ('weight: a number from 0 on', '-1', 'write // weight: 0.1')
    """
    if "weight" in matter and not _is_number(matter["weight"]):
        yield "weight: a number from 0 on", str(matter["weight"]), "write // weight: 0.1"
    steps = matter.get("steps", 1)
    if isinstance(steps, bool) or not isinstance(steps, int) or steps < 1:
        yield "steps: a whole number from 1 on", str(steps), "write // steps: 2"
    if "set" in matter and matter["set"] not in SETS:
        yield f"set: {' or '.join(SETS)}", str(matter["set"]), "write one of them, or criteria instead"
    if "weight" in matter and "criteria" not in matter and "set" not in matter:
        yield "criteria, since it has a weight", "none", _EXAMPLE
    if "criteria" in matter:
        yield from _scored_faults(matter)


def _scored_faults(matter: Mapping[str, Any]) -> Iterator[Fault]:
    if matter.get("counts", "gives") not in ("gives", "takes"):
        yield "counts: gives or takes; without it a part counts both ways", str(matter["counts"]), "write one of them"
    columns = matter.get("columns")
    columns = [str(name) for name in columns] if isinstance(columns, list) else []
    if columns and "candidate" not in columns:
        yield "a column 'candidate', the id of the city that a row is about", ", ".join(columns), "add it to columns"
    criteria = matter.get("criteria")
    if not isinstance(criteria, dict) or not criteria:
        yield "criteria: a name for each, with share, for, question", str(criteria), _EXAMPLE
        return
    for name, spec in criteria.items():
        yield from _criterion_faults(str(name), spec, columns)
    yield from _label_faults(matter, columns)


_EXAMPLE = (
    'write // criteria: {sea: {for: "{candidate} lies by the sea.", question: "Does {candidate} lie by the sea?"}}'
)


def _criterion_faults(name: str, spec: Any, columns: list[str]) -> Iterator[Fault]:
    if not isinstance(spec, dict):
        yield f"criterion '{name}' with share, for, question", str(spec), _EXAMPLE
        return
    for key in spec:
        if key not in CRITERION:
            close = nearest(str(key), list(CRITERION))
            yield f"criterion '{name}': a known field", str(key), f"write {close}" if close else "remove it"
    measured = "measure" in spec
    if measured and spec["measure"] not in MEASURES:
        yield f"criterion '{name}': a measure ({', '.join(MEASURES)})", str(spec["measure"]), "write one of them"
    if not measured and columns and name not in columns:
        yield f"criterion '{name}': a column of that name", ", ".join(columns), f"return … AS {name}, or rename it"
    named = spec.get("borders", [])
    if "borders" in spec and not (isinstance(named, list) and len(named) == 2 and {*named} <= {*(columns or named)}):
        yield f"criterion '{name}': borders with two columns", str(named), "write borders: [home, country]"
    if "share" in spec and not (_is_number(spec["share"]) and spec["share"] > 0):
        yield f"criterion '{name}': a share above 0", str(spec["share"]), "write share: 1"
    if not spec.get("for"):
        yield f"criterion '{name}': the sentence 'for'", "none", "say what speaks for a candidate"
    if spec.get("missing") is not None:
        ends = spec["missing"]
        if not isinstance(ends, dict) or set(ends) != {"tie", "from", "to"}:
            yield f"criterion '{name}': missing with tie, from, to", str(ends), "name the tie whose absence is meant"
        if not spec.get("against"):
            yield f"criterion '{name}': the sentence 'against'", "none", "say what a reported absence means"
    yield from _sentence_faults(name, spec, columns, measured)


def _sentence_faults(name: str, spec: Mapping[str, Any], columns: list[str], measured: bool) -> Iterator[Fault]:
    known = {*columns, *_GIVEN, *(_MEASURED if measured else ())}
    for field in ("for", "against", "question", "note"):
        cases = spec.get(field)
        if isinstance(cases, dict) and field in ("for", "against") and not measured and f"{name}_case" not in columns:
            yield f"criterion '{name}': a column '{name}_case' that chooses among its sentences", "none", "return it"
        for text in cases.values() if isinstance(cases, dict) else [cases or ""]:
            for word in _NAMED.findall(str(text)) if columns else ():
                if word not in known:
                    yield f"criterion '{name}', {field}: the name of a column", word, _nearest(word, sorted(known))


def _label_faults(matter: Mapping[str, Any], columns: list[str]) -> Iterator[Fault]:
    labels = matter.get("labels")
    if labels is not None and not isinstance(labels, dict):
        yield "labels: a sentence for each value of the column 'label'", str(labels), "write // labels: {name: …}"
    if "label" in columns and not labels:
        yield "labels: a sentence for each value of the column 'label'", "none", "declare them"


def _nearest(word: str, names: list[str]) -> str:
    close = nearest(word, names)
    return f"write {{{close}}}" if close else "return such a column"


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < math.inf

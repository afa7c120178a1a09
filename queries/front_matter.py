"""Fields of the front matter of a query: which there are in each family, what each means, and which are needed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["FAMILIES", "FIELDS", "Field", "known_fields", "needed_fields"]


@dataclass(frozen=True, slots=True)
class Field:
    """A field: what it means, how it is written, and whether a file must have it."""

    about: str
    example: str
    needed: bool = False


_EVERY = {
    "title": Field(
        "What it is called, by language; a bare text is English.", '{en: "Plan not received", ar: "…"}', True
    ),
    "answers": Field("The question that it answers, in a sentence.", "Which cities have not received a plan?", True),
    "columns": Field("Names of the columns that RETURN gives, in their order.", "[city, plan, country]", True),
    "parameters": Field(
        "Values that it takes, by name: type, description, default.", "{months: {type: months, default: 24}}"
    ),
    "reference": Field("After whom, or what, it is.", '"Burt 2000, Decay functions"'),
}

_SENTENCES = (
    "Sentences name columns in braces. A mapping holds one for each value of the column `case`, and may lie by language: "
    "`{en: {none: …, some: …}, ar: {…}}`. `{peers:one city|# cities}` is the form that a number asks for; `{count cities}` so many "
    "of their kind, `{in events}` at or in them, `{those events}` who is in them, `{label property}` the name of a property."
)

_GAPS = {
    "because": Field(f"Why a row is a gap. {_SENTENCES}", '"{city} has no coordination body on record."', True),
    "mend": Field("How to close it; chosen from by the column `mend_case`.", '"Ask {city} whether it has one."', True),
    "mend_group": Field(
        "How to close a finding that stands for a group of pairs.", '"Bring the members of {subjects} together."'
    ),
    "missing": Field(
        "The tie whose absence is meant: its kind, and the columns that its ends stand in, or some KIND in {country}. From it "
        "follow how sure the gap is, whether an open claim closes it, and its line on the map.",
        '{tie: HAS_BODY, from: city, to: "some CoordinationBody in {country}"}',
    ),
    "certainty": Field(
        "How we know, if that does not follow from `missing`: reported, observed, unrecorded.", "reported"
    ),
    "severity": Field("Its priority, if that does not follow from `foreseen` and paths: high, medium, low.", "medium"),
    "section": Field("Where it stands in the list, if not where its certainty puts it.", "fragile"),
    "weight": Field("The column that orders gaps of one priority; 1 without.", "cities"),
    "weighs": Field("What the weight counts, for `gaps --explain`.", '"cities of the country that are here"'),
    "foreseen": Field("The column that is true if a strategy, plan or memorandum foresees the tie.", "foreseen"),
    "key": Field("Columns that make the id of a gap its own, beside the rule and the ends.", "[plan]"),
    "identity": Field("Columns that are the id of a gap, instead of the ends.", "[tie]"),
    "pairs": Field(
        "Rows are members of subjects (columns actor, subject, country, evidence); gaps are pairs of members without the "
        "tie of `missing`: `share` subjects at least, and one finding for a subject with more than `group_above`.",
        "{share: 1, group_above: 6}",
    ),
    "yields": Field("Whether it leaves out what another rule says of the same tie.", "true"),
    "closed_by": Field("any: a claim with an open end closes the gap whomever it may mean.", "any"),
    "measure": Field(
        "What Cypher cannot reckon: one of the [measures](queries.md#measures), with its options.",
        "{bridges: {at_least: 2}}",
    ),
}

_SCORED = {
    "labels": Field(
        "A sentence for each value of the column `label`.", '{continue: "{taker} already learns from {giver}"}'
    ),
    "spelled": Field("Columns of language codes, which sentences give by name.", "[shared]"),
    "texts": Field(
        "For a column, the piece of text that a sentence puts in place of each of its values.",
        "{there: {one: …, many: …}}",
    ),
    "texts_ar": Field("The same in Arabic.", "{there: {one: …, many: …}}"),
}

_PARTNERS = {
    "weight": Field("Its share of the score, from 0 on; all weights together count as 1.", "0.1", True),
    "criteria": Field(
        "By name of a column that is 0 to 1, or null if it is not known: see below.",
        '{sea: {for: "…", question: "…"}}',
        True,
    ),
    "counts": Field("gives or takes: only when the city that asks does so; both ways without.", "gives"),
    **_SCORED,
    "labels_ar": Field("The labels in Arabic.", '{continue: "…"}'),
    "vetoes": Field("Labels that leave a pair out of plans.", "[declined]"),
    "ranker": Field("The kind of tie that the link ranker foresees, for the column `foreseen`.", "TEACHES_WITH"),
}

_PILOTS = {
    "weight": Field("Its share of the score of a set of pilots.", "0.2"),
    "criteria": Field("As of a part of the partner score.", '{body: {for: "…", question: "…"}}'),
    "set": Field("reach or spread: what belongs to the set of pilots, not to one of them.", "reach"),
    "steps": Field("How many ties learning travels.", "2"),
    "mend": Field("What to write into the files if the query finds no candidate.", '"add a row of kind Programme"'),
    **_SCORED,
}

FIELDS: Mapping[str, Mapping[str, Field]] = {
    "gaps": {**_EVERY, **_GAPS},
    "partners": {**_EVERY, **_PARTNERS},
    "pilots": {**_EVERY, **_PILOTS},
    "structure": _EVERY,
    "overview": _EVERY,
}
"""Fields by family. A family is a folder of the catalogue, and of a network's own `queries/`."""

FAMILIES = tuple(FIELDS)


def known_fields(family: str) -> frozenset[str]:
    """Names of the fields that a file of the family may have."""
    return frozenset(FIELDS[family])


def needed_fields(family: str) -> list[str]:
    """Names of those that it must have, in order of the alphabet."""
    return sorted(name for name, field in FIELDS[family].items() if field.needed)

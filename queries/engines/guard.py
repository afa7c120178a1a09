"""Free-text Cypher only reads, by construction: a text that the grammar of reading cannot follow is not run.

Opening an engine read-only is not enough on any engine: files, procedures and second statements get through.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from graphmodel.errors import UsageProblem
from graphmodel.nearest import nearest
from queries.engines.properties import known_properties
from queries.engines.reading import Reading, parse, place, pointed
from queries.engines.shape import NODE_LABELS, TIE_TYPES

if TYPE_CHECKING:
    from graphmodel.schema import Schema

__all__ = ["check", "check_arrows", "check_names", "check_parameters", "doubts", "portable", "read"]


@lru_cache(maxsize=512)
def read(text: str) -> Reading:
    """What a text asks, if it only reads.

    Raises
    ------
    Refused
        If it does more than read: a clause, procedure or function that is not on the lists, or a second statement.
    UsageProblem
        If it does not follow the grammar, or uses a name that nothing has. Both name the place.

    Examples
    --------
    >>> reading = read("MATCH (c:City) WHERE c.set = $x RETURN c.id AS city, c.name // DELETE")
    >>> reading.columns, [label.value for label in reading.labels], [p.value for p in reading.parameters]
    (('city', 'c.name'), ['City'], ['x'])
    """
    return parse(text)


def check(text: str, schema: Schema, parameters: Mapping[str, Any] | None = None) -> Reading:
    """Read a text and check its names and parameters: what an engine does before it runs one."""
    reading = read(text)
    check_names(reading, schema)
    check_arrows(reading, schema)
    check_parameters(reading, parameters or {})
    return reading


def check_names(
    reading: Reading, schema: Schema, labels: Iterable[str] = NODE_LABELS, types: Iterable[str] = TIE_TYPES
) -> None:
    """Every label and type is one of the schema, or one of the engine's own.

    Raises
    ------
    UsageProblem
        For the first that is not, with the nearest that is: an empty table would hide the slip.
    """
    known_labels, known_types = {*schema.nodes, *labels}, {*schema.ties, *types}
    for tokens, known, what in (
        (reading.labels, known_labels, "label"),
        (reading.types, known_types, "relationship type"),
    ):
        for token in tokens:
            if token.value not in known:
                close = nearest(token.value, sorted(known))
                hint = f"; did you mean '{close}'?" if close else f"; it has {', '.join(sorted(known))}"
                message = f"{what} '{token.value}' is not in this network's schema{hint}"
                raise UsageProblem(pointed(reading.text, token.start, message))


def check_arrows(reading: Reading, schema: Schema) -> None:
    """No arrow is set on a tie without direction: its ends are stored in the order of their ids, so an arrow finds some.

    Raises
    ------
    UsageProblem
        For the first that is, with how to write it.
    """
    for arrow in reading.arrows:
        for token in arrow.types:
            kind = schema.ties.get(token.value)
            if kind is not None and not kind.directed:
                types = "|".join(dict.fromkeys(other.value for other in arrow.types))
                message = (
                    f"{kind.name} has no direction, so an arrow finds it from one end only; write -[:{types}]-, and for "
                    f"each tie once -[t:{types}]- … WHERE startNode(t).id = a.id"
                )
                raise UsageProblem(pointed(reading.text, arrow.token.start, message))


def doubts(reading: Reading, schema: Schema) -> list[tuple[int, str]]:
    """Properties that no node and no relationship has: where each stands, and a sentence with the nearest that there is.

    Only what is surely asked of a node or relationship counts; a map may have any key.

    Examples
    --------
    >>> from graphmodel.schema import builtin_schema
    >>> doubts(read("MATCH (c:City) RETURN c.populaton AS people"), builtin_schema())
    [(24, "no node or relationship has a property 'populaton'; did you mean 'population'?")]
    """
    known = known_properties(schema)
    found = {}
    for token in reading.properties:
        if token.value not in known:
            close = nearest(token.value, sorted(known))
            hint = f"; did you mean '{close}'?" if close else "; docs/graph.md lists those that there are"
            found[token.start] = f"no node or relationship has a property '{token.value}'{hint}"
    return sorted(found.items())


def check_parameters(reading: Reading, parameters: Mapping[str, Any]) -> None:
    """Every parameter of the text has a value.

    Raises
    ------
    UsageProblem
        For the first that has none.
    """
    for token in reading.parameters:
        if token.value not in parameters:
            given = f"; given are {', '.join(sorted(parameters))}" if parameters else ""
            message = f"parameter '{token.value}' has no value{given}"
            raise UsageProblem(pointed(reading.text, token.start, message))


def portable(text: str) -> list[str]:
    """What in a text does not mean the same on every engine, one sentence each; empty if all does.

    Examples
    --------
    >>> portable("MATCH (c:City) WHERE isEmpty(c.name) RETURN c.id AS id ORDER BY id")
    ['line 1, column 22: instead of isEmpty(…) write size(…) = 0']
    """
    reading = read(text)
    found = [(note.position, f"instead of {note.what} write {note.instead}") for note in reading.notes]
    found += [(start, "instead of /* … */ write //") for start in _block_comments(reading)]
    lines = []
    for position, sentence in sorted(set(found)):
        line, column = place(text, position)
        lines.append(f"line {line}, column {column}: {sentence}")
    return lines


def _block_comments(reading: Reading) -> Iterable[int]:
    end = 0
    for token in reading.tokens:
        gap = reading.text[end : token.start]
        at = 0
        while (at := _next_comment(gap, at)) >= 0:
            if gap.startswith("/*", at):
                yield end + at
                at = gap.index("*/", at + 2) + 2
            else:
                at = min((e for e in (gap.find("\n", at), gap.find("\r", at)) if e >= 0), default=len(gap))
        end = token.end


def _next_comment(gap: str, at: int) -> int:
    return min((start for start in (gap.find("//", at), gap.find("/*", at)) if start >= 0), default=-1)

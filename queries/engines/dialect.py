"""A text as the embedded engine reads it best, and without what the engine would add of its own.

The engine keeps two properties of its own on whatever it holds, `title` and `type`. Nobody has written them and a
server has none, so a text does not see them.
"""

from __future__ import annotations

from collections.abc import Iterator

from queries.engines.reading import Reading, blanked
from queries.engines.reading.words import FORBIDDEN, KEYWORDS

__all__ = ["OWN_PROPERTIES", "STARRED", "dialect"]

OWN_PROPERTIES = ("title", "type")
"""Properties that the engine adds; no kind may have one of these names (a test sees to it)."""

STARRED = "liaison:starred"
"""Key of a map made of `n {.*, …}`: the keys that were written out beside the star."""


def dialect(reading: Reading) -> str:
    """The text without comments, with names in backticks where the engine would take them for words of its own."""
    text = blanked(reading.text, reading.tokens)
    edits = sorted([*_words(reading), *_own_properties(reading), *_functions(reading), *_stars(reading)])
    pieces: list[str] = []
    at = 0
    for start, end, instead in edits:
        pieces += [text[at:start], instead]
        at = max(at, end)
    return "".join([*pieces, text[at:]])


Edit = tuple[int, int, str]
"""From where to where, and what stands there instead."""


def _words(reading: Reading) -> Iterator[Edit]:
    own = {token.start for token in reading.properties if token.value in OWN_PROPERTIES}
    for token in reading.names:
        if token.kind == "name" and not _plain_name(token.value) and token.start not in own:
            yield token.start, token.end, f"`{token.value}`"
    for before, token, after in zip(reading.tokens, reading.tokens[1:], reading.tokens[2:], strict=False):
        if token.word == "COUNT" and before.is_sign("(") and after.is_sign("{"):
            # Right after a bracket it would take COUNT { … } for a node that is called so.
            yield token.start, token.start, "0 + "
    for token in reading.tokens:
        if token.is_sign(";"):
            yield token.start, token.end, ""


_ENGINE_WORDS = KEYWORDS | FORBIDDEN | frozenset(
    "ALL ANY ASC ASCENDING BY COUNT DESC DESCENDING DISTINCT EXISTS HAVING LIMIT NONE OPTIONAL ORDER OVER PARTITION "
    "SINGLE SKIP".split()
)  # fmt: skip


def _plain_name(name: str) -> bool:
    return name.isascii() and name.upper() not in _ENGINE_WORDS


def _own_properties(reading: Reading) -> Iterator[Edit]:
    """Asked for by name they are nothing, as on a server: a name is asked for instead that nothing has."""
    place = {token.start: number for number, token in enumerate(reading.tokens)}
    for token in reading.properties:
        if token.value not in OWN_PROPERTIES:
            continue
        number = place[token.start]
        dot, before = reading.tokens[number - 1], reading.tokens[number - 2]
        if token.kind == "string":
            yield token.start, token.end, f"'_{token.value}'"
        elif dot.is_sign(".") and (before.is_sign("{") or before.is_sign(",")):
            yield dot.start, token.end, f"{token.value}: null"
        else:
            yield token.start, token.end, f"_{token.value}"


def _functions(reading: Reading) -> Iterator[Edit]:
    """keys(…) of anything but a map is without them; a node stands for its properties, which `_plain` gives."""
    own = ", ".join(f"'{name}'" for name in OWN_PROPERTIES)
    for call in reading.calls:
        if call.name == "keys":
            hidden = f"_key IN [{own}] AND NOT valueType(_of) STARTS WITH 'MAP'"
            yield call.token.start, call.open + 1, "head([_of IN ["
            yield call.close, call.close + 1, f"] | [_key IN keys(_of) WHERE NOT ({hidden})]])"
        elif call.name == "properties":
            yield call.token.start, call.open + 1, "("


def _stars(reading: Reading) -> Iterator[Edit]:
    """`n {.*}` is the node; beside other keys, a mark tells which of them were written out."""
    for star in reading.stars:
        if not star.keys:
            yield star.open, star.close + 1, ""
        else:
            keys = ", ".join("'" + key.replace("\\", "\\\\").replace("'", "\\'") + "'" for key in star.keys)
            yield star.token.end, star.token.end, f", `{STARRED}`: [{keys}]"

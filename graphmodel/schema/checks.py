"""Checks of the fields of a kind's file, each of which ends in a sentence and never in a crash."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from graphmodel.names import fold
from graphmodel.nearest import nearest
from graphmodel.schema.fields import PROPERTY_FIELDS

__all__ = [
    "ENGINE_NAMES",
    "SENSITIVE",
    "Fault",
    "check_name",
    "check_property",
    "flag",
    "number",
    "refused",
    "single",
    "table",
]

REFUSED = ("suspect", "beneficiary", "case", "offender", "victim", "returnee", "radicalised", "extremist")
"""Words for persons who are watched, suspected or served: no kind is called so, in the singular or the plural."""

SENSITIVE = (
    "religion", "ethnicity", "nationality", "date_of_birth", "birth_date", "birthday", "health", "conviction",
    "home_address", "phone", "mobile", "passport", "gender",
)  # fmt: skip
"""Columns that hold what this software should not hold about persons."""

ENGINE_NAMES = (
    "Actor", "Claim", "Source", "Coverage", "Caveat", "LiaisonNetwork", "ACTS_FOR", "CITES", "FROM_ACTOR", "TO_ACTOR",
    "ABOUT", "SCOPE",
)  # fmt: skip
"""What an engine calls claims, sources and lists beside the kinds: a kind of that name would be mixed up with them."""

_RESERVED = (
    "title",
    "type",
    "when",
    "id",
    "labels",
    "kind",
    "first_day",
    "last_day",
    "tlp",
    "implied",
    "derived",
    "key",
)


class Fault(Exception):
    """One thing wrong with one file; turned into a Problem where the file is known."""

    def __init__(self, expected: str, found: str, mend: str, code: str = "bad-schema") -> None:
        super().__init__(expected)
        self.expected, self.found, self.mend, self.code = expected, found, mend, code


def refused(text: str) -> bool:
    """Whether a word marks persons in a way that this software refuses.

    Examples
    --------
    >>> refused("Suspects"), refused("Beneficiaries"), refused("Showcase")
    (True, True, False)
    """
    words = {fold(word) for word in re.findall(r"[A-Z]?[a-z0-9]+|[^\W\d_]+", text)}
    singular = words | {word.removesuffix("s") for word in words} | {word.removesuffix("ies") + "y" for word in words}
    return bool(singular & set(REFUSED))


def check_name(name: str, body: Mapping[str, Any]) -> None:
    """Check that the name of a kind is none of an engine's own, and that neither it nor its labels mark persons."""
    if name in ENGINE_NAMES:
        raise Fault(
            "a name that the engine does not use itself", f"'{name}'",
            f"choose another name; these are taken: {', '.join(ENGINE_NAMES)}",
        )  # fmt: skip
    labels = [body.get(key) for key in ("label", "plural")]
    texts = [name, *(text.get("en", "") if isinstance(text, dict) else str(text or "") for text in labels)]
    for text in texts:
        if refused(str(text)):
            raise Fault(
                "a kind of office, organisation, place or event", f"'{text}'",
                "leave persons who are suspected, served or watched out of this software", "refused-kind",
            )  # fmt: skip


def flag(name: str, body: Mapping[str, Any], key: str, default: bool) -> bool:
    """A field that is true or false; YAML reads a quoted 'no' as text, which must not count as true."""
    value = body.get(key, default)
    if not isinstance(value, bool):
        raise Fault(
            f"{key}: true or false", f"{value!r} in {name}", f"write {key}: true or {key}: false, without quotes"
        )
    return value


def single(name: str, body: Mapping[str, Any], key: str) -> str | None:
    """A field that holds one word, or none."""
    value = body.get(key)
    if value is not None and not isinstance(value, str):
        raise Fault(f"{key}: one name", f"{value!r} in {name}", f"write {key}: and one name")
    return value


def table(name: str, body: Mapping[str, Any], key: str, example: str) -> dict[str, Any]:
    """A field that holds further fields; blank counts as none."""
    value = body.get(key)
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise Fault(
            f"{key}: with fields below it", f"{value!r}{f' in {name}' if name else ''}", f"write {key}: {example}"
        )
    return value


def number(body: Mapping[str, Any], key: str, default: float) -> float:
    """A field that holds a number above 0."""
    value = body.get(key, default)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < 100:
        raise Fault(f"{key}: a number above 0", repr(value), f"write such as {key}: 2")
    return float(value)


def check_property(name: str, spec: Any) -> dict[str, Any]:
    """The fields of one property; raises Fault if it is none, or one that this software does not hold of persons."""
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name) or name in _RESERVED or name in _own_columns():
        raise Fault("a property in snake_case, not a reserved word", f"'{name}'", "choose another name")
    if name in SENSITIVE:
        raise Fault("no such data about persons", f"the property '{name}'", "leave it out", "sensitive-column")
    if spec is None:
        return {}
    if not isinstance(spec, dict):
        raise Fault("a property with its type", f"'{name}: {spec}'", f"write {name}: {{type: {spec}}}")
    for key in spec:
        if key not in PROPERTY_FIELDS:
            close = nearest(str(key), list(PROPERTY_FIELDS))
            mend = f"write {close}" if close else f"leave it out; a property has {', '.join(PROPERTY_FIELDS)}"
            raise Fault("a field that a property has", f"'{key}' in {name}", mend)
    return spec


def _own_columns() -> frozenset[str]:
    """Columns that each actor has whatever its kind is."""
    from graphmodel.columns import ACTOR_COLUMNS

    return frozenset(ACTOR_COLUMNS)

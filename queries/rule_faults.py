"""What is wrong with the front matter of a gap rule, beyond its fields: values, columns, kinds, and slots of sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from graphmodel.findings import CERTAINTIES, SECTIONS, SEVERITIES
from graphmodel.nearest import nearest
from queries.rule_measures import gives
from queries.sentences import WORDS, slots

if TYPE_CHECKING:
    from graphmodel.schema import Schema

__all__ = ["Fault", "rule_faults"]

PAIR_COLUMNS = ("actor", "subject", "country", "evidence")
_BEFORE = re.compile(r"\{(\w+) \w+\}")
_PAIR_SLOTS = ("a", "b", "subjects", "members", "open", "possible", "n")
_CHOICES: Mapping[str, Sequence[str]] = {"certainty": CERTAINTIES, "severity": SEVERITIES, "section": SECTIONS}


class Fault(NamedTuple):
    """One thing that is wrong: what was expected, what stands there, how to mend it."""

    expected: str
    found: str
    mend: str


def rule_faults(matter: Mapping[str, Any], schema: Schema) -> Iterator[Fault]:
    """Every fault of a gap rule's front matter.

    Parameters
    ----------
    matter : mapping
        The front matter; its fields are known ones, and `columns` is a list.
    schema : Schema
        Kinds that `missing` may name.
    """
    columns = [str(name) for name in matter.get("columns") or ()]
    columns += [name for name in gives(matter.get("measure")) if name not in columns]
    for field, choices in _CHOICES.items():
        value = matter.get(field)
        if value is not None and value not in choices:
            close = nearest(str(value), choices) or choices[0]
            yield Fault(f"{field}: {', '.join(choices)}", str(value), f"write // {field}: {close}")
    for field in ("weight", "foreseen"):
        if matter.get(field) is not None:
            yield from _column(str(matter[field]), columns, f"{field}: one of the columns")
    for field in ("key", "identity"):
        for name in matter.get(field) or ():
            yield from _column(str(name), columns, f"{field}: columns")
    if matter.get("yields") not in (None, True, False):
        yield Fault("yields: true or false", str(matter["yields"]), "write // yields: true, or leave it out")
    if matter.get("closed_by") not in (None, "any"):
        yield Fault("closed_by: any", str(matter["closed_by"]), "write // closed_by: any, or leave it out")
    pairs = "pairs" in matter
    if pairs:
        for name in PAIR_COLUMNS:
            yield from _column(name, columns, "the columns of a rule with pairs", add=True)
    for field in ("because", "mend", "mend_group"):
        yield from _sentences(field, matter.get(field), [*columns, *_PAIR_SLOTS] if pairs else columns)
    yield from _missing(matter.get("missing"), columns, schema, pairs=pairs)


def _column(name: str, columns: Sequence[str], expected: str, *, add: bool = False) -> Iterator[Fault]:
    if name not in columns:
        close = nearest(name, columns)
        mend = f"return it AS {name} and name it in columns" if add or not close else f"write {close}"
        yield Fault(f"{expected}: {', '.join(columns)}", name, mend)


def _sentences(field: str, value: Any, columns: Sequence[str]) -> Iterator[Fault]:
    for text in _texts(value):
        if not isinstance(text, str):
            yield Fault(f"sentences in '{field}'", str(text), "put the sentence in quotes")
            continue
        for word in _BEFORE.findall(text):
            if word not in WORDS:
                close = nearest(word, WORDS)
                yield Fault(
                    f"before a column in '{field}' one of {', '.join(WORDS)}", word,
                    f"write {close}" if close else "leave it out",
                )  # fmt: skip
        for name in slots(text):
            if name not in columns:
                close = nearest(name, columns)
                mend = f"write {{{close}}}" if close else "return it as a column, and name it in columns"
                yield Fault(f"{{column}} in '{field}', of {', '.join(columns)}", f"{{{name}}}", mend)


def _texts(value: Any) -> Iterator[Any]:
    if isinstance(value, Mapping):
        for inner in value.values():
            yield from _texts(inner)
    elif value is not None:
        yield value


def _missing(spec: Any, columns: Sequence[str], schema: Schema, *, pairs: bool) -> Iterator[Fault]:
    if spec is None:
        if pairs:
            yield Fault("missing: {tie: KIND}", "none", "name the kind of tie that a pair lacks")
        return
    needed = {"tie"} if pairs else {"tie", "from", "to"}
    if not isinstance(spec, Mapping) or set(spec) - (set() if pairs else {"key"}) != needed:
        yield Fault(
            f"missing with {', '.join(sorted(needed))}", str(spec), "write // missing: {tie: …, from: …, to: …}"
        )
        return
    tie = str(spec["tie"])
    if "{" in tie:
        for name in slots(tie):
            yield from _column(name, columns, "a column in missing")
    elif tie not in schema.ties:
        close = nearest(tie, schema.ties)
        yield Fault("a kind of tie of the schema in missing", tie, f"write {close}" if close else "add a file for it")
    if pairs:
        return
    if "key" in spec:
        yield from _column(str(spec["key"]), columns, "key of missing: one of the columns")
    kinds = {end: _end_kind(str(spec[end])) for end in ("from", "to")}
    for end, kind in kinds.items():
        yield from _end(str(spec[end]), kind, columns, schema)
    if tie in schema.ties and not _runs(schema, tie, kinds):
        runs = ", ".join(f"{a} → {b}" for a, b in schema.ties[tie].ends[:4])
        yield Fault(
            f"ends of {tie} in its direction ({runs})", f"from {spec['from']} to {spec['to']}", "exchange from and to"
        )


def _end(text: str, kind: str | None, columns: Sequence[str], schema: Schema) -> Iterator[Fault]:
    if text.startswith("some "):
        for name in slots(text):
            yield from _column(name, columns, "a column in missing")
        if kind is None or kind not in schema.nodes:
            close = nearest(kind or "", schema.nodes)
            mend = f"write some {close} in {{country}}" if close else "write such as some City in {country}"
            yield Fault("'some KIND' with a kind of the schema in missing", text, mend)
    else:
        yield from _column(text.strip("{}"), columns, "an end of missing: a column, or 'some KIND in {country}'")


def _end_kind(text: str) -> str | None:
    """The kind that an open end names; None for a column."""
    words = text.split()
    return words[1] if len(words) > 1 and words[0] == "some" else None


def _runs(schema: Schema, tie: str, kinds: Mapping[str, str | None]) -> bool:
    """Whether the tie may run between such ends; a column may hold any kind."""
    known = [None if kind is None or kind not in schema.nodes else (kind,) for kind in (kinds["from"], kinds["to"])]
    sources, targets = (tuple(schema.nodes) if one is None else one for one in known)
    return any(schema.fits(tie, a, b) for a in sources for b in targets)

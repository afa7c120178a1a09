"""Reads kinds from their YAML files: the built-in ones, and those of a network's own `schema/` folder."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from graphmodel.errors import DataProblems
from graphmodel.nearest import nearest
from graphmodel.problems import Problem
from graphmodel.schema.checks import Fault as _Fault
from graphmodel.schema.checks import check_name, check_property, flag, number, single, table
from graphmodel.schema.fields import NODE_FIELDS, TIE_FIELDS
from graphmodel.schema.kinds import (
    ANY,
    FAMILIES,
    LEVELS,
    SHAPES,
    Derived,
    Label,
    NodeKind,
    Property,
    Schema,
    TieKind,
)  # fmt: skip

__all__ = ["builtin_schema", "definition", "read_schema"]

BUILTIN = Path(__file__).parent


@cache
def builtin_schema() -> Schema:
    """The kinds that come with Liaison."""
    return read_schema()


def read_schema(*own: Path) -> Schema:
    """The built-in kinds and those of further folders, each with `nodes/*.yaml` and `ties/*.yaml`.

    Parameters
    ----------
    *own : Path
        Folders of a network's own kinds; one that does not exist counts as empty.

    Raises
    ------
    DataProblems
        With every fault in every file.
    """
    nodes: dict[str, NodeKind] = {}
    ties: dict[str, TieKind] = {}
    problems: list[Problem] = []
    places: dict[str, Path] = {}
    for folder in (BUILTIN, *own):
        for path, name, body in _bodies(folder / "nodes", problems):
            places[name] = path
            _collect(problems, path, nodes, name, lambda name=name, body=body: _node(name, body))
        for path, name, body in _bodies(folder / "ties", problems):
            places[name] = path
            _collect(problems, path, ties, name, lambda name=name, body=body: _tie(name, body))
    if not problems:
        problems.extend([*_dangling(nodes, ties, places), *_two_types(nodes, places)])
    if problems:
        raise DataProblems(problems)
    return Schema(nodes, ties)


def definition(kind: str, *own: Path) -> str:
    """The YAML that defines a kind of actor or tie, to be copied: from its file, or the part of it that is the kind's.

    Raises
    ------
    KeyError
        If no file defines it.

    Examples
    --------
    >>> print(definition("Mayor").splitlines()[0])
    Mayor:
    """
    for folder in (BUILTIN, *own):
        for path in [*sorted((folder / "nodes").glob("*.yaml")), *sorted((folder / "ties").glob("*.yaml"))]:
            text = path.read_text(encoding="utf-8")
            parts = re.split(r"(?m)^(?=[A-Za-z])", text)
            for part in parts:
                if re.match(rf"{re.escape(kind)}\s*:", part):
                    return text if len(parts) == 2 else part
    raise KeyError(kind)


def _bodies(folder: Path, problems: list[Problem]) -> Iterator[tuple[Path, str, dict[str, Any]]]:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    for path in sorted(folder.glob("*.yaml")):
        try:
            content = yaml.load(path.read_text(encoding="utf-8"), Loader=loader)
        except (yaml.YAMLError, UnicodeDecodeError) as error:
            problems.append(_problem(path, _Fault("YAML", str(error).splitlines()[0], "mend the YAML of this file")))
            continue
        if not isinstance(content, dict) or not all(isinstance(body, dict) for body in content.values()):
            fault = _Fault("'Kind: {…}'", type(content).__name__, "begin the file with the kind's name and a colon")
            problems.append(_problem(path, fault))
            continue
        for name, body in content.items():
            yield path, str(name), body


def _collect(problems: list[Problem], path: Path, kinds: dict[str, Any], name: str, make: Any) -> None:
    try:
        if name in kinds:
            raise _Fault(
                "a name that is not taken", f"'{name}' twice", "choose another name; use is_a to refine a kind"
            )
        kinds[name] = make()
    except _Fault as fault:
        problems.append(_problem(path, fault))


def _problem(path: Path, fault: _Fault) -> Problem:
    file = "/".join(path.parts[-3:])
    return Problem(fault.code, file, None, None, None, None, fault.expected, fault.found, fault.mend)


def _node(name: str, body: Mapping[str, Any]) -> NodeKind:
    _known_fields(name, body, NODE_FIELDS)
    if not re.fullmatch(r"[A-Z][A-Za-z0-9]*", name):
        raise _Fault("a kind's name in PascalCase", f"'{name}'", "write it like CivilSocietyGroup")
    check_name(name, body)
    label = _label(name, body, "label", required=True)
    level = str(body.get("level", "" if body.get("is_a") else "local"))
    if level and level not in LEVELS:
        raise _Fault(f"a level: {', '.join(LEVELS)}", f"'{level}'", f"write {nearest(level, LEVELS) or 'one of them'}")
    colour, shape, _ = _style(body)
    return NodeKind(
        name=name,
        label=label,
        plural=_label(name, body, "plural") or label,
        description=_label(name, body, "description"),
        level=level,
        is_a=single(name, body, "is_a"),
        synonyms=tuple(_listed(body.get("synonyms", []))),
        in_names=tuple(_listed(body.get("in_names", []))),
        positions=tuple(_listed(body.get("positions", []))),
        sits_in=tuple(_listed(body.get("sits_in", []))),
        counted=_counted(name, body),
        within=_label(name, body, "within"),
        those_within=_label(name, body, "those_within"),
        place=flag(name, body, "place", False),
        person=flag(name, body, "person", False),
        properties=_properties(body),
        colour=colour,
        shape=shape,
    )


def _tie(name: str, body: Mapping[str, Any]) -> TieKind:
    if "properties" in body:
        raise _Fault(
            "a kind of tie without properties of its own", f"'properties' in {name}",
            "leave it out; what a source says of one tie is a row of facts, with the tie's id",
        )  # fmt: skip
    _known_fields(name, body, TIE_FIELDS)
    if not re.fullmatch(r"[A-Z][A-Z0-9_]*", name):
        raise _Fault("a tie's name in UPPER_SNAKE", f"'{name}'", "write it like COOPERATES_WITH")
    check_name(name, body)
    between, undated, acts_for = body.get("between"), body.get("undated", "always"), body.get("acts_for")
    if between not in (None, "levels", "level"):
        raise _Fault("between: levels or level", f"'{between}'", "write levels, level, or leave it out")
    if undated not in ("always", "from_source"):
        raise _Fault("undated: always or from_source", f"'{undated}'", "write one of them, or leave it out")
    if acts_for not in (None, "from", "to"):
        raise _Fault("acts_for: from or to", f"'{acts_for}'", "name the end that the other one acts for")
    family = str(body.get("family", FAMILIES[-1]))
    if family not in FAMILIES:
        hint = f"write {nearest(family, FAMILIES) or 'one of them'}"
        raise _Fault(f"a family of ties: {', '.join(FAMILIES)}", f"'{family}'", hint)
    colour, _, width = _style(body)
    label = _label(name, body, "label", required=True)
    return TieKind(
        name=name,
        label=label,
        inverse=_label(name, body, "inverse") or label,
        description=_label(name, body, "description"),
        ends=tuple(_ends(body)),
        directed=flag(name, body, "directed", True),
        happens=flag(name, body, "happens", False),
        undated=undated,
        between=between,
        derived=_derived(body),
        acts_for=acts_for,
        family=family,
        colour=colour,
        width=width,
    )


def _known_fields(name: str, body: Mapping[str, Any], fields: Mapping[str, str]) -> None:
    for key in body:
        if key not in fields:
            close = nearest(str(key), sorted(fields))
            hint = f"write {close}" if close else f"leave it out; a kind has {', '.join(sorted(fields))}"
            raise _Fault("a field that a kind has", f"'{key}' in {name}", hint)


def _label(name: str, body: Mapping[str, Any], key: str, *, required: bool = False) -> Label:
    value = body.get(key)
    if isinstance(value, str):
        value = {"en": value}
    if value is None and not required:
        return {}
    if not isinstance(value, dict) or "en" not in value:
        raise _Fault(f"{key}: {{en: …}}", f"{value!r} in {name}", f"write {key}: {{en: some words, ar: …}}")
    return {str(language): str(text) for language, text in value.items()}


def _counted(name: str, body: Mapping[str, Any]) -> Label:
    """Forms of a number, as many as the language has."""
    found = _label(name, body, "counted")
    for language, text in found.items():
        forms, most = text.count("|") + 1, 5 if language == "ar" else 2
        if forms > most or "#" not in text:
            raise _Fault(
                f"counted: at most {most} forms apart by |, with # for the number", f"'{text}' in {name}",
                "write one city|# cities",
            )  # fmt: skip
    return found


def _style(body: Mapping[str, Any]) -> tuple[str, str, float]:
    style = table("", body, "style", '{colour: "#0072B2"}')
    colour, shape = str(style.get("colour", "#777777")), str(style.get("shape", "dot"))
    if not re.fullmatch(r"#[0-9A-Fa-f]{6}", colour):
        raise _Fault("a colour like #0072B2", f"'{colour}'", "write # and six hexadecimal digits")
    if shape not in SHAPES:
        raise _Fault(f"a shape: {', '.join(SHAPES)}", f"'{shape}'", f"write {nearest(shape, SHAPES) or 'one of them'}")
    return colour, shape, number(style, "width", 1.0)


def _properties(body: Mapping[str, Any]) -> dict[str, Property]:
    from graphmodel.types import TYPES

    found: dict[str, Property] = {}
    for name, given in table("", body, "properties", "{pupils: {type: count}}").items():
        spec = check_property(str(name), given)
        kind = str(spec.get("type", "text"))
        if kind not in TYPES:
            raise _Fault("a value type", f"'{kind}'", f"write {nearest(kind, TYPES) or 'one of ' + ', '.join(TYPES)}")
        label = _label(str(name), spec, "label") or {"en": str(name).replace("_", " ").capitalize()}
        found[name] = Property(
            name, kind, label, _label(str(name), spec, "description"), str(spec.get("unit", "")),
            str(spec.get("example", "")), flag(str(name), spec, "context", False),
        )  # fmt: skip
    return found


def _ends(body: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    ends = body.get("ends") or [{"from": ANY, "to": ANY}]
    for pair in ends:
        if not isinstance(pair, dict) or set(pair) != {"from", "to"}:
            raise _Fault("ends: a list of {from: Kind, to: Kind}", repr(pair), "write - {from: City, to: Plan}")
        for source in _listed(pair["from"]):
            for target in _listed(pair["to"]):
                yield source, target


def _listed(value: Any) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else [str(value)]


def _derived(body: Mapping[str, Any]) -> Derived | None:
    spec = body.get("derived")
    if spec is None:
        return None
    if (
        not isinstance(spec, dict)
        or spec.get("column") not in ("country", "city")
        or spec.get("row_is")
        not in (
            "from",
            "to",
        )
    ):
        raise _Fault("derived: {column: country or city, row_is: from or to}", repr(spec), "write it so")
    return Derived(spec["column"], spec["row_is"])


def _dangling(
    nodes: Mapping[str, NodeKind], ties: Mapping[str, TieKind], places: Mapping[str, Path]
) -> Iterator[Problem]:  # fmt: skip
    """Kinds that are named and not there, and `is_a` that goes in a circle."""
    for kind in nodes.values():
        if kind.is_a is not None and kind.is_a not in nodes:
            yield _unknown(places[kind.name], kind.name, kind.is_a, nodes)
        for other in kind.sits_in:
            if other not in nodes:
                yield _unknown(places[kind.name], kind.name, other, nodes)
        seen, current = {kind.name}, kind.is_a
        while current is not None and current in nodes:
            if current in seen:
                fault = _Fault("is_a without a circle", f"{kind.name} is a {current}", "leave one is_a out")
                yield _problem(places[kind.name], fault)
                break
            seen.add(current)
            current = nodes[current].is_a
    for tie in ties.values():
        for end in sorted({kind for pair in tie.ends for kind in pair}):
            if end != ANY and end not in nodes:
                yield _unknown(places[tie.name], tie.name, end, nodes)


def _two_types(nodes: Mapping[str, NodeKind], places: Mapping[str, Path]) -> Iterator[Problem]:
    """Properties that two kinds give two types: they share one column."""
    types: dict[str, tuple[str, str]] = {}
    for kind in nodes.values():
        for name, prop in kind.properties.items():
            first, type_ = types.setdefault(name, (kind.name, prop.type))
            if type_ != prop.type:
                fault = _Fault(
                    f"the type {type_}, which '{name}' has in {first}", f"'{prop.type}' in {kind.name}",
                    "give it that type, or another name",
                )  # fmt: skip
                yield _problem(places[kind.name], fault)


def _unknown(path: Path, where: str, name: str, nodes: Mapping[str, NodeKind]) -> Problem:
    close = nearest(name, nodes)
    mend = f"write {close}, or add a file for the kind" if close else "add a file for the kind"
    return _problem(path, _Fault("a kind of the schema", f"'{name}' in {where}", mend))

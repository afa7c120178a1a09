"""A query is one .cypher file: what it asks, and above it in comments what it is called and what its rows mean.

The front matter is YAML between two lines `// ---`, so that the whole file pastes into any Cypher console.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from graphmodel.errors import DataProblems, LiaisonError, UsageProblem
from graphmodel.nearest import nearest
from graphmodel.problems import Problem
from queries.front_matter import FAMILIES, known_fields, needed_fields
from queries.parameter import TYPES, Parameter
from queries.part_files import part_faults
from queries.rule_faults import rule_faults
from queries.rule_measures import measure_faults

if TYPE_CHECKING:
    from graphmodel.schema import Schema

__all__ = ["FAMILIES", "Parameter", "Query", "catalogue", "find_query", "parameters_of", "read_query"]

_FENCE = re.compile(r"//\s*---\s*")


@dataclass(frozen=True, slots=True)
class Query:
    """A file of the catalogue.

    Parameters
    ----------
    name : str
        Name of the file without its ending.
    family : {"gaps", "partners", "pilots", "structure", "overview"}
        Folder that it lies in.
    text : str
        The Cypher, with the front matter as the comments that it is.
    title : mapping of str to str
        By language.
    answers : str
        The question in a sentence.
    columns : tuple of str
        Names of the columns of its rows.
    parameters : mapping of str to Parameter
    fields : mapping of str to object
        The whole front matter.
    own : bool
        Whether it belongs to the network that is asked, and not to the catalogue.
    """

    name: str
    family: str
    text: str
    title: Mapping[str, str]
    answers: str
    columns: tuple[str, ...]
    parameters: Mapping[str, Parameter]
    fields: Mapping[str, Any] = field(repr=False)
    own: bool = False


def catalogue(
    folder: Path | None = None, *, schema: Schema, asked: Collection[tuple[str, str]] | None = None,
    families: Collection[str] = FAMILIES,
) -> list[Query]:  # fmt: skip
    """The built-in queries and those of a network's own `queries/`, by family and name.

    Parameters
    ----------
    folder : Path or None
        Folder of the network; None if it has none.
    schema : Schema
        Kinds that the network's own queries may name.
    asked : collection of (str, str), optional
        Family and name of those that are asked for: a fault in another file then does not matter, and that file is left
        out. All unless given.
    families : collection of str
        Families that are asked for; files of others are not read.

    Raises
    ------
    DataProblems
        If files of the network's own are at fault; all faults of all files, or of all that are asked for.
    """
    queries = [query for query in _builtin() if query.family in families]
    if folder is None or not (folder / "queries").is_dir():
        return queries
    problems: list[Problem] = []
    taken = {query.name for query in _builtin()}
    for family in (name for name in FAMILIES if name in families):
        for path in sorted((folder / "queries" / family).glob("*.cypher")):
            matters = asked is None or (family, path.stem) in asked
            try:
                query = _read_own(path, family, schema)
            except DataProblems as fault:
                problems += fault.problems if matters else []
                continue
            if query.name in taken:
                twice = _problem(path, 1, "a name that no other query has", path.stem, "rename the file")
                problems += [twice] if matters else []
                continue
            taken.add(query.name)
            queries.append(query)
    if problems:
        raise DataProblems(problems)
    return sorted(queries, key=lambda query: (FAMILIES.index(query.family), query.name))


def find_query(name: str, queries: Sequence[Query]) -> Query:
    """The query of that name.

    Raises
    ------
    UsageProblem
        If there is none, with the nearest name.
    """
    for query in queries:
        if query.name == name:
            return query
    close = nearest(name, [query.name for query in queries])
    raise UsageProblem(
        f"no query '{name}'" + (f"; did you mean '{close}'?" if close else "; `liaison queries` lists all")
    )


def read_query(text: str, name: str, family: str, *, file: str, own: bool = False) -> Query:
    """Read one file.

    Raises
    ------
    DataProblems
        If the front matter is missing, is no YAML, lacks a field or has an unknown one; all faults at once.
    """
    matter, line = _front_matter(text, file)
    faults = list(_faults(matter, family, file, line))
    if faults:
        raise DataProblems(faults)
    title = matter["title"]
    return Query(
        name=name, family=family, text=text, title=title if isinstance(title, dict) else {"en": str(title)},
        answers=str(matter["answers"]), columns=tuple(map(str, matter["columns"])),
        parameters=_parameters(matter),
        fields=matter, own=own,
    )  # fmt: skip


def parameters_of(text: str, *, file: str = "the query") -> dict[str, Parameter]:
    """The parameters that a text declares in its front matter, by name; none if it has no front matter.

    Raises
    ------
    DataProblems
        If there is front matter, and it is no YAML or declares parameters in another way.
    """
    if not any(_FENCE.fullmatch(line.strip()) for line in text.splitlines()):
        return {}
    matter, line = _front_matter(text, file)
    if faults := list(_parameter_faults(matter.get("parameters") or {}, file, line)):
        raise DataProblems(faults)
    return _parameters(matter)


def _parameters(matter: Mapping[str, Any]) -> dict[str, Parameter]:
    return {str(name): Parameter(str(name), **(spec or {})) for name, spec in (matter.get("parameters") or {}).items()}


@lru_cache(maxsize=1)
def _builtin() -> tuple[Query, ...]:
    """The files of the catalogue, read once: they are part of the program."""
    return tuple(_read_all())


def _read_all() -> Iterator[Query]:
    root = files("queries").joinpath("catalogue")
    for family in FAMILIES:
        folder = root.joinpath(family)
        if folder.is_dir():
            for entry in sorted(folder.iterdir(), key=lambda item: item.name):
                if entry.name.endswith(".cypher"):
                    yield _read_builtin(entry, family)


def _read_builtin(entry: Traversable, family: str) -> Query:
    text = entry.read_text(encoding="utf-8")
    return read_query(text, entry.name.removesuffix(".cypher"), family, file=f"{family}/{entry.name}")


def _read_own(path: Path, family: str, schema: Schema) -> Query:
    from queries.engines.guard import check, doubts, portable

    file = f"queries/{family}/{path.name}"
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise DataProblems([_problem(path, 1, "text in UTF-8", str(error), "save it as UTF-8")]) from None
    query = read_query(text, path.stem, family, file=file, own=True)
    slips = list(rule_faults(query.fields, schema)) if family == "gaps" else []
    try:
        reading = check(text, schema, dict.fromkeys(query.parameters))
    except LiaisonError as error:
        raise DataProblems(
            [_problem(path, 1, "a query that only reads, in Cypher", str(error), "mend the query")]
        ) from None
    faults = [_problem(path, 1, *slip) for slip in slips]
    faults += [
        _problem(path, 1, "Cypher that every engine understands alike", sentence, "write it so")
        for sentence in portable(text)
    ]
    faults += [
        _problem(path, 1, "properties that nodes or relationships have", sentence, "mend the name")
        for _, sentence in doubts(reading, schema)
    ]
    if reading.columns is not None and reading.columns != query.columns:
        found = ", ".join(reading.columns)
        faults.append(
            _problem(path, 1, f"RETURN gives the columns {', '.join(query.columns)}", found, "make them agree")
        )
    if faults:
        raise DataProblems(faults)
    return query


def _front_matter(text: str, file: str) -> tuple[dict[str, Any], int]:
    lines = text.splitlines()
    fences = [number for number, line in enumerate(lines) if _FENCE.fullmatch(line.strip())][:2]
    if len(fences) < 2:
        found = "no such lines" if not fences else "one such line"
        raise DataProblems([_problem(file, 1, "front matter in comments between two lines `// ---`", found, _EXAMPLE)])
    body = [re.sub(r"^\s*// ?", "", line) for line in lines[fences[0] + 1 : fences[1]]]
    try:
        matter = yaml.safe_load("\n".join(body))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        at = fences[0] + 2 + (mark.line if mark else 0)
        said = getattr(error, "problem", None) or "it does not parse"
        raise DataProblems(
            [_problem(file, at, "front matter in YAML", said, "put texts with a colon in quotes")]
        ) from None
    if not isinstance(matter, dict):
        raise DataProblems([_problem(file, fences[0] + 2, "fields such as `title: …`", str(matter), _EXAMPLE)])
    return matter, fences[0] + 1


_EXAMPLE = "begin with // ---, // title: …, // answers: …, // columns: [a, b], // ---"


def _faults(matter: Mapping[str, Any], family: str, file: str, line: int) -> Iterator[Problem]:
    known = known_fields(family)
    for name in needed_fields(family):
        if not matter.get(name) and matter.get(name) != 0:
            yield _problem(file, line, f"the field '{name}'", "none", f"add // {name}: …")
    for name in matter:
        if name not in known:
            close = nearest(str(name), sorted(known))
            yield _problem(file, line, "a known field", str(name), f"write {close}" if close else "remove it")
    if "measure" in matter:
        given = matter.get("columns")
        columns = [str(name) for name in given] if isinstance(given, list) else []
        yield from (_problem(file, line, *fault) for fault in measure_faults(matter["measure"], columns))
    if not isinstance(matter.get("columns"), (list, type(None))):
        yield _problem(file, line, "columns as a list", str(matter["columns"]), "write // columns: [a, b]")
    title = matter.get("title")
    if isinstance(title, dict) and ("en" not in title or any(len(str(lang)) != 2 for lang in title)):
        found = ", ".join(str(lang) for lang in title)
        mend = 'put a title with a comma in quotes: // title: {en: "One, two", ar: "…"}'
        yield _problem(file, line, "a title by language: en, ar", found, mend)
    yield from _parameter_faults(matter.get("parameters") or {}, file, line)
    if family in ("partners", "pilots"):
        yield from (_problem(file, line, *fault) for fault in part_faults(matter))


def _parameter_faults(parameters: Any, file: str, line: int) -> Iterator[Problem]:
    mend = "write // parameters: {name: {type: text, description: …}}"
    if not isinstance(parameters, dict):
        yield _problem(file, line, "parameters by name", str(parameters), mend)
        return
    for name, spec in parameters.items():
        if spec is not None and not isinstance(spec, dict):
            yield _problem(file, line, f"parameter '{name}' with type, description, default", str(spec), mend)
            continue
        unknown = set(spec or {}) - {"type", "description", "default"}
        if unknown or (spec or {}).get("type", "text") not in TYPES:
            expected = f"parameter '{name}' with type ({', '.join(TYPES)}), description, default"
            yield _problem(file, line, expected, str(spec), "mend it")
            continue
        parameter = Parameter(str(name), **(spec or {}))
        if parameter.default is not None:
            try:
                parameter.plain(parameter.default)
            except UsageProblem as fault:
                yield _problem(file, line, f"a default of the type {parameter.type}", str(fault), "mend the default")


def _problem(file: str | Path, line: int, expected: str, found: str, mend: str) -> Problem:
    name = file if isinstance(file, str) else f"queries/{file.parent.name}/{file.name}"
    return Problem("bad-query", name, None, None, line, None, expected, found, mend)

"""A query is one .cypher file: what it asks, and above it in comments what it is called and what its rows mean.

The front matter is YAML between two lines `// ---`, so that the whole file pastes into any Cypher console.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
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
from queries.part_files import part_faults
from queries.rule_faults import rule_faults
from queries.rule_measures import measure_faults

if TYPE_CHECKING:
    from graphmodel.schema import Schema

__all__ = ["FAMILIES", "Parameter", "Query", "catalogue", "find_query", "read_query"]

FAMILIES = ("gaps", "partners", "pilots", "structure", "overview")
"""Folders of the catalogue, and of a network's own `queries/`."""

_FIELDS = {
    "every": {"title", "answers", "columns", "parameters", "reference"},
    "gaps": {
        "because", "mend", "mend_group", "missing", "certainty", "severity", "section", "weight", "foreseen", "key",
        "pairs", "identity", "yields", "closed_by", "measure",
    },
    "partners": {"weight", "criteria", "counts", "labels", "labels_ar", "ranker", "vetoes", "spelled", "texts", "texts_ar"},
    "pilots": {"weight", "criteria", "labels", "spelled", "texts", "texts_ar", "steps", "set", "mend"},
    "structure": set[str](),
    "overview": set[str](),
}  # fmt: skip
_NEEDED = {
    "gaps": {"because", "mend"},
    "partners": {"weight", "criteria"},
    "pilots": set[str](),
    "structure": set[str](),
    "overview": set[str](),
}
_TYPES = ("text", "number", "whole number", "date", "months", "kind", "yes or no")
_FENCE = re.compile(r"//\s*---\s*")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value that a query takes: its type in words, what it is for, and what it is if nothing is given.

    A value of the type `months` is a number of months; the query gets the day so long before the one asked about. One
    of the type `kind` is the name of a kind of actor.
    """

    name: str
    type: str = "text"
    description: str = ""
    default: Any = None

    def value(self, given: Any, *, day: dt.date | None, schema: Schema) -> Any:
        """What the query gets for a value that was given.

        Raises
        ------
        UsageProblem
            If the value is none of the parameter's type.
        """
        if self.type == "months" and given is not None:
            return _months_before(self.name, given, day)
        if self.type == "kind" and given is not None and given not in schema.nodes:
            close = nearest(str(given), schema.nodes)
            hint = f"did you mean {close}?" if close else "there are: " + ", ".join(schema.nodes)
            raise UsageProblem(f"parameter '{self.name}': no kind '{given}'; {hint}")
        return given


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


def catalogue(folder: Path | None = None, *, schema: Schema) -> list[Query]:
    """The built-in queries and those of a network's own `queries/`, by family and name.

    Parameters
    ----------
    folder : Path or None
        Folder of the network; None if it has none.
    schema : Schema
        Kinds that the network's own queries may name.

    Raises
    ------
    DataProblems
        If files of the network's own are at fault; all faults of all files.
    """
    queries = list(_builtin())
    if folder is None or not (folder / "queries").is_dir():
        return queries
    problems: list[Problem] = []
    taken = {query.name for query in queries}
    for family in FAMILIES:
        for path in sorted((folder / "queries" / family).glob("*.cypher")):
            try:
                query = _read_own(path, family, schema)
            except DataProblems as fault:
                problems += fault.problems
                continue
            if query.name in taken:
                problems.append(_problem(path, 1, "a name that no other query has", path.stem, "rename the file"))
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
        parameters={key: Parameter(key, **(spec or {})) for key, spec in (matter.get("parameters") or {}).items()},
        fields=matter, own=own,
    )  # fmt: skip


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
    from queries.engines.guard import check, portable

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
    known = _FIELDS["every"] | _FIELDS[family]
    for name in sorted({"title", "answers", "columns"} | _NEEDED[family]):
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
    parameters = matter.get("parameters") or {}
    if not isinstance(parameters, dict):
        mend = "write // parameters: {name: {type: text, description: …}}"
        yield _problem(file, line, "parameters by name", str(parameters), mend)
        return
    for name, spec in parameters.items():
        if spec is not None and not isinstance(spec, dict):
            mend = "write // parameters: {name: {type: text, description: …}}"
            yield _problem(file, line, f"parameter '{name}' with type, description, default", str(spec), mend)
            continue
        unknown = set(spec or {}) - {"type", "description", "default"}
        if unknown or (spec or {}).get("type", "text") not in _TYPES:
            yield _problem(
                file,
                line,
                f"parameter '{name}' with type ({', '.join(_TYPES)}), description, default",
                str(spec),
                "mend it",
            )
    if family in ("partners", "pilots"):
        yield from (_problem(file, line, *fault) for fault in part_faults(matter))


def _months_before(name: str, given: Any, day: dt.date | None) -> str:
    """The day so many months before another, as ISO text; the last of its month if there is no such day."""
    import calendar

    if isinstance(given, bool) or not isinstance(given, int) or given < 0:
        raise UsageProblem(
            f"parameter '{name}' is a number of months; expected a whole number from 0 on, found {given!r}"
        )
    if day is None:
        return dt.date.min.isoformat()
    month = day.year * 12 + day.month - 1 - given
    year, at = max(month // 12, 1), month % 12 + 1
    return dt.date(year, at, min(day.day, calendar.monthrange(year, at)[1])).isoformat()


def _problem(file: str | Path, line: int, expected: str, found: str, mend: str) -> Problem:
    name = file if isinstance(file, str) else f"queries/{file.parent.name}/{file.name}"
    return Problem("bad-query", name, None, None, line, None, expected, found, mend)

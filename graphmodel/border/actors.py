"""The actors sheet."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from graphmodel.border.countries import check_countries, country_kind, with_countries
from graphmodel.border.ids import bad_ids, duplicates, filled_ids, repeated_names
from graphmodel.border.near_names import check_near_names
from graphmodel.border.report import Rows, SheetReport
from graphmodel.border.sources import SourceIndex, check_references, marking_of, split
from graphmodel.columns import Coded
from graphmodel.countries import country_codes
from graphmodel.dates import days_of
from graphmodel.marking import UNMARKED_PERSON
from graphmodel.names import fold, slug
from graphmodel.nearest import Alike, nearest
from graphmodel.schema import Schema
from graphmodel.schema.kinds import LEVELS
from graphmodel.types import TYPES
from graphmodel.writing import number_text

__all__ = ["ActorIndex", "check_actors", "mend_kind", "read_actors"]


@dataclass(frozen=True)
class ActorIndex:
    """The actors, and how a cell finds one; `both` are texts that are a country's code and another actor's name."""

    table: pd.DataFrame
    position: dict[str, int]
    by_name: dict[str, int]
    shared: dict[str, list[int]]
    both: frozenset[str]
    broken: frozenset[str]
    as_written: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def find(self, text: str) -> int:
        """Row of an actor by id or by a name that only it has; -1 if there is none."""
        if text in self.both:
            return -1
        row = self.position.get(text)
        return row if row is not None else self.by_name.get(text, -1)

    @cached_property
    def alike(self) -> Alike:
        """Ids and names, to find what is spelled like a word."""
        return Alike([*self.by_name, *self.position])


def read_actors(report: SheetReport, sources: SourceIndex, used_countries: set[str]) -> ActorIndex:
    """Check the sheet; add an actor for every country that is used and has no row of its own."""
    schema = report.schema
    report.columns()
    report.required()
    report.sourced()
    report.call("kind", schema.nodes, schema.node_words)
    _kinds(report)
    check_countries(report)
    _levels(report)
    report.dates("since", "until")
    report.order_of_dates("since", "until")
    check_references(report, sources)
    numbers = _properties(report)
    is_country = report.coded("kind").where(lambda text: schema.is_a(text, country_kind(schema)))
    bad_ids(report, also=country_codes(), where=is_country)
    ids = filled_ids(report.coded("id"), report.coded("name"), report.coded("country"))
    again = repeated_names(report)
    duplicates(report, ids, again)
    check_near_names(report, ids.texts().tolist(), again)
    nameless = ids.where(lambda text: text == "") & ~report.blank("name")
    report.add(
        "bad-id", nameless, "id", "an id, since none can be made from the name", "write one of small letters and digits",
        found=lambda _: "a blank cell",
    )  # fmt: skip
    table = _table(report, sources, ids, numbers)
    table = with_countries(table, schema, used_countries)
    index = replace(_index(table, report, again), as_written=_as_written(report, ids, numbers))
    table["city"] = _cities(report, index, len(table))
    return index


def _kinds(report: SheetReport) -> None:
    nodes = report.schema.nodes
    wrong = report.coded("kind").where(lambda text: text != "" and text not in nodes)
    report.add(
        "unknown-kind", wrong, "kind", "a kind of the schema", lambda text: mend_kind(text, report.schema)
    )  # fmt: skip


def mend_kind(text: str, schema: Schema) -> str:
    """How to mend a word that is no kind of actor: the kind that it is another word for, or is spelled like."""
    words = {**{fold(word): name for name, kind in schema.nodes.items() for word in kind.synonyms}, **schema.node_words}
    key = fold(text)
    plural = next((name for name, kind in schema.nodes.items() if key in map(fold, kind.plural.values())), None)
    name = words.get(key) or plural or words.get(nearest(key, words, cutoff=0.75) or "")
    if name is None:
        return "write one of: " + ", ".join(kind.label["en"] for kind in schema.nodes.values())
    return f"write {name}"


def _near(text: str, choices: object) -> str:
    names = list(choices)  # type: ignore[call-overload]
    return nearest(text, names) or "one of: " + ", ".join(names)


def _levels(report: SheetReport) -> None:
    wrong = report.coded("level").where(lambda text: text != "" and text not in LEVELS)
    report.add(
        "not-a-choice", wrong, "level", "one of: " + ", ".join(LEVELS), lambda text: f"write {_near(text, LEVELS)}"
    )  # fmt: skip


def _properties(report: SheetReport) -> dict[str, npt.NDArray[np.float64] | npt.NDArray[np.object_]]:
    """Typed columns of all properties; a cell that does not fit becomes blank beside its problem."""
    values: dict[str, npt.NDArray[np.float64] | npt.NDArray[np.object_]] = {}
    schema, kinds = report.schema, report.coded("kind")
    for name, prop in schema.node_properties.items():
        cells, kind = report.coded(name), TYPES[prop.type]
        parsed: dict[str, object] = {}
        for text in cells.values:
            with contextlib.suppress(ValueError):
                parsed[text] = kind.parse(text) if text else None
        wrong = cells.where(lambda text, parsed=parsed: text not in parsed)  # type: ignore[misc]
        report.add(kind.code, wrong, name, kind.expected, kind.how_to_mend)
        stray = ~report.blank(name) & kinds.where(
            lambda text, name=name: text in schema.nodes and name not in schema.properties_of(text)  # type: ignore[misc]
        )
        report.add(
            "not-for-this-kind", stray, name, "a kind that has this property",
            f"clear the cell, or check the kind; '{name}' is kept as it is", level="warning",
        )  # fmt: skip
        if kind.storage == "number":
            values[name] = cells.map(lambda text, p=parsed: p.get(text) if text else np.nan, np.float64)  # type: ignore
        else:
            values[name] = cells.map(lambda text, p=parsed: text if text in p else "", object)  # type: ignore
    return values


def _as_written(
    report: SheetReport, ids: Coded, properties: Mapping[str, npt.NDArray[Any]]
) -> dict[str, dict[str, str]]:  # fmt: skip
    """Cells that would be written otherwise from their value alone, by column and id; columns without one are left out."""
    schema = report.schema
    odd: dict[str, Rows] = {}
    for name, values in properties.items():
        if values.dtype != object:
            odd[name] = report.coded(name).where(lambda text: text != "" and _otherwise(text))
    level = report.coded("level")
    own = report.coded("kind").map(lambda text: schema.level_of(text) or "local", object)
    odd["level"] = ~report.blank("level") & (level.texts() == own)
    texts = ids.texts()
    return {
        name: dict(zip(texts[rows].tolist(), report.coded(name).take(rows).texts().tolist(), strict=True))
        for name, rows in odd.items() if rows.any()
    }  # fmt: skip


def _otherwise(text: str) -> bool:
    """Whether a number is written in another way than a program would write it, such as 007 or 42.10."""
    try:
        return number_text(float(text)) != text
    except ValueError:
        return False


def _table(
    report: SheetReport, sources: SourceIndex, ids: Coded, properties: Mapping[str, npt.NDArray[Any]]
) -> pd.DataFrame:  # fmt: skip
    schema = report.schema
    kinds = report.coded("kind")
    names = pd.Index(list(schema.nodes))
    level = report.coded("level").texts()
    own = kinds.map(lambda text: schema.level_of(text) or "local", object)
    level = np.where(level == "", own, level)
    since, until = report.coded("since").texts(), report.coded("until").texts()
    country = report.coded("country").texts()
    of_itself = kinds.where(lambda text: schema.is_a(text, country_kind(schema)))
    table = pd.DataFrame({
        "id": pd.Series(ids.texts(), dtype="str"),
        "kind": pd.Categorical.from_codes(names.get_indexer(pd.Index(kinds.texts())), names),
        "name": pd.Series(report.coded("name").texts(), dtype="str"),
        "country": pd.Series(np.where(of_itself, ids.texts(), country)).astype("category"),
        "level": pd.Categorical(level, categories=list(LEVELS)),
        "name_ar": pd.Series(report.coded("name_ar").texts(), dtype="str"),
        "other_names": pd.Series(report.coded("other_names").texts(), dtype="str"),
        "city": pd.Series(np.full(len(report), "", dtype=object), dtype="str"),
        "since": pd.Series(since, dtype="str"),
        "until": pd.Series(until, dtype="str"),
        "first_day": days_of(since),
        "last_day": days_of(until, last=True),
        "source": pd.Series(report.coded("source").texts(), dtype="str"),
        "note": pd.Series(report.coded("note").texts(), dtype="str"),
    })  # fmt: skip
    for name, values in properties.items():
        table[name] = values if values.dtype != object else pd.Series(values, dtype="str")
    rank = marking_of(sources.table, sources, report.coded("source"))
    person = kinds.where(lambda text: any(schema.nodes[k].person for k in schema.ancestors(text)))
    unmarked = ~report.coded("source").where(lambda text: _is_marked(text, sources))
    table["tlp"] = np.where(person & unmarked, np.maximum(rank, UNMARKED_PERSON), rank).astype(np.int8)
    table["implied"] = False
    return table


def _is_marked(text: str, sources: SourceIndex) -> bool:
    marked = sources.table["marked"].to_numpy()
    known = [sources.position[part] for part in split(text) if part in sources.position]
    return bool(known) and bool(marked[known].all())


def _index(table: pd.DataFrame, report: SheetReport, again: Rows) -> ActorIndex:
    """What finds an actor; rows that repeat another one are found as the first."""
    ids = table["id"].tolist()
    position: dict[str, int] = {}
    for row, text in enumerate(ids):
        position.setdefault(text, row)
    repeats = set(np.flatnonzero(again).tolist())
    names: dict[str, int] = {}
    shared: dict[str, list[int]] = {}
    for row, name in enumerate(table["name"].tolist()):
        if name in names and name:
            if row not in repeats:
                shared.setdefault(name, [names[name]]).append(row)
        else:
            names[name] = row
    both = [
        name
        for name in names
        if len(name) == 2 and name in country_codes() and position.get(name, names[name]) != names[name]
    ]
    for code in both:
        shared.setdefault(code, [names[code]]).insert(0, position[code])
    unique = {name: row for name, row in names.items() if name and name not in shared}
    return ActorIndex(table, position, unique, shared, frozenset(both), frozenset(report.sheet.broken_ids))


def _cities(report: SheetReport, index: ActorIndex, size: int) -> pd.Series[str]:
    """Ids of the cells `city`, checked against the ties that are derived from them."""
    cells, schema = report.coded("city"), report.schema
    found = {text: index.find(text) for text in cells.values if text}
    ids = index.table["id"].tolist()
    check_actors(report, index, "city")
    kinds = report.coded("kind")
    all_kinds = index.table["kind"].astype(object).to_numpy()
    target = cells.map(lambda text: all_kinds[found[text]] if text and found[text] >= 0 else "", object)
    own = kinds.texts()
    pairs = pd.Series(list(zip(own, target, strict=True)), dtype=object)
    fitting = {pair: pair[1] == "" or pair[0] not in schema.nodes or _derives(schema, pair) for pair in set(pairs)}
    report.add(
        "not-for-this-kind", ~pairs.map(fitting).to_numpy(dtype=bool), "city",
        "a city, for a kind whose seat or city is kept", "clear the cell and write a row in ties instead",
    )  # fmt: skip
    texts = [ids[found[text]] if text and found[text] >= 0 else "" for text in cells.values]
    values = np.array(texts, dtype=object)[cells.codes] if len(cells) else np.empty(0, dtype=object)
    return pd.Series([*values, *[""] * (size - len(values))], dtype="str")


def _derives(schema: Schema, pair: tuple[str, str]) -> bool:
    return any(
        tie.derived is not None and tie.derived.column == "city"
        and schema.fits(tie.name, *(pair if tie.derived.row_is == "from" else pair[::-1]))
        for tie in schema.derived_ties
    )  # fmt: skip


def check_actors(
    report: SheetReport, index: ActorIndex, column: str, *, but: Callable[[str], bool] | None = None
) -> Rows:
    """Check that a column names actors that are there, each by an id or by a name that only it has.

    Parameters
    ----------
    but : callable, optional
        Texts that are something else, such as open ends.

    Returns
    -------
    ndarray of bool
        Rows whose cell names nobody, or several.
    """
    cells = report.coded(column)
    wrong = {
        text for text in cells.values
        if text and index.find(text) < 0 and text not in index.broken and not (but is not None and but(text))
    }  # fmt: skip
    several = cells.where(lambda text: text in wrong and text in index.shared)
    unknown = cells.where(lambda text: text in wrong and text not in index.shared)
    ids = index.table["id"]
    report.add(
        "ambiguous-name", several, column, "the id of an actor, or a name that only one has",
        lambda text: "write one of the ids " + ", ".join(ids.iloc[row] for row in index.shared[text][:8]),
        found=lambda text: f"'{text}', the name of {len(index.shared[text])} actors",
    )  # fmt: skip
    report.add(
        "unknown-reference", unknown, column, "the id or the name of an actor", lambda text: _mend_actor(text, index)
    )  # fmt: skip
    return several | unknown


def _mend_actor(text: str, index: ActorIndex) -> str:
    close = index.alike.nearest(text)
    if close is None:
        return "add a row to actors"
    row = index.find(close)
    if text == slug(text) and row >= 0:
        close = str(index.table["id"].iloc[row])
    return f"add a row to actors; or write {close}, if that is meant"

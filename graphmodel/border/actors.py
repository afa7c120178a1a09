"""The actors sheet."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from graphmodel.border.ids import bad_ids, duplicates, filled_ids
from graphmodel.border.report import SheetReport
from graphmodel.border.sources import SourceIndex, check_references, marking_of, split
from graphmodel.columns import Coded
from graphmodel.countries import country_codes, country_name, nearest_country
from graphmodel.dates import days_of
from graphmodel.marking import UNMARKED_PERSON
from graphmodel.nearest import nearest
from graphmodel.schema import Schema
from graphmodel.schema.kinds import LEVELS
from graphmodel.types import TYPES

__all__ = ["ActorIndex", "country_kind", "read_actors"]


@dataclass(frozen=True)
class ActorIndex:
    """The actors, and how a cell finds one."""

    table: pd.DataFrame
    position: dict[str, int]
    by_name: dict[str, int]
    broken: frozenset[str]

    def find(self, text: str) -> int:
        """Row of an actor by id or by a name that only it has; -1 if there is none."""
        row = self.position.get(text)
        return row if row is not None else self.by_name.get(text, -1)


def country_kind(schema: Schema) -> str:
    """The kind that the cells of `country` name: the other end of the tie that is derived from them."""
    for tie in schema.derived_ties:
        if tie.derived is not None and tie.derived.column == "country":
            return tie.ends[0][1]
    raise LookupError("no tie is derived from the column 'country'")


def read_actors(report: SheetReport, sources: SourceIndex, used_countries: set[str]) -> ActorIndex:
    """Check the sheet; add an actor for every country that is used and has no row of its own."""
    schema = report.schema
    report.columns()
    report.required()
    _kinds(report)
    _countries(report)
    _levels(report)
    report.dates("since", "until")
    report.order_of_dates("since", "until")
    check_references(report, sources)
    numbers = _properties(report)
    bad_ids(report, also=country_codes())
    ids = filled_ids(report.coded("id"), report.coded("name"), report.coded("country"))
    duplicates(report, ids)
    table = _table(report, sources, ids, numbers)
    table = _with_countries(table, schema, used_countries)
    index = _index(table, report)
    table["city"] = _cities(report, index, len(table))
    return index


def _kinds(report: SheetReport) -> None:
    nodes = report.schema.nodes
    wrong = report.coded("kind").where(lambda text: text != "" and text not in nodes)
    report.add(
        "unknown-kind", wrong, "kind", "a kind of the schema", lambda text: f"write {_near(text, nodes)}"
    )  # fmt: skip


def _near(text: str, choices: object) -> str:
    names = list(choices)  # type: ignore[call-overload]
    return nearest(text, names) or "one of: " + ", ".join(names)


def _countries(report: SheetReport) -> None:
    codes = country_codes()
    wrong = report.coded("country").where(lambda text: text != "" and text not in codes)
    report.add("unknown-country", wrong, "country", "an ISO country code", _mend_country)
    kind = country_kind(report.schema)
    places = report.schema.places - set(report.schema.descendants(kind))
    lacking = report.coded("kind").where(lambda text: text in places) & report.blank("country")
    report.add("missing-value", lacking, "country", "the country of a place", "write its ISO country code")
    countries = report.coded("kind").where(lambda text: report.schema.is_a(text, kind))
    odd = countries & report.coded("id").where(lambda text: text not in codes)
    report.add("unknown-country", odd, "id", "an ISO country code as the id of a country", _mend_country)


def _mend_country(text: str) -> str:
    close = nearest_country(text)
    return f"write {close}" if close else "write the two-letter ISO code, such as KE"


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
        report.add(kind.code, wrong, name, kind.expected, kind.mend)
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


def _table(
    report: SheetReport, sources: SourceIndex, ids: Coded, properties: Mapping[str, npt.NDArray[Any]]
) -> pd.DataFrame:  # fmt: skip
    schema = report.schema
    kinds = report.coded("kind")
    names = pd.Index(list(schema.nodes))
    level = report.coded("level").texts()
    own = kinds.map(lambda text: _level_of(schema, text), object)
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


def _level_of(schema: Schema, kind: str) -> str:
    for name in schema.ancestors(kind):
        if schema.nodes[name].level:
            return schema.nodes[name].level
    return "local"


def _with_countries(table: pd.DataFrame, schema: Schema, used: set[str]) -> pd.DataFrame:
    """The table and a row for every country that is used and has none."""
    kind = country_kind(schema)
    codes = country_codes()
    wanted = (used | set(table["country"].astype(object)) - {""}) & codes
    missing = sorted(wanted - set(table["id"]))
    if not missing:
        return table
    blank: dict[str, object] = {name: "" for name in table.columns if table[name].dtype == "str"}
    extra = pd.DataFrame({
        **{name: pd.Series([value] * len(missing), dtype="str") for name, value in blank.items()},
        "id": pd.Series(missing, dtype="str"),
        "name": pd.Series([country_name(code) for code in missing], dtype="str"),
        "name_ar": pd.Series([country_name(code, "ar") for code in missing], dtype="str"),
        "kind": pd.Categorical([kind] * len(missing), categories=list(schema.nodes)),
        "country": missing,
        "level": pd.Categorical([schema.nodes[kind].level] * len(missing), categories=list(LEVELS)),
        "first_day": np.full(len(missing), np.datetime64("NaT", "s")),
        "last_day": np.full(len(missing), np.datetime64("NaT", "s")),
        "tlp": np.zeros(len(missing), dtype=np.int8),
        "implied": True,
    })  # fmt: skip
    both = pd.concat([table.astype({"country": object}), extra], ignore_index=True)[list(table.columns)]
    return both.astype({"country": "category"})


def _index(table: pd.DataFrame, report: SheetReport) -> ActorIndex:
    ids = table["id"].tolist()
    position = {text: row for row, text in enumerate(ids)}
    names: dict[str, int] = {}
    for row, name in enumerate(table["name"].tolist()):
        names[name] = -2 if name in names else row
    unique = {name: row for name, row in names.items() if row >= 0 and name}
    return ActorIndex(table, position, unique, frozenset(report.sheet.broken_ids))


def _cities(report: SheetReport, index: ActorIndex, size: int) -> pd.Series[str]:
    """Ids of the cells `city`, checked against the ties that are derived from them."""
    cells, schema = report.coded("city"), report.schema
    found = {text: index.find(text) for text in cells.values if text}
    unknown = cells.where(lambda text: text != "" and found[text] < 0 and text not in index.broken)
    ids = index.table["id"].tolist()
    report.add(
        "unknown-reference", unknown, "city", "the id of an actor",
        lambda text: _mend_actor(text, index),
    )  # fmt: skip
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


def _mend_actor(text: str, index: ActorIndex) -> str:
    close = nearest(text, index.position) or nearest(text, index.by_name)
    if close is not None and close not in index.position:
        close = index.table["id"].iloc[index.by_name[close]]
    return f"write {close}, or add a row to actors" if close else "add a row to actors"

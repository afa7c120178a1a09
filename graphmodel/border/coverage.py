"""The coverage, facts and decisions sheets."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from graphmodel.border.actors import ActorIndex, check_actors, mend_kind
from graphmodel.border.report import SheetReport
from graphmodel.border.sources import SourceIndex, check_references, exploded, split
from graphmodel.border.ties import mend_tie
from graphmodel.columns import Coded
from graphmodel.countries import country_codes, mend_country
from graphmodel.dates import days_of
from graphmodel.nearest import nearest
from graphmodel.schema import Property
from graphmodel.types import TYPES, ValueType

__all__ = ["check_subjects", "read_coverage", "read_decisions", "read_facts"]


def read_coverage(report: SheetReport, actors: ActorIndex, sources: SourceIndex) -> pd.DataFrame:
    """Check the sheet: sources that set out to list ties. What a list counts as is decided in `graphmodel.coverage`."""
    schema = report.schema
    report.columns()
    report.required()
    report.choices()
    report.dates("from", "to")
    report.order_of_dates("from", "to")
    check_references(report, sources)
    report.call("tie", schema.ties, schema.tie_words)
    report.call("kind", schema.nodes, schema.node_words)
    ties = report.coded("tie").where(lambda text: text != "" and text not in schema.ties)
    report.add(
        "unknown-tie", ties, "tie", "a kind of tie of the schema",
        lambda text: mend_tie(text, schema),
    )  # fmt: skip
    kinds = report.coded("kind").where(lambda text: text != "" and text not in schema.nodes)
    report.add(
        "unknown-kind", kinds, "kind", "a kind of the schema",
        lambda text: mend_kind(text, schema),
    )  # fmt: skip
    codes = country_codes()
    countries = report.coded("countries").where(lambda text: any(part not in codes for part in split(text)))
    report.add(
        "unknown-country", countries, "countries", "ISO country codes with ; between them",
        lambda text: mend_country(next(part for part in split(text) if part not in codes)),
    )  # fmt: skip
    check_actors(report, actors, "of")
    table = _texts(report, "source", "tie", "of", "kind", "countries", "list", "said", "from", "to")
    ids = actors.table["id"].tolist()
    table["of"] = pd.Series(
        [ids[actors.find(text)] if actors.find(text) >= 0 else "" for text in table["of"]], dtype="str"
    )
    table["countries"] = pd.Series([";".join(split(text)) for text in table["countries"]], dtype="str")
    table["declared"] = table["list"]
    table["why"] = pd.Series([""] * len(table), dtype="str")
    table["first_day"] = days_of(table["from"])
    table["last_day"] = days_of(table["to"], last=True)
    table["row"] = report.sheet.rows
    return _one_source_each(table)


def read_facts(report: SheetReport, actors: ActorIndex, sources: SourceIndex) -> pd.DataFrame:
    """Check the sheet: disputed or dated values of actors and ties."""
    report.columns()
    report.required()
    report.dates("date")
    check_references(report, sources)
    check_actors(report, actors, "actor")
    nobody = report.blank("actor") & report.blank("tie")
    report.add("missing-value", nobody, "actor", "the actor or tie that the fact is about", "fill in 'actor' or 'tie'")
    report.add(
        "two-subjects", ~report.blank("actor") & ~report.blank("tie"), "tie", "an actor or a tie, not both",
        "clear one of the two cells, or write two rows",
    )  # fmt: skip
    _check_values(report)
    ids = actors.table["id"].tolist()
    actor = [ids[actors.find(text)] if actors.find(text) >= 0 else "" for text in report.coded("actor").texts()]
    table = _texts(report, "tie", "property", "value", "of", "date", "source")
    table.insert(0, "subject", pd.Series([a or t for a, t in zip(actor, table.pop("tie"), strict=True)], dtype="str"))
    return _one_source_each(table)


def _check_values(report: SheetReport) -> None:
    """Check that values are of the type of their property, and warn of a property that is spelled like another."""
    properties = report.schema.node_properties
    names = report.coded("property")
    slips = {name: close for name in names.values if name not in properties and (close := _slip(name, properties))}
    report.add(
        "unknown-property", names.where(lambda text: text in slips), "property", "a property of the schema",
        lambda text: f"write {slips[text]}, if that is meant; else leave it", level="warning",
    )  # fmt: skip
    values = report.coded("value").texts()
    for name in properties.keys() & set(names.values):
        kind = TYPES[properties[name].type]
        rows = names.where(lambda text, name=name: text == name)  # type: ignore[misc]
        wrong = report.none.copy()
        wrong[rows] = [not _parses(kind, value) for value in values[rows]]
        report.add(kind.code, wrong, "value", kind.expected, kind.how_to_mend)


def _slip(name: str, properties: Mapping[str, Property]) -> str | None:
    return nearest(name, properties, cutoff=0.8) if name else None


def _parses(kind: ValueType, value: str) -> bool:
    try:
        kind.parse(value)
    except ValueError:
        return False
    return True


def check_subjects(report: SheetReport, ids: pd.Series[str]) -> None:
    """Check that facts about ties name ties that are there; `ids` are those of all."""
    if not len(report):
        return
    ties = set(ids.tolist())
    wrong = report.coded("tie").where(lambda text: text != "" and text not in ties)
    report.add(
        "unknown-reference", wrong, "tie", "the id of a tie",
        lambda text: _mend_tie_id(text, ties),
    )  # fmt: skip


def _mend_tie_id(text: str, ties: set[str]) -> str:
    close = nearest(text, sorted(ties), cutoff=0.8) if len(ties) < 10_000 else None
    return f"write {close}" if close else f"write the id of a tie, such as {min(ties, default='KIND:from:to')}"


def read_decisions(report: SheetReport) -> pd.DataFrame:
    """Check the sheet: what people decided about gaps."""
    report.columns()
    report.required()
    report.choices()
    report.dates("date", "due")
    shapeless = report.coded("gap").where(lambda text: text != "" and ":" not in text)
    report.add(
        "unknown-gap", shapeless, "gap", "the id of a gap: its rule and its actors with : between them",
        "copy it from the column 'gap' of the list that `liaison gaps -o list.xlsx` writes",
    )  # fmt: skip
    return _texts(report, "gap", "decision", "office", "date", "due", "reason").assign(row=report.sheet.rows)


def _one_source_each(table: pd.DataFrame) -> pd.DataFrame:
    """A row for each source that a row names: each of them says what the row says."""
    rows, sources = exploded(Coded.of(table["source"].tolist()))
    return table.take(rows).reset_index(drop=True).assign(source=pd.Series(sources.texts(), dtype="str"))


def _texts(report: SheetReport, *columns: str) -> pd.DataFrame:
    return pd.DataFrame({name: pd.Series(report.coded(name).texts(), dtype="str") for name in columns})

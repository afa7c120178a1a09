"""What was found in a table of one's own, as the sheets of a network."""

from __future__ import annotations

from graphmodel.columns import sheet_columns
from graphmodel.sheets import Sheet, Sheets
from loaders.own.cells import words
from loaders.own.doubts import rows_text
from loaders.own.known import Completed
from loaders.own.network import OwnNetwork

__all__ = ["own_sheets"]


def own_sheets(found: OwnNetwork, read_on: str, completed: Completed) -> Sheets:
    """Actors, ties and the source that the table is, with the marks of cells to look at.

    Parameters
    ----------
    read_on : str
        Day that the source carries, as a date of the sheets.
    completed : Completed
        Facts that the table does not say, with their source.
    """
    ties = [
        {"from": who, "tie": words()["attended"], "to": event, "since": tie["since"], "role": tie["role"],
         "source": found.source, "locator": rows_text(list(dict.fromkeys(tie["rows"]))), "note": tie["note"]}
        for (who, event), tie in found.ties.items()
    ] + [
        {"from": office, "tie": words()["part"], "to": within, "source": found.source, "locator": rows_text(rows)}
        for (office, within), rows in found.parts.items()
    ]  # fmt: skip
    title = found.mapping.constants.get("source") or found.file
    records: dict[str, list[dict[str, str]]] = {
        "actors": list(found.actors.values()), "ties": ties,
        "sources": [{"id": found.source, "title": title, "read_on": read_on}, *completed.sources],
    }  # fmt: skip
    if completed.facts:
        records["facts"] = completed.facts
    tables = {name: Sheet.of_records(name, sheet_columns(name, found.schema), rows) for name, rows in records.items()}
    at = {record["id"]: row for row, record in enumerate(records["actors"])}
    tables["actors"].marks = {(column, at[ident]): reason for (ident, column), reason in found.marks.items()}
    return Sheets(tables=tables)

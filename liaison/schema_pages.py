"""The schema as rows, JSON and a page."""

from __future__ import annotations

from typing import Any

from graphmodel.schema import Schema, TieKind

__all__ = ["ends_text", "schema_json", "schema_rows"]

Rows = tuple[list[str], list[list[object]]]


def ends_text(tie: TieKind) -> str:
    """The kinds that a tie may run between, in words."""
    froms = dict.fromkeys(source for source, _ in tie.ends)
    tos = dict.fromkeys(target for _, target in tie.ends)
    arrow = "→" if tie.directed else "—"
    return f"{', '.join(froms)} {arrow} {', '.join(tos)}"


def schema_rows(schema: Schema) -> tuple[Rows, Rows]:
    """Kinds of actors, and kinds of ties."""
    nodes: list[list[object]] = [
        [kind.name, kind.label["en"], kind.level, kind.is_a or "", ", ".join(kind.properties)]
        for kind in schema.nodes.values()
    ]
    ties: list[list[object]] = [
        [tie.name, tie.label["en"], ends_text(tie), "happening" if tie.happens else "state"]
        for tie in schema.ties.values()
    ]
    return (
        (["kind", "label", "level", "is a", "properties"], nodes),
        (["tie", "label", "between", "what it is"], ties),
    )


def schema_json(schema: Schema) -> dict[str, Any]:
    """Kinds with their labels in all languages."""
    return {
        "schema_version": 1,
        "nodes": [
            {"name": kind.name, "label": dict(kind.label), "level": kind.level, "is_a": kind.is_a,
             "properties": {name: prop.type for name, prop in kind.properties.items()}}
            for kind in schema.nodes.values()
        ],
        "ties": [
            {"name": tie.name, "label": dict(tie.label), "directed": tie.directed, "happens": tie.happens,
             "ends": [list(end) for end in tie.ends], "derived": tie.derived is not None}
            for tie in schema.ties.values()
        ],
    }  # fmt: skip

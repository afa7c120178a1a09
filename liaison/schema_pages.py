"""The schema as rows, JSON and a page."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from graphmodel.errors import UsageProblem
from graphmodel.nearest import nearest
from graphmodel.schema import Schema, TieKind

__all__ = ["ends_text", "named", "schema_json", "schema_rows"]

Rows = tuple[list[str], list[list[object]]]


def named(words: Sequence[str]) -> tuple[Schema, list[Path], str | None]:
    """What the words of the command name: the schema, folders of a network's own kinds, and one kind if one is named.

    Raises
    ------
    UsageProblem
        If a word is neither a network nor a kind, with the nearest kind; or there are more words than that.
    """
    from graphmodel.schema import builtin_schema
    from loaders import format_of, schema_of

    if len(words) > 2:
        raise UsageProblem("expected a network, a kind, or both; found " + " ".join(words))
    rest = list(words)
    schema, own = builtin_schema(), list[Path]()
    if rest and (len(rest) == 2 or Path(rest[0]).exists() or Path(rest[0]).name != rest[0] or Path(rest[0]).suffix):
        path = Path(rest.pop(0))
        if not path.exists():
            raise UsageProblem(f"cannot read {path}: there is no such file or folder")
        schema = schema_of(path)
        folder = format_of(path).own_folder(path)
        own = [folder / "schema"] if folder is not None else []
    if not rest:
        return schema, own, None
    kinds = {name.casefold(): name for name in (*schema.nodes, *schema.ties)}
    kind = kinds.get(rest[0].casefold())
    if kind is None:
        close = nearest(rest[0], list(kinds.values()))
        hint = f"; did you mean {close}?" if close else "; `liaison schema` lists the kinds"
        raise UsageProblem(f"no network and no kind '{rest[0]}'{hint}")
    return schema, own, kind


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

"""`liaison schema`: the kinds of actors and ties."""

from __future__ import annotations

from pathlib import Path

import click

from liaison import options


@click.command("schema", short_help="Print the kinds of actors and ties, and their columns.")
@click.argument("what", nargs=-1, metavar="[NETWORK] [KIND]")
@options.writing
@options.errors
@options.common
def command(what: tuple[str, ...], form: str | None, output: Path | None, force: bool) -> None:
    """Print the kinds of actors and ties; with NETWORK, its own kinds as well; with KIND, the YAML that defines it, to
    copy for a kind of your own.

    \b
    Examples:
      liaison schema
      liaison schema City
      liaison schema my-network/ School
    """
    from liaison.output import ROWS, emit, emit_rows, form_of, guard_output, json_text
    from liaison.schema_pages import named, schema_json, schema_rows
    from liaison.text import table

    guard_output(output, force)
    schema, own, kind = named(what)
    if kind is not None:
        from graphmodel.schema import definition

        emit(definition(kind, *own), output, force=force)
        return
    wanted = form_of(form, output)
    if wanted == "json":
        emit(json_text(schema_json(schema)), output, force=force)
        return
    (node_columns, nodes), (tie_columns, ties) = schema_rows(schema)
    if wanted in ROWS:
        emit_rows(node_columns, nodes, output, name="kinds", force=force)
        return
    emit("\n".join([*table(node_columns, nodes), "", *table(tie_columns, ties)]), output, force=force)

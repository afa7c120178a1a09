"""`liaison schema`: the kinds of actors and ties."""

from __future__ import annotations

from pathlib import Path

import click

from liaison import options


@click.command("schema", short_help="Print the kinds of actors and ties, and their columns.")
@click.argument("network", type=click.Path(path_type=Path), required=False)
@options.writing
@options.reading
def command(network: Path | None, form: str | None, output: Path | None, force: bool) -> None:
    """Print the kinds of actors and ties; with NETWORK, its own kinds as well.

    \b
    Example:
      liaison schema
    """
    from graphmodel.schema import builtin_schema
    from liaison.output import ROWS, emit, emit_rows, form_of, guard_output, json_text
    from liaison.schema_pages import schema_json, schema_rows
    from liaison.text import table
    from loaders import schema_of

    guard_output(output, force)
    schema = schema_of(network) if network is not None else builtin_schema()
    wanted = form_of(form, output)
    if wanted == "json":
        emit(json_text(schema_json(schema)), output, force=force)
        return
    (node_columns, nodes), (tie_columns, ties) = schema_rows(schema)
    if wanted in ROWS:
        emit_rows(node_columns, nodes, output, name="kinds", force=force)
        return
    emit("\n".join([*table(node_columns, nodes), "", *table(tie_columns, ties)]), output, force=force)

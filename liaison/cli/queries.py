"""`liaison queries`: what the catalogue holds."""

from __future__ import annotations

from pathlib import Path

import click

from liaison import options


@click.command("queries", short_help="List the queries of the catalogue, or print one.")
@click.argument("name", required=False)
@click.option(
    "--network", type=click.Path(path_type=Path), metavar="NETWORK", help="Include this network's own queries."
)
@options.writing
@options.errors
@options.common
def command(name: str | None, network: Path | None, form: str | None, output: Path | None, force: bool) -> None:
    """List the queries of the catalogue, or print the one that is called NAME, ready for any Cypher console,
    or to copy into the queries/ folder of a network for one of your own.

    \b
    Examples:
      liaison queries
      liaison queries met-without-tie
    """
    from graphmodel.errors import UsageProblem
    from graphmodel.schema import builtin_schema
    from liaison.output import ROWS, emit, emit_rows, form_of, guard_output, json_text
    from liaison.text import table
    from loaders import schema_of
    from queries.query import catalogue, find_query

    guard_output(output, force)
    if network is not None and not network.exists():
        raise UsageProblem(f"cannot read {network}: there is no such file or folder")
    schema = schema_of(network) if network is not None else builtin_schema()
    found = catalogue(network if network is not None and network.is_dir() else None, schema=schema)
    if name is not None:
        emit(find_query(name, found).text, output, force=force)
        return
    columns = ["family", "name", "answers"]
    rows = [[one.family, one.name, one.answers] for one in found]
    wanted = form_of(form, output)
    if wanted == "json":
        listed = [
            {"name": one.name, "family": one.family, "title": dict(one.title), "answers": one.answers,
             "columns": list(one.columns), "parameters": sorted(one.parameters)} for one in found
        ]  # fmt: skip
        emit(json_text({"schema_version": 1, "queries": listed}), output, force=force)
    elif wanted in ROWS:
        emit_rows(columns, rows, output, name="queries", force=force)
    else:
        emit("\n".join(table(columns, rows)), output, force=force)

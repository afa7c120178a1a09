"""`liaison pull`: a network from a Neo4j server into files."""

from __future__ import annotations

from pathlib import Path

import click

from liaison import options


@click.command("pull", short_help="Write the network on a Neo4j server into files.")
@click.argument("uri")
@click.argument("folder", type=click.Path(path_type=Path))
@options.database
@options.forcing("Overwrite what is at FOLDER.")
@options.errors
@options.common
def command(uri: str, folder: Path, force: bool) -> None:
    """Write the network on the Neo4j server at URI into FOLDER (or a .xlsx or .json file), as it was pushed: with all
    claims, its own kinds and queries, and its settings.

    \b
    Example:
      liaison pull bolt://localhost:7687 my-network/
    """
    from liaison.pushing import pull_files

    pull_files(uri, folder, force=force)

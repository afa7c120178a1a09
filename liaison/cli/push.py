"""`liaison push`: a network onto a Neo4j server."""

from __future__ import annotations

from pathlib import Path

import click

from liaison import options


@click.command("push", short_help="Put a network on a Neo4j server, for a team to share.")
@options.network
@click.argument("uri")
@options.database
@click.option("--prune", is_flag=True, help="Remove actors and ties that are no longer in NETWORK; else they stay.")
@click.option("--replace", "replace_it", is_flag=True, help="Remove whatever the database holds; asks first.")
@click.option("--yes", is_flag=True, help="With --replace: do not ask.")
@options.reading
def command(network: Path, uri: str, prune: bool, replace_it: bool, yes: bool) -> None:
    """Put NETWORK on the Neo4j server at URI: all claims, sources and lists, its own kinds and queries, its settings.

    A second push changes nothing if nothing has changed. A push that is interrupted leaves the old network answering;
    running it again completes it. User and password come from LIAISON_NEO4J_USER and LIAISON_NEO4J_PASSWORD, or a
    file named by LIAISON_NEO4J_PASSWORD_FILE.

    \b
    Example:
      liaison push my-network/ bolt://localhost:7687
    """
    from liaison.pushing import push_files

    push_files(network, uri, prune=prune, replace_it=replace_it, yes=yes)

"""`liaison convert`: the same network in another format."""

from __future__ import annotations

from pathlib import Path

import click

from liaison import options


@click.command("convert", short_help="Write a network in another format: folder, .xlsx or .json.")
@options.network
@click.argument("out", type=click.Path(path_type=Path))
@click.option(
    "--max-tlp",
    metavar="TLP",
    default="GREEN",
    show_default=True,
    help="Leave out what is marked stricter: CLEAR, GREEN, AMBER, AMBER+STRICT or RED.",
)
@options.forcing("Overwrite what is at OUT.")
@options.reading
def command(network: Path, out: Path, max_tlp: str, force: bool) -> None:  # fmt: skip
    """Write a network in another format: OUT is a folder, a .xlsx or a .json file.

    What is marked stricter than --max-tlp stays out, and how much that is, is said.

    \b
    Example:
      liaison convert my-network/ my-network.xlsx
    """
    from liaison.session import marked, notice, whole
    from liaison.sizes import sizes
    from loaders import format_of, save
    from loaders.atomic import free

    free(out, force=force)
    format_of(out)
    view = marked(whole(network), max_tlp)
    save(view, out, force=force)
    notice(f"wrote {out}: {sizes(view)}")

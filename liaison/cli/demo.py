"""`liaison demo`: the sample network, from what is in it to a map."""

from __future__ import annotations

from pathlib import Path

import click

from liaison import options


@click.command("demo", short_help="Show the sample network: gaps, partners, pilots and a map.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default=Path("liaison-demo.html"),
    show_default=True,
    metavar="FILE.html",
    help="Where the map goes; an earlier demo's map is overwritten.",
)
@options.common
def command(output: Path) -> None:
    """Show the sample network: what is in it, the gaps that matter, whom the pilot city should share its learning with,
    further pilot cities, and a map, whose path is printed last.

    \b
    Example:
      liaison demo
    """
    from liaison import portrait
    from liaison.demonstration import guard_demo, sample, sections
    from liaison.output import write_file
    from liaison.session import dated, ties_of_all_dates, view

    guard_demo(output)
    network = dated(sample(), None, "GREEN")
    shown = view(network, None, None, None)
    for line in portrait.head_lines(shown, None, ties_of_all_dates()):
        click.echo(line)
    for lines in sections(shown, write=lambda text: write_file(output, text, force=True), all_dates=network):
        click.echo("\n".join(["", *lines]))
    click.echo(f"\nThe map: {output.resolve()}")

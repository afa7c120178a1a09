"""`liaison map`: the network as one page."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from liaison import options


@click.command("map", short_help="Write the network as one HTML page that works offline.")
@options.network
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE.html",
    help="Where to write; NAME-map.html here unless said.",
)
@click.option("--view", metavar="NAME", help="Which view opens first.")
@click.option(
    "--focus", metavar="ACTOR", help="Open on this actor; for a city, on whom it should share its learning with."
)
@click.option(
    "--pilots", metavar="A,B,…",
    help="Cities whose learning partners are told, by ids or names; those of all cities are up to 60 cities.",
)  # fmt: skip
@click.option(
    "--country", type=options.CountryCode(), metavar="CODE",
    help="Open on this country: the others are left out at first, one click brings them back.",
)  # fmt: skip
@click.option("--lang", type=click.Choice(["en", "ar"]), default="en", show_default=True, help="Language of the page.")
@options.forcing("Overwrite the file if it is there.")
@options.asking
@options.reading
def command(
    network: Path, output: Path | None, view: str | None, focus: str | None, pilots: str | None, country: str | None,
    lang: str, force: bool, as_of: dt.date | None, known_by: dt.date | None, max_tlp: str | None,
) -> None:  # fmt: skip
    """Write the network as one HTML page: it needs no other file and no connection. What is marked stricter than
    GREEN stays out unless --max-tlp says otherwise.

    \b
    Example:
      liaison map my-network/ -o map.html --focus kumanovo
    """
    from liaison.drawing import draw
    from liaison.output import guard_output, write_file
    from liaison.session import dated, find, notice
    from queries.partners import learning_kind

    shown = dated(network, known_by, max_tlp or "GREEN")
    out = output or Path(f"{network.stem.strip('-') or 'network'}-map.html")
    guard_output(out, force)
    kind = learning_kind(shown.schema)
    text = draw(
        shown, as_of=as_of, view=view, focus=find(shown, focus) if focus else None, country=country, lang=lang,
        pilots=[find(shown, name.strip(), base=kind) for name in (pilots or "").split(",") if name.strip()],
    )  # fmt: skip
    write_file(out, text, force=force)
    notice(f"{out.stat().st_size / 1e6:.1f} MB")
    click.echo(out)

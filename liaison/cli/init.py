"""`liaison init`: an empty template, or a network from a table of one's own."""

from __future__ import annotations

from pathlib import Path

import click

from liaison import options


@click.command("init", short_help="Write an empty template, or fill it from a table of yours.")
@click.argument("out", type=click.Path(path_type=Path))
@click.option(
    "--from",
    "table",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Your own table, .csv or .xlsx: an attendee list, a list of contacts.",
)
@click.option("--sheet", metavar="NAME", help="Sheet of your workbook; the first unless said.")
@click.option(
    "--mapping",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE.toml",
    help="Which column is what, as an earlier call proposed it.",
)
@click.option(
    "--set",
    "constants",
    type=options.Pair(),
    multiple=True,
    metavar="NAME=VALUE",
    help="What holds for all rows: event, date, event_country, event_city, country, city, kind, role, source; date_order "
    "(day-month, month-day, or year-month for 24-06-05) says how dates like 05/06/2024 are read.",
)
@click.option("--fill-merged", is_flag=True, help="Take the value of merged cells for each of them.")
@click.option("--yes", is_flag=True, help="Take what is proposed without asking.")
@options.forcing("Overwrite what is at OUT.")
@options.reading
@click.pass_context
def command(
    ctx: click.Context, out: Path, table: Path | None, sheet: str | None, mapping: Path | None,
    constants: tuple[tuple[str, object], ...], fill_merged: bool, yes: bool, force: bool,
) -> None:  # fmt: skip
    """Write an empty template to OUT (a folder, a .xlsx or a .json file) with one worked example to delete. With --from
    it is filled from a table of yours: it is proposed which column is what, and you are asked.

    Names of persons, and what identifies them, are left out: a network knows offices and organisations. What cannot be
    taken as it stands is left blank, told with its row, and marked in a workbook; exit 3 says that cells must be filled
    in before the network loads.

    A date is read as it can only be meant: 14/05/2024 in one row says that the day stands first in all rows. If nothing
    tells, it is left blank, and --set date_order=day-month says it.

    A column may be: organisation, name, kind, country, city, event, date, attended (yes or no: only a yes becomes a
    tie), role (speaker), position (an office: mayor, national coordinator), person and private (left out), name_ar,
    city_ar, other_names, population, lat, lon, note, leave out.

    Two spellings are one city if the list says so (Bitola / Битола in one cell, or a column of names in Arabic), or if the
    sample network knows the city by both. A city that the sample knows takes its place on the map from there, with the
    source, unless the list says another. Dates of one event that do not follow one another are events of their own.

    \b
    Examples:
      liaison init my-network.xlsx
      liaison init my-network/ --from attendees.xlsx --set event="Forum, Skopje 2024" --set date=2024-05
    """
    from graphmodel.schema import builtin_schema
    from liaison.problems import guard_errors
    from liaison.session import notice
    from loaders import format_of
    from loaders.atomic import free
    from loaders.template import write_template

    free(out, force=force)
    format_of(out)
    guard_errors(out)
    if table is None:
        write_template(out, builtin_schema(), force=force)
        notice(f"wrote {out}; fill in actors, ties and sources, delete the example rows, then: liaison check {out}")
        return
    from liaison.taking_in import take_in

    values = {name: str(value) for name, value in constants}
    code = take_in(
        out, table, sheet=sheet, mapping=mapping, constants=values, yes=yes, fill_merged=fill_merged, force=force,
        encoding=ctx.meta.get("encoding"), delimiter=ctx.meta.get("delimiter"),
    )  # fmt: skip
    ctx.exit(code)

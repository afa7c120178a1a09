"""`liaison brief`: one page on a city, or on a country for its minister."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from liaison import options


@click.command("brief", short_help="Write one page on a city, or on a country for its minister.")
@options.network
@click.argument("city", required=False)
@click.option("--country", type=options.CountryCode(), metavar="XX", help="A page on this country instead.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="FILE",
    help="Where to write, .html or .docx; NAME-brief.html here unless said.",
)  # fmt: skip
@click.option("--lang", type=click.Choice(["en", "ar"]), default="en", show_default=True, help="Language of the page.")
@options.forcing("Overwrite the file if it is there.")
@options.asking
@options.reading
def command(
    network: Path, city: str | None, country: str | None, output: Path | None, lang: str, force: bool,
    as_of: dt.date | None, known_by: dt.date | None, max_tlp: str | None,
) -> None:  # fmt: skip
    """Write one page to print on CITY: facts with their sources, ties, gaps, learning partners with reasons, and what
    is not known. With --country: one page for a minister, what is on record, what is reported missing, what we ask.
    What is marked stricter than GREEN stays out unless --max-tlp says otherwise.

    \b
    Examples:
      liaison brief my-network/ kumanovo -o kumanovo.html
      liaison brief my-network/ --country XK --lang ar -o kosovo.docx
    """
    from graphmodel.errors import UsageProblem
    from liaison.briefing import city_brief, country_brief
    from liaison.output import guard_output, write_bytes, write_file
    from liaison.session import find, guard_country, seen
    from queries.partners import learning_kind

    if (city is None) == (country is None):
        raise UsageProblem("name a city, or a country with --country XX; one of the two")
    out = output or Path(f"{(city or country or '').lower()}-brief.html")
    if out.suffix.lower() not in (".html", ".docx"):
        raise UsageProblem(f"{out}: a brief is written as .html or .docx")
    guard_output(out, force)
    shown = seen(network, as_of, known_by, max_tlp or "GREEN")
    if country is not None:
        page = country_brief(shown, country, lang=lang)
    else:
        guard_country(shown, city or "")
        page = city_brief(shown, find(shown, city or "", base=learning_kind(shown.schema)), lang=lang)
    if out.suffix.lower() == ".docx":
        from viz.brief_docx import brief_docx

        write_bytes(out, brief_docx(page), force=force)
    else:
        from viz.brief import brief_html

        write_file(out, brief_html(page), force=force)
    click.echo(out)

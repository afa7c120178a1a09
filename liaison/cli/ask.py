"""`liaison ask`: the questions that would settle most of what is not known, by whom to ask."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from liaison import options

LETTERS = 12
"""How many letters are printed unless more are asked for."""


@click.command("ask", short_help="Write the questions that would settle most, by whom to ask.")
@options.network
@click.option("--to", "addressee", metavar="ACTOR", help="Only questions to this office or organisation.")
@click.option(
    "--rule", "rules", multiple=True, metavar="NAME", help="Only for gaps of this rule; may be given several times."
)
@click.option("--country", type=options.CountryCode(), metavar="XX", help="Only questions to those of this country.")
@click.option(
    "--limit", type=click.IntRange(min=1), metavar="N",
    help="At most so many letters, those that settle most; 12 are printed unless said, and a list has all.",
)  # fmt: skip
@click.option(
    "--lang", type=click.Choice(["en", "ar"]), default="en", show_default=True, help="Language of the letters."
)
@options.asking
@options.writing
@options.reading
def command(
    network: Path, addressee: str | None, rules: tuple[str, ...], country: str | None, limit: int | None, lang: str,
    as_of: dt.date | None, known_by: dt.date | None, max_tlp: str | None, form: str | None, output: Path | None,
    force: bool,
) -> None:  # fmt: skip
    """Turn what is not known into questions, each to the office or organisation whose list or word would settle it, and
    print one letter for each addressee.

    A question is asked once, of the one whose answer settles most: a coordinator that names its cities settles a gap of
    each. Letters that settle most come first, and of as many those of higher priority. Asked is what no source speaks
    of, who met and may have stayed in touch, and where sources differ; not what was decided to be no gap, or to wait.
    With -o FILE.xlsx the questions become a list to send and fill in; its sheet 'read me' says how answers come back.

    \b
    Examples:
      liaison ask my-network/
      liaison ask my-network/ --country AL --lang ar
      liaison ask my-network/ --to kumanovo -o kumanovo.txt
      liaison ask my-network/ -o questions.xlsx
    """
    from liaison import asked_pages as pages
    from liaison.output import csv_text, emit, form_of, guard_output, json_text
    from liaison.sections import numbers_of
    from liaison.session import find, seen
    from queries.decided import not_set_aside
    from queries.gaps import find_gaps
    from queries.questions import is_open, questions

    guard_output(output, force)
    view = seen(network, as_of, known_by, max_tlp, needs="ties")
    to = find(view, addressee) if addressee is not None else None
    found = find_gaps(view, rules=rules or None, languages=("en", "ar"))
    gaps = [gap for gap in not_set_aside(view, found) if is_open(gap)]
    numbers = numbers_of(gaps)
    wanted = form_of(form, output)
    most = limit or (LETTERS if wanted == "table" else None)
    every = [
        one for one in questions(view, gaps)
        if to in (None, one.to) and country in (None, view.country_of(one.to))
    ]  # fmt: skip
    asked = [one for mine in list(pages.letters(every).values())[:most] for one in mine]
    if wanted == "json":
        emit(json_text(pages.questions_json(view, asked, numbers)), output, force=force)
    elif wanted == "csv":
        emit(csv_text(*pages.questions_rows(view, asked, lang=lang)), output, force=force)
    elif wanted == "xlsx" and output is not None:
        pages.write_questions(view, asked, numbers, output, lang=lang, force=force)
    else:
        lines = pages.questions_letters(view, asked, numbers, every=every, lang=lang, day=as_of)
        emit("\n".join(lines), output, force=force)

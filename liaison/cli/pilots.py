"""`liaison pilots`: which cities to choose as pilots."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from liaison import options

if TYPE_CHECKING:
    from graphmodel.network import Network
    from queries.pilots import PilotChoice


@click.command("pilots", short_help="Choose pilot cities that reach the most others.")
@options.network
@click.option("--count", type=click.IntRange(min=1), default=4, show_default=True, metavar="K", help="How many.")
@click.option(
    "--programme",
    metavar="ACTOR",
    help="Whose members are candidates: a programme or a network; without it, every programme that means to share.",
)
@click.option("--any-city", is_flag=True, help="Every city is a candidate, member or not.")
@click.option("--among", metavar="A,B,…", help="Only these are candidates, by ids or names, with commas between.")
@click.option("--country", type=options.CountryCode(), metavar="XX", help="Only cities of this country are candidates.")
@click.option("--per-country", type=click.IntRange(min=1), metavar="M", help="At most so many of one country.")
@click.option("--must", multiple=True, metavar="CITY", help="Chosen in any case; may be given several times.")
@click.option("--not", "exclude", multiple=True, metavar="CITY", help="Left out; may be given several times.")
@click.option(
    "--weight", "weights", type=options.Pair(), multiple=True, metavar="PART=N", help="Another weight for a part."
)
@options.without
@options.robust
@options.asking
@options.writing
@options.reading
def command(
    network: Path, count: int, programme: str | None, any_city: bool, among: str | None, country: str | None,
    per_country: int | None, must: tuple[str, ...],
    exclude: tuple[str, ...], weights: tuple[tuple[str, float], ...], without: tuple[str, ...],
    robust: bool, draws: int,
    as_of: dt.date | None, known_by: dt.date | None, max_tlp: str | None, form: str | None, output: Path | None, force: bool,
) -> None:  # fmt: skip
    """Choose pilot cities by what the choice as a whole is worth, and beside it the proven optimum.

    Its parts and their weights: reach .50 (the share of cities that would hear of it within two steps, over twinnings,
    partnerships and shared learning), readiness .20 (body, action plan, trained actors, the mayor's commitment, as
    recorded), spread .20 (countries), need .10. What is not known counts nothing. `[pilots.weights]` in network.toml
    changes them. How steady a choice is, is shown by the share of 200 draws with weights moved by up to 20 % in which
    each city is chosen. What it owes to single rows is another question: --robust.

    \b
    Examples:
      liaison pilots my-network/ --count 4 --per-country 1 --must kumanovo
      liaison pilots my-network/ --any-city --weight reach=1 --weight spread=0
      liaison pilots my-network/ --without-source report-2018
    """
    from liaison.output import ROWS, emit, emit_rows, form_of, guard_output, json_text
    from liaison.pilot_pages import pilots_json, pilots_rows, pilots_table
    from liaison.publishing import with_publishers
    from liaison.robust import pilots_robustness, stays_json, stays_lines, stays_rows
    from liaison.session import find, seen
    from queries.partners import learning_kind
    from queries.pilots import choose_pilots

    guard_output(output, force)
    if without and robust:
        raise click.UsageError("--without-source says what changes; leave out --robust")
    view = seen(network, as_of, known_by, max_tlp, needs="everything" if robust or without else "facts")
    kind = learning_kind(view.schema)
    must_be = [find(view, name, base=kind) for name in must]
    not_chosen = [find(view, name, base=kind) for name in exclude]
    abroad = _abroad(view, kind, country, must_be) if country else []
    asked: dict[str, Any] = {
        "programme": find(view, programme) if programme else None, "per_country": per_country,
        "must": must_be, "any_city": any_city, "weights": dict(weights),
        "among": [find(view, name.strip(), base=kind) for name in (among or "").split(",") if name.strip()],
        "exclude": [*not_chosen, *abroad],
    }  # fmt: skip
    chosen = choose_pilots(view, count, **asked)
    if without:
        said = {"count": count, "country": country, **asked, "exclude": not_chosen}
        _without(view, chosen, without, said, asked, (form, output, force))
        return
    stays = None
    if robust:
        from queries.thin_choices import ThinPilots

        names = [pilot.id for pilot in chosen.pilots]
        stays = pilots_robustness(view, names, ThinPilots(view, count, **asked), draws=draws)
    wanted = form_of(form, output)
    if wanted == "json":
        answered = with_publishers(view, stays_json(pilots_json(chosen, view.seen_as_of), "pilots", stays))
        emit(json_text(answered), output, force=force)
    elif wanted in ROWS:
        emit_rows(*stays_rows(*pilots_rows(chosen), stays), output, name="pilots", force=force)
    else:
        emit(
            "\n".join([*pilots_table(view, chosen, asked=as_of), *stays_lines(view, stays, "chosen")]),
            output,
            force=force,
        )


def _without(
    view: Network, chosen: PilotChoice, sources: Sequence[str], said: dict[str, Any], asked: dict[str, Any],
    written: tuple[str | None, Path | None, bool],
) -> None:  # fmt: skip
    """What hangs on some sources: which pilots would be chosen without them."""
    from liaison.session import find_source
    from liaison.without_pages import rank_without
    from queries.sources_gone import pilots_without

    gone = [find_source(view, ident) for ident in sources]
    found = pilots_without(view.without_sources(gone), said["count"], chosen, asked)
    if found.why_none:
        more = [f"Without it nobody could be chosen: {found.why_none}"]
    else:
        reach, of = (" → ".join(f"{number:,}" for number in pair) for pair in (found.reached, found.candidates))
        worth = " → ".join(f"{value:.3f}" for value in found.value)
        more = [
            f"Candidates: {of}. Cities that the choice reaches: {reach}. It is worth {worth} of 1; that is counted "
            "against what all candidates together could reach, so it may grow where there are fewer."
        ]
    rank_without(view, "Pilot cities", said, gone, found.changes, found.as_json(), more, "{:.3f}".format, written)


def _abroad(view: Network, kind: str, country: str, must: Sequence[str]) -> list[str]:
    """Cities that are not in a country; none of them may be one that must be chosen."""
    from graphmodel.errors import UsageProblem

    actors = view.actors
    rows = actors["kind"].isin(view.schema.descendants(kind)) & (actors["country"] != country)
    abroad = [str(ident) for ident in actors["id"][rows.to_numpy()]]
    for ident in must:
        if ident in abroad:
            raise UsageProblem(f"--must names {view.name_of(ident)}, which is not in {country} (--country)")
    return abroad

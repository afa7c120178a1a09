"""`liaison partners`: whom a city should share its learning with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from liaison import options

if TYPE_CHECKING:
    from graphmodel.findings import Suggestion
    from graphmodel.network import Network
    from queries.order import Why


@click.command("partners", short_help="Suggest whom a city should share its learning with, and why.")
@options.network
@click.argument("city")
@click.option(
    "--direction", type=click.Choice(["gives", "takes", "both"]), default="gives", show_default=True,
    help="Whether CITY gives its learning, takes that of another, or both.",
)  # fmt: skip
@click.option("--preset", metavar="NAME", help="Weights for a purpose: similar-challenges, front-runner or nearby.")
@click.option(
    "--weight", "weights", type=options.Pair(), multiple=True, metavar="PART=N", help="Another weight for a part."
)
@click.option("--diverse", is_flag=True, help="A list whose members are not all alike in context and country.")
@click.option("--why", metavar="OTHER", help="Explain one pair: why OTHER is suggested, or why it is not.")
@click.option("--country", type=options.CountryCode(), metavar="XX", help="Only partners of this country.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="At most so many; a table shows 5 unless said.")
@options.without
@options.robust
@options.asking
@options.writing
@options.reading
def command(
    network: Path, city: str, direction: str, preset: str | None, weights: tuple[tuple[str, float], ...],
    diverse: bool, why: str | None, country: str | None, limit: int | None,
    without: tuple[str, ...], robust: bool, draws: int, as_of: dt.date | None, known_by: dt.date | None, max_tlp: str | None,
    form: str | None, output: Path | None, force: bool,
) -> None:  # fmt: skip
    """Suggest whom CITY should share its learning with. CITY is an id or any of its names.

    The score is the sum of its parts, each with a weight, a value from 0 to 1 and a sentence. What is not known
    counts nothing; `at best` says what the score would be if all of it were favourable.

    Parts and their weights: transferable .25 (likeness of context, a programme that works there, a border), exchanged
    .20 (asked for it, or exchanged before), needs .20 (needs what is offered, or an exchange of equals), reachable .15
    (language, distance, twinning, common programmes), receive .15 (who takes it up) or, when CITY takes, proven .15
    (the other has shown it), introducer .05. `[partners.weights]` in network.toml changes them.

    \b
    Examples:
      liaison partners my-network/ kumanovo --limit 3
      liaison partners my-network/ kumanovo --direction takes --preset front-runner
      liaison partners my-network/ kumanovo --why skopje
      liaison partners my-network/ kumanovo --without-source report-2018
    """
    from liaison import partner_pages as pages
    from liaison.output import ROWS, emit, emit_rows, form_of, guard_output, json_text
    from liaison.publishing import with_publishers
    from liaison.robust import partners_robustness, stays_json, stays_lines, stays_rows
    from liaison.session import seen_without_ties
    from queries.partners import needs_ties, partners

    guard_output(output, force)
    if robust and (why is not None or diverse):
        raise click.UsageError("--robust asks how often the first stay first; leave out --why and --diverse")
    if without and (robust or diverse or why is not None):
        raise click.UsageError("--without-source says what changes; leave out --why, --diverse and --robust")
    view = seen_without_ties(
        network, as_of, known_by, max_tlp,
        unless=lambda seen: bool(without) or robust or needs_ties(seen, dict(weights), direction=direction, preset=preset),
    )  # fmt: skip
    ident = _city(view, city)
    ranked = partners(view, ident, direction=direction, preset=preset, weights=dict(weights))
    found = [one for one in ranked if country in (None, one.country)]
    if without:
        asked = {"direction": direction, "preset": preset, "weights": dict(weights)}
        _without(view, ident, found, without, limit or 5, country, asked, (form, output, force))
        return
    wanted = form_of(form, output)
    if why is not None:
        answer = _why(view, ident, why, found, limit or 5, country)
        if wanted == "json":
            emit(
                json_text(pages.why_json(ident, answer, direction=direction, as_of=view.seen_as_of)),
                output,
                force=force,
            )
        elif wanted in ROWS:
            emit_rows(*pages.partners_rows([answer.one]), output, name="partners", force=force)
        else:
            emit("\n".join(pages.why_lines(view, ident, answer, asked=as_of)), output, force=force)
        return
    shown = found[:limit] if wanted != "table" and not robust else found[: limit or 5]
    if diverse:
        from queries.diversity import diverse as spread

        shown = spread(view, found, limit or (len(found) if wanted != "table" else 5))
    stays = None
    if robust:
        from queries.thin_choices import ThinPartners

        thin = ThinPartners(view, ident, limit or 5, country, direction, preset, dict(weights))
        stays = partners_robustness(view, shown, thin, draws=draws)
    if wanted == "json":
        answered = pages.partners_json(
            ident, found, shown, direction=direction, preset=preset, as_of=view.seen_as_of
        )  # fmt: skip
        answered = with_publishers(view, stays_json(answered, "partners", stays))
        emit(json_text(answered), output, force=force)
    elif wanted in ROWS:
        emit_rows(*stays_rows(*pages.partners_rows(shown), stays), output, name="partners", force=force)
    else:
        lines = pages.partners_table(view, ident, found, asked=as_of, direction=direction, shown=shown)
        emit("\n".join([*lines, *stays_lines(view, stays, f"among the first {len(shown):,}")]), output, force=force)


def _without(
    view: Network, city: str, found: Sequence[Suggestion], sources: Sequence[str], limit: int, country: str | None,
    asked: dict[str, Any], written: tuple[str | None, Path | None, bool],
) -> None:  # fmt: skip
    """What hangs on some sources: who would be suggested without them."""
    from liaison.partner_pages import HEADINGS
    from liaison.session import find_source
    from liaison.without_pages import rank_without
    from queries.partners import partners
    from queries.sources_gone import changed_partners

    gone = [find_source(view, ident) for ident in sources]
    after = [one for one in partners(view.without_sources(gone), city, **asked) if country in (None, one.country)]
    changes = changed_partners(found, after, limit)
    head = HEADINGS[asked["direction"]].format(name=view.told_apart(city))
    said = {"city": city, **asked, "country": country}
    rank_without(view, head, said, gone, changes, changes.as_json(), (), "{:.3f}".format, written)


def _city(view: Network, text: str) -> str:
    """Id of the city that is meant."""
    from liaison.session import find
    from queries.partners import learning_kind

    return find(view, text, base=learning_kind(view.schema))


def _why(
    view: Network, city: str, other: str, found: Sequence[Suggestion], limit: int, country: str | None
) -> Why:  # fmt: skip
    """Why another stands where it stands; why it cannot, as a fault of the question."""
    from graphmodel.errors import UsageProblem
    from queries.order import why

    ident = _city(view, other)
    answer = why(found, ident, limit)
    if answer is not None:
        return answer
    name = view.name_of(ident)
    if ident == city:
        raise UsageProblem(f"{name} is the city that asks; it is no partner of its own")
    actor = view.actor(ident)
    if country is not None and actor["country"] != country:
        raise UsageProblem(f"{name} is not suggested, since only partners of {country} were asked for (--country)")
    raise UsageProblem(f"{name} is not suggested, since it ended: {actor['until']}")

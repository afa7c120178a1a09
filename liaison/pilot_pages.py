"""Pilots as the command line writes them: JSON, rows, and text to read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from liaison.citing import Sources
from liaison.publishing import publishers_lines
from liaison.session import when
from liaison.text import bullet, listed, plural, visible

if TYPE_CHECKING:
    from graphmodel.network import Network
    from queries.not_chosen import NotChosen
    from queries.pilots import Pilot, PilotChoice

__all__ = ["pilots_json", "pilots_rows", "pilots_table"]


def pilots_json(chosen: PilotChoice, as_of: dt.date | None = None) -> dict[str, Any]:
    """The documented form."""
    return {"schema_version": 1, "as_of": as_of, **chosen.as_json()}


def pilots_rows(chosen: PilotChoice) -> tuple[Sequence[str], list[list[object]]]:
    """One row per pilot, the value of each part in a column of its own."""
    names = [part.part for part in chosen.pilots[0].parts] if chosen.pilots else []
    rows: list[list[object]] = [
        [pilot.id, pilot.name, pilot.country, pilot.asked_for, *(part.value for part in pilot.parts), pilot.steady,
         " ".join(part.because for part in pilot.parts if part.known)]
        for pilot in chosen.pilots
    ]  # fmt: skip
    return ["id", "name", "country", "asked for", *names, "steady", "because"], rows


def pilots_table(network: Network, chosen: PilotChoice, *, asked: dt.date | None = None) -> list[str]:
    """The chosen with their parts, what the choice is worth beside the best one, what it rests on, and who is left
    out."""
    lines = [f"Pilot cities, {when(network, asked)}", *publishers_lines(network)]
    sources = Sources(network)
    for rank, pilot in enumerate(chosen.pilots, start=1):
        lines += ["", *_pilot(visible(network.placed(pilot.id)), pilot, rank, sources)]
    if len(chosen.pilots) < chosen.count:
        lines += ["", *_fewer(chosen)]
    lines += ["", *_worth(network, chosen), "", *_reach(network, chosen)]
    if chosen.not_chosen:
        lines += ["", "Not chosen, the nearest first:"]
        for one in chosen.not_chosen[:5]:
            lines += bullet("  - ", _what_would(network, one))
        if len(chosen.not_chosen) > 5:
            lines.append(f"    and {plural(len(chosen.not_chosen) - 5, 'more', 'more')}; --format json has them.")
    if chosen.decides_nothing:
        lines += [
            "",
            *bullet("", f"The same for every candidate, so it decides nothing: {'; '.join(chosen.decides_nothing)}."),
        ]
    lines += ["", *bullet("", (
        "Pilots are chosen as a set: each adds what the others lack. `liaison partners` asks which single city fits "
        "one pilot, and so puts others first; `liaison exchange` gives partners to all pilots at once."
    ))]  # fmt: skip
    return lines


def _pilot(name: str, pilot: Pilot, rank: int, sources: Sources) -> list[str]:
    marks = [*(["asked for"] if pilot.asked_for else []), f"chosen in {pilot.steady:.0%} of draws with moved weights"]
    lines = [f"{rank}. {name}{'' if pilot.country else ' (no country on record)'}  [{'; '.join(marks)}]"]
    unknown = []
    for part in pilot.parts:
        if part.known == 0:
            unknown.append(part)
            continue
        lines += bullet(f"   +{part.value * part.weight:.3f}  ", f"{part.title}: {part.because}")
        if cited := sources.cited(part.evidence):
            lines += bullet("           Source: ", cited)
    open_ = [question for part in pilot.parts for question in part.questions]
    if unknown:
        lines += bullet("   not known  ", "; ".join(part.title for part in unknown))
    if open_:
        more = f" (and {plural(len(open_) - 3, 'more question')})" if len(open_) > 3 else ""
        lines += bullet("   Ask: ", " ".join(open_[:3]) + more)
    return lines


def _fewer(chosen: PilotChoice) -> list[str]:
    have = plural(len(chosen.candidates), "candidate")
    return bullet("", (
        f"{chosen.count} were asked for; {len(chosen.pilots)} could be chosen of {have}. Record more members, allow "
        "more of one country, or make every city a candidate with --any-city."
    ))  # fmt: skip


def _worth(network: Network, chosen: PilotChoice) -> list[str]:
    weights = ", ".join(f"{name} {weight:.2f}" for name, weight in chosen.weights.items())
    same = abs(chosen.best_value - chosen.value) < 1e-9
    if not chosen.best_proven:
        beside = (
            f"no choice of as many is worth more than {chosen.best_value:.3f}; the best itself was not found in time"
        )
    elif same:
        beside = "no choice of as many is worth more (proven by integer programming)"
    else:
        names = listed([network.told_apart(ident) for ident in chosen.best_pilots])
        beside = f"the best choice of as many is worth {chosen.best_value:.3f} (proven by integer programming): {names}"
    lines = bullet("", f"Chosen one after another, they are worth {chosen.value:.3f} of 1 ({weights}); {beside}.")
    candidates = listed([network.told_apart(ident) for ident in chosen.candidates], 12)
    return lines + bullet("", f"{plural(len(chosen.candidates), 'candidate')}: {candidates}.")


def _reach(network: Network, chosen: PilotChoice) -> list[str]:
    labels = [network.schema.ties[kind].label["en"] for kind in chosen.travels]
    over = f", over ties of these kinds on record: {'; '.join(labels)}" if labels else "; no such tie is on record"
    proof = "proven" if chosen.proven else "a bound from above"
    lines = bullet("", (
        f"Reach is who would hear of it within {plural(chosen.steps, 'step')}{over}. They reach {chosen.reached} of "
        f"the {plural(chosen.reachable, 'city', 'cities')} that all candidates together reach, themselves included; a "
        f"choice of as many by reach alone would reach {chosen.optimum} ({proof})."
    ))  # fmt: skip
    for kind, count in chosen.resting.items():
        label = network.schema.ties[kind].label["en"]
        verb = "is" if count == 1 else "are"
        lines += bullet("", f"{count} of the {chosen.reached} {verb} reached only because a city {label} another.")
    if chosen.left_out:
        lines += bullet("", f"Not reached: {listed([network.told_apart(ident) for ident in chosen.left_out], 12)}.")
    return lines


def _what_would(network: Network, one: NotChosen) -> str:
    name = visible(network.placed(one.id))
    if not one.instead_of:
        return f"{name}: every place that it could take is taken by a city that was asked for."
    instead = visible(network.told_apart(one.instead_of))
    limit = ", the only one that may give way under the limit per country" if one.same_country else ""
    if one.behind <= 1e-9:
        return f"{name}: as good in the place of {instead}{limit}."
    ways = []
    if one.questions:
        ways.append(f"if the answers were favourable: {' '.join(one.questions)}")
    if one.further:
        ways.append(f"if its learning reached {plural(one.further, 'further city', 'further cities')}")
    would = " Or ".join(ways) or "nothing that is not known of it would bring it in"
    return f"{name}: {one.behind:.3f} less in the place of {instead}{limit}; in {would}"

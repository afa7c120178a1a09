"""Brokers and measures as the command line writes them: JSON, rows, and text to read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from liaison.publishing import publishers_lines, with_publishers
from liaison.session import when
from liaison.text import bullet, plural, table, visible

if TYPE_CHECKING:
    from graphmodel.network import Network
    from queries.brokers import Broker
    from queries.measure import Measured
    from queries.robustness import Robustness

__all__ = ["brokers_json", "brokers_rows", "brokers_table", "measure_json", "measure_rows", "measure_table"]

MOTIFS: Mapping[str, Mapping[str, str]] = {
    "1,2": {
        "I.A": "two {actors} without a tie, neither tied to a {subject}",
        "I.B": "two {actors} without a tie, one of them tied to a {subject}",
        "I.C": "open triad: two {actors} without a tie, both tied to the same {subject}",
        "II.A": "two {actors} with a tie, neither tied to a {subject}",
        "II.B": "two {actors} with a tie, one of them tied to a {subject}",
        "II.C": "closed triad: two {actors} with a tie, both tied to the same {subject}",
    },
    "2,1": {
        "I.C": "two {subjects} without a tie, both tied to the same {actor}",
        "II.C": "two {subjects} with a tie, both tied to the same {actor}",
    },
    "2,2": {
        "III.A": "two {actors} both tied to the same two {subjects}; nothing else",
        "III.B": "the same, and the two {subjects} are tied",
        "III.C": "the same, and the two {actors} are tied",
        "III.D": "the same, and both pairs are tied",
    },
}
"""What the classes of motifs are that are shown to people; JSON has all."""


def brokers_json(
    network: Network, found: Sequence[Broker], *, by: str, directed: bool, robust: Robustness | None = None
) -> dict[str, Any]:  # fmt: skip
    """The documented form."""
    day = network.seen_as_of
    extra = {} if robust is None else {"robustness": robust.as_json()}
    listed = [
        {**one.as_json(), **({} if robust is None else {"stays": robust.line(one.id)})} for one in found
    ]  # fmt: skip
    return with_publishers(network, {
        "schema_version": 1, "as_of": day.isoformat() if day else None, "by": by, "directed": directed, **extra,
        "brokers": listed,
    })  # fmt: skip


def brokers_rows(
    found: Sequence[Broker], robust: Robustness | None = None
) -> tuple[Sequence[str], list[list[object]]]:  # fmt: skip
    """One row per broker, each role in a column of its own."""
    names = list(found[0].roles) if found else []
    drawn = [] if robust is None else [f"stays without {one.name}" for one in robust.settings]
    columns = [
        "id", "name", "kind", "country", "level", *names, "total", "constraint", "effective size", "degree", *drawn, "means",
    ]  # fmt: skip
    rows: list[list[object]] = [
        [one.id, one.name, one.kind, one.country, one.level, *one.roles.values(), one.total, round(one.constraint, 4),
         round(one.effective_size, 4), one.degree, *([] if robust is None else robust.line(one.id)), " ".join(one.means)]
        for one in found
    ]  # fmt: skip
    return columns, rows


def brokers_table(
    network: Network, found: Sequence[Broker], *, by: str, directed: bool, robust: Robustness | None = None,
    asked: dt.date | None = None,
) -> list[str]:  # fmt: skip
    """Each broker with what its roles mean, and the numbers after the words."""
    lines = [f"Who stands between others, by {by}, {when(network, asked)}", *publishers_lines(network)]
    for rank, one in enumerate(found, start=1):
        place = ", ".join(text for text in (one.country, one.level) if text)
        lines += ["", f"{rank}. {visible(one.name)} ({place})"]
        for text in one.means:
            lines += bullet("   ", text)
        roles = ", ".join(f"{role} {count:,}" for role, count in one.roles.items() if count)
        lines += bullet(
            "   In numbers: ",
            f"{roles}; constraint {one.constraint:.3f}, effective size {one.effective_size:.2f}, {plural(one.degree, 'tie')}.",
        )
        if robust is not None:
            lines += bullet("   Robust? ", robust.words(one.id, f"among the first {len(found):,}"))
    if not found:
        lines += ["", *bullet("", f"Nobody: no actor is tied to two others that have no tie. {_COUNTED}")]
    else:
        counted = (
            "as the ties point, each order of two a pair of its own"
            if directed
            else "ties both ways, so that each pair counts twice"
        )
        lines += [
            "",
            *bullet(
                "",
                f"Roles of Gould and Fernandez, {counted}; constraint and effective size of Burt, ties both ways and each "
                f"pair once. {_COUNTED} A tie that nobody recorded may take pairs away: --robust says how far "
                "the order hangs on single rows.",
            ),
        ]
    return lines


def measure_json(
    network: Network, found: Measured, motifs: Mapping[str, Any] | None, limit: int | None
) -> dict[str, Any]:  # fmt: skip
    """The documented form."""
    day = network.seen_as_of
    answer: dict[str, Any] = {"schema_version": 1, "as_of": day.isoformat() if day else None, **found.as_json()}
    if motifs is not None:
        answer["motifs"] = motifs
    answer["actors"] = answer["actors"][:limit]
    return with_publishers(network, answer)


def measure_rows(found: Measured, limit: int | None) -> tuple[Sequence[str], list[list[object]]]:
    """One row per actor."""
    rows = [list(one.as_json().values()) for one in found.placed[:limit]]
    names = ["id", "name", "kind", "country", "level", "degree", "betweenness", "component", "core", "cuts off"]
    return names, rows


_COUNTED = (
    "Counted are offices, organisations and cities, never persons, and ties on record that are more than a meeting, two "
    "actors being tied once or not; where one sits, who leads it and what it is part of are none."
)
_MEASURES = (
    f"{_COUNTED} Betweenness is the share of shortest paths through an actor, on average over all pairs of others, those "
    "without a path included. All of it is of what is on record: a tie that nobody recorded would change it."
)
_NOBODY = (
    "Nobody to measure: no actor here is of a kind that is measured, or of one that is a kind of these. A kind of your own "
    "is measured if its file says so, as in `is_a: Organisation`; `liaison query NETWORK actors` lists who is."
)
_CUTS_OFF = (
    "Cuts off: so many of these actors would have no path to the rest without it. Programmes are not among them; `liaison "
    "gaps` (single point of failure) counts them too, so its numbers may be higher."
)


def measure_table(
    network: Network, found: Measured, motifs: Mapping[str, Any] | None, *, limit: int, asked: dt.date | None = None
) -> list[str]:  # fmt: skip
    """The whole in sentences, then the actors with most ties, then the motifs if they were asked for."""
    lines = [f"Offices and organisations of {visible(network.name) or 'the network'}, {when(network, asked)}"]
    lines += [*publishers_lines(network), "", *bullet("", _whole(found) if found.placed else _NOBODY)]
    if found.placed:
        rows = [
            [
                one.name,
                one.country,
                one.level,
                one.degree,
                round(one.betweenness, 4),
                one.component,
                one.core,
                one.cuts_off,
            ]
            for one in found.placed[:limit]
        ]
        names = ["actor", "country", "level", "ties", "betweenness", "component", "core", "cuts off"]
        lines += ["", *table(names, rows)]
        if any(one.cuts_off for one in found.placed[:limit]):
            lines += ["", *bullet("", _CUTS_OFF)]
        lines += ["", *bullet("", _MEASURES)]
        rest = len(found.placed) - limit
        lines += ["", f"{plural(rest, 'further actor')}; --limit N shows more."] if rest > 0 else []
    if motifs is not None:
        lines += ["", *_motif_lines(network, motifs)]
    return lines


def _whole(found: Measured) -> str:
    tied = [size for size in found.components if size > 1]
    alone = len(found.components) - len(tied)
    words = [f"{plural(found.actors, 'actor')}, {plural(found.ties, 'pair')} of them tied."]
    if tied:
        words.append(
            f"The largest part that is tied together has {tied[0]:,} actors; there "
            + ("is no other such part." if len(tied) == 1 else f"are {len(tied):,} such parts.")
        )
    if alone:
        words.append(f"{alone:,} {'has' if alone == 1 else 'have'} no tie of this sort on record.")
    if found.sources is not None:
        words.append(f"Betweenness is estimated from {found.sources} sources chosen at random, with a fixed seed.")
    return " ".join(words)


def _motif_lines(network: Network, motifs: Mapping[str, Any]) -> list[str]:
    words: dict[str, str] = {}
    for end in ("actors", "subjects"):
        kind = network.schema.nodes[motifs[end]]
        words |= {end: kind.plural["en"].lower(), end[:-1]: kind.label["en"].lower()}
    rows = [
        [f"{motif}[{name}]", motifs["counts"][motif][name], text.format(**words)]
        for motif, classes in MOTIFS.items() for name, text in classes.items()
    ]  # fmt: skip
    return table(["motif", "times", "what it is"], rows)

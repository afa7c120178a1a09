"""What is in a network, and what is on record of one actor."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from liaison.citing import Sources
from liaison.session import when
from liaison.sizes import held, sizes
from liaison.text import bullet, plural, table, visible

if TYPE_CHECKING:
    from graphmodel.network import Network

__all__ = [
    "actor_json", "actor_lines", "count_lines", "count_rows", "facts_of", "head_lines", "kind_lines", "kind_rows", "tie_rows",
]  # fmt: skip

Rows = tuple[list[str], list[list[object]]]
_HIDDEN = {"tlp", "implied", "known_from", "first_day", "last_day", "id", "name", "kind"}


def head_lines(network: Network, asked: dt.date | None, all_dates: int | None = None) -> list[str]:
    """Name, times and counts.

    Parameters
    ----------
    all_dates : int, optional
        How many ties there are of all dates.
    """
    status = network.ties["status"].astype(str).value_counts()
    counts = sizes(network)
    doubted = [f"{status[name]:,} {name}" for name in ("disputed", "denied") if status.get(name, 0)]
    more = [f"of the ties {', '.join(doubted)}"] if doubted else []
    if all_dates is not None and network.seen_as_of is not None:
        more.append(held(all_dates, len(network.ties)))
    return [
        *bullet("", f"{visible(network.name) or 'The network'}, {when(network, asked)}"),
        *bullet("", "; ".join([counts, *more])),
    ]


def count_rows(network: Network, country: str | None) -> Rows:
    """Actors by kind and country; those without a country under a dash."""
    actors = network.actors
    own = actors[~actors["implied"].to_numpy(dtype=bool)]
    frame = pd.DataFrame({"kind": own["kind"].astype(str), "country": own["country"].astype(str).replace("", "–")})
    if country is not None:
        frame = frame[frame["country"] == country]
    counts = Counter(zip(frame["kind"], frame["country"], strict=True))
    by_kind, by_place = Counter(frame["kind"]), Counter(frame["country"])
    places = sorted(by_place, key=lambda place: (place == "–", -by_place[place], place))
    rows: list[list[object]] = [
        [kind.plural["en"], by_kind[name], *(counts[name, place] or "" for place in places)]
        for name, kind in network.schema.nodes.items() if by_kind[name]
    ]  # fmt: skip
    return ["", "all", *places], rows


def count_lines(network: Network, country: str | None) -> list[str]:
    """Actors by kind and country as a table, with the sum of each column."""
    columns, rows = count_rows(network, country)
    if not rows:
        return [f"No actor of {country} is in view."]
    numbers = [[value for value in column if isinstance(value, int)] for column in zip(*rows, strict=True)]
    return table(columns, [*rows, ["All", *(sum(column) for column in numbers[1:])]])


def kind_rows(network: Network, kind: str, country: str | None) -> Rows:
    """Actors of a kind, and how many ties each has: neither denied ones nor those that follow from a cell."""
    actors = network.actors
    rows = np.array(actors["kind"].isin(network.schema.descendants(kind)), dtype=bool)
    if country is not None:
        rows &= (actors["country"] == country).to_numpy()
    ties = network.ties
    live = (ties["status"] != "denied").to_numpy() & ~ties["derived"].to_numpy(dtype=bool)
    ends = np.concatenate([ties["source_pos"].to_numpy()[live], ties["target_pos"].to_numpy()[live]])
    degree = np.bincount(ends, minlength=len(actors))
    found: list[list[object]] = [
        [row.id, row.name, str(row.country), int(degree[at])]
        for at, row in zip(np.flatnonzero(rows).tolist(), actors[rows].itertuples(index=False), strict=True)
    ]
    found.sort(key=lambda line: (str(line[2]), str(line[1])))
    return ["id", "name", "country", "ties"], found


def kind_lines(network: Network, kind: str, country: str | None, limit: int | None) -> list[str]:
    """Actors of a kind as a table; how many there are beside those that are shown."""
    columns, rows = kind_rows(network, kind, country)
    if not rows:
        label = network.schema.nodes[kind].label["en"]
        return [f"Nobody of the kind {label}{f' in {country}' if country else ''} is in view."]
    return [*table(columns, rows[:limit]), *_cut(rows, limit, "actor")]


def _cut(rows: Sequence[object], limit: int | None, what: str) -> list[str]:
    """A line that says how many are shown of how many, if a limit left some out."""
    if limit is None or len(rows) <= limit:
        return []
    return ["", f"{limit:,} of {plural(len(rows), what)}; --limit N shows more."]


def tie_rows(network: Network, ident: str) -> Rows:
    """Ties of one actor, a row per claim."""
    at = network.position[ident]
    ties = network.ties
    mine = np.flatnonzero((ties["source_pos"].to_numpy() == at) | (ties["target_pos"].to_numpy() == at))
    claims = network.claims[np.isin(network.claims["tie_pos"].to_numpy(), mine)]
    rows: list[list[object]] = []
    for claim in claims.to_dict("records"):
        tie = ties.iloc[claim["tie_pos"]]
        out = tie["source"] == ident
        kind = network.schema.ties[str(tie["kind"])]
        other = tie["target"] if out else tie["source"]
        words = kind.label["en"] if out or not kind.directed else kind.inverse["en"]
        rows.append([
            words, network.told_apart(other), other, "yes" if claim["says"] == "yes" else "no", claim["since"],
            claim["until"], claim["form"], claim["source"], claim["locator"], claim["note"],
        ])  # fmt: skip
    rows.sort(key=lambda line: (str(line[0]), str(line[1])))
    return ["tie", "other", "id", "says", "since", "until", "form", "source", "locator", "note"], rows


def actor_lines(
    network: Network, ident: str, limit: int | None = None, asked: dt.date | None = None
) -> list[str]:  # fmt: skip
    """One actor in words: its facts, what sources disagree about, its ties, and what its sources are.

    Parameters
    ----------
    limit : int, optional
        Ties that are shown; how many there are is said.
    """
    actor = network.actor(ident)
    kind = network.schema.nodes[str(actor["kind"])]
    name = f"{visible(str(actor['name']))} ({ident}), {kind.label['en']}, {when(network, asked)}"
    lines = bullet("", name)
    for name, value in facts_of(actor).items():
        lines += bullet(f"  {name}: ", str(value))
    disputed = network.conflicts()
    for about, rows in disputed[disputed["subject"] == ident].groupby("property"):
        values = "; ".join(f"{row.value} ({row.source})" for row in rows.itertuples(index=False))
        lines += bullet("  sources disagree: ", f"{about}: {values}")
    _, claims = tie_rows(network, ident)
    shown = [[line[0], line[1], _period(line), line[7]] for line in claims[:limit]]
    lines += ["", *table(["tie", "other", "when", "source"], shown)] if shown else ["", "No tie on record."]
    lines += _cut(claims, limit, "line")
    own = str(actor["source"]).split(";")
    doubted = disputed.loc[disputed["subject"] == ident, "source"]
    return lines + Sources(network).legend([*map(str.strip, own), *map(str, doubted), *(str(row[3]) for row in shown)])


def _period(line: list[object]) -> str:
    since, until, form = str(line[4]), str(line[5]), str(line[6])
    words = f"{since}–{until}" if until else since
    denied = "a source says no" if line[3] == "no" else ""
    return ", ".join(part for part in (denied, form, words) if part)


def facts_of(actor: dict[str, Any]) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, value in actor.items():
        if name in _HIDDEN or value is None or value == "" or (isinstance(value, float) and np.isnan(value)):
            continue
        whole = isinstance(value, float) and value.is_integer()
        found[name] = int(value) if whole else value
    return found


def actor_json(network: Network, ident: str, limit: int | None = None) -> dict[str, Any]:
    """One actor with its facts and claims: `total` of them, of which at most `limit` are listed."""
    actor = network.actor(ident)
    columns, rows = tie_rows(network, ident)
    facts = {name: value.item() if hasattr(value, "item") else value for name, value in facts_of(actor).items()}
    disputed = network.conflicts()
    return {
        "schema_version": 1, "as_of": network.seen_as_of,
        "id": ident, "name": str(actor["name"]), "kind": str(actor["kind"]), "facts": facts,
        "conflicts": disputed[disputed["subject"] == ident].to_dict("records"),
        "total": len(rows), "claims": [dict(zip(columns, row, strict=True)) for row in rows[:limit]],
    }  # fmt: skip

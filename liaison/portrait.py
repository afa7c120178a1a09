"""What is in a network, and what is on record of one actor."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from liaison.session import when
from liaison.sizes import sizes
from liaison.text import bullet, table, visible

if TYPE_CHECKING:
    from graphmodel.network import Network

__all__ = ["actor_json", "actor_lines", "count_rows", "facts_of", "head_lines", "kind_rows", "tie_rows"]

Rows = tuple[list[str], list[list[object]]]
_HIDDEN = {"tlp", "implied", "known_from", "first_day", "last_day", "id", "name", "kind"}


def head_lines(network: Network, asked: dt.date | None) -> list[str]:
    """Name, times and counts in two lines."""
    status = network.ties["status"].astype(str).value_counts()
    counts = sizes(network)
    doubted = ", ".join(f"{status[name]:,} {name}" for name in ("disputed", "denied") if status.get(name, 0))
    return [
        f"{visible(network.name) or 'The network'}, {when(network, asked)}",
        counts + (f"; of the ties {doubted}" if doubted else ""),
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


def kind_rows(network: Network, kind: str, country: str | None, limit: int | None) -> Rows:
    """Actors of a kind, and how many ties each has."""
    actors = network.actors
    rows = actors["kind"].isin(network.schema.descendants(kind)).to_numpy()
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
    return ["id", "name", "country", "ties"], found[:limit]


def tie_rows(network: Network, ident: str, limit: int | None = None) -> Rows:
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
            words, network.name_of(other), other, "yes" if claim["says"] == "yes" else "no", claim["since"],
            claim["until"], claim["form"], claim["source"], claim["locator"], claim["note"],
        ])  # fmt: skip
    rows.sort(key=lambda line: (str(line[0]), str(line[1])))
    return ["tie", "other", "id", "says", "since", "until", "form", "source", "locator", "note"], rows[:limit]


def actor_lines(network: Network, ident: str, limit: int | None = None) -> list[str]:
    """One actor in words: its facts, what sources disagree about, its ties."""
    actor = network.actor(ident)
    kind = network.schema.nodes[str(actor["kind"])]
    lines = [f"{visible(str(actor['name']))} ({ident}), {kind.label['en']}"]
    for name, value in facts_of(actor).items():
        lines += bullet(f"  {name}: ", str(value))
    disputed = network.conflicts()
    for about, rows in disputed[disputed["subject"] == ident].groupby("property"):
        values = "; ".join(f"{row.value} ({row.source})" for row in rows.itertuples(index=False))
        lines += bullet("  sources disagree: ", f"{about}: {values}")
    _, rows_ = tie_rows(network, ident, limit)
    shown = [[line[0], line[1], _period(line), line[7]] for line in rows_]
    lines += ["", *table(["tie", "other", "when", "source"], shown)] if shown else ["", "No tie on record."]
    return lines


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


def actor_json(network: Network, ident: str) -> dict[str, Any]:
    """One actor with its facts and claims."""
    actor = network.actor(ident)
    columns, rows = tie_rows(network, ident)
    facts = {name: value.item() if hasattr(value, "item") else value for name, value in facts_of(actor).items()}
    disputed = network.conflicts()
    return {
        "schema_version": 1, "id": ident, "name": str(actor["name"]), "kind": str(actor["kind"]), "facts": facts,
        "conflicts": disputed[disputed["subject"] == ident].to_dict("records"),
        "claims": [dict(zip(columns, row, strict=True)) for row in rows],
    }  # fmt: skip

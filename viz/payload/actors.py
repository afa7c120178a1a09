"""Actors as the page knows them: names in all scripts, facts with who says so, and from when to when they are there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from graphmodel.names import fold
from graphmodel.network import Network
from viz.payload.short_names import short_names
from viz.payload.texts import folded_away, value_texts

__all__ = ["actor_rows", "day_numbers"]

Flags = npt.NDArray[np.bool_]
Sources = Mapping[str, int]


def actor_rows(network: Network, frames: Flags, source_at: Sources) -> list[dict[str, Any]]:
    """One dict per actor, in the order of the table; a field that is blank is left out."""
    actors = network.actors
    degree, facts, known = _degree(network), _facts(network, source_at), _known_from(network)
    first, last = (day_numbers(actors[name]) for name in ("first_day", "last_day"))
    implied = _only_named(network)
    short = {language: short_names(network, language) for language in ("en", "ar")}
    found = []
    for at, row in enumerate(actors.to_dict("records")):
        others = [text.strip() for text in row["other_names"].split(";") if text.strip()]
        names = [row["name"], row["name_ar"], *others, row["id"]]
        full = {
            "id": row["id"], "name": row["name"], "ar": row["name_ar"], "short": short["en"][at],
            "shortAr": short["ar"][at], "also": others, "kind": str(row["kind"]), "country": str(row["country"]),
            "level": str(row["level"]), "city": str(row["city"]), "degree": int(degree[at]), "facts": facts.get(at, []),
            "note": row["note"], "keys": list(dict.fromkeys(fold(text) for text in names if text)),
            "begin": int(first[at]), "end": int(last[at]), "known": int(known[at]), "frame": bool(frames[at]),
            "implied": bool(implied[at]),
            "sources": [source_at[one] for one in row["source"].split(";") if one in source_at],
        }  # fmt: skip
        found.append({key: value for key, value in full.items() if value or key in ("id", "name", "kind", "keys")})
    return found


def day_numbers(days: pd.Series[Any]) -> npt.NDArray[np.int64]:
    """Days as YYYYMMDD, 0 for none."""
    stamps = pd.to_datetime(days)
    numbers = stamps.dt.year * 10_000 + stamps.dt.month * 100 + stamps.dt.day
    return np.asarray(numbers.fillna(0).to_numpy(dtype=np.int64))


def _degree(network: Network) -> npt.NDArray[np.int64]:
    """Ties on record that do not follow from a cell, at any date."""
    ties = network.ties
    live = (ties["status"] != "denied").to_numpy() & ~ties["derived"].to_numpy(dtype=bool)
    ends = np.concatenate([ties["source_pos"].to_numpy()[live], ties["target_pos"].to_numpy()[live]])
    return np.bincount(ends, minlength=len(network.actors))


def _known_from(network: Network) -> npt.NDArray[np.int64]:
    """Day by which a source first named each actor; 1 for a place, which is known always; 0 for never."""
    places = network.actors["kind"].isin(network.schema.places).to_numpy()
    return np.where(places, 1, day_numbers(network.actors["known_from"]))


def _only_named(network: Network) -> Flags:
    """Countries without a row of their own that are there only while an actor or a tie in view names them."""
    coverage, caveats = network.coverage, network.caveats
    named = {*coverage["of"], *network.facts["subject"], *caveats["from_id"], *caveats["to_id"]}
    named |= {*caveats["from_country"], *caveats["to_country"]}
    named |= {code for cell in coverage["countries"] for code in str(cell).split(";")}
    implied = network.actors["implied"].to_numpy(dtype=bool)
    return np.asarray(implied & ~network.actors["id"].isin(named).to_numpy())


def _facts(network: Network, source_at: Sources) -> dict[int, list[list[Any]]]:
    """Per actor: label by language, values (each text, sources, of, date), whether it is folded away."""
    properties = network.schema.node_properties
    told: dict[tuple[str, str], list[tuple[Any, str, str, str]]] = defaultdict(list)
    table = network.facts
    columns = [table[name].astype(str).tolist() for name in ("subject", "property", "value", "source", "of", "date")]
    for subject, name, value, source, of, date in zip(*columns, strict=True):
        if subject in network.position:
            told[subject, name].append((value, source, of, date))
    found: dict[int, list[list[Any]]] = defaultdict(list)
    idents, stated = (network.actors[name].astype(str).tolist() for name in ("id", "source"))
    for name, prop in properties.items():
        if name not in network.actors.columns:
            continue
        column = network.actors[name]
        filled = np.flatnonzero((column.notna() & (column.astype(str) != "")).to_numpy())
        for at, value in zip(filled.tolist(), column.iloc[filled].tolist(), strict=True):
            values = [(value, stated[at], "", ""), *told.pop((idents[at], name), ())]
            found[at].append(_fact(dict(prop.label), values, prop, source_at))
    for (subject, name), values in told.items():
        known = properties.get(name)
        found[network.position[subject]].append(_fact(network.property_label(name), values, known, source_at))
    return dict(found)


def _fact(
    label: Mapping[str, str], values: list[tuple[Any, str, str, str]], prop: Any, source_at: Sources
) -> list[Any]:
    """Values that are the same are one, with the sources of all."""
    merged: dict[str, list[Any]] = {}
    for value, source, of, date in values:
        text = value_texts(value, prop)
        sources = [source_at[one] for one in source.split(";") if one in source_at]
        entry = merged.setdefault(f"{text}|{of}", [text, [], of, date])
        entry[1] += [one for one in sources if one not in entry[1]]
    rows = list(merged.values())
    return [dict(label), rows, folded_away(prop, rows[0][0])]

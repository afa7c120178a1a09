"""What the page knows, as plain data: actors, ties with their claims, gaps, partners, and words for all of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from graphmodel.countries import country_name
from graphmodel.findings import Evidence, Gap, Suggestion
from graphmodel.marking import MARKINGS
from graphmodel.names import FOLDING, fold
from graphmodel.network import Network
from viz.interface import RIGHT_TO_LEFT, words
from viz.layouts import geographic, levels, spring
from viz.outlines import outline
from viz.view_files import View

__all__ = ["payload"]

_CLAIM = ("says", "source", "since", "until", "form", "role", "locator", "quote", "basis", "note")


def payload(
    network: Network, *, gaps: Sequence[Gap], suggestions: Sequence[Suggestion], views: Sequence[View], view: View,
    focus: str | None, lang: str,
) -> dict[str, Any]:  # fmt: skip
    """Everything that the page is made from; plain lists, dicts, texts and numbers."""
    by_level, rows, columns = levels(network)
    on_map, projection = geographic(network)
    places = {"levels": by_level, "network": spring(network), "geographic": on_map}
    return {
        "lang": lang,
        "rightToLeft": list(RIGHT_TO_LEFT),
        "words": words(),
        "folding": FOLDING,
        "title": {"en": network.name, "ar": str(network.settings.get("name_ar") or network.name)},
        "asOf": network.seen_as_of.isoformat() if network.seen_as_of else "",
        "knownBy": network.seen_known_by.isoformat() if network.seen_known_by else "",
        "marking": MARKINGS[_strictest(network)],
        "kinds": {
            name: {"label": dict(kind.label), "plural": dict(kind.plural), "colour": kind.colour, "shape": kind.shape}
            for name, kind in network.schema.nodes.items()
        },
        "ties": {
            name: {"label": dict(kind.label), "inverse": dict(kind.inverse), "directed": kind.directed,
                   "colour": kind.colour, "width": kind.width}
            for name, kind in network.schema.ties.items()
        },
        "countries": _countries(network),
        "nodes": _nodes(network, {name: points.round(1).tolist() for name, points in places.items()}),
        "edges": _edges(network),
        "sources": _sources(network),
        "gaps": [_gap(gap, network) for gap in gaps],
        "partners": [_suggestion(one, network) for one in suggestions],
        "views": [one.as_json() for one in views],
        "view": view.name,
        "focus": focus,
        "bands": {
            "rows": [[band.name, band.begin, band.end] for band in rows],
            "columns": [[band.name, band.begin, band.end] for band in columns],
        },
        "outline": outline(projection, on_map) if projection is not None else [],
    }  # fmt: skip


def _strictest(network: Network) -> int:
    ranks = [int(table["tlp"].max()) for table in (network.actors, network.ties, network.sources) if len(table)]
    return max(ranks, default=0)


def _countries(network: Network) -> dict[str, dict[str, str]]:
    """Names of countries; what the network's own rows say goes first."""
    codes = sorted(set(network.actors["country"].astype(str)) - {""})
    found = {}
    for code in codes:
        english, arabic = country_name(code, "en"), country_name(code, "ar")
        if code in network.position:
            row = network.actor(code)
            english, arabic = str(row["name"]), str(row["name_ar"]) or arabic
        found[code] = {"en": english, "ar": arabic}
    return found


def _nodes(network: Network, places: dict[str, list[list[float]]]) -> list[dict[str, Any]]:
    actors = network.actors
    ties = network.ties
    live = (ties["status"] != "denied").to_numpy() & ~ties["derived"].to_numpy(dtype=bool)
    ends = np.concatenate([ties["source_pos"].to_numpy()[live], ties["target_pos"].to_numpy()[live]])
    degree = np.bincount(ends, minlength=len(actors))
    facts = _facts(network)
    found = []
    for at, row in enumerate(actors.to_dict("records")):
        others = [text.strip() for text in row["other_names"].split(";") if text.strip()]
        names = [row["name"], row["name_ar"], *others, row["id"]]
        found.append({
            "id": row["id"], "name": row["name"], "ar": row["name_ar"], "also": others, "kind": str(row["kind"]),
            "country": str(row["country"]), "level": str(row["level"]), "degree": int(degree[at]),
            "places": {name: points[at] for name, points in places.items()}, "facts": facts[at],
            "note": row["note"], "keys": list(dict.fromkeys(fold(text) for text in names if text)),
        })  # fmt: skip
    return found


def _facts(network: Network) -> list[list[list[Any]]]:
    """Per actor: label by language, value, sources, whether sources disagree about it."""
    properties = network.schema.node_properties
    actors = network.actors
    disputed: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for subject, name, value, source in (
        network.conflicts()[["subject", "property", "value", "source"]].to_numpy().tolist()
    ):
        disputed[str(subject), str(name)].append((str(value), str(source)))
    found: list[list[list[Any]]] = []
    for row in actors.to_dict("records"):
        ident, source = row["id"], row["source"]
        facts: list[list[Any]] = []
        for name in ("since", "until"):
            if row[name]:
                facts.append([{"key": name}, row[name], source, False])
        for name, prop in properties.items():
            value = row.get(name)
            blank = value is None or value == "" or pd.isna(value)
            if name in actors.columns and not blank and (ident, name) not in disputed:
                facts.append([dict(prop.label), _plain(value), source, False])
        for (subject, name), values in disputed.items():
            if subject == ident:
                label = dict(properties[name].label) if name in properties else {"en": name}
                facts += [[label, _number(value), said, True] for value, said in values]
        found.append(facts)
    return found


def _plain(value: Any) -> str:
    if isinstance(value, float):
        return f"{int(value):,}" if value.is_integer() and abs(value) >= 10_000 else f"{value:g}"
    return str(value)


def _number(value: str) -> str:
    return f"{int(value):,}" if value.isdigit() and len(value) > 4 else value


def _edges(network: Network) -> list[dict[str, Any]]:
    """One per tie that is on record or denied, with what each source says of it."""
    ties, claims = network.ties, network.claims
    said: list[list[list[str]]] = [[] for _ in range(len(ties))]
    columns = [claims[name].astype(object).tolist() for name in _CLAIM]
    for at, *cells in zip(claims["tie_pos"].tolist(), *columns, strict=True):
        said[at].append([str(cell or "") for cell in cells])
    return [
        {"id": ident, "kind": str(kind), "from": source, "to": target, "status": str(status), "form": str(form or ""),
         "claims": said[at]}
        for at, (ident, kind, source, target, status, form) in enumerate(zip(
            ties["id"], ties["kind"], ties["source"], ties["target"], ties["status"], ties["form"], strict=True,
        ))
    ]  # fmt: skip


def _sources(network: Network) -> dict[str, list[str]]:
    return {
        row["id"]: [row["title"], row["publisher"], row["published"] or row["read_on"], row["url"]]
        for row in network.sources.to_dict("records")
    }


def _gap(gap: Gap, network: Network) -> dict[str, Any]:
    missing = gap.missing or {}
    pairs = missing.get("pairs") or ([[missing["from"], missing["to"]]] if "from" in missing else [])
    named = [pair for pair in pairs if all(end in network.position for end in pair)]
    alone = [end for pair in pairs if pair not in named for end in pair if end in network.position]
    return {
        "id": gap.id, "section": gap.section, "severity": gap.severity, "certainty": gap.certainty,
        "title": gap.title, "because": gap.because, "mend": gap.mend, "actors": list(gap.actors),
        "pairs": [list(pair) for pair in named], "alone": list(dict.fromkeys(alone)),
        "evidence": [_evidence(item) for item in gap.evidence],
    }  # fmt: skip


def _evidence(item: Evidence) -> list[str]:
    return [item.source or "", item.locator or "", item.quote or "", item.date or ""]


def _suggestion(one: Suggestion, network: Network) -> dict[str, Any]:
    return {
        "id": one.id, "score": round(one.score, 3), "high": round(one.high, 3), "known": round(one.known, 3),
        "parts": [
            [part.part, round(part.value, 3), round(part.weight, 3), part.because, part.title,
             [_evidence(item) for item in part.evidence]]
            for part in one.parts
        ],
        "introducers": [[item.id, item.because] for item in one.introducers], "labels": list(one.labels),
        "unknown": list(one.unknown),
    }  # fmt: skip

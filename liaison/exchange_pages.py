"""An exchange plan as the command line writes it: JSON, rows, and text to read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from liaison.citing import Sources
from liaison.partner_pages import TOO_LITTLE
from liaison.session import when
from liaison.text import bullet, listed, plural, visible
from queries.order import little_known

if TYPE_CHECKING:
    from graphmodel.findings import Suggestion
    from graphmodel.network import Network
    from queries.exchange import ExchangePlan

__all__ = ["exchange_json", "exchange_rows", "exchange_table"]

ASKED = 2
"""Questions that stand with a pair: those whose favourable answers would add most."""
NOTHING = "Nothing is known that speaks for it."


def exchange_json(plan: ExchangePlan, as_of: dt.date | None = None) -> dict[str, Any]:
    """The documented form."""
    return {"schema_version": 1, "as_of": as_of, **plan.as_json()}


def exchange_rows(plan: ExchangePlan) -> tuple[Sequence[str], list[list[object]]]:
    """One row per pair."""
    rows: list[list[object]] = [
        [pilot, one.id, one.name, one.country, round(one.score, 4), round(one.high, 4), round(one.known, 4),
         _because(one) or NOTHING, list(one.unknown)]
        for pilot, chosen in plan.pairs.items() for one in chosen
    ]  # fmt: skip
    return ["pilot", "partner", "name", "country", "score", "at best", "known", "because", "unknown"], rows


def exchange_table(network: Network, plan: ExchangePlan, *, asked: dt.date | None = None) -> list[str]:
    """Each pilot with its partners and the reasons; then countries, load, and the greedy plan beside it."""
    lines = [f"An exchange plan, {when(network, asked)}"]
    sources = Sources(network)
    for pilot, chosen in plan.pairs.items():
        lines += ["", visible(network.told_apart(pilot))]
        for one in chosen:
            labels = f"  [{'; '.join(visible(text) for text in one.labels)}]" if one.labels else ""
            little = TOO_LITTLE if little_known(one) else ""
            score = f"{one.score:.2f}, at best {one.high:.2f}, {one.known:.0%} known{little}"
            lines += bullet("  - ", f"{visible(network.placed(one.id))}: {score}{labels}")
            lines += bullet("      ", _because(one) or _here_for(network, plan, one))
            gains = list(one.gains.items())[:ASKED]
            lines += bullet("      Ask: ", " ".join(f"{text} (+{gain:.2f})" for text, gain in gains)) if gains else []
            cited = sources.cited(item for part in one.parts for item in part.evidence)
            lines += bullet("      Source: ", cited) if cited else []
        if not chosen:
            lines.append("  nobody: no city is left for it")
    lines += ["", *_set(network, plan)]
    return lines


def _because(one: Suggestion) -> str:
    """What speaks most for a pair: the three parts that add most; blank if nothing does."""
    heavy = sorted((part for part in one.parts if part.value > 0), key=lambda p: (-p.value * p.weight, p.part))[:3]
    return " ".join(part.because for part in heavy)


def _here_for(network: Network, plan: ExchangePlan, one: Suggestion) -> str:
    """Why a pair is in the plan for which nothing speaks: so that a country is reached, or since there is room."""
    if one.country in plan.countries:
        return f"{NOTHING} It stands here so that {network.name_of(one.country)} is reached: ask before you plan."
    return f"{NOTHING} It stands here since there is room: ask before you plan."


def _set(network: Network, plan: ExchangePlan) -> list[str]:
    countries = [network.name_of(code) for code in plan.countries]
    lines = bullet("", f"Countries beside those of the pilots: {', '.join(countries) or 'none'}.")
    if plan.not_reached:
        places = len(plan.pairs) * plan.per_pilot
        missing = listed([network.name_of(code) for code in plan.not_reached])
        lines += bullet("", f"Not reached, since there are only {places} places: {missing}; --per-pilot gives more.")
    most = max(plan.load.values(), default=0)
    cities = plural(len(plan.load), "city receives", "cities receive")
    lines += bullet("", f"{cities}, from at most {plural(most, 'pilot')} (--per-city {plan.per_city}).")
    proof = (
        "no plan within these limits reaches more countries, and of those that reach as many none is worth more (proven by "
        "integer programming)" if plan.proven else "not proven"
    )  # fmt: skip
    pairs = sum(map(len, plan.pairs.values()))
    lines += bullet("", (
        f"{plural(pairs, 'pair')}, worth {plan.value:.3f} in all; {proof}. Picking again and again the best pair, one in a "
        f"new country first, would give {plan.greedy_value:.3f} and {plural(plan.greedy_countries, 'country', 'countries')}."
    ))  # fmt: skip
    for pilot, city, why in plan.vetoed:
        lines += bullet("", f"Left out, {network.told_apart(pilot)} and {network.told_apart(city)}: {why}.")
    return lines

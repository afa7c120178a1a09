"""Pilots as the command line writes them: JSON, rows, and text to read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from liaison.session import when
from liaison.text import bullet, plural

if TYPE_CHECKING:
    from graphmodel.network import Network
    from queries.pilots import PilotChoice

__all__ = ["pilots_json", "pilots_rows", "pilots_table"]


def pilots_json(chosen: PilotChoice) -> dict[str, Any]:
    """The documented form."""
    return {"schema_version": 1, **chosen.as_json()}


def pilots_rows(chosen: PilotChoice) -> tuple[Sequence[str], list[list[object]]]:
    """One row per pilot."""
    rows: list[list[object]] = [
        [pilot.id, pilot.name, pilot.country, " ".join(part.because for part in pilot.parts)] for pilot in chosen.pilots
    ]
    return ["id", "name", "country", "because"], rows


def pilots_table(network: Network, chosen: PilotChoice, *, asked: dt.date | None = None) -> list[str]:
    """The chosen, what they reach, who is left out, and what the reach rests on."""
    lines = [f"Pilot cities, {when(network, asked)}"]
    for rank, pilot in enumerate(chosen.pilots, start=1):
        text = " ".join(part.because for part in pilot.parts)
        lines += bullet(f"{rank}. ", f"{pilot.name} ({pilot.country}). {text}")
    proof = "proven" if chosen.proven else "at most"
    lines += ["", *bullet("", (
        f"They reach {chosen.reached} of {plural(chosen.reachable, 'city', 'cities')} that the "
        f"{plural(len(chosen.candidates), 'candidate')} can reach; the best choice of as many reaches {chosen.optimum} "
        f"({proof})."
    ))]  # fmt: skip
    if chosen.left_out:
        lines += bullet("", "Not reached: " + ", ".join(network.name_of(ident) for ident in chosen.left_out) + ".")
    for kind, count in chosen.resting.items():
        label = network.schema.ties[kind].label["en"]
        lines += bullet("", f"{count} of the {chosen.reached} are reached only because a city {label} another.")
    return lines

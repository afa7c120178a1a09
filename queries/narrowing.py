"""Which of all gaps were asked for: those of a country, those that are so certain."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from graphmodel.findings import Gap
from graphmodel.network import Network

__all__ = ["narrowed"]


def narrowed(network: Network, gaps: Iterable[Gap], country: str | None, certainty: str | None = None) -> list[Gap]:
    """Gaps of a country and of a certainty, in their order; None asks for all.

    A gap is one of a country also if it goes across a border and an end of the missing tie is there. Of a gap that has
    a country of its own only a place counts as an end: an event that was held in a country does not make what is
    missing there a gap of that country.
    """
    chosen = [gap for gap in gaps if certainty in (None, gap.certainty)]
    if country is None:
        return chosen
    actors = network.actors
    rows = ((actors["country"] == country) | (actors["id"] == country)).to_numpy()
    here = set(actors["id"][rows])
    places = set(actors["id"][rows & actors["kind"].isin(network.schema.places).to_numpy()])
    open_end = f" in {country}"
    return [
        gap for gap in chosen
        if gap.country == country
        or (gap.country is None and any(end in here or end.endswith(open_end) for end in _ends(gap)))
        or (gap.country is not None and any(end in places for end in _ends(gap)))
    ]  # fmt: skip


def _ends(gap: Gap) -> Iterator[str]:
    """Ends of the missing tie, or of the pairs of a group; of a finding without either, who it names."""
    missing = gap.missing or {}
    if "from" in missing:
        yield from (missing["from"], missing["to"])
    elif missing.get("pairs"):
        yield from dict.fromkeys(end for pair in missing["pairs"] for end in pair)
    else:
        yield from gap.actors

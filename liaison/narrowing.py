"""Which of all gaps were asked for: those of a country, those that are so certain."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from graphmodel.findings import Gap
from liaison.text import plural

if TYPE_CHECKING:
    from graphmodel.network import Network

__all__ = ["narrowed", "nothing_left", "of_country"]


def narrowed(network: Network, gaps: Iterable[Gap], country: str | None, certainty: str | None) -> list[Gap]:
    """Gaps of a country and of a certainty, in their order; None asks for all."""
    return [
        gap for gap in gaps
        if certainty in (None, gap.certainty) and (country is None or of_country(gap, network, country))
    ]  # fmt: skip


def of_country(gap: Gap, network: Network, country: str) -> bool:
    """Whether a gap is one of a country, or goes across a border and touches it.

    It touches a country if an end of the missing tie is there. Of a gap that has a country of its own only a place
    counts as an end: an event that was held in a country does not make what is missing there a gap of that country.
    """
    if gap.country == country:
        return True
    rows = network.position
    for end in _ends(gap):
        if end not in rows:
            if gap.country is None and end.endswith(f" in {country}"):
                return True
            continue
        actor = network.actor(end)
        if str(actor["country"]) != country and end != country:
            continue
        if gap.country is None or str(actor["kind"]) in network.schema.places:
            return True
    return False


def _ends(gap: Gap) -> Iterator[str]:
    """Ends of the missing tie, or of the pairs of a group; of a finding without either, who it names."""
    missing = gap.missing or {}
    if "from" in missing:
        yield from (missing["from"], missing["to"])
    elif missing.get("pairs"):
        yield from dict.fromkeys(end for pair in missing["pairs"] for end in pair)
    else:
        yield from gap.actors


def nothing_left(gaps: Sequence[Gap], country: str | None, certainty: str | None) -> str:
    """Why no gap is listed: no rule finds one, or none of those found is such as was asked for.

    Examples
    --------
    >>> nothing_left([], "SI", None)
    'None: no rule finds a tie missing.'
    """
    if not gaps:
        return "None: no rule finds a tie missing."
    options = {"--country": country, "--certainty": certainty}
    asked = " and ".join(f"{name} {value}" for name, value in options.items() if value)
    return f"None: of the {plural(len(gaps), 'gap')} found none fits {asked}."

"""What a reason rests on: the claims of a tie, or the sources of a property of an actor."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from graphmodel.findings import Evidence
from graphmodel.network import Network
from queries.certainty import Record

__all__ = ["Citations"]


class Citations:
    """Evidence by the names that queries give it.

    Parameters
    ----------
    network : Network
        As it is asked about.
    """

    def __init__(self, network: Network) -> None:
        self.network = network
        self.record = Record(network)

    def of(self, idents: Iterable[str]) -> tuple[Evidence, ...]:
        """Evidence for ids of ties, ids of sources, or `property:actor` such as `population:kumanovo`; none twice."""
        return tuple(dict.fromkeys(item for ident in idents for item in self._of(ident)))

    def other_values(self, ident: str, name: str) -> list[tuple[str, str, str]]:
        """What sources say of a property beside the value that is used: value, of what, source."""
        return self._facts.get((ident, name), [])

    def _of(self, ident: str) -> tuple[Evidence, ...]:
        found = self.record.evidence(ident)
        if found:
            return found
        name, _, actor = ident.partition(":")
        row = self.network.position.get(actor)
        if row is None or name not in self.network.actors.columns:
            return ()
        return tuple(
            Evidence(source=source, claim=ident, date=self.record.source_date.get(source, ""))
            for source in self._sources_of(row)
        )

    def _sources_of(self, row: int) -> list[str]:
        return [text.strip() for text in self._actor_sources[row].split(";") if text.strip()]

    @cached_property
    def _actor_sources(self) -> list[str]:
        return [str(text) for text in self.network.actors["source"]]

    @cached_property
    def _facts(self) -> dict[tuple[str, str], list[tuple[str, str, str]]]:
        found: dict[tuple[str, str], list[tuple[str, str, str]]] = {}
        rows: list[dict[Any, Any]] = self.network.facts.to_dict("records")
        for row in rows:
            key = (str(row["subject"]), str(row["property"]))
            found.setdefault(key, []).append((str(row["value"]), str(row.get("of") or ""), str(row["source"])))
        return found

"""A network in networkx, as one would read it by hand with pandas: what holds, what is denied, which lists are full.

Nothing of Liaison is imported: the rules over it, in `gaps_with_networkx`, are an oracle of its tests.
"""

from __future__ import annotations

import calendar
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import networkx as nx
import pandas as pd
from read_with_pandas import read

__all__ = ["BOTH_WAYS", "OPEN", "Found", "NetworkInNetworkx"]

Found = tuple[str, ...]
FOREVER = "9999-12-31"
HAPPENINGS = {"TOOK_PART_IN", "RECEIVED", "ADOPTED", "SHARES_LEARNING_WITH"}
BOTH_WAYS = {"COOPERATES_WITH", "PARTNERS_WITH", "TWINNED_WITH"}
OPEN = re.compile(r"some (\w+)(?: in (\w+))?")


def _first(text: str) -> str:
    return {4: f"{text}-01-01", 7: f"{text}-01"}.get(len(text), text)


def _last(text: str) -> str:
    if len(text) == 7:
        return f"{text}-{calendar.monthrange(int(text[:4]), int(text[5:]))[1]}"
    return {0: FOREVER, 4: f"{text}-12-31"}.get(len(text), text)


class NetworkInNetworkx:
    """A network in networkx.

    Attributes
    ----------
    graph : networkx.MultiDiGraph
        Actors with their cells; an edge per kind of tie and pair of actors that some source says is there.
    """

    def __init__(self, folder: Path) -> None:
        tables = read(folder, dtype=str)
        self.actors = tables["actors"]
        sources = tables["sources"]
        self.source_date = {
            row["id"]: _last(row["published"] or row["read_on"]) if row["published"] or row["read_on"] else ""
            for row in sources.to_dict("records")
        }
        self.day = max(self.source_date.values())
        self.coverage = tables["coverage"].to_dict("records") if "coverage" in tables else []
        self.graph = nx.MultiDiGraph()
        self.yes: dict[Found, list[dict[str, str]]] = defaultdict(list)
        self.no: dict[Found, list[dict[str, str]]] = defaultdict(list)
        self.caveats: list[dict[str, str]] = []
        self._actors()
        self._ties(tables["ties"])
        self._derived()
        self._lists()

    # reading

    def _actors(self) -> None:
        for row in self.actors.to_dict("records"):
            self.graph.add_node(row["id"], **row)
            if row["country"]:
                self.graph.add_node(row["country"])
        for code in [c for row in self.coverage for c in row["countries"].split(";") if c]:
            self.graph.add_node(code)
        for _, cells in self.graph.nodes(data=True):
            cells.setdefault("kind", "Country")
            cells.setdefault("level", "national")
            cells["ended"] = bool(cells.get("until")) and _last(cells["until"]) < self.day

    def _ties(self, ties: pd.DataFrame) -> None:
        for name in ("says", "since", "until", "form", "role", "key", "source"):
            if name not in ties:
                ties[name] = ""
        for row in ties.to_dict("records"):
            if OPEN.fullmatch(row["from"]) or OPEN.fullmatch(row["to"]):
                self.caveats.append(row)
                continue
            for source in row["source"].split(";"):
                claim = {**row, "source": source.strip()}
                said_no = row["says"] == "no"
                if self._live(claim, said_no):
                    (self.no if said_no else self.yes)[self._tie(row)].append(claim)
        for (kind, source, target, key), claims in self.yes.items():
            forms = {claim["form"] for claim in claims}
            form = "met" if forms == {"met"} else next(iter(sorted(forms - {"met"})), "")
            role = next((claim["role"] for claim in claims if claim["role"]), "")
            self.graph.add_edge(source, target, kind=kind, key=(kind, key), about=key, form=form, role=role)

    def _tie(self, row: dict[str, str]) -> Found:
        ends = [row["from"], row["to"]]
        if row["tie"] in BOTH_WAYS:
            ends.sort()
        return (row["tie"], *ends, row["key"])

    def _live(self, claim: dict[str, str], said_no: bool) -> bool:
        begin, end = claim["since"], claim["until"]
        over = any(self.graph.nodes.get(claim[side], {}).get("ended") for side in ("from", "to"))
        if over and not (claim["tie"] in HAPPENINGS or claim["form"] == "met"):
            return False
        if not begin and not end:
            late = said_no or claim["tie"] == "NEEDS"
            return not late or self.source_date.get(claim["source"], "") <= self.day
        if (claim["tie"] in HAPPENINGS or claim["form"] == "met") and not said_no:
            return _first(begin or end) <= self.day
        return (not begin or _first(begin) <= self.day) and _last(end) >= self.day

    def _derived(self) -> None:
        for node, cells in list(self.graph.nodes(data=True)):
            if cells.get("country") and cells["kind"] != "Country":
                self.graph.add_edge(node, cells["country"], kind="IN_COUNTRY", form="", role="", derived=True)
            if cells.get("city"):
                kind = "LEADS" if cells["kind"] == "Mayor" else "BASED_IN"
                self.graph.add_edge(node, cells["city"], kind=kind, form="", role="", derived=True)
        self.acts_for: dict[str, set[str]] = defaultdict(set)
        for one, other, cells in self.graph.edges(data=True):
            if cells["kind"] == "HAS_BODY":
                self.acts_for[other].add(one)
            if cells["kind"] == "LEADS":
                self.acts_for[one].add(other)
        self.actors_of: dict[str, set[str]] = defaultdict(set)
        for body, whom in self.acts_for.items():
            for one in whom:
                self.actors_of[one].add(body)

    def _lists(self) -> None:
        """Which lists are full: the number they state is the number they give, and nobody has a tie that they lack."""
        for row in self.coverage:
            row["scope"] = {code for code in row["countries"].split(";") if code}
            row["declared"], row["effective"] = row["list"], row["list"] or "part"
            if row["declared"] not in ("full", "register"):
                continue
            inside = [tie for tie in self.yes if self._in_scope(row, tie[0], tie[1], tie[2])]
            given = [t for t in inside if any(c["source"] == row["source"] for c in self.yes[t])]
            if len(given) < len(inside) or (row["declared"] == "full" and row["said"].strip() != str(len(given))):
                row["effective"] = "part"

    # certainty

    def _kind(self, end: str) -> tuple[str, str]:
        opened = OPEN.fullmatch(end)
        if opened:
            return opened[1], opened[2] or ""
        cells = self.graph.nodes.get(end, {})
        return cells.get("kind", ""), cells.get("country", "") or (end if cells.get("kind") == "Country" else "")

    def _in_scope(self, row: dict[str, Any], tie: str, source: str, target: str) -> bool:
        if row["tie"] != tie:
            return False
        if row["of"]:
            other = target if source == row["of"] else source if target == row["of"] else None
            if other is None:
                return False
            kind, country = self._kind(other)
            return (not row["kind"] or kind == row["kind"]) and (not row["scope"] or country in row["scope"])
        ends = [self._kind(source), self._kind(target)]
        of_kind = not row["kind"] or any(kind == row["kind"] for kind, _ in ends)
        return of_kind and (not row["scope"] or all(not country or country in row["scope"] for _, country in ends))

    def certainty(self, tie: str, source: str, target: str) -> str:
        """`reported`, `observed` or `unrecorded`."""
        if self.denied(tie, source, target):
            return "reported"
        full = [row for row in self.coverage if row["effective"] in ("full", "register") and self._holds(row)]
        return "observed" if any(self._in_scope(row, tie, source, target) for row in full) else "unrecorded"

    def denied(self, tie: str, source: str, target: str) -> bool:
        """Whether a source says no of the two, and none says yes of the same."""
        if not hasattr(self, "_denied"):
            self._denied = {key[:3] for key in self.no if key not in self.yes}
        return (tie, *(sorted((source, target)) if tie in BOTH_WAYS else (source, target))) in self._denied

    def _holds(self, row: dict[str, Any]) -> bool:
        if row["tie"] in HAPPENINGS:
            return True
        begin, end = row.get("from", ""), row.get("to", "")
        return (not begin or _first(begin) <= self.day) and _last(end) >= self.day

    def _no_of(self, source: str, target: str) -> list[Found]:
        if not hasattr(self, "_no_by_pair"):
            self._no_by_pair: dict[tuple[str, str], list[Found]] = defaultdict(list)
            for key in self.no:
                self._no_by_pair[key[1], key[2]].append(key)
        return self._no_by_pair.get((source, target), [])

    # what is asked

    def of_kind(self, kind: str) -> list[str]:
        """Actors of a kind that have not ended."""
        return [node for node, cells in self.graph.nodes(data=True) if cells["kind"] == kind and not cells["ended"]]

    def by_country(self, kind: str) -> dict[str, list[str]]:
        """Actors of a kind by country."""
        found: dict[str, list[str]] = defaultdict(list)
        for node in self.of_kind(kind):
            if self.graph.nodes[node]["country"]:
                found[self.graph.nodes[node]["country"]].append(node)
        return found

    def edges(self, node: str, *kinds: str, met: bool = True) -> Iterator[tuple[str, dict[str, Any]]]:
        """Neighbours of an actor either way, with the edge."""
        for one, other, cells in [*self.graph.out_edges(node, data=True), *self.graph.in_edges(node, data=True)]:
            if (not kinds or cells["kind"] in kinds) and (met or cells["form"] != "met"):
                yield (other if one == node else one), cells

    def lasting(self, node: str) -> set[str]:
        """Whom an actor, or who acts for it, has a tie with that is more than a meeting and not made of its cells."""
        own = {node, *self.actors_of[node]}
        return {other for one in own for other, cells in self.edges(one, met=False) if not cells.get("derived")}

    def near(self, node: str, kind: str, country: str = "") -> bool:
        """Whether there is an actor of a kind among them."""
        found = [self.graph.nodes[other] for other in self.lasting(node)]
        return any(cells["kind"] == kind and country in ("", cells.get("country", "")) for cells in found)

    def stands_for(self, node: str) -> set[str]:
        """The actor, and whom it acts for."""
        return {node, *self.acts_for[node]}

    @staticmethod
    def _overlap(row: dict[str, Any], claims: list[dict[str, str]]) -> bool:
        """Whether a tie held at some time of a list's period."""
        begins, ends = [c["since"] for c in claims], [c["until"] for c in claims]
        first = min((_first(text) for text in begins if text), default="")
        last = FOREVER if "" in ends else max(_last(text) for text in ends)
        return first <= _last(row.get("to", "")) and last >= (_first(row["from"]) if row.get("from") else "")

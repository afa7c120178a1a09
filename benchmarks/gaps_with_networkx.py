"""The built-in gap rules as one would write them by hand, with pandas and networkx and nothing of Liaison.

The peer of `liaison gaps` in the benchmark, and an oracle in the tests: it must find the same gaps.
`python benchmarks/gaps_with_networkx.py FOLDER` prints how many each rule finds.
"""

from __future__ import annotations

import calendar
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import networkx as nx
import pandas as pd
from read_with_pandas import read

__all__ = ["NetworkxGaps", "gaps"]

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


RULES = (
    "absent_from_full_list", "city_without_civil_society", "city_without_coordinator_tie",
    "civil_society_without_city", "coordinator_absent_from_event", "coordinator_without_ministry",
    "country_without_coordinator", "met_without_tie", "need_without_support", "one_sided_claim",
    "pilot_not_reaching_country", "plan_not_received",
)  # fmt: skip
TIES = {
    "city_without_civil_society": "WORKS_IN", "civil_society_without_city": "WORKS_IN",
    "coordinator_without_ministry": "PART_OF", "country_without_coordinator": "IN_COUNTRY",
    "pilot_not_reaching_country": "SHARES_LEARNING_WITH", "need_without_support": "SUPPORTS",
    "coordinator_absent_from_event": "TOOK_PART_IN",
}  # fmt: skip


class NetworkxGaps:
    """A network in networkx, and what is missing in it.

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
            self.graph.add_edge(source, target, kind=kind, key=(kind, key), form=form, role=role)

    def _tie(self, row: dict[str, str]) -> Found:
        ends = [row["from"], row["to"]]
        if row["tie"] in BOTH_WAYS:
            ends.sort()
        return (row["tie"], *ends, row["key"])

    def _live(self, claim: dict[str, str], said_no: bool) -> bool:
        begin, end = claim["since"], claim["until"]
        if not begin and not end:
            late = said_no or claim["tie"] == "NEEDS"
            return not late or self.source_date.get(claim["source"], "") <= self.day
        if (claim["tie"] in HAPPENINGS or claim["form"] == "met") and not said_no:
            return _first(begin or end) <= self.day
        return (not begin or _first(begin) <= self.day) and _last(end) >= self.day

    def _derived(self) -> None:
        for node, cells in list(self.graph.nodes(data=True)):
            if cells.get("country") and cells["kind"] != "Country":
                self.graph.add_edge(node, cells["country"], kind="IN_COUNTRY", form="", role="")
            if cells.get("city"):
                kind = "LEADS" if cells["kind"] == "Mayor" else "BASED_IN"
                self.graph.add_edge(node, cells["city"], kind=kind, form="", role="")

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
        if OPEN.fullmatch(source) or OPEN.fullmatch(target):
            denied = self._said(tie, source, target, "no")
        else:
            pairs = [(source, target)] + ([(target, source)] if tie in BOTH_WAYS else [])
            denied = any(key[:3] == (tie, *pair) for pair in pairs for key in self._no_of(*pair) if key not in self.yes)
        if denied:
            return "reported"
        full = [row for row in self.coverage if row["effective"] in ("full", "register")]
        return "observed" if any(self._in_scope(row, tie, source, target) for row in full) else "unrecorded"

    def _no_of(self, source: str, target: str) -> list[Found]:
        if not hasattr(self, "_no_by_pair"):
            self._no_by_pair: dict[tuple[str, str], list[Found]] = defaultdict(list)
            for key in self.no:
                self._no_by_pair[key[1], key[2]].append(key)
        return self._no_by_pair[source, target]

    def _said(self, tie: str, source: str, target: str, says: str) -> bool:
        def fits(cell: str, end: str) -> bool:
            given, opened = OPEN.fullmatch(cell), OPEN.fullmatch(end)
            if opened is None or given is None:
                return cell == end
            return given[1] == opened[1] and (not opened[2] or given[2] in (None, opened[2]))

        return any(
            row["tie"] == tie
            and (row["says"] or "yes") == says
            and fits(row["from"], source)
            and fits(row["to"], target)
            for row in self.caveats
        )

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

    def near(self, node: str, kind: str, *kinds: str, met: bool = False) -> bool:
        """Whether an actor has a neighbour of a kind."""
        return any(self.graph.nodes[other]["kind"] == kind for other, _ in self.edges(node, *kinds, met=met))

    # the rules

    def city_without_coordinator_tie(self) -> Iterator[Found]:
        """No vertical cooperation with the coordinator of the country."""
        cities = self.by_country("City")
        for country, offices in self.by_country("NationalCoordinator").items():
            for office in offices:
                tied = {other for other, _ in self.edges(office, "COOPERATES_WITH", met=False)}
                yield from ((office, city) for city in cities[country] if city not in tied)

    def country_without_coordinator(self) -> Iterator[Found]:
        """Inside the scope of a full list, with a city, without a coordinator."""
        scope = {c for row in self._full("NationalCoordinator") for c in row["scope"]}
        offices, cities = self.by_country("NationalCoordinator"), self.by_country("City")
        yield from (("some NationalCoordinator", c) for c in scope if c not in offices and c in cities)

    def _full(self, kind: str) -> list[dict[str, Any]]:
        return [row for row in self.coverage if row["effective"] in ("full", "register") and row["kind"] == kind]

    def coordinator_absent_from_event(self) -> Iterator[Found]:
        """In the scope of the full list of coordinators at an event, and not on it."""
        offices = self.by_country("NationalCoordinator")
        for row in self._full("NationalCoordinator"):
            if row["tie"] == "TOOK_PART_IN" and row["of"]:
                for country in row["scope"]:
                    there = {other for other, _ in self.edges(row["of"], "TOOK_PART_IN")}
                    if not there & set(offices.get(country, ())):
                        yield min(offices.get(country, [f"some NationalCoordinator in {country}"])), row["of"]

    def absent_from_full_list(self) -> Iterator[Found]:
        """The same for every other tie and kind."""
        for row in self.coverage:
            if row["effective"] not in ("full", "register") or not row["of"]:
                continue
            if row["tie"] == "TOOK_PART_IN" and row["kind"] == "NationalCoordinator":
                continue
            tied = {other for other, _ in self.edges(row["of"], row["tie"])}
            for node, cells in self.graph.nodes(data=True):
                fits = cells.get("country") in row["scope"] and cells["kind"] != "Country" and not cells["ended"]
                if fits and (not row["kind"] or cells["kind"] == row["kind"]) and node not in tied | {row["of"]}:
                    yield node, row["of"], row["tie"]

    def city_without_civil_society(self) -> Iterator[Found]:
        """No tie to any civil-society group."""
        for country, cities in self.by_country("City").items():
            for city in cities:
                if not self.near(city, "CivilSocietyGroup"):
                    yield f"some CivilSocietyGroup in {country}", city

    def civil_society_without_city(self) -> Iterator[Found]:
        """No tie to any city."""
        for country, groups in self.by_country("CivilSocietyGroup").items():
            yield from ((group, f"some City in {country}") for group in groups if not self.near(group, "City"))

    def coordinator_without_ministry(self) -> Iterator[Found]:
        """No tie to any ministry, nor part of one in two steps."""
        for country, offices in self.by_country("NationalCoordinator").items():
            for office in offices:
                over = {b for _, b, cells in self.graph.out_edges(office, data=True) if cells["kind"] == "PART_OF"}
                over |= {b for a in over for _, b, c in self.graph.out_edges(a, data=True) if c["kind"] == "PART_OF"}
                part = any(self.graph.nodes[b]["kind"] == "Ministry" for b in over)
                if not part and not self.near(office, "Ministry"):
                    yield office, f"some Ministry in {country}"

    def plan_not_received(self) -> Iterator[Found]:
        """A national plan in force, or one that a source says is lacking."""
        cities = self.by_country("City")
        for plan, cells in self.graph.nodes(data=True):
            if cells["kind"] != "Plan" or (cells.get("level") or "national") != "national":
                continue
            has = {other for other, _ in self.edges(plan, "RECEIVED")}
            for city in cities[cells["country"]]:
                said = any(key[0] == "RECEIVED" for key in self._no_of(city, plan))
                if city not in has and (said or not cells["ended"]):
                    yield city, plan

    def need_without_support(self) -> Iterator[Found]:
        """A reported need that nobody is on record to support."""
        for actor, practice, cells in self.graph.edges(data=True):
            if cells["kind"] == "NEEDS":
                helped = [
                    c["kind"] == "SUPPORTS" for end in (actor, practice) for _, _, c in self.graph.in_edges(end, data=True)
                ]  # fmt: skip
                if not any(helped):
                    yield "some Organisation", actor, practice

    def met_without_tie(self, group_above: int = 4) -> Iterator[Found]:
        """Same event or programme, same kind, no tie; bodies count as their city."""
        lifted = {
            body: city for city, body, cells in self.graph.edges(data=True) if cells["kind"] == "HAS_BODY"
            and self.graph.nodes[city]["kind"] == "City"
        }  # fmt: skip
        lifted |= {mayor: city for mayor, city, cells in self.graph.edges(data=True) if cells["kind"] == "LEADS"}
        together: dict[tuple[str, str], set[str]] = defaultdict(set)
        for actor, subject, cells in self.graph.edges(data=True):
            if cells["kind"] not in ("TOOK_PART_IN", "MEMBER_OF", "PILOTS"):
                continue
            if self.graph.nodes[subject]["kind"] not in ("Event", "Programme"):
                continue
            if cells["role"] in ("organiser", "moderator", "funder"):
                continue
            stands = lifted.get(actor, actor)
            kind = self.graph.nodes[stands]["kind"]
            if kind in ("City", "NationalCoordinator", "CivilSocietyGroup"):
                together[subject, kind].add(stands)
        ignored = {"IN_COUNTRY", "LEADS", "BASED_IN"}
        simple = nx.Graph(
            (lifted.get(a, a), lifted.get(b, b)) for a, b, cells in self.graph.edges(data=True)
            if cells["form"] != "met" and cells["kind"] not in ignored
        )  # fmt: skip
        pairs: dict[Found, int] = Counter()
        for (subject, kind), members in together.items():
            ordered = sorted(members)
            apart = [
                (a, b) for i, a in enumerate(ordered) for b in ordered[i + 1 :] if not simple.has_edge(a, b)
            ]  # fmt: skip
            if len(members) > group_above:
                if apart:
                    yield subject, kind
            else:
                pairs.update(apart)
        yield from pairs

    def pilot_not_reaching_country(self) -> Iterator[Found]:
        """The lead pilot of a programme that means to share."""
        for pilot, programme, cells in self.graph.edges(data=True):
            about = self.graph.nodes[programme]
            if cells["kind"] != "PILOTS" or cells["role"] != "lead" or about.get("shares") != "yes" or about["ended"]:
                continue
            bodies = [b for b, c in self.edges(pilot, "HAS_BODY")]
            taught = {
                other for node in [pilot, *bodies] for _, other, c in self.graph.out_edges(node, data=True)
                if c["kind"] == "SHARES_LEARNING_WITH"
            }  # fmt: skip
            reached = {self.graph.nodes[other].get("country") for other in taught}
            for _, country, c in self.graph.out_edges(programme, data=True):
                if (
                    c["kind"] == "WORKS_IN"
                    and self.graph.nodes[country]["kind"] == "Country"
                    and country not in reached
                ):
                    yield pilot, f"some City in {country}"

    def one_sided_claim(self) -> Iterator[Found]:
        """The other side's list was read, and lacks the tie."""
        for row in self.coverage:
            if row["declared"] not in ("full", "register") or not row["of"]:
                continue
            for tie, claims in self.yes.items():
                if tie[0] != row["tie"] or row["of"] not in tie[1:3]:
                    continue
                other = tie[2] if tie[1] == row["of"] else tie[1]
                if (not row["kind"] or self._kind(other)[0] == row["kind"]) and all(
                    claim["source"] != row["source"] for claim in claims
                ):
                    yield tie[1], tie[2], tie[0]

    def all(self) -> set[Found]:
        """Gaps as (rule, from, to, …); what an open-ended claim closes is left out."""
        found = set()
        for rule in RULES:
            for gap in getattr(self, rule)():
                tie = TIES.get(rule, "")
                if not (tie and self._said(tie, gap[0], gap[1], "yes")):
                    found.add((rule.replace("_", "-"), *gap))
        return found


def gaps(folder: Path) -> set[Found]:
    """All gaps of the network in a folder of CSV files."""
    return NetworkxGaps(folder).all()


if __name__ == "__main__":
    for name, count in sorted(Counter(gap[0] for gap in gaps(Path(sys.argv[1]))).items()):
        print(f"{count:8d}  {name}")

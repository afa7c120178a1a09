"""The built-in gap rules as one would write them by hand, with pandas and networkx and nothing of Liaison.

The peer of `liaison gaps` in the benchmark, and an oracle in the tests: it must find the same gaps.
`python benchmarks/gaps_with_networkx.py FOLDER` prints how many each rule finds.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import networkx as nx
from network_in_networkx import BOTH_WAYS, OPEN, Found, NetworkInNetworkx

__all__ = ["RULES", "NetworkxGaps", "gaps"]

RULES = (
    "absent_from_full_list", "city_without_civil_society", "city_without_coordinator_tie",
    "civil_society_without_city", "coordinator_absent_from_event", "coordinator_without_ministry",
    "country_without_coordinator", "denied_tie", "met_without_tie", "need_without_support", "one_sided_claim",
    "pilot_not_reaching_country", "plan_not_received",
)  # fmt: skip
TIES = {
    "city_without_civil_society": "WORKS_IN", "civil_society_without_city": "WORKS_IN",
    "coordinator_without_ministry": "PART_OF", "country_without_coordinator": "IN_COUNTRY",
    "pilot_not_reaching_country": "SHARES_LEARNING_WITH", "need_without_support": "SUPPORTS",
    "coordinator_absent_from_event": "TOOK_PART_IN", "city_without_coordinator_tie": "COOPERATES_WITH",
    "plan_not_received": "RECEIVED", "met_without_tie": "PARTNERS_WITH",
}  # fmt: skip
ANY_TIE_CLOSES = {"city_without_civil_society", "civil_society_without_city", "coordinator_without_ministry"}
YIELDS = {"absent_from_full_list", "denied_tie"}


class NetworkxGaps(NetworkInNetworkx):
    """What is missing in a network."""

    def _closed(self, rule: str, source: str, target: str) -> bool:
        """Whether somebody without a name is on record as tied so: 'some City in AL'."""
        if not OPEN.fullmatch(source) and not OPEN.fullmatch(target):
            return False

        if not hasattr(self, "_on_record"):
            self._on_record = {
                (tie, one, other) for row in self.caveats
                if row["says"] != "no" and row["form"] != "met" and self._live(row, False)
                for one in self._ends_that_fit(row["from"]) for other in self._ends_that_fit(row["to"])
                for tie in (row["tie"], "")
            }  # fmt: skip
        either = rule in ANY_TIE_CLOSES or TIES[rule] in BOTH_WAYS
        tie = "" if rule in ANY_TIE_CLOSES else TIES[rule]
        return (tie, source, target) in self._on_record or (either and (tie, target, source) in self._on_record)

    def _ends_that_fit(self, cell: str) -> set[str]:
        """Ends of a gap that the end of a row answers: itself, somebody of its kind, somebody of its kind there."""
        kind, country = self._kind(cell)
        return {cell, f"some {kind}", f"some {kind} in {country}"}

    # the rules

    def city_without_coordinator_tie(self) -> Iterator[Found]:
        """No vertical cooperation with the coordinator of the country."""
        cities = self.by_country("City")
        for country, offices in self.by_country("NationalCoordinator").items():
            for office in offices:
                near = {other for other, c in self.edges(office, met=False) if not c.get("derived")}
                tied = {whom for other in near for whom in self.stands_for(other)}
                yield from ((office, city) for city in cities[country] if city not in tied)

    def country_without_coordinator(self) -> Iterator[Found]:
        """Inside the scope of a list of coordinators, with a city, without a coordinator."""
        scope = {c for row in self.coverage if row["kind"] == "NationalCoordinator" for c in row["scope"]}
        offices, cities = self.by_country("NationalCoordinator"), self.by_country("City")
        yield from (("some NationalCoordinator", c) for c in scope if c not in offices and c in cities)

    def _full(self, kind: str) -> list[dict[str, Any]]:
        return [row for row in self.coverage if row["effective"] in ("full", "register") and row["kind"] == kind]

    def coordinator_absent_from_event(self) -> Iterator[Found]:
        """In the scope of the full list of coordinators at an event, and not on it."""
        offices = self.by_country("NationalCoordinator")
        for row in self._full("NationalCoordinator"):
            if row["tie"] == "TOOK_PART_IN" and row["of"]:
                present = [self.graph.nodes[other] for other, _ in self.edges(row["of"], "TOOK_PART_IN")]
                there = {cells.get("country") for cells in present if cells["kind"] == "NationalCoordinator"}
                for country in row["scope"]:
                    if country not in there:
                        yield min(offices.get(country, [f"some NationalCoordinator in {country}"])), row["of"]

    def absent_from_full_list(self) -> Iterator[Found]:
        """The same for every tie and kind that the list names."""
        for row in self.coverage:
            if row["effective"] not in ("full", "register") or not row["of"] or not row["kind"] or not self._holds(row):
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
            for group in groups:
                near = {other for other, c in self.edges(group, met=False) if not c.get("derived")}
                if not any(self.graph.nodes[a]["kind"] == "City" for other in near for a in self.stands_for(other)):
                    yield group, f"some City in {country}"

    def coordinator_without_ministry(self) -> Iterator[Found]:
        """No tie to any ministry, nor part of one in two steps."""
        for country, offices in self.by_country("NationalCoordinator").items():
            for office in offices:
                over = {b for _, b, cells in self.graph.out_edges(office, data=True) if cells["kind"] == "PART_OF"}
                over |= {b for a in over for _, b, c in self.graph.out_edges(a, data=True) if c["kind"] == "PART_OF"}
                part = any(self.graph.nodes[b]["kind"] == "Ministry" for b in over)
                near = [self.graph.nodes[o] for o, c in self.edges(office, met=False) if not c.get("derived")]
                if not part and not any(c["kind"] == "Ministry" and c.get("country") == country for c in near):
                    yield office, f"some Ministry in {country}"

    def plan_not_received(self) -> Iterator[Found]:
        """A national plan in force, or one that a source says is lacking."""
        cities = self.by_country("City")
        for plan, cells in self.graph.nodes(data=True):
            if cells["kind"] != "Plan" or (cells.get("level") or "national") != "national":
                continue
            has = {whom for other, _ in self.edges(plan, "RECEIVED") for whom in self.stands_for(other)}
            for city in cities[cells["country"]]:
                said = any(key[0] == "RECEIVED" for key in self._no_of(city, plan))
                if city not in has and (said or not cells["ended"]):
                    yield city, plan

    def need_without_support(self) -> Iterator[Found]:
        """A reported need of an actor that nobody is on record to support in it."""
        for actor, practice, cells in self.graph.edges(data=True):
            if cells["kind"] != "NEEDS" or self.graph.nodes[actor]["ended"]:
                continue
            helped = False
            for end in {actor, *self.actors_of[actor]}:
                for helper, _, c in self.graph.in_edges(end, data=True):
                    if c["kind"] == "SUPPORTS":
                        does = {
                            b for _, b, d in self.graph.out_edges(helper, data=True)
                            if d["kind"] in ("SUPPORTS", "OFFERS")
                        }  # fmt: skip
                        helped = helped or c.get("about") == practice or practice in does
            if not helped:
                yield "some Organisation", actor, practice

    def denied_tie(self) -> Iterator[Found]:
        """A source says no, and none says yes of the same two."""
        said = {key[:3] for key in self.yes}
        for key in self.no:
            ends = [self.graph.nodes.get(end, {}) for end in key[1:3]]
            if key[:3] not in said and not any(cells.get("ended") for cells in ends):
                yield key[1], key[2], key[0]

    def met_without_tie(self, group_above: int = 4) -> Iterator[Found]:
        """Same event or programme, same kind, no tie; bodies count as their city."""
        together: dict[tuple[str, str], set[str]] = defaultdict(set)
        for actor, subject, cells in self.graph.edges(data=True):
            if cells["kind"] not in ("TOOK_PART_IN", "MEMBER_OF", "PILOTS"):
                continue
            if self.graph.nodes[subject]["kind"] not in ("Event", "Programme"):
                continue
            if cells["role"] in ("organiser", "moderator", "funder"):
                continue
            for stands in self.stands_for(actor):
                about = self.graph.nodes[stands]
                if about["kind"] in ("City", "NationalCoordinator", "CivilSocietyGroup") and not about["ended"]:
                    together[subject, about["kind"]].add(stands)
        simple = nx.Graph(
            (one, other) for a, b, cells in self.graph.edges(data=True)
            if cells["form"] != "met" and not cells.get("derived")
            for one in self.stands_for(a) for other in self.stands_for(b)
        )  # fmt: skip
        pairs: dict[Found, int] = Counter()
        for (subject, kind), members in together.items():
            ordered = sorted(members)
            apart = [
                (a, b) for i, a in enumerate(ordered) for b in ordered[i + 1 :] if not simple.has_edge(a, b)
            ]  # fmt: skip
            if len(members) > group_above:
                denied = [pair for pair in apart if self.denied("PARTNERS_WITH", *pair)]
                pairs.update(denied)
                if len(apart) > len(denied):
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
            taught = {
                whom for node in (pilot, *self.actors_of[pilot]) for _, b, c in self.graph.out_edges(node, data=True)
                if c["kind"] == "SHARES_LEARNING_WITH" for whom in self.stands_for(b)
            }  # fmt: skip
            cities = [self.graph.nodes[one] for one in taught - {pilot} if self.graph.nodes[one]["kind"] == "City"]
            reached = {cells.get("country") for cells in cities}
            for _, country, c in self.graph.out_edges(programme, data=True):
                there = self.graph.nodes[country]["kind"] == "Country" and country not in reached
                if c["kind"] == "WORKS_IN" and there:
                    yield pilot, f"some City in {country}", programme

    def one_sided_claim(self) -> Iterator[Found]:
        """The other side's list was read, and lacks the tie."""
        for row in self.coverage:
            if row["declared"] not in ("full", "register") or not row["of"]:
                continue
            for tie, claims in self.yes.items():
                if tie[0] != row["tie"] or row["of"] not in tie[1:3]:
                    continue
                other = tie[2] if tie[1] == row["of"] else tie[1]
                inside = self.graph.nodes[other].get("country") in row["scope"] and self._overlap(row, claims)
                if (
                    inside
                    and (not row["kind"] or self._kind(other)[0] == row["kind"])
                    and all(claim["source"] != row["source"] for claim in claims)
                ):
                    yield tie[1], tie[2], tie[0]

    def all(self) -> set[Found]:
        """Gaps as (rule, from, to, …); what an open-ended claim closes is left out, and what a firmer rule says."""
        found = {
            (rule, *gap) for rule in RULES for gap in getattr(self, rule)()
            if rule not in TIES or not self._closed(rule, gap[0], gap[1])
        }  # fmt: skip
        firm = {(TIES[rule], *ends[:2]) for rule, *ends in found if rule in TIES}
        firm |= {(ends[2], *ends[:2]) for rule, *ends in found if rule == "one_sided_claim"}
        firm |= {(tie, b, a) for tie, a, b in firm if tie in BOTH_WAYS}
        return {
            (rule.replace("_", "-"), *gap) for rule, *gap in found
            if not (rule in YIELDS and (gap[2], *gap[:2]) in firm)
        }  # fmt: skip


def gaps(folder: Path) -> set[Found]:
    """All gaps of the network in a folder of CSV files."""
    return NetworkxGaps(folder).all()


if __name__ == "__main__":
    for name, count in sorted(Counter(gap[0] for gap in gaps(Path(sys.argv[1]))).items()):
        print(f"{count:8d}  {name}")

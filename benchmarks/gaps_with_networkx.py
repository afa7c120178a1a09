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
        if not OPEN.fullmatch(source) and not OPEN.fullmatch(target):
            pairs = [(source, target)] + ([(target, source)] if tie in BOTH_WAYS else [])
            if any(key[:3] == (tie, *pair) for pair in pairs for key in self._no_of(*pair) if key not in self.yes):
                return "reported"
        full = [row for row in self.coverage if row["effective"] in ("full", "register") and self._holds(row)]
        return "observed" if any(self._in_scope(row, tie, source, target) for row in full) else "unrecorded"

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
        return self._no_by_pair[source, target]

    def _closed(self, rule: str, source: str, target: str) -> bool:
        """Whether somebody without a name is on record as tied so: 'some City in AL'."""
        if not OPEN.fullmatch(source) and not OPEN.fullmatch(target):
            return False

        def fits(cell: str, end: str) -> bool:
            opened = OPEN.fullmatch(end)
            if opened is None:
                return cell == end
            kind, country = self._kind(cell)
            return kind == opened[1] and (not opened[2] or country == opened[2])

        for row in self.caveats:
            if row["says"] == "no" or row["form"] == "met" or not self._live(row, False):
                continue
            if rule not in ANY_TIE_CLOSES and row["tie"] != TIES[rule]:
                continue
            either = rule in ANY_TIE_CLOSES or row["tie"] in BOTH_WAYS
            if fits(row["from"], source) and fits(row["to"], target):
                return True
            if either and fits(row["from"], target) and fits(row["to"], source):
                return True
        return False

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
                denied = [pair for pair in apart if self.certainty("PARTNERS_WITH", *pair) == "reported"]
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

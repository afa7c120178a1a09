"""What a brief says of a city or a country: gathered from the network, its gaps and its partners."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from graphmodel.acting import standing
from graphmodel.findings import CERTAINTY_WORDS, Evidence, Gap, Suggestion
from graphmodel.types import TYPES
from liaison.citing import Sources
from liaison.portrait import facts_of
from queries.languages import language_name, listed
from queries.order import little_known, rankable
from queries.scoring import in_language
from queries.sentences import Sentences, isolated, joined, quoted
from viz.brief import Brief, Cited, Item, Section
from viz.interface import words

if TYPE_CHECKING:
    import pandas as pd

    from graphmodel.network import Network

__all__ = ["PARTNERS_ON_A_PAGE", "cited_by", "city_brief", "country_brief"]

PARTNERS_ON_A_PAGE = 3
"""How many partners a printed page has room for; a map, which unfolds, has more (`liaison.drawing`)."""

_NOT_SHOWN = ("latitude", "longitude")
"""Types of properties that tell a reader of a page nothing."""

MOST = 6
"""How many lines of a section a page has room for."""


def cited_by(evidence: Iterable[Evidence]) -> tuple[str, ...]:
    """Sources of some evidence, each once."""
    return tuple(dict.fromkeys(item.source for item in evidence if item.source))


def city_brief(network: Network, city: str, *, lang: str = "en") -> Brief:
    """One page on a city: facts, ties, gaps, partners with their reasons, and what is not known.

    Parameters
    ----------
    network : Network
        As it is asked about.
    lang : {"en", "ar"}
        Language of the page.
    """
    from queries.decided import not_set_aside
    from queries.engines import open_engine
    from queries.gaps import find_gaps
    from queries.partners import partners

    engine = open_engine(network)
    try:
        every = find_gaps(network, engine=engine, languages=("en", lang))
        gaps = [gap for gap in not_set_aside(network, every) if city in gap.actors]
        found = partners(network, city, engine=engine, lang=lang)
    finally:
        engine.close()
    page = _Page(network, lang)
    country = str(network.actor(city)["country"])
    return page.brief(page.name(city), country, [
        page.facts(city),
        page.ties(city),
        *page.findings(gaps, "gaps", "no_gaps", mend=True),
        page.partners(found[:PARTNERS_ON_A_PAGE], ranked=rankable(found)),
        page.unknown(gaps, found),
    ])  # fmt: skip


def country_brief(network: Network, country: str, *, lang: str = "en") -> Brief:
    """One page on a country for its minister: what is on record, what is reported missing, what we ask."""
    from queries.decided import not_set_aside
    from queries.gaps import find_gaps
    from queries.narrowing import narrowed

    every = find_gaps(network, languages=("en", lang))
    gaps = narrowed(network, not_set_aside(network, every), country)
    page = _Page(network, lang)
    return page.brief(page.name(country), "", [
        page.offices(country),
        page.vertical(country),
        *page.findings(gaps, "reported", "no_reported"),
        page.section("ask", page.asked(gaps), "no_ask"),
        page.unknown(gaps, []),
    ])  # fmt: skip


_FINDINGS = ("missing", "not-listed", "need", "met")
"""Sections of the list of gaps that are findings, in the order of a page."""


class _Page:
    """Sections of a page in one language."""

    def __init__(self, network: Network, lang: str) -> None:
        self.network = in_language(network, lang)
        self.lang = lang
        self.words: Mapping[str, str] = words()[lang]["brief"]
        self.heads: Mapping[str, str] = words()[lang]["sections"]
        self.more: str = words()[lang]["and_more"]
        self.sentences = Sentences(self.network)

    def name(self, ident: str) -> str:
        return self.network.told_apart(ident, self.lang)

    def brief(self, title: str, country: str, sections: Sequence[Section]) -> Brief:
        network = self.network
        times = (
            [self.words["as_of"].format(day=isolated(str(network.seen_as_of), self.lang))] if network.seen_as_of else []
        )
        if network.seen_known_by:
            times.append(self.words["known_by"].format(day=isolated(str(network.seen_known_by), self.lang)))
        own = network.settings.get("name_ar" if self.lang == "ar" else "name") or network.name
        under = " · ".join(text for text in (self.name(country), own, *times) if text)
        sources = Sources(network)
        cited = {ident for section in sections for item in section.items for ident in item.sources}
        entries = {ident: self._entry(sources, ident) for ident in cited}
        return Brief(title, under, self.lang, tuple(sections), entries, self.words["sources"], self.words["record"])

    def _entry(self, sources: Sources, ident: str) -> str:
        published, read_on = sources.dates(ident)
        date = isolated(published, self.lang) or (
            self.words["read"].format(day=isolated(read_on, self.lang)) if read_on else ""
        )
        entry = isolated(f"{sources.entry(ident)} ({ident})", self.lang)
        return self.words["comma"].join(text for text in (entry, date) if text)

    def _listed(self, names: Iterable[str]) -> str:
        return joined([isolated(name, self.lang) for name in names], self.lang)

    def _some(self, items: Iterable[Item], most: int = MOST) -> list[Item]:
        """As many lines as a page has room for, and a line that says how many more there are."""
        found = list(items)
        left = len(found) - most
        more = [Item(self.sentences.fill(self.more, {"n": left}, self.lang), open=found[-1].open)] if left > 0 else []
        return [*found[:most], *more]

    def section(self, heading: str, items: Iterable[Item], none: str) -> Section:
        return Section(self.words[heading], tuple(items) or (Item(self.words[none]),))

    # on record

    def facts(self, ident: str) -> Section:
        """Facts of an actor with their sources, and where sources disagree."""
        actor = self.network.actor(ident)
        sources = tuple(text for text in str(actor["source"]).split(";") if text)
        properties = self.network.schema.node_properties
        conflicts = self.network.conflicts()
        own = conflicts[conflicts["subject"] == ident]
        items = []
        for name, value in facts_of(actor).items():
            if name not in properties or properties[name].type in _NOT_SHOWN:
                continue
            words = properties[name].label.get(self.lang, properties[name].label["en"])
            values = self._disagreeing(own[own["property"] == name], properties[name].type)
            detail = (self.words["disagree"].format(values=values),) if values else ()
            items.append(Item(f"{words}: {self._shown(value, properties[name].type)}", detail, sources))
        return self.section("facts", items, "no_facts")

    def _disagreeing(self, said: pd.DataFrame, type_: str) -> str:
        """What sources say differently, each value with their titles."""
        titles = dict(zip(self.network.sources["id"], self.network.sources["title"], strict=True))
        by_value: dict[str, list[str]] = {}
        for value, cited in zip(said["value"], said["source"], strict=True):
            by_value.setdefault(str(value), []).extend(
                quoted(titles[ident], self.lang) if titles.get(ident) else ident
                for ident in str(cited).split(";")
                if ident
            )
        # Each value is an isolate of its own: one around value and titles would take its direction from the first title.
        said_by = (
            (
                self._shown(int(value) if type_ == "count" and value.isdigit() else value, type_),
                listed(named, self.lang),
            )
            for value, named in by_value.items()
        )
        return joined([f"{isolated(value, self.lang)} ({titled})" for value, titled in said_by], self.lang)

    def _shown(self, value: object, type_: str) -> str:
        """A value in words: counts with commas, languages and countries by name."""
        if type_ == "count" and isinstance(value, int | float):
            return f"{value:,}"
        if TYPES[type_].several:
            codes = TYPES[type_].parts(str(value))
            named = [self.name(code) if type_ == "countries" else language_name(code, self.lang) for code in codes]
            return listed(named, self.lang)
        return str(value)

    def ties(self, ident: str) -> Section:
        """Ties of an actor by kind, each kind a line."""
        table = self.network.ties
        at = self.network.position[ident]
        mine = (table["source_pos"] == at).to_numpy() | (table["target_pos"] == at).to_numpy()
        country = self.network.position.get(str(self.network.actor(ident)["country"]), -1)
        in_the_head = table["derived"].to_numpy(dtype=bool) & (table["target_pos"] == country).to_numpy()
        live = (table["status"] != "denied").to_numpy() & ~in_the_head
        return self.section("ties", self._tie_lines(np.flatnonzero(mine & live).tolist(), ident), "no_ties")

    def _tie_lines(self, rows: Sequence[int], ident: str) -> Iterable[Item]:
        by_words: dict[str, list[int]] = {}
        for row in rows:
            tie = self.network.ties.iloc[row]
            kind = self.network.schema.ties[str(tie["kind"])]
            label = kind.label if tie["source"] == ident or not kind.directed else kind.inverse
            by_words.setdefault(label.get(self.lang, label["en"]) + self._beside(tie), []).append(row)
        for said, found in sorted(by_words.items()):
            others = [self._other(row, ident) for row in found]
            yield Item(f"{said}: {self._listed(sorted(map(self.name, others)))}", (), self._sources_of(found))

    def _beside(self, tie: pd.Series[Any]) -> str:
        """What stands beside a tie that is no more than a meeting, or of which a source says no."""
        said = [self.words["met"]] if tie["form"] == "met" else []
        said += [self.words["disputed"]] if tie["status"] == "disputed" else []
        return f" ({self.words['between'].join(said)})" if said else ""

    def _other(self, row: int, ident: str) -> str:
        tie = self.network.ties.iloc[row]
        return str(tie["target"] if tie["source"] == ident else tie["source"])

    def _sources_of(self, rows: Sequence[int]) -> tuple[str, ...]:
        """Who says that some ties stand."""
        claims = self.network.claims
        found = claims["source"][np.isin(claims["tie_pos"].to_numpy(), rows) & (claims["says"] == "yes").to_numpy()]
        return tuple(dict.fromkeys(str(source) for source in found if source))

    def offices(self, country: str) -> Section:
        """Actors of national level of a country, and how many others there are by kind."""
        actors = self.network.actors
        there = actors[
            (actors["country"] == country).to_numpy() & ~actors["implied"].to_numpy(dtype=bool) & standing(self.network)
        ]
        kinds = self.network.schema.nodes
        own = there[
            (there["level"] == "national").to_numpy() & ~there["kind"].isin(self.network.schema.places).to_numpy()
        ]
        items = self._some(
            Item(str(row["name"]), (self._kind(str(row["kind"])),), tuple(filter(None, str(row["source"]).split(";"))))
            for row in own.to_dict("records")
        )
        items += self._lacking(country, set(own["kind"]))
        counts = Counter(str(kind) for kind in there["kind"][there["id"] != country])
        said = [self.sentences.counted(counts[name], name, self.lang) for name in kinds if counts[name]]
        items.append(Item(f"{self.words['counts']}: {joined(said, self.lang) or self.words['nothing']}"))
        return self.section("offices", items, "nothing")

    def _lacking(self, country: str, here: set[str]) -> Iterable[Item]:
        """Kinds of national level that other countries have on record and this one has not, and how that is known."""
        schema, actors, coverage = self.network.schema, self.network.actors, self.network.coverage
        for name, kind in schema.nodes.items():
            if kind.level != "national" or kind.place or kind.is_a or here & set(schema.descendants(name)):
                continue
            others = set(actors["country"][actors["kind"].isin(schema.descendants(name))]) - {country, ""}
            if not others:
                continue
            cited = tuple(dict.fromkeys(
                str(row["source"]) for row in coverage[coverage["kind"] == name].to_dict("records")
                if country in str(row["countries"]).split(";")
            ))  # fmt: skip
            known = self.words["sure_listed" if cited else "sure_no_row"]
            text = self.words["none_of_kind"].format(
                kind=self._kind(name),
                others=self.sentences.counted(len(others), self._kind_of_country(country), self.lang),
            )
            yield Item(text, (known,), cited, open=True)

    def _kind_of_country(self, country: str) -> str:
        return str(self.network.actor(country)["kind"])

    def _kind(self, name: str) -> str:
        label = self.network.schema.nodes[name].label
        return label.get(self.lang, label["en"])

    def vertical(self, country: str) -> Section:
        """Ties between levels of a country, one a line."""
        table = self.network.ties
        between = [name for name, kind in self.network.schema.ties.items() if kind.between == "levels"]
        countries = self.network.actors["country"].to_numpy(dtype=object)
        ends = [countries[table[f"{end}_pos"].to_numpy()] == country for end in ("source", "target")]
        live = table["kind"].isin(between).to_numpy() & (table["status"] != "denied").to_numpy()
        items = []
        for row in np.flatnonzero(live & (ends[0] | ends[1])).tolist():
            tie = table.iloc[row]
            label = self.network.schema.ties[str(tie["kind"])].label
            met = self._beside(tie)
            ends = [isolated(self.name(str(tie[end])), self.lang) for end in ("source", "target")]
            text = f"{ends[0]} – {label.get(self.lang, label['en'])}{met} – {ends[1]}"
            items.append(Item(text, (), self._sources_of([row])))
        return self.section("vertical", self._some(items, 2 * MOST), "no_vertical")

    # missing

    def findings(self, gaps: Sequence[Gap], heading: str, none: str, *, mend: bool = False) -> list[Section]:
        """A section for each way in which gaps are known, under a heading that claims no more; else one that says none."""
        by_section: dict[str, list[Gap]] = {name: [] for name in _FINDINGS}
        for gap in gaps:
            if gap.section in by_section:
                by_section[gap.section].append(gap)
        found = [
            Section(self.heads[name], tuple(self._some(self._finding(gap, mend=mend) for gap in some)))
            for name, some in by_section.items() if some
        ]  # fmt: skip
        return found or [self.section(heading, [], none)]

    def _finding(self, gap: Gap, *, mend: bool) -> Item:
        detail = (self._sure(gap), *([self.words["to_close"].format(mend=self._said(gap, "mend"))] if mend else []))
        return Item(self._said(gap, "because"), detail, cited_by(gap.evidence))

    def _sure(self, gap: Gap) -> str:
        """How we know: of what, where one half is known and the other is not."""
        own = f"sure_{gap.section}"
        if own in self.words and gap.certainty == "unrecorded":
            return self.words[own]
        if gap.section == "fragile":
            return self.words["sure_said"]
        return self.words["sure"].format(certainty=CERTAINTY_WORDS[gap.certainty][self.lang])

    def _said(self, gap: Gap, name: str) -> str:
        """A sentence of a gap, in the language of the page if the rule has it."""
        return gap.also.get(self.lang, {}).get(name) or str(getattr(gap, name))

    def asked(self, gaps: Sequence[Gap]) -> Iterable[Item]:
        """How each gap that is a finding would be closed; and why, where the page has not said it above."""
        first: dict[str, Gap] = {}
        for gap in gaps:
            if gap.section != "unknown":
                first.setdefault(self._said(gap, "mend"), gap)
        return self._some(
            Item(text) if gap.section in _FINDINGS
            else Item(
                text, (self.words["why"].format(because=self._said(gap, "because")), self._sure(gap)),
                cited_by(gap.evidence),
            )
            for text, gap in first.items()
        )  # fmt: skip

    # partners

    def partners(self, found: Sequence[Suggestion], *, ranked: bool) -> Section:
        """Partners with the parts that speak for them."""
        items = [] if ranked or not found else [Item(self.words["too_little"], open=True)]
        for one in found:
            score = self.words["score"].format(score=f"{one.score:.2f}", high=f"{one.high:.2f}")
            score += self.words["little"] if little_known(one) else ""
            said = [part for part in one.parts if part.value > 0]
            said.sort(key=lambda part: (-part.value * part.weight, part.part))
            detail: list[str] = [Cited(part.because, cited_by(part.evidence)) for part in said]
            if one.introducers:
                names = self._listed(self.name(item.id) for item in one.introducers[:3])
                detail.append(self.words["introducers"].format(names=names))
            sources = cited_by(item for part in said for item in part.evidence)
            labels = f" [{self.words['between'].join(one.labels)}]" if one.labels else ""
            country = f" ({self.name(one.country)})" if one.country else ""
            items.append(Item(f"{isolated(one.name, self.lang)}{country}: {score}{labels}", tuple(detail), sources))
        return self.section("partners", items, "no_partners")

    def unknown(self, gaps: Sequence[Gap], found: Sequence[Suggestion]) -> Section:
        """What nobody has said: rules of which no source speaks, and the questions that would tell most."""
        from queries.gap_rules import gap_rules

        titles = {rule.name: rule.title.get(self.lang, rule.title["en"]) for rule in gap_rules(self.network)}
        counts = Counter(gap.rule for gap in gaps if gap.section == "unknown")
        items = self._some(
            Item(self.words["unknown_gap"].format(title=titles[name], count=f"{count:,}"), open=True)
            for name, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        )
        items += self._questions(found[:PARTNERS_ON_A_PAGE])
        return self.section("unknown", items, "all_known")

    def _questions(self, found: Sequence[Suggestion]) -> Iterable[Item]:
        """The two questions of each partner that would tell most, each once, with all of the partners that it is open for."""
        gains = [one.gains for one in found]
        for question in dict.fromkeys(question for gain in gains for question in list(gain)[:2]):
            by_gain: dict[str, list[str]] = {}
            for one, gain in zip(found, gains, strict=True):
                if question in gain:
                    by_gain.setdefault(f"{gain[question]:.2f}", []).append(one.name)
            said = [
                self.words["adds"].format(gain=adds, name=isolated(names[0], self.lang)) if len(names) == 1
                else self.words["adds_each"].format(gain=adds, names=self._listed(names))
                for adds, names in by_gain.items()
            ]  # fmt: skip
            yield Item(question, tuple(said), open=True)

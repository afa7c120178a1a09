"""What a brief says of a city or a country: gathered from the network, its gaps and its partners."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from graphmodel.findings import CERTAINTY_WORDS, Evidence, Gap, Suggestion
from liaison.citing import Sources
from liaison.portrait import facts_of
from queries.languages import language_name, listed
from queries.order import rankable
from queries.scoring import in_language
from viz.brief import Brief, Cited, Item, Section
from viz.interface import RIGHT_TO_LEFT, words

if TYPE_CHECKING:
    from graphmodel.network import Network

__all__ = ["PARTNERS", "cited_by", "city_brief", "country_brief"]

PARTNERS = 3
"""How many partners a page has room for."""

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
        page.section("gaps", page.known_gaps(gaps), "no_gaps"),
        page.partners(found[:PARTNERS], ranked=rankable(found)),
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
        page.section("reported", page.known_gaps(gaps, certain=True), "no_reported"),
        page.section("ask", page.asked(gaps), "no_ask"),
        page.unknown(gaps, []),
    ])  # fmt: skip


class _Page:
    """Sections of a page in one language."""

    def __init__(self, network: Network, lang: str) -> None:
        self.network = in_language(network, lang)
        self.lang = lang
        self.words: Mapping[str, str] = words()[lang]["brief"]

    def name(self, ident: str) -> str:
        return self.network.name_of(ident)

    def brief(self, title: str, country: str, sections: Sequence[Section]) -> Brief:
        network = self.network
        times = [self.words["as_of"].format(day=self._isolated(network.seen_as_of))] if network.seen_as_of else []
        if network.seen_known_by:
            times.append(self.words["known_by"].format(day=self._isolated(network.seen_known_by)))
        own = network.settings.get("name_ar" if self.lang == "ar" else "name") or network.name
        under = " · ".join(text for text in (self.name(country), own, *times) if text)
        sources = Sources(network)
        cited = {ident for section in sections for item in section.items for ident in item.sources}
        entries = {ident: self._entry(sources, ident) for ident in cited}
        return Brief(title, under, self.lang, tuple(sections), entries, self.words["sources"], self.words["record"])

    def _entry(self, sources: Sources, ident: str) -> str:
        published, read_on = sources.dates(ident)
        date = published or (self.words["read"].format(day=self._isolated(read_on)) if read_on else "")
        return ", ".join(text for text in (self._isolated(f"{sources.entry(ident)} ({ident})"), date) if text)

    def _isolated(self, text: object) -> str:
        """Text that keeps its direction within a line of Arabic, such as a date or a title in Latin letters."""
        return f"\u2066{text}\u2069" if self.lang in RIGHT_TO_LEFT else str(text)

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
            said = own[own["property"] == name]
            values = "; ".join(f"{row.value} ({row.source})" for row in said.itertuples(index=False))
            detail = (self.words["disagree"].format(values=values),) if values else ()
            items.append(Item(f"{words}: {self._shown(value, properties[name].type)}", detail, sources))
        return self.section("facts", items, "no_source")

    def _shown(self, value: object, type_: str) -> str:
        """A value in words: counts with commas, languages and countries by name."""
        if type_ == "count":
            return f"{value:,}"
        if type_ in ("codes", "countries"):
            codes = [code.strip() for code in str(value).replace(",", ";").split(";") if code.strip()]
            named = [self.name(code) if type_ == "countries" else language_name(code, self.lang) for code in codes]
            return listed(named, self.lang)
        return str(value)

    def ties(self, ident: str) -> Section:
        """Ties of an actor by kind, each kind a line."""
        table = self.network.ties
        at = self.network.position[ident]
        mine = (table["source_pos"] == at).to_numpy() | (table["target_pos"] == at).to_numpy()
        live = (table["status"] != "denied").to_numpy() & ~table["derived"].to_numpy(dtype=bool)
        return self.section("ties", self._tie_lines(np.flatnonzero(mine & live).tolist(), ident), "no_ties")

    def _tie_lines(self, rows: Sequence[int], ident: str) -> Iterable[Item]:
        by_words: dict[str, list[int]] = {}
        for row in rows:
            tie = self.network.ties.iloc[row]
            kind = self.network.schema.ties[str(tie["kind"])]
            label = kind.label if tie["source"] == ident or not kind.directed else kind.inverse
            met = f" ({self.words['met']})" if tie["form"] == "met" else ""
            by_words.setdefault(label.get(self.lang, label["en"]) + met, []).append(row)
        for said, found in sorted(by_words.items()):
            others = [self._other(row, ident) for row in found]
            yield Item(f"{said}: {', '.join(sorted(map(self.name, others)))}", (), self._sources_of(found))

    def _other(self, row: int, ident: str) -> str:
        tie = self.network.ties.iloc[row]
        return str(tie["target"] if tie["source"] == ident else tie["source"])

    def _sources_of(self, rows: Sequence[int]) -> tuple[str, ...]:
        claims = self.network.claims
        found = claims["source"][np.isin(claims["tie_pos"].to_numpy(), rows)]
        return tuple(dict.fromkeys(str(source) for source in found if source))

    def offices(self, country: str) -> Section:
        """Actors of national level of a country, and how many others there are by kind."""
        actors = self.network.actors
        there = actors[(actors["country"] == country).to_numpy() & ~actors["implied"].to_numpy(dtype=bool)]
        kinds = self.network.schema.nodes
        own = there[
            (there["level"] == "national").to_numpy() & ~there["kind"].isin(self.network.schema.places).to_numpy()
        ]
        items = [
            Item(str(row["name"]), (self._kind(str(row["kind"])),), tuple(filter(None, str(row["source"]).split(";"))))
            for row in own.to_dict("records")
        ][:MOST]
        counts = Counter(str(kind) for kind in there["kind"].sort_values())
        said = ", ".join(
            f"{kinds[name].plural.get(self.lang, kinds[name].plural['en'])} {counts[name]}"
            for name in kinds
            if counts[name]
        )
        items.append(Item(f"{self.words['counts']}: {said}"))
        return self.section("offices", items, "no_source")

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
            met = f" ({self.words['met']})" if tie["form"] == "met" else ""
            text = f"{self.name(tie['source'])} – {label.get(self.lang, label['en'])}{met} – {self.name(tie['target'])}"
            items.append(Item(text, (), self._sources_of([row])))
        return self.section("vertical", items[: 2 * MOST], "no_vertical")

    # missing

    def known_gaps(self, gaps: Sequence[Gap], *, certain: bool = False) -> Iterable[Item]:
        """Gaps that are a finding: reported, not listed, or (unless only what is certain is wanted) met."""
        shown = ("missing", "not-listed", "need") if certain else ("missing", "not-listed", "need", "met")
        for gap in [gap for gap in gaps if gap.section in shown][:MOST]:
            sure = CERTAINTY_WORDS[gap.certainty][self.lang]
            sources = tuple(dict.fromkeys(item.source for item in gap.evidence if item.source))
            detail = (self.words["sure"].format(certainty=sure), *([] if certain else [f"→ {self._said(gap, 'mend')}"]))
            yield Item(self._said(gap, "because"), detail, sources)

    def _said(self, gap: Gap, name: str) -> str:
        """A sentence of a gap, in the language of the page if the rule has it."""
        return gap.also.get(self.lang, {}).get(name) or str(getattr(gap, name))

    def asked(self, gaps: Sequence[Gap]) -> Iterable[Item]:
        """How each gap that is a finding would be closed."""
        known = [gap for gap in gaps if gap.section != "unknown"]
        return [Item(text) for text in dict.fromkeys(self._said(gap, "mend") for gap in known)][:MOST]

    # partners

    def partners(self, found: Sequence[Suggestion], *, ranked: bool) -> Section:
        """Partners with the parts that speak for them."""
        items = [] if ranked or not found else [Item(self.words["too_little"], open=True)]
        for one in found:
            score = self.words["score"].format(score=f"{one.score:.2f}", high=f"{one.high:.2f}")
            said = [part for part in one.parts if part.value > 0]
            said.sort(key=lambda part: (-part.value * part.weight, part.part))
            detail: list[str] = [Cited(part.because, cited_by(part.evidence)) for part in said]
            if one.introducers:
                names = ", ".join(self.name(item.id) for item in one.introducers[:3])
                detail.append(self.words["introducers"].format(names=names))
            sources = tuple(dict.fromkeys(item.source for part in said for item in part.evidence if item.source))
            labels = f" [{'; '.join(one.labels)}]" if one.labels else ""
            country = self.name(one.country) if one.country else ""
            items.append(Item(f"{one.name} ({country}): {score}{labels}", tuple(detail), sources))
        return self.section("partners", items, "no_partners")

    def unknown(self, gaps: Sequence[Gap], found: Sequence[Suggestion]) -> Section:
        """What nobody has said: rules of which no source speaks, and the questions that would tell most."""
        from queries.gap_rules import gap_rules

        titles = {rule.name: rule.title.get(self.lang, rule.title["en"]) for rule in gap_rules(self.network)}
        counts = Counter(gap.rule for gap in gaps if gap.section == "unknown")
        items = [
            Item(self.words["unknown_gap"].format(title=titles[name], count=count), open=True)
            for name, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        ][:MOST]  # fmt: skip
        for one in found[:PARTNERS]:
            for question, gain in list(one.gains.items())[:2]:
                adds = self.words["adds"].format(gain=f"{gain:.2f}", name=one.name)
                items.append(Item(question, (adds,), open=True))
        return self.section("unknown", items, "all_known")

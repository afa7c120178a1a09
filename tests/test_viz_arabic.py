"""The page in Arabic, in a real browser: where a long name is cut, and that whatever is not data is said in Arabic."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from map_pages import Tab
from small_network import actor, small_network

from graphmodel.network import Network
from viz.map import map_html

pytestmark = pytest.mark.browser


# where a name is cut

MARKED = "\u064e\u0651"
"""Fatha and shadda, in the order of Unicode: two marks on one letter."""
CUT = """() => { const letters = new Intl.Segmenter('ar', { granularity: 'grapheme' }), split = text => Array.from(letters.segment(text), s => s.segment);
  return [...document.querySelectorAll('#print > svg text')].filter(e => e.textContent.includes('…')).map(e => { const n = e.getNumberOfChars(), text = e.textContent;
    return { text, letters: split(text), direction: e.getAttribute('direction'), first: e.getStartPositionOfChar(0).x, dots: e.getEndPositionOfChar(n - 1).x, box: e.getBBox().width } }) }"""
"""Texts of the still picture that were cut: their letters, and where the first of them and the dots stand."""


@pytest.fixture(scope="module")
def long_names(tmp_path_factory) -> tuple[Path, dict[str, str]]:
    """Cities whose names are one word of forty letters, every one of them with two marks; and of Latin ones."""
    arabic = {f"a-{n}": "".join(letter + MARKED for letter in ("بتثجحخسشصض" * 8)[n : n + 40]) for n in range(6)}
    latin = {f"l-{n}": "".join(letter + "\u0348\u034b" for letter in ("bcdfghjkmn" * 8)[n : n + 40]) for n in range(4)}
    rows = [actor(ident, "City", "MK", name_ar=name) for ident, name in arabic.items()]
    rows += [{**actor(ident, "City", "RS"), "name": name} for ident, name in latin.items()]
    path = tmp_path_factory.mktemp("long") / "map.html"
    path.write_text(
        map_html(
            small_network(rows, [("a-0", "TWINNED_WITH", other) for other in (*arabic, *latin) if other != "a-0"])
        ),
        encoding="utf-8",
    )
    return path, arabic | latin


@pytest.mark.parametrize("address", ["&view=everything", "&view=vertical&all=1", "&view=geography"])
def test_a_long_name_is_cut_between_two_letters_and_the_dots_stand_where_reading_ends(tab, long_names, address):
    path, names = long_names
    page = tab.open(path, f"#lang=ar{address}")
    page.evaluate("void dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    found = page.evaluate(CUT)
    page.emulate_media(media="screen")
    whole = {name: graphemes(name) for name in names.values()}
    told = [one for one in found if any(one["letters"][0] == letters[0] for letters in whole.values())]
    assert {one["direction"] for one in told} == {"rtl", "ltr"}
    for one in told:
        assert one["letters"][-1] == "…" and one["letters"].count("…") == 1
        kept = one["letters"][:-1]
        assert any(letters[: len(kept)] == kept for letters in whole.values()), one["text"]
        assert 8 < len(kept) < 40
        arabic = bool(re.search("[\u0600-\u06ff]", one["text"]))
        assert one["direction"] == ("rtl" if arabic else "ltr")
        assert (one["dots"] < one["first"]) is arabic, one["text"]
        assert abs(one["dots"] - one["first"]) > 0.9 * one["box"]


def test_on_the_screen_a_name_that_is_cut_runs_as_its_letters_do(tab, long_names):
    path, _ = long_names
    page = tab.open(path, "#lang=ar&view=everything")
    drawn = page.evaluate("""() => { const found = [], own = CanvasRenderingContext2D.prototype.fillText;
      CanvasRenderingContext2D.prototype.fillText = function (text, ...at) { if (text.includes('…')) found.push([text, this.direction]); return own.call(this, text, ...at) };
      network.redraw(); return new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => { CanvasRenderingContext2D.prototype.fillText = own; done(found) }))) }""")
    assert {way for _, way in drawn} == {"rtl", "ltr"}
    assert all((way == "rtl") is bool(re.match("[\u0600-\u06ff]", text)) for text, way in drawn)


def graphemes(name: str) -> list[str]:
    """Each base letter with its two marks."""
    return [name[at : at + 3] for at in range(0, len(name), 3)]


def test_in_the_table_a_very_long_name_is_cut_between_two_letters(tab, tmp_path):
    name = "".join(letter + MARKED for letter in "بتثجحخسشصض" * 40)
    path = tmp_path / "map.html"
    path.write_text(map_html(small_network([actor("a", "City", "MK", name_ar=name)])), encoding="utf-8")
    shown = tab.open(path, "#lang=ar&table=1").inner_text("#rows th")
    assert shown == name[: 3 * 240] + "…"


# what is said

TEXTS = """() => { const found = [], own = node => { const e = node.parentElement; return !['SCRIPT', 'STYLE'].includes(e.tagName) && !e.closest('[lang=en]') };
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) if (own(node) && node.data.trim()) found.push(node.data);
  for (const e of document.querySelectorAll('[title], [aria-label], [aria-valuetext], [placeholder], [alt]')) if (!e.closest('[lang=en]')) for (const name of ['title', 'aria-label', 'aria-valuetext', 'placeholder', 'alt']) if (e.getAttribute(name)) found.push(e.getAttribute(name));
  return [...found, document.title, ...picture.headings.map(h => h.text || h.lines.join(' '))] }"""
"""Every text of the page, of its attributes and of the headings of the picture, but what says of itself that it is English."""

NO_WORDS = {
    "TLP", "CLEAR", "GREEN", "PNG", "SVG", "CSV", "GraphML", "GEXF",  # names of formats and markings
    "Escape", "English",  # a key, and the language that one may change to
    "lat", "lon", "actors", "pilots", "CITY",  # what a person writes: columns, a sheet, an option
    "Natural", "Earth", "world", "atlas",  # who drew the outline
    "id", "iframe",
}  # fmt: skip


def data_of(network: Network) -> list[str]:
    """Whatever people wrote, the longest first: names, ids, notes, titles of sources, quotes, values."""
    texts = {network.name}
    for table in (network.actors, network.sources, network.claims, network.facts, network.coverage):
        for column in table.columns:
            texts |= {part for value in table[column].unique() for part in (str(value), *str(value).split(";"))}
    texts = {unicodedata.normalize("NFC", text.strip()) for text in texts}
    return sorted((text for text in texts if re.search("[A-Za-z]", text)), key=len, reverse=True)


def latin_words(text: str, data: list[str]) -> set[str]:
    """Words of Latin letters in a text after all that a person wrote as data is taken out of it."""
    left = re.sub("[\u2066-\u2069]", "", text)
    for one in data:
        if one in left:
            left = re.sub(rf"(?<!\w){re.escape(one)}(?!\w)", " ", left)
    return {word for word in re.findall(r"[^\W\d_]{2,}", left) if re.match("[A-Za-z]", word)} - NO_WORDS


@pytest.fixture(scope="module")
def drawn_map(whole_sample, tmp_path_factory) -> Path:
    """The map as the command draws it, with every sentence in both languages."""
    from liaison.drawing import draw

    path = tmp_path_factory.mktemp("drawn") / "map.html"
    path.write_text(draw(whole_sample), encoding="utf-8")
    return path


def states(page: Any, tab: Tab) -> Iterator[str]:
    """Addresses that together open every view, panel, list and row of the legend."""
    partners = "&view=partners&actor=kumanovo"
    for view in ("everything", "vertical", "partnerships", "geography", "gaps", "partners", "neighbours", "compared"):
        yield f"&view={view}"
    yield from ("&second=20171231&view=compared", "&view=neighbours&actor=kumanovo", partners, "&actor=vranje")
    yield from ("&actor=scn", "&actor=MK&view=everything", "&actor=kumanovo&with=danilovgrad", "&actor=novi-pazar")
    yield from (f"{partners}&partner=elbasan", "&clock=known&day=20180101", "&day=20140101&actor=scn", "&no-kinds=City")
    yield from (
        "&ask=alone",
        *(f"&ask=section%3A{name}" for name in ("missing", "not-listed", "need", "met", "fragile")),
    )
    yield from (f"&table=1&view=gaps&list={name}" for name in ("actors", "ties", "gaps"))
    yield from ("&table=1&list=ties", "&table=1&find=qqqq", "&no-levels=international~national~subnational~local")
    gaps = page.evaluate("""() => { const all = JSON.parse(document.getElementById('data').textContent); return [
      ...new Map(all.gaps.map(g => [g.rule, g.id])).values()] }""")
    yield from (f"&view=gaps&gap={ident}" for ident in gaps)
    ties = page.evaluate("""() => { const all = JSON.parse(document.getElementById('data').textContent); return [
      ...new Map(all.edges.map(([id, kind]) => [kind, id])).values()] }""")
    yield from (f"&tie={ident}" for ident in ties)


def test_in_arabic_every_word_that_is_not_data_is_arabic(tab, drawn_map, whole_sample):
    page = tab.open(drawn_map, "#lang=ar")
    places = page.evaluate(
        "JSON.parse(document.getElementById('data').textContent).gaps.flatMap(g => g.evidence.map(e => e[1]))"
    )
    data, said, seen = sorted([*data_of(whole_sample), *filter(None, places)], key=len, reverse=True), {}, set()
    for address in states(page, tab):
        page = tab.go(f"#lang=ar{address}")
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
        for text in set(tab.rest().evaluate(TEXTS)) - seen:
            seen.add(text)
            said |= {word: (address, text.strip()[:120]) for word in latin_words(text, data)}
    assert len(seen) > 1_000
    assert said == {}


def test_a_property_that_no_kind_declares_has_its_arabic_name_from_the_network(tab, sample_map, tmp_path):
    panel = tab.open(sample_map, "#lang=ar&actor=kumanovo").locator("#panel-body dt").all_inner_texts()
    assert "الترتيب من حيث عدد السكان" in panel and "عدد السكان" in panel
    network = small_network(
        [actor("a", "City", "MK")],
        facts=[{"actor": "a", "property": "rank by area", "value": "first", "source": "report"}],
    )
    path = tmp_path / "map.html"
    path.write_text(map_html(network), encoding="utf-8")
    assert tab.open(path, "#lang=ar&actor=a").locator("#panel-body dt").all_inner_texts() == ["Rank by area"]

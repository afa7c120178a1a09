"""Large networks: groups that unfold, in a real browser, on a generated network."""

from __future__ import annotations

import numpy as np
import pytest
from map_pages import Tab

from viz.layouts import spring
from viz.map import LARGEST, map_html


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    from generate import generate

    import loaders

    folder = tmp_path_factory.mktemp("large") / "network"
    generate(folder, 5_200, 9_000)
    return loaders.load(folder)


@pytest.fixture(scope="module")
def large_map(large, tmp_path_factory):
    from queries.gaps import find_gaps

    shown = large.as_of(large.default_as_of)
    gaps = find_gaps(shown, rules=["need-without-support", "city-without-civil-society", "denied-tie"])
    path = tmp_path_factory.mktemp("map") / "map.html"
    path.write_text(map_html(large, gaps=gaps), encoding="utf-8")
    return path


@pytest.mark.browser
def test_it_opens_on_groups_with_counts_and_unfolds_on_a_click(browser, large, large_map):
    tab = Tab(browser)
    page = tab.open(large_map)
    discs = page.evaluate("picture.put.discs.map(d => [d.disc.level, d.disc.code, d.disc.count, d.x, d.y, d.r])")
    present = large.as_of(large.default_as_of).actors
    counts = present[present["kind"] != "Country"].groupby(["level", "country"], observed=True).size()
    for level, code, count, *_ in discs:
        assert count == counts.get((level, code), 0)
    assert page.evaluate("picture.put.spots.size") == 0
    assert page.evaluate("picture.put.links.length") > 100
    ties = page.evaluate("picture.put.links.reduce((sum, l) => sum + l.link.ties, 0)")
    assert 0 < ties <= len(large.ties)
    assert page.evaluate("network.physics.options.enabled") is False
    level, code, count, x, y, _ = max(discs, key=lambda disc: disc[5])
    box = page.locator("#canvas").bounding_box()
    page.mouse.move(box["x"] + x, box["y"] + y)
    page.mouse.move(box["x"] + x + 1, box["y"] + y)
    assert f"actors: {count:,}" in page.inner_text("#card")
    page.mouse.click(box["x"] + x, box["y"] + y)
    tab.rest()
    assert page.evaluate("picture.put.spots.size") == count
    assert page.evaluate("network.body.data.nodes.length") == len(discs) + count
    page.go_back()
    tab.rest()
    assert page.evaluate("picture.put.spots.size") == 0
    tab.choose("Generated city-1234") if "city-1234" in large.position else tab.choose("Generated city")
    assert page.evaluate("picture.put.spots.size") >= 1
    assert tab.silent(), tab.said
    tab.close()


@pytest.mark.browser
def test_names_of_an_unfolded_disc_lie_on_no_code_of_another(browser, large_map):
    tab = Tab(browser)
    page = tab.open(large_map, "#open=group%3Alocal%3AMK")
    over = """picture.labels.flatMap(l => picture.put.discs.filter(d => !d.disc.open && l.box[2] > d.x - 12 && l.box[0] < d.x + 12 && l.box[3] > d.y - 12 && l.box[1] < d.y + 12).map(d => [l.lines, d.disc.code]))"""
    assert page.evaluate("picture.labels.length") >= 2 and page.evaluate(over) == []
    tab.close()


SIGHT = """() => { const { put } = picture, box = document.getElementById('canvas').getBoundingClientRect();
  const shown = new Set(put.discs.map(d => d.disc.id)), ends = put.links.flatMap(l => [l.link.a.id, l.link.b.id]);
  const low = Math.min(...put.discs.map(d => d.x - d.r)) / box.width, high = Math.max(...put.discs.map(d => d.x + d.r)) / box.width;
  const top = Math.min(...put.discs.map(d => d.y - d.r)) / box.height, bottom = Math.max(...put.discs.map(d => d.y + d.r)) / box.height;
  return { discs: shown.size, loose: ends.filter(id => !shown.has(id)).length, outside: low < 0 || high > 1 || top < 0 || bottom > 1, high: bottom - top, wide: high - low } }"""
"""Discs, ends of lines where no disc is, and how much of the picture the discs take."""


@pytest.mark.browser
@pytest.mark.parametrize(
    "left_out",
    ["", "&no-levels=international~national", "&no-countries=AL~BA~BG~CZ~DE~DK~EE~ES~FI~FR~GB~GR~HR~HU~IE~IT~LT"],
    ids=["all", "levels", "countries"],
)
def test_lines_end_at_discs_and_the_fit_shows_all_that_are_left(browser, large_map, left_out):
    tab = Tab(browser)
    page = tab.open(large_map, f"#view=everything{left_out}&open=group%3Alocal%3AMK")
    page.click("#zoom-in")
    page.click("#fit")
    found = tab.rest().evaluate(SIGHT)
    assert found["discs"] > 10 and found["loose"] == 0 and not found["outside"], found
    assert found["high"] > 0.85 or found["wide"] > 0.75, found
    tab.close()


@pytest.mark.browser
@pytest.mark.parametrize("lang", ["en", "ar"])
def test_on_a_phone_all_groups_are_in_sight_at_once(browser, large_map, lang):
    tab = Tab(browser, width=390, height=844)
    found = tab.open(large_map, f"#lang={lang}").evaluate(SIGHT)
    assert found["discs"] > 60 and not found["outside"] and found["wide"] > 0.85, found
    tab.close()


@pytest.mark.browser
def test_minus_makes_groups_smaller_and_the_fit_makes_them_whole_again(browser, large_map):
    tab = Tab(browser)
    page = tab.open(large_map)
    whole = page.evaluate("network.getScale()")
    page.click("#zoom-out")
    tab.rest()
    assert page.evaluate("network.getScale()") < whole
    page.click("#fit")
    tab.rest()
    assert page.evaluate("network.getScale()") == pytest.approx(whole)
    tab.close()


@pytest.mark.browser
def test_actors_of_an_unfolded_disc_stand_apart_and_no_card_tells_of_it_folded(browser, large_map):
    tab = Tab(browser)
    page = tab.open(large_map)
    x, y = page.evaluate("[...picture.put.discs].sort((a, b) => b.r - a.r).map(d => [d.x, d.y])[0]")
    box = page.locator("#canvas").bounding_box()
    page.mouse.move(box["x"] + x, box["y"] + y)
    assert "Click to unfold" in page.inner_text("#card")
    page.mouse.click(box["x"] + x, box["y"] + y)
    tab.rest()
    assert not page.locator("#card").is_visible()
    page.click("#fit")
    spots = tab.rest().evaluate("[...picture.put.spots.values()].map(s => [s.x, s.y, s.r])")
    assert len(spots) > 100
    places = np.array(spots)
    apart = np.hypot(*(places[:, None, i] - places[None, :, i] for i in (0, 1)))
    over = apart < 0.9 * (places[:, None, 2] + places[None, :, 2])
    assert (over.sum() - len(places)) / 2 < 0.1 * len(places)
    tab.close()


@pytest.mark.browser
def test_a_line_between_two_groups_counts_the_gaps_between_their_members(browser, large, large_map):
    """Of all lines together: as many as there are pairs in the file, both of whose actors are there, in two groups."""
    tab = Tab(browser)
    page = tab.open(large_map, "#view=gaps")
    pairs = [tuple(pair) for gap in page.evaluate("JSON.parse(document.getElementById('data').textContent).gaps")
             for pair in gap["pairs"]]  # fmt: skip
    where = large.actors.set_index("id")[["level", "country"]].astype(str).agg(":".join, axis=1).to_dict()
    apart = sum(where[a] != where[b] for a, b in pairs)
    assert page.evaluate("picture.put.links.reduce((sum, l) => sum + l.link.gaps, 0)") == apart > 0
    tab.close()


@pytest.mark.browser
@pytest.mark.parametrize(("scheme", "lang"), [("light", "en"), ("dark", "ar")])
def test_axe_finds_nothing_on_groups_and_on_one_that_is_unfolded(browser, large_map, scheme, lang):
    from axe_playwright_python.sync_playwright import Axe

    tab = Tab(browser, color_scheme=scheme, bypass_csp=True)
    tab.open(large_map, f"#lang={lang}")
    for state in ("", "&open=group%3Alocal%3AMK", "&table=1"):
        page = tab.go(f"#lang={lang}{state}")
        found = Axe().run(page)
        assert found.violations_count == 0, f"{state}: {found.generate_report()}"
    tab.close()


def test_five_thousand_actors_stand_where_they_stood_and_one_tie_more_moves_little(large):
    """The same places each time, asked of the cities alone; in the middle an actor moves less than a hundredth of the
    picture."""
    kinds = [name for name, kind in large.schema.ties.items() if kind.derived is None]
    cities = (large.actors["kind"] == "City").to_numpy()
    once, again = (spring(large, cities, kinds).points[cities] for _ in range(2))
    assert np.array_equal(once, again) and not np.isnan(once).any()
    flags = np.ones(len(large.actors), dtype=bool)
    before = spring(large, flags, kinds).points
    assert len(before) > 5_000
    first, *_, last = large.actors["id"][cities]
    changed = large.with_ties([(first, "TWINNED_WITH", last)])
    assert len(changed.ties) == len(large.ties) + 1
    after = spring(changed, flags, kinds).points
    assert np.median(np.linalg.norm(after - before, axis=1)) < 0.01 * np.ptp(before, axis=0).max()


@pytest.mark.browser
def test_the_table_of_a_large_network_says_how_many_rows_it_keeps_back(browser, large_map):
    tab = Tab(browser)
    page = tab.open(large_map, "#table=1")
    assert page.locator("#rows tr").count() == 300
    assert "Show" in page.inner_text("#more-rows") and "more" in page.inner_text("#more-rows")
    page.evaluate("void dispatchEvent(new Event('beforeprint'))")
    assert "Printed: 300." in page.text_content("#print .printed")
    page.click("[data-key=more]")
    assert page.locator("#rows tr").count() == 2_300
    tab.go("#table=1&actor=city-99")
    assert page.locator("#rows tr.picked").count() == 1  # however far down the list it is
    tab.close()


def test_beyond_what_a_page_holds_it_says_so(large, monkeypatch):
    import viz.map
    from graphmodel.errors import UsageProblem

    assert LARGEST == 50_000
    monkeypatch.setattr(viz.map, "LARGEST", 5_000)
    with pytest.raises(UsageProblem, match="a map shows up to 5,000 actors, this network has 5,2"):
        map_html(large)

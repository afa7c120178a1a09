"""What is shown lies in sight, and who matters most is named, in a real browser on the sample."""

from __future__ import annotations

import pytest
from map_pages import Tab

pytestmark = pytest.mark.browser

VIEWS = {
    "everything": "", "vertical": "", "partnerships": "", "geography": "", "gaps": "", "partners": "&actor=kumanovo",
    "neighbours": "&actor=kumanovo", "compared": "&second=20171231",
}  # fmt: skip

HIDDEN = """() => { const own = document.getElementById('canvas').getBoundingClientRect();
  const seen = (x, y) => document.elementFromPoint(own.left + x, own.top + y)?.tagName === 'CANVAS';
  const { put } = picture, marks = [...[...put.spots.values()].map(s => [s.node.id, s.x, s.y, s.r, s.r]), ...put.crowds.map(c => [c.crowd.id, c.x, c.y, c.wide, c.tall])];
  const corners = ([, x, y, w, h]) => [[x, y], [x - w, y], [x + w, y], [x, y - h], [x, y + h]];
  return { shown: marks.length, hidden: marks.filter(m => !corners(m).every(([x, y]) => seen(x, y))).map(m => m[0]) } }"""
"""Marks of the picture of which a part is outside the canvas or under something else."""

UNNAMED = """() => { const { put, labels } = picture, named = new Set(labels.map(l => l.id)), ties = {};
  for (const { tie } of put.ties) for (const id of [tie.edge.from, tie.edge.to]) ties[id] = (ties[id] || 0) + 1;
  const most = Object.keys(ties).sort((a, b) => ties[b] - ties[a] || (a < b ? -1 : 1)).slice(0, 3);
  const first = put.gaps.find(g => g.line && g.from && g.lit && !['unknown', 'set-aside'].includes(g.gap.section));
  const ends = first ? [first.from, first.to].filter(id => put.spots.has(id)) : [];
  return { asked: [...most, ...ends], unnamed: [...most, ...ends].filter(id => !named.has(id)) } }"""
"""The three with most ties in the picture and the ends of its first gap, and which of them have no name."""


@pytest.fixture(scope="module", params=["en", "ar"])
def opened(request, browser, sample_map):
    tab = Tab(browser)
    tab.open(sample_map, f"#lang={request.param}")
    yield tab, request.param
    assert tab.silent(), tab.said
    tab.close()


@pytest.mark.parametrize("closed", [(), ("hide-panel",), ("hide-panel", "hide-legend")], ids=["open", "panel", "both"])
def test_the_whole_picture_is_in_sight_and_nothing_lies_over_it(opened, closed):
    tab, lang = opened
    for view, more in VIEWS.items():
        page = tab.go(f"#lang={lang}&view={view}{more}")
        for button in closed:
            page.click(f"#{button}")
        for _ in range(3):
            page.click("#zoom-in")
        page.click("#fit")
        found = tab.rest().evaluate(HIDDEN)
        assert found["shown"] > 5 and found["hidden"] == [], (view, found)
        for button in closed:
            page.click(f"#{button.replace('hide', 'open')}")
        found = tab.rest().evaluate(HIDDEN)  # as it opens
        assert found["hidden"] == [], (view, found)


def test_who_has_most_ties_and_both_ends_of_the_first_gap_are_named(opened):
    tab, lang = opened
    for view, more in VIEWS.items():
        found = tab.go(f"#lang={lang}&view={view}{more}").evaluate(UNNAMED)
        assert len(found["asked"]) >= 2 and found["unnamed"] == [], (view, found)
    page = tab.go(f"#lang={lang}&view=vertical")
    named = page.evaluate("picture.labels.map(l => l.id).filter(id => id && id.startsWith('coordinator-'))")
    assert len(set(named)) >= 5  # of the six national coordinators in actors.csv


@pytest.mark.parametrize(
    ("lang", "side", "two_or_more"), [("en", "right", "more countries →"), ("ar", "left", "دول أخرى")]
)
def test_what_is_beyond_the_edge_is_told_and_a_key_leads_there(browser, sample_map, lang, side, two_or_more):
    tab = Tab(browser, width=390, height=844)
    page = tab.open(sample_map, f"#lang={lang}&view=vertical")
    mark = page.locator(f"#beyond-{side}")
    other = page.locator(f"#beyond-{'left' if side == 'right' else 'right'}")
    assert mark.is_visible() and not other.is_visible()
    assert two_or_more in mark.inner_text()
    last = {"en": "United States", "ar": "الولايات المتحدة"}[lang]
    assert last in mark.get_attribute("aria-label")
    for _ in range(12):
        if not mark.is_visible():
            break
        mark.focus()
        page.keyboard.press("Enter")
        tab.rest()
    assert not mark.is_visible() and other.is_visible()
    assert page.evaluate("document.activeElement.id") == "picture"
    page.click("#fit")
    tab.rest()
    assert not mark.is_visible() and not other.is_visible()
    assert page.evaluate(HIDDEN)["hidden"] == []
    tab.close()


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "The columns lat and lon of the sheet actors put a city in its place on the map."),
        ("ar", "يضع العمودان lat وlon في ورقة actors المدينة في موقعها على الخريطة."),
    ],
)
def test_geography_says_what_puts_a_city_on_the_map(browser, sample_map, lang, said):
    tab = Tab(browser)
    page = tab.open(sample_map, f"#lang={lang}&view=geography")
    assert said in page.inner_text("#about")  # Gazi Baba and Maribor have no coordinates in actors.csv
    page = tab.go(f"#lang={lang}&view=geography&no-countries=MK~SI")
    assert said not in page.inner_text("#about")
    tab.close()


CROSSED = """() => { const { put, labels } = picture, found = [];
  const along = ([x1, y1, cx, cy, x2, y2], t) => cx === null ? [x1 + (x2 - x1) * t, y1 + (y2 - y1) * t] : [0, 1].map(i => (1 - t) ** 2 * [x1, y1][i] + 2 * t * (1 - t) * [cx, cy][i] + t * t * [x2, y2][i]);
  const drawn = [...put.ties, ...put.gaps, ...put.partners].map(one => one.line).filter(Boolean);
  for (const { frame, lines, box } of labels.filter(label => label.frame)) {
    const on = line => Array.from({ length: 301 }, (_, i) => along(line, i / 300)).some(([x, y]) => x > box[0] && x < box[2] && y > box[1] && y < box[3]);
    found.push({ frame, text: lines[0], crossed: drawn.filter(on).length });
  }
  return { frames: Object.keys(Object.fromEntries(put.boxes)), found } }"""
"""Titles of frames, and how many lines run through each."""


@pytest.mark.parametrize("size", [(1440, 900), (1280, 720), (390, 844)], ids=["desktop", "laptop", "phone"])
@pytest.mark.parametrize(
    ("lang", "alone", "aside"),
    [
        ("en", "No tie of this view on record", "No place on the map"),
        ("ar", "لا صلة مسجلة مما يُعرض هنا", "لا موقع لها على الخريطة"),
    ],
)
def test_no_line_runs_through_the_title_of_a_frame(browser, sample_map, size, lang, alone, aside):
    tab = Tab(browser, width=size[0], height=size[1])
    page = tab.open(sample_map, f"#lang={lang}")
    seen = set()
    for view, more in VIEWS.items():
        tab.go(f"#lang={lang}&view={view}{more}")
        page.click("#fit")
        told = tab.rest().evaluate(CROSSED)
        assert {one["frame"] for one in told["found"]} == set(told["frames"]), (view, told)
        for one in told["found"]:
            assert one["crossed"] == 0, (view, one)
            assert one["text"].startswith(alone if one["frame"] == "alone" else aside), one
            seen.add(one["frame"])
    assert seen == {"alone", "aside"}
    tab.close()


SPARE = """() => { const { put } = picture, box = document.getElementById('canvas').getBoundingClientRect();
  const marks = [...put.spots.values(), ...put.crowds], xs = marks.map(one => one.x), ys = marks.map(one => one.y);
  return { above: Math.min(...ys) / box.height, below: 1 - Math.max(...ys) / box.height, beside: (box.width - Math.max(...xs) + Math.min(...xs)) / box.width } }"""
"""The share of the picture that is free above the first mark, below the last, and on both sides together."""


@pytest.mark.parametrize("size", [(1440, 900), (1280, 720)], ids=["desktop", "laptop"])
@pytest.mark.parametrize("lang", ["en", "ar"])
def test_rows_and_columns_use_the_room_of_the_picture(browser, sample_map, size, lang):
    tab = Tab(browser, width=size[0], height=size[1])
    page = tab.open(sample_map, f"#lang={lang}&view=vertical")
    for view in ("vertical", "gaps"):
        for closed in ([], ["hide-panel"], ["hide-panel", "hide-legend"]):
            tab.go(f"#lang={lang}&view={view}")
            for button in closed:
                page.click(f"#{button}")
            free = tab.rest().evaluate(SPARE)
            assert free["above"] < 0.12 and free["below"] < 0.12 and free["beside"] < 0.24, (view, closed, free)
            for button in closed:
                page.click(f"#{button.replace('hide', 'open')}")
    tab.go(f"#lang={lang}&view=vertical")
    page.set_viewport_size({"width": 1100, "height": 1000})  # taller than it was: the rows follow
    page.wait_for_timeout(100)
    free = tab.rest().evaluate(SPARE)
    assert free["above"] < 0.12 and free["below"] < 0.12, free
    tab.close()


CUT = """() => { const { put, labels } = picture, canvas = document.getElementById('canvas').getBoundingClientRect(), pen = document.createElement('canvas').getContext('2d'), found = [];
  const marks = [...put.spots.values()].map(s => [s.x - s.r, s.y - s.r, s.x + s.r, s.y + s.r, s.node.id]);
  const boxes = [...marks, ...labels.map(l => [...l.box, l.id || l.frame || l.on])];
  for (const label of labels.filter(l => l.id && l.lines.some(line => line.endsWith('…')))) {
    const spot = put.spots.get(label.id), node = spot.node;
    const words = (document.documentElement.lang === 'ar' ? node.shortAr : node.short) || node.name, parts = words.split(' ');
    pen.font = `400 ${label.size}px ${getComputedStyle(document.body).fontFamily}`;
    const widest = at => Math.max(pen.measureText(parts.slice(0, at).join(' ')).width, pen.measureText(parts.slice(at).join(' ')).width);
    const wide = Math.min(...parts.slice(1).map((_, i) => widest(i + 1))) / 2 + 2, at = [spot.x, spot.y + spot.r + 3 + label.lines.length * label.height / 2];
    const own = [at[0] - wide, at[1] - 14, at[0] + wide, at[1] + 14];
    const free = own[0] > 4 && own[2] < canvas.width - 4 && own[3] < canvas.height - 2 && !boxes.some(b => b[4] !== label.id && own[2] > b[0] && own[0] < b[2] && own[3] > b[1] && own[1] < b[3]);
    found.push([label.lines.join(' '), free]);
  }
  return { labels: labels.filter(l => l.id).length, cut: found } }"""
"""Names that were cut, and whether the whole would have had room under the actor."""


def test_a_name_is_cut_only_where_the_whole_would_collide(opened):
    tab, lang = opened
    for view, more in VIEWS.items():
        found = tab.go(f"#lang={lang}&view={view}{more}").evaluate(CUT)
        assert found["labels"] > 5 and [name for name, free in found["cut"] if free] == [], (view, found)
        assert len(found["cut"]) <= 1, (view, found)  # on this screen there is room for nearly all that are named


def test_an_arrow_to_a_partner_among_several_ends_at_the_edge_of_their_mark(opened):
    tab, lang = opened
    page = tab.go(f"#lang={lang}&view=vertical&actor=kumanovo")
    ends = page.evaluate("""() => picture.put.partners.filter(one => one.b.pill).map(({ line, b }) =>
        [Math.abs(line[4] - b.x) - b.pill.wide, Math.abs(line[5] - b.y) - b.pill.tall])""")
    assert ends  # some of the cities suggested to Kumanovo have no tie in this view
    assert [end for end in ends if max(end) < 0 or max(end) > 12] == []  # the head of the arrow is beside the mark


def test_a_link_opens_on_the_same_actor_whatever_room_the_rows_have(browser, sample_map):
    middle = """() => { const box = document.getElementById('canvas').getBoundingClientRect();
      return [...picture.put.spots.values()].sort((a, b) => Math.hypot(a.x - box.width / 2, a.y - box.height / 2) - Math.hypot(b.x - box.width / 2, b.y - box.height / 2))[0].node.id }"""
    tall = Tab(browser, width=1440, height=900)
    page = tall.open(sample_map, "#lang=en&view=vertical")
    x, y = page.evaluate("[picture.put.spots.get('viti').x, picture.put.spots.get('viti').y]")
    box = page.locator("#canvas").bounding_box()
    page.mouse.move(box["x"] + 30, box["y"] + 500)
    page.mouse.down()
    page.mouse.move(box["x"] + 30 + box["width"] / 2 - x, box["y"] + 500 + box["height"] / 2 - y, steps=5)
    page.mouse.up()
    assert tall.rest().evaluate(middle) == "viti"
    page.wait_for_timeout(300)
    address = page.evaluate("location.hash")
    assert "at=" in address
    flat = Tab(browser, width=1440, height=600)
    assert flat.open(sample_map, address).evaluate(middle) == "viti"
    assert tall.open(sample_map, address).evaluate(middle) == "viti"
    tall.close()
    flat.close()

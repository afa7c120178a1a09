"""The frame of those without a tie: whoever is left in it closes up, in a real browser, on 1,500 generated actors."""

from __future__ import annotations

import math
from typing import Any

import pytest

from viz.map import map_html

pytestmark = pytest.mark.browser

FRAME = """() => {
  const { put } = picture, k = put.camera.scale, [, x1, y1, x2, y2] = put.boxes[0] || [], at = (x, y) => put.at([x, y]), [left, top] = at(x1, y1), [right, bottom] = at(x2, y2);
  const spots = [...put.spots.values()].map(s => [s.node.id, s.x, s.y]), inside = ([, x, y]) => x >= left && x <= right && y >= top && y <= bottom, there = spots.filter(inside), others = spots.filter(s => !inside(s));
  const units = list => [...new Set(list.map(v => Math.round(v / k)))].sort((a, b) => a - b);
  return { there: there.map(s => s[0]).sort(), others: others.length, xs: units(there.map(s => s[1] - left)), ys: units(there.map(s => s[2] - top)), high: (bottom - top) / k, wide: (right - left) / k,
    above: others.length ? (top - Math.max(...others.map(s => s[2]))) / k : null, boxes: put.boxes.length,
    middle: others.length ? (left + right) / 2 - (Math.max(...others.map(s => s[1])) + Math.min(...others.map(s => s[1]))) / 2 : null };
}"""
"""Who stands in the frame and how, in units of the picture."""


@pytest.fixture(scope="module")
def many_map(tmp_path_factory):
    from generate import generate

    import loaders

    folder = tmp_path_factory.mktemp("many") / "network"
    generate(folder, 1_500, 900)
    path = tmp_path_factory.mktemp("map") / "map.html"
    path.write_text(map_html(loaders.load(folder)), encoding="utf-8")
    return path


def left_out(page: Any) -> str:
    """All countries but one, for an address: that with at least six in the frame whose others end highest above it."""
    kept, codes = (
        page.evaluate("""() => { const { put } = picture, [, , top] = put.boxes[0], edge = put.at([0, top])[1], by = new Map();
      for (const s of put.spots.values()) { const code = s.node.country || '-', one = by.get(code) || { there: 0, low: -Infinity }; by.set(code, one);
        if (s.y > edge) one.there += 1; else one.low = Math.max(one.low, s.y); }
      return [[...by].filter(([, one]) => one.there > 5 && one.low > -Infinity).sort((a, b) => a[1].low - b[1].low)[0][0], [...by.keys()].sort()] }""")
    )
    return "~".join(code for code in codes if code != kept)


def test_whoever_is_left_in_a_frame_closes_up_under_those_above_it(tab, many_map):
    page = tab.open(many_map, "#view=everything")
    whole = page.evaluate(FRAME)
    assert len(whole["there"]) > 200 and len(whole["ys"]) > 5
    codes = left_out(page)
    few = tab.go(f"#view=everything&no-countries={codes}").evaluate(FRAME)
    assert 5 < len(few["there"]) < len(whole["there"]) / 5
    lowest = "Math.max(...[...picture.put.spots.values()].filter(s => !ids.includes(s.node.id)).map(s => (s.y - picture.put.camera.y) / picture.put.camera.scale))"
    low = [
        tab.go(f"#view=everything{more}").evaluate(f"ids => {lowest}", one["there"])
        for more, one in (("", whole), (f"&no-countries={codes}", few))
    ]
    assert low[0] - low[1] > 200  # who is left above the frame ends higher, and so the frame begins higher
    assert few["above"] == pytest.approx(whole["above"], abs=2)  # no wider than with all
    assert len(few["xs"]) * len(few["ys"]) < len(few["there"]) + len(few["xs"])  # only the last row may be short
    steps = [{b - a for a, b in zip(one["ys"], one["ys"][1:], strict=False)} for one in (few, whole)]
    assert all(abs(step - 44) <= 1 for found in steps for step in found)  # CELL_Y of the layout
    assert few["high"] == pytest.approx(whole["high"] - 44 * (len(whole["ys"]) - len(few["ys"])), abs=2)
    assert abs(few["middle"]) < 2
    assert math.isclose(few["wide"], (len(few["xs"]) + 0.6) * 112, abs_tol=2) or len(few["xs"]) < 3


def test_nobody_moves_where_what_is_left_out_is_faded(tab, many_map):
    page = tab.open(many_map, "#view=everything")
    spots = "[...picture.put.spots.values()].map(s => [s.node.id, s.x, s.y])"
    before, codes = page.evaluate(spots), left_out(page)
    assert tab.go(f"#view=everything&no-countries={codes}&fade=1").evaluate(spots) == before


def test_the_whole_is_what_is_left_and_a_frame_with_nobody_in_it_is_gone(tab, many_map):
    page = tab.open(many_map, "#view=everything")
    codes = left_out(page)
    inside = "(() => { const { put } = picture, c = document.getElementById('canvas'); return [...put.spots.values()].every(s => s.x > 0 && s.x < c.clientWidth && s.y > 0 && s.y < c.clientHeight) })()"
    whole = page.evaluate("network.getScale()")
    page = tab.go(f"#view=everything&no-countries={codes}")
    page.click("#fit")
    assert tab.rest().evaluate("network.getScale()") > 1.2 * whole
    assert page.evaluate(inside)
    page = tab.go("#view=everything&no-levels=international~national~subnational~local")
    assert page.evaluate("picture.put.boxes.length") == 0

"""The hand on the map, in a real browser: pointer, wheel, keys and slider, and what lines and marks are drawn like."""

from __future__ import annotations

import re
from typing import Any

import pytest
from small_network import actor, small_network

from viz.map import map_html

pytestmark = pytest.mark.browser


def at(page, ident: str) -> tuple[float, float]:
    box, (x, y) = (
        page.locator("#canvas").bounding_box(),
        page.evaluate(f"(s => [s.x, s.y])(picture.put.spots.get('{ident}'))"),
    )
    return box["x"] + x, box["y"] + y


def with_card(tab, sample_map) -> tuple[Any, float, float]:
    """The map with the pointer on Kumanovo, whose card is shown; and where that is."""
    page = tab.open(sample_map)
    x, y = at(page, "kumanovo")
    for step in (0, 1):
        page.mouse.move(x + step, y)
    assert page.locator("#card").is_visible()
    return page, x, y


def test_the_card_goes_when_the_pointer_does(tab, sample_map):
    page, *_ = with_card(tab, sample_map)
    page.mouse.move(5, 5)
    page.wait_for_selector("#card", state="hidden")


def test_two_letters_changed_over_are_one_slip(tab, sample_map):
    """A word of four to six letters forgives one slip: Durrës, written Durers."""
    page = tab.open(sample_map)
    page.fill("#search", "durers")
    assert page.locator("#hits li bdi").first.inner_text() == "Durrës"
    page.fill("#search", "duxxes")
    assert page.inner_text("#hits") == "No name, kind or country like that"


@pytest.mark.parametrize("key", ["Home", "0"])
def test_a_key_shows_the_whole_picture_again(tab, sample_map, key):
    page = tab.open(sample_map)
    whole = page.evaluate("network.getScale()")
    page.focus("#picture")
    page.keyboard.press("+")
    assert tab.rest().evaluate("network.getScale()") > whole
    page.keyboard.press(key)
    assert tab.rest().evaluate("network.getScale()") == pytest.approx(whole)


def test_with_shift_the_arrows_move_the_picture_and_choose_nobody(tab, sample_map):
    page = tab.open(sample_map)
    page.focus("#picture")
    for key, axis, sign in (
        ("ArrowRight", "x", 1),
        ("ArrowLeft", "x", -1),
        ("ArrowDown", "y", 1),
        ("ArrowUp", "y", -1),
    ):
        before = page.evaluate("network.getViewPosition()")
        page.keyboard.press(f"Shift+{key}")
        after = tab.rest().evaluate("network.getViewPosition()")
        assert (after[axis] - before[axis]) * sign * page.evaluate("network.getScale()") == pytest.approx(90, abs=2)
    assert page.inner_text("#panel-title") == "Questions"


VIEW = "[network.getScale(), network.getViewPosition().x, network.getViewPosition().y]"


def pulled(page, across: int, down: int) -> None:
    """The picture taken by its ground and let go further on."""
    box = page.locator("#canvas").bounding_box()
    x, y = box["x"] + 25, box["y"] + box["height"] - 25
    page.mouse.move(x, y)
    page.mouse.down()
    for part in (1, 2, 3, 4):
        page.mouse.move(x + across * part / 4, y + down * part / 4)
    page.mouse.up()
    page.wait_for_url(re.compile("at="))


def test_what_is_pulled_is_in_the_address_and_comes_back_with_a_step_back(tab, sample_map):
    """Back from a choice, the picture is where the hand left it; so it is when the address is opened again."""
    page = tab.open(sample_map)
    opened = page.evaluate(VIEW)
    pulled(page, 120, -60)
    moved = tab.rest().evaluate(VIEW)
    assert (moved[1] - opened[1]) * moved[0] == pytest.approx(-120, abs=2)
    assert (moved[2] - opened[2]) * moved[0] == pytest.approx(60, abs=2)
    address = page.evaluate("location.hash")
    page.click("[data-key='view:gaps']")
    assert "at=" not in tab.rest().evaluate("location.hash")
    page.click("#undo")
    page.wait_for_url(re.compile("at="))
    assert tab.rest().evaluate(VIEW) == pytest.approx(moved, abs=1)
    page.click("#redo")
    page.wait_for_url(re.compile("view=gaps"))
    assert tab.rest().evaluate(VIEW) != pytest.approx(moved, abs=1)
    assert tab.open(sample_map, address).evaluate(VIEW) == pytest.approx(moved, abs=1)


def test_the_fit_forgets_where_the_hand_had_left_the_picture(tab, sample_map):
    page = tab.open(sample_map)
    opened = page.evaluate(VIEW)
    pulled(page, -90, -40)
    page.click("#fit")
    assert tab.rest().evaluate(VIEW) == pytest.approx(opened, abs=1)
    assert "at=" not in page.evaluate("location.hash")
    assert tab.open(sample_map, page.evaluate("location.hash")).evaluate(VIEW) == pytest.approx(opened, abs=1)


@pytest.mark.parametrize(("nearer", "farther"), [("#zoom-in", "#zoom-out"), ("+", "-")], ids=["buttons", "keys"])
def test_nearer_and_farther_go_each_their_way_and_not_beyond_what_can_be_seen(tab, sample_map, nearer, farther):
    page = tab.open(sample_map)
    page.focus("#picture")
    push = page.click if nearer.startswith("#") else page.keyboard.press
    whole = page.evaluate("network.getScale()")
    push(nearer)
    assert whole < tab.rest().evaluate("network.getScale()") < 1.5 * whole
    push(farther)
    assert tab.rest().evaluate("network.getScale()") == pytest.approx(whole, rel=0.01)
    for _ in range(25):
        push(nearer)
    assert tab.rest().evaluate("network.getScale()") == pytest.approx(6)
    for _ in range(40):
        push(farther)
    assert whole * 0.3 < tab.rest().evaluate("network.getScale()") < whole


def test_a_click_on_a_name_chooses_whose_name_it_is(tab, sample_map):
    page = tab.open(sample_map)
    box = page.locator("#canvas").bounding_box()
    ident, x, y = (
        page.evaluate("""(() => { const far = l => Math.hypot((l.box[0] + l.box[2]) / 2 - picture.put.spots.get(l.id).x, (l.box[1] + l.box[3]) / 2 - picture.put.spots.get(l.id).y) - picture.put.spots.get(l.id).r;
      const one = picture.labels.filter(l => l.id && l.leader).sort((a, b) => far(b) - far(a))[0]; return [one.id, (one.box[0] + one.box[2]) / 2, (one.box[1] + one.box[3]) / 2] })()""")
    )
    page.mouse.click(box["x"] + x, box["y"] + y)
    page.wait_for_url(re.compile(f"actor={ident}"))


def test_a_finger_may_miss_an_actor_by_more_than_a_pointer_may(browser, sample_map):
    """Beside the most northern city, where nothing else is near: a finger that is 15 pixels off the rim finds it."""
    from map_pages import Tab

    beside = """() => { const spots = [...picture.put.spots.values()], labels = picture.labels, box = document.getElementById('canvas').getBoundingClientRect();
      for (const s of spots) for (const [dx, dy] of [[0, -1], [0, 1], [-1, 0], [1, 0]]) { const x = s.x + dx * (s.r + 15), y = s.y + dy * (s.r + 15);
        if (x < 5 || y < 40 || x > box.width - 5 || y > box.height - 5) continue;
        if (spots.some(o => o !== s && Math.hypot(o.x - x, o.y - y) < o.r + 30) || labels.some(l => x > l.box[0] - 4 && x < l.box[2] + 4 && y > l.box[1] - 4 && y < l.box[3] + 4)) continue;
        if (picture.put.ties.some(t => { const [x1, y1, , , x2, y2] = t.line; return Math.min(x1, x2) - 25 < x && x < Math.max(x1, x2) + 25 && Math.min(y1, y2) - 25 < y && y < Math.max(y1, y2) + 25 })) continue;
        return [s.node.id, box.left + x, box.top + y] } }"""
    for touch, found in ((True, True), (False, False)):
        tab = Tab(browser, has_touch=touch, is_mobile=touch)
        page = tab.open(sample_map, "#view=everything")
        ident, x, y = page.evaluate(beside)
        page.touchscreen.tap(x, y) if touch else page.mouse.click(x, y)
        page.wait_for_timeout(400)
        assert (f"actor={ident}" in tab.rest().evaluate("location.hash")) is found
        tab.close()


def test_the_card_is_gone_while_the_picture_is_pulled(tab, sample_map):
    page, x, y = with_card(tab, sample_map)
    page.mouse.down()
    page.mouse.move(x + 40, y + 10)
    page.mouse.move(x + 60, y + 15)
    assert page.locator("#card").is_hidden()
    page.mouse.up()


@pytest.mark.parametrize("again", ["Control+y", "Control+Shift+z"])
def test_keys_take_a_step_back_and_do_it_again(tab, sample_map, again):
    page = tab.open(sample_map)
    tab.choose("elbasan")
    page.focus("#picture")
    page.keyboard.press("Control+z")
    page.wait_for_selector("#panel-title:has-text('Questions')")
    page.keyboard.press(again)
    page.wait_for_selector("#panel-title:has-text('Elbasan')")


def test_the_menu_closes_when_the_reader_goes_elsewhere(tab, sample_map):
    page = tab.open(sample_map)
    page.click("#save")
    page.mouse.click(700, 850)
    assert page.locator("#save-menu").is_hidden() and page.get_attribute("#save", "aria-expanded") == "false"
    page.click("#save")
    page.keyboard.press("Escape")
    assert page.locator("#save-menu").is_hidden() and page.evaluate("document.activeElement.id") == "save"


def test_the_wheel_goes_neither_out_of_sight_nor_into_nothing(tab, sample_map):
    page = tab.open(sample_map)
    x, y = at(page, "kumanovo")
    page.mouse.move(x, y)
    whole = page.evaluate("network.getScale()")
    for by, bound in (
        (400, lambda scale: whole * 0.3 < scale < whole),
        (-400, lambda scale: scale == pytest.approx(6)),
    ):
        for _ in range(60):
            page.mouse.wheel(0, by)
        page.wait_for_timeout(200)
        assert bound(tab.rest().evaluate("network.getScale()"))


def test_a_row_under_the_pointer_lights_its_gap_and_lets_go_of_it(tab, sample_map):
    page = tab.open(sample_map, "#view=gaps")
    lit = "[...new Set(picture.put.gaps.filter(g => g.lit).map(g => g.gap.id))].length"
    row = page.locator("#panel-body .gap.missing").first
    row.hover()
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    alphas = """() => { const seen = new Set(), own = CanvasRenderingContext2D.prototype.stroke; CanvasRenderingContext2D.prototype.stroke = function (...a) { if (this.getLineDash().length) seen.add(this.globalAlpha.toFixed(2)); return own.apply(this, a) };
      network.redraw(); return new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => { CanvasRenderingContext2D.prototype.stroke = own; done([...seen]) }))) }"""
    assert "0.12" in page.evaluate(alphas)  # all but one are pale
    page.mouse.move(700, 500)
    assert "0.12" not in page.evaluate(alphas)
    assert page.evaluate(lit) > 1


def test_the_picture_follows_the_slider_while_it_moves_and_the_step_is_kept_when_it_stops(tab, sample_map):
    page = tab.open(sample_map)
    hash_before, ties = page.evaluate("[location.hash, picture.put.ties.length]")
    drawn = """() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => { let n = 0; const own = CanvasRenderingContext2D.prototype.arc; CanvasRenderingContext2D.prototype.arc = function (...a) { n += 1; return own.apply(this, a) };
      network.redraw(); requestAnimationFrame(() => requestAnimationFrame(() => { CanvasRenderingContext2D.prototype.arc = own; done(n) })) })))"""
    before = page.evaluate(drawn)
    slide = "document.querySelector('#time input')"
    page.evaluate(f"{slide}.value = '1'; {slide}.dispatchEvent(new Event('input'))")
    day = page.inner_text("#time .slide .date")
    assert day < "2016" and page.evaluate("location.hash") == hash_before
    assert page.evaluate(f"{slide}.getAttribute('aria-valuetext')") == day
    assert page.evaluate(drawn) != before
    page.evaluate(f"{slide}.dispatchEvent(new Event('change'))")
    tab.rest()
    assert f"day={day.replace('-', '')}" in page.evaluate("location.hash")
    assert page.evaluate("picture.put.ties.length") < ties
    assert page.inner_text("#live").startswith(f"As of {day}, ties: ")


def test_a_box_of_a_family_is_half_ticked_when_some_of_it_is_left_out(tab, sample_map):
    page = tab.open(sample_map, "#no-ties=TWINNED_WITH")
    box = page.locator("[data-key='family:cooperation']")
    assert box.evaluate("e => e.indeterminate") is True
    tab.go("#no-ties=TWINNED_WITH~COOPERATES_WITH~PARTNERS_WITH")
    assert box.evaluate("e => [e.indeterminate, e.checked]") == [False, False]


def test_a_question_about_one_rule_in_one_country_lists_that(tab, sample_map):
    page = tab.open(sample_map, "#view=gaps&ask=rule:city-without-coordinator-tie:ME")
    assert (
        page.inner_text("#panel-title") == "City without a tie to its national coordinator, Montenegro (6)"
    )  # six cities in actors.csv
    assert page.evaluate("[...new Set(picture.put.gaps.filter(g => g.lit).map(g => g.gap.country))]") == ["ME"]


def test_numbers_of_items_in_an_encyclopaedia_are_told_to_nobody(tab, sample_map):
    page = tab.open(sample_map, "#actor=vranje")
    assert "Twinned administrative bodies" in page.inner_text("#panel-body")
    assert re.findall(r"\bQ\d{3,}", page.inner_text("#panel-body")) == []


def test_who_is_not_there_yet_says_so(tab, tmp_path):
    network = small_network(
        [actor("a", "City", "MK"), actor("b", "Organisation", "", since="2015")],
        [("a", "TWINNED_WITH", "c"), ("a", "MEMBER_OF", "b", {"since": "2016"})][1:],
    )  # fmt: skip
    path = tmp_path / "map.html"
    path.write_text(map_html(network), encoding="utf-8")
    day = "#actor=b&day=20140101"
    assert "Not there on 2014-01-01, as far as is on record." in tab.open(path, day).inner_text("#panel-body")
    assert "غير موجودة بتاريخ" in tab.go(day + "&lang=ar").inner_text("#panel-body")
    assert "Not there" not in tab.go("#actor=b").inner_text("#panel-body")


WIDTHS = """() => { const seen = {}, own = CanvasRenderingContext2D.prototype.stroke; let last = null;
  CanvasRenderingContext2D.prototype.stroke = function (...a) { (seen[this.strokeStyle] ||= []).push(this.lineWidth); return own.apply(this, a) };
  network.redraw(); return new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => { CanvasRenderingContext2D.prototype.stroke = own; done(seen) }))) }"""
"""Widths of the strokes of one frame, by colour."""


def test_a_line_is_wider_the_more_sources_it_rests_on(tab, tmp_path):
    network = small_network(
        [actor(name, "City", "MK") for name in "abcd"],
        [("a", "TWINNED_WITH", "b"), ("c", "TWINNED_WITH", "d", {"source": "report;second;third"})],
        sources=[{"id": "second", "title": "Second", "published": "2018"}, {"id": "third", "title": "Third", "published": "2018"}],
    )  # fmt: skip
    path = tmp_path / "map.html"
    path.write_text(map_html(network), encoding="utf-8")
    page = tab.open(path)
    colour = page.evaluate(
        "JSON.parse(document.getElementById('data').textContent).ties.TWINNED_WITH.colour.light"
    ).lower()
    thin, wide = sorted(page.evaluate(WIDTHS)[colour])
    assert wide == pytest.approx(thin + 1.4)  # .7 for each further source


def test_a_suggestion_is_wider_the_higher_its_score(tab, sample_map):
    page = tab.open(sample_map, "#view=partners&actor=kumanovo")
    colour = page.evaluate("JSON.parse(document.getElementById('data').textContent).palette.light.partner").lower()
    scores = page.evaluate("picture.put.partners.map(p => p.one.score)")
    widths = [width for width in page.evaluate(WIDTHS)[colour] if abs(width - 1.8) > 0.01]  # 1.8: rings and ranks
    assert sorted(widths) == pytest.approx(sorted(1.6 + 2.6 * score for score in scores)) and widths[0] != widths[-1]

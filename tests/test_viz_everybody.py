"""The map for everybody, in a real browser: keyboard, table, Arabic, phone, print, axe in each state."""

from __future__ import annotations

import pytest
from map_pages import Tab

from queries.gaps import find_gaps

pytestmark = pytest.mark.browser


@pytest.fixture
def tab(browser):
    found = Tab(browser)
    yield found
    assert found.silent(), found.said
    found.close()


def active(page) -> str:
    return page.evaluate(
        "document.activeElement.id || document.activeElement.dataset.key || document.activeElement.tagName"
    )


def test_the_keyboard_is_enough(tab, sample_map):
    page = tab.open(sample_map)
    page.keyboard.press("Tab")
    assert active(page) == "skip"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab") if active(page) == "skip" else None
    page.focus("#picture")
    page.keyboard.press("ArrowRight")  # nobody is chosen: the one with most ties is
    assert page.inner_text("#panel-title") == "Strong Cities Network"
    walked = set()
    for key in ("ArrowLeft", "ArrowDown", "ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp"):
        page.keyboard.press(key)
        walked.add(page.inner_text("#panel-title"))
    assert len(walked) >= 4
    scale = page.evaluate("network.getScale()")
    page.keyboard.press("+")
    assert tab.rest().evaluate("network.getScale()") == pytest.approx(scale * 1.25)
    page.keyboard.press("Enter")
    assert active(page) == "panel-title"
    page.keyboard.press("Escape")  # anywhere, not in the picture only
    assert page.inner_text("#panel-title") == "Questions"
    page.keyboard.press("/")
    page.keyboard.type("elbasan")
    page.keyboard.press("Enter")
    assert page.inner_text("#panel-title") == "Elbasan"
    page.focus("#panel .name >> nth=0")
    page.keyboard.press("Enter")
    assert active(page) == "panel-title"
    page.keyboard.press("Control+z")
    page.wait_for_selector("#panel-title:has-text('Elbasan')")


def test_an_actor_with_one_neighbour_is_no_dead_end(tab, sample_map):
    page = tab.open(sample_map, "#actor=sombor")  # twinned with Tuzla only
    page.focus("#picture")
    seen = {page.inner_text("#panel-title")}
    for key in ("ArrowLeft", "ArrowDown", "ArrowDown", "ArrowRight", "ArrowDown"):
        page.keyboard.press(key)
        seen.add(page.inner_text("#panel-title"))
    assert len(seen) >= 5


def test_few_stops_lie_before_the_picture_and_arrows_go_through_a_row(tab, sample_map):
    page = tab.open(sample_map)
    stops = 0
    while active(page) != "picture" and stops < 60:
        page.keyboard.press("Tab")
        stops += 1
        if active(page).startswith("view:"):
            assert active(page) == "view:everything"
    assert 0 < stops < 60
    page.focus("[data-key='view:everything']")
    page.keyboard.press("ArrowRight")
    assert active(page) == "view:vertical"
    page.keyboard.press("Enter")
    assert (
        active(page) == "view:vertical" and page.get_attribute("[data-key='view:vertical']", "aria-pressed") == "true"
    )


def test_the_live_region_says_what_was_chosen(tab, sample_map, sample):
    page = tab.open(sample_map)
    tab.choose("kumanovo")
    told = sample.ties[(sample.ties["status"] != "denied") & (sample.ties["kind"] != "IN_COUNTRY")]
    ties = int(((told["source"] == "kumanovo") | (told["target"] == "kumanovo")).sum())
    gaps = sum("kumanovo" in gap.actors for gap in find_gaps(sample))
    assert page.inner_text("#live") == f"Kumanovo, City / municipality, ties: {ties}, gaps: {gaps}"
    page.keyboard.press("Escape")  # the first empties the search, which has the focus
    page.keyboard.press("Escape")
    assert page.inner_text("#live") == "Nothing is chosen."


def test_the_table_says_what_the_picture_shows_and_shares_its_choice(tab, sample_map):
    page = tab.open(sample_map)
    shown = page.evaluate("[picture.put.spots.size, picture.put.ties.length]")
    page.click("#as-table")
    assert f"Actors ({shown[0]})" in page.inner_text("#table .bar") and f"Ties ({shown[1]})" in page.inner_text(
        "#table .bar"
    )
    page.click("[data-key='sort:n_ties_head']")
    counts = [int(text) for text in page.locator("#rows tr td:nth-child(5)").all_inner_texts()]
    assert counts == sorted(counts, reverse=True) and counts[0] > 10
    page.fill("[data-key='filter-rows']", "куманово")
    names = page.locator("#rows th").all_inner_texts()
    assert "Kumanovo" in names and len(names) < 10
    page.click("#rows th:has-text('Mayor of Kumanovo') button")
    assert page.inner_text("#panel-title") == "Mayor of Kumanovo"
    assert page.locator("#rows tr.picked").count() == 1
    page.click("[data-key='tab:gaps']")
    assert page.locator("#rows tr").count() == 6  # three missing, one not listed, two met: the sections of this view
    page.click("#as-table")
    assert tab.rest().evaluate("picture.put.spots.has('mayor-of-kumanovo')")


def test_arabic_from_right_to_left_with_the_same_content(tab, sample_map):
    page = tab.open(sample_map, "#lang=ar&actor=kumanovo")
    assert page.evaluate("[document.documentElement.dir, document.documentElement.lang]") == ["rtl", "ar"]
    assert page.inner_text("#panel-title") == "كومانوفو"
    english = page.evaluate("""[...document.querySelectorAll('#panel-body [lang=en]')].every(e => e.dir === 'ltr')""")
    assert english
    own = page.evaluate("""[...document.querySelectorAll('h1, h2, h3, h4, summary, button, label, legend')].filter(e => !e.closest('[data-key="filter:sources"]') && !e.querySelector('[lang=en]')).map(e => e.textContent)
      .filter(t => /[A-Za-z]{3}/.test(t) && !/[\\u0600-\\u06ff]/.test(t))""")
    assert [text for text in own if text != "English"] == []
    page.click("#language")
    assert page.inner_text("#panel-title") == "Kumanovo"


def test_a_sentence_that_comes_in_arabic_is_told_in_arabic(tab, tmp_path, whole_sample):
    """The payload takes a sentence by language; it need not be English only."""
    from viz.payload.texts import by_language

    assert by_language({"en": "No tie.", "ar": "لا صلة."})["ar"] == "لا صلة."


def test_a_phone_has_sheets_and_no_page_that_scrolls_under_the_finger(browser, sample_map):
    tab = Tab(browser, width=390, height=844, has_touch=True, is_mobile=True)
    page = tab.open(sample_map)
    assert page.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]") == [390, 844]
    assert page.locator("#legend").is_hidden() and page.locator("#panel").is_hidden()
    box = page.locator("#canvas").bounding_box()
    assert box["height"] > 500
    spot = page.evaluate("(s => [s.x, s.y])(picture.put.spots.get('scn'))")
    page.touchscreen.tap(box["x"] + spot[0], box["y"] + spot[1])
    page.wait_for_selector("#panel-title:has-text('Strong Cities Network')")
    sheet = page.locator("#panel").bounding_box()
    assert sheet["y"] > 300 and sheet["width"] == 390
    page.click("#close")
    assert page.locator("#panel").is_hidden()
    page.click("#show-legend")
    assert page.locator("#legend").is_visible()
    assert tab.silent()
    tab.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_print_is_a_still_picture_in_light_colours_with_all_that_it_needs(browser, sample_map, scheme):
    tab = Tab(browser, color_scheme=scheme)
    page = tab.open(sample_map, "#view=vertical&actor=kumanovo")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print", color_scheme=scheme)
    assert page.locator("header").is_hidden() and page.locator("#print > svg").is_visible()
    text = page.evaluate("document.querySelector('#print > svg').textContent")
    for word in (
        "Western Balkans, 2018 to 2023",
        "Vertical cooperation",
        "As of 2026-11-23",
        "TLP:CLEAR",
        "cooperates with",
        "National coordinators",
    ):
        assert word in text
    ground = page.evaluate("document.querySelector('#print > svg rect').getAttribute('fill')")
    assert ground == "#fbfaf7"
    wide, tall = page.evaluate("(v => [v.width, v.height])(document.querySelector('#print > svg').viewBox.baseVal)")
    assert wide / tall == pytest.approx(1.51, abs=0.1)  # A4 across, within its margins
    assert "Elbasan and Kumanovo were both at" in page.inner_text("#print .printed")
    assert len(page.pdf(prefer_css_page_size=True)) > 20_000
    assert tab.silent()
    tab.close()


STATES = {
    "everything": "", "chosen": "&actor=kumanovo", "vertical": "&view=vertical", "geography": "&view=geography&actor=nis",
    "gaps": "&view=gaps&ask=section%3Amissing", "partners": "&view=partners&actor=kumanovo", "to-choose": "&view=partners",
    "dates": "&view=compared&second=20171231", "table": "&table=1", "table-of-gaps": "&table=1&list=gaps&view=gaps",
    "no-rows": "&table=1&list=gaps&day=20171231", "faded-gaps": "&view=gaps&no-certainty=unrecorded&fade=1",
    "ways": "&actor=kumanovo&with=danilovgrad", "filtered": "&no-kinds=City&fade=1", "nothing": "&no-levels=international~national~subnational~local",
}  # fmt: skip


@pytest.mark.parametrize(
    ("scheme", "lang", "size"),
    [
        pytest.param("light", "en", (1400, 900), id="light-english"),
        pytest.param("dark", "ar", (1400, 900), id="dark-arabic"),
        pytest.param("light", "ar", (390, 844), id="phone-arabic"),
    ],
)
def test_axe_finds_nothing_in_any_state(browser, sample_map, scheme, lang, size):
    from axe_playwright_python.sync_playwright import Axe

    tab = Tab(browser, width=size[0], height=size[1], color_scheme=scheme, bypass_csp=True)
    tab.open(sample_map, f"#lang={lang}")
    for name, address in STATES.items():
        page = tab.go(f"#lang={lang}{address}")
        page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
        if size[0] < 820:
            page.evaluate("document.body.classList.add('sheet-open')")
        found = Axe().run(page)
        assert found.violations_count == 0, f"{name}: {found.generate_report()}"
    page.click("#save")
    assert Axe().run(page).violations_count == 0
    tab.close()


def test_who_wants_less_motion_gets_none(browser, sample_map):
    tab = Tab(browser, reduced_motion="reduce")
    page = tab.open(sample_map)
    tab.choose("sarande")
    assert page.evaluate("document.getAnimations().length") == 0
    assert page.evaluate("getComputedStyle(document.querySelector('button')).transitionDuration") in ("0s", "")
    tab.close()


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("#view=compared&second=20171231&day=20221231", "Two dates · As of 2017-12-31 – 2022-12-31"),
        ("#view=compared&second=20221231&day=20171231", "Two dates · As of 2017-12-31 – 2022-12-31"),
        ("#view=everything&day=20191231&clock=known", "Everything · Known by 2019-12-31"),
    ],
    ids=["two-dates", "the-later-first", "what-was-known"],
)
def test_what_is_printed_says_of_which_time_it_is(browser, sample_map, address, said):
    tab = Tab(browser)
    page = tab.open(sample_map, address)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert said in page.evaluate("document.querySelector('#print > svg').textContent")
    tab.close()

"""Nothing on the page does nothing: every control of every state is used once, and something must come of it."""

from __future__ import annotations

from typing import Any

import pytest
from map_pages import Tab
from playwright.sync_api import TimeoutError as Late

pytestmark = pytest.mark.browser

STATES = {
    "everything": "#view=everything", "chosen": "#view=everything&actor=kumanovo", "partner": "#actor=kumanovo&partner=elbasan",
    "vertical": "#view=vertical", "geography": "#view=geography&actor=nis", "gaps": "#view=gaps",
    "missing": "#view=gaps&ask=section%3Amissing", "to-choose": "#view=partners", "partners": "#view=partners&actor=kumanovo",
    "neighbours": "#view=neighbours&actor=kumanovo", "dates": "#view=compared&second=20171231&day=20201231",
    "earlier": "#day=20171231", "table": "#table=1", "ties": "#table=1&list=ties", "ways": "#actor=kumanovo&with=danilovgrad",
    "alone": "#ask=alone", "filtered": "#no-kinds=City&fade=1", "nothing": "#no-levels=international~national~subnational~local",
}  # fmt: skip
"""Addresses that together show every control of a wide screen."""

FIND = """() => {
  const seen = [], name = e => e.dataset.key || e.id || e.closest('[data-key]')?.dataset.key || '';
  document.querySelectorAll('details').forEach(d => { d.open = true; d.dispatchEvent(new Event('toggle')); });
  for (const e of document.querySelectorAll('button, input, select, summary')) {
    if (!e.checkVisibility() || e.disabled || e.closest('#save-menu') || e.getAttribute('aria-pressed') === 'true' || e.indeterminate) continue;
    const own = e.tagName === 'SUMMARY' ? `details-${name(e.parentNode)}` : name(e);
    seen.push(own || e.outerHTML.slice(0, 80));
  }
  return seen;
}"""
"""Names of the controls that can be seen and used, all folds open."""

USE = """wanted => {
  const name = e => e.dataset.key || e.id || e.closest('[data-key]')?.dataset.key || '';
  const all = [...document.querySelectorAll('button, input, select, summary')].filter(e => e.checkVisibility() && !e.disabled && e.getAttribute('aria-pressed') !== 'true');
  const one = all.find(e => (e.tagName === 'SUMMARY' ? `details-${name(e.parentNode)}` : name(e)) === wanted);
  if (!one) return 'gone';
  if (one.type === 'range') { one.value = String(Math.floor(Number(one.max) / 2)); one.dispatchEvent(new Event('input')); one.dispatchEvent(new Event('change')); return 'slid'; }
  if (['text', 'search'].includes(one.type)) { one.value = 'podg'; one.dispatchEvent(new Event('input')); return 'typed'; }
  one.click();
  return 'clicked';
}"""

SEEN = """() => JSON.stringify([location.hash.replace(/&?at=[^&]*/, ''), document.body.className, document.documentElement.dataset.theme || '',
  [...document.querySelectorAll('header, main, footer')].map(e => e.innerHTML), [...document.querySelectorAll('dialog[open]')].length,
  network.getScale().toFixed(4), network.getViewPosition(), [...document.querySelectorAll('details')].map(d => d.open), window.printed || 0,
  picture.put.spots.size, picture.put.ties.length, picture.put.gaps.length, picture.put.partners.length])"""
"""All that a reader could notice, but the focus and what the live region says."""

CONTROLS = {
    # the head
    "search", "view", "tool:undo", "tool:as-table", "tool:save", "tool:theme", "tool:language",
    # over the picture
    "tool:zoom-in", "tool:zoom-out", "tool:fit", "whole", "hide-legend", "hide-panel",
    # time
    "clock", "slide", "back-day", "back-date",
    # legend
    "kinds", "ties", "sections", "countries", "levels", "sources", "certainties", "family", "all", "none", "fade", "clear",
    "details-family-open", "details-filter",
    # details
    "close", "crumb", "q", "actor", "tie", "gap", "only", "partners", "partner", "partner-lines", "finder", "way", "likely",
    "details-why", "details-ask", "details-tree", "details-alone", "details-unknown", "details-more-facts",
    # table
    "tab", "sort", "filter-rows", "row", "clear-empty",
}  # fmt: skip
"""What the page is known to have; a new control is named here, and must do something too. Redo and "show more" are used in
test_viz_reading.py and test_viz_large.py, since there is nothing to redo and no more to show here."""


def family(name: str) -> str:
    """Controls that one line of the script makes: those of one list are used once for all."""
    return name if name.startswith("tool:") else name.split(":")[0]


def used(tab: Tab, page: Any, address: str, name: str) -> tuple[str, bool]:
    """Use a control in a state, and whether anything came of it."""
    page.evaluate(
        "document.body.className = ''; ['save-menu', 'open-legend', 'open-panel'].forEach(id => { document.getElementById(id).hidden = true })"
    )
    tab.go(STATES["nothing"])  # away and back: the quickest to draw
    tab.go(address)
    page.evaluate(FIND)
    if family(name) == "tool:fit":
        page.evaluate("network.moveTo({ scale: 2 })")
        tab.rest()
    before = page.evaluate(SEEN)
    how = page.evaluate(USE, name)
    tab.rest()
    if how == "gone":  # what is under the pointer only
        return how, False
    if page.evaluate(SEEN) == before:  # steps back and forth are the browser's, and come when it has time
        try:
            page.wait_for_function(f"before => ({SEEN})() !== before", arg=before, timeout=2_000)
        except Late:
            return how, False
    return how, True


def test_every_control_in_every_state_does_something(browser, sample_map):
    tab = Tab(browser)
    page = tab.open(sample_map)
    page.evaluate("window.print = () => { window.printed = (window.printed || 0) + 1 }")
    met: set[str] = set()
    idle: list[tuple[str, str, str]] = []
    for state, address in STATES.items():
        tab.go(address)
        for name in dict.fromkeys(page.evaluate(FIND)):
            if family(name) in met:
                continue
            how, changed = used(tab, page, address, name)
            if how != "gone":
                met.add(family(name))
                idle += [] if changed else [(state, name, how)]
    assert idle == []
    assert (met - CONTROLS, CONTROLS - met) == (set(), set())
    assert tab.silent(), tab.said
    tab.close()


def test_the_menu_prints_and_gives_a_line_for_a_page_of_ones_own(browser, sample_map):
    """What it saves is read in test_viz_out.py."""
    tab = Tab(browser)
    page = tab.open(sample_map)
    page.evaluate("window.print = () => { window.printed = true }")
    page.click("#save")
    page.click("#save-menu [data-key=print]")
    assert page.evaluate("window.printed") is True
    page.click("#save")
    page.click("#save-menu [data-key=save_embed]")
    assert page.input_value("#embed-text").startswith('<iframe src="map.html#')
    page.click("#embed-close")
    assert page.locator("#embed").is_hidden()
    tab.close()


def test_what_was_hidden_at_the_sides_comes_back(browser, sample_map):
    tab = Tab(browser)
    page = tab.open(sample_map)
    for side in ("legend", "panel"):
        page.click(f"#hide-{side}")
        assert page.locator(f"#{side}").is_hidden()
        page.click(f"#open-{side}")
        assert page.locator(f"#{side}").is_visible() and page.locator(f"#open-{side}").is_hidden()
    tab.close()


def test_the_first_two_stops_lead_to_the_picture_and_to_the_details(browser, sample_map):
    tab = Tab(browser)
    page = tab.open(sample_map)
    for stops, place in ((1, "picture"), (2, "panel-title")):
        page.evaluate("document.activeElement.blur(); document.body.focus()")
        page.reload()
        page.wait_for_selector("[data-ready]", state="attached")
        for _ in range(stops):
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == place
    tab.close()


def test_the_filter_by_certainty_leaves_out_what_is_no_surer(browser, sample_map, sample):
    """Counts are those of `gaps`, in the picture, the list at the side, the legend and the table."""
    from collections import Counter

    from queries.gaps import find_gaps

    found = find_gaps(sample)
    counts = Counter(gap.certainty for gap in found)
    tab = Tab(browser)
    page = tab.open(sample_map, "#view=gaps")
    listed = page.locator("#rows tr")
    tab.go("#view=gaps&table=1&list=gaps")
    whole = listed.count()
    assert whole > counts["reported"] + counts["observed"]
    tab.go("#view=gaps")
    drawn = "[...new Set(picture.put.gaps.map(g => g.gap.certainty))].sort()"
    assert page.evaluate(drawn) == ["observed", "reported", "unrecorded"]
    page.click("[data-key='filter:certainties'] > summary")
    assert {
        name: page.inner_text(f"label:has([data-key='certainties:{name}']) .n") for name in counts
    } == {name: f"{n:,}" for name, n in counts.items()}  # fmt: skip
    page.uncheck("[data-key='certainties:unrecorded']")
    assert tab.rest().evaluate(drawn) == ["observed", "reported"]
    left = len(found) - counts["unrecorded"]
    assert f"({left})" in page.inner_text("#panel-body h3:has-text('Gaps as of')")
    page.uncheck("[data-key='certainties:observed']")
    assert tab.rest().evaluate(drawn) == ["reported"]
    page.click("#as-table")
    page.click("[data-key='tab:gaps']")
    assert listed.count() == counts["reported"]
    assert "no-certainty=observed%7Eunrecorded" in page.evaluate("location.hash")
    page.click("[data-key='all:certainties']")
    assert listed.count() == whole
    tab.close()

"""The map in a real browser: it asks for nothing, says nothing in the console, draws, answers clicks, and runs no data."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import unavailable
from hypothesis import given, settings
from hypothesis import strategies as st
from small_network import actor, small_network

from graphmodel.network import Network
from viz.map import map_html

INK = """() => { const c = document.querySelector('canvas'), d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;
  const s = new Set(); for (let i = 0; i < d.length; i += 404) s.add(d[i] + ',' + d[i+1] + ',' + d[i+2]); return s.size }"""
OVERLAPS = """() => { const scale = network.getScale(), size = Math.min(90, Math.max(8, 12.5 / scale));
  const pen = document.createElement('canvas').getContext('2d');
  pen.font = size + "px system-ui, 'Noto Sans', 'Noto Sans Arabic', sans-serif";
  const boxes = labels.map(([text, x, y]) => { const w = pen.measureText(text).width / 2; return [x - w, y - size * .5, x + w, y + size * .5]; });
  let n = 0; for (let i = 0; i < boxes.length; i++) for (let j = i + 1; j < boxes.length; j++) { const [a, b] = [boxes[i], boxes[j]];
    if (a[2] > b[0] && a[0] < b[2] && a[3] > b[1] && a[1] < b[3]) n++; } return [n, boxes.length]; }"""


class Page:
    """A page that was opened, and what it asked for and said."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.requests: list[str] = []
        self.said: list[str] = []
        page.on(
            "request", lambda r: None if r.url.startswith(("file:", "data:", "blob:")) else self.requests.append(r.url)
        )
        page.on("console", lambda m: self.said.append(m.text))
        page.on("pageerror", lambda e: self.said.append(str(e)))

    def open(self, path: Path, hash_: str = "") -> Any:
        self.page.goto(path.as_uri() + hash_)
        self.page.wait_for_selector("[data-ready]", timeout=30_000, state="attached")
        return self.page


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Any]:
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        unavailable("playwright is not installed")
    with sync_playwright() as play:
        found = play.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        yield found
        found.close()


@pytest.fixture
def tab(browser: Any) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1400, "height": 900})
    yield Page(context.new_page())
    context.close()


@pytest.fixture(scope="module")
def sample_map(sample: Network, tmp_path_factory: pytest.TempPathFactory) -> Path:
    from queries.gaps import find_gaps
    from queries.partners import partners

    text = map_html(
        sample, gaps=find_gaps(sample), suggestions=partners(sample, "kumanovo", limit=10), focus="kumanovo"
    )
    path = tmp_path_factory.mktemp("alone") / "map.html"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.browser
@pytest.mark.parametrize("layout", ["levels", "network", "geographic"])
def test_every_layout_draws_and_asks_for_nothing(tab, sample_map, sample, layout):
    page = tab.open(sample_map, f"#layout={layout}")
    assert page.evaluate(INK) > 20
    assert page.evaluate("network.body.data.nodes.length") == len(sample.actors)
    places = page.evaluate(
        "new Set(Object.values(network.getPositions()).map(p => Math.round(p.x) + ',' + Math.round(p.y))).size"
    )
    assert places > 0.97 * len(sample.actors)
    overlapping, count = page.evaluate(OVERLAPS)
    assert overlapping == 0 and count > 30
    assert tab.requests == [] and tab.said == []


@pytest.mark.browser
def test_a_click_chooses_and_the_panel_tells_what_it_rests_on(tab, sample_map):
    page = tab.open(sample_map)
    at = page.evaluate("network.canvasToDOM(network.getPosition('viti'))")
    box = page.locator("#canvas").bounding_box()
    page.mouse.click(box["x"] + at["x"], box["y"] + at["y"])
    page.wait_for_function("document.getElementById('panel-title').textContent === 'Viti'")
    panel = page.inner_text("#panel")
    assert "A source says that Viti had not received" in panel and "BIRN, 2024-02-27" in panel
    assert "a source says it is missing" in panel and "To close: Ask Viti" in panel
    assert tab.said == []


@pytest.mark.browser
@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("Куманово", "Kumanovo"),
        ("كومانوفو", "Kumanovo"),
        ("cair", "Čair"),
        ("Чаир", "Čair"),
        ("kumanova", "Kumanovo"),
        ("nis", "Niš"),
    ],
)
def test_search_finds_a_name_in_any_script_and_with_a_slip(tab, sample_map, asked, found):
    page = tab.open(sample_map)
    page.fill("input[type=search]", asked)
    assert found in page.locator("#hits li").first.inner_text()
    page.keyboard.press("Enter")
    assert page.inner_text("#panel-title") == found


@pytest.mark.browser
def test_the_legend_hides_a_kind_and_the_view_chooses_ties(tab, sample_map):
    page = tab.open(sample_map)
    hidden = "network.body.data.nodes.get().filter(n => n.hidden).length"
    assert page.evaluate(hidden) == 0
    page.get_by_label("Cities / municipalities").uncheck()
    assert page.evaluate(hidden) == 55
    page.select_option("#view", "vertical")
    assert page.evaluate(hidden) == 0
    shown = page.evaluate("network.body.data.edges.get().filter(e => !e.hidden).map(e => e.id.split(':')[0])")
    assert "COOPERATES_WITH" in shown and "TWINNED_WITH" not in shown


@pytest.mark.browser
def test_the_keyboard_is_enough(tab, sample_map):
    page = tab.open(sample_map)
    page.keyboard.press("/")
    page.keyboard.type("elbasan")
    page.keyboard.press("Enter")
    assert page.inner_text("#panel-title") == "Elbasan"
    page.focus("#picture")
    page.keyboard.press("ArrowRight")
    assert page.inner_text("#panel-title") != "Elbasan"
    page.keyboard.press("Escape")
    assert page.inner_text("#panel-title") == "Details"


@pytest.mark.browser
def test_arabic_from_right_to_left_with_the_same_content(tab, sample_map):
    page = tab.open(sample_map, "#lang=ar&actor=kumanovo")
    assert page.evaluate("[document.documentElement.dir, document.documentElement.lang]") == ["rtl", "ar"]
    assert page.inner_text("#panel-title") == "كومانوفو"
    assert page.evaluate(OVERLAPS)[0] == 0
    page.click("#language")
    assert page.inner_text("#panel-title") == "Kumanovo" and tab.said == []


@pytest.mark.browser
def test_the_address_opens_the_same_picture(tab, sample_map):
    page = tab.open(sample_map)
    page.select_option("#view", "geography")
    page.fill("input[type=search]", "Niš")
    page.keyboard.press("Enter")
    hash_ = page.evaluate("location.hash")
    page.goto("about:blank")
    again = tab.open(sample_map, hash_)
    assert again.evaluate(
        "[document.getElementById('view').value, document.getElementById('panel-title').textContent]"
    ) == ["geography", "Niš"]


@pytest.mark.browser
@pytest.mark.parametrize(("scheme", "lang"), [("light", "en"), ("dark", "ar")])
def test_axe_finds_nothing(browser, sample_map, scheme, lang):
    from axe_playwright_python.sync_playwright import Axe

    context = browser.new_context(viewport={"width": 1400, "height": 900}, color_scheme=scheme, bypass_csp=True)
    page = Page(context.new_page()).open(sample_map, f"#lang={lang}&actor=kumanovo")
    found = Axe().run(page)
    context.close()
    assert found.violations_count == 0, found.generate_report()


HOSTILE = [
    "</script><script>window.__pwn=1</script>", "<img src=x onerror=window.__pwn=1>", "'\"><svg onload=window.__pwn=1>",
    "javascript:window.__pwn=1", "{{ 7*7 }}", "a\u2028b\u2029c", "\u202egnihtemos", "x" * 10_000, "__proto__", "constructor",
]  # fmt: skip


@pytest.mark.browser
def test_hostile_text_stays_text(tab, tmp_path):
    actors = [
        {**actor(f"a{i}", "City", "MK"), "name": text, "note": text, "other_names": text}
        for i, text in enumerate(HOSTILE)
    ]
    network = small_network(
        actors, [("a0", "TWINNED_WITH", f"a{i}", {"quote": text, "note": text}) for i, text in enumerate(HOSTILE) if i],
        sources=[{"id": "evil", "title": HOSTILE[0], "url": "https://example.org/?a=1", "published": "2018"}],
    )  # fmt: skip
    path = tmp_path / "map.html"
    path.write_text(map_html(network), encoding="utf-8")
    page = tab.open(path)
    for i in range(len(HOSTILE)):
        page.evaluate(f"location.hash = 'actor=a{i}'")
    page.fill("input[type=search]", "img")
    page.keyboard.press("Enter")
    assert page.evaluate("window.__pwn") is None and "<img src=x" in page.inner_text("#panel-title")
    assert tab.requests == [] and tab.said == []


@pytest.mark.browser
def test_a_network_with_nothing_in_it_opens(tab, tmp_path):
    path = tmp_path / "map.html"
    path.write_text(map_html(small_network([])), encoding="utf-8")
    page = tab.open(path)
    assert "There is nothing in this network yet." in page.inner_text("#panel") and tab.said == []


# without a browser


def data_of(text: str) -> dict[str, Any]:
    match = re.search(r'<script type="application/json" id="data">(.*?)</script>', text, re.S)
    assert match is not None
    return json.loads(match[1])


@settings(max_examples=30, deadline=None)
@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=40).filter(lambda t: t.strip()))
def test_any_name_reaches_the_page_as_it_is(name):
    network = small_network([{**actor("a", "City", "MK"), "name": name}])
    text = map_html(network)
    data = data_of(text)
    assert {node["id"]: node["name"] for node in data["nodes"]}["a"] == network.name_of("a")
    assert text.count("<script") == map_html(small_network([actor("a", "City", "MK")])).count("<script")


def test_the_page_reaches_no_host(sample):
    text = map_html(sample)
    page = re.sub(r'<script type="application/json".*?</script>', "", text, flags=re.S)
    assert not re.search(r"""(?:src|href|url\()\s*=?\s*["']?https?:""", page)
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', text)
    assert policy is not None and policy[1].startswith("default-src &#39;none&#39;; script-src &#39;sha256-")


def test_the_same_network_gives_the_same_page(sample):
    assert map_html(sample) == map_html(sample)


def test_both_languages_say_the_same_things():
    from viz.interface import words

    assert {lang: sorted(texts) for lang, texts in words().items()} == {
        "ar": sorted(words()["en"]), "en": sorted(words()["en"]),
    }  # fmt: skip


def test_a_view_with_a_slip_is_named(tmp_path):
    from graphmodel.errors import DataProblems, UsageProblem
    from graphmodel.schema import builtin_schema
    from viz.view_files import find_view, views_of

    (tmp_path / "views").mkdir()
    (tmp_path / "views" / "mine.yaml").write_text("title: {en: Mine}\nlayout: level\nkinds: [Cty]\n", encoding="utf-8")
    with pytest.raises(DataProblems) as raised:
        views_of(builtin_schema(), tmp_path)
    said = "\n".join(map(str, raised.value.problems))
    assert "views/mine.yaml" in said and "write levels" in said and "write City" in said
    with pytest.raises(UsageProblem, match="no view 'gap'; did you mean 'gaps'?"):
        find_view("gap", views_of(builtin_schema()))

"""The map on a phone, on a low or magnified screen, in forced colours and on paper, in a real browser."""

from __future__ import annotations

import dataclasses

import pytest
from map_pages import Tab
from small_network import actor, small_network

from viz.map import map_html

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844, "has_touch": True, "is_mobile": True}
VIEWS = ["everything", "vertical", "partnerships", "geography", "gaps", "partners", "neighbours", "compared"]


def address_of(view: str, lang: str = "en") -> str:
    needs = "&actor=kumanovo" if view in ("partners", "neighbours") else "&second=20171231" * (view == "compared")
    return f"#lang={lang}&view={view}{needs}"


@pytest.fixture(scope="module", params=["en", "ar"])
def phone(request, browser, sample_map):
    tab = Tab(browser, **PHONE)
    tab.open(sample_map, f"#lang={request.param}")
    yield tab, request.param
    assert tab.silent(), tab.said
    tab.close()


def test_on_a_phone_no_control_lies_over_the_picture_and_the_view_that_is_open_is_named(phone):
    tab, lang = phone
    for view in VIEWS:
        page = tab.go(address_of(view, lang))
        canvas = page.locator("#canvas").bounding_box()
        assert canvas["height"] > 480 and canvas["width"] == 390
        for key in ("zoom-in", "zoom-out", "fit", "show-legend", "show-panel"):
            box = page.locator(f"#{key}").bounding_box()
            assert box["y"] >= canvas["y"] + canvas["height"] and box["x"] >= 0 and box["x"] + box["width"] <= 390, key
        pressed = page.locator("#views [aria-pressed=true]").bounding_box()
        assert pressed["x"] >= 0 and pressed["x"] + pressed["width"] <= 391, view
        assert page.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]") == [
            390,
            844,
        ]


def test_on_a_phone_the_menu_is_whole_and_the_legend_closes_and_tells_what_the_foot_would(phone):
    tab, lang = phone
    page = tab.go(address_of("geography", lang))
    page.click("#save")
    menu = page.locator("#save-menu").bounding_box()
    assert menu["x"] >= 0 and menu["x"] + menu["width"] <= 390 and menu["y"] + menu["height"] <= 844
    page.keyboard.press("Escape")
    page.click("#show-legend")
    legend = page.inner_text("#legend-body")
    assert "Natural Earth" in legend and "TLP:CLEAR" in legend
    assert {"en": "It settles nothing about borders or status.", "ar": "لا تحسم شيئًا في الحدود أو الوضع."}[
        lang
    ] in legend
    page.click("#hide-legend")
    assert page.locator("#legend").is_hidden()
    assert page.evaluate("document.activeElement.id") == "show-legend"
    page.click("#show-legend")
    assert page.locator("#legend").is_visible()
    page.click("#hide-legend")


def test_on_a_phone_no_word_of_the_table_is_broken(phone):
    """A column is as wide as the longest word of a name."""
    tab, lang = phone
    page = tab.go(f"#lang={lang}&table=1")
    assert page.locator("#rows tr").count() > 100
    broken = page.evaluate("""() => [...document.querySelectorAll('#rows th bdi')].filter(b => { const words = b.textContent.split(/\\s+/), range = document.createRange(); let at = 0;
      return words.some(word => { at = b.textContent.indexOf(word, at); range.setStart(b.firstChild, at); range.setEnd(b.firstChild, at + word.length); at += word.length;
        return !/[-–]/.test(word) && new Set([...range.getClientRects()].map(r => Math.round(r.top))).size > 1; }) }).map(b => b.textContent)""")
    assert broken == []


@pytest.mark.parametrize("view", ["everything", "partnerships", "compared"])
def test_on_a_phone_a_network_opens_where_most_ties_are(phone, view):
    """Whoever has most ties in the view is in sight, and more than half of all ends of ties are, in whatever direction one reads."""
    tab, lang = phone
    page = tab.go(address_of(view, lang))
    share, first = (
        page.evaluate("""() => { const { put } = picture, count = new Map(), { clientWidth: width, clientHeight: height } = document.getElementById('canvas');
      for (const { tie } of put.ties) for (const id of [tie.edge.from, tie.edge.to]) count.set(id, (count.get(id) || 0) + 1);
      const seen = id => { const s = put.spots.get(id); return s.x > 0 && s.x < width && s.y > 0 && s.y < height }, all = [...count].sort((a, b) => b[1] - a[1]), sum = list => list.reduce((n, one) => n + one[1], 0);
      return [sum(all.filter(([id]) => seen(id))) / sum(all), seen(all[0][0])] }""")
    )
    assert first and share > 0.5


def test_on_a_phone_one_sheet_is_open_at_a_time_and_leaves_the_upper_part_of_the_picture(phone):
    tab, lang = phone
    page = tab.go(address_of("everything", lang))
    canvas = page.locator("#canvas").bounding_box()
    for opens, sheet, other in (
        ("panel", "panel", "legend"),
        ("legend", "legend", "panel"),
        ("panel", "panel", "legend"),
    ):
        page.click(f"#show-{opens}") if not page.locator(f"#{other}").is_visible() else page.evaluate(
            f"document.getElementById('show-{opens}').click()"
        )
        box = page.locator(f"#{sheet}").bounding_box()
        assert page.locator(f"#{sheet}").is_visible() and page.locator(f"#{other}").is_hidden()
        assert box["y"] > canvas["y"] + 0.3 * canvas["height"] and box["y"] + box["height"] <= 844
    page.evaluate("document.getElementById('show-panel').click()")
    assert page.locator("#panel").is_hidden()


def test_on_a_phone_whoever_is_chosen_is_seen_above_the_sheet_that_tells_of_it(phone):
    tab, lang = phone
    page = tab.go(address_of("everything", lang))
    for ident in ("mostar", "kragujevac", "viti"):  # at the lower and the right edge of the picture
        page.evaluate("document.getElementById('close').click()")
        tab.choose(ident)
        sheet = page.locator("#panel").bounding_box()
        assert page.locator("#panel").is_visible()
        x, y = page.evaluate(f"(s => [s.x, s.y])(picture.put.spots.get('{ident}'))")
        canvas = page.locator("#canvas").bounding_box()
        assert 0 < x < 390 and canvas["y"] < canvas["y"] + y < sheet["y"], ident
    page.evaluate("document.getElementById('close').click()")


@pytest.mark.parametrize("lang", ["en", "ar"])
@pytest.mark.parametrize(("width", "folded"), [(1024, True), (1280, False), (1440, False)])
def test_on_a_laptop_the_picture_has_most_of_the_width_and_the_sides_lie_beside_it(
    browser, sample_map, lang, width, folded
):
    tab = Tab(browser, width=width, height=768)
    page = tab.open(sample_map, f"#lang={lang}")
    canvas, panel, legend = (page.locator(f"#{name}").bounding_box() for name in ("canvas", "panel", "legend"))
    assert (legend is None) is folded and page.locator("#open-legend").is_visible() is folded
    assert canvas["width"] >= 0.55 * width
    for side in filter(None, (panel, legend)):
        assert side["x"] + side["width"] <= canvas["x"] + 1 or side["x"] >= canvas["x"] + canvas["width"] - 1
        assert side["x"] >= 0 and side["x"] + side["width"] <= width
    assert page.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]") == [
        width,
        768,
    ]
    tab.close()


BY_LEVEL = """() => {
  const { put, labels, headings } = picture, canvas = document.getElementById('canvas'), [width, height] = [canvas.clientWidth, canvas.clientHeight];
  const hit = (a, b) => a[2] - 1 > b[0] && a[0] < b[2] - 1 && a[3] - 1 > b[1] && a[1] < b[3] - 1, twice = list => list.flatMap((a, i) => list.slice(i + 1).filter(b => hit(a[1], b[1])).map(b => [a[0], b[0]]));
  const heads = headings.map(h => [h.text || h.lines.join(' '), h.box]), spots = [...put.spots.values()].map(s => [s.node.id, [s.x - s.r, s.y - s.r, s.x + s.r, s.y + s.r]]);
  const marks = put.crowds.map(c => [c.crowd.id, [c.x - c.wide, c.y - c.tall, c.x + c.wide, c.y + c.tall]]), names = labels.map(l => [l.lines.join(' '), l.box]), drawn = [...spots, ...marks];
  const over = (some, others) => some.flatMap(a => others.filter(b => hit(a[1], b[1])).map(b => [a[0], b[0]]));
  return { heads: heads.map(h => h[0]), twoHeads: twice(heads), headOver: over(heads, [...drawn, ...names]), markOver: [...twice(marks), ...over(marks, [...spots, ...names])],
    outside: [...heads, ...drawn].filter(([, b]) => b[0] < 0 || b[1] < 0 || b[2] > width || b[3] > height).map(one => one[0]),
    share: Math.round(100 * (Math.max(...drawn.map(one => one[1][3])) - Math.min(...drawn.map(one => one[1][1]))) / height) };
}"""
"""Of a picture by level: headings over headings, over actors, marks and names; marks over actors and marks; what is cut off;
and how much of the height is used."""


@pytest.mark.parametrize("view", ["vertical", "gaps"])
def test_on_a_phone_the_whole_by_level_uses_the_height_and_nothing_lies_over_another(phone, view):
    """The key shows all columns at once; the address keeps that it was asked for, and a step back undoes nothing of it."""
    tab, lang = phone
    page = tab.go(address_of(view, lang))
    page.click("#fit")
    found = tab.rest().evaluate(BY_LEVEL)
    assert len(found["heads"]) > 10  # four levels, and nine columns or codes
    nothing = {name: [] for name in ("twoHeads", "headOver", "markOver", "outside")}
    assert {name: found[name] for name in nothing} == nothing
    assert found["share"] > 80
    address = page.evaluate("location.hash")
    assert "fit=1" in address
    tab.go(address_of("everything", lang))
    assert tab.go(address).evaluate(BY_LEVEL) == found
    assert "fit=1" not in tab.go(address_of("vertical", lang)).evaluate("location.hash")


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_of_more_headings_than_a_phone_has_room_for_those_that_have_it_stay(browser, tmp_path, lang):
    codes = "AL AT BA BE BG CH CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV ME MK".split()
    path = tmp_path / "map.html"
    path.write_text(
        map_html(small_network([actor(f"city-{code.lower()}", "City", code) for code in codes])), encoding="utf-8"
    )
    tab = Tab(browser, **PHONE)
    page = tab.open(path, f"#lang={lang}&view=vertical")
    page.click("#fit")
    found = tab.rest().evaluate(BY_LEVEL)
    assert len(page.evaluate("[...picture.put.spots.keys()]")) == len(codes)
    assert found["twoHeads"] == [] and found["outside"] == []
    assert 8 < len(found["heads"]) - 1 < len(codes)
    tab.close()


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_on_a_low_or_magnified_screen_all_is_there_and_can_be_scrolled_to(browser, sample_map, lang):
    """1400 × 900 at 200 %."""
    tab = Tab(browser, width=700, height=450)
    page = tab.open(sample_map, f"#lang={lang}")
    assert page.evaluate("document.documentElement.scrollWidth") == 700
    assert page.locator("#canvas").bounding_box()["height"] > 250
    for key in ("#time input", "#show-legend", "#search", "#as-table"):
        page.locator(key).scroll_into_view_if_needed()
        box = page.locator(key).bounding_box()
        assert box["y"] >= 0 and box["y"] + box["height"] <= 451, key
    assert tab.silent()
    tab.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_in_forced_colours_the_picture_keeps_its_ground_and_what_is_pressed_is_told_apart(browser, sample_map, scheme):
    from axe_playwright_python.sync_playwright import Axe

    tab = Tab(browser, forced_colors="active", color_scheme=scheme, bypass_csp=True)
    page = tab.open(sample_map, "#actor=kumanovo")
    ground = "e => getComputedStyle(e).backgroundColor"
    assert (
        page.locator("#picture").evaluate(ground) == {"light": "rgb(251, 250, 247)", "dark": "rgb(20, 24, 29)"}[scheme]
    )
    pressed, other = (page.locator(f"[data-key='view:{name}']").evaluate(ground) for name in ("everything", "gaps"))
    assert pressed != other
    assert page.locator("#marking").evaluate("e => getComputedStyle(e).color") == "rgb(255, 255, 255)"
    assert Axe().run(page).violations_count == 0
    page = tab.go("#actor=kumanovo&table=1")
    assert page.locator("#rows tr.picked").evaluate(ground) != page.locator("#rows tr:not(.picked)").first.evaluate(
        ground
    )
    tab.close()


# on paper


def on_paper(tab: Tab, address: str):
    page = tab.go(address)
    page.emulate_media(media="screen")
    page.evaluate("void dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    return page


@pytest.fixture
def tab(browser):
    found = Tab(browser)
    yield found
    assert found.silent(), found.said
    found.close()


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_on_paper_every_view_is_whole_and_nothing_is_said_aloud(tab, sample_map, lang):
    """Every actor, and every mark that stands for several, lies between the head and the legend of the still picture."""
    tab.open(sample_map)
    for view in VIEWS:
        page = on_paper(tab, address_of(view, lang))
        foot, lowest, marks = page.evaluate("""() => {
          const svg = document.querySelector('#print > svg'), number = (e, k) => Number(e.getAttribute(k)), parts = [...svg.children];
          const foot = parts.findLast(e => e.tagName === 'rect' && number(e, 'width') === 1120), drawn = parts.slice(0, parts.indexOf(foot));
          const lows = drawn.flatMap(e => e.tagName === 'circle' ? [number(e, 'cy') + number(e, 'r')] : e.tagName === 'polygon' ? e.getAttribute('points').split(' ').map(p => Number(p.split(',')[1]))
            : e.tagName === 'rect' && number(e, 'width') === 50 ? [number(e, 'y') + 20] : []);
          return [number(foot, 'y'), Math.max(...lows), lows.length]; }""")
        assert marks > 8 and lowest <= foot, view
        page.emulate_media(media="screen")
        tab.rest()
    assert tab.silent(), tab.said


@pytest.mark.parametrize(
    ("lang", "told"),
    [("en", ["A source says it is missing", "cooperates with", "Cities / municipalities", "A gap: no tie on record."]),
     ("ar", ["مصدر يقول إنها غائبة", "على تعاون مع", "مدن / بلديات", "الفجوة: لا صلة مسجلة."])],
)  # fmt: skip
def test_on_paper_there_is_a_legend_in_light_colours_and_nothing_of_the_screen(browser, sample_map, lang, told):
    """On a dark screen that was moved: the paper is light, whole, and has the kinds of lines and marks with their names."""
    tab = Tab(browser, color_scheme="dark")
    page = tab.open(sample_map, f"#lang={lang}&view=vertical")
    for _ in range(6):
        page.click("#zoom-in")
    tab.rest()
    page.evaluate("void dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    texts = page.locator("#print > svg text").all_text_contents()
    assert [one for one in told if not any(one in text for text in texts)] == []
    assert page.locator("#print > svg > rect").first.get_attribute("fill").lower() == "#fbfaf7"
    spots = page.evaluate("[picture.put.spots.size, picture.put.crowds.length]")
    drawn = page.evaluate(
        """() => [...document.querySelectorAll('#print > svg circle, #print > svg polygon, #print > svg rect')].filter(e => { const b = e.getBBox(); return b.width < 40 && b.x > 0 && b.x + b.width < 1120 && b.y > 54 && b.y < 620 }).length"""
    )
    assert drawn >= sum(spots)  # each mark of several has a shape in it besides
    assert [page.locator(part).is_visible() for part in ("header", "main", "footer", "#print")] == [False] * 3 + [True]
    assert tab.silent()
    tab.close()


def test_every_sheet_says_how_it_is_marked_and_what_it_is_of(tab, tmp_path):
    network = small_network(
        [actor("a", "City", "MK"), actor("b", "City", "MK")], [("a", "TWINNED_WITH", "b", {"source": "inside"})],
        sources=[{"id": "inside", "title": "A paper", "published": "2018", "tlp": "AMBER"}],
    )  # fmt: skip
    hostile = dataclasses.replace(
        network, settings={**network.settings, "name": 'A "name" } body { display: none } \\'}
    )
    for one, title in ((network, network.name), (hostile, hostile.name)):
        path = tmp_path / "map.html"
        path.write_text(map_html(one), encoding="utf-8")
        tab.open(path)
        page = on_paper(tab, "#view=everything")
        rules = page.evaluate("[...document.getElementById('page-marks').sheet.cssRules].map(r => r.cssText)")
        assert len(rules) == 1 and '"TLP:AMBER"' in rules[0] and "counter(page)" in rules[0]
        told = page.evaluate("t => JSON.stringify(t).slice(1, -1)", title)
        assert told in rules[0]
        page.emulate_media(media="screen")


def test_what_is_folded_away_by_a_partner_is_not_half_printed(tab, sample_map):
    tab.open(sample_map)
    page = on_paper(tab, "#view=partners&actor=kumanovo")
    assert "Elbasan" in page.inner_text("#print .printed") and "Why?" not in page.inner_text("#print .printed")
    assert "Draw them in the picture" not in page.inner_text("#print .printed")
    page.emulate_media(media="screen")
    page.click("#panel li.partner >> nth=0 >> summary")
    page.evaluate("void dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert "What was learned can be transferred" in page.inner_text("#print .printed")


# how it is marked


@pytest.mark.parametrize(
    ("marking", "colour", "said"),
    [
        ("CLEAR", "rgb(255, 255, 255)", "may be shown to anyone"),
        ("GREEN", "rgb(51, 255, 0)", "for the community, not for publication"),
        ("AMBER", "rgb(255, 192, 0)", "for the organisation and its clients"),
        ("AMBER+STRICT", "rgb(255, 192, 0)", "for the organisation only"),
        ("RED", "rgb(255, 43, 43)", "for named recipients only"),
    ],
)
def test_a_marking_has_the_colours_that_its_standard_gives_it(tab, tmp_path, marking, colour, said):
    """FIRST, Traffic Light Protocol 2.0, August 2022: #FFFFFF, #33FF00, #FFC000, #FF2B2B on #000000."""
    paper = {"id": "inside", "title": "A paper", "published": "2018", "tlp": marking}
    network = small_network([actor("a", "City", "MK", source="inside")], sources=[paper])
    if marking == "CLEAR":
        network = dataclasses.replace(
            network, sources=network.sources.assign(tlp=0), actors=network.actors.assign(tlp=0)
        )
    path = tmp_path / "map.html"
    path.write_text(map_html(network), encoding="utf-8")
    page = tab.open(path)
    style = "e => { const s = getComputedStyle(e); return [e.textContent, s.color, s.backgroundColor] }"
    assert page.locator("#marking").evaluate(style) == [f"TLP:{marking}", colour, "rgb(0, 0, 0)"]
    assert f"TLP:{marking}: {said}." in page.inner_text("footer")


COUNTS = {
    "en": {1: "one actor, one statement, one source", 2: "2 actors, 2 statements, 2 sources", 3: "3 actors, 3 statements, 3 sources"},
    "ar": {
        1: "جهة واحدة، قول واحد، مصدر واحد", 2: "جهتان، قولان، مصدران", 3: "3 جهات، 3 أقوال، 3 مصادر", 10: "10 جهات، 10 أقوال، 10 مصادر",
        11: "11 جهة، 11 قولًا، 11 مصدرًا", 99: "99 جهة، 99 قولًا، 99 مصدرًا", 100: "100 جهة، 100 قول، 100 مصدر", 1103: "1,103 جهات، 1,103 أقوال، 1,103 مصادر",
    },
}  # fmt: skip
"""How a number is counted: in Arabic one, two, three to ten, eleven to ninety-nine, hundreds (CLDR)."""


@pytest.mark.parametrize(("lang", "number"), [(lang, number) for lang, forms in COUNTS.items() for number in forms])
def test_what_is_left_out_is_counted_as_the_language_counts(tab, tmp_path, lang, number):
    network = dataclasses.replace(
        small_network([actor("a", "City", "MK")]), left_out=dict.fromkeys(("actors", "claims", "sources"), number)
    )
    path = tmp_path / "map.html"
    path.write_text(map_html(network), encoding="utf-8")
    foot = tab.open(path, f"#lang={lang}").inner_text("footer").replace("\u2068", "").replace("\u2069", "")
    head = {"en": "Left out, marked stricter: ", "ar": "ما استُبعد لأن تصنيفه أشد: "}[lang]
    assert head + COUNTS[lang][number] + "." in foot

"""What leaves the map, and what cannot get in: exports, the page in a frame, hostile text."""

from __future__ import annotations

import csv
import io
import xml.etree.ElementTree as ET

import networkx as nx
import pytest
from map_pages import Tab
from small_network import actor, small_network

from viz.map import map_html

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("key", "read"), [("save_graphml", nx.read_graphml), ("save_gexf", nx.read_gexf)])
def test_networkx_opens_what_is_shown(tab, sample_map, tmp_path, key, read):
    page = tab.open(sample_map, "#view=partnerships&no-countries=RS&no-ties=MEMBER_OF")
    shown = page.evaluate(
        """[[...picture.put.spots.keys()], picture.put.ties.map(t => [t.tie.edge.from, t.tie.edge.to, t.tie.edge.kind])]"""
    )
    graph = read(tab.saved(key, tmp_path))
    assert set(graph.nodes) == set(shown[0]) and len(graph.nodes) > 40
    edges = sorted((*sorted((a, b)), values["kind"]) for a, b, values in graph.edges(data=True))
    assert edges == sorted((*sorted((a, b)), kind) for a, b, kind in shown[1])
    assert graph.nodes["kumanovo"]["kind"] == "City" and "MEMBER_OF" not in {kind for *_, kind in edges}
    assert any(values["sources"] for *_, values in graph.edges(data=True))


def test_csv_holds_what_is_shown(tab, sample_map, tmp_path):
    page = tab.open(sample_map, "#no-kinds=City")
    for name, key in (("spots.size", "save_csv_actors"), ("ties.length", "save_csv_ties")):
        text = tab.saved(key, tmp_path).read_text(encoding="utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(text)))
        assert len(rows) == page.evaluate(f"picture.put.{name}")
    gaps = list(csv.DictReader(io.StringIO(tab.saved("save_csv_gaps", tmp_path).read_text(encoding="utf-8-sig"))))
    assert {gap["certainty"] for gap in gaps} <= {"reported", "observed", "unrecorded"} and gaps[0]["because"]


COMPARED = """async sources => { const found = [];
  for (const source of sources) { const image = new Image(); image.src = source; await image.decode();
    const canvas = document.createElement('canvas'); canvas.width = 450; canvas.height = Math.round(450 * image.height / image.width);
    const pen = canvas.getContext('2d', { willReadFrequently: true }); pen.imageSmoothingQuality = 'high'; pen.drawImage(image, 0, 0, canvas.width, canvas.height);
    found.push(pen.getImageData(0, 0, canvas.width, canvas.height).data); }
  const [one, other] = found, far = (i, a, b, k) => [0, 1, 2].some(c => Math.abs(a[i + c] - b[k + c]) > 70);
  let inked = 0, differing = 0;
  for (let i = 0; i < one.length; i += 4) { if (far(i, one, one, 0)) inked += 4; if (far(i, one, other, i)) differing += 4; }
  return [one.length === other.length, inked / one.length, differing / one.length]; }"""
"""Whether both are as large, and the shares of pixels that differ from the ground, and from one to the other."""


@pytest.mark.parametrize(
    "address", ["#view=vertical", "#view=neighbours&actor=kumanovo&lang=ar&theme=dark", "#view=geography"]
)
def test_the_svg_is_the_same_picture_as_the_png(tab, browser, sample_map, tmp_path, address):
    """Both are drawn by one description; compared pixel by pixel: lines, arrows, shapes, names."""
    import base64

    tab.open(sample_map, address)
    png, svg = tab.saved("save_png", tmp_path), tab.saved("save_svg", tmp_path)
    ET.fromstring(svg.read_text(encoding="utf-8"))
    sources = [
        f"data:image/{kind};base64,{base64.b64encode(path.read_bytes()).decode()}"
        for kind, path in (("png", png), ("svg+xml", svg))
    ]
    blank = browser.new_page()
    same, inked, differing = blank.evaluate(COMPARED, sources)
    blank.close()
    assert same and inked > 0.01 and differing < 0.008


def test_the_page_works_in_a_frame_without_an_origin(browser, sample_map, tmp_path):
    tab = Tab(browser)
    page = tab.open(sample_map, "#view=geography")
    page.click("#save")
    page.click("[data-key=save_embed]")
    snippet = page.input_value("#embed-text")
    assert (
        'src="map.html#view=geography"' in snippet.replace("&#38;", "&")
        and 'sandbox="allow-scripts allow-downloads"' in snippet
    )
    page.click("#embed-close")
    outer = sample_map.parent / "outer.html"
    outer.write_text(f"<!doctype html><title>outer</title>{snippet}", encoding="utf-8")
    page.goto(outer.as_uri())
    frame = page.frame_locator("iframe")
    frame.locator("html[data-ready]").wait_for(state="attached")
    frame.locator("[data-key='view:vertical']").click()
    frame.locator("#undo").click()
    assert frame.locator("[data-key='view:geography']").get_attribute("aria-pressed") == "true"
    assert tab.silent(), tab.said
    tab.close()


HOSTILE = [
    "</script><script>window.__pwn=1</script>", "<img src=x onerror=window.__pwn=1>", "'\"><svg onload=window.__pwn=1>",
    "javascript:window.__pwn=1", "{{ 7*7 }}", "a\u2028b\u2029c", "\u202egnihtemos", "x" * 10_000, "__proto__", "constructor",
    "]]><b>&amp;", "=cmd|'/c calc'!A1", "ي" * 400 + "<b>",
]  # fmt: skip


@pytest.fixture(scope="module")
def hostile_map(tmp_path_factory):
    actors = [
        {**actor(f"a{i}", "City", "MK", city=""), "name": text, "name_ar": text, "note": text, "other_names": text}
        for i, text in enumerate(HOSTILE)
    ]
    network = small_network(
        actors, [("a0", "TWINNED_WITH", f"a{i}", {"quote": text, "note": text, "locator": text, "source": "evil" if i % 2 else "bad"})
                 for i, text in enumerate(HOSTILE) if i],
        sources=[{"id": "evil", "title": HOSTILE[0], "url": "https://example.org/?a=1", "published": "2018"},
                 {"id": "bad", "title": HOSTILE[1], "url": "https://example.org/?b=2", "published": "2019"}],
        facts=[{"actor": f"a{i}", "property": "motto", "value": text, "source": "evil"} for i, text in enumerate(HOSTILE)],
    )  # fmt: skip
    from queries.gaps import find_gaps
    from queries.partners import partners_told

    found = {"a0": partners_told(network, "a0", ["en", "ar"], limit=8)}
    path = tmp_path_factory.mktemp("hostile") / "map.html"
    path.write_text(map_html(network, gaps=find_gaps(network), partners=found), encoding="utf-8")
    return path


def test_hostile_text_stays_text_in_every_view_and_export(tab, hostile_map, tmp_path):
    page = tab.open(hostile_map)
    for view in ("everything", "vertical", "gaps", "partners", "neighbours", "geography", "compared"):
        for i in range(len(HOSTILE)):
            page.evaluate(f"location.hash = 'view={view}&actor=a{i}'")
        tab.rest()
    tab.go("#table=1&list=ties")
    tab.go("#actor=a1")
    page.fill("#search", "img")
    page.keyboard.press("Enter")
    assert "<img src=x" in page.inner_text("#panel-title")
    for key in ("save_svg", "save_graphml", "save_gexf"):
        ET.fromstring(tab.saved(key, tmp_path).read_text(encoding="utf-8"))
    rows = csv.reader(io.StringIO(tab.saved("save_csv_actors", tmp_path).read_text(encoding="utf-8-sig")))
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    links = set(page.eval_on_selector_all("a[href]:not(.skip)", "all => all.map(a => a.getAttribute('href'))"))
    assert links and links <= {"https://example.org/?a=1", "https://example.org/?b=2"}
    assert page.evaluate("window.__pwn") is None


def test_ten_thousand_letters_cost_no_more_than_what_is_shown_of_them(browser, tmp_path):
    """A name is cut by halves: letters that are measured, of 12 cities of 10,000 letters each."""
    network = small_network(
        [{**actor(f"c{n}", "City", "MK"), "name": f"{n}" + "x" * 10_000} for n in range(12)],
        [("c0", "TWINNED_WITH", f"c{n}") for n in range(1, 12)],
    )  # fmt: skip
    path = tmp_path / "map.html"
    path.write_text(map_html(network), encoding="utf-8")
    tab = Tab(browser)
    tab.context.add_init_script("""const own = CanvasRenderingContext2D.prototype.measureText; window.measured = 0;
      CanvasRenderingContext2D.prototype.measureText = function (text) { window.measured += text.length; return own.call(this, text) }""")
    page = tab.open(path)
    assert page.evaluate("window.measured") < 5_000_000  # one letter at a time it was fifty million for each name
    page = tab.go("#actor=c3")
    lines = page.evaluate("picture.labels.find(l => l.id === 'c3').lines")
    assert lines[0].startswith("3xxx") and lines[0].endswith("…")
    assert page.locator("#panel-title").bounding_box()["height"] < 100
    page = tab.go("#table=1")
    assert page.locator("#rows tr").first.bounding_box()["height"] < 500
    assert tab.silent(), tab.said
    tab.close()


def test_a_name_turns_no_word_but_its_own(tab, tmp_path):
    """U+202E turns what follows, to the end of the line, unless it stands apart or is taken out."""
    network = small_network(
        [{**actor("a", "City", "MK"), "name": "\u202enoitcerid"}, actor("b", "City", "MK"), actor("c", "City", "MK")],
        [("a", "TWINNED_WITH", "b"), ("a", "TWINNED_WITH", "c")],
    )  # fmt: skip
    from queries.gaps import find_gaps

    gaps = find_gaps(network)
    assert any("\u202e" in gap.because for gap in gaps)
    path = tmp_path / "map.html"
    path.write_text(map_html(network, gaps=gaps), encoding="utf-8")
    page = tab.open(path, "#actor=a")
    assert page.inner_text("#panel-title") == "\u202enoitcerid"
    turned = """() => [...document.querySelectorAll('#panel-body *, #legend *, #table *, #live')].filter(e => !e.closest('bdi') && [...e.childNodes].some(n => n.nodeType === 3 && n.data.includes('\u202e'))).map(e => e.outerHTML)"""
    for address in (
        "#actor=a",
        "#view=gaps",
        "#view=gaps&table=1&list=gaps",
        "#view=compared&day=20191231&second=20101231",
    ):
        assert tab.go(address).evaluate(turned) == [], address
    page = tab.go("#actor=b")
    page.click("#panel-body li .name >> nth=0")
    assert "\u202e" not in page.evaluate("document.getElementById('live').textContent.split(',').slice(1).join(',')")
    edge = page.evaluate(
        "JSON.parse(document.getElementById('data').textContent).edges.find(e => e[1] === 'TWINNED_WITH')[0]"
    )
    page = tab.go(f"#view=compared&day=20191231&second=20101231&tie={edge}")
    assert page.evaluate(turned) == []
    page.evaluate("id => { document.querySelector(`[data-key='tie:${id}']`)?.click() }", edge)
    assert "\u202e" not in page.text_content("#live")


def test_an_address_that_is_nonsense_opens_the_first_view(tab, sample_map):
    page = tab.open(
        sample_map, "#view=nope&actor=<b>&day=99&lang=xx&gap=none&at=a,b,c&ask=rule:nothing&list=x&sort=zz&open=~~"
    )
    assert page.get_attribute("[data-key='view:everything']", "aria-pressed") == "true"


def test_a_network_with_nothing_in_it_opens(tab, tmp_path):
    path = tmp_path / "map.html"
    path.write_text(map_html(small_network([])), encoding="utf-8")
    page = tab.open(path)
    assert "There is nothing in this network yet." in page.inner_text("#panel")


def test_a_network_without_places_opens_in_every_view(tab, tmp_path):
    network = small_network([actor("a", "City", "MK"), actor("b", "City", "RS")], [("a", "TWINNED_WITH", "b")])
    path = tmp_path / "map.html"
    path.write_text(map_html(network), encoding="utf-8")
    page = tab.open(path)
    for view in ("vertical", "geography", "gaps", "partners", "neighbours", "compared", "everything"):
        page.click(f"[data-key='view:{view}']")
        tab.rest()
    assert page.evaluate("picture.put.ties.length") == 1


def test_what_is_marked_stricter_is_left_out_and_the_foot_says_how_much(tab, tmp_path):
    network = small_network(
        [actor("a", "City", "MK"), actor("b", "City", "MK"), actor("c", "City", "MK", source="secret")],
        [("a", "TWINNED_WITH", "b"), ("a", "TWINNED_WITH", "c", {"source": "secret"})],
        sources=[{"id": "secret", "title": "A secret", "published": "2018", "tlp": "RED"}],
    )  # fmt: skip
    path = tmp_path / "map.html"
    text = map_html(network.marked_at_most("GREEN"))
    assert "A secret" not in text
    path.write_text(text, encoding="utf-8")
    page = tab.open(path)
    assert page.inner_text("#marking") == "TLP:GREEN"
    foot = page.inner_text("footer")
    assert (
        "TLP:GREEN: for the community, not for publication." in foot
        and "Left out, marked stricter: one actor, 2 statements, one source." in foot
    )


def test_each_room_of_the_script_reads_as_a_script(tab, sample_map, browser):
    from viz.pyvis_page import MODULES, module_text

    blank = browser.new_page()
    for name in MODULES:
        found = blank.evaluate(
            "text => { try { new Function(text); return '' } catch (e) { return String(e) } }", module_text(name)
        )
        assert found == "", name
    blank.close()

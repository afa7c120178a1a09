"""What a reader leaves out of the map, hidden or faded, and the ways between two actors, in a real browser."""

from __future__ import annotations

import networkx as nx
import pytest
from map_pages import Tab
from small_network import actor, small_network

from viz.map import map_html

pytestmark = pytest.mark.browser


FILTERS = {
    "kind": "view=everything&no-kinds=City", "tie": "view=everything&no-ties=TWINNED_WITH~MEMBER_OF",
    "country": "view=everything&no-countries=RS~BA", "level": "view=vertical&no-levels=local",
    "source": "view=everything&no-sources=wikidata-2016~birn-2024", "certainty": "view=gaps&no-certainty=unrecorded",
    "section": "view=everything&no-gaps=met", "around-one": "view=neighbours&actor=kumanovo&no-ties=TWINNED_WITH",
}  # fmt: skip

SEEN = """() => {
  const { put } = picture, rows = {};
  for (const one of document.querySelectorAll('#legend label')) { const n = one.querySelector('.n'), box = one.querySelector('input'); if (n && n.textContent !== '0') rows[box.dataset.key] = n.textContent; }
  return { spots: [...put.spots.keys(), ...put.crowds.flatMap(c => c.crowd.members.map(m => m.id))].sort(), ties: put.ties.filter(t => !t.tie.faded).map(t => t.tie.edge.id).sort(),
    faded: put.ties.filter(t => t.tie.faded).map(t => t.tie.edge.id), gaps: [...new Set(put.gaps.filter(g => g.lit).map(g => g.gap.id))].sort(),
    pale: [...new Set(put.gaps.filter(g => !g.lit).map(g => g.gap.id))], rows };
}"""
"""What is drawn, and the counts of the legend that are not nought."""


def listed(tab: Tab, address: str) -> dict[str, list[str]]:
    """The rows of the table twin, by list."""
    found = {}
    for name in ("actors", "ties", "gaps"):
        page = tab.go(f"#{address}&table=1&list={name}")
        found[name] = page.locator("#rows tr").all_inner_texts()
    return found


@pytest.mark.parametrize("name", FILTERS)
def test_faded_is_what_would_be_hidden_and_counts_nowhere(tab, sample_map, name):
    """Fading draws what hiding takes away, pale; the legend and the table count the same in both."""
    address = FILTERS[name]
    whole = "&".join(part for part in address.split("&") if not part.startswith("no-"))
    tab.open(sample_map)
    everything = tab.go(f"#{whole}").evaluate(SEEN)
    hidden = tab.go(f"#{address}").evaluate(SEEN)
    faded = tab.go(f"#{address}&fade=1").evaluate(SEEN)
    assert faded["spots"] == everything["spots"]
    assert sorted(faded["ties"] + faded["faded"]) == everything["ties"]
    assert (faded["ties"], faded["gaps"], faded["rows"]) == (hidden["ties"], hidden["gaps"], hidden["rows"])
    assert {*faded["gaps"], *faded["pale"]} == set(everything["gaps"]) | set(everything["pale"])
    lost = [len(everything[what]) - len(hidden[what]) for what in ("spots", "ties", "gaps")]
    assert sum(lost) > 0
    assert listed(tab, f"{address}&fade=1") == listed(tab, address)


LOST = {
    "kind": "put.spots.values().some(s => s.node.kind === 'City')",
    "tie": "put.ties.some(t => ['TWINNED_WITH', 'MEMBER_OF'].includes(t.tie.edge.kind))",
    "country": "put.spots.values().some(s => ['RS', 'BA'].includes(s.node.country))",
    "level": "[...put.spots.values().map(s => s.node), ...put.crowds.flatMap(c => c.crowd.members)].some(n => n.level === 'local')",
    "source": "put.ties.some(t => t.tie.edge.claims.every(c => ['wikidata-2016', 'birn-2024'].includes(sources[c.source]?.id)))",
    "certainty": "put.gaps.some(g => g.gap.certainty === 'unrecorded')",
    "section": "put.gaps.some(g => g.gap.section === 'met')",
    "around-one": "put.ties.some(t => t.tie.edge.kind === 'TWINNED_WITH')",
}
"""What each filter takes away, asked of the picture."""


@pytest.mark.parametrize("name", FILTERS)
def test_a_filter_takes_away_what_it_says_and_all_of_it(tab, sample_map, name):
    address = FILTERS[name]
    asked = f"(() => {{ const {{ put }} = picture, sources = JSON.parse(document.getElementById('data').textContent).sources; return {LOST[name]} }})()"
    tab.open(sample_map)
    assert tab.go("#" + "&".join(part for part in address.split("&") if not part.startswith("no-"))).evaluate(asked)
    page = tab.go(f"#{address}")
    assert not page.evaluate(asked)
    page.click("[data-key=clear]")
    assert tab.rest().evaluate(asked) and "no-" not in page.evaluate("location.hash")


BOXES = [
    "kinds:City",
    "ties:ADOPTED",
    "sections:met",
    "countries:RS",
    "levels:local",
    "sources:wikidata-2016",
    "certainties:unrecorded",
]


@pytest.mark.parametrize("key", BOXES)
def test_a_box_that_is_unticked_leaves_out_that_and_says_how_many_are_left_out(tab, sample_map, key):
    name, value = key.split(":")
    page = tab.open(sample_map, "#view=everything")
    page.evaluate("document.querySelectorAll('#legend details').forEach(one => { one.open = true })")
    page.locator(f"#legend [data-key='{key}']").click()
    hash_name = {"sections": "no-gaps", "certainties": "no-certainty"}.get(name, f"no-{name}")
    assert f"{hash_name}={value}" in tab.rest().evaluate("decodeURIComponent(location.hash)")
    assert page.locator(f"#legend [data-key='{key}']").is_checked() is False
    if name in ("countries", "levels", "sources", "certainties"):
        assert "(1 left out)" in page.inner_text(f"#legend [data-key='filter:{name}'] summary")
    page.locator(f"#legend [data-key='{key}']").click()
    assert hash_name not in tab.rest().evaluate("location.hash")


@pytest.mark.parametrize("name", ["kinds", "ties", "countries", "levels", "sources", "certainties"])
def test_hide_all_unticks_every_box_of_its_list_and_show_all_ticks_them(tab, sample_map, name):
    page = tab.open(sample_map, "#view=everything")
    page.evaluate("document.querySelectorAll('#legend details').forEach(one => { one.open = true })")
    ticked = f"[...document.querySelectorAll('#legend [data-key^=\"{name}:\"]')].map(b => b.checked)"
    assert all(page.evaluate(ticked)) and len(page.evaluate(ticked)) > 1
    for key, state in (("none", False), ("all", True)):
        page.evaluate("document.querySelectorAll('#legend details').forEach(one => { one.open = true })")
        page.click(f"#legend [data-key='{key}:{name}']")
        tab.rest()
        assert set(page.evaluate(ticked)) <= {state}
    assert "no-" not in page.evaluate("location.hash")


def test_a_source_has_in_its_row_the_number_of_statements_that_rest_on_it(tab, sample_map, whole_sample):
    page = tab.open(sample_map, "#view=everything")
    page.evaluate("document.querySelectorAll('#legend details').forEach(one => { one.open = true })")
    rows = page.locator("#legend [data-key='filter:sources'] label")
    told = {
        box.get_attribute("data-key").removeprefix("sources:"): int(row.locator(".n").inner_text().replace(",", ""))
        for row in rows.all()
        for box in row.locator("input").all()
    }
    claims = whole_sample.claims["source"].value_counts().to_dict()
    assert {ident: claims.get(ident, 0) for ident in told} == told and len(told) > 10


def test_names_of_the_faded_are_quiet_and_come_last(tab, sample_map):
    page = tab.open(sample_map, "#view=partnerships&no-kinds=City&fade=1")
    cities = "picture.put.spots.get(l.id)?.node.kind === 'City'"
    assert page.evaluate(f"picture.labels.filter(l => {cities}).length") > 2
    assert page.evaluate(f"picture.labels.filter(l => {cities}).every(l => l.quiet)")
    assert page.evaluate(
        f"picture.labels.findIndex(l => {cities}) > picture.labels.findLastIndex(l => l.id && !({cities}))"
    )


def test_a_mark_for_several_is_faded_with_them(tab, sample_map):
    """Pixels of the pill: those of cities that are left out are paler than before."""
    ink = """() => { const { x, y } = picture.put.crowds.find(c => c.crowd.kind === 'City'), from = document.querySelector('#canvas canvas'), ratio = from.width / from.clientWidth,
      to = Object.assign(document.createElement('canvas'), { width: 2, height: 2 }).getContext('2d', { willReadFrequently: true });
      to.drawImage(from, (x - 14) * ratio, (y - 1) * ratio, 2, 2, 0, 0, 2, 2); const d = to.getImageData(0, 0, 1, 1).data; return d[0] + d[1] + d[2] }"""
    page = tab.open(sample_map, "#view=vertical")
    before = page.evaluate(ink)
    assert tab.go("#view=vertical&no-levels=local&fade=1").evaluate(ink) > before + 60


def test_a_gap_goes_with_the_last_source_that_it_rests_on(tab, sample_map, sample):
    """Viti and the strategy: one source says so (facts of the sample: BIRN, 2024-02-27)."""
    page = tab.open(sample_map, "#view=gaps")
    found = "picture.put.gaps.some(g => g.gap.section === 'missing')"
    assert page.evaluate(found)
    source = page.evaluate("""JSON.parse(document.getElementById('data').textContent).sources
      [picture.put.gaps.find(g => g.gap.section === 'missing').gap.evidence[0][0]].id""")
    page = tab.go(f"#view=gaps&no-sources={source}")
    assert not page.evaluate(found)
    assert page.inner_text("label:has([data-key='sections:missing']) .n") == "0"
    assert "What do sources say is missing?" not in page.inner_text("#panel")


def graph_of(network, without=()) -> nx.Graph:
    return nx.Graph(
        (row.source, row.target) for row in network.ties.itertuples()
        if row.status != "denied" and row.kind not in ("IN_COUNTRY", *without)
    )  # fmt: skip


def test_what_is_left_out_leads_nowhere(tab, sample_map, sample):
    out = ("TOOK_PART_IN", "MEMBER_OF")
    graph = graph_of(sample, out)
    steps, ways = (
        nx.shortest_path_length(graph, "kumanovo", "danilovgrad"),
        list(nx.all_shortest_paths(graph, "kumanovo", "danilovgrad")),
    )
    assert steps > nx.shortest_path_length(graph_of(sample), "kumanovo", "danilovgrad")
    page = tab.open(sample_map, f"#actor=kumanovo&with=danilovgrad&no-ties={'~'.join(out)}")
    panel = page.inner_text("#panel-body")
    assert f"{len(ways)} shortest ways, of {steps} ties." in panel and "What is left out does not count." in panel
    names = {tuple(sample.name_of(ident) for ident in way) for way in ways}
    told = {tuple(box.locator("li > .name").all_inner_texts()) for box in page.locator("ol.path").all()}
    assert told == names
    assert set(page.evaluate("picture.put.ties.filter(t => !t.tie.faded).map(t => t.tie.edge.kind)")).isdisjoint(out)


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "8 shortest ways, of 2 ties. Shown are 6."),
        ("ar", "8 طرق هي الأقصر، من صلتين. المعروض منها 6."),
    ],
)
def test_of_many_ways_it_says_how_many_and_how_many_are_shown(tab, tmp_path, lang, said):
    network = small_network(
        [actor(name, "City", "MK") for name in ("a", "b", *(f"m{n}" for n in range(8)))],
        [pair for n in range(8) for pair in (("a", "TWINNED_WITH", f"m{n}"), (f"m{n}", "TWINNED_WITH", "b"))],
    )  # fmt: skip
    path = tmp_path / "map.html"
    path.write_text(map_html(network), encoding="utf-8")
    page = tab.open(path, f"#lang={lang}&actor=a&with=b")
    assert said in page.inner_text("#panel-body")
    assert page.locator("ol.path").count() == 6


INSIDE = """() => { const { width, height } = document.getElementById('canvas').getBoundingClientRect();
  return IDS.every(id => { const s = picture.put.spots.get(id); return s && s.x > 0 && s.y > 0 && s.x < width && s.y < height }) }"""


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_what_an_address_points_to_is_in_sight(tab, sample_map, lang):
    """By level the picture is larger than the screen, and begins at the corner where reading begins."""
    tab.open(sample_map)
    page = tab.go(f"#lang={lang}&view=vertical")
    page.click("#language")
    page.click("#language")
    page = tab.go(f"#lang={lang}&view=vertical&actor=danilovgrad")
    assert page.evaluate(INSIDE.replace("IDS", "['danilovgrad']"))
    page = tab.go(f"#lang={lang}&view=vertical&actor=kumanovo&with=danilovgrad")
    assert page.evaluate(INSIDE.replace("IDS", "['kumanovo', 'scn', 'novi-pazar', 'danilovgrad']"))


def test_on_the_way_all_are_named_and_a_tie_is_named_as_it_runs(tab, sample_map):
    page = tab.open(sample_map, "#view=everything&actor=kumanovo&with=danilovgrad")
    assert {"kumanovo", "scn", "novi-pazar", "danilovgrad"} <= set(page.evaluate("picture.labels.map(l => l.id)"))
    page = tab.go("#view=vertical&actor=kumanovo&with=danilovgrad")
    named = page.evaluate("picture.labels.filter(l => l.on).map(l => [l.on.from, l.lines[0], l.on.to])")
    assert ["novi-pazar", "shares learning with", "danilovgrad"] in named


def test_nobody_is_asked_how_it_is_connected_with_itself(tab, sample_map):
    page = tab.open(sample_map, "#actor=kumanovo")
    page.fill("[data-key='finder:path']", "kumanovo")
    assert "Kumanovo" not in page.locator("#path-hits li bdi").all_inner_texts()
    page.fill("[data-key='finder:path']", "danilovgrad")
    page.keyboard.press("Enter")
    assert page.inner_text("#live") == "How they are connected: One shortest way, of 3 ties."
    assert tab.go("#actor=kumanovo&with=kumanovo").inner_text("#panel-title") == "Kumanovo"

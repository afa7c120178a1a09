"""Reading and asking on the map, in a real browser: search, panel, filters, time, ways, undo, address."""

from __future__ import annotations

import datetime as dt
from math import floor

import networkx as nx
import pytest

from queries.gaps import find_gaps

pytestmark = pytest.mark.browser


def click_at(page, x: float, y: float) -> None:
    box = page.locator("#canvas").bounding_box()
    page.mouse.click(box["x"] + x, box["y"] + y)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("cair", "Čair"),
        ("Čair", "Čair"),
        ("Чаир", "Čair"),
        ("تشاير", "Čair"),
        ("Куманово", "Kumanovo"),
        ("كومانوفو", "Kumanovo"),
        ("kumanova", "Kumanovo"),
        ("kumnaovo", "Kumanovo"),
        ("nis", "Niš"),
        ("ministries kosovo", "Ministry of Interior of Kosovo, Directorate for Counter-Terrorism"),
        ("وزارة كوسوفو", "Ministry of Interior of Kosovo, Directorate for Counter-Terrorism"),
    ],
)
def test_search_finds_a_name_in_any_script_and_with_a_slip(tab, sample_map, asked, found):
    page = tab.page if tab.page.url.startswith("file") else tab.open(sample_map)
    page.fill("#search", asked)
    hits = page.locator("#hits li bdi").all_inner_texts()
    assert hits[0] == found or (" " in asked and found in hits)


def test_search_says_when_there_is_nothing_and_how_many_more(tab, sample_map):
    page = tab.open(sample_map)
    page.fill("#search", "zzqqxx")
    assert page.inner_text("#hits") == "No name, kind or country like that"
    page.fill("#search", "xx")  # two letters forgive nothing
    assert page.inner_text("#hits") == "No name, kind or country like that"
    page.fill("#search", "serbia")
    assert "more; write more letters" in page.inner_text("#hits")
    page.keyboard.press("Escape")


def test_a_click_on_an_actor_a_tie_and_a_gap_tells_what_it_rests_on(tab, sample_map):
    page = tab.open(sample_map)
    spot = page.evaluate("(s => [s.x, s.y])(picture.put.spots.get('viti'))")
    click_at(page, *spot)
    assert page.inner_text("#panel-title") == "Viti"
    panel = page.inner_text("#panel")
    assert "A source says that Viti had not received" in panel and "BIRN, 2024-02-27" in panel
    assert "A source says it is missing · low priority" in panel and "To close: Ask Viti" in panel
    tab.go("#view=neighbours&actor=kumanovo")
    middle = page.evaluate("""(t => { const [x1, y1, cx, cy, x2, y2] = t.line; return cx === null ? [x1 * .7 + x2 * .3, y1 * .7 + y2 * .3] : [cx, cy] })
      (picture.put.ties.find(t => t.tie.edge.kind === 'PILOTS'))""")
    click_at(page, *middle)
    assert page.inner_text("#panel-title") == "pilots"
    assert "SCN Regional Prevention Infrastructure" in page.inner_text("#panel-body") and "Source:" in page.inner_text(
        "#panel-body"
    )
    tab.go("#view=vertical&all=1")
    gap = page.evaluate("""(g => { const [x1, y1, cx, cy, x2, y2] = g.line, clear = (x, y) => [...picture.put.spots.values()].every(s => Math.hypot(s.x - x, s.y - y) > s.r + 9)
        && picture.labels.every(l => { const s = picture.put.spots.get(l.id); return !s || Math.hypot(s.x + l.dx - x, s.y + l.dy - y) > 60 });
      for (let t = .1; t < .95; t += .02) { const u = 1 - t, x = u * u * x1 + 2 * u * t * cx + t * t * x2, y = u * u * y1 + 2 * u * t * cy + t * t * y2; if (clear(x, y)) return [x, y]; } })
      (picture.put.gaps.find(g => g.gap.section === 'missing' && g.line))""")
    click_at(page, *gap)
    assert "A source says that Viti had not received" in page.inner_text("#panel-body")
    assert page.inner_text("#panel-title") == "Plan not received"


def test_the_card_beside_the_pointer(tab, sample_map):
    page = tab.open(sample_map)
    box, spot = (
        page.locator("#canvas").bounding_box(),
        page.evaluate("(s => [s.x, s.y])(picture.put.spots.get('kumanovo'))"),
    )
    page.mouse.move(box["x"] + spot[0], box["y"] + spot[1])
    page.mouse.move(box["x"] + spot[0] + 1, box["y"] + spot[1])
    assert page.inner_text("#card").splitlines()[:2] == ["Kumanovo", "City / municipality, North Macedonia"]


def test_a_denied_tie_stands_apart_and_disputed_facts_side_by_side(tab, sample_map):
    page = tab.open(sample_map, "#actor=viti")
    panel = page.inner_text("#panel")
    assert "A source says no (1)" in panel and "received" in panel.split("A source says no (1)")[1]
    panel = tab.choose("kumanovo").inner_text("#panel")
    population = panel.split("Population")[1].split("Languages")[0]
    assert panel.count("Sources disagree") == 4  # population, rank by population: facts.csv; and a finding of each
    assert all(value in population for value in ("75,051", "98,104", "105,000"))
    assert "Macedonian, Albanian" in panel and "21.7" not in panel


def test_partners_are_drawn_for_the_chosen_city_only_as_many_as_are_listed(tab, sample_map):
    page = tab.open(sample_map)
    assert page.evaluate("picture.put.partners.length") == 0
    tab.choose("kumanovo")
    listed = page.locator("#panel li.partner").count()
    assert page.evaluate("picture.put.partners.length") == listed == 8
    page.click("#panel li.partner >> nth=0 >> summary")
    assert "What was learned can be transferred" in page.inner_text("#panel li.partner >> nth=0")
    page.uncheck("[data-key=partner-lines]")
    assert tab.rest().evaluate("picture.put.partners.length") == 0
    tab.choose("gostivar")
    assert page.evaluate("picture.put.partners.length") == 0
    assert "This file tells the partners of 2 of 55 cities" in page.inner_text(
        "#panel-body"
    )  # 55: counted in actors.csv


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_a_click_on_a_suggested_tie_says_why_on_what_it_rests_and_what_is_not_known(tab, sample_map, sample, lang):
    """Each sentence of `liaison partners` is there, with its part, its points and the titles of its sources."""
    from queries.partners import partners

    found = partners(sample, "kumanovo", limit=8, lang=lang)
    rank, one = next((at, each) for at, each in enumerate(found, start=1) if each.introducers)
    page = tab.open(sample_map, f"#lang={lang}&view=partners&actor=kumanovo")
    x, y = page.evaluate("""id => { const [x1, y1, cx, cy, x2, y2] = picture.put.partners.find(p => p.one.id === id).line, t = .72, u = 1 - t;
      return [u * u * x1 + 2 * u * t * cx + t * t * x2, u * u * y1 + 2 * u * t * cy + t * t * y2] }""", one.id)  # fmt: skip
    click_at(page, x, y)
    title, panel = page.inner_text("#panel-title"), page.text_content("#panel-body")
    names = {"en": ("Kumanovo → ", one.name), "ar": ("كومانوفو ← ", one.name)}[lang]
    assert title == "".join(names)
    titles = dict(zip(sample.sources["id"], sample.sources["title"], strict=True))
    for part in one.parts:
        for reason in part.reasons:
            assert reason.text in panel, reason.criterion
        if part.known > 0:
            assert (
                f"{part.title}{floor(part.value * part.weight * 100 + 0.5)} / {floor(part.weight * 100 + 0.5)}" in panel
            )
            assert all(titles[item.source] in panel for item in part.evidence)
    assert page.inner_text("#panel .rank") == str(rank)
    assert page.locator("#panel-body details[data-key^='ask:']").get_attribute("open") is None
    assert page.locator("#panel-body details[data-key^='ask:'] li").count() == len(one.gains)
    introducer = one.introducers[0].id
    ends = page.evaluate(
        "id => picture.put.ties.filter(t => [t.tie.edge.from, t.tie.edge.to].includes(id)).map(t => [t.tie.edge.from, t.tie.edge.to])",
        introducer,
    )
    assert {one.id, "kumanovo"} <= {
        end for pair in ends for end in pair
    }  # whoever can introduce them is drawn, with ties to both
    assert "partner=" + one.id in page.evaluate("location.hash")
    page.click("#crumb button")
    assert page.inner_text("#panel-title") == {"en": "Kumanovo", "ar": "كومانوفو"}[lang]


def test_only_this_suggestion_is_one_key_away_from_its_reasons(tab, sample_map):
    page = tab.open(sample_map, "#view=partners&actor=kumanovo")
    page.click("#panel li.partner >> nth=0 >> summary")
    page.focus("#panel li.partner >> nth=0 >> [data-key^='partner:']")
    page.keyboard.press("Enter")
    assert page.inner_text("#panel-title") == "Kumanovo → Elbasan"
    assert page.inner_text("#live") == "Kumanovo → Elbasan"
    page.keyboard.press("Escape")
    assert page.inner_text("#panel-title") == "Kumanovo"


def test_the_gaps_are_listed_by_rule_and_country_and_a_row_lights_its_line(tab, sample_map, sample):
    unknown = sum(gap.section == "unknown" for gap in find_gaps(sample))
    page = tab.open(sample_map, "#view=gaps")
    text = page.inner_text("#panel-body")
    assert f"Not known ({unknown})" in text and "City without a tie to its national coordinator" in text
    page.click("#panel summary:has-text('City without a tie to its national coordinator')")
    page.click("#panel details[data-key^='tree:city-without-coordinator-tie'] summary:has-text('Montenegro')")
    rows = page.locator("details[data-key='tree:city-without-coordinator-tie:ME'] .gap")
    rows.first.wait_for()
    assert rows.count() == 6  # six cities of Montenegro in actors.csv, none with a tie to the coordinator
    rows.first.locator("button").first.click()
    assert page.evaluate("picture.put.gaps.filter(g => g.lit).length") == 1
    page.click("#crumb button")
    assert page.inner_text("#panel-title") == "Questions"


def test_questions_answer_with_actors_that_stand_out(tab, sample_map, sample):
    page = tab.open(sample_map)
    page.click("[data-key='q:alone']")
    named = set(page.locator("#panel-body li .name").all_inner_texts())
    ties = sample.ties[(sample.ties["status"] != "denied") & (sample.ties["kind"] != "IN_COUNTRY")]
    tied = set(ties["source"]) | set(ties["target"])
    alone = sample.actors[~sample.actors["id"].isin(tied) & (sample.actors["kind"] != "Country")]
    assert named == set(alone["name"]) and len(named) > 10


def test_what_is_left_out_stays_out_when_the_view_changes_and_can_be_had_back(tab, sample_map):
    page = tab.open(sample_map)
    hidden = "network.body.data.nodes.get().filter(n => n.hidden).length"
    before = page.evaluate(hidden)
    page.get_by_label("Cities / municipalities").uncheck()
    assert tab.rest().evaluate(hidden) == before + 55
    page.click("[data-key='view:partnerships']")
    assert tab.rest().evaluate("[...picture.put.spots.values()].some(s => s.node.kind === 'City')") is False
    page.click("[data-key='view:everything']")
    page.click("[data-key='none:kinds']")
    assert "Nothing is left to show." in page.inner_text("#empty")
    page.click("#empty button")
    assert tab.rest().evaluate(hidden) == before
    page.click("[data-key='filter:countries'] > summary")
    page.get_by_label("Serbia", exact=False).first.uncheck()
    assert tab.rest().evaluate("[...picture.put.spots.values()].some(s => s.node.country === 'RS')") is False
    page.check("[data-key=fade]")
    assert tab.rest().evaluate("[...picture.put.spots.values()].some(s => s.node.country === 'RS')") is True
    assert page.evaluate("picture.put.ties.filter(t => t.tie.faded).length") > 0


def test_the_filter_by_source_leaves_what_that_source_alone_says(tab, sample_map, sample):
    page = tab.open(sample_map, "#view=partnerships")
    shown = "picture.put.ties.filter(t => t.tie.edge.kind === 'TWINNED_WITH').length"
    assert page.evaluate(shown) == 40
    page.click("[data-key='filter:sources'] > summary")
    twinned = sample.claims[sample.claims["tie"].str.startswith("TWINNED_WITH")]
    source = str(twinned["source"].astype(str).value_counts().index[0])
    page.locator(f"[data-key='sources:{source}']").uncheck()
    others = twinned[twinned["source"].astype(str) != source]["tie"].nunique()
    assert tab.rest().evaluate(shown) == others


def test_families_of_ties_go_together_and_open(tab, sample_map):
    page = tab.open(sample_map)
    page.locator("[data-key='family:cooperation']").uncheck()
    tab.rest()
    family = {"COOPERATES_WITH", "PARTNERS_WITH", "TWINNED_WITH"}
    assert not family & set(page.evaluate("picture.put.ties.map(t => t.tie.edge.kind)"))
    page.locator("[data-key='ties:TWINNED_WITH']").check()
    tab.rest()
    assert family & set(page.evaluate("picture.put.ties.map(t => t.tie.edge.kind)")) == {"TWINNED_WITH"}


DAYS = [20151231, 20160701, 20171231, 20181231, 20200615, 20221231]


@pytest.mark.parametrize("clock", ["held", "known"])
def test_the_slider_shows_what_the_views_of_the_network_hold(tab, sample_map, whole_sample, clock):
    """The rules of `graphmodel.views` are written twice, in Python and for the page; here they must agree."""
    from graphmodel.schema import builtin_schema

    page = tab.open(sample_map)
    kinds = [name for name, kind in builtin_schema().ties.items() if kind.derived is None]
    for number in DAYS:
        day = dt.date(number // 10_000, number // 100 % 100, number % 100)
        if clock == "held":
            view = whole_sample.as_of(day)
        else:
            known = whole_sample.known_by(day)
            view = known.as_of(known.default_as_of or day)
        told = view.ties[view.ties["kind"].isin(kinds)]
        tab.go(f"#day={number}&clock={clock}")
        found = page.evaluate(
            """kinds => ({ ties: [...picture.told.ties].filter(([e]) => kinds.includes(e.kind)).map(([e, t]) => [e.id, t.status]),
          actors: picture.told.actors })""",
            kinds,
        )
        assert dict(found["ties"]) == dict(zip(told["id"], told["status"].astype(str), strict=True)), (clock, day)
        assert set(found["actors"]) == set(view.actors["id"]), (clock, day)


@pytest.mark.parametrize("day", [20161231, 20181231])
def test_that_something_had_not_happened_is_over_when_it_did(tab, tmp_path, day):
    """A plan not received in 2016 and received in 2018: denied, then asserted; never disputed, as the network has it."""
    from small_network import actor, small_network

    from viz.map import map_html

    network = small_network(
        [actor("viti", "City", "XK"), actor("plan", "Plan", "XK")],
        [("viti", "RECEIVED", "plan", {"says": "no", "since": "2016"}), ("viti", "RECEIVED", "plan", {"since": "2018-03", "source": "second"})],
        sources=[{"id": "second", "title": "Second", "published": "2018-06"}],
    )  # fmt: skip
    path = tmp_path / "map.html"
    path.write_text(map_html(network), encoding="utf-8")
    found = tab.open(path, f"#day={day}").evaluate(
        "[...picture.told.ties].filter(([e]) => e.kind === 'RECEIVED').map(([, t]) => t.status)"
    )
    ties = network.as_of(dt.date(day // 10_000, 12, 31)).ties
    assert found == ties[ties["kind"] == "RECEIVED"]["status"].astype(str).tolist()
    assert found == [{20161231: "denied", 20181231: "asserted"}[day]]


def test_two_dates_compared(tab, sample_map, whole_sample):
    page = tab.open(sample_map, "#view=compared&second=20171231&day=20221231")
    sets = {}
    for name, day in (("early", dt.date(2017, 12, 31)), ("late", dt.date(2022, 12, 31))):
        ties = whole_sample.as_of(day).ties
        sets[name] = set(ties[(ties["status"] != "denied") & ~ties["derived"].astype(bool)]["id"])
    found = page.evaluate("picture.put.ties.map(t => [t.tie.change, t.tie.edge.id])")
    by_change = {change: {ident for what, ident in found if what == change} for change in ("new", "lapsed", "standing")}
    assert by_change == {
        "new": sets["late"] - sets["early"], "lapsed": sets["early"] - sets["late"], "standing": sets["early"] & sets["late"],
    }  # fmt: skip
    assert by_change["new"] and by_change["standing"]


def test_gaps_are_of_one_date_and_the_page_says_so(tab, sample_map):
    page = tab.open(sample_map, "#day=20171231")
    assert page.evaluate("picture.put.gaps.length") == 0
    assert "Gaps were looked for as of 2026-11-23" in page.inner_text("#panel")
    page.click("[data-key='back-date']")
    assert tab.rest().evaluate("picture.put.gaps.length") > 0


def test_ways_between_two_are_the_shortest(tab, sample_map, sample):
    graph = nx.Graph(
        (row.source, row.target) for row in sample.ties.itertuples()
        if row.status != "denied" and row.kind != "IN_COUNTRY"
    )  # fmt: skip
    page = tab.open(sample_map, "#actor=kumanovo")
    page.fill("[data-key='finder:path']", "danilovgrad")
    page.keyboard.press("Enter")
    steps = nx.shortest_path_length(graph, "kumanovo", "danilovgrad")
    ways = {tuple(way) for way in nx.all_shortest_paths(graph, "kumanovo", "danilovgrad")}
    assert page.inner_text("#panel-title") == "How they are connected"
    assert len(ways) == 1 and f"One shortest way, of {steps} ties." in page.inner_text("#panel-body")
    assert page.locator("ol.path").first.locator("li").count() == steps + 1


def test_undo_and_redo_by_button_and_by_the_browser(tab, sample_map):
    page = tab.open(sample_map)
    assert page.is_disabled("#undo")
    tab.choose("elbasan")
    page.click("[data-key='view:geography']")
    tab.rest()
    page.click("#undo")
    page.wait_for_selector("[data-key='view:everything'][aria-pressed=true]")
    assert page.inner_text("#panel-title") == "Elbasan"
    page.go_back()
    page.wait_for_selector("#panel-title:has-text('Questions')")
    page.click("#redo")
    page.wait_for_selector("#panel-title:has-text('Elbasan')")


ADDRESSES = [
    "#view=geography&actor=nis",
    "#view=gaps&lang=ar&theme=dark&ask=section%3Amet",
    "#view=vertical&all=1&no-kinds=City%7EMayor&no-countries=RS&fade=1",
    "#view=everything&actor=kumanovo&with=danilovgrad",
    "#view=compared&second=20171231&day=20201231",
    "#table=1&list=ties&sort=-from&find=kum",
    "#day=20181231&clock=known&no-ties=TWINNED_WITH&no-gaps=met&no-certainty=unrecorded&no-levels=local",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_address_opens_the_same_picture(tab, sample_map, address):
    page = tab.open(sample_map, address)
    seen = "[document.getElementById('panel').innerText, document.getElementById('legend').innerText, document.getElementById('table').innerText, document.documentElement.lang, picture.labels.map(l => l.lines.join(' '))]"
    before, kept = page.evaluate(seen), page.evaluate("location.hash")
    again = tab.open(sample_map, kept)
    assert again.evaluate(seen) == before
    assert again.evaluate("location.hash") == kept


def test_the_camera_is_in_the_address(tab, sample_map):
    page = tab.open(sample_map)
    page.click("#zoom-in")
    page.click("#zoom-in")
    tab.rest()
    scale, kept = page.evaluate("network.getScale()"), page.evaluate("location.hash")
    again = tab.open(sample_map, kept)
    assert again.evaluate("network.getScale()") == pytest.approx(scale, abs=0.001)


def test_a_map_of_one_country_opens_without_the_others_and_gives_them_back(tab, tmp_path, whole_sample):
    from viz.map import map_html

    path = tmp_path / "country.html"
    path.write_text(map_html(whole_sample, country="XK"), encoding="utf-8")
    shown = "[...new Set([...picture.put.spots.values()].map(s => s.node.country))].sort()"
    page = tab.open(path)
    assert page.evaluate(shown) == ["", "XK"]
    assert page.evaluate("location.hash") == ""
    page.click("[data-key=clear]")
    assert {"AL", "RS", "XK"} <= set(tab.rest().evaluate(shown))
    kept = page.evaluate("location.hash")
    assert {"AL", "RS", "XK"} <= set(tab.open(path, kept).evaluate(shown))


def test_the_focus_is_chosen_on_opening(tab, tmp_path, whole_sample):
    from viz.map import map_html

    path = tmp_path / "focus.html"
    path.write_text(map_html(whole_sample, focus="elbasan"), encoding="utf-8")
    page = tab.open(path)
    assert (
        page.inner_text("#panel-title") == "Elbasan"
        and page.get_attribute("[data-key='view:neighbours']", "aria-pressed") == "true"
    )


@pytest.fixture(scope="module")
def decided_map(tmp_path_factory):
    """A gap that waits, one that is to be closed, and one that a tie has closed since."""
    from small_network import actor, small_network

    from liaison.drawing import draw

    network = small_network(
        [actor("tetovo", "City", "MK"), actor("veles", "City", "MK"), actor("office", "NationalCoordinator", "MK"),
         actor("mayor", "Mayor", "MK", city="tetovo")],
        [("veles", "COOPERATES_WITH", "office")],
        decisions=[
            {"gap": "city-without-coordinator-tie:office:tetovo", "decision": "wait", "office": "Mayor of Tetovo",
             "date": "2024-05-14", "due": "2025-01-31", "reason": "after the elections"},
            {"gap": "city-without-coordinator-tie:office:veles", "decision": "close", "office": "Office"},
        ],
    )  # fmt: skip
    path = tmp_path_factory.mktemp("decided") / "map.html"
    path.write_text(draw(network), encoding="utf-8")
    return path


def test_what_was_decided_about_a_gap_is_told_drawn_apart_and_counted_apart(tab, decided_map):
    page = tab.open(decided_map, "#view=gaps&actor=tetovo")
    panel = page.inner_text("#panel-body")
    assert "Decided: to wait, Mayor of Tetovo, 2024-05-14 · by 2025-01-31 · after the elections" in panel
    assert "Decided: no gap, or to wait (1)" in panel
    page = tab.open(decided_map, "#view=gaps")
    assert "Thin dotted ones were decided" in page.inner_text("#legend-body")
    assert "Decided: no gap, or to wait\n1" in page.inner_text("#legend-body")
    assert page.evaluate("picture.put.gaps.map(g => g.gap.section)").count("set-aside") == 1
    page.uncheck("[data-key='sections:set-aside']")
    assert "set-aside" not in tab.rest().evaluate("picture.put.gaps.map(g => g.gap.section)")


def test_a_gap_that_a_tie_has_closed_says_which_tie_and_what_was_decided(tab, decided_map):
    panel = tab.open(decided_map, "#view=gaps&actor=veles").inner_text("#panel-body")
    assert "Decided, and found no more (1)" in panel and "Decided: to be closed, Office" in panel
    assert "Closed by: Veles cooperates with Office" in panel or "Closed by: Office cooperates with Veles" in panel


def test_what_changed_between_two_dates_is_listed_with_the_counts_of_the_legend(tab, sample_map):
    page = tab.open(sample_map, "#view=compared&second=20171231&day=20221231")
    panel, new = (
        page.inner_text("#panel-body"),
        page.evaluate("picture.put.ties.filter(t => t.tie.change === 'new').length"),
    )
    assert f"new: 2017-12-31 – 2022-12-31 ({new})" in panel and new > 20
    assert "2017-12-31 – 2022-12-31" in page.inner_text("#when")
    listed = page.locator("#panel-body details[data-key^='tree:new'] summary").all_inner_texts()
    assert sum(int(text.rsplit("(", 1)[1].rstrip(")")) for text in listed) == new


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_names_of_those_in_a_frame_stay_in_it(tab, sample_map, lang):
    page = tab.open(sample_map, f"#view=partnerships&lang={lang}")
    out = page.evaluate("""() => { const { put, labels } = picture, [, l, t, r, b] = put.boxes[0], [x1, y1] = put.at([l, t]), [x2, y2] = put.at([r, b]);
      const inside = labels.filter(one => { const s = put.spots.get(one.id); return s && s.x > x1 && s.x < x2 && s.y > y1 && s.y < y2; });
      return [inside.length, inside.filter(one => one.box[0] < x1 || one.box[1] < y1 || one.box[2] > x2 || one.box[3] > y2).length] }""")
    assert out[0] > 10 and out[1] == 0

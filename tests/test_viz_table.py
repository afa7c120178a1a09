"""The table twin of the map, and what was decided about gaps in it and in what is saved, in a real browser."""

from __future__ import annotations

import csv
import io

import pytest
from map_pages import Tab
from small_network import actor, small_network

from liaison.drawing import draw

pytestmark = pytest.mark.browser


def column(page, head: str) -> list[str]:
    """The cells under a head, as they stand."""
    heads = [text.rstrip(" ▲▼") for text in page.locator("#table thead th").all_inner_texts()]
    return page.locator(f"#rows tr > :nth-child({heads.index(head) + 1})").all_inner_texts()


def test_an_arrow_says_which_way_a_column_is_sorted(tab, sample_map):
    page = tab.open(sample_map, "#table=1")
    head = page.locator("#table thead th:has-text('Ties')")
    for direction, arrow, down in (("descending", "▼", True), ("ascending", "▲", False)):
        head.locator("button").click()
        counts = [int(text) for text in column(page, "Ties")]
        assert counts == sorted(counts, reverse=down) and counts[0] != counts[-1]
        assert head.get_attribute("aria-sort") == direction and arrow in head.inner_text()
    page.click("[data-key='sort:name']")
    names = column(page, "Name")
    assert names.index("Bitola") < names.index("Čair") < names.index("Durrës")


@pytest.mark.parametrize(
    ("lang", "head", "order"),
    [
        ("en", "Priority", ["high priority", "medium priority", "low priority"]),
        ("ar", "الأولوية", ["أولوية عالية", "أولوية متوسطة", "أولوية منخفضة"]),
        ("en", "How sure", ["a source says it is missing", "not on a full list", "not known"]),
    ],
    ids=["priority", "priority-arabic", "certainty"],
)
def test_what_has_an_order_is_sorted_by_it_and_not_by_its_letters(tab, sample_map, lang, head, order):
    page = tab.open(sample_map, f"#lang={lang}&view=gaps&table=1&list=gaps")
    page.locator(f"#table thead button:has-text('{head}')").click()
    assert list(dict.fromkeys(column(page, head))) == order


def test_levels_are_sorted_from_the_widest(tab, sample_map):
    page = tab.open(sample_map, "#table=1&sort=level_head")
    assert list(dict.fromkeys(column(page, "Level"))) == ["International", "National", "Subnational", "Local"]


def test_a_row_that_is_clicked_stays_where_it_is_and_one_chosen_elsewhere_comes_into_sight(tab, sample_map):
    page = tab.open(sample_map, "#table=1")
    rows = "document.querySelector('#table .rows')"
    page.evaluate("document.querySelector('[data-key=\"row:durres\"]').scrollIntoView({ block: 'center' })")
    before = page.evaluate(f"{rows}.scrollTop")
    page.evaluate("document.querySelector('[data-key=\"row:durres\"]').click()")
    assert page.evaluate(f"{rows}.scrollTop") == before > 500
    inside = f"""(() => {{ const row = document.querySelector('#rows .picked').getBoundingClientRect(), box = {rows}.getBoundingClientRect(); return row.top >= box.top && row.bottom <= box.bottom + 1 }})()"""
    assert page.evaluate(inside)
    tab.choose("vlore")
    assert page.inner_text("#rows .picked th") == "Vlorë"
    assert page.evaluate(inside)


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_no_name_of_a_country_is_broken_within_a_word(tab, sample_map, lang):
    """Bosnia and Herzegovina in a narrow column among five others."""
    page = tab.open(sample_map, f"#lang={lang}&view=gaps&table=1&list=gaps")
    broken = page.evaluate("""() => [...document.querySelectorAll('#rows tr td:nth-child(3) bdi')].filter(b => { const range = document.createRange(); let at = 0;
      return b.textContent.split(/\\s+/).some(word => { at = b.textContent.indexOf(word, at); range.setStart(b.firstChild, at); range.setEnd(b.firstChild, at + word.length);
        return new Set([...range.getClientRects()].map(r => Math.round(r.top))).size > 1; }) }).map(b => b.textContent)""")
    assert page.locator("#rows tr").count() > 100 and broken == []


@pytest.mark.parametrize(
    ("listed", "opens", "what"), [("actors", "durres", "actor"), ("ties", None, "tie"), ("gaps", None, "gap")]
)
def test_a_row_a_name_and_the_picture_share_one_selection(tab, sample_map, listed, opens, what):
    """Chosen by a click anywhere in the row, or by the name with the keyboard; told apart for eyes and for readers of screens."""
    page = tab.open(sample_map, f"#view=everything&table=1&list={listed}")
    row = page.locator(f"#rows tr:has([data-key='row:{opens}'])") if opens else page.locator("#rows tr").nth(3)
    ident = row.locator("button").get_attribute("data-key").removeprefix("row:")
    row.locator("td").last.click()
    assert tab.rest().evaluate("what => new URLSearchParams(location.hash.slice(1)).get(what)", what) == ident
    chosen = page.locator("#rows tr.picked")
    assert chosen.count() == 1 and chosen.locator("button").get_attribute("data-key") == f"row:{ident}"
    assert [box.get_attribute("data-key") for box in page.locator("#rows [aria-current=true]").all()] == [
        f"row:{ident}"
    ]
    other = page.locator("#rows tr").nth(1).locator("button")
    key = other.get_attribute("data-key")
    other.focus()
    page.keyboard.press("Enter")
    assert tab.rest().locator("#rows tr.picked button").get_attribute("data-key") == key != f"row:{ident}"
    page.click("#as-table")
    seen = {
        "actor": "picture.put.spots.get(id).rim > 0",
        "tie": "picture.labels.filter(l => l.id && !l.quiet).map(l => l.id).sort().join() === id.split(':').slice(1).sort().join()",
        "gap": "picture.put.gaps.filter(g => g.lit).length > 0 && picture.put.gaps.every(g => g.lit === (g.gap.id === id))",
    }
    assert tab.rest().evaluate(f"id => {seen[what]}", key.removeprefix("row:"))


def test_what_is_asked_of_the_rows_is_in_the_address_and_each_list_counts_its_own(tab, sample_map):
    page = tab.open(sample_map, "#view=everything&table=1")
    counts = {
        name: int(page.inner_text(f"[data-key='tab:{name}']").split("(")[1].rstrip(")"))
        for name in ("actors", "ties", "gaps")
    }
    for name, number in counts.items():
        assert tab.go(f"#view=everything&table=1&list={name}").locator("#rows tr").count() == number
    assert len(set(counts.values())) == 3
    page = tab.go("#view=everything&table=1")
    page.fill("[data-key='filter-rows']", "elbasan")
    found = page.locator("#rows tr").all_inner_texts()
    assert 0 < len(found) < 10 and all("elbasan" in text.lower() for text in found)
    assert "find=elbasan" in page.evaluate("location.hash")
    assert tab.open(sample_map, page.evaluate("location.hash")).locator("#rows tr").all_inner_texts() == found


@pytest.fixture(scope="module")
def many_rows(tmp_path_factory):
    """700 cities; the first is twinned with the last, by two sources of which one is older."""
    names = [f"c{n:03}" for n in range(700)]
    network = small_network(
        [actor(name, "City", "MK") for name in names],
        [(names[0], "TWINNED_WITH", names[-1], {"since": "2017", "source": "report"}),
         (names[0], "TWINNED_WITH", names[-1], {"since": "2012-05", "source": "older"})],
        sources=[{"id": "older", "title": "An older report", "published": "2013"}],
    )  # fmt: skip
    path = tmp_path_factory.mktemp("rows") / "map.html"
    path.write_text(draw(network, gaps=[]), encoding="utf-8")
    return path


def test_of_many_rows_300_are_there_the_rest_on_demand_and_the_chosen_always(tab, many_rows):
    page = tab.open(many_rows, "#view=everything&table=1")
    assert page.locator("#rows tr").count() == 300
    assert page.inner_text("#more-rows").strip() == "Rows: 700. Show 400 rows more"
    page.click("[data-key=more]")
    assert page.locator("#rows tr").count() == 700 and page.locator("[data-key=more]").count() == 0
    page = tab.open(many_rows, "#view=everything&table=1&actor=c650")
    assert page.inner_text("#rows .picked th") == "C650" and page.locator("#rows tr").count() == 651


def test_a_tie_of_two_sources_is_listed_with_both_and_from_the_first_date(tab, many_rows):
    page = tab.open(many_rows, "#view=everything&table=1&list=ties")
    assert page.locator("#rows tr").count() == 1
    assert column(page, "Since") == ["2012-05"]
    assert sorted(column(page, "Source")[0].split("; ")) == ["A report", "An older report"]


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("#table=1&find=qqqq", "No row has these letters."),
        ("#table=1&list=gaps&day=20171231", "Gaps were looked for as of 2026-11-23; on other dates they are not drawn."),
        ("#view=partners&table=1", "Choose a city to see its partners."),
        ("#view=compared&table=1&list=gaps", "This view draws no gaps."),
        ("#view=gaps&table=1&list=ties", "This view draws no ties."),
        ("#view=gaps&table=1&list=ties&lang=ar", "لا تُرسم هنا صلات."),
        ("#table=1&no-levels=international~national~subnational~local", "Nothing is left to show."),
        ("#table=1&list=gaps&no-gaps=missing~not-listed~need~met", "None."),
    ],
    ids=["letters", "date", "to-choose", "no-gaps", "no-ties", "arabic", "all-left-out", "gaps-left-out"],
)  # fmt: skip
def test_a_table_without_rows_says_why(tab, sample_map, address, said):
    page = tab.open(sample_map, address)
    assert page.locator("#rows tr").count() == 0
    assert page.inner_text("#more-rows").strip() == said


def test_time_and_sides_can_be_had_beside_the_table_and_what_moves_the_picture_is_gone(browser, sample_map):
    tab = Tab(browser, width=1024, height=768)  # the legend is folded at this width
    page = tab.open(sample_map, "#table=1")
    assert page.locator("#time input").is_visible()
    box = page.locator("#time").bounding_box()
    table = page.locator("#table").bounding_box()
    assert table["y"] + table["height"] <= box["y"] + 1
    assert [page.locator(f"#{key}").is_visible() for key in ("zoom-in", "zoom-out", "fit")] == [False] * 3
    page.click("#open-legend")
    assert page.locator("#legend").is_visible()
    page.click("#hide-panel")
    page.click("#open-panel")
    assert page.locator("#panel").is_visible()
    assert page.inner_text("#as-table") == "Picture" and page.get_attribute("#as-table", "aria-pressed") is None
    tab.close()


# what was decided about gaps


def decided_network(office: str = "Office of the Mayor"):
    return small_network(
        [actor("tetovo", "City", "MK"), actor("veles", "City", "MK"), actor("ohrid", "City", "MK"), actor("office", "NationalCoordinator", "MK"),
         actor("mayor", "Mayor", "MK", city="tetovo")],
        [("veles", "COOPERATES_WITH", "office")],
        decisions=[
            {"gap": "city-without-coordinator-tie:office:tetovo", "decision": "wait", "office": office,
             "date": "2024-05-14", "due": "2025-01-31", "reason": "after the elections"},
            {"gap": "city-without-coordinator-tie:office:ohrid", "decision": "close", "office": "=Office", "date": "2024-06"},
        ],
    )  # fmt: skip


@pytest.fixture(scope="module")
def decided_map(tmp_path_factory):
    path = tmp_path_factory.mktemp("decided") / "map.html"
    path.write_text(draw(decided_network()), encoding="utf-8")
    return path


def test_the_table_has_a_column_of_decisions_only_where_something_was_decided(tab, decided_map, sample_map):
    page = tab.open(decided_map, "#view=gaps&table=1&list=gaps")
    told = dict(zip(column(page, "Gap"), column(page, "Decided"), strict=True))
    by_city = {
        city: [text for gap, text in told.items() if city in gap and "Office" in gap] for city in ("Tetovo", "Ohrid")
    }
    assert by_city["Tetovo"] == ["to wait, Office of the Mayor, 2024-05-14 · by 2025-01-31 · after the elections"]
    assert by_city["Ohrid"] == ["to be closed, =Office, 2024-06"]
    assert sum(bool(text) for text in told.values()) == 2 < len(told)
    page.fill("[data-key='filter-rows']", "elections")
    assert page.locator("#rows tr").count() == 1
    page = tab.open(sample_map, "#view=gaps&table=1&list=gaps")
    assert "Decided" not in page.inner_text("#table thead")


def test_in_arabic_a_date_and_an_office_keep_their_direction(tab, tmp_path, decided_map):
    path = tmp_path / "map.html"
    path.write_text(draw(decided_network("مكتب رئيس البلدية")), encoding="utf-8")
    page = tab.open(path, "#view=gaps&table=1&list=gaps&lang=ar")
    told = [text for text in column(page, "القرار") if "الموعد" in text]
    apart = "\u2068{}\u2069".format
    assert told == [
        f"أن تُؤجَّل، مكتب رئيس البلدية، {apart('2024-05-14')} · الموعد: {apart('2025-01-31')} · {apart('after the elections')}"
    ]
    panel = tab.go("#view=gaps&actor=tetovo&lang=ar").locator("#panel-body .set-aside bdi[dir=rtl]")
    assert panel.first.inner_text() == told[0]


def test_what_was_decided_is_saved_with_the_gaps(tab, decided_map, tmp_path):
    tab.open(decided_map, "#view=gaps")
    text = tab.saved("save_csv_gaps", tmp_path).read_text(encoding="utf-8-sig")
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(text))}
    names = ("section", "decision", "office", "decided", "due", "reason")
    assert [rows["city-without-coordinator-tie:office:tetovo"][name] for name in names] == [
        "set-aside", "wait", "Office of the Mayor", "2024-05-14", "2025-01-31", "after the elections",
    ]  # fmt: skip
    assert [rows["city-without-coordinator-tie:office:ohrid"][name] for name in names] == [
        "unknown", "close", "'=Office", "2024-06", "", "",
    ]  # fmt: skip
    others = [
        row
        for row in rows.values()
        if row["id"] not in {f"city-without-coordinator-tie:office:{city}" for city in ("tetovo", "ohrid")}
    ]
    assert others and all(row[name] == "" for row in others for name in names[1:])


def test_the_question_about_decisions_counts_and_lists_those_that_are_set_aside(tab, decided_map):
    page = tab.open(decided_map, "#view=gaps")
    row = page.locator("#panel-body li:has([data-key='q:set-aside'])")
    assert row.locator(".n").inner_text() == "1"
    page.click("[data-key='q:set-aside']")
    assert page.inner_text("#panel-title") == "Decided: no gap, or to wait (1)"
    assert "after the elections" in page.inner_text("#panel-body")


@pytest.mark.parametrize(("scheme", "lang"), [("light", "en"), ("dark", "ar")])
def test_axe_finds_nothing_where_something_was_decided(browser, decided_map, scheme, lang):
    from axe_playwright_python.sync_playwright import Axe

    tab = Tab(browser, color_scheme=scheme, bypass_csp=True)
    tab.open(decided_map, f"#lang={lang}")
    for address in (
        "&view=gaps",
        "&view=gaps&actor=tetovo",
        "&view=gaps&table=1&list=gaps",
        "&view=gaps&ask=section%3Aset-aside",
    ):
        found = Axe().run(tab.go(f"#lang={lang}{address}"))
        assert found.violations_count == 0, f"{address}: {found.generate_report()}"
    tab.close()

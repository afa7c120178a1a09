"""The brief: one page, in two languages, that says what is known, by whom, and what is not."""

from __future__ import annotations

import datetime as dt
import io
import re
from dataclasses import replace
from pathlib import Path

import pytest
from small_network import actor, small_network

from graphmodel.errors import UsageProblem
from liaison.briefing import city_brief, country_brief
from queries.sentences import plain
from viz.brief import Brief, Cited, Item, Section, brief_html
from viz.brief_docx import brief_docx


def items(brief: Brief, heading: str) -> list[Item]:
    return [item for section in brief.sections if section.heading == heading for item in section.items]


def test_a_page_on_a_city_holds_facts_ties_gaps_partners_and_what_is_not_known(sample):
    brief = city_brief(sample, "kumanovo")
    assert (
        brief.title == "Kumanovo"
        and brief.under == "North Macedonia · Western Balkans, 2018 to 2023 · As of 2026-11-23"
    )
    assert [section.heading for section in brief.sections] == [
        "What is on record", "Ties on record", "Were together, no tie on record", "Whom it should share its learning with",
        "What is not known",
    ]  # fmt: skip
    facts = items(brief, "What is on record")
    assert facts[0].text == "Population: 75,051" and facts[0].sources == ("geonames", "languages")
    assert "105,000 (“City spotlight Kumanovo”)" in facts[0].detail[0]
    assert "is twinned with: Banja Luka, Leskovac, Maribor and Vranje" in [
        item.text for item in items(brief, "Ties on record")
    ]
    first = items(brief, "Whom it should share its learning with")[0]
    assert first.text.startswith("Elbasan (Albania): 0.72 of 1 on what is known, 0.90 at best")
    assert "scn-elbasan" in first.sources and any("were together at" in text for text in first.detail)
    assert all(item.open for item in items(brief, "What is not known"))


def test_a_page_for_a_minister_says_what_is_reported_missing_and_what_is_asked(sample):
    brief = country_brief(sample, "XK")
    assert brief.title == "Kosovo"
    missing = items(brief, "A source says it is missing")
    assert missing[0].text.startswith("A source says that Viti had not received") and missing[0].sources == (
        "birn-2024",
    )
    assert items(brief, "What we ask")[0].text.startswith("Ask Viti whether it has the plan that is in force now")
    assert "CT and P/CVE National Coordinator of Kosovo" in [
        i.text for i in items(brief, "Offices and bodies of the country")
    ]


def test_a_page_in_arabic_has_arabic_names_and_reasons(sample):
    brief = city_brief(sample, "kumanovo", lang="ar")
    assert brief.right_to_left and brief.title == "كومانوفو"
    first = items(brief, "مع من ينبغي أن تشارك خبرتها")[0]
    assert plain(first.text).startswith(
        "إلباسان (ألبانيا): 0.72 من 1"
    ) and "تشترك مقدونيا الشمالية وألبانيا في الحدود" in plain(first.detail[0])
    page = brief_html(brief)
    assert '<html lang="ar" dir="rtl">' in page
    assert all(re.search("[\u0600-\u06ff]", item.text) for section in brief.sections for item in section.items)


def test_a_page_in_arabic_is_set_as_arabic_is(sample):
    """Quotation marks, the arrow and the mark of a question; and what sources say differently each with its own titles."""
    brief = city_brief(sample, "kumanovo", lang="ar")
    disagree = next(
        text for text in items(brief, "المسجل من الحقائق")[0].detail if plain(text).startswith("المصادر مختلفة: ")
    )
    assert disagree.startswith(
        "المصادر مختلفة: \u2068105,000\u2069 («\u2068City spotlight Kumanovo\u2069»)، \u206875,051\u2069 ("
    )
    assert "“" not in brief_html(brief) and "→" not in brief_html(brief)
    met = items(brief, "اجتمعا ولا صلة مسجلة بينهما")[0]
    assert met.detail[1].startswith("← اسألوا")
    assert '[dir="rtl"] li.open { list-style: "؟ "; }' in brief_html(brief)
    assert (brief.open_mark, replace(brief, lang="en").open_mark) == ("؟ ", "? ")


def test_a_page_on_a_city_names_who_leads_it_and_who_sits_there():
    network = small_network([
        actor("bar", "City", "ME"), actor("mayor", "Mayor", "ME", city="bar"),
        actor("group", "CivilSocietyGroup", "ME", city="bar"),
    ])  # fmt: skip
    ties = items(city_brief(network.as_of(network.default_as_of), "bar"), "Ties on record")
    assert [(item.text, item.sources) for item in ties] == [
        ("is home to: Group", ("report",)), ("is led by: Mayor", ("report",)),
    ]  # fmt: skip


def test_every_source_that_is_cited_is_in_the_list_and_no_other(sample):
    brief = city_brief(sample, "kumanovo")
    assert set(brief.cited) == set(brief.sources)
    assert (
        brief.sources["scn-elbasan"] == "City spotlight Elbasan, Strong Cities Network (scn-elbasan), read 2026-11-23"
    )
    assert brief.sources["wikidata-2016"].endswith("2016")


@pytest.mark.parametrize("lang", ["en", "ar"])
@pytest.mark.parametrize("city", ["kumanovo", "elbasan", "maribor"])
def test_every_reason_for_a_partner_carries_its_own_sources(sample, city, lang):
    """Or says that it was looked up; so that what is said in a meeting can be shown line by line."""
    headings = {"en": "Whom it should share its learning with", "ar": "مع من ينبغي أن تشارك خبرتها"}
    brief = city_brief(sample, city, lang=lang)
    partners = [item for item in items(brief, headings[lang]) if not item.open]
    lines = [line for item in partners for line in item.detail if isinstance(line, Cited)]
    assert len(partners) == 3 and lines
    assert all(line.sources or "GeoNames" in line for line in lines)
    assert all(
        set(line.sources) <= set(item.sources) for item in partners for line in item.detail if isinstance(line, Cited)
    )
    page, document = brief_html(brief), _text(brief_docx(brief))
    for line in lines:
        if line.sources:
            assert f"<sup>{brief.numbers(line.sources)}</sup></p>" in page
            assert f"{line} [{brief.numbers(line.sources)}]" in document


def _text(document: bytes) -> str:
    from docx import Document

    return "\n".join(paragraph.text for paragraph in Document(io.BytesIO(document)).paragraphs)


@pytest.mark.parametrize(
    ("lang", "question", "adds"),
    [
        ("en", "What does Viti offer that others can learn?",
         "would add up to 0.20 to the score of each of Kumanovo, Gjilan and Gostivar"),
        ("ar", "ماذا تقدم فيتي ليتعلمه غيرها؟", "قد يضيف حتى 0.20 إلى درجة كل من كومانوفو، جيلان وغوستيفار"),
    ],
    ids=["English", "Arabic"],
)  # fmt: skip
def test_a_question_that_is_open_for_several_partners_stands_once(sample, lang, question, adds):
    """Viti offers nothing on record (ties.csv), so the same is open of each of the three that the page has room for."""
    asked = [item for section in city_brief(sample, "viti", lang=lang).sections for item in section.items if item.open]
    said = [[plain(line) for line in item.detail] for item in asked if plain(item.text) == question]
    assert said == [[adds]]
    assert len({item.text for item in asked}) == len(asked)


def test_text_of_the_network_is_escaped():
    item = Item("<script>alert(1)</script>", ("<b>",))
    page = brief_html(Brief("<i>", "", "en", (Section("<h>", (item,)),), {}, "", ""))
    assert "<script>" not in page and "&lt;script&gt;" in page and "<b>" not in page


@pytest.mark.browser
@pytest.mark.parametrize("lang", ["en", "ar"])
def test_a_brief_prints_on_one_page(sample, browser, tmp_path, lang):
    """A real Chromium makes a PDF of it; without a request and without a message."""
    said: list[str] = []
    context = browser.new_context()
    page = context.new_page()
    page.on("console", lambda message: said.append(message.text))
    page.on("request", lambda request: said.append(request.url) if not request.url.startswith("file:") else None)
    for name, brief in (
        ("city", city_brief(sample, "kumanovo", lang=lang)),
        ("country", country_brief(sample, "RS", lang=lang)),
    ):
        path = tmp_path / f"{name}.html"
        path.write_text(brief_html(brief), encoding="utf-8")
        page.goto(path.as_uri())
        assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True))) == 1
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    context.close()
    assert said == []


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_the_document_says_what_the_page_says(sample, lang):
    from docx import Document

    brief = city_brief(sample, "kumanovo", lang=lang)
    document = Document(io.BytesIO(brief_docx(brief)))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    for section in brief.sections:
        assert section.heading in text and all(item.text in text for item in section.items)
    assert text.count("[") >= sum(bool(item.sources) for section in brief.sections for item in section.items)


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ARABIC = re.compile("[\u0600-\u06ff]")


def test_a_document_in_arabic_runs_from_right_to_left(sample):
    """Page, each paragraph and each run of Arabic say so; a run also has a size and a language of complex scripts."""
    from docx import Document

    document = Document(io.BytesIO(brief_docx(city_brief(sample, "kumanovo", lang="ar"))))
    assert document.sections[0]._sectPr.find(f"{W}bidi") is not None
    assert document.styles["Normal"].element.rPr.find(f"{W}szCs").get(f"{W}val") == "18"  # half points
    for paragraph in document.paragraphs:
        assert paragraph._p.pPr.find(f"{W}bidi") is not None, paragraph.text
        for run in paragraph.runs:
            assert bool(run.font.rtl) or not ARABIC.search(run.text), run.text
            if run.font.rtl:
                assert run._r.rPr.find(f"{W}lang").get(f"{W}bidi") == "ar-SA"
                assert (run.font.size is None) == (run._r.rPr.find(f"{W}szCs") is None)
    named = replace(city_brief(sample, "kumanovo", lang="ar"), title="Strong Cities Network")
    first = Document(io.BytesIO(brief_docx(named))).paragraphs[0]
    assert first.text == "Strong Cities Network" and not first.runs[0].font.rtl  # without a letter of Arabic


def test_a_tie_that_a_source_denies_says_so_and_cites_who_says_that_it_stands():
    network = small_network(
        [actor("kumanovo", "City", "MK"), actor("tirana", "City", "AL")],
        [("kumanovo", "PARTNERS_WITH", "tirana", {"source": "report"}),
         ("kumanovo", "PARTNERS_WITH", "tirana", {"source": "denial", "says": "no"})],
        sources=[{"id": "denial", "title": "A denial", "publisher": "Another", "published": "2019"}],
    )  # fmt: skip
    for lang, beside in {"en": "partners with (sources disagree)", "ar": "في شراكة مع (المصادر مختلفة)"}.items():
        said = [item for section in city_brief(network, "kumanovo", lang=lang).sections for item in section.items]
        (tie,) = [item for item in said if plain(item.text).startswith(beside)]
        assert tie.sources == ("report",)


def test_a_document_in_english_runs_from_left_to_right(sample):
    from docx import Document

    document = Document(io.BytesIO(brief_docx(city_brief(sample, "kumanovo"))))
    assert document.sections[0]._sectPr.find(f"{W}bidi") is None
    assert not document.element.findall(f".//{W}bidi") and not document.element.findall(f".//{W}rtl")


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_what_a_document_says_of_its_parts_stands_in_the_order_of_the_standard(sample, lang):
    """ECMA-376, part 1, 17.3.1.26 and 17.3.2.28: word processors call a file damaged that has another order."""
    from docx import Document

    orders = {
        "pPr": "pStyle keepNext keepLines numPr bidi spacing ind jc rPr".split(),
        "rPr": "rStyle rFonts b i color sz szCs rtl cs lang".split(),
    }
    document = Document(io.BytesIO(brief_docx(city_brief(sample, "kumanovo", lang=lang))))
    for name, order in orders.items():
        for element in document.element.iter(f"{W}{name}"):
            found = [child.tag.removeprefix(W) for child in element]
            assert found == sorted(found, key=order.index) and len(set(found)) == len(found)


def test_without_the_library_for_documents_it_says_what_to_install(monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(UsageProblem, match=r"a .docx needs python-docx, which is not installed: pip install"):
        brief_docx(Brief("t", "", "en", (), {}, "", ""))


def test_no_start_of_the_program_imports_the_library_for_documents():
    assert "docx" not in Path(__file__).parent.parent.joinpath("viz", "brief.py").read_text(encoding="utf-8")


# what a heading claims, and what is not there


def test_a_need_stands_under_a_heading_of_its_own_and_says_which_half_is_known(sample):
    """BIRN reports the need; that nobody supports it is what the record lacks, and no source says so."""
    brief = country_brief(sample, "XK")
    need = items(brief, "A source reports a need, no support on record")
    assert [item.sources for item in need] == [("birn-2019",), ("birn-2019",)]
    assert need[0].detail == (
        "How we know: the source reports the need; whether anybody supports it is not known.",
    )  # fmt: skip
    met = items(brief, "Were together, no tie on record")
    assert met[0].text.startswith("5 national coordinators were at Panel of national coordinators, Budva 2018: ")


def test_a_list_that_lacks_a_country_is_not_called_a_report(sample):
    brief = country_brief(sample, "RS")
    (line,) = items(brief, "Not on a full list")
    assert line.detail == ("How we know: not on a full list.",)
    assert not items(brief, "Reported missing") and not items(brief, "A source says it is missing")


def test_where_nothing_is_found_one_heading_says_so(sample):
    (line,) = items(country_brief(sample, "SI"), "Reported missing")
    assert line.text == "Nothing is reported missing."


def test_a_country_without_a_coordinator_says_so_and_how_we_know():
    """Six countries have a row of the kind; the list of the panel names those of five and covers the sixth."""
    from small_network import actor, small_network

    network = small_network(
        [actor("city", "City", "AL"), actor("panel", "Event"), actor("office", "NationalCoordinator", "MK")],
        [("office", "TOOK_PART_IN", "panel")],
        coverage=[{
            "source": "report", "tie": "TOOK_PART_IN", "of": "panel", "kind": "NationalCoordinator",
            "countries": "AL;MK", "list": "full", "said": "1",
        }],
    )  # fmt: skip
    (line,) = [one for one in items(country_brief(network, "AL"), "Offices and bodies of the country") if one.open]
    assert line.text == "National coordinator: none on record for this country; on record elsewhere (one country)."
    assert line.detail == ("How we know: a list that covers this country names those of others and none of it.",)
    assert line.sources == ("report",)


def test_what_is_asked_stands_alone_and_says_why(sample):
    """No sentence leans on another line: each names whom it is about."""
    for code in ("AL", "BA", "ME", "MK", "RS", "XK"):
        for item in items(country_brief(sample, code), "What we ask"):
            assert not re.search(r"\b(that tie|the members|behind it|which is right)\b", item.text), item.text


def test_the_numbers_of_sources_stand_apart_from_the_sentence(sample):
    page = brief_html(city_brief(sample, "kumanovo"))
    assert "is on record.</bdi>&nbsp;<sup>[4, 8]</sup>" in page


def test_a_page_in_arabic_has_no_latin_comma_but_in_a_name(sample):
    for brief in (city_brief(sample, "kumanovo", lang="ar"), country_brief(sample, "MK", lang="ar")):
        assert brief.numbers(brief.cited[:2]) == "1، 2"
        lines = [text for part in brief.sections for item in part.items for text in (item.text, *item.detail)]
        for text in [*lines, *brief.sources.values(), brief.foot]:
            rest = re.sub(r"\d,\d", "", text)
            while "\u2068" in rest:
                rest = re.sub("\u2068[^\u2068\u2069]*\u2069", "", rest)
            assert not re.search("[,;]", rest), text


def test_a_page_says_how_many_lines_it_has_no_room_for(sample):
    lines = items(country_brief(sample, "MK"), "What we ask")
    assert lines[-1].text == "and 3 more"


def test_an_office_that_has_ended_is_not_among_those_of_a_country():
    """It stays in the view, since an event names it."""
    network = small_network(
        [actor("old", "CoordinationBody", "MK", level="national", until="2015"), actor("forum", "Event", since="2014"),
         actor("now", "CoordinationBody", "MK", level="national")],
        [("old", "TOOK_PART_IN", "forum", {"since": "2014"})],
    ).as_of(dt.date(2023, 1, 1))  # fmt: skip
    assert "old" in set(network.actors["id"])
    said = [plain(item.text) for section in country_brief(network, "MK").sections for item in section.items]
    assert "Now" in said and "Old" not in said

"""The brief: one page, in two languages, that says what is known, by whom, and what is not."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest

from graphmodel.errors import UsageProblem
from liaison.briefing import city_brief, country_brief
from viz.brief import Brief, Item, Section, brief_html
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
        "What is on record", "Ties on record", "Ties that are missing", "Whom it should share its learning with",
        "What is not known",
    ]  # fmt: skip
    facts = items(brief, "What is on record")
    assert facts[0].text == "Population: 75,051" and facts[0].sources == ("geonames", "languages")
    assert "105000 (scn-kumanovo)" in facts[0].detail[0]
    assert "is twinned with: Banja Luka, Leskovac, Maribor, Vranje" in [
        item.text for item in items(brief, "Ties on record")
    ]
    first = items(brief, "Whom it should share its learning with")[0]
    assert first.text.startswith("Elbasan (Albania): 0.72 of 1 on what is known, 0.90 at best")
    assert "scn-elbasan" in first.sources and any("were together at" in text for text in first.detail)
    assert all(item.open for item in items(brief, "What is not known"))


def test_a_page_for_a_minister_says_what_is_reported_missing_and_what_is_asked(sample):
    brief = country_brief(sample, "XK")
    assert brief.title == "Kosovo"
    missing = items(brief, "Reported missing")
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
    assert (
        first.text.startswith("إلباسان (ألبانيا): 0.72 من 1")
        and "تشترك مقدونيا الشمالية وألبانيا في الحدود" in first.detail[0]
    )
    page = brief_html(brief)
    assert '<html lang="ar" dir="rtl">' in page
    assert all(re.search("[\u0600-\u06ff]", item.text) for section in brief.sections for item in section.items)


def test_every_source_that_is_cited_is_in_the_list_and_no_other(sample):
    brief = city_brief(sample, "kumanovo")
    assert set(brief.cited) == set(brief.sources)
    assert (
        brief.sources["scn-elbasan"] == "City spotlight Elbasan, Strong Cities Network (scn-elbasan), read 2026-11-23"
    )
    assert brief.sources["wikidata-2016"].endswith("2016")


def test_text_of_the_network_is_escaped():
    item = Item("<script>alert(1)</script>", ("<b>",))
    page = brief_html(Brief("<i>", "", "en", (Section("<h>", (item,)),), {}, "", ""))
    assert "<script>" not in page and "&lt;script&gt;" in page and "<b>" not in page


@pytest.mark.browser
@pytest.mark.parametrize("lang", ["en", "ar"])
def test_a_brief_prints_on_one_page(sample, chromium, tmp_path, lang):
    """A real Chromium makes a PDF of it; without a request and without a message."""
    from playwright.sync_api import sync_playwright

    said: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
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
        browser.close()
    assert said == []


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_the_document_says_what_the_page_says(sample, lang):
    from docx import Document

    brief = city_brief(sample, "kumanovo", lang=lang)
    document = Document(io.BytesIO(brief_docx(brief)))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    for section in brief.sections:
        assert section.heading in text and all(item.text in text for item in section.items)
    marked = [p for p in document.paragraphs if p._p.pPr is not None and p._p.pPr.find(_bidi()) is not None]
    assert (len(marked) > 10) == (lang == "ar")


def _bidi() -> str:
    return "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}bidi"


def test_without_the_library_for_documents_it_says_what_to_install(monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(UsageProblem, match=r"a .docx needs python-docx, which is not installed: pip install"):
        brief_docx(Brief("t", "", "en", (), {}, "", ""))


def test_no_start_of_the_program_imports_the_library_for_documents():
    assert "docx" not in Path(__file__).parent.parent.joinpath("viz", "brief.py").read_text(encoding="utf-8")

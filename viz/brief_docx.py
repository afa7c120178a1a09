"""A brief as a document for a word processor. The only module that imports python-docx."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from graphmodel.errors import UsageProblem
from viz.brief import Brief, Cited, direction_of

__all__ = ["brief_docx"]

# A word processor takes what a paragraph, a run and a page say of themselves in one order only (ECMA-376, part 1, 17.3
# and 17.6); these come after what is put in here.
_AFTER_BIDI = (
    "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing", "w:mirrorIndents",
    "w:suppressOverlap", "w:jc", "w:textDirection", "w:textAlignment", "w:textboxTightWrap", "w:outlineLvl", "w:divId",
    "w:cnfStyle", "w:rPr", "w:sectPr", "w:pPrChange",
)  # fmt: skip
_AFTER_SIZE = (
    "w:highlight", "w:u", "w:effect", "w:bdr", "w:shd", "w:fitText", "w:vertAlign", "w:rtl", "w:cs", "w:em", "w:lang",
    "w:eastAsianLayout", "w:specVanish", "w:oMath",
)  # fmt: skip
_AFTER_BIDI_OF_PAGE = ("w:rtlGutter", "w:docGrid", "w:printerSettings", "w:sectPrChange")


def brief_docx(brief: Brief) -> bytes:
    """The document.

    Raises
    ------
    UsageProblem
        If the library that writes it is not installed.
    """
    try:
        from docx import Document
        from docx.oxml import OxmlElement
        from docx.shared import Mm, Pt
    except ImportError:
        raise UsageProblem(
            "a .docx needs python-docx, which is not installed: pip install 'liaison-network[docx]'; or write .html"
        ) from None
    document = Document()
    for section in document.sections:
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(14)
        if brief.right_to_left:
            section._sectPr.insert_element_before(OxmlElement("w:bidi"), *_AFTER_BIDI_OF_PAGE)
    style = document.styles["Normal"]
    style.paragraph_format.space_after = Pt(1)
    _sized(style, Pt(9))
    document.core_properties.title = brief.title
    document.core_properties.author = "Liaison"
    _written(document.add_heading(level=1), brief.title, brief)
    _written(document.add_paragraph(), brief.under, brief)
    for part in brief.sections:
        _written(document.add_heading(level=2), part.heading, brief)
        for item in part.items:
            line = document.add_paragraph(style="List Bullet")
            _written(line, (brief.open_mark if item.open else "") + item.text, brief)
            if item.sources:
                _run(line, f" [{brief.numbers(item.sources)}]", brief.right_to_left, Pt(7))
            for text in item.detail:
                below = document.add_paragraph()
                below.paragraph_format.left_indent = Mm(8)
                _written(below, text, brief, size=Pt(8))
                if isinstance(text, Cited) and text.sources:
                    _run(below, f" [{brief.numbers(text.sources)}]", brief.right_to_left, Pt(7))
    if brief.cited:
        _written(document.add_heading(level=2), brief.sources_heading, brief)
        for number, ident in enumerate(brief.cited, start=1):
            _written(document.add_paragraph(), f"{number}. {brief.sources[ident]}", brief, size=Pt(8))
    _written(document.add_paragraph(), brief.foot, brief, size=Pt(8))
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _written(paragraph: Any, text: str, brief: Brief, *, size: Any = None) -> None:
    """Text in a paragraph of the page's direction; each run says its own."""
    from docx.oxml import OxmlElement

    if brief.right_to_left:
        paragraph._p.get_or_add_pPr().insert_element_before(OxmlElement("w:bidi"), *_AFTER_BIDI)
    _run(paragraph, text, direction_of(text, brief.lang) == "rtl", size)


def _run(paragraph: Any, text: str, right_to_left: bool, size: Any = None) -> None:
    """A run of text; one from right to left takes the size and the language of complex scripts."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    run = paragraph.add_run(text)
    if size is not None:
        _sized(run, size)
    if right_to_left:
        run.font.rtl = True
        lang = OxmlElement("w:lang")
        lang.set(qn("w:bidi"), "ar-SA")
        run._r.get_or_add_rPr().insert_element_before(lang, "w:eastAsianLayout", "w:specVanish", "w:oMath")


def _sized(of: Any, size: Any) -> None:
    """The size of a run or a style: in Latin letters, and in letters from right to left, which have a size of their own."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    of.font.size = size
    complex_size = OxmlElement("w:szCs")
    complex_size.set(qn("w:val"), str(int(size.pt * 2)))
    of.element.get_or_add_rPr().insert_element_before(complex_size, *_AFTER_SIZE)

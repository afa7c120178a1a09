"""A brief as a document for a word processor. The only module that imports python-docx."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from graphmodel.errors import UsageProblem
from viz.brief import Brief, direction_of

__all__ = ["brief_docx"]


def brief_docx(brief: Brief) -> bytes:
    """The document.

    Raises
    ------
    UsageProblem
        If the library that writes it is not installed.
    """
    try:
        from docx import Document
        from docx.shared import Mm, Pt
    except ImportError:
        raise UsageProblem(
            "a .docx needs python-docx, which is not installed: pip install 'liaison-network[docx]'; or write .html"
        ) from None
    document = Document()
    for section in document.sections:
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(14)
    style = document.styles["Normal"]
    style.font.size, style.paragraph_format.space_after = Pt(9), Pt(1)
    document.core_properties.title = brief.title
    document.core_properties.author = "Liaison"
    _written(document.add_heading(level=1), brief.title, brief)
    _written(document.add_paragraph(), brief.under, brief)
    for part in brief.sections:
        _written(document.add_heading(level=2), part.heading, brief)
        for item in part.items:
            line = document.add_paragraph(style="List Bullet")
            _written(line, ("? " if item.open else "") + item.text, brief)
            if item.sources:
                line.add_run(f" [{brief.numbers(item.sources)}]").font.size = Pt(7)
            for text in item.detail:
                below = document.add_paragraph()
                below.paragraph_format.left_indent = Mm(8)
                _written(below, text, brief, size=Pt(8))
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
        paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
    run = paragraph.add_run(text)
    if size is not None:
        run.font.size = size
    if direction_of(text, brief.lang) == "rtl":
        run._r.get_or_add_rPr().append(OxmlElement("w:rtl"))

"""A brief: one page to print, on a city or a country. It is given what it says; it looks for nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files

from viz.interface import RIGHT_TO_LEFT

__all__ = ["Brief", "Cited", "Item", "Section", "brief_html", "direction_of"]

_ARABIC = re.compile("[\u0600-\u06ff]")


class Cited(str):
    """A smaller line that rests on sources of its own, among those of its item.

    Parameters
    ----------
    sources : tuple of str

    Examples
    --------
    >>> line = Cited("Both are in one network.", ("report",))
    >>> line, line.sources
    ('Both are in one network.', ('report',))
    """

    __slots__ = ("sources",)
    sources: tuple[str, ...]

    def __new__(cls, text: str, sources: tuple[str, ...]) -> Cited:
        """Text with its sources."""
        made = super().__new__(cls, text)
        made.sources = sources
        return made


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a section.

    Parameters
    ----------
    text : str
    detail : tuple of str
        Smaller lines below it; `Cited` if they rest on sources of their own.
    sources : tuple of str
        Ids of the sources that it rests on.
    open : bool
        Whether it is something that is not known, so that a reader sees at once what is no finding.
    """

    text: str
    detail: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    open: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its lines."""

    heading: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """What a page says.

    Parameters
    ----------
    title, under : str
    lang : str
        Language of the page: "en" or "ar".
    sections : tuple of Section
    sources : mapping of str to str
        What each source is, by id; numbered in the order in which the page cites them.
    sources_heading, foot : str
    """

    title: str
    under: str
    lang: str
    sections: tuple[Section, ...]
    sources: Mapping[str, str]
    sources_heading: str
    foot: str

    @property
    def right_to_left(self) -> bool:
        """Whether the page is written from right to left."""
        return self.lang in RIGHT_TO_LEFT

    @property
    def open_mark(self) -> str:
        """What stands before something that is not known."""
        return "؟ " if self.right_to_left else "? "

    @property
    def cited(self) -> list[str]:
        """Ids of the sources, in the order in which the page cites them."""
        return list(dict.fromkeys(
            ident for section in self.sections for item in section.items for ident in item.sources
        ))  # fmt: skip

    def numbers(self, idents: Sequence[str]) -> str:
        """The numbers of some sources, such as "1, 3"; with the comma of the page's language."""
        places = {ident: at for at, ident in enumerate(self.cited, start=1)}
        comma = "، " if self.right_to_left else ", "
        return comma.join(str(number) for number in sorted(places[ident] for ident in idents))


def direction_of(text: str, page: str) -> str:
    """Direction of a line: a text without a letter of Arabic on a page of Arabic reads from left to right.

    Examples
    --------
    >>> direction_of("كومانوفو", "ar"), direction_of("Kumanovo", "ar"), direction_of("كومانوفو", "en")
    ('rtl', 'ltr', 'rtl')
    """
    if _ARABIC.search(text):
        return "rtl"
    return "rtl" if page in RIGHT_TO_LEFT and not re.search("[A-Za-z\u00c0-\u024f\u0400-\u04ff]", text) else "ltr"


def brief_html(brief: Brief) -> str:
    """The page as HTML that needs no other file; every text from the network is escaped."""
    from jinja2 import Environment

    page = files("viz").joinpath("page")
    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    template = environment.from_string(page.joinpath("brief.html.j2").read_text(encoding="utf-8"))
    style = page.joinpath("brief.css").read_text(encoding="utf-8")
    return template.render(brief=brief, style=style, direction_of=direction_of)

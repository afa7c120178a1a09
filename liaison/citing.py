"""Sources in words: which, and of what date, or when it was read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from liaison.text import bullet

if TYPE_CHECKING:
    from graphmodel.findings import Evidence
    from graphmodel.network import Network

__all__ = ["Sources"]


class Sources:
    """Words for what findings rest on.

    Parameters
    ----------
    network : Network
        Whose sources are cited.
    """

    def __init__(self, network: Network) -> None:
        table = network.sources
        columns = [table[name].tolist() for name in ("id", "title", "publisher", "published", "read_on")]
        self._rows: dict[str, tuple[str, str, str, str]] = {
            str(ident): (str(title), str(publisher), str(published), str(read_on))
            for ident, title, publisher, published, read_on in zip(*columns, strict=True)
        }

    def dates(self, ident: str) -> tuple[str, str]:
        """When a source was published, and when it was read; blank if not stated."""
        return self._rows.get(ident, ("", "", "", ""))[2:]

    def dated(self, ident: str) -> str:
        """Id and date of a source: when it was published, else when it was read."""
        if ident not in self._rows:
            return f"{ident}, which is not among the sources of this view"
        published, read_on = self.dates(ident)
        date = published or (f"read {read_on}" if read_on else "")
        return f"{ident}, {date}" if date else ident

    def titled(self, ident: str) -> str:
        """Title, id and date of a source; without a title its id and date."""
        title = self._rows.get(ident, ("", "", "", ""))[0]
        return f"“{title}” ({self.dated(ident)})" if title else self.dated(ident)

    def titles(self, evidence: Iterable[Evidence], most: int = 3) -> str:
        """Sources of some evidence by their titles, each once; blank if there is none."""
        idents = list(dict.fromkeys(item.source for item in evidence if item.source))
        more = f"; and {len(idents) - most} more" if len(idents) > most else ""
        return "; ".join(self.titled(ident) for ident in idents[:most]) + more

    def cited(self, evidence: Iterable[Evidence], most: int = 6) -> str:
        """Sources of some evidence, each once; blank if there is none."""
        idents = list(dict.fromkeys(item.source for item in evidence if item.source))
        more = f"; and {len(idents) - most} more" if len(idents) > most else ""
        return "; ".join(self.dated(ident) for ident in idents[:most]) + more

    def entry(self, ident: str) -> str:
        """Title and publisher of a source; the id itself if it has no row."""
        title, publisher = self._rows.get(ident, ("", "", "", ""))[:2]
        return ", ".join(text for text in (title, publisher) if text) or ident

    def legend(self, idents: Iterable[str]) -> list[str]:
        """What ids of sources stand for, a line each under a heading; nothing if there is none."""
        named = sorted({ident for ident in idents if ident})
        if not named:
            return []
        lines = ["", "Sources"]
        for ident in named:
            published, read_on = self.dates(ident)
            date = published or (f"read {read_on}" if read_on else "")
            lines += bullet(f"  {ident}: ", f"{self.entry(ident)}; {date}" if date else self.entry(ident))
        return lines

"""Ends of ties that name a kind and perhaps a country, but no actor: 'some City in XK'."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graphmodel.schema import Schema

__all__ = ["OpenEnd", "open_end"]

_OPEN = re.compile(r"some (\w+)(?: in (\w+))?")


@dataclass(frozen=True, slots=True)
class OpenEnd:
    """An end that names a kind and perhaps a country, but no actor."""

    kind: str
    country: str = ""

    def __str__(self) -> str:
        return f"some {self.kind} in {self.country}" if self.country else f"some {self.kind}"

    def may_be(self, kind: str, country: str, schema: Schema) -> bool:
        """Whether this end, as a source says it, answers a question about some actor of a kind in a country.

        A kind is answered by what is of that kind ("some District" where a district is a city); a country that either
        leaves out is any.

        Examples
        --------
        >>> from graphmodel.schema import builtin_schema
        >>> schema = builtin_schema()
        >>> OpenEnd("City", "MK").may_be("City", "MK", schema), OpenEnd("City").may_be("City", "MK", schema)
        (True, True)
        >>> OpenEnd("City", "AL").may_be("City", "MK", schema), OpenEnd("Plan").may_be("City", "MK", schema)
        (False, False)
        """
        return schema.is_a(self.kind, kind) and (not country or self.country in (country, ""))


def open_end(text: str) -> OpenEnd | None:
    """Read 'some City in XK'; None if the text names an actor.

    Examples
    --------
    >>> open_end("some City in XK"), open_end("some Plan"), open_end("kumanovo")
    (OpenEnd(kind='City', country='XK'), OpenEnd(kind='Plan', country=''), None)
    """
    match = _OPEN.fullmatch(text) if text.startswith("some ") else None
    return OpenEnd(match[1], match[2] or "") if match else None

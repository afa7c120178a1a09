"""Names that tell actors apart: where several are called the same, the country stands beside, and where that is not
enough the id."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from graphmodel.countries import country_name

if TYPE_CHECKING:
    from graphmodel.network import Network

__all__ = ["names_apart"]


def names_apart(network: Network, lang: str = "en", *, placed: bool = False) -> list[str]:
    """A name per actor, in the order of the table, of which no two are the same.

    Most actors have a name of their own. One that two countries share is "Ministry of Interior (AL)" and "Ministry of
    Interior (MK)", in Arabic with the name of the country; two of one country have their ids beside it.

    Parameters
    ----------
    lang : {"en", "ar"}
        Arabic where there is a name in Arabic.
    placed : bool
        Whether every name has its country beside it, and not only one that is shared.
    """
    ids: list[str] = network.actors["id"].tolist()
    found = [network.name_of(ident, lang) for ident in ids]
    counts = Counter(found)
    found = [
        _with_country(network, ident, name, lang) if placed or counts[name] > 1 else name
        for ident, name in zip(ids, found, strict=True)
    ]
    while len(set(found)) < len(found):
        counts = Counter(found)
        found = [f"{name} [{ident}]" if counts[name] > 1 else name for ident, name in zip(ids, found, strict=True)]
    return found


def _with_country(network: Network, ident: str, name: str, lang: str = "en") -> str:
    """A name with the country of its actor behind it: by its code, in Arabic by its name; a country's own as it is."""
    code = network.country_of(ident)
    if not code or code == ident:
        return name
    named = network.name_of(code, lang) if code in network.position else country_name(code, lang)
    return f"{name} ({named if lang == 'ar' else code})"

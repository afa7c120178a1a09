"""Short names that still tell actors apart: "Ministry of Interior of Serbia" becomes "Interior (RS)"."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from graphmodel.countries import country_name
from graphmodel.network import Network

__all__ = ["short_names"]

LONG = 22
"""Letters above which a name is shortened."""
SHARED = 3
"""How many names of a kind must begin alike before the beginning is shortened."""

_JOINING = re.compile(r"[\s,–-]+(?:(?:of|in|for|the|and|de|du|في|لـ|من)\s+)*$")


def short_names(network: Network, language: str) -> list[str]:
    """A name for the picture per actor: without what follows a comma, the country by its code, shared words cut.

    Two actors never get the same short name unless their full names are the same; then both keep them.

    Parameters
    ----------
    language : {"en", "ar"}
        Arabic where there is one.
    """
    actors = network.actors
    full = actors["name"].tolist()
    if language == "ar":
        full = [arabic or name for arabic, name in zip(actors["name_ar"].tolist(), full, strict=True)]
    codes = actors["country"].astype(str).tolist()
    countries = {code: _called(network, code, language) for code in set(codes)}
    cut = [_without_country(_head(name), code, countries[code]) for name, code in zip(full, codes, strict=True)]
    labels = {name: " ".join(kind.label.values()).casefold().split() for name, kind in network.schema.nodes.items()}
    cut = _without_shared(cut, actors["kind"].astype(str).tolist(), labels)
    short = [new if len(name) > LONG else name for name, new in zip(full, cut, strict=True)]
    for _ in range(2):
        counts = Counter(short)
        short = [name if counts[new] > 1 else new for name, new in zip(full, short, strict=True)]
    return short


def _head(name: str) -> str:
    """What stands before the first comma or dash, if that says enough."""
    head = re.split(r"[,،;]|\s[–—-]\s", name)[0].strip()
    return head if len(head) >= 6 else name


def _called(network: Network, code: str, language: str) -> list[str]:
    """Names of a country, the longest first."""
    if not code:
        return []
    names = {country_name(code, language), country_name(code, "en")}
    if code in network.position:
        row = network.actor(code)
        names |= {str(row["name"]), str(row["name_ar"])} - {""}
    return sorted(names, key=lambda name: (-len(name), name))


def _without_country(name: str, code: str, called: Sequence[str]) -> str:
    """The country's name at the end, replaced by its code."""
    for country in called:
        match = re.search(rf"\(?\b{re.escape(country)}\b\)?\s*$", name)
        if match:
            head = _JOINING.sub("", name[: match.start()]).rstrip(" ,(")
            if len(head) >= 4:
                return f"{head} ({code})"
    return name


def _without_shared(
    names: Sequence[str], kinds: Sequence[str], labels: Mapping[str, Sequence[str]]
) -> list[str]:  # fmt: skip
    """Beginnings that several names of a kind share: the kind's own word goes, several words become their initials."""
    by_kind: dict[str, list[int]] = defaultdict(list)
    for at, kind in enumerate(kinds):
        by_kind[kind].append(at)
    found = list(names)
    for kind, members in by_kind.items():
        starts: Counter[tuple[str, ...]] = Counter()
        for at in members:
            words = names[at].split()
            starts.update(tuple(words[:count]) for count in range(1, len(words)))
        for at in members:
            words = names[at].split()
            told = len(words) - (words[-1][0] == "(")
            shared = max((n for n in range(1, told) if starts[tuple(words[:n])] >= SHARED), default=0)
            if shared and len(names[at]) > LONG * 0.6:
                found[at] = _shortened(words, shared, labels[kind]) or names[at]
    return found


def _shortened(words: Sequence[str], shared: int, label: Sequence[str]) -> str:
    capitals = [word[0] for word in words[:shared] if word[0].isupper()]
    if not capitals or (len(capitals) == 1 and words[0].casefold() not in label):
        return ""
    rest = list(words[shared:])
    head = "".join(capitals) if len(capitals) > 1 else ""
    text = " ".join([head, *rest] if head else rest)
    return text[:1].upper() + text[1:]

"""Sentences of findings: templates of the queries, filled with names from the network, in any language they are in.

A template has `{column}` for a value in words, and `{column:one city|# cities}` for the form that a number asks for:
two forms in English (one, other), four in Arabic (one, two, few, other), as the plural rules of CLDR have them; `#` is
the number.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache
from typing import Any

from graphmodel.network import Network
from graphmodel.open_ends import open_end

__all__ = ["LANGUAGES", "Sentences", "Templates", "choose", "fill", "slots", "worded"]

LANGUAGES = ("en", "ar")
_MOST = 8
_SLOT = re.compile(r"\{(\w+)(?::([^{}]*))?\}")
_FORMS = {2: ("one", "other"), 4: ("one", "two", "few", "other")}
"""Which categories of number the forms of a slot stand for, by how many forms it has."""
_NOBODY = {"en": "nobody", "ar": "لا أحد"}
_MORE = {"en": "{} more", "ar": "{} غيرها"}

Templates = str | Mapping[str, Any]


def slots(template: str) -> list[str]:
    """Names of the columns that a template takes.

    Examples
    --------
    >>> slots("{city} and {peers:one other|# others}")
    ['city', 'peers']
    """
    return [match[1] for match in _SLOT.finditer(template)]


def choose(templates: Templates, row: Mapping[str, Any], lang: str = "en", *, case: str = "case") -> str:
    """The template of a language that fits a row: the one that its column `case` names; English if there is no other.

    Examples
    --------
    >>> choose({"en": {"met": "They met.", "none": "Nothing."}, "ar": {"met": "التقيا."}}, {"case": "met"}, "ar")
    'التقيا.'
    """
    if not isinstance(templates, str) and "en" in templates:
        templates = templates.get(lang, templates["en"])
    if isinstance(templates, str):
        return templates
    named = row.get(case) or row.get("case")
    return str(templates.get(str(named)) or next(iter(templates.values())))


def fill(template: str, row: Mapping[str, Any], network: Network, lang: str = "en") -> str:
    """One template filled; for many of one network keep a `Sentences`."""
    return Sentences(network).fill(template, row, lang)


def worded(value: Any, network: Network, lang: str = "en") -> str:
    """One value in words; for many of one network keep a `Sentences`."""
    return Sentences(network).worded(value, lang)


class Sentences:
    """Fills templates with the names of one network; each name is looked up once.

    Parameters
    ----------
    network : Network
        Where ids have names.
    """

    def __init__(self, network: Network) -> None:
        self.network = network
        self._known: dict[str, dict[str, str]] = {lang: {} for lang in LANGUAGES}

    def fill(self, template: str, row: Mapping[str, Any], lang: str = "en") -> str:
        """A template with the words that a row stands for.

        Parameters
        ----------
        template : str
            Text with slots in it.
        row : mapping
            Values by column; ids of actors become their names, lists are joined.
        """
        pieces = []
        for text, name, forms in _pieces(template):
            pieces.append(text)
            if forms:
                pieces.append(_numbered(forms, row.get(name), lang))
            elif name:
                value = row.get(name)
                pieces.append(self._text(value, lang) if type(value) is str else self.worded(value, lang))
        return "".join(pieces)

    def worded(self, value: Any, lang: str = "en") -> str:
        """A value in words: the name of an actor, a number without a needless point, a list with commas."""
        if value is None:
            return _NOBODY[lang]
        if isinstance(value, str):
            return self._text(value, lang)
        if isinstance(value, float):
            return f"{value:g}"
        if isinstance(value, int) and abs(value) >= 10_000:
            return f"{value:,}"
        if isinstance(value, Sequence):
            return self._listed(value, lang)
        return str(value)

    def _text(self, text: str, lang: str) -> str:
        known = self._known[lang]
        found = known.get(text)
        if found is None:
            found = known[text] = self._named(text, lang)
        return found

    def _named(self, text: str, lang: str) -> str:
        if text.startswith("some "):
            return self._open_end(text, lang)
        if text in self.network.schema.nodes and text not in self.network.position:
            plural = self.network.schema.nodes[text].plural
            return (plural.get(lang) if lang != "en" else "") or plural["en"].lower()
        if text in self.network.schema.ties:
            label = self.network.schema.ties[text].label
            return label.get(lang) or label["en"]
        return self.network.name_of(text, lang)

    def _listed(self, values: Sequence[Any], lang: str) -> str:
        """Names one after another; offices of several countries with theirs, and apart where a name has a comma."""
        distinct = list(dict.fromkeys(values)) if all(isinstance(value, str) for value in values) else list(values)
        words = [self.worded(value, lang) for value in distinct]
        countries = [self._country(value) for value in distinct]
        if len(set(countries)) > 1:
            words = [f"{word} ({code})" if code else word for word, code in zip(words, countries, strict=True)]
        if len(words) > _MOST:
            words = [*words[:_MOST], _MORE[lang].format(len(words) - _MOST)]
        return _joined(words, lang)

    def _country(self, value: Any) -> str:
        row = self.network.position.get(value) if isinstance(value, str) else None
        if row is None:
            return ""
        return self._countries[row]

    @cached_property
    def _countries(self) -> list[str]:
        """By actor, the country that its name needs: that of one at the national level which is no place."""
        actors = self.network.actors
        told = (actors["level"] == "national") & ~actors["kind"].isin(list(self.network.schema.places))
        return actors["country"].astype(object).where(told, "").tolist()

    def _open_end(self, text: str, lang: str) -> str:
        end = open_end(text)
        if end is None or end.kind not in self.network.schema.nodes:
            return text
        labels = self.network.schema.nodes[end.kind].label
        country = self._text(end.country, lang) if end.country else ""
        if lang == "ar":
            return labels.get("ar", labels["en"]) + (f" في {country}" if country else "")
        label = labels["en"].lower()
        return f"{'an' if label[0] in 'aeio' else 'a'} {label}" + (f" of {country}" if country else "")


@lru_cache(maxsize=1024)
def _pieces(template: str) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """Text, the column of the slot behind it (blank at the end), and the forms of that slot."""
    found, at = [], 0
    for match in _SLOT.finditer(template):
        forms = tuple(match[2].split("|")) if match[2] is not None else ()
        found.append((template[at : match.start()], match[1], forms))
        at = match.end()
    return (*found, (template[at:], "", ()))


def _numbered(forms: tuple[str, ...], value: Any, lang: str) -> str:
    number = len(value) if isinstance(value, Sequence) and not isinstance(value, str) else int(value or 0)
    names = _FORMS.get(len(forms), ("other",))
    category = _category(number, lang)
    return forms[names.index(category) if category in names else -1].replace("#", f"{number:,}")


@lru_cache(maxsize=4096)
def _category(number: int, lang: str) -> str:
    from babel import Locale

    return str(Locale(lang).plural_form(number))


def _joined(words: Sequence[str], lang: str) -> str:
    if len(words) < 2:
        return "".join(words)
    if lang == "ar":
        return "، ".join(words[:-1]) + f" و{words[-1]}"
    if any("," in word or " and " in word for word in words):
        return "; ".join(words)
    return ", ".join(words[:-1]) + f" and {words[-1]}"

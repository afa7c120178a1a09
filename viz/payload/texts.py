"""Texts by language: sentences of findings, names of countries, values of facts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

import pandas as pd

from graphmodel.countries import country_name
from graphmodel.network import Network
from graphmodel.schema.kinds import Property
from graphmodel.types import TYPES

__all__ = ["LANGUAGES", "by_language", "country_names", "folded_away", "unturned", "value_texts"]

LANGUAGES = ("en", "ar")

Texts = dict[str, str]

_TURNS = str.maketrans("", "", "\u202a\u202b\u202c\u202d\u202e")


def unturned(text: str) -> str:
    """A sentence without the signs by which a name in it would turn the words that come after.

    Examples
    --------
    >>> unturned("Without \u202eNorth no path is on record.")
    'Without North no path is on record.'
    """
    return text.translate(_TURNS)


def by_language(value: str | Mapping[str, str]) -> Texts:
    """A sentence by language; one that is a bare text is in English, and the page says so in its markup.

    Examples
    --------
    >>> by_language("No tie."), by_language({"en": "No tie.", "ar": "لا صلة."})
    ({'en': 'No tie.'}, {'en': 'No tie.', 'ar': 'لا صلة.'})
    """
    texts = value if isinstance(value, Mapping) else {"en": value}
    return {language: unturned(text) for language, text in texts.items()}


def country_names(network: Network) -> dict[str, Texts]:
    """Names of countries by code; what the network's own rows say goes first."""
    found = {}
    for code in sorted(set(network.actors["country"].astype(str)) - {""}):
        texts = {language: country_name(code, language) for language in LANGUAGES}
        if code in network.position:
            row = network.actor(code)
            texts = {"en": str(row["name"]), "ar": str(row["name_ar"]) or texts["ar"]}
        found[code] = texts
    return found


def value_texts(value: Any, prop: Property | None) -> str | Texts:
    """A value as people read it: thousands apart, languages and countries by their names.

    Examples
    --------
    >>> value_texts(75051.0, None), value_texts("", None)
    ('75,051', '')
    >>> from graphmodel.schema import builtin_schema
    >>> value_texts("mk;sq", builtin_schema().node_properties["languages"])
    {'en': 'Macedonian, Albanian', 'ar': 'المقدونية، الألبانية'}
    """
    if value is None or (isinstance(value, float) and pd.isna(value)):
        return ""
    if isinstance(value, float):
        return _grouped(f"{value:g}") if value.is_integer() and abs(value) < 1e15 else f"{value:g}"
    text = str(value)
    if prop is not None and TYPES[prop.type].several:
        parts = TYPES[prop.type].parts(text)
        named = country_name if prop.type == "countries" else _language_name
        return {language: _COMMA[language].join(named(part, language) for part in parts) for language in LANGUAGES}
    return text if prop is not None and prop.type == "year" else _grouped(text)


_COMMA = {"en": ", ", "ar": "، "}


def _grouped(text: str) -> str:
    number = f"{float(text):.0f}" if re.fullmatch(r"\d+(\.\d+)?e\+\d+", text) else text
    return f"{int(number):,}" if re.fullmatch(r"\d{5,15}", number) else number


@cache
def _language_name(code: str, language: str) -> str:
    from babel import Locale, UnknownLocaleError

    try:
        return str(Locale.parse(language).languages.get(code, code))
    except UnknownLocaleError:
        return code


def folded_away(prop: Property | None, text: str | Texts) -> bool:
    """Whether a value is of use to machines only: a coordinate, an item number.

    Examples
    --------
    >>> folded_away(None, "Q1025"), folded_away(None, "75,051")
    (True, False)
    """
    if prop is not None and prop.type in ("latitude", "longitude"):
        return True
    return isinstance(text, str) and re.fullmatch(r"Q\d+", text) is not None

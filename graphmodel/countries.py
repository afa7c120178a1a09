"""Countries by code: ISO 3166 and XK, with names in many languages from CLDR.

Names settle nothing about status or borders; they are what CLDR gives.
"""

from __future__ import annotations

import re
from functools import cache

__all__ = [
    "borders", "chosen_country", "continents", "countries_meant", "country_codes", "country_name", "country_of_name",
    "mend_country", "nearest_country",
]  # fmt: skip

# In CLDR's list of territories, and not countries of ISO 3166.
_NOT_ISO = frozenset(["AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ", "AN"])

_TAKEN = (
    "en", "ar", "sq", "mk", "sr", "sr_Latn", "bs", "hr", "sl", "fr", "de", "es", "tr", "it", "pt", "nl", "el", "bg", "ro",
    "hu", "ru", "uk", "sw",
)  # fmt: skip
"""Languages whose names are taken; those of all the others are only suggested, since a slip in one is a name in another."""

_USUAL = {
    "uk": "GB", "great britain": "GB", "england": "GB", "u s a": "US", "united states of america": "US", "uae": "AE",
    "drc": "CD", "bih": "BA", "bosnia": "BA", "bosnia herzegovina": "BA", "bosnia and herzegowina": "BA",
    "bosna": "BA", "macedonia": "MK", "n macedonia": "MK", "republic of north macedonia": "MK", "fyrom": "MK",
    "ks": "XK", "kos": "XK", "rks": "XK", "kosova": "XK", "republic of kosovo": "XK", "republic of serbia": "RS",
    "republic of albania": "AL", "shqiperia": "AL", "holland": "NL",
    "the netherlands": "NL", "czech republic": "CZ",
}  # fmt: skip
"""What people write although no list has it, folded; XK has no three letters in ISO 3166."""

_SEVERAL = {"congo": ("CD", "CG"), "korea": ("KP", "KR"), "sveti martin": ("MF", "SX")}
"""Names that one language gives to one country and people to several, folded: never taken."""


@cache
def _territories(language: str) -> dict[str, str]:
    from babel import Locale

    names = Locale.parse(language).territories
    return {code: str(name) for code, name in names.items() if len(code) == 2 and code.isalpha()}


@cache
def country_codes() -> frozenset[str]:
    """All codes: ISO 3166-1 alpha-2, and XK.

    Examples
    --------
    >>> {"MK", "XK", "NA"} <= country_codes(), "EU" in country_codes()
    (True, False)
    """
    return frozenset(_territories("en")) - _NOT_ISO


def country_name(code: str, language: str = "en") -> str:
    """Name of a country in a language, or the code if there is none.

    Examples
    --------
    >>> country_name("RS"), country_name("ZZZ")
    ('Serbia', 'ZZZ')
    """
    return _territories(language).get(code, code)


@cache
def borders() -> dict[str, frozenset[str]]:
    """The countries that each shares a border with on land, by codes, as GeoNames has them (`borders.yaml`).

    Examples
    --------
    >>> sorted(borders()["MK"]), "SI" in borders()["MK"], borders()["CY"]
    (['AL', 'BG', 'GR', 'RS', 'XK'], False, frozenset())
    """
    from importlib.resources import files

    import yaml

    table = yaml.safe_load(files("graphmodel").joinpath("borders.yaml").read_text(encoding="utf-8"))
    return {code: frozenset(filter(None, cell.split(";"))) for code, cell in table.items()}


@cache
def _by_name() -> dict[str, str]:
    from graphmodel.names import fold

    found = dict(_USUAL)
    for language in _TAKEN:
        for code, name in _territories(language).items():
            if code not in _NOT_ISO:
                found.setdefault(fold(name), code)
                found.setdefault(fold(name.replace("&", "and")), code)
    return {name: code for name, code in found.items() if name not in _SEVERAL}


@cache
def _three_letters() -> dict[str, str]:
    """Codes of two letters by those of three (ISO 3166-1 alpha-3), as CLDR has them."""
    from babel.core import get_global

    aliases = get_global("territory_aliases").items()
    return {
        three: codes[0] for three, codes in aliases
        if len(three) == 3 and three.isalpha() and len(codes) == 1 and codes[0] in country_codes()
    }  # fmt: skip


@cache
def _in_any_language() -> dict[str, str]:
    """Code by name in small letters, for names that one country only has in all the languages of CLDR."""
    from babel import localedata

    found: dict[str, set[str]] = {}
    for language in localedata.locale_identifiers():
        if "_" not in language:
            for code, name in _territories(language).items():
                if code in country_codes():
                    found.setdefault(name.casefold(), set()).add(code)
    return {name: next(iter(codes)) for name, codes in found.items() if len(codes) == 1}


def country_of_name(text: str) -> str | None:
    """Code of a country that is named exactly: by a code, a usual abbreviation, or its name in one of many languages.

    Examples
    --------
    >>> country_of_name("Kosovo*"), country_of_name("Shqipëri"), country_of_name("Kenia?"), country_of_name("Shqipëria")
    ('XK', 'AL', 'KE', 'AL')
    >>> country_of_name("USA"), country_of_name("BiH"), country_of_name("MKD"), country_of_name("N. Macedonia")
    ('US', 'BA', 'MK', 'MK')
    >>> country_of_name("Bosnia and Herzegovina"), country_of_name("Trinidad & Tobago")
    ('BA', 'TT')
    >>> country_of_name("Somewhere") is None, country_of_name("Congo") is None
    (True, True)
    """
    from graphmodel.names import fold

    text = text.strip()
    if text in country_codes():
        return text
    if text.upper() in _three_letters():
        return _three_letters()[text.upper()]
    key = fold(text)
    if len(text) == 2 and text.upper() in country_codes() and key not in _USUAL:
        return text.upper()
    return _by_name().get(key)


def chosen_country(text: str) -> str | None:
    """Code in a choice such as 'North Macedonia (MK)', as drop-downs offer it; None if name and code do not agree.

    Examples
    --------
    >>> chosen_country("North Macedonia (MK)"), chosen_country("North Macedonia (MX)"), chosen_country("MK")
    ('MK', None, None)
    """
    match = re.fullmatch(r"(.+) \(([A-Z]{2})\)", text)
    return match[2] if match and country_of_name(match[1]) == match[2] else None


def countries_meant(text: str) -> tuple[str, ...]:
    """Codes of the countries that a text may mean, for a person to choose from; what is short is never guessed.

    Examples
    --------
    >>> countries_meant("Serbia"), countries_meant("Montengro"), countries_meant("Nigera"), countries_meant("Congo")
    (('RS',), ('ME',), ('NG', 'NE'), ('CD', 'CG'))
    >>> countries_meant("XYZ"), countries_meant("USB")
    ((), ())
    """
    import difflib

    from graphmodel.names import fold

    exact, key = country_of_name(text), fold(text)
    if exact is not None:
        return (exact,)
    if key in _SEVERAL:
        return _SEVERAL[key]
    if len(key) <= 3:
        return ()
    close = difflib.get_close_matches(key, list(_by_name()), n=6, cutoff=0.75)
    like = [difflib.SequenceMatcher(None, name, key).ratio() for name in close]
    slips = [_by_name()[name] for name, ratio in zip(close, like, strict=True) if ratio > like[0] - 0.04]
    if not slips and (elsewhere := _in_any_language().get(text.strip().casefold())) is not None:
        slips = [elsewhere]
    return tuple(dict.fromkeys(slips))


def nearest_country(text: str) -> str | None:
    """Code of the country that a text most likely means; a suggestion, never taken."""
    return next(iter(countries_meant(text)), None)


def mend_country(text: str) -> str:
    """How to mend a cell that is no code of a country.

    Examples
    --------
    >>> mend_country("Srbija")
    'write RS'
    >>> mend_country("Congo")
    'write CD for Congo - Kinshasa or CG for Congo - Brazzaville'
    """
    codes = countries_meant(text)
    if not codes:
        return "write the two-letter ISO code, such as MK for North Macedonia"
    if country_of_name(text) is not None:
        return f"write {codes[0]}"
    return "write " + " or ".join(f"{code} for {country_name(code)}" for code in codes)


@cache
def continents(code: str) -> frozenset[str]:
    """Continents (and oceans) that the time zones of a country are named by; empty if CLDR has no zone for it.

    Examples
    --------
    >>> sorted(continents("SR")), sorted(continents("RS"))
    (['America'], ['Europe'])
    """
    from babel.core import get_global

    return frozenset(zone.split("/")[0] for zone, country in get_global("zone_territories").items() if country == code)

"""Countries by code: ISO 3166 and XK, with names in many languages from CLDR.

Names settle nothing about status or borders; they are what CLDR gives.
"""

from __future__ import annotations

from functools import cache

__all__ = ["country_codes", "country_name", "country_of_name", "nearest_country"]

# In CLDR's list of territories, and not countries of ISO 3166.
_NOT_ISO = frozenset(["AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ", "AN"])


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
def _by_name() -> dict[str, str]:
    from graphmodel.names import fold

    found: dict[str, str] = {}
    for language in ("en", "ar", "sq", "mk", "sr", "sr_Latn", "bs", "hr", "fr", "de", "es", "tr"):
        for code, name in _territories(language).items():
            if code not in _NOT_ISO:
                found.setdefault(fold(name), code)
    return found


def country_of_name(text: str) -> str | None:
    """Code of a country named exactly (in one of a dozen languages), else None.

    Examples
    --------
    >>> country_of_name("Kosovo"), country_of_name("Shqipëri"), country_of_name("Kenia?")
    ('XK', 'AL', 'KE')
    >>> country_of_name("Somewhere") is None
    True
    """
    from graphmodel.names import fold

    if text in country_codes():
        return text
    return _by_name().get(fold(text))


def nearest_country(text: str) -> str | None:
    """Code of the country whose name or code looks most like the text; a suggestion, never taken."""
    from graphmodel.nearest import nearest

    if text.upper() in country_codes():
        return text.upper()
    exact = country_of_name(text)
    if exact is not None:
        return exact
    name = nearest(text, _by_name(), cutoff=0.7)
    return _by_name()[name] if name else None

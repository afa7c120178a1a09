"""Names of languages by their codes."""

from __future__ import annotations

from functools import cache

__all__ = ["language_name", "listed"]


@cache
def language_name(code: str, lang: str = "en") -> str:
    """Name of a language by its ISO 639 code, from the Unicode CLDR; the code itself if it has none.

    Examples
    --------
    >>> language_name("sq"), language_name("mk", "ar"), language_name("qqq")
    ('Albanian', 'المقدونية', 'qqq')
    """
    from babel import Locale

    return str(Locale.parse(lang).languages.get(code) or _BESIDE.get(code, {}).get(lang) or code)


_BESIDE = {"cnr": {"en": "Montenegrin", "ar": "المونتينيغرية"}}
"""Names that the CLDR of today lacks."""


def listed(words: list[str], lang: str = "en") -> str:
    """Words with commas, and with "and" before the last.

    Examples
    --------
    >>> listed(["Peja", "Budva", "Viti"]), listed(["أ", "ب"], "ar")
    ('Peja, Budva and Viti', 'أ وب')
    """
    if len(words) < 2:
        return "".join(words)
    comma, last = ("، ", " و") if lang == "ar" else (", ", " and ")
    return comma.join(words[:-1]) + last + words[-1]

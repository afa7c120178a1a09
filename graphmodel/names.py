"""Names in several scripts: folded for finding, slugged for ids. Display always keeps what was written."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

__all__ = ["FOLDING", "fold", "slug"]

# Romanisation for finding, not for display: the forms people type for South Slavic Cyrillic and Arabic names.
_CYRILLIC = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "ѓ": "gj", "ђ": "dj", "е": "e", "ж": "z", "з": "z", "ѕ": "dz",
    "и": "i", "ј": "j", "к": "k", "л": "l", "љ": "lj", "м": "m", "н": "n", "њ": "nj", "о": "o", "п": "p", "р": "r",
    "с": "s", "т": "t", "ќ": "kj", "ћ": "c", "у": "u", "ф": "f", "х": "h", "ц": "c", "ч": "c", "џ": "dz", "ш": "s",
    "щ": "st", "ъ": "a", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya", "ё": "yo", "й": "j", "і": "i", "ї": "yi",
}  # fmt: skip
_ARABIC = {
    "ا": "a", "أ": "a", "إ": "i", "آ": "a", "ب": "b", "ت": "t", "ث": "th", "ج": "j", "ح": "h", "خ": "kh", "د": "d",
    "ذ": "dh", "ر": "r", "ز": "z", "س": "s", "ش": "sh", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "ع": "", "غ": "gh",
    "ف": "f", "ق": "q", "ك": "k", "ل": "l", "م": "m", "ن": "n", "ه": "h", "ة": "a", "و": "w", "ي": "y", "ى": "a",
    "ئ": "", "ء": "", "ؤ": "w", "پ": "p", "چ": "ch", "ژ": "zh", "ک": "k", "گ": "g", "ی": "y", "ڤ": "v", "ـ": "",
}  # fmt: skip
_LATIN = {"đ": "dj", "ł": "l", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ð": "d"}
FOLDING: dict[str, str] = {**_CYRILLIC, **_ARABIC, **_LATIN}
"""Letters and what they are found as; a page that searches by itself takes it along."""

_TABLE = str.maketrans(FOLDING)
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u00ad]")
_NOT_WORD = re.compile(r"[^\w]+")


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Key under which a name is found: lower case, no diacritics, Cyrillic and Arabic in Latin letters.

    Examples
    --------
    >>> fold("Čair"), fold("Чаир"), fold("Куманово"), fold("  Hani i  Elezit ")
    ('cair', 'cair', 'kumanovo', 'hani i elezit')
    """
    text = _INVISIBLE.sub("", unicodedata.normalize("NFC", text)).casefold().translate(_TABLE)
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return _NOT_WORD.sub(" ", plain).strip()


def slug(text: str) -> str:
    """An id made from a name; letters of scripts that `fold` does not know are written in Latin ones.

    Examples
    --------
    >>> slug("Čair"), slug("Ministry of Interior (Kosovo)"), slug("Αθήνα")
    ('cair', 'ministry-of-interior-kosovo', 'athina')
    """
    folded = fold(text)
    if not folded.isascii():
        from anyascii import anyascii

        folded = anyascii(folded).lower()
    return re.sub(r"[^a-z0-9]+", "-", folded).strip("-")

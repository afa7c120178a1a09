"""Names as they sound in another script: whether a name in Arabic letters and one in Latin ones may be the same.

Arabic writes few vowels, and has no letters of its own for p, v, č or g. So what is compared is the consonants alone, in
classes: a likeness to ask about, never one to take.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from graphmodel.names import fold

__all__ = ["consonants", "may_sound_alike", "script_of"]

_FIRST = (
    ("tsh", "c"), ("dzh", "g"), ("ch", "c"), ("ts", "c"), ("sh", "s"), ("zh", "z"), ("xh", "g"), ("gj", "g"), ("dj", "g"),
    ("dz", "g"), ("gh", "g"), ("kh", "h"), ("th", "t"), ("dh", "d"), ("ph", "f"), ("x", "g"), ("q", "k"), ("p", "b"),
    ("v", "f"),
)  # fmt: skip
_VOWELS = re.compile("[aeiouwy ]")
_DOUBLED = re.compile(r"(.)\1+")
_ALIKE = 4
"""Consonants from which on one of them may be another, missing or too many."""


def script_of(text: str) -> str:
    """Script of the first letter of a text, as Unicode calls it; blank if it has none.

    Examples
    --------
    >>> script_of("Čair"), script_of("Чаир"), script_of("تشاير"), script_of("2024")
    ('LATIN', 'CYRILLIC', 'ARABIC', '')
    """
    letter = next((sign for sign in text if sign.isalpha()), None)
    return unicodedata.name(letter, "").partition(" ")[0] if letter is not None else ""


def may_sound_alike(one: str, other: str) -> bool:
    """Whether two names may be one name in two scripts: the same consonants, or of four and more all but one.

    Examples
    --------
    >>> may_sound_alike("كومانوفو", "Kumanovo"), may_sound_alike("طرابلس", "Tripoli"), may_sound_alike("تشاير", "Čair")
    (True, True, True)
    >>> may_sound_alike("كومانوفو", "Skopje"), may_sound_alike("Београд", "Belgrade"), may_sound_alike("صور", "Tyre")
    (False, True, False)
    """
    return any(_alike(a, b) for a in consonants(one) for b in consonants(other))


@lru_cache(maxsize=65536)
def consonants(text: str) -> frozenset[str]:
    """Consonants of a name; two ways if it has a j, which some languages say as in yes and some as in jam.

    Examples
    --------
    >>> sorted(consonants("Gjakova")), sorted(consonants("جاكوفا")), sorted(consonants("Pljevlja"))
    (['gkf'], ['gkf'], ['blfl', 'blgflg'])
    """
    key = fold(text)
    for letters, sound in _FIRST:
        key = key.replace(letters, sound)
    key = re.sub(r"(?<=[aeiouwyj])h\b", "", key)  # written at the end for a vowel
    soft, hard = key.replace("j", ""), key.replace("j", "g")
    both = {hard} if script_of(text) == "ARABIC" else {soft, hard}
    return frozenset(_DOUBLED.sub(r"\1", _VOWELS.sub("", one)) for one in both) - {""}


def _alike(a: str, b: str) -> bool:
    if a == b:
        return len(a) > 1
    if len(a) > len(b):
        a, b = b, a
    if len(b) < _ALIKE or len(b) - len(a) > 1 or a[0] != b[0]:
        return False
    at = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), len(a))
    return a[at:] == b[at + 1 :] or (len(a) == len(b) and a[at + 1 :] == b[at + 1 :])

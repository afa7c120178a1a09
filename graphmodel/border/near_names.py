"""Places of one country whose names are spelled almost alike: one place in two spellings, or two places?

No two names are compared unless they meet under a key. Leaving out one letter of a name gives a key for each of its
letters, and the whole name is a key too: names that differ by one letter, or by two neighbours exchanged, share one [1]_.
The keys are numbers, made for all names of a country at once.

References
----------
.. [1] Bocek, Hunt and Stiller 2007, Fast similarity search in large dictionaries, University of Zurich.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from graphmodel.border.countries import country_kind
from graphmodel.border.report import Rows, SheetReport
from graphmodel.columns import Coded
from graphmodel.names import fold

__all__ = ["check_near_names", "near_pairs"]

_SHORTEST, _LONGEST = 5, 40
"""Letters of names of which one may be another letter: many short names differ by one, and long ones are sentences."""
_BEFORE = 8
"""With how many earlier names of its key a name is compared: a key that more names share says nothing."""
_AT_ONCE = 100_000
"""Pairs that are compared at once, which bounds the memory."""

_NUMBER = re.compile(r"\d")  # of places with numbers in their names these tell them apart
_DOUBLED = re.compile(r"(.)\1+")
_BASE = 0x9E3779B97F4A7C15  # odd, so that no power of it is lost modulo 2**64; equal keys are looked at again anyway

Numbers = npt.NDArray[np.uint64]
Places = npt.NDArray[np.int64]


def check_near_names(report: SheetReport, ids: Sequence[str], told: Rows) -> None:
    """Warn of places of one kind and country whose names differ by a letter, by doubled letters or by signs on letters.

    A row whose note names the other, by its name or id, is not told of: somebody has looked.

    Parameters
    ----------
    ids : sequence of str
        Of all rows.
    told : ndarray of bool
        Rows that are known to repeat another one.
    """
    schema = report.schema
    places = schema.places - set(schema.descendants(country_kind(schema)))
    rows = np.flatnonzero(report.coded("kind").where(lambda text: text in places) & ~report.blank("name") & ~told)
    names, kinds, countries = (report.coded(name) for name in ("name", "kind", "country"))
    used = np.unique(names.codes[rows]).tolist()
    used = [code for code in used if not _NUMBER.search(names.values[code])]
    keys = dict(zip(used, _sounds([names.values[code] for code in used]), strict=True))
    rows = rows[np.isin(names.codes[rows], [code for code, key in keys.items() if key])]
    group = kinds.codes[rows] * len(countries.values) + countries.codes[rows]
    rows = rows[np.argsort(group, kind="stable")]
    ends = np.flatnonzero(np.diff(np.sort(group))) + 1
    notes = report.coded("note")
    other: dict[int, int] = {}
    for members in np.split(rows, ends):
        for one, two in near_pairs([keys[code] for code in names.codes[members].tolist()]):
            a, b = int(members[one]), int(members[two])
            if b not in other and not any(
                _names(notes.values[notes.codes[x]], _told_by(names, ids, y, x)) for x, y in ((a, b), (b, a))
            ):
                other[b] = a
    if not other:
        return
    near = report.none.copy()
    near[list(other)] = True

    def found(row: int) -> str:
        like = "spelled like" if names.codes[row] == names.codes[other[row]] else "spelled almost like"
        return f"'{names.values[names.codes[row]]}', {like} {_in_row(report, other[row])}"

    def mend(row: int) -> str:
        return (
            "if they are one place, keep one row, with the other spelling in 'other_names'; if they are two, write in the note "
            f"of one that it is not the other: not {_told_by(names, ids, other[row], row)[-1]}"
        )

    report.add(
        "near-name", near, "name", "a name that cannot be a slip for another of this kind and country", "", found_in=found,
        mend_in=mend, level="warning",
    )  # fmt: skip


def _told_by(names: Coded, ids: Sequence[str], other: int, row: int) -> tuple[str, ...]:
    """What a note about a row may call another one by: its id, and its name if that is not the row's own."""
    same = names.codes[other] == names.codes[row]
    return (ids[other],) if same else (ids[other], names.values[names.codes[other]])


def _in_row(report: SheetReport, row: int) -> str:
    names = report.coded("name")
    return f"'{names.values[names.codes[row]]}' in row {report.sheet.rows[row]}"


def _names(note: str, names: tuple[str, ...]) -> bool:
    """Whether a note names somebody."""
    said = f" {fold(note)} "
    return bool(note) and any(name and f" {fold(name)} " in said for name in names)


def _sounds(names: Sequence[str]) -> list[str]:
    """Letters of names without numbers as they are found; folded at once, with a number between, since that is faster."""
    sounds = fold.__wrapped__("0".join(names)).replace(" ", "").split("0")
    return sounds if len(sounds) == len(names) else [fold(name).replace(" ", "") for name in names]


def near_pairs(names: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Places of names that are equal, or differ by one letter or by doubled letters; each with one before it.

    A name that is near several is given with at least one of them. Of names that share a key each is looked at with
    the eight before it.

    Examples
    --------
    >>> list(near_pairs(["elbasan", "tirana", "elbassan", "elbsaan", "tirane", "cair", "cain", "cair"]))
    [(0, 2), (0, 3), (1, 4), (5, 7)]
    """
    if len(names) < 2:
        return
    lengths = np.array([len(name) for name in names])
    letters = _letters(names, int(np.clip(lengths.max(), 2, _LONGEST)))
    pairs = _meeting(*_keys(names, lengths, letters))
    plain = _without_doubled(names) if len(pairs) else lengths
    for begin in range(0, len(pairs), _AT_ONCE):
        part = pairs[begin : begin + _AT_ONCE]
        near, unsure = _alike(letters, lengths, plain, part)
        for at in np.flatnonzero(near | unsure).tolist():
            one, two = part[at].tolist()
            if near[at] or _near(names[one], names[two]):
                yield one, two


def _meeting(keys: Numbers, places: Places) -> Places:
    """Pairs of names that share a key, each with those before it; shape (pairs, 2)."""
    order = np.lexsort((places, keys))
    keys, places = keys[order], places[order]
    found = []
    for apart in range(1, _BEFORE + 1):
        meet = keys[apart:] == keys[:-apart]
        if not meet.any():
            break
        meet &= places[apart:] != places[:-apart]
        found.append(np.column_stack([places[:-apart][meet], places[apart:][meet]]))
    return np.unique(np.concatenate(found), axis=0) if found else np.empty((0, 2), dtype=np.int64)


def _letters(names: Sequence[str], width: int) -> npt.NDArray[np.uint32]:
    """Letters of names as numbers, 0 behind the last; shape (names, width)."""
    return np.array(names, dtype=f"U{width}").view(np.uint32).reshape(len(names), width)


def _without_doubled(names: Sequence[str]) -> Places:
    """A number for each name, the same one for names that differ by doubled letters only."""
    numbers: dict[str, int] = {}
    return np.array([numbers.setdefault(_DOUBLED.sub(r"\1", name), len(numbers)) for name in names], dtype=np.int64)


def _alike(
    letters: npt.NDArray[np.uint32], lengths: Places, plain: Places, pairs: Places
) -> tuple[Rows, Rows]:  # fmt: skip
    """Which pairs are equal or one slip apart, as `_near` says it; and which only that can tell, as they are long."""
    width = letters.shape[1]
    a, b = letters[pairs[:, 0]], letters[pairs[:, 1]]
    la, lb = lengths[pairs[:, 0]], lengths[pairs[:, 1]]
    least = np.minimum(la, lb)
    begin = np.minimum(_agreeing(a == b), least)
    end = np.minimum(_agreeing(_from_the_end(a, la) == _from_the_end(b, lb)), least)
    rows, at = np.arange(len(pairs)), np.minimum(begin, width - 2)
    exchanged = (a[rows, at] == b[rows, at + 1]) & (a[rows, at + 1] == b[rows, at]) & (begin + end + 2 >= la)
    slip = np.where(la == lb, (begin + end + 1 >= la) | exchanged, begin + end >= least)
    long = np.maximum(la, lb) > width
    near = slip & (abs(la - lb) <= 1) & (least >= _SHORTEST) & (begin > 0) & ~long
    near |= plain[pairs[:, 0]] == plain[pairs[:, 1]]
    return near, ~near & long


def _agreeing(same: npt.NDArray[np.bool_]) -> Places:
    """How many letters agree before the first that does not."""
    first: Places = same.argmin(axis=1).astype(np.int64)
    return np.where(same.all(axis=1), same.shape[1], first)


def _from_the_end(letters: npt.NDArray[np.uint32], lengths: Places) -> npt.NDArray[np.uint32]:
    """The same letters, the last one first."""
    at = np.minimum(lengths, letters.shape[1])[:, None] - 1 - np.arange(letters.shape[1])
    return np.where(at >= 0, np.take_along_axis(letters, np.maximum(at, 0), axis=1), 0)


def _keys(names: Sequence[str], lengths: Places, letters: npt.NDArray[np.uint32]) -> tuple[Numbers, Places]:
    """Keys of all names and the place of the name that each belongs to."""
    width = letters.shape[1]
    letters = letters.astype(np.uint64)
    powers = np.ones(width + 1, dtype=np.uint64)
    sums = np.zeros((len(names), width + 1), dtype=np.uint64)
    with np.errstate(over="ignore"):
        for at in range(width):
            powers[at + 1] = powers[at] * np.uint64(_BASE)
            grown = sums[:, at] * np.uint64(_BASE) + letters[:, at]
            sums[:, at + 1] = np.where(at < lengths, grown, sums[:, at])
        whole = sums[:, -1]
        rows, places = np.nonzero(
            (np.arange(width) < lengths[:, None]) & ((lengths >= _SHORTEST) & (lengths <= width))[:, None]
        )
        shorter = whole[rows] + (sums[rows, places] - sums[rows, places + 1]) * powers[lengths[rows] - 1 - places]
    doubled = np.flatnonzero(((letters[:, 1:] == letters[:, :-1]) & (letters[:, 1:] != 0)).any(axis=1))
    single = np.array([_number(_DOUBLED.sub(r"\1", names[at][:width])) for at in doubled.tolist()], dtype=np.uint64)
    return (
        np.concatenate([whole, shorter, single]),
        np.concatenate([np.arange(len(names)), rows, doubled]).astype(np.int64),
    )  # fmt: skip


def _number(name: str) -> int:
    """The same key of one name."""
    key = 0
    for letter in name:
        key = (key * _BASE + ord(letter)) % 2**64
    return key


def _near(a: str, b: str) -> bool:
    """Whether two names are equal, or long enough and one slip apart; nobody mistakes the first letter.

    Examples
    --------
    >>> [_near("elbasan", other) for other in ("elbasan", "elbassan", "elbsaan", "elbasam", "albasan", "elbsana")]
    [True, True, True, True, False, False]
    """
    if a == b or _DOUBLED.sub(r"\1", a) == _DOUBLED.sub(r"\1", b):
        return True
    if a[0] != b[0] or min(len(a), len(b)) < _SHORTEST or abs(len(a) - len(b)) > 1:
        return False
    if len(a) > len(b):
        a, b = b, a
    at = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), len(a))
    if len(a) < len(b):
        return a[at:] == b[at + 1 :]
    return a[at + 1 :] == b[at + 1 :] or (a[at : at + 2] == b[at : at + 2][::-1] and a[at + 2 :] == b[at + 2 :])

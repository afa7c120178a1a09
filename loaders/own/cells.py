"""What people write in the cells of their own tables: yes and no, blanks, kinds of actors by their names, cities."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.resources import files
from typing import Any, Literal

from graphmodel.names import fold
from graphmodel.nearest import nearest
from graphmodel.schema import Schema
from loaders.own.sounds import script_of

__all__ = [
    "Attendance", "attendance", "city_of_name", "cleaned", "is_blank", "is_municipality_alone", "is_name_of", "is_nobody",
    "is_total", "key_of", "kind_by_name", "kind_by_word", "part_in_event", "place_name", "words",
]  # fmt: skip

Attendance = Literal["yes", "no", "not known"]
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u00ad]")
_BRACKETED = re.compile(r"([^()]+)\(([^()]+)\)\s*")
_ASIDE = re.compile(r"\s*[,;(]|\s+[-–—]\s")
"""What begins a part of a municipality, behind its name."""
_ADDRESS = re.compile(r"\S+@\S+\.\S+")


@lru_cache(maxsize=1)
def words() -> dict[str, Any]:
    """What synonyms.yaml says."""
    import yaml

    found: dict[str, Any] = yaml.safe_load(files("loaders.own").joinpath("synonyms.yaml").read_text(encoding="utf-8"))
    return found


@lru_cache(maxsize=16)
def _list(name: str) -> frozenset[str]:
    return frozenset(key_of(word) for word in words()[name])


def key_of(text: str) -> str:
    """What texts are told apart by: folded, or, of a sign that folds to nothing, the sign itself."""
    return fold(text) or text.strip()


def cleaned(text: str) -> str:
    """A cell as it is kept: one line, without what cannot be seen, and without e-mail addresses.

    Examples
    --------
    >>> cleaned("Ministry\\n of  Interior"), cleaned("ana@kumanovo.example")
    ('Ministry of Interior', '')
    """
    return " ".join(_ADDRESS.sub("", _UNSEEN.sub("", text.replace("\n", " ").replace("\t", " "))).split())


def is_blank(text: str) -> bool:
    """Whether a cell says that there is nothing in it.

    Examples
    --------
    >>> is_blank("N/A"), is_blank("TBC"), is_blank("–"), is_blank("NA"), is_blank("Nis")
    (True, True, True, False, False)
    """
    return not text.strip() or key_of(text) in _list("blank")


def is_nobody(text: str) -> bool:
    """Whether a cell says that a person belongs to no organisation.

    Examples
    --------
    >>> is_nobody("independent consultant"), is_nobody("Independent Media Council")
    (True, False)
    """
    return key_of(text) in _list("nobody")


def is_total(row: Iterable[str]) -> bool:
    """Whether a row sums up the table: it has hardly anything but a cell 'total', perhaps with a number and what it counts.

    Examples
    --------
    >>> is_total(["", "Total: 40 participants", ""]), is_total(["Total", "40"]), is_total(["Total participants:", "40"])
    (True, True, True)
    >>> is_total(["Total Energies", "MK"]), is_total(["Total Energies", ""])
    (False, False)
    """
    filled = [fold(cell) for cell in row if cell.strip()]
    if not 1 <= len(filled) <= 2:
        return False
    rests = [filled[0][len(word) :].strip() for word in _list("total") if f"{filled[0]} ".startswith(f"{word} ")]
    is_number = [cell.replace(" ", "").isdecimal() for cell in filled]
    return any(
        (rest[:1].isdecimal() or not rest) if len(filled) == 1 else is_number[1] or (not rest and not filled[1])
        for rest in rests
    )


def attendance(text: str) -> Attendance | None:
    """What a cell says about whether somebody was there; None if it says neither yes, no nor that it is not known.

    Examples
    --------
    >>> [attendance(text) for text in ("Y", "Да", "نعم", "N", "не", "لا", "TBC", "", "Skopje")]
    ['yes', 'yes', 'yes', 'no', 'no', 'no', 'not known', 'not known', None]
    """
    key = key_of(text)
    if not key or key in _list("not_known"):
        return "not known"
    if key in _list("yes"):
        return "yes"
    return "no" if key in _list("no") else None


def kind_by_word(text: str, schema: Schema) -> str | None:
    """The kind that a cell names by a word that is its own, or a synonym of it.

    Examples
    --------
    >>> from graphmodel.schema import builtin_schema
    >>> kind_by_word("municipality", builtin_schema()), kind_by_word("NGO", builtin_schema())
    ('City', 'CivilSocietyGroup')
    """
    key = fold(text)
    known = schema.node_words.get(key)
    fitting = (name for name, kind in schema.nodes.items() if key in map(fold, kind.synonyms))
    return known or next(fitting, None)


def kind_by_name(name: str, schema: Schema) -> str | None:
    """The kind that the name of an actor tells: the longest word of any kind that is in it; None if there is none.

    Examples
    --------
    >>> from graphmodel.schema import builtin_schema
    >>> names = ["Bashkia Elbasan", "Council of Europe", "Prevention Council", "Ministry for Local Government", "Forum MNE"]
    >>> [kind_by_name(name, builtin_schema()) for name in names]
    ['City', 'Organisation', 'CoordinationBody', 'Ministry', None]
    """
    sound = f" {fold(name)} "
    fitting = [(len(word), -sound.index(f" {word} "), kind) for word, kind in schema.sounds if f" {word} " in sound]
    return max(fitting)[2] if fitting else None


@lru_cache(maxsize=1)
def _parts() -> dict[str, str]:
    return {key_of(word): part for part, known in words()["parts"].items() for word in (part, *known)}


def part_in_event(text: str) -> str | None:
    """The part in an event that a cell names and nothing else, as the sheets write it; None if it names none.

    Examples
    --------
    >>> part_in_event("Moderator"), part_in_event("Keynote Speaker"), part_in_event("متحدث"), part_in_event("Mayor")
    ('moderator', 'keynote speaker', 'speaker', None)
    """
    return _parts().get(key_of(text))


def place_name(text: str, schema: Schema) -> tuple[str, list[str]]:
    """Name of a city and its other names: without 'Municipality of', parted at the slash, or at brackets around another script.

    Examples
    --------
    >>> from graphmodel.schema import builtin_schema
    >>> place_name("Municipality of Čair", builtin_schema()), place_name("Peja / Peć", builtin_schema())
    (('Čair', []), ('Peja', ['Peć']))
    >>> place_name("Bitola (بيتولا)", builtin_schema()), place_name("Bar (port)", builtin_schema())
    (('Bitola', ['بيتولا']), ('Bar (port)', []))
    >>> place_name("Općina Tešanj", builtin_schema())[0], place_name("Grad", builtin_schema())[0]
    ('Tešanj', 'Grad')
    """
    known = {fold(word) for word in schema.nodes[words()["city"]].in_names}
    bracketed = _BRACKETED.fullmatch(text)
    if bracketed is not None and script_of(bracketed[1]) != script_of(bracketed[2]) != "":
        text = f"{bracketed[1]} / {bracketed[2]}"
    parts = [part.strip() for part in text.split("/") if part.strip()] or [text]
    names = [_without(part, known) for part in parts]
    return names[0], [name for name in dict.fromkeys(names[1:]) if fold(name) != fold(names[0])]


def is_municipality_alone(name: str, schema: Schema) -> bool:
    """Whether a name says that it is a municipality and not of which city.

    Examples
    --------
    >>> from graphmodel.schema import builtin_schema
    >>> [is_municipality_alone(name, builtin_schema()) for name in ("Општина", "City Hall", "Municipality of Bar")]
    [True, True, False]
    """
    return fold(name) in {fold(word) for word in schema.nodes[words()["city"]].in_names}


def city_of_name(city: str, name: str, schema: Schema) -> tuple[str, bool]:
    """Which city is meant by the name of a municipality with a city beside it, and whether that leaves no doubt.

    The city beside it if the name says no other, or says the same with a slip; else the one in the name.

    Examples
    --------
    >>> from graphmodel.schema import builtin_schema
    >>> schema = builtin_schema()
    >>> city_of_name("Ohrid", "Municipality", schema), city_of_name("", "Municipality of Bar", schema)
    (('Ohrid', True), ('Municipality of Bar', True))
    >>> city_of_name("Elbasan", "Municipality of Elbassan", schema), city_of_name("Skopje", "Municipality of Bar", schema)
    (('Elbasan', False), ('Municipality of Bar', False))
    """
    if not city:
        return name, True
    if is_municipality_alone(name, schema) or is_name_of(city, name, schema):
        return city, True
    own, _ = place_name(name, schema)
    first, others = place_name(city, schema)
    return (city if nearest(own, [first, *others], cutoff=0.85) else name), False


def is_name_of(city: str, name: str, schema: Schema) -> bool:
    """Whether the name of a municipality is that of a city: the same place, as it is or in the Albanian genitive.

    Examples
    --------
    >>> from graphmodel.schema import builtin_schema
    >>> names = ["Municipality of Bar, Youth Office", "Municipality of Barajevo", "Municipality of Novo Bar", "Komuna e Barit"]
    >>> [is_name_of("Bar", name, builtin_schema()) for name in names]
    [True, False, False, True]
    """
    first, others = place_name(city, schema)
    forms = {form for one in (first, *others) for form in _forms(key_of(one))}
    own, further = place_name(_ASIDE.split(name)[0], schema)
    return any(key_of(one) in forms for one in (own, *further))


def _forms(place: str) -> Iterator[str]:
    yield place
    for ending in words()["endings"]:
        yield place + ending
        yield place.rstrip("aeiou") + ending


def _without(text: str, known: set[str]) -> str:
    pieces = text.split()
    for count in range(len(pieces) - 1, 0, -1):
        if fold(" ".join(pieces[:count])) in known:
            return " ".join(pieces[count:])
    if len(pieces) > 1 and fold(pieces[-1]) in known:
        return " ".join(pieces[:-1])
    return text

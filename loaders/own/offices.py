"""Which office a position speaks for: only that which its first words name, themselves or through a deputy.

An adviser to a mayor, a former mayor and the secretary of one speak for no mayor.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from graphmodel.names import fold
from graphmodel.schema import Schema
from loaders.own.cells import words

__all__ = ["Office", "is_focal", "mentions_office", "office_named", "office_of"]


@dataclass(frozen=True, slots=True)
class Office:
    """The office that a position speaks for.

    Parameters
    ----------
    kind : str
        Of the office.
    word : str
        The words that tell it, folded.
    is_deputy : bool
        Whether a deputy speaks for it, such as a vice mayor.
    """

    kind: str
    word: str
    is_deputy: bool


def office_of(text: str, schema: Schema) -> Office | None:
    """The office that a position speaks for, by the words that it begins with; None if it begins with none.

    Examples
    --------
    >>> from graphmodel.schema import builtin_schema
    >>> said = ("Mayor of Gjilan", "Vice-Mayor", "Градоначалник", "National focal point", "Focal point", "Adviser to the Mayor")
    >>> offices = [office_of(text, builtin_schema()) for text in said]
    >>> [office and office.word for office in offices], offices[3].kind
    (['mayor', 'vice mayor', 'gradonacalnik', 'national focal point', None, None], 'NationalCoordinator')
    """
    whole = fold(text)
    for before, sound in [("", whole), *_behind_deputy(whole)]:
        fitting = [
            (len(word), name, word) for name, kind in schema.nodes.items() for word in map(fold, kind.positions)
            if f"{sound} ".startswith(f"{word} ")
        ]  # fmt: skip
        if fitting:
            _, kind, word = max(fitting)
            if set(sound[len(word) :].split()) & set(map(fold, words()["not_the_office"])):
                return None
            is_deputy = any(word.endswith(f" {fold(other)}") for other in schema.nodes[kind].positions)
            return Office(kind, before + word, bool(before) or is_deputy)
    return None


def _behind_deputy(sound: str) -> Iterator[tuple[str, str]]:
    """What a position begins with that tells a deputy, and what stands behind it, the longest first."""
    for deputy in sorted(words()["deputies"], key=len, reverse=True):
        before = fold(deputy) + ("" if deputy.endswith("-") else " ")
        if sound.startswith(before):
            yield before, sound[len(before) :]


def is_focal(text: str) -> bool:
    """Whether a position is that of one to turn to, which is no office of a network.

    Examples
    --------
    >>> [is_focal(text) for text in ("Focal point for P/CVE", "Adviser to the focal point")]
    [True, False]
    """
    return any(f"{fold(text)} ".startswith(f"{fold(word)} ") for word in words()["focal"])


def mentions_office(text: str, schema: Schema) -> bool:
    """Whether a cell has the words of an office anywhere, so that it is a position, if not that of the office."""
    sound = f" {fold(text)} "
    return any(f" {fold(word)} " in sound for kind in schema.nodes.values() for word in kind.positions)


def office_named(name: str, kind: str, schema: Schema) -> Office | None:
    """The office whose name begins as a position of it, or as a word for its kind, such as office of the mayor."""
    office = office_of(name, schema)
    synonyms = map(fold, schema.nodes[kind].synonyms)
    if office is None and any(f"{fold(name)} ".startswith(f"{word} ") for word in synonyms):
        return Office(kind, "", False)
    return office

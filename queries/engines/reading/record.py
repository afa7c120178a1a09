"""What is known of a text once it has been read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from queries.engines.reading.lexer import Token

__all__ = ["Arrow", "Call", "Note", "Reading", "Shape", "Slip", "Star"]


@dataclass(frozen=True, slots=True)
class Note:
    """Something that not every engine understands: where, what, and what to write instead."""

    position: int
    what: str
    instead: str
    rows: bool = False
    """Whether it is about the rows that come out, and not about words that an engine may not understand."""


@dataclass(frozen=True, slots=True)
class Slip:
    """Something that follows the grammar and cannot be meant: a name that nothing has, two columns of one name."""

    position: int
    message: str


@dataclass(frozen=True, slots=True)
class Call:
    """A function that is called: its name in lower case, where it stands, where its brackets open and close."""

    name: str
    token: Token
    open: int
    close: int


@dataclass(frozen=True, slots=True)
class Star:
    """`n {.*, …}`: the star, where the braces open and close, and the keys that are written out beside it."""

    token: Token
    open: int
    close: int
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Arrow:
    """A relationship that is asked for in one direction: the sign that points, and the types that are named."""

    token: Token
    types: tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """What an operand looks like from outside, as far as the lint asks.

    Parameters
    ----------
    form : {"variable", "property", "call", "text", "parameter", "number", "projection", "other"}
        What kind of operand it is.
    name : str
        Of the variable, property, function or parameter; the text itself.
    aggregates : bool
        Whether an aggregate is called in it.
    """

    form: str = "other"
    name: str = ""
    aggregates: bool = False


@dataclass(slots=True)
class Reading:
    """What is known of a text that only reads.

    Parameters
    ----------
    text : str
        As it was given.
    tokens : list of Token
        All of it, comments left out.
    columns : tuple of str or None
        Names of the columns; None for RETURN *.
    labels, types, parameters : list of Token
        Labels of nodes, types of relationships and parameters, as they stand.
    names : list of Token
        Every word that names something (a variable, alias, property, key, label or type) and is no keyword.
    notes : list of Note
        What not every engine understands.
    calls : list of Call
        Functions that are called.
    properties : list of Token
        Properties that are asked of nodes and relationships, as far as a text tells that it is one.
    stars : list of Star
        Each `.*` in `n {.*}`.
    arrows : list of Arrow
        Relationships that are asked for in one direction.
    slips : list of Slip
        What cannot be meant; a text with one is not run.
    """

    text: str
    tokens: list[Token]
    columns: tuple[str, ...] | None = ()
    labels: list[Token] = field(default_factory=list)
    types: list[Token] = field(default_factory=list)
    parameters: list[Token] = field(default_factory=list)
    names: list[Token] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    properties: list[Token] = field(default_factory=list)
    stars: list[Star] = field(default_factory=list)
    arrows: list[Arrow] = field(default_factory=list)
    slips: list[Slip] = field(default_factory=list)

    def lists(self) -> tuple[list[Any], ...]:
        """All that grows while a text is read, and shrinks again where a way to read it leads nowhere."""
        return (
            self.labels, self.types, self.parameters, self.names, self.notes, self.calls, self.properties, self.stars,
            self.arrows, self.slips,
        )  # fmt: skip

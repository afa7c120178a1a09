"""The part of Cypher that reads, as a grammar: a text that does not follow it is not run.

A recursive descent over the tokens. It knows where a clause, a function or a label may stand, so that a word in a
string, a property, an alias or a variable is never taken for a clause. What it meets on the way is kept: labels, types,
parameters, names of columns, and notes on what not every engine understands.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from graphmodel.errors import LiaisonError, Refused, UsageProblem
from graphmodel.nearest import nearest
from queries.engines.lexer import Token, pointed, tokens
from queries.engines.words import (
    AGGREGATES,
    AVOIDED,
    CLAUSES,
    FORBIDDEN,
    FUNCTIONS,
    LONG_SYNTAX,
    NO_OPERAND,
    QUANTIFIERS,
)

__all__ = ["MAX_DEPTH", "Note", "Reading", "parse"]

MAX_DEPTH = 50
"""Deepest nesting that is read: engines overflow their stack on more."""


@dataclass(frozen=True, slots=True)
class Note:
    """Something that not every engine understands: where, what, and what to write instead."""

    position: int
    what: str
    instead: str


@dataclass(slots=True)
class Reading:
    """What is known of a text that only reads.

    Parameters
    ----------
    text : str
        As it was given.
    tokens : list of Token
        Without comments.
    columns : tuple of str or None
        Names of the columns; None for RETURN *.
    labels, types : list of Token
        Labels of nodes, types of relationships, as they stand.
    parameters : list of Token
        As they stand.
    names : list of Token
        Every word that names something (variable, alias, property, key, label, type), none that is a keyword.
    notes : list of Note
        For the lint.
    ordered : bool
        Whether the rows come in an order, or are one row.
    """

    text: str
    tokens: list[Token]
    columns: tuple[str, ...] | None = ()
    labels: list[Token] = field(default_factory=list)
    types: list[Token] = field(default_factory=list)
    parameters: list[Token] = field(default_factory=list)
    names: list[Token] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    ordered: bool = True


def parse(text: str) -> Reading:
    """Read a text.

    Raises
    ------
    Refused
        If a clause, function or procedure that does more than read is recognised, or there are several statements.
    UsageProblem
        If the text does not follow the grammar.
    """
    return _Parser(text).statement()


@dataclass(slots=True)
class _Shape:
    """What an operand looks like from outside: enough for the lint."""

    form: str = "other"
    name: str = ""
    aggregates: bool = False


class _Parser:
    def __init__(self, text: str) -> None:
        self.text = text
        self.all = tokens(text)
        self.at = 0
        self.depth = 0
        self.furthest = 0
        self.reading = Reading(text, self.all)
        self.entities: set[str] = set()
        self.comprehensions = 0

    # -- tokens

    @property
    def now(self) -> Token:
        return self.all[self.at]

    def peek(self, ahead: int = 1) -> Token:
        return self.all[min(self.at + ahead, len(self.all) - 1)]

    def step(self) -> Token:
        token = self.now
        if token.kind != "end":
            self.at += 1
            self.furthest = max(self.furthest, self.at)
        return token

    def word(self, *words: str) -> bool:
        """Take the words if they come next, one after the other."""
        if all(self.peek(i).word == word for i, word in enumerate(words)):
            for _ in words:
                self.step()
            return True
        return False

    def sign(self, sign: str) -> bool:
        if self.now.is_sign(sign):
            self.step()
            return True
        return False

    def need(self, sign: str) -> None:
        if not self.sign(sign):
            raise self.fault(f"expected '{sign}'")

    def need_word(self, word: str) -> None:
        if not self.word(word):
            raise self.fault(f"expected {word}")

    def name(self, what: str) -> Token:
        token = self.now
        if token.kind not in ("name", "quoted"):
            raise self.fault(f"expected {what}")
        self.reading.names.append(token)
        return self.step()

    def note(self, token: Token, what: str, instead: str) -> None:
        self.reading.notes.append(Note(token.start, what, instead))

    # -- faults

    def fault(self, message: str, token: Token | None = None) -> LiaisonError:
        """The fault at the token; a refusal if a word that does more than read stands there."""
        token = token or self.now
        previous = self.all[self.at - 1] if self.at else None
        for candidate in (token, previous):
            if candidate is not None and candidate.word in FORBIDDEN and token.start >= candidate.start:
                return self.refused(candidate, f"{candidate.word} is not allowed: a query only reads")
        found = "the end" if token.kind == "end" else f"'{self.text[token.start : token.end]}'"
        hint = ""
        if token.kind == "name":
            close = nearest(token.value, CLAUSES, cutoff=0.75)
            hint = f"; did you mean {close}?" if close and close != token.word else ""
        return UsageProblem(pointed(self.text, token.start, f"{message}, found {found}{hint}"))

    def refused(self, token: Token, message: str) -> Refused:
        return Refused(pointed(self.text, token.start, message))

    def deeper(self) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise UsageProblem(pointed(self.text, self.now.start, f"the query nests deeper than {MAX_DEPTH}"))

    def attempt[T](self, part: Callable[[], T | None]) -> T | None: ...

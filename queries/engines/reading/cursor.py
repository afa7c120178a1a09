"""A place in the tokens of a text, and what has been seen on the way there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeVar

from graphmodel.errors import LiaisonError, Refused, UsageProblem
from graphmodel.nearest import nearest
from queries.engines.reading.lexer import Token, pointed, tokens
from queries.engines.reading.words import CLAUSES, FORBIDDEN, INSTEAD_OF_CLAUSE, KEYWORDS

__all__ = ["MAX_DEPTH", "Cursor", "Note", "Reading", "Shape"]

MAX_DEPTH = 50
"""Deepest nesting that is read: engines overflow their stack on more."""

STEPS_PER_TOKEN = 20
"""Times that each token is looked at before a text counts as too involved: trying twice at each level adds up."""

T = TypeVar("T")


class _TooMuch(UsageProblem):
    """The text is too deep or too involved: no other way to read it is tried."""


@dataclass(frozen=True, slots=True)
class Note:
    """Something that not every engine understands: where, what, and what to write instead."""

    position: int
    what: str
    instead: str


@dataclass(frozen=True, slots=True)
class Shape:
    """What an operand looks like from outside, as far as the lint asks.

    Parameters
    ----------
    form : {"variable", "property", "text", "parameter", "number", "other"}
        What kind of operand it is.
    name : str
        Of the variable, property or parameter; the text itself.
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
    """

    text: str
    tokens: list[Token]
    columns: tuple[str, ...] | None = ()
    labels: list[Token] = field(default_factory=list)
    types: list[Token] = field(default_factory=list)
    parameters: list[Token] = field(default_factory=list)
    names: list[Token] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    def _lists(self) -> tuple[list[Token] | list[Note], ...]:
        return (self.labels, self.types, self.parameters, self.names, self.notes)


class Cursor:
    """Steps over tokens, tries and steps back, and words what is wrong."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.all = tokens(text)
        self.at = 0
        self.depth = 0
        self.steps = 0
        self.most_steps = STEPS_PER_TOKEN * len(self.all) + 10_000
        self.aggregates = 0
        self.no_pattern: set[int] = set()
        self.refusal: Refused | None = None
        self.entities: set[str] = set()
        self.reading = Reading(text, self.all)

    # What the parts of the grammar ask of one another.

    def expression(self) -> Shape:
        """An expression."""
        raise NotImplementedError

    def query(self, *, inner: bool = False) -> None:
        """Clauses up to the end, or up to the brace that closes a subquery."""
        raise NotImplementedError

    # Tokens

    @property
    def now(self) -> Token:
        """The token that comes next."""
        return self.all[self.at]

    def peek(self, ahead: int = 1) -> Token:
        """The token so many further on."""
        return self.all[min(self.at + ahead, len(self.all) - 1)]

    def step(self) -> Token:
        """Go one further; the token that was passed."""
        token = self.now
        self.steps += 1
        if self.steps > self.most_steps:
            raise _TooMuch(pointed(self.text, token.start, "the query is too involved to be read"))
        if token.kind != "end":
            self.at += 1
        return token

    def sees(self, *words: str) -> bool:
        """Whether these words come next, one after the other."""
        return all(self.peek(ahead).word == word for ahead, word in enumerate(words))

    def word(self, *words: str) -> bool:
        """Pass these words if they come next."""
        if not self.sees(*words):
            return False
        for _ in words:
            self.step()
        return True

    def sign(self, sign: str) -> bool:
        """Pass this sign if it comes next."""
        if not self.now.is_sign(sign):
            return False
        self.step()
        return True

    def need(self, sign: str) -> None:
        """Pass this sign, which must come next."""
        if not self.sign(sign):
            raise self.fault(f"expected '{sign}'")

    def need_word(self, word: str) -> None:
        """Pass this word, which must come next."""
        if not self.word(word):
            raise self.fault(f"expected {word}")

    def name(self, what: str) -> Token:
        """Pass a word that names something."""
        if self.now.kind not in ("name", "quoted"):
            raise self.fault(f"expected {what}")
        self.reading.names.append(self.now)
        return self.step()

    def parameter(self) -> Token:
        """Pass a parameter."""
        self.reading.parameters.append(self.now)
        return self.step()

    def attempt(self, part: Callable[[], T | None]) -> T | None:
        """Read a part if it can be read; else stand where we stood, as if nothing had been tried.

        What was refused on the way is kept: if no other way to read the text is found, that is what is told.
        """
        at, depth, entities = self.at, self.depth, set(self.entities)
        lengths = [len(seen) for seen in self.reading._lists()]
        result: T | None = None
        try:
            result = part()
        except _TooMuch:
            raise
        except Refused as refusal:
            self.refusal = refusal
        except UsageProblem:
            pass
        if result is None:
            self.at, self.depth, self.entities = at, depth, entities
            for seen, length in zip(self.reading._lists(), lengths, strict=True):
                del seen[length:]
        return result

    @contextmanager
    def deeper(self) -> Iterator[None]:
        """One level further in."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise _TooMuch(pointed(self.text, self.now.start, f"the query nests deeper than {MAX_DEPTH} levels"))
        yield
        self.depth -= 1

    # Words for people

    def note(self, token: Token, what: str, instead: str) -> None:
        """Keep that not every engine understands this."""
        self.reading.notes.append(Note(token.start, what, instead))

    def refused(self, token: Token, message: str) -> Refused:
        """A refusal at a token."""
        return Refused(pointed(self.text, token.start, message))

    def fault(self, message: str) -> LiaisonError:
        """What is wrong with the next token: a refusal if a word that does more than read stands here."""
        token = self.now
        before = self.all[self.at - 1] if self.at else token
        after = self.peek() if token.word == "USING" else token  # USING PERIODIC COMMIT
        for candidate in (token, before, after):
            if candidate.word in FORBIDDEN:
                return self.refused(candidate, f"{candidate.word} is not allowed: a query only reads")
        if self.refusal is not None:
            return self.refusal
        found = "the end" if token.kind == "end" else f"'{self.text[token.start : min(token.end, token.start + 40)]}'"
        return UsageProblem(pointed(self.text, token.start, f"{message}, found {found}{_hint(token)}"))


def _hint(token: Token) -> str:
    if token.word in KEYWORDS:
        return "; put it in backticks if it is a name"
    if token.word in INSTEAD_OF_CLAUSE:
        return f"; write {INSTEAD_OF_CLAUSE[token.word]} instead"
    close = nearest(token.word, CLAUSES, cutoff=0.75) if token.word else None
    return f"; did you mean {close}?" if close and close != token.word else ""

"""A place in the tokens of a text, and what has been seen on the way there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from graphmodel.errors import LiaisonError, Refused, UsageProblem
from graphmodel.nearest import nearest
from queries.engines.reading.lexer import Token, pointed, tokens
from queries.engines.reading.record import Note, Reading, Shape, Slip
from queries.engines.reading.scope import Scope
from queries.engines.reading.words import CLAUSES, FORBIDDEN, INSTEAD_OF_CLAUSE, KEYWORDS

__all__ = ["MAX_CHAIN", "MAX_DEPTH", "MAX_UNIONS", "Cursor"]

MAX_DEPTH = 50
"""Deepest nesting that is read: engines overflow their stack on more."""

MAX_CHAIN = 200
"""Links of chains that a text may have beyond the first two of each: properties of properties (`c.a.b.c`), indexes,
signs, labels. One by one they cost an engine as much of its stack as nesting does; it died of 6,200."""

MAX_UNIONS = 50
"""UNIONs in a text: each is a step down for an engine, which died of 310."""

STEPS_PER_TOKEN = 20
"""Times that each token is looked at before a text counts as too involved: trying twice at each level adds up."""

T = TypeVar("T")


class _TooMuch(UsageProblem):
    """The text is too deep or too involved: no other way to read it is tried."""


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
        self.chain = self.unions = 0
        self.reading = Reading(text, self.all)
        self.scope = Scope(self.reading)

    # What the parts of the grammar ask of one another.

    def expression(self) -> Shape:
        """An expression."""
        raise NotImplementedError

    def query(self, *, inner: bool = False) -> set[str]:
        """Clauses up to the end, or up to the brace that closes a subquery; names of the columns."""
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
        at, depth, chain, unions, entities = self.at, self.depth, self.chain, self.unions, set(self.entities)
        lengths, state = [len(seen) for seen in self.reading.lists()], self.scope.state()
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
            self.at, self.depth, self.chain, self.unions, self.entities = at, depth, chain, unions, entities
            self.scope.restore(state)
            for seen, length in zip(self.reading.lists(), lengths, strict=True):
                del seen[length:]
        return result

    @contextmanager
    def deeper(self) -> Iterator[None]:
        """One level further in."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self.too_much(f"the query nests deeper than {MAX_DEPTH} levels")
        yield
        self.depth -= 1

    def link(self, length: int) -> None:
        """One link more of a chain that has so many."""
        if length > 2:
            self.chain += 1
        if self.chain > MAX_CHAIN:
            raise self.too_much(f"more than {MAX_CHAIN} signs, properties or labels in a row")

    def too_much(self, message: str) -> UsageProblem:
        """What an engine is not given to chew on."""
        return _TooMuch(pointed(self.text, self.now.start, message))

    @contextmanager
    def local(self, *names: str) -> Iterator[None]:
        """Names that hold in a part of an expression only, and hide others that are called so."""
        entities = self.entities
        self.entities = entities - set(names)
        try:
            with self.scope.local(*names):
                yield
        finally:
            self.entities = entities

    # Words for people

    def note(self, token: Token, what: str, instead: str, *, rows: bool = False) -> None:
        """Keep that not every engine understands this."""
        self.reading.notes.append(Note(token.start, what, instead, rows))

    def slip(self, token: Token, message: str) -> None:
        """Keep that this cannot be meant."""
        self.reading.slips.append(Slip(token.start, message))

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

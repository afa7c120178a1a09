"""Functions that are called, and what stands between their brackets."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from graphmodel.errors import LiaisonError, UsageProblem
from graphmodel.nearest import nearest
from queries.engines.reading.lexer import Token, pointed
from queries.engines.reading.patterns import Patterns
from queries.engines.reading.record import Call
from queries.engines.reading.words import (
    AGGREGATES,
    AVOIDED,
    FORBIDDEN,
    FUNCTIONS,
    QUANTIFIERS,
    REACHING,
    SPACES,
    SPELLED,
)

__all__ = ["Calls"]


class Calls(Patterns):
    """The part of the grammar that calls functions."""

    depth_of_bars = 0

    def called(self) -> str | None:
        """Name of the function that is called here, in lower case; None if none is."""
        ahead, parts = 0, [self.now.value]
        while self.peek(ahead + 1).is_sign(".") and self.peek(ahead + 2).kind in ("name", "quoted"):
            ahead += 2
            parts.append(self.peek(ahead).value)
        return ".".join(parts).lower() if self.peek(ahead + 1).is_sign("(") else None

    def call(self) -> str:
        """A function with its arguments; its name."""
        token, function = self.now, self.called()
        assert function is not None
        if token.kind == "quoted" or function not in FUNCTIONS | QUANTIFIERS | {"exists", "reduce"}:
            raise self.unknown_function(token, function)
        while not self.now.is_sign("("):
            self.step()
        opened = self.now.start
        self.need("(")
        with self.deeper():
            if function in QUANTIFIERS:
                self.quantified()
            elif function == "reduce":
                self.reduction()
            elif function == "exists":
                self.exists(token)
            else:
                self.arguments(token, function)
        self.need(")")
        if function in AGGREGATES:
            self.aggregates += 1
        self.reading.calls.append(Call(function, token, opened, self.all[self.at - 1].start))
        return function

    def arguments(self, token: Token, function: str) -> None:
        """What stands between the brackets of a function."""
        if function in AVOIDED:
            self.note(token, f"{token.value}(…)" if "." not in function else f"{function}(…)", AVOIDED[function])
        if self.now.is_sign(")") or (function == "count" and self.sign("*")):
            return
        self.word("DISTINCT")
        self.expression()
        while self.sign(","):
            self.expression()

    def quantified(self) -> None:
        """X IN list WHERE condition."""
        token = self.name("a name")
        self.need_word("IN")
        self.expression()
        self.need_word("WHERE")
        with self.local(token.value):
            self.expression()

    def reduction(self) -> None:
        """Total = start, x IN list | expression."""
        total = self.name("a name")
        self.need("=")
        self.expression()
        self.need(",")
        item = self.name("a name")
        self.need_word("IN")
        with self.bars():
            self.expression()
        self.need("|")
        with self.local(total.value, item.value):
            self.expression()

    def exists(self, token: Token) -> None:
        """exists(pattern), and the old exists(n.property)."""
        if self.attempt(self.pattern_value):
            self.note(token, "exists(…)", "EXISTS { MATCH … }")
        else:
            self.note(token, "exists(n.property)", "n.property IS NOT NULL")
            self.expression()

    def unknown_function(self, token: Token, function: str) -> LiaisonError:
        """What has a name of somebody else's is refused: it may do anything. Any other name is a slip."""
        space, dot, _ = function.rpartition(".")
        shown = self.text[token.start : self.all[self.at + 2 * function.count(".")].end]
        if (dot and space not in SPACES) or function in REACHING or function.upper() in FORBIDDEN:
            return self.refused(token, f"the function {shown}(…) is not on the list of those that only compute")
        if function in FUNCTIONS | QUANTIFIERS:
            message = f"a function is written without backticks: {function}(…)"
        elif close := nearest(function, sorted(FUNCTIONS | QUANTIFIERS), cutoff=0.7):
            message = f"there is no function '{shown}'; did you mean '{SPELLED.get(close, close)}'?"
        else:
            message = f"there is no function '{shown}'; docs/cypher.md lists those that there are"
        return UsageProblem(pointed(self.text, token.start, message))

    def pattern_value(self) -> bool | None:
        """A pattern where a value belongs."""
        with self.local():
            return self.path() > 0 or None

    # Bars

    @contextmanager
    def bars(self) -> Iterator[None]:
        """Inside [ … | … ] a bar is no alternative between labels."""
        self.depth_of_bars += 1
        try:
            yield
        finally:
            self.depth_of_bars -= 1

    @contextmanager
    def no_bars(self) -> Iterator[None]:
        """After the bar, another is an alternative again."""
        self.depth_of_bars -= 1
        try:
            yield
        finally:
            self.depth_of_bars += 1

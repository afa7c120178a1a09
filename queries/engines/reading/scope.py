"""Which names hold where: what a clause brings, what WITH passes on, what a subquery sees of its surroundings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from graphmodel.nearest import nearest
from queries.engines.reading.lexer import Token, place
from queries.engines.reading.record import Reading, Slip

__all__ = ["Scope"]

State = tuple[set[str], int, int, bool]


class Scope:
    """The names that hold at the place where a text is being read, and the uses of names that wait to be judged.

    A use is judged when its clause ends, since a pattern may name what stands further on in it. What a subquery that
    sees its surroundings does not know waits until the clause around it ends.
    """

    def __init__(self, reading: Reading) -> None:
        self.names: set[str] = set()
        self._reading = reading
        self._uses: list[Token] = []
        self._mark = 0
        self._open = False
        self._dropped: dict[str, Token] = {}
        self._outside: set[str] = set()

    def state(self) -> State:
        """What `restore` needs."""
        return set(self.names), len(self._uses), self._mark, self._open

    def restore(self, state: State) -> None:
        """Stand where `state` was taken, as if nothing had been read since."""
        self.names, length, self._mark, self._open = set(state[0]), *state[1:]
        del self._uses[length:]

    def bring(self, name: str) -> None:
        """A name holds from here on."""
        self.names.add(name)

    def use(self, token: Token) -> None:
        """A name is used."""
        self._uses.append(token)

    def settle(self) -> None:
        """A clause ends: judge the names that it uses."""
        unknown = [token for token in self._uses[self._mark :] if token.value not in self.names]
        del self._uses[self._mark :]
        if self._open:
            self._uses += unknown
        else:
            self._reading.slips += [Slip(token.start, self._unknown(token)) for token in unknown]

    def keep(self, names: Iterable[str], clause: Token) -> None:
        """WITH passes on these names and no others."""
        kept = set(names)
        self._dropped |= dict.fromkeys(self.names - kept, clause)
        self.names = kept

    @contextmanager
    def local(self, *names: str) -> Iterator[None]:
        """Names that hold within a part of an expression: those given, and what a pattern in it brings."""
        outer, start = set(self.names), len(self._uses)
        self.names |= set(names)
        try:
            yield
        finally:
            own = self.names - outer | set(names)
            self._uses[start:] = [token for token in self._uses[start:] if token.value not in own]
            self.names = outer

    @contextmanager
    def subquery(self, *, seen: Iterable[str] | None = None) -> Iterator[None]:
        """A subquery that sees these names alone; None if it sees all that holds around it."""
        outer, mark, was_open, outside = set(self.names), self._mark, self._open, self._outside
        self._mark = len(self._uses)
        if seen is None:
            self._open = True
        else:
            self._open, self.names, self._outside = False, set(seen), outer
        try:
            yield
        finally:
            self.names, self._mark, self._open, self._outside = outer, mark, was_open, outside

    def _unknown(self, token: Token) -> str:
        name = token.value
        if name in self._dropped:
            line, _ = place(self._reading.text, self._dropped[name].start)
            return f"'{name}' is not known here: WITH in line {line} does not pass it on; write WITH {name}, …"
        if name in self._outside:
            return f"'{name}' is not known in here: write CALL ({name}) {{ … }} for a subquery to see it"
        close = nearest(name, sorted(self.names), cutoff=0.6)
        if close:
            return f"there is no variable '{name}'; did you mean '{close}'?"
        known = f"; known here: {', '.join(sorted(self.names))}" if self.names else ""
        return f"there is no variable '{name}'{known}; a text stands in quotes: '{name}'"

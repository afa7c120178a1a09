"""Clauses: what a query is made of, from its first word to its last."""

from __future__ import annotations

from queries.engines.reading.cursor import Reading, Shape
from queries.engines.reading.expressions import Expressions
from queries.engines.reading.lexer import Token

__all__ = ["parse"]


def parse(text: str) -> Reading:
    """Read a text.

    Raises
    ------
    Refused
        If a clause, function or procedure that does more than read is recognised, or there are several statements.
    UsageProblem
        If the text does not follow the grammar.
    """
    return _Clauses(text).statement()


class _Clauses(Expressions):
    def statement(self) -> Reading:
        """The whole text: one query, and a semicolon if one likes."""
        if self.at_end():
            raise self.fault("expected a query")
        self.query()
        ended = self.sign(";")
        while self.sign(";"):
            pass
        if not self.at_end():
            if ended:
                raise self.refused(self.now, "one statement at a time: a second one begins here")
            raise self.fault("expected a clause")
        return self.reading

    def at_end(self) -> bool:
        """Whether nothing is left to read."""
        return self.now.kind == "end"

    def query(self, *, inner: bool = False) -> None:
        """Single queries with UNION between them."""
        first = self.now
        with self.deeper():
            columns, ordered = self.single(inner=inner)
            united = False
            while self.word("UNION"):
                united = True
                if not self.word("ALL"):
                    self.word("DISTINCT")
                self.entities.clear()
                self.single(inner=inner)
        if not inner:
            self.reading.columns = columns
            if united:
                self.note(first, "UNION without an order", "CALL { … UNION … } WITH … RETURN … ORDER BY …")
            elif not ordered:
                self.note(first, "rows without an order", "ORDER BY at the end, by enough to decide every row's place")

    def single(self, *, inner: bool) -> tuple[tuple[str, ...] | None, bool]:
        """Clauses up to RETURN; names of the columns, and whether their rows have an order."""
        while True:
            if self.word("RETURN"):
                return self.result(inner=inner)
            if not self.clause():
                break
        if inner and (self.now.is_sign("}")):
            return (), True
        if self.now.kind == "end":
            raise self.fault("expected RETURN: a query ends with what it returns")
        raise self.fault("expected a clause")

    def clause(self) -> bool:
        """One clause other than RETURN; False if none comes next."""
        if self.sees("OPTIONAL", "CALL"):
            self.note(self.now, "OPTIONAL CALL", "OPTIONAL MATCH, or coalesce() after an aggregate")
            self.step()
        if self.word("OPTIONAL", "MATCH") or self.word("MATCH"):
            self.patterns()
            if self.word("WHERE"):
                self.expression()
        elif self.word("WITH"):
            self.projected()
            if self.word("WHERE"):
                self.expression()
        elif self.word("UNWIND"):
            self.expression()
            self.need_word("AS")
            self.entities.discard(self.name("a name").value)
        elif self.word("CALL"):
            self.subquery()
        else:
            return False
        return True

    def subquery(self) -> None:
        """CALL { … } or CALL (x, y) { … }; a procedure is refused."""
        if self.now.kind in ("name", "quoted"):
            raise self.refused(self.now, "a procedure is not called from a query; CALL { … } is for subqueries")
        if self.sign("("):
            if not self.sign("*"):
                while self.now.kind in ("name", "quoted"):
                    self.name("a variable")
                    if not self.sign(","):
                        break
            self.need(")")
        self.need("{")
        entities, aggregates = set(self.entities), self.aggregates
        self.query(inner=True)
        self.entities, self.aggregates = entities, aggregates
        self.need("}")
        if self.sees("IN"):
            raise self.refused(self.now, "IN TRANSACTIONS is not allowed: a query only reads")

    def result(self, *, inner: bool) -> tuple[tuple[str, ...] | None, bool]:
        """What stands after RETURN."""
        return self.projected(returned=not inner)

    def projected(self, *, returned: bool = False) -> tuple[tuple[str, ...] | None, bool]:
        """Items after WITH or RETURN, their order and limits; the names, and whether the rows have an order."""
        self.word("DISTINCT")
        names: list[str] | None = []
        kept: set[str] = set()
        aggregated = True
        if self.now.is_sign("*"):
            if returned:
                self.note(self.now, "RETURN *", "RETURN and the columns by name")
            self.step()
            names, kept, aggregated = None, set(self.entities), False
            more = self.sign(",")
        else:
            more = True
        while more:
            shape, name, entity = self.item(returned=returned)
            aggregated = aggregated and shape.aggregates
            if names is not None:
                names.append(name)
            if entity:
                kept.add(name)
            more = self.sign(",")
        before = set(self.entities)
        ordered = self.order()
        if not returned:
            self.entities = kept
        else:
            self.entities = before
        return (None if names is None else tuple(names)), ordered or aggregated

    def item(self, *, returned: bool) -> tuple[Shape, str, bool]:
        """One item: its shape, the name of its column, and whether it is a node or relationship."""
        start = self.now
        shape = self.expression()
        end = self.all[self.at - 1]
        entity = shape.form == "variable" and shape.name in self.entities
        if returned and entity:
            self.note(start, f"the whole of {shape.name} returned", f"{shape.name}.id, or {shape.name} {{.id, .name}}")
        if self.word("AS"):
            return shape, self.name("a name for the column").value, entity
        if not returned and shape.form != "variable":
            self.note(start, "an item of WITH without a name", "… AS name")
        return shape, self.column(start, end, shape), entity

    def column(self, start: Token, end: Token, shape: Shape) -> str:
        """Name of a column that was not given one."""
        return shape.name if shape.form == "variable" else self.text[start.start : end.end]

    def order(self) -> bool:
        """ORDER BY, SKIP and LIMIT; whether there is an order."""
        ordered = self.word("ORDER", "BY")
        if ordered:
            while True:
                self.expression()
                for word in ("ASC", "ASCENDING", "DESC", "DESCENDING"):
                    if self.word(word):
                        break
                if not self.sign(","):
                    break
        for word in ("SKIP", "LIMIT"):
            if self.word(word):
                self.expression()
        return ordered

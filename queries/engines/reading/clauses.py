"""Clauses: what a query is made of, from its first word to its last."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from graphmodel.errors import UsageProblem
from queries.engines.reading.cursor import MAX_UNIONS
from queries.engines.reading.expressions import Expressions
from queries.engines.reading.lexer import Token, pointed
from queries.engines.reading.record import Reading, Shape

__all__ = ["parse"]


def parse(text: str) -> Reading:
    """Read a text.

    Raises
    ------
    Refused
        If a clause, function or procedure that does more than read is recognised, or there are several statements.
    UsageProblem
        If the text does not follow the grammar, or uses a name that nothing has.
    """
    return _Clauses(text).statement()


@dataclass(frozen=True, slots=True)
class _Rows:
    """What a query gives: names of the columns, None for `*`; and whether its rows have an order."""

    columns: tuple[str, ...] | None
    ordered: bool


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
        for slip in sorted(self.reading.slips, key=lambda slip: slip.position)[:1]:
            raise UsageProblem(pointed(self.text, slip.position, slip.message))
        return self.reading

    def at_end(self) -> bool:
        """Whether nothing is left to read."""
        return self.now.kind == "end"

    def query(self, *, inner: bool = False, around: Collection[str] | None = None) -> set[str]:
        """Single queries with UNION between them; names of the columns.

        Parameters
        ----------
        around : collection of str, optional
            Names that a WITH at the beginning of each may pass on.
        """
        first, start, entities = self.now, set(self.scope.names), set(self.entities)
        with self.deeper():
            result = self.single(inner=inner, around=around)
            united = False
            while self.sees("UNION"):
                united = True
                self.unite()
                self.scope.names, self.entities = set(start), set(entities)
                begin = self.now
                further = self.single(inner=inner, around=around)
                self.compare(begin, result, further)
        if not inner:
            self.reading.columns = result.columns
            if united:
                instead = "CALL { … UNION … } WITH … RETURN … ORDER BY …"
                self.note(first, "UNION without an order", instead, rows=True)
            elif not result.ordered:
                instead = "ORDER BY at the end, by enough to decide every row's place"
                self.note(first, "rows without an order", instead, rows=True)
        return set(self.scope.names if result.columns is None else result.columns)

    def unite(self) -> None:
        """UNION, UNION ALL or UNION DISTINCT."""
        self.unions += 1
        if self.unions > MAX_UNIONS:
            raise self.too_much(f"a query with more than {MAX_UNIONS} UNIONs")
        self.word("UNION")
        if not self.word("ALL"):
            self.word("DISTINCT")

    def compare(self, begin: Token, one: _Rows, other: _Rows) -> None:
        """Both parts of a UNION give the same columns."""
        if one.columns is not None and other.columns is not None and set(one.columns) != set(other.columns):
            expected, found = ", ".join(one.columns) or "none", ", ".join(other.columns) or "none"
            self.slip(begin, f"every part of a UNION returns the same columns: expected {expected}, found {found}")

    def single(self, *, inner: bool, around: Collection[str] | None) -> _Rows:
        """Clauses up to RETURN."""
        if around is not None and self.sees("WITH"):
            self.scope.names = set(around)
        while True:
            if self.word("RETURN"):
                return self.projected(returned=not inner)
            if not self.clause():
                break
        if inner and (self.now.is_sign("}")):
            return _Rows((), True)
        if self.now.kind == "end":
            raise self.fault("expected RETURN: a query ends with what it returns")
        raise self.fault("expected a clause")

    def clause(self) -> bool:
        """One clause other than RETURN; False if none comes next."""
        if self.sees("OPTIONAL", "CALL"):
            self.note(self.now, "OPTIONAL CALL", "OPTIONAL MATCH, or coalesce() after an aggregate")
            self.step()
        begin = self.now
        if self.word("OPTIONAL", "MATCH") or self.word("MATCH"):
            self.patterns()
            if self.word("WHERE"):
                self.expression()
            self.scope.settle()
        elif self.word("WITH"):
            rows = self.projected()
            if self.word("WHERE"):
                self.expression()
                self.scope.settle()
            self.scope.keep(self.scope.names if rows.columns is None else rows.columns, begin)
        elif self.word("UNWIND"):
            self.unwind()
        elif self.word("CALL"):
            self.subquery()
        else:
            return False
        return True

    def unwind(self) -> None:
        """UNWIND list AS name."""
        items = self.expression()
        self.need_word("AS")
        self.scope.settle()
        name = self.name("a name").value
        self.entities.discard(name)
        if items.form == "call" and items.name in ("nodes", "relationships"):
            self.entities.add(name)
        self.scope.bring(name)

    def subquery(self) -> None:
        """CALL { … } or CALL (x, y) { … }; a procedure is refused."""
        if self.now.kind in ("name", "quoted"):
            raise self.refused(self.now, "a procedure is not called from a query; CALL { … } is for subqueries")
        seen, around = self.imported()
        self.need("{")
        entities, aggregates = set(self.entities), self.aggregates
        self.entities = entities & {*seen, *(around or ())}
        with self.scope.subquery(seen=seen):
            brought = self.query(inner=True, around=around)
        self.scope.names |= brought
        self.entities, self.aggregates = entities, aggregates
        self.need("}")
        if self.sees("IN"):
            raise self.refused(self.now, "IN TRANSACTIONS is not allowed: a query only reads")

    def imported(self) -> tuple[set[str], set[str] | None]:
        """What a subquery sees: the names in brackets; without brackets, what a WITH at its beginning passes on."""
        if not self.sign("("):
            return set(), set(self.scope.names)
        if self.sign("*"):
            self.need(")")
            return set(self.scope.names), None
        seen: set[str] = set()
        while self.now.kind in ("name", "quoted"):
            token = self.name("a variable")
            self.scope.use(token)
            seen.add(token.value)
            if not self.sign(","):
                break
        self.need(")")
        self.scope.settle()
        return seen, None

    def projected(self, *, returned: bool = False) -> _Rows:
        """Items after WITH or RETURN, their order and limits."""
        self.word("DISTINCT")
        names: list[str] = []
        kept: set[str] = set()
        everything = self.now.is_sign("*")
        aggregated, more = not everything, True
        if everything:
            if returned:
                self.note(self.now, "RETURN *", "RETURN and the columns by name")
            self.step()
            kept, more = set(self.entities), self.sign(",")
        while more:
            start = self.now
            shape, name, entity = self.item(returned=returned)
            aggregated = aggregated and shape.aggregates
            if name in names:
                self.slip(start, f"two columns are called '{name}'; rename one: … AS other")
            names.append(name)
            if entity:
                kept.add(name)
            more = self.sign(",")
        self.scope.settle()
        before = set(self.entities)
        self.scope.names |= set(names)
        ordered = self.order()
        self.scope.settle()
        self.entities = before if returned else kept
        return _Rows(None if everything else tuple(names), ordered or aggregated)

    def item(self, *, returned: bool) -> tuple[Shape, str, bool]:
        """One item: its shape, the name of its column, and whether it is a node or relationship."""
        start = self.now
        shape = self.expression()
        end = self.all[self.at - 1]
        entity = shape.form == "variable" and shape.name in self.entities
        if returned and entity:
            instead = f"{shape.name}.id, or {shape.name} {{.id, .name}}"
            self.note(start, f"the whole of {shape.name} returned", instead, rows=True)
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

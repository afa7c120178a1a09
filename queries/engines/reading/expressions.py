"""Expressions: operands, what may stand between them, functions, subqueries that give one value."""

from __future__ import annotations

from itertools import pairwise

from queries.engines.reading.calls import Calls
from queries.engines.reading.lexer import Token
from queries.engines.reading.record import Shape, Star
from queries.engines.reading.words import AVOIDED, KEYWORDS

__all__ = ["Expressions"]

_COMPARISONS = frozenset({"=", "<>", "!=", "<", ">", "<=", ">=", "=~"})
_ARITHMETIC = frozenset({"+", "-", "*", "/", "%", "^", "||"})
_DATES = frozenset({"first_day", "last_day", "date"})


class Expressions(Calls):
    """The part of the grammar that computes. Which operator binds first is left to the engine."""

    def expression(self) -> Shape:
        """Operands with operators between them."""
        before = self.aggregates
        with self.deeper():
            last = shape = self.operand()
            alone, comparisons = True, 0
            while operator := self.operator():
                alone = False
                if operator.word in ("AND", "OR", "XOR"):
                    comparisons = 0
                elif operator.value in _COMPARISONS:
                    comparisons += 1
                    if comparisons == 2:
                        self.note(operator, "a chain of comparisons", "1 < x AND x <= 2")
                start = self.now
                shape = self.operand()
                if operator.value in _COMPARISONS:
                    self.check_comparison(operator, start, last, shape)
                last = shape
        aggregates = self.aggregates > before
        return Shape(shape.form, shape.name, aggregates) if alone else Shape(aggregates=aggregates)

    def check_comparison(self, operator: Token, start: Token, left: Shape, right: Shape) -> None:
        """Note a date that is compared with text, and a pattern that only some engines read as meant."""
        forms = {left.form, right.form}
        dated = any(side.form == "property" and side.name in _DATES for side in (left, right))
        if dated and forms & {"text", "parameter"}:
            self.note(start, "a date compared with text", "date('2018-01-01') or date($day)")
        if operator.value == "=~" and right.form == "text" and "(?i)" in right.name:
            self.note(start, "(?i) in a pattern", "(?iu), or toLower(…) CONTAINS")
        if operator.value == "!=":
            self.note(operator, "!=", "<>")

    def operator(self) -> Token | None:
        """Pass what may stand between two operands; None if nothing of the sort comes next."""
        token = self.now
        if token.kind == "sign" and token.value in _COMPARISONS | _ARITHMETIC:
            return self.step()
        for words in (("AND",), ("OR",), ("XOR",), ("IN",), ("CONTAINS",), ("STARTS", "WITH"), ("ENDS", "WITH")):
            if self.word(*words):
                return token
        return None

    def operand(self) -> Shape:
        """One operand, with signs and NOT before it and properties, indexes, labels after it."""
        length = 0
        while self.word("NOT") or self.sign("-") or self.sign("+"):
            length += 1
            self.link(length)
        signed = length > 0
        shape = self.primary()
        while (further := self.suffix(shape)) is not None:
            shape = further
            length += 1
            self.link(length)
        return Shape() if signed else shape

    def suffix(self, shape: Shape) -> Shape | None:
        """What may follow an operand and belongs to it; None if nothing does."""
        if self.now.is_sign(".") and not self.peek().is_sign("."):
            self.step()
            if self.is_entity(shape):
                self.reading.properties.append(self.now)
            return Shape("property", self.name("a property").value)
        if self.sign("["):
            if self.is_entity(shape) and self.now.kind == "string" and self.peek().is_sign("]"):
                self.reading.properties.append(self.now)
            self.index()
            return Shape()
        if (
            shape.form == "variable"
            and self.now.is_sign(":")
            and self.peek().kind in ("name", "quoted", "sign", "parameter")
        ):
            self.step()
            self.label_predicate()
            return Shape()
        if shape.form == "variable" and self.now.is_sign("{"):
            self.projection(shape)
            return Shape("projection")
        if self.word("IS"):
            self.word("NOT")
            self.need_word("NULL")
            return Shape()
        return None

    def is_entity(self, shape: Shape) -> bool:
        """Whether an operand is a node or relationship, as far as the text tells."""
        if shape.form == "variable":
            return shape.name in self.entities
        return shape.form == "call" and shape.name in ("startnode", "endnode")

    def index(self) -> None:
        """[1], [1..3], [..3] or ['key'] after an operand."""
        if not self.now.is_sign(".."):
            self.expression()
        if self.sign("..") and not self.now.is_sign("]"):
            self.expression()
        self.need("]")

    def label_predicate(self) -> None:
        """n:Label in an expression. A | ends it inside [ … | … ], where it parts the list from its items."""
        start = self.all[self.at - 1]
        labels = len(self.reading.labels)
        inside = self.depth_of_bars > 0
        self.label_expression(alternatives=not inside)
        standing = self.reading.labels[labels:]
        if any(self.text[a.end : b.start].strip().startswith("|") for a, b in pairwise(standing)):
            self.note(start, "n:A|B in a condition", "(n:A OR n:B)")

    def projection(self, of: Shape) -> None:
        """n {.id, .*, key: value, other}."""
        opened = self.now
        self.need("{")
        if self.sign("}"):
            return
        star: Token | None = None
        keys: list[str] = []
        while True:
            if not self.sign("."):
                keys.append(self.key_of_projection())
            elif self.now.is_sign("*"):
                self.note(self.now, ".* of a node", "n {.id, .name}: an engine adds properties of its own")
                star = self.step()
            else:
                if self.is_entity(of):
                    self.reading.properties.append(self.now)
                keys.append(self.name("a property").value)
            if not self.sign(","):
                break
        if star is not None:
            self.reading.stars.append(Star(star, opened.start, self.now.start, tuple(keys)))
        self.need("}")

    def key_of_projection(self) -> str:
        """A key with its value, or a variable that is both."""
        key = self.name("a key")
        if self.sign(":"):
            self.expression()
        else:
            self.scope.use(key)
        return key.value

    def primary(self) -> Shape:
        """An operand by itself."""
        token = self.now
        if token.kind == "string":
            self.step()
            return Shape("text", token.value)
        if token.kind == "number":
            self.step()
            return Shape("number", token.value)
        if token.kind == "parameter":
            return Shape("parameter", self.parameter().value)
        if token.is_sign("["):
            self.list()
            return Shape()
        if token.is_sign("{"):
            self.map()
            return Shape("projection")
        if token.is_sign("("):
            return self.brackets()
        if token.kind in ("name", "quoted"):
            return self.word_operand()
        raise self.fault("expected a value")

    def word_operand(self) -> Shape:
        """A word where a value belongs: a literal, CASE, a subquery, a function, a variable."""
        token = self.now
        if token.word in ("TRUE", "FALSE", "NULL") and not self.peek().is_sign("("):
            self.step()
            return Shape()
        if token.word == "CASE":
            self.case()
            return Shape()
        if token.word in ("EXISTS", "COUNT", "COLLECT") and self.peek().is_sign("{"):
            self.subquery_value()
            return Shape()
        if token.word in ("SHORTESTPATH", "ALLSHORTESTPATHS") and self.peek().is_sign("("):
            with self.deeper():
                self.shortest()
            return Shape()
        if token.word in KEYWORDS:
            raise self.fault("expected a value")
        if self.called() is not None:
            return Shape("call", self.call())
        self.scope.use(token)
        return Shape("variable", self.name("a value").value)

    def brackets(self) -> Shape:
        """( … ): a pattern if relationships follow its first node, else an expression."""
        start = self.at
        if start not in self.no_pattern and self.attempt(self.pattern_value):
            return Shape()
        self.no_pattern.add(start)
        self.need("(")
        shape = self.expression()
        self.need(")")
        return shape

    def list(self) -> None:
        """[ … ]: items, or a list made from another or from a pattern."""
        self.need("[")
        if self.sign("]"):
            return
        if self.made_of_path():
            pass
        elif self.now.kind in ("name", "quoted") and self.peek().word == "IN":
            self.from_list()
        else:
            self.expression()
            while self.sign(","):
                self.expression()
        self.need("]")

    def made_of_path(self) -> bool:
        """(a)-[t]-(b) WHERE condition | item, if that is what stands here."""
        with self.local():
            if not self.attempt(self.path_of_list):
                return False
            with self.bars():
                if self.word("WHERE"):
                    self.expression()
            self.need("|")
            self.expression()
        return True

    def path_of_list(self) -> bool | None:
        """The path that a list is made from; only if WHERE or a bar follows it."""
        if self.now.kind in ("name", "quoted") and self.peek().is_sign("="):
            self.scope.bring(self.name("a name for the path").value)
            self.step()
        found = self.now.is_sign("(") and self.path() > 0
        return (found and (self.sees("WHERE") or self.now.is_sign("|"))) or None

    def from_list(self) -> None:
        """X IN list WHERE condition | item; or a list whose first item is a condition with IN."""
        token = self.name("a name")
        self.need_word("IN")
        with self.bars():
            items = self.expression()
            made = self.sees("WHERE") or self.now.is_sign("|")
            if made:
                self.item_of_list(token, items)
        if not made and self.now.is_sign(","):
            self.scope.use(token)
        while self.sign(","):
            self.expression()

    def item_of_list(self, token: Token, items: Shape) -> None:
        """WHERE condition | item, after what the items are taken from."""
        with self.local(token.value):
            if items.form == "call" and items.name in ("nodes", "relationships"):
                self.entities.add(token.value)
            if self.word("WHERE"):
                self.expression()
            if self.sign("|"):
                with self.no_bars():
                    self.expression()

    def case(self) -> None:
        """CASE … WHEN … THEN … ELSE … END."""
        with self.deeper():
            self.step()
            if not self.sees("WHEN"):
                self.expression()
            if not self.sees("WHEN"):
                raise self.fault("expected WHEN")
            while self.word("WHEN"):
                self.expression()
                while self.sign(","):
                    self.note(self.all[self.at - 1], "several values after WHEN", "a WHEN for each")
                    self.expression()
                self.need_word("THEN")
                self.expression()
            if self.word("ELSE"):
                self.expression()
            self.need_word("END")

    def subquery_value(self) -> None:
        """EXISTS { … }, COUNT { … } or COLLECT { … }."""
        token = self.step()
        if token.word == "COLLECT":
            self.note(token, "COLLECT { … }", AVOIDED["collect_subquery"])
        self.need("{")
        entities, aggregates = set(self.entities), self.aggregates
        with self.deeper(), self.scope.subquery():
            if self.now.kind == "name" and self.now.word in ("MATCH", "OPTIONAL", "UNWIND", "WITH", "CALL", "RETURN"):
                self.query(inner=True)
            else:
                self.patterns()
                if self.word("WHERE"):
                    self.expression()
                self.scope.settle()
        self.entities, self.aggregates = entities, aggregates
        self.need("}")

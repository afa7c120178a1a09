"""Expressions: operands, what may stand between them, functions, subqueries that give one value."""

from __future__ import annotations

from itertools import pairwise

from graphmodel.errors import LiaisonError, UsageProblem
from graphmodel.nearest import nearest
from queries.engines.reading.cursor import Shape
from queries.engines.reading.lexer import Token, pointed
from queries.engines.reading.patterns import Patterns
from queries.engines.reading.words import AGGREGATES, AVOIDED, FUNCTIONS, KEYWORDS, QUANTIFIERS

__all__ = ["Expressions"]

_COMPARISONS = frozenset({"=", "<>", "!=", "<", ">", "<=", ">=", "=~"})
_ARITHMETIC = frozenset({"+", "-", "*", "/", "%", "^", "||"})
_DATES = frozenset({"first_day", "last_day", "date"})


class Expressions(Patterns):
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
        before = self.now
        while self.word("NOT") or self.sign("-") or self.sign("+"):
            pass
        signed = self.now is not before
        shape = self.primary()
        while (further := self.suffix(shape)) is not None:
            shape = further
        return Shape() if signed else shape

    def suffix(self, shape: Shape) -> Shape | None:
        """What may follow an operand and belongs to it; None if nothing does."""
        if self.now.is_sign(".") and not self.peek().is_sign("."):
            self.step()
            return Shape("property", self.name("a property").value)
        if self.sign("["):
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
            self.projection()
            return Shape("projection")
        if self.word("IS"):
            self.word("NOT")
            self.need_word("NULL")
            return Shape()
        return None

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

    depth_of_bars = 0

    def projection(self) -> None:
        """n {.id, .*, key: value, other}."""
        self.need("{")
        if self.sign("}"):
            return
        while True:
            if self.sign("."):
                if self.now.is_sign("*"):
                    self.note(self.now, ".* of a node", "n {.id, .name}: an engine adds properties of its own")
                    self.step()
                else:
                    self.name("a property")
            else:
                self.name("a key")
                if self.sign(":"):
                    self.expression()
            if not self.sign(","):
                break
        self.need("}")

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
            self.call()
            return Shape()
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

    def pattern_value(self) -> bool | None:
        """A pattern where a value belongs."""
        entities = set(self.entities)
        found = self.path() > 0
        self.entities = entities
        return found or None

    def list(self) -> None:
        """[ … ]: items, or a list made from another or from a pattern."""
        self.need("[")
        if self.sign("]"):
            return
        if self.attempt(self.path_of_list):
            with self.bars():
                if self.word("WHERE"):
                    self.expression()
            self.need("|")
            self.expression()
        elif self.now.kind in ("name", "quoted") and self.peek().word == "IN":
            self.from_list()
        else:
            self.expression()
            while self.sign(","):
                self.expression()
        self.need("]")

    def path_of_list(self) -> bool | None:
        """The path that a list is made from; only if WHERE or a bar follows it."""
        if self.now.kind in ("name", "quoted") and self.peek().is_sign("="):
            self.name("a name for the path")
            self.step()
        found = self.now.is_sign("(") and self.path() > 0
        return (found and (self.sees("WHERE") or self.now.is_sign("|"))) or None

    def from_list(self) -> None:
        """X IN list WHERE condition | item; or a list whose first item is a condition with IN."""
        self.name("a name")
        self.need_word("IN")
        with self.bars():
            self.expression()
            if self.word("WHERE"):
                self.expression()
        if self.sign("|"):
            self.expression()
        while self.sign(","):
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
        with self.deeper():
            if self.now.kind == "name" and self.now.word in ("MATCH", "OPTIONAL", "UNWIND", "WITH", "CALL", "RETURN"):
                self.query(inner=True)
            else:
                self.patterns()
                if self.word("WHERE"):
                    self.expression()
        self.entities, self.aggregates = entities, aggregates
        self.need("}")

    # Functions

    def called(self) -> str | None:
        """Name of the function that is called here, in lower case; None if none is."""
        ahead, parts = 0, [self.now.value]
        while self.peek(ahead + 1).is_sign(".") and self.peek(ahead + 2).kind in ("name", "quoted"):
            ahead += 2
            parts.append(self.peek(ahead).value)
        return ".".join(parts).lower() if self.peek(ahead + 1).is_sign("(") else None

    def call(self) -> None:
        """A function with its arguments."""
        token, function = self.now, self.called()
        assert function is not None
        if token.kind == "quoted" or function not in FUNCTIONS | QUANTIFIERS | {"exists", "reduce"}:
            raise self.unknown_function(token, function)
        while not self.now.is_sign("("):
            self.step()
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
        self.name("a name")
        self.need_word("IN")
        self.expression()
        self.need_word("WHERE")
        self.expression()

    def reduction(self) -> None:
        """Total = start, x IN list | expression."""
        self.name("a name")
        self.need("=")
        self.expression()
        self.need(",")
        self.name("a name")
        self.need_word("IN")
        with self.bars():
            self.expression()
        self.need("|")
        self.expression()

    def exists(self, token: Token) -> None:
        """exists(pattern), and the old exists(n.property)."""
        if self.attempt(self.pattern_value):
            self.note(token, "exists(…)", "EXISTS { MATCH … }")
        else:
            self.note(token, "exists(n.property)", "n.property IS NOT NULL")
            self.expression()

    def unknown_function(self, token: Token, function: str) -> LiaisonError:
        """A slip is told with the nearest name; what is no slip is refused."""
        close = nearest(function, FUNCTIONS | QUANTIFIERS, cutoff=0.8) if "." not in function else None
        if close:
            message = f"there is no function '{token.value}'; did you mean '{close}'?"
            return UsageProblem(pointed(self.text, token.start, message))
        shown = self.text[token.start : self.all[self.at + 2 * function.count(".")].end]
        return self.refused(token, f"the function {shown}(…) is not on the list of those that only compute")

    # Bars

    def bars(self) -> _Bars:
        """Inside [ … | … ] a bar is no alternative between labels."""
        return _Bars(self)


class _Bars:
    def __init__(self, owner: Expressions) -> None:
        self.owner = owner

    def __enter__(self) -> None:
        self.owner.depth_of_bars += 1

    def __exit__(self, *_: object) -> None:
        self.owner.depth_of_bars -= 1

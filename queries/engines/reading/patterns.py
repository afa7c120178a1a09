"""Patterns: nodes, relationships, paths, and the labels that they name."""

from __future__ import annotations

from queries.engines.reading.cursor import Cursor
from queries.engines.reading.record import Arrow

__all__ = ["Patterns"]


class Patterns(Cursor):
    """The part of the grammar that describes what is looked for."""

    def patterns(self) -> None:
        """Paths, with commas between them."""
        self.path_with_name()
        while self.sign(","):
            self.path_with_name()

    def path_with_name(self) -> None:
        """A path, with its name and the word that asks for a shortest one, if there are any."""
        if self.now.kind in ("name", "quoted") and self.peek().is_sign("="):
            self.scope.bring(self.name("a name for the path").value)
            self.step()
        if self.sees("SHORTEST") or (self.now.word in ("ANY", "ALL") and not self.peek().is_sign("(")):
            self.note(self.now, f"{self.now.word} before a path", "shortestPath((a)-[:R*..5]-(b))")
            while self.now.kind in ("name", "number"):
                self.step()
        if self.now.word in ("SHORTESTPATH", "ALLSHORTESTPATHS") and self.peek().is_sign("("):
            self.shortest()
        else:
            self.path()

    def shortest(self) -> None:
        """shortestPath( … ) or allShortestPaths( … )."""
        self.step()
        self.need("(")
        self.path()
        self.need(")")

    def path(self) -> int:
        """Nodes with relationships between them; how many of these there are."""
        relationships = 0
        with self.deeper():
            self.path_piece()
            while self.at_relationship() or self.now.is_sign("("):
                if self.at_relationship():
                    self.relationship()
                    relationships += 1
                self.path_piece()
        return relationships

    def path_piece(self) -> None:
        """A node, or a path in brackets that repeats."""
        if self.now.is_sign("(") and self.peek().is_sign("("):
            start = self.now
            self.step()
            self.path()
            if self.word("WHERE"):
                self.expression()
            self.need(")")
            self.quantifier()
            self.note(start, "a path in brackets", "a pattern with *1..3")
        else:
            self.node()

    def node(self) -> None:
        """( name :Label {key: value} ), every part of it optional."""
        self.need("(")
        condition = self.sees("WHERE") and not self.peek().is_sign(")")
        if self.now.kind in ("name", "quoted") and not condition and self.now.word != "IS":
            self.entity()
        if self.sees("IS"):
            self.note(self.now, "IS before a label", ":Label")
        if self.now.is_sign(":") or self.sees("IS"):
            self.step()
            self.label_expression(alternatives=True)
        self.properties()
        if self.sees("WHERE"):
            self.note(self.now, "WHERE inside a node", "WHERE after the pattern")
            self.step()
            self.expression()
        self.need(")")

    def entity(self) -> None:
        """The name of a node or relationship."""
        name = self.name("a name").value
        self.entities.add(name)
        self.scope.bring(name)

    def properties(self) -> None:
        """{key: value} or a parameter; nothing is fine too."""
        if self.now.kind == "parameter":
            self.note(self.now, "a parameter for all properties", "{key: $value}")
            self.parameter()
        elif self.now.is_sign("{"):
            self.map(of_entity=True)

    def map(self, *, of_entity: bool = False) -> None:
        """{key: value, …}."""
        self.need("{")
        if self.sign("}"):
            return
        while True:
            key = self.name("a key")
            if of_entity:
                self.reading.properties.append(key)
            self.need(":")
            self.expression()
            if not self.sign(","):
                break
        self.need("}")

    def label_expression(self, *, alternatives: bool, types: bool = False) -> None:
        """Labels with : | & ! and brackets between them."""
        length = 0
        with self.deeper():
            self.label_atom(alternatives=alternatives, types=types)
            while True:
                length += 1
                self.link(length)
                if self.now.is_sign("&"):
                    self.note(self.now, "& between labels", ":A:B")
                elif not (self.now.is_sign(":") or (alternatives and self.now.is_sign("|"))):
                    return
                self.step()
                self.sign(":")
                self.label_atom(alternatives=alternatives, types=types)

    def label_atom(self, *, alternatives: bool, types: bool) -> None:
        """One label, none of it, or several in brackets."""
        if self.now.is_sign("!"):
            self.note(self.now, "! before a label", "WHERE NOT n:Label")
            self.step()
        if self.now.is_sign("%"):
            self.note(self.now, "% for any label", "leave it out")
            self.step()
        elif self.now.is_sign("("):
            self.note(self.now, "brackets around labels", "WHERE with AND, OR, NOT")
            self.step()
            self.label_expression(alternatives=True, types=types)
            self.need(")")
        elif self.now.is_sign("$") or self.now.kind == "parameter":
            raise self.fault("a label or type is written out, not given as a parameter; expected a name")
        else:
            seen = self.reading.types if types else self.reading.labels
            seen.append(self.name("a type of relationship" if types else "a label"))

    def at_relationship(self) -> bool:
        """Whether a relationship begins here: -[, --, <-[ or <--."""
        ahead = 1 if self.now.is_sign("<") else 0
        return self.peek(ahead).is_sign("-") and (
            self.peek(ahead + 1).is_sign("[") or self.peek(ahead + 1).is_sign("-")
        )

    def relationship(self) -> None:
        """-[ name :TYPE *1..3 {key: value} ]->, either way or none."""
        first, before = self.now, len(self.reading.types)
        left = self.sign("<")
        self.need("-")
        if self.sign("["):
            self.inside_relationship()
            self.need("]")
        types = tuple(self.reading.types[before:])
        self.need("-")
        last = self.now
        right = self.sign(">")
        if left != right:
            self.reading.arrows.append(Arrow(first if left else last, types))
        if left and right:
            self.note(self.all[self.at - 1], "an arrow both ways", "--, without arrows")
        self.quantifier()

    def inside_relationship(self) -> None:
        """What stands between the square brackets."""
        if self.now.kind in ("name", "quoted") and not (self.sees("WHERE") and not self.peek().is_sign("]")):
            self.entity()
        if self.sign(":"):
            self.label_expression(alternatives=True, types=True)
        if self.sign("*"):
            self.hops()
        self.properties()
        if self.sees("WHERE"):
            self.note(self.now, "WHERE inside a relationship", "WHERE after the pattern")
            self.step()
            self.expression()

    def hops(self) -> None:
        """1..3 after the star of a relationship of several steps."""
        star = self.all[self.at - 1]
        low = self.number()
        bounded = self.number() if self.sign("..") else low
        if not bounded:
            self.note(star, "a path without a bound", "a bound, such as *1..5")

    def number(self) -> bool:
        """Pass a number if one comes next."""
        if self.now.kind == "number":
            self.step()
            return True
        return False

    def quantifier(self) -> None:
        """{1,3}, + or * after a relationship or a path in brackets."""
        start = self.now
        if self.sign("{"):
            while self.now.kind == "number" or self.now.is_sign(","):
                self.step()
            self.need("}")
        elif not (self.sign("+") or self.sign("*")):
            return
        self.note(start, "a quantifier after a pattern", "-[:R*1..3]-")

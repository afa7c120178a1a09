"""Read queries made at random from a schema, in the portable part of Cypher."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from graphmodel.network import Network
from queries.engines import shape

__all__ = ["random_query"]

ACTOR_TEXTS = ("id", "name", "kind", "country", "level", "source")
ACTOR_NUMBERS = ("population", "lat")
TIE_TEXTS = ("id", "form", "role", "source", "publisher", "locator", "basis")
OWN = {
    shape.SOURCE: ("id", "name", "publisher"), shape.CLAIM: ("id", "tie", "says", "source", "tie_id", "quote"),
    shape.COVERAGE: ("id", "tie", "list", "declared", "source"), shape.CAVEAT: ("id", "tie", "kind", "country", "says"),
}  # fmt: skip


@dataclass
class Made:
    """A query that is being made: names of its nodes, ties and values so far."""

    nodes: list[str] = field(default_factory=list)
    ties: list[str] = field(default_factory=list)
    at: dict[str, str] = field(default_factory=dict)
    count: int = 0

    def fresh(self, letter: str) -> str:
        """A name that is not taken."""
        self.count += 1
        return f"{letter}{self.count}"


class Writer:
    """Makes one query after another for one network; the same for the same seed."""

    def __init__(self, network: Network, seed: int) -> None:
        self.chance = random.Random(seed)
        self.kinds = list(network.schema.nodes)
        self.ties = list(network.ties["kind"].astype(str).unique()) or list(network.schema.ties)
        self.directed = {name for name, kind in network.schema.ties.items() if kind.directed}
        self.ids = network.actors["id"].tolist()
        self.names = network.actors["name"].tolist()
        self.kind = dict(zip(self.ids, network.actors["kind"].astype(str), strict=True))
        self.around: dict[str, list[tuple[str, str, str]]] = {}
        live = network.ties[(network.ties["status"] != "denied").to_numpy()]
        for row in zip(live["source"], live["kind"].astype(str), live["target"], strict=True):
            self.around.setdefault(row[0], []).append(row)
            self.around.setdefault(row[2], []).append(row)

    def query(self) -> str:
        """One query."""
        made = Made()
        parts = [self.match(made)]
        if self.chance.random() < 0.35:
            parts.append(self.optional(made))
        kind = self.chance.random()
        if kind < 0.2:
            return "\n".join([*parts, self.grouped(made)])
        if kind < 0.3:
            return "\n".join([*parts, self.having(made)])
        if kind < 0.4:
            parts.append(self.unwound(made))
        if kind > 0.93:
            return self.united()
        return "\n".join([*parts, self.returned(made)])

    # patterns

    def match(self, made: Made, *, word: str = "MATCH") -> str:
        text = f"{word} {self.path(made, self.chance.choice([0, 1, 1, 1, 2]))}"
        if self.chance.random() < 0.7:
            text += f"\nWHERE {self.condition(made)}"
        return text

    def path(self, made: Made, steps: int, first: str | None = None) -> str:
        """A path that mostly runs where the network has one."""
        if first is None and self.chance.random() < 0.1:
            return self.of_claims(made)
        ident = made.at.get(first or "") or self.chance.choice(self.ids)
        text = f"({first})" if first else self.node(made, ident)
        for _ in range(steps):
            row = self.chance.choice(self.around.get(ident) or [None])
            text += self.step(made, row, ident)
            ident = self.chance.choice(self.ids) if row is None else row[2] if row[0] == ident else row[0]
            text += self.node(made, ident)
        return text

    def of_claims(self, made: Made) -> str:
        """A path among claims, sources, lists and what is known without a name."""
        a, b = made.fresh("n"), made.fresh("n")
        made.nodes += [a, b]
        label = self.chance.choice(list(OWN))
        if label == shape.SOURCE:
            return f"({b}:{shape.CLAIM})-[:{shape.CITES}]->({a}:{label})"
        types = {shape.CLAIM: (shape.FROM_ACTOR, shape.TO_ACTOR, shape.CITES)}.get(label, (shape.ABOUT, shape.SCOPE))
        return f"({a}:{label})-[:{self.chance.choice(types)}]->({b})"

    def node(self, made: Made, ident: str) -> str:
        name = made.fresh("n")
        made.nodes.append(name)
        made.at[name] = ident
        label = self.chance.choice(["", f":{shape.ACTOR}", f":{self.kind[ident]}", f":{self.kind[ident]}"])
        if self.chance.random() < 0.08:
            label = f":{self.kind[ident]}|{self.chance.choice(self.kinds)}"
        elif self.chance.random() < 0.06:
            label = f":{self.chance.choice(self.kinds)}"
        inner = f" {{id: {self.quoted(ident)}}}" if self.chance.random() < 0.08 else ""
        return f"({name}{label}{inner})"

    def step(self, made: Made, row: tuple[str, str, str] | None, ident: str) -> str:
        kind = self.chance.choice(self.ties) if row is None else row[1]
        kinds = self.chance.choice(["", f":{kind}", f":{kind}", f":{kind}|{self.chance.choice(self.ties)}"])
        if self.chance.random() < 0.12:
            return self.arrow(f"[:{kind}*1..{self.chance.choice([1, 2])}]", kind)
        name = made.fresh("t")
        made.ties.append(name)
        if row is None or self.chance.random() < 0.5:
            return self.arrow(f"[{name}{kinds}]", kinds)
        if not self.pointed(kinds):
            return f"-[{name}{kinds}]-"
        return f"-[{name}{kinds}]->" if row[0] == ident else f"<-[{name}{kinds}]-"

    def pointed(self, kinds: str) -> bool:
        """Whether all of these kinds have a direction: an arrow on another is refused."""
        return {kind for kind in kinds.strip(":").split("|") if kind} <= self.directed

    def arrow(self, inside: str, kinds: str) -> str:
        left, right = self.chance.choice([("", ""), ("", ""), ("", ""), ("<", ""), ("", ">")])
        if not self.pointed(kinds):
            left = right = ""
        return f"{left}-{inside}-{right}"

    def out(self, kind: str) -> str:
        return f"-[:{kind}]->" if kind in self.directed else f"-[:{kind}]-"

    def optional(self, made: Made) -> str:
        start = self.chance.choice(made.nodes)
        text = f"OPTIONAL MATCH {self.path(made, 1, first=start)}"
        if self.chance.random() < 0.4:
            text += f"\nWHERE {self.simple(made)}"
        return text

    # conditions

    def condition(self, made: Made, depth: int = 0) -> str:
        kind = self.chance.random()
        if depth < 2 and kind < 0.25:
            sign = self.chance.choice([" AND ", " OR ", " AND ", " XOR "])
            return f"({self.condition(made, depth + 1)}{sign}{self.condition(made, depth + 1)})"
        if depth < 2 and kind < 0.35:
            return f"NOT ({self.condition(made, depth + 1)})"
        if kind < 0.5:
            return self.exists(made)
        return self.simple(made)

    def exists(self, made: Made) -> str:
        start, inner = self.chance.choice(made.nodes), Made(at=dict(made.at), count=made.count + 20)
        path = self.path(inner, 1, first=start)
        made.count = inner.count
        if self.chance.random() < 0.3:
            return f"COUNT {{ MATCH {path} }} {self.chance.choice(['>', '=', '<='])} {self.chance.randint(0, 3)}"
        where = f" WHERE {self.simple(inner)}" if inner.nodes and self.chance.random() < 0.4 else ""
        return f"{self.chance.choice(['', 'NOT '])}EXISTS {{ MATCH {path}{where} }}"

    def simple(self, made: Made) -> str:
        n = self.chance.choice(made.nodes)
        choices = [
            lambda: f"{n}.{self.chance.choice(ACTOR_TEXTS)} {self.chance.choice(['=', '<>', '<>', '<', '>='])} {self.text()}",
            lambda: f"{n}.{self.chance.choice(ACTOR_TEXTS)} IS {self.chance.choice(['', 'NOT '])}NULL",
            lambda: f"{n}.name {self.chance.choice(['CONTAINS', 'STARTS WITH', 'ENDS WITH'])} {self.piece()}",
            lambda: f"toLower({n}.name) CONTAINS {self.piece()}",
            lambda: f"{n}.country IN ['MK', 'AL', null]",
            lambda: f"{n}.population {self.chance.choice(['>', '<', '<=', '<>'])} {self.chance.randint(0, 200000)}",
            lambda: f"coalesce({n}.population, 0) % 2 = {self.chance.randint(0, 1)}",
            lambda: f"{n}:{self.chance.choice(self.kinds)}",
            lambda: f"size({n}.name) > {self.chance.randint(3, 20)}",
            lambda: f"{n}.first_day {self.chance.choice(['<', '>=', '='])} date('{self.chance.choice(['2015-01-01', '2017-05-01', '2019-01-01'])}')",
            lambda: f"'{self.chance.choice(self.kinds)}' IN labels({n})",
        ]  # fmt: skip
        if made.ties:
            t = self.chance.choice(made.ties)
            choices += [
                lambda: f"coalesce({t}.form, '') <> 'met'",
                lambda: f"type({t}) {self.chance.choice(['=', '<>'])} '{self.chance.choice(self.ties)}'",
                lambda: f"{t}.disputed",
                lambda: f"{t}.claims >= {self.chance.randint(1, 2)}",
                lambda: f"{t}.{self.chance.choice(TIE_TEXTS)} IS {self.chance.choice(['', 'NOT '])}NULL",
                lambda: f"{t}.last_day IS NULL OR {t}.first_day <= date('2018-11-29')",
            ]
        if len(made.nodes) > 1:
            a, b = self.chance.sample(made.nodes, 2)
            choices += [lambda: f"{a}.id < {b}.id", lambda: f"{a}.country = {b}.country", lambda: f"{a}.id <> {b}.id"]
        return self.chance.choice(choices)()

    def text(self) -> str:
        return self.quoted(
            self.chance.choice([*self.chance.sample(self.ids, 2), self.chance.choice(self.names), "MK", "report"])
        )

    def piece(self) -> str:
        name = self.chance.choice(self.names)
        start = self.chance.randrange(len(name))
        return self.quoted(name[start : start + 3])

    def quoted(self, text: str) -> str:
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"

    # what is returned

    def value(self, made: Made) -> str:
        n = self.chance.choice(made.nodes)
        choices = [
            lambda: f"{n}.{self.chance.choice(ACTOR_TEXTS)}",
            lambda: f"{n}.{self.chance.choice(ACTOR_TEXTS)}",
            lambda: f"{n}.{self.chance.choice(ACTOR_NUMBERS)}",
            lambda: f"{n}.first_day",
            lambda: f"coalesce({n}.country, {n}.kind, '?')",
            lambda: f"CASE WHEN {self.simple(made)} THEN {n}.id ELSE 'other' END",
            lambda: f"CASE {n}.country WHEN 'MK' THEN 1 WHEN 'AL' THEN 2 END",
            lambda: f"size({n}.name) + {self.chance.randint(0, 9)}",
            lambda: f"toUpper(substring({n}.id, 0, 4))",
            lambda: f"size([x IN split({n}.id, '-') WHERE x <> '0' | x])",
            lambda: f"[x IN split({n}.id, '-') | size(x)]",
            lambda: f"any(x IN split({n}.id, '-') WHERE x = 'city')",
            lambda: f"reduce(s = 0, x IN split({n}.id, '-') | s + size(x))",
            lambda: f"COUNT {{ MATCH ({n})-[:{self.chance.choice(self.ties)}]-() }}",
            lambda: f"EXISTS {{ MATCH ({n}){self.out(self.chance.choice(self.ties))}() }}",
            lambda: f"{n}.population IS NULL",
            lambda: f"{n}.population / 1000",
            lambda: f"toFloat({n}.population) / 7.0 > 1000.5",
            lambda: f"replace({n}.name, 'a', 'b')",
            lambda: f"{n}.country IN ['MK', 'XK']",
        ]  # fmt: skip
        if made.ties:
            t = self.chance.choice(made.ties)
            choices += [
                lambda: f"{t}.{self.chance.choice(TIE_TEXTS)}", lambda: f"type({t})", lambda: f"{t}.claims",
                lambda: f"{t}.disputed", lambda: f"{t}.first_day", lambda: f"startNode({t}).id",
            ]  # fmt: skip
        return self.chance.choice(choices)()

    def aggregate(self, made: Made) -> str:
        n = self.chance.choice(made.nodes)
        return self.chance.choice([
            "count(*)", f"count({n})", f"count(DISTINCT {n})", f"count(DISTINCT {n}.country)", f"min({n}.id)",
            f"max({n}.name)", f"collect(DISTINCT {n}.id)", f"collect({n}.country)", f"sum(size({n}.id))",
            f"avg({n}.population) > 1000", f"max({n}.population)", f"min({n}.first_day)", f"size(collect(DISTINCT {n}.kind))",
        ])  # fmt: skip

    def returned(self, made: Made) -> str:
        names = [f"c{i}" for i in range(self.chance.randint(1, 3))]
        items = ", ".join(f"{self.value(made)} AS {name}" for name in names)
        distinct = self.chance.choice(["", "", "DISTINCT "])
        text = f"RETURN {distinct}{items}\nORDER BY {self.order(names)}"
        if self.chance.random() < 0.25:
            skip = f" SKIP {self.chance.randint(0, 4)}" if self.chance.random() < 0.4 else ""
            text += f"{skip} LIMIT {self.chance.randint(1, 12)}"
        return text

    def order(self, names: list[str]) -> str:
        return ", ".join(f"{name}{self.chance.choice(['', '', ' DESC'])}" for name in names)

    def grouped(self, made: Made) -> str:
        keys = [f"{self.value(made)} AS k{i}" for i in range(self.chance.randint(0, 2))]
        found = [f"{self.aggregate(made)} AS a{i}" for i in range(self.chance.randint(1, 2))]
        names = [f"k{i}" for i in range(len(keys))]
        order = f"\nORDER BY {self.order(names)}" if names else ""
        return f"RETURN {', '.join([*keys, *found])}{order}"

    def having(self, made: Made) -> str:
        n = self.chance.choice(made.nodes)
        text = f"WITH {n}, count(*) AS many, {self.aggregate(made)} AS more\nWHERE many {self.chance.choice(['>', '=', '<='])} {self.chance.randint(1, 3)}"
        if self.chance.random() < 0.5:
            kind = self.chance.choice(self.ties)
            text += f"\nMATCH ({n}){self.arrow(f'[:{kind}]', kind)}(z)\nRETURN {n}.id AS id, z.id AS other, many, more\nORDER BY id, other, many"
        else:
            text += f"\nRETURN {n}.id AS id, many, more\nORDER BY id, many"
        return text

    def unwound(self, made: Made) -> str:
        name = made.fresh("u")
        n = self.chance.choice(made.nodes)
        made.nodes, made.ties = made.nodes[:], made.ties[:]
        return f"UNWIND [{n}.country, 'x', {self.chance.randint(1, 3)}] AS {name}\nWITH {', '.join([*made.nodes, *made.ties, name])}\nWHERE {name} IS NOT NULL"

    def united(self) -> str:
        parts = []
        for _ in range(2):
            made = Made()
            parts.append(f"{self.match(made)}\nRETURN {self.value(made)} AS one")
        return f"CALL {{\n{parts[0]}\nUNION\n{parts[1]}\n}}\nWITH one\nRETURN one\nORDER BY one"


def random_query(network: Network, seed: int) -> str:
    """One query for a network."""
    return Writer(network, seed).query()

"""The pages on the graph that queries see, and on the Cypher that may be asked of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from graphmodel.schema import builtin_schema
from liaison.schema_pages import ends_text
from queries.engines import Limits
from queries.engines.properties import NODES, RELATIONSHIPS, TIE
from queries.engines.reading import MAX_CHAIN, MAX_DEPTH, MAX_TEXT, MAX_UNIONS
from queries.engines.reading.words import AVOIDED, CLAUSES, FUNCTIONS_BY_USE, ONLY_ON_A_SERVER, SPELLED

__all__ = ["cypher", "graph"]

_NODES = {
    "Actor": "Every actor. Its kind, and whatever that kind is (`is_a`), are labels beside this one.",
    "Source": "A document, page or interview.",
    "Claim": "What one source says of one tie: **only of ties that are denied, disputed, have several claims, or are over**.",
    "Coverage": "A source that set out to list ties: all of them, or some.",
    "Caveat": "What is said of a tie with an open end, such as some City in XK.",
    "LiaisonNetwork": "One node that stands for the network.",
}

_TRAPS = (
    "**Claims are nodes only where there is doubt.** Who says so of an asserted tie with one claim stands on the relationship: "
    "`t.source`, `t.quote`. Counting `:Claim` does not count claims; `sum(t.claims)` does, for ties that stand.",
    "**A denied tie is no relationship.** It would close the gap that it reports. Ask for `(:Claim {says: 'no'})`.",
    "**Claims that are over say yes** and have `ended = true`; the tie may have no relationship any more.",
    "**A tie without direction has no arrow.** Its ends are stored in the order of their ids, so an arrow would find it from one end "
    "only: it is refused. For each tie once, write `WHERE startNode(t).id = a.id`.",
    "**What is not stated is null**, and a comparison with null keeps no row: `coalesce(t.form, '') <> 'met'`.",
    "**Dates are dates**: compare with `date('2018-11-29')` or `date($as_of)`, not with text.",
    "**The view is what is asked**: `--as-of` and `--known-by` decide what is in the graph before the query runs. `$as_of` is the day.",
    "**A kind holds what it is**: `(:City)` finds actors of every kind that is a City. `c.kind` is the most special one.",
    "**Derived ties** (`derived = true`) follow from cells of the actors sheet, `IN_COUNTRY` from `country`: leave them out where you "
    "count what people did.",
)


def graph() -> Iterator[str]:
    """Lines of the page on what nodes, relationships and properties there are."""
    schema = builtin_schema()
    yield "# The graph for queries"
    yield ""
    yield "What `liaison cypher`, the catalogue and a Neo4j server see of a network. Functions: [Cypher that is read](cypher.md)."
    yield ""
    yield "```cypher"
    yield "MATCH (c:City)-[t:TWINNED_WITH]-(d:City) RETURN c.name AS city, d.name AS twin, t.source AS source ORDER BY city, twin"
    yield "MATCH (a)<-[:FROM_ACTOR]-(q:Claim {says: 'no'})-[:TO_ACTOR]->(b) RETURN a.id AS a, q.tie AS tie, b.id AS b ORDER BY a, tie, b"
    yield "MATCH (l:Coverage {list: 'full'})-[:SCOPE]->(k:Country) RETURN l.source AS source, l.tie AS tie, k.id AS country ORDER BY source"
    yield "```"
    yield ""
    yield "## Traps"
    yield ""
    for trap in _TRAPS:
        yield f"- {trap}"
    yield ""
    yield "## Nodes"
    for label, properties in NODES.items():
        yield ""
        yield f"### :{label}"
        yield ""
        yield _NODES[label]
        yield ""
        yield from _properties(properties)
    yield ""
    yield "### Kinds of actors"
    yield ""
    yield "Each has the label `Actor`, the properties of `Actor`, and:"
    yield ""
    yield "| label | what it is | also | properties of its own |"
    yield "|---|---|---|---|"
    for kind in schema.nodes.values():
        also = ", ".join(f"`:{name}`" for name in schema.ancestors(kind.name)[1:])
        own = ", ".join(f"`{name}` ({prop.type})" for name, prop in schema.properties_of(kind.name).items())
        yield f"| `:{kind.name}` | {kind.label['en']} | {also} | {own} |"
    yield ""
    yield "## Relationships that are ties"
    yield ""
    yield "| type | between | |"
    yield "|---|---|---|"
    for tie in schema.ties.values():
        marks = [
            text
            for text, holds in (
                ("no direction", not tie.directed), ("happens", tie.happens), ("derived", tie.derived is not None),
            )
            if holds
        ]  # fmt: skip
        yield f"| `:{tie.name}` | {ends_text(tie)} | {', '.join(marks)} |"
    yield ""
    yield "Each has:"
    yield ""
    yield from _properties(TIE)
    yield ""
    yield "## Relationships that are no ties"
    yield ""
    yield "They have an `id` and nothing else."
    yield ""
    yield "| type | from | to | what it means |"
    yield "|---|---|---|---|"
    for name, (source, target, about) in RELATIONSHIPS.items():
        yield f"| `:{name}` | {source} | {target} | {about} |"


def cypher() -> Iterator[str]:
    """Lines of the page on clauses, functions and limits."""
    limits = Limits()
    yield "# Cypher that is read"
    yield ""
    yield (
        "A question only reads: it is followed word by word, and what the grammar has no place for is not run. What is recognised as "
        "writing, opening a file or reaching out is refused with exit code 8; any other slip is told with its line, its column and "
        "what may be meant, with exit code 2. Nodes, relationships and properties: [the graph for queries](graph.md)."
    )
    yield ""
    yield "## Clauses"
    yield ""
    yield f"{', '.join(f'`{word}`' for word in CLAUSES)}; `CALL` with a subquery in braces, never with a procedure."
    yield ""
    yield "## Functions"
    yield ""
    yield (
        "These and no others. In a rule of your own, what not every engine answers alike (the column on the right) is a fault; in "
        "`liaison cypher` only what its engine lacks is."
    )
    yield ""
    yield "| for | functions |"
    yield "|---|---|"
    for use, names in FUNCTIONS_BY_USE.items():
        yield f"| {use} | {', '.join(f'`{name}`' for name in names.split())} |"
    yield "| Lists, with a condition | `all`, `any`, `none`, `single`, `reduce` |"
    yield "| Patterns | `EXISTS { … }`, `COUNT { … }`, `shortestPath`, `allShortestPaths` |"
    yield ""
    yield "| not alike everywhere | | write instead |"
    yield "|---|---|---|"
    for name, instead in sorted(AVOIDED.items()):
        if name in SPELLED:
            only = "only on a Neo4j server" if name in ONLY_ON_A_SERVER else ""
            yield f"| `{SPELLED[name]}` | {only} | {instead.replace('|', chr(92) + '|')} |"
    yield ""
    yield "## Names"
    yield ""
    yield (
        "Texts are compared letter by letter: `{name: 'Cair'}` does not find Čair. Ask for the id, which has plain letters "
        "(`{id: 'cair'}`; `liaison show NETWORK Cair` says it), or for a part that is beyond doubt (`c.name CONTAINS 'air'`). If "
        "nothing is found and a text is almost a name on record, a notice says which."
    )
    yield ""
    yield "## Parameters"
    yield ""
    yield (
        "`--param city=nis` is `$city`: a number, a list or true where it reads as one in JSON, else a text. If the text has front "
        "matter, its [types](definitions.md#in-every-family) count, and an actor may be called by any of its names. `$as_of` is the "
        "day that is asked about. A value that the text does not use, or that is given twice, is a fault."
    )
    yield ""
    yield "## Limits"
    yield ""
    yield (
        f"{limits.seconds:g} seconds (`--timeout`), {limits.rows:,} rows (`--limit`), {limits.work:,} rows and items looked at on the "
        f"way, {limits.memory / 1e9:g} GB of memory. A text has at most {MAX_TEXT:,} characters, nests {MAX_DEPTH} levels, has {MAX_UNIONS} "
        f"UNIONs, and {MAX_CHAIN} links in chains of signs, properties or labels: an engine may end the process on more."
    )


def _properties(properties: Mapping[str, str]) -> Iterator[str]:
    yield "| property | what it is |"
    yield "|---|---|"
    for name, about in properties.items():
        yield f"| `{name}` | {about} |"

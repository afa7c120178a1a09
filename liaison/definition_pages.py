"""The page on files that one may add: each field as the code that checks it knows it, and an example that loads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files

from graphmodel.findings import SECTIONS
from graphmodel.schema.fields import NODE_FIELDS, PROPERTY_FIELDS, TIE_FIELDS
from graphmodel.schema.kinds import FAMILIES as TIE_FAMILIES
from graphmodel.schema.kinds import SHAPES
from graphmodel.types import TYPES as VALUE_TYPES
from queries.front_matter import FAMILIES, FIELDS
from queries.parameter import TYPES
from queries.part_files import CRITERION
from viz.view_files import FIELDS as VIEW_FIELDS

__all__ = ["EXAMPLES", "definitions"]

EXAMPLES = {
    "queries/gaps/school-without-city.cypher": "gaps/school-without-city.cypher",
    "queries/partners/schools.cypher": "partners/schools.cypher",
    "queries/overview/largest-schools.cypher": "overview/largest-schools.cypher",
    "views/schools.yaml": "schools.yaml",
    "schema/nodes/school.yaml": "school.yaml",
    "schema/ties/teaches_with.yaml": "teaches_with.yaml",
}
"""Where each example lies in a network's folder, and where it lies here; together they make one network."""

_TITLES = {"gaps": "Gap rules", "partners": "Parts of the partner score", "pilots": "Parts of the choice of pilots"}


def definitions() -> Iterator[str]:
    """Lines of the page."""
    yield "# Files that one may add"
    yield ""
    yield (
        "A network's folder may hold queries, views and kinds of its own, a file each. `liaison check` names what is wrong in them; "
        "an answer that needs a faulty one is not given, any other is, and names the file that it left out. "
        "To begin, print one that there is and change it: `liaison queries NAME`, `liaison schema KIND`. The examples below make one "
        "network; a test loads them."
    )
    yield ""
    yield "## Queries"
    yield ""
    yield (
        f"`queries/FAMILY/NAME.cypher`, where FAMILY is {', '.join(FAMILIES)}. On top stands front matter: YAML in comments between "
        "two lines `// ---`, so that the file pastes into any Cypher console. Below it a query that [only reads](cypher.md), over "
        "[the graph](graph.md)."
    )
    every = FIELDS["overview"]
    yield from _fields(
        "In every family", {name: (field.about, field.example, field.needed) for name, field in every.items()}
    )
    yield from _example("queries/overview/largest-schools.cypher")
    yield ""
    yield "A parameter has a type, a description, and a default unless a value must be given:"
    yield ""
    yield from _table(("type", "what it takes"), [(f"`{name}`", about) for name, about in TYPES.items()])
    for family, title in _TITLES.items():
        own = {name: field for name, field in FIELDS[family].items() if name not in every}
        yield from _fields(title, {name: (field.about, field.example, field.needed) for name, field in own.items()})
        if family == "gaps":
            yield ""
            yield f"Sections: {', '.join(f'`{name}`' for name in SECTIONS)}."
            yield from _example("queries/gaps/school-without-city.cypher")
        if family == "partners":
            yield ""
            yield "A criterion has:"
            yield ""
            yield from _meanings(CRITERION)
            yield from _example("queries/partners/schools.cypher")
    yield ""
    yield "## Views of the map"
    yield ""
    yield "`views/NAME.yaml`:"
    yield ""
    yield from _meanings(VIEW_FIELDS)
    yield from _example("views/schools.yaml")
    yield ""
    yield "## Kinds of actors and ties"
    yield ""
    yield "`schema/nodes/NAME.yaml`, a kind of actor in PascalCase:"
    yield ""
    yield from _meanings(NODE_FIELDS)
    yield ""
    yield f"Shapes: {', '.join(SHAPES)}."
    yield from _example("schema/nodes/school.yaml")
    yield ""
    yield "`schema/ties/NAME.yaml`, a kind of tie in UPPER_SNAKE:"
    yield ""
    yield from _meanings(TIE_FIELDS)
    yield ""
    yield f"Families: {', '.join(TIE_FAMILIES)}."
    yield from _example("schema/ties/teaches_with.yaml")
    yield ""
    yield "A property of a kind of actor:"
    yield ""
    yield from _meanings(PROPERTY_FIELDS)
    yield ""
    yield f"Types of values: {', '.join(VALUE_TYPES)}."


def _meanings(fields: Mapping[str, str]) -> Iterator[str]:
    yield from _table(("field", "what it means"), [(f"`{name}`", about) for name, about in fields.items()])


def _fields(title: str, fields: Mapping[str, tuple[str, str, bool]]) -> Iterator[str]:
    yield ""
    yield f"### {title}"
    yield ""
    rows = [
        (f"`{name}`" + (", needed" if needed else ""), about, f"`{example}`".replace("|", "\\|"))
        for name, (about, example, needed) in fields.items()
    ]
    yield from _table(("field", "what it means", "for example"), rows)


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield "|" + "---|" * len(head)
    for row in rows:
        yield f"| {' | '.join(row)} |"


def _example(path: str) -> Iterator[str]:
    yield ""
    yield f"`{path}`:"
    yield ""
    yield "```" + ("cypher" if path.endswith(".cypher") else "yaml")
    text = files("liaison").joinpath("examples").joinpath(EXAMPLES[path]).read_text(encoding="utf-8")
    yield text.rstrip("\n")
    yield "```"

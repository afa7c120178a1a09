"""The pages of docs that follow from the definitions: `python -m liaison.reference docs` writes them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from graphmodel.columns import REQUIRED, sheet_columns
from graphmodel.problems import CODES
from graphmodel.schema import builtin_schema
from graphmodel.sheets import SHEET_NAMES
from liaison.cli import COMMANDS, main
from liaison.definition_pages import definitions
from liaison.graph_pages import cypher, graph
from liaison.schema_pages import ends_text
from queries.criteria import criteria_of
from queries.query import FAMILIES, Query, catalogue
from queries.rule_measures import MEASURES

__all__ = ["pages", "write"]

MADE = "<!-- Made by `make docs`; change the definitions instead. -->"


def pages() -> dict[str, str]:
    """Name of each page and its text."""
    made = {
        "commands.md": _commands, "schema.md": _schema, "problems.md": _problems, "queries.md": _queries,
        "graph.md": graph, "cypher.md": cypher, "definitions.md": definitions,
    }  # fmt: skip
    return {name: "\n".join([MADE, "", *lines()]).rstrip() + "\n" for name, lines in made.items()}


def write(folder: Path) -> None:
    """Write all pages."""
    folder.mkdir(exist_ok=True)
    for name, text in pages().items():
        (folder / name).write_text(text, encoding="utf-8")


def _commands() -> Iterator[str]:
    yield "# Commands"
    yield ""
    for name, line in COMMANDS.items():
        yield f"- [`liaison {name}`](#liaison-{name}): {line}"
    for name in COMMANDS:
        command = main.get_command(click.Context(main), name)
        assert command is not None
        context = click.Context(command, info_name=f"liaison {name}", max_content_width=100, terminal_width=100)
        yield ""
        yield f"## liaison {name}"
        yield ""
        yield "```text"
        yield command.get_help(context)
        yield "```"


def _schema() -> Iterator[str]:
    schema = builtin_schema()
    yield "# Kinds of actors and ties"
    yield ""
    yield "Each kind is one YAML file in `graphmodel/schema/`; a network adds its own in `schema/nodes/` and `schema/ties/`."
    yield ""
    yield "## Actors"
    yield ""
    yield "| kind | English | Arabic | level | what it is |"
    yield "|---|---|---|---|---|"
    for kind in schema.nodes.values():
        yield f"| `{kind.name}` | {kind.label['en']} | {kind.label['ar']} | {kind.level} | {kind.description['en']} |"
    yield ""
    yield "## Properties of actors"
    yield ""
    yield "| column | of | type | unit | for example |"
    yield "|---|---|---|---|---|"
    for name, prop in schema.node_properties.items():
        owners = ", ".join(f"`{kind.name}`" for kind in schema.nodes.values() if name in kind.properties)
        yield f"| `{name}` | {owners} | {prop.type} | {prop.unit} | {prop.example} |"
    yield ""
    yield "## Ties"
    yield ""
    yield "| tie | English | Arabic | between | what it says |"
    yield "|---|---|---|---|---|"
    for tie in schema.ties.values():
        marks = [text for text, holds in (("happens", tie.happens), ("derived", tie.derived is not None)) if holds]
        note = f" ({', '.join(marks)})" if marks else ""
        yield f"| `{tie.name}` | {tie.label['en']} | {tie.label['ar']} | {ends_text(tie)} | {tie.description['en']}{note} |"
    yield ""
    yield "## Sheets"
    yield ""
    yield "| sheet | needed | all columns |"
    yield "|---|---|---|"
    for name in SHEET_NAMES:
        columns = ", ".join(f"`{column}`" for column in sheet_columns(name, schema))
        yield f"| {name} | {', '.join(REQUIRED[name])} | {columns} |"


def _problems() -> Iterator[str]:
    yield "# Problems in the data"
    yield ""
    yield "Each problem names the file, the row as a spreadsheet program shows it, and the column; what was expected, what was"
    yield "found, and how to mend it. `liaison check --errors FILE.csv` writes all of them."
    yield ""
    yield "| code | what it means |"
    yield "|---|---|"
    for code, text in CODES.items():
        yield f"| `{code}` | {text} |"


def _queries() -> Iterator[str]:
    found = catalogue(schema=builtin_schema())
    yield "# The catalogue"
    yield ""
    yield (
        "Each query is one file in `queries/catalogue/`; a network adds its own in `queries/`. "
        "`liaison queries NAME` prints one."
    )
    titles = {
        "gaps": "Gap rules",
        "partners": "Parts of the partner score",
        "pilots": "Pilots",
        "structure": "What is measured",
        "overview": "Overviews",
    }
    for family in FAMILIES:
        yield ""
        yield f"## {titles[family]}"
        for query in found:
            if query.family == family:
                yield from _query(query)

    yield from _measures()


def _measures() -> Iterator[str]:
    yield ""
    yield "## Measures"
    yield ""
    yield (
        "What Cypher cannot reckon a gap rule names: `// measure: {bridges: {at_least: 2}}`. Its Cypher returns the columns "
        "that the measure needs; sentences may use those that it gives besides."
    )
    yield ""
    yield "| measure | what it finds | needs | gives | options |"
    yield "|---|---|---|---|---|"
    for name, measure in MEASURES.items():
        needs, gives = (", ".join(f"`{column}`" for column in columns) for columns in (measure.needs, measure.gives))
        options = ", ".join(f"`{option}` ({value:g} unless set)" for option, value in measure.options.items())
        yield f"| `{name}` | {measure.about} | {needs} | {gives} | {options} |"


def _query(query: Query) -> Iterator[str]:
    yield ""
    yield f"### {query.name}"
    yield ""
    yield f"{query.title['en']} ({query.title.get('ar', '')}). {query.answers}"
    yield ""
    because = query.fields.get("because")
    for text in because.values() if isinstance(because, dict) else [because] if because else []:
        yield f"- {text}"
    if query.family in ("partners", "pilots") and "weight" in query.fields:
        ways = {"gives": ", when the city gives", "takes": ", when the city takes"}.get(
            query.fields.get("counts", ""), ""
        )
        yield f"- weight {float(query.fields['weight']):g}{ways}"
    if "criteria" in query.fields:
        for criterion in criteria_of(query):
            asked = (
                criterion.question if isinstance(criterion.question, str) else " · ".join(criterion.question.values())
            )
            yield f"- `{criterion.name}`, {criterion.share:g} of it. If it is not known: {asked}"
    if query.family == "gaps" and "missing" in query.fields:
        missing = query.fields["missing"]
        ends = f", from {missing['from']} to {missing['to']}" if "from" in missing else ""
        yield f"- missing: {missing['tie']}{ends}"
    yield f"- columns: {', '.join(f'`{column}`' for column in query.columns)}"
    for name, options in query.fields.get("measure", {}).items():
        given = ", ".join(f"{option} {value:g}" for option, value in (options or {}).items())
        yield f"- measure: [`{name}`](#measures)" + (f" ({given})" if given else "")
    for parameter in query.parameters.values():
        yield f"- parameter `{parameter.name}` ({parameter.type}): {parameter.description}"
    if query.fields.get("reference"):
        yield f"- reference: {query.fields['reference']}"


if __name__ == "__main__":
    write(Path(sys.argv[1] if len(sys.argv) > 1 else "docs"))

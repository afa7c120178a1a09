"""The pages of docs that follow from the definitions are fresh, and what is written by hand names what is there."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from liaison.cli import COMMANDS, main
from liaison.reference import pages

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize("name", pages())
def test_a_generated_page_is_fresh(name):
    assert (ROOT / "docs" / name).read_text(encoding="utf-8") == pages()[name], "run: make docs"


@pytest.mark.parametrize("page", ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"])
def test_links_within_the_project_lead_somewhere(page):
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", (ROOT / page).read_text(encoding="utf-8")):
        assert (ROOT / target).exists(), target


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_that_reads_no_tables_does_not_ask_how_to_read_them(name):
    """`init` reads a table of one's own; every other command that reads files takes a network."""
    command = main.get_command(click.Context(main), name)
    taken = {param.name for param in command.params}
    reads = name in ("init", "compare", "push") or "network" in {
        p.name for p in command.params if p.param_type_name == "argument"
    }
    assert ({"encoding", "delimiter", "limits"} <= taken) == reads
    assert {"quiet", "debug"} <= taken


def test_the_readme_names_only_commands_that_there_are():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"^\s*(?:\$ )?liaison (\w+)", text, re.M))
    assert named and named <= set(COMMANDS)


def test_every_package_is_in_the_page_on_architecture():
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    for package in ("graphmodel", "loaders", "queries", "viz", "liaison", "sample_data", "benchmarks", "tests"):
        assert f"`{package}`" in text or f"`{package}/`" in text, package


def test_every_answer_in_json_is_documented():
    """Each field at the top of an answer is named in its row of docs/json.md."""
    import json

    from click.testing import CliRunner
    from conftest import SAMPLE

    from liaison.cli import main

    page = (ROOT / "docs" / "json.md").read_text(encoding="utf-8")
    asked = {
        "`gaps`": ["gaps", SAMPLE], "`partners`": ["partners", SAMPLE, "kumanovo"], "`pilots`": ["pilots", SAMPLE],
        "`partners --why`": ["partners", SAMPLE, "kumanovo", "--why", "skopje"],
        "`exchange`": ["exchange", SAMPLE, "--pilots", "kumanovo"], "`query`, `cypher`": ["query", SAMPLE, "tied-by-level"],
        "`show`": ["show", SAMPLE], "`show --kind`": ["show", SAMPLE, "--kind", "City"], "`show ACTOR`": ["show", SAMPLE, "viti"],
        "`schema`": ["schema"], "`queries`": ["queries"], "`check`": ["check", SAMPLE], "`brokers`": ["brokers", SAMPLE],
        "`measure`": ["measure", SAMPLE],
    }  # fmt: skip
    missing = []
    for head, words in asked.items():
        row = next(line for line in page.splitlines() if line.startswith(f"| {head} |"))
        found = CliRunner().invoke(main, [*map(str, words), "--format", "json"])
        missing += [f"{head}: {name}" for name in json.loads(found.stdout) if f"`{name}`" not in row]
    assert [name for name in missing if not name.endswith((": schema_version", ": as_of"))] == []

"""`liaison check`: every problem in a network's files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from liaison import options

if TYPE_CHECKING:
    from graphmodel.network import Network
    from graphmodel.problems import Problem

WARNED = 4


@click.command("check", short_help="Name every problem in a network's files, with how to mend it.")
@options.network
@click.option("--strict", is_flag=True, help="Exit 4 if there are warnings.")
@options.writing
@options.reading
@click.pass_context
def command(
    ctx: click.Context, network: Path, strict: bool, form: str | None, output: Path | None, force: bool
) -> None:  # fmt: skip
    """Name every problem in a network's files: file, row and column, what was expected, what was found, and how to
    mend it.

    Exits 3 if there is an error; with --strict 4 if there are warnings.

    \b
    Example:
      liaison check my-network/ --errors problems.csv
    """
    from graphmodel.errors import DataProblems
    from liaison.definitions import definition_problems
    from liaison.output import ROWS, emit, emit_rows, form_of, guard_output, json_text
    from liaison.problems import problem_columns, problem_rows, write_problems
    from liaison.session import load, notice
    from liaison.text import visible

    guard_output(output, force)
    loaded: Network | None = None
    try:
        loaded = load(network)
        found = [*loaded.warnings, *_decisions(loaded, network)]
    except DataProblems as problems:
        found = problems.problems
    found += definition_problems(network)
    errors = [problem for problem in found if problem.level == "error"]
    warnings = [problem for problem in found if problem.level != "error"]
    wanted = form_of(form, output)
    if wanted == "json":
        answer = {"schema_version": 1, "problems": [_json(p) for p in errors], "warnings": [_json(p) for p in warnings]}
        emit(json_text(answer), output, force=force)
    elif wanted in ROWS:
        emit_rows(problem_columns, problem_rows(found), output, name="problems", force=force)
    else:
        emit("\n".join(_lines(errors, warnings, loaded, visible(network.resolve().name))), output, force=force)
    if "errors" in ctx.meta:
        write_problems(found, ctx.meta["errors"], force=force)
        notice(f"all {len(found)} in {ctx.meta['errors']}")
    if errors:
        ctx.exit(DataProblems.exit_code)
    if warnings and strict:
        ctx.exit(WARNED)


def _json(problem: Problem) -> dict[str, object]:
    return {name: value for name, value in problem.as_json().items() if name != "level"}


def _decisions(network: Network, path: Path) -> list[Problem]:
    """Decisions about gaps of rules that there are not; what is wrong with the rules themselves is told elsewhere."""
    from graphmodel.errors import DataProblems
    from queries.decided import decision_faults

    try:
        return decision_faults(network) if path.is_dir() else decision_faults(network, path.name, "decisions")
    except DataProblems:
        return []


def _lines(errors: list[Problem], warnings: list[Problem], network: Network | None, name: str) -> list[str]:
    from liaison.faults import SHOWN
    from liaison.problems import shown
    from liaison.text import plural

    lines = [*shown([*errors, *warnings], SHOWN)]
    counts = [plural(len(found), word) for found, word in ((errors, "error"), (warnings, "warning")) if found]
    if counts:
        lines.append(" and ".join(counts) + ("; nothing is loaded until the errors are mended." if errors else "."))
    if network is not None and not errors:
        lines.append(_in_one_line(network, name, bool(warnings)))
    return lines


def _in_one_line(network: Network, name: str, warned: bool) -> str:
    from liaison.sizes import held, sizes

    newest, day = "", network.default_as_of
    if day is not None:
        newest = f"; the newest source is of {day}: {held(len(network.ties), len(network.as_of(day).ties))}"
    return f"{name} {'loads, with the warnings above' if warned else 'is fine'}: {sizes(network)}{newest}."

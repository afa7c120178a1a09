"""The command `liaison`: a group whose commands are imported only when they are called.

The help of the group is printed from the table below, so that it costs nothing but click.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import sys
from collections.abc import Sequence
from typing import Any

import click

from liaison import faults

__all__ = ["COMMANDS", "Commands", "main"]

COMMANDS: dict[str, str] = {
    "check": "Name every problem in a network's files, with how to mend it.",
    "show": "Say what is in a network, or what is on record of one actor.",
    "gaps": "List the ties that one would expect and that are not on record.",
    "decide": "Take the decisions of a filled list of gaps into the network.",
    "ask": "Write the questions that would settle most, by whom to ask.",
    "compare": "Say what changed between two days, or two networks.",
    "partners": "Suggest whom a city should share its learning with, and why.",
    "pilots": "Choose pilot cities that reach the most others.",
    "exchange": "Assign learning partners to several pilots at once.",
    "plan": "Choose the introductions that close most gaps, and who could make them.",
    "whatif": "Say what would change if some ties were there, or were not.",
    "brief": "Write one page on a city, or on a country for its minister.",
    "backtest": "Hide ties and see which method finds them again.",
    "brokers": "Say who stands between others, and what that means.",
    "measure": "Measure how offices and organisations are placed.",
    "map": "Write the network as one HTML page that works offline.",
    "query": "Run a query of the catalogue.",
    "queries": "List the queries of the catalogue, or print one.",
    "cypher": "Ask a question of your own in Cypher; it only reads.",
    "init": "Write an empty template, or fill it from a table of yours.",
    "convert": "Write a network in another format: folder, .xlsx or .json.",
    "push": "Put a network on a Neo4j server, for a team to share.",
    "pull": "Write the network on a Neo4j server into files.",
    "schema": "Print the kinds of actors and ties, and their columns.",
    "demo": "Show the sample network: gaps, partners, pilots and a map.",
    "doctor": "Say whether this installation is sound.",
    "completion": "Print the script that completes commands in a shell.",
}
"""Name of each command and the line that the group's help shows for it."""


class Sectioned(click.Command):
    """A command whose help has its own options first, and those that many commands have under headings."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Options under the heading that each of them names."""
        from liaison.options import EVERYWHERE, OWN, SECTIONS

        found: dict[str, list[tuple[str, str]]] = {name: [] for name in SECTIONS}
        helping = self.get_help_option(ctx)
        for param in self.get_params(ctx):
            record = param.get_help_record(ctx) if isinstance(param, click.Option) else None
            if record is not None:
                usual = EVERYWHERE if param is helping else OWN
                found[getattr(param, "section", usual)].append(record)
        for name, records in found.items():
            if records:
                with formatter.section(name):
                    formatter.write_dl(records)


class Commands(click.Group):
    """A group that knows its commands by name and imports one when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, in the order in which a person would meet them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, from the module that is called like it."""
        if cmd_name not in COMMANDS:
            return None
        command = importlib.import_module(f"{__name__}.{cmd_name}").command
        assert isinstance(command, click.Command)
        return Sectioned(
            command.name, callback=command.callback, params=command.params, help=command.help, epilog=command.epilog,
            short_help=command.short_help, context_settings=command.context_settings,
        )  # fmt: skip

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Names and lines from the table, so that no command is imported."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does, with the nearest name when there is none of that name."""
        if args and not args[0].startswith("-") and args[0] not in COMMANDS:
            from graphmodel.nearest import nearest

            close = nearest(args[0], COMMANDS)
            ctx.fail(f"no command '{args[0]}'" + (f"; did you mean '{close}'?" if close else "."))
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; whatever goes wrong becomes a message and an exit code, here and nowhere else."""
        with faults.translated(ctx):
            answered = super().invoke(ctx)
            if "definitions" in ctx.meta:
                from liaison.session import tell_of_queries_left_out

                tell_of_queries_left_out()
            return answered

    def main(self, args: Sequence[str] | None = None, *rest: Any, **options: Any) -> Any:
        """As click does, for streams that may not be UTF-8 or may be closed by the reader."""
        # A command makes many small objects that live until it ends; looking through all of them again and again for
        # cycles would cost more the larger the network is.
        gc.set_threshold(200_000, 50, 1000)
        faults.open_streams()
        for stream in (sys.stdout, sys.stderr):
            if (stream.encoding or "").lower().replace("-", "") != "utf8" and hasattr(stream, "reconfigure"):
                stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")
        try:
            return super().main(args, *rest, **options)
        finally:
            with contextlib.suppress(ValueError):
                faults.flush()


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Begin with `liaison demo`, then `liaison init my-network.xlsx`.",
)
@click.version_option(package_name="liaison-network", prog_name="liaison")
@click.option("--quiet", "-q", is_flag=True, help="No notices on standard error; also behind the command.")
@click.option("--debug", is_flag=True, help="Show the traceback of an unexpected error.")
@click.pass_context
def main(ctx: click.Context, quiet: bool, debug: bool) -> None:
    """Find the ties that are missing between cities, coordinators, ministries and civil society, and say whom a
    pilot city should share its learning with.

    NETWORK is a folder of CSV files, one .xlsx workbook or one .json file; with --engine it may be -, the network on
    that server.
    """
    for name, asked in (("quiet", quiet), ("debug", debug)):
        if asked:
            ctx.meta[name] = True
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        ctx.color = False

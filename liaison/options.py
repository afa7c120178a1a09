"""Options that several commands share, and the types of their values."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

__all__ = [
    "EVERYWHERE", "OWN", "READING", "SECTIONS", "SERVER", "VIEW", "WRITING", "CountryCode", "Day", "Pair",
    "Sectioned", "TextPair", "Written", "asking", "common", "database", "errors", "forcing", "formatted",
    "json_value", "network", "no_date", "option", "reading", "robust", "without", "writing",
]  # fmt: skip

F = TypeVar("F", bound=Callable[..., Any])

OWN, VIEW, WRITING, READING, SERVER, EVERYWHERE = (
    "Options", "What is asked", "Writing", "Reading files", "A network on a server", "Everywhere",
)  # fmt: skip
SECTIONS = (OWN, VIEW, WRITING, READING, SERVER, EVERYWHERE)
"""Headings of the options in a command's help: its own first, those that every command has last."""


class Sectioned(click.Option):
    """An option that stands under a heading in the help.

    Parameters
    ----------
    section : str
        One of `SECTIONS`.
    """

    def __init__(self, *args: Any, section: str = OWN, **more: Any) -> None:
        super().__init__(*args, **more)
        self.section = section


def option(section: str, *names: str, **more: Any) -> Callable[[F], F]:
    """As click's, under a heading."""
    return click.option(*names, cls=Sectioned, section=section, **more)


def no_date(text: str) -> str:
    """Why a text is no date, with how to write the one that it may mean; blank if it is one.

    Examples
    --------
    >>> no_date("14/05/2024"), no_date("2024-05")
    ("'14/05/2024' is not a date like 2018, 2018-11 or 2018-11-29; write 2024-05-14", '')
    """
    from graphmodel.dates import is_date, mend_date

    if is_date(text):
        return ""
    mend = mend_date(text)
    return f"'{text}' is not a date like 2018, 2018-11 or 2018-11-29{f'; {mend}' if mend else ''}"


class Day(click.ParamType):  # type: ignore[type-arg]
    """A date: 2018, 2018-11 or 2018-11-29, taken as its last day."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> dt.date:
        """The last day that the text may mean."""
        if isinstance(value, dt.date):
            return value
        from graphmodel.dates import last_day

        if fault := no_date(value):
            self.fail(fault, param, ctx)
        return last_day(value)


class Written(click.ParamType):  # type: ignore[type-arg]
    """A date as it is written: 2018, 2018-11 or 2018-11-29."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The same text, if it is a date."""
        if fault := no_date(value):
            self.fail(fault, param, ctx)
        return str(value)


class CountryCode(click.ParamType):  # type: ignore[type-arg]
    """A country by its code, or by its exact name."""

    name = "country"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The code: ISO 3166, or XK."""
        from graphmodel.countries import country_codes, country_of_name, nearest_country

        code = value.upper() if value.upper() in country_codes() else country_of_name(value)
        if code is None:
            close = nearest_country(value)
            self.fail(f"'{value}' is no country" + (f"; did you mean {close}?" if close else ""), param, ctx)
        return code


class Pair(click.ParamType):  # type: ignore[type-arg]
    """A name and a value with = between them; a value that is JSON is taken as such."""

    name = "name=value"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, Any]:
        """The name, and the value as a number, list or truth where it reads as one, else as text."""
        if isinstance(value, tuple):
            return value
        if not value.isprintable() and value != value.encode("utf-8", "replace").decode("utf-8"):
            shown = value.encode("utf-8", "backslashreplace").decode("utf-8")
            self.fail(f"'{shown}' is not text in UTF-8", param, ctx)
        name, sign, text = value.partition("=")
        if not sign or not name.strip():
            self.fail(f"'{value}' is not of the form name=value", param, ctx)
        return name.strip().removeprefix("$"), self.read(text)

    def read(self, text: str) -> Any:
        """What stands after the sign."""
        return json_value(text)


class TextPair(Pair):
    """A name and a value as it was written: the query knows of which type it is."""

    def read(self, text: str) -> Any:
        """The text."""
        return text


def json_value(text: str) -> Any:
    """A number, list or truth where a text reads as one, else the text."""
    import json

    try:
        return json.loads(text, parse_constant=str)
    except (ValueError, RecursionError):
        return text


def _remember(name: str) -> Callable[[click.Context, click.Parameter, Any], Any]:
    """Keep a value in the context, where the translation of exceptions and the notices look for it."""

    def keep(ctx: click.Context, param: click.Parameter, value: Any) -> Any:
        if value:
            ctx.meta[name] = value
        return value

    return keep


def _all(*decorators: Callable[[F], F]) -> Callable[[F], F]:
    def apply(function: F) -> F:
        for decorator in reversed(decorators):
            function = decorator(function)
        return function

    return apply


def common(function: F) -> F:
    """What every command takes, and all that one takes which reads no files of a network."""
    return _all(
        option(EVERYWHERE, "--quiet", "-q", is_flag=True, expose_value=False, callback=_remember("quiet"),
                     help="No notices on standard error."),
        option(EVERYWHERE, "--debug", is_flag=True, expose_value=False, callback=_remember("debug"),
                     help="Show the traceback of an unexpected error."),
    )(function)  # fmt: skip


def forcing(help_: str) -> Callable[[F], F]:
    """The option --force, which holds for the file of --errors too."""
    return option(WRITING, "--force", is_flag=True, callback=_remember("force"), help=help_)


def errors(function: F) -> F:
    """Where to write all problems, of a command that reads definitions and no tables."""
    return option(READING, "--errors", metavar="FILE.csv", type=click.Path(path_type=Path, dir_okay=False),
                  expose_value=False, callback=_remember("errors"),
                  help="Write all problems in the data to this file.")(function)  # fmt: skip


def reading(function: F) -> F:
    """How files are read: encoding, delimiter, where to write all problems; and the options of every command."""
    return _all(
        option(READING, "--encoding", metavar="NAME", expose_value=False, callback=_remember("encoding"),
                     help="Encoding of CSV files that are not UTF-8, such as cp1250."),
        option(READING, "--delimiter", metavar="CHAR", expose_value=False, callback=_remember("delimiter"),
                     help="Character between the cells of CSV files: , ; tab or |."),
        option(READING, "--limits", metavar="NAME=NUMBER,…", expose_value=False, callback=_remember("limits"),
                     help="Raise a limit on what is read, such as rows=2M,size=500MB."),
        errors,
        common,
    )(function)  # fmt: skip


def network(function: F) -> F:
    """The network as the first argument."""
    return click.argument("network", type=click.Path(path_type=Path))(function)


def database(function: F) -> F:
    """Which database of a server."""
    return option(SERVER, "--database", metavar="NAME", expose_value=False, callback=_remember("database"),
                        help="Database of the server; your own unless said.")(function)  # fmt: skip


def asking(function: F) -> F:
    """Which view of the network is asked: the day, what was known, the marking; and which engine answers."""
    return _all(
        option(VIEW, "--as-of", type=Day(), metavar="DATE",
                     help="What held on this day; without it, on the date of the newest source."),
        option(VIEW, "--known-by", type=Day(), metavar="DATE", help="Only what sources said by this day."),
        option(VIEW, "--max-tlp", metavar="TLP",
                     help="Leave out what is marked stricter: CLEAR, GREEN, AMBER, AMBER+STRICT or RED."),
        option(SERVER, "--engine", metavar="URI", expose_value=False, callback=_remember("engine"),
                     help="Neo4j server that answers, such as bolt://localhost:7687; NETWORK may then be -, the network "
                          "that is there. LIAISON_ENGINE says it for every command."),
        database,
    )(function)  # fmt: skip


def robust(function: F) -> F:
    """Whether to ask how far the answer is to be trusted, and by how many draws."""
    return _all(
        click.option("--robust", is_flag=True,
                     help="Leave out 5, 10 and 20 % of ties, then of actors, at random; say how often each line stays."),
        click.option("--draws", type=click.IntRange(min=1), metavar="N", default=200, show_default=True,
                     help="How often to draw for --robust."),
    )(function)  # fmt: skip


def without(function: F) -> F:
    """Sources to leave out, to see what hangs on them."""
    return click.option(
        "--without-source", "without", multiple=True, metavar="ID",
        help="Say what would change if nobody had read this source; may be given several times.",
    )(function)  # fmt: skip


def formatted(function: F) -> F:
    """How the answer is written."""
    return option(WRITING,
        "--format", "form", type=click.Choice(["table", "json", "csv"]), default=None,
        help="How to write the answer; a table unless said, or as the name of --output says.",
    )(function)  # fmt: skip


def writing(function: F) -> F:
    """Where the answer goes."""
    return _all(
        formatted,
        option(WRITING, "-o", "--output", type=click.Path(path_type=Path), metavar="FILE",
                     help="Write to this file instead of standard output."),
        forcing("Overwrite the file if it is there."),
    )(function)  # fmt: skip

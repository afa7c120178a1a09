"""From the words of a command to the network that it asks, and the notices that go with it."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from graphmodel.errors import UsageProblem

if TYPE_CHECKING:
    from graphmodel.network import Network
    from liaison.server import Needs
    from loaders import Limits

__all__ = [
    "dated", "find", "find_kind", "find_source", "guard_country", "limits", "load", "marked", "notice", "seen",
    "seen_without_ties", "tell_of_queries_left_out", "ties_of_all_dates", "view", "when", "whole",
]  # fmt: skip


def notice(text: str) -> None:
    """A line on standard error, unless --quiet was given."""
    context = click.get_current_context(silent=True)
    if context is None or not context.meta.get("quiet"):
        click.echo(text, err=True)


def load(path: Path) -> Network:
    """The network of some files, as the options for reading say."""
    import loaders
    from liaison.problems import guard_errors

    guard_errors(path)
    meta = _meta()
    progress = notice if sys.stderr.isatty() else None
    return loaders.load(
        path, encoding=meta.get("encoding"), delimiter=meta.get("delimiter"), limits=limits(), progress=progress
    )  # fmt: skip


def tell_of_queries_left_out() -> None:
    """After an answer, a notice of each own query that is at fault and that the answer did without."""
    from liaison.definitions import left_out

    definitions = _meta().get("definitions")
    for file in left_out(*definitions) if definitions else ():
        notice(f"{file} is at fault and was left out: nothing here needs it; `liaison check` says how to mend it")


def limits() -> Limits:
    """What files may cost, as the option --limits says."""
    from loaders import Limits

    return Limits.of(_meta().get("limits", ""))


def _meta() -> dict[str, Any]:
    context = click.get_current_context(silent=True)
    return {} if context is None else context.meta


def whole(path: Path) -> Network:
    """The network as its files have it; its warnings are counted in a notice."""
    from liaison.text import plural

    network = load(path)
    if network.warnings:
        notice(f"{plural(len(network.warnings), 'warning')} in the data; `liaison check` shows them")
    return network


def seen(
    path: Path, as_of: dt.date | None, known_by: dt.date | None, max_tlp: str | None, *, needs: Needs = "everything"
) -> Network:  # fmt: skip
    """The view of a network that was asked for; whatever is asked of it, --engine answers if that holds it.

    Without a day it is the date of the newest source, never today's: an answer follows from the files alone.

    Parameters
    ----------
    needs : {"everything", "ties", "facts", "actors", "kinds"}
        How much of a network on a server is fetched: a question that leaves the work to the engine needs less.
    """
    meta = click.get_current_context().meta
    from liaison import server

    uri = server.address(meta)
    if str(path) == server.HERE:
        if uri is None:
            raise UsageProblem("- is the network on a server; say which: --engine URI, or LIAISON_ENGINE")
        return server.seen_on_server(uri, meta.get("database"), as_of, known_by, max_tlp, needs)
    network = whole(path)
    meta["definitions"] = (network.folder, network.schema)
    shown = view(network, as_of, known_by, max_tlp)
    return shown if uri is None else server.answered_there(network, shown, uri, meta.get("database"))


def seen_without_ties(
    path: Path, as_of: dt.date | None, known_by: dt.date | None, max_tlp: str | None, *, unless: Callable[[Network], bool]
) -> Network:  # fmt: skip
    """As `seen`, but of a network on a server no ties are fetched, unless the network says itself that they are needed."""
    from liaison import server

    shown = seen(path, as_of, known_by, max_tlp, needs="facts")
    if str(path) != server.HERE or not unless(shown):
        return shown  # files are read whole in any case
    return seen(path, as_of, known_by, max_tlp)


def dated(path: Path, known_by: dt.date | None, max_tlp: str | None) -> Network:
    """As `seen`, but of all dates, for a page that goes from one to another."""
    from liaison import server
    from liaison.text import plural

    if str(path) == server.HERE:
        meta = click.get_current_context().meta
        uri = server.address(meta)
        if uri is None:
            raise UsageProblem("- is the network on a server; say which: --engine URI, or LIAISON_ENGINE")
        network, _, _ = server.on_server(uri, meta.get("database"), "everything")
        actors, claims = plural(len(network.actors), "actor"), plural(len(network.claims), "claim")
        notice(f"a map is of all dates, so it needs the whole network: {actors} and {claims} were fetched")
    else:
        network = whole(path)
        _meta()["definitions"] = (network.folder, network.schema)
    if known_by is not None:
        network = network.known_by(known_by)
    return network if max_tlp is None else marked(network, max_tlp)


def view(network: Network, as_of: dt.date | None, known_by: dt.date | None, max_tlp: str | None) -> Network:
    """As `seen`, for a network that is loaded."""
    if known_by is not None:
        network = network.known_by(known_by)
    if max_tlp is not None:
        whole, network = network, marked(network, max_tlp)
        if as_of is None and network.default_as_of != whole.default_as_of:
            day = network.default_as_of
            notice(f"the newest source that may be shown is of {day}, so that is the day; --as-of DATE asks about another"
                   if day else "no source that may be shown has a date")  # fmt: skip
    day = as_of or network.default_as_of
    _meta()["ties_of_all_dates"] = len(network.ties)
    return network if day is None else network.as_of(day)


def ties_of_all_dates() -> int | None:
    """How many ties the network that was asked has of all dates; None if only those of the day were fetched."""
    count: int | None = _meta().get("ties_of_all_dates")
    return count


def marked(network: Network, max_tlp: str) -> Network:
    """What is marked no stricter; what is left out is counted in a notice."""
    shown = network.marked_at_most(max_tlp)
    if shown.left_out:
        counts = ", ".join(f"{count:,} {name}" for name, count in shown.left_out.items())
        notice(f"left out, marked stricter than {max_tlp.upper()}: {counts}")
    return shown


def when(network: Network, asked: dt.date | None = None) -> str:
    """The two times of a view in words.

    Parameters
    ----------
    asked : date or None
        The day that was asked for; None if it is that of the newest source.
    """
    words = []
    if network.seen_as_of is not None:
        words.append(f"as of {network.seen_as_of}" + ("" if asked else ", the date of the newest source"))
    if network.seen_known_by is not None:
        words.append(f"known by {network.seen_known_by}")
    return "; ".join(words) or "no source has a date"


def find(network: Network, text: str, *, base: str | None = None) -> str:
    """Id of the one actor that a text names.

    Parameters
    ----------
    base : str or None
        Only actors of this kind, or a kind of it, are meant.

    Raises
    ------
    UsageProblem
        If nobody is called so (with the nearest), or several are (with all of them).
    """
    found = network.find_actor(text)
    kinds = {ident: str(network.actor(ident)["kind"]) for ident in found}
    meant = [ident for ident in found if base is None or network.schema.is_a(kinds[ident], base)]
    if len(meant) == 1:
        return meant[0]
    if len(meant) > 1:
        raise UsageProblem("\n".join([f"'{text}' is the name of several; use an id:", *candidates(network, meant)]))
    if found:
        raise UsageProblem("\n".join([f"'{text}' is no {base}:", *candidates(network, found)]))
    close = network.nearest_actor(text)
    if close is None:
        raise UsageProblem(f"no actor is called '{text}'")
    raise UsageProblem(f"no actor is called '{text}'; the nearest is {close} ({network.told_apart(close)})")


def guard_country(network: Network, text: str) -> None:
    """Refuse a country where a city is meant, with the option that asks for the country.

    Raises
    ------
    UsageProblem
        If the text is a country's code or name, and no other actor is called so.
    """
    from graphmodel.countries import country_codes, country_name, country_of_name

    code = text.upper() if text.upper() in country_codes() else country_of_name(text)
    if code is not None and all(ident == code for ident in network.find_actor(text)):
        raise UsageProblem(f"'{text}' is a country ({country_name(code)}); for a page on it: --country {code}")


def candidates(network: Network, idents: list[str]) -> list[str]:
    """Id, name, kind and country of some actors, as lines of a table."""
    from liaison.text import table

    rows = []
    for ident in idents:
        actor = network.actor(ident)
        rows.append([ident, actor["name"], str(actor["kind"]), str(actor["country"])])
    return table(["id", "name", "kind", "country"], rows, indent="  ")


def find_kind(network: Network, text: str) -> str:
    """Name of a kind of actor, taken without regard to case; raises UsageProblem with the nearest."""
    from graphmodel.nearest import nearest

    for name in network.schema.nodes:
        if name.casefold() == text.casefold():
            return name
    close = nearest(text, network.schema.nodes)
    raise UsageProblem(f"no kind '{text}'" + (f"; did you mean {close}?" if close else ""))


def find_source(network: Network, text: str) -> str:
    """Id of a source; raises UsageProblem with the nearest if there is none of that id."""
    from graphmodel.nearest import nearest

    ids = network.sources["id"].tolist()
    if text in ids:
        return text
    close = nearest(text, ids)
    raise UsageProblem(f"no source '{text}'" + (f"; did you mean {close}?" if close else ""))

"""A network from files onto a server and back, with what a person is told on the way."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graphmodel.errors import Refused
from graphmodel.marking import MARKINGS
from liaison.server import connected, scratch
from liaison.session import notice, whole
from liaison.text import plural

if TYPE_CHECKING:
    from graphmodel.network import Network
    from queries.engines.departed import Departed
    from queries.engines.state import State

__all__ = ["pull_files", "push_files"]

_SHOWN = 20
"""Ids that are named one by one."""
_OPEN = "GREEN"
"""What is marked stricter is told of before it is shared."""


def push_files(path: Path, uri: str, *, prune: bool, replace_it: bool, yes: bool) -> None:
    """Push a network, saying what was done."""
    from queries.engines.push import may_push, push, state_of_any

    server = connected(uri, _database())
    network = whole(path)
    state = state_of_any(server) if replace_it else None
    if state is not None:
        if not state.there and not state.foreign:
            replace_it = False
        elif not yes:
            _ask(state)
        may_push(network, state, server.uri, replace_it=True)
    _say_marked(network)
    progress = notice if sys.stderr.isatty() else (lambda text: None)
    done = push(
        network, server, prune=prune, replace_it=replace_it, say=progress, leave=lambda left: _say_left(left, prune)
    )  # fmt: skip
    if not done.written:
        notice(f"nothing has changed: {server.uri} holds this network already")
        return
    notice(f"pushed to {server.uri}: {_counted(network)}; {plural(done.changed, 'row')} changed")
    notice(f"ask it with - in place of NETWORK: liaison gaps - --engine {server.uri}")


def pull_files(uri: str, folder: Path, *, force: bool) -> None:
    """Write the network of a server into files."""
    import loaders
    from loaders.atomic import free
    from queries.engines.state import fetch, held, state_of

    free(folder, force=force)
    loaders.format_of(folder)
    server = connected(uri, _database())
    state = held(state_of(server), server.uri)
    if not state.whole:
        notice("a push to the server was not finished; this is the network before it")
    network = fetch(server, scratch(), state)
    loaders.save(network, folder, force=force)
    notice(f"wrote {folder}: {_counted(network)}")


def _database() -> str | None:
    return click.get_current_context().meta.get("database")


def _counted(network: Network) -> str:
    counts = ((network.actors, "actor"), (network.ties, "tie"), (network.claims, "claim"))
    return ", ".join(plural(len(table), word) for table, word in counts)


def _ask(state: State) -> None:
    what = f"the network '{state.name}'" if not state.foreign else f"{state.foreign:,} nodes that are none of Liaison's"
    if not sys.stdin.isatty():
        raise Refused(f"the database holds {what}; --replace removes that: add --yes to say so without being asked")
    if not click.confirm(f"The database holds {what}. Remove that?", err=True):
        raise Refused("nothing was changed")


def _say_marked(network: Network) -> None:
    rank = MARKINGS.index(_OPEN)
    strict = int((network.claims["tlp"] > rank).sum())
    if strict:
        notice(
            f"{plural(strict, 'claim')} marked stricter than {_OPEN} go along: whoever may read the database reads them"
        )


def _say_left(left: Departed, prune: bool) -> None:
    if not left:
        return
    counted = " and ".join(plural(len(ids), word) for ids, word in ((left.actors, "actor"), (left.ties, "tie")) if ids)
    if prune:
        notice(f"removing {counted} that left the network: {_named([*left.actors, *left.ties])}")
    else:
        notice(f"{counted} that left the network stay on the server: {_named([*left.actors, *left.ties])}. "
               "--prune removes them")  # fmt: skip


def _named(idents: Sequence[str]) -> str:
    more = f" and {len(idents) - _SHOWN:,} more" if len(idents) > _SHOWN else ""
    return ", ".join(idents[:_SHOWN]) + more

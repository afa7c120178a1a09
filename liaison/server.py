"""A network on a server, from the words of a command: who one is, what is held there, and how much of it is fetched."""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

import click

from graphmodel.errors import UsageProblem
from liaison.session import notice
from liaison.text import plural

if TYPE_CHECKING:
    from graphmodel.network import Network
    from queries.engines.neo4j import Neo4jEngine, Server
    from queries.engines.state import State

__all__ = ["HERE", "Needs", "address", "answered_there", "connected", "on_server", "scratch", "seen_on_server"]

HERE = "-"
"""In place of NETWORK: the network on the server."""

Needs = Literal["everything", "ties", "facts", "actors", "kinds"]
"""How much of a network a question needs beside the engine's rows: all of it, all but notes, its actors with all that
is said of them but no ties, the names of its actors, its kinds."""

_NOTES = ("note", "url")
"""Columns that no answer from ties shows."""


def address(meta: Mapping[str, object]) -> str | None:
    """The server that --engine or LIAISON_ENGINE names, if one is named."""
    return str(meta.get("engine") or os.environ.get("LIAISON_ENGINE") or "") or None


def connected(uri: str, database: str | None = None) -> Server:
    """A server, and whoever asks it.

    User and password come from LIAISON_NEO4J_USER and LIAISON_NEO4J_PASSWORD, or from the file that
    LIAISON_NEO4J_PASSWORD_FILE names; a person at a terminal is asked for them if the server asks. Without any the
    server is tried without.

    Raises
    ------
    EngineUnavailable
        If it is not reachable or refuses.
    """
    from queries.engines.faults import CredentialsNeeded
    from queries.engines.neo4j import Server

    server = Server(uri, _credentials(), database)
    parts = urlsplit(server.uri)
    if "+s" not in parts.scheme and parts.hostname not in ("localhost", "127.0.0.1", "::1"):
        notice(f"the connection to {parts.hostname} is not encrypted; {parts.scheme}+s:// encrypts it")
    try:
        return server.open()
    except CredentialsNeeded:
        if not sys.stdin.isatty():
            raise
    user = click.prompt("User", default="neo4j", err=True)
    password = click.prompt("Password", hide_input=True, err=True)
    return Server(uri, (user, password), database).open()


def _credentials() -> tuple[str, str] | None:
    user, password = os.environ.get("LIAISON_NEO4J_USER"), os.environ.get("LIAISON_NEO4J_PASSWORD")
    file = os.environ.get("LIAISON_NEO4J_PASSWORD_FILE")
    if not password and file:
        try:
            password = Path(file).read_text(encoding="utf-8").splitlines()[0]
        except (OSError, UnicodeDecodeError, IndexError):
            raise UsageProblem(f"cannot read a password from {file}, which LIAISON_NEO4J_PASSWORD_FILE names") from None
    return (user or "neo4j", password) if password else None


def scratch() -> Path:
    """A folder for as long as the command runs."""
    return Path(click.get_current_context().with_resource(TemporaryDirectory(prefix="liaison-")))


def on_server(uri: str, database: str | None, needs: Needs) -> tuple[Network, Server, State]:
    """The network that a server holds, as far as a question needs it, and what holds it."""
    from queries.engines.state import fetch, held, state_of
    from queries.engines.surroundings import actors_of, facts_of, kinds_of

    server = connected(uri, database)
    state = held(state_of(server), server.uri)
    if not state.whole:
        notice("a push to the server was not finished; this is answered from the network before it, by this machine")
    if state.whole and needs == "kinds":
        return kinds_of(server, state, scratch()), server, state
    if state.whole and needs == "actors":
        return actors_of(server, state, scratch()), server, state
    if state.whole and needs == "facts":
        return facts_of(server, state, scratch()), server, state
    network = fetch(server, scratch(), state, without=_NOTES if needs == "ties" else ())
    return network, server, state


def seen_on_server(
    uri: str, database: str | None, as_of: dt.date | None, known_by: dt.date | None, max_tlp: str | None,
    needs: Needs = "everything",
) -> Network:  # fmt: skip
    """The view of the network on a server that was asked for, answered there if it is the view that the server holds."""
    from liaison.session import view
    from queries.engines import answered_by

    usual = known_by is None and max_tlp is None
    needs = needs if usual and as_of is None else "everything"
    network, server, state = on_server(uri, database, needs)
    if network.seen_as_of is not None or not len(network.actors):
        return answered_by(network, _engine(server, network, state))
    seen = view(network, as_of, known_by, max_tlp)
    if not state.whole:
        return seen
    fetched = f"{plural(len(network.actors), 'actor')} and {plural(len(network.claims), 'claim')}"
    if not (known_by is None and not seen.left_out and str(seen.seen_as_of) == str(state.as_of)):
        notice(f"the server holds the network as of {state.as_of}; for this question all of it was fetched "
               f"({fetched}), and it is answered by this machine")  # fmt: skip
        return seen
    if needs == "facts":
        return answered_by(seen, _engine(server, network, state))
    notice(f"this question needs the whole network beside what the server answers: {fetched} were fetched")
    return answered_by(seen, _engine(server, network, state))


def answered_there(network: Network, view: Network, uri: str, database: str | None) -> Network:
    """A view of a network from files, answered by a server if that holds just this network."""
    from queries.engines import answered_by
    from queries.engines.archive import Archive
    from queries.engines.state import state_of

    server = connected(uri, database)
    state = state_of(server)
    same = state.whole and state.fingerprint == Archive.of(network).fingerprint
    if not same:
        notice("the server does not hold just this network; this is answered by this machine. `liaison push` brings it "
               "there, and - in its place asks the one that is there")  # fmt: skip
        return view
    usual = view.seen_known_by is None and not view.left_out and str(view.seen_as_of) == str(state.as_of)
    if not usual:
        notice(f"the server holds the network as of {state.as_of}; this question is answered by this machine")
        return view
    return answered_by(view, _engine(server, network, state))


def _engine(server: Server, network: Network, state: State) -> Neo4jEngine:
    from queries.engines.neo4j import Neo4jEngine

    return Neo4jEngine(server, network.schema, state.generation)

"""A network into a database, all or nothing for whoever reads it.

A small change is one transaction. A large one does not fit into the memory of one: then the node that stands for the
network says first that a push has begun, the graph is changed in batches, and one small transaction at the end says
that it is done. Who reads in between, or after a push that was killed, is answered from the sheets of the network
before, which lie whole on the server until that last transaction. See docs/decisions/0006-all-or-nothing.md.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from graphmodel.errors import LiaisonError, Refused, StoreProblem
from queries.engines import shape
from queries.engines.archive import Archive
from queries.engines.departed import Departed, departed, united
from queries.engines.difference import NOTHING, Step, constraints, difference, label_counts, quoted, type_counts
from queries.engines.load import EngineTables, engine_tables
from queries.engines.state import VERSION, State, fetch, page_key, state_of

if TYPE_CHECKING:
    from graphmodel.network import Network
    from queries.engines.neo4j import Server, Writing

__all__ = ["ONE_TRANSACTION", "Pushed", "may_push", "push", "shown"]

ONE_TRANSACTION = 20_000
"""Most rows that are changed in one transaction: a server with half a gigabyte of heap has room for them."""
BATCH = 10_000
"""Rows of one statement."""

_NODE = f"MATCH (n:{shape.NETWORK} {{id: 'network'}})"

Say = Callable[[str], None]


@dataclass(frozen=True)
class Pushed:
    """What a push did.

    Parameters
    ----------
    generation : int
        Number of the state that the database has now.
    changed : int
        Rows of the graph that were added, changed or removed; 0 if the database held just this.
    written : bool
        Whether anything was written.
    left : Departed
        What is no longer in the network: it stays, or with prune it was removed.
    """

    generation: int
    changed: int = 0
    written: bool = False
    left: Departed = field(default_factory=Departed)


def shown(network: Network) -> Network:
    """The network as it is shown when nothing else is asked: as of the date of its newest source."""
    day = network.default_as_of
    return network if day is None else network.as_of(day)


def may_push(network: Network, state: State, uri: str, *, replace_it: bool = False) -> None:
    """See that a database is free for a network.

    Raises
    ------
    Refused
        If it holds something else, and that is not to be replaced.
    """
    if replace_it:
        return
    if state.foreign:
        raise Refused(
            f"the database at {uri} holds {state.foreign:,} nodes that are no network of Liaison; nothing was changed. "
            "Name an empty one with --database, or --replace removes them"
        )
    if state.generation and state.name != network.name:
        raise Refused(
            f"the database at {uri} holds the network '{state.name}', and this one is called '{network.name}'; nothing "
            "was changed. One database holds one network: name another with --database, or --replace removes what is there"
        )


def push(
    network: Network, server: Server, *, prune: bool = False, replace_it: bool = False, rename: bool = False,
    say: Say = lambda text: None, leave: Callable[[Departed], None] = lambda left: None,
) -> Pushed:  # fmt: skip
    """Make a database hold a network.

    Parameters
    ----------
    network : Network
        Whole: not restricted to a date, to what was known, or to what may be shown.
    prune : bool
        Remove actors and ties that the database has and the network has not; else they stay.
    replace_it : bool
        Remove whatever the database holds.
    rename : bool
        Take the place of a network of another name.
    say : callable
        Called with a sentence as the work goes on.
    leave : callable
        Called with what has left the network, before anything is written.

    Returns
    -------
    Pushed

    Raises
    ------
    Refused
        If the database holds something else.
    EngineUnavailable
        If the server goes away. The old network still answers; a second push completes the work.
    """
    state = state_of_any(server) if replace_it else state_of(server)
    may_push(network, state, server.uri, replace_it=replace_it or rename)
    archive = Archive.of(network)
    if state.whole and state.fingerprint == archive.fingerprint and not replace_it:
        return Pushed(state.generation)
    left = Departed()
    old = NOTHING
    if state.generation and state.contents is not None and not replace_it:
        with TemporaryDirectory(prefix="liaison-") as folder:
            before = fetch(server, Path(folder), state)
            left = departed(before, network)
            leave(left)
            if left and not prune:
                network = united(network, before, left)
                archive = Archive.of(network)
                if state.whole and state.fingerprint == archive.fingerprint:
                    return Pushed(state.generation, left=left)
            if state.whole:
                old = engine_tables(shown(before))
    view = shown(network)
    tables = engine_tables(view)
    steps = difference(old, tables)
    return replace(_write(server, state, network, view, archive, tables, steps, say, wipe=replace_it), left=left)


def state_of_any(server: Server) -> State:
    """The state, also of a database that another version wrote: it is about to be replaced."""
    try:
        return state_of(server)
    except StoreProblem:
        return State(there=True, pushing="another version")


def _write(
    server: Server, state: State, network: Network, view: Network, archive: Archive, tables: EngineTables,
    steps: Sequence[Step], say: Say, *, wipe: bool,
) -> Pushed:  # fmt: skip
    total = sum(len(step) for step in steps)
    after = state.generation + 1
    small = total <= ONE_TRANSACTION and (state.whole or not (state.there or state.foreign)) and not wipe
    statements = list(constraints(tables))
    work = _Work(server, state, uuid.uuid4().hex, say, total)
    if small:
        _declare(server, statements)
        with server.writing() as writing:
            work.take(writing)
            for number in range(len(archive.pages)):
                work.page(writing, archive, after, number)
            for step in steps:
                for rows in step.batches(BATCH):
                    writing.run(step.text, rows=rows)
            work.finish(writing, network, view, archive, after)
        return Pushed(after, total, True)
    early = [text for text in statements if "()-[" not in text]
    with work.told():
        work.begin()
        if wipe or (state.there and not state.whole):
            say("removing what was there")
            work.wipe()
        _declare(server, early)
        for number in range(len(archive.pages)):
            with server.writing() as writing:
                work.mine(writing)
                work.page(writing, archive, after, number)
        for step, rows in _ahead((one, rows) for one in steps for rows in one.batches(BATCH)):
            with server.writing() as writing:
                work.mine(writing)
                writing.run(step.text, rows=rows)
            work.done(step, len(rows))
        say("checking what the server holds")
        _declare(server, statements)
        _compare(server, tables)
        with server.writing() as writing:
            work.mine(writing)
            work.finish(writing, network, view, archive, after)
    return Pushed(after, total, True)


def _ahead(batches: Iterator[tuple[Step, list[Any]]]) -> Iterator[tuple[Step, list[Any]]]:
    """Batches, of which the next is made ready while the server works on one."""
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(1) as hand:
        following = hand.submit(next, batches, None)
        while (batch := following.result()) is not None:
            following = hand.submit(next, batches, None)
            yield batch


def _declare(server: Server, statements: Sequence[str]) -> None:
    known = {tuple(row) for row in server.read("SHOW CONSTRAINTS YIELD labelsOrTypes, properties, entityType "
                                               "RETURN entityType, labelsOrTypes[0], properties[0]")}  # fmt: skip
    for text in statements:
        kind = "RELATIONSHIP" if "()-[" in text else "NODE"
        if "CONSTRAINT" not in text or (kind, text.split("`")[1], "id") not in known:
            server.command(text)


def _compare(server: Server, tables: EngineTables) -> None:
    """Count what the server holds before it becomes current."""
    expected = {f"(n:{quoted(label)})": count for label, count in label_counts(tables).items()}
    expected |= {f"()-[n:{quoted(name)}]->()": count for name, count in type_counts(tables).items()}
    for pattern, count in expected.items():
        held = next(server.read(f"MATCH {pattern} RETURN count(n)"))[0]
        if held != count:
            raise StoreProblem(
                f"the server holds {held:,} of {pattern}, the network has {count:,}: something else wrote to it. "
                "The network before still answers; push again with --replace"
            )


class _Work:
    """The writing of one push: whose it is, and how far it is."""

    def __init__(self, server: Server, state: State, mark: str, say: Say, total: int) -> None:
        self.server = server
        self.state = state
        self.mark = mark
        self.say = say
        self.total = total
        self.written = 0

    def take(self, writing: Writing) -> None:
        """In one transaction: hold the node, and see that nobody was quicker."""
        found = writing.run(
            f"MERGE (n:{shape.NETWORK} {{id: 'network'}}) ON CREATE SET n.generation = 0, n.version = $version "
            "SET n.taken = $mark REMOVE n.taken RETURN n.generation, n.pushing",
            mark=self.mark, version=VERSION,
        )  # fmt: skip
        if found != [(self.state.generation, self.state.pushing)]:
            raise _quicker()

    def begin(self) -> None:
        """In batches: say that a push has begun."""
        with self.server.writing() as writing:
            writing.run(
                f"MERGE (n:{shape.NETWORK} {{id: 'network'}}) ON CREATE SET n.generation = 0 "
                "SET n.pushing = $mark, n.version = $version",
                mark=self.mark, version=VERSION,
            )  # fmt: skip

    def mine(self, writing: Writing) -> None:
        """See that no other push has begun since."""
        if not writing.run(f"{_NODE} WHERE n.pushing = $mark RETURN n.id", mark=self.mark):
            raise _quicker()

    def wipe(self) -> None:
        """Remove everything but the node that stands for the network; ties first, since a node may have very many."""
        self.server.command("MATCH ()-[r]->() CALL (r) { DELETE r } IN TRANSACTIONS OF 20000 ROWS")
        nodes = f"MATCH (n) WHERE NOT n:{shape.NETWORK}"
        self.server.command(f"{nodes} CALL (n) {{ DELETE n }} IN TRANSACTIONS OF 20000 ROWS")

    def page(self, writing: Writing, archive: Archive, generation: int, number: int) -> None:
        """A page of the sheets as they were written."""
        writing.run(f"{_NODE} SET n += $page", page={page_key(generation, number): archive.pages[number]})

    def finish(
        self, writing: Writing, network: Network, view: Network, archive: Archive, generation: int
    ) -> None:  # fmt: skip
        """What was written becomes current, and the pages of the network before go."""
        letter = page_key(generation, 0)[len("page_")]
        old = [key for key, in writing.run(f"{_NODE} UNWIND keys(n) AS key RETURN key")
               if key.startswith(f"page_{'ab'.replace(letter, '')}_")
               or (key.startswith(f"page_{letter}_") and int(key.rpartition("_")[2]) >= len(archive.pages))]  # fmt: skip
        now = {
            "version": VERSION, "generation": generation, "pushing": None, "name": network.name or None,
            "as_of": view.seen_as_of, "fingerprint": archive.fingerprint, "current": letter,
            f"contents_{letter}": archive.contents, f"contents_{'ab'.replace(letter, '')}": None,
        }  # fmt: skip
        writing.run(f"{_NODE} SET n += $now", now=now | dict.fromkeys(old))

    def done(self, step: Step, count: int) -> None:
        """Say how far the work is."""
        self.written += count
        self.say(f"{step.what}, {self.written:,} of {self.total:,}")

    @contextmanager
    def told(self) -> Iterator[None]:
        """A failure on the way says what it leaves behind."""
        try:
            yield
        except LiaisonError as error:
            before = "the network before still answers" if self.state.generation else "there is no network yet"
            error.args = (
                f"{error}\nThe push was not finished: {self.written:,} of {self.total:,} rows are written, {before}; "
                "running it again completes it",
            )
            raise


def _quicker() -> Refused:
    return Refused("another push to this database was quicker; nothing of this one is current. Run it again")

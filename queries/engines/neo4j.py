"""A Neo4j server, alone or a cluster: the only module that imports its driver.

What is asked goes through the guard, then through EXPLAIN with a look at what the server means to do, then in read
access mode, which a cluster answers from any of its readers. The server's own limit of time is set, and a watchdog
stands beside it.
"""

from __future__ import annotations

import datetime as dt
import logging
import math
import socket
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import neo4j
from neo4j import exceptions as raised
from neo4j import graph as graphs
from neo4j import time as times

from graphmodel.errors import EngineUnavailable, LimitExceeded, Refused, UsageProblem
from queries.engines import shape
from queries.engines.base import Limits, Result, Value
from queries.engines.faults import CredentialsNeeded, NetworkChanged, unreachable, worded
from queries.engines.guard import check
from queries.engines.parameters import arguments
from queries.engines.plan import forbidden_step
from queries.engines.reading import Reading, blanked, pointed
from queries.engines.watch import too_long, watched

if TYPE_CHECKING:
    from graphmodel.network import Network
    from graphmodel.schema import Schema

__all__ = ["SCHEMES", "Credentials", "Neo4jEngine", "Server", "Writing"]

SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")
Credentials = tuple[str, str]
"""User and password."""

_CONNECT = 2.0
"""Seconds that one attempt to connect may take."""
_OPEN = Limits(seconds=2.5)
"""Of the first word with a server."""
_STATE = f"MATCH (n:{shape.NETWORK} {{id: 'network'}}) RETURN n.generation AS generation, n.pushing AS pushing"
_FETCH = 2_000

logging.getLogger("neo4j").addHandler(logging.NullHandler())


class Server:
    """A database of a server; connects when it is first asked.

    Parameters
    ----------
    uri : str
        `bolt://` for one server, `neo4j://` for a cluster; with `+s` encrypted, with `+ssc` encrypted without asking
        who the server is.
    credentials : Credentials, optional
        Without them the server is first asked whether it wants any.
    database : str, optional
        The user's own by default.

    Raises
    ------
    UsageProblem
        If the address is none of these, or has a password in it.
    """

    def __init__(self, uri: str, credentials: Credentials | None = None, database: str | None = None) -> None:
        self.uri = _checked(uri)
        self.database = database
        self._credentials = credentials
        self._driver: neo4j.Driver | None = None

    def open(self) -> Server:
        """Connect, and see that the database is there.

        Raises
        ------
        EngineUnavailable
            If the server is not reachable or refuses; `CredentialsNeeded` if it asks who one is and nobody has said.
        """
        if self._driver is None:
            try:
                watched(self._connect, _OPEN, grace=0.0)
            except LimitExceeded:
                raise unreachable(self.uri, "no answer") from None
        return self

    def _connect(self) -> None:
        with self.faults():
            driver = neo4j.GraphDatabase.driver(
                self.uri, auth=self._credentials, connection_timeout=_CONNECT, connection_acquisition_timeout=60.0,
                max_transaction_retry_time=0.0, telemetry_disabled=True, user_agent="liaison",
                notifications_min_severity="OFF", keep_alive=True,
            )  # fmt: skip
            try:
                with driver.session(database=self.database, default_access_mode=neo4j.READ_ACCESS) as session:
                    session.run("RETURN 1").consume()
            except BaseException:
                driver.close()
                raise
            self._driver = driver

    @contextmanager
    def faults(self) -> Iterator[None]:
        """Turn what the driver raises into what a person can be told."""
        try:
            yield
        except raised.AuthError as error:
            if self._credentials is None:
                raise CredentialsNeeded(self.uri) from None
            raise worded(str(error.code), "", self.uri, user=self._credentials[0]) from None
        except raised.Neo4jError as error:
            raise worded(str(error.code), str(error.message), self.uri, database=self.database) from None
        except (raised.ConfigurationError, raised.DriverError, OSError, ValueError) as error:
            raise unreachable(self.uri, _reason(error, self.uri)) from None

    @contextmanager
    def session(self, *, write: bool = False) -> Iterator[neo4j.Session]:
        """A session; a read one may be answered by any member of a cluster."""
        driver = self.open()._driver
        assert driver is not None
        mode = neo4j.WRITE_ACCESS if write else neo4j.READ_ACCESS
        with self.faults(), driver.session(
            database=self.database, default_access_mode=mode, fetch_size=_FETCH
        ) as session:  # fmt: skip
            yield session

    def read(self, text: str, parameters: Mapping[str, Any] | None = None) -> Iterator[tuple[Any, ...]]:
        """Rows of a text of ours, in a stream."""
        with self.session() as session:
            for record in session.run(text, dict(parameters or {})):
                yield tuple(record.values())

    def command(self, text: str) -> None:
        """A statement of ours that is its own transaction: a constraint, or work in batches of its own."""
        with self.session(write=True) as session:
            session.run(text).consume()

    @contextmanager
    def writing(self) -> Iterator[Writing]:
        """One transaction; all of it is there when the block ends well, none of it otherwise."""
        with self.session(write=True) as session, session.begin_transaction() as transaction:
            yield Writing(transaction)
            transaction.commit()

    def close(self) -> None:
        """Let go of the connections."""
        if self._driver is not None:
            driver, self._driver = self._driver, None
            driver.close()

    def abandon(self) -> None:
        """Let go of a connection that does not answer, without waiting for it."""
        driver, self._driver = self._driver, None
        if driver is not None:
            threading.Thread(target=driver.close, name="liaison-close", daemon=True).start()


class Writing:
    """A transaction that is being written."""

    def __init__(self, transaction: neo4j.Transaction) -> None:
        self._transaction = transaction

    def run(self, text: str, **parameters: Any) -> list[tuple[Any, ...]]:
        """Run a statement of ours; its rows."""
        return [tuple(record.values()) for record in self._transaction.run(text, parameters)]


class Neo4jEngine:
    """Answers Cypher over the network that a database holds; see `queries.engines.base.Engine`.

    Parameters
    ----------
    server : Server
        Where it is asked.
    schema : Schema, optional
        Kinds that a question may name; `load` brings those of its network.
    generation : int, optional
        The state of the network that is meant: another one is not answered from.
    """

    def __init__(self, server: Server, schema: Schema | None = None, generation: int | None = None) -> None:
        self.server = server
        self._schema = schema
        self._generation = generation
        self._looked_at: set[str] = set()

    def load(self, network: Network) -> None:
        """Make the database hold this network and nothing else; see `queries.engines.push`."""
        from queries.engines.push import push

        pushed = push(network, self.server, prune=True, rename=True)
        self._schema, self._generation = network.schema, pushed.generation

    def run(
        self,
        text: str,
        parameters: Mapping[str, Value] | None = None,
        *,
        limits: Limits = Limits(),  # noqa: B008
    ) -> Result:
        """Answer a query that only reads; see `Engine.run`. Rows come in a stream and stop at the limit."""
        if self._schema is None:
            raise EngineUnavailable("no network is loaded")
        reading = check(text, self._schema, parameters)
        given = arguments(reading, parameters)
        query = _query(reading)
        try:
            return watched(lambda: self._ask(reading, query, given, limits), limits, grace=2.0)
        except LimitExceeded:
            self.server.abandon()
            raise

    def _ask(self, reading: Reading, query: str, given: Mapping[str, Value], limits: Limits) -> Result:
        with self.server.session() as session:
            if query not in self._looked_at:
                self._look(session, reading, query, given)
            with _limited(session, limits) as transaction:
                self._same(transaction)
                found = transaction.run(query, dict(given))
                columns = list(found.keys())
                rows: list[tuple[Value, ...]] = []
                truncated = False
                for record in found:
                    if len(rows) == limits.rows:
                        truncated = True
                        break
                    rows.append(tuple(_plain(value) for value in record.values()))
                if not truncated:
                    self._same(transaction)
        names = (
            list(reading.columns) if reading.columns is not None and len(reading.columns) == len(columns) else columns
        )
        return Result(names, rows, truncated)

    def _look(self, session: neo4j.Session, reading: Reading, query: str, given: Mapping[str, Value]) -> None:
        """See what the server means to do, before it does it."""
        summary = session.run("EXPLAIN " + query, dict(given)).consume()
        step = forbidden_step(summary.plan)
        if summary.query_type != "r" or step is not None:
            raise Refused(pointed(reading.text, 0, f"the server would do more than read: {step or 'it would write'}"))
        self._looked_at.add(query)

    def _same(self, transaction: neo4j.Transaction) -> None:
        """The network is still the one that is meant."""
        if self._generation is None:
            return
        state = [tuple(record.values()) for record in transaction.run(_STATE)]
        if state != [(self._generation, None)]:
            raise NetworkChanged()

    def ties(self, idents: Sequence[str], schema: Schema) -> list[dict[str, str]]:
        """Rows of the sheet of ties for some ties; see `queries.engines.surroundings`."""
        from queries.engines.surroundings import tie_rows

        return tie_rows(self.server, idents, schema)

    def close(self) -> None:
        """Let go of the server."""
        self.server.close()


# Addresses, limits


def _checked(uri: str) -> str:
    try:
        parts = urlsplit(uri)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise UsageProblem("this is no address of a server; expected one like bolt://localhost:7687") from None
    if parts.username is not None or parts.password is not None:
        raise UsageProblem("a user or password does not belong in an address; set LIAISON_NEO4J_USER and "
                           "LIAISON_NEO4J_PASSWORD, or LIAISON_NEO4J_PASSWORD_FILE")  # fmt: skip
    if parts.scheme not in SCHEMES or not host:
        kinds = ", ".join(f"{scheme}://" for scheme in SCHEMES)
        found = f"{parts.scheme}://" if parts.scheme else f"'{uri}'"
        raise UsageProblem(f"expected the address of a Neo4j server, beginning with one of {kinds}; found {found}")
    return f"{parts.scheme}://{parts.netloc}" if port or parts.netloc else uri


@contextmanager
def _limited(session: neo4j.Session, limits: Limits) -> Iterator[neo4j.Transaction]:
    try:
        with session.begin_transaction(timeout=limits.seconds) as transaction:
            yield transaction
    except raised.Neo4jError as error:
        if "TransactionTimedOut" in str(error.code) or "Transaction.Terminated" in str(error.code):
            raise LimitExceeded(too_long(limits)) from None
        raise


def _reason(error: BaseException, uri: str) -> str:
    """Why a server is not reached, in few words: never the driver's whole message."""
    said = f"{error} {error.__cause__ or ''}"
    if "routing" in said.lower() and not _listens(uri):
        said = "refused"
    for words, reason in (
        ("CERTIFICATE_VERIFY_FAILED", "its certificate is not one that this machine trusts; if it is your own, write +ssc "
                                      "instead of +s"),
        ("SSL", "it does not speak TLS; write the address without +s"),
        ("Cannot resolve", "there is no machine of that name"),
        ("refused", "connection refused"),
        ("routing", "it does not route; write bolt:// instead of neo4j://"),
        ("timed out", "no answer"),
        ("defunct", "the connection was closed"),
        ("handshake", "it is not a Neo4j server"),
    ):  # fmt: skip
        if words.lower() in said.lower():
            return reason
    return type(error).__name__


def _listens(uri: str) -> bool:
    """Whether anybody takes a call at the address: a driver that looks for the way says only that it found none."""
    parts = urlsplit(uri)
    try:
        socket.create_connection((parts.hostname or "", parts.port or 7687), timeout=1).close()
    except OSError:
        return False
    return True


def _query(reading: Reading) -> str:
    """The text without comments and without the semicolon at its end."""
    text = blanked(reading.text, reading.tokens)
    ends = [token.start for token in reading.tokens if token.is_sign(";")]
    return text[: ends[0]] if ends else text


# Answers

_OWN = frozenset({"id", "name", "as_of"})
"""What a question sees of the node that stands for the network."""


def _plain(value: Any) -> Value:
    """A value without anything of the driver: dates as ISO text, nodes and relationships as their properties."""
    if value is None or isinstance(value, (str, bool, int)):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, (times.Date, times.DateTime, times.Time)):
        return value.iso_format()
    if isinstance(value, (dt.date, dt.datetime, dt.time)):
        return value.isoformat()
    if isinstance(value, (list, tuple)) and not hasattr(value, "srid"):
        return [_plain(item) for item in value]
    if isinstance(value, graphs.Path):
        steps = [*value.relationships, None]
        return [_plain(item) for pair in zip(value.nodes, steps, strict=True) for item in pair if item is not None]
    if isinstance(value, graphs.Node):
        hidden = shape.NETWORK in value.labels
        return {key: _plain(item) for key, item in value.items() if not hidden or key in _OWN}
    if isinstance(value, graphs.Relationship):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    return str(value)

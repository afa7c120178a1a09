"""A server that is not there, refuses, goes away or is slow: what a person reads, how soon, and what is left behind."""

from __future__ import annotations

import json
import resource
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import replace

import pytest
from click.testing import CliRunner, Result
from conftest import SAMPLE, unavailable
from neo4j_server import Neo4jServer, Unavailable
from random_networks import random_network

from graphmodel.errors import EngineUnavailable, LimitExceeded, UsageProblem
from graphmodel.network import Network
from liaison.cli import main
from queries.engines import push as pushing
from queries.engines.base import Limits
from queries.engines.faults import worded
from queries.engines.neo4j import Neo4jEngine, Server
from queries.engines.push import push
from queries.engines.state import fetch, state_of

PASSWORD = "correct-horse"


def run(*args: object, code: int = 0, **env: str) -> Result:
    result = CliRunner().invoke(main, [str(arg) for arg in args], env=env)
    assert result.exit_code == code, (result.exit_code, result.stdout, result.stderr)
    return result


@pytest.fixture(scope="module")
def guarded(tmp_path_factory) -> Iterator[Neo4jServer]:
    """A server of its own that asks for a password, and that a test may kill."""
    try:
        server = Neo4jServer(tmp_path_factory.mktemp("neo4j"), password=PASSWORD).start()
    except Unavailable as reason:
        unavailable(str(reason))
    yield server
    server.stop()


def named(seed: int, ties: int = 60) -> Network:
    return replace(random_network(seed, ties=ties), name="Net", settings={"name": "Net"})


# Not there


@pytest.mark.parametrize("scheme", ["bolt", "neo4j", "bolt+s"])
def test_a_server_that_does_not_run_is_told_at_once(scheme):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    begin = time.monotonic()
    said = run("gaps", "-", "--engine", f"{scheme}://127.0.0.1:{port}", code=5).stderr
    assert said == f"cannot reach {scheme}://127.0.0.1:{port}; is it running? (connection refused)\n"
    assert time.monotonic() - begin < 3  # the promise itself: no silent half minute of trying again


def test_a_server_that_takes_the_call_and_says_nothing_is_told_in_three_seconds():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        begin = time.monotonic()
        with pytest.raises(EngineUnavailable, match=r"is it running\? \(no answer\)"):
            Server(f"bolt://127.0.0.1:{silent.getsockname()[1]}").open()
        assert time.monotonic() - begin < 3


def test_what_is_no_neo4j_is_told():
    def answer(door: socket.socket) -> None:
        caller, _ = door.accept()
        caller.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        caller.close()

    with socket.create_server(("127.0.0.1", 0)) as door:
        threading.Thread(target=answer, args=(door,), daemon=True).start()
        with pytest.raises(EngineUnavailable, match="cannot reach bolt://127.0.0.1:"):
            Server(f"bolt://127.0.0.1:{door.getsockname()[1]}").open()


def test_a_name_that_no_machine_has():
    with pytest.raises(EngineUnavailable, match=r"cannot reach bolt://no-such-machine.invalid:7687; is it running\?"):
        Server("bolt://no-such-machine.invalid:7687").open()


@pytest.mark.parametrize(
    ("uri", "said"),
    [
        ("http://localhost:7474", "beginning with one of bolt://, bolt+s://, bolt+ssc://, neo4j://, neo4j+s://, neo4j+ssc://; found http://"),
        ("localhost:7687", "expected the address of a Neo4j server"),
        ("bolt://", "expected the address of a Neo4j server"),
        ("bolt://neo4j:hunter2@localhost", "a user or password does not belong in an address"),
        ("bolt://localhost:x", "this is no address of a server"),
    ],
)  # fmt: skip
def test_an_address_that_is_none(uri, said):
    for args in (("gaps", "-", "--engine", uri), ("push", SAMPLE, uri), ("pull", uri, "somewhere")):
        told = run(*args, code=2).stderr
        assert said in told and "hunter2" not in told


def test_a_dash_needs_an_engine():
    said = run("gaps", "-", code=2, LIAISON_ENGINE="").stderr
    assert said == "- is the network on a server; say which: --engine URI, or LIAISON_ENGINE\n"


def test_plain_text_to_another_machine_is_warned_of():
    said = run("gaps", "-", "--engine", "bolt://no-such-machine.invalid", code=5).stderr
    assert "the connection to no-such-machine.invalid is not encrypted; bolt+s:// encrypts it" in said


def test_a_server_without_tls_is_told(server):
    with pytest.raises(EngineUnavailable) as told:
        Server(server.uri.replace("bolt://", "bolt+s://")).open()
    assert "does not speak TLS; write the address without +s" in str(told.value) or "is it running?" in str(told.value)


# Who one is


def test_a_password_is_asked_for_where_it_is_looked_for(guarded):
    said = run("gaps", "-", "--engine", guarded.uri, code=5, LIAISON_NEO4J_PASSWORD="").stderr
    assert said == (
        f"{guarded.uri} asks for a user and a password; set LIAISON_NEO4J_USER and LIAISON_NEO4J_PASSWORD, or "
        "LIAISON_NEO4J_PASSWORD_FILE\n"
    )


def test_a_wrong_password_is_tried_once_and_never_printed(guarded, monkeypatch):
    opened: list[object] = []
    connect = Server._connect
    monkeypatch.setattr(Server, "_connect", lambda self: (opened.append(1), connect(self)))
    said = run("--debug", "gaps", "-", "--engine", guarded.uri, code=5, LIAISON_NEO4J_PASSWORD="wrong-horse").stderr
    assert f"{guarded.uri} refuses 'neo4j': the user name or the password is wrong" in said
    assert "wrong-horse" not in said and len(opened) == 1


def test_a_password_from_a_file(guarded, tmp_path):
    (tmp_path / "password").write_text(PASSWORD + "\n", encoding="utf-8")
    env = {"LIAISON_NEO4J_PASSWORD": "", "LIAISON_NEO4J_PASSWORD_FILE": str(tmp_path / "password")}
    said = run("gaps", "-", "--engine", guarded.uri, code=2, **env).stderr
    assert "holds no network" in said
    said = run("gaps", "-", "--engine", guarded.uri, code=2, **env | {"LIAISON_NEO4J_PASSWORD_FILE": "nowhere"}).stderr
    assert said == "cannot read a password from nowhere, which LIAISON_NEO4J_PASSWORD_FILE names\n"


def test_a_person_at_a_terminal_is_asked(guarded, monkeypatch):
    """Only when the server asks, and only a person."""
    import click

    from liaison import server as module

    answers = iter(["neo4j", PASSWORD])
    monkeypatch.setattr(module.sys, "stdin", type("Terminal", (), {"isatty": lambda self: True})())
    monkeypatch.setattr(click, "prompt", lambda *args, **options: next(answers))
    monkeypatch.delenv("LIAISON_NEO4J_PASSWORD", raising=False)
    module.connected(guarded.uri).close()
    assert list(answers) == []


def test_a_database_that_is_not_there(server):
    said = run("gaps", "-", "--engine", server.uri, "--database", "elsewhere", code=5).stderr
    assert said == f"{server.uri} has no database 'elsewhere'; without --database your own is asked\n"


# Going away


def test_a_server_killed_in_the_middle_of_a_push(guarded, tmp_path, monkeypatch):
    """Killed, started again: the old network answers; pushed again: the new one, whole. A question that was on its way is
    told that nobody answers, and the next one is answered again."""
    old, new = named(1), named(2, ties=200)
    server, other = (Server(guarded.uri, ("neo4j", PASSWORD)) for _ in range(2))
    push(old, server)
    engine = Neo4jEngine(other, old.schema)
    assert engine.run("RETURN 1 AS one").rows == [(1,)]
    monkeypatch.setattr(pushing, "ONE_TRANSACTION", 0)
    monkeypatch.setattr(pushing, "BATCH", 20)
    seen: list[str] = []

    def watch(text: str) -> None:
        seen.append(text)
        if len(seen) == 12:
            guarded.kill()

    with pytest.raises(EngineUnavailable) as told:
        push(new, server, prune=True, say=watch)
    assert "rows are written, the network before still answers; running it again completes it" in str(told.value)
    server.close()
    with pytest.raises(EngineUnavailable, match="cannot reach bolt://"):
        engine.run("RETURN 1 AS one")
    guarded.start()
    assert engine.run("RETURN 1 AS one").rows == [(1,)]
    engine.close()
    assert engine.run("RETURN 2 AS two").rows == [(2,)]
    other.close()
    assert not state_of(server).whole and fetch(server, tmp_path / "a").same_as(old)
    push(new, server, prune=True)
    assert state_of(server).whole and fetch(server, tmp_path / "b").same_as(new)
    server.close()


# Limits


@pytest.fixture
def engine(server, whole_sample) -> Neo4jEngine:
    if not state_of(server).whole or state_of(server).name != whole_sample.name:
        server.command("MATCH (n) DETACH DELETE n")
        push(whole_sample, server)
    return Neo4jEngine(server, whole_sample.schema)


LONG = (
    "MATCH (a:Actor), (b:Actor), (c:Actor), (d:Actor) WHERE size(a.name) + size(b.name) > size(c.name) + size(d.name) "
    "RETURN count(*) AS n"
)


def test_a_query_past_its_time(engine):
    begin = time.monotonic()
    with pytest.raises(LimitExceeded, match=r"the query was stopped after 1 s; ask about fewer actors"):
        engine.run(LONG, limits=Limits(seconds=1))
    assert time.monotonic() - begin < 10
    assert engine.run("RETURN 1 AS one").rows == [(1,)]


def test_a_server_that_does_not_keep_the_time_is_left_by_the_watchdog(engine, monkeypatch):
    from queries.engines import neo4j as module

    limited = module._limited
    monkeypatch.setattr(module, "_limited", lambda session, limits: limited(session, Limits(seconds=60)))
    with pytest.raises(LimitExceeded, match=r"the query was stopped after 0.5 s"):
        engine.run(LONG, limits=Limits(seconds=0.5))
    assert engine.run("RETURN 1 AS one").rows == [(1,)]


def test_a_result_past_its_rows_is_cut_and_takes_no_memory(engine):
    """Two million rows are there; ten thousand are fetched."""
    text = "UNWIND range(1, 2000000) AS x RETURN x, 'a text of some length, so that it would be felt' AS y ORDER BY x"
    engine.run("RETURN 1 AS one")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    result = engine.run(text, limits=Limits(rows=10_000, seconds=60))
    assert len(result.rows) == 10_000 and result.truncated and result.rows[-1][0] == 10_000
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 60_000  # kB; all rows would take 300 MB
    assert engine.run("RETURN 1 AS one").rows == [(1,)]


def test_a_cut_result_ends_with_six(engine):
    result = run("cypher", "-", "UNWIND range(1, 20000) AS x RETURN x ORDER BY x", "--format", "json", "--engine",
                 engine.server.uri, code=6)  # fmt: skip
    assert json.loads(result.stdout)["truncated"] is True
    assert "the first 10,000 rows are shown" in result.stderr


def test_a_syntax_that_only_the_server_finds_at_fault(engine):
    with pytest.raises(UsageProblem, match="the query cannot be answered|the engine does not understand"):
        engine.run("RETURN date('no date') AS d")


@pytest.mark.parametrize(
    ("code", "said", "told"),
    [
        ("Neo.ClientError.Security.AuthenticationRateLimit", "", "takes no password now: too many were wrong"),
        ("Neo.ClientError.Security.CredentialsExpired", "", "has expired; set a new one on the server"),
        ("Neo.ClientError.Security.Forbidden", "secret", "this user may not do that in this database"),
        ("Neo.TransientError.General.MemoryPoolOutOfMemoryError", "secret", "takes more memory than the server has"),
        ("Neo.ClientError.Cluster.NotALeader", "secret", "could not do it now (NotALeader); try again"),
        ("Neo.DatabaseError.Unheard.Of", "secret", "refuses (Neo.DatabaseError.Unheard.Of)"),
    ],
)
def test_what_a_server_says_is_told_without_what_it_quotes(code, said, told):
    error = worded(code, said, "bolt://x")
    assert told in str(error) and "secret" not in str(error)

"""Read means read, on both engines: nothing is written, no file is opened, nobody is asked, whatever the text says."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from ctypes import CDLL, get_errno
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import SAMPLE, unavailable

from graphmodel.errors import LiaisonError, Refused, UsageProblem
from graphmodel.network import Network
from queries.engines import open_engine
from queries.engines.base import Engine
from queries.engines.guard import portable, read
from queries.engines.neo4j import Neo4jEngine, Server
from queries.engines.plan import forbidden_step
from queries.engines.push import push, shown

DATA = Path(__file__).parent / "data" / "cypher"
HOSTILE = [
    pytest.param(text, id=f"{what}-{number}")
    for what, texts in yaml.safe_load((DATA / "hostile.yaml").read_text(encoding="utf-8")).items()
    for number, text in enumerate(texts, 1)
]
HONEST = yaml.safe_load((DATA / "honest.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def engines(server: Server, whole_sample: Network) -> Iterator[dict[str, Engine]]:
    server.command("MATCH (n) DETACH DELETE n")
    push(whole_sample, server)
    embedded = open_engine(shown(whole_sample))
    yield {"embedded": embedded, "neo4j": Neo4jEngine(server, whole_sample.schema)}
    embedded.close()


class Trap:
    """A folder whose files the system watches, whoever opens them, and an address that notes who calls."""

    def __init__(self, folder: Path) -> None:
        self.file, self.out = folder / "secret.csv", folder / "out.csv"
        self.file.write_text("secret,1\n", encoding="utf-8")
        folder.chmod(0o755)
        self._libc = CDLL(None, use_errno=True)
        self._watch = self._libc.inotify_init1(os.O_NONBLOCK)
        assert self._watch >= 0 and self._libc.inotify_add_watch(self._watch, bytes(folder), 0xFFF) >= 0, get_errno()
        self._door = socket.create_server(("127.0.0.1", 0))
        self._calls: list[object] = []
        threading.Thread(target=self._answer, daemon=True).start()

    def _answer(self) -> None:
        """Note who calls, and hang up: whoever waits for an answer would wait for ever."""
        while True:
            caller, where = self._door.accept()
            self._calls.append(where)
            caller.close()

    def set_in(self, text: str, *, url: bool = True) -> str:
        """The text with the file, the address and the output of the trap in their places."""
        port = self._door.getsockname()[1]
        return (
            text.replace("'FILE'", f"'{self.file.as_uri()}'").replace('"FILE"', f'"{self.file.as_uri()}"')
            .replace(" FILE", f" {self.file}").replace("URL", f"http://127.0.0.1:{port}/").replace("'OUT'", f"'{self.out}'")
        )  # fmt: skip

    def sprung(self) -> list[str]:
        """What has been touched since."""
        found = []
        try:
            if os.read(self._watch, 65536):
                found.append("a file")
        except BlockingIOError:
            pass
        if self._calls:
            self._calls.clear()
            found.append("the address")
        return found


@pytest.fixture(scope="module")
def trap(tmp_path_factory) -> Trap:
    if sys.platform != "linux":
        unavailable("files are watched by inotify, which only Linux has")
    return Trap(tmp_path_factory.mktemp("trap"))


def all_of(server: Server) -> str:
    """A hash of everything in the database, constraints included."""
    rows = [
        *server.read("MATCH (n) RETURN labels(n), properties(n)"),
        *server.read("MATCH (a)-[r]->(b) RETURN a.id, type(r), properties(r), b.id"),
        *server.read("SHOW CONSTRAINTS YIELD name, labelsOrTypes, properties"), *server.read("SHOW INDEXES YIELD name"),
    ]  # fmt: skip
    return hashlib.sha256("\n".join(sorted(map(repr, rows))).encode()).hexdigest()


def test_the_corpora_are_large_enough():
    assert len(HOSTILE) >= 60 and len(HONEST) >= 40
    assert len({param.values[0] for param in HOSTILE}) == len(HOSTILE)


def test_the_trap_springs(trap):
    """Else it would prove nothing: opened by this process, by another, and called."""
    trap.sprung()
    trap.file.read_text(encoding="utf-8")
    assert trap.sprung() == ["a file"]
    subprocess.run(["cat", str(trap.file)], capture_output=True, check=True)
    assert trap.sprung() == ["a file"]
    socket.create_connection(trap._door.getsockname()).recv(1)  # until it has hung up
    assert trap.sprung() == ["the address"]


def test_the_trap_springs_for_the_server(server, tmp_path):
    """Neo4j itself would call the address, even in read mode: nothing but us stands in between."""
    trap = Trap(tmp_path)  # of its own: the server may call more than once
    with pytest.raises(LiaisonError):
        list(server.read(trap.set_in("LOAD CSV FROM 'URL' AS row RETURN row")))
    assert "the address" in trap.sprung()


@pytest.fixture(scope="module")
def untouched(server, engines) -> Iterator[None]:
    """Over all hostile texts the database stays as it was, to the last property and constraint."""
    before = all_of(server)
    yield
    assert all_of(server) == before


@pytest.mark.parametrize("text", HOSTILE)
def test_what_would_do_more_than_read_is_refused(text, engines, trap, untouched):
    trap.sprung()
    for engine in engines.values():
        with pytest.raises(Refused):
            engine.run(trap.set_in(text), {"url": trap.set_in("URL")})
    assert trap.sprung() == [] and not trap.out.exists()


@pytest.mark.parametrize("text", HONEST)
def test_what_only_reads_is_answered(text, engines):
    rows = [engine.run(text).rows for engine in engines.values()]
    assert rows[0] == rows[1] and len(rows[0]) > -1
    assert engines["embedded"].run(text).columns == engines["neo4j"].run(text).columns


def test_the_plan_is_looked_at_even_if_the_guard_lets_something_pass(engines, trap, monkeypatch):
    """The guard taken away: the server's plan names what it would do, and it is not done."""
    from queries.engines import neo4j as module

    class Blind:
        text = ""
        tokens: tuple[Any, ...] = ()
        parameters: tuple[Any, ...] = ()
        columns = None

    trap.sprung()
    for text, step in (
        ("LOAD CSV FROM 'FILE' AS row RETURN row", "LoadCSV"), ("CALL db.labels() YIELD label RETURN label", "ProcedureCall"),
        ("CREATE (n:City) RETURN n.id", "Create"), ("MATCH (n) DETACH DELETE n", "EmptyResult"),
        ("MATCH (n) SET n.name = 'x'", "EmptyResult"), ("EXPLAIN CREATE (n)", ""),
    ):  # fmt: skip
        monkeypatch.setattr(module, "check", lambda *args: Blind())
        monkeypatch.setattr(module, "_query", lambda reading, text=text: trap.set_in(text))
        with pytest.raises((Refused, UsageProblem), match=step or "."):
            engines["neo4j"].run("x")
    assert trap.sprung() == []


def test_read_mode_refuses_even_if_the_plan_is_not_looked_at(engines, monkeypatch):
    from queries.engines import neo4j as module

    monkeypatch.setattr(
        module, "check", lambda *args: type("Blind", (), {"parameters": [], "columns": None, "text": ""})()
    )
    monkeypatch.setattr(module, "_query", lambda reading: "CREATE (n:City) RETURN 1")
    monkeypatch.setattr(Neo4jEngine, "_look", lambda *args: None)
    with pytest.raises(Refused, match="a query only reads"):
        engines["neo4j"].run("x")


@pytest.mark.parametrize(
    "operator",
    ["LoadCSV", "ProcedureCall", "Create", "SetLabels", "RemoveLabels", "Delete", "Merge", "LockingMerge", "Foreach",
     "SubqueryForeach", "TransactionForeach", "TransactionApply"],
)  # fmt: skip
def test_an_operator_that_does_more_than_read(operator):
    plan = {"operatorType": "ProduceResults@neo4j", "children": [
        {"operatorType": "Apply@neo4j", "children": [{"operatorType": f"{operator}@neo4j", "children": []}]},
    ]}  # fmt: skip
    assert forbidden_step(plan) == operator


def test_a_plan_may_be_as_deep_as_a_query_is_long():
    """A query of 3,000 clauses has a plan of as many steps, one inside the other."""
    plan: dict[str, Any] = {"operatorType": "LoadCSV@neo4j", "children": []}
    for _ in range(3_000):
        plan = {"operatorType": "Apply@neo4j", "children": [plan]}
    assert forbidden_step(plan) == "LoadCSV"


# Names and values


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("MATCH (c:Cty) RETURN c.id", "label 'Cty' is not in this network's schema; did you mean 'City'?"),
        ("MATCH ()-[t:TWINED_WITH]-() RETURN count(t)", "did you mean 'TWINNED_WITH'?"),
        ("MATCH (c:City {id: $city}) RETURN c.id", "parameter 'city' has no value"),
        ("MATCH (c:City RETURN c.id", "line 1, column 15"),
    ],
)
def test_a_slip_is_named_on_both_engines(text, said, engines):
    for engine in engines.values():
        with pytest.raises(UsageProblem) as told:
            engine.run(text)
        assert said in str(told.value)


@pytest.mark.parametrize("value", ["' OR 1=1 //", "x'}) DETACH DELETE n //", "\\u0027", "`", "$city", "مدينة", "\x00"])
def test_a_value_is_a_value(value, engines):
    text = "MATCH (c:City) WHERE c.id = $city RETURN count(c) AS n"
    for engine in engines.values():
        assert engine.run(text, {"city": value}).rows == [(0,)]


# The process, traced


def test_no_file_is_opened_and_no_socket_by_the_embedded_engine(tmp_path):
    """By strace, over all hostile texts in one process: after loading, only the output is written."""
    strace = shutil.which("strace")
    if strace is None:
        unavailable("there is no strace here (Debian: apt-get install strace)")
    program = (
        "import os, sys, json, loaders\nfrom graphmodel.errors import LiaisonError\nfrom queries.engines import open_engine\n"
        "from queries.engines.push import shown\nfrom pathlib import Path\n"
        "engine = open_engine(shown(loaders.load(Path(sys.argv[1]))))\n"
        "texts = json.loads(Path(sys.argv[2]).read_text())\n"
        "def ask(text):\n    try:\n        engine.run(text)\n    except LiaisonError:\n        return 1\n    return 0\n"
        "ask('CREATE (n)'); ask('RETURN 1'); ask('RETURN foo(1)'); ask('MATCH (c:Cty) RETURN c')\n"
        "os.access('/liaison-begins', os.F_OK)\nprint(sum(map(ask, texts)))\nos.access('/liaison-ends', os.F_OK)\n"
    )
    texts = [
        param.values[0].replace("'FILE'", "'/etc/hostname'").replace("URL", "http://127.0.0.1:9/") for param in HOSTILE
    ]
    (tmp_path / "texts.json").write_text(json.dumps(texts), encoding="utf-8")
    log = tmp_path / "trace"
    command = [
        strace, "-f", "-qq", "-o", str(log), "-e", "trace=open,openat,openat2,creat,socket,connect,access,faccessat2",
        sys.executable, "-c", program, str(SAMPLE), str(tmp_path / "texts.json"),
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True)
    if "ptrace" in done.stderr.lower():
        unavailable(f"processes cannot be traced here: {done.stderr.strip()[:200]}")
    assert done.stdout.strip() == str(len(texts)), done.stderr
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    begin, end = (
        next(at for at, line in enumerate(lines) if mark in line) for mark in ("/liaison-begins", "/liaison-ends")
    )
    opened = [line for line in lines[begin + 1 : end] if "/proc/self/statm" not in line and "access" not in line]
    assert opened == []


# Every file is portable


OWN_FILES = sorted(Path(__file__).parent.parent.glob("**/*.cypher"))


@pytest.mark.parametrize("path", [p for p in OWN_FILES if ".venv" not in p.parts], ids=lambda path: path.stem)
def test_every_cypher_file_is_in_the_portable_part(path):
    assert portable(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("MATCH (a)-[:MEMBER_OF*]->(b) RETURN a.id AS a ORDER BY a", "instead of a path without a bound write a bound, such as *1..5"),
        ("MATCH (a) WHERE isEmpty(a.name) RETURN a.id AS a ORDER BY a", "instead of isEmpty(…) write size(…) = 0"),
        ("MATCH (a) RETURN a ORDER BY a.id", "instead of the whole of a returned write a.id, or a {.id, .name}"),
        ("MATCH (a) WHERE a.first_day < '2018' RETURN a.id AS a ORDER BY a", "instead of a date compared with text write"),
        ("MATCH (a) RETURN a.id AS a", "instead of rows without an order write ORDER BY at the end"),
        ("MATCH (a WHERE a.id = 'x') RETURN a.id AS a ORDER BY a", "instead of WHERE inside a node write WHERE after"),
        ("MATCH (a:City&Actor) RETURN a.id AS a ORDER BY a", "instead of & between labels write :A:B"),
        ("MATCH (a) WHERE a.name =~ '(?i)x' RETURN a.id AS a ORDER BY a", "(?iu), or toLower(…) CONTAINS"),
    ],
)  # fmt: skip
def test_the_lint_says_what_to_write_instead(text, said):
    assert any(said in line for line in portable(text)), portable(text)


def test_reading_a_text_is_enough_to_refuse_it():
    """No engine is needed: the guard stands before any."""
    for param in HOSTILE:
        with pytest.raises(Refused):
            read(param.values[0])

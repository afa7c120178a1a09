"""A real Neo4j to try Liaison on: resolved by Maven, on a free port of this machine, gone when whoever asked is gone.

`make neo4j` runs it in the foreground; the tests start it through `Neo4jServer`.
"""

from __future__ import annotations

import argparse
import contextlib
import ctypes
import hashlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from types import FrameType

__all__ = ["Neo4jServer", "Unavailable", "class_path"]

POM = Path(__file__).parent / "neo4j" / "pom.xml"
PLUGIN = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:build-classpath"
MEMORY = "512m"
PATIENCE = 180.0
"""Seconds that the first answer may take; it takes about fifteen."""

SETTINGS = """server.default_listen_address=127.0.0.1
server.bolt.listen_address=127.0.0.1:{port}
server.bolt.advertised_address=127.0.0.1:{port}
server.http.enabled=false
server.https.enabled=false
dbms.security.auth_enabled={auth}
dbms.usage_report.enabled=false
client.allow_telemetry=false
server.bolt.telemetry.enabled=false
server.memory.pagecache.size=128m
db.tx_log.preallocate=false
db.store.files.preallocate=false
db.tx_log.rotation.size=16m
db.tx_log.rotation.retention_policy=keep_none
db.logs.query.enabled=OFF
internal.dbms.bolt.netty_server_shutdown_quiet_period=0
"""


class Unavailable(Exception):
    """This machine cannot run a server; the text says what it lacks."""


def class_path() -> str:
    """Class path of the server: resolved by Maven the first time, then kept.

    Raises
    ------
    Unavailable
        If there is no Java or no Maven, or Maven cannot resolve it.
    """
    for tool, package in (("java", "default-jre-headless"), ("mvn", "maven")):
        if shutil.which(tool) is None:
            raise Unavailable(f"there is no {tool} here (Debian: apt-get install {package})")
    kept = _cache() / f"{hashlib.sha256(POM.read_bytes()).hexdigest()[:16]}.classpath"
    if kept.is_file() and all(Path(jar).is_file() for jar in kept.read_text(encoding="utf-8").split(os.pathsep)):
        return kept.read_text(encoding="utf-8")
    kept.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        found = Path(folder) / "classpath"
        command = [
            "mvn", "-B", "-ntp", "-q", "-f", str(POM), PLUGIN, "-DincludeScope=runtime", f"-Dmdep.outputFile={found}",
        ]  # fmt: skip
        done = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL)
        if done.returncode:
            raise Unavailable(f"Maven cannot resolve Neo4j: {(done.stdout + done.stderr).strip()[-500:]}")
        text = found.read_text(encoding="utf-8").strip()
    kept.write_text(text, encoding="utf-8")
    return text


def _cache() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "liaison-neo4j"


class Neo4jServer:
    """One server with a home of its own.

    Parameters
    ----------
    home : Path
        Folder for its files; nothing is removed from it.
    password : str, optional
        Of the user `neo4j`; without one the server asks nobody who they are.
    memory : str
        Heap, as Java takes it.
    """

    def __init__(self, home: Path, *, password: str | None = None, memory: str = MEMORY) -> None:
        self.home = home
        self.password = password
        self.memory = memory
        self.port = _free_port()
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def uri(self) -> str:
        """Its bolt address."""
        return f"bolt://127.0.0.1:{self.port}"

    def start(self) -> Neo4jServer:
        """Start it and wait for its first answer.

        Raises
        ------
        Unavailable
            If it cannot be resolved, ends at once, or does not answer.
        """
        path = class_path()
        (self.home / "conf").mkdir(parents=True, exist_ok=True)
        settings = SETTINGS.format(port=self.port, auth="false" if self.password is None else "true")
        (self.home / "conf" / "neo4j.conf").write_text(settings, encoding="utf-8")
        if self.password is not None and not (self.home / "data").exists():
            self._set_password(path)
        command = [*self._java(path), "org.neo4j.server.CommunityEntryPoint", f"--home-dir={self.home}",
                   f"--config-dir={self.home / 'conf'}"]  # fmt: skip
        with (self.home / "console.log").open("ab") as log:
            self.process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True, preexec_fn=_die_along
            )  # fmt: skip
        try:
            self._wait()
        except BaseException:
            self.kill()
            raise
        return self

    def stop(self) -> None:
        """Ask it to stop and wait until it has."""
        self._signal(signal.SIGTERM)
        try:
            if self.process is not None:
                self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.kill()

    def kill(self) -> None:
        """End it at once, as a failing machine would."""
        self._signal(signal.SIGKILL)
        if self.process is not None:
            self.process.wait()

    def _signal(self, number: signal.Signals) -> None:
        if self.process is not None and self.process.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, number)

    def _java(self, path: str) -> list[str]:
        opened = [f"--add-opens=java.base/{name}=ALL-UNNAMED" for name in ("java.nio", "java.io", "sun.nio.ch")]
        return ["java", f"-Xmx{self.memory}", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", *opened, "-cp", path]

    def _set_password(self, path: str) -> None:
        command = [*self._java(path), "org.neo4j.server.startup.Neo4jAdminCommand", "dbms", "set-initial-password"]
        where = {"NEO4J_HOME": str(self.home), "NEO4J_CONF": str(self.home / "conf")}
        done = subprocess.run([*command, str(self.password)], env={**os.environ, **where}, capture_output=True)
        if done.returncode:
            raise Unavailable(f"the first password cannot be set: {done.stderr.decode(errors='replace')[-500:]}")

    def _wait(self) -> None:
        """Until a query is answered: the port opens some seconds before."""
        from neo4j import GraphDatabase
        from neo4j.exceptions import DriverError, Neo4jError

        auth = None if self.password is None else ("neo4j", self.password)
        deadline = time.monotonic() + PATIENCE
        assert self.process is not None
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                raise Unavailable(f"the server has ended: {self._said()}")
            with contextlib.suppress(DriverError, Neo4jError, OSError):
                with (
                    GraphDatabase.driver(self.uri, auth=auth, connection_timeout=5) as driver,
                    driver.session() as asked,
                ):
                    asked.run("RETURN 1").consume()
                return
            threading.Event().wait(0.2)
        raise Unavailable(f"the server does not answer: {self._said()}")

    def _said(self) -> str:
        logs = [self.home / "console.log", self.home / "logs" / "neo4j.log"]
        return " ".join(log.read_text(errors="replace")[-400:] for log in logs if log.is_file())


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _die_along() -> None:
    """On Linux: end when the process that started this one ends, however it ends."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)


def main(words: Sequence[str] | None = None) -> int:
    """Run a server in the foreground until Ctrl-C, SIGTERM, or the end of whoever started it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--home", type=Path, metavar="FOLDER", help="keep its files here; else they go when it stops")
    parser.add_argument("--password", action="store_true", help="ask for the password in LIAISON_NEO4J_PASSWORD")
    parser.add_argument("--with-stdin", action="store_true", help="stop too when standard input ends")
    options = parser.parse_args(words)
    stopped = threading.Event()

    def stop(number: int, frame: FrameType | None) -> None:
        stopped.set()

    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, stop)
    with tempfile.TemporaryDirectory(prefix="liaison-neo4j-") as folder:
        password = os.environ.get("LIAISON_NEO4J_PASSWORD") if options.password else None
        server = Neo4jServer(options.home or Path(folder), password=password)
        print("Starting Neo4j; the first time Maven fetches it (128 MB).", file=sys.stderr, flush=True)
        try:
            server.start()
        except Unavailable as reason:
            print(reason, file=sys.stderr)
            return 1
        print(server.uri, flush=True)
        print("It stops with Ctrl-C.", file=sys.stderr, flush=True)
        if options.with_stdin:
            threading.Thread(target=lambda: (sys.stdin.read(), stopped.set()), daemon=True).start()
        while not stopped.wait(0.2):
            if server.process is not None and server.process.poll() is not None:
                print(f"the server has ended: {server._said()}", file=sys.stderr)
                return 1
        server.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())

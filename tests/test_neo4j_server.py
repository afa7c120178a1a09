"""`make neo4j`, as the README's "Share it with your team" has it; and a server that goes when whoever started it is gone."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import SAMPLE, unavailable
from neo4j_server import Unavailable, class_path

ROOT = Path(__file__).parent.parent


@pytest.fixture(autouse=True)
def _resolved() -> None:
    try:
        class_path()
    except Unavailable as reason:
        unavailable(str(reason))


@pytest.fixture(scope="module")
def begun() -> Iterator[dict[signal.Signals, subprocess.Popen[str]]]:
    """Two runs that start a server each at the same time, since each takes ten seconds to answer."""
    runs = {
        number: subprocess.Popen(
            [sys.executable, "-c", PROGRAM], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        for number in (signal.SIGTERM, signal.SIGKILL)
    }
    yield runs
    for run in runs.values():
        run.kill()


def is_gone(uri: str) -> bool:
    """Whether nobody listens any more."""
    try:
        socket.create_connection(("127.0.0.1", int(uri.rpartition(":")[2])), timeout=2).close()
    except OSError:
        return True
    return False


def test_share_it_with_your_team_works_as_it_is_written(tmp_path):
    """The commands of the README's section, one after the other, on the server that `make neo4j` starts."""
    section = re.search(
        r"## Share it with your team\n(.*?)\n## ", (ROOT / "README.md").read_text(encoding="utf-8"), re.S
    )
    assert section is not None
    lines = re.findall(r"^    (\S.*)$", section[1], re.M)
    assert lines[0].split()[:2] == ["make", "neo4j"]
    made = shutil.which("make")
    assert made is not None
    command = [made, "--no-print-directory", "-s", "neo4j"]
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, start_new_session=True)
    try:
        assert server.stdout is not None
        uri = server.stdout.readline().strip()
        assert re.fullmatch(r"bolt://127\.0\.0\.1:\d+", uri)
        shutil.copytree(SAMPLE, tmp_path / "my-network")
        env = {name: value for name, value in os.environ.items() if not name.startswith("LIAISON_")}
        for line in lines[1:]:
            words = line.partition("  #")[0].replace("bolt://127.0.0.1:7687", uri).split()
            if words[0] == "export":
                name, _, value = words[1].partition("=")
                env[name] = value
                continue
            assert words[0] == "liaison"
            done = subprocess.run(
                [sys.executable, "-m", *words], cwd=tmp_path, env=env | {"PYTHONPATH": str(ROOT)}, text=True, capture_output=True
            )  # fmt: skip
            assert done.returncode == 0, (line, done.stderr)
        assert (tmp_path / "my-copy" / "actors.csv").is_file()
    finally:
        os.killpg(server.pid, signal.SIGINT)
        server.wait(60)
    assert is_gone(uri)


PROGRAM = (
    "import subprocess, sys\n"
    f"keeper = subprocess.Popen([sys.executable, {str(ROOT / 'tests' / 'neo4j_server.py')!r}, '--with-stdin'], "
    "stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True)\n"
    "print(keeper.stdout.readline().strip(), keeper.pid, flush=True)\nkeeper.wait()\n"
)
"""A run that has a keeper, as pytest has."""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL], ids=lambda number: number.name)
def test_a_server_ends_with_whoever_started_it(number, begun):
    """SIGTERM to the keeper; and SIGKILL to a run that has a keeper, as pytest has."""
    run = begun[number]
    assert run.stdout is not None and run.stderr is not None
    uri, keeper = run.stdout.readline().split()
    assert not is_gone(uri)
    if number == signal.SIGTERM:
        os.kill(int(keeper), number)
    else:
        run.kill()
    run.wait(60)
    run.stderr.read()  # ends when the last that holds it has ended: the keeper, after its server
    assert is_gone(uri)

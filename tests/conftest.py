"""What several tests share: the sample network, and when a machine may skip."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from graphmodel.network import Network

if TYPE_CHECKING:
    from queries.engines.neo4j import Server

SAMPLE = Path(__file__).parent.parent / "sample_data" / "western_balkans"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--write-golden", action="store_true", help="write tests/golden anew instead of comparing")


@pytest.fixture(scope="session")
def whole_sample() -> Network:
    """The sample as its files have it."""
    import loaders

    return loaders.load(SAMPLE)


@pytest.fixture(scope="session")
def sample(whole_sample: Network) -> Network:
    """The sample as it is shown: as of the date of its newest source."""
    day = whole_sample.default_as_of
    assert day is not None
    return whole_sample.as_of(day)


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of a real Chromium; without one the test is skipped, or fails where CI=true."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        unavailable("there is no Chromium here (Debian: apt-get install chromium)")
    assert found is not None
    return found


@pytest.fixture(scope="session")
def neo4j_uri() -> Iterator[str]:
    """Address of a real Neo4j that asks nobody who they are; its one database is the tests' to change.

    LIAISON_TEST_NEO4J names one that runs already. Else one is started for the session, by a process of its own that
    stops it when this one ends, however it ends.
    """
    named = os.environ.get("LIAISON_TEST_NEO4J")
    if named:
        yield named
        return
    from neo4j_server import Unavailable, class_path

    try:
        class_path()
    except Unavailable as reason:
        unavailable(str(reason))
    command = [sys.executable, str(Path(__file__).parent / "neo4j_server.py"), "--with-stdin"]
    keeper = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )  # fmt: skip
    assert keeper.stdin is not None and keeper.stdout is not None and keeper.stderr is not None
    uri = keeper.stdout.readline().strip()
    if not uri:
        pytest.fail(f"the server did not start: {keeper.stderr.read()}")
    yield uri
    keeper.stdin.close()
    keeper.wait(30)


@pytest.fixture(scope="session")
def server(neo4j_uri: str) -> Iterator[Server]:
    """The real Neo4j of the session."""
    from queries.engines.neo4j import Server

    opened = Server(neo4j_uri).open()
    yield opened
    opened.close()


@pytest.fixture
def empty(server: Server) -> Server:
    """The real Neo4j, with nothing in it."""
    server.command("MATCH (n) DETACH DELETE n")
    return server


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Any]:
    """One browser for all tests of the map."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        unavailable("playwright is not installed")
    with sync_playwright() as play:
        found = play.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        yield found
        found.close()


@pytest.fixture(scope="module")
def tab(browser: Any) -> Iterator[Any]:
    """One page for the tests of a module; a word on its console, or a request, fails them."""
    from map_pages import Tab

    found = Tab(browser)
    yield found
    assert found.silent(), found.said
    found.close()


@pytest.fixture(scope="session")
def sample_map(whole_sample: Network, sample: Network, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The map of the sample, alone in a folder: with gaps, and partners of two cities."""
    from liaison.drawing import titles
    from queries.gaps import find_gaps
    from queries.partners import partners_told
    from viz.map import map_html

    found = {city: partners_told(sample, city, ["en", "ar"], limit=8) for city in ("kumanovo", "elbasan")}
    text = map_html(
        whole_sample, gaps=find_gaps(sample), partners=found, as_of=sample.seen_as_of, titles=titles(sample)
    )
    path = tmp_path_factory.mktemp("alone") / "map.html"
    path.write_text(text, encoding="utf-8")
    return path


def unavailable(reason: str) -> None:
    """Skip with the reason; with CI=true such a skip is a failure."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"with CI=true this must be here: {reason}")
    pytest.skip(reason)

"""--engine: which network is asked, who answers, what is fetched, and what is said of it."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from conftest import SAMPLE

import loaders
from liaison.cli import COMMANDS, main
from queries.engines.embedded import EmbeddedEngine
from queries.engines.neo4j import Server
from queries.engines.push import push


def run(*args: object, code: int = 0, **env: str) -> Result:
    result = CliRunner().invoke(main, [str(arg) for arg in args], env=env)
    assert result.exit_code == code, (result.exit_code, result.stdout, result.stderr)
    return result


@pytest.fixture(scope="module")
def uri(server: Server) -> str:
    """Address of a server that holds the sample."""
    server.command("MATCH (n) DETACH DELETE n")
    push(loaders.load(SAMPLE), server)
    return server.uri


@pytest.fixture
def no_embedded(monkeypatch) -> None:
    """Whatever is answered is answered by the server."""

    def refused(*_: object) -> None:
        raise AssertionError("the embedded engine was asked")

    monkeypatch.setattr(EmbeddedEngine, "load", refused)


QUESTIONS = [
    ("gaps",), ("gaps", "--rule", "met-without-tie", "--country", "MK"), ("partners", "kumanovo"), ("partners", "Peja"),
    ("pilots", "--count", "4"),
    ("partners", "kumanovo", "--direction", "both", "--why", "skopje"), ("exchange", "--pilots", "kumanovo,elbasan"), ("query", "cross-border-pairs"), ("query", "transferable", "--param", "giver=peja", "--param", "taker="),
    ("cypher", "MATCH (c:City) RETURN c.id AS id ORDER BY id"),
]  # fmt: skip


@pytest.mark.parametrize("words", QUESTIONS, ids=" ".join)
def test_the_same_json_from_files_and_from_the_server(words, uri, request):
    name, *rest = words
    here = run(name, SAMPLE, *rest, "--format", "json")
    request.getfixturevalue("no_embedded")
    there = run(name, "-", *rest, "--format", "json", "--engine", uri)
    assert there.stdout == here.stdout
    files = run(name, SAMPLE, *rest, "--format", "json", LIAISON_ENGINE=uri)
    assert files.stdout == here.stdout and "this machine" not in files.stderr


@pytest.mark.parametrize("command", ["show", "map", "gaps"])
def test_what_needs_the_whole_network_says_so(command, uri, tmp_path):
    more = ["-o", tmp_path / "map.html"] if command == "map" else []
    said = run(command, "-", *more, "--engine", uri).stderr
    assert "152 actors and 322 claims" in said


def test_what_is_about_cities_does_not_fetch_the_network(uri, monkeypatch):
    """No page of claims is fetched; of the ties only those that the answer cites."""
    from queries.engines import state

    def refused(*_: object, **__: object) -> None:
        raise AssertionError("the network was fetched")

    monkeypatch.setattr(state, "fetch", refused)
    assert "fetched" not in run("partners", "-", "kumanovo", "--engine", uri).stderr
    assert "fetched" not in run("pilots", "-", "--engine", uri).stderr
    assert "fetched" not in run("exchange", "-", "--pilots", "kumanovo,elbasan", "--engine", uri).stderr
    run("query", "-", "memberships", "--engine", uri)


@pytest.mark.parametrize(
    "options",
    [("--as-of", "2018-11-30"), ("--known-by", "2018-12-31")],
    ids=" ".join,
)
def test_another_time_is_answered_by_this_machine_which_says_so(options, uri):
    here = run("gaps", SAMPLE, *options, "--format", "json")
    there = run("gaps", "-", *options, "--format", "json", "--engine", uri)
    assert there.stdout == here.stdout
    assert "the server holds the network as of " in there.stderr and "it is answered by this machine" in there.stderr


def test_the_date_that_the_server_holds_is_no_other_time(uri, no_embedded):
    day = loaders.load(SAMPLE).default_as_of
    assert "answered by this machine" not in run("gaps", "-", "--as-of", day, "--engine", uri).stderr


def test_files_that_the_server_does_not_hold_are_answered_here(uri, tmp_path):
    net = tmp_path / "net"
    shutil.copytree(SAMPLE, net)
    text = (net / "actors.csv").read_text(encoding="utf-8")
    (net / "actors.csv").write_text(text.replace(",City,Kumanovo,", ",City,Kumanovo town,", 1), encoding="utf-8")
    asked = "MATCH (c:City {id: 'kumanovo'}) RETURN c.name AS name"
    said = run("cypher", net, asked, "--format", "json", "--engine", uri)
    assert json.loads(said.stdout)["rows"] == [["Kumanovo town"]]
    assert "the server does not hold just this network; this is answered by this machine" in said.stderr


def test_every_command_that_asks_has_the_option():
    for name in COMMANDS:
        command = main.get_command(None, name)  # type: ignore[arg-type]
        names = {option for parameter in command.params for option in parameter.opts}
        assert ("--as-of" in names) == ("--engine" in names), name
        assert ("--engine" not in names) or ("--database" in names)


def test_a_map_of_the_network_on_a_server_has_a_name(uri, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    run("map", "-", "--engine", uri)
    assert [path.name for path in Path().iterdir()] == ["network-map.html"]


@pytest.fixture
def ranked(server: Server, tmp_path: Path) -> Iterator[Path]:
    """The sample with a part that looks at all ties, on the server instead of the sample for as long as the test runs."""
    net = Path(shutil.copytree(SAMPLE, tmp_path / "net"))
    with (net / "network.toml").open("a", encoding="utf-8") as file:
        file.write("\n[partners.weights]\nforeseen = 0.5\n")
    for folder in (net, SAMPLE):
        server.command("MATCH (n) DETACH DELETE n")
        push(loaders.load(folder), server)
        if folder == net:
            yield net


@pytest.mark.parametrize(
    "words", [("partners", "kumanovo"), ("exchange", "--pilots", "kumanovo,elbasan")], ids=lambda words: words[0]
)
def test_a_part_that_looks_at_all_ties_has_them(words, uri, ranked):
    name, *rest = words
    here = run(name, ranked, *rest, "--format", "json")
    there = run(name, "-", *rest, "--format", "json", "--engine", uri)
    assert re.search(r"is number \d+ of \d+ that", here.stdout)  # the ranker has spoken
    assert there.stdout == here.stdout

"""Pushing to a real Neo4j: all or nothing, idempotent, and back again as it was."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from conftest import SAMPLE
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from random_networks import random_network
from small_network import actor, small_network

import loaders
from graphmodel.errors import EngineUnavailable, LiaisonError, Refused, StoreProblem
from graphmodel.network import Network
from graphmodel.schema import builtin_schema
from liaison.cli import main
from queries.engines import push as pushing
from queries.engines import shape
from queries.engines.faults import NetworkChanged
from queries.engines.neo4j import Neo4jEngine, Server
from queries.engines.push import push
from queries.engines.state import fetch, state_of

STATE = ("generation", "fingerprint", "current")


def run(*args: object, code: int = 0, stdin: str | None = None) -> Result:
    result = CliRunner().invoke(main, [str(arg) for arg in args], input=stdin)
    assert result.exit_code == code, (result.exit_code, result.stdout, result.stderr)
    return result


def graph(server: Server) -> list[str]:
    """Everything that a person sees in the database, sorted; not the pages, nor how often it was pushed."""
    nodes = server.read("MATCH (n) RETURN labels(n), properties(n)")
    ties = server.read("MATCH (a)-[r]->(b) RETURN a.id, type(r), properties(r), b.id")
    found = [[sorted(labels), _seen(properties)] for labels, properties in nodes]
    return sorted(map(repr, [*found, *([a, kind, _seen(own), b] for a, kind, own, b in ties)]))


def _seen(properties: dict[str, Any]) -> list[tuple[str, str]]:
    hidden = ("page_", "contents_")
    return sorted((k, str(v)) for k, v in properties.items() if k not in STATE and not k.startswith(hidden))


def named(network: Network, name: str = "Net") -> Network:
    """The network under a name, so that one may follow another."""
    return replace(network, name=name, settings={"name": name})


# There and back


def test_the_sample_comes_back_as_it_was(whole_sample, empty, tmp_path):
    run("push", SAMPLE, empty.uri)
    run("pull", empty.uri, tmp_path / "net")
    again = loaders.load(tmp_path / "net")
    assert again.same_as(whole_sample) and again.settings == whole_sample.settings and again.name == whole_sample.name


TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\u2028\u2029"), max_size=8)
HARD = st.one_of(
    TEXT, st.sampled_from(["=1+1", "'", '"', "`a`", "\\u0060", "x}) DETACH DELETE n //", "مدينة", "$rows"])
)


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10_000), quotes=st.lists(HARD, min_size=1, max_size=3), population=st.integers(0, 10**7))
def test_any_network_comes_back_as_it_was(empty, tmp_path, seed, quotes, population):
    """push, then pull, is the identity: of networks at random, and of texts that would like to be Cypher."""
    push(named(random_network(seed, ties=15)), empty, prune=True)
    network = named(small_network(
        [actor("a", "City", "MK", population=str(population), note=" ".join(quotes)), actor("b", "City", "AL")],
        [("a", "TWINNED_WITH", "b", {"key": f"k{n}", "quote": " ".join(text.split())}) for n, text in enumerate(quotes)],
    ))  # fmt: skip
    push(network, empty, prune=True)
    again = fetch(empty, tmp_path)
    assert again.same_as(network) and again.settings == network.settings


def test_own_kinds_rules_and_settings_go_along(empty, tmp_path):
    net = tmp_path / "net"
    for name, text in {
        "schema/nodes/school.yaml": "School:\n  label: {en: School, ar: مدرسة}\n  level: local\n",
        "queries/gaps/lonely-school.cypher": "// ---\n// title: Lonely\n// answers: Which?\n// because: '{school} is alone.'\n"
        "// mend: Ask.\n// columns: [school]\n// ---\nMATCH (s:School) WHERE NOT EXISTS { MATCH (s)-[:PARTNERS_WITH]-() }\n"
        "RETURN s.id AS school ORDER BY school\n",
        "network.toml": 'name = "Schools"\nday = 2020-01-02\n[partners.weights]\nneeds = 0.5\n',
        "actors.csv": "id,kind,name,country\ns,School,A school,MK\n",
    }.items():
        (net / name).parent.mkdir(parents=True, exist_ok=True)
        (net / name).write_text(text, encoding="utf-8")
    run("push", net, empty.uri)
    answers = [
        json.loads(run("gaps", *where, "--rule", "lonely-school", "--format", "json").stdout)
        for where in ((net,), ("-", "--engine", empty.uri))
    ]
    assert answers[0] == answers[1] and answers[0]["gaps"][0]["because"] == "A school is alone."
    run("pull", empty.uri, tmp_path / "copy")
    for name in ("schema/nodes/school.yaml", "queries/gaps/lonely-school.cypher"):
        assert (tmp_path / "copy" / name).read_bytes() == (net / name).read_bytes()
    assert loaders.load(tmp_path / "copy").settings == loaders.load(net).settings


# Again


def test_a_second_push_changes_nothing_and_says_so(empty):
    assert "pushed to bolt://" in run("push", SAMPLE, empty.uri).stderr
    before = graph(empty), state_of(empty)
    assert "nothing has changed: bolt://" in run("push", SAMPLE, empty.uri).stderr
    assert (graph(empty), state_of(empty)) == before


@pytest.mark.parametrize("seeds", [(1, 2), (3, 1), (2, 4)], ids=str)
@pytest.mark.parametrize("most", [pytest.param(10**6, id="one transaction"), pytest.param(0, id="batches")])
def test_a_push_over_another_network_is_as_good_as_a_first_one(seeds, most, empty, monkeypatch):
    """What is changed in place is what would have been written anew: labels, properties, ties, pages."""
    monkeypatch.setattr(pushing, "ONE_TRANSACTION", most)
    monkeypatch.setattr(pushing, "BATCH", 40)
    old, new = (named(random_network(seed)) for seed in seeds)
    push(old, empty)
    push(new, empty, prune=True)
    over = graph(empty)
    empty.command("MATCH (n) DETACH DELETE n")
    push(new, empty)
    assert over == graph(empty)


def one_city_more() -> tuple[Network, Network]:
    """A network, and the same before a city and a tie left it."""
    cities = [actor(name, "City", "MK") for name in ("a", "b", "gone")]
    ties = [("a", "TWINNED_WITH", "b"), ("a", "PARTNERS_WITH", "b"), ("a", "TWINNED_WITH", "gone")]
    return small_network(cities[:2], ties[:1]), small_network(cities, ties)


def folders(tmp_path: Path) -> tuple[Path, Path]:
    found = []
    for at, network in enumerate(one_city_more()):
        folder = tmp_path / f"{at}" / "net"
        folder.parent.mkdir()
        loaders.save(named(network), folder)
        found.append(folder)
    return found[0], found[1]


def test_what_has_left_stays_until_it_is_pruned(empty, tmp_path):
    now, before = folders(tmp_path)
    run("push", before, empty.uri)
    said = run("push", now, empty.uri).stderr
    assert "1 actor and 2 ties that left the network stay on the server: gone, " in said
    assert "PARTNERS_WITH:a:b, TWINNED_WITH:a:gone. --prune removes them" in said
    assert fetch(empty, tmp_path).find_actor("gone") == ["gone"]
    assert "nothing has changed" in run("push", now, empty.uri).stderr
    assert "removing 1 actor and 2 ties that left the network: gone, " in run("push", now, empty.uri, "--prune").stderr
    assert fetch(empty, tmp_path).same_as(loaders.load(now))
    assert list(empty.read("MATCH (n {id: 'gone'}) RETURN n.id")) == []


# One database, one network


def test_a_database_that_holds_something_else_is_left_alone(empty, tmp_path):
    empty.command("CREATE (:Film {title: 'The Third Man'})")
    said = run("push", SAMPLE, empty.uri, code=8).stderr
    assert "holds 1 nodes that are no network of Liaison; nothing was changed" in said and "Third" not in said
    assert "holds 1 nodes that are no network" in run("gaps", "-", "--engine", empty.uri, code=8).stderr
    assert "add --yes to say so without being asked" in run("push", SAMPLE, empty.uri, "--replace", code=8).stderr
    assert list(empty.read("MATCH (n) RETURN labels(n)")) == [(["Film"],)]
    run("push", SAMPLE, empty.uri, "--replace", "--yes")
    assert list(empty.read("MATCH (n:Film) RETURN n")) == []
    assert fetch(empty, tmp_path).same_as(loaders.load(SAMPLE))


def test_another_network_does_not_take_its_place(empty, tmp_path):
    now, _ = folders(tmp_path)
    run("push", SAMPLE, empty.uri)
    before = graph(empty)
    assert "and this one is called 'Net'; nothing was changed" in run("push", now, empty.uri, code=8).stderr
    assert graph(empty) == before


def test_an_empty_database_says_how_to_fill_it(empty):
    assert (
        f"holds no network: liaison push NETWORK {empty.uri}" in run("gaps", "-", "--engine", empty.uri, code=2).stderr
    )


def test_a_person_who_looks_sees_plain_labels_and_types(empty, whole_sample):
    push(whole_sample, empty)
    labels = {label for (found,) in empty.read("MATCH (n) RETURN DISTINCT labels(n)") for label in found}
    assert labels <= {*builtin_schema().nodes, *shape.NODE_LABELS}
    types = {name for (name,) in empty.read("MATCH ()-[r]->() RETURN DISTINCT type(r)")}
    assert types <= {*builtin_schema().ties, *shape.TIE_TYPES}
    unique = {name for (name,) in empty.read("SHOW CONSTRAINTS YIELD labelsOrTypes RETURN labelsOrTypes[0]")}
    assert {*builtin_schema().nodes, *builtin_schema().ties, *shape.NODE_LABELS} <= unique


# All or nothing


@pytest.mark.parametrize("at", [2, 9, 17])
@pytest.mark.parametrize("over", [False, True], ids=["first push", "over another"])
def test_a_push_that_breaks_off_leaves_the_old_network_answering(at, over, empty, tmp_path, monkeypatch):
    """Broken off in the transaction of that number, as when the server goes away."""
    old, new = named(random_network(1)), named(random_network(2))
    if over:
        push(old, empty)
    monkeypatch.setattr(pushing, "ONE_TRANSACTION", 0)
    monkeypatch.setattr(pushing, "BATCH", 25)
    with monkeypatch.context() as broken:
        broken.setattr(Server, "writing", _breaking(at))
        with pytest.raises(EngineUnavailable, match="The push was not finished: .* running it again completes it"):
            push(new, empty, prune=True)
    assert not state_of(empty).whole
    if over:
        assert fetch(empty, tmp_path).same_as(old)
        said = run("cypher", "-", "MATCH (c:City) RETURN count(c) AS n", "--engine", empty.uri, "--format", "json")
        assert json.loads(said.stdout)["rows"] == [[3]]
        assert "a push to the server was not finished; this is answered from the network before it" in said.stderr
    else:
        said = run("gaps", "-", "--engine", empty.uri, code=2).stderr
        assert "holds no network whole; the first push to it was not finished" in said
    push(new, empty, prune=True)
    assert fetch(empty, tmp_path).same_as(new)
    found = graph(empty)
    empty.command("MATCH (n) DETACH DELETE n")
    push(new, empty)
    assert graph(empty) == found


def _breaking(at: int) -> Any:
    from contextlib import contextmanager

    writing, count = Server.writing, iter(range(1, 10_000))

    @contextmanager
    def broken(self: Server) -> Any:
        with writing(self) as transaction:
            yield transaction
            if next(count) == at:
                raise EngineUnavailable("the server went away")

    return broken


def test_a_push_whose_process_is_killed_leaves_the_old_network_answering(empty, tmp_path):
    old, new = named(random_network(1)), named(random_network(2, ties=300))
    push(old, empty)
    loaders.save(new, tmp_path / "new")
    program = (
        "import sys, loaders, pathlib\nfrom queries.engines import push as p\nfrom queries.engines.neo4j import Server\n"
        "p.ONE_TRANSACTION, p.BATCH = 0, 20\n"
        "p.push(loaders.load(pathlib.Path(sys.argv[1])), Server(sys.argv[2]), prune=True, say=lambda s: print(s, flush=True))\n"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path / "new"), empty.uri], stdout=subprocess.PIPE, text=True
    )  # fmt: skip
    assert child.stdout is not None
    for line in child.stdout:
        if "new," in line:
            break
    os.kill(child.pid, signal.SIGKILL)
    child.wait()
    assert not state_of(empty).whole
    assert fetch(empty, tmp_path / "a").same_as(old)
    push(new, empty, prune=True)
    assert fetch(empty, tmp_path / "b").same_as(loaders.load(tmp_path / "new"))


def test_an_answer_is_not_made_of_two_networks(empty):
    """Pushed anew between two questions of one answer: it ends, and says to ask again."""
    network = named(random_network(1))
    pushed = push(network, empty)
    engine = Neo4jEngine(empty, network.schema, pushed.generation)
    assert engine.run("MATCH (c:City) RETURN count(c) AS n").rows == [(3,)]
    push(named(random_network(2)), empty, prune=True)
    with pytest.raises(NetworkChanged, match="was changed while it was asked; ask again"):
        engine.run("MATCH (c:City) RETURN count(c) AS n")


def test_of_two_pushes_at_once_one_is_current_and_whole(empty, monkeypatch, tmp_path):
    """A second push begins while the first is under way: the first ends, the second is what is there."""
    monkeypatch.setattr(pushing, "ONE_TRANSACTION", 0)
    first, second = named(random_network(1)), named(random_network(2))
    begun = iter([True])

    def meanwhile(text: str) -> None:
        if next(begun, False):
            push(second, empty, prune=True)

    with pytest.raises(Refused, match="another push to this database was quicker"):
        push(first, empty, say=meanwhile)
    assert fetch(empty, tmp_path).same_as(second)


def test_a_constraint_that_breaks_is_told_without_the_data(empty):
    push(named(random_network(1)), empty)
    empty.command("CREATE (:Actor:City {id: 'secret-office'})")
    more = small_network([actor("secret-office", "City", "MK")])
    with pytest.raises(StoreProblem) as told:
        push(named(more), empty)
    assert "breaks the constraint on " in str(told.value) and "secret" not in str(told.value)


def test_pages_that_are_damaged_are_told(empty, tmp_path):
    push(named(random_network(1)), empty)
    empty.command("MATCH (n:LiaisonNetwork) SET n.page_b_0 = n.page_b_0[0..3]")
    with pytest.raises(LiaisonError):
        fetch(empty, tmp_path)

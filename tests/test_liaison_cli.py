"""The command line: shapes of the answers, exit codes, and what a person reads."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from conftest import SAMPLE

from liaison.cli import COMMANDS, main

NET = str(SAMPLE)


def run(*args: object, code: int = 0, stdin: str | None = None) -> Result:
    result = CliRunner().invoke(main, [str(arg) for arg in args], input=stdin)
    assert result.exit_code == code, f"exit {result.exit_code}\n{result.stdout}\n{result.stderr}\n{result.exception!r}"
    return result


def answer(*args: object) -> dict:
    return json.loads(run(*args, "--format", "json").stdout)


# every command


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example(name):
    text = run(name, "--help").stdout
    assert "Example" in text and f"liaison {name}" in text


@pytest.mark.parametrize("name", COMMANDS)
def test_help_has_a_commands_own_options_first(name):
    """What is about files, and about every command, stands at the end under headings of its own."""
    from liaison.options import SECTIONS

    text = run(name, "--help").stdout
    heads = [line.removesuffix(":") for line in text.splitlines() if line.endswith(":") and line[0] != " "]
    assert [head for head in heads if head in SECTIONS] == [head for head in SECTIONS if head in heads]
    assert heads[-1] == "Everywhere" and "--help" in text[text.index("\nEverywhere:") :]
    own = text[: text.index("\nEverywhere:")].split("\nReading files:")[0].split("\nWriting:")[0]
    assert not any(word in own for word in ("  --errors", "  --encoding", "  --delimiter", "  --force", "  --debug"))


def test_what_comes_in_by_a_pipe_is_text():
    command = [sys.executable, "-m", "liaison", "cypher", NET, "-"]
    for raw in (b'RETURN "caf\xe9" AS x', b"\xff\xfeR\x00"):
        said = subprocess.run(command, input=raw, capture_output=True, check=False)
        found = hex(raw[raw.index(b"\xe9" if b"\xe9" in raw else b"\xff")])
        expected = f"cannot read standard input: expected text in UTF-8, found the byte {found}; save it as UTF-8\n"
        assert (said.returncode, said.stdout, said.stderr.decode()) == (2, b"", expected)
    said = subprocess.run(
        [*command, "--format", "csv"], input='RETURN "Čair" AS x'.encode(), capture_output=True, check=True
    )
    assert said.stdout.decode() == "x\nČair\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["cypher", NET, "RETURN $x AS x", "--param", "x=\udcff"], "'x=\\udcff' is not text in UTF-8"),
        (["query", NET, "transferable", "--param", "giver=\udcff"], "'giver=\\udcff' is not text in UTF-8"),
        (["cypher", NET, "RETURN '\udcff' AS x"], "expected a question in UTF-8, found bytes that are no text"),
        (["show", NET, "x\udcff"], "no actor is called 'x\\udcff'"),
    ],
    ids=["a parameter", "one of a query", "a question", "a name"],
)  # fmt: skip
def test_words_that_are_no_text_are_a_fault_of_the_question(words, said):
    """A byte that is not UTF-8 reaches Python as half a character."""
    found = run(*words, code=2)
    assert said in found.stderr.encode("utf-8", "backslashreplace").decode() and "unexpected" not in found.stderr


def test_help_imports_nothing_that_is_slow():
    code = (
        "import sys; sys.argv = ['liaison', '--help']\n"
        "from liaison.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "slow = {'pandas', 'numpy', 'networkx', 'neo4j', 'pyvis', 'kglite', 'scipy', 'yaml'} & set(sys.modules)\n"
        "print('imported:', sorted(slow))"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert said.splitlines()[-1] == "imported: []"


def test_a_command_with_a_slip_gets_the_nearest():
    assert "no command 'gap'; did you mean 'gaps'?" in run("gap", code=2).stderr


# gaps

FIELDS = {
    "id", "rule", "title", "section", "severity", "certainty", "actors", "missing", "country", "weight", "because",
    "mend", "evidence",
}  # fmt: skip


def test_gaps_as_json_have_the_documented_form():
    body = answer("gaps", NET)
    assert body["schema_version"] == 1 and body["as_of"] == "2026-11-23"
    assert all(gap.keys() == FIELDS for gap in body["gaps"])
    assert len({gap["id"] for gap in body["gaps"]}) == len(body["gaps"])
    assert all(gap["weight"] >= 0 and gap["because"] and gap["mend"] for gap in body["gaps"])


def test_the_first_gap_of_the_sample_is_serbias_coordinator():
    """The report names the coordinators of five of the six countries on its panel (facts: SCN report, 2018)."""
    absent = [gap for gap in answer("gaps", NET)["gaps"] if gap["rule"] == "coordinator-absent-from-event"]
    assert [gap["country"] for gap in absent] == ["RS"]
    assert absent[0]["certainty"] == "observed" and "Budva" in absent[0]["because"]


def test_the_table_folds_what_is_not_known():
    text = run("gaps", NET).stdout
    assert text.count("\n") <= 60  # a tall screen
    assert "Not known: no source speaks of it" in text
    assert "City without a tie to its national coordinator: RS 13, MK 11, AL 9, XK 8, BA 7, ME 6" in text
    assert (
        "scn-report-2018 says that some national coordinators and cities / municipalities in AL, BA, ME, MK, XK met; not which."
        in " ".join(text.split())
    )
    assert "does not cooperate" not in text
    assert run("gaps", NET, "--all").stdout.count("To close:") == len(answer("gaps", NET)["gaps"])


def test_gaps_of_one_country_and_one_rule():
    """Across a border, a gap is of both countries; an event is no end that makes a gap one of where it was held."""
    serbia = answer("gaps", NET, "--country", "Serbia")["gaps"]
    assert {gap["country"] for gap in serbia} == {"RS", None}
    across = {gap["id"] for gap in serbia if gap["country"] is None}
    assert {
        "nearest-across-border:gjilan:vranje",
        "neighbours-without-city-tie:some-city-in-rs:some-city-in-xk",
    } <= across
    assert not any("durres" in gap or "prizren" in gap for gap in across)
    macedonian = {gap["id"]: gap["country"] for gap in answer("gaps", NET, "--country", "MK")["gaps"]}
    pilot = "pilot-not-reaching-country:kumanovo:some-city-in-xk:scn-regional-prevention-infrastructure"
    assert macedonian[pilot] == "XK"  # Kumanovo pilots; it is its gap as well
    assert {gap["country"] for gap in answer("gaps", NET, "--country", "ME")["gaps"]} == {
        "ME",
        None,
    }  # not Serbia's, in Budva
    assert {gap["rule"] for gap in answer("gaps", NET, "--rule", "met-without-tie")["gaps"]} == {"met-without-tie"}
    assert "did you mean 'met-without-tie'?" in run("gaps", NET, "--rule", "met-without-ties", code=2).stderr


def test_a_limit_says_what_it_leaves_out(tmp_path):
    """Heads count all; of 213 gaps of the sample six are listed one by one, on the first screen."""
    text = run("gaps", NET, "--limit", 3).stdout
    assert "A source reports a need, no support on record (2)" in text and text.count("To close:") == 3
    assert text.count("  1 of 2; --limit N shows more.") == 1 and text.count("  0 of 2; --limit N shows more.") == 1
    found = run("gaps", NET, "--limit", 3, "--format", "json")
    body = json.loads(found.stdout)
    assert len(body["gaps"]) == 3 and body["total"] == len(answer("gaps", NET)["gaps"])
    assert found.stderr == f"3 of {body['total']} gaps; --limit N gives more\n"
    assert "3 of" in run("gaps", NET, "--limit", 3, "-o", tmp_path / "gaps.xlsx").stderr
    assert run("gaps", NET, "--limit", 1000, "--format", "json").stderr == ""


def test_options_that_leave_no_gap_say_so():
    total = answer("gaps", NET)["total"]
    text = run("gaps", NET, "--country", "SI", "--certainty", "reported").stdout
    said = f"None: of the {total} gaps found none fits --country SI and --certainty reported."
    assert text.splitlines()[-1] == said and "(" not in text.splitlines()[-2]
    found = run("gaps", NET, "--country", "JP", "--format", "csv")
    assert (
        found.stderr == f"None: of the {total} gaps found none fits --country JP.\n" and found.stdout.count("\n") == 1
    )


def test_the_table_gives_each_gap_its_priority_and_its_source_by_title():
    """As the JSON has them; a page without a date was read on a day, which is not what it is of."""
    text = run("gaps", NET).stdout
    assert "  high    Pilot not reaching a country: AL 1, BA 1, ME 1, MK 1, RS 1, XK 1" in text
    high = [gap for gap in answer("gaps", NET)["gaps"] if gap["rule"] == "pilot-not-reaching-country"]
    assert {gap["severity"] for gap in high} == {"high"} and len(high) == 6
    assert "“City spotlight Elbasan” (scn-elbasan, read 2026-11-23)" in text
    assert "“SCN report, 2018” (scn-report-2018, 2018)" in text


def test_sums_of_the_demonstration_agree(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    lines = " ".join(run("demo").stdout.split())
    gaps = answer("gaps", NET)["gaps"]
    known = sum(gap["section"] == "unknown" for gap in gaps)
    assert f"{len(gaps)} gaps: 1 a source says it is missing; 1 not on a full list; " in lines
    assert f"{known} not known: no source speaks of it." in lines
    assert f"Not known: no source speaks of it ({known})" in lines


@pytest.mark.parametrize("command", [["schema"], ["queries", "--network"], ["show"], ["check"]], ids=" ".join)
def test_a_network_that_is_not_there_is_a_fault_of_the_question(tmp_path, command):
    said = run(*command, tmp_path / "nope", code=2)
    assert said.stderr == f"cannot read {tmp_path / 'nope'}: there is no such file or folder\n" and said.stdout == ""


def test_a_folder_without_tables_is_called_by_its_name(tmp_path, monkeypatch):
    (tmp_path / "mine").mkdir()
    monkeypatch.chdir(tmp_path / "mine")
    said = run("gaps", ".", code=3).stderr
    assert "expected actors.csv in the folder mine, found no CSV file. [missing-sheet]" in said
    assert "To mend: make a template in a new folder with `liaison init`." in said


@pytest.mark.parametrize(
    "command",
    [["partners", NET, "kumanovo"], ["partners", NET, "kumanovo", "--why", "skopje"], ["pilots", NET, "--count", 2],
     ["query", NET, "tied-by-level"], ["cypher", NET, "RETURN 1 AS one"], ["show", NET], ["show", NET, "viti"],
     ["show", NET, "--kind", "City"], ["exchange", NET, "--pilots", "kumanovo"], ["gaps", NET]],
    ids=lambda command: " ".join(map(str, (command[0], *command[2:]))),
)  # fmt: skip
def test_json_says_of_which_day_it_is(command):
    assert list(answer(*command, "--as-of", "2020-06"))[:2] == ["schema_version", "as_of"]
    assert answer(*command, "--as-of", "2020-06")["as_of"] == "2020-06-30"


def test_a_limit_on_rows_is_told_of():
    """Rows of a query cannot be counted without reading all of them; that there are more is known."""
    asked = ["cypher", NET, "MATCH (c:City) RETURN c.id AS id ORDER BY id"]
    assert (
        run(*asked, "--limit", 2).stdout.splitlines()[-1]
        == "the first 2 rows; there are more, and --limit N shows them"
    )
    found = run(*asked, "--limit", 2, "--format", "json")
    assert found.stderr.splitlines()[-1] == "the first 2 rows; there are more, and --limit N gives them"
    assert "truncated" not in json.loads(found.stdout)  # as was asked for
    assert run(*asked, "--limit", 500).stdout.splitlines()[-1] == "55 rows"
    said = "The first 3; there are more, and --limit N shows them."
    assert run("brokers", NET, "--limit", 3).stdout.splitlines()[-1] == said
    assert run("brokers", NET, "--limit", 3, "--format", "csv").stderr.splitlines()[-1] == said
    assert "the first" not in run("brokers", NET, "--limit", 500).stdout.lower()
    measured = run("measure", NET, "--limit", 3, "--format", "csv")
    assert measured.stderr.startswith("3 of ") and measured.stderr.endswith(" actors; --limit N gives more\n")


def test_a_marking_that_moves_the_day_says_so(tmp_path):
    """What a hidden source is of is not said; only that the day follows from what may be shown."""
    net = tmp_path / "net"
    net.mkdir()
    (net / "actors.csv").write_text("id,kind,name,country,source\na,City,A,MK,old\n", encoding="utf-8")
    (net / "ties.csv").write_text("from,tie,to,source\n", encoding="utf-8")
    (net / "sources.csv").write_text("id,title,published,tlp\nold,Old,2018,CLEAR\nnew,New,2021,RED\n", encoding="utf-8")
    said = run("show", net, "--max-tlp", "CLEAR").stderr
    assert (
        "the newest source that may be shown is of 2018-12-31, so that is the day; --as-of DATE asks about another"
        in said
    )
    assert "2021" not in said
    assert "newest source that may be shown" not in run("show", net, "--max-tlp", "CLEAR", "--as-of", "2020").stderr
    assert "newest source that may be shown" not in run("show", net, "--max-tlp", "RED").stderr


def test_pilots_of_one_country():
    chosen = answer("pilots", NET, "--any-city", "--country", "MK", "--count", 2)
    assert {pilot["country"] for pilot in chosen["pilots"]} == {"MK"} and len(chosen["candidates"]) == 11
    said = run("pilots", NET, "--country", "MK", "--must", "elbasan", code=2).stderr
    assert said == "--must names Elbasan, which is not in MK (--country)\n"


def test_gaps_as_a_list_to_work_through(tmp_path):
    out = tmp_path / "gaps.xlsx"
    run("gaps", NET, "-o", out)
    from loaders.format import Limits
    from loaders.workbook import read_grid

    rows = read_grid(out, "gaps", Limits()).rows
    assert {"owner", "due", "decision"} < set(rows[0]) and len(rows) == 1 + len(answer("gaps", NET)["gaps"])
    assert "is there already; --force overwrites it" in run("gaps", NET, "-o", out, code=2).stderr
    table = list(csv.DictReader(io.StringIO(run("gaps", NET, "--format", "csv").stdout)))
    assert table[0]["owner"] == "" and table[0]["because"].startswith("A source says that Viti had not received")


def test_two_times():
    """In 2016 there was no forum; by the end of 2018 the report was there and pages read later were not."""
    then = answer("gaps", NET, "--as-of", "2016-12-31")["gaps"]
    assert not any("budva-2018" in json.dumps(gap) for gap in then)
    known = answer("gaps", NET, "--known-by", "2018-12-31")["gaps"]
    absent = next(gap for gap in answer("gaps", NET)["gaps"] if gap["rule"] == "coordinator-absent-from-event")
    assert absent["id"] in {gap["id"] for gap in known}


# partners and pilots


def test_partners_sum_their_parts():
    found = answer("partners", NET, "Куманово")["partners"]
    assert found[0]["id"] == "elbasan"
    for one in found:
        assert one["score"] == pytest.approx(sum(part["value"] * part["weight"] for part in one["parts"]))
        assert one["score"] <= one["high"] + 1e-9 and sum(part["weight"] for part in one["parts"]) == pytest.approx(1)
        assert all(part["because"] for part in one["parts"])
    assert [one["score"] for one in found] == sorted((one["score"] for one in found), reverse=True)


def test_pilots_are_spread_and_name_the_optimum():
    body = answer("pilots", NET, "--count", "4", "--per-country", "1")
    assert len({pilot["country"] for pilot in body["pilots"]}) == 4
    assert body["reached"] <= body["optimum"] <= body["reachable"] and body["optimum_proven"]
    assert {"left_out", "reached", "reachable"} <= body.keys()


def test_a_name_that_several_have_is_not_guessed(tmp_path):
    net = tmp_path / "net"
    shutil.copytree(SAMPLE, net)
    with (net / "actors.csv").open("a", encoding="utf-8") as out:
        out.write("kumanovo-2,City,Kumanovo,MK\n".replace("\n", "," * 15 + "\n"))
    said = run("partners", net, "Kumanovo ", code=2).stderr
    assert "'Kumanovo ' is the name of several; use an id:" in said and "kumanovo-2" in said


def test_a_name_with_a_slip_gets_the_nearest():
    assert (
        "no actor is called 'Kumanova'; the nearest is kumanovo (Kumanovo)"
        in run("partners", NET, "Kumanova", code=2).stderr
    )


# queries


def test_a_query_of_the_catalogue():
    body = answer("query", NET, "cross-border-pairs")
    assert body["columns"] == ["country", "other", "tie", "ties"]
    assert sum(row[3] for row in body["rows"] if row[2] == "TWINNED_WITH") > 20
    assert "did you mean 'memberships'?" in run("query", NET, "membership", code=2).stderr
    assert "'transferable' needs --param giver=…" in run("query", NET, "transferable", code=2).stderr


def test_the_catalogue_is_listed_and_printed():
    names = {one["name"] for one in answer("queries")["queries"]}
    assert {"met-without-tie", "transferable", "tied-by-level"} <= names
    assert run("queries", "met-without-tie").stdout.startswith("// ---\n// title:")


def test_cypher_asks_with_parameters_and_from_standard_input():
    text = "MATCH (c:City {id: $city}) RETURN c.name AS name"
    assert answer("cypher", NET, text, "--param", "city=nis")["rows"] == [["Niš"]]
    body = json.loads(run("cypher", NET, "-", "--format", "json", stdin="RETURN 1 AS one").stdout)
    assert body == {"schema_version": 1, "as_of": "2026-11-23", "columns": ["one"], "rows": [[1]]}


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        pytest.param("MATCH (c:Cty) RETURN c", 2, "did you mean 'City'?", id="label with a slip"),
        pytest.param("MATCH (c:City RETURN c", 2, "line 1", id="syntax"),
        pytest.param("MATCH (c {id: $x}) RETURN c.id", 2, "parameter 'x' has no value", id="no value"),
        pytest.param("CREATE (c:City)", 8, "CREATE", id="write"),
        pytest.param("LOAD CSV FROM 'file:///etc/passwd' AS l RETURN l", 8, "LOAD", id="file"),
        pytest.param("MATCH (c) RETURN c.id; MATCH (c) DELETE c", 8, "one statement", id="two statements"),
    ],
)
def test_cypher_only_reads(text, code, said):
    before = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in SAMPLE.iterdir() if path.is_file()}
    assert said in run("cypher", NET, text, code=code).stderr
    assert before == {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in SAMPLE.iterdir() if path.is_file()
    }


# check, show, convert, init, map, demo, doctor


def test_check_names_problems_and_a_broken_network_answers_nothing(tmp_path):
    net = tmp_path / "net"
    shutil.copytree(SAMPLE, net)
    text = (
        (net / "actors.csv")
        .read_text(encoding="utf-8")
        .replace("kumanovo,City,Kumanovo,MK", "kumanovo,City,Kumanovo,Kenia", 1)
    )
    (net / "actors.csv").write_text(text, encoding="utf-8")
    body = json.loads(run("check", net, "--format", "json", code=3).stdout)
    assert [(p["file"], p["row"], p["column"], p["code"]) for p in body["problems"]] == [
        ("actors.csv", 2, "country", "unknown-country")
    ]
    assert "To mend: write KE" in run("gaps", net, code=3).stderr
    out = tmp_path / "problems.csv"
    run("check", net, "--errors", out, code=3)
    assert "unknown-country" in out.read_text(encoding="utf-8")


def test_the_sample_checks_without_a_warning():
    assert "western_balkans is fine: 150 actors, 287 ties (" in run("check", NET, "--strict").stdout


def test_counts_are_the_same_in_check_show_and_python(whole_sample, sample):
    """Of all ties, those that hold on the day of the newest source; a country that is only named has no row."""
    held = f"of {len(whole_sample.ties)} ties of all dates, {len(sample.ties)} hold on this day"
    for network, command in ((whole_sample, ["check", NET]), (sample, ["show", NET])):
        implied = int(network.actors["implied"].sum())
        assert implied == 2  # Slovenia and the United States
        text = " ".join(run(*command).stdout.split())
        assert f"{len(network.actors) - implied} actors, {len(network.ties)} ties (" in text
        assert f"{len(network.claims)} claims, 26 sources, and 2 countries named without a row" in text and held in text


def test_columns_of_show_sum_to_its_head():
    lines = run("show", NET).stdout.splitlines()
    head, *_ = (line for line in lines if " actors, " in line)
    last = lines[-1].split()
    assert last[0] == "All" and head.startswith(f"{last[1]} actors, ") and int(last[1]) == sum(map(int, last[2:]))
    assert sum(row["all"] for row in answer("show", NET)["counts"]) == int(last[1])


def test_show_lists_a_kind_of_a_country():
    """The example in its own help; eleven cities of North Macedonia are in the sample."""
    text = run("show", NET, "--kind", "City", "--country", "MK").stdout
    assert text.splitlines()[0].split() == ["id", "name", "country", "ties"] and len(text.splitlines()) == 12
    limited = run("show", NET, "--kind", "City", "--country", "MK", "--limit", 2)
    assert limited.stdout.splitlines()[-1] == "2 of 11 actors; --limit N shows more."
    body = json.loads(run("show", NET, "--kind", "City", "--country", "MK", "--limit", 2, "--format", "json").stdout)
    assert (body["total"], len(body["actors"]), body["as_of"]) == (11, 2, "2026-11-23")
    rows = run("show", NET, "--kind", "City", "--country", "MK", "--limit", 2, "--format", "csv")
    assert rows.stderr == "2 of 11 rows; --limit N gives more\n" and rows.stdout.count("\n") == 3
    assert (
        run("show", NET, "--kind", "Mayor", "--country", "SI").stdout == "Nobody of the kind Mayor in SI is in view.\n"
    )
    assert run("show", NET, "--country", "JP").stdout.splitlines()[-1] == "No actor of JP is in view."
    ties = run("show", NET, "kumanovo", "--limit", 3).stdout
    assert "\n3 of 13 lines; --limit N shows more.\n" in ties
    assert "  scn-kumanovo: City spotlight Kumanovo, Strong Cities Network; read 2026-11-23" in ties


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["kumanovo", "--country", "AL"], "--country lists several actors, and 'kumanovo' is one; leave one of the two out"),
        (["kumanovo", "--kind", "City"], "--kind lists several actors, and 'kumanovo' is one; leave one of the two out"),
        (["--limit", "3"], "--limit goes with ACTOR or --kind; the counts are few, and all are shown"),
    ],
    ids=["country of an actor", "kind of an actor", "limit of counts"],
)  # fmt: skip
def test_show_refuses_what_it_would_ignore(options, said):
    assert said in run("show", NET, *options, code=2).stderr


def test_show_says_what_is_on_record_of_an_actor():
    text = run("show", NET, "kumanovo").stdout
    assert "Kumanovo (kumanovo), City / municipality" in text
    assert "sources disagree: population: 105000 (scn-kumanovo); 75051" in text
    assert answer("show", NET, "viti")["claims"][0].keys() >= {"tie", "other", "says", "source"}
    assert "mayor-of-kumanovo" in run("show", NET, "--kind", "mayor").stdout


def test_convert_and_back(tmp_path):
    run("convert", NET, tmp_path / "net.xlsx")
    run("convert", tmp_path / "net.xlsx", tmp_path / "net.json")
    assert answer("gaps", tmp_path / "net.json") == answer("gaps", NET)


def test_what_is_marked_stricter_does_not_leave(tmp_path):
    net = tmp_path / "net"
    shutil.copytree(SAMPLE, net)
    text = (net / "sources.csv").read_text(encoding="utf-8")
    marked = "\n".join(
        line.replace("CLEAR", "RED") if line.startswith("birn-2019,") else line for line in text.split("\n")
    )
    (net / "sources.csv").write_text(marked, encoding="utf-8")
    result = run("convert", net, tmp_path / "out.json")
    assert "left out, marked stricter than GREEN: " in result.stderr
    out = (tmp_path / "out.json").read_text(encoding="utf-8")
    assert "birn-2019" not in out and "Gjilan" in out and "referral-mechanism-gjilan" not in out
    assert "referral" in run("gaps", net, "--max-tlp", "RED").stdout.lower()


def test_init_writes_a_template_that_checks(tmp_path):
    out = tmp_path / "mine.xlsx"
    assert "delete the example rows" in run("init", out).stderr
    said = run("check", out).stdout
    assert "4 warnings.\nmine.xlsx loads, with the warnings above: 4 actors, " in said and "is fine" not in said


def test_init_without_anybody_to_ask_leaves_its_proposal(tmp_path):
    table = tmp_path / "list.csv"
    table.write_text("Institution,Country\nNGO Aktiv,Kosovo\n", encoding="utf-8")
    said = run("init", tmp_path / "net", "--from", table, code=2).stderr
    assert "run again with --mapping" in said and not (tmp_path / "net").exists()
    run("init", tmp_path / "net", "--from", table, "--mapping", tmp_path / "list.mapping.toml", "--set", "event=Forum")
    assert answer("show", tmp_path / "net", "ngo-aktiv")["facts"]["country"] == "XK"


def test_demo_ends_with_the_path_of_a_map(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    lines = run("demo").stdout.strip().splitlines()
    assert lines[-1] == f"The map: {tmp_path / 'liaison-demo.html'}"
    assert any(line.startswith("Whom Kumanovo should share its learning with") for line in lines)
    run("demo")  # a second one takes the place of its own map
    (tmp_path / "other.html").write_text("mine", encoding="utf-8")
    assert "is no map of Liaison" in run("demo", "-o", "other.html", code=2).stderr


def test_doctor_finds_this_installation_sound():
    assert "at fault" not in run("doctor").stdout


def test_no_answer_holds_a_path_or_the_name_of_an_engine():
    for args in (
        ("gaps", NET),
        ("partners", NET, "kumanovo"),
        ("pilots", NET),
        ("query", NET, "memberships"),
        ("schema",),
    ):
        text = run(*args, "--format", "json").stdout.lower()
        assert str(Path(NET).parent).lower() not in text and "kglite" not in text


def test_an_unexpected_error_shows_no_data_without_debug(monkeypatch):
    import loaders

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("secret cell")

    monkeypatch.setattr(loaders, "load", broken)
    result = run("gaps", NET, code=1)
    assert "unexpected: RuntimeError; run again with --debug" in result.stderr and "secret" not in result.stderr


def test_a_reader_that_goes_away_is_no_fault():
    done = subprocess.run(
        f'"{sys.executable}" -m liaison gaps "{NET}" --all | head -n 1', shell=True, capture_output=True, text=True
    )  # fmt: skip
    assert done.stdout.startswith("Gaps in") and "Traceback" not in done.stderr and "Broken" not in done.stderr


@pytest.mark.parametrize("asked", [("--format", "csv"), ("-o", "gaps.xlsx")], ids=["rows", "workbook"])
def test_an_explanation_is_not_dropped_without_a_word(asked):
    said = run("gaps", NET, "--explain", *asked, code=2).stderr
    assert "--explain writes sentences: ask for them as a table or with --format json" in " ".join(said.split())

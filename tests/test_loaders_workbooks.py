"""Workbooks to fill in and to work through, opened again: what a person sees in them, and that it comes back."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from command import answer
from conftest import SAMPLE
from small_network import actor, small_network

import loaders
from graphmodel.columns import sheet_columns
from graphmodel.schema import builtin_schema
from graphmodel.sheets import SHEET_NAMES
from liaison.cli import main
from loaders.format import Limits
from loaders.template import write_template
from loaders.workbook import read_grid, sheet_names
from loaders.workbook_form import column_note


def run(*args: object, code: int = 0) -> Result:
    result = CliRunner().invoke(main, [str(arg) for arg in args])
    assert result.exit_code == code, f"{result.stdout}\n{result.stderr}\n{result.exception!r}"
    return result


def rows(path: Path, sheet: str) -> list[list[str]]:
    return read_grid(path, sheet, Limits()).rows


def parts(path: Path, begins: str) -> list[str]:
    with zipfile.ZipFile(path) as archive:
        names = sorted(archive.namelist(), key=lambda name: (len(name), name))
        return [archive.read(name).decode() for name in names if name.startswith(begins)]


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "mine.xlsx"
    write_template(path, builtin_schema())
    return path


# the template


def test_the_template_begins_with_what_to_do(template):
    assert sheet_names(template, Limits()) == ["read me", *SHEET_NAMES, "network", "lists"]
    text = "\n".join(" ".join(row) for row in rows(template, "read me"))
    assert "1. sources Begin here" in text and "no names, e-mail addresses or telephone numbers" in text
    assert "liaison check this-file.xlsx" in text
    assert rows(template, "network")[0] == ["# Settings of the network, one on a line; a text stands in quotes."]


def test_drop_downs_hold_words_and_named_countries(template):
    lists = {column[0]: [cell for cell in column[1:] if cell] for column in zip(*rows(template, "lists"), strict=True)}
    assert {"City / municipality", "Civil-society group", "Mayor"} <= set(lists["kind"])
    assert (
        "CivilSocietyGroup" not in lists["kind"] and "cooperates with" in lists["tie"] and "is in" not in lists["tie"]
    )
    assert "North Macedonia (MK)" in lists["country"] and lists["country"].index("Kosovo (XK)") < lists[
        "country"
    ].index("MK")
    assert [row[1] for row in rows(template, "actors")[1:3]] == ["City / municipality", "National coordinator"]


@pytest.mark.parametrize("sheet", SHEET_NAMES)
def test_every_column_has_a_note_without_our_own_words(sheet):
    schema = builtin_schema()
    for column in sheet_columns(sheet, schema):
        note = column_note(sheet, column, schema)
        assert len(note) > 15 and not re.search(r"\((latitude|longitude|boolean|count|codes)", note), (column, note)


def test_every_sheet_has_notes_a_filter_and_a_heading_that_stays(template):
    sheets = parts(template, "xl/worksheets/sheet")[1:7]
    assert all("<autoFilter " in text and 'state="frozen"' in text for text in sheets)
    schema = builtin_schema()
    notes = parts(template, "xl/comments")
    assert [text.count("<comment ") for text in notes] == [len(sheet_columns(name, schema)) for name in SHEET_NAMES]


def test_words_and_choices_come_back_as_kinds_and_codes(tmp_path):
    network = small_network(
        [actor("a", "City", "MK"), actor("b", "NationalCoordinator", "MK")], [("a", "COOPERATES_WITH", "b")],
        coverage=[{"source": "report", "tie": "COOPERATES_WITH", "kind": "City", "list": "part"}],
    )  # fmt: skip
    path = loaders.save(network, tmp_path / "net.xlsx")
    cells = {name: rows(path, name)[1] for name in ("actors", "ties", "coverage")}
    assert cells["actors"][1] == "City / municipality" and cells["ties"][1] == cells["coverage"][1] == "cooperates with"
    assert loaders.load(path).same_as(network)


def test_a_label_that_two_kinds_have_is_written_by_its_name(tmp_path):
    (tmp_path / "net" / "schema" / "nodes").mkdir(parents=True)
    kind = "Town:\n  label: {en: City / municipality, ar: بلدة}\n  is_a: City\n"
    (tmp_path / "net" / "schema" / "nodes" / "town.yaml").write_text(kind, encoding="utf-8")
    (tmp_path / "net" / "actors.csv").write_text("id,kind,name,country\na,Town,A,MK\nb,City,B,MK\n", encoding="utf-8")
    network = loaders.load(tmp_path / "net")
    path = loaders.save(network, tmp_path / "copy.xlsx")
    assert [row[1] for row in rows(path, "actors")[1:]] == ["Town", "City"]
    assert loaders.load(path).same_as(network)


# the list to work through


@pytest.fixture(scope="module")
def worklist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("list") / "to-do.xlsx"
    said = run("gaps", SAMPLE, "-o", path).stderr
    assert re.search(
        rf"wrote {re.escape(str(path))}: \d+ gaps, what is known first; the sheet 'read me' says what to do", said
    )
    return path


def test_the_list_begins_with_what_is_missing_and_ends_with_what_machines_need(worklist):
    head = rows(worklist, "gaps")[0]
    assert head[:7] == ["what is missing", "why", "how to close it", "owner", "due", "decision", "reason"]
    assert head[-1] == "gap" and not {"because", "mend", "section", "id"} & set(head)


def test_the_list_says_names_for_codes(worklist):
    table = [dict(zip(rows(worklist, "gaps")[0], row, strict=True)) for row in rows(worklist, "gaps")[1:]]
    viti = table[0]
    assert viti["what is missing"].startswith("Plan not received: Viti – received – ") and viti["country"] == "Kosovo"
    assert viti["how we know"] == "a source says it is missing" and not re.search(
        "[A-Z]+_[A-Z]+", viti["what is missing"]
    )
    assert viti["sources"] and not viti["sources"].startswith("scn-")


def test_a_group_of_pairs_is_counted_in_its_cell_and_listed_in_a_sheet(worklist):
    """Nothing is lost: the sheet has the pairs that JSON has."""
    head, *table = rows(worklist, "gaps")
    groups = {gap["id"]: gap["missing"] for gap in answer("gaps", SAMPLE)["gaps"] if "pairs" in (gap["missing"] or {})}
    largest = max(groups, key=lambda ident: groups[ident]["open"])
    said = next(row[0] for row in table if row[head.index("gap")] == largest)
    assert re.search(rf": {groups[largest]['open']} pairs, such as .+; all of them in the sheet 'pairs'$", said)
    assert said.count("–") == 6 and max(len(row[0]) for row in table) < 500
    columns, *pairs = rows(worklist, "pairs")
    assert columns == ["from", "tie", "to", "id of from", "id of to", "gap"]
    assert sorted((row[5], row[3], row[4]) for row in pairs) == sorted(
        (ident, *pair) for ident, missing in groups.items() for pair in missing["pairs"]
    )


def test_what_is_known_stands_above_what_is_not(worklist):
    head, *table = rows(worklist, "gaps")
    known = [row[head.index("how we know")] for row in table]
    assert known.index("Were together, no tie on record") < known.index("not known")
    assert known == sorted(known, key=list(dict.fromkeys(known)).index)


def test_the_list_can_be_printed_filtered_and_understood(worklist):
    sheet, pairs, readme = parts(worklist, "xl/worksheets/sheet")
    assert "<autoFilter " in pairs and 'state="frozen"' in pairs
    for sign in ('orientation="landscape"', 'fitToPage="1"', "<autoFilter ", 'state="frozen"', "<dataValidation "):
        assert sign in sheet, sign
    assert "Ties not on record in" in sheet and "as of 2026-11-23" in sheet  # at the head of each page
    assert "_xlnm.Print_Titles" in parts(worklist, "xl/workbook.xml")[0] and 'orientation="landscape"' in readme
    text = "\n".join(" ".join(row) for row in rows(worklist, "read me"))
    assert "It does not say that two do not cooperate: ask." in text
    assert (
        "liaison decide western_balkans/ to-do.xlsx. Each row with a decision becomes a row of the sheet 'decisions'"
        in text
    )
    assert "It never means danger" in text


# other answers as workbooks


@pytest.mark.parametrize(
    ("args", "first"),
    [
        pytest.param(("partners", SAMPLE, "kumanovo"), "id", id="partners"),
        pytest.param(("pilots", SAMPLE), "id", id="pilots"),
        pytest.param(("query", SAMPLE, "memberships"), "body", id="query"),
        pytest.param(("cypher", SAMPLE, "MATCH (c:City) RETURN c.id AS id, c.population AS population LIMIT 2"), "id", id="cypher"),
        pytest.param(("show", SAMPLE), "", id="show"),
        pytest.param(("show", SAMPLE, "kumanovo"), "tie", id="show an actor"),
        pytest.param(("check", SAMPLE), "code", id="check"),
        pytest.param(("queries",), "family", id="queries"),
        pytest.param(("schema",), "kind", id="schema"),
    ],
)  # fmt: skip
def test_an_answer_named_xlsx_is_a_workbook(tmp_path, args, first):
    out = tmp_path / "answer.xlsx"
    assert f"wrote {out}: " in run(*args, "-o", out).stderr
    sheet = sheet_names(out, Limits())[0]
    assert rows(out, sheet)[0][0] == first
    assert 'state="frozen"' in parts(out, "xl/worksheets/sheet")[0]


@pytest.mark.parametrize(
    "command", [("gaps", SAMPLE), ("partners", SAMPLE, "nis"), ("show", SAMPLE), ("check", SAMPLE)], ids=lambda c: c[0]
)
def test_an_ending_that_nothing_is_written_in_is_refused(tmp_path, command):
    out = tmp_path / "to-do.docx"
    said = run(*command, "-o", out, code=2).stderr
    assert f"cannot write {out}: no answer is written as .docx; there are .txt, .csv, .json and .xlsx" in said
    assert not out.exists()


def test_a_form_that_the_name_gainsays_is_refused(tmp_path):
    out = tmp_path / "gaps.xlsx"
    said = run("gaps", SAMPLE, "--format", "json", "-o", out, code=2).stderr
    assert f"{out} would be no workbook with --format json; leave --format out, or end it in .json" in said


def test_numbers_stay_numbers_and_formulas_text(tmp_path):
    out = tmp_path / "answer.xlsx"
    run(
        "cypher",
        SAMPLE,
        "RETURN 3 AS number, '=1+1' AS text, [1, 2] AS list, true AS truth, null AS nothing",
        "-o",
        out,
    )
    assert rows(out, "rows")[1] == ["3", "'=1+1", "1;2", "yes", ""]
    assert "<f>" not in parts(out, "xl/worksheets/sheet")[0]

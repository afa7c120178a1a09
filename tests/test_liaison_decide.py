"""A list of gaps filled in and taken back: what was decided is read beside the gaps, and out of the list."""

from __future__ import annotations

import csv
import json
import re
import shutil
import zipfile
from pathlib import Path

import openpyxl
import pytest
from command import run, words
from conftest import SAMPLE

VITI = "plan-not-received:viti:strategy-xk-2015-2020"
PANEL = "coordinator-absent-from-event:panel-of-coordinators-budva-2018:rs"


@pytest.fixture
def net(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SAMPLE, tmp_path / "net"))


def fill(path: Path, cells: dict[str, dict[str, str]]) -> None:
    """Fill in cells of a workbook's list, by the id of the gap."""
    book = openpyxl.load_workbook(path)
    tab = book["gaps"]
    heads = [cell.value for cell in tab[1]]
    for row in tab.iter_rows(min_row=2):
        for name, text in cells.get(row[heads.index("gap")].value, {}).items():
            row[heads.index(name)].value = text
    book.save(path)


def test_a_filled_list_goes_back_and_the_gaps_say_what_was_decided(net, tmp_path):
    out = tmp_path / "list.xlsx"
    run("gaps", net, "-o", out)
    fill(out, {
        VITI: {"owner": "Ministry of Interior", "due": "2027-01-31", "decision": "close"},
        PANEL: {"owner": "Coordinator", "decision": "not a gap", "reason": "it was invited"},
        "met-without-tie:elbasan:kumanovo": {"owner": "City of Elbasan"},
    })  # fmt: skip
    others = {path.name: path.read_bytes() for path in net.iterdir() if path.is_file()}
    said = run("decide", net, out, "--date", "2026-12-01").stderr
    assert said == (
        f"1 row filled in without a decision, left out: row 6; write close, not a gap or wait in 'decision'\nwrote {net / 'decisions.csv'}: 2 new decisions\n"
    )
    assert {path.name: path.read_bytes() for path in net.iterdir() if path.name in others} == others
    with (net / "decisions.csv").open(encoding="utf-8", newline="") as file:
        assert list(csv.DictReader(file)) == [
            {"gap": VITI, "decision": "close", "office": "Ministry of Interior", "date": "2026-12-01",
             "due": "2027-01-31", "reason": ""},
            {"gap": PANEL, "decision": "not a gap", "office": "Coordinator", "date": "2026-12-01", "due": "",
             "reason": "it was invited"},
        ]  # fmt: skip
    text = words(run("gaps", net).stdout)
    assert "(birn-2024, 2024-02-27) Decided: close; Ministry of Interior, 2026-12-01; due 2027-01-31" in text
    assert "Not on a full list" not in text
    assert (
        "Decided to be no gap, or to wait: not in the lists above (1) - The list of Panel of national coordinators, Budva 2018 names"
        in text
    )
    assert "Decided: not a gap; Coordinator, 2026-12-01; it was invited" in text
    body = json.loads(run("gaps", net, "--format", "json").stdout)
    assert [gap["id"] for gap in body["set_aside"]] == [PANEL] and PANEL not in {gap["id"] for gap in body["gaps"]}
    assert body["set_aside"][0]["decision"]["reason"] == "it was invited" and body["found_no_more"] == []
    assert {gap["id"]: gap["decision"]["due"] for gap in body["gaps"] if "decision" in gap} == {VITI: "2027-01-31"}
    assert json.loads(run("plan", net, "--ties", "1", "--format", "json").stdout)["no_tie"] == [VITI]


def test_the_list_is_found_wherever_its_sheet_stands(net, tmp_path):
    """Who moves the sheet 'read me' to the front has not broken the list."""
    import openpyxl

    out = tmp_path / "list.xlsx"
    run("gaps", net, "-o", out)
    fill(out, {VITI: {"decision": "wait"}})
    book = openpyxl.load_workbook(out)
    book.move_sheet("read me", offset=-1)
    book.save(out)
    assert run("decide", net, out).stderr == f"wrote {net / 'decisions.csv'}: 1 new decision\n"


@pytest.mark.parametrize("name", ["list.xlsx", "list.csv"])
def test_a_list_is_written_with_what_was_decided_and_taking_it_back_changes_nothing(net, tmp_path, name):
    (net / "decisions.csv").write_text(
        f'gap,decision,office,date,due,reason\n{PANEL},wait,Coordinator,2024,2026,"\'=1+1"\n', encoding="utf-8"
    )
    run("gaps", net, "-o", tmp_path / name)
    before = (net / "decisions.csv").read_bytes()
    assert run("decide", net, tmp_path / name).stderr == f"no new decision in {tmp_path / name}; nothing was written\n"
    assert (net / "decisions.csv").read_bytes() == before


def test_what_is_decided_otherwise_goes_below_and_the_later_counts(net, tmp_path):
    (net / "decisions.csv").write_text(f"gap,decision,date\n{PANEL},wait,2024\n", encoding="utf-8")
    out = tmp_path / "list.xlsx"
    run("gaps", net, "-o", out)
    fill(out, {PANEL: {"decision": "close"}})
    run("decide", net, out, "--date", "2025")
    assert (net / "decisions.csv").read_text(encoding="utf-8") == (
        f"gap,decision,date\n{PANEL},wait,2024\n{PANEL},close,2025\n"
    )
    assert "Decided: close; 2025" in run("gaps", net).stdout


def test_a_network_that_is_a_workbook_is_written_elsewhere(net, tmp_path):
    book, out, new = tmp_path / "net.xlsx", tmp_path / "list.xlsx", tmp_path / "new.xlsx"
    run("convert", net, book)
    run("gaps", book, "-o", out)
    fill(out, {PANEL: {"decision": "not a gap", "owner": "Coordinator"}})
    said = run("decide", book, out, code=2).stderr
    assert f"{book} is no folder, so say where to write the network: -o OUT" in said
    run("decide", book, out, "-o", new)
    assert "Decided: not a gap; Coordinator" in run("gaps", new).stdout


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture
def marked(tmp_path: Path) -> Path:
    """A network from a list with a kind that was guessed, so that its cell is yellow; and a sheet of its owner's."""
    (tmp_path / "list.csv").write_text(
        "Organisation,City,Country,Event\nForum MNE,Podgorica,ME,Forum\nMunicipality of Bar,Bar,ME,Forum\n", "utf-8"
    )
    run("init", tmp_path / "net.xlsx", "--from", tmp_path / "list.csv", "--yes")
    book = openpyxl.load_workbook(tmp_path / "net.xlsx")
    book.create_sheet("Logistics").append(["Hotel", "=1+1"])
    book["actors"]["A2"].fill = openpyxl.styles.PatternFill("solid", "FF00FF00")
    book.save(tmp_path / "net.xlsx")
    return tmp_path / "net.xlsx"


def decided_in(net: Path, tmp_path: Path, reason: str) -> tuple[str, Path]:
    """Id of a gap, and the list in which it is decided."""
    gap = json.loads(run("gaps", net, "--format", "json").stdout)["gaps"][0]["id"]
    run("gaps", net, "-o", tmp_path / "list.xlsx", "--force")
    fill(
        tmp_path / "list.xlsx", {gap: {"decision": "wait", "owner": "City of Bar", "due": "2027-01", "reason": reason}}
    )
    return gap, tmp_path / "list.xlsx"


@pytest.mark.parametrize("over", [True, False], ids=["written over", "beside it"])
def test_a_workbook_keeps_its_marks_and_all_else_when_decisions_go_in(marked, tmp_path, over):
    """Byte for byte, but for the one sheet."""
    before, to = parts(marked), marked if over else tmp_path / "new.xlsx"
    gap, filled = decided_in(marked, tmp_path, "'=1+1 & <see> 'later'")
    said = run("decide", marked, filled, "--date", "2026-12-01", "-o", to, *(["--force"] if over else [])).stderr
    assert said == f"wrote {to}: 1 new decision\n"
    after = parts(to)
    assert after.keys() == before.keys()
    (changed,) = [name for name in before if after[name] != before[name]]
    book = openpyxl.load_workbook(to)
    assert [[cell.value for cell in row] for row in book["decisions"].iter_rows()] == [
        ["gap", "decision", "office", "date", "due", "reason"],
        [gap, "wait", "City of Bar", "2026-12-01", "2027-01", "'=1+1 & <see> 'later'"],
    ]
    assert changed.startswith("xl/worksheets/") and b"wait" in after[changed]
    assert any(
        "kind guessed" in cell.comment.text
        for row in book["actors"].iter_rows(min_row=2)
        for cell in row
        if cell.comment
    )
    assert book["actors"]["B2"].fill.fgColor.rgb == "FFFFF2A8" and book["actors"]["A2"].fill.fgColor.rgb == "FF00FF00"
    assert "How to fill in this workbook" in str(book["read me"]["A1"].value)
    assert run("decide", to, filled, "-o", to, "--force").stderr == f"wrote {to}: 0 new decisions, 1 known already\n"
    assert "Decided: wait; City of Bar, 2026-12-01; due 2027-01; =1+1 & <see> 'later'" in words(run("gaps", to).stdout)


def spaced(book: openpyxl.Workbook) -> None:
    """Rows below that are coloured and blank, as when people delete what was there; one decision above them."""
    tab = book["decisions"]
    tab.append(["met-without-tie:a:b", "wait"])
    for row in range(3, 6):
        tab.cell(row, 1).fill = openpyxl.styles.PatternFill("solid", "FF00FF00")


def narrow(book: openpyxl.Workbook) -> None:
    """Without the columns of what is said further; and another order."""
    del book["decisions"]
    book.create_sheet("Decisions ", 0).append(["decision", "gap"])


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        pytest.param(spaced, [["met-without-tie:a:b", "wait", None, None, None, None], "new"], id="blank rows below"),
        pytest.param(narrow, ["new"], id="columns that lack, in another order"),
        pytest.param(lambda book: book.remove(book["decisions"]), ["new"], id="no such sheet"),
        pytest.param(lambda book: book["decisions"].delete_rows(1, 9), ["new"], id="an empty sheet"),
    ],
)  # fmt: skip
def test_decisions_find_their_columns_in_whatever_sheet_there_is(marked, tmp_path, change, expected):
    book = openpyxl.load_workbook(marked)
    change(book)
    book.save(marked)
    gap, filled = decided_in(marked, tmp_path, "after the elections")
    run("decide", marked, filled, "--date", "2026-12-01", "-o", marked, "--force")
    book = openpyxl.load_workbook(marked)
    (title,) = [name for name in book.sheetnames if name.strip().lower() == "decisions"]
    head, *rows = [[cell.value for cell in row] for row in book[title].iter_rows()]
    new = {"gap": gap, "decision": "wait", "office": "City of Bar", "date": "2026-12-01", "due": "2027-01",
           "reason": "after the elections"}  # fmt: skip
    wanted = [[new[name] for name in head] if row == "new" else row for row in expected]
    assert set(head) == set(new) and rows[: len(wanted)] == wanted
    assert not [cell for row in rows[len(wanted) :] for cell in row if cell is not None]
    checked = run("check", marked)
    assert checked.exit_code == 0 and "problem" not in checked.stdout
    assert "Decided: wait; City of Bar, 2026-12-01" in words(run("gaps", marked).stdout)


def test_a_heading_goes_into_the_shaded_cell_that_is_there(marked, tmp_path):
    """A row of headings that is shaded past its last one has cells there; a second cell of one place breaks the file."""
    book = openpyxl.load_workbook(marked)
    sheet = book["decisions"]
    for cell in list(sheet[1]):
        if cell.value in ("due", "reason"):
            sheet.delete_cols(cell.column)
            break
    yellow = openpyxl.styles.PatternFill("solid", fgColor="FFFF00")
    for column in range(1, 12):
        sheet.cell(1, column).fill = yellow
    book.save(marked)
    _, filled = decided_in(marked, tmp_path, "after the elections")
    run("decide", marked, filled, "--date", "2026-12-01", "-o", marked, "--force")
    with zipfile.ZipFile(marked) as file:
        path = next(name for name in file.namelist() if b"after the elections" in file.read(name) and "sheet" in name)
        top = re.search(r"<row\b[^>]*?\br=.1.*?</row>", file.read(path).decode(), re.DOTALL)[0]
    places = re.findall(r'<c\b[^>]*?\br="([A-Z]+)1"', top)
    assert len(places) == len(set(places)) == 11 and places == sorted(places)
    sheet = openpyxl.load_workbook(marked)["decisions"]
    assert {"due", "reason"} <= {cell.value for cell in sheet[1]}
    assert all(cell.fill.fgColor.rgb == "00FFFF00" for cell in sheet[1])


def test_the_list_says_how_its_decisions_come_back_to_this_network(marked, tmp_path):
    run("gaps", marked, "-o", tmp_path / "list.xlsx")
    text = " ".join(
        str(cell.value) for row in openpyxl.load_workbook(tmp_path / "list.xlsx")["read me"] for cell in row
    )
    assert "Save this file, then: liaison decide net.xlsx list.xlsx -o net.xlsx --force. Each row" in text


def test_a_gap_that_a_tie_closed_says_so(net):
    (net / "decisions.csv").write_text(
        "gap,decision,office\nmet-without-tie:elbasan:kumanovo,close,City of Elbasan\n", encoding="utf-8"
    )
    with (net / "ties.csv").open(encoding="utf-8", newline="") as file:
        columns = next(csv.reader(file))
    row = {"from": "kumanovo", "tie": "PARTNERS_WITH", "to": "elbasan", "source": "scn-report-2018"}
    with (net / "ties.csv").open("a", encoding="utf-8", newline="") as file:
        csv.DictWriter(file, columns, restval="").writerow(row)
    text = words(run("gaps", net).stdout)
    assert (
        "Decided about, and found no more (1) - met-without-tie:elbasan:kumanovo Decided: close; City of Elbasan "
        "Closed by the tie: PARTNERS_WITH:elbasan:kumanovo, of source scn-report-2018, 2018"
    ) in text


def test_where_every_gap_is_set_aside_that_is_said(net):
    (net / "decisions.csv").write_text(f"gap,decision\n{PANEL},wait\n", encoding="utf-8")
    text = words(run("gaps", net, "--certainty", "observed").stdout)
    assert "None is left: 1 gap of those asked for, all decided to be none, or to wait." in text
    assert "not in the lists above (1) - The list of Panel of national coordinators, Budva 2018 names" in text
    found = run("gaps", net, "--certainty", "observed", "--format", "json")
    assert json.loads(found.stdout)["gaps"] == [] and found.stderr.startswith("None is left")


def test_mistakes_in_a_filled_list_are_told_with_row_and_column(net, tmp_path):
    bad = tmp_path / "list.csv"
    bad.write_text("id,owner,due,decision,reason\nr:a,x,5/1/2027,closed,\n,x,,wait,\n", encoding="utf-8")
    said = run("decide", net, bad, code=3).stderr
    assert "list.csv, row 2, column 'decision': expected one of: close, not a gap, wait, found 'closed'." in said
    assert "To mend: write close." in said
    assert "list.csv, row 2, column 'due': expected a date like 2018, 2018-11 or 2018-11-29, found '5/1/2027'." in said
    assert "To mend: write 2027-01-05 if the day stands first, 2027-05-01 if the month does." in said
    assert "list.csv, row 3, column 'gap': expected the id of a gap, found a blank cell." in said
    assert not (net / "decisions.csv").exists()
    (tmp_path / "other.csv").write_text("name,country\nA,MK\n", encoding="utf-8")
    said = words(run("decide", net, tmp_path / "other.csv", code=2).stderr)
    assert (
        "other.csv is no list of gaps: it needs the columns gap and decision, as `liaison gaps -o list.xlsx` writes"
        in said
    )


def test_check_names_a_decision_about_a_rule_that_there_is_not(net):
    (net / "decisions.csv").write_text("gap,decision\nmet-with-tie:a:b,wait\n", encoding="utf-8")
    assert (
        "decisions.csv, row 2, column 'gap': expected the id of a gap of a rule that there is"
        in run("check", net).stdout
    )
    assert run("gaps", net).exit_code == 0


def test_what_is_decided_is_told_once(net):
    """A gap that nobody knows of and that is to be closed has a line of its own, and is not in the folded line too."""
    found = [gap["id"] for gap in json.loads(run("gaps", net, "--format", "json").stdout)["gaps"]]
    unknown = next(
        gap for gap in found if gap.startswith("city-without-coordinator-tie:") and gap.endswith(":belgrade")
    )
    head = "City without a tie to its national coordinator: RS "
    before = int(words(run("gaps", net).stdout).split(head)[1].split(",")[0])
    (net / "decisions.csv").write_text(f"gap,decision,office,date\n{unknown},close,Coordinator,2026-12-01\n", "utf-8")
    text = words(run("gaps", net).stdout)
    assert int(text.split(head.removesuffix("RS "))[1].split("RS ")[1].split(",")[0]) == before - 1
    assert text.count("Decided: close; Coordinator, 2026-12-01") == 1


# what was decided, where two networks are put side by side

MET = "met-without-tie:elbasan:kumanovo"


def put_aside(net: Path, *gaps: str) -> None:
    rows = [f"{gap},wait,Coordinator,2026-12-01,,after the elections" for gap in gaps]
    (net / "decisions.csv").write_text(
        "gap,decision,office,date,due,reason\n" + "\n".join(rows) + "\n", encoding="utf-8"
    )


def test_whatif_says_what_was_decided_and_why_gaps_counts_fewer(net):
    put_aside(net, PANEL, MET)
    asked = ("whatif", net, "--add", "Kumanovo PARTNERS_WITH Elbasan")
    text, listed = words(run(*asked).stdout), json.loads(run("gaps", net, "--format", "json").stdout)
    body = json.loads(run(*asked, "--format", "json").stdout)
    assert (
        f"Gaps: {body['gaps']['before']} before, {body['gaps']['after']} after; 2 and 1 of them decided to be none, or to "
        "wait, which `liaison gaps` lists apart" in text
    )
    assert body["set_aside"] == {"before": 2, "after": 1}
    assert body["gaps"]["before"] == listed["total"] + len(listed["set_aside"])
    assert "priority medium] [decided: wait; Coordinator, 2026-12-01; after the elections]" in text
    (closed,) = body["closed"]
    assert closed["id"] == MET and closed["decision"]["decision"] == "wait"


def test_compare_says_what_it_counts_and_gaps_of_the_day_agrees(net):
    put_aside(net, PANEL)
    asked = ("compare", net, "--from", "2018-11-01", "--to", "2021-12-31")
    body = json.loads(run(*asked, "--format", "json").stdout)["held"]["gaps"]
    listed = json.loads(run("gaps", net, "--as-of", "2021-12-31", "--format", "json").stdout)
    first, then = (len(body[part]) + len(body["standing"]) for part in ("closed", "opened"))
    assert then == listed["total"] + len(listed["set_aside"]) and len(listed["set_aside"]) == 1
    assert (
        f"Of every kind, weak points and what is not known included: {first} first, {then} then; 1 of the latter decided to "
        "be none, or to wait, which `liaison gaps` lists apart." in words(run(*asked).stdout)
    )


def test_without_decisions_nothing_is_said_of_them(net):
    text = words(run("whatif", net, "--add", "Kumanovo PARTNERS_WITH Elbasan").stdout)
    assert "decided" not in text and "lists apart" not in text


def test_nobody_is_asked_about_what_was_set_aside(net):
    def asked() -> dict:
        return json.loads(run("ask", net, "--format", "json").stdout)

    def about(body: dict) -> set[str]:
        return {gap for letter in body["letters"] for one in letter["questions"] for gap in one["gaps"]}

    before = asked()
    assert MET in about(before)
    put_aside(net, MET)
    after = asked()
    assert MET not in about(after) and after["open"] == before["open"] - 1

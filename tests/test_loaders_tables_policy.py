"""Tables as they arrive, case by case: what is kept to the letter, what is refused, and that nothing is loaded then."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
import xlsxwriter
from click.testing import CliRunner, Result
from test_loaders_bad_inputs import ACTORS, SOURCES, TIES, problems, said

import loaders
from graphmodel.errors import UsageProblem
from liaison.cli import main


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "net"
    folder.mkdir()
    for name, text in (("actors", ACTORS), ("ties", TIES), ("sources", SOURCES)):
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


def run(*args: object, code: int = 0) -> Result:
    result = CliRunner().invoke(main, [str(arg) for arg in args])
    assert result.exit_code == code, f"{result.stdout}\n{result.stderr}\n{result.exception!r}"
    return result


# files


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        pytest.param("nowhere", "there is no such file or folder", id="missing"),
        pytest.param("net/actors.csv", "A network is the folder that its CSV files lie in", id="one file of a network"),
    ],
)
def test_what_cannot_be_read_is_a_matter_of_usage(folder, path, expected):
    assert expected in run("check", folder.parent / path, code=2).stderr


def test_a_header_alone_is_a_warning(folder):
    (folder / "ties.csv").write_text("from,tie,to,source\n", encoding="utf-8")
    text = run("check", folder).stdout
    assert "warning: ties.csv: expected rows below the header, found none. [no-rows]" in text
    assert "net loads, with the warnings above: 2 actors, " in text


def test_arabic_of_a_code_page_is_not_guessed(folder):
    (folder / "actors.csv").write_bytes("id,kind,name\ntrablus,City,طرابلس\n".encode("cp1256"))
    assert "'trablus,City,طرابلس' as cp1256" in said(folder)
    (folder / "actors.csv").write_bytes(ACTORS.replace("Niš", "طرابلس").encode("cp1256"))
    assert "طرابلس" in loaders.load(folder, encoding="cp1256").actors["name"].tolist()


def test_an_ambiguous_delimiter_is_not_guessed(folder):
    (folder / "actors.csv").write_text("a;b|c\n1;2|3\n", encoding="utf-8")
    found = [str(problem) for problem in problems(folder)]
    assert found == [
        "actors.csv, row 1: expected one character between the cells, found semicolons or bars. [ambiguous-delimiter]\n"
        "  To mend: name it: --delimiter ';'."
    ]


def test_a_workbook_without_our_sheets_lists_those_that_it_has(tmp_path):
    path = tmp_path / "list.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet("Participants").write_string(0, 0, "Name")
        book.add_worksheet("Logistics")
    assert said(path) == (
        "list.xlsx: expected a sheet 'actors', found the sheets 'Participants', 'Logistics'. [missing-sheet]\n"
        "  To mend: bring a table of your own in with: liaison init OUT --from list.xlsx."
    )
    with pytest.raises(UsageProblem, match="list.xlsx has no sheet 'Participant'; did you mean 'Participants'"):
        loaders.own.table.own_table(path, sheet="Participant")


# rows and columns


def test_one_extra_cell_in_every_row_shifts_nothing(folder):
    rows = ACTORS.splitlines()
    (folder / "actors.csv").write_text("\n".join([rows[0], *(f"{row},extra" for row in rows[1:])]), encoding="utf-8")
    assert [(p.code, p.row, p.found) for p in problems(folder)] == [
        ("too-many-cells", 2, "6 cells"), ("too-many-cells", 3, "6 cells"),
    ]  # fmt: skip


def test_the_same_id_for_two_kinds_names_both_rows(folder):
    (folder / "actors.csv").write_text(ACTORS + "nis,Ministry,Ministry,RS,r\n", encoding="utf-8")
    assert said(folder) == (
        "actors.csv, row 4, column 'id': expected an id that no other row has, found 'nis'. [duplicate-id]\n"
        "  To mend: give one of the two rows another id, or make them one row (the other is row 3)."
    )


def test_the_first_of_two_rows_with_one_id_is_meant_and_nothing_more_is_told(folder):
    (folder / "actors.csv").write_text(ACTORS + "nis,Event,Other,RS,r\n", encoding="utf-8")
    assert [p.code for p in problems(folder)] == ["duplicate-id"]


def test_a_required_column_with_a_slip_is_told_once(folder):
    (folder / "ties.csv").write_text(TIES.replace("from,", "frmo,"), encoding="utf-8")
    assert said(folder) == (
        "ties.csv, row 1, column 'frmo': expected a column that the sheet has, found column 'frmo' (A). [unknown-column]\n"
        "  To mend: name it 'from'."
    )


@pytest.mark.parametrize("text", ["abc", "7 5051", "-3", "1e5"])
def test_a_number_that_is_none(folder, text):
    rows = ACTORS.splitlines()
    (folder / "actors.csv").write_text(
        "\n".join([f"{rows[0]},population", f"{rows[1]},{text}", f"{rows[2]},"]), "utf-8"
    )
    assert said(folder) == (
        f"actors.csv, row 2, column 'population': expected a whole number, found '{text}'. [wrong-type]\n"
        "  To mend: write digits only, such as 75051."
    )


def test_two_ministries_of_one_name_in_two_countries_stay_two(folder):
    more = ",Ministry,Ministry of Interior,KE,r\n,Ministry,Ministry of Interior,ML,r\n"
    (folder / "actors.csv").write_text(ACTORS + more, encoding="utf-8")
    ids = set(loaders.load(folder).actors["id"])
    assert {"ministry-of-interior-ke", "ministry-of-interior-ml"} <= ids


FORMULAS = ["=HYPERLINK(1)", "@SUM(A1)", "+1+1", "-cmd", "'=quoted", "+254 700 000", "007", "1E5"]


@pytest.mark.parametrize("ending", ["", ".xlsx", ".json"])
def test_what_looks_like_a_formula_is_text_in_and_out(folder, tmp_path, ending):
    header = "id,kind,name,country,source\n"
    text = "".join(f'a{at},CivilSocietyGroup,"{name}",MK,r\n' for at, name in enumerate(FORMULAS))
    (folder / "actors.csv").write_text(header + text, encoding="utf-8")
    (folder / "ties.csv").unlink()
    network = loaders.load(folder)
    names = network.actors["name"].tolist()[: len(FORMULAS)]
    assert names == [name if name != "'=quoted" else "=quoted" for name in FORMULAS]  # an apostrophe before = is ours
    out = loaders.save(network, tmp_path / f"copy{ending}")
    assert loaders.load(out).actors["name"].tolist() == network.actors["name"].tolist()
    if not ending:
        cells = [row["name"] for row in csv.DictReader((out / "actors.csv").open(encoding="utf-8"))]
        assert cells[:5] == ["'=HYPERLINK(1)", "'@SUM(A1)", "'+1+1", "'-cmd", "'=quoted"]


def test_ten_thousand_mistakes_are_counted_fifty_shown_and_all_written(folder, tmp_path):
    rows = "".join(f"a{at},City,=City {at},Atlantis,r\n" for at in range(10_000))
    (folder / "actors.csv").write_text("id,kind,name,country,source\n" + rows, encoding="utf-8")
    (folder / "ties.csv").unlink()
    errors = tmp_path / "errors.csv"
    result = run("gaps", folder, "--errors", errors, code=3)
    assert result.stdout == "" and result.stderr.count("[unknown-country]") == 50
    assert "… and 9,950 more" in result.stderr and "10000 problems in the data; nothing was loaded." in result.stderr
    assert sum(1 for _ in csv.reader(errors.open(encoding="utf-8"))) == 10_001


def test_nothing_is_changed_by_a_check_that_fails(folder):
    (folder / "actors.csv").write_text(ACTORS.replace("MK", "Kenia"), encoding="utf-8")
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    run("check", folder, code=3)
    assert before == {path.name: path.read_bytes() for path in folder.iterdir()}

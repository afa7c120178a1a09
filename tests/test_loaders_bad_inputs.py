"""What is wrong in files is named by file, row and column, all at once, with how to mend it; nothing is loaded."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

import loaders
from graphmodel.errors import DataProblems, LimitExceeded, UsageProblem
from graphmodel.problems import Problem

ACTORS = "id,kind,name,country,source\nkumanovo,City,Kumanovo,MK,r\nnis,City,Niš,RS,r\n"
TIES = "from,tie,to,source\nkumanovo,TWINNED_WITH,nis,r\n"
SOURCES = "id,title,published\nr,A report,2018\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in (("actors", ACTORS), ("ties", TIES), ("sources", SOURCES)):
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    return tmp_path


def problems(path: Path, **options: str) -> list[Problem]:
    with pytest.raises(DataProblems) as raised:
        loaders.load(path, **options)
    return raised.value.problems


def said(path: Path, **options: str) -> str:
    """The one problem, as it is printed."""
    found = problems(path, **options)
    assert len(found) == 1, "\n".join(map(str, found))
    return str(found[0])


def test_the_folder_itself_loads(folder):
    network = loaders.load(folder)
    assert list(network.ties["id"][~network.ties["derived"]]) == ["TWINNED_WITH:kumanovo:nis"]
    assert network.warnings == ()


def replaced(name: str, old: str, new: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        path = folder / f"{name}.csv"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return change


def written(name: str, content: bytes) -> Callable[[Path], None]:
    return lambda folder: (folder / f"{name}.csv").write_bytes(content) and None


CASES = {
    "unknown country": (
        replaced("actors", "Kumanovo,MK", "Kumanovo,Kenia"),
        "actors.csv, row 2, column 'country': expected an ISO country code, found 'Kenia'. [unknown-country]\n"
        "  To mend: write KE",
    ),
    "kind with a slip": (
        replaced("actors", "kumanovo,City", "kumanovo,Cty"),
        "actors.csv, row 2, column 'kind': expected a kind of the schema, found 'Cty'. [unknown-kind]\n  To mend: write City",
    ),
    "tie with a slip": (replaced("ties", "TWINNED_WITH", "TWINED_WITH"), "write TWINNED_WITH"),
    "end that is not there": (
        replaced("ties", ",nis,", ",niss,"),
        "ties.csv, row 2, column 'to': expected the id or the name of an actor, found 'niss'. [unknown-reference]\n  To mend: add a row to actors; or write nis, if that is meant.",
    ),
    "source that is not there": (replaced("ties", "nis,r", "nis,rr"), "found 'rr'. [unknown-reference]"),
    "tie between the wrong kinds": (replaced("actors", "nis,City", "nis,Event"), "[wrong-ends]"),
    "tie to itself": (replaced("ties", ",nis,", ",kumanovo,"), "[self-tie]"),
    "the same id twice": (
        replaced("actors", "nis,City", "kumanovo,City,Other,MK,r\nnis,City"),
        "actors.csv, row 3, column 'id': expected an id that no other row has, found 'kumanovo'. [duplicate-id]\n"
        "  To mend: give one of the two rows another id, or make them one row (the other is row 2).",
    ),
    "vague date": (replaced("sources", ",2018", ",May 2020"), "found 'May 2020'. [bad-date]"),
    "a month that is none": (replaced("sources", ",2018", ",2020-13"), "found '2020-13'. [bad-date]"),
    "one cell too many": (
        replaced("actors", "Niš,RS,r", "Niš,RS,r,extra"),
        "actors.csv, row 3: expected 5 cells, as in the header, found 6 cells. [too-many-cells]",
    ),
    "one cell too few": (
        replaced("sources", "r,A report,2018", "r,A report"),
        "sources.csv, row 2: expected 3 cells, as in the header, found 2 cells. [too-few-cells]\n"
        "  To mend: add the missing cells, from 'published' on.",
    ),
    "two columns of one name": (
        written("ties", b"from,tie,to,source,Source \nkumanovo,TWINNED_WITH,nis,r,r\n"),
        "ties.csv, row 1, column 'source': expected each column once, found 'Source' in D and in E. [duplicate-column]",
    ),
    "column with a slip": (
        replaced("actors", "kind,name,country,", "kind,name,contry,"),
        "column 'contry': expected a column that the sheet has, found column 'contry' (D). [unknown-column]\n"
        "  To mend: name it 'country'.",
    ),
    "column that is needed": (
        replaced("sources", "id,title,published", "id,publisher,published"),
        "sources.csv, row 1, column 'title': expected a column 'title', found none. [missing-column]",
    ),
    "quote that never closes": (
        replaced("actors", "Kumanovo,MK", '"Kumanovo,MK'),
        "expected a quote that is closed, found a quote opened in row 2 that never closes. [unclosed-quote]",
    ),
    "control character": (
        replaced("actors", "Kumanovo,MK", "Kuma\x07novo,MK"),
        "found the character U+0007 in column C. [control-character]",
    ),
    "open end with a slip": (
        replaced("ties", ",nis,", ",some Cty in MK,"),
        "expected 'some KIND in CC' with a kind and a country code that exist, found 'some Cty in MK'. [bad-open-end]",
    ),
    "empty file": (written("sources", b""), "sources.csv: expected a header and rows, found an empty file. [empty-file]"),
    "workbook named .csv": (written("sources", b"PK\x03\x04rest"), "[wrong-format]\n  To mend: name it .xlsx."),
    "not UTF-8": (
        written("actors", "id,kind,name\nsabac,City,Šabac\n".encode("cp1250")),
        "expected text in UTF-8, found the byte 0x8A in line 2, which reads 'sabac,City,Šabac' as cp1250 or cp1252, 'sabac,City,ٹabac' as cp1256, 'sabac,City,Љabac' as cp1251. "
        "[not-utf8]",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_a_mistake_is_named_with_its_place_and_how_to_mend_it(folder, case):
    change, expected = CASES[case]
    change(folder)
    assert expected in said(folder)


def test_all_mistakes_of_all_files_are_named_at_once(folder):
    for case in ("unknown country", "tie with a slip", "vague date"):
        CASES[case][0](folder)
    assert [(p.file, p.row, p.column) for p in problems(folder)] == [
        ("actors.csv", 2, "country"), ("ties.csv", 2, "tie"), ("sources.csv", 2, "published"),
    ]  # fmt: skip


def test_a_row_is_counted_as_a_spreadsheet_program_does(folder):
    (folder / "actors.csv").write_text(
        'id,kind,name,country,note\n\nkumanovo,City,Kumanovo,MK,"two\nlines"\n\nnis,City,Niš,Kenia,\n', encoding="utf-8"
    )
    (folder / "ties.csv").unlink()
    found = next(p for p in problems(folder) if p.code == "unknown-country")
    assert (found.row, found.line) == (5, 6)


def test_a_broken_row_does_not_make_what_names_it_wrong(folder):
    CASES["one cell too many"][0](folder)
    assert [p.code for p in problems(folder)] == ["too-many-cells"]


# what is no mistake


def test_text_stays_text(folder):
    (folder / "actors.csv").write_text(
        "id,kind,name,country,note\nna,City,NA,NA,007\nno,City,None,NO,123456789012345678901\nnull,City,null,NO,1E5\n",
        encoding="utf-8",
    )
    (folder / "ties.csv").unlink()
    actors = loaders.load(folder).actors.set_index("id")
    assert actors.loc[["na", "no", "null"], "name"].tolist() == ["NA", "None", "null"]
    assert actors.loc[["na", "no", "null"], "note"].tolist() == ["007", "123456789012345678901", "1E5"]
    assert actors.loc["na", "country"] == "NA"  # Namibia


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_other_delimiters_are_seen_from_the_header(folder, delimiter):
    (folder / "actors.csv").write_text(ACTORS.replace(",", delimiter), encoding="utf-8")
    assert len(loaders.load(folder).ties) == 3


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_marked_encodings_are_read(folder, encoding):
    (folder / "actors.csv").write_text(ACTORS, encoding=encoding)
    assert "Niš" in loaders.load(folder).actors["name"].tolist()


def test_an_encoding_that_is_named_is_taken(folder):
    (folder / "actors.csv").write_bytes(ACTORS.encode("cp1250"))
    assert "Niš" in loaders.load(folder, encoding="cp1250").actors["name"].tolist()


def test_composed_and_decomposed_letters_are_one_actor(folder):
    (folder / "ties.csv").write_text("from,tie,to,source\nKumanovo,TWINNED_WITH,Nis\u030c,r\n", encoding="utf-8")
    assert "TWINNED_WITH:kumanovo:nis" in loaders.load(folder).ties["id"].tolist()


def test_invisible_signs_that_turn_text_are_a_warning(folder):
    (folder / "actors.csv").write_text(ACTORS.replace("Kumanovo,", "Kuma\u202enovo,"), encoding="utf-8")
    warnings = loaders.load(folder).warnings
    assert [w.code for w in warnings] == ["bidi-character"] and "U+202E" in str(warnings[0])


def test_a_file_that_is_no_sheet_is_named(folder):
    (folder / "actrs.csv").write_text("a\n1\n", encoding="utf-8")
    warnings = loaders.load(folder).warnings
    assert [w.code for w in warnings] == ["unknown-sheet"] and "rename it to actors.csv" in str(warnings[0])


# files and limits


def test_nothing_at_the_path(tmp_path):
    with pytest.raises(UsageProblem, match="there is no such file or folder"):
        loaders.load(tmp_path / "nowhere")


def test_an_ending_that_no_format_has(tmp_path):
    path = tmp_path / "list.xls"
    path.write_bytes(b"x")
    with pytest.raises(UsageProblem, match=r"no network ends in '\.xls'.*Save it as \.xlsx"):
        loaders.load(path)


def test_a_folder_without_actors_says_what_is_there(tmp_path):
    (tmp_path / "actor.csv").write_text("id\n", encoding="utf-8")
    assert "To mend: rename actor.csv to actors.csv" in said(tmp_path)


def test_a_cell_beyond_the_limit(folder):
    (folder / "actors.csv").write_text(ACTORS.replace("Niš", "N" * 200_000), encoding="utf-8")
    with pytest.raises(LimitExceeded, match=r"actors\.csv, row 3: a cell has more than 131,072 characters"):
        loaders.load(folder)


def workbook(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(b"", "found an empty file. [empty-file]", id="empty"),
        pytest.param(b"id,kind,name\n", "something else that is named .xlsx, perhaps a CSV file", id="CSV named .xlsx"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a workbook of the legacy .xls kind", id="OLE"),
        pytest.param(b"PK\x03\x04 cut off", "a damaged file (no whole zip archive)", id="cut off"),
    ],
)
def test_a_workbook_that_is_none(tmp_path, content, expected):
    assert expected in said(workbook(tmp_path / "net.xlsx", content))


def test_a_workbook_that_expands_beyond_measure_is_refused_before_it_is_unpacked(tmp_path):
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 301_000_000)
    with pytest.raises(LimitExceeded, match="expands to 301 MB; the limit is 300 MB"):
        loaders.load(path)


def test_unknown_sheets_of_a_workbook_are_named(tmp_path):
    import xlsxwriter

    path = tmp_path / "net.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        tab = book.add_worksheet("actors")
        for row, cells in enumerate([["kind", "name", "country"], ["City", "Kumanovo", "MK"]]):
            for at, cell in enumerate(cells):
                tab.write_string(row, at, cell)
        book.add_worksheet("tie")
    assert "rename it to 'ties'" in str(loaders.load(path).warnings[0])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param('{"actors": [', "Expecting value in line 1, column 13", id="cut off"),
        pytest.param('{"actors": [], "actors": []}', "the name 'actors' twice in one object", id="name twice"),
        pytest.param('{"actors": [{"name": NaN}]}', "NaN, which is no number of the standard", id="NaN"),
        pytest.param("[]", "an object with 'actors'", id="list"),
        pytest.param(
            '{"actors": [{"kind": "City", "name": {}}]}',
            "net.json, actors[0].name: expected a text, a number or a list of texts, found an object.",
            id="object as cell",
        ),
        pytest.param('{"schema_version": 9, "actors": []}', "expected schema_version 1, found 9", id="other version"),
    ],
)
def test_json_that_does_not_follow_the_standard(tmp_path, text, expected):
    path = tmp_path / "net.json"
    path.write_text(text, encoding="utf-8")
    assert expected in "\n".join(map(str, problems(path)))


def test_json_that_nests_too_deep(tmp_path):
    path = tmp_path / "net.json"
    path.write_text("[" * 100_000, encoding="utf-8")
    with pytest.raises(
        LimitExceeded, match=r"net\.json nests 100,000 deep; the limit is 100 \(--limits depth=100000 raises it\)"
    ):
        loaders.load(path)

"""Files that are not what they seem: each is refused or warned of in words that say how to mend it."""

from __future__ import annotations

import datetime as dt
import io
import os
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import loaders
from graphmodel.errors import DataProblems, LiaisonError, LimitExceeded, Refused, UsageProblem
from loaders import Limits, Reading

HEAD = ("id", "kind", "name", "country", "since", "until", "note")
KUMANOVO = ("kumanovo", "City", "Kumanovo", "MK")
NIS = ("nis", "City", "Niš", "RS")
ACTORS = "id,kind,name,country\nkumanovo,City,Kumanovo,MK\nnis,City,Niš,RS\n"


def told(path: Path, **options: Any) -> list[str]:
    """Everything that is said of a network, its warnings or why it is refused; that these rows name no source is left out."""
    try:
        return [str(warning) for warning in loaders.load(path, **options).warnings if warning.code != "no-source"]
    except DataProblems as problems:
        return [str(problem) for problem in problems.problems if problem.code != "no-source"]
    except LiaisonError as error:
        return [f"{type(error).__name__}: {error}"]


def folder(path: Path, actors: str | bytes = ACTORS, **more: str | bytes) -> Path:
    path.mkdir(exist_ok=True)
    for name, text in {"actors": actors, **more}.items():
        (path / f"{name}.csv").write_bytes(text.encode() if isinstance(text, str) else text)
    return path


# workbooks


def workbook(
    path: Path, change: Callable[[Any, Any], object], rows: Sequence[Sequence[object]] = (KUMANOVO, NIS)
) -> Path:
    """A workbook with two cities, as another program writes it, and what `change` does to it and its first sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "actors"
    for row in (HEAD, *rows):
        sheet.append(row)
    change(book, sheet)
    book.save(path)
    return path


def cell(ref: str, value: object, **more: object) -> Callable[[Any, Any], None]:
    def change(book: Any, sheet: Any) -> None:
        sheet[ref] = value
        for name, setting in more.items():
            setattr(sheet[ref], name, setting)

    return change


def hidden(state: str) -> Callable[[Any, Any], None]:
    def change(book: Any, sheet: Any) -> None:
        ties = book.create_sheet("ties")
        ties.append(("from", "tie", "to"))
        ties.append(("kumanovo", "TWINNED_WITH", "nis"))
        ties.sheet_state = state

    return change


SHEETS = {
    "error cell": (
        cell("G2", "#REF!", data_type="e"),
        ["net.xlsx, sheet 'actors', row 2, column 'note': expected a value, found '#REF!' in G2. [error-cell]\n"
         "  To mend: mend the formula, or write the value."],
    ),
    "text that looks like an error": (cell("G2", "#N/A", data_type="s"), []),
    "formula whose result was never computed": (
        cell("G3", "=A2&A3"),
        ["net.xlsx, sheet 'actors', row 3, column 'note': expected a value, found a formula whose result is not in the "
         "file in G3. [formula-without-value]\n"
         "  To mend: open the workbook in a spreadsheet program and save it, or write the value."],
    ),
    "formula in a cell that must be filled, which is told once": (
        cell("C3", "=A2&A3"),
        ["net.xlsx, sheet 'actors', row 3, column 'name': expected a value, found a formula whose result is not in the "
         "file in C3. [formula-without-value]\n"
         "  To mend: open the workbook in a spreadsheet program and save it, or write the value."],
    ),
    "error in the country of a place, which is told once": (
        cell("D2", "#N/A", data_type="e"),
        ["net.xlsx, sheet 'actors', row 2, column 'country': expected a value, found '#N/A' in D2. [error-cell]\n"
         "  To mend: mend the formula, or write the value."],
    ),
    "merged cells": (
        lambda book, sheet: sheet.merge_cells("G2:G3"),
        ["warning: net.xlsx, sheet 'actors', row 2, column 'note': expected cells of their own, found merged cells in G2:G3. "
         "[merged-cells]\n  To mend: part them, and fill in each; only the first has the value."],
    ),
    "month that a spreadsheet program took for a day": (
        cell("F2", dt.date(2018, 11, 1), number_format="mmm-yy"),
        ["warning: net.xlsx, sheet 'actors', row 2, column 'until': expected the last day on which it held, found the day "
         "2018-11-01 in F2. [month-as-day]\n"
         "  To mend: write 2018-11 as text if the month is meant: spreadsheet programs make the first of the month of it."],
    ),
    "month as the first day, which means the same": (cell("E2", dt.date(2018, 11, 1)), []),
    "another day": (cell("F2", dt.date(2018, 11, 30)), []),
    "year as a number": (cell("F2", 2018), []),
    "chart in the place of a sheet": (
        lambda book, sheet: book.create_chartsheet("ties"),
        ["net.xlsx, sheet 'ties': expected a sheet with cells, found a chart or a macro. [wrong-format]\n"
         "  To mend: name it otherwise, or put the rows there."],
    ),
    "two sheets of one name": (
        lambda book, sheet: book.create_sheet("Actors "),
        ["net.xlsx: expected one sheet 'actors', found 'actors' and 'Actors '. [duplicate-sheet]\n"
         "  To mend: make them one, or rename one."],
    ),
    "cell far to the right": (
        cell("XFD3", "x"),
        ["LimitExceeded: net.xlsx, sheet 'actors': 16,384 columns; the limit is 500 (--limits columns=16384 raises it)"],
    ),
    "cell in the last corner": (
        cell("XFD1048576", "x"),
        ["LimitExceeded: net.xlsx, sheet 'actors': the cell XFD1048576 makes it 17,179,869,184 cells large (clear what lies "
         "far from the table); the limit is 25,000,000 (--limits area=17179869184 raises it)"],
    ),
    "blank far below": (cell("A1048576", " "), []),
    "format without text in the last corner": (cell("XFD1048576", None, number_format="@"), []),
    "blank rows between": (lambda book, sheet: sheet.insert_rows(3, 2), []),
}  # fmt: skip


@pytest.mark.parametrize("case", SHEETS)
def test_what_a_workbook_hides_is_told(tmp_path, case):
    change, expected = SHEETS[case]
    assert told(workbook(tmp_path / "net.xlsx", change)) == expected


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_is_read_and_told_of(tmp_path, state):
    path = workbook(tmp_path / "net.xlsx", hidden(state))
    assert told(path)[0] == (
        "warning: net.xlsx, sheet 'ties': expected a sheet that is shown, found a hidden one. [hidden-sheet]\n  To mend: show it."
    )
    assert "TWINNED_WITH:kumanovo:nis" in loaders.load(path).ties["id"].tolist()


def test_rows_of_a_workbook_keep_their_numbers_when_blank_ones_are_left_out(tmp_path):
    path = workbook(tmp_path / "net.xlsx", lambda book, sheet: (sheet.insert_rows(1, 2), sheet.insert_rows(5)))
    sheet = openpyxl.load_workbook(path)
    sheet["actors"]["D6"] = "Kenia"
    sheet.save(path)
    assert told(path) == [
        "net.xlsx, sheet 'actors', row 6, column 'country': expected an ISO country code, found 'Kenia'. [unknown-country]\n"
        "  To mend: write KE."
    ]


def test_a_table_that_does_not_begin_in_the_first_column_is_named_by_its_letters(tmp_path):
    path = workbook(tmp_path / "net.xlsx", lambda book, sheet: sheet.insert_cols(1))
    sheet = openpyxl.load_workbook(path)
    sheet["actors"]["H2"].value, sheet["actors"]["H2"].data_type = "#N/A", "e"
    sheet.save(path)
    assert told(path)[0].startswith(
        "net.xlsx, sheet 'actors', row 2, column 'note': expected a value, found '#N/A' in H2. [error-cell]"
    )


def parts(path: Path, change: Callable[[str, bytes], bytes], out: Path) -> Path:
    """A workbook with its parts changed."""
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return out


def sheet_xml(text: bytes) -> Callable[[str, bytes], bytes]:
    def change(name: str, data: bytes) -> bytes:
        begin, end = data.find(b"<sheetData>"), data.find(b"</sheetData>")
        return data[: begin + 11] + text + data[end:] if name == "xl/worksheets/sheet1.xml" else data

    return change


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(b"<row r='9'><c r='XFD9999999' t='str'><v>x</v></c></row>", id="other quotes"),
        pytest.param(b'<row r="9"><c\n\tt="str" r="XFD999999"><v>x</v></c></row>', id="other order"),
        pytest.param(
            b'<row><c r="A1000000" t="str"><v>x</v></c>' + b"<c t='str'><v>x</v></c>" * 30 + b"</row>", id="no places"
        ),
    ],
)
def test_a_cell_far_out_is_seen_however_it_is_written(tmp_path, row):
    plain = workbook(tmp_path / "plain.xlsx", lambda book, sheet: None)
    (said,) = told(parts(plain, sheet_xml(row), tmp_path / "net.xlsx"))
    assert said.startswith("LimitExceeded: net.xlsx, sheet 'actors': the cell ") and "the limit is 25,000,000" in said


def with_doctype(name: str, data: bytes) -> bytes:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
    return data.replace(b"<workbook", bomb + b"<workbook", 1) if name == "xl/workbook.xml" else data


DAMAGED = (
    "net.xlsx: expected a workbook, found a damaged file (no whole zip archive). [damaged-file]\n"
    "  To mend: take it from a backup, or save it again."
)


@pytest.mark.parametrize("share", [0.02, 0.5, 0.9, 0.999])
def test_a_workbook_that_is_cut_off(tmp_path, share):
    whole = workbook(tmp_path / "net.xlsx", lambda book, sheet: None).read_bytes()
    (tmp_path / "net.xlsx").write_bytes(whole[: int(len(whole) * share)])
    assert told(tmp_path / "net.xlsx") == [DAMAGED]


def test_a_workbook_with_one_byte_turned(tmp_path):
    path = workbook(tmp_path / "net.xlsx", lambda book, sheet: None)
    raw = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        at = archive.getinfo("xl/worksheets/sheet1.xml").header_offset + 80
    raw[at] ^= 0xFF
    path.write_bytes(bytes(raw))
    assert told(path) == [DAMAGED]


def test_a_workbook_with_a_document_type_is_refused_before_anything_expands(tmp_path):
    plain = workbook(tmp_path / "plain.xlsx", lambda book, sheet: None)
    assert told(parts(plain, with_doctype, tmp_path / "net.xlsx")) == [DAMAGED]


def test_a_part_that_is_longer_than_the_archive_says(tmp_path):
    plain = workbook(tmp_path / "plain.xlsx", lambda book, sheet: None)
    path = parts(
        plain,
        lambda name, data: data + b" " * 5_000_000 if name.endswith("styles.xml") else data,
        tmp_path / "net.xlsx",
    )
    raw = path.read_bytes()
    length = next(
        item.file_size for item in zipfile.ZipFile(path).infolist() if item.filename.endswith("styles.xml")
    ).to_bytes(4, "little")
    assert raw.count(length) == 2
    path.write_bytes(raw.replace(length, (1000).to_bytes(4, "little")))
    assert told(path) == [DAMAGED]


def test_a_workbook_that_packs_too_well(tmp_path):
    plain = workbook(tmp_path / "plain.xlsx", lambda book, sheet: None)
    path = parts(
        plain,
        lambda name, data: data + b" " * 40_000_000 if name.endswith("styles.xml") else data,
        tmp_path / "net.xlsx",
    )
    (said,) = told(path)
    assert (
        said.startswith("LimitExceeded: net.xlsx expands to 40 MB, ")
        and "times its own size; the limit is 200 (--limits ratio=" in said
    )


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(
            OLE + "EncryptedPackage".encode("utf-16-le") + OLE,
            "found an encrypted workbook. [protected-file]\n  To mend: remove the password, and save it as .xlsx.",
            id="encrypted",
        ),
        pytest.param(
            OLE + "Workbook".encode("utf-16-le"),
            "found a workbook of the legacy .xls kind. [protected-file]\n  To mend: save it as .xlsx.",
            id="xls",
        ),
    ],
)
def test_a_workbook_of_an_older_kind(tmp_path, content, expected):
    (tmp_path / "net.xlsx").write_bytes(content)
    assert told(tmp_path / "net.xlsx") == [f"net.xlsx: expected a workbook of the .xlsx kind, {expected}"]


def test_an_opendocument_file_named_xlsx(tmp_path):
    with zipfile.ZipFile(tmp_path / "net.xlsx", "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", "<x/>")
    assert told(tmp_path / "net.xlsx") == [
        "net.xlsx: expected a workbook of the .xlsx kind, found an OpenDocument file. [wrong-format]\n  To mend: save it as .xlsx."
    ]


@pytest.mark.parametrize("ending", [".xls", ".ods", ".xlsm"])
def test_the_ending_of_another_spreadsheet(tmp_path, ending):
    (tmp_path / f"net{ending}").write_bytes(OLE)
    assert told(tmp_path / f"net{ending}") == [
        f"UsageProblem: {tmp_path}/net{ending}: no network ends in '{ending}'; there are a folder, .json, .xlsx. Save it as .xlsx"
    ]


# text


CITY = "id,kind,name,country\nk,City,K,MK\n"
TEXTS = {
    "a mark of its encoding and nothing else": (
        b"\xef\xbb\xbf",
        ["actors.csv: expected a header and rows, found an empty file. [empty-file]\n  To mend: write the template anew: liaison init."],
    ),
    "UTF-16 without a mark": (
        ACTORS.encode("utf-16-le"),
        ["actors.csv: expected text in UTF-8, found what looks like UTF-16 without a mark. [not-utf8]\n"
         "  To mend: save the file as 'CSV UTF-8', or read it with --encoding utf-16-le."],
    ),
    "UTF-16 of the other order": (
        ACTORS.encode("utf-16-be"),
        ["actors.csv: expected text in UTF-8, found what looks like UTF-16 without a mark. [not-utf8]\n"
         "  To mend: save the file as 'CSV UTF-8', or read it with --encoding utf-16-be."],
    ),
    "UTF-16 cut off": (
        ACTORS.encode("utf-16")[:-1],
        ["actors.csv: expected text in UTF-16, found a file that is cut off, or of two encodings. [not-utf8]\n"
         "  To mend: save the file as 'CSV UTF-8', or name the encoding that reads right, such as --encoding cp1250."],
    ),
    "a line that says the delimiter": (b"sep=;\r\n" + CITY.replace(",", ";").encode(), []),
    "a line that says the delimiter, and a slip": (
        b"sep=;\nid;kind;name;country\nk;City;K;Kenia\n",
        ["actors.csv, row 2, column 'country': expected an ISO country code, found 'Kenia'. [unknown-country]\n  To mend: write KE."],
    ),
    "rows of delimiters alone": (CITY + ",,,\n , ,\t,\n,,,\n", []),
    "rows of delimiters before the header": (",,,\n,,,\n" + CITY, []),
    "NUL": (
        CITY.replace("K,", "K\0,"),
        ["actors.csv, row 2, column 'name': expected text without control characters, found the character U+0000 in column C. "
         "[control-character]\n  To mend: remove the character."],
    ),
    "line ends of an old Macintosh": (CITY.replace("\n", "\r"), []),
    "invisible sign in a name": (
        CITY.replace("K,", "K\u200c,"),
        ["warning: actors.csv, row 2, column 'name': expected text that can be seen, found the character U+200C in column C. "
         "[bidi-character]\n  To mend: remove the character, unless the name is written with it."],
    ),
    "invisible sign in a note, where it is spelling": ("id,kind,name,country,note\nk,City,K,MK,می\u200cخواهم\n", []),
    "letter of another script in a name": (
        CITY.replace("K,MK", "Kum\u0430novo,MK"),
        ["warning: actors.csv, row 2, column 'name': expected a word in one script, found letters of two scripts side by side: "
         "U+006D and U+0430 in column C. [mixed-scripts]\n  To mend: write the word in one script."],
    ),
    "words of two scripts": (CITY.replace("K,MK", "Куманово Kumanovo,MK"), []),
}  # fmt: skip


@pytest.mark.parametrize("case", TEXTS)
def test_what_is_odd_in_a_text_file(tmp_path, case):
    content, expected = TEXTS[case]
    assert told(folder(tmp_path / "net", content)) == expected


def test_rows_below_a_line_that_says_the_delimiter_keep_their_physical_line(tmp_path):
    with pytest.raises(DataProblems) as raised:
        loaders.load(folder(tmp_path / "net", b"sep=;\nid;kind;name;country\n\nk;City;K;Kenia\n"))
    problem = next(one for one in raised.value.problems if one.code == "unknown-country")
    assert (problem.row, problem.line) == (3, 4)


@pytest.mark.parametrize("encoding", ["base64", "idna", "no-such", "rot13"])
def test_an_encoding_that_is_none(tmp_path, encoding):
    path = folder(tmp_path / "net", b"\xff" + ACTORS.encode())
    assert all("[not-utf8]" in said for said in told(path, encoding=encoding)) and told(path, encoding=encoding)


@pytest.mark.parametrize("given", [";;", "", "a", '"', "\n"])
def test_a_delimiter_is_one_character(given):
    with pytest.raises(UsageProblem) as raised:
        Reading(delimiter=given)
    assert str(raised.value) == f"a delimiter is one character, such as , ; | or tab, not '{given}'"


@pytest.mark.parametrize(
    ("given", "meant"), [("tab", "\t"), ("\\t", "\t"), ("\t", "\t"), ("semicolon", ";"), ("|", "|")]
)
def test_a_delimiter_may_be_named(given, meant):
    assert Reading(delimiter=given).delimiter == meant


# the folder


def test_two_files_for_one_sheet(tmp_path):
    path = folder(tmp_path / "net")
    (path / "Actors.csv").write_text(ACTORS, encoding="utf-8")
    if len(list(path.iterdir())) < 2:
        pytest.skip("this file system does not tell capitals from small letters")
    assert told(path) == [
        "actors.csv: expected one file actors.csv, found Actors.csv and actors.csv. [duplicate-sheet]\n"
        "  To mend: make them one, or rename one."
    ]


def test_settings_that_are_no_toml(tmp_path):
    path = folder(tmp_path / "net")
    (path / "network.toml").write_text("name = Western Balkans\n", encoding="utf-8")
    (said,) = told(path)
    assert said.startswith("network.toml: expected settings in TOML, found Invalid value (at line 1, column 8)")
    assert said.endswith("[bad-settings]\n  To mend: put texts in quotes, and one setting on a line.")


@pytest.mark.parametrize(
    ("settings", "found"),
    [
        ('properties = "rank"', "properties = 'rank'"),
        ('[properties]\nrank = "Rank"', "'rank' = 'Rank'"),
        ("[properties]\nrank = {ar = 3}", "'rank' = {'ar': 3}"),
    ],
)
def test_names_of_properties_that_are_none(tmp_path, settings, found):
    path = folder(tmp_path / "net")
    (path / "network.toml").write_text(settings, encoding="utf-8")
    assert told(path) == [
        f"network.toml: expected in [properties], names of properties by language, found {found}. [bad-settings]\n"
        '  To mend: write [properties] and below it "rank by population" = {en = "Rank by population", '
        'ar = "الترتيب من حيث عدد السكان"}.'
    ]


@pytest.mark.parametrize("name", ["sources.csv", "network.toml", "schema", "queries/gaps", "views/mine.yaml"])
def test_a_link_out_of_the_folder_is_refused(tmp_path, name):
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "mine.yaml").write_text("a secret", encoding="utf-8")
    path = folder(tmp_path / "net")
    (path / name).parent.mkdir(exist_ok=True)
    (path / name).symlink_to(secret if "." not in name else secret / "mine.yaml")
    assert told(path) == [f"Refused: {path / name} is a link out of the folder net; put the file itself there"]
    assert Refused.exit_code == 8


def test_a_link_within_the_folder_is_read(tmp_path):
    path = folder(tmp_path / "net")
    (path / "actors.csv").rename(path / "actors-2024.txt")
    (path / "actors.csv").symlink_to("actors-2024.txt")
    assert told(path) == []


def test_a_link_to_nothing(tmp_path):
    path = folder(tmp_path / "net")
    (path / "ties.csv").symlink_to("nowhere.csv")
    assert told(path) == [f"UsageProblem: cannot read {path}/ties.csv: it is a link to nothing"]


def test_a_pipe_in_the_place_of_a_table_is_not_waited_for(tmp_path):
    path = folder(tmp_path / "net")
    os.mkfifo(path / "ties.csv")
    assert told(path) == [f"UsageProblem: cannot read {path}/ties.csv: it is no file"]
    os.mkfifo(tmp_path / "net.json")
    assert told(tmp_path / "net.json") == [
        f"UsageProblem: cannot read {tmp_path}/net.json: it is neither a file nor a folder"
    ]


def test_a_file_without_an_ending(tmp_path):
    (tmp_path / "net").write_text(ACTORS, encoding="utf-8")
    assert told(tmp_path / "net") == [
        f"UsageProblem: cannot read {tmp_path}/net: its name has no ending; a network is a folder, or ends in .xlsx or .json"
    ]


# JSON


ONE = '{"kind": "City", "name": "K", "country": "MK"}'
JSON = {
    "nothing in it": (
        "{}",
        ["net.json: expected a list 'actors', found an empty object. [missing-sheet]\n  To mend: make a template: liaison init net.json."],
    ),
    "another format": (
        '{"nodes": [], "links": []}',
        ["warning: net.json: expected only actors, coverage, decisions, facts, schema_version, settings, sources, ties, found 'nodes'. [unknown-sheet]\n  To mend: remove it.",
         "warning: net.json: expected only actors, coverage, decisions, facts, schema_version, settings, sources, ties, found 'links'. [unknown-sheet]\n  To mend: remove it.",
         "net.json: expected a list 'actors', found the names 'nodes', 'links'. [missing-sheet]\n  To mend: make a template: liaison init net.json."],
    ),
    "null": ('{"actors": null}', ["net.json: expected 'actors' as a list of objects, found null at actors. [bad-json]\n  To mend: write [ { … } ]."]),
    "a text among the records": (
        f'{{"actors": [{ONE}, "x"]}}',
        ["net.json: expected 'actors' as a list of objects, found a text at actors[1]. [bad-json]\n  To mend: write [ { … } ]."],
    ),
    "settings null": (f'{{"settings": null, "actors": [{ONE}]}}', []),
    "settings a list": (f'{{"settings": [1], "actors": [{ONE}]}}', ["net.json: expected 'settings' as an object, found a list at settings. [bad-json]\n  To mend: write { … }."]),
    "version as a text": (f'{{"schema_version": "1", "actors": [{ONE}]}}', ['net.json: expected schema_version 1, found "1". [bad-json]\n  To mend: write 1.']),
    "version as a truth": (f'{{"schema_version": true, "actors": [{ONE}]}}', ["net.json: expected schema_version 1, found true. [bad-json]\n  To mend: write it with the same version of Liaison."]),
    "half a character in a name": (
        '{"actors": [{"kind": "City", "name": "K", "no\\ud800te": "x"}]}',
        ["net.json: expected text, found half of a character (a lone surrogate) at actors[0].no\\ud800te. [bad-json]\n  To mend: mend it."],
    ),
    "half a character in the settings": (
        f'{{"settings": {{"name": ["a", "\\udfff"]}}, "actors": [{ONE}]}}',
        ["net.json: expected text, found half of a character (a lone surrogate) at settings.name[1]. [bad-json]\n  To mend: mend it."],
    ),
    "properties that have no names": (
        f'{{"settings": {{"properties": {{"rank": "Rank"}}}}, "actors": [{ONE}]}}',
        ["net.json: expected in [properties], names of properties by language, found 'rank' = 'Rank'. [bad-settings]\n"
         '  To mend: write [properties] and below it "rank by population" = {en = "Rank by population", '
         'ar = "الترتيب من حيث عدد السكان"}.'],
    ),
    "both halves of one": (f'{{"settings": {{"name": "\\ud83c\\udf0d"}}, "actors": [{ONE}]}}', []),
    "number beyond all measure": (
        f'{{"settings": {{"n": 1{"0" * 5000}}}, "actors": [{ONE}]}}',
        ["net.json: expected JSON, found a number of 5,001 digits. [bad-json]\n  To mend: mend it."],
    ),
    "number that is infinite": (
        '{"actors": [{"kind": "City", "name": "K", "country": "MK", "lat": 1e400}]}',
        ["net.json: expected JSON, found 1e400, which is too large a number. [bad-json]\n  To mend: mend it."],
    ),
    "text after the end": (f'{{"actors": [{ONE}]}} x', ["net.json: expected JSON, found Extra data in line 1, column 62. [bad-json]\n  To mend: mend it there."]),
    "slip in a record": (
        f'{{"actors": [{ONE}, {{"kind": "City", "name": "L", "country": "Kenia"}}]}}',
        ["net.json, actors[1].country: expected an ISO country code, found 'Kenia'. [unknown-country]\n  To mend: write KE."],
    ),
    "records with nothing in them": (f'{{"actors": [{ONE}, {{}}, {{"name": null}}, {{"name": " "}}]}}', []),
    "cell beyond the limit": (
        '{"actors": [{"kind": "City", "name": "K", "country": "MK", "note": "' + "x" * 200_000 + '"}]}',
        ["LimitExceeded: net.json, sheet 'actors', row 2: a cell has 200,000 characters; the limit is 131,072 (--limits cell=200000 raises it)"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", JSON)
def test_json_that_is_odd(tmp_path, case):
    text, expected = JSON[case]
    (tmp_path / "net.json").write_text(text, encoding="utf-8")
    assert told(tmp_path / "net.json") == expected


@pytest.mark.parametrize("tail", ['"', "\\", '"\\', "[", "\\u12"])
def test_json_that_is_cut_off_within_a_text_is_read_once(tmp_path, tail):
    """A megabyte of quotes: a reader that begins again at each of them would need hours."""
    (tmp_path / "net.json").write_text('{"actors": [' + '"\\"' * 500_000 + tail, encoding="utf-8")
    (said,) = told(tmp_path / "net.json")
    assert said.startswith("net.json: expected JSON, found ") and "[bad-json]" in said


@pytest.mark.parametrize(
    ("text", "depth"),
    [("[[]]", 2), ('["[[["]', 1), ('["\\"[[["]', 1), ('["\\\\"]', 1), ('["\\\\", [[]]]', 3), ('{"a": [{}]}', 3), ('["a\\\\\\"[[", []]', 2)],
)  # fmt: skip
def test_brackets_within_texts_are_no_depth(text, depth):
    from loaders import json_file

    assert json_file._depth(text) == depth


# limits


def test_limits_are_those_of_the_policy():
    assert Limits() == Limits(
        size=200, unzipped=300, ratio=200, rows=1_000_000, columns=500, cell=131_072, area=25_000_000, depth=100
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", Limits()),
        ("rows=2000000,size=500MB", Limits(rows=2_000_000, size=500)),
        (" rows = 2M , size=1GB,unzipped=400", Limits(rows=2_000_000, size=1000, unzipped=400)),
        ("columns=1k", Limits(columns=1000)),
    ],
)
def test_limits_are_read_from_an_option(text, expected):
    assert Limits.of(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("row=5", "no limit is called 'row'; did you mean 'rows'?"),
        ("5", "no limit is called '5'; there are: size, unzipped, ratio, rows, columns, cell, area, depth"),
        ("rows=many", "the limit 'rows' is a whole number such as rows=2000000, not 'many'"),
        ("rows=0", "the limit 'rows' is a whole number such as rows=2000000, not '0'"),
        ("size=5TB", "the limit 'size' is a whole number such as size=500MB, not '5TB'"),
    ],
)
def test_a_limit_that_is_none(text, expected):
    with pytest.raises(UsageProblem) as raised:
        Limits.of(text)
    assert str(raised.value) == expected


def test_a_limit_is_hit_in_every_format_and_can_be_raised(tmp_path):
    whole = loaders.load(folder(tmp_path / "net"))
    for ending, place in (("", "actors.csv"), (".json", "net2.json, actors"), (".xlsx", "net2.xlsx, sheet 'actors'")):
        out = loaders.save(whole, tmp_path / f"net2{ending}")
        assert told(out, limits=Limits(rows=1)) == [
            f"LimitExceeded: {place}: 2 rows; the limit is 1 (--limits rows=2 raises it)"
        ]
        assert loaders.load(out, limits=Limits(rows=2)).same_as(whole)
        (said,) = told(out, limits=Limits(columns=3))
        assert "columns; the limit is 3 (--limits columns=" in said


@pytest.mark.parametrize("ending", ["", ".json", ".xlsx"])
def test_a_file_beyond_the_limit_is_not_opened(tmp_path, ending):
    path = tmp_path / f"net{ending}"
    file = path if ending else folder(path) / "actors.csv"
    with file.open("wb") as out:
        out.truncate(202_000_000)  # a hole: it takes no room on the disk
    assert told(path) == [f"LimitExceeded: {file.name} has 202 MB; the limit is 200 MB (--limits size=203MB raises it)"]


def test_an_own_table_is_held_to_the_limits_too(tmp_path):
    from loaders.own.table import own_table

    book = io.BytesIO()
    openpyxl_book = openpyxl.Workbook()
    openpyxl_book.active["XFD1048576"] = "x"
    openpyxl_book.save(book)
    (tmp_path / "list.xlsx").write_bytes(book.getvalue())
    with pytest.raises(LimitExceeded, match=r"list\.xlsx, sheet 'Sheet': the cell XFD1048576 makes it"):
        own_table(tmp_path / "list.xlsx")


def test_merged_cells_of_an_own_table_are_found_although_blank_rows_are_left_out(tmp_path):
    from loaders.own.table import own_table

    book = openpyxl.Workbook()
    for row in (("Organisation", "Country"), (), ("A", "MK"), ("B", None), ("C", "RS")):
        book.active.append(row)
    book.active.merge_cells("B3:B4")
    book.active.merged_cells.add("D1:XFD1048576")  # whole columns: counted as far as the sheet is filled
    book.save(tmp_path / "list.xlsx")
    assert own_table(tmp_path / "list.xlsx").merged == {(4, 1): "B3"}
    assert own_table(tmp_path / "list.xlsx", fill_merged=True).cells("Country") == ["MK", "MK", "RS"]

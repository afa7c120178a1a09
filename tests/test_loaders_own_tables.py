"""A table of one's own, such as an attendee list in four languages: what becomes a fact, what is left out and what is asked."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
import xlsxwriter
from click.testing import CliRunner, Result

import loaders
from graphmodel.border import assemble
from graphmodel.errors import UsageProblem
from graphmodel.network import Network
from graphmodel.schema import builtin_schema
from liaison.city_names import city_names
from liaison.cli import main
from loaders.format import Limits
from loaders.own.filling import Filled, filled
from loaders.own.mapping import Mapping, proposed, right_constant, targets
from loaders.own.table import OwnTable, own_table

HEAD = ["No.", "Name", "Position", "Organisation", "City", "Country", "E-mail", "Attended (Y/N)"]
# Made-up persons; places, offices and the ways of writing them are those of a real list of participants.
PEOPLE = [
    ("A. One", "Mayor", "Municipality of Kumanovo", "Kumanovo", "North Macedonia", "a.one@kumanovo.example", "Y"),
    ("А. Еден", "Градоначалник", "Општина Куманово", "Куманово", "Северна Македонија", "a.one@kumanovo.example", "Да"),
    ("B. Two", "Adviser", "Bashkia Elbasan", "Elbasan", "Shqipëria", "b@elbasan.example", "N"),
    ("C. Three", "State Secretary", "Ministry of Interior", "Belgrade", "Srbija", "", "Y"),
    ("D. Four", "Coordinator", "National Committee for CVE and CT", "Skopje", "MKD", "N/A", "yes"),
    ("أ. خمسة", "مستشار", "بلدية طرابلس", "طرابلس", "لبنان", "e@trip.example", "نعم"),
    ("F. Six", "Officer", "Municipality of Čair", "Skopje", "N. Macedonia", "", "TBC"),
    ("G. Seven", "Mayor of Gjilan", "Komuna e Gjilanit", "Gjilan", "Kosovo*", "", "Y"),
    ("H. Eight", "Vice-Mayor", "", "Ferizaj", "KS", "", "Y"),
    ("I. Nine", "Ambassador", "Embassy of the Netherlands", "Skopje", "Netherlands", "", "Y"),
    ("J. Ten", "Officer", "UNDP", "New York", "USA", "", "Y"),
    ("K. Eleven", "Representative", "Council of Europe", "Strasbourg", "France", "", ""),
    ("L. Twelve", "Secretary", "Градска управа Врање", "Врање", "Србија", "", "Y"),
    ("M. Thirteen", "Inspector", "Police – SVR Kumanovo", "Kumanovo", "MK", "", "Y"),
    ("N. Fourteen", "Professor", "University of Sarajevo", "Sarajevo", "BiH", "", "Y"),
    ("O. Fifteen", "Trainer", "Forum MNE", "Podgorica", "Montengro", "", "Y"),
    ("P. Sixteen", "Chair", 'Association of Women "Arta"', "Peja / Peć", "UK", "", "Y"),
    ("Q. Seventeen", "Expert", "independent consultant", "Zagreb", "Croatia", "q@x.example", "Y"),
    ("TBC", "TBC", "TBC", "Ulcinj", "Montenegro", "", "TBC"),
    ("R. Eighteen", "Intern", "N/A", "N/A", "N/A", "N/A", "N"),
    ("S. Nineteen", "Officer", "Ministry of Interior", "Sarajevo", "Bosnia and Herzegowina", "", "Y"),
]
FIRST = 4
"""Row of the first person: below a title, a blank row and the heading."""
EVENT = {"event": "Forum", "date": "2024-05-14", "event_country": "MK", "event_city": "Skopje"}


def workbook(path: Path, people: list[tuple[str, ...]] | None = None, *, merged: bool = False) -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        tab = book.add_worksheet("Participants")
        tab.merge_range(0, 0, 0, 7, "Regional forum, list of participants")
        tab.write_row(2, 0, HEAD)
        for row, person in enumerate(people or PEOPLE):
            tab.write_row(FIRST - 1 + row, 0, [row + 1, *person])
        if merged:
            tab.merge_range(FIRST - 1, 5, FIRST, 5, "North Macedonia")
        tab.write_string(FIRST - 1 + len(people or PEOPLE), 1, f"Total: {len(people or PEOPLE)} participants")
        book.add_worksheet("Logistics").write_row(0, 0, ["Hotel", "Nights"])
    return path


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> OwnTable:
    return own_table(workbook(tmp_path_factory.mktemp("list") / "attendees.xlsx"))


@pytest.fixture(scope="module")
def found(table: OwnTable) -> Filled:
    mapping = proposed(table)
    return filled(
        table, Mapping(mapping.columns, {**mapping.constants, **EVENT}), builtin_schema(), read_on="2024-06-01",
        known=city_names(),
    )  # fmt: skip


@pytest.fixture(scope="module")
def network(found: Filled) -> Network:
    return assemble(found.sheets, builtin_schema())


def row_of(name: str) -> int:
    return FIRST + next(at for at, person in enumerate(PEOPLE) if name in person)


def took_part(network: Network) -> set[str]:
    return set(network.ties["source"][(network.ties["kind"] == "TOOK_PART_IN").to_numpy()])


# columns


def test_each_column_is_proposed_by_its_heading_and_its_cells(table):
    assert proposed(table).columns == {
        "No.": "leave out", "Name": "person", "Position": "position", "Organisation": "organisation", "City": "city",
        "Country": "country", "E-mail": "private", "Attended (Y/N)": "attended",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("heading", "cells", "expected"),
    [
        pytest.param("Attended", ["Y", "N"], "attended", id="English"),
        pytest.param("Присутан", ["Да", "Не"], "attended", id="Serbian"),
        pytest.param("الحضور", ["نعم", "لا"], "attended", id="Arabic"),
        pytest.param("Y/N", ["Y", "", "N"], "attended", id="a heading of answers"),
        pytest.param("Attendance", ["14-15 May", "14 May"], "leave out", id="days, no yes or no"),
        pytest.param("Visa needed", ["Y", "N"], "leave out", id="another question"),
        pytest.param("Comments", ["call Ana on Monday"], "leave out", id="free text may name persons"),
    ],
)
def test_who_was_there_is_recognised_by_heading_and_values(tmp_path, heading, cells, expected):
    path = tmp_path / "list.csv"
    path.write_text(
        "\n".join(["Organisation;" + heading, *(f"NGO {n};{cell}" for n, cell in enumerate(cells))]), "utf-8"
    )
    assert proposed(own_table(path)).columns[heading] == expected


def test_a_column_of_names_beside_columns_about_persons_is_persons(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("Name,City,E-mail\nA. One,Kumanovo,a@x.example\n", encoding="utf-8")
    assert proposed(own_table(path)).columns["Name"] == "person"


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        pytest.param(["Opština Čair", "NVO Aktiv", "Ministarstvo pravde"], "name", id="offices and organisations"),
        pytest.param(["A. One", "B. Two", "Municipality of Čair"], "person", id="persons, but for one"),
    ],
)
def test_a_column_of_names_is_offices_if_most_of_them_sound_so(tmp_path, names, expected):
    """Beside e-mail addresses it would be persons; then ministries and groups were lost without a word."""
    path = tmp_path / "list.csv"
    path.write_text("Naziv;E-mail\n" + "".join(f"{name};a@x.example\n" for name in names), encoding="utf-8")
    assert proposed(own_table(path)).columns == {"Naziv": expected, "E-mail": "private"}


def test_a_kind_is_heard_in_its_cell_and_a_doubt_says_what_was_taken(tmp_path):
    path = tmp_path / "list.csv"
    rows = ["Bashkia Elbasan;bashki;Albania", "Forum;UN agency xyz;Srbia", "Niš;Gradonačelnik;Srbija"]
    path.write_text("Name;Kind;Country;Event\n" + "".join(f"{row};Meeting\n" for row in rows), encoding="utf-8")
    table = own_table(path)
    found = filled(table, proposed(table), builtin_schema(), read_on="2024-06-01")
    cells = found.sheets.tables["actors"].cells
    kinds = dict(zip(cells["name"], cells["kind"], strict=True))
    assert (kinds["Elbasan"], kinds["Niš"]) == ("City", "Mayor")
    doubt = str(found.doubts[0])
    assert doubt.startswith(
        "warning: list.csv, row 2, column 'Kind': expected a kind of actor, found 'bashki'. [unknown-kind]"
    )
    assert doubt.endswith("; it was taken as City / municipality, as its name says.")
    notes = dict(zip(cells["name"], cells["note"], strict=True))
    assert "country not taken: row 3" in notes["Forum"] and notes["Meeting"] == ""  # the event's country was not asked


# facts


def test_only_a_yes_is_a_tie(found, network):
    """Y, Да, yes and نعم are a yes; N is not; TBC and blank are not known."""
    assert {"elbasan", "cair", "council-of-europe"} & took_part(network) == set()
    assert {"mayor-of-kumanovo", "national-committee-for-cve-and-ct", "trabls", "undp"} <= took_part(network)
    said = "\n".join(found.said)
    assert f"no tie, since they were not there: row {row_of('Bashkia Elbasan')}\n" in said
    rows = f"{row_of('Municipality of Čair')}, {row_of('Council of Europe')}"
    assert f"no tie, since it is not known whether they were there: rows {rows}\n" in said
    assert {"elbasan", "cair", "council-of-europe"} <= set(network.actors["id"])  # they are in the list all the same


def test_no_person_and_no_address_is_in_the_network(found):
    cells = "\n".join(
        cell for sheet in found.sheets.tables.values() for column in sheet.cells.values() for cell in column
    ) + "\n".join(found.said)
    persons = [person[0] for person in PEOPLE if person[0] != "TBC"]
    assert not [name for name in persons if name in cells] and "@" not in cells


@pytest.mark.parametrize(
    ("ident", "kind", "country"),
    [
        pytest.param("kumanovo", "City", "MK", id="Municipality of"),
        pytest.param("elbasan", "City", "AL", id="Bashkia"),
        pytest.param("vranje", "City", "RS", id="Градска управа"),
        pytest.param("gjilan", "City", "XK", id="Komuna e, with an asterisk at Kosovo"),
        pytest.param("trabls", "City", "LB", id="Arabic"),
        pytest.param("cair", "City", "MK", id="a municipality within the city of the address"),
        pytest.param("national-committee-for-cve-and-ct", "NationalCoordinator", "MK", id="national committee, MKD"),
        pytest.param("council-of-europe", "Organisation", "FR", id="Council of Europe is no local council"),
        pytest.param("undp", "Organisation", "US", id="UNDP, USA"),
        pytest.param("police-svr-kumanovo", "PublicInstitution", "MK", id="police"),
        pytest.param("university-of-sarajevo", "PublicInstitution", "BA", id="university, BiH"),
        pytest.param("ministry-of-interior", "Ministry", "RS", id="ministry"),
        pytest.param("ministry-of-interior-ba", "Ministry", "BA", id="another country's ministry of that name"),
        pytest.param("association-of-women-arta", "CivilSocietyGroup", "GB", id="association, UK"),
    ],
)
def test_kinds_and_countries(network, ident, kind, country):
    actor = network.actor(ident)
    assert (str(actor["kind"]), str(actor["country"])) == (kind, country)


def test_a_mayor_is_one_office_whatever_the_language_of_the_row(network):
    mayors = network.actors[(network.actors["kind"] == "Mayor").to_numpy()]
    assert sorted(mayors["name"]) == ["Mayor of Ferizaj", "Mayor of Gjilan", "Mayor of Kumanovo"]
    claims = network.claims.set_index(network.claims["tie"].astype(str))
    first = row_of("Градоначалник") - 1
    assert claims.loc["TOOK_PART_IN:mayor-of-kumanovo:forum", "locator"] == f"rows {first}, {first + 1}"
    assert claims.loc["TOOK_PART_IN:mayor-of-ferizaj:forum", "note"] == "represented by: vice mayor"


def test_a_city_is_found_by_its_own_name_in_every_spelling(network):
    for name, ident in (("Čair", "cair"), ("Peć", "peja"), ("Peja", "peja"), ("Куманово", "kumanovo")):
        assert network.find_actor(name) == [ident]


def test_a_mere_seat_makes_no_city(found, network):
    cities = set(network.actors["name"][(network.actors["kind"] == "City").to_numpy()])
    assert cities == {
        "Kumanovo", "Elbasan", "طرابلس", "Čair", "Gjilan", "Ferizaj", "Врање", "Sarajevo", "Skopje", "Peja",
    }  # fmt: skip
    assert network.actor("embassy-of-the-netherlands")["note"] == "seat: Skopje"
    assert network.actor("national-committee-for-cve-and-ct")["city"] == "skopje"  # it is there, for the event
    assert (
        "only noted, since a seat makes no city of the network: Belgrade; Skopje; New York; Strasbourg; Podgorica"
        in found.said
    )


def test_what_is_guessed_says_so(found, network):
    """Only the country is in doubt as well: Montengro was not taken."""
    forum = network.actor("forum-mne")
    assert (
        str(forum["kind"]) == "CivilSocietyGroup"
        and forum["country"] == ""
        and forum["note"]
        == (
            f"kind guessed; no word recognised; country not taken: row {row_of('Forum MNE')}, 'Montengro' is no country that is "
            "known: write ME for Montenegro; seat: Podgorica"
        )
    )
    marks = found.sheets.tables["actors"].marks
    assert sorted(column for column, _ in marks) == ["country", "kind"]
    assert (
        "taken as 'Civil-society group' because no word of the name tells what it is, and marked: Forum MNE"
        in found.said
    )


def test_a_doubt_is_told_in_the_words_and_places_of_the_table(found):
    assert [str(doubt) for doubt in found.doubts] == [
        f"warning: attendees.xlsx, sheet 'Participants', row {row_of('Municipality of Čair')}, column 'City': expected the "
        "city of 'Municipality of Čair', found 'Skopje'. [doubtful-cell]\n  To mend: 'Municipality of Čair' was taken; if "
        "'Skopje' is right, write it in both cells.",
        f"warning: attendees.xlsx, sheet 'Participants', row {row_of('Forum MNE')}, column 'Country': expected a country by "
        "its name or code, found 'Montengro'. [unknown-country]\n  To mend: write ME for Montenegro.",
    ]


def test_what_is_left_out_and_merged_is_said(found):
    last = FIRST + len(PEOPLE)
    assert found.said[0] == f"left out: row {last}, which only sums up"
    assert found.said[1] == "21 rows read, 18 of them name an organisation or a city"
    unnamed = f"{row_of('Ulcinj')}, {row_of('R. Eighteen')}"
    assert f"left out, since they name no organisation: rows {unnamed}" in found.said
    assert f"left out, since they speak for no organisation: row {row_of('independent consultant')}" in found.said
    assert f"named in several rows and taken once: Mayor of Kumanovo (rows {FIRST}, {FIRST + 1})" in found.said


def test_a_city_in_two_countries_is_told(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("City,Country\nTripoli,Lebanon\nTripoli,Libya\n", encoding="utf-8")
    table = own_table(path)
    doubts = filled(table, proposed(table), builtin_schema(), read_on="2024-06-01").doubts
    assert [str(doubt) for doubt in doubts] == [
        "warning: list.csv, row 3: expected one country for one city, found 'Tripoli' in Lebanon (row 2) and Libya (row 3). "
        "[doubtful-cell]\n  To mend: mend the country of these rows, if it is one city."
    ]


@pytest.mark.parametrize("word", ["TBC", "n/a", "–", "independent", "Freelance consultant"])
def test_what_is_no_organisation_makes_no_actor(tmp_path, word):
    path = tmp_path / "list.csv"
    path.write_text(f"Organisation,City,Country\n{word},Zagreb,Croatia\nNGO Aktiv,Peja,Kosovo\n", encoding="utf-8")
    table = own_table(path)
    sheets = filled(table, proposed(table), builtin_schema(), read_on="2024-06-01").sheets
    assert sheets.tables["actors"].cells["name"] == ["NGO Aktiv", "Peja"]


def test_one_bad_number_does_not_refuse_the_table(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text('City,Country,Population\nKumanovo,MK,"75 051"\nNiš,RS,183164\n', encoding="utf-8")
    table = own_table(path)
    found = filled(table, proposed(table), builtin_schema(), read_on="2024-06-01")
    assert found.sheets.tables["actors"].cells["population"] == ["", "183164"]
    assert "row 2, column 'Population': expected a whole number as population, found '75 051'. [wrong-type]" in str(
        found.doubts[0]
    )


# dates


def dated(tmp_path: Path, *dates: str, said: str = "") -> Filled:
    """What a table gives whose rows, from row 2 on, have these dates."""
    path = tmp_path / "list.csv"
    rows = [f"NGO {at};MK;Forum;{date}\n" for at, date in enumerate(dates)]
    path.write_text("Organisation;Country;Event;Date\n" + "".join(rows), encoding="utf-8")
    mapping = proposed(own_table(path))
    constants = {**mapping.constants, **({"date_order": said} if said else {})}
    return filled(own_table(path), Mapping(mapping.columns, constants), builtin_schema(), read_on="2024-06-01")


def since(found: Filled) -> list[str]:
    return found.sheets.tables["ties"].cells["since"]


def event_note(found: Filled) -> str:
    """What the notes of all events say, but for how many of one name there are."""
    cells = found.sheets.tables["actors"].cells
    notes = [note for note, kind in zip(cells["note"], cells["kind"], strict=True) if kind == "Event"]
    parts = [part for note in notes for part in note.split("; ") if not part.startswith("one of ")]
    return "; ".join(dict.fromkeys(filter(None, parts)))


@pytest.mark.parametrize(
    ("dates", "said", "expected", "note"),
    [
        pytest.param(
            ["05/06/2024", "14/05/2024"], "", ["2024-06-05", "2024-05-14"],
            "dates read as day/month/year because row 3 says 14/05/2024", id="one row decides for the others",
        ),
        pytest.param(
            ["05-06-2024", "05-14-2024"], "", ["2024-05-06", "2024-05-14"],
            "dates read as month/day/year because row 3 says 05-14-2024", id="the month first",
        ),
        pytest.param(["14.05.2024", "5.6.2024."], "", ["2024-05-14", "2024-06-05"],
                     "dates read as day/month/year because row 2 says 14.05.2024", id="dots"),
        pytest.param(["05.06.2024"], "", ["2024-06-05"], "", id="dots alone: nobody writes the month first so"),
        pytest.param(["06/06/2024"], "", ["2024-06-06"], "", id="the same either way"),
        pytest.param(["14/05/2024 09:30", "2024-05-15 09:30:00"], "", ["2024-05-14", "2024-05-15"], "", id="with an hour"),
        pytest.param(
            ["05/06/2024"], "month-day", ["2024-05-06"],
            "dates read as month/day/year because date_order=month-day was said for all rows", id="said",
        ),
        pytest.param(["05/06/2024"], "", [""], "date not taken: '05/06/2024' (row 2)", id="nothing decides"),
        pytest.param(["05/06/2024", "14/05/2024", "05/14/2024"], "", ["", "2024-05-14", "2024-05-14"],
                     "date not taken: '05/06/2024' (row 2)", id="two rows contradict each other"),
        pytest.param(["05/14/2024"], "day-month", [""], "date not taken: '05/14/2024' (row 2)", id="against what was said"),
        pytest.param(["31/06/2024", "14/05/98"], "", ["", ""], "date not taken: '31/06/2024' (row 2), '14/05/98' (row 3)",
                     id="no such day, no such year"),
        pytest.param(["05/06/24", "14/05/24"], "", ["2024-06-05", "2024-05-14"],
                     "dates read as day/month/year because row 3 says 14/05/24", id="years of two digits"),
        pytest.param(["05.06.24", "5-Jun-24"], "", ["2024-06-05", "2024-06-05"], "", id="two digits beyond doubt"),
        pytest.param(["14-05-24"], "", [""], "date not taken: '14-05-24' (row 2)", id="the year may stand first"),
        pytest.param(["14-05-24"], "year-month", ["2014-05-24"],
                     "dates read as year-month-day because date_order=year-month was said for all rows", id="the year stands first"),
    ],
)  # fmt: skip
def test_day_and_month_are_told_apart_by_what_the_table_says(tmp_path, dates, said, expected, note):
    found = dated(tmp_path, *dates, said=said)
    assert since(found) == expected
    assert event_note(found) == note
    assert "" in expected or not found.doubts


def test_how_dates_were_read_is_said_with_the_row_that_decides(tmp_path):
    said = dated(tmp_path, "05/06/2024", "14/05/2024", "07/06/2024").said
    assert "dates read as day/month/year because row 3 says 14/05/2024: 05/06/2024 (row 2), 07/06/2024 (row 4)" in said


def test_a_date_of_two_meanings_is_left_blank_with_both_of_them(tmp_path):
    found = dated(tmp_path, "05/06/2024", "May 2024", "05/06/2024")
    assert [str(doubt) for doubt in found.doubts] == [
        "warning: list.csv, row 2, column 'Date': expected a date like 2018, 2018-11 or 2018-11-29, found '05/06/2024' (also in "
        "row 4). [bad-date]\n  To mend: write 2024-06-05 if the day stands first, 2024-05-06 if the month does; for all rows at "
        "once: --set date_order=day-month or --set date_order=month-day; it was left blank."
    ]
    assert list(found.sheets.tables["actors"].marks.values()) == ["list.csv: date not taken: '05/06/2024' (rows 2, 4)"]
    mixed = dated(tmp_path, "05/06/2024", "14/05/2024", "05/14/2024").doubts
    assert "found '05/06/2024', and row 3 says 14/05/2024 but row 4 says 05/14/2024. [bad-date]" in str(mixed[0])


# merged cells


def test_merged_cells_are_told_and_filled_only_on_request(tmp_path):
    people = [person if at != 1 else (*person[:4], "", *person[5:]) for at, person in enumerate(PEOPLE[:2])]
    path = workbook(tmp_path / "attendees.xlsx", people, merged=True)
    table = own_table(path)
    doubts = filled(table, proposed(table), builtin_schema(), read_on="2024-06-01").doubts
    assert [str(doubt) for doubt in doubts] == [
        "warning: attendees.xlsx, sheet 'Participants', row 5, column 'Country': expected a value in each row, found a blank "
        "cell, since F5 is merged with F4. [merged-cells]\n  To mend: unmerge the cells and write the value in each row, or run "
        "again with --fill-merged."
    ]
    whole = own_table(path, fill_merged=True)
    assert whole.rows[1][5] == "North Macedonia" and whole.headings == HEAD
    assert filled(whole, proposed(whole), builtin_schema(), read_on="2024-06-01").doubts == []


# the command


def run(*args: object, code: int = 0) -> Result:
    result = CliRunner().invoke(main, [str(arg) for arg in args])
    assert result.exit_code == code, f"{result.stdout}\n{result.stderr}\n{result.exception!r}"
    return result


SET = [f"--set={name}={value}" for name, value in EVENT.items()]


def test_init_tells_where_it_went_and_marks_what_is_doubtful(tmp_path):
    path, out = workbook(tmp_path / "attendees.xlsx"), tmp_path / "net.xlsx"
    said = run("init", out, "--from", path, "--yes", *SET).stderr
    assert "took the sheet 'Participants'; there are also: Logistics (--sheet NAME)" in said
    assert "left out, since they are about persons: Name, E-mail" in said
    network = loaders.load(out)
    actors, ties = int((~network.actors["implied"]).sum()), len(network.ties)
    follow = int(network.ties["derived"].sum())
    assert f"{actors} actors, {ties} ties ({follow} of them follow from the cells country and city)" in said
    assert "2 cells to look at (yellow)" in said
    assert f"is fine: {actors} actors, {ties} ties ({follow} of them" in run("check", out).stdout
    assert f"{actors} actors, " in run("show", out).stdout
    assert "Whom Čair should share" in run("partners", out, "Čair").stdout
    import zipfile

    with zipfile.ZipFile(out) as archive:
        comments = "".join(archive.read(n).decode() for n in archive.namelist() if n.startswith("xl/comments"))
    assert "kind guessed; no word recognised in 'Forum MNE': choose what it is" in comments
    assert "'Montengro' is no country that is known: write ME for Montenegro" in comments


def test_init_writes_what_it_can_and_exits_3_where_a_cell_must_be_filled(tmp_path):
    path, out = tmp_path / "list.csv", tmp_path / "net.xlsx"
    path.write_text(
        "Organisation,City,Country\nMunicipality of Bar,Bar,Montengro\nNGO Aktiv,Peja,Kosovo\n", encoding="utf-8"
    )
    said = run("init", out, "--from", path, "--yes", "--set", "event=Forum", code=3).stderr
    assert "list.csv, row 2, column 'Country': expected a country by its name or code, found 'Montengro'." in said
    assert "actors.csv" not in said and said.count("Montengro") == 2  # in the examples, and in the one doubt
    assert f"it does not load yet: fill in what is blank, with the help of: liaison check {out}" in said
    assert (
        "net.xlsx, sheet 'actors', row 2, column 'country': expected the country of a place"
        in run("check", out, code=3).stdout
    )


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(
            "First name,Surname,Job title,Dietary\nA,B,Adviser,halal\n",
            "no column is an organisation, a name or a city. The columns of list.csv are: 'First name' (person); 'Surname' "
            "(person); 'Job title' (position); 'Dietary' (private). Say in a mapping file which one is: --mapping FILE.toml",
            id="nothing recognised",
        ),
        pytest.param("Organisation,City\nTBC,\nN/A,\n", "no row names an organisation or a city.", id="only blanks"),
        pytest.param("\n\n", "list.csv", id="empty"),
    ],
)
def test_init_of_a_table_that_gives_nothing_is_an_error(tmp_path, content, expected):
    path, out = tmp_path / "list.csv", tmp_path / "net.xlsx"
    path.write_text(content, encoding="utf-8")
    result = CliRunner().invoke(main, ["init", str(out), "--from", str(path), "--yes"])
    assert result.exit_code in (2, 3) and expected in result.stderr and not out.exists()


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param("date=May 2024", "date: 'May 2024' is no date that can be kept; write 2024-05", id="month in words"),
        pytest.param("date=spring", "date: 'spring' is no date that can be kept; write 2024, 2024-05 or 2024-05-14", id="vague"),
        pytest.param("date=14/05/2024", "date: '14/05/2024' is no date that can be kept; write 2024-05-14", id="day first"),
        pytest.param("date=05/06/2024", "date: '05/06/2024' is no date that can be kept; write 2024-06-05 if the day stands first, 2024-05-06 if the month does", id="day or month first"),
        pytest.param("date_order=dd/mm", "date_order: 'dd/mm' is no order of day and month; write one of day-month, month-day, year-month", id="order"),
        pytest.param("date_order=day_month", "date_order: 'day_month' is no order of day and month; did you mean 'day-month'?", id="order, a slip"),
        pytest.param("event_country=Montengro", "event_country: 'Montengro' is no country that is known; write ME for Montenegro", id="country"),
        pytest.param("evnt=Forum", "nothing called 'evnt' holds for all rows; did you mean 'event'?", id="name"),
    ],
)  # fmt: skip
def test_what_holds_for_all_rows_is_never_dropped_silently(tmp_path, given, expected):
    path = workbook(tmp_path / "attendees.xlsx")
    assert expected in run("init", tmp_path / "net", "--from", path, "--yes", "--set", given, code=2).stderr


def test_the_help_says_what_a_column_may_be():
    text = run("init", "--help").stdout
    for target in targets():
        assert target in text, target


def test_a_country_that_holds_for_all_rows_becomes_its_code():
    assert right_constant("country", "Северна Македонија") == "MK"
    with pytest.raises(UsageProblem, match="country: 'Congo' is no country that is known; write CD for Congo"):
        right_constant("country", "Congo")


def test_the_questions_are_asked_again_and_the_answers_kept(tmp_path):
    """On a real terminal: a date in words is asked for again; the answers are kept beside the table."""
    path, out = tmp_path / "list.csv", tmp_path / "net.xlsx"
    path.write_text("Organisation,City,Country\nMunicipality of Bar,Bar,Montengro\n", encoding="utf-8")
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "liaison", "init", str(out), "--from", str(path)]
    process = subprocess.Popen(command, stdin=theirs, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    os.close(theirs)
    answers = ["", "", "", "Forum", "May 2024", "2024-05", "Kosovo", "Peja"]
    os.write(ours, "".join(f"{answer}\n" for answer in answers).encode())
    _, raw = process.communicate(timeout=60)
    os.close(ours)
    said = raw.decode()
    assert process.returncode == 3, said  # the city has no country yet
    assert "organisation  the institution, office or group that the row is about" in said
    assert "date: 'May 2024' is no date that can be kept; write 2024-05" in said
    kept = (tmp_path / "list.mapping.toml").read_text(encoding="utf-8")
    assert 'event_country = "XK"' in kept and 'date = "2024-05"' in kept and "# What each column is:" in kept
    assert "your answers are kept in" in said
    sheets = loaders.workbook.read_grid(out, "actors", Limits()).rows
    forum = dict(zip(sheets[0], next(row for row in sheets if "Forum" in row), strict=True))
    assert (forum["country"], forum["city"], forum["since"]) == ("XK", "peja", "2024-05")
    again = run("init", tmp_path / "again.xlsx", "--from", path, "--mapping", tmp_path / "list.mapping.toml", code=3)
    assert "2 actors" not in again.stderr and "wrote" in again.stderr


def test_what_stands_first_in_dates_is_asked_if_nothing_tells(tmp_path):
    path, out = tmp_path / "list.csv", tmp_path / "net"
    path.write_text("Organisation,Country,Event,Date\nNGO Aktiv,XK,Forum,05/06/2024\n", encoding="utf-8")
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "liaison", "init", str(out), "--from", str(path)]
    process = subprocess.Popen(command, stdin=theirs, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    os.close(theirs)
    os.write(ours, b"\n\n\n\nmonths\nday-month\n")
    _, raw = process.communicate(timeout=60)
    os.close(ours)
    said = raw.decode()
    assert process.returncode == 0, said
    assert (
        "Dates such as 05/06/2024 (row 2): what stands first, day-month or month-day (blank: they are left blank)"
        in said
    )
    assert "date_order: 'months' is no order of day and month" in said
    assert 'date_order = "day-month"' in (tmp_path / "list.mapping.toml").read_text(encoding="utf-8")
    assert since_in(out) == ["2024-06-05"]


def since_in(out: Path) -> list[str]:
    network = loaders.load(out)
    return network.claims["since"][(network.claims["tie"].str.startswith("TOOK_PART_IN")).to_numpy()].tolist()


def test_a_mapping_that_was_edited_is_not_overwritten(tmp_path):
    """Not by a second proposal, unless --force says so; with --yes nothing is proposed, so nothing is written."""
    path, mapping = tmp_path / "list.csv", tmp_path / "list.mapping.toml"
    path.write_text("Organisation,City,Country\nMunicipality of Bar,Bar,Montenegro\n", encoding="utf-8")
    assert f"the proposal is in {mapping}" in run("init", tmp_path / "net", "--from", path, code=2).stderr
    edited = mapping.read_text(encoding="utf-8") + "# ours\n"
    mapping.write_text(edited, encoding="utf-8")
    said = run("init", tmp_path / "net", "--from", path, code=2).stderr
    assert (
        f"{mapping} is there already, perhaps with changes of yours; run again with --mapping {mapping} to use it"
        in said
    )
    assert mapping.read_text(encoding="utf-8") == edited
    run("init", tmp_path / "yes", "--from", path, "--yes")
    run("init", tmp_path / "mapped", "--from", path, "--mapping", mapping)
    assert mapping.read_text(encoding="utf-8") == edited
    run("init", tmp_path / "net", "--from", path, "--force", code=2)
    assert "# ours" not in mapping.read_text(encoding="utf-8")


def test_later_rows_of_one_who_was_there_are_not_lost(tmp_path):
    """The date that only the second row has, and the role that only it names, stand in the network."""
    path = tmp_path / "list.csv"
    path.write_text(
        "Organisation;Country;Event;Date;Role\nNGO One;MK;Forum;;speaker\nNGO One;MK;Forum;2024-05-02;host\n"
        "NGO Two;MK;Forum;2024;\n"
    )
    mapping = proposed(own_table(path))
    sheets = filled(own_table(path), mapping, builtin_schema(), read_on="2024-06-01").sheets.tables
    one, two = sheets["ties"].records()
    assert (one["since"], one["role"], one["note"]) == ("2024-05-02", "speaker", "also host (row 3)")
    (forum,) = [row for row in sheets["actors"].records() if row["kind"] == "Event"]
    assert (forum["since"], forum["until"]) == ("2024-05-02", "2024-05-02") and two["since"] == "2024"

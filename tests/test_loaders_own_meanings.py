"""What rows of somebody's own list mean: one city in two scripts, a role that is an office, dates that are several events."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import openpyxl
import pytest
from command import run
from conftest import SAMPLE
from hypothesis import given
from hypothesis import strategies as st

import loaders
from graphmodel.schema import builtin_schema
from liaison.city_names import city_names
from loaders.own.dates import date_order
from loaders.own.doubts import Doubts
from loaders.own.events import Happenings
from loaders.own.filling import Filled, filled
from loaders.own.mapping import Mapping, proposed
from loaders.own.network import OwnNetwork
from loaders.own.rows import OwnRow
from loaders.own.sounds import may_sound_alike
from loaders.own.table import own_table
from viz.layouts.geographic import geographic


def taken(tmp_path: Path, text: str, **more: object) -> Filled:
    """What a list gives, taken as it is proposed; lines as in a .csv with semicolons."""
    path = tmp_path / "list.csv"
    path.write_text(text, encoding="utf-8")
    table = own_table(path)
    return filled(table, proposed(table), builtin_schema(), read_on="2024-06-01", **more)  # type: ignore[arg-type]


def actors(found: Filled, kind: str) -> list[dict[str, str]]:
    return [row for row in found.sheets.tables["actors"].records() if row["kind"] == kind]


def ties(found: Filled) -> list[tuple[str, str, str, str]]:
    return [(row["from"], row["tie"], row["to"], row["role"]) for row in found.sheets.tables["ties"].records()]


# cities in two scripts


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("City;Name in Arabic;Country\nBitola;بيتولا;MK\nبيتولا;;MK\n", id="a column of names in Arabic"),
        pytest.param("City;City in Arabic;Country\nبيتولا;;MK\nBitola;بيتولا;MK\n", id="the Arabic one comes first"),
        pytest.param("City;Country\nBitola / بيتولا;MK\nبيتولا;MK\n", id="both in one cell"),
        pytest.param("City;Country\nBitola (بيتولا);MK\nبيتولا;\n", id="in brackets, and a row without its country"),
        pytest.param("City;Other names;Country\nBitola;بيتولا;MK\nبيتولا;;MK\n", id="a column of other names"),
    ],
)
def test_a_list_that_says_so_makes_two_spellings_one_city(tmp_path, text):
    found = taken(tmp_path, text)
    (city,) = actors(found, "City")
    assert (city["id"], city["name"], city["name_ar"], city["country"]) == ("bitola", "Bitola", "بيتولا", "MK")
    assert found.doubts == []


def test_a_name_in_arabic_right_after_the_city_is_the_citys(tmp_path):
    """And one that stands elsewhere is that of the organisation."""
    head, row = "Organisation;City;{};Country", "NGO Aktiv;Bitola;{};MK"
    table = f"{head.format('Name in Arabic')}\n{row.format('بيتولا')}\n"
    found = taken(tmp_path, table)
    assert [one["name_ar"] for one in (*actors(found, "City"), *actors(found, "CivilSocietyGroup"))] == ["بيتولا", ""]
    found = taken(tmp_path, "Organisation;Name in Arabic;City;Country\nNGO Aktiv;أكتيف;Bitola;MK\n")
    assert [one["name_ar"] for one in (*actors(found, "City"), *actors(found, "CivilSocietyGroup"))] == ["", "أكتيف"]


@pytest.mark.parametrize(
    "names", [("Bitola", "بيتولا"), ("Peja", "Пећ"), ("Belgrade", "Beograd"), ("Gjilan", "Гњилане")], ids="-".join
)
def test_names_that_the_sample_knows_are_one_city_and_that_is_said(tmp_path, names):
    """As the sample's actors.csv has them, each with its source."""
    country = {"Bitola": "MK", "Belgrade": "RS"}.get(names[0], "XK")
    found = taken(tmp_path, f"City;Country\n{names[1]};{country}\n{names[0]};{country}\n", known=city_names())
    (city,) = actors(found, "City")
    assert {city["name"], city["name_ar"] or city["other_names"]} == set(names)
    assert f"taken as one city, as it is known by these names: {names[1]} (row 2) = {names[0]} (row 3)" in found.said
    elsewhere = taken(tmp_path, f"City;Country\n{names[1]};LB\n{names[0]};LB\n", known=city_names())
    assert len(actors(elsewhere, "City")) == 2


def test_names_that_sound_alike_in_two_scripts_are_told_and_marked(tmp_path):
    found = taken(tmp_path, "City;Country\nTripoli;Lebanon\nطرابلس;Lebanon\nSaida;Lebanon\nطرابلس;Lebanon\n")
    assert [str(doubt) for doubt in found.doubts] == [
        "warning: list.csv, row 3, column 'City': expected one name for one city, found 'طرابلس', perhaps 'Tripoli' (row 2) in "
        "another script (also in row 5). [doubtful-cell]\n  To mend: if they are one city, write 'Tripoli / طرابلس' in one of the "
        "rows; if they are two, leave it."
    ]
    assert found.sheets.tables["actors"].marks == {
        ("name", 1): "list.csv, rows 3, 5: perhaps 'Tripoli' (row 2) in another script"
    }
    mended = taken(tmp_path, "City;Country\nTripoli / طرابلس;Lebanon\nطرابلس;Lebanon\nSaida;Lebanon\n")
    assert mended.doubts == [] and len(actors(mended, "City")) == 2


def test_a_city_in_arabic_that_sounds_like_none_is_named_beside_the_others(tmp_path):
    """Tyre is صور: no likeness of sounds tells that, so a person is asked."""
    found = taken(tmp_path, "City;Country\nTyre;Lebanon\nصور;Lebanon\nKumanovo;MK\n")
    assert (
        "of Lebanon, written in Arabic letters alone: صور (row 3); if it is Tyre, write both names in one cell, with / between "
        "them" in found.said
    )
    assert found.doubts == []


def test_cities_of_two_countries_are_not_held_together(tmp_path):
    found = taken(tmp_path, "City;Country\nTripoli;Libya\nطرابلس;Lebanon\n")
    assert found.doubts == [] and not [said for said in found.said if "Arabic letters" in said]


def test_sounds_find_the_cities_of_the_sample_and_no_others():
    """Each name in Arabic beside all names of its country: 54 of 55 are heard (not أوجيتسه for Užice), and none is wrong."""
    with (SAMPLE / "actors.csv").open(encoding="utf-8", newline="") as file:
        cities = [row for row in csv.DictReader(file) if row["kind"] == "City"]
    heard = {
        (one["id"], other["id"]) for one in cities for other in cities
        if one["country"] == other["country"] and may_sound_alike(one["name_ar"], other["name"])
    }  # fmt: skip
    assert heard == {(one["id"], one["id"]) for one in cities} - {("uzice", "uzice")} and len(cities) == 55


def test_the_city_of_an_event_is_in_no_country_of_those_who_came(tmp_path):
    """Who came from Albania does not make Skopje a city of Albania."""
    path, out = tmp_path / "list.csv", tmp_path / "net"
    path.write_text("City;Country\nElbasan;AL\nKumanovo;MK\n", encoding="utf-8")
    options = ("--yes", "--set", "event=Forum", "--set", "event_city=Skopje")
    run("init", out, "--from", path, *options, code=3)  # its country is asked for
    run("init", out, "--from", path, *options, "--set", "event_country=MK", "--force")
    assert loaders.load(out).actor("skopje")["country"] == "MK"


# roles


HEAD = "Name;Role;Organisation;City;Country;Event\n"


def test_a_column_of_roles_that_are_offices_is_the_position(tmp_path):
    found = taken(
        tmp_path,
        HEAD + "A;Mayor;Municipality of Bar;Bar;ME;Forum\nB;Focal point;Ministry of Interior;Podgorica;ME;Forum\n"
        "C;National coordinator;Ministry of Interior;Podgorica;ME;Forum\nD;Deputy national coordinator;;;AL;Forum\n"
        "E;Minister;Ministry of Justice;Tirana;AL;Forum\n",
    )
    assert ties(found) == [
        ("mayor-of-bar", "TOOK_PART_IN", "forum", ""),
        ("ministry-of-interior", "TOOK_PART_IN", "forum", ""),
        ("national-coordinator-montenegro", "TOOK_PART_IN", "forum", ""),
        ("national-coordinator-albania", "TOOK_PART_IN", "forum", ""),
        ("ministry-of-justice", "TOOK_PART_IN", "forum", ""),
        ("national-coordinator-montenegro", "PART_OF", "ministry-of-interior", ""),
    ]
    (montenegro, albania) = actors(found, "NationalCoordinator")
    assert (montenegro["name"], montenegro["country"]) == ("National coordinator, Montenegro", "ME")
    assert albania["country"] == "AL"
    notes = {row["from"]: row["note"] for row in found.sheets.tables["ties"].records()}
    assert notes["national-coordinator-albania"] == "represented by: deputy national coordinator"
    assert (
        "focal points, which are no offices of their own in a network; that there is one is kept in the note of the "
        "organisation or city: Focal point (row 3)" in found.said
    )
    assert (
        "positions that name no office of a network, so that the organisation or city itself stands for them: Minister (row 6)"
        in found.said
    )


def test_what_somebody_does_at_an_event_stays_its_role(tmp_path):
    found = taken(
        tmp_path, HEAD + "A;Speaker;NGO One;Bar;ME;Forum\nB;ORGANIZER;NGO Two;Bar;ME;Forum\nC;Guide;NGO 3;;ME;Forum\n"
    )
    assert [role for *_, role in ties(found)] == ["speaker", "organiser", "Guide"]
    assert not [said for said in found.said if "taken as the" in said or "no office" in said]


def test_a_mixed_column_is_told_apart_row_by_row(tmp_path):
    rows = [
        "A;{};Municipality of Bar;Bar;ME;Forum\n",
        "B;{};NGO One;Bar;ME;Forum\n",
        "C;{};Bashkia Elbasan;Elbasan;AL;Forum\n",
    ]

    def of(*roles: str) -> Filled:
        return taken(tmp_path, HEAD + "".join(row.format(role) for row, role in zip(rows, roles, strict=True)))

    found = of("Mayor", "Speaker", "Mayor, moderator")
    assert [(who, role) for who, _, _, role in ties(found)] == [
        ("mayor-of-bar", ""), ("ngo-one", "speaker"), ("mayor-of-elbasan", "moderator"),
    ]  # fmt: skip
    assert (
        "of the column 'Role' taken as the part in the event, and the rest as positions: Speaker (row 3); moderator (row 4)"
        in found.said
    )
    found = of("Mayor", "Speaker", "Participant")
    assert [(who, role) for who, _, _, role in ties(found)] == [
        ("mayor-of-bar", ""), ("ngo-one", "speaker"), ("elbasan", "participant"),
    ]  # fmt: skip
    assert (
        "of the column 'Role' taken as the position, and the rest as the part in the event: Mayor (row 2)" in found.said
    )


def test_a_column_of_ministries_tells_what_its_rows_are(tmp_path):
    found = taken(
        tmp_path, "Role;Ministry;Country;Event\nNational coordinator;Interior;ME;Forum\nAdviser;Justice;ME;Forum\n"
    )
    assert [row["name"] for row in actors(found, "Ministry")] == ["Interior", "Justice"]
    assert ("national-coordinator-montenegro", "PART_OF", "interior", "") in ties(found)
    found = taken(tmp_path, "الدور;وزارة;البلد\nمستشار;الداخلية;لبنان\n")
    assert [row["name"] for row in actors(found, "Ministry")] == ["الداخلية"]


@pytest.mark.parametrize(
    "written", ["Mayor of Нови Пазар", "Mayor of Novi Pazar", "Gradonačelnik, Novi Pazar", "رئيس بلدية نوفي بازار"]
)
def test_an_office_of_a_city_that_its_name_ends_with_leads_that_city(tmp_path, written):
    text = f"Organisation;Country;Event\n{written};RS;Forum\nMunicipality of Novi Pazar;RS;Forum\n"
    found = taken(tmp_path, text, known=city_names())
    assert [row["name"] for row in actors(found, "City")] == ["Novi Pazar"]
    assert [(row["name"], row["city"]) for row in actors(found, "Mayor")] == [("Mayor of Novi Pazar", "novi-pazar")]


def test_an_office_of_a_place_that_nobody_knows_keeps_its_name(tmp_path):
    found = taken(tmp_path, "Organisation;Country;Event\nMayor of Elsewhere;RS;Forum\n", known=city_names())
    assert [(row["name"], row["city"]) for row in actors(found, "Mayor")] == [("Mayor of Elsewhere", "")]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Government of Kosovo", "Ministry"), ("Влада на Република Македонија", "Ministry"), ("حكومة الجبل الأسود", "Ministry"),
        ("Government of the Federation of BiH", "Authority"), ("Local Government of Bar", "City"),
        ("Ministry of Local Government of Serbia", "Ministry"), ("Vlada Marić Foundation", "CivilSocietyGroup"),
    ],
)  # fmt: skip
def test_a_government_is_one_of_its_level(tmp_path, name, kind):
    found = taken(tmp_path, f"Organisation;Country;Event\n{name};;Forum\n")
    assert [row["kind"] for row in found.sheets.tables["actors"].records() if row["kind"] != "Event"] == [kind]


def test_one_office_under_two_names_is_told(tmp_path):
    found = taken(
        tmp_path,
        HEAD
        + "A;Secretary;National Committee for CVE;;MK;Forum\nB;National coordinator;Ministry of Interior;;MK;Forum\n"
        "C;National coordinator;National CVE Coordinator;;AL;Forum\n",
    )
    assert [row["id"] for row in actors(found, "NationalCoordinator")] == [
        "national-committee-for-cve", "national-coordinator-north-macedonia", "national-cve-coordinator",
    ]  # fmt: skip
    (said,) = [str(doubt) for doubt in found.doubts]
    assert said == (
        "warning: list.csv, row 3, column 'Role': expected one office under one name, found 'National coordinator, North "
        "Macedonia' by a position, and 'National Committee for CVE' (row 2). [doubtful-cell]\n  To mend: if they are one, keep one "
        "row of actors, with the other name in 'other_names', and write national-committee-for-cve for "
        "national-coordinator-north-macedonia in ties."
    )


# events


def test_days_that_do_not_follow_one_another_are_events_of_their_own(tmp_path):
    rows = "A;MK;Forum;2024-05-14\nB;MK;Forum;2024-06-03\nC;MK;forum;2024-05-15\nA;MK;Forum;2024-06-03\nD;MK;Forum;\nE;MK;Forum;2024\n"
    found = taken(tmp_path, "Organisation;Country;Event;Date\n" + rows)
    assert [(row["id"], row["since"], row["until"], row["note"]) for row in actors(found, "Event")] == [
        ("forum-2024-05-14", "2024-05-14", "2024-05-15", "one of 2 events called 'Forum'"),
        ("forum-2024-06-03", "2024-06-03", "2024-06-03", "one of 2 events called 'Forum'"),
    ]
    assert [(who, event) for who, _, event, _ in ties(found)] == [
        ("a", "forum-2024-05-14"), ("b", "forum-2024-06-03"), ("c", "forum-2024-05-14"), ("a", "forum-2024-06-03"),
    ]  # fmt: skip
    assert (
        "'Forum' has dates that do not follow one another, so it was taken as 2 events: 2024-05-14 to 2024-05-15 (rows 2, 4); "
        "2024-06-03 (rows 3, 5); if it was one, take its column of dates as 'leave out' and give the day with --set date=…"
        in found.said
    )
    assert "no tie, since they do not say in which of several events of one name: rows 6, 7" in found.said
    assert [str(doubt) for doubt in found.doubts] == [
        f"warning: list.csv, row {row}, column 'Date': expected the day of one of 2 events called 'Forum', found {text}. "
        "[doubtful-cell]\n  To mend: write the day; until then nobody took part in anything by this row."
        for row, text in ((6, "a blank cell"), (7, "'2024'"))
    ]


def test_days_that_follow_one_another_are_one_event_and_that_is_said(tmp_path):
    rows = "A;MK;Forum;31.01.2024\nB;MK;Forum;01.02.2024\nC;MK;Forum;\n"
    found = taken(tmp_path, "Organisation;Country;Event;Date\n" + rows)
    (event,) = actors(found, "Event")
    assert (event["name"], event["since"], event["until"]) == ("Forum", "2024-01-31", "2024-02-01")
    assert (
        "'Forum' has dates that follow one another, so it was taken as one event of 2 days: 2024-01-31 to 2024-02-01"
        in found.said
    )
    assert len(ties(found)) == 3


@pytest.mark.parametrize("cell", ["14-16 May 2024", "14–16.05.2024", "14. - 16. maj 2024", "14/16.5.24"])
def test_several_days_in_one_cell_are_the_days_of_the_event(tmp_path, cell):
    found = taken(
        tmp_path, f"Organisation;Country;Event;Date\nA;MK;Forum;{cell}\nB;MK;Forum;17.05.2024\nC;MK;Forum;15.05.2024\n"
    )
    (event,) = actors(found, "Event")
    assert (event["since"], event["until"]) == ("2024-05-14", "2024-05-17") and found.doubts == []
    assert [row["since"] for row in found.sheets.tables["ties"].records()] == ["2024-05-14", "2024-05-17", "2024-05-15"]
    assert (
        "'Forum' has dates that follow one another, so it was taken as one event of 4 days: 2024-05-14 to 2024-05-17"
        in found.said
    )


def test_several_days_that_there_are_not_are_told_whole(tmp_path):
    found = taken(tmp_path, "Organisation;Country;Event;Date\nA;MK;Forum;30-32 May 2024\n")
    assert "found '30-32 May 2024'. [bad-date]" in str(found.doubts[0]) and actors(found, "Event")[0]["since"] == ""
    path = tmp_path / "list.csv"
    path.write_text("Organisation;Country;Event;Date\nA;MK;Forum;5-6.7.24\n", encoding="utf-8")
    table = own_table(path)
    mapping = Mapping(proposed(table).columns, {"date_order": "month-day"})  # else 7 May to 7 June
    assert "found '5-6.7.24'. [bad-date]" in str(
        filled(table, mapping, builtin_schema(), read_on="2024-06-01").doubts[0]
    )


@given(st.lists(st.integers(1, 28), min_size=1, max_size=8))
def test_every_day_is_one_of_exactly_one_event(days):
    """Whatever the order of the rows; and two days are of one event if all days between them are there."""
    rows = [OwnRow(at, {"event": "Forum"}, date=f"2024-02-{day:02d}") for at, day in enumerate(days, start=2)]
    happenings = Happenings(rows)
    of = {day: happenings.of("Forum", f"2024-02-{day:02d}") for day in days}
    assert None not in of.values()
    for one in days:
        for other in days:
            together = all(day in days for day in range(min(one, other), max(one, other)))
            assert (of[one] is of[other]) == together


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Organisation;Country\nNGO One;MK\n",
            "nobody took part in anything, since no column names an event and none was named for all rows. Name it with --set "
            "event=\"Forum, Skopje 2024\" --set date=2024-05-14; or in a mapping file: under [constants] event = '…', or under "
            "[columns] the heading of the column that names it = 'event'\n",
            id="no event",
        ),
        pytest.param(
            "Organisation;Country;Event\nNGO One;MK;\n",
            "nobody took part in anything, since no row names an event in the column 'Event'. Fill it in, or name one: --set "
            'event="Forum, Skopje 2024" --set date=2024-05-14\n',
            id="no cell names one",
        ),
        pytest.param(
            "Organisation;Country;Event;Attended\nNGO One;MK;Forum;no\n",
            "nobody took part in anything, since no row says that they were there\n",
            id="nobody came",
        ),
    ],
)  # fmt: skip
def test_a_network_in_which_nobody_took_part_says_so_at_the_end(tmp_path, text, expected):
    path, out = tmp_path / "list.csv", tmp_path / "net"
    path.write_text(text, encoding="utf-8")
    said = run("init", out, "--from", path, "--yes").stderr
    assert said.split(f"wrote {out}: ")[1].split("\n", 1)[1].startswith(expected)
    assert expected in run("init", out, "--from", path, "--yes", "--force", "--quiet").stderr
    some = run("init", out, "--from", path, "--yes", "--force", "--set", "event=Forum", "--set", "date=2024").stderr
    assert ("nobody took part" in some) == ("Attended" in text)


def test_rows_that_name_no_event_beside_others_that_do_are_told(tmp_path):
    found = taken(tmp_path, "Organisation;Country;Event\nNGO One;MK;Forum\nNGO Two;MK;\n")
    assert "no tie, since they name no event: row 3" in found.said


def test_events_without_a_day_are_not_looked_for_among_all_actors():
    """Else a list of ten thousand of them is gone through ten thousand times."""
    looked: list[int] = []

    class Watched(dict):  # type: ignore[type-arg]
        def values(self):  # type: ignore[no-untyped-def]
            looked.append(len(self))
            return super().values()

    rows = [
        OwnRow(at, {"organisation": f"NGO {at}", "event": f"Forum {at}"}, date_cell="spring") for at in range(2, 52)
    ]
    order = date_order([])
    maker = OwnNetwork(
        Mapping({"O": "organisation", "E": "event"}), builtin_schema(), "l.csv", Doubts("l.csv", None), order, {}
    )
    maker.actors = Watched()
    maker.look(rows)
    for row in rows:
        maker.take(row)
    maker.settle()
    assert len(maker.actors) == 100 and len(maker.marks) >= 50 and len(looked) < 5


# cells without a value


def test_a_cell_without_a_value_is_told_and_not_taken_for_a_blank_one(tmp_path):
    book = openpyxl.Workbook()
    tab = book.active
    for row in (
        ["Organisation", "Country", "Event", "Attended"],
        ['="NGO "&A3', "MK", "Forum", "yes"],
        ["NGO B", "=A1", "Forum", "=A2"],
    ):
        tab.append(row)
    tab.append(["NGO C", "MK", "#N/A", "yes"])
    tab["C4"].data_type = "e"
    book.save(tmp_path / "list.xlsx")
    table = own_table(tmp_path / "list.xlsx")
    found = filled(table, proposed(table), builtin_schema(), read_on="2024-06-01").doubts
    formula, saved = (
        "a formula whose result is not in the file",
        "open the workbook in a spreadsheet program and save it, or write the value",
    )
    assert [str(doubt) for doubt in found] == [
        f"warning: list.xlsx, sheet 'Sheet', row {row}, column '{column}': expected a value, found {what} in {cell}. [{code}]\n"
        f"  To mend: {mend}; it was taken as blank."
        for row, column, what, cell, code, mend in (
            (2, "Organisation", formula, "A2", "formula-without-value", saved),
            (3, "Attended", formula, "D3", "formula-without-value", saved),
            (3, "Country", formula, "B3", "formula-without-value", saved),
            (4, "Event", "'#N/A'", "C4", "error-cell", "mend the formula, or write the value"),
        )
    ]


# the whole way


def test_from_a_list_to_a_map(tmp_path):
    """A workbook as a coordinator keeps it, with days as days and two scripts: brought in, checked, asked and drawn."""
    book = openpyxl.Workbook()
    tab = book.active
    tab.title = "List"
    tab.append(["Name", "Role", "Affiliation", "City", "City (Arabic)", "Country", "Event", "Date"])
    import datetime as dt

    tab.append(
        ["A", "Mayor", "Municipality of Bitola", "Bitola", "بيتولا", "North Macedonia", "Forum", dt.date(2024, 5, 14)]
    )
    tab.append(["B", "National coordinator", "Ministry of Interior", None, None, "MKD", "Forum", "14.05.24"])
    tab.append(["C", "Moderator", "NGO Aktiv", "بيتولا", None, "MK", "Forum", "15.05.24"])
    book.save(tmp_path / "list.xlsx")
    out = tmp_path / "net.xlsx"
    run("init", out, "--from", tmp_path / "list.xlsx", "--yes")
    assert "net.xlsx is fine: " in run("check", out).stdout
    network = loaders.load(out)
    assert network.actor("bitola")["name_ar"] == "بيتولا" and str(network.actor("forum")["until"]) == "2024-05-15"
    assert "Bitola and National coordinator, North Macedonia were both at Forum." in " ".join(
        run("gaps", out).stdout.split()
    )
    run("map", out, "-o", tmp_path / "map.html")
    assert "بيتولا" in (tmp_path / "map.html").read_text(encoding="utf-8")


def test_a_city_that_the_sample_knows_has_a_place_on_the_map(tmp_path):
    """Its coordinates and source are those of the sample's actors.csv and sources.csv; what the list says wins."""
    path = tmp_path / "list.csv"
    path.write_text(
        "Organisation;City;Country;Latitude;Longitude;Event\n"
        "Municipality of Bitola;Bitola;MK;;;Forum\nMunicipality of Gostivar;Gostivar;MK;41.5;20.5;Forum\n"
        "Municipality of Ohrid;Ohrid;MK;95;;Forum\nMunicipality of Elsewhere;Elsewhere;MK;;;Forum\n",
        encoding="utf-8",
    )
    out = tmp_path / "net"
    told = " ".join(run("init", out, "--from", path, "--yes").stderr.split())
    assert (
        "taken from the sample network, where the table is silent: the place on the map (from GeoNames, in facts) of Bitola; "
        "the name in Arabic (a note says so) of Bitola, Gostivar, Ohrid" in told
    )
    rows = {row["id"]: row for row in csv.DictReader((SAMPLE / "actors.csv").open(encoding="utf-8"))}
    network = loaders.load(out)
    bitola, gostivar, ohrid = (network.actor(one) for one in ("bitola", "gostivar", "ohrid"))
    assert [str(bitola[cell]) for cell in ("lat", "lon", "name_ar")] == [
        rows["bitola"][cell] for cell in ("lat", "lon", "name_ar")
    ]
    assert (gostivar["lat"], gostivar["lon"], gostivar["name_ar"]) == (41.5, 20.5, rows["gostivar"]["name_ar"])
    facts = list(csv.DictReader((out / "facts.csv").open(encoding="utf-8-sig")))
    assert [(row["actor"], row["property"], row["value"], row["source"]) for row in facts] == [
        ("bitola", cell, rows["bitola"][cell], "geonames") for cell in ("lat", "lon")
    ]
    assert "name in Arabic as in the sample network" in ohrid["note"]
    sources = list(csv.DictReader((out / "sources.csv").open(encoding="utf-8-sig")))
    assert [row["publisher"] for row in sources if row["id"] == "geonames"] == ["GeoNames"]
    placed, projection = geographic(network, np.ones(len(network.actors), dtype=bool))
    assert projection is not None
    x, y = projection(np.array([float(rows["bitola"]["lon"])]), np.array([float(rows["bitola"]["lat"])]))
    assert placed.points[network.position["bitola"]].tolist() == pytest.approx([x[0], y[0]])
    assert np.isnan(network.actors["lat"].to_numpy(dtype=float)[network.position["ohrid"]]), "95 is no latitude"

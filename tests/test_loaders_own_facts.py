"""No fact that a list does not say: what may mean two things is kept as far as it is sure, and told."""

from __future__ import annotations

import pytest
from test_loaders_own_meanings import HEAD, actors, taken, ties

from graphmodel.schema import builtin_schema
from liaison.city_names import city_names
from loaders.own.cells import is_name_of, is_total, part_in_event
from loaders.own.filling import filled
from loaders.own.mapping import Mapping
from loaders.own.offices import office_of
from loaders.own.table import own_table

CITY = "Organisation;City;Country;Event\n"


def told(found) -> list[str]:
    return [str(doubt) for doubt in found.doubts]


# two names in one cell


def test_two_cities_with_a_slash_between_them_stay_two(tmp_path):
    found = taken(tmp_path, "City;Country\nSkopje / Bitola;MK\nSkopje;MK\nBitola;MK\n")
    assert [(city["name"], city["other_names"]) for city in actors(found, "City")] == [("Skopje", ""), ("Bitola", "")]
    assert told(found) == [
        "warning: list.csv, row 2, column 'City': expected names of one city, found 'Skopje' and 'Bitola'. [doubtful-cell]\n  To "
        "mend: only 'Skopje' was taken; if they are two cities, write a row for each; if they are one, write 'Bitola' as its "
        "other name, and beside no other city."
    ]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("City;Country\nSkopje / Online;MK\nBitola / Online;MK\n", id="one word beside two cities"),
        pytest.param("City;Country\nSkopje / عبر الإنترنت;MK\nBitola / عبر الإنترنت;MK\n", id="in another script"),
        pytest.param("City;Arabic name;Country\nSkopje;مدينة;MK\nBitola;مدينة;MK\n", id="one name in Arabic for two"),
        pytest.param("City;Other names;Country\nSkopje;Online;MK\nBitola;Online;MK\n", id="one other name for two"),
        pytest.param("City;Country\nSkopje / مدينة;MK\nمدينة / Bitola;MK\nBitola;MK\n", id="by a way round"),
    ],
)
def test_two_cities_are_never_made_one_through_a_third_name(tmp_path, text):
    found = taken(tmp_path, text)
    cities = [city for city in actors(found, "City") if city["name"] in ("Skopje", "Bitola")]
    assert [(city["name_ar"], city["other_names"]) for city in cities] == [("", "")] * 2
    assert len(found.doubts) >= 2 and not [said for said in found.said if "taken as one city" in said]


def test_names_known_to_be_two_cities_are_not_made_one_and_names_known_to_be_one_are(tmp_path):
    """By the sample: بيتولا is Bitola, and Peja is Peć."""
    apart = taken(tmp_path, "City;Country\nKumanovo / بيتولا;MK\nBitola;MK\n", known=city_names())
    assert [(city["name"], city["name_ar"]) for city in actors(apart, "City")] == [("Kumanovo", ""), ("Bitola", "")]
    assert "found 'Kumanovo' and 'بيتولا'" in told(apart)[0]
    said = taken(tmp_path, "City;Other names;Country\nKumanovo;Bitola;MK\nBitola;;MK\n", known=city_names())
    assert [city["name"] for city in actors(said, "City")] == ["Kumanovo", "Bitola"] and len(told(said)) == 1
    one = taken(tmp_path, "City;Country\nPeja / Peć;XK\nPeć;XK\nPeja;XK\n", known=city_names())
    assert [(city["name"], city["other_names"]) for city in actors(one, "City")] == [("Peja", "Peć")]
    assert told(one) == []


def test_every_pair_that_was_made_one_is_said(tmp_path):
    found = taken(tmp_path, "City;Country\nBitola / بيتولا;MK\nبيتولا;MK\nBitola;MK\n")
    assert len(actors(found, "City")) == 1 and told(found) == []
    assert (
        "taken as one city, as the table writes these names beside one another: Bitola (rows 2, 4) = بيتولا (rows 2, 3)"
        in found.said
    )


# offices


@pytest.mark.parametrize("organisation", ["OSCE Mission", "NGO Aktiv", "Aktiv"])
def test_a_coordinator_of_an_organisation_is_not_the_countrys(tmp_path, organisation):
    found = taken(tmp_path, HEAD + f"A;National coordinator;{organisation};;MK;Forum\n")
    assert actors(found, "NationalCoordinator") == []
    ((who, tie, event, _),) = ties(found)
    assert (who, tie, event) == (organisation.lower().replace(" ", "-"), "TOOK_PART_IN", "forum")
    (doubt,) = told(found)
    assert (
        f"expected a position in '{organisation}'" in doubt and "found 'national coordinator'. [doubtful-cell]" in doubt
    )
    assert "the organisation itself was taken; if it is the National coordinator of the country" in doubt
    assert ("note", 0) in found.sheets.tables["actors"].marks


@pytest.mark.parametrize(
    "text",
    [
        "Adviser to the Mayor", "Former Mayor of Gjilan", "Secretary of the Mayor", "مستشار رئيس البلدية", "Kryetar",
        "Kryetar i Kuvendit Komunal", "Mayor's adviser", "Mayor (former)", "رئيس البلدية السابق", "Deputy Secretary of the Mayor",
    ],
)  # fmt: skip
def test_who_is_not_the_office_speaks_for_none(tmp_path, text):
    assert office_of(text, builtin_schema()) is None
    found = taken(tmp_path, "Position;" + CITY + f"{text};Municipality of Bar;Bar;ME;Forum\n")
    assert [who for who, *_ in ties(found)] == ["bar"]
    assert any("positions that name no office of a network" in said and text in said for said in found.said)


@pytest.mark.parametrize(
    "text",
    [
        "Zv. Kryetar i Komunës", "Zamenik predsednik opstine", "Заменик градоначалника", "Zamjenik gradonačelnika",
        "Nënkryetar i Komunës", "Deputy to the Mayor", "Vice-Mayor", "Deputy Mayor of Bar", "نائب رئيس البلدية",
    ],
)  # fmt: skip
def test_a_deputy_represents_the_office_in_every_language(tmp_path, text):
    found = taken(tmp_path, "Position;" + CITY + f"{text};Municipality of Bar;Bar;ME;Forum\n")
    ((who, *_),) = ties(found)
    (tie,) = found.sheets.tables["ties"].records()
    assert who == "mayor-of-bar" and tie["note"].startswith("represented by: ")


@pytest.mark.parametrize(
    "organisation", ["Ministry of Interior", "Office of the Prime Minister", "Kabineti i Kryeministrit"]
)
def test_a_coordinator_in_a_part_of_the_government_is_the_countrys(tmp_path, organisation):
    found = taken(tmp_path, HEAD + f"A;National coordinator;{organisation};;MK;Forum\n")
    assert [who for who, tie, *_ in ties(found)] == ["national-coordinator-north-macedonia"] * 2 and told(found) == []


def test_a_deputy_of_the_national_coordinator_represents_it(tmp_path):
    office = office_of("نائب المنسق الوطني", builtin_schema())
    assert office is not None and (office.kind, office.is_deputy) == ("NationalCoordinator", True)


# municipalities


def test_a_city_within_the_name_of_another_is_not_it(tmp_path):
    names = {"Novo Sarajevo": "Sarajevo", "Barajevo": "Bar"}
    rows = "".join(f"Municipality of {name};{city};BA;Forum\n" for name, city in names.items())
    found = taken(tmp_path, CITY + rows)
    assert [city["name"] for city in actors(found, "City")] == list(names)
    assert is_name_of("Gjilan", "Komuna e Gjilanit", builtin_schema())
    assert is_name_of("Peja / Peć", "Opština Peć", builtin_schema())


# dates


def test_a_month_or_a_year_takes_no_day_from_an_event(tmp_path):
    for vague in ("2024-05", "2024"):
        found = taken(tmp_path, f"Organisation;Country;Event;Date\nA;MK;Forum;2024-05-14\nB;MK;Forum;{vague}\n")
        (event,) = actors(found, "Event")
        assert (event["since"], event["until"]) == ("2024-05-14", "2024-05-14") and len(ties(found)) == 2


def test_days_of_a_range_are_read_by_the_order_that_is_told(tmp_path):
    found = taken(tmp_path, "Organisation;Country;Event;Date\nA;MK;Forum;14.05.2024\nB;MK;Seminar;05-06.07.2024\n")
    (_, seminar) = actors(found, "Event")
    assert (seminar["since"], seminar["until"]) == ("2024-07-05", "2024-07-06")
    why = "dates read as day/month/year because row 2 says 14.05.2024"
    assert seminar["note"] == why and f"{why}: 05-06.07.2024 (row 3)" in found.said
    only = taken(tmp_path, "Organisation;Country;Event;Date\nA;MK;Forum;13-14.05.2024\nB;MK;Seminar;05/06/2024\n")
    assert actors(only, "Event")[1]["since"] == "2024-06-05"


# doubts and cells


def test_doubts_of_two_events_are_two(tmp_path):
    rows = "".join(f"A;MK;{name};2024-0{month}-14\n" for name in ("Forum", "Seminar") for month in (1, 5))
    found = taken(tmp_path, "Organisation;Country;Event;Date\n" + rows + "B;MK;Forum;\nB;MK;Seminar;\n")
    assert [(doubt.row, doubt.expected) for doubt in found.doubts] == [
        (6, "the day of one of 2 events called 'Forum'"), (7, "the day of one of 2 events called 'Seminar'"),
    ]  # fmt: skip


def test_the_note_of_every_row_is_kept(tmp_path):
    (tmp_path / "list.csv").write_text("Organisation;Country;Remarks\nNGO One;MK;first\nNGO One;MK;second\n")
    mapping = Mapping({"Organisation": "organisation", "Country": "country", "Remarks": "note"}, {})
    found = filled(own_table(tmp_path / "list.csv"), mapping, builtin_schema(), read_on="2024-06-01")
    assert actors(found, "CivilSocietyGroup")[0]["note"] == "first; second"


def test_an_organisation_in_two_cities_sits_in_the_first_and_that_is_told(tmp_path):
    found = taken(tmp_path, CITY + "NGO One;Bitola;MK;Forum\nNGO One;Kumanovo;MK;Forum\n")
    assert actors(found, "CivilSocietyGroup")[0]["city"] == "bitola"
    (doubt,) = told(found)
    assert "row 3, column 'City': expected one city of 'NGO One', found 'Kumanovo', and another one in row 2." in doubt
    assert "'Bitola' was taken" in doubt
    assert any(column == "city" and "'Kumanovo', and 'Bitola'" in why
               for (column, _), why in found.sheets.tables["actors"].marks.items())  # fmt: skip


def test_a_number_that_was_filled_is_not_marked_and_a_second_one_is_told(tmp_path):
    found = taken(tmp_path, "City;Country;Population\nSkopje;MK;many\nSkopje;MK;600000\nSkopje;MK;526502\n")
    assert actors(found, "City")[0]["population"] == "600000"
    assert "population" not in {column for column, _ in found.sheets.tables["actors"].marks}
    assert (
        "row 4, column 'Population': expected one population of Skopje, found '526502', and '600000' in a row before. "
        "[doubtful-cell]\n  To mend: write the same in both; '600000' was taken." in told(found)[1]
    )


def test_only_a_number_follows_a_total(tmp_path):
    assert not is_total(["Total Energies", "MK"]) and not is_total(["Total Energies"])
    assert is_total(["Total", "40"]) and is_total(["Total: 40 participants"]) and is_total(["Ukupno"])
    found = taken(tmp_path, "Organisation;Country\nTotal Energies;FR\nTotal;1\n")
    assert [actor["name"] for actor in found.sheets.tables["actors"].records()] == ["Total Energies"]
    assert "left out: row 3, which only sums up" in found.said


def test_who_takes_part_in_a_session_is_a_participant():
    assert part_in_event("مشارك في الجلسة") == "participant"


# a municipality that does not say which


def test_a_bare_word_for_a_municipality_means_the_city_beside_it(tmp_path):
    rows = "Municipality;Kumanovo;MK;Forum\nMunicipality;Ohrid;MK;Forum\nОпштина;Велес;MK;Forum\nBashkia;Elbasan;AL;Forum\n"
    found = taken(tmp_path, CITY + rows + "City Hall;Struga;MK;Forum\nCity Hall of Bar;;ME;Forum\n")
    assert [city["name"] for city in actors(found, "City")] == [
        "Kumanovo",
        "Ohrid",
        "Велес",
        "Elbasan",
        "Struga",
        "Bar",
    ]
    assert len(ties(found)) == 6 and told(found) == []


def test_a_bare_word_without_a_city_names_nobody(tmp_path):
    found = taken(tmp_path, CITY + "Municipality;;MK;Forum\nMunicipality of Bar;;ME;Forum\n")
    assert [city["name"] for city in actors(found, "City")] == ["Bar"]
    assert "left out, since they name no organisation: row 2" in found.said


@pytest.mark.parametrize(
    ("name", "city", "taken_as", "told_of"),
    [
        (
            "Municipality of Elbassan",
            "Elbasan",
            "Elbasan",
            "'Elbasan' was taken; if 'Municipality of Elbassan' is right",
        ),
        (
            "Municipality of Kumanovo",
            "Skopje",
            "Kumanovo",
            "'Municipality of Kumanovo' was taken; if 'Skopje' is right",
        ),
        ("Municipality of Novo Sarajevo", "Sarajevo", "Novo Sarajevo", "'Municipality of Novo Sarajevo' was taken; if"),
    ],
)
def test_where_name_and_city_disagree_it_is_told(tmp_path, name, city, taken_as, told_of):
    found = taken(tmp_path, CITY + f"{name};{city};MK;Forum\n")
    assert [one["name"] for one in actors(found, "City")] == [taken_as]
    (said,) = told(found)
    assert f"row 2, column 'City': expected the city of '{name}', found '{city}'" in said and told_of in said


def test_a_person_typed_as_the_organisation_too_is_none(tmp_path):
    """An organisation whose name tells what it is stays one, whatever stands beside it."""
    found = taken(
        tmp_path,
        "Name;Position;Organisation;City;Country\nAna Anic;Expert;ANA ANIĆ;Skopje;MK\n"
        "NGO Aktiv;Expert;NGO Aktiv;Skopje;MK\nBo Bo;Expert;Forum MNE;Skopje;MK\n",
    )
    assert [row["name"] for row in found.sheets.tables["actors"].records() if row["kind"] == "CivilSocietyGroup"] == [
        "NGO Aktiv", "Forum MNE",
    ]  # fmt: skip
    assert (
        "left out, since the organisation is the person named beside it, and persons are not kept (if it is an "
        "organisation, clear the cell of the person): row 2" in found.said
    )
    assert "3 rows read, 2 of them name an organisation or a city" in found.said


def test_a_focal_point_is_kept_with_its_row(tmp_path):
    """It is no office of a network, but that a city or ministry has one is not lost."""
    found = taken(
        tmp_path,
        "Position;Organisation;City;Country\nFocal point for P/CVE;Municipality of Bar;Bar;ME\n"
        "Focal point;Ministry of Interior;;ME\nExpert;NGO Aktiv;;ME\n",
    )
    notes = {row["name"]: row["note"] for row in found.sheets.tables["actors"].records()}
    assert notes == {
        "Bar": "has a focal point (row 2)", "Ministry of Interior": "has a focal point (row 3)", "NGO Aktiv": "",
    }  # fmt: skip
    assert (
        "focal points, which are no offices of their own in a network; that there is one is kept in the note of the "
        "organisation or city: Focal point for P/CVE (row 2); Focal point (row 3)" in found.said
    )

"""What `check` says about rows: each sentence whole, none of them twice, and no mend that makes matters worse."""

from __future__ import annotations

import random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from small_network import actor, small_network

from graphmodel.border import near_names
from graphmodel.border.near_names import near_pairs
from graphmodel.errors import DataProblems
from graphmodel.network import Network
from graphmodel.problems import Problem


def problems(*args: object, **more: object) -> list[Problem]:
    with pytest.raises(DataProblems) as raised:
        small_network(*args, **more)  # type: ignore[arg-type]
    return [problem for problem in raised.value.problems if problem.level == "error"]


def said(*args: object, **more: object) -> str:
    found = problems(*args, **more)
    assert len(found) == 1, "\n".join(map(str, found))
    return str(found[0])


def warned(network: Network) -> list[str]:
    return [str(problem) for problem in network.warnings]


CITY = {"kind": "City", "name": "Kumanovo", "country": "MK"}
KUMANOVO, NIS = actor("kumanovo", "City", "MK"), actor("nis", "City", "RS", name="Niš")
INTERIOR = {"kind": "Ministry", "name": "Ministry of Interior", "country": "MK"}


# names


def test_a_repeated_name_is_one_problem_and_what_names_it_means_the_first():
    rows = [CITY, NIS, {"kind": "Mayor", "name": "Mayor of Kumanovo", "country": "MK", "city": "Kumanovo"}, CITY]
    ties = [("Kumanovo", "TWINNED_WITH", "nis"), ("Kumanovo", "PARTNERS_WITH", "Niš")]
    assert said(rows, ties) == (
        "actors.csv, row 5, column 'name': expected a name that no other row of this kind and country has, found 'Kumanovo', "
        "the name and country of row 2. [repeated-name]\n"
        "  To mend: delete row 5, or, if they are two, give each an id of its own in 'id'."
    )


@pytest.mark.parametrize(
    "again", [{**CITY, "name": "Куманово"}, {**CITY, "name": "KUMANOVO "}], ids=["another script", "capitals"]
)
def test_a_repeated_name_is_seen_in_every_spelling(again):
    assert "the name and country of row 2. [repeated-name]" in said([CITY, again])


def test_two_ids_or_two_countries_are_two_actors():
    small_network([{**CITY, "id": "a"}, {**CITY, "id": "b"}])
    network = small_network([INTERIOR, {**INTERIOR, "country": "RS"}])
    assert {"ministry-of-interior-mk", "ministry-of-interior-rs"} <= set(network.actors["id"])


@pytest.mark.parametrize(
    ("column", "text", "mend"),
    [
        pytest.param("population", "75.051", "write 75051", id="thousands with a point"),
        pytest.param("population", "1,075 051", "write digits only, such as 75051", id="two signs between thousands"),
        pytest.param("population", "75 051", "write 75051", id="thousands with a space"),
        pytest.param("population", "75051.0", "write 75051", id="a whole number with a point"),
        pytest.param("population", "7.5", "write digits only, such as 75051", id="no whole number"),
        pytest.param("lat", "42,13", "write 42.13", id="a comma for the point"),
        pytest.param("lat", "4213,2", "write such as 42.13222", id="no such latitude"),
    ],
)
def test_a_number_is_mended_where_it_is_beyond_doubt(column, text, mend):
    assert said([{**KUMANOVO, column: text}]).endswith(f"found '{text}'. [wrong-type]\n  To mend: {mend}.")


ELBASAN = actor("elbasan", "City", "AL")


def near(*rows: dict[str, str]) -> list[str]:
    return [line for line in warned(small_network(list(rows))) if "[near-name]" in line]


@pytest.mark.parametrize("name", ["Elbassan", "Elbason", "Elbsaan", "Ēlbasan", "ELBASAN", "Елбасан", "Ellbassan"])
def test_two_places_that_are_spelled_almost_alike_are_told_with_both_rows(name):
    assert near(ELBASAN, NIS, actor("other", "City", "AL", name=name)) == [
        f"warning: actors.csv, row 4, column 'name': expected a name that cannot be a slip for another of this kind and country, "
        f"found '{name}', spelled almost like 'Elbasan' in row 2. [near-name]\n  To mend: if they are one place, keep one row, "
        "with the other spelling in 'other_names'; if they are two, write in the note of one that it is not the other: not Elbasan."
    ]


@pytest.mark.parametrize(
    "other",
    [
        pytest.param({"country": "MK"}, id="another country"),
        pytest.param({"kind": "CivilSocietyGroup"}, id="no place"),
        pytest.param({"name": "Elbasan", "note": "Not elbasan."}, id="one name, and the note names the other's id"),
        pytest.param({"name": "Albasan"}, id="the first letter"),
        pytest.param({"name": "Elbassen"}, id="two letters"),
        pytest.param({"name": "Elbasan 2"}, id="a number"),
        pytest.param({"note": "A quarter of Tirana, not Elbasan."}, id="the note names the other"),
        pytest.param({"note": "not elbasan"}, id="the note names its id"),
    ],
)
def test_places_that_are_two_are_not_told(other):
    assert near(ELBASAN, actor("other", **{"kind": "City", "country": "AL", "name": "Elbassan", **other})) == []


def test_two_places_of_one_name_are_told():
    """As when a list gave the country of a city in one row and not in another."""
    (said,) = near(ELBASAN, actor("elbasan-al", kind="City", country="AL", name="Elbasan"))
    assert (
        "found 'Elbasan', spelled like 'Elbasan' in row 2" in said and "that it is not the other: not elbasan." in said
    )


def test_a_name_that_shares_a_key_hides_no_near_pair():
    assert (0, 2) in list(near_pairs(["elbasan", "elbaanx", "elbatan"]))


def test_the_note_of_either_row_will_do():
    assert near({**ELBASAN, "note": "not Elbassan"}, actor("other", "City", "AL", name="Elbassan")) == []


def test_short_names_of_one_letter_s_difference_are_two():
    assert near(actor("bar", "City", "ME"), actor("bor", "City", "ME"), actor("boar", "City", "ME")) == []


@given(st.text("abcđž", min_size=4, max_size=9), st.integers(1, 9), st.text("abcđž", max_size=1), st.booleans())
def test_one_letter_more_less_or_other_is_always_found(tail, at, letter, drop):
    """All slips of one letter behind the first one, in names that are long enough."""
    name = f"k{tail}"
    other = name[:at] + letter + name[at + drop :]
    assume(len(other) > 4)
    assert list(near_pairs(["zzzzzz", name, other])) == [(1, 2)]


@given(st.lists(st.text("aabcđ", min_size=1, max_size=8), max_size=8))
def test_near_pairs_are_those_that_one_by_one_are_near(names):
    """Eight names at most, so that each is looked at with all before it; the letters of names are compared all at once."""
    pairs = set(near_pairs(names))
    for two in range(len(names)):
        for one in range(two):
            assert ((one, two) in pairs) == near_names._near(names[one], names[two]), (names[one], names[two])


def test_all_near_names_are_counted_however_many_they_are():
    """Three thousand pairs of one country: the first thousand one by one, and the others in one line."""
    rng = random.Random(1)
    names = ["".join(rng.choices("abcdefghijklmnop", k=10)) for _ in range(3_000)]
    rows = [
        actor(f"{at}-{twin}", "City", "AL", name=name + "x" * twin) for at, name in enumerate(names) for twin in (0, 1)
    ]
    told = near(*rows)
    assert len(told) == 1_001
    assert told[0] == (
        "warning: actors.csv, column 'name': expected no such rows, found 2,000 more rows like these. [near-name]\n"
        "  To mend: mend those that are told one by one, then check again."
    )


def test_many_places_are_told_without_comparing_all_with_all(monkeypatch):
    """Ten thousand names of random letters: next to none is compared with another, let alone each with each."""
    rng = random.Random(1)
    names = ["".join(rng.choices("abcdefghijklmnop", k=9)) for _ in range(10_000)]
    looked: list[int] = []
    compared = near_names._alike
    monkeypatch.setattr(near_names, "_alike", lambda *told: looked.append(len(told[-1])) or compared(*told))
    assert (0, 10_000) in list(near_pairs([*names, names[0][:-1]])) and sum(looked) < 100


def test_a_name_that_several_have_lists_them_all():
    rows = [INTERIOR, {**INTERIOR, "country": "RS"}, KUMANOVO]
    assert said(rows, [("kumanovo", "COOPERATES_WITH", "Ministry of Interior")]) == (
        "ties.csv, row 2, column 'to': expected the id of an actor, or a name that only one has, found 'Ministry of Interior', "
        "the name of 2 actors. [ambiguous-name]\n"
        "  To mend: write one of the ids ministry-of-interior-mk, ministry-of-interior-rs."
    )


def test_a_blank_name_is_one_problem():
    rows = [{"kind": "City", "name": "", "country": "RS"}, {"kind": "City", "name": "  ", "country": "RS"}]
    assert [(p.code, p.row) for p in problems(rows)] == [("missing-value", 2), ("missing-value", 3)]


@pytest.mark.parametrize(
    ("name", "ident"),
    [pytest.param("Αθήνα", "athina", id="Greek"), pytest.param("თბილისი", "tbilisi", id="Georgian"),
     pytest.param("東京", "dongjing", id="Japanese")],
)  # fmt: skip
def test_names_in_any_script_have_an_id(name, ident):
    assert small_network([{"kind": "City", "name": name, "country": "GR"}]).actors["id"][0] == ident


def test_a_name_that_gives_no_id_says_so():
    assert said([{"kind": "City", "name": "…", "country": "GR"}]) == (
        "actors.csv, row 2, column 'id': expected an id, since none can be made from the name, found a blank cell. [bad-id]\n"
        "  To mend: write one of small letters and digits."
    )


# references


def test_a_missing_actor_is_to_be_added_and_nothing_far_is_offered():
    assert said([KUMANOVO, INTERIOR], [("kumanovo", "COOPERATES_WITH", "Ministry of Justice")]) == (
        "ties.csv, row 2, column 'to': expected the id or the name of an actor, found 'Ministry of Justice'. "
        "[unknown-reference]\n  To mend: add a row to actors."
    )


def test_a_slip_is_offered_second():
    assert said([KUMANOVO, INTERIOR], [("kumanovo", "COOPERATES_WITH", "Ministry of Interier")]).endswith(
        "  To mend: add a row to actors; or write Ministry of Interior, if that is meant."
    )


@pytest.mark.parametrize(
    ("text", "mend"),
    [
        pytest.param("some Mayor in Kosovo", "write 'some Mayor in XK'", id="country by its name"),
        pytest.param("some mayor in Северна Македонија", "write 'some Mayor in MK'", id="kind in small letters"),
        pytest.param("some City / municipality in RS", "write 'some City in RS'", id="kind by its label"),
        pytest.param("some Cty", "write 'some City'", id="no country"),
        pytest.param("some Mayor in Atlantis", "write such as 'some Mayor in XK'", id="no such country"),
    ],
)
def test_an_open_end_is_mended_as_it_is_meant(text, mend):
    rows = [actor("forum", "Event", "MK")]
    assert said(rows, [(text, "TOOK_PART_IN", "forum")]).endswith(f"[bad-open-end]\n  To mend: {mend}.")


def test_open_ends_are_of_kinds_that_the_tie_runs_between():
    assert said([KUMANOVO], [("some Event in MK", "WORKS_IN", "some Practice")]) == (
        "ties.csv, row 2, column 'tie': expected a kind of tie that runs from Event to Practice, found 'WORKS_IN'. [wrong-ends]\n"
        "  To mend: check both ends, and the kind of tie."
    )
    assert "exchange 'from' and 'to'" in said([KUMANOVO], [("kumanovo", "WORKS_IN", "some Organisation")])


# words for kinds and countries


@pytest.mark.parametrize("word", ["City", "city", "City / municipality", "municipality", "مدينة", "بلدية"])
def test_a_kind_may_be_written_by_any_word_that_only_it_is_called_by(word):
    assert str(small_network([{**CITY, "kind": word}]).actors["kind"][0]) == "City"


@pytest.mark.parametrize("word", ["PARTNERS_WITH", "partners with", "Partners with", "في شراكة مع"])
def test_a_tie_may_be_written_by_its_label(word):
    ids = small_network([KUMANOVO, NIS], [("kumanovo", word, "nis")]).ties["id"]
    assert "PARTNERS_WITH:kumanovo:nis" in set(ids)


@pytest.mark.parametrize(
    ("word", "mend"),
    [
        pytest.param("NGO", "write CivilSocietyGroup", id="synonym"),
        pytest.param("cso", "write CivilSocietyGroup", id="synonym in small letters"),
        pytest.param("Cities / municipalities", "write City", id="plural"),
        pytest.param("Cty", "write City", id="slip"),
        pytest.param(
            "zzz", "write one of: Authority, City / municipality, Civil-society group, Coordination body", id="nothing"
        ),
    ],
)
def test_a_word_that_is_no_kind_is_mended_with_the_kind_that_is_meant(word, mend):
    text = said([{**CITY, "kind": word}])
    assert f"column 'kind': expected a kind of the schema, found '{word}'. [unknown-kind]\n  To mend: {mend}" in text


def test_a_tie_called_from_the_other_end_is_turned():
    rows = [KUMANOVO, actor("forum", "Event", "MK")]
    assert said(rows, [("forum", "was attended by", "kumanovo")]).endswith(
        "To mend: write TOOK_PART_IN, and exchange 'from' and 'to'."
    )


@pytest.mark.parametrize(
    ("text", "mend"),
    [
        pytest.param("Serbia", "write RS", id="English"),
        pytest.param("Shqipëria", "write AL", id="Albanian with its article"),
        pytest.param("Србија", "write RS", id="Cyrillic"),
        pytest.param("USA", "write US", id="abbreviation"),
        pytest.param("MKD", "write MK", id="three letters"),
        pytest.param("rs", "write RS", id="small letters"),
        pytest.param("Montengro", "write ME for Montenegro", id="slip"),
        pytest.param("Nigera", "write NG for Nigeria or NE for Niger", id="slip of two"),
        pytest.param("Congo", "write CD for Congo - Kinshasa or CG for Congo - Brazzaville", id="name of two"),
        pytest.param(
            "XYZ", "write the two-letter ISO code, such as MK for North Macedonia", id="three letters of nobody"
        ),
    ],
)
def test_a_country_that_is_no_code(text, mend):
    assert said([{**CITY, "country": text}]) == (
        f"actors.csv, row 2, column 'country': expected an ISO country code, found '{text}'. [unknown-country]\n  To mend: {mend}."
    )


def test_the_choice_of_a_drop_down_is_a_country():
    assert small_network([{**CITY, "country": "North Macedonia (MK)"}]).actors["country"][0] == "MK"
    assert "[unknown-country]" in said([{**CITY, "country": "North Macedonia (MX)"}])


def cities(*codes: str) -> list[dict[str, str]]:
    return [{"kind": "City", "name": f"City {at}", "country": code} for at, code in enumerate(codes)]


def test_a_code_that_looks_like_a_slip_is_a_warning_and_stays():
    network = small_network(cities("RS", "RS", "RS", "SR"))
    assert warned(network) == [
        "warning: actors.csv, row 5, column 'country': expected a country that the other rows speak of, found 'SR' (Suriname), "
        "in this row only. [odd-country]\n  To mend: write RS if Serbia is meant; else leave it."
    ]
    assert "SR" in set(network.actors["country"])


@pytest.mark.parametrize(
    "codes",
    [
        pytest.param(("MK", "MK", "MK", "ME"), id="neighbours with codes alike"),
        pytest.param(("RS", "RS", "SR"), id="seldom"),
        pytest.param(("RS", "RS", "RS", "SR", "SR"), id="in two rows"),
    ],
)
def test_codes_that_are_no_slip(codes):
    assert warned(small_network(cities(*codes))) == []


def test_a_code_with_one_letter_off_is_told_of_a_place_on_another_continent():
    assert "found 'MX' (Mexico), in this row only" in warned(small_network(cities("MK", "MK", "MK", "MX")))[0]
    office = {"kind": "Organisation", "name": "A funder", "country": "US"}
    assert warned(small_network([*cities("RS", "RS", "RS"), office])) == []


def test_a_code_is_an_id_only_of_a_country():
    assert "found 'NA'. [bad-id]\n  To mend: write na." in said([actor("NA", "Organisation", name="North")])


def test_a_name_that_is_a_code_is_not_taken_for_the_country():
    rows = [{"kind": "Organisation", "name": "SI", "country": ""}, KUMANOVO]
    ties = small_network(rows, [("SI", "SUPPORTS", "kumanovo")]).ties
    assert "SUPPORTS:si:kumanovo" in set(ties["id"])
    rows.append({"kind": "City", "name": "Maribor", "country": "SI"})
    assert "found 'SI', the name of 2 actors. [ambiguous-name]" in said(rows, [("SI", "SUPPORTS", "kumanovo")])


# ties, levels, sources, dates


def test_levels_are_shown_where_a_tie_is_between_the_wrong_ones():
    rows = [KUMANOVO, {**INTERIOR, "id": "interior"}]
    assert warned(small_network(rows, [("kumanovo", "PARTNERS_WITH", "interior")])) == [
        "warning: ties.csv, row 2, column 'tie': expected two actors of one level, found kumanovo (local) and interior "
        "(national). [wrong-levels]\n  To mend: write COOPERATES_WITH, or mend the level of one of them."
    ]


def test_every_row_with_wrong_ends_is_told():
    rows = [KUMANOVO, NIS, actor("forum", "Event", "MK")]
    found = problems(rows, [("forum", "TOOK_PART_IN", "kumanovo"), ("forum", "TOOK_PART_IN", "nis")])
    assert [(p.row, p.found, p.mend) for p in found] == [
        (2, "'TOOK_PART_IN'", "exchange 'from' and 'to'"), (3, "'TOOK_PART_IN'", "exchange 'from' and 'to'"),
    ]  # fmt: skip


def test_an_actor_without_a_source_is_a_warning():
    assert warned(small_network([{**KUMANOVO, "source": ""}])) == [
        "warning: actors.csv, row 2, column 'source': expected a source, found a blank cell. [no-source]\n"
        "  To mend: name the source in 'source'."
    ]


def test_several_sources_may_have_blanks_between_them():
    more = {"id": "page", "title": "A page", "published": "2019", "tlp": "RED"}
    network = small_network([{**KUMANOVO, "source": "report ; page"}], sources=[more])
    assert network.actors["source"][0] == "report ; page"


@pytest.mark.parametrize(
    ("text", "mend"),
    [
        pytest.param("May 2018", "write 2018-05", id="month in words"),
        pytest.param("14.05.2018", "write 2018-05-14", id="day first, with points"),
        pytest.param("14/05/2018", "write 2018-05-14", id="day first, with strokes"),
        pytest.param("05/04/2018", "write 2018-04-05 if the day stands first, 2018-05-04 if the month does", id="either way"),
        pytest.param("2020-13", "write the year first, then month and day as far as known; leave vague dates blank and say more in the note", id="no such month"),
    ],
)  # fmt: skip
def test_a_date_is_mended_where_it_is_beyond_doubt(text, mend):
    assert said([{**KUMANOVO, "since": text}]) == (
        f"actors.csv, row 2, column 'since': expected a date like 2018, 2018-11 or 2018-11-29, found '{text}'. [bad-date]\n"
        f"  To mend: {mend}."
    )


def test_warnings_of_one_sort_are_told_a_thousand_times_and_then_counted():
    rows = [{"kind": "City", "name": f"City {at}", "country": "MK", "source": ""} for at in range(1_500)]
    found = warned(small_network(rows))
    assert len(found) == 1_001
    assert found[0].startswith(
        "warning: actors.csv, column 'source': expected no such rows, found 500 more rows like these."
    )


def test_ten_thousand_references_to_nobody_are_all_counted():
    rows = [{"kind": "City", "name": f"City {at}", "country": "MK"} for at in range(2_000)]
    found = problems(rows, [(f"Citty {at}", "TWINNED_WITH", "City 1") for at in range(10_000)])
    assert len(found) == 10_000 and found[7].mend == "add a row to actors; or write City 7, if that is meant"


# facts


def test_a_fact_is_about_one_thing_that_is_there():
    fact = {"property": "population", "value": "5", "source": "report"}
    ties = [("kumanovo", "TWINNED_WITH", "nis")]
    small_network(
        [KUMANOVO, NIS],
        ties,
        facts=[{**fact, "tie": "TWINNED_WITH:kumanovo:nis", "property": "since", "value": "2018"}],
    )
    assert "expected the id of a tie, found 'TWINNED_WITH:kumanovo:nish'. [unknown-reference]\n" in said(
        [KUMANOVO, NIS], ties, facts=[{**fact, "tie": "TWINNED_WITH:kumanovo:nish"}]
    )
    assert "expected an actor or a tie, not both, found 'TWINNED_WITH:kumanovo:nis'. [two-subjects]" in said(
        [KUMANOVO, NIS], ties, facts=[{**fact, "actor": "nis", "tie": "TWINNED_WITH:kumanovo:nis"}]
    )


def test_a_property_with_a_slip_is_a_warning():
    fact = {"actor": "kumanovo", "property": "populaton", "value": "5", "source": "report"}
    assert (
        "found 'populaton'. [unknown-property]\n  To mend: write population, if that is meant; else leave it."
        in (warned(small_network([KUMANOVO], facts=[fact]))[0])
    )
    assert warned(small_network([KUMANOVO], facts=[{**fact, "property": "rank by population", "value": "first"}])) == []


def test_borders_are_told_from_both_sides_and_only_of_countries():
    from graphmodel.countries import borders, country_codes

    table = borders()
    assert set(table) <= country_codes() and {"MK", "XK", "NO"} <= set(table)
    assert all(code in table[other] for code, others in table.items() for other in others)

"""What is written loads again to the same network, in every format."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_network import actor, small_network

import loaders
from graphmodel.errors import UsageProblem
from loaders.format import formats

ENDINGS = [one.ending for one in formats()]
TEXT = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\u2028\u2029"), min_size=1, max_size=12
).map(lambda text: " ".join(text.split()))
HARD = st.one_of(
    TEXT, st.sampled_from(["=1+1", "'=1", "-x", "@SUM(A1)", '"', "a,b;c\td|e", "NA", "007", "1E5", "مدينة\u200f", "+355", "two\nlines", "old\rlines", "and\r\nnew", "a\u2028b", "\r=1"])
)  # fmt: skip


def test_every_format_is_a_module_of_its_own():
    assert ENDINGS == ["", ".json", ".xlsx"]


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_sample_comes_back_as_it_was(whole_sample, tmp_path, ending):
    out = tmp_path / f"net{ending}"
    loaders.save(whole_sample, out)
    again = loaders.load(out)
    assert again.same_as(whole_sample)
    assert again.settings == whole_sample.settings


@pytest.mark.parametrize("ending", ENDINGS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    names=st.lists(HARD.filter(lambda t: t.strip() and ";" not in t), min_size=2, max_size=5),
    quotes=st.lists(HARD, max_size=3),
    population=st.integers(0, 10_000_000),
    lat=st.floats(-89, 89).map(lambda x: round(x, 5)),
)
def test_any_text_comes_back_as_it_was(tmp_path_factory, ending, names, quotes, population, lat):
    actors = [{**actor(f"a{i}", "City", "MK"), "name": name} for i, name in enumerate(names)]
    actors[0] |= {"population": str(population), "lat": f"{lat:.5f}", "note": quotes[0] if quotes else ""}
    ties = [("a0", "TWINNED_WITH", "a1", {"quote": text, "key": f"k{i}"}) for i, text in enumerate(quotes)]
    network = small_network(actors, [*ties, ("a1", "MEMBER_OF", "some Organisation in AL")])
    out = tmp_path_factory.mktemp("net") / f"net{ending}"
    loaders.save(network, out)
    assert loaders.load(out).same_as(network)


ODD = [
    {"id": "a", "kind": "City", "name": "A", "country": "MK", "population": "007", "lat": "42.10", "level": ""},
    {"id": "b", "kind": "City", "name": "B", "country": "MK", "population": "7", "lat": "-0.0", "level": "local"},
    {"id": "c", "kind": "City", "name": "C", "country": "MK", "population": "", "lat": "41.5", "level": "subnational"},
]


@pytest.mark.parametrize("ending", ENDINGS)
def test_cells_are_saved_as_they_were_written(tmp_path, ending):
    """Numbers with a zero too many, a level that the kind has anyway, one that it has not, and none."""
    network = small_network(ODD)
    out = tmp_path / f"net{ending}"
    loaders.save(network, out)
    sheet = loaders.load(out).to_sheets().tables["actors"]
    for column in ("population", "lat", "level"):
        assert sheet.cells[column] == [row[column] for row in ODD]
    assert network.actors["level"].tolist()[:3] == ["local", "local", "subnational"]


def test_a_changed_number_is_not_written_as_it_was(tmp_path):
    network = small_network(ODD)
    changed = replace(network, actors=network.actors.assign(population=8.0))
    assert changed.to_sheets().tables["actors"].cells["population"] == ["8", "8", "8"]


@pytest.mark.parametrize("ending", ENDINGS)
def test_nothing_is_overwritten_unless_told_and_nothing_is_left_behind(whole_sample, tmp_path, ending):
    out = tmp_path / f"net{ending}"
    loaders.save(whole_sample, out)
    with pytest.raises(UsageProblem, match="is there already; --force overwrites it"):
        loaders.save(whole_sample, out)
    loaders.save(whole_sample, out, force=True)
    assert [path.name for path in tmp_path.iterdir()] == [out.name]


def test_a_workbook_has_drop_downs_and_runs_no_formula(tmp_path):
    network = small_network([{**actor("a", "City", "MK"), "name": "=HYPERLINK(1)"}])
    out = tmp_path / "net.xlsx"
    loaders.save(network, out)
    with zipfile.ZipFile(out) as archive:
        sheets = [archive.read(name).decode() for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
    assert "<dataValidation " in sheets[1] and not any("<f>" in text for text in sheets)


def test_own_kinds_go_along(tmp_path):
    folder = tmp_path / "net"
    (folder / "schema" / "nodes").mkdir(parents=True)
    (folder / "schema" / "nodes" / "school.yaml").write_text(
        "School:\n  label: {en: School, ar: مدرسة}\n  level: local\n", encoding="utf-8"
    )
    (folder / "actors.csv").write_text("id,kind,name,country\ns,School,A school,MK\n", encoding="utf-8")
    network = loaders.load(folder)
    for out in (tmp_path / "copy", tmp_path / "copy2.xlsx"):
        loaders.save(network, out)
        assert loaders.load(out).same_as(network)


# the template, and a table of one's own


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_template_loads_and_reminds_of_its_example(tmp_path, ending):
    from graphmodel.schema import builtin_schema
    from loaders.template import write_template

    out = tmp_path / f"mine{ending}"
    write_template(out, builtin_schema())
    network = loaders.load(out)
    assert {warning.code for warning in network.warnings} == {"example-row"} and len(network.warnings) == 4
    assert "delete the row, and those of ties and sources that name it" in str(network.warnings[0])


ATTENDEES = """Participants of the forum,,,,,
,,,,,
Full name,Institution,Job title,Municipality,Country,E-mail
A Person,Municipality of Kumanovo,Mayor,Kumanovo,North Macedonia,a@b.org
B Person,Ministry of Interior,Adviser,,Kosovo,b@c.org
C Person,NGO Aktiv,Director,Mitrovica,Kosovo,c@d.org
D Person,,Deputy Mayor,Elbasan,Albania,
"""


def test_an_attendee_list_becomes_a_network_without_its_persons(tmp_path):
    from graphmodel.border import assemble
    from graphmodel.schema import builtin_schema
    from loaders.own.filling import filled
    from loaders.own.mapping import Mapping, proposed
    from loaders.own.table import own_table

    path = tmp_path / "list.csv"
    path.write_text(ATTENDEES, encoding="utf-8")
    table = own_table(path)
    mapping = proposed(table)
    assert dict(mapping.columns) == {
        "Full name": "person", "Institution": "organisation", "Job title": "position", "Municipality": "city",
        "Country": "country", "E-mail": "private",
    }  # fmt: skip
    mapping = Mapping(mapping.columns, {**mapping.constants, "event": "Forum", "date": "2024-05"})
    schema = builtin_schema()
    network = assemble(filled(table, mapping, schema, read_on="2024-06-01").sheets, schema)
    kinds = dict(zip(network.actors["id"], network.actors["kind"].astype(str), strict=True))
    assert kinds["mayor-of-kumanovo"] == kinds["mayor-of-elbasan"] == "Mayor"
    assert kinds["ministry-of-interior"] == "Ministry" and kinds["ngo-aktiv"] == "CivilSocietyGroup"
    took_part = network.ties[network.ties["kind"] == "TOOK_PART_IN"]
    assert sorted(took_part["source"]) == [
        "mayor-of-elbasan", "mayor-of-kumanovo", "ministry-of-interior", "ngo-aktiv",
    ]  # fmt: skip
    notes = dict(zip(network.claims["tie"].astype(str), network.claims["note"].astype(str), strict=True))
    assert notes["TOOK_PART_IN:mayor-of-elbasan:forum"] == "represented by: deputy mayor"
    everything = "".join(str(cell) for table in (network.actors, network.claims) for cell in table.to_numpy().ravel())
    assert "Person" not in everything and "@" not in everything
    assert network.claims["locator"].astype(str).tolist()[-1] == "row 7"


def test_a_mapping_file_says_what_a_column_may_be(tmp_path):
    from loaders.own.mapping import read_mapping

    path = tmp_path / "list.mapping.toml"
    path.write_text('[columns]\nInstitution = "organisatoin"\n', encoding="utf-8")
    with pytest.raises(
        UsageProblem, match="the column 'Institution' cannot be 'organisatoin'; did you mean 'organisation'?"
    ):
        read_mapping(path)


def test_a_worklist_keeps_formulas_as_text(tmp_path: Path):
    from loaders.workbook import read_grid
    from loaders.workbook_table import write_rows

    out = tmp_path / "list.xlsx"
    write_rows(
        out, "gaps", ["because", "decision"], [["=1+1", ""], ["fine", ""]], choices={"decision": ["close", "wait"]}
    )
    from loaders.format import Limits

    assert read_grid(out, None, Limits()).rows[1][0] == "'=1+1"


@pytest.mark.parametrize("ending", ENDINGS)
def test_line_ends_of_any_system_are_line_feeds(tmp_path, ending):
    network = small_network([{**actor("a", "City", "MK"), "note": "one\rtwo\r\nthree\nfour"}])
    assert network.actor("a")["note"] == "one\ntwo\nthree\nfour"
    assert loaders.load(loaders.save(network, tmp_path / f"net{ending}")).same_as(network)

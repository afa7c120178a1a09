"""The sample says only what its sources say, and as much as it promises."""

from __future__ import annotations

import csv
import re
import unicodedata

from conftest import SAMPLE

from graphmodel.network import Network


def rows(name: str) -> list[dict[str, str]]:
    with (SAMPLE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def of_kind(*kinds: str) -> list[dict[str, str]]:
    return [row for row in rows("actors") if row["kind"] in kinds]


def test_every_row_names_a_source_that_is_there():
    sources = {row["id"] for row in rows("sources")}
    for name in ("actors", "ties", "coverage", "facts"):
        for row in rows(name):
            named = {part.strip() for part in row["source"].split(";")}
            assert named and named <= sources, (name, row)
    used = {
        part
        for name in ("actors", "ties", "coverage", "facts")
        for row in rows(name)
        for part in row["source"].split(";")
    }
    assert used == sources


def test_every_source_is_explained_in_the_readme():
    text = (SAMPLE / "README.md").read_text(encoding="utf-8")
    assert [row["id"] for row in rows("sources") if f"`{row['id']}`" not in text] == []


def test_cities_have_their_place_size_and_names():
    """Coordinates and populations are those of GeoNames; two cities are not in the data at hand."""
    cities = of_kind("City")
    assert len(cities) == 55
    placed = [row for row in cities if row["lat"]]
    assert {row["id"] for row in cities} - {row["id"] for row in placed} == {"gazi-baba", "maribor"}
    assert all(
        39 < float(row["lat"]) < 47 and 15 < float(row["lon"]) < 24 and int(row["population"]) > 5000 for row in placed
    )
    for row in cities:
        assert all(unicodedata.name(c).startswith("ARABIC") for c in row["name_ar"] if c.isalpha()), row["name_ar"]
    for row in cities:
        if row["country"] in ("MK", "RS", "ME", "BA"):
            assert re.search("[\u0400-\u04ff]", row["other_names"]), row["name"]


def test_there_are_offices_and_organisations_and_no_person():
    assert len(of_kind("CivilSocietyGroup", "Organisation")) >= 20
    assert sorted(row["country"] for row in of_kind("NationalCoordinator")) == ["AL", "BA", "ME", "MK", "RS", "XK"]
    assert [row["name"] for row in of_kind("Mayor")] == ["Mayor of Kumanovo"]


def test_the_panel_has_five_of_six_coordinators():
    """SCN report, 2018: five said, five named; Serbia's is not among them."""
    panel = [
        row["from"] for row in rows("ties") if row["to"] == "panel-of-coordinators-budva-2018" and row["from"] != "scn"
    ]
    assert sorted(panel) == [f"coordinator-{code}" for code in ("al", "ba", "me", "mk", "xk")]


def test_the_twinnings_are_those_of_the_crawl_and_two_more():
    """Wikidata P190, a crawl of 2016: 38; kumanovo.gov.mk: Banja Luka and Maribor."""
    twins = [row for row in rows("ties") if row["tie"] == "TWINNED_WITH"]
    assert [sum(row["source"] == name for row in twins) for name in ("wikidata-2016", "kumanovo-gov")] == [38, 2]


def test_conflicts_are_kept_as_such(whole_sample: Network):
    found = {(row.subject, row.property) for row in whole_sample.conflicts().itertuples()}
    assert found == {
        ("MEMBER_OF:novi-pazar:scn", "tie"), ("kumanovo", "population"), ("kumanovo", "rank by population"),
    }  # fmt: skip


def test_it_loads_without_a_warning(whole_sample: Network):
    assert whole_sample.warnings == ()


def test_the_same_rules_written_by_hand_find_the_same_gaps(whole_sample: Network, sample: Network):
    """An oracle of its own: the rules once more with pandas and networkx, nothing of ours imported."""
    from gaps_with_networkx import RULES, gaps

    from queries.gaps import find_gaps

    ours = set()
    for gap in find_gaps(sample, rules=[name.replace("_", "-") for name in RULES]):
        assert gap.missing is not None
        if "pairs" in gap.missing:
            _, subject, kind = gap.id.split(":")
            ours.add((gap.rule, subject, kind))
        else:
            ours.add((gap.rule, gap.missing["from"], gap.missing["to"]))
    assert ours == {found[:3] for found in gaps(SAMPLE)}

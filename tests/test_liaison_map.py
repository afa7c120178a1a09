"""`liaison map`: what the file holds, and on what it opens."""

from __future__ import annotations

import json
import re

import pytest
from command import run
from conftest import SAMPLE
from small_network import actor, small_network

from liaison.drawing import CITIES, PARTNERS_ON_THE_MAP, draw

NET = str(SAMPLE)


def data_of(text: str) -> dict:
    match = re.search(r'<script type="application/json" id="data">(.*?)</script>', text, re.S)
    assert match is not None
    return json.loads(match[1])


@pytest.fixture(scope="module")
def whole(whole_sample) -> dict:
    """The sample as `liaison map` draws it."""
    return data_of(draw(whole_sample))


def test_partners_of_every_city_are_in_the_file_in_both_languages(whole, sample):
    from queries.partners import partners

    cities = set(sample.actors["id"][sample.actors["kind"] == "City"])
    assert set(whole["partners"]) == cities and len(cities) == 55  # counted in actors.csv
    for lang in ("en", "ar"):
        found = partners(sample, "nis", limit=PARTNERS_ON_THE_MAP, lang=lang)
        for row, one in zip(whole["partners"]["nis"], found, strict=True):
            assert row["id"] == one.id and row["score"] == round(one.score, 3)
            said = [whole["said"][at].get(lang, whole["said"][at]["en"]) for part in row["parts"] for at in part[4]]
            assert said == [reason.text for part in one.parts for reason in part.reasons if reason.value is not None]
            asked = [whole["said"][at].get(lang, whole["said"][at]["en"]) for at, _ in row.get("unknown", [])]
            assert set(asked) == set(one.gains)


def test_a_sentence_is_in_the_file_once(whole):
    said = [json.dumps(texts, sort_keys=True) for texts in whole["said"]]
    assert len(set(said)) == len(said) > 500


def many_cities():
    return small_network([actor(f"c{n}", "City", "MK") for n in range(CITIES + 1)])


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        pytest.param({}, set(), id="none"),
        pytest.param({"pilots": ["c3", "c5"]}, {"c3", "c5"}, id="pilots"),
        pytest.param({"focus": "c7"}, {"c7"}, id="focus"),
    ],
)
def test_of_many_cities_only_those_that_are_named_are_told_the_partners_of(asked, told):
    assert set(data_of(draw(many_cities(), **asked))["partners"]) == told


def test_view_focus_pilots_and_country_say_on_what_the_file_opens(tmp_path):
    out = tmp_path / "map.html"
    run(
        "map",
        NET,
        "-o",
        out,
        "--view",
        "vertical",
        "--focus",
        "Čair",
        "--pilots",
        "Kumanovo, elbasan",
        "--country",
        "kosovo",
    )
    data = data_of(out.read_text(encoding="utf-8"))
    assert (data["view"], data["focus"], data["country"]) == ("vertical", "cair", "XK")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--pilots", "Kumanvo"], "no actor is called 'Kumanvo'; the nearest is kumanovo (Kumanovo)"),
        (["--pilots", "scn"], "'scn' is no City"),
        (["--country", "EG"], "nobody in this network is in EG; there are AL, "),
        (["--country", "Kosvo"], "did you mean"),
        (["--view", "partner"], "no view 'partner'; did you mean 'partners'?"),
    ],
    ids=["pilot", "no-city", "nobody-there", "no-country", "view"],
)
def test_a_slip_is_named(tmp_path, options, said):
    result = run("map", NET, "-o", tmp_path / "map.html", *options, code=2)
    assert said in result.stderr
    assert not (tmp_path / "map.html").exists()

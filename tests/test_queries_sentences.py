"""Sentences of findings: words that the schema owns, and Arabic as an editor would have it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from small_network import actor, small_network

from graphmodel.schema import builtin_schema, read_schema
from queries.engines import open_engine
from queries.gaps import find_gaps
from queries.query import catalogue
from queries.sentences import Sentences, joined, plain

ROOT = Path(__file__).parent.parent
ARABIC = re.compile("[\u0600-\u06ff]")


def somebody():
    return small_network(
        [
            actor("elbasan", "City", "AL"), actor("kumanovo", "City", "MK"), actor("forum", "Event"),
            actor("club", "Programme"), actor("office", "NationalCoordinator", "MK"),
        ]
    )  # fmt: skip


@pytest.mark.parametrize(
    ("template", "said"),
    [
        pytest.param("{count a}", "2 cities", id="so many of one kind"),
        pytest.param("{count b}", "2 actors", id="so many of two kinds"),
        pytest.param("{in e}", "at Forum", id="at an event"),
        pytest.param("{in p}", "in Club", id="in a programme"),
        pytest.param("{in ep}", "at Forum and in Club", id="at one and in another"),
        pytest.param("{those e}", "attendees", id="who was at an event"),
        pytest.param("{those p}", "members", id="who is in a programme"),
        pytest.param("{label l}", "population", id="the name of a property"),
        pytest.param("{label m}", "rank by size", id="a property that the schema does not know"),
    ],
)
def test_a_word_before_the_column_asks_the_schema(template, said):
    row = {
        "a": ["elbasan", "kumanovo"], "b": ["elbasan", "office"], "e": ["forum"], "p": ["club"], "ep": ["forum", "club"],
        "l": "population", "m": "rank by size",
    }  # fmt: skip
    assert Sentences(somebody()).fill(template, row) == said


@pytest.mark.parametrize(
    ("lang", "name", "said"),
    [
        ("en", "rank by size", "place by size"), ("ar", "rank by size", "الترتيب"), ("en", "GDP per head", "GDP per head"),
        ("ar", "GDP per head", "\u2068GDP per head\u2069"), ("ar", "population", "عدد السكان"),
    ],
)  # fmt: skip
def test_a_property_that_no_kind_declares_is_named_as_the_settings_say(lang, name, said):
    network = replace(somebody(), settings={"properties": {"rank by size": {"en": "Place by size", "ar": "الترتيب"}}})
    assert Sentences(network).fill("{label m}", {"m": name}, lang) == said


@pytest.mark.parametrize(
    ("number", "kind", "said"),
    [  # the categories of number of Arabic are those of the CLDR: one, two, few (3–10), many (11–99), other
        (1, "City", "مدينة واحدة"), (2, "City", "مدينتان"), (5, "City", "5 مدن"), (12, "City", "12 مدينة"),
        (4, "NationalCoordinator", "4 منسقين وطنيين"), (11, "NationalCoordinator", "11 منسقًا وطنيًا"),
        (100, "NationalCoordinator", "100 منسق وطني"), (3, "", "3 جهات"),
    ],
)  # fmt: skip
def test_a_number_and_its_kind_agree_in_arabic(number, kind, said):
    assert Sentences(somebody()).counted(number, kind, "ar") == said


def test_a_kind_of_ones_own_has_words_of_its_own_or_inherits_them(tmp_path):
    nodes = tmp_path / "nodes"
    nodes.mkdir()
    (nodes / "fair.yaml").write_text("Fair:\n  is_a: Event\n  label: {en: Fair, ar: معرض}\n", encoding="utf-8")
    (nodes / "fund.yaml").write_text(
        "Fund:\n  label: {en: Fund}\n  plural: {en: Funds}\n  within: {en: under}\n  those_within: {en: grantees}\n",
        encoding="utf-8",
    )
    network = small_network(
        [actor("expo", "Fair"), actor("pot", "Fund"), actor("purse", "Fund")], schema=read_schema(tmp_path)
    )
    row = {"e": ["expo"], "f": ["pot", "purse"]}
    said = Sentences(network).fill("{in e}; the {those e} of {e}; {in f}; the {those f}; {count f}", row)
    assert said == "at Expo; the attendees of Expo; under Pot and Purse; the grantees; 2 funds"
    assert Sentences(network).fill("{count e}", {"e": ["expo"]}, "ar") == "1 من معرض"


def test_forms_of_a_number_that_a_language_does_not_have_are_refused(tmp_path):
    from graphmodel.errors import DataProblems

    (tmp_path / "nodes").mkdir()
    (tmp_path / "nodes" / "fund.yaml").write_text(
        'Fund:\n  label: {en: Fund}\n  counted: {en: "one|two|#"}\n', encoding="utf-8"
    )
    with pytest.raises(DataProblems) as caught:
        read_schema(tmp_path)
    (problem,) = caught.value.problems
    assert problem.expected == "counted: at most 2 forms apart by |, with # for the number"
    assert problem.found == "'one|two|#' in Fund" and problem.mend == "write one city|# cities"


def test_names_that_hold_a_comma_are_apart_by_semicolons_to_the_last():
    assert joined(["Exchange in Elbasan, 2021", "Exchange in Skopje and Gostivar, 2019"]) == (
        "Exchange in Elbasan, 2021; and Exchange in Skopje and Gostivar, 2019"
    )


def test_on_a_page_of_arabic_each_name_stands_in_an_isolate(sample):
    """By construction: what a template leaves when its slots are gone holds no letter of a name."""
    network = sample
    engine = open_engine(network)
    try:
        gaps = find_gaps(network, engine=engine, languages=("en", "ar"))
    finally:
        engine.close()
    isolate = re.compile("\u2068[^\u2068\u2069]*\u2069")
    for gap in gaps:
        for name in ("because", "mend"):
            text = gap.also["ar"][name]
            assert text.count("\u2068") == text.count("\u2069")
            rest = text
            while isolate.search(rest):
                rest = isolate.sub("", rest)
            assert not re.search("[A-Za-z,;]", rest), (gap.id, rest)
    assert plain("\u2068Peja\u2069 و\u2068Bar\u2069") == "Peja وBar"


def test_the_words_between_names_are_those_of_arabic(sample):
    said = [gap.also["ar"] for gap in find_gaps(sample, rules=["met-without-tie"], languages=("en", "ar"))]
    assert "5 منسقين وطنيين" in said[1]["because"] and "حضور" in said[1]["because"] and "، " in said[1]["because"]


# every Arabic string of the project


def _strings(value: Any, where: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _strings(inner, f"{where}.{name}")
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _strings(inner, where)
    elif isinstance(value, str) and ARABIC.search(value):
        yield where, value


def _all() -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for query in catalogue(schema=builtin_schema()):
        found += _strings({"title": dict(query.title), **query.fields}, query.name)
    schema = builtin_schema()
    for kind in (*schema.nodes.values(), *schema.ties.values()):
        for name in ("label", "plural", "description", "inverse", "counted", "within", "those_within"):
            found += _strings(dict(getattr(kind, name, {})), f"{kind.name}.{name}")
    for path in [*ROOT.glob("viz/words/*.yaml"), *ROOT.glob("viz/views/*.yaml"), *ROOT.glob("queries/*.yaml")]:
        found += _strings(yaml.safe_load(path.read_text(encoding="utf-8")), path.name)
    return found


def test_no_arabic_text_has_a_latin_comma_or_semicolon():
    texts = _all()
    assert len(texts) > 300
    assert [one for one in texts if re.search("[,;?]", re.sub(r"\{[^{}]*\}", "", one[1]))] == []


def test_no_arabic_text_ties_a_letter_to_a_name_that_comes():
    """Before a name that may be in Latin letters, or begin with an article, a preposition is a word of its own."""
    assert [one for one in _all() if re.search("[بلكف]ـ?\\{", one[1]) or "ـ{" in one[1]] == []

"""A network's own kinds: whatever their files say, there is a sentence about it and never a crash."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphmodel.errors import DataProblems
from graphmodel.schema import read_schema

CASES = {
    "properties as a list": ("properties: [pupils]", "expected properties: with fields below it, found ['pupils']. [bad-schema]\n  To mend: write properties: {pupils: {type: count}}."),
    "a property without braces": ("properties: {pupils: count}", "expected a property with its type, found 'pupils: count'. [bad-schema]\n  To mend: write pupils: {type: count}."),
    "a field of a property with a slip": ("properties: {pupils: {tpye: count}}", "expected a field that a property has, found 'tpye' in pupils. [bad-schema]\n  To mend: write type."),
    "a value type with a slip": ("properties: {pupils: {type: cuont}}", "found 'cuont'. [bad-schema]\n  To mend: write count."),
    "a column that every actor has": ("properties: {country: {type: text}}", "expected a property in snake_case, not a reserved word, found 'country'."),
    "a column of our own tables": ("properties: {first_day: {type: date}}", "not a reserved word, found 'first_day'."),
    "a property with another type elsewhere": ("properties: {population: {type: text}}", "expected the type count, which 'population' has in City, found 'text' in School. [bad-schema]"),
    "what identifies persons": ("properties: {religion: {type: text}}", "expected no such data about persons, found the property 'religion'. [sensitive-column]"),
    "a style in one word": ("style: red", "expected style: with fields below it, found 'red'. [bad-schema]\n  To mend: write style: {colour: \"#0072B2\"}."),
    "a width in words": ("style: {width: wide}", "expected width: a number above 0, found 'wide'."),
    "two bases": ("is_a: [City, Ministry]", "expected is_a: one name, found ['City', 'Ministry'] in School."),
    "a quoted no": ("place: 'no'", "expected place: true or false, found 'no' in School. [bad-schema]\n  To mend: write place: true or place: false, without quotes."),
    "a seat that is not there": (
        "sits_in: [Minstry]",
        "found 'Minstry' in School. [bad-schema]\n  To mend: write Ministry, or add a file for the kind.",
    ),
    "a base that is not there": ("is_a: Citty", "found 'Citty' in School. [bad-schema]\n  To mend: write City, or add a file for the kind."),
}  # fmt: skip


def said(folder: Path, text: str, name: str = "school", where: str = "nodes") -> str:
    (folder / where).mkdir()
    (folder / where / f"{name}.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(DataProblems) as raised:
        read_schema(folder)
    assert len(raised.value.problems) == 1
    return str(raised.value.problems[0])


@pytest.mark.parametrize("case", CASES)
def test_a_fault_in_a_kind_is_a_sentence(tmp_path, case):
    line, expected = CASES[case]
    assert expected in said(tmp_path, f"School:\n  label: {{en: School}}\n  {line}\n")


def test_properties_may_be_left_blank(tmp_path):
    (tmp_path / "nodes").mkdir()
    (tmp_path / "nodes" / "school.yaml").write_text(
        "School:\n  label: School\n  properties:\n  synonyms: [academy]\n", "utf-8"
    )
    assert read_schema(tmp_path).nodes["School"].synonyms == ("academy",)


@pytest.mark.parametrize(
    ("name", "label"),
    [
        pytest.param("Suspects", "Group", id="in the plural"),
        pytest.param("TerrorCase", "Group", id="as a part"),
        pytest.param("Group", "Beneficiaries", id="as a label"),
    ],
)
def test_kinds_of_persons_under_watch_are_refused_by_any_word(tmp_path, name, label):
    assert "[refused-kind]" in said(tmp_path, f"{name}:\n  label: {{en: {label}}}\n")


def test_a_tie_that_happens_in_words_is_a_fault(tmp_path):
    text = "TEACHES:\n  label: {en: teaches}\n  happens: 'no'\n"
    assert "expected happens: true or false, found 'no' in TEACHES." in said(tmp_path, text, "teaches", "ties")


def test_a_kind_of_tie_has_no_properties_of_its_own(tmp_path):
    """docs/decisions/0024: nothing would read them; a fact about one tie is a row of facts."""
    text = "TEACHES:\n  label: {en: teaches}\n  properties: {hours: {type: count}}\n"
    assert said(tmp_path, text, "teaches", "ties").endswith(
        "ties/teaches.yaml: expected a kind of tie without properties of its own, found 'properties' in TEACHES. [bad-schema]\n"
        "  To mend: leave it out; what a source says of one tie is a row of facts, with the tie's id."
    )

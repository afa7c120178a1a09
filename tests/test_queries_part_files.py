"""Front matter of a part of a score: every fault is named with what was expected, what was found, and how to mend it."""

from __future__ import annotations

import pytest

from queries.part_files import part_faults

SOUND = {
    "weight": 0.1,
    "columns": ["candidate", "sea", "sea_case", "bay"],
    "criteria": {"sea": {"for": "{candidate} lies by {bay}.", "question": "Does {candidate} lie by the sea?"}},
}


def with_criterion(**changes):
    return {**SOUND, "criteria": {"sea": {**SOUND["criteria"]["sea"], **changes}}}


def test_a_sound_one_has_no_fault():
    assert list(part_faults(SOUND)) == []


@pytest.mark.parametrize(
    ("matter", "expected", "found"),
    [
        ({**SOUND, "weight": "heavy"}, "weight: a number from 0 on", "heavy"),
        ({**SOUND, "weight": -1}, "weight: a number from 0 on", "-1"),
        ({**SOUND, "weight": True}, "weight: a number from 0 on", "True"),
        ({**SOUND, "counts": "away"}, "counts: gives or takes; without it a part counts both ways", "away"),
        (
            {**SOUND, "columns": ["city", "sea"]},
            "a column 'candidate', the id of the city that a row is about",
            "city, sea",
        ),
        ({**SOUND, "criteria": ["sea"]}, "criteria: a name for each, with share, for, question", "['sea']"),
        ({**SOUND, "criteria": {"sea": 1}}, "criterion 'sea' with share, for, question", "1"),
        (
            {**SOUND, "criteria": {"lake": {"for": "x"}}},
            "criterion 'lake': a column of that name",
            "candidate, sea, sea_case, bay",
        ),
        (with_criterion(fro="x"), "criterion 'sea': a known field", "fro"),
        (with_criterion(share=0), "criterion 'sea': a share above 0", "0"),
        (with_criterion(**{"for": ""}), "criterion 'sea': the sentence 'for'", "none"),
        (with_criterion(measure="sonar"), "criterion 'sea': a measure (context)", "sonar"),
        (with_criterion(borders=["sea"]), "criterion 'sea': borders with two columns", "['sea']"),
        (with_criterion(borders=["sea", "lake"]), "criterion 'sea': borders with two columns", "['sea', 'lake']"),
        (with_criterion(missing={"tie": "NEEDS"}), "criterion 'sea': missing with tie, from, to", "{'tie': 'NEEDS'}"),
        (
            with_criterion(missing={"tie": "T", "from": "a", "to": "b"}),
            "criterion 'sea': the sentence 'against'",
            "none",
        ),
        (with_criterion(**{"for": "By {by}."}), "criterion 'sea', for: the name of a column", "by"),
        (
            {**SOUND, "columns": [*SOUND["columns"], "label"]},
            "labels: a sentence for each value of the column 'label'",
            "none",
        ),
        ({"columns": ["city"], "weight": 1}, "criteria, since it has a weight", "none"),
        ({"columns": ["city"], "steps": "far"}, "steps: a whole number from 1 on", "far"),
        ({"columns": ["city"], "set": "other"}, "set: reach or spread", "other"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_fault_is_named(matter, expected, found):
    assert (expected, found) in [fault[:2] for fault in part_faults(matter)]
    assert all(mend for _, _, mend in part_faults(matter))

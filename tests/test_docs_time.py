"""docs/time.md: its worked cases hold, asked of the files that stand on the page."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

import loaders
from graphmodel.network import Network

PAGE = (Path(__file__).parent.parent / "docs" / "time.md").read_text(encoding="utf-8")
FILES = dict(re.findall(r"```(\w+\.csv)\n(.*?)```", PAGE, re.DOTALL))
CASES = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in PAGE.splitlines()
    if re.match(r"\| \d{4}-\d\d-\d\d \|", line) and line.count("|") == 7
]


@pytest.fixture(scope="module")
def network(tmp_path_factory: pytest.TempPathFactory) -> Network:
    folder = tmp_path_factory.mktemp("net")
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return loaders.load(folder)


def test_the_page_has_its_files_and_its_cases(network):
    assert set(FILES) == {"actors.csv", "ties.csv", "sources.csv"} and len(CASES) == 14
    assert not [warning for warning in network.warnings if warning.level == "error"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case[3]} of {case[4]} as of {case[0]} {case[1]}".strip())
def test_a_worked_case_holds(network, case):
    as_of, known_by, source, tie, target, said = case
    seen = network.known_by(dt.date.fromisoformat(known_by)) if known_by else network
    seen = seen.as_of(dt.date.fromisoformat(as_of))
    ties = seen.ties
    kinds = ties["kind"] == tie
    either = [source, target]  # a tie without a direction may be kept the other way round
    rows = ties[kinds & ties["source"].isin(either) & ties["target"].isin(either)]
    status = [str(text) for text in rows["status"]]
    assert status == ([] if said.startswith("nothing") else [said.partition(":")[0]])


def test_what_known_by_does_not_take_back(whole_sample):
    """The population of Kumanovo is of the census of 2021; its row is shown as it stands."""
    row = whole_sample.known_by(dt.date(2010, 12, 31)).actor("kumanovo")
    assert row["population_year"] == 2021

"""`liaison compare`: two days of the sample, and two networks."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
from test_liaison_cli import NET, answer, run

DAYS = ("--from", "2018-11-01", "--to", "2021-12-31")
ROOT = Path(__file__).parent.parent


def test_two_days_of_the_sample():
    """CIVIL and Kumanovo signed on 29 November 2018 (facts: civil.today), which closes Kumanovo's gap."""
    body = answer("compare", NET, *DAYS)
    assert list(body) == ["schema_version", "from", "to", "known_by", "held", "known"]
    assert (body["from"], body["to"], body["known_by"]) == ("2018-11-01", "2021-12-31", None)
    closed = {gap["id"]: gap["why"] for gap in body["held"]["gaps"]["closed"]}
    assert closed["city-without-civil-society:some-civilsocietygroup-in-mk:kumanovo"] == {
        "actors": [], "ties": ["PARTNERS_WITH:civil-mk:kumanovo"], "rests_on": [],
    }  # fmt: skip
    added = {tie["id"]: tie for tie in body["held"]["ties"]["added"]}
    assert added["PARTNERS_WITH:civil-mk:kumanovo"]["first_day"] == "2018-11-29"
    counts = body["held"]["gaps"]["by_rule"]["plan-not-received"]
    assert counts == {"opened": 0, "closed": 8, "standing": 0}  # the strategy of 2015–2020 ended; eight cities are here


def test_the_page_shows_what_the_command_says():
    said = run("compare", NET, *DAYS).stdout.splitlines()
    page = (ROOT / "docs" / "compare.md").read_text(encoding="utf-8")
    shown = [line[4:] for line in page.split("## A worked example")[1].splitlines() if line.startswith("    ")]
    assert len(shown) > 60 and [line for line in shown if line not in said and not line.startswith("liaison ")] == []


def test_what_a_tie_closed_stands_first_and_one_reason_in_one_line():
    held = run("compare", NET, *DAYS).stdout.split("WHAT WAS KNOWN")[0]
    closed = " ".join(held.split("Closed (15)")[1].split("\n\n")[0].split()).split(" - ")
    assert "[CIVIL – partners with – Kumanovo came]" in closed[0]
    assert [line for line in closed if "Strategy on prevention" in line] == [
        "Gjakova is not on record as having received Strategy on prevention of violent extremism, Kosovo 2015–2020, which is "
        "meant for its country. [Strategy on prevention of violent extremism, Kosovo 2015–2020 went or ended] And 7 more for "
        "the same reason."
    ]
    every = (
        run("compare", NET, *DAYS, "--all").stdout.split("WHAT WAS KNOWN")[0].split("Closed (15)")[1].split("\n\n")[0]
    )
    assert every.count("  - ") == 15 and "for the same reason" not in every


def test_rows_have_both_halves():
    rows = list(csv.DictReader(io.StringIO(run("compare", NET, *DAYS, "--format", "csv").stdout)))
    assert {row["part"] for row in rows} == {"what held", "what was known"}
    assert {row["change"] for row in rows} == {"opened", "closed", "changed"}
    kumanovo = next(
        row for row in rows if row["gap"].endswith(":kumanovo") and row["rule"] == "city-without-civil-society"
    )
    assert kumanovo["why"] == "CIVIL – partners with – Kumanovo came"


def test_one_country_and_one_rule():
    body = answer("compare", NET, *DAYS, "--country", "MK", "--rule", "city-without-civil-society")
    assert list(body["held"]["gaps"]["by_country"]) == ["MK"]
    assert list(body["held"]["gaps"]["by_rule"]) == ["city-without-civil-society"]
    added = [tie["id"] for tie in body["held"]["ties"]["added"]]
    assert "PARTNERS_WITH:civil-mk:kumanovo" in added
    assert "NEEDS:viti:staff-for-referral-mechanism" not in added  # Viti is in Kosovo


def test_two_networks(tmp_path):
    """The copy lacks the one tie of Kumanovo to a civil-society group, so that gap is of the copy alone."""
    copy = tmp_path / "copy"
    copy.mkdir()
    for file in Path(NET).glob("*.csv"):
        text = file.read_text(encoding="utf-8")
        if file.name == "ties.csv":
            text = "".join(line for line in text.splitlines(keepends=True) if "PARTNERS_WITH,kumanovo" not in line)
        (copy / file.name).write_text(text, encoding="utf-8")
    body = answer("compare", NET, copy)
    gone = [tie["id"] for tie in body["networks"]["ties"]["removed"]]
    assert gone == ["PARTNERS_WITH:civil-mk:kumanovo"] and body["networks"]["ties"]["added"] == []
    opened = body["networks"]["gaps"]["opened"]
    assert "city-without-civil-society:some-civilsocietygroup-in-mk:kumanovo" in [gap["id"] for gap in opened]
    text = run("compare", NET, copy).stdout
    assert re.match(r"western_balkans \(first\) and copy \(second\), as of 2026-11-23\n", text)
    assert "Ties of the first alone (1)\n  - CIVIL – partners with – Kumanovo (from 2018-11-29)" in text
    assert answer("compare", NET, NET)["networks"]["gaps"]["opened"] == []


@pytest.mark.parametrize(
    ("args", "said"),
    [
        ([], "name the first day: --from 2018-11-01; or a second network"),
        (["--from", "2022", "--to", "2021"], "the last day, 2021-12-31, does not come after the first, 2022-12-31"),
        ([NET, "--from", "2018"], "--from and --to are for the days of one network; --as-of says the day of two"),
        (["--from", "2018", "--as-of", "2019"], "--as-of is for two networks; --from and --to say the days of one"),
    ],
    ids=["no day", "wrong order", "days of two", "as of one"],
)
def test_what_cannot_be_compared(args, said):
    assert said in run("compare", NET, *args, code=2).stderr

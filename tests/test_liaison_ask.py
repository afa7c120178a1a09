"""`liaison ask`: letters, the list to fill in, and JSON."""

from __future__ import annotations

import csv
import io
import re
import shutil
from pathlib import Path

from command import words
from test_liaison_cli import NET, answer, run

from liaison.asked_pages import letters
from queries.questions import Question


def test_json_has_the_documented_form():
    body = answer("ask", NET)
    assert list(body) == ["schema_version", "as_of", "open", "open_by_section", "settled", "letters"]
    assert body["open"] == body["settled"] > 100
    assert set(body["letters"][0]) == {"to", "name", "country", "settles", "questions"}
    assert list(body["letters"][0]["questions"][0]) == [
        "id", "form", "question", "owner", "tie", "side", "kinds", "countries", "about", "settles", "gaps", "question_ar",
    ]  # fmt: skip
    settles = [letter["settles"] for letter in body["letters"]]
    assert settles == sorted(settles, reverse=True)


def test_a_letter_can_be_sent_as_it_stands():
    text = " ".join(run("ask", NET, "--to", "coordinator-ba").stdout.split())
    assert "1 question to 1 addressee would settle 7 of " not in text  # it is asked about its ministry too
    assert "To: P/CVE National Coordinator of Bosnia and Herzegovina (Bosnia and Herzegovina)" in text
    assert (
        "1. Please complete this with each of the cities / municipalities of Bosnia and Herzegovina for which it is true, "
        "and give their number: “P/CVE National Coordinator of Bosnia and Herzegovina cooperates with …” Nothing is on "
        "record so far of Banja Luka; Bihać; Brčko; Mostar; Prijedor; Sarajevo; Tuzla." in text
    )
    assert text.endswith("Say if the answer must not be published.") and "does not cooperate" not in text


def listed_disagreeing() -> int:
    """Weak points of the list of gaps of which a source says yes and another no."""
    gaps = answer("gaps", NET)["gaps"]
    return sum(gap["section"] == "fragile" and gap["certainty"] == "reported" for gap in gaps)


def test_it_is_said_what_is_counted_and_that_the_letters_are_not_all():
    """The numbers are those of the list, which is whole; a letter has all questions to its addressee."""
    body, limited = answer("ask", NET), answer("ask", NET, "--limit", "12")
    assert limited["letters"] == body["letters"][:12]
    asked = sum(len(letter["questions"]) for letter in limited["letters"])
    every = sum(len(letter["questions"]) for letter in body["letters"])
    head = words(run("ask", NET).stdout)
    heads = {"met": "were together", "fragile": "weak points of what is on record", "unknown": "not known"}
    assert body["open"] == sum(body["open_by_section"].values())
    sections = ", ".join(f"{count} {heads[name]}" for name, count in body["open_by_section"].items())
    listed = run("gaps", NET).stdout
    for name in ("met", "unknown"):  # all that these heads count is open; of the weak points only where sources differ
        assert re.search(
            rf"^{heads[name]}.* \({body['open_by_section'][name]}\)$", listed, re.MULTILINE | re.IGNORECASE
        )
    assert body["open_by_section"]["fragile"] == listed_disagreeing()
    assert (
        f"{asked} questions to 12 addressees would settle {limited['settled']} of {body['open']} open gaps ({sections}). "
        f"These settle most. All {every} questions would settle {body['settled']}: "
        f"--limit {len(body['letters'])} for the letters, -o questions.xlsx for the list." in head
    )
    assert "These settle most" not in run("ask", NET, "--limit", len(body["letters"])).stdout


def test_the_first_letters_settle_most_and_every_question_is_in_one():
    body = answer("ask", NET)
    settles = [letter["settles"] for letter in body["letters"]]
    assert settles == sorted(settles, reverse=True) and sum(settles) == body["settled"] == body["open"]
    ids = [one["id"] for letter in body["letters"] for one in letter["questions"]]
    assert len(set(ids)) == len(ids)
    for letter in body["letters"]:
        assert letter["settles"] == sum(one["settles"] for one in letter["questions"])


def test_of_letters_that_settle_as_many_those_of_higher_priority_come_first():
    def question(to: str, *worth: float) -> Question:
        return Question(f"q:{to}", to, "list", to, "T", "from", (), (), (), ("g",), worth)

    asked = [question("a", 1, 0, 0), question("b", 1, 0, 1), question("c", 1, 1, 0), question("d", 2, 0, 0)]
    assert list(letters(asked)) == ["d", "c", "b", "a"]


def test_letters_in_arabic():
    text = run("ask", NET, "--lang", "ar", "--to", "coordinator-al").stdout
    assert text.startswith("أسئلة عن غرب البلقان، 2018 إلى 2023، كما في 2026-11-23، تاريخ أحدث مصدر\n")
    assert "عدد الأسئلة" in text and "Questions" not in text and "open gaps" not in text
    assert "فهل لكم أن تخبرونا:" in text and "Please" not in text


def test_a_country_and_a_limit():
    body = answer("ask", NET, "--country", "AL", "--limit", "3")
    assert {letter["country"] for letter in body["letters"]} == {"AL"}
    assert len(body["letters"]) == 3
    assert run("ask", NET).stdout.count("To: ") == 12


def test_the_list_to_fill_in(tmp_path):
    from loaders.format import Limits
    from loaders.workbook import read_grid

    out = tmp_path / "questions.xlsx"
    said = run("ask", NET, "-o", out).stderr
    assert "the sheet 'read me' says how answers come back" in said
    assert "open gaps (2 were together, 2 weak points of what is on record, 188 not known)." in words(said)
    rows = read_grid(out, "questions", Limits()).rows
    count = sum(len(letter["questions"]) for letter in answer("ask", NET)["letters"])
    assert len(rows) == 1 + count and {"to", "question", "answer", "number named", "day"} < set(rows[0])
    assert "is there already; --force overwrites it" in run("ask", NET, "-o", out, code=2).stderr


def test_names_from_the_data_are_no_formulas(tmp_path):
    """A name that begins like a formula is text in the workbook and in CSV."""
    copy = tmp_path / "net"
    shutil.copytree(NET, copy)
    actors = copy / "actors.csv"
    actors.write_text(actors.read_text(encoding="utf-8").replace(",Durrës,", ",=1+1,", 1), encoding="utf-8")
    out = tmp_path / "q.xlsx"
    run("ask", copy, "-o", out)
    import zipfile

    with zipfile.ZipFile(out) as book:
        assert all("<f>" not in book.read(name).decode("utf-8") for name in book.namelist() if "/sheet" in name)
    table = list(csv.DictReader(io.StringIO(run("ask", copy, "--format", "csv").stdout)))
    assert "'=1+1" in {row["to"] for row in table}


def test_nothing_open_is_said(tmp_path):
    (tmp_path / "actors.csv").write_text("kind,name,country\nPlan,A plan,AL\n", encoding="utf-8")
    assert "None: nothing is open that a question would settle." in run("ask", tmp_path).stdout


def test_the_page_shows_what_the_command_says():
    page = (Path(__file__).parent.parent / "docs" / "ask.md").read_text(encoding="utf-8")
    said = run("ask", NET, "--country", "AL", "--limit", "2").stdout.splitlines()
    shown = [line[4:] for line in page.split("## A worked example")[1].splitlines() if line.startswith("    ")]
    assert len(shown) > 15 and [line for line in shown if line not in said and not line.startswith("liaison ")] == []

"""`liaison plan` and `liaison whatif`: what a coordinator reads, and what a slip is answered with."""

from __future__ import annotations

import csv
import io
import re
import shutil

import pytest
from command import answer, run, words
from conftest import SAMPLE

NET = str(SAMPLE)


# plan


def test_a_plan_says_whom_to_introduce_who_could_and_what_it_closes():
    text = words(run("plan", NET, "--ties", "4", "--with-unrecorded", "--country", "RS", "--per-actor", "1").stdout)
    assert (
        "For 4 of 4 introductions up to 9 other ties would each close as many gaps. Of equals that one was taken which "
        "closes what a source reports or a full list lacks; then what is of high priority, of medium; then one that "
        "somebody on record can introduce. What is even after that was picked without a reason: choose among them by what "
        "you know. 1. Introduce"
    ) in text  # the first words
    assert (
        "4. Introduce Novi Pazar (RS) and Peja (XK), or make one of 3 other ties that would each close as many. The tie: "
        "Novi Pazar partners with Peja."
    ) in text
    assert (
        "Strong Cities Network could do it: Novi Pazar is a member of Strong Cities Network. Peja is a member of Strong "
        "Cities Network. Source: “City spotlight Novi Pazar” (scn-novi-pazar, read 2026-11-23);"
    ) in text
    assert (
        "It closes 2 gaps: - Serbia and Kosovo are neighbours and have 21 cities here between them; no tie between a city of one and a "
        "city of the other is on record. [not known; priority low]"
    ) in text
    assert (
        "It opens: Without Kikinda no path on record would lead from Bihać and Islamic Community to the rest." in text
    )
    assert "Nobody on record is tied to both: ask each of them who could introduce it." in text
    assert "Closed: 11 of the 43 gaps that count, by 4 ties. No plan of so many ties closes more (proven by" in text
    assert "Picking the tie that closes most again and again closes as many. It opens 1 new gap, named above." in text
    assert (
        "[not on a full list; priority high] What one can do: Ask Ministry of Interior of Serbia as designated" in text
    )


def test_a_plan_says_which_gaps_count_and_which_do_not(tmp_path):
    """Two of the sample count: Viti's plan and Serbia's place on the panel (docs/plan.md); here one is decided to wait."""
    net = tmp_path / "net"
    shutil.copytree(SAMPLE, net)
    (net / "decisions.csv").write_text(
        "gap,decision,office,date,due,reason\nplan-not-received:viti:strategy-xk-2015-2020,wait,Viti,2024-05-14,,\n",
        encoding="utf-8",
    )
    body = answer("plan", net, "--ties", "1")
    left = body["not_counted"]
    assert (body["counted"], left["decided"]) == (1, 1)
    found = answer("gaps", net)
    every = [*found["gaps"], *found["set_aside"]]
    assert body["counted"] + sum(left.values()) == len(every)
    assert left["weak"] == sum(gap["section"] == "fragile" for gap in every)
    heads = {"need": "a source reports a need", "met": "were together", "unknown": "not known"}
    numbers = {name: sum(gap["section"] == name for gap in found["gaps"]) for name in heads}
    assert sum(numbers.values()) == left["unrecorded"]
    listed = run("gaps", net).stdout
    for name, count in numbers.items():
        assert re.search(rf"^{heads[name]}.* \({count}\)$", listed, re.MULTILINE | re.IGNORECASE)
    sections = ", ".join(f"{count} {heads[name]}" for name, count in numbers.items())
    text = words(run("plan", net, "--ties", "1").stdout)
    assert (
        f"Of {len(every)} gaps found 1 counts: what a source reports missing or a full list lacks. Not counted: "
        f"{left['unrecorded']} that no source says are missing ({sections}; --with-unrecorded counts them); {left['weak']} "
        "weak points of what is on record, where no tie is missing; 1 decided to be no gap, or to wait. A gap that names nobody at one end, such "
        "as “a civil-society group of Serbia”, is closed by a tie to any actor of that kind there. One that asks for "
        "something else than bringing two together, such as sending a plan, counts too, and no introduction closes it."
    ) in text
    said = words(run("plan", "--help").stdout)
    assert (
        'A gap that names nobody at one end ("some CivilSocietyGroup in RS") is closed by a tie to any actor of that'
        in said
    )
    assert "Never counted are weak points of what is on record, where no tie is missing, and what was decided" in said


def test_a_plan_that_can_close_nothing_says_what_the_gaps_ask_for():
    text = words(run("plan", NET, "--ties", "3").stdout)
    first = text.split("What no introduction of actors on record closes, and what one can do instead (2):")[0]
    assert (
        "No introduction closes any of the 2 gaps that count: what they ask for is something else than bringing two "
        "together, see below. What no source says is missing was not counted, since a plan should not be built on what "
        "is not known; --with-unrecorded counts them, and then there is more to choose from."
    ) in first
    assert "What one can do: Ask Viti whether it has the plan that is in force now; send it if not." in text


def test_a_plan_as_json_has_the_documented_form():
    body = answer("plan", NET, "--ties", "3", "--with-unrecorded")
    assert list(body) == [
        "schema_version", "as_of", "ties", "closed", "optimum", "proven", "settled", "counted", "not_counted", "count",
        "per_actor",
        "with_unrecorded", "greedy", "opened", "no_tie", "publishers",
    ]  # fmt: skip
    assert [list(tie) for tie in body["ties"]] == [[
        "tie", "from", "to", "key", "closes", "narrows", "also_closes", "opens", "introducers", "instead",
    ]] * 3  # fmt: skip
    assert body["closed"] == body["optimum"] == sum(len(tie["closes"]) for tie in body["ties"]) == 11
    assert run("plan", NET, "--ties", "3", "--with-unrecorded", "--format", "json").stdout == (
        run("plan", NET, "--ties", "3", "--with-unrecorded", "--format", "json").stdout
    )


def test_a_plan_as_rows():
    rows = list(
        csv.DictReader(io.StringIO(run("plan", NET, "--ties", "2", "--with-unrecorded", "--format", "csv").stdout))
    )
    assert [row["place"] for row in rows] == ["1", "2"]
    assert (rows[0]["name"], rows[0]["tie"]) == ("Kumanovo", "SHARES_LEARNING_WITH")
    assert rows[0]["closes"].split(";")[0].startswith("pilot-not-reaching-country:kumanovo")


# whatif


def test_what_if_says_gaps_reach_and_brokers_before_and_after():
    supposed = ("--add", "Kumanovo SHARES_LEARNING_WITH Veles", "--remove", "Čair MEMBER_OF scn")
    text = words(run("whatif", NET, *supposed).stdout)
    assert "with Kumanovo shares learning with Veles without Čair is a member of Strong Cities Network" in text
    assert "Gaps: 213 before, 209 after Closed (1): - Kumanovo is the lead pilot of" in text
    assert "or another way is there (3): - Without the tie of Čair and Strong Cities Network" in text
    assert (
        "Reach: within 2 steps, over all cities, others that each would reach with what it learned: 198 before, 210"
        in text
    )
    assert "- Veles: 1 → 6" in text
    assert "Brokers: 5 actors stand between two others more or less often" in text
    assert "- Strong Cities Network: 70 → 54" in text
    assert "Parts without a tie between them: 72 before, 73 after" in text
    body = answer("whatif", NET, *supposed)
    assert body["added"] == [{"tie": "SHARES_LEARNING_WITH", "from": "kumanovo", "to": "veles"}]
    assert body["removed"] == ["MEMBER_OF:cair:scn"] and body["gaps"] == {"before": 213, "after": 209}
    assert len(body["closed"]) == 4 and body["opened"] == []
    assert body["reach"]["changed"][0] == {"id": "veles", "before": 1, "after": 6}
    rows = list(csv.DictReader(io.StringIO(run("whatif", NET, *supposed, "--format", "csv").stdout)))
    assert {row["what"] for row in rows} == {"gap closed", "reaches", "stands between"}


def test_what_if_takes_names_in_any_script_cells_and_ids():
    body = answer(
        "whatif", NET, "--add", "Куманово PARTNERS_WITH Elbasan form=memorandum since=2024",
        "--remove", "MEMBER_OF:cair:scn",
    )  # fmt: skip
    assert body["added"] == [
        {"tie": "PARTNERS_WITH", "from": "kumanovo", "to": "elbasan", "since": "2024", "form": "memorandum"}
    ]
    assert body["removed"] == ["MEMBER_OF:cair:scn"]


@pytest.mark.parametrize("said", ["partners with", "Partners With", "في شراكة مع"])
def test_what_if_takes_a_tie_as_answers_write_it(said):
    body = answer("whatif", NET, "--add", f"Kumanovo {said} Elbasan")
    assert body["added"] == [{"tie": "PARTNERS_WITH", "from": "kumanovo", "to": "elbasan"}]


@pytest.mark.parametrize(
    ("words_", "message"),
    [
        ((), 'nothing is supposed; write --add "FROM TIE TO" or --remove "FROM TIE TO"'),
        (("--add", "Kumanovo SHARE_LEARNING_WITH Veles"), "names no kind of tie; did you mean SHARES_LEARNING_WITH?"),
        (("--add", "Kumanovo knows Veles"),
         "'Kumanovo knows Veles' names no kind of tie; write FROM TIE TO with a kind of tie between two actors: ADOPTED,"),
        (("--add", "PARTNERS_WITH Veles"), "'PARTNERS_WITH Veles' lacks an actor before or after PARTNERS_WITH; write"),
        (("--add", "Kumanov PARTNERS_WITH Veles"), "no actor is called 'Kumanov'; the nearest is kumanovo (Kumanovo)"),
        (("--add", "Kumanovo LEADS Veles"), "a tie LEADS follows from the cell 'city' of its actor"),
        (("--add", "Kumanovo PARTNERS_WITH Veles since=soon"), "the cell 'since' of an added tie is 'soon'; expected a date"),
        (("--add", "Kumanovo PARTNERS_WITH Veles TWINNED_WITH Elbasan"),
         "names PARTNERS_WITH and TWINNED_WITH; write one tie, and give the option again for another"),
        (("--remove", "Kumanovo MEMBER_OF Veles"), "no tie 'Kumanovo MEMBER_OF Veles' is on record, nor any other"),
        (("--remove", "Kumanovo TWINNED_WITH civil-mk"), "is on record; between the two there are:"),
    ],
    ids=["nothing", "slip in the kind", "no kind", "no actor", "unknown actor", "follows from a cell", "bad cell", "two ties",
         "not there", "another is there"],
)  # fmt: skip
def test_a_slip_in_what_is_supposed_is_told(words_, message):
    assert message in words(run("whatif", NET, *words_, code=2).stderr)


def test_a_tie_that_is_there_twice_is_removed_by_its_id(tmp_path):
    (tmp_path / "actors.csv").write_text("id,kind,name,country\na,City,A,MK\nb,City,B,MK\n", encoding="utf-8")
    (tmp_path / "ties.csv").write_text(
        "from,tie,to,key\na,PARTNERS_WITH,b,one\na,PARTNERS_WITH,b,two\n", encoding="utf-8"
    )
    (tmp_path / "sources.csv").write_text("id,title\n", encoding="utf-8")
    said = words(run("whatif", tmp_path, "--remove", "b PARTNERS_WITH a", code=2).stderr)
    assert (
        "'B PARTNERS_WITH A' is said of several ties; name one by its id: tie PARTNERS_WITH:a:b:one PARTNERS_WITH:a:b:two"
        in said
    )
    assert answer("whatif", tmp_path, "--remove", "b PARTNERS_WITH a key=two")["removed"] == ["PARTNERS_WITH:a:b:two"]


def test_a_weak_point_that_has_come_true_is_not_called_closed():
    text = words(run("whatif", NET, "--remove", "Cair MEMBER_OF scn").stdout)
    assert "Closed (" not in text
    assert (
        "No weak point any more, since what it warned of has come true or another way is there (2): - Without" in text
    )
    text = words(run("whatif", NET, "--add", "Novi Pazar PARTNERS_WITH Peja").stdout)
    assert "Closed (2):" in text and "No weak point any more" not in text

"""Partners, pilots, exchange and brief as commands: what a coordinator reads, and what a slip is answered with."""

from __future__ import annotations

import csv
import io
import shutil

import pytest
from command import answer, run, words
from conftest import SAMPLE

NET = str(SAMPLE)


def test_each_part_has_its_name_its_sentence_and_its_sources():
    text = words(run("partners", NET, "kumanovo", "--limit", "1").stdout)
    assert (
        "0.20 of 0.20 Asked for it or exchanged before: Elbasan and Community Action Team of Kumanovo were together"
        in text
    )
    assert "Source: scn-kumanovo, read 2026-11-23; scn-elbasan, read 2026-11-23" in text
    assert "0.00 Somebody can introduce them (of 0.05: not known)" in text
    assert "scn-elbasan: City spotlight Elbasan, Strong Cities Network" in text
    assert (
        "Elbasan has the body Local Safety Council of Elbasan: this counts in 2 parts, “Needs what is offered”" in text
    )


def test_an_order_that_can_turn_over_says_so():
    text = words(run("partners", NET, "kumanovo").stdout)
    assert (
        "Elbasan leads on what is known. 53 others could overtake it if all that is not known of them were favourable"
        in text
    )
    assert (
        "- Čair, 0.11 behind, if the answers are favourable: Has Čair asked to learn from Kumanovo, or visited it?"
        in text
    )


def test_what_is_open_for_all_alike_is_asked_once_and_what_could_change_the_order_beside_each():
    """Viti offers nothing on record (ties.csv): a question to Viti, whoever the partner is."""
    text = words(run("partners", NET, "viti").stdout)
    offer = "What does Viti offer that others can learn? (+0.20)"
    assert text.count(offer) == 1
    assert f"Open for all of them alike, so that it sets none apart: {offer} Which programme does Viti pilot?" in text
    assert (
        "Ask: Has Kumanovo asked to learn from Viti, or visited it? (+0.20) Who knows both Kumanovo and Viti?" in text
    )
    body = answer("partners", NET, "viti", "--limit", "5")
    assert body["open_alike"][0] == {"question": "What does Viti offer that others can learn?", "adds": 0.2}
    alone = words(run("partners", NET, "viti", "--limit", "1").stdout)
    assert alone.count(offer) == 1 and f"apart: {offer}" in alone


def test_who_could_overtake_is_told_by_questions_of_its_own():
    """On a list of names alone the largest question is what the city that asks offers, which brings everybody on."""
    from small_network import actor, small_network

    from queries.order import overtakers
    from queries.partners import partners

    cities = [
        actor("bar", "City", "ME"),
        actor("peja", "City", "XK"),
        actor("viti", "City", "XK"),
        actor("expo", "Event"),
    ]
    network = small_network(cities, [(city, "TOOK_PART_IN", "expo") for city in ("bar", "peja", "viti")])
    (other,) = overtakers(partners(network, "bar"))
    assert other.questions and all("Bar" not in question.replace("and Bar", "") for question in other.questions)


def test_a_note_on_more_than_one_of_them_stands_once_below_the_list():
    """The event was noted to have its date read in an order; both guests were there. Kumanovo's figures concern all."""
    from small_network import actor, small_network

    from liaison.partner_pages import partners_table
    from queries.partners import partners

    network = small_network(
        [actor(name, "City", "ME") for name in ("bar", "budva", "ulcinj")]
        + [actor("expo", "Event", note="dates read as day/month/year")],
        [(city, "TOOK_PART_IN", "expo") for city in ("bar", "budva", "ulcinj")],
    )
    lines = partners_table(network, "bar", partners(network, "bar"))
    assert [line for line in lines if "dates read" in line] == ["Note: dates read as day/month/year"]
    assert lines.index("Note: dates read as day/month/year") > max(
        at for at, line in enumerate(lines) if line.lstrip().startswith("Ask: ")
    )
    text = run("partners", NET, "kumanovo").stdout
    assert text.count("Sources give other figures for Kumanovo") == 1
    assert "\nNote: Sources give other figures for Kumanovo: 98,104" in text
    assert "   Note: languages of Kumanovo; languages of Albania: this counts in 2 parts" in text


def test_a_plain_list_of_names_gets_no_ranks_but_what_to_fill_in(tmp_path):
    """An attendee list knows names and countries: ranks would be noise."""
    (tmp_path / "actors.csv").write_text(
        "id,kind,name,country,source\na,City,A,MK,s\nb,City,B,MK,s\nc,City,C,AL,s\n", encoding="utf-8"
    )
    (tmp_path / "ties.csv").write_text("from,tie,to,source\n", encoding="utf-8")
    (tmp_path / "sources.csv").write_text("id,title,published\ns,A list,2018\n", encoding="utf-8")
    text = words(run("partners", tmp_path, "a").stdout)
    assert "Too little is known to rank them: of the first 6% of the weight." in text
    assert "First fill in: ties OFFERS and NEEDS; ties TOOK_PART_IN, PARTNERS_WITH and SHARES_LEARNING_WITH of" in text
    assert "- B (MK): 0.06" in text and "1. B" not in text and "leads on what is known" not in text


def test_candidates_with_the_same_score_share_their_place(tmp_path):
    (tmp_path / "actors.csv").write_text(
        "id,kind,name,country,population,languages,lat,lon,source\n"
        + "".join(f"{n},City,{n.upper()},MK,1000,mk,42,21,s\n" for n in "abc"),
        encoding="utf-8",
    )
    (tmp_path / "ties.csv").write_text("from,tie,to,source\n", encoding="utf-8")
    (tmp_path / "sources.csv").write_text("id,title,published\ns,A list,2018\n", encoding="utf-8")
    text = run("partners", tmp_path, "a").stdout
    assert "1= B (MK)" in text and "1= C (MK)" in text


def test_why_says_where_another_stands_and_what_would_bring_it_in():
    text = words(run("partners", NET, "kumanovo", "--why", "Skopje").stdout)
    assert "Skopje is number 15 of 54; the first 5 are suggested, so it is not." in text
    assert "Skopje is 0.22 behind Gjilan, the last on the list: -0.15 Needs what is offered: Not known." in text
    assert "It would be among them if the answers were favourable: Does Skopje need Local prevention network?" in text
    body = answer("partners", NET, "kumanovo", "--why", "elbasan")
    assert (body["suggested"], body["rank"], body["beside"]) == (True, 1, "cair")


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("Serbia",), "'Serbia' is no City:"),
        (("kumanovo", "--why", "kumanovo"), "Kumanovo is the city that asks; it is no partner of its own"),
        (
            ("kumanovo", "--why", "elbasan", "--country", "MK"),
            "Elbasan is not suggested, since only partners of MK were asked for",
        ),
        (("kumanovo", "--preset", "nearbye"), "no preset 'nearbye'; did you mean 'nearby'?"),
        (("kumanovo", "--weight", "needs=much"), "the weight of 'needs' is 'much'; expected a number from 0 on"),
    ],
)
def test_a_question_that_cannot_be_answered_is_named(args, said):
    assert said in run("partners", NET, *args, code=2).stderr


def test_json_says_what_the_order_rests_on():
    body = answer("partners", NET, "kumanovo", "--limit", "3", "--direction", "takes")
    assert len(body["partners"]) == 3 and body["candidates"] == 54 and body["direction"] == "takes"
    assert body["rankable"] is True and body["could_overtake"][0]["questions"]
    part = body["partners"][0]["parts"][0]
    assert part["title"] and sum(c["share"] for c in part["criteria"]) == pytest.approx(1)
    assert all(("question" in c) == (c["value"] is None) for c in part["criteria"])
    assert {item["where"] for item in body["fill_in"]} and "decides_nothing" in body


def test_a_diverse_list_is_of_more_countries():
    plain = answer("partners", NET, "kumanovo", "--limit", "5")["partners"]
    spread = answer("partners", NET, "kumanovo", "--limit", "5", "--diverse")["partners"]
    assert len({one["country"] for one in spread}) > len({one["country"] for one in plain})


def test_pilots_say_what_they_are_worth_beside_the_best_and_who_is_left_out():
    text = words(run("pilots", NET, "--must", "kumanovo").stdout)
    assert "1. Kumanovo (MK) [asked for; chosen in 100% of draws with moved weights]" in text
    assert "no choice of as many is worth more (proven by integer programming)" in text
    assert "7 candidates: Čair, Elbasan, Gjilan, Kumanovo, Novi Pazar, Peja, Ulcinj." in text
    assert (
        "Reach is who would hear of it within 2 steps, over ties of these kinds on record: shares learning with; is"
        in text
    )
    assert "- Gjilan (XK): 0.029 less in the place of Elbasan; in if the answers were favourable:" in text
    assert "The same for every candidate, so it decides nothing: Needs it." in text
    assert "Pilots are chosen as a set: each adds what the others lack." in text


def test_fewer_pilots_than_asked_for_are_told():
    assert "50 were asked for; 7 could be chosen of 7 candidates." in words(run("pilots", NET, "--count", "50").stdout)


def test_pilots_in_json_and_csv_have_every_part():
    body = answer("pilots", NET)
    assert {part["part"] for part in body["pilots"][0]["parts"]} == {"reach", "spread", "readiness", "need"}
    assert body["stability"]["draws"] == 200 and set(body["stability"]["chosen"]) >= {p["id"] for p in body["pilots"]}
    assert isinstance(body["optimum"], int) and body["best_value"] >= body["value"] and body["not_chosen"]
    rows = list(csv.DictReader(io.StringIO(run("pilots", NET, "--format", "csv").stdout)))
    assert rows[0]["asked for"] == "no" and float(rows[0]["reach"]) > 0


def test_an_exchange_plan_is_told_with_the_greedy_one_beside_it():
    text = words(run("exchange", NET, "--pilots", "Kumanovo,Elbasan").stdout)
    assert "Countries beside those of the pilots: Bosnia and Herzegovina, Montenegro, Serbia, Slovenia, Kosovo." in text
    assert "6 cities receive, from at most 1 pilot (--per-city 1)." in text
    assert (
        "no plan within these limits reaches more countries, and of those that reach as many none is worth more (proven by "
        "integer programming). Picking again and again the best pair, one in a new country first, would give" in text
    )
    rows = list(csv.DictReader(io.StringIO(run("exchange", NET, "--pilots", "kumanovo", "--format", "csv").stdout)))
    assert [row["pilot"] for row in rows] == ["kumanovo"] * 3 and all(row["because"] for row in rows)
    assert all(0 < float(row["known"]) < 1 and row["unknown"] for row in rows)
    assert answer("exchange", NET, "--pilots", "kumanovo")["greedy"]["pilots"].keys() == {"kumanovo"}


def test_a_pair_that_nothing_speaks_for_is_told_as_a_guess_and_why_it_is_there():
    """Maribor is the only city of Slovenia in the sample, and nothing is on record between it and Elbasan."""
    text = words(run("exchange", NET, "--pilots", "Kumanovo,Elbasan").stdout)
    assert (
        "Maribor (SI): 0.00, at best 0.94, 6% known; too little is known to say Nothing is known that speaks for it. "
        in text
    )
    assert "It stands here so that Slovenia is reached: ask before you plan. Ask: " in text
    assert "Ask: Has Čair asked to learn from Kumanovo, or visited it? (+0.20) " in text


def test_what_is_looked_up_or_reckoned_stands_where_sources_stand(tmp_path):
    """Three cities, two countries without rows, one twinning: the border is from GeoNames, the rest from the page."""
    (tmp_path / "actors.csv").write_text("id,kind,name,country\na,City,A,FR\nb,City,B,IT\nc,City,C,KE\n")
    (tmp_path / "ties.csv").write_text("from,tie,to,source\na,TWINNED_WITH,b,web\n")
    (tmp_path / "sources.csv").write_text("id,title,publisher,published\nweb,A page,A,2020\n")
    text = words(run("partners", str(tmp_path), "a").stdout)
    assert "share a border (public geography, GeoNames). Source: public geography, GeoNames " in text
    assert "No source on record." not in text
    assert "share no border (public geography, GeoNames)); " in text
    told = words(run("partners", NET, "kumanovo", "--weight", "foreseen=0.2", "--why", "Maribor").stdout)
    assert "are twinned, on record; that is what cities did, not what they learned. Source: kumanovo-gov, read " in told
    near = words(run("partners", NET, "kumanovo", "--weight", "foreseen=0.2", "--limit", "1").stdout)
    assert "not what they learned. Source: reckoned from ties on record " in near


def test_a_brief_is_written_as_its_name_says(tmp_path):
    page, document = tmp_path / "k.html", tmp_path / "k.docx"
    assert run("brief", NET, "kumanovo", "-o", page).stdout.strip() == str(page)
    assert "<h1>" in page.read_text(encoding="utf-8")
    run("brief", NET, "--country", "XK", "--lang", "ar", "-o", document)
    assert document.read_bytes().startswith(b"PK")
    assert "is there already" in run("brief", NET, "kumanovo", "-o", page, code=2).stderr


@pytest.mark.parametrize(
    ("args", "said"),
    [
        ((), "name a city, or a country with --country XX; one of the two"),
        (("kumanovo", "--country", "XK"), "name a city, or a country with --country XX; one of the two"),
        (("kumanovo", "-o", "k.pdf"), "k.pdf: a brief is written as .html or .docx"),
        (("scn",), "'scn' is no City:"),
        (("AL",), "'AL' is a country (Albania); for a page on it: --country AL\n"),
        (("Kosovo",), "'Kosovo' is a country (Kosovo); for a page on it: --country XK\n"),
    ],
)
def test_a_brief_that_cannot_be_written_is_named(args, said):
    assert said in run("brief", NET, *args, code=2).stderr


def test_what_is_marked_stricter_is_in_no_brief(tmp_path):
    net = tmp_path / "net"
    shutil.copytree(SAMPLE, net)
    text = (net / "sources.csv").read_text(encoding="utf-8")
    lines = [line.replace("CLEAR", "RED") if line.startswith("birn-2024,") else line for line in text.split("\n")]
    (net / "sources.csv").write_text("\n".join(lines), encoding="utf-8")
    out = tmp_path / "xk.html"
    run("brief", net, "--country", "XK", "-o", out)
    assert "has not received" not in out.read_text(encoding="utf-8")


def test_beside_numbers_that_say_nothing_it_is_said():
    """Two cities of which nothing is known but their names: the score is 0, and what is known of it is a word's worth."""
    from small_network import actor, small_network

    from liaison.exchange_pages import exchange_table
    from liaison.partner_pages import partners_table
    from queries.exchange import plan_exchange
    from queries.partners import partners

    network = small_network([actor("bar", "City", "ME"), actor("peja", "City", "XK"), actor("nis", "City", "RS")])
    plan = exchange_table(network, plan_exchange(network, ["bar"], per_pilot=1))
    told = next(line for line in plan if line.startswith("  - "))
    assert "% known; too little is known to say" in told and ", at best " in told
    text = " ".join(" ".join(partners_table(network, "bar", partners(network, "bar"))).split())
    assert text.count("; too little is known to say") == 2


def test_beside_numbers_that_say_something_it_is_not_said(sample):
    from liaison.exchange_pages import exchange_table
    from queries.exchange import plan_exchange

    assert "too little" not in "\n".join(exchange_table(sample, plan_exchange(sample, ["kumanovo"], per_pilot=1)))

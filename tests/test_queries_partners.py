"""Learning partners: the score, its parts, its laws, and what the sample says."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_network import actor, small_network

from graphmodel.errors import DataProblems, LimitExceeded, UsageProblem
from graphmodel.network import Network
from queries import scoring
from queries.diversity import diverse
from queries.engines.base import Limits
from queries.partners import part_weights, partners, partners_of_each, partners_told
from queries.sentences import plain


def cities(*ties: tuple, **more: dict[str, str]) -> Network:
    """A pilot, two other cities, a body each for the pilot and the first."""
    rows = [
        actor("pilot", "City", "MK"), actor("near", "City", "MK"), actor("far", "City", "AL"), actor("MK", "Country", "MK"),
        actor("team", "CoordinationBody", "MK"), actor("council", "CoordinationBody", "MK"), actor("practice", "Practice"),
        actor("event", "Event"), actor("group", "CivilSocietyGroup", "MK"), actor("prog", "Programme"),
        actor("scn", "Organisation"),
    ]  # fmt: skip
    return small_network(
        [{**row, **more.get(row["id"].replace("-", "_"), {})} for row in rows],
        [("pilot", "HAS_BODY", "team"), ("pilot", "OFFERS", "practice"), *ties],
    )


def suggestion(network: Network, ident: str = "near", **asked):
    return next(one for one in partners(network, "pilot", **asked) if one.id == ident)


def part(network: Network, ident: str, name: str, **asked):
    return next(part for part in suggestion(network, ident, **asked).parts if part.part == name)


def test_elbasan_is_the_first_partner_of_kumanovo(sample):
    """A trial on the same facts put Elbasan first; its parts say why, and each names its sources."""
    first = partners(sample, "kumanovo")[0]
    assert first.id == "elbasan"
    parts = {part.part: part for part in first.parts}
    assert (parts["exchanged"].value, parts["exchanged"].because) == (
        1.0,
        "Elbasan and Community Action Team of Kumanovo were together at Exchange in Elbasan, 2021; and Exchange in "
        "Skopje and Gostivar, 2019.",
    )
    assert parts["exchanged"].reasons[0].note == (
        "One page names Skopje and Gostivar, the other Skopje; taken as one exchange."
    )
    assert {item.source for item in parts["exchanged"].evidence} == {"scn-elbasan", "scn-kumanovo"}
    assert parts["needs"].value == 0.75 and "exchange as equals" in parts["needs"].because
    assert parts["transferable"].because == (
        "Population: 100,903 in Elbasan, 75,051 (2021) in Kumanovo: 1.3 times as many in Elbasan. Languages: Albanian (those of its "
        "country) in Elbasan, Macedonian and Albanian in Kumanovo: some the same, some not. SCN Regional Prevention Infrastructure, which Kumanovo "
        "pilots, works in Albania. North Macedonia and Albania share a border."
    )
    assert parts["reachable"].because.startswith("Both have Albanian in use (of Elbasan those of its country).")
    assert all(part.evidence for part in first.parts if part.value)


def test_of_several_populations_the_one_that_is_used_is_named_and_the_others_beside_it(sample):
    """Figures from facts.csv: 98,104 of an encyclopaedia and 105,000 of the spotlight page."""
    reason = partners(sample, "kumanovo")[0].parts[0].reasons[0]
    assert reason.criterion == "likeness:population" and reason.note == (
        "Sources give other figures for Kumanovo: 98,104 (the municipality, encyclopaedia) and 105,000 (the "
        "municipality; the page says over 105,000, scn-kumanovo)."
    )


def test_what_counts_in_more_than_one_part_is_said(sample):
    again = partners(sample, "kumanovo")[0].counted_again
    assert again["HAS_BODY:elbasan:lsc-elbasan"] == ["needs", "receive"]
    assert again["languages:AL"] == ["transferable", "reachable"]


def test_the_weights_are_those_that_the_files_declare():
    weights = part_weights(cities())
    assert weights == pytest.approx({
        "transferable": 0.25, "exchanged": 0.20, "needs": 0.20, "reachable": 0.15, "receive": 0.15, "introducer": 0.05,
        "foreseen": 0.0,
    })  # fmt: skip
    takes = part_weights(cities(), direction="takes")
    assert "receive" not in takes and takes["proven"] == pytest.approx(0.15) and sum(takes.values()) == pytest.approx(1)


def test_weights_may_be_set_and_a_slip_is_named():
    assert part_weights(cities(), {"needs": 0})["needs"] == 0
    assert sum(part_weights(cities(), {"needs": 7}).values()) == pytest.approx(1)
    with pytest.raises(UsageProblem, match="'need' is no part of the score; there are transferable"):
        part_weights(cities(), {"need": 1})
    with pytest.raises(UsageProblem, match="expected a number from 0 on"):
        part_weights(cities(), {"needs": -1})


def test_a_reported_need_counts_whole_and_an_equal_three_quarters():
    assert part(cities(("near", "NEEDS", "practice")), "near", "needs").value == 1.0
    equal = part(cities(("near", "HAS_BODY", "council")), "near", "needs")
    assert equal.value == 0.75 and equal.because == (
        "Both have a mechanism of their own and can exchange as equals: Council and Team."
    )
    unknown = part(cities(), "near", "needs")
    assert (unknown.value, unknown.known) == (0.0, 0.0) and unknown.questions == ("Does Near need Practice?",)


@pytest.mark.parametrize(
    ("ties", "name", "question"),
    [
        ([], "needs", "Does Near need Practice?"),
        ([], "reachable", "Which languages are in use in Pilot?"),
        ([], "reachable", "In which networks and programmes is Pilot?"),
        ([], "transferable", "Which programme does Pilot pilot?"),
        ([("pilot", "PILOTS", "prog")], "transferable", "Does Prog work in Mk?"),
        ([("pilot", "PILOTS", "prog")], "reachable", "Is Near in Prog, as Pilot is?"),
        ([], "introducer", "Who knows both Near and Pilot?"),
        (
            [
                ("scn", "SUPPORTS", "prog"),
                ("pilot", "PILOTS", "prog"),
                ("pilot", "MEMBER_OF", "scn"),
                ("near", "MEMBER_OF", "scn"),
            ],
            "introducer",
            "Who knows both Near and Pilot, besides Scn, which carries the programme?",
        ),
    ],
)
def test_a_question_asks_for_what_is_not_known_and_of_whom(ties, name, question):
    assert question in part(cities(*ties), "near", name).questions


def test_a_pilot_that_offers_nothing_on_record_is_asked_what_it_offers():
    network = small_network([actor("pilot", "City", "MK"), actor("near", "City", "MK")])
    assert part(network, "near", "needs").questions == ("What does Pilot offer that others can learn?",)


def test_a_denied_tie_is_known_and_counts_nothing():
    needs = part(cities(("near", "NEEDS", "practice", {"says": "no"})), "near", "needs")
    assert (needs.value, needs.known) == (0.0, 1.0)
    assert needs.because == "Near does not need Practice, which Pilot offers (a source says it is missing)."
    assert [item.source for item in needs.evidence] == ["report"]
    twinned = part(cities(("pilot", "TWINNED_WITH", "near", {"says": "no"})), "near", "reachable")
    assert twinned.known == 0.25 and "They are not twinned (a source says it is missing)." in twinned.because


@pytest.mark.parametrize(("kind", "known"), [("full", 0.25), ("part", 0.0)])
def test_absence_is_known_only_by_a_full_list(kind, known):
    """Decision 12: 'they lack it' counts only when reported or observed."""
    network = small_network(
        [actor("pilot", "City", "MK"), actor("near", "City", "MK"), actor("other", "City", "MK")],
        [("other", "TWINNED_WITH", "pilot")],
        coverage=[{"source": "report", "tie": "TWINNED_WITH", "kind": "City", "countries": "MK", "list": kind, "said": "1"}],
    )  # fmt: skip
    found = part(network, "near", "reachable")
    assert found.known == known and ("They are not twinned (not on a full list)." in found.because) == (kind == "full")


@pytest.mark.parametrize(
    ("macedonia", "albania", "text"),
    [
        pytest.param("RS", "MK", "North Macedonia and Albania share a border.", id="one of them names the other"),
        pytest.param("RS", "GR", "North Macedonia and Albania share no border.", id="neither names the other"),
        pytest.param("RS", "", "North Macedonia and Albania share a border (public geography, GeoNames).", id="looked up"),
    ],
)  # fmt: skip
def test_a_border_is_looked_up_where_the_sheets_do_not_say_and_never_asked(macedonia, albania, text):
    rows = [
        {**actor("MK", "Country", "MK"), "name": "North Macedonia", "neighbours": macedonia},
        {**actor("AL", "Country", "AL"), "name": "Albania", "neighbours": albania},
    ]
    network = small_network([actor("pilot", "City", "MK"), actor("far", "City", "AL"), *rows])
    reason = next(r for r in part(network, "far", "transferable").reasons if r.criterion == "border")
    assert reason.text == text and reason.value == float("no border" not in text)


def test_no_border_is_looked_up_too_and_told_in_arabic():
    """Slovenia borders Austria, Croatia, Hungary and Italy; no row of the network says so."""
    network = small_network([actor("pilot", "City", "MK"), actor("far", "City", "SI")])
    for lang, text in {
        "en": "North Macedonia and Slovenia share no border (public geography, GeoNames).",
        "ar": "لا حدود مشتركة بين مقدونيا الشمالية وسلوفينيا (جغرافيا عامة، GeoNames).",
    }.items():
        found = partners(network, "pilot", lang=lang)[0]
        reasons = [r for p in found.parts for r in p.reasons if r.criterion == "border"]
        assert [(plain(r.text), r.value) for r in reasons] == [(text, 0.0)]


def test_a_property_is_asked_for_in_words_and_once(sample):
    """Likeness of context and a language in common ask the same of a city: one question, with what both would add."""
    found = next(one for one in partners(sample, "kumanovo") if one.id == "maribor")
    assert [q for q in found.unknown if "anguages" in q] == ["Which languages are in use in Maribor?"]
    assert "How many people live in Maribor?" in found.unknown and not any("border" in q for q in found.unknown)
    assert found.gains["Which languages are in use in Maribor?"] == pytest.approx(0.25 * 0.5 / 2 + 0.15 * 0.25)


def test_what_is_not_known_counts_nothing_and_gives_the_high_end():
    one = next(one for one in partners(cities(), "pilot") if one.id == "near")
    assert one.score < one.high < 1.0 + 1e-9 and one.high - one.score == pytest.approx(1 - one.known)
    assert "How many people live in Pilot?" in one.unknown
    assert sum(one.gains.values()) == pytest.approx(one.high - one.score)


def test_a_distance_is_that_on_the_sphere():
    """Kumanovo to Elbasan: 177 km by the haversine formula on a sphere of 6,371 km."""
    network = cities(pilot={"lat": "42.13279", "lon": "21.71585"}, far={"lat": "41.11138", "lon": "20.08224"})
    lat1, lon1, lat2, lon2 = map(math.radians, (42.13279, 21.71585, 41.11138, 20.08224))
    chord = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    km = round(2 * 6371 * math.asin(math.sqrt(chord)))
    assert km == 177 and f"They are {km} km apart." in part(network, "far", "reachable").because


def test_who_learns_already_is_a_label_and_no_penalty():
    one = next(o for o in partners(cities(("pilot", "SHARES_LEARNING_WITH", "near")), "pilot") if o.id == "near")
    assert one.labels == ("Near already learns from Pilot: continue",)
    assert one.score > next(o for o in partners(cities(), "pilot") if o.id == "near").score
    denied = cities(("pilot", "SHARES_LEARNING_WITH", "near", {"says": "no"}))
    declined = suggestion(denied)
    assert declined.labels == ("a source says that Pilot does not share with Near: ask before you plan",)
    assert declined.veto == declined.labels[0] and one.veto == ""
    by_body = suggestion(cities(("team", "SHARES_LEARNING_WITH", "near")))
    assert by_body.labels == ("Near already learns from Pilot: continue",)


def test_an_introducer_is_tied_to_both_by_more_than_a_meeting():
    ties = [("group", "PARTNERS_WITH", "pilot"), ("group", "WORKS_IN", "near")]
    one = next(o for o in partners(cities(*ties), "pilot") if o.id == "near")
    assert [i.id for i in one.introducers] == ["group"] and one.introducers[
        0
    ].because == "Group has a tie to Pilot and to Near."
    met = [("group", "PARTNERS_WITH", "pilot", {"form": "met"}), ("group", "WORKS_IN", "near")]
    assert next(o for o in partners(cities(*met), "pilot") if o.id == "near").introducers == ()


FAVOURABLE = [
    ("near", "NEEDS", "practice"), ("near", "HAS_BODY", "council"), ("pilot", "TWINNED_WITH", "near"),
    ("pilot", "PARTNERS_WITH", "near"), ("group", "WORKS_IN", "near"), ("near", "TOOK_PART_IN", "event"),
    ("pilot", "TOOK_PART_IN", "event"), ("group", "PARTNERS_WITH", "pilot"),
]  # fmt: skip


@settings(max_examples=20, deadline=None)
@given(st.permutations(FAVOURABLE), st.integers(0, len(FAVOURABLE) - 1))
def test_a_further_favourable_tie_never_lowers_the_score(ties, count):
    def score(network: Network) -> float:
        return next(one.score for one in partners(network, "pilot") if one.id == "near")

    assert score(cities(*ties[: count + 1])) >= score(cities(*ties[:count])) - 1e-9


def test_a_part_of_ones_own_is_one_file(tmp_path, sample):
    from dataclasses import replace

    folder = tmp_path / "queries" / "partners"
    folder.mkdir(parents=True)
    (folder / "seaside.cypher").write_text(
        "// ---\n// title: By the sea\n// answers: Does it lie by the sea?\n// weight: 1\n"
        "// criteria: {sea: {for: \"{candidate} lies by the sea.\", question: \"Does {candidate} lie by the sea?\"}}\n"
        "// columns: [candidate, sea]\n// ---\n"
        "MATCH (c:City) WHERE c.id IN ['durres', 'budva'] RETURN c.id AS candidate, 1.0 AS sea ORDER BY candidate\n",
        encoding="utf-8",
    )  # fmt: skip
    found = partners(replace(sample, folder=tmp_path), "kumanovo")
    assert found[0].id in ("durres", "budva") and any(p.because.endswith("lies by the sea.") for p in found[0].parts)


def test_a_part_of_ones_own_that_gives_what_none_may_is_named(tmp_path, sample):
    """A value outside 0 to 1, or two rows of one candidate, would give a score that means nothing."""
    from dataclasses import replace

    folder = tmp_path / "queries" / "partners"
    folder.mkdir(parents=True)
    text = (
        '// ---\n// title: T\n// answers: Q?\n// weight: 1\n// criteria: {sea: {for: "By the sea."}}\n'
        "// columns: [candidate, sea]\n// ---\nMATCH (c:City) RETURN c.id AS candidate, 5.0 AS sea ORDER BY candidate\n"
    )
    network = replace(sample, folder=tmp_path)
    (folder / "seaside.cypher").write_text(text, encoding="utf-8")
    with pytest.raises(DataProblems) as caught:
        partners(network, "kumanovo")
    assert str(caught.value.problems[0]) == (
        "queries/partners/seaside.cypher: expected 'sea' from 0 to 1, or null if it is not known, found 5.0 for "
        "banja-luka. [bad-query]\n  To mend: mend what it returns."
    )
    twice = text.replace("RETURN c.id AS candidate, 5.0", "UNWIND [0.0, 1.0] AS s RETURN c.id AS candidate, s")
    (folder / "seaside.cypher").write_text(twice, encoding="utf-8")
    with pytest.raises(DataProblems) as caught:
        partners(network, "kumanovo")
    assert "expected one row for each candidate, found two of banja-luka." in str(caught.value.problems[0])


def test_a_part_whose_rows_are_cut_is_no_answer(monkeypatch):
    monkeypatch.setattr(scoring, "LIMITS", Limits(rows=1))
    with pytest.raises(LimitExceeded, match="gives more than 1 rows, so some candidates would be left out"):
        partners(cities(), "pilot")


# who is asked about, and who is a candidate


def test_partners_are_asked_of_a_city():
    with pytest.raises(UsageProblem, match="'Scn' is of the kind Organisation; expected City"):
        partners(cities(), "scn")


def test_a_city_that_has_ended_is_not_suggested():
    network = cities(near={"until": "2016"}, far={"since": "2015"}).as_of(dt.date(2018, 12, 31))
    assert [one.id for one in partners(network, "pilot")] == ["far"]


# direction


def test_needs_and_strength_change_sides_with_the_direction():
    network = cities(("near", "OFFERS", "practice"), ("pilot", "NEEDS", "practice"), ("far", "NEEDS", "practice"))
    assert [part(network, "near", "needs", direction=way).value for way in ("gives", "takes")] == [0.0, 1.0]
    assert part(network, "far", "needs").because == "Far is reported to need Practice, which Pilot offers."
    assert part(network, "near", "proven", direction="takes").because == "Near offers Practice."
    with pytest.raises(UsageProblem, match="no direction 'sends'; there are gives, takes, both"):
        partners(network, "pilot", direction="sends")


def test_both_directions_are_the_mean_of_each_part(sample):
    gives, takes, both = (
        {one.id: one for one in partners(sample, "novi-pazar", direction=way)} for way in ("gives", "takes", "both")
    )
    for ident, one in both.items():
        assert one.score == pytest.approx((gives[ident].score + takes[ident].score) / 2, abs=2e-6)
        assert one.known == pytest.approx((gives[ident].known + takes[ident].known) / 2, abs=2e-6)
        assert sum(part.weight for part in one.parts) == pytest.approx(1)
        assert sum(one.gains.values()) == pytest.approx(one.high - one.score, abs=1e-5)


def test_the_other_direction_does_not_make_the_programmes_own_network_an_introducer(sample):
    """The Strong Cities Network carries the programme that Kumanovo pilots, whichever of the two asks."""
    one = next(one for one in partners(sample, "elbasan") if one.id == "kumanovo")
    assert one.introducers == ()
    assert any("besides Strong Cities Network" in question for question in one.unknown)


# presets, cold start, diversity


def test_a_preset_takes_the_place_of_the_weights_and_a_slip_is_named(sample):
    weights = part_weights(sample, preset="nearby")
    assert max(weights, key=weights.get) == "reachable" and sum(weights.values()) == pytest.approx(1)
    near = partners(sample, "kumanovo", preset="nearby")
    assert near[0].id == "cair"  # 26 km, a common language and network; Elbasan is 177 km away
    with pytest.raises(UsageProblem, match="no preset 'nearbye'; did you mean 'nearby'"):
        part_weights(sample, preset="nearbye")


def test_a_network_sets_weights_and_presets_of_its_own(sample):
    from dataclasses import replace

    settings_ = {"partners": {"weights": {"needs": 0}, "presets": {"mine": {"weights": {"needs": 1}}}}}
    network = replace(sample, settings=settings_)
    assert part_weights(network)["needs"] == 0 and part_weights(network, preset="mine")["needs"] == 1


def test_a_city_without_a_tie_gets_those_that_are_like_it_and_near():
    """Cold start: figures are those of the sample; nothing but size, language, country and place is on record."""
    alone = small_network([
        {**actor("vranje", "City", "RS"), "population": "56199", "lat": "42.55139", "lon": "21.90028", "languages": "sr"},
        {**actor("leskovac", "City", "RS"), "population": "94758", "lat": "42.99806", "lon": "21.94611", "languages": "sr"},
        {**actor("sombor", "City", "RS"), "population": "48454", "lat": "45.77417", "lon": "19.11222", "languages": "sr"},
        {**actor("vlore", "City", "AL"), "population": "115261", "lat": "40.4696", "lon": "19.48379", "languages": "sq"},
    ])  # fmt: skip
    assert [one.id for one in partners(alone, "vranje")] == ["leskovac", "sombor", "vlore"]


def test_a_diverse_list_begins_with_the_best_and_has_more_countries(sample):
    found = partners(sample, "kumanovo")
    listed = diverse(sample, found, 5)
    assert listed[0] == found[0] and len({one.id for one in listed}) == 5
    assert len({one.country for one in listed}) > len({one.country for one in found[:5]})
    assert diverse(sample, found, 5, trade=1.0) == found[:5]


def test_sentences_are_in_arabic_where_they_are_asked_for(sample):
    first = partners(sample, "kumanovo", lang="ar")[0]
    assert first.name == "إلباسان" and " بين إلباسان وفريق العمل المجتمعي في كومانوفو." in plain(first.parts[1].because)
    english = partners(sample, "kumanovo")
    assert [one.score for one in partners(sample, "kumanovo", lang="ar")] == [one.score for one in english]


@pytest.mark.parametrize(
    ("there", "said"),
    [
        (["p"], "P, which A pilots, works in Albania."),
        (["p", "q"], "P and Q, which A pilots, work in Albania."),
    ],
    ids=["one programme", "two"],
)
def test_a_sentence_agrees_with_how_many_it_is_about(there, said):
    from queries.query import catalogue
    from queries.sentences import Sentences

    network = small_network(
        [actor("p", "Programme"), actor("q", "Programme"), actor("a", "City", "MK"), actor("b", "City", "AL")]
    )
    query = next(one for one in catalogue(schema=network.schema) if one.name == "transferable")
    region = query.fields["criteria"]["region"]
    fill = Sentences(network).fill
    row = {"there": there, "programmes": there, "giver": "a", "taker_country": "AL"}
    assert fill(region["for"], row) == said
    asked = {1: "Does P work in Albania?", 2: "Do P and Q work in Albania?"}
    assert fill(region["question"]["theirs"], row) == asked[len(there)]
    assert "{" not in fill(region["ar"]["for"], row, "ar") + fill(region["ar"]["question"]["theirs"], row, "ar")


@pytest.mark.parametrize("city", ["kumanovo", "nis", "elbasan", "viti", "tirana"])
def test_those_that_are_told_in_several_languages_are_the_best_of_all(sample, city):
    """They are ranked before they are put into words; the order and the words are those of `partners`."""
    told = partners_told(sample, city, ["en", "ar"], limit=8)
    for lang in ("en", "ar"):
        assert told[lang] == partners(sample, city, limit=8, lang=lang)


def test_what_is_looked_up_counts_in_both(sample):
    """No row says which countries are neighbours, so public geography does."""
    blank = replace(sample, actors=sample.actors.assign(neighbours=""))
    best = partners(blank, "tirana", limit=8)
    assert "public geography" in "".join(part.because for one in best for part in one.parts)
    assert partners_told(blank, "tirana", ["en"], limit=8)["en"] == best


def test_several_cities_are_told_what_each_is_told_alone(sample):
    """One scorer serves all of a language: it keeps nothing of the city before, nor of the other language."""
    cities = ["kumanovo", "elbasan", "peja"]
    told = partners_of_each(sample, cities, ["en", "ar"], limit=4)
    assert list(told) == cities
    assert told == {city: partners_told(sample, city, ["en", "ar"], limit=4) for city in cities}
    assert told["kumanovo"]["ar"] == partners(sample, "kumanovo", limit=4, lang="ar") != told["elbasan"]["ar"]

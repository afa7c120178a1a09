"""Learning partners and pilots: the score, its parts, its laws, and what the sample says."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_network import actor, small_network

from graphmodel.errors import UsageProblem
from graphmodel.network import Network
from queries.coverage_choice import best_cover, greedy_cover
from queries.partners import part_weights, partners
from queries.pilots import choose_pilots


def cities(*ties: tuple, **more: dict[str, str]) -> Network:
    """A pilot, two other cities, a body each for the pilot and the first."""
    rows = [
        actor("pilot", "City", "MK"), actor("near", "City", "MK"), actor("far", "City", "AL"), actor("MK", "Country", "MK"),
        actor("team", "CoordinationBody", "MK"), actor("council", "CoordinationBody", "MK"), actor("practice", "Practice"),
        actor("event", "Event"), actor("group", "CivilSocietyGroup", "MK"),
    ]  # fmt: skip
    return small_network(
        [{**row, **more.get(row["id"].replace("-", "_"), {})} for row in rows],
        [("pilot", "HAS_BODY", "team"), ("pilot", "OFFERS", "practice"), *ties],
    )


def part(network: Network, ident: str, name: str):
    one = next(one for one in partners(network, "pilot") if one.id == ident)
    return next(part for part in one.parts if part.part == name)


def test_elbasan_is_the_first_partner_of_kumanovo(sample):
    """A trial on the same facts put Elbasan first; its parts say why."""
    first = partners(sample, "kumanovo")[0]
    assert first.id == "elbasan"
    said = {part.part: (part.value, part.because) for part in first.parts}
    assert said["exchanged"] == (
        1.0, "Elbasan and Kumanovo were together at Exchange in Elbasan, 2021; Exchange in Skopje and Gostivar, 2019.",
    )  # fmt: skip
    assert said["needs"][0] == 0.75 and "exchange as equals" in said["needs"][1]
    assert said["transferable"][1].startswith("They are of similar size (100,903 and 75,051 inhabitants).")
    assert [item.source for item in first.parts[1].evidence] == ["scn-elbasan", "scn-elbasan"]


def test_the_weights_are_those_that_the_files_declare():
    weights = part_weights(cities())
    assert weights == pytest.approx({
        "transferable": 0.25, "exchanged": 0.20, "needs": 0.20, "reachable": 0.15, "receive": 0.15, "introducer": 0.05, "foreseen": 0.0,
    })  # fmt: skip


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


def test_what_is_not_known_counts_nothing_and_gives_the_high_end():
    one = next(one for one in partners(cities(), "pilot") if one.id == "near")
    assert one.score < one.high < 1.0 + 1e-9 and one.high - one.score == pytest.approx(1 - one.known)
    assert "How many people live in Near?" in one.unknown


def test_a_distance_is_that_on_the_sphere():
    """Kumanovo to Elbasan: 177 km by the haversine formula on a sphere of 6,371 km."""
    network = cities(pilot={"lat": "42.13279", "lon": "21.71585"}, far={"lat": "41.11138", "lon": "20.08224"})
    lat1, lon1, lat2, lon2 = map(math.radians, (42.13279, 21.71585, 41.11138, 20.08224))
    chord = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    km = round(2 * 6371 * math.asin(math.sqrt(chord)))
    assert km == 177 and f"They are {km} km apart." in part(network, "far", "reachable").because


def test_who_learns_already_is_a_label_and_no_penalty():
    one = next(o for o in partners(cities(("pilot", "SHARES_LEARNING_WITH", "near")), "pilot") if o.id == "near")
    assert one.labels == ("already learns from Pilot: continue",)
    assert one.score > next(o for o in partners(cities(), "pilot") if o.id == "near").score
    denied = cities(("pilot", "SHARES_LEARNING_WITH", "near", {"says": "no"}))
    assert next(o for o in partners(denied, "pilot") if o.id == "near").labels[0].startswith("a source says that")


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


# choosing few that reach many

SETS = st.dictionaries(
    st.sampled_from("abcdefgh"), st.frozensets(st.integers(0, 9).map(str), min_size=1), min_size=1, max_size=8
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(SETS, st.integers(1, 4), st.integers(1, 2))
def test_greedy_keeps_its_guarantee_and_the_optimum_is_one(sets, count, per_group):
    """1 − 1/e under a plain limit (Nemhauser and others 1978), 1/2 with a limit per group (Fisher and others 1978)."""
    from itertools import combinations

    groups = {name: "xy"[ord(name) % 2] for name in sets}

    def reach(names) -> int:
        return len(frozenset().union(*(sets[name] for name in names)))

    def allowed(names) -> bool:
        return all(sum(groups[n] == g for n in names) <= per_group for g in "xy")

    choices = [c for k in range(count + 1) for c in combinations(sorted(sets), k)]
    best, best_grouped = max(map(reach, choices)), max(reach(c) for c in choices if allowed(c))
    assert best_cover(sets, count, groups) == (best, True)
    assert best_cover(sets, count, groups, per_group=per_group) == (best_grouped, True)
    assert reach(greedy_cover(sets, count, groups)) >= (1 - 1 / math.e) * best
    grouped = greedy_cover(sets, count, groups, per_group=per_group)
    assert allowed(grouped) and reach(grouped) >= best_grouped / 2


def test_pilots_of_the_sample_are_members_of_the_network(sample):
    """Members on record (facts): Čair, Peja, Gjilan, Ulcinj, Kumanovo, Elbasan, Novi Pazar."""
    chosen = choose_pilots(sample, 4, per_country=1, must=["kumanovo"])
    assert set(chosen.candidates) == {"cair", "peja", "gjilan", "ulcinj", "kumanovo", "elbasan", "novi-pazar"}
    assert chosen.pilots[0].id == "kumanovo" and len({pilot.country for pilot in chosen.pilots}) == 4
    assert chosen.resting["TWINNED_WITH"] == 15  # of those reached, lost without twinning
    assert chosen.reached + len(chosen.left_out) == chosen.reachable


def test_nobody_to_choose_from_is_said():
    with pytest.raises(UsageProblem, match="no city is on record as a member of a programme that means to share"):
        choose_pilots(cities(), 2)

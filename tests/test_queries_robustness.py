"""How often a line stays when a part of what is on record is left out at random."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_networks import random_network
from small_network import actor, small_network

from graphmodel.network import Network
from queries.engines.embedded import EmbeddedEngine
from queries.gaps import find_gaps, gap_ids
from queries.partners import partners
from queries.pilots import choose_pilots
from queries.robustness import Setting, draw, how_often, thinned
from queries.robustness import settings as settings_of
from queries.thin_choices import ThinPartners, ThinPilots
from queries.thin_gaps import ThinGaps


def ten_ties() -> Network:
    cities = [actor(f"c{i}", "City", "AL") for i in range(10)]
    return small_network(
        [actor("AL", "Country", "AL"), *cities], [(f"c{i}", "TWINNED_WITH", f"c{(i + 1) % 10}") for i in range(10)]
    )


def ties_of(network: Network) -> list[str]:
    return network.ties["id"].tolist()


def own(network: Network) -> int:
    return int((~network.ties["derived"].to_numpy(dtype=bool)).sum())


@pytest.mark.parametrize(
    ("setting", "actors", "ties"),
    [
        (Setting("ties", 0.1), 11, 9),
        (Setting("ties", 0.25), 11, 8),  # 2.5 is rounded to the even number
        (Setting("ties", 0.0), 11, 10),
        (Setting("actors", 0.2), 9, None),
    ],
    ids=lambda value: value.name if isinstance(value, Setting) else str(value),
)
def test_a_draw_leaves_out_the_share_that_it_says(setting, actors, ties):
    for number in range(5):
        thin = thinned(ten_ties(), setting, 1, number)
        assert len(thin.actors) == actors and (ties is None or own(thin) == ties)
        assert "AL" in thin.position  # a country comes with its cities


@settings(max_examples=50, deadline=None)
@given(st.sampled_from(settings_of()), st.integers(0, 3), st.integers(0, 50))
def test_a_draw_is_the_same_for_the_same_seed_and_number(setting, seed, number):
    every = np.ones(40, dtype=bool), np.ones(60, dtype=bool)
    one, other = (draw(setting, seed, number, actors=every[0], ties=every[1]) for _ in range(2))
    assert all((a == b).all() for a, b in zip(one, other, strict=True))


def test_draws_differ():
    every = np.ones(40, dtype=bool), np.ones(60, dtype=bool)
    found = {draw(Setting("ties", 0.1), 1, n, actors=every[0], ties=every[1])[1].tobytes() for n in range(50)}
    assert len(found) == 50


def test_a_line_that_is_one_tie_stays_as_often_as_the_tie_is_kept():
    """Of ten ties one is left out in each draw: 90 % of 400 draws keep a given one; three standard errors are 4.5 %."""
    network = ten_ties()
    found = how_often(network, ties_of, {"TWINNED_WITH:c0:c1": ["c0", "c1"]}, draws=400, shares=[0.1])
    without_ties, without_actors = found.stays["TWINNED_WITH:c0:c1"]
    assert without_ties == pytest.approx(0.9, abs=0.045)
    assert without_actors == 1.0  # of the draws that keep both ends


def test_a_draw_that_leaves_out_whom_a_line_is_about_is_not_counted():
    network = ten_ties()
    found = how_often(network, ties_of, {"TWINNED_WITH:c0:c1": [f"c{i}" for i in range(10)]}, draws=3, shares=[0.1])
    assert found.stays == {"TWINNED_WITH:c0:c1": (found.stays["TWINNED_WITH:c0:c1"][0], None)}
    assert found.words("TWINNED_WITH:c0:c1").endswith("of ties; in none tried without as many actors.")


def test_processes_do_not_change_the_answer():
    network = ten_ties().only()
    lines = {key: [] for key in gap_ids(network)}
    alone = how_often(network, gap_ids, lines, draws=2, shares=[0.2])
    shared = how_often(network, gap_ids, lines, draws=2, shares=[0.2], jobs=2)
    assert lines and alone == shared


def test_progress_is_told_after_each_draw():
    told: list[tuple[int, int]] = []
    how_often(ten_ties(), ties_of, {}, draws=2, shares=[0.1], progress=lambda done, of: told.append((done, of)))
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_a_full_list_that_lost_a_name_is_a_part_so_that_the_gap_is_not_observed_any_more():
    network = small_network(
        [actor("panel", "Event", "ME"), *(actor(f"office-{c.lower()}", "NationalCoordinator", c) for c in ("ME", "RS", "AL"))],
        [("office-me", "TOOK_PART_IN", "panel"), ("office-al", "TOOK_PART_IN", "panel")],
        coverage=[{"source": "report", "tie": "TOOK_PART_IN", "of": "panel", "kind": "NationalCoordinator",
                   "countries": "ME;RS;AL", "list": "full", "said": "2"}],
    )  # fmt: skip
    rule = ["coordinator-absent-from-event"]
    assert len(find_gaps(network, rules=rule)) == 1
    kept = (network.ties["id"] != "TOOK_PART_IN:office-al:panel").to_numpy()
    assert find_gaps(network.only(ties=kept), rules=rule) == []
    assert network.only(ties=kept).coverage["list"].tolist() == ["part"]


def test_what_is_only_kept_is_the_whole():
    network = ten_ties()
    assert network.only().same_as(network)


# an engine that is brought to what is left gives what one that is loaded with it gives


def same_answers(network: Network, shares: tuple[float, ...], draws: int) -> None:
    engine = EmbeddedEngine()
    engine.load(network)
    for setting in settings_of(shares):
        for number in range(draws):
            thin = thinned(network, setting, 1, number)
            brought = [gap.as_json() for gap in find_gaps(thin, engine=engine.without(thin))]
            assert brought == [gap.as_json() for gap in find_gaps(thin)], (setting.name, number)


def test_what_is_left_of_the_sample_is_answered_as_if_it_were_loaded(sample):
    same_answers(sample, (0.1, 0.5), 2)


@pytest.mark.parametrize("seed", range(4))
def test_what_is_left_of_any_network_is_answered_as_if_it_were_loaded(seed):
    """With lists, denied ties, open ends, programmes of claims and ties that ended; as it is, and as of a day."""
    network = random_network(seed)
    same_answers(network, (0.2, 0.6), 2)
    same_answers(network.as_of(network.default_as_of), (0.2, 0.6), 2)


def test_the_quick_way_gives_the_shares_of_the_slow_one(sample):
    """Ids and sections of gaps, of few draws; in one process and in two."""
    lines = {f"{gap.id} {gap.section}": [] for gap in find_gaps(sample)}
    slow = how_often(sample, gap_ids, lines, draws=2, shares=[0.2])
    assert slow == how_often(sample, ThinGaps(sample), lines, draws=2, shares=[0.2])
    assert slow == how_often(sample, ThinGaps(sample), lines, draws=2, shares=[0.2], jobs=2)


def test_the_engine_of_the_whole_stays_whole(sample):
    engine = EmbeddedEngine()
    engine.load(sample)
    before = find_gaps(sample, engine=engine)
    engine.without(thinned(sample, Setting("actors", 0.5), 1, 0)).close()
    assert find_gaps(sample, engine=engine) == before


# partners and pilots


def test_partners_and_pilots_of_what_is_left_are_those_of_a_network_loaded_anew(sample):
    first, chosen = ThinPartners(sample, "kumanovo", 5), ThinPilots(sample, 4, per_country=1)
    for setting in settings_of((0.2,)):
        draws = (thinned(sample, setting, 1, number) for number in range(20))
        thin = next(thin for thin in draws if "kumanovo" in thin.position)
        assert first(thin) == [one.id for one in partners(thin, "kumanovo")[:5]]
        assert chosen(thin) == [pilot.id for pilot in choose_pilots(thin, 4, per_country=1).pilots]


def test_without_the_city_that_asks_or_the_programme_there_is_no_answer(sample):
    def without(ident: str) -> Network:
        return sample.only(actors=(sample.actors["id"] != ident).to_numpy())

    assert ThinPartners(sample, "kumanovo", 5)(without("kumanovo")) == []
    assert ThinPilots(sample, 2, programme="scn")(without("scn")) == []
    assert "kumanovo" not in ThinPilots(sample, 2, must=["kumanovo"])(without("kumanovo"))
    assert ThinPilots(sample, 2, among=["kumanovo"])(without("kumanovo")) == []


def test_a_pilot_that_is_asked_for_always_stays(sample):
    found = how_often(
        sample, ThinPilots(sample, 2, must=["kumanovo"]), {"kumanovo": ["kumanovo"]}, draws=2, shares=[0.2]
    )
    assert found.stays["kumanovo"] == (1.0, 1.0)

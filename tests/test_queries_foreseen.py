"""The link ranker as a part of the partner score: off unless switched on, and honest where it knows nothing."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from small_network import actor, small_network

from graphmodel.errors import UsageProblem
from queries.backtest import surroundings
from queries.foreseen import _scores
from queries.link_ranker import fit_link_ranker
from queries.link_weights import weights_text
from queries.partners import partners
from queries.tie_table import tie_table


def foreseen(network, city="kumanovo", weight=0.2):
    found = partners(network, city, weights={"foreseen": weight})
    return {one.id: part for one in found for part in one.parts if part.part == "foreseen"}


def test_it_is_off_unless_switched_on(sample):
    """Weights fitted on twinning are never the default; a part without weight is not asked."""
    assert not any(part.part == "foreseen" for one in partners(sample, "kumanovo") for part in one.parts)
    switched = replace(sample, settings={"partners": {"weights": {"foreseen": 0.5}}})
    parts = {part.part: part.weight for part in partners(switched, "kumanovo")[0].parts}
    assert parts["foreseen"] == pytest.approx(0.5 / 1.5)  # the others sum to 1


def test_what_it_says_can_be_read(sample):
    parts = foreseen(sample)
    assert all(0 <= part.value <= 1 for part in parts.values()) and len(parts) == 54
    tied = [
        name
        for name, part in parts.items()
        if part.because.endswith("are twinned, on record; that is what cities did, not what they learned.")
    ]
    on_record = sample.ties[(sample.ties["kind"] == "TWINNED_WITH").to_numpy()]
    ends = set(zip(on_record["source"], on_record["target"], strict=True))
    assert sorted(tied) == sorted(name for name in parts if (name, "kumanovo") in ends or ("kumanovo", name) in ends)
    best = min((part for name, part in parts.items() if name not in tied), key=lambda part: -part.value)
    assert best.value == 1.0 and best.because == (
        f"Going by twinnings on record, {best.because.split(', ')[1].split(' is number')[0]} is number 1 of "
        f"{54 - len(tied)} that Kumanovo would be twinned with next (weights fitted to 40 twinnings as of 2026-11-23); that "
        "is what cities did, not what they learned."
    )


def test_too_few_ties_foresee_nothing():
    """19 twinnings: fewer than 20, the least that weights are fitted to."""
    cities = [actor(f"city-{i:02}", "City", "MK") for i in range(20)]
    few = small_network(cities, [(f"city-{i:02}", "TWINNED_WITH", f"city-{i + 1:02}") for i in range(19)])
    parts = foreseen(few, "city-00").values()
    assert {(part.value, part.known) for part in parts} == {(0.0, 0.0)}
    enough = small_network(
        cities, [(f"city-{a:02}", "TWINNED_WITH", f"city-{b:02}") for a in range(2) for b in range(2, 15)]
    )
    known = foreseen(enough, "city-19")  # itself without a tie: only those that have one can be said something of
    assert known["city-18"].known == 0.0 and known["city-00"].known == 1.0
    assert known["city-18"].questions == ("Is City 18 or City 19 twinned with anybody?",)


# weights in a file


@pytest.fixture
def own(sample, tmp_path):
    """The sample with a file of weights fitted to it, named by its settings; the file may be altered."""
    table = tie_table(sample, "TWINNED_WITH")
    ranker = fit_link_ranker(table.pairs, surroundings(table))
    text = weights_text(sample, "TWINNED_WITH", table, ranker, "twins.toml")
    (tmp_path / "twins.toml").write_text(text, encoding="utf-8")
    return replace(sample, folder=tmp_path, settings={"partners": {"foreseen": {"weights": "twins.toml"}}})


def altered(own, old: str, new: str) -> None:
    path = own.folder / "twins.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_weights_of_a_file_give_what_their_fit_gives(sample, own):
    assert foreseen(own) == foreseen(sample)


def test_weights_of_a_file_are_those_that_count(sample, own):
    """All 0 but the number of ties of the other: the most popular come first."""
    path = own.folder / "twins.toml"
    lines = path.read_text(encoding="utf-8").splitlines()
    zero = [f"{line.split(' = ')[0]} = {int(line.startswith('degree = '))}" if " = " in line and "#" in line and not line.startswith("#") else line for line in lines]  # fmt: skip
    path.write_text("\n".join(zero), encoding="utf-8")
    parts = {name: part.value for name, part in foreseen(own).items() if " is number " in part.because}
    live = sample.ties[(sample.ties["kind"] == "TWINNED_WITH").to_numpy()]
    ties = [*live["source"], *live["target"]]
    assert ties.count(max(parts, key=lambda name: parts[name])) == max(map(ties.count, parts))
    assert [parts[name] for name in sorted(parts, key=lambda name: -ties.count(name))] == sorted(parts.values())[::-1]


def test_nothing_is_fitted_where_a_file_is_named_and_once_where_none_is(sample, own, monkeypatch):
    fits = []

    def counted(*args, **options):
        fits.append(1)
        return fit_link_ranker(*args, **options)

    monkeypatch.setattr("queries.foreseen.fit_link_ranker", counted)
    _scores.cache_clear()
    foreseen(own), foreseen(own, "elbasan")
    assert fits == []
    foreseen(sample), foreseen(sample, "elbasan"), foreseen(sample)
    assert fits == [1]
    foreseen(sample.known_by(dt.date(2018, 12, 31)))  # other ties
    assert fits == [1, 1]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        pytest.param("[fitted]", "[fitted", "twins.toml: expected weights in TOML; Expected ']'", id="no toml"),
        pytest.param("[weights]", "[wights]", "twins.toml: expected the tables [fitted] and [weights]", id="no table"),
        pytest.param('"TWINNED_WITH"', '"PARTNERS_WITH"', "twins.toml: expected weights fitted to TWINNED_WITH, found PARTNERS_WITH", id="other tie"),
        pytest.param("as_of = 2026-11-23", "as_of = 'now'", "twins.toml, [fitted]: expected as_of, a date, and ties, a number", id="no date"),
        pytest.param("three_own", "three_ownn", "twins.toml: 'three_ownn' is no feature; did you mean 'three_own'?", id="slip"),
        pytest.param("degree = ", "degree = 'x' # ", "twins.toml: the weight of 'common_degree' is 'x'; expected a number", id="no number"),
        pytest.param("no_tie = ", "# no_tie = ", "twins.toml: no weight of no_tie; write 0 for what should not count", id="one wanting"),
    ],
)  # fmt: skip
def test_a_file_of_weights_that_is_at_fault_is_named(own, old, new, message):
    altered(own, old, new)
    with pytest.raises(UsageProblem) as caught:
        foreseen(own)
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ({"weights": 3}, 'network.toml, [partners.foreseen]: expected weights = "FILE", found 3'),
        (7, 'network.toml, [partners.foreseen]: expected weights = "FILE", found 7'),
        ({"weights": "none.toml"}, "network.toml, [partners.foreseen]: there is no file 'none.toml' beside it; "
         "`liaison backtest NETWORK --tie TWINNED_WITH --write-weights none.toml` writes one"),
    ],
    ids=["a number", "no table", "no such file"],
)  # fmt: skip
def test_a_setting_that_names_no_file_is_told(own, setting, message):
    with pytest.raises(UsageProblem) as caught:
        foreseen(replace(own, settings={"partners": {"foreseen": setting}}))
    assert str(caught.value) == message

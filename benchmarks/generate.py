"""Makes a network of any size, the same for the same seed: `python benchmarks/generate.py OUT --actors N --ties M`.

Nothing in it is real. Cities, offices, groups and events are spread over thirty countries; ties follow the kinds that a
network of this sort has, with a few actors that have very many; the national level of a country does not grow without end
with the number of its cities; one claim in twenty says no, one in ten has two sources,
one actor in fifty has ended, and some ends are known by kind and country only.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import pandas as pd

__all__ = ["generate"]

COUNTRIES = np.array(
    "AL BA BG CZ DE DK EE ES FI FR GB GR HR HU IE IT LT LV ME MK MT NL NO PL PT RO RS SE SI XK".split()
)
SHARES = {
    "City": 0.42, "CivilSocietyGroup": 0.30, "Mayor": 0.12, "CoordinationBody": 0.06, "Organisation": 0.04, "Event": 0.03,
    "Practice": 0.01, "Plan": 0.0006, "Programme": 0.003, "Ministry": 0.01,
}  # fmt: skip
MOST_IN_A_COUNTRY = {"Ministry": 30, "Plan": 2}
"""A state has so many at most, however many of its cities are on record; what would be more are groups."""
TIES = {
    ("City", "TWINNED_WITH", "City"): 0.20, ("City", "PARTNERS_WITH", "City"): 0.10,
    ("City", "MEMBER_OF", "Organisation"): 0.12,
    ("City", "TOOK_PART_IN", "Event"): 0.14, ("CivilSocietyGroup", "WORKS_IN", "City"): 0.16,
    ("CivilSocietyGroup", "TOOK_PART_IN", "Event"): 0.10, ("Ministry", "COOPERATES_WITH", "City"): 0.06,
    ("City", "HAS_BODY", "CoordinationBody"): 0.04, ("Organisation", "SUPPORTS", "CivilSocietyGroup"): 0.05,
    ("City", "NEEDS", "Practice"): 0.01, ("City", "OFFERS", "Practice"): 0.01, ("City", "SHARES_LEARNING_WITH", "City"): 0.01,
}  # fmt: skip


def generate(out: Path, actors: int, ties: int, seed: int = 1) -> None:
    """Write a network folder.

    Parameters
    ----------
    out : Path
        Folder that is made.
    actors, ties : int
        How many rows the two sheets get.
    seed : int
        The same seed gives the same files.
    """
    rng = np.random.default_rng(seed)
    out.mkdir(parents=True)
    sources = _sources(max(10, ties // 500), rng)
    table = _actors(actors, sources, rng)
    table.to_csv(out / "actors.csv", index=False)
    _ties(table, ties, sources, rng).to_csv(out / "ties.csv", index=False)
    sources.to_csv(out / "sources.csv", index=False)
    _coverage(table, sources, rng).to_csv(out / "coverage.csv", index=False)


def _sources(count: int, rng: np.random.Generator) -> pd.DataFrame:
    numbers = np.arange(count).astype(str)
    years, months = rng.integers(2014, 2025, count).astype(str), rng.integers(1, 13, count)
    return pd.DataFrame({
        "id": np.char.add("source-", numbers), "title": np.char.add("Generated source ", numbers),
        "publisher": np.char.add("Publisher ", (np.arange(count) // 8).astype(str)),
        "published": [f"{year}-{month:02d}" for year, month in zip(years, months, strict=True)],
    })  # fmt: skip


def _actors(count: int, sources: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    kinds = rng.choice(
        list(SHARES), size=count - len(COUNTRIES), p=np.array(list(SHARES.values())) / sum(SHARES.values())
    )
    for kind, most in MOST_IN_A_COUNTRY.items():
        kinds[np.flatnonzero(kinds == kind)[most * len(COUNTRIES) :]] = "CivilSocietyGroup"
    kinds = np.concatenate([np.full(len(COUNTRIES), "NationalCoordinator"), kinds])
    country = np.concatenate([COUNTRIES, rng.choice(COUNTRIES, size=count - len(COUNTRIES))])
    ids = np.char.add(np.char.lower(kinds), np.char.add("-", np.arange(count).astype(str)))
    city = kinds == "City"
    everywhere = np.isin(kinds, ["Practice", "Programme"])
    table = pd.DataFrame({
        "id": ids, "kind": kinds, "name": np.char.add("Generated ", ids), "country": np.where(everywhere, "", country),
        "population": np.where(city, rng.lognormal(10.5, 1, count).astype(int).astype(str), ""),
        "lat": np.where(city, np.char.mod("%.5f", rng.uniform(36, 66, count)), ""),
        "lon": np.where(city, np.char.mod("%.5f", rng.uniform(-8, 29, count)), ""),
        "until": np.where(rng.random(count) < 0.02, "2016", ""),
        "source": sources["id"].to_numpy()[rng.integers(0, len(sources), count)],
    })  # fmt: skip
    cities = ids[city]
    table["city"] = np.where(kinds == "Mayor", cities[rng.integers(0, len(cities), count)], "")
    own = dict(zip(ids, country, strict=True))
    mayors = kinds == "Mayor"
    table.loc[mayors, "country"] = [own[name] for name in table["city"][mayors]]
    return table


def _ties(actors: pd.DataFrame, count: int, sources: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    there = set(actors["kind"])
    shares = np.array([share * (a in there and b in there) for (a, _, b), share in TIES.items()])
    chosen = rng.choice(len(TIES), size=count, p=shares / shares.sum())
    source, kind, target = np.empty(count, dtype=object), np.empty(count, dtype=object), np.empty(count, dtype=object)
    for at, (from_kind, tie, to_kind) in enumerate(TIES):
        rows = np.flatnonzero(chosen == at)
        kind[rows] = tie
        for ends, name in ((source, from_kind), (target, to_kind)):
            members = actors["id"].to_numpy()[(actors["kind"] == name).to_numpy()]
            ends[rows] = members[(len(members) * rng.beta(0.6, 1.4, len(rows))).astype(int)]
    same = source == target
    source, kind, target = source[~same], kind[~same], target[~same]
    n = len(source)
    some = (kind == "WORKS_IN") & (rng.random(n) < 0.02)
    own = dict(zip(actors["id"], actors["country"], strict=True))
    target = np.where(some, [f"some City in {own[name]}" if own[name] else name for name in target], target)
    since = np.where(rng.random(n) < 0.5, rng.integers(2010, 2024, n).astype(str), "")
    first = sources["id"].to_numpy()[rng.integers(0, len(sources), n)]
    second = sources["id"].to_numpy()[rng.integers(0, len(sources), n)]
    return pd.DataFrame({
        "from": source, "tie": kind, "to": target, "says": np.where(rng.random(n) < 0.05, "no", "yes"), "since": since,
        "form": np.where((kind == "PARTNERS_WITH") & (rng.random(n) < 0.3), "met", ""),
        "source": np.where((rng.random(n) < 0.1) & (first != second), first + ";" + second, first),
    })  # fmt: skip


def _coverage(actors: pd.DataFrame, sources: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Lists of who was at an event, some of them registers; of members of organisations nobody has a whole list."""
    events = actors["id"][(actors["kind"] == "Event").to_numpy()].to_numpy()[:50]
    clubs = actors["id"][(actors["kind"] == "Organisation").to_numpy()].to_numpy()[:10]
    of = np.concatenate([events, clubs])
    return pd.DataFrame({
        "source": sources["id"].to_numpy()[rng.integers(0, len(sources), len(of))],
        "tie": np.repeat(["TOOK_PART_IN", "MEMBER_OF"], [len(events), len(clubs)]), "of": of, "kind": "City",
        "list": np.where(rng.random(len(of)) < 0.5, "register", "part"), "said": "",
        "countries": [";".join(rng.choice(COUNTRIES, 3, replace=False)) for _ in of],
    })  # fmt: skip


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--actors", type=int, default=100_000)
    parser.add_argument("--ties", type=int, default=500_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    generate(options.out, options.actors, options.ties, options.seed)

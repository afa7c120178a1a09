"""How far to trust a list: how often each of its lines stays when a part of what is on record is left out at random.

Drawing many thinned networks and asking each the same question is how the effect of missing data on measures of
networks is studied [1]_ [2]_. It tells how much a line hangs on few rows. It cannot tell what nobody has recorded.

References
----------
.. [1] Kossinets 2006, Effects of missing data in social networks, Social Networks 28(3).
.. [2] Smith and Moody 2013, Structural effects of network sampling coverage I: nodes missing at random, Social
   Networks 35(4).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from graphmodel.network import Network

__all__ = ["DRAWS", "SEED", "SHARES", "Robustness", "Setting", "draw", "how_often", "settings", "tallied", "thinned"]

DRAWS = 200
SEED = 1
SHARES = (0.05, 0.10, 0.20)

Answer = Callable[[Network], Collection[str]]
Flags = npt.NDArray[np.bool_]
Found = tuple[int, set[str], set[str]]


@dataclass(frozen=True, slots=True)
class Setting:
    """What is left out at random, and how much of it."""

    drop: Literal["ties", "actors"]
    share: float

    @property
    def name(self) -> str:
        """As `ties 5 %`.

        Examples
        --------
        >>> Setting("ties", 0.05).name
        'ties 5 %'
        """
        return f"{self.drop} {self.share * 100:g} %"


@dataclass(frozen=True, slots=True)
class Robustness:
    """How often each line of an answer stays.

    Parameters
    ----------
    draws : int
        Of each setting.
    stays : mapping of str to tuple
        By line the share of draws in which it stays, 0 to 1, one for each of `settings`; of those draws in which the
        actors that the line is about are kept. None if there is no such draw.
    """

    settings: tuple[Setting, ...]
    draws: int
    seed: int
    stays: Mapping[str, tuple[float | None, ...]]

    def as_json(self) -> dict[str, Any]:
        """What was drawn; the shares stand with the lines, see `line`."""
        return {
            "draws": self.draws,
            "seed": self.seed,
            "settings": [{"drop": one.drop, "share": one.share} for one in self.settings],
        }

    def line(self, key: str) -> list[float | None]:
        """Share of draws in which a line stays, in the order of the settings."""
        return [None if value is None else round(value, 4) for value in self.stays[key]]

    def words(self, key: str, where: str = "") -> str:
        """The same for people; `where` says in what the line stays, such as "among the first 5".

        Examples
        --------
        >>> chosen = (Setting("ties", 0.05), Setting("ties", 0.1), Setting("actors", 0.05), Setting("actors", 0.1))
        >>> Robustness(chosen, 200, 1, {"a": (0.97, 0.9, 1.0, None)}).words("a")
        'Stays in 97 % and 90 % of draws without 5 % and 10 % of ties; in 100 % and none tried without as many actors.'
        >>> Robustness(chosen[:1], 200, 1, {"a": (0.97,)}).words("a", "among the first 5")
        'Stays among the first 5 in 97 % of draws without 5 % of ties.'
        """
        by_drop = {
            drop: [pair for pair in zip(self.settings, self.stays[key], strict=True) if pair[0].drop == drop]
            for drop in dict.fromkeys(one.drop for one in self.settings)
        }
        parts: list[str] = []
        for drop, pairs in by_drop.items():
            told = _listed(["none tried" if value is None else f"{value * 100:.0f} %" for _, value in pairs])
            shares = _listed([f"{one.share * 100:g} %" for one, _ in pairs])
            parts.append(
                f"in {told} of draws without {shares} of {drop}" if not parts else f"in {told} without as many {drop}"
            )
        return f"Stays {f'{where} ' if where else ''}{'; '.join(parts)}."


def _listed(words: list[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else words[0]


def settings(shares: Iterable[float] = SHARES) -> tuple[Setting, ...]:
    """Each share of ties, then each of actors."""
    given = tuple(shares)
    return (*(Setting("ties", share) for share in given), *(Setting("actors", share) for share in given))


def how_often(
    network: Network, answer: Answer, lines: Mapping[str, Collection[str]], *, draws: int = DRAWS,
    shares: Iterable[float] = SHARES, seed: int = SEED, jobs: int = 1,
    progress: Callable[[int, int], None] | None = None,
) -> Robustness:  # fmt: skip
    """How often each line of an answer stays when ties, or actors, are left out at random.

    Parameters
    ----------
    network : Network
        As it was asked about.
    answer : callable
        Takes a network, gives the keys of the lines that it is answered with. For more than one job it must be
        picklable: a function of a module, or a `functools.partial` of one.
    lines : mapping of str to collection of str
        Keys of the lines of the whole network's answer, each with the ids of the actors that it is about: a draw that
        leaves one of these out says nothing of the line and is not counted.
    draws : int
        Of each setting.
    shares : iterable of float
        How much is left out, 0 to 1.
    seed : int
        The same seed gives the same draws, however many jobs there are.
    jobs : int
        Processes that share the work.
    progress : callable, optional
        Is told how many draws are done, and how many there are.

    Examples
    --------
    A line that every draw gives stays always:

    >>> from graphmodel.border import assemble
    >>> from graphmodel.schema import builtin_schema
    >>> from graphmodel.sheets import Sheet, Sheets
    >>> rows = [{"kind": "City", "name": name, "country": "XK"} for name in ("Peja", "Viti")]
    >>> sheet = Sheet.of_records("actors", ["kind", "name", "country"], rows)
    >>> network = assemble(Sheets({"actors": sheet}), builtin_schema())
    >>> how_often(network, lambda thin: ["line"], {"line": []}, draws=3, shares=[0.5]).stays
    {'line': (1.0, 1.0)}
    """
    chosen = settings(shares)
    tasks = [(at, number) for at in range(len(chosen)) for number in range(draws)]
    found = _asked(network, answer, lines, chosen, tasks, seed, jobs)
    return tallied(found, lines, chosen, draws=draws, seed=seed, progress=progress)


def tallied(
    found: Iterable[Found], lines: Collection[str], chosen: tuple[Setting, ...], *, draws: int, seed: int,
    progress: Callable[[int, int], None] | None = None,
) -> Robustness:  # fmt: skip
    """Count what draws gave.

    Parameters
    ----------
    found : iterable of (int, set, set)
        Of each draw the place of its setting, the lines that it can say something of, and the lines that it gave.
    """
    stayed: list[Counter[str]] = [Counter() for _ in chosen]
    tried: list[Counter[str]] = [Counter() for _ in chosen]
    for done, (at, about, given) in enumerate(found, start=1):
        tried[at].update(about)
        stayed[at].update(given & about)
        if progress is not None:
            progress(done, len(chosen) * draws)
    shares = {
        key: tuple(stayed[at][key] / tried[at][key] if tried[at][key] else None for at in range(len(chosen)))
        for key in lines
    }
    return Robustness(chosen, draws, seed, shares)


def draw(setting: Setting, seed: int, number: int, *, actors: Flags, ties: Flags) -> tuple[Flags, Flags]:
    """Which actors and which ties one draw keeps.

    Parameters
    ----------
    actors, ties : numpy.ndarray of bool
        Which may be left out; the others are always kept.

    Returns
    -------
    actors, ties : numpy.ndarray of bool
        Exactly the share of the setting (rounded) of those that may be left out is not kept.
    """
    rng = np.random.default_rng([seed, round(setting.share * 1e6), int(setting.drop == "actors"), number])
    kept = [np.ones(len(actors), dtype=bool), np.ones(len(ties), dtype=bool)]
    which, may = (0, actors) if setting.drop == "actors" else (1, ties)
    places = np.flatnonzero(may)
    kept[which][rng.choice(places, round(setting.share * len(places)), replace=False)] = False
    return kept[0], kept[1]


def thinned(network: Network, setting: Setting, seed: int, number: int) -> Network:
    """The network of one draw.

    Countries stay, and so does what the row of an actor says by itself: both come with the actors.
    """
    actors = network.actors
    may = (actors["id"].astype(object) != actors["country"].astype(object)).to_numpy(dtype=bool)
    own = ~network.ties["derived"].to_numpy(dtype=bool)
    kept, ties = draw(setting, seed, number, actors=may, ties=own)
    return network.only(actors=kept) if setting.drop == "actors" else network.only(ties=ties)


class _Asker:
    """One draw: the lines that it can say something of, and those that it is answered with."""

    def __init__(
        self, network: Network, answer: Answer, lines: Mapping[str, Collection[str]], chosen: tuple[Setting, ...],
        seed: int,
    ) -> None:  # fmt: skip
        self.network, self.answer, self.lines, self.chosen, self.seed = network, answer, lines, chosen, seed

    def __call__(self, task: tuple[int, int]) -> Found:
        at, number = task
        thin = thinned(self.network, self.chosen[at], self.seed, number)
        here = thin.position
        about = {
            key for key, actors in self.lines.items()
            if all(ident in here or ident not in self.network.position for ident in actors)
        }  # fmt: skip
        return at, about, set(self.answer(thin))


_asker: list[_Asker] = []


def _begin(asker: _Asker) -> None:
    _asker[:] = [asker]


def _ask(task: tuple[int, int]) -> Found:
    return _asker[0](task)


def _asked(
    network: Network, answer: Answer, lines: Mapping[str, Collection[str]], chosen: tuple[Setting, ...],
    tasks: list[tuple[int, int]], seed: int, jobs: int,
) -> Iterator[Found]:  # fmt: skip
    asker = _Asker(network, answer, lines, chosen, seed)
    if jobs <= 1:
        yield from map(asker, tasks)
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    with ProcessPoolExecutor(jobs, get_context("spawn"), initializer=_begin, initargs=(asker,)) as pool:
        yield from pool.map(_ask, tasks, chunksize=8)

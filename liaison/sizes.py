"""How large a network is, in the words that every command uses for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from liaison.text import plural

if TYPE_CHECKING:
    from graphmodel.network import Network

__all__ = ["held", "own_actors", "sizes"]


def own_actors(network: Network) -> int:
    """Actors that have a row; a country that is only named by its code has none."""
    return int((~network.actors["implied"].to_numpy(dtype=bool)).sum())


def sizes(network: Network) -> str:
    """Actors, ties, claims and sources; of the ties, how many follow from cells of the actors.

    Actors with a row are counted apart from countries that are only named: the two are the actors of `Network.actors`.
    """
    derived = int(network.ties["derived"].to_numpy(dtype=bool).sum())
    follow = f" ({derived:,} of them follow from the cells country and city)" if derived else ""
    named = len(network.actors) - own_actors(network)
    countries = f", and {plural(named, 'country', 'countries')} named without a row" if named else ""
    return ", ".join((
        plural(own_actors(network), "actor"), plural(len(network.ties), "tie") + follow,
        plural(len(network.claims), "claim"), plural(len(network.sources), "source"),
    )) + countries  # fmt: skip


def held(all_dates: int, on_the_day: int) -> str:
    """How many of all ties hold on the day that is asked about.

    Examples
    --------
    >>> held(287, 257)
    'of 287 ties of all dates, 257 hold on this day'
    >>> held(12, 12)
    'all ties hold on this day'
    """
    if all_dates == on_the_day:
        return "all ties hold on this day"
    verb = "holds" if on_the_day == 1 else "hold"
    return f"of {plural(all_dates, 'tie')} of all dates, {on_the_day:,} {verb} on this day"

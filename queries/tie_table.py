"""One kind of tie of a network, as arrays: who may have it, who has it, since when, and what is recorded of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from graphmodel.errors import UsageProblem
from graphmodel.network import Network

__all__ = ["TieTable", "tie_table"]


@dataclass(frozen=True)
class TieTable:
    """Actors that a kind of tie may run between, and the pairs on record.

    Parameters
    ----------
    ids : tuple of str
        Of the actors, in the order of the network.
    names : tuple of str
    pairs : numpy.ndarray of int, shape (m, 2)
        Positions of the two ends, the lower first, each pair once, in order.
    days : numpy.ndarray of datetime64[s], shape (m,)
        First day on which a pair has the tie; NaT if it is not stated.
    countries : numpy.ndarray of int, shape (n,)
        Code of the country; −1 if it is not recorded.
    numbers : numpy.ndarray of float, shape (n, p)
        What the schema marks as context and is a count or number, counts as logarithms; nan if it is not recorded.
    codes : numpy.ndarray of int, shape (n, q)
        What it marks as context and is none, the country before all; −1 if it is not recorded.
    kinds : numpy.ndarray of int, shape (n,)
        Kind of each actor, a row of `fits`.
    fits : numpy.ndarray of bool, shape (k, k)
        Whether the tie may run between two kinds, either way.
    """

    ids: tuple[str, ...]
    names: tuple[str, ...]
    pairs: npt.NDArray[np.int64]
    days: npt.NDArray[np.datetime64]
    countries: npt.NDArray[np.int64]
    numbers: npt.NDArray[np.float64]
    codes: npt.NDArray[np.int64]
    kinds: npt.NDArray[np.int64]
    fits: npt.NDArray[np.bool_]

    @property
    def n(self) -> int:
        """Number of actors."""
        return len(self.ids)

    @cached_property
    def mixed(self) -> bool:
        """Whether there are two kinds that the tie may not run between."""
        return not bool(self.fits.all())

    def may(self, rows: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
        """With whom some actors may have the tie at all, shape (rows, n)."""
        return np.asarray(self.fits[self.kinds[rows]][:, self.kinds])


def tie_table(network: Network, kind: str) -> TieTable:
    """The ties of a kind that are on record; one that is only denied is none.

    Raises
    ------
    UsageProblem
        If there is no such kind, it follows from a cell of its actor, or fewer than two ties are on record.
    """
    schema = network.schema
    if kind not in schema.ties:
        raise UsageProblem(f"no kind of tie is called '{kind}'; there are {', '.join(schema.ties)}")
    if schema.ties[kind].derived is not None:
        raise UsageProblem(
            f"{kind} follows from a cell of its actor, so there is nothing to foresee; name another kind"
        )
    ties = network.ties[(network.ties["kind"] == kind).to_numpy() & (network.ties["status"] != "denied").to_numpy()]
    there = sorted(set(network.actors["kind"].astype(str)))
    used = [a for a in there if any(schema.fits(kind, a, b) or schema.fits(kind, b, a) for b in there)]
    fits = np.array([[schema.fits(kind, a, b) or schema.fits(kind, b, a) for b in used] for a in used], dtype=bool)
    keep = np.flatnonzero(network.actors["kind"].isin(used).to_numpy())
    place = np.full(len(network.actors), -1, dtype=np.int64)
    place[keep] = np.arange(len(keep))
    ends = np.sort(place[ties[["source_pos", "target_pos"]].to_numpy()].reshape(-1, 2), axis=1)
    pairs, days = _once(ends, ties["first_day"].to_numpy(dtype="datetime64[s]"))
    if len(pairs) < 2:
        raise UsageProblem(f"{len(pairs)} {kind} on record; at least 2 are needed, one to hide and one to learn from")
    actors = network.actors.iloc[keep]
    countries = _codes(actors["country"].astype(str).tolist())
    numbers, codes = _context(network, used, keep)
    return TieTable(
        ids=tuple(actors["id"].tolist()), names=tuple(actors["name"].tolist()), pairs=pairs, days=days,
        countries=countries, numbers=numbers, codes=np.column_stack([countries, *codes]),
        kinds=np.array([used.index(name) for name in actors["kind"].astype(str)], dtype=np.int64), fits=fits,
    )  # fmt: skip


def _once(
    ends: npt.NDArray[np.int64], days: npt.NDArray[np.datetime64]
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.datetime64]]:  # fmt: skip
    """Each pair once, with the first of its days; a tie of an actor with itself is left out."""
    apart = ends[:, 0] != ends[:, 1]
    ends, days = ends[apart], days[apart]
    order = np.lexsort((days, ends[:, 1], ends[:, 0]))
    ends, days = ends[order], days[order]
    first = np.ones(len(ends), dtype=bool)
    first[1:] = (ends[1:] != ends[:-1]).any(axis=1)
    return ends[first], days[first]


def _codes(texts: list[str]) -> npt.NDArray[np.int64]:
    """Position of each text among all in order; −1 for a blank one."""
    known = {text: code for code, text in enumerate(sorted({text for text in texts if text and text != "nan"}))}
    return np.array([known.get(text, -1) for text in texts], dtype=np.int64)


def _context(
    network: Network, kinds: list[str], keep: npt.NDArray[np.int64]
) -> tuple[npt.NDArray[np.float64], list[npt.NDArray[np.int64]]]:
    """Columns that the schema marks as context of these kinds: numbers, and codes for all else."""
    numbers: list[npt.NDArray[np.float64]] = []
    codes: list[npt.NDArray[np.int64]] = []
    properties = {name: prop for kind in kinds for name, prop in network.schema.properties_of(kind).items()}
    for name, prop in properties.items():
        if not prop.context or name not in network.actors:
            continue
        texts = network.actors[name].iloc[keep]
        if prop.type in ("count", "number"):
            values = np.array([float(x) if str(x) not in ("", "nan", "<NA>", "None") else np.nan for x in texts])
            numbers.append(np.log1p(values) if prop.type == "count" else values)
        else:
            codes.append(_codes(["" if x is None else str(x) for x in texts]))
    return (np.column_stack(numbers) if numbers else np.empty((len(keep), 0))), codes

"""What has left a network since it was pushed, and how it stays beside the network until somebody prunes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from graphmodel.errors import DataProblems, UsageProblem
from graphmodel.sheets import Sheet, Sheets

if TYPE_CHECKING:
    from graphmodel.network import Network

__all__ = ["Departed", "departed", "united"]


@dataclass(frozen=True)
class Departed:
    """Ids of actors and ties that the server has and the network has not; what follows from an actor's own row is none."""

    actors: tuple[str, ...] = ()
    ties: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.actors or self.ties)


def departed(old: Network, new: Network) -> Departed:
    """What is in the one and no longer in the other."""
    own = ~old.actors["implied"].to_numpy(dtype=bool)
    known = set(new.actors["id"])
    actors = tuple(ident for ident in old.actors["id"][own] if ident not in known)
    claimed = old.claims["tie"][~old.claims["derived"].to_numpy(dtype=bool)]
    ties = set(new.ties["id"])
    return Departed(actors, tuple(dict.fromkeys(ident for ident in claimed if ident not in ties)))


def united(new: Network, old: Network, left: Departed) -> Network:
    """The new network, with what has left it as it was: actors, ties with their claims, facts, and their sources.

    Raises
    ------
    UsageProblem
        If both cannot stand side by side, as when a kind is gone.
    """
    from graphmodel.border import assemble

    sheets, before = new.to_sheets(), old.to_sheets()
    actors, ties = set(left.actors), set(left.ties)
    own = ~old.claims["derived"].to_numpy(dtype=bool)
    stays = np.isin(old.claims["tie"].to_numpy(dtype=object)[own], list(ties))
    rows = before.get("ties")
    kept = iter([*stays.tolist(), *([False] * (len(rows) - len(stays)))])
    _add(sheets, before, "ties", lambda row: next(kept))
    _add(sheets, before, "actors", lambda row: row["id"] in actors)
    _add(sheets, before, "facts", lambda row: row.get("actor") in actors or row.get("tie") in ties)
    cited = {
        part.strip()
        for name in ("ties", "actors", "facts", "coverage")
        for cell in sheets.get(name).column("source") for part in cell.split(";")
    }  # fmt: skip
    missing = cited - set(sheets.get("sources").column("id"))
    _add(sheets, before, "sources", lambda row: row["id"] in missing)
    try:
        return assemble(sheets, new.schema)
    except DataProblems as problems:
        raise UsageProblem(
            f"what has left the network cannot stay beside it; --prune removes it. {problems.problems[0]}"
        ) from None


def _add(sheets: Sheets, before: Sheets, name: str, wanted: Callable[[dict[str, str]], bool]) -> None:
    found = [row for row in before.get(name).records() if wanted(row)]
    if not found:
        return
    there = sheets.get(name)
    columns = list(dict.fromkeys([*there.columns, *before.get(name).columns]))
    sheets.tables[name] = Sheet.of_records(name, columns, [*there.records(), *found])

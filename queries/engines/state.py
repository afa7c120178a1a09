"""What a database says of itself: whether it holds a network, which, and whether a push of it was finished.

One node, `(:LiaisonNetwork {id: 'network'})`, carries it, and the pages of the sheets as well. The pages of the network
that is current and of one that is being pushed have names of their own (a, b), so that the current ones stay whole until
one small transaction makes the others current.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphmodel.errors import Refused, StoreProblem, UsageProblem
from queries.engines import shape
from queries.engines.archive import pages_needed, sheets_of, write_own_files
from queries.engines.faults import NetworkChanged

if TYPE_CHECKING:
    from graphmodel.network import Network
    from graphmodel.sheets import Sheets
    from queries.engines.neo4j import Server

__all__ = ["VERSION", "State", "fetch", "held", "page_key", "sheets_from", "state_of"]

VERSION = 1
"""Of the shape in which a network lies in a database."""

_NODE = f"MATCH (n:{shape.NETWORK} {{id: 'network'}})"
_FIELDS = ("version", "generation", "pushing", "name", "as_of", "fingerprint", "contents")


@dataclass(frozen=True)
class State:
    """What a database holds.

    Parameters
    ----------
    generation : int
        Number of pushes that were finished; 0 if none was.
    pushing : str or None
        Mark of a push that was not finished.
    name, fingerprint : str
        Of the network.
    as_of : str or None
        Day that the graph is seen as of, ISO.
    contents : mapping
        What its pages hold.
    foreign : int
        Nodes, if there are some and no network.
    """

    generation: int = 0
    pushing: str | None = None
    name: str = ""
    as_of: str | None = None
    fingerprint: str = ""
    contents: dict[str, Any] | None = None
    foreign: int = 0
    there: bool = True

    @property
    def whole(self) -> bool:
        """Whether the graph is the network, and not on its way to another."""
        return self.there and self.generation > 0 and self.pushing is None


def state_of(server: Server) -> State:
    """State of a database.

    Raises
    ------
    StoreProblem
        If another version of Liaison wrote it.
    """
    wanted = ", ".join(f"n.{name}" for name in _FIELDS[:-1])
    found = list(server.read(f"{_NODE} RETURN {wanted}, n['contents_' + n.current]"))
    if not found:
        foreign = next(server.read("MATCH (n) RETURN count(n)"))[0]
        return State(foreign=int(foreign), there=False)
    version, generation, pushing, name, as_of, fingerprint, contents = found[0]
    if version != VERSION:
        raise StoreProblem(
            f"the network on the server was pushed by another version of Liaison (shape {version}, this one knows "
            f"{VERSION}); push it anew with --replace"
        )
    return State(
        int(generation), pushing, name or "", None if as_of is None else str(as_of), fingerprint or "",
        json.loads(contents) if contents else None,
    )  # fmt: skip


def page_key(generation: int, number: int) -> str:
    """Name of the property that holds a page.

    Examples
    --------
    >>> page_key(1, 0), page_key(2, 0)
    ('page_b_0', 'page_a_0')
    """
    return f"page_{'ab'[generation % 2]}_{number}"


def held(state: State, uri: str) -> State:
    """The state, if there is a network to be asked.

    Raises
    ------
    UsageProblem
        If there is none.
    Refused
        If there is something else.
    """
    if state.foreign:
        raise Refused(f"the database at {uri} holds {state.foreign:,} nodes that are no network of Liaison")
    if not state.there or not state.generation:
        begun = " whole; the first push to it was not finished" if state.there else ""
        raise UsageProblem(f"the database at {uri} holds no network{begun}: liaison push NETWORK {uri}")
    return state


def sheets_from(
    server: Server, state: State, columns: Collection[tuple[str, str]] | None = None
) -> tuple[Sheets, dict[str, str]]:  # fmt: skip
    """The sheets that a database keeps, or some columns of them, in a stream of pages; and files by path.

    Raises
    ------
    NetworkChanged
        If another network became current meanwhile.
    """
    assert state.contents is not None
    return sheets_of(state.contents, _pages(server, state, columns), state.name, columns)


def _pages(
    server: Server, state: State, columns: Collection[tuple[str, str]] | None
) -> Iterator[tuple[int, bytes]]:  # fmt: skip
    assert state.contents is not None
    text = f"{_NODE} WHERE n.generation = $generation RETURN n[$key]"
    for number in pages_needed(state.contents, columns):
        key = page_key(state.generation, number)
        found = list(server.read(text, {"key": key, "generation": state.generation}))
        if not found or found[0][0] is None:
            raise NetworkChanged()
        yield number, bytes(found[0][0])


def fetch(
    server: Server, folder: Path, state: State | None = None, *, without: Collection[str] = ()
) -> Network:  # fmt: skip
    """The network that a database holds, as it was pushed.

    Parameters
    ----------
    folder : Path
        Where its own kinds, queries and views are written.
    without : collection of str
        Columns, of any sheet, that are not fetched.
    """
    from dataclasses import replace

    from graphmodel.border import assemble
    from graphmodel.schema import read_schema

    known = held(state or state_of(server), server.uri)
    assert known.contents is not None
    columns = None
    if without:
        sheets_ = known.contents["sheets"]
        columns = {(name, one) for name, spec in sheets_.items() for one in spec["columns"] if one not in without}
    sheets, files = sheets_from(server, known, columns)
    write_own_files(files, folder)
    sheets.folder = folder
    network = assemble(sheets, read_schema(folder / "schema"), consume=True)
    return replace(network, warnings=())

"""What falls apart if one actor or one tie goes: articulation actors and bridges, and how many each cuts off.

Both follow from the blocks (biconnected components) of the graph, which are found by reading each tie once [1]_; the
sizes of the pieces from one walk over the tree that blocks and articulation actors make.

References
----------
.. [1] Hopcroft and Tarjan 1973, Efficient algorithms for graph manipulation, Communications of the ACM 16(6).
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Sequence
from dataclasses import dataclass

import rustworkx as rx

__all__ = ["Cut", "articulations", "bridges"]

Edge = tuple[int, int]
Part = tuple[int, set[int]]
"""Number of actors of a part, and some of them where a walk over it may begin."""


@dataclass(frozen=True, slots=True)
class Cut:
    """What one actor, or one tie, holds together.

    Parameters
    ----------
    at : tuple of int
        The actor, or the two ends of the tie.
    pieces : int
        Number of parts that its component falls into.
    cut : int
        Number of actors that are no longer tied to the largest of them.
    lost : tuple of int
        Those actors, in order, if they are at most as many as were asked for; else empty.
    """

    at: tuple[int, ...]
    pieces: int
    cut: int
    lost: tuple[int, ...]


def articulations(n: int, edges: Sequence[Edge], *, name_up_to: int = 8) -> list[Cut]:
    """Actors whose loss leaves others without a path that they had.

    Parameters
    ----------
    n : int
        Number of actors; they are 0 … n − 1.
    edges : sequence of (int, int)
        Ties without direction, each pair once.
    name_up_to : int
        Up to so many actors that are cut off are named.

    Returns
    -------
    list of Cut
        In the order of the actors.

    Examples
    --------
    >>> articulations(5, [(0, 1), (1, 2), (2, 3), (3, 1), (3, 4)])
    [Cut(at=(1,), pieces=2, cut=1, lost=(0,)), Cut(at=(3,), pieces=2, cut=1, lost=(4,))]
    """
    tree = _Blocks(n, edges)
    beside = _neighbours(n, edges)
    return [_cut((at,), tree.pieces(at), beside, name_up_to) for at in sorted(tree.articulation)]


def bridges(n: int, edges: Sequence[Edge], *, name_up_to: int = 8) -> list[Cut]:
    """Ties whose loss leaves their ends without a path; as `articulations`, `at` being the two ends.

    Examples
    --------
    >>> bridges(5, [(0, 1), (1, 2), (2, 3), (3, 1), (3, 4)])
    [Cut(at=(0, 1), pieces=2, cut=1, lost=(0,)), Cut(at=(3, 4), pieces=2, cut=1, lost=(4,))]
    """
    tree = _Blocks(n, edges)
    beside = _neighbours(n, edges)
    return [
        _cut(edge, tree.sides(edge), beside, name_up_to)
        for edge in sorted((min(e), max(e)) for e in tree.single.values())
    ]


class _Blocks:
    """The forest of blocks and articulation actors, with the number of actors below each of its nodes."""

    def __init__(self, n: int, edges: Sequence[Edge]) -> None:
        graph: rx.PyGraph[int, None] = rx.PyGraph(multigraph=False)
        graph.add_nodes_from(list(range(n)))
        graph.add_edges_from_no_data(list(edges))
        self.articulation = set(rx.articulation_points(graph))
        members: dict[int, set[int]] = defaultdict(set)
        size: dict[int, int] = defaultdict(int)
        edge_of: dict[int, Edge] = {}
        for edge, block in rx.biconnected_components(graph).items():
            members[block].update(edge)
            size[block] += 1
            edge_of[block] = edge
        self.single = {block: edge_of[block] for block, count in size.items() if count == 1}
        self.block_of = {(min(e), max(e)): block for block, e in self.single.items()}
        self.members = members
        self._grow()

    def _grow(self) -> None:
        """Walk each tree from a block down; nodes are ('block', b) or ('actor', a)."""
        blocks_of: dict[int, list[int]] = defaultdict(list)
        for block, actors in self.members.items():
            for actor in actors & self.articulation:
                blocks_of[actor].append(block)
        self.blocks_of = blocks_of
        self.parent_block: dict[int, int | None] = {}
        self.parent_actor: dict[int, int | None] = {}
        self.below_block: dict[int, int] = {}
        self.below_actor: dict[int, int] = {}
        self.whole: dict[int, int] = {}
        for start in self.members:
            if start not in self.parent_actor:
                self._walk(start)

    def _walk(self, start: int) -> None:
        order: list[tuple[bool, int]] = []
        self.parent_actor[start] = None
        todo = deque([(True, start)])
        while todo:
            is_block, at = todo.popleft()
            order.append((is_block, at))
            if is_block:
                for actor in self.members[at] & self.articulation:
                    if actor != self.parent_actor[at]:
                        self.parent_block[actor] = at
                        todo.append((False, actor))
            else:
                for block in self.blocks_of[at]:
                    if block != self.parent_block[at]:
                        self.parent_actor[block] = at
                        todo.append((True, block))
        for is_block, at in reversed(order):
            if is_block:
                own = self.members[at]
                inner = (own & self.articulation) - {self.parent_actor[at]}
                self.below_block[at] = len(own - self.articulation) + sum(self.below_actor[a] for a in inner)
            else:
                lower = (block for block in self.blocks_of[at] if block != self.parent_block[at])
                self.below_actor[at] = 1 + sum(self.below_block[block] for block in lower)
        total = self.below_block[start]
        for is_block, at in order:
            if is_block:
                self.whole[at] = total

    def pieces(self, actor: int) -> list[Part]:
        """Size of each part that is left without an actor, and the block where a walk over it may begin."""
        found: list[Part] = []
        for block in self.blocks_of[actor]:
            up = block == self.parent_block[actor]
            size = self.whole[block] - self.below_actor[actor] if up else self.below_block[block]
            found.append((size, self.members[block]))
        return found

    def sides(self, edge: Edge) -> list[Part]:
        """Size of the part on each side of a bridge, and its end there."""
        block = self.block_of[edge]
        above = self.parent_actor[block]
        low = next(end for end in edge if end != above)
        below = self.below_actor[low] if low in self.articulation else 1
        high = next(end for end in edge if end != low)
        return [(below, {low}), (self.whole[block] - below, {high})]


def _cut(at: tuple[int, ...], parts: list[Part], beside: list[list[int]], most: int) -> Cut:
    largest = _largest(at, parts)
    smaller = [part for i, part in enumerate(parts) if i != largest]
    cut = sum(size for size, _ in smaller)
    lost = [actor for _, begin in smaller for actor in _reached(begin, at, beside)] if cut <= most else []
    return Cut(at, len(parts), cut, tuple(sorted(lost)))


def _largest(at: tuple[int, ...], parts: list[Part]) -> int:
    """Which part counts as the rest; of several that are equally large the one whose first actor comes last."""
    size = max(size for size, _ in parts)
    equal = [i for i, part in enumerate(parts) if part[0] == size]
    if len(equal) == 1:
        return equal[0]
    return max(equal, key=lambda i: min(actor for actor in parts[i][1] if len(at) == 2 or actor != at[0]))


def _reached(begin: set[int], at: tuple[int, ...], beside: list[list[int]]) -> set[int]:
    """Actors of one part, walked over without crossing what is cut: an actor, or a tie of which one end is in it."""
    without = set(at)
    seen = begin - without if len(at) == 1 else set(begin)
    todo = list(seen)
    while todo:
        for actor in beside[todo.pop()]:
            if actor not in seen and actor not in without:
                seen.add(actor)
                todo.append(actor)
    return seen


def _neighbours(n: int, edges: Sequence[Edge]) -> list[list[int]]:
    beside: list[list[int]] = [[] for _ in range(n)]
    for a, b in edges:
        beside[a].append(b)
        beside[b].append(a)
    return beside

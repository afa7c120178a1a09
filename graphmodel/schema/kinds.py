"""What a kind is: value objects that the YAML files are read into."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from graphmodel.names import fold

__all__ = ["ANY", "FAMILIES", "LEVELS", "SHAPES", "Derived", "Label", "NodeKind", "Property", "Schema", "TieKind"]

ANY = "any"
LEVELS = ("international", "national", "subnational", "local")
FAMILIES = ("cooperation", "learning", "membership", "activity", "plans", "place", "other")
"""Families of ties, as a legend groups them; a kind that names none is `other`."""
SHAPES = (
    "dot", "square", "triangle", "triangleDown", "diamond", "star", "hexagon", "pentagon", "dome", "ring", "bar", "page",
    "plus", "hourglass",
)  # fmt: skip
"""Shapes that a kind of actor is drawn as."""

Label = Mapping[str, str]
"""Text by language code; English is always there."""


@dataclass(frozen=True)
class Property:
    """A property that actors or ties of a kind may have.

    Parameters
    ----------
    name : str
        Name of its column.
    type : str
        Name of a value type, see `graphmodel.types`.
    label, description : Label
        Words for people.
    unit : str
        Unit of a number, such as persons.
    example : str
        A value as it would be written in a cell.
    context : bool
        Whether it describes the context in which an actor works, so that likeness may be measured by it.
    """

    name: str
    type: str
    label: Label
    description: Label
    unit: str = ""
    example: str = ""
    context: bool = False


@dataclass(frozen=True)
class NodeKind:
    """A kind of actor; `synonyms` are other words for it, `in_names` words in a name that tell an actor of the kind.

    `positions` are words in what somebody is called at work that tell that they speak for an office of the kind;
    `sits_in` are the kinds of organisation that such an office may be a part of.
    `counted` is how so many of it are written, the forms that a number asks for apart by `|`; `within` the word for
    being in one, `those_within` who is in it. Blank where its file does not say.
    """

    name: str
    label: Label
    plural: Label
    description: Label
    level: str
    is_a: str | None = None
    synonyms: tuple[str, ...] = ()
    in_names: tuple[str, ...] = ()
    positions: tuple[str, ...] = ()
    sits_in: tuple[str, ...] = ()
    counted: Label = field(default_factory=dict)
    within: Label = field(default_factory=dict)
    those_within: Label = field(default_factory=dict)
    place: bool = False
    person: bool = False
    properties: Mapping[str, Property] = field(default_factory=dict)
    colour: str = "#777777"
    shape: str = "dot"


@dataclass(frozen=True)
class Derived:
    """How a tie follows from a cell of the actors sheet.

    Parameters
    ----------
    column : str
        The cell that names the other end.
    row_is : {"from", "to"}
        Which end of the tie the row's own actor is.
    """

    column: str
    row_is: Literal["from", "to"]


@dataclass(frozen=True)
class TieKind:
    """A kind of tie; `ends` are pairs of kinds (or `any`) that it may run between.

    `acts_for` names the end on whose behalf the other one acts: a city for its body, a city for its mayor. What the
    one does, and what it lacks, counts for the other.
    """

    name: str
    label: Label
    inverse: Label
    description: Label
    ends: tuple[tuple[str, str], ...]
    directed: bool = True
    happens: bool = False
    undated: Literal["always", "from_source"] = "always"
    between: Literal["levels", "level"] | None = None
    derived: Derived | None = None
    acts_for: Literal["from", "to"] | None = None
    family: str = "other"
    colour: str = "#999999"
    width: float = 1.0


@dataclass(frozen=True)
class Schema:
    """All kinds that a network may use, built in and its own.

    Examples
    --------
    >>> from graphmodel.schema import builtin_schema
    >>> schema = builtin_schema()
    >>> schema.fits("LEADS", "Mayor", "City"), schema.fits("LEADS", "City", "Mayor")
    (True, False)
    """

    nodes: Mapping[str, NodeKind]
    ties: Mapping[str, TieKind]

    def ancestors(self, kind: str) -> tuple[str, ...]:
        """The kind itself and the kinds that it is, nearest first."""
        chain: list[str] = []
        current: str | None = kind
        while current is not None and current in self.nodes and current not in chain:
            chain.append(current)
            current = self.nodes[current].is_a
        return tuple(chain)

    def level_of(self, kind: str) -> str:
        """The level that a kind, or the nearest of those that it is, is usually at; blank if none says one."""
        return next((self.nodes[name].level for name in self.ancestors(kind) if self.nodes[name].level), "")

    def is_a(self, kind: str, base: str) -> bool:
        """Whether a kind is another, or a kind of it; every kind is `any`."""
        return base == ANY or base in self.ancestors(kind)

    def descendants(self, base: str) -> tuple[str, ...]:
        """All kinds that are `base`."""
        return tuple(kind for kind in self.nodes if self.is_a(kind, base))

    def fits(self, tie: str, source: str, target: str) -> bool:
        """Whether a tie of this kind may run from one kind to another (either way, if it has no direction)."""
        return (source, target) in self._pairs[tie]

    def properties_of(self, kind: str) -> dict[str, Property]:
        """Properties of a kind, inherited ones first."""
        found: dict[str, Property] = {}
        for name in reversed(self.ancestors(kind)):
            found.update(self.nodes[name].properties)
        return found

    @cached_property
    def node_properties(self) -> dict[str, Property]:
        """Every property of any kind of actor, by column."""
        return _merged(kind.properties for kind in self.nodes.values())

    @cached_property
    def sounds(self) -> tuple[tuple[str, str], ...]:
        """Each folded word in a name that tells a kind of actor, with the kind."""
        return tuple((fold(word), name) for name, kind in self.nodes.items() for word in kind.in_names)

    @cached_property
    def node_words(self) -> dict[str, str]:
        """Kind of actor by each folded word that only it is called by: its name, its labels, and the parts of these.

        Examples
        --------
        >>> from graphmodel.schema import builtin_schema
        >>> words = builtin_schema().node_words
        >>> words["city municipality"], words["municipality"], words["civilsocietygroup"], "ngo" in words
        ('City', 'City', 'CivilSocietyGroup', False)
        """
        return _called(self.nodes)

    @cached_property
    def tie_words(self) -> dict[str, str]:
        """Kind of tie by each folded word that only it is called by: its name and its labels, never the inverse ones."""
        return _called(self.ties)

    @cached_property
    def derived_ties(self) -> tuple[TieKind, ...]:
        """Kinds of ties that follow from cells of the actors sheet."""
        return tuple(kind for kind in self.ties.values() if kind.derived is not None)

    @cached_property
    def places(self) -> frozenset[str]:
        """Kinds that are places, their own descendants included."""
        return frozenset(k for k in self.nodes if any(self.nodes[a].place for a in self.ancestors(k)))

    @cached_property
    def _pairs(self) -> dict[str, frozenset[tuple[str, str]]]:
        return {name: frozenset(self._pairs_of(kind)) for name, kind in self.ties.items()}

    def _pairs_of(self, tie: TieKind) -> Iterable[tuple[str, str]]:
        for source, target in tie.ends:
            for a in self.descendants(source):
                for b in self.descendants(target):
                    yield (a, b)
                    if not tie.directed:
                        yield (b, a)


def _called(kinds: Mapping[str, NodeKind] | Mapping[str, TieKind]) -> dict[str, str]:
    found: dict[str, set[str]] = {}
    for name, kind in kinds.items():
        for text in (name, name.replace("_", " "), *kind.label.values()):
            for part in (text, *text.split(" / ")):
                found.setdefault(fold(part), set()).add(name)
    return {word: next(iter(names)) for word, names in found.items() if len(names) == 1}


def _merged(tables: Iterable[Mapping[str, Property]]) -> dict[str, Property]:
    merged: dict[str, Property] = {}
    for table in tables:
        for name, prop in table.items():
            merged.setdefault(name, prop)
    return merged

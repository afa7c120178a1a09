"""Which names in the cells of cities are one city: as the table itself says, or as its name is known to be written.

A table says it where two names in two scripts stand in one cell (Bitola / بيتولا), or beside one another in a column of names
in Arabic or of other names. Two names in one script in one cell may as well be two cities (Skopje / Bitola), and a name that
stands beside several cities is no name of theirs (Skopje / Online): these are told, as are names that only sound alike.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from graphmodel.schema import Schema
from loaders.own.cells import city_of_name, key_of, kind_by_name, kind_by_word, place_name, words
from loaders.own.rows import OwnRow
from loaders.own.sounds import consonants, may_sound_alike, script_of

__all__ = ["Beside", "KnownNames", "Place", "Places", "in_two_scripts"]

KnownNames = Mapping[tuple[str, str], str]
"""Cities whose names are known beforehand: country and folded name to what stands for the city."""

_Node = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Place:
    """A city as all rows speak of it.

    Parameters
    ----------
    name : str
        The first spelling in Latin letters, if there is one; else the first.
    country : str
        Code; blank if no row says it, or rows say several.
    key : str
        Which no other city of the country has.
    """

    name: str
    country: str
    key: str


@dataclass(frozen=True, slots=True)
class Beside:
    """A name beside that of a city in a row.

    Parameters
    ----------
    row : int
    column : str
        What the column of the city is.
    city, name : str
    one, other : (str, str)
        Country and key of the city, and of the name.
    is_said : bool
        Whether a column of other names, or of names in Arabic, has it; else it stands in the same cell.
    """

    row: int
    column: str
    city: str
    name: str
    one: _Node
    other: _Node
    is_said: bool


@dataclass(slots=True)
class Places:
    """The cities that the rows of a table name.

    Parameters
    ----------
    schema : Schema
    known : KnownNames
        Names that are known beforehand.
    country_of_all : str
        Code of the country that all rows give, as far as they give one; blank if they give several.
    """

    schema: Schema
    known: KnownNames = field(default_factory=dict)
    country_of_all: str = ""
    _countries: dict[str, dict[str, None]] = field(default_factory=lambda: defaultdict(dict))
    _above: dict[_Node, _Node] = field(default_factory=dict)
    _spelled: dict[_Node, dict[str, list[int]]] = field(default_factory=dict)
    _arabic: dict[_Node, str] = field(default_factory=dict)
    _by_known: list[_Node] = field(default_factory=list)
    _by_table: list[_Node] = field(default_factory=list)
    doubtful: list[Beside] = field(default_factory=list)

    def learn(self, rows: Iterable[OwnRow]) -> None:
        """Look at all rows, before any of them is taken."""
        rows = list(rows)
        countries = {row.country for row in rows if row.country}
        self.country_of_all = next(iter(countries)) if len(countries) == 1 else ""
        cells = [cell for row in rows for cell in _cells(row, self.schema, self.country_of_all)]
        for cell in cells:
            for name in cell.names if cell.country else ():
                self._countries[key_of(name)][cell.country] = None
        spelled: list[tuple[_Node, str, int]] = []
        beside: list[Beside] = []
        for cell in cells:
            first = self._node(cell.names[0], cell.country)
            for name in cell.names:
                node = self._node(name, cell.country)
                self._above.setdefault(node, node)
                spelled.append((node, name, cell.row))
                if node != first:
                    is_said = name in cell.said
                    beside.append(Beside(cell.row, cell.column, cell.names[0], name, first, node, is_said))
        self._join_known()
        self._join_table(beside)
        doubted = {(pair.row, pair.other) for pair in self.doubtful}
        for node, name, row in spelled:
            if (row, node) not in doubted:
                self._spelled.setdefault(self._root(node), {}).setdefault(name, []).append(row)
        for cell in cells:
            if cell.arabic and self.are_one(cell.names[0], cell.arabic, cell.country):
                self._arabic.setdefault(self._root(self._node(cell.names[0], cell.country)), cell.arabic)

    def are_one(self, name: str, other: str, country: str) -> bool:
        """Whether two names that a row gives a city are names of one."""
        return self._root(self._node(name, country)) == self._root(self._node(other, country))

    def of(self, name: str, country: str) -> Place:
        """The city of a name; where the row does not say its country, the one that all other rows give it."""
        node = self._node(name, country)
        spellings = list(self._spelled.get(self._root(node), {})) or [name]
        shown = next((one for one in spellings if script_of(one) == "LATIN"), spellings[0])
        return Place(shown, node[0], key_of(shown))

    def at_the_end_of(self, name: str, country: str) -> str:
        """The city that a name ends with, such as that of an office; blank if neither the table nor anybody before knows it."""
        pieces = name.split()
        ends = (" ".join(pieces[at:]) for at in range(1, len(pieces)))
        nodes = [(end, self._node(end, country)) for end in ends]
        found = next((end for end, node in nodes if node in self._above), "")
        return found or next((self._in_table(node) or end for end, node in nodes if node in self.known), "")

    def _in_table(self, known: _Node) -> str:
        """How the table writes a city that is known by another name; blank if it does not name it."""
        city = known[0], self.known[known]
        return next(
            (
                name
                for node, names in self._spelled.items()
                if (node[0], self.known.get(node)) == city
                for name in names
            ),
            "",
        )

    def spellings(self, place: Place) -> dict[str, list[int]]:
        """All spellings of a city, in the order of the table, with their rows."""
        return self._spelled.get(self._root((place.country, place.key)), {})

    def arabic(self, place: Place) -> str:
        """Name of a city in Arabic, as a column gives it or as a row writes it beside another script; blank if none."""
        given = self._arabic.get(self._root((place.country, place.key)), "")
        if given or script_of(place.name) == "ARABIC":
            return given
        return next((one for one in self.spellings(place) if script_of(one) == "ARABIC"), "")

    def known_to_be_one(self) -> Iterator[dict[str, list[int]]]:
        """Spellings of each city that was made one only by what was known beforehand."""
        for root in dict.fromkeys(map(self._root, self._by_known)):
            yield self._spelled[root]

    def said_to_be_one(self) -> Iterator[dict[str, list[int]]]:
        """Spellings of each city that was made one because rows of the table name them beside one another."""
        for root in dict.fromkeys(map(self._root, self._by_table)):
            yield self._spelled[root]

    def _node(self, name: str, country: str) -> _Node:
        elsewhere = self._countries.get(key_of(name), {})
        return country or (next(iter(elsewhere)) if len(elsewhere) == 1 else ""), key_of(name)

    def _root(self, node: _Node) -> _Node:
        while (above := self._above.get(node, node)) != node:
            self._above[node] = self._above.get(above, above)  # half the way for the next one
            node = above
        return node

    def _join(self, one: _Node, other: _Node) -> bool:
        """Make two cities one; False if they were."""
        a, b = self._root(one), self._root(other)
        self._above.setdefault(a, a)
        self._above[b] = a
        return a != b

    def _join_known(self) -> None:
        first: dict[_Node, _Node] = {}
        for node in list(self._above):
            city = self.known.get(node)
            if city is not None and self._join(first.setdefault((node[0], city), node), node):
                self._by_known.append(node)

    def _join_table(self, pairs: list[Beside]) -> None:
        """Make one what rows name beside one another, unless it would make one of names that are of several cities."""
        pairs = [pair for pair in pairs if self._root(pair.one) != self._root(pair.other)]
        by_name: dict[str, set[str]] = defaultdict(set)
        for (_, name), city in self.known.items():
            by_name[name].add(city)
        known = {
            pair for pair in pairs if by_name.get(pair.one[1], set()) & by_name.get(pair.other[1], set())
        }  # fmt: skip
        owners: dict[_Node, set[_Node]] = defaultdict(set)
        for pair in pairs:
            owners[self._root(pair.other)].add(self._root(pair.one))
        fitting = [
            pair for pair in pairs
            if len(owners[self._root(pair.other)]) == 1
            and (pair.is_said or script_of(pair.city) != script_of(pair.name) or pair in known)
            and not self._known_apart({pair.one, pair.other})
        ]  # fmt: skip
        said = [pair for pair in fitting if pair in known or script_of(pair.city) == script_of(pair.name)]
        for pair in said:
            self._join(pair.one, pair.other)
        cities = {node: self._root(node) for node in self._above}
        sure = dict(self._above)
        for pair in fitting:
            self._join(pair.one, pair.other)
        fused = self._fused({pair.one: pair.city for pair in pairs} | {pair.other: pair.name for pair in pairs}, cities)
        taken = [pair for pair in fitting if self._root(pair.one) not in fused]
        self._above = sure
        for pair in taken:
            self._join(pair.one, pair.other)
        self._by_table = [pair.one for pair in taken]
        self.doubtful = [pair for pair in pairs if self._root(pair.one) != self._root(pair.other)]

    def _fused(self, names: dict[_Node, str], cities: dict[_Node, _Node]) -> set[_Node]:
        """Cities into which names of one script would be made one only through a name in another script."""
        together: dict[_Node, dict[str, set[_Node]]] = defaultdict(lambda: defaultdict(set))
        nodes: dict[_Node, set[_Node]] = defaultdict(set)
        for node, name in names.items():
            root = self._root(node)
            together[root][script_of(name)].add(cities[node])
            nodes[root].add(node)
        return {
            root for root, scripts in together.items()
            if any(len(several) > 1 for several in scripts.values()) or self._known_apart(nodes[root])
        }  # fmt: skip

    def _known_apart(self, nodes: set[_Node]) -> bool:
        """Whether names are known to be those of several cities."""
        return len({self.known[node] for node in nodes if node in self.known}) > 1


@dataclass(frozen=True, slots=True)
class _Cell:
    """Names of one city in a row, and which of them columns of their own give, and which one as the Arabic one."""

    row: int
    column: str
    country: str
    names: list[str]
    said: list[str] = field(default_factory=list)
    arabic: str = ""


def _cells(row: OwnRow, schema: Schema, all_in: str) -> Iterator[_Cell]:
    said = row.said
    city, who = said.get("city", ""), said.get("organisation") or said.get("name", "")
    name, others = place_name(city, schema) if city else ("", [])
    further = [text.strip() for text in said.get("other_names", "").split(";") if text.strip()]
    is_city = who and words()["city"] in (kind_by_word(said.get("kind", ""), schema), kind_by_name(who, schema))
    of_itself = not who or (is_city and bool(name) and city_of_name(city, who, schema)[0] == city)
    if name:
        arabic = said.get("city_ar") or (said.get("name_ar", "") if of_itself else "")
        told = [*([arabic] if arabic else []), *(further if of_itself else [])]
        yield _Cell(row.number, "city", row.country, [name, *others, *told], told, arabic)
    if is_city and not of_itself:
        own, others = place_name(who, schema)
        arabic = said.get("name_ar", "") or ("" if name else said.get("city_ar", ""))
        told = [*([arabic] if arabic else []), *further]
        yield _Cell(row.number, "organisation", row.country, [own, *others, *told], told, arabic)
    if said.get("event_city"):
        own, others = place_name(said["event_city"], schema)
        yield _Cell(row.number, "event_city", said.get("event_country", "") or all_in, [own, *others])


def in_two_scripts(places: Places, cities: Iterable[Place]) -> Iterator[tuple[Place, list[Place], list[Place]]]:
    """Cities that no row writes in Latin letters, beside those of their country that rows write in no other script.

    Returns
    -------
    iterator of (Place, list of Place, list of Place)
        The city, the others that it sounds like, and all of them.
    """
    by_country: dict[str, list[Place]] = defaultdict(list)
    for place in dict.fromkeys(cities):
        by_country[place.country].append(place)
    for together in by_country.values():
        scripts = {place: {script_of(name) for name in places.spellings(place)} for place in together}
        latin = [place for place in together if scripts[place] == {"LATIN"}]
        by_sound: dict[str, list[Place]] = defaultdict(list)
        for place in latin:
            for sound in {one[0] for one in consonants(place.name)}:
                by_sound[sound].append(place)
        for place in together:
            if latin and "LATIN" not in scripts[place]:
                near = dict.fromkeys(one for sound in consonants(place.name) for one in by_sound.get(sound[0], []))
                yield place, [one for one in near if may_sound_alike(place.name, one.name)], latin

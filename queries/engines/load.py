"""A network as an engine holds it: one table per label and per type of relationship, the same for every engine.

Actors have one label for all, and their kind with what it is beside it. Only ties that somebody asserts are
relationships: a denied one would close the gap that it reports. Who says what about a tie in doubt, what lists cover,
and what is known without a name are nodes of their own.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from graphmodel.acting import acts_for
from graphmodel.dates import days_of
from graphmodel.errors import UsageProblem
from graphmodel.listing import listed_on, speaks_on
from graphmodel.publishers import publisher_of_each
from queries.engines import shape
from queries.engines.columns import Objects, before, blank, days, filled, ids_of, nothing, rows, text, typed

if TYPE_CHECKING:
    from graphmodel.network import Network
    from graphmodel.schema import Schema

__all__ = ["EngineTables", "NodeTable", "TieTable", "engine_tables"]

_ACTOR_TEXTS = ("kind", "name", "country", "level", "name_ar", "other_names", "source", "note")
_TIE_TEXTS = ("form", "programme", "role", "key")
_CLAIM_TEXTS = ("form", "programme", "role", "basis", "locator", "quote")
_CITED = ("source", "publisher", "last_said")
_SAID_ONCE = ("locator", "quote", "basis")
_ALWAYS = frozenset({"id", "from_id", "to_id", "name"})
"""Without which nothing can be loaded."""


@dataclass(frozen=True)
class NodeTable:
    """Nodes of one primary label.

    Parameters
    ----------
    label : str
        Primary label.
    frame : DataFrame
        One row per node: `id`, unique in the table, then its properties; None or NaT where there is none.
    labels : mapping of str to array of str
        Further labels, each with the ids of the nodes that have it; all that there may be, also those of no node.
    """

    label: str
    frame: pd.DataFrame
    labels: Mapping[str, Objects] = field(default_factory=dict)


@dataclass(frozen=True)
class TieTable:
    """Relationships of one type between nodes of two primary labels.

    Parameters
    ----------
    type : str
        Type of relationship.
    source, target : str
        Primary labels of its ends.
    frame : DataFrame
        One row per relationship: `from_id`, `to_id`, then its properties.
    """

    type: str
    source: str
    target: str
    frame: pd.DataFrame


@dataclass(frozen=True)
class EngineTables:
    """All nodes and relationships; each type of relationship is in one table per label that it comes from."""

    nodes: tuple[NodeTable, ...]
    ties: tuple[TieTable, ...]


def engine_tables(network: Network, only: Collection[str] | None = None) -> EngineTables:
    """The tables of a network.

    Parameters
    ----------
    only : collection of str, optional
        Properties that are asked for; by default all. The others are in no table.

    Raises
    ------
    UsageProblem
        If the schema names a kind as an engine names something else.
    """
    _check_words(network.schema)
    wanted = _All() if only is None else frozenset(only) | _ALWAYS
    claims, claim_ties = _claims(network)
    claims, claim_ties = _with_ended(network, claims, claim_ties)
    coverage, coverage_ties = _coverage(network)
    caveats, caveat_ties = _caveats(network)
    return EngineTables(
        nodes=tuple(
            replace(table, frame=_asked(table.frame, wanted))
            for table in (_actors(network), _sources(network), claims, coverage, caveats, _network(network))
        ),
        ties=(*_ties(network, wanted), _acts_for(network), *claim_ties, *coverage_ties, *caveat_ties),
    )


class _All(Container[str]):
    """Every property."""

    def __contains__(self, name: object) -> bool:
        return True


def _asked(frame: pd.DataFrame, wanted: Container[str]) -> pd.DataFrame:
    return frame[[name for name in frame.columns if name in wanted]]


def _network(network: Network) -> NodeTable:
    day = network.seen_as_of
    frame = pd.DataFrame({"id": ["network"], "name": [network.name or None]}, dtype=object)
    frame["as_of"] = np.array([day or "NaT"], dtype="datetime64[s]")
    return NodeTable(shape.NETWORK, frame)


def _check_words(schema: Schema) -> None:
    taken = [*sorted(set(schema.nodes) & set(shape.NODE_LABELS)), *sorted(set(schema.ties) & set(shape.TIE_TYPES))]
    if taken:
        raise UsageProblem(f"the schema has a kind named {taken[0]}, which engines use for something else; rename it")


def _actors(network: Network) -> NodeTable:
    actors, schema = network.actors, network.schema
    columns: dict[str, Any] = {"id": actors["id"].to_numpy(dtype=object)}
    columns |= {name: text(actors[name]) for name in _ACTOR_TEXTS}
    columns |= {name: days(actors[name]) for name in ("first_day", "last_day")}
    columns["ended"] = before(columns["last_day"], network.seen_as_of)
    for name, prop in schema.node_properties.items():
        if name in actors.columns and name not in columns:
            columns[name] = typed(actors[name], prop)
    frame = pd.DataFrame(columns)
    codes = actors["kind"].cat.codes.to_numpy()
    names = actors["kind"].cat.categories
    ids = columns["id"]
    labels = {kind: ids[np.isin(names, schema.descendants(kind))[codes]] for kind in schema.nodes}
    return NodeTable(shape.ACTOR, filled(frame), labels)


def _ties(network: Network, wanted: Container[str]) -> Iterator[TieTable]:
    ties = network.ties
    status = ties["status"].to_numpy(dtype=object)
    shown = status != "denied"
    columns: dict[str, Any] = {
        "from_id": ties["source"].to_numpy(dtype=object),
        "to_id": ties["target"].to_numpy(dtype=object),
        "id": ties["id"].to_numpy(dtype=object),
        **(_cited(network) if any(name in wanted for name in _CITED) else {}),
        **(_said_once(network) if any(name in wanted for name in _SAID_ONCE) else {}),
        "sources": ties["sources"].to_numpy().astype(np.int64),
        "claims": ties["claims"].to_numpy().astype(np.int64),
        "disputed": status == "disputed",
        "derived": ties["derived"].to_numpy(dtype=bool),
    }
    columns |= {name: days(ties[name]) for name in ("first_day", "last_day") if name in wanted}
    columns |= {name: text(ties[name]) for name in _TIE_TEXTS if name in wanted}
    frame = _asked(pd.DataFrame(columns), wanted)
    codes = ties["kind"].cat.codes.to_numpy()
    place = {name: code for code, name in enumerate(ties["kind"].cat.categories)}
    for name in network.schema.ties:
        yield TieTable(name, shape.ACTOR, shape.ACTOR, rows(frame, shown & (codes == place.get(name, -1))))


def _acts_for(network: Network) -> TieTable:
    pairs = acts_for(network)
    who, whom = (pairs[name].to_numpy(dtype=object) for name in ("who", "whom"))
    return _link(shape.ACTS_FOR, shape.ACTOR, who, shape.ACTOR, whom)


def _cited(network: Network) -> dict[str, Any]:
    """Of each tie: the first source that asserts it, the one publisher of all that do, and the day on which the newest of
    them was published or read."""
    ties, claims = network.ties, network.claims
    at = claims["tie_pos"].to_numpy()
    cited = text(claims["source"])
    asserts = (claims["says"] == "yes").to_numpy() & (cited != None)  # noqa: E711
    yes = np.flatnonzero(asserts)
    place, first = np.unique(at[yes], return_index=True)
    source, publisher = nothing(len(ties)), nothing(len(ties))
    source[place] = cited[yes[first]]
    said = np.full(len(ties), np.iinfo(np.int64).min)
    days = claims["published"].to_numpy(dtype="datetime64[s]").astype(np.int64)
    np.maximum.at(said, at[yes], days[yes])  # NaT is the least integer
    of, names = publisher_of_each(network)
    publisher[of >= 0] = np.array(names, dtype=object)[of[of >= 0]]
    return {"source": source, "publisher": publisher, "last_said": said.astype("datetime64[s]")}


def _said_once(network: Network) -> dict[str, Objects]:
    """Where the one claim of a tie says it; what several claims say stands in claims of their own."""
    claims = network.claims
    alone = (network.ties["claims"].to_numpy() == 1)[claims["tie_pos"].to_numpy()]
    rows, at = np.flatnonzero(alone), claims["tie_pos"].to_numpy()[alone]
    found = {}
    for name in _SAID_ONCE:
        found[name] = nothing(len(network.ties))
        found[name][at] = text(claims[name])[rows]
    return found


def _sources(network: Network) -> NodeTable:
    sources = network.sources
    columns: dict[str, Any] = {"id": sources["id"].to_numpy(dtype=object), "name": text(sources["title"])}
    columns |= {name: text(sources[name]) for name in ("publisher", "published", "url")}
    return NodeTable(shape.SOURCE, pd.DataFrame(columns | {"date": days(sources["date"])}))


def _claims(network: Network) -> tuple[NodeTable, tuple[TieTable, ...]]:
    """What is said of ties in doubt (denied or disputed) and of ties that have several claims.

    `place` counts the claims of one tie, in the order in which they stand.
    """
    ties, claims = network.ties, network.claims
    told = (ties["status"].to_numpy(dtype=object) != "asserted") | (ties["claims"].to_numpy() > 1)
    tie_pos = claims["tie_pos"].to_numpy()
    rows = np.flatnonzero(told[tie_pos])
    chosen = claims.iloc[rows]
    at = chosen["tie_pos"].to_numpy()
    tie_ids = chosen["tie"].to_numpy(dtype=object)
    source = text(chosen["source"])
    says = chosen["says"].to_numpy(dtype=object)
    columns: dict[str, Any] = {
        "id": ids_of([tie_ids, source, says]),
        "tie": ties["kind"].to_numpy(dtype=object)[at],
        "says": says,
        "tie_id": tie_ids,
        "source": source,
        "first_day": days(chosen["first_day"]),
        "last_day": days(chosen["last_day"]),
        "date": days(chosen["published"]),
        "place": (rows - np.searchsorted(tie_pos, at)).astype(np.int64),
    }
    columns |= {name: text(chosen[name]) for name in _CLAIM_TEXTS}
    ids = columns["id"]
    return NodeTable(shape.CLAIM, pd.DataFrame(columns)), (
        _link(shape.CITES, shape.CLAIM, ids, shape.SOURCE, source, network.sources["id"]),
        _link(shape.FROM_ACTOR, shape.CLAIM, ids, shape.ACTOR, ties["source"].to_numpy(dtype=object)[at]),
        _link(shape.TO_ACTOR, shape.CLAIM, ids, shape.ACTOR, ties["target"].to_numpy(dtype=object)[at]),
    )


def _with_ended(
    network: Network, claims: NodeTable, links: tuple[TieTable, ...]
) -> tuple[NodeTable, tuple[TieTable, ...]]:  # fmt: skip
    """The claims and those that are over on the day of the view: they say yes, and `ended` is true."""
    table = network.ended
    frame = claims.frame.assign(ended=False)
    if not len(table):
        return NodeTable(claims.label, frame), links
    source = text(table["source"])
    columns: dict[str, Any] = {
        "tie": table["kind"].to_numpy(dtype=object),
        "says": table["says"].to_numpy(dtype=object),
        "tie_id": table["tie"].to_numpy(dtype=object),
        "source": source,
        "first_day": days(table["first_day"]),
        "last_day": days(table["last_day"]),
        "date": days(table["published"]),
        "ended": np.ones(len(table), dtype=bool),
    }
    standing = table["tie"].map(frame["tie_id"].value_counts()).fillna(0).astype(np.int64)
    columns["place"] = (standing + table.groupby("tie").cumcount()).to_numpy()
    columns |= {name: text(table[name]) for name in _CLAIM_TEXTS}
    ids = ids_of([columns["tie_id"], source, np.full(len(table), "ended", dtype=object)])
    more = pd.DataFrame({"id": ids} | columns)
    ends = {shape.FROM_ACTOR: "from_id", shape.TO_ACTOR: "to_id"}
    joined = []
    for link in links:
        far = source if link.type == shape.CITES else table[ends[link.type]].to_numpy(dtype=object)
        known = network.sources["id"] if link.type == shape.CITES else None
        own = _link(link.type, link.source, ids, link.target, far, known)
        joined.append(
            TieTable(link.type, link.source, link.target, pd.concat([link.frame, own.frame], ignore_index=True))
        )
    return NodeTable(claims.label, pd.concat([frame, more], ignore_index=True)), tuple(joined)


def _coverage(network: Network) -> tuple[NodeTable, tuple[TieTable, ...]]:
    """Sources that set out to list ties, and what their lists reach over.

    `kinds` are those of the actors that may stand on the list, each between semicolons; `listed` is the end of the tie
    that they are; `holds` tells whether the list speaks of the day that is asked about. A list without countries
    reaches over all that are here.
    """
    table = network.coverage
    columns: dict[str, Any] = {name: text(table[name]) for name in ("tie", "list", "declared", "source", "said")}
    columns["of_kind"] = text(table["kind"])
    columns |= {name: days(table[name]) for name in ("first_day", "last_day")}
    columns |= who_is_listed(network)
    columns["holds"] = speaks_on(table, network.seen_as_of, network.schema)
    ids = ids_of([columns["source"], columns["tie"], text(table["of"]), columns["of_kind"]])
    frame = pd.DataFrame({"id": ids} | columns)
    actors = network.actors["id"]
    everywhere = ";".join(sorted(set(network.actors["country"].astype(str)) - {""}))
    countries = table["countries"].where(table["countries"] != "", everywhere)
    scope = countries.str.split(";").explode() if len(table) else countries
    places = ids[scope.index.to_numpy(dtype=np.int64)]
    return NodeTable(shape.COVERAGE, frame), (
        _link(shape.ABOUT, shape.COVERAGE, ids, shape.ACTOR, text(table["of"]), actors),
        _link(shape.SCOPE, shape.COVERAGE, places, shape.ACTOR, text(scope), actors),
    )


def who_is_listed(network: Network) -> dict[str, Objects]:
    """Of each list about somebody: which end of the tie is listed, and which kinds of actors may be."""
    ends, kinds = nothing(len(network.coverage)), nothing(len(network.coverage))
    for at, (of, listed) in enumerate(zip(network.coverage["of"].tolist(), listed_on(network), strict=True)):
        if of in network.position:
            ends[at], kinds[at] = listed.end, ";" + "".join(f"{name};" for name in listed.kinds)
    return {"listed": ends, "kinds": kinds}


def _caveats(network: Network) -> tuple[NodeTable, tuple[TieTable, ...]]:
    """What is said of ties with an open end ('some City in XK'): `kind` and `country` are those of the open end.

    `end` tells which one is open; if both are, it is `both`, and `from_kind`, `from_country` tell of the other.
    """
    table = network.caveats
    texts = {name: text(table[name]) for name in table.columns if name not in ("published", "tlp")}
    named = texts["from_id"]
    open_from, open_to = named == None, texts["to_id"] == None  # noqa: E711
    both = open_from & open_to
    columns: dict[str, Any] = {
        "tie": texts["tie"],
        "kind": np.where(open_to, texts["to_kind"], texts["from_kind"]),
        "country": np.where(open_to, texts["to_country"], texts["from_country"]),
        "end": np.where(both, "both", np.where(open_to, "to", "from")).astype(object),
        "from_kind": np.where(both, texts["from_kind"], nothing(len(table))),
        "from_country": np.where(both, texts["from_country"], nothing(len(table))),
        "says": texts["says"],
        "source": texts["source"],
        "first_day": days_of(blank(texts["since"])),
        "last_day": days_of(blank(texts["until"]), last=True),
        "date": days(table["published"]),
    }
    columns |= {name: texts[name] for name in _CLAIM_TEXTS}
    about = np.where(open_from, texts["to_id"], named)
    ids = ids_of([about, columns["tie"], columns["kind"], columns["country"], columns["source"], columns["says"]])
    frame = pd.DataFrame({"id": ids} | columns)
    actors = network.actors["id"]
    return NodeTable(shape.CAVEAT, frame), (
        _link(shape.ABOUT, shape.CAVEAT, ids, shape.ACTOR, about, actors),
        _link(shape.SCOPE, shape.CAVEAT, ids, shape.ACTOR, columns["country"], actors),
    )


def _link(
    type_: str, source: str, from_ids: Objects, target: str, to_ids: Objects, known: pd.Series[Any] | None = None
) -> TieTable:
    """Relationships with an id only; those whose far end is blank or not in view are left out.

    An id they need: to the embedded engine the number of a relationship that has none is its id.
    """
    frame = pd.DataFrame({"from_id": from_ids, "to_id": to_ids}, dtype=object)
    there = np.array([text is not None for text in to_ids.tolist()], dtype=bool)
    if known is not None:
        there &= pd.Index(known).get_indexer(pd.Index(to_ids.astype(object))) >= 0
    frame = rows(frame, there).drop_duplicates(ignore_index=True)
    ends = zip(frame["from_id"], frame["to_id"], strict=True)
    frame["id"] = np.array([f"{type_}:{a}:{b}" for a, b in ends], dtype=object)
    return TieTable(type_, source, target, frame)

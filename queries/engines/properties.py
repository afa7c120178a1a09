"""What nodes and relationships of an engine carry beside the properties that their kinds declare, and what each means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from queries.engines import shape

if TYPE_CHECKING:
    from graphmodel.schema import Schema

__all__ = ["NODES", "RELATIONSHIPS", "TIE", "known_properties"]

_DAYS = {
    "first_day": "date: the first day on which it holds",
    "last_day": "date: the last day on which it holds",
}
_SAID = {
    "form": "text: how the two came together: met, exchange, joint activity, memorandum, joint body",
    "programme": "text: id of the programme under which it is",
    "role": "text: lead, host, moderator, funder, …",
    "basis": "text: how the source knows: document, own website, press, told us, inferred",
    "locator": "text: where in the source it stands",
    "quote": "text: the words of the source",
}

NODES: dict[str, dict[str, str]] = {
    shape.ACTOR: {
        "id": "text, unique",
        "kind": "text: the most special of its kinds, which is a label too",
        "name": "text",
        "name_ar": "text: the name in Arabic",
        "other_names": "text: names in other scripts and languages, with ; between them",
        "country": "text: ISO code, or XK",
        "level": "text: international, national, subnational, local",
        "source": "text: ids of the sources of its row, with ; between them",
        "note": "text",
        **_DAYS,
        "ended": "true if it is over on the day of the view",
    },
    shape.SOURCE: {
        "id": "text, unique",
        "name": "text: its title",
        "publisher": "text",
        "published": "text, as the file has it",
        "url": "text",
        "date": "date: when it was published, else read",
    },
    shape.CLAIM: {
        "id": "text, unique",
        "tie": "text: the kind of tie",
        "tie_id": "text: id of the tie, which is that of the relationship if there is one",
        "says": "text: yes or no",
        "source": "text: id of the source",
        **_DAYS,
        "date": "date: that of the source",
        "place": "whole number: counts the claims of one tie from 0",
        "ended": "true if what it says is over on the day of the view",
        **_SAID,
    },
    shape.COVERAGE: {
        "id": "text, unique",
        "tie": "text: the kind of tie that the list is of",
        "of_kind": "text: the kind of actor that is listed",
        "list": "text: full, part, register; part where a full list is found wanting",
        "declared": "text: the same as the file has it",
        "said": "text: the number that the source gives",
        "source": "text: id of the source",
        "listed": "text: from or to, the end of the tie that is listed",
        "kinds": "text: kinds that may stand on it, each between semicolons",
        **_DAYS,
        "holds": "true if the list speaks of the day of the view",
    },
    shape.CAVEAT: {
        "id": "text, unique",
        "tie": "text: the kind of tie",
        "kind": "text: the kind of actor at the open end",
        "country": "text: the country of the open end",
        "end": "text: from, to or both, whichever is open",
        "from_kind": "text: of the other end, if both are open",
        "from_country": "text: of the other end, if both are open",
        "says": "text: yes or no",
        "source": "text: id of the source",
        **_DAYS,
        "date": "date: that of the source",
        **_SAID,
    },
    shape.NETWORK: {
        "id": "text: 'network'",
        "name": "text: the network's name",
        "as_of": "date: the day of the view",
    },
}
"""Properties of the nodes of each label: the type, and what it means."""

TIE: dict[str, str] = {
    "id": "text, unique",
    "source": "text: id of the first source that asserts it",
    "publisher": "text: the publisher, if all that assert it name one and it is the same",
    "last_said": "date: of the newest source that asserts it",
    "sources": "whole number: sources that speak of it",
    "claims": "whole number: claims about it; with more than one there are nodes :Claim",
    "disputed": "true if a source denies it",
    "derived": "true if it follows from a cell of an actor, such as its country",
    **_DAYS,
    "form": _SAID["form"],
    "programme": _SAID["programme"],
    "role": _SAID["role"],
    "key": "text: what sets it apart from another tie of the same kind and ends",
    "locator": "text: where the one claim of a tie says it",
    "quote": "text: the words of the one claim of a tie",
    "basis": "text: how the one claim of a tie knows",
}
"""Properties of a relationship that is a tie, whatever its kind."""

RELATIONSHIPS: dict[str, tuple[str, str, str]] = {
    shape.FROM_ACTOR: (shape.CLAIM, shape.ACTOR, "the actor that the tie runs from"),
    shape.TO_ACTOR: (shape.CLAIM, shape.ACTOR, "the actor that the tie runs to"),
    shape.CITES: (shape.CLAIM, shape.SOURCE, "who says so"),
    shape.ABOUT: (f"{shape.COVERAGE}, {shape.CAVEAT}", shape.ACTOR, "whose ties the list or the remark is about"),
    shape.SCOPE: (
        f"{shape.COVERAGE}, {shape.CAVEAT}",
        shape.ACTOR,
        "countries that the list or the remark reaches over",
    ),
    shape.ACTS_FOR: (shape.ACTOR, shape.ACTOR, "from a body or an office to the city that it acts for"),
}
"""Relationships that are no kind of tie: from, to, and what they mean. They have an id and nothing else."""


def known_properties(schema: Schema) -> frozenset[str]:
    """Names of all properties that a node or relationship may have.

    Examples
    --------
    >>> from graphmodel.schema import builtin_schema
    >>> sorted({"population", "tie_id", "title"} & known_properties(builtin_schema()))
    ['population', 'tie_id']
    """
    names = {name for kind in schema.nodes.values() for name in kind.properties}
    return frozenset(names.union(TIE, *NODES.values()))

"""What the schema says of the kinds that a table of one's own names: where they sit, and for whom they act."""

from __future__ import annotations

from graphmodel.names import fold
from graphmodel.schema import Schema
from loaders.own.cells import kind_by_word, words

__all__ = ["acts_for_city", "has_seat", "is_where_events_are", "kind_by_heading"]


def acts_for_city(kind: str, schema: Schema) -> bool:
    """Whether an actor of a kind acts for its city, as a mayor does; another office is one of its country.

    Examples
    --------
    >>> from graphmodel.schema import builtin_schema
    >>> [acts_for_city(kind, builtin_schema()) for kind in ("Mayor", "NationalCoordinator")]
    [True, False]
    """
    return any(
        tie.derived is not None and tie.derived.column == "city" and tie.acts_for is not None
        and schema.fits(tie.name, kind, words()["city"])
        for tie in schema.derived_ties
    )  # fmt: skip


def has_seat(kind: str, schema: Schema) -> bool:
    """Whether the sheet of actors has a cell for the city of an actor of a kind."""
    return any(
        tie.derived is not None and tie.derived.column == "city" and schema.fits(tie.name, kind, words()["city"])
        for tie in schema.derived_ties
    )


def is_where_events_are(kind: str, schema: Schema) -> bool:
    """Whether the country of an event is of a kind: an organisation that is called as one is that country."""
    return any(
        tie.derived is not None and tie.derived.column == "country" and schema.fits(tie.name, words()["event"], kind)
        for tie in schema.derived_ties
    )


def kind_by_heading(heading: str, schema: Schema) -> str | None:
    """The kind that the heading of the organisations tells, such as Ministry."""
    folded = fold(heading)
    return kind_by_word(folded, schema) if folded in map(fold, words()["tells_kind"]) else None

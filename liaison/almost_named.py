"""A question without an answer whose text is almost a name on record: Cypher compares texts letter by letter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from graphmodel.names import fold
from graphmodel.nearest import Alike

if TYPE_CHECKING:
    from graphmodel.network import Network

__all__ = ["almost_named"]

_SHORTEST = 3
_SHOWN = 3


def almost_named(network: Network, texts: Iterable[str]) -> Iterator[str]:
    """A sentence for each text that is no name on record but almost one: spelled alike, or in another script.

    Parameters
    ----------
    texts : iterable of str
        Texts that a question compares with.
    """
    names = network.actors["name"].tolist()
    written = {
        text for name in ("id", "name", "name_ar", "other_names", "country") for text in network.actors[name].astype(object)
    } | {*network.schema.nodes, *network.schema.ties, *network.sources["id"]}  # fmt: skip
    alike = Alike(names)
    for text in dict.fromkeys(texts):
        if text in written or len(fold(text)) < _SHORTEST:
            continue
        found = network.find_actor(text)
        if not found and (close := alike.nearest(text)) is not None:
            found = network.find_actor(close)
        if found:
            listed = " or ".join(f"{{id: '{ident}'}} for {network.told_apart(ident)}" for ident in found[:_SHOWN])
            yield (
                f"nothing on record is written '{text}'; Cypher compares letter by letter, so ask for {listed}, or for the "
                "name as it stands there"
            )

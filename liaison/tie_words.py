"""A tie as it is written on a command line, `FROM TIE TO`, and as a sentence of names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from graphmodel.errors import UsageProblem
from liaison.session import find
from liaison.text import table

if TYPE_CHECKING:
    from graphmodel.editing import Addition
    from graphmodel.network import Network

__all__ = ["added_tie", "removed_tie", "sentence"]


def sentence(network: Network, source: str, kind: str, target: str, key: str = "") -> str:
    """A tie as a sentence of names."""
    label = network.schema.ties[kind].label["en"]
    within = f" ({network.told_apart(key)})" if key else ""
    return f"{network.told_apart(source)} {label} {network.told_apart(target)}{within}"


def added_tie(network: Network, text: str) -> Addition:
    """The tie that `FROM TIE TO` means, names of actors and further cells (`since=2024`) allowed.

    Raises
    ------
    UsageProblem
        If no kind of tie stands in the text, or an end of it is not one actor.
    """
    source, kind, target, cells = _read(network, text)
    return (source, kind, target, cells) if cells else (source, kind, target)


def removed_tie(network: Network, text: str) -> str:
    """The id of the tie on record that a text means: an id, or `FROM TIE TO`; either way if it has no direction.

    Raises
    ------
    UsageProblem
        If there is no such tie (with those between the two), or there are several.
    """
    ids = set(network.ties["id"])
    if text in ids:
        return text
    source, kind, target, cells = _read(network, text)
    ties = network.ties
    ends = {(source, target)} if network.schema.ties[kind].directed else {(source, target), (target, source)}
    rows = [
        (str(row.id), str(row.kind), str(row.key)) for row in ties[["id", "kind", "source", "target", "key"]].itertuples()
        if (row.source, row.target) in ends or (row.target, row.source) in ends
    ]  # fmt: skip
    directed = ties.set_index("id")[["source", "target"]]
    found = [
        ident for ident, of, key in rows
        if of == kind and tuple(directed.loc[ident]) in ends and cells.get("key", key) == key
    ]  # fmt: skip
    if len(found) == 1:
        return found[0]
    said = f"{network.told_apart(source)} {kind} {network.told_apart(target)}"
    if found:
        raise UsageProblem("\n".join([f"'{said}' is said of several ties; name one by its id:", *_listed(found)]))
    others = [ident for ident, _, _ in rows]
    if others:
        raise UsageProblem("\n".join([f"no tie '{said}' is on record; between the two there are:", *_listed(others)]))
    raise UsageProblem(f"no tie '{said}' is on record, nor any other between the two")


def _listed(ids: list[str]) -> list[str]:
    return table(["tie"], [[ident] for ident in ids], indent="  ")


def _read(network: Network, text: str) -> tuple[str, str, str, Mapping[str, str]]:
    from graphmodel.editing import CELLS

    words = text.split()
    cells: dict[str, str] = {}
    while words and words[-1].partition("=")[0] in CELLS and "=" in words[-1]:
        name, _, value = words.pop().partition("=")
        cells[name] = value
    words = _with_kinds(network, words)
    places = [at for at, word in enumerate(words) if word in network.schema.ties and 0 < at < len(words) - 1]
    if not places:
        raise UsageProblem(_no_kind(network, text, words))
    if len(places) > 1:
        kinds = " and ".join(words[at] for at in places)
        raise UsageProblem(f"'{text}' names {kinds}; write one tie, and give the option again for another")
    at = places[0]
    return find(network, " ".join(words[:at])), words[at], find(network, " ".join(words[at + 1 :])), cells


def _with_kinds(network: Network, words: list[str]) -> list[str]:
    """Words with the label of a kind of tie, as tables and answers write it, made into its name, if none is named."""
    if any(word in network.schema.ties for word in words):
        return words
    said = [word.casefold() for word in words]
    labels = [
        (label.casefold().split(), name) for name, kind in network.schema.ties.items() for label in kind.label.values()
    ]
    for label, name in sorted(labels, key=lambda one: -len(one[0])):
        for at in range(1, len(words) - len(label)):
            if said[at : at + len(label)] == label:
                return [*words[:at], name, *words[at + len(label) :]]
    return words


def _no_kind(network: Network, text: str, words: list[str]) -> str:
    from graphmodel.nearest import nearest

    shape = "write FROM TIE TO with a kind of tie between two actors"
    for word in words:
        if word in network.schema.ties:
            return f"'{text}' lacks an actor before or after {word}; {shape}"
    loud = [word for word in words if word.isupper() and len(word) > 3]
    for word in loud:
        if close := nearest(word, network.schema.ties):
            return f"'{text}' names no kind of tie; did you mean {close}?"
    return f"'{text}' names no kind of tie; {shape}: {', '.join(network.schema.ties)}"

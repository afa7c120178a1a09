"""Which gap rules there are, and the values that their parameters take."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from graphmodel.errors import UsageProblem
from graphmodel.network import Network
from queries.query import Query, catalogue

__all__ = ["asked_rules", "gap_rules", "lacking", "properties_named", "rule_parameters"]

_WORD = re.compile(r"\w+")


def gap_rules(network: Network, names: Iterable[str] | str | None = None) -> list[Query]:
    """The rules of the catalogue and of the network's own `queries/gaps/`, in the order of their names.

    Raises
    ------
    UsageProblem
        If one of `names` is no rule.
    DataProblems
        If the file of a rule is at fault; of one that is not among `names` only if all are asked for.
    """
    wanted = [names] if isinstance(names, str) else list(names) if names is not None else None
    asked = None if wanted is None else [("gaps", name) for name in wanted]
    found = catalogue(network.folder, schema=network.schema, asked=asked, families=["gaps"])
    rules = {query.name: query for query in found}
    if wanted is None:
        return list(rules.values())
    for name in wanted:
        if name not in rules:
            from graphmodel.nearest import nearest

            close = nearest(name, rules)
            hint = f"did you mean {close!r}?" if close else "there are: " + ", ".join(rules)
            raise UsageProblem(f"no gap rule {name!r}; {hint}")
    return [rules[name] for name in wanted]


def asked_rules(network: Network, names: Iterable[str] | str | None, given: Mapping[str, Any]) -> list[Query]:
    """The rules that are asked: those named, else all that can be asked with the values that are given.

    Raises
    ------
    UsageProblem
        If a name is no rule, one that is named lacks a value for a parameter, or a value is given that no rule takes.
    """
    chosen = gap_rules(network, names)
    if names is None:
        chosen = [query for query in chosen if not lacking(query, given)]
    _check_parameters(chosen, given)
    return chosen


def lacking(query: Query, given: Mapping[str, Any]) -> list[str]:
    """Parameters of a rule that have no value: neither given, nor a default, nor the day."""
    return [
        name
        for name, spec in query.parameters.items()
        if name not in given and name != "as_of" and spec.default is None
    ]


def properties_named(rules: Iterable[Query]) -> frozenset[str] | None:
    """What properties some rules may ask for: every word that they write.

    None if one is a network's own: it may return a node with all its properties, or find one by a name that it reckons,
    which no built-in rule does.
    """
    if any(query.own for query in rules):
        return None
    return frozenset(word for query in rules for word in _WORD.findall(query.text))


def _check_parameters(chosen: Sequence[Query], given: Mapping[str, Any]) -> None:
    """Raise UsageProblem if a rule lacks a value, or a value is given that no rule takes."""
    for query in chosen:
        for name in lacking(query, given):
            about = query.parameters[name].description
            raise UsageProblem(f"'{query.name}' needs --param {name}=…" + (f" ({about})" if about else ""))
    taken = {name for query in chosen for name in query.parameters}
    for name in given:
        if name not in taken:
            raise UsageProblem(
                f"no rule that is asked takes a parameter '{name}'; they take {', '.join(sorted(taken))}"
            )


def rule_parameters(query: Query, network: Network, given: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Values for the parameters of a rule: those given, the day of the view, what the rule declares for the others."""
    day = network.seen_as_of or network.default_as_of
    known = ({"as_of": day.isoformat()} if day is not None else {}) | dict(given or {})
    return {
        name: spec.value(known.get(name, spec.default), network, day=day) for name, spec in query.parameters.items()
    }

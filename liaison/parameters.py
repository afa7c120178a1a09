"""Values for the parameters of a query, from the words of a command."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from graphmodel.errors import UsageProblem
from graphmodel.nearest import nearest

if TYPE_CHECKING:
    from graphmodel.network import Network
    from queries.query import Parameter, Query

__all__ = ["once", "query_parameters", "text_parameters"]


def once(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """Values by name.

    Raises
    ------
    UsageProblem
        If a name is given twice: one of the values would be lost.
    """
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise UsageProblem(f"--param {name}=… is given twice; give it once")
        found[name] = value
    return found


def query_parameters(network: Network, query: Query, given: Mapping[str, Any]) -> dict[str, Any]:
    """Values for the parameters of a query: those given, the day of the view for `as_of`, its defaults.

    Raises
    ------
    UsageProblem
        If a value is given that the query does not take or that is of another type, or one is lacking.
    """
    for name in given:
        if name not in query.parameters:
            raise UsageProblem(f"'{query.name}' takes no parameter '{name}'{_others(name, query.parameters)}")
    return _declared(network, query.parameters, given, f"'{query.name}'")


def text_parameters(
    network: Network, text: str, declared: Mapping[str, Parameter], given: Mapping[str, str]
) -> dict[str, Any]:  # fmt: skip
    """Values for the parameters of a text: by the types that its front matter declares, else as JSON reads them.

    Raises
    ------
    Refused, UsageProblem
        If the text does more than read or is not understood; if a value is given that the text does not use.
    """
    from liaison.options import json_value
    from queries.engines.guard import read

    used = {token.value for token in read(text).parameters} | set(declared)
    for name in given:
        if name not in used:
            raise UsageProblem(f"the query has no ${name}{_others(name, sorted(used))}")
    values = {name: json_value(value) for name, value in given.items() if name not in declared}
    values |= _declared(network, declared, {name: v for name, v in given.items() if name in declared}, "the query")
    if "as_of" in used and values.get("as_of") is None and network.seen_as_of is not None:
        values["as_of"] = network.seen_as_of.isoformat()
    return values


def _declared(
    network: Network, declared: Mapping[str, Parameter], given: Mapping[str, Any], whose: str
) -> dict[str, Any]:  # fmt: skip
    values = {name: spec.default for name, spec in declared.items()} | dict(given)
    if "as_of" in declared and "as_of" not in given and network.seen_as_of is not None:
        values["as_of"] = network.seen_as_of.isoformat()
    for name, spec in declared.items():
        if values[name] is None:
            about = f" ({spec.description})" if spec.description else ""
            raise UsageProblem(f"{whose} needs --param {name}=…{about}")
        values[name] = spec.value(values[name], network)
    return values


def _others(name: str, known: Iterable[str]) -> str:
    names = list(known)
    close = nearest(name, names)
    return f"; did you mean '{close}'?" if close else f"; it takes {', '.join(names) or 'none'}"

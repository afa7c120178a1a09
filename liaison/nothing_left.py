"""What is said when no gap is left of those that were asked for."""

from __future__ import annotations

from collections.abc import Sequence

from graphmodel.findings import Gap
from liaison.text import plural

__all__ = ["nothing_left"]


def nothing_left(gaps: Sequence[Gap], country: str | None, certainty: str | None) -> str:
    """Why no gap is listed: no rule finds one, or none of those found is such as was asked for.

    Examples
    --------
    >>> nothing_left([], "SI", None)
    'None: no rule finds a tie missing.'
    """
    if not gaps:
        return "None: no rule finds a tie missing."
    options = {"--country": country, "--certainty": certainty}
    asked = " and ".join(f"{name} {value}" for name, value in options.items() if value)
    return f"None: of the {plural(len(gaps), 'gap')} found none fits {asked}."

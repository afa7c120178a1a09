"""What a file may cost, so that one that is too large, or made to be, is refused before it takes the machine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

from graphmodel.errors import LimitExceeded, UsageProblem
from graphmodel.nearest import nearest

__all__ = ["Limits"]

_SIZES: Mapping[str, int] = {"size": 1, "unzipped": 1}
_UNITS = {"MB": 1, "GB": 1000}
_TIMES = {"k": 1_000, "M": 1_000_000}


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may cost; a message that one was hit names it and how to raise it.

    Parameters
    ----------
    size, unzipped : int
        Size of a file, and of what a workbook unpacks to, in MB.
    ratio : int
        How much larger a workbook may become when it is unpacked.
    rows, columns : int
        Of one sheet; the header is not counted.
    cell : int
        Characters of one cell.
    area : int
        Rows times columns of the rectangle that a workbook's sheet fills, from A1 to its outermost cell.
    depth : int
        How deep JSON may nest.

    Examples
    --------
    >>> Limits.of("rows=2M, size=1GB").rows, Limits.of("rows=2M, size=1GB").size
    (2000000, 1000)
    """

    size: int = 200
    unzipped: int = 300
    ratio: int = 200
    rows: int = 1_000_000
    columns: int = 500
    cell: int = 131_072
    area: int = 25_000_000
    depth: int = 100

    @classmethod
    def of(cls, text: str) -> Limits:
        """The usual limits but for those that a text sets: name=number with commas between.

        Raises
        ------
        UsageProblem
            If there is no such limit, or its value is no whole number above 0.
        """
        found: dict[str, int] = {}
        for part in filter(None, map(str.strip, text.split(","))):
            name, _, value = (piece.strip() for piece in part.partition("="))
            names = [one.name for one in fields(cls)]
            if name not in names:
                close = nearest(name, names)
                hint = f"did you mean '{close}'?" if close else "there are: " + ", ".join(names)
                raise UsageProblem(f"no limit is called '{name}'; {hint}")
            found[name] = _number(name, value)
        return cls(**found)

    def check(self, name: str, value: int, what: str) -> None:
        """Refuse a value above the limit of that name.

        Parameters
        ----------
        name : str
            Of the limit.
        value : int
            What there is, in the unit of the limit.
        what : str
            The sentence up to "; the limit is …".

        Raises
        ------
        LimitExceeded
            With the limit and how to raise it.
        """
        limit: int = getattr(self, name)
        if value > limit:
            unit = " MB" if name in _SIZES else ""
            enough = f"{value + 1}MB" if unit else str(value)
            raise LimitExceeded(f"{what}; the limit is {limit:,}{unit} (--limits {name}={enough} raises it)")


def _number(name: str, value: str) -> int:
    digits, times = value.replace("_", ""), 1
    for ending, factor in (_UNITS if name in _SIZES else _TIMES).items():
        if digits.endswith(ending):
            digits, times = digits.removesuffix(ending).strip(), factor
    if not (digits.isascii() and digits.isdigit() and int(digits)):
        example = "500MB" if name in _SIZES else "2000000"
        raise UsageProblem(f"the limit '{name}' is a whole number such as {name}={example}, not '{value}'")
    return int(digits) * times

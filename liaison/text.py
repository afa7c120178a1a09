"""Plain text for a terminal: widths of any script, wrapping, and tables that fit."""

from __future__ import annotations

import re
import shutil
import unicodedata
from collections.abc import Sequence

__all__ = [
    "WIDTH",
    "amount",
    "bullet",
    "in_one_cell",
    "line_width",
    "listed",
    "padded",
    "plural",
    "table",
    "visible",
    "width",
    "wrapped",
]

WIDTH = 100
"""Columns that a line takes at most, and where there is no terminal that says how many it has."""
LONGEST = 30_000
"""Letters that a cell of a workbook is given at most; spreadsheet programs take 32,767."""
LEAST = 40
"""Columns below which lines are not made narrower, however narrow the terminal is."""

_ID = re.compile(r"[A-Za-z0-9]+([-_:.][A-Za-z0-9]+)+[,;.:)]*")
"""A word that somebody may want to copy whole: an id, the name of a rule, of a kind of tie, a date."""
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")
_WIDE = ("W", "F")


def visible(text: str) -> str:
    """Text from data as it may be printed: what would steer a terminal or turn the direction of text is a dot.

    Examples
    --------
    >>> visible("Peja\\x1b[2J")
    'Peja·[2J'
    """
    return _CONTROL.sub("·", text.replace("\r\n", " ").replace("\n", " ").replace("\t", " "))


def line_width() -> int:
    """Columns that a line may take: what COLUMNS says, else what the terminal has, at most `WIDTH`."""
    return max(LEAST, min(WIDTH, shutil.get_terminal_size((WIDTH, 24)).columns))


def width(text: str) -> int:
    """Columns that a text takes on a terminal: marks take none, wide characters two.

    Examples
    --------
    >>> width("Čair"), width("Куманово"), width("كومانوفو"), width("C\\u030cair"), width("日本")
    (4, 8, 8, 4, 4)
    """
    return sum(_width(c) for c in text)


def _width(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in _WIDE else 1


def padded(text: str, columns: int, *, right: bool = False) -> str:
    """Text filled up with blanks to a number of columns.

    Examples
    --------
    >>> padded("Peja", 6), padded("0.5", 5, right=True)
    ('Peja  ', '  0.5')
    """
    blanks = " " * (columns - width(text))
    return blanks + text if right else text + blanks


def wrapped(text: str, columns: int) -> list[str]:
    """Lines of at most so many columns, broken between words; a longer word is cut, unless it is an id.

    Examples
    --------
    >>> wrapped("no tie to the coordinator on record", 14)
    ['no tie to the', 'coordinator on', 'record']
    >>> wrapped("the rule city-without-coordinator-tie", 14)
    ['the rule', 'city-without-coordinator-tie']
    """
    lines: list[str] = []
    line = ""
    for word in visible(text).split():
        for piece in _pieces(word, columns):
            if line and width(line) + 1 + width(piece) > columns:
                lines.append(line)
                line = piece
            else:
                line = f"{line} {piece}" if line else piece
    return [*lines, line]


def _pieces(word: str, columns: int) -> list[str]:
    """A word, or the parts of one that is too long for a line; an id stays whole, since one copies it."""
    if width(word) <= columns or _ID.fullmatch(word):
        return [word]
    pieces, taken = [""], 0
    for character in word:
        taken += _width(character)
        if taken > columns and pieces[-1]:
            pieces.append("")
            taken = _width(character)
        pieces[-1] += character
    return pieces


def bullet(first: str, text: str, *, columns: int | None = None) -> list[str]:
    """Text behind a beginning, its further lines under its first.

    Examples
    --------
    >>> bullet("- ", "no tie to the coordinator", columns=16)
    ['- no tie to the', '  coordinator']
    """
    indent = width(first)
    lines = wrapped(text, max((columns or line_width()) - indent, 10))
    return [first + lines[0], *(" " * indent + line for line in lines[1:])]


def table(
    columns: Sequence[str], rows: Sequence[Sequence[object]], *, columns_wide: int | None = None, indent: str = ""
) -> list[str]:  # fmt: skip
    """Lines of a table: a heading, then the rows; long cells go on in further lines of their column.

    Numbers stand to the right. Where the table is too wide, the widest columns give way first. Where it would be too
    wide even with a word in each line, each row is written as lines of its own: no id is cut in two.

    Parameters
    ----------
    columns_wide : int, optional
        Columns that a line may take; those of the terminal by default.

    Examples
    --------
    >>> print("\\n".join(table(["city", "population"], [["Kumanovo", 75051], ["Čair", 62586]])))
    city      population
    Kumanovo       75051
    Čair           62586
    >>> print("\\n".join(table(["rule", "from"], [["open-triad", "kumanovo"]], columns_wide=16)))
    rule: open-triad
    from: kumanovo
    """
    cells = [[_cell(value) for value in row] for row in rows]
    numeric = [
        bool(rows) and all(_is_number(row[i]) or row[i] in (None, "") for row in rows) for i in range(len(columns))
    ]
    heads = [visible(name) for name in columns]
    wide = [max([width(heads[i]), *(width(row[i]) for row in cells)]) for i in range(len(columns))]
    least = [min(longest, max(6, _longest_word(heads[i], cells, i))) for i, longest in enumerate(wide)]
    room = (columns_wide or line_width()) - width(indent) - 2 * (len(columns) - 1)
    if rows and sum(least) > room:
        return _stacked(heads, cells, room=columns_wide or line_width(), indent=indent)
    _shrink(wide, least, room)
    lines = _row_lines(heads, wide, numeric, indent)
    for row in cells:
        lines.extend(_row_lines(row, wide, numeric, indent))
    return lines


def _stacked(heads: Sequence[str], cells: Sequence[Sequence[str]], *, room: int, indent: str) -> list[str]:
    """Each row as lines of its own, a blank line between two; cells without anything are left out."""
    lines: list[str] = []
    for row in cells:
        lines += [""] if lines else []
        for head, text in zip(heads, row, strict=True):
            if text:
                lines += bullet(f"{indent}{head}: " if head else indent, text, columns=room)
    return lines


def _shrink(wide: list[int], least: Sequence[int], room: int) -> None:
    """Take columns away from the widest until all fit, none below its longest word."""
    while sum(wide) > room:
        able = [i for i in range(len(wide)) if wide[i] > least[i]]
        if not able:
            break
        widest = max(able, key=lambda i: wide[i])
        others = [wide[i] for i in able if i != widest]
        excess = sum(wide) - room
        step = max(1, min(excess, wide[widest] - max([least[widest], *others]))) if others else excess
        wide[widest] = max(least[widest], wide[widest] - step)


def _longest_word(head: str, cells: Sequence[Sequence[str]], column: int) -> int:
    """Columns of the longest word; one that may be cut counts up to 30."""
    words = {word for text in (head, *(row[column] for row in cells)) for word in text.split()}
    return max((width(word) if _ID.fullmatch(word) else min(width(word), 30) for word in words), default=0)


def _row_lines(cells: Sequence[str], wide: Sequence[int], right: Sequence[bool], indent: str) -> list[str]:
    parts = [wrapped(text, columns) for text, columns in zip(cells, wide, strict=True)]
    lines = []
    for n in range(max((len(part) for part in parts), default=0)):
        line = "  ".join(
            padded(part[n] if n < len(part) else "", columns, right=is_right)
            for part, columns, is_right in zip(parts, wide, right, strict=True)
        )
        lines.append((indent + line).rstrip())
    return lines


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.6g}"
    if isinstance(value, list | tuple):
        return "; ".join(_cell(part) for part in value)
    if isinstance(value, dict):
        return "; ".join(f"{key}: {_cell(part)}" for key, part in value.items())
    return visible(str(value))


def listed(names: Sequence[str], most: int | None = None) -> str:
    """Names one after another, apart by a semicolon where one of them has a comma or an "and" in it.

    Parameters
    ----------
    most : int, optional
        How many are named; the others are counted.

    Examples
    --------
    >>> listed(["Peja", "Ulcinj", "Čair"], most=2), listed(["Mayor of Bar", "Office for law, order and plans"])
    ('Peja, Ulcinj and 1 more', 'Mayor of Bar; Office for law, order and plans')
    """
    shown = [visible(name) for name in names[:most]]
    between = "; " if any("," in name or " and " in name for name in shown) else ", "
    left = len(names) - len(shown)
    return between.join(shown) + (f"{';' if between == '; ' else ''} and {left:,} more" if left else "")


def plural(count: int, one: str, many: str = "") -> str:
    """A count and its noun.

    Examples
    --------
    >>> plural(1, "gap"), plural(1200, "gap"), plural(2, "city", "cities")
    ('1 gap', '1,200 gaps', '2 cities')
    """
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def amount(value: float) -> str:
    """A number of which groups count by shares: whole as it is, else with two places.

    Examples
    --------
    >>> amount(1200.0), amount(2 / 66)
    ('1,200', '0.03')
    """
    return f"{value:,.0f}" if abs(value - round(value)) < 1e-6 else f"{value:,.2f}"


def in_one_cell(parts: Sequence[str]) -> str:
    """Parts with semicolons between them; what a cell of a workbook cannot hold is counted.

    Examples
    --------
    >>> in_one_cell(["Bar", "Budva"]), in_one_cell(["x" * 20_000, "y" * 20_000])[-12:]
    ('Bar; Budva', '; and 1 more')
    """
    text = ""
    for at, part in enumerate(parts):
        if len(text) + len(part) > LONGEST:
            return f"{text}; and {len(parts) - at:,} more"
        text = f"{text}; {part}" if text else part
    return text

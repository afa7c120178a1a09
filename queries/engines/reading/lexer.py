"""Cuts a Cypher text into tokens: strings, comments, backticks, parameters, numbers, names, signs.

Comments are left out. What two engines would read differently is refused here, so that what the grammar sees is what
an engine runs: characters that no engine agrees on, escapes in the text itself, doubled backticks.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from graphmodel.errors import LiaisonError, Refused, UsageProblem

__all__ = ["MAX_TEXT", "Token", "blanked", "place", "pointed", "tokens"]

MAX_TEXT = 100_000
"""Longest text that is read, in characters."""

Kind = Literal["name", "quoted", "string", "number", "parameter", "sign", "end"]

_ESCAPES = {"\\": "\\", "'": "'", '"': '"', "n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "`": "`"}
_NUMBER = re.compile(r"0[xX][0-9A-Fa-f]+|0o[0-7]+|(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?")
_SIGN = re.compile(r"\.\.|<=|>=|<>|!=|=~|\|\||::|\+=|[()\[\]{}<>=+\-*/%^|&!,.:;?]")
_CODE_ESCAPE = re.compile(r"\\[uU]([0-9A-Fa-f]{4})")


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a text.

    Parameters
    ----------
    kind : {"name", "quoted", "string", "number", "parameter", "sign", "end"}
        `name` is a bare word, keyword or not; `quoted` a word in backticks.
    value : str
        What it means: without quotes, escapes resolved.
    start, end : int
        Where it stands in the text.
    """

    kind: Kind
    value: str
    start: int
    end: int

    @property
    def word(self) -> str:
        """A bare word in capitals, as keywords are compared; empty for anything else."""
        return self.value.upper() if self.kind == "name" else ""

    def is_sign(self, sign: str) -> bool:
        """Whether it is that sign."""
        return self.kind == "sign" and self.value == sign


def place(text: str, position: int) -> tuple[int, int]:
    """Line and column of a position, both 1-based.

    Examples
    --------
    >>> place("MATCH (n)\\nRETURN n", 10)
    (2, 1)
    """
    before = text[:position].replace("\r\n", "\n").replace("\r", "\n")
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def pointed(text: str, position: int, message: str) -> str:
    """A message with its place, the line of the text, and a caret under the place.

    Examples
    --------
    >>> print(pointed("MATCH (n) DELETE n", 10, "DELETE is not allowed: a query only reads"))
    DELETE is not allowed: a query only reads (line 1, column 11)
      MATCH (n) DELETE n
                ^
    """
    line, column = place(text, position)
    content = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")[line - 1].replace("\t", " ")
    begin = max(0, column - 70)
    shown = _visible(content[begin : begin + 110])
    # Combining marks take no room on a terminal: the caret stands under the sign, not under the code point.
    width = sum(not unicodedata.combining(c) for c in _visible(content[begin : column - 1]))
    return f"{message} (line {line}, column {column})\n  {shown}\n  {' ' * width}^"


def tokens(text: str) -> list[Token]:
    """The tokens of a text, closed by one of kind `end`.

    Raises
    ------
    UsageProblem
        If a string, comment or backtick is not closed, or a character does not belong.
    Refused
        If the text hides a sign behind an escape that some engines resolve before they read.
    """
    if len(text) > MAX_TEXT:
        raise UsageProblem(f"the query has {len(text):,} characters; {MAX_TEXT:,} are read")
    _no_hidden_signs(text)
    found: list[Token] = []
    position, length = 0, len(text)
    while position < length:
        character = text[position]
        if character.isspace():
            position += 1
            continue
        if text.startswith(("//", "/*"), position):
            position = _comment_end(text, position)
            continue
        token = _token(text, position)
        found.append(token)
        position = token.end
    found.append(Token("end", "", length, length))
    return found


def blanked(text: str, found: Sequence[Token]) -> str:
    """The text with comments and unusual white space as blanks, every other character at its place.

    Examples
    --------
    >>> text = "RETURN /* one */ 1 // done"
    >>> blanked(text, tokens(text))
    'RETURN           1        '
    """
    pieces: list[str] = []
    position = 0
    for token in found:
        gap = text[position : token.start]
        if gap.strip(" \n"):
            end = 0
            while end < len(gap):
                begin = end
                end = _comment_end(gap, begin) if gap.startswith(("//", "/*"), begin) else begin + 1
                pieces.append("".join("\n" if c == "\n" else " " for c in gap[begin:end]))
        else:
            pieces.append(gap)
        pieces.append(text[token.start : token.end])
        position = token.end
    return "".join(pieces)


def _token(text: str, position: int) -> Token:
    character = text[position]
    if character in "'\"":
        return _string(text, position)
    if character == "`":
        return _quoted(text, position)
    if character == "$":
        return _parameter(text, position)
    if (number := _NUMBER.match(text, position)) and not text.startswith("..", position):
        end = number.end()
        if end < len(text) and (text[end].isalnum() or text[end] == "_"):
            raise _fault(text, position, "a number runs into a word; put a blank between them")
        return Token("number", number.group(), position, end)
    end = _name_end(text, position)
    if end > position:
        return Token("name", text[position:end], position, end)
    if sign := _SIGN.match(text, position):
        return Token("sign", sign.group(), position, sign.end())
    name = unicodedata.name(character, f"U+{ord(character):04X}")
    raise _fault(text, position, f"this character does not belong here: {name}")


def _name_end(text: str, position: int) -> int:
    end = position
    while end < len(text) and (text[end] == "_" or text[end].isalnum() or unicodedata.category(text[end]) in _MARKS):
        if end == position and not (text[end] == "_" or text[end].isalpha()):
            break
        end += 1
    return end


_MARKS = ("Mn", "Mc")


def _string(text: str, position: int) -> Token:
    quote = text[position]
    value: list[str] = []
    end = position + 1
    while end < len(text):
        character = text[end]
        if character == quote:
            return Token("string", "".join(value), position, end + 1)
        if character != "\\":
            value.append(character)
            end += 1
            continue
        escape = text[end + 1 : end + 2]
        if escape in ("u", "U") and (code := _CODE_ESCAPE.match(text, end)):
            value.append(chr(int(code.group(1), 16)))
            end = code.end()
        elif escape in _ESCAPES and escape:
            value.append(_ESCAPES[escape])
            end += 2
        else:
            raise _fault(text, end, "this escape is not known; write a backslash as \\\\")
    raise _fault(text, position, "this string is not closed")


def _quoted(text: str, position: int) -> Token:
    end = text.find("`", position + 1)
    if end < 0:
        raise _fault(text, position, "this backtick is not closed")
    if text.startswith("``", end):
        raise _fault(text, end, "a name holds no backtick")
    if end == position + 1:
        raise _fault(text, position, "a name is not empty")
    name = text[position + 1 : end]
    if "\\" in name or any(unicodedata.category(c) == "Cc" for c in name):
        raise _fault(text, position, "a name holds no backslash and no line end")
    return Token("quoted", name, position, end + 1)


def _parameter(text: str, position: int) -> Token:
    if text.startswith("`", position + 1):
        name = _quoted(text, position + 1)
        return Token("parameter", name.value, position, name.end)
    end = position + 1
    while end < len(text) and (text[end] == "_" or text[end].isalnum()):
        end += 1
    if end == position + 1:
        raise _fault(text, position, "a parameter is $ and a name; $(…) and $$ are not read")
    return Token("parameter", text[position + 1 : end], position, end)


def _comment_end(text: str, position: int) -> int:
    if text.startswith("//", position):
        ends = [end for end in (text.find("\n", position), text.find("\r", position)) if end >= 0]
        return min(ends, default=len(text))
    end = text.find("*/", position + 2)
    if end < 0:
        raise _fault(text, position, "this comment is not closed")
    return end + 2


def _no_hidden_signs(text: str) -> None:
    """Neo4j resolves a coded character anywhere in the text, even in a comment: only a letter or digit may be one."""
    for code in _CODE_ESCAPE.finditer(text):
        character = chr(int(code.group(1), 16))
        if not character.isalnum():
            name = unicodedata.name(character, "a control character")
            raise _fault(text, code.start(), f"a coded character hides {name}; write it as it is", Refused)


def _fault(text: str, position: int, message: str, kind: type[LiaisonError] = UsageProblem) -> LiaisonError:
    return kind(pointed(text, position, message))


def _visible(text: str) -> str:
    return "".join("·" if unicodedata.category(c) in ("Cc", "Cf", "Cs") else c for c in text)

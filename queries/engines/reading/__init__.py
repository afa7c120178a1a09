"""Reads Cypher that only reads: cuts a text into tokens and follows the grammar of what may be asked."""

from queries.engines.reading.clauses import parse
from queries.engines.reading.cursor import MAX_CHAIN, MAX_DEPTH, MAX_UNIONS
from queries.engines.reading.lexer import MAX_TEXT, Token, blanked, place, pointed, tokens
from queries.engines.reading.record import Arrow, Call, Note, Reading

__all__ = [
    "MAX_CHAIN", "MAX_DEPTH", "MAX_TEXT", "MAX_UNIONS", "Arrow", "Call", "Note", "Reading", "Token", "blanked", "parse",
    "place", "pointed", "tokens",
]  # fmt: skip

"""Reads Cypher that only reads: cuts a text into tokens and follows the grammar of what may be asked."""

from queries.engines.reading.clauses import parse
from queries.engines.reading.cursor import MAX_DEPTH, Note, Reading
from queries.engines.reading.lexer import MAX_TEXT, Token, blanked, place, pointed, tokens

__all__ = ["MAX_DEPTH", "MAX_TEXT", "Note", "Reading", "Token", "blanked", "parse", "place", "pointed", "tokens"]

"""Kinds of actors and ties. Each is one YAML file in `nodes/` or `ties/`; everything else is derived from them."""

from graphmodel.schema.kinds import Derived, Label, NodeKind, Property, Schema, TieKind
from graphmodel.schema.reader import builtin_schema, definition, read_schema

__all__ = [
    "Derived",
    "Label",
    "NodeKind",
    "Property",
    "Schema",
    "TieKind",
    "builtin_schema",
    "definition",
    "read_schema",
]

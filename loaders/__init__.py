"""Files to a network and back. A format is one module of this package; which one a path needs, each says for itself."""

from __future__ import annotations

from loaders.format import Format, Reading, format_of, formats
from loaders.limits import Limits
from loaders.network import load, save, save_sheets, schema_of

__all__ = ["Format", "Limits", "Reading", "format_of", "formats", "load", "save", "save_sheets", "schema_of"]

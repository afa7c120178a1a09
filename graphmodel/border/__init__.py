"""The border: raw text becomes a checked network here, or a list of every problem in it."""

from graphmodel.border.assemble import assemble

__all__ = ["assemble"]

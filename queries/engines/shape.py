"""Words for what an engine holds beside the schema's own kinds: labels and types that claims, sources and lists get."""

from __future__ import annotations

__all__ = [
    "ABOUT", "ACTOR", "ACTS_FOR", "CAVEAT", "CITES", "CLAIM", "COVERAGE", "FROM_ACTOR", "NETWORK", "NODE_LABELS",
    "SCOPE", "SOURCE", "TIE_TYPES", "TO_ACTOR",
]  # fmt: skip

ACTOR = "Actor"
"""Every actor has this label; its kind, and what that kind is, are labels beside it."""
CLAIM = "Claim"
SOURCE = "Source"
COVERAGE = "Coverage"
CAVEAT = "Caveat"
NETWORK = "LiaisonNetwork"
"""One node that stands for the network: its name, and the day that it is seen as of."""

CITES = "CITES"
FROM_ACTOR = "FROM_ACTOR"
TO_ACTOR = "TO_ACTOR"
ABOUT = "ABOUT"
ACTS_FOR = "ACTS_FOR"
"""From a body or an office to the city that it acts for, by the ties whose kind says so."""
SCOPE = "SCOPE"

NODE_LABELS = (ACTOR, CLAIM, SOURCE, COVERAGE, CAVEAT, NETWORK)
TIE_TYPES = (ACTS_FOR, CITES, FROM_ACTOR, TO_ACTOR, ABOUT, SCOPE)

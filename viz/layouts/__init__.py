"""Where actors stand, computed here so that it is the same each time: by level, as a network, on the map, in groups."""

from __future__ import annotations

from viz.layouts.geographic import Projection, geographic
from viz.layouts.groups import groups
from viz.layouts.levels import levels
from viz.layouts.placed import Placed
from viz.layouts.spring import spring

__all__ = ["Placed", "Projection", "geographic", "groups", "levels", "spring"]

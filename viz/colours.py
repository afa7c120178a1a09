"""Colours of the page: light and dark, and a kind's colour made plain enough to be seen on both.

Contrast is that of WCAG 2.2; the colours of kinds are those of Okabe and Ito (2008), which differ for colour-blind eyes.
"""

from __future__ import annotations

import colorsys
from collections.abc import Mapping

__all__ = ["GRAPHIC", "PALETTE", "contrast", "css_variables", "readable"]

GRAPHIC = 3.0
"""Least contrast of a line or a shape with what it lies on (WCAG 2.2, criterion 1.4.11)."""

PALETTE: Mapping[str, Mapping[str, str]] = {
    "light": {
        "paper": "#fbfaf7", "card": "#ffffff", "ink": "#1d2329", "quiet": "#57606a", "line": "#d5d2ca",
        "accent": "#00558c", "land": "#efece3", "border": "#b5afa0", "own": "#e4dfd0", "region": "#f1eee6",
        "missing": "#b00020", "not-listed": "#8a4b00", "need": "#006570", "met": "#5b2a86",
        "fragile": "#7a5c00", "unknown": "#6b6f76", "new": "#00684a", "lapsed": "#b00020", "standing": "#6b6f76",
        "partner": "#1a7338", "set-aside": "#57606a",
    },
    "dark": {
        "paper": "#14181d", "card": "#1c2229", "ink": "#e9edf1", "quiet": "#a5b0bb", "line": "#37414c",
        "accent": "#7cc4f2", "land": "#1f262d", "border": "#4f5a66", "own": "#29323b", "region": "#1a2027",
        "missing": "#ff8f86", "not-listed": "#ffc27a", "need": "#6fd3dc", "met": "#c9a3f0",
        "fragile": "#e0c65a", "unknown": "#a7adb5", "new": "#72dcb4", "lapsed": "#ff8f86", "standing": "#a7adb5",
        "partner": "#86dd8f", "set-aside": "#a5b0bb",
    },
}  # fmt: skip


def _channels(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _luminance(colour: str) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in _channels(colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast of two colours, from 1 to 21.

    Examples
    --------
    >>> round(contrast("#ffffff", "#000000"), 1), round(contrast("#777777", "#ffffff"), 2)
    (21.0, 4.48)
    """
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def readable(colour: str, theme: str, least: float = GRAPHIC) -> str:
    """The colour, made darker or lighter until it stands out from the paper of a theme.

    Examples
    --------
    >>> readable("#0072B2", "light"), readable("#F0E442", "light") == "#F0E442"
    ('#0072B2', False)
    """
    paper = PALETTE[theme]["paper"]
    hue, lightness, saturation = colorsys.rgb_to_hls(*_channels(colour))
    step = -0.02 if theme == "light" else 0.02
    while contrast(colour, paper) < least and 0 < lightness < 1:
        lightness = min(1.0, max(0.0, lightness + step))
        channels = colorsys.hls_to_rgb(hue, lightness, saturation)
        colour = "#" + "".join(f"{round(channel * 255):02x}" for channel in channels)
    return colour


def css_variables() -> str:
    """The palette as custom properties: light, dark where the system is, and whichever the reader chose."""
    light, dark = (
        " ".join(f"--{name}: {value};" for name, value in PALETTE[theme].items()) + f" color-scheme: {theme};"
        for theme in ("light", "dark")
    )
    return (
        f":root {{ {light} }}\n"
        f"@media (prefers-color-scheme: dark) {{ :root:not([data-theme=light]) {{ {dark} }} }}\n"
        f":root[data-theme=dark] {{ {dark} }}\n"
    )

"""A page of the map in a real browser: opened, waited for, and listened to."""

from __future__ import annotations

from pathlib import Path
from typing import Any

__all__ = ["Tab"]

SETTLED = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


class Tab:
    """A page, what it asked for and what it said."""

    def __init__(self, browser: Any, *, width: int = 1400, height: int = 900, **options: Any) -> None:
        self.context = browser.new_context(viewport={"width": width, "height": height}, **options)
        self.page = self.context.new_page()
        self.requests: list[str] = []
        self.said: list[str] = []
        self.page.on(
            "request", lambda r: None if r.url.startswith(("file:", "data:", "blob:")) else self.requests.append(r.url)
        )
        self.page.on("console", lambda m: self.said.append(m.text))
        self.page.on("pageerror", lambda e: self.said.append(str(e)))

    def open(self, path: Path, address: str = "") -> Any:
        """Open a file and wait until it is drawn and its camera is at rest."""
        self.page.goto("about:blank")
        self.page.goto(path.as_uri() + address)
        self.page.wait_for_selector("[data-ready]", timeout=30_000, state="attached")
        return self.rest()

    def rest(self) -> Any:
        """Wait until what was asked for is drawn."""
        self.page.evaluate(SETTLED)
        self.page.wait_for_selector("[data-rest=true]", timeout=30_000, state="attached")
        return self.page

    def go(self, address: str) -> Any:
        """Another state of the page that is open."""
        self.page.evaluate("hash => { location.hash = hash }", address)
        return self.rest()

    def choose(self, asked: str) -> Any:
        """Take the first hit of the search."""
        self.page.fill("#search", asked)
        self.page.keyboard.press("Enter")
        return self.rest()

    def saved(self, key: str, folder: Path) -> Path:
        """What the page hands over when the reader saves it."""
        self.page.click("#save")
        with self.page.expect_download() as waiting:
            self.page.click(f"#save-menu [data-key={key}]")
        path = folder / waiting.value.suggested_filename
        waiting.value.save_as(path)
        return path

    def silent(self) -> bool:
        """Whether it asked for nothing and said nothing."""
        return self.requests == [] and self.said == []

    def close(self) -> None:
        """Close it with all that it holds."""
        self.context.close()

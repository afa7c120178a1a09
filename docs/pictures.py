"""Takes the pictures of the map that the README shows: `python docs/pictures.py`; it needs a Chromium."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from liaison.demonstration import sample
from liaison.drawing import draw
from liaison.session import seen

PICTURES = {
    "map-english-light.png": ("light", "#view=everything&actor=kumanovo"),
    "map-arabic-dark.png": ("dark", "#view=vertical&lang=ar&actor=coordinator-rs"),
}


def main() -> None:
    """Write all pictures into docs."""
    text = draw(seen(sample(), None, None, "GREEN"), focus="kumanovo")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        page_file = Path(folder) / "map.html"
        page_file.write_text(text, encoding="utf-8")
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"])
        for name, (scheme, address) in PICTURES.items():
            context = browser.new_context(viewport={"width": 1360, "height": 800}, color_scheme=scheme)
            page = context.new_page()
            page.goto(page_file.as_uri() + address)
            page.wait_for_selector("[data-ready]", state="attached")
            page.wait_for_timeout(400)
            page.screenshot(path=Path(__file__).parent / name)
            context.close()
        browser.close()


if __name__ == "__main__":
    main()

"""Takes the pictures of the map that the README and docs/map.md show: `python docs/pictures.py`; it needs a Chromium."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from liaison.demonstration import sample
from liaison.drawing import draw
from liaison.session import dated
from viz.view_files import View, views_of

DOCS = Path(__file__).parent
FRONT = {
    "map-english-light.png": ("light", "#view=everything&actor=kumanovo"),
    "map-arabic-dark.png": ("dark", "#view=gaps&lang=ar"),
}
"""Pictures of the README."""
LOOKS = {"english-light": ("light", "&lang=en"), "arabic-dark": ("dark", "&lang=ar")}
NEEDS = {"actor": "&actor=kumanovo", "city": "&actor=kumanovo", "dates": "&second=20171231", "": ""}
"""What a view asks for, answered."""
WIDE = (1360, 800)
"""Size of a screen, in pixels."""


def main() -> None:
    """Write all pictures into docs, and the page that shows them."""
    network = dated(sample(), None, "GREEN")
    views = views_of(network.schema)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        page_file = Path(folder) / "map.html"
        page_file.write_text(draw(network), encoding="utf-8")
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"])
        for name, (scheme, address) in FRONT.items():
            take(browser, page_file, scheme, address, DOCS / name)
        (DOCS / "map").mkdir(exist_ok=True)
        for view in views:
            for look, (scheme, lang) in LOOKS.items():
                path = DOCS / "map" / f"{view.name}-{look}.jpg"
                take(browser, page_file, scheme, f"#view={view.name}{NEEDS[view.asks]}{lang}", path)
        for look, (scheme, lang) in LOOKS.items():
            path = DOCS / "map" / f"phone-{look}.jpg"
            take(browser, page_file, scheme, f"#view=partners&actor=kumanovo{lang}", path, (390, 844))
        browser.close()
    (DOCS / "map.md").write_text(page(views), encoding="utf-8")


def take(browser: Any, page_file: Path, scheme: str, address: str, path: Path, size: tuple[int, int] = WIDE) -> None:
    """One picture, when all is drawn."""
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, color_scheme=scheme)
    page = context.new_page()
    page.goto(page_file.as_uri() + address)
    page.wait_for_selector("[data-ready]", state="attached")
    page.wait_for_selector("[data-rest=true]", state="attached")
    page.screenshot(path=path, **({"quality": 82} if path.suffix == ".jpg" else {}))
    context.close()


def page(views: list[View]) -> str:
    """The page that shows each view."""
    lines = ["# The views of the map", "", "Made by `python docs/pictures.py` from the sample network.", ""]
    for view in views:
        lines += [f"## {view.title['en']}", "", view.about["en"], ""]
        lines += [f"![{view.title['en']}, {look}](map/{view.name}-{look}.jpg)" for look in LOOKS]
        lines.append("")
    lines += ["## On a phone", "", "The partners of a city; legend and details are sheets that come up.", ""]
    lines += [f"![On a phone, {look}](map/phone-{look}.jpg)" for look in LOOKS]
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    main()

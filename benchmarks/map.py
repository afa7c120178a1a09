"""Measures the map against stock pyvis with its defaults and against sigma.js, in one run and one Chromium.

`python benchmarks/map.py` prints the tables; `--write docs/benchmarks-map.md` puts them there. It needs a Chromium, npm and
a connection: sigma and graphology are installed into a temporary folder. All draw the same generated networks; except for
the first picture, all have the same places, since pyvis with its defaults would otherwise still be looking for its own.
Chromium draws in software, without a graphics card. Only the ratios mean something.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from generate import generate
from playwright.sync_api import TimeoutError as Late
from playwright.sync_api import sync_playwright

import loaders
import viz.map
import viz.payload
from graphmodel.network import Network

WAIT = 600
"""Seconds after which a first picture is given up."""
FLAGS = ["--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
RECORD = """() => { window.frames = []; let last = performance.now();
  const next = () => { const now = performance.now(); window.frames.push(now - last); last = now;
    requestAnimationFrame(next); };
  requestAnimationFrame(next); }"""
"""Writes down how long each frame took."""


def main() -> None:
    """Measure all and print it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", type=Path, metavar="FILE.md")
    parser.add_argument("--quick", action="store_true", help="small networks only, to see that the script runs")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, sync_playwright() as play:
        bench = Bench(Path(name), play.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS))
        text = bench.report(
            (200,) if options.quick else (200, 1_000), (1_000,) if options.quick else (1_000, 5_000, 10_000),
            6_000 if options.quick else 49_900,
        )  # fmt: skip
    print(text)
    if options.write:
        options.write.write_text(text, encoding="utf-8")


class Bench:
    """The networks, the pages made of them, and the browser that opens them."""

    def __init__(self, folder: Path, browser: Any) -> None:
        self.folder = folder
        self.browser = browser
        self.networks: dict[int, Network] = {}

    def report(self, first: tuple[int, ...], frames: tuple[int, ...], largest: int) -> str:
        sigma = self.sigma()
        lines = [
            "# Benchmarks of the map", "",
            "Made by `python benchmarks/map.py --write docs/benchmarks-map.md`, in one run on one machine "
            f"({platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}, Chromium "
            f"{self.browser.version} drawing in software; load at the beginning {os.getloadavg()[0]:.1f}). Networks are "
            "generated, with three ties to an actor; ratios "
            "mean something, times do not.", "",
            "## First picture that can be used", "",
            "From opening the file until the picture is drawn and the page answers. pyvis has its defaults, which look "
            "for places in the browser.", "",
            "| actors | pyvis, s | Liaison, s | times sooner |", "|---|---|---|---|",
        ]  # fmt: skip
        for size in first:
            theirs, ours = self.first(self.stock(size, physics=True), STABLE), self.first(self.ours(size), DRAWN)
            more = "> " if theirs >= WAIT else ""
            lines.append(f"| {size:,} | {more}{theirs:.1f} | {ours:.2f} | {more}{theirs / ours:.0f} |")
        lines += [
            "", "## Making the page", "",
            "In this process, with three ties to an actor. pyvis has its defaults (undirected: each new tie is compared with "
            "all before it, and a second tie of two actors is dropped) and is given places, since it looks for them in the "
            "browser. *The same page* is what Liaison does with the same nodes, ties and places: it hands them to the page as "
            "lists. *All that Liaison writes* holds every source and statement, eight views, and their places, which it looks "
            "for here; *of it, layouts* is how long that takes.", "",
            "| actors | pyvis, s | the same page, s | times as fast | all that Liaison writes, s | of it, layouts, s |",
            "|---|---|---|---|---|---|",
        ]  # fmt: skip
        for size in (frames[0], frames[min(1, len(frames) - 1)]):
            self.graph(size)
            theirs, same = self.timed(self.stock, size, physics=False), self.timed(self.lists, size)
            whole, layouts = self.timed(self.ours, size), self.timed(self.layouts, size)
            lines.append(
                f"| {size:,} | {theirs:.2f} | {same:.3f} | {theirs / same:.0f} | {whole:.2f} | {layouts:.2f} |"
            )
        self.network(largest)
        written = self.timed(self.ours, largest)
        path = self.folder / f"liaison-{largest}.html"
        lines += [
            "",
            f"{largest:,} actors and {3 * largest:,} ties, near the most that a file holds ({viz.map.LARGEST:,}): written in "
            f"{written:.0f} s, {path.stat().st_size / 1e6:.0f} MB; it opens on groups after {self.first(path, DRAWN):.1f} s.",
            "",
            "## Milliseconds from frame to frame while the picture is dragged", "",
            "The same places everywhere, physics off. Liaison draws arrows, widths, shapes and names; sigma draws dots and "
            "straight lines on WebGL. From 4,000 ties on Liaison leaves them out while the hand moves.", "",
            "| actors | pyvis | Liaison | sigma.js |", "|---|---|---|---|",
        ]  # fmt: skip
        for size in frames:
            row = [
                self.pan(self.stock(size, physics=False, slow=False), "typeof network !== 'undefined'"),
                self.pan(self.ours(size, alive=True), DRAWN), self.pan(sigma(size), "window.ready"),
            ]  # fmt: skip
            lines.append(f"| {size:,} | " + " | ".join(f"{value:.0f}" for value in row) + " |")
        lines += [
            "",
            f"Above {viz.payload.LARGE:,} actors Liaison opens on groups; the last row has all actors unfolded.",
            "",
        ]
        return "\n".join(lines)

    def network(self, size: int) -> Network:
        if size not in self.networks:
            generate(self.folder / f"network-{size}", size, 3 * size)
            self.networks[size] = loaders.load(self.folder / f"network-{size}")
        return self.networks[size]

    def ours(self, size: int, *, alive: bool = False) -> Path:
        """Liaison's page; `alive` shows every actor at once, whatever their number."""
        network = self.network(size)
        kept, viz.payload.LARGE = viz.payload.LARGE, 10**9 if alive else viz.payload.LARGE
        text = viz.map.map_html(network)
        viz.payload.LARGE = kept
        return self.written(f"liaison-{size}.html", text)

    def layouts(self, size: int) -> None:
        """The places of every view."""
        import numpy as np

        from viz.payload.places import places_of
        from viz.view_files import views_of

        network = self.network(size)
        places_of(network, views_of(network.schema), np.zeros(len(network.actors), dtype=bool), ())

    def lists(self, size: int) -> Path:
        """The nodes, ties and places that stock pyvis is given, as lists through the module that makes the page."""
        from viz.pyvis_page import html

        ids, ties, places = self.graph(size)
        nodes = [{"id": ident, "label": ident, "x": x, "y": y} for ident, (x, y) in zip(ids, places, strict=True)]
        edges = [{"from": a, "to": b, "arrows": "to"} for a, b in ties]
        data = {"lang": "en", "rightToLeft": ["ar"], "title": {"en": "Benchmark"}, "edges": edges}
        return self.written(f"lists-{size}.html", html(nodes, edges, viz.map.OPTIONS, data))

    def graph(self, size: int) -> tuple[list[str], list[tuple[str, str]], list[list[float]]]:
        """Ids, ties and places, as Liaison's first view has them."""
        import numpy as np

        from viz.layouts import spring

        network = self.network(size)
        flags = (network.actors["kind"] != "Country").to_numpy()
        ties = network.ties[~network.ties["derived"].astype(bool) & (network.ties["status"] != "denied")]
        place = self.folder / f"places-{size}.npy"
        if not place.exists():
            np.save(place, np.nan_to_num(spring(network, flags, list(network.schema.ties)).points))
        return (
            network.actors["id"].tolist(),
            list(zip(ties["source"], ties["target"], strict=True)),
            np.load(place).tolist(),
        )

    def stock(self, size: int, *, physics: bool, slow: bool = True) -> Path:
        """What pyvis makes; its files are in the page, so that nothing is fetched.

        `slow` uses its own methods; without, the same page is made by handing it the lists at once.
        """
        from pyvis.network import Network as Pyvis

        ids, ties, places = self.graph(size)
        net = Pyvis(cdn_resources="in_line")
        for ident, (x, y) in zip(ids, places, strict=True):
            net.add_node(ident, label=ident, **({} if physics else {"x": x, "y": y}))
        if slow:
            for a, b in ties:
                net.add_edge(a, b)
        else:
            net.edges = [{"from": a, "to": b, "arrows": "to"} for a, b in ties]
        if not physics:
            net.toggle_physics(False)
        return self.written(f"pyvis-{size}-{physics}.html", net.generate_html())

    def sigma(self) -> Callable[[int], Path]:
        """Installs sigma.js, and gives what makes a page of it."""
        folder = self.folder / "sigma"
        folder.mkdir()
        made = ["npm", "install", "--silent", "--no-audit", "--no-fund", "sigma@3", "graphology@0.26"]
        subprocess.run(made, cwd=folder, check=True, stdout=subprocess.DEVNULL)
        scripts = [
            (folder / "node_modules" / path).read_text(encoding="utf-8").replace("</script", "<\\/script")
            for path in ("graphology/dist/graphology.umd.min.js", "sigma/dist/sigma.min.js")
        ]

        def page(size: int) -> Path:
            ids, ties, places = self.graph(size)
            data = json.dumps([ids, ties, places])
            return self.written(f"sigma-{size}.html", (
                "<!doctype html><div id=box style='width:1360px;height:800px'></div>"
                + "".join(f"<script>{script}</script>" for script in scripts)
                + f"<script>const [ids, ties, places] = {data}, graph = new graphology.MultiDirectedGraph();"
                "ids.forEach((id, i) => graph.addNode(id, { x: places[i][0], y: -places[i][1], size: 4, label: id,"
                " color: '#0072B2' }));"
                "ties.forEach(([a, b]) => graph.addEdge(a, b, { size: 1, color: '#999999' }));"
                "window.sigma = new Sigma(graph, document.getElementById('box'));"
                "requestAnimationFrame(() => requestAnimationFrame(() => { window.ready = true }));</script>"
            ))  # fmt: skip

        return page

    def written(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path

    def timed(self, act: Callable[..., object], *given: Any, **named: Any) -> float:
        begun = time.perf_counter()
        act(*given, **named)
        return time.perf_counter() - begun

    def opened(self, path: Path) -> Any:
        page = self.browser.new_context(viewport={"width": 1360, "height": 800}, bypass_csp=True).new_page()
        page.route("**/*", lambda route: route.continue_() if route.request.url.startswith("file:") else route.abort())
        page.goto(path.as_uri(), wait_until="commit")
        return page

    def first(self, path: Path, until: str) -> float:
        print(f"first picture of {path.name}", file=sys.stderr)
        begun = time.perf_counter()
        page = self.opened(path)
        try:
            page.wait_for_function(until, timeout=WAIT * 1000, polling=50)
            taken = time.perf_counter() - begun
        except Late:
            taken = float(WAIT)
        page.context.close()
        return taken

    def pan(self, path: Path, until: str) -> float:
        """Median milliseconds of a frame while the picture is dragged with the mouse."""
        print(f"frames of {path.name}", file=sys.stderr)
        page = self.opened(path)
        page.wait_for_function(until, timeout=WAIT * 1000)
        if path.name.startswith("pyvis"):  # else the hand takes a node along, and the picture stands still
            page.evaluate("network.setOptions({ interaction: { dragNodes: false } })")
        before = page.evaluate(WHERE)
        page.mouse.move(700, 300)
        page.mouse.down()
        page.evaluate(RECORD)
        for step in range(40):
            page.mouse.move(700 + 5 * step, 300 + 2 * step)
            page.evaluate("() => new Promise(requestAnimationFrame)")
        frames = page.evaluate("window.frames")
        if page.evaluate(WHERE) == before:
            raise SystemExit(f"{path.name}: the picture did not move, so its frames say nothing")
        page.context.close()
        return statistics.median(frames[5:])


WHERE = "() => JSON.stringify(window.sigma ? window.sigma.getCamera().getState() : network.getViewPosition())"
"""Where the camera is."""
DRAWN = "() => document.documentElement.dataset.ready === 'true' && document.documentElement.dataset.rest === 'true'"
STABLE = """() => typeof network !== 'undefined' && network.body.nodeIndices.length > 0 && network.physics.ready"""
"""vis-network has ended the rounds that it does before it draws; it may go on moving nodes afterwards."""


if __name__ == "__main__":
    main()

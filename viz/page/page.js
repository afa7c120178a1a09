"use strict";
(() => {
  const read = id => JSON.parse(document.getElementById(id).textContent);
  const data = read("data"), options = JSON.parse(read("options")); // pyvis hands the options over as text
  const byId = new Map(data.nodes.map(node => [node.id, node]));
  const edgesOf = new Map(data.nodes.map(node => [node.id, []]));
  for (const edge of data.edges) { edgesOf.get(edge.from).push(edge); if (edge.to !== edge.from) edgesOf.get(edge.to).push(edge); }
  const gapsOf = new Map(data.nodes.map(node => [node.id, []]));
  for (const gap of data.gaps) for (const id of gap.actors) if (gapsOf.has(id)) gapsOf.get(id).push(gap);
  const partnerOf = new Map(data.partners.map(one => [one.id, one]));
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;

  const state = { lang: data.lang, view: data.view, layout: "", chosen: null, kinds: new Set(), ties: new Set(),
    sections: new Set(), partners: true };

  // ---- small things

  const $ = id => document.getElementById(id);
  const w = key => data.words[state.lang][key];
  const pick = texts => texts[state.lang] || texts.en || "";
  const nameOf = node => (state.lang === "ar" && node.ar) || node.name;
  const css = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const say = text => { $("live").textContent = text; };
  const SECTIONS = ["missing", "not-listed", "need", "met", "unknown"];

  function make(tag, props = {}, ...children) {
    const element = document.createElement(tag);
    for (const [key, value] of Object.entries(props)) {
      if (key === "on") for (const [event, act] of Object.entries(value)) element.addEventListener(event, act);
      else if (key in element && key !== "list") element[key] = value;
      else element.setAttribute(key, value);
    }
    element.append(...children.filter(child => child !== null && child !== ""));
    return element;
  }

  function fold(text) {
    const lower = text.normalize("NFC").toLowerCase().replace(/[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]/g, "");
    const latin = Array.from(lower, letter => data.folding[letter] ?? letter).join("");
    return latin.normalize("NFKD").replace(/\p{M}/gu, "").replace(/[^\p{L}\p{N}_]+/gu, " ").trim();
  }

  function distance(a, b, limit) {
    if (Math.abs(a.length - b.length) > limit) return limit + 1;
    let row = Array.from({ length: b.length + 1 }, (_, i) => i);
    for (let i = 1; i <= a.length; i++) {
      const next = [i];
      for (let j = 1; j <= b.length; j++) next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] !== b[j - 1]));
      row = next;
    }
    return row[b.length];
  }

  // ---- the picture

  const nodes = new vis.DataSet(read("nodes")), edges = new vis.DataSet(read("edges"));
  const network = new vis.Network($("canvas"), { nodes, edges }, options);
  window.network = network;

  const shown = node => state.kinds.has(node.kind);
  const tieShown = edge => state.ties.has(edge.kind) && shown(byId.get(edge.from)) && shown(byId.get(edge.to));

  function refresh() {
    nodes.update(data.nodes.map(node => ({ id: node.id, hidden: !shown(node), color: colours(node) })));
    edges.update(data.edges.filter(edge => edge.status !== "denied").map(edge => {
      const beside = state.chosen !== null && edge.from !== state.chosen && edge.to !== state.chosen;
      return { id: edge.id, hidden: !tieShown(edge), color: { color: data.ties[edge.kind].colour, opacity: beside ? .12 : .8 } };
    }));
    labels();
    remember();
  }

  function colours(node) {
    const fill = data.kinds[node.kind].colour, near = neighbours(state.chosen);
    const faded = state.chosen !== null && node.id !== state.chosen && !near.has(node.id) && !partnerOf.has(node.id);
    return { background: faded ? fill + "55" : fill, border: css("--ink") + (faded ? "33" : "cc"),
      highlight: { background: fill, border: css("--accent") }, hover: { background: fill, border: css("--accent") } };
  }

  function neighbours(id) {
    const found = new Set();
    if (id === null || !edgesOf.has(id)) return found;
    for (const edge of edgesOf.get(id)) if (tieShown(edge)) found.add(edge.from === id ? edge.to : edge.from);
    for (const gap of openGaps(id)) for (const pair of gap.pairs) if (pair.includes(id)) found.add(pair[0] === id ? pair[1] : pair[0]);
    return found;
  }

  const openGaps = id => (gapsOf.get(id) || []).filter(gap => state.sections.has(gap.section));

  // Labels are ours: the most important first, beside their node, none over another and none over a weightier node.
  let labelled = [];
  const ruler = document.createElement("canvas").getContext("2d");
  const FONT = "system-ui, 'Noto Sans', 'Noto Sans Arabic', sans-serif";
  const SIDES = [[0, 1], [0, -1], [1, 0], [-1, 0]];

  function labels() {
    const scale = network.getScale(), size = Math.min(90, Math.max(8, 12.5 / scale)), cell = 120 / scale;
    ruler.font = `${size}px ${FONT}`;
    const near = neighbours(state.chosen), grid = new Map();
    const weight = node => (node.id === state.chosen ? 1e6 : 0) + (near.has(node.id) ? 1e4 : 0)
      + (node.id === data.focus ? 3e3 : 0) + (partnerOf.has(node.id) && state.partners ? 20 : 0) + node.degree;
    const cells = box => { const found = []; for (let x = Math.floor(box[0] / cell); x <= Math.floor(box[2] / cell); x++)
      for (let y = Math.floor(box[1] / cell); y <= Math.floor(box[3] / cell); y++) found.push(`${x},${y}`); return found; };
    const put = box => { for (const key of cells(box)) { if (!grid.has(key)) grid.set(key, []); grid.get(key).push(box); } };
    const cost = (box, own, heavy) => { let sum = 0; for (const key of cells(box)) for (const other of grid.get(key) || [])
      if (other[4] !== own && box[2] > other[0] && box[0] < other[2] && box[3] > other[1] && box[1] < other[3]) sum += other[5] >= heavy ? 1e3 : 1; return sum; };
    const visible = data.nodes.filter(shown), edge = state.layout === "levels" && data.bands.columns.length ? data.bands.columns[0][1] - 34 / scale : -Infinity;
    for (const node of visible) {
      const [x, y] = node.places[state.layout], r = nodes.get(node.id).size;
      put([x - r, y - r, x + r, y + r, node.id, node.degree]);
    }
    labelled = [];
    for (const node of visible.sort((a, b) => weight(b) - weight(a) || (a.id < b.id ? -1 : 1))) {
      const [x, y] = node.places[state.layout], r = nodes.get(node.id).size, important = weight(node) > 4;
      const text = short(nameOf(node), node.id === state.chosen ? 60 : important ? 30 : 22), half = ruler.measureText(text).width / 2 + 2 / scale;
      let best = null, least = Infinity;
      for (const [dx, dy] of SIDES) {
        const cx = x + dx * (r + half + 3 / scale), cy = y + dy * (r + size * .75);
        const box = [cx - half, cy - size * .6, cx + half, cy + size * .6, node.id, 1e9], sum = cost(box, node.id, node.degree) + (box[0] < edge ? 1e3 : 0);
        if (sum < least) { least = sum; best = [box, cx, cy]; }
      }
      if (least === 0 || node.id === state.chosen || (important && least < 4)) { put(best[0]); labelled.push([text, best[1], best[2], node.id]); }
    }
    window.labels = labelled;
    network.redraw();
  }

  function drawLabels(pen) {
    const scale = network.getScale(), size = Math.min(90, Math.max(8, 12.5 / scale)), near = neighbours(state.chosen);
    pen.textAlign = "center"; pen.textBaseline = "middle"; pen.lineJoin = "round"; pen.direction = document.documentElement.dir;
    pen.strokeStyle = css("--paper"); pen.lineWidth = 3.5 / scale;
    const ink = css("--ink"), quiet = css("--quiet");
    for (const [text, x, y, id] of labelled) {
      const chosen = id === state.chosen;
      pen.font = `${chosen ? "700 " : ""}${size}px ${FONT}`;
      pen.fillStyle = state.chosen === null || chosen || near.has(id) ? ink : quiet;
      pen.strokeText(text, x, y); pen.fillText(text, x, y);
    }
  }

  const short = (text, most) => { const letters = Array.from(text); return letters.length > most ? letters.slice(0, most - 1).join("") + "…" : text; };

  function place(layout, animate) {
    state.layout = layout;
    nodes.update(data.nodes.map(node => ({ id: node.id, x: node.places[layout][0], y: node.places[layout][1] })));
    fit(animate);
    labels();
  }

  function fit(animate) {
    const visible = data.nodes.filter(shown), box = $("canvas");
    if (!visible.length) return;
    const xs = visible.map(node => node.places[state.layout][0]), ys = visible.map(node => node.places[state.layout][1]);
    let [left, top, right, bottom] = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
    let scale = 1;
    for (let round = 0; round < 3; round++) { // headings keep their size on the screen, so their room depends on the scale
      const side = state.layout === "levels" ? 120 : 60, head = state.layout === "levels" ? 60 : 30;
      scale = Math.min(1.6, box.clientWidth / (right - left + (side + 110) / scale), box.clientHeight / (bottom - top + (head + 50) / scale));
      if (round === 2) network.moveTo({ position: { x: (left - side / scale + right + 110 / scale) / 2, y: (top - head / scale + bottom + 50 / scale) / 2 },
        scale, animation: animate && !still ? { duration: 300 } : false });
    }
  }

  function partnerLines(pen) {
    if (data.focus && state.partners && byId.has(data.focus) && shown(byId.get(data.focus))) {
      const [x1, y1] = byId.get(data.focus).places[state.layout];
      pen.strokeStyle = css("--accent"); pen.globalAlpha = .75;
      data.partners.slice(0, 5).forEach((one, rank) => {
        const node = byId.get(one.id);
        if (!node || !shown(node)) return;
        const [x2, y2] = node.places[state.layout];
        pen.lineWidth = (5 - rank * .7) / Math.max(network.getScale(), .4);
        pen.beginPath(); pen.moveTo(x1, y1); pen.lineTo(x2, y2); pen.stroke();
      });
      pen.globalAlpha = 1;
    }
  }

  const layer = gap => ({ color: css("--" + gap.section), width: gap.severity === "high" ? 3.4 : 2.2 });

  network.on("beforeDrawing", pen => {
    partnerLines(pen);
    if (state.layout === "geographic") {
      pen.strokeStyle = css("--land"); pen.lineWidth = 1.4 / Math.max(network.getScale(), .3); pen.beginPath();
      for (const line of data.outline) for (let i = 0; i < line.length; i += 2) i ? pen.lineTo(line[i], line[i + 1]) : pen.moveTo(line[i], line[i + 1]);
      pen.stroke();
    }
    if (state.layout === "levels") {
      const scale = network.getScale(), size = Math.max(10, Math.min(90, 14 / scale));
      pen.font = `600 ${size}px ${FONT}`; pen.fillStyle = css("--quiet"); pen.textAlign = "center"; pen.textBaseline = "alphabetic";
      const first = data.bands.rows.length ? data.bands.rows[0][1] : 0, left = data.bands.columns.length ? data.bands.columns[0][1] : 0;
      const right = data.bands.columns.length ? data.bands.columns[data.bands.columns.length - 1][2] : 0;
      for (const [code, begin, end] of data.bands.columns) {
        const names = data.countries[code], full = code ? pick(names) : w("no_country");
        const text = pen.measureText(full).width > end - begin + 40 && code ? code : full;
        pen.fillText(text, (begin + end) / 2 - 64, first - size * 1.6);
      }
      pen.textAlign = "right"; pen.strokeStyle = css("--line"); pen.lineWidth = 1 / scale;
      for (const [level, begin, end] of data.bands.rows) {
        pen.fillText(w("level")[level] || level, left - 30 / scale, (begin + end) / 2);
        pen.beginPath(); pen.moveTo(left - 40, end + 30); pen.lineTo(right, end + 30); pen.stroke();
      }
    }
  });

  network.on("afterDrawing", pen => {
    for (const gap of data.gaps) {
      if (!state.sections.has(gap.section)) continue;
      const one = layer(gap);
      if (state.chosen !== null && !gap.actors.includes(state.chosen)) continue;
      pen.strokeStyle = one.color; pen.lineWidth = one.width / Math.max(network.getScale(), .4); pen.setLineDash([9, 7]);
      for (const [a, b] of gap.pairs) {
        const from = byId.get(a), to = byId.get(b);
        if (!from || !to || !shown(from) || !shown(to)) continue;
        const [x1, y1] = from.places[state.layout], [x2, y2] = to.places[state.layout];
        const bend = Math.hypot(x2 - x1, y2 - y1) * .12, angle = Math.atan2(y2 - y1, x2 - x1) + Math.PI / 2;
        pen.beginPath(); pen.moveTo(x1, y1);
        pen.quadraticCurveTo((x1 + x2) / 2 + Math.cos(angle) * bend, (y1 + y2) / 2 + Math.sin(angle) * bend, x2, y2); pen.stroke();
      }
      for (const id of gap.alone) {
        const node = byId.get(id);
        if (!node || !shown(node)) continue;
        const [x, y] = node.places[state.layout];
        pen.beginPath(); pen.arc(x, y, nodes.get(id).size + 7, 0, 2 * Math.PI); pen.stroke();
      }
      pen.setLineDash([]);
    }
    drawLabels(pen);
  });

  // ---- choosing an actor

  function choose(id, options = {}) {
    state.chosen = id !== null && byId.has(id) ? id : null;
    if (state.chosen === null) { network.unselectAll(); say(""); }
    else {
      const node = byId.get(id);
      if (!shown(node)) { state.kinds.add(node.kind); legend(); }
      network.selectNodes([id]);
      if (options.move) network.focus(id, { scale: Math.max(network.getScale(), .9), animation: still ? false : { duration: 350 } });
      say(`${nameOf(node)}, ${pick(data.kinds[node.kind].label)}`);
    }
    refresh();
    panel();
  }

  network.on("click", event => choose(event.nodes.length ? event.nodes[0] : null));
  let waiting = 0;
  network.on("zoom", () => { clearTimeout(waiting); waiting = setTimeout(labels, 120); });
  network.on("dragEnd", event => { for (const id of event.nodes) { const at = network.getPosition(id); byId.get(id).places[state.layout] = [at.x, at.y]; } if (event.nodes.length) labels(); });

  $("picture").addEventListener("keydown", event => {
    const steps = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };
    if (event.key === "Escape") choose(null);
    else if (event.key === "+" || event.key === "-") network.moveTo({ scale: network.getScale() * (event.key === "+" ? 1.25 : .8) });
    else if (steps[event.key]) { event.preventDefault(); step(steps[event.key]); }
  });

  function step([dx, dy]) {
    const visible = data.nodes.filter(shown);
    if (state.chosen === null) { if (visible.length) choose(visible.reduce((a, b) => b.degree > a.degree ? b : a).id, { move: true }); return; }
    const near = neighbours(state.chosen), [x, y] = byId.get(state.chosen).places[state.layout];
    let best = null, least = Infinity;
    for (const node of visible) {
      if (!near.has(node.id)) continue;
      const [a, b] = node.places[state.layout], ahead = (a - x) * dx + (b - y) * dy, aside = Math.abs((a - x) * dy) + Math.abs((b - y) * dx);
      if (ahead > 0 && ahead + 2 * aside < least) { least = ahead + 2 * aside; best = node.id; }
    }
    if (best !== null) choose(best, { move: true });
  }

  document.addEventListener("keydown", event => {
    if (event.key === "/" && !/INPUT|SELECT|TEXTAREA/.test(document.activeElement.tagName)) { event.preventDefault(); $("search").focus(); }
  });

  // ---- search

  let hits = [], at = -1;

  function search() {
    const asked = fold($("search").value), list = $("hits");
    hits = []; at = -1; list.replaceChildren();
    if (asked) {
      const scored = [];
      for (const node of data.nodes) {
        let best = 99;
        for (const key of node.keys) {
          if (key === asked) best = 0;
          else if (key.startsWith(asked)) best = Math.min(best, 1);
          else if (key.includes(" " + asked)) best = Math.min(best, 2);
          else if (key.includes(asked)) best = Math.min(best, 3);
          else if (asked.length > 3) { const far = distance(key, asked, 2); if (far <= 2) best = Math.min(best, 4 + far); }
        }
        if (best < 99) scored.push([best, -node.degree, node]);
      }
      scored.sort((a, b) => a[0] - b[0] || a[1] - b[1] || (a[2].id < b[2].id ? -1 : 1));
      hits = scored.slice(0, 12).map(hit => hit[2]);
      hits.forEach((node, i) => list.append(make("li", { id: "hit" + i, role: "option", "aria-selected": "false",
        on: { mousedown: event => { event.preventDefault(); take(node); } } },
        make("bdi", { textContent: nameOf(node) }), " ", make("small", { dir: "auto", textContent: [pick(data.kinds[node.kind].label), node.country].filter(Boolean).join(", ") }))));
      if (!hits.length) list.append(make("li", { role: "option", "aria-selected": "false", textContent: w("nothing_found") }));
    }
    list.hidden = !asked;
    $("search").setAttribute("aria-expanded", String(!list.hidden));
    if (asked) say(`${hits.length} ${w("found")}`);
  }

  function take(node) { $("search").value = nameOf(node); $("hits").hidden = true; $("search").setAttribute("aria-expanded", "false"); choose(node.id, { move: true }); }

  $("search").addEventListener("input", search);
  $("search").addEventListener("blur", () => { $("hits").hidden = true; $("search").setAttribute("aria-expanded", "false"); });
  $("search").addEventListener("keydown", event => {
    if (event.key === "Enter" && hits.length) take(hits[Math.max(at, 0)]);
    else if (event.key === "Escape") { $("search").value = ""; search(); }
    else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && hits.length) {
      event.preventDefault();
      at = (at + (event.key === "ArrowDown" ? 1 : -1) + hits.length) % hits.length;
      Array.from($("hits").children).forEach((item, i) => item.setAttribute("aria-selected", String(i === at)));
      $("search").setAttribute("aria-activedescendant", "hit" + at);
    }
  });

  // ---- legend

  const SVG = "http://www.w3.org/2000/svg";
  const svg = (tag, props) => { const element = document.createElementNS(SVG, tag); for (const [key, value] of Object.entries(props)) element.setAttribute(key, value); return element; };
  const ring = (n, turn, inner) => Array.from({ length: n }, (_, i) => { const r = inner && i % 2 ? 2.8 : 6.3, a = turn + 2 * Math.PI * i / n; return `${7 + r * Math.cos(a)},${7 + r * Math.sin(a)}`; }).join(" ");
  const POINTS = { square: "2,2 12,2 12,12 2,12", diamond: "7,.7 13.3,7 7,13.3 .7,7", triangle: ring(3, -Math.PI / 2), triangleDown: ring(3, Math.PI / 2), hexagon: ring(6, 0), star: ring(10, -Math.PI / 2, true) };

  function swatch(kind) {
    const box = svg("svg", { width: 14, height: 14, "aria-hidden": "true" });
    box.append(POINTS[kind.shape] ? svg("polygon", { points: POINTS[kind.shape], fill: kind.colour, stroke: "currentColor", "stroke-width": .8 })
      : svg("circle", { cx: 7, cy: 7, r: 5.5, fill: kind.colour, stroke: "currentColor", "stroke-width": .8 }));
    return box;
  }

  function stroke(colour, dashed, width) {
    const box = svg("svg", { width: 22, height: 14, "aria-hidden": "true" });
    box.append(svg("line", { x1: 1, y1: 7, x2: 21, y2: 7, stroke: colour, "stroke-width": width, "stroke-dasharray": dashed ? "5 3" : "none" }));
    return box;
  }

  function group(title, entries, chosen) {
    const boxes = entries.map(([key, icon, text, count]) => {
      const box = make("input", { type: "checkbox", checked: chosen.has(key), on: { change: () => { box.checked ? chosen.add(key) : chosen.delete(key); refresh(); panel(); } } });
      return make("label", {}, box, icon, make("span", { dir: "auto", textContent: text }), make("span", { className: "n", textContent: String(count) }));
    });
    const all = on => () => { for (const [key] of entries) on ? chosen.add(key) : chosen.delete(key); legend(); refresh(); panel(); };
    return make("fieldset", {}, make("legend", { textContent: title }),
      make("div", { className: "links" }, make("button", { type: "button", textContent: w("show_all"), on: { click: all(true) } }), " · ",
        make("button", { type: "button", textContent: w("hide_all"), on: { click: all(false) } })), ...boxes);
  }

  function tally(items, key) { const counts = {}; for (const item of items) counts[key(item)] = (counts[key(item)] || 0) + 1; return counts; }

  function legend() {
    const kinds = tally(data.nodes, node => node.kind), ties = tally(data.edges.filter(edge => edge.status !== "denied"), edge => edge.kind);
    const sections = tally(data.gaps, gap => gap.section), body = [];
    body.push(group(w("kinds"), Object.keys(data.kinds).filter(key => kinds[key]).map(key => [key, swatch(data.kinds[key]), pick(data.kinds[key].plural), kinds[key]]), state.kinds));
    body.push(group(w("ties"), Object.keys(data.ties).filter(key => ties[key]).map(key => [key, stroke(data.ties[key].colour, false, Math.min(4, data.ties[key].width + 1)), pick(data.ties[key].label), ties[key]]), state.ties));
    if (data.gaps.length) body.push(group(w("gaps"), SECTIONS.filter(key => sections[key]).map(key => [key, stroke(css("--" + key), true, 2.4), w("sections")[key], sections[key]]), state.sections));
    if (data.partners.length) {
      const box = make("input", { type: "checkbox", checked: state.partners, on: { change: () => { state.partners = box.checked; refresh(); } } });
      body.push(make("fieldset", {}, make("label", {}, box, stroke(css("--accent"), false, 4), make("span", { textContent: w("partners") }))));
    }
    $("legend-body").replaceChildren(...body);
  }

  // ---- panel

  const link = id => byId.has(id) ? make("button", { type: "button", className: "name", dir: "auto", textContent: nameOf(byId.get(id)), on: { click: () => choose(id, { move: true }) } }) : make("bdi", { textContent: id });

  function sourceLine(id, rest) {
    const source = data.sources[id], line = make("span", { className: "src" });
    if (source) {
      const [title, publisher, date, url] = source, text = title + (publisher && publisher !== title ? ", " + publisher : "") + (date ? ", " + date : "");
      line.append(w("source"), ": ", /^https?:\/\//i.test(url) ? make("a", { href: url, rel: "noopener noreferrer", target: "_blank", dir: "auto", textContent: text }) : make("bdi", { textContent: text }));
    } else if (id) line.append(w("source"), ": ", make("bdi", { textContent: id }));
    for (const text of rest.filter(Boolean)) line.append(" · ", make("bdi", { textContent: text }));
    return line;
  }

  function claimLines(claim) {
    const [says, source, since, until, form, role, locator, quote, basis, note] = claim;
    const when = since && until && since !== until ? `${since}–${until}` : since || (until ? `${w("until")} ${until}` : "");
    const line = sourceLine(source, [says === "no" ? w("said_no") : "", when, form, role, locator, basis, note]);
    if (quote) line.append(" ", make("q", { dir: "auto", textContent: quote }));
    return line;
  }

  function gapCard(gap) {
    return make("div", { className: "gap " + gap.section },
      make("p", { dir: "auto", textContent: gap.because }),
      make("p", { className: "tag", textContent: `${w("certainty")[gap.certainty]} · ${w("severity")[gap.severity]}` }),
      make("p", {}, `${w("to_close")}: `, make("bdi", { textContent: gap.mend })),
      ...gap.evidence.slice(0, 3).map(([source, locator, quote]) => sourceLine(source, [locator, quote])));
  }

  function partnerCard(one) {
    return make("li", {}, link(one.id), ` ${one.score.toFixed(2)} `, make("span", { className: "tag", textContent: `${w("at_best")} ${one.high.toFixed(2)}, ${Math.round(one.known * 100)} % ${w("known")}` }),
      make("meter", { min: 0, max: 1, value: one.score, "aria-label": `${w("score")} ${one.score.toFixed(2)}` }),
      ...one.labels.map(text => make("p", { className: "doubt", dir: "auto", textContent: text })),
      make("details", {}, make("summary", { textContent: w("facts") }),
        ...one.parts.filter(part => part[1] > 0).map(([, value, weight, because]) => make("p", { className: "src", dir: "auto", textContent: `${(value * weight).toFixed(2)} / ${weight.toFixed(2)}: ${because}` })),
        ...one.introducers.map(([, because]) => make("p", { className: "src", dir: "auto", textContent: because })),
        ...(one.unknown.length ? [make("p", { className: "src", dir: "auto", textContent: `${w("ask")}: ${one.unknown.join(" ")}` })] : [])));
  }

  function panel() {
    const body = [], node = state.chosen === null ? null : byId.get(state.chosen);
    $("panel-title").textContent = node ? nameOf(node) : w("panel");
    if (!node) {
      body.push(make("p", { className: "quiet", textContent: data.nodes.length ? w("nobody") : w("empty") }));
      const open = data.gaps.filter(gap => gap.section !== "unknown" && state.sections.has(gap.section));
      for (const section of SECTIONS) {
        const mine = open.filter(gap => gap.section === section);
        if (mine.length) body.push(make("h3", { textContent: `${w("sections")[section]} (${mine.length})` }), ...mine.slice(0, 30).map(gapCard));
      }
    } else {
      const place = [pick(data.kinds[node.kind].label), node.country ? pick(data.countries[node.country] || { en: node.country }) : "", w("level")[node.level]].filter(Boolean);
      body.push(make("p", { className: "quiet", dir: "auto", textContent: place.join(" · ") }));
      const also = [node.name, node.ar, ...node.also].filter(text => text && text !== nameOf(node));
      if (also.length) body.push(make("p", { className: "quiet" }, `${w("also")}: `, ...also.flatMap((text, i) => [i ? ", " : "", make("bdi", { textContent: text })])));
      if (node.note) body.push(make("p", { dir: "auto", textContent: node.note }));
      const open = gapsOf.get(node.id), told = open.filter(gap => gap.section !== "unknown"), rest = open.filter(gap => gap.section === "unknown");
      if (open.length) {
        body.push(make("h3", { textContent: `${w("gaps")} (${open.length})` }), ...told.map(gapCard));
        if (rest.length) body.push(make("details", {}, make("summary", { textContent: `${w("sections").unknown} (${rest.length})` }), ...rest.slice(0, 40).map(gapCard)));
      }
      if (node.id === data.focus && data.partners.length) body.push(make("h3", { dir: "auto", textContent: w("partners_of").replace("{name}", nameOf(node)) }), make("ul", { className: "plain" }, ...data.partners.map(partnerCard)));
      else if (partnerOf.has(node.id) && data.focus) body.push(make("h3", { dir: "auto", textContent: w("partners_of").replace("{name}", nameOf(byId.get(data.focus))) }), make("ul", { className: "plain" }, partnerCard(partnerOf.get(node.id))));
      if (node.facts.length) {
        const own = node.facts.filter(fact => !fact[3]).map(fact => fact[2]);
        body.push(make("h3", { textContent: w("facts") }), make("dl", {}, ...node.facts.flatMap(([label, value, source, disputed]) => [
          make("dt", { dir: "auto", textContent: label.key ? w(label.key) : pick(label) }),
          make("dd", {}, make("bdi", { textContent: value }), ...(disputed ? [make("span", { className: "doubt", textContent: " " + w("conflict") }),
            ...source.split(";").filter(Boolean).map(id => sourceLine(id, []))] : []))])),
          ...[...new Set(own.flatMap(source => source.split(";")))].filter(Boolean).map(id => sourceLine(id, [])));
      }
      const groups = new Map();
      for (const edge of edgesOf.get(node.id)) {
        const kind = data.ties[edge.kind], out = edge.from === node.id || !kind.directed, title = pick(out ? kind.label : kind.inverse);
        if (!groups.has(title)) groups.set(title, []);
        groups.get(title).push(edge);
      }
      if (!groups.size) body.push(make("p", { textContent: w("no_tie") }));
      for (const [title, list] of groups) body.push(make("h3", { dir: "auto", textContent: `${title} (${list.length})` }), make("ul", { className: "plain" },
        ...list.map(edge => make("li", {}, link(edge.from === node.id ? edge.to : edge.from),
          edge.status === "disputed" ? make("span", { className: "doubt", textContent: " " + w("disputed") }) : edge.status === "denied" ? make("span", { className: "doubt", textContent: " " + w("said_no") }) : "",
          ...edge.claims.map(claimLines)))));
    }
    $("panel-body").replaceChildren(...body);
    $("panel").scrollTop = 0;
  }

  // ---- language, theme, view, address

  function texts() {
    const root = document.documentElement;
    root.lang = state.lang;
    root.dir = data.rightToLeft.includes(state.lang) ? "rtl" : "ltr";
    document.title = pick(data.title) || "Liaison";
    $("title").textContent = pick(data.title) || "Liaison";
    $("when").textContent = [data.asOf ? `${w("as_of")} ${data.asOf}` : "", data.knownBy ? `${w("known_by")} ${data.knownBy}` : ""].filter(Boolean).join(" · ");
    $("search").placeholder = w("search"); $("search").setAttribute("aria-label", w("search"));
    $("legend-title").textContent = w("legend");
    $("picture").setAttribute("aria-label", w("help"));
    $("hits").setAttribute("aria-label", w("search"));
    for (const [id, key] of [["fit", "fit"], ["theme", "theme"], ["language", "language"], ["record", "record"], ["help", "help"]]) $(id).textContent = w(key);
    $("outline").textContent = data.outline.length ? w("outline") : "";
    $("marking").textContent = data.marking ? `TLP:${data.marking}` : "";
    $("view").replaceChildren(...data.views.map(view => make("option", { value: view.name, textContent: pick(view.title), selected: view.name === state.view })));
    $("layout").replaceChildren(...["levels", "network", "geographic"].map(name => make("option", { value: name, textContent: w(name), selected: name === state.layout })));
    $("view").setAttribute("aria-label", w("view")); $("layout").setAttribute("aria-label", w("layout"));
  }

  function open(name, animate) {
    const view = data.views.find(one => one.name === name) || data.views[0];
    state.view = view.name;
    state.kinds = new Set(view.kinds); state.ties = new Set(view.ties); state.sections = new Set(view.gaps);
    state.layout = view.layout;
    place(view.layout, animate);
    legend(); texts(); refresh(); panel();
  }

  function remember() {
    const parts = new URLSearchParams({ view: state.view, layout: state.layout, lang: state.lang });
    if (state.chosen !== null) parts.set("actor", state.chosen);
    try { history.replaceState(null, "", "#" + parts); } catch { /* a page without an address keeps none */ }
  }

  $("view").addEventListener("change", event => open(event.target.value, true));
  $("layout").addEventListener("change", event => { place(event.target.value, true); refresh(); });
  $("fit").addEventListener("click", () => { fit(true); setTimeout(labels, 350); });
  $("language").addEventListener("click", () => { state.lang = state.lang === "ar" ? "en" : "ar"; texts(); legend(); refresh(); panel(); });
  $("theme").addEventListener("click", () => {
    const root = document.documentElement, dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    legend(); refresh();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { legend(); refresh(); });
  addEventListener("resize", () => { clearTimeout(waiting); waiting = setTimeout(() => { fit(false); labels(); }, 150); });

  const address = new URLSearchParams(location.hash.slice(1));
  if (data.words[address.get("lang")]) state.lang = address.get("lang");
  const wanted = data.views.some(view => view.name === address.get("view")) ? address.get("view") : data.view;
  open(wanted, false);
  if (["levels", "network", "geographic"].includes(address.get("layout"))) { place(address.get("layout"), false); texts(); refresh(); }
  if (byId.has(address.get("actor"))) choose(address.get("actor"));
  network.once("afterDrawing", () => { document.documentElement.dataset.ready = "true"; });
  network.redraw();
})();

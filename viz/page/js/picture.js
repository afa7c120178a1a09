// The camera and the hand are vis-network's; what it shows is drawn by scene.js, so that a line has the same width at any
// scale, thousands of them are one stroke, and the SVG is the same picture.
const network = new vis.Network($("canvas"), { nodes: new vis.DataSet(JSON.parse($("nodes").textContent)), edges: new vis.DataSet([]) }, JSON.parse(JSON.parse($("options").textContent)));
window.network = network;
const vertices = network.body.data.nodes;
const camera = () => ({ scale: network.body.view.scale, x: network.body.view.translation.x, y: network.body.view.translation.y });
const size = () => ({ width: $("canvas").clientWidth, height: $("canvas").clientHeight });
let put = null, labels = [], settled = "", hover = "", moving = false;

network.renderer._drawNodes = () => ({ drawExternalLabels: null });
let frame = 0, before = 0; // milliseconds between the last two frames: a slow machine waits longer before it places names
network.on("afterDrawing", context => {
  frame = Math.min(300, performance.now() - before); before = performance.now();
  const ratio = network.canvas.pixelRatio || 1;
  put = arrange(camera());
  context.save();
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  drawScene(new CanvasPen(context), put, { ...size(), theme: theme(), labels: moving && look.nodes.length > 3000 ? [] : labels, hover, moving });
  context.restore();
  const { scale, x, y } = put.camera, key = `${scale}|${x}|${y}|${size().width}|${size().height}`;
  if (key !== settled) { root.dataset.rest = "false"; clearTimeout(resting); resting = setTimeout(rest, moving ? 160 : Math.min(400, 40 + 2 * frame)); }
});

// Who gets a label is chosen when the camera has come to rest.
let resting = 0;
function rest() {
  if (moving) { resting = setTimeout(rest, 120); return; }
  put = arrange(camera());
  labels = placeLabels(put, { ...size(), controls: tellBeyond(put) });
  const { scale, x, y } = put.camera;
  settled = `${scale}|${x}|${y}|${size().width}|${size().height}`;
  window.picture = { put, labels, headings: [...columnHeadings(put, size()), ...rowHeadings(put, size())], told: { ties: look.record.ties, actors: nodes.filter(node => look.record.present[node.at]).map(node => node.id) } };
  if (led) {
    const { x: left, y: top } = network.getViewPosition();
    led = false;
    state.camera = `${(left / (bands.across || 1)).toFixed(0)},${(top / (bands.down || 1)).toFixed(0)},${scale.toFixed(3)}`; // as if nothing were further apart: a link opens the same actors on any screen
    remember(false);
  }
  network.redraw();
  root.dataset.rest = "true";
}
function redraw() { settled = ""; clearTimeout(resting); rest(); }
// vis-network keeps its own idea of the scale when its box changes; the camera of the state is put back.
network.on("resize", () => requestAnimationFrame(() => { showCamera(); redraw(); }));
network.on("dragStart", () => { moving = true; hideCard(); });
network.on("dragEnd", () => { moving = false; keepCamera(); });
network.on("zoom", () => { hideCard(); boundZoom(); keepCamera(); });

// The camera goes into the address when the reader has moved it, without being a step of its own.
let led = false;
function keepCamera() { led = true; network.redraw(); }
function limits() { const [left, top, right, bottom] = wholeExtent(), { width, height } = size(); return [.5 * Math.min(width / Math.max(right - left, 200), height / Math.max(bottom - top, 150), 1), 6]; }
function boundZoom() {
  const [least, most] = limits(), scale = network.getScale();
  if (scale < least || scale > most) network.moveTo({ scale: Math.min(most, Math.max(least, scale)), animation: false });
}
function moveTo(x, y, scale) { network.moveTo({ position: { x, y }, scale: scale ?? network.getScale(), animation: false }); keepCamera(); }
function zoom(by) { const [least, most] = limits(); network.moveTo({ scale: Math.min(most, Math.max(least, network.getScale() * by)), animation: false }); keepCamera(); }

// The whole picture. It opens so too, unless by level it would be too small to read (READABLE): then at a scale for reading, from
// the corner where reading begins, and the edges say what is beyond them. Asked for, and on paper, it is whole in any case; asked
// for, rows take the room that is there at its scale, and the address keeps that it was.
const READABLE = .3;
function wholeExtent() {
  let [left, top, right, bottom] = inGroups() && discs.length ? [Infinity, Infinity, -Infinity, -Infinity] : extent();
  const level = view().layout === "levels" && !inGroups();
  for (const [, begin, end] of level ? bands.columns : []) { left = Math.min(left, begin); right = Math.max(right, end); }
  for (const [, begin, end] of level ? bands.rows : []) { top = Math.min(top, begin); bottom = Math.max(bottom, end); }
  for (const disc of inGroups() ? peopled() : []) { left = Math.min(left, disc.x - disc.radius); right = Math.max(right, disc.x + disc.radius); top = Math.min(top, disc.y - disc.radius); bottom = Math.max(bottom, disc.y + disc.radius); }
  for (const box of bands.boxes) { left = Math.min(left, box[1]); top = Math.min(top, box[2] - 20); right = Math.max(right, box[3]); bottom = Math.max(bottom, box[4]); }
  return [left, top, right, bottom];
}
// What is kept free on each side, in pixels: left, top, right, bottom.
function margins(width) {
  const row = width > 700 ? 96 : 14;
  if (view().layout === "levels" && !inGroups()) return [isRtl() ? 14 : row, HEAD + 4, isRtl() ? row : 14, 8];
  if (view().layout === "around") return width > 700 ? [110, 40, 110, 40] : [60, 40, 60, 40];
  if (!inGroups()) return [46, 26, 46, 26];
  return width > 700 ? [isRtl() ? 46 : 100, 26, isRtl() ? 100 : 46, 26] : [10, 30, 10, 10];
}
function roomOf({ width, height }) { const pad = margins(width); return [width - pad[0] - pad[2], height - pad[1] - pad[3]]; }
function fitCamera({ width, height }, whole) {
  const [left, top, right, bottom] = wholeExtent(), pad = margins(width), [wide, tall] = roomOf({ width, height }), level = view().layout === "levels" && !inGroups();
  const across = wide / Math.max(right - left, 60), down = tall / Math.max(bottom - top, 60);
  const all = Math.min(across, down), least = whole ? 0 : level && all < READABLE ? .56 : tooNarrow() && view().layout === "network" && !inGroups() ? .42 : 0, scale = Math.min(view().layout === "around" ? 2.1 : 1.5, Math.max(least, all));
  let x = (left + right) / 2 + (pad[2] - pad[0]) / 2 / scale, y = (top + bottom) / 2 + (pad[3] - pad[1]) / 2 / scale;
  if (scale > across) x = !level ? (pad[2] - pad[0]) / 2 / scale + busiest(wide / scale) : isRtl() ? right - (width / 2 - pad[2]) / scale : left + (width / 2 - pad[0]) / scale;
  if (scale > down) y = top + (height / 2 - pad[1]) / scale;
  return { x, y, scale };
}
// The middle of the stretch of this width in which most ties end: a network has no side where reading begins.
function busiest(wide) {
  const order = look.nodes.filter(node => place.has(node.id)).map(node => [place.get(node.id)[0], 1 + (look.degree.get(node.id) || 0)]).sort((a, b) => a[0] - b[0]);
  let best = [0, 0], most = -1, sum = 0, from = 0;
  for (const [x, weight] of order) {
    sum += weight;
    while (x - order[from][0] > wide) { sum -= order[from][1]; from += 1; }
    if (sum > most) { most = sum; best = [order[from][0], x]; }
  }
  return (best[0] + best[1]) / 2;
}
function fit(whole) { const { x, y, scale } = fitCamera(size(), whole); network.moveTo({ position: { x, y }, scale, animation: false }); state.camera = ""; led = false; }
function fitAll() {
  state.entire = view().layout === "levels" && !inGroups() && fitCamera(size(), true).scale < fitCamera(size()).scale;
  if (state.entire) { placeAll(); tellNetwork(); }
  fit(true);
  remember(false);
}
function showCamera() {
  if (!size().width || !size().height) return; // on paper there is no canvas
  if (view().layout === "levels" && !inGroups()) placeAll(); // rows use the room that there is now
  if (!state.camera) { fit(state.entire); if (!state.entire) bringLit(); return; }
  const [x, y, scale] = state.camera.split(",").map(Number);
  network.moveTo({ position: { x: x * (bands.across || 1), y: y * (bands.down || 1) }, scale, animation: false });
}
// What an address points to is in sight: the ways between two, the ends of a gap or a tie, else the chosen one.
function bringLit() {
  if (!state.chosen && !state.gap && !state.tie) return;
  const ids = state.gap || state.tie || state.other ? [...litActors()] : [state.chosen], spots = ids.map(id => place.get(id) || inCrowd.get(id)?.at).filter(Boolean);
  const { width, height } = size();
  if (!spots.length || view().layout === "around") return;
  const seen = spots.map(([x, y]) => network.canvasToDOM({ x, y }));
  if (seen.every(({ x, y }) => x > 40 && y > HEAD + 20 && x < width - 60 && y < height - 40)) return;
  const xs = spots.map(one => one[0]), ys = spots.map(one => one[1]), [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const scale = Math.max(limits()[0], Math.min(network.getScale(), (width - 160) / Math.max(right - left, 1), (height - 140) / Math.max(bottom - top, 1)));
  network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 }, scale, animation: false });
}
function bring(id) {
  if (!place.has(id)) return;
  const [x, y] = place.get(id), { width, height } = size(), at = network.canvasToDOM({ x, y }), covered = document.body.classList.contains("sheet-open") ? height * .5 : 0;
  if (at.x < 60 || at.y < 60 || at.x > width - 60 || at.y > height - 60 - covered) moveTo(x, y + covered / 2 / Math.max(network.getScale(), .7), Math.max(network.getScale(), .7));
}

// What is under a point of the picture: an actor, else a gap, else a tie, else a group.
function under(x, y, coarse) {
  if (!put) return null;
  let best = null, least = coarse ? 22 : 5;
  for (const spot of put.spots.values()) { const far = Math.hypot(spot.x - x, spot.y - y) - spot.r; if (far < least) { least = far; best = { actor: spot.node.id }; } }
  if (best) return best;
  for (const label of labels) { const at = label.id && put.spots.get(label.id); if (at && Math.abs(x - at.x - label.dx) < (label.box[2] - label.box[0]) / 2 && Math.abs(y - at.y - label.dy) < (label.box[3] - label.box[1]) / 2) return { actor: label.id }; }
  for (const one of put.crowds) if (Math.abs(one.x - x) < one.wide && Math.abs(one.y - y) < one.tall) return { crowd: one.crowd.id };
  least = coarse ? 14 : 8;
  for (const one of put.partners) { const far = Math.min(farFrom(one.line, x, y), Math.max(0, Math.hypot(x - pointOn(one.line, .72)[0], y - pointOn(one.line, .72)[1]) - 9)); if (far < least) { least = far; best = { partner: one.one.id }; } }
  if (best) return best;
  least = coarse ? 12 : 6;
  for (const one of put.gaps) if (one.line && (one.lit || look.lit === null)) { const far = farFrom(one.line, x, y); if (far < least) { least = far; best = { gap: one.gap.id }; } }
  for (const one of put.ties) if (tieLit(one.tie) || look.lit === null) { const far = farFrom(one.line, x, y); if (far < least - .5) { least = far; best = { tie: one.tie.edge.id }; } }
  if (best) return best;
  for (const one of put.discs) if (Math.hypot(one.x - x, one.y - y) < one.r) return { disc: one.disc.id };
  for (const one of put.links) if (farFrom(one.line, x, y) < 6) return { link: one.link.id };
  return null;
}
network.on("click", event => {
  const hit = under(event.pointer.DOM.x, event.pointer.DOM.y, matchMedia("(pointer: coarse)").matches);
  if (hit?.actor) choose(hit.actor); else if (hit?.partner) openPartner(hit.partner); else if (hit?.gap) openGap(hit.gap); else if (hit?.tie) openTie(hit.tie); else if (hit?.crowd) showAll(true); else if (hit?.disc) unfold(hit.disc); else letGo();
});
$("canvas").addEventListener("mousemove", event => {
  if (moving) return;
  const box = $("canvas").getBoundingClientRect(), x = event.clientX - box.left, y = event.clientY - box.top, hit = under(x, y, false);
  $("canvas").style.cursor = hit ? "pointer" : "";
  showCard(hit, x, y);
  const id = hit?.actor || hit?.disc || "";
  if (id !== hover) { hover = id; network.redraw(); }
});
$("canvas").addEventListener("mouseleave", () => { hideCard(); if (hover) { hover = ""; network.redraw(); } });

// vis-network holds who is shown and where, for those who look at `network` from outside.
function tellNetwork() {
  if (data.large) {
    const want = new Map([...look.nodes].filter(node => place.has(node.id)).map(node => [node.id, place.get(node.id)]));
    const gone = vertices.getIds().filter(id => !discOf.has(id) && !want.has(id));
    if (gone.length) vertices.remove(gone);
    vertices.update([...want].map(([id, [x, y]]) => ({ id, x, y, label: "", shape: "dot", size: 6 })));
    return;
  }
  const changed = [];
  for (const node of nodes) {
    const now = vertices.get(node.id), at = place.get(node.id) || inCrowd.get(node.id)?.at, hidden = !at;
    if (!now || Boolean(now.hidden) !== hidden || (at && (now.x !== at[0] || now.y !== at[1]))) changed.push({ id: node.id, hidden, ...(at ? { x: at[0], y: at[1] } : {}) });
  }
  if (changed.length) vertices.update(changed);
}

// Names in the picture: the weightiest first, none over another, over an actor, over the edge, or, by level, over a line.
// A label hangs on its actor by so many pixels, so that it is in the right place at any scale; who gets one is chosen at rest.
const LINE = 14, SIZE = 12, CELL = 6;

// Who must be named if any: those with most ties here, both ends of the gap that is told of first, and who else weighs most. They
// take their room before all others, further off and with a line that leads there if there is none beside them.
const MOST_TIES = 3, WEIGHTIEST = 9;
function foremost(put, spots) {
  const found = new Map(), heavier = by => (a, b) => by(b) - by(a) || (a.node.id < b.node.id ? -1 : 1), free = spots.filter(({ node }) => !look.faded.has(node.id) && isLit(node.id));
  const degree = ({ node }) => look.degree.get(node.id) || 0;
  for (const spot of free.filter(degree).sort(heavier(degree)).slice(0, MOST_TIES)) found.set(spot.node.id, 2e5);
  const first = put.gaps.find(one => one.lit && one.line && one.from && isOpen(one.gap));
  if (first) for (const id of [first.from, first.to]) if (!look.faded.has(id)) found.set(id, 2e5);
  const rest = free.filter(({ node }) => !found.has(node.id)).sort(heavier(({ node }) => weigh(node)));
  for (const { node } of rest.slice(0, WEIGHTIEST)) found.set(node.id, 1e5);
  return found;
}

function weigh(node) {
  if (look.faded.has(node.id) && node.id !== state.chosen) return node.degree * .01 - 1; // after all that is not left out
  const chosen = node.id === state.chosen || node.id === state.other ? 1e6 : 0, near = look.near.has(node.id) || (look.lit !== null && look.lit.has(node.id)) ? 1e4 : 0;
  const high = view().layout === "levels" && node.level !== data.levels[data.levels.length - 1] ? 6 : 0;
  return chosen + near + high + (look.degree.get(node.id) || 0) + 1.5 * (look.gapCount.get(node.id) || 0) + node.degree * .01;
}

// A grid of small cells that says where lines run.
class Marks {
  constructor(width, height) { this.across = Math.ceil(width / CELL) + 1; this.down = Math.ceil(height / CELL) + 1; this.cells = new Uint8Array(this.across * this.down); }
  line(line) {
    const far = Math.hypot(line[4] - line[0], line[5] - line[1]), steps = Math.min(600, Math.ceil(far / (CELL * .6)));
    for (let i = 0; i <= steps; i++) { const [x, y] = pointOn(line, i / (steps || 1)), c = Math.floor(x / CELL), r = Math.floor(y / CELL); if (c >= 0 && r >= 0 && c < this.across && r < this.down) this.cells[r * this.across + c] = 1; }
  }
  under([left, top, right, bottom]) {
    let sum = 0;
    for (let r = Math.max(0, Math.floor(top / CELL)); r <= Math.min(this.down - 1, Math.floor(bottom / CELL)); r++)
      for (let c = Math.max(0, Math.floor(left / CELL)); c <= Math.min(this.across - 1, Math.floor(right / CELL)); c++) sum += this.cells[r * this.across + c];
    return sum;
  }
}
// Boxes by coarse cells, to find the few that a box may touch.
class Boxes {
  constructor() { this.cells = new Map(); }
  *keys([left, top, right, bottom]) { for (let x = Math.floor(left / 90); x <= Math.floor(right / 90); x++) for (let y = Math.floor(top / 50); y <= Math.floor(bottom / 50); y++) yield x * 4096 + y; }
  add(box, own) { for (const key of this.keys(box)) { if (!this.cells.has(key)) this.cells.set(key, []); this.cells.get(key).push([box, own]); } }
  hit(box, own) { for (const key of this.keys(box)) for (const [other, id] of this.cells.get(key) || []) if (id !== own && box[2] > other[0] && box[0] < other[2] && box[3] > other[1] && box[1] < other[3]) return true; return false; }
}

function placeLabels(put, frame) {
  const marks = new Marks(frame.width, frame.height), taken = new Boxes(), pale = new Boxes(), names = new Boxes(), found = [], level = view().layout === "levels";
  const inside = spot => spot.x > -20 && spot.y > -20 && spot.x < frame.width + 20 && spot.y < frame.height + 20;
  for (const { line, tie } of put.ties) if (tieLit(tie) || level) marks.line(line);
  for (const one of put.gaps) if (one.line && (one.lit || level) && !(one.gap.section === "unknown" && look.lit === null)) marks.line(one.line);
  for (const one of put.partners) marks.line(one.line);
  const spots = [...put.spots.values()].filter(inside);
  for (const { x, y, r, rim, node } of spots) { const far = r + rim + 1; (isLit(node.id) ? taken : pale).add([x - far, y - far, x + far, y + far], node.id); }
  for (const { text, x, y, size } of groundNames(put, frame)) { ruler.font = `600 ${size}px ${FONT}`; const half = ruler.measureText(text).width / 2 + 6; taken.add([x - half, y - 9, x + half, y + 9], "ground"); }
  for (const one of put.partners) { const [x, y] = pointOn(one.line, .72); taken.add([x - 9, y - 9, x + 9, y + 9], "rank"); }
  const top = bands.columns.length ? HEAD + 2 : 2, side = level ? 4 : 2;
  if (level) for (const { box: [left, top, right, bottom] } of rowHeadings(put, frame)) taken.add(isRtl() ? [left - 4, top - 2, frame.width, bottom + 2] : [0, top - 2, right + 4, bottom + 2], "row");
  for (const { x, y, wide, tall } of put.crowds) taken.add([x - wide, y - tall, x + wide, y + tall], "crowd");
  nameFrames(put, taken, found, frame);
  for (const { box } of found) names.add(box, null); // no leader runs through a title
  for (const { disc, x, y, r } of put.discs) if (!disc.open) taken.add([x - .7 * r, y - 18, x + .7 * r, y + 18], "disc");
  for (const box of frame.controls || []) taken.add(box, "control");
  const frames = bands.boxes.map(([, left, top, right, bottom]) => [...put.at([left, top]), ...put.at([right, bottom])]); // names of those in a frame stay in it
  const first = foremost(put, spots), weightOf = ({ node }) => { const weight = weigh(node); return weight < 1e6 ? weight + (first.get(node.id) || 0) : weight; };
  const ordered = spots.map(spot => [weightOf(spot), spot]).sort((a, b) => b[0] - a[0] || (a[1].node.id < b[1].node.id ? -1 : 1)).slice(0, 900);
  for (const [weight, spot] of ordered) {
    const chosen = weight >= 1e6, light = (look.lit !== null || look.faded.has(spot.node.id)) && weight < 1e4;
    if (light && (look.lit === null || look.lit.size > 0) && found.length > 40) continue;
    const size = chosen ? 14 : SIZE, bold = chosen ? 700 : 400, height = chosen ? 17 : LINE;
    const frameOf = chosen ? null : frames.find(([x1, y1, x2, y2]) => spot.x > x1 && spot.x < x2 && spot.y > y1 && spot.y < y2);
    let best = null, least = Infinity;
    for (const lines of textsOf(spot.node, chosen, size, bold)) {
      if (best && least < AWAY && lines.some(line => line.endsWith("…"))) break; // the whole name has room beside its actor
      const wide = Math.max(...lines.map(line => ruler.measureText(line).width)) / 2 + 2, tall = lines.length * height / 2;
      for (const [dx, dy, price] of [...sidesOf(spot.r + spot.rim, wide, tall, level), ...(first.has(spot.node.id) ? awayFrom(spot.r + spot.rim, wide, tall) : [])]) {
        const box = [spot.x + dx - wide, spot.y + dy - tall, spot.x + dx + wide, spot.y + dy + tall];
        if (box[0] < side || box[1] < top || box[2] > frame.width - side || box[3] > frame.height - 2 || (taken.hit(box, spot.node.id) && !chosen)) continue;
        if (!frameOf && !chosen && frames.some(([x1, y1, x2, y2]) => box[2] > x1 && box[0] < x2 && box[3] > y1 && box[1] < y2)) continue;
        if (frameOf && (box[0] < frameOf[0] + 2 || box[1] < frameOf[1] + 2 || box[2] > frameOf[2] - 2 || box[3] > frameOf[3] - 2)) continue;
        const over = pale.hit(box, spot.node.id); // who does not stand out may be covered by a name that does
        if (over && weight < 1e4) continue;
        const leader = price >= AWAY && [...boxesAlong(leaderLine(spot, dx, dy, wide, tall))];
        if (leader && leader.some(each => names.hit(each, ""))) continue;
        const past = leader && leader.some(each => taken.hit(each, spot.node.id)) ? 30 : 0; // a leader over another actor only if there is no other way
        const under = marks.under(box);
        if (under && level && !chosen) continue;
        const cost = price + past + 3 * under + (over ? 12 : 0) + (lines.length - 1) + (chosen && taken.hit(box, spot.node.id) ? 40 : 0);
        if (cost < least) { least = cost; best = { id: spot.node.id, leader, lines, dx, dy, size, weight: bold, height, quiet: light, box }; }
      }
      if (best && least < 4) break;
    }
    if (best && (weight >= 1e4 || least < 26)) { for (const each of [best.box, ...(best.leader || [])]) { taken.add(each, null); names.add(each, null); } found.push({ ...best, leader: Boolean(best.leader) }); }
  }
  nameTies(put, taken, found, frame);
  return found;
}

// The title of each frame, along its edge where no line runs, if there is such a place; else where the fewest do.
function nameFrames(put, taken, found, frame) {
  if (!bands.boxes.length) return;
  const marks = new Marks(frame.width, frame.height), size = 12;
  for (const { line } of [...put.ties, ...put.gaps, ...put.partners]) if (line) marks.line(line);
  ruler.font = `600 ${size}px ${FONT}`;
  for (const [name, ...corners] of bands.boxes) {
    const there = look.nodes.filter(node => inBox(node, name)).length;
    if (!there) continue;
    const text = `${w(name === "alone" ? "box_alone" : "box_aside")} (${there})`, half = ruler.measureText(text).width / 2 + 4;
    const [left, top] = put.at(corners.slice(0, 2)), [right, low] = put.at(corners.slice(2)), from = Math.max(left, 2), to = Math.min(right, frame.width - 2), room = (to - from) / 2 - half;
    let best = null, least = Infinity;
    for (const y of [...(low - top > 62 ? [top + 11] : []), top - 9, low + 9]) for (const share of [0, -1, 1, -.5, .5, -.75, .75, -.25, .25]) {
      const x = (from + to) / 2 + share * Math.max(0, room), box = [x - half, y - 8, x + half, y + 8];
      if (box[0] < 2 || box[1] < 2 || box[2] > frame.width - 2 || box[3] > frame.height - 2) continue;
      const cost = marks.under(box) + (taken.hit(box, "frame") ? 50 : 0);
      if (cost < least) { least = cost; best = { frame: name, lines: [text], dx: x - left, dy: y - top, size, weight: 600, height: LINE, quiet: true, box }; }
    }
    if (!best) continue; // what is in sight of the frame has no room for its title
    taken.add(best.box, "frame");
    found.push(best);
  }
}

// The short name on one line, two or three, and cut only after all others; the whole name for the chosen.
function textsOf(node, chosen, size, weight) {
  const text = chosen ? nameOf(node) : shortOf(node);
  ruler.font = `${weight} ${size}px ${FONT}`;
  const long = ruler.measureText(text).width;
  if (chosen) { const lines = wrapped(text, Math.min(Math.max(long * .58, 60), 240), size, weight, 4).map(line => cut(line, 240)); return long > 240 ? [lines] : long > 100 ? [lines, [text]] : long > 70 ? [[text], lines] : [[text]]; }
  if (long <= 70) return [[text]];
  const two = halves(text);
  if (long <= 150) return long > 100 ? [two, [text]] : [[text], two];
  const cutTwo = two.map(line => cut(line, 150));
  if (cutTwo.every((line, i) => line === two[i])) return [two];
  const three = wrapped(text, long / 3 + 24, size, weight, 3);
  return [two, three].filter(lines => lines.every(line => ruler.measureText(line).width <= WHOLE && !line.endsWith("…"))).concat([cutTwo]);
}
const WHOLE = 240; // pixels of a line that is not cut
// On two lines as even as they can be.
function halves(text) {
  const words = text.split(/\s+/), wide = at => Math.max(ruler.measureText(words.slice(0, at).join(" ")).width, ruler.measureText(words.slice(at).join(" ")).width);
  let best = 1;
  for (let at = 2; at < words.length; at++) if (wide(at) < wide(best)) best = at;
  return [words.slice(0, best).join(" "), words.slice(best).join(" ")].filter(Boolean);
}
function sidesOf(r, wide, tall, level) {
  const d = r + 3, below = [0, d + tall, 0], above = [0, -d - tall, 1], right = [d + wide, 0, level ? 3 : 1], left = [-d - wide, 0, level ? 3 : 1];
  const corners = [[1, 1], [-1, 1], [1, -1], [-1, -1]].map(([x, y]) => [x * (wide + r * .6), y * (tall + r * .8), 4]);
  const far = [[0, d + tall + 8, 6], [0, -d - tall - 8, 6]];
  const aside = [.5, -.5, .85, -.85].flatMap(x => [[x * wide, d + tall, 4 + Math.abs(x)], [x * wide, -d - tall, 5 + Math.abs(x)]]);
  return [below, right, left, above, ...corners, ...(level ? [...aside, ...far, [d + wide + 12, 0, 8], [-d - wide - 12, 0, 8], [.6 * wide, d + tall + 12, 9], [-.6 * wide, d + tall + 12, 9]] : far)];
}
// Further off on rings around it, the nearest first.
const AWAY = 34;
function awayFrom(r, wide, tall) {
  const found = [];
  for (let far = 18; far <= 150; far += 12) for (let turn = 0; turn < 24; turn += 1) {
    const [x, y] = [Math.cos(turn * Math.PI / 12), Math.sin(turn * Math.PI / 12)];
    found.push([x * (r + far + wide), y * (r + far + tall), AWAY + far / 4]);
  }
  return found;
}
// From the rim of an actor to the nearest point of its name.
function leaderLine({ x, y, r }, dx, dy, wide, tall) {
  const far = Math.hypot(dx, dy), to = [Math.max(dx - wide, Math.min(dx + wide, 0)), Math.max(dy - tall, Math.min(dy + tall, 0))];
  return [x + dx / far * r, y + dy / far * r, null, null, x + to[0], y + to[1]];
}
function* boxesAlong(line) {
  const steps = Math.ceil(Math.hypot(line[4] - line[0], line[5] - line[1]) / 4);
  for (let i = 0; i < steps; i++) { const [x, y] = pointOn(line, i / steps); yield [x - 2, y - 2, x + 2, y + 2]; }
}

// The kind of each tie of the chosen, written on its line where there is room.
function nameTies(put, taken, found, frame) {
  if (look.lit === null || !state.chosen) return;
  const lit = put.ties.filter(one => tieLit(one.tie));
  if (lit.length > 24) return;
  ruler.font = `400 11px ${FONT}`;
  for (const { tie, line } of lit) {
    const kind = data.ties[tie.edge.kind], text = pick(tie.edge.to === state.chosen && kind.directed ? kind.inverse : kind.label), half = ruler.measureText(text).width / 2 + 2;
    if (Math.hypot(line[4] - line[0], line[5] - line[1]) < half * 1.3) continue;
    const spots = [.5, .4, .6, .3, .7, .22, .78].map(t => { const [x, y] = pointOn(line, t); return { t, box: [x - half, y - 8, x + half, y + 8] }; });
    const free = spots.find(({ box }) => box[0] > 2 && box[1] > 2 && box[2] < frame.width - 2 && box[3] < frame.height - 2 && !taken.hit(box, "line"));
    if (!free) continue;
    const { t, box } = free;
    taken.add(box, null);
    found.push({ on: tie.edge, t, lines: [text], dx: 0, dy: 0, size: 11, weight: 400, height: 13, quiet: true, box });
  }
}
